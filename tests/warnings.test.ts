import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checklistItems } from '../src/checklists/checklist-line.ts'
import { addDays, today } from '../src/dates.ts'
import { holidayCalendar } from '../src/holidays/queries.ts'
import { addWorkingDays } from '../src/holidays/working-days.ts'
import { write } from '../src/db/write.ts'
import { pressWorks } from '../src/press-work/press-work.ts'
import type { Member } from '../src/participants/queries.ts'
import { listPreparationAttention } from '../src/warnings/preparation.ts'
import { findDelegation } from '../src/delegations/queries.ts'
import { overlapWarnings } from '../src/warnings/overlaps.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const going = (name: string, given: Partial<Member> = {}): Member => ({
  id: null,
  name,
  role: 'member',
  post: null,
  organisation: null,
  hasTravelled: true,
  ...given,
})
const warnings = async ({ visit }: App, id: number) =>
  (await visit(`/delegations/${id}`)).texts('main > .notice--warn')
const workingDaysOn = ({ db }: App, count: number) => addWorkingDays(today(), count, holidayCalendar(db))
const { say } = speechOf('vi')

/** Visits that have papers, so that only what a test is about is said of them. */
const inOrder = { approvalNumber: '1/QĐ', status: 'approved' } as const
const inMay = { ...inOrder, startsOn: '2027-05-10', endsOn: '2027-05-14' }

test('one person in two visits on one day is said on both pages, each leading to the other', async () => {
  const app = startApp()
  const laos = app.make.delegation({ ...inMay, title: 'Thăm Lào', participants: [going('Lê Minh')] })
  const cuba = app.make.delegation({
    ...inMay,
    title: 'Thăm Cuba',
    startsOn: '2027-05-14',
    endsOn: '2027-05-20',
    participants: [going('Lê Minh'), going('Trần Bình')],
  })
  expect(await warnings(app, laos)).toEqual([
    'Lê Minh có tên ở hai đoàn trong cùng ngày (14/05/2027). Đoàn kia: ĐR-2027-002 Thăm Cuba',
  ])
  const page = await app.visit(`/delegations/${cuba}`)
  expect(page.text('main > .notice--warn')).toContain('ĐR-2027-001 Thăm Lào')
  expect(page.href('main > .notice--warn a')).toBe(`/delegations/${laos}`)
})

test('no two places: other days, dates not known to the day, who stays at home, what is off', async () => {
  const app = startApp()
  const mine = app.make.delegation({ ...inMay, participants: [going('Lê Minh')] })
  const other = { ...inMay, participants: [going('Lê Minh')] }
  app.make.delegation({ ...other, startsOn: '2027-05-15', endsOn: '2027-05-16' })
  app.make.delegation({ ...other, startsOn: '2027-05', endsOn: null })
  app.make.delegation({ ...other, participants: [going('Lê Minh', { hasTravelled: false })] })
  app.make.delegation({ ...other, status: 'postponed' })
  const cancelled = app.make.delegation({ ...other, startsOn: '2027-06-01', endsOn: null })
  await app.submit(`/delegations/${cancelled}/cancellation`, { reason: 'Bão' })
  expect(await warnings(app, mine)).toEqual([])
})

test('who receives two visits in one week is in one place; who receives one and leaves is not', async () => {
  const app = startApp()
  const received = { ...inMay, direction: 'inbound' as const, hosts: [going('Lê Minh')] }
  const first = app.make.delegation(received)
  app.make.delegation(received)
  expect(await warnings(app, first)).toEqual([])
  app.make.delegation({ ...inMay, title: 'Thăm Lào', participants: [going('Lê Minh')] })
  expect(await warnings(app, first)).toHaveLength(1)
})

test('many people of one visit in another are one warning', async () => {
  const app = startApp()
  const participants = ['An', 'Bình', 'Chi', 'Dung', 'Em', 'Giang', 'Hà'].map((name) => going(name))
  const id = app.make.delegation({ ...inMay, participants })
  app.make.delegation({ ...inMay, participants })
  expect(await warnings(app, id)).toEqual([
    expect.stringMatching(/^An, Bình, Chi, Dung, Em và 2 người nữa có tên ở hai đoàn/),
  ])
})

test('people in two places at once are those whom a calendar of days finds, whatever the visits', () => {
  const { db, make } = startApp()
  const day = fc.integer({ min: 1, max: 12 }).map((day) => `2027-05-${String(day).padStart(2, '0')}`)
  const visit = fc.record({
    startsOn: fc.oneof(day, fc.constant('2027-05')),
    days: fc.integer({ min: 0, max: 4 }),
    names: fc.uniqueArray(fc.constantFrom('An', 'Bình', 'Chi')),
    stayed: fc.constantFrom('An', 'Không ai'),
    status: fc.constantFrom('planned' as const, 'returned' as const, 'postponed' as const),
  })
  let round = 0
  fc.assert(
    fc.property(fc.array(visit, { minLength: 2, maxLength: 4 }), (visits) => {
      round += 1
      const made = visits.map(({ startsOn, days, names, stayed, status }) => {
        const endsOn = startsOn.length === 10 ? addDays(startsOn, days) : null
        const participants = names.map((name) => going(`${name} ${round}`, { hasTravelled: name !== stayed }))
        const id = make.delegation({ startsOn, endsOn, status, participants })
        const isTold = startsOn.length === 10 && status !== 'postponed'
        const daysAway = isTold ? Array.from({ length: days + 1 }, (_, at) => addDays(startsOn, at)) : []
        return { id, daysAway, away: names.filter((name) => name !== stayed) }
      })
      for (const { id, daysAway, away } of made) {
        const expected = made.filter(
          (other) =>
            other.id !== id &&
            other.away.some((name) => away.includes(name)) &&
            other.daysAway.some((day) => daysAway.includes(day)),
        )
        const told = overlapWarnings(db, findDelegation(db, id)!).map(({ other }) => other!.href)
        expect(told.toSorted()).toEqual(expected.map((other) => `/delegations/${other.id}`).toSorted())
      }
    }),
    { numRuns: 40 },
  )
})

test('guests who come soon without consent are warned of from the fifth working day before', async () => {
  const app = startApp()
  const guests = { direction: 'inbound', status: 'submitted' } as const
  const inTime = app.make.delegation({ ...guests, startsOn: workingDaysOn(app, 6) })
  expect(await warnings(app, inTime)).toEqual([])
  const late = app.make.delegation({ ...guests, startsOn: workingDaysOn(app, 3) })
  expect(await warnings(app, late)).toEqual([
    expect.stringMatching(
      /^Khách sắp đến mà chưa có văn bản đồng ý; hạn là .*5 ngày làm việc trước ngày đến/,
    ),
  ])
  const allowed = app.make.delegation({ ...guests, startsOn: workingDaysOn(app, 3), approvalNumber: '7/HNB' })
  expect(await warnings(app, allowed)).toEqual([])
})

test('how long before is a setting, said with its basis', async () => {
  const app = startApp()
  await app.submit('/admin/settings/consent_days_inbound', {
    value: '2',
    dayKind: 'calendar',
    basis: 'Quy chế số 5',
  })
  const id = app.make.delegation({ direction: 'inbound', startsOn: addDays(today(), 2) })
  expect((await warnings(app, id))[0]).toContain('2 ngày trước ngày đến (căn cứ: Quy chế số 5)')
  expect(
    await warnings(app, app.make.delegation({ direction: 'inbound', startsOn: addDays(today(), 3) })),
  ).toEqual([])
})

test('a visit of ours whose file was not sent up in time is warned of; other bodies send up their own', async () => {
  const app = startApp()
  const soon = { startsOn: workingDaysOn(app, 15) }
  expect((await warnings(app, app.make.delegation(soon)))[0]).toContain('Chưa trình hồ sơ cử đoàn')
  const otherBody = app.make.unit({ name: 'Bộ Ngoại giao', kind: 'other_body' })
  for (const fine of [
    { ...soon, status: 'submitted' as const },
    { ...soon, unitId: otherBody },
    { ...soon, countsAs: 'people_only' as const, countsAsReason: 'Đi cùng đoàn khác' },
    { startsOn: workingDaysOn(app, 25) },
    { startsOn: addDays(today(), 20).slice(0, 7) },
  ])
    expect(await warnings(app, app.make.delegation(fine))).toEqual([])
})

function withPressWork({ db, make }: App, startsOn: string, permitNumber: string | null = null) {
  const id = make.delegation({ direction: 'inbound', ...inOrder, startsOn, title: 'Báo Nhân Dân Lào' })
  write(db, { name: 'Test' }, (write) => write.insert(pressWorks, { delegationId: id, permitNumber }))
  return id
}

test('press work without a permit is warned of from the tenth working day before', async () => {
  const app = startApp()
  expect((await warnings(app, withPressWork(app, workingDaysOn(app, 9))))[0]).toContain('chưa có giấy phép')
  expect(await warnings(app, withPressWork(app, workingDaysOn(app, 9), '12/GP'))).toEqual([])
  expect(await warnings(app, withPressWork(app, workingDaysOn(app, 11)))).toEqual([])
})

test('what is owed before a visit begins wants attention a week ahead, the day it is due in its words', () => {
  const app = startApp()
  withPressWork(app, workingDaysOn(app, 9))
  app.make.delegation({ direction: 'inbound', startsOn: workingDaysOn(app, 8), title: 'Khách Lào' })
  app.make.delegation({ direction: 'inbound', startsOn: workingDaysOn(app, 30) })
  app.make.delegation({ startsOn: workingDaysOn(app, 50) })
  const told = listPreparationAttention(app.db, today()).map(
    (one) => `${say(one.title)}: ${say(one.state)}, ${one.daysLate > 0 ? 'muộn' : 'còn hạn'}`,
  )
  expect(told.toSorted()).toEqual([
    'Giấy phép báo chí: Báo Nhân Dân Lào: chưa có giấy phép hoạt động báo chí, muộn',
    'Văn bản đồng ý: Khách Lào: khách sắp đến, chưa có văn bản đồng ý, còn hạn',
  ])
})

test('consent that a checklist asks for on no day anybody knows is told all the same', () => {
  const app = startApp()
  const guests = { direction: 'inbound', startsOn: addDays(today(), 2) } as const
  const ask = (
    title: string,
    endsOn: string | null,
    anchor: 'start' | 'end',
    state: 'open' | 'done' = 'open',
  ) => {
    const delegationId = app.make.delegation({ ...guests, title, endsOn })
    const line = { delegationId, title: 'Xin ý kiến', position: 0, settledBy: 'approval' as const }
    write(app.db, { name: 'Test' }, (write) =>
      write.insert(checklistItems, { ...line, anchor, state, offset: -1 }),
    )
  }
  ask('Chưa rõ ngày về', null, 'end')
  ask('Chỉ rõ tháng về', addDays(today(), 70).slice(0, 7), 'end')
  ask('Đã xin', null, 'end', 'done')
  ask('Tính từ ngày đến', null, 'start')
  ask('Rõ ngày về', addDays(today(), 4), 'end')
  expect(listPreparationAttention(app.db, today()).map(({ title }) => say(title))).toEqual([
    'Văn bản đồng ý: Chưa rõ ngày về',
    'Văn bản đồng ý: Chỉ rõ tháng về',
  ])
})

test('warnings block nothing: a visit is kept, and they stand beside what was saved', async () => {
  const app = startApp()
  app.make.delegation({ ...inMay, participants: [going('Lê Minh')] })
  const form = {
    startsOn: '14/5/2027',
    'participants[0][name]': 'Lê Minh',
    'participants[0][role]': 'head',
    headCount: '12',
  }
  const kept = await app.submit('/delegations', app.typed(form))
  expect(kept.status).toBe(303)
  const page = await app.visit(kept.location!)
  expect(page.text('[role=status]')).toContain('Đã lưu')
  expect(page.texts('main > .notice--warn').join(' ')).toMatch(/12 người, quá mức.*hai đoàn/)
  const another = await app.submit('/delegations', app.typed({ ...form, title: 'Nữa', another: '1' }))
  expect((await app.visit(another.location!)).text('main')).toContain('có tên ở hai đoàn')
})
