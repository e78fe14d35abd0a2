import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { today } from '../src/dates.ts'
import { registerAt } from '../src/db/past-register.ts'
import { write } from '../src/db/write.ts'
import { delegations, statuses } from '../src/delegations/delegation.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { accept } from '../src/contradictions/accepting.ts'
import { contradictionCounts } from '../src/contradictions/contradiction.ts'
import { countingToday } from '../src/contradictions/daily.ts'
import { readDeskFilters, rowsAmong } from '../src/contradictions/filters.ts'
import { foundOfVisits } from '../src/contradictions/kept-by-visit.ts'
import { allContradictions, decided, searches, within } from '../src/contradictions/queries.ts'
import { rowsThatMayDiffer, visitsThatMayDiffer } from '../src/contradictions/then.ts'
import { lateReports } from '../src/contradictions/visits.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { erasePerson } from '../src/people/erasing.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { thenAndNowOperations } from '../src/then-and-now/operations.ts'
import { untranslated } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { member } from './support/members.ts'

type App = ReturnType<typeof startApp>

const who = { name: 'Lê Thử' }

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-01-10T16:30:00Z') }))
afterEach(() => void vi.useRealTimers())
/** Past midnight in Viet Nam, an hour later: nobody's session has ended. */
const later = () => vi.setSystemTime(Date.now() + 3_600_000)
const change = (app: App, id: number, changes: Partial<typeof delegations.$inferInsert>) =>
  write(app.db, who, (write) => write.update(delegations, id, changes))
const past = { status: 'reported' as const, startsOn: '2024-03-01', endsOn: '2024-03-05', headCount: 2 }
const AT = 'scope=all&at=10/01/2025'
const names = (page: Awaited<ReturnType<App['visit']>>, part: string) =>
  page.texts(`[aria-labelledby=${part}] th.main`)

test('the desk held against a day tells what was mended, what was accepted and what is new', async () => {
  const app = startApp({ as: 'clerk' })
  const unknown = { ...past, headCount: null }
  const [mended, accepted, gone, sound] = ['Đã sửa', 'Chấp nhận', 'Đã xóa', 'Còn đúng'].map((title) =>
    app.make.delegation({ ...(title === 'Còn đúng' ? past : unknown), title }),
  ) as [number, number, number, number]
  app.make.delegation({ ...unknown, title: 'Vẫn thế' })
  later()
  change(app, mended, { headCount: 7 })
  change(app, sound, { headCount: null })
  const one = allContradictions(app.db).open.find(({ key }) => key === `unknownPeople:${accepted}`)
  write(app.db, who, (write) => {
    accept(write, one!, 'không còn hồ sơ')
    deleteRecord(write, 'delegations', gone, 'ghi trùng')
  })
  const page = await app.visit(`/contradictions?${AT}`)
  expect(page.texts('main > .ledger-box td')).toEqual(['0', '0', '–', '4', '2', '−2'])
  expect(names(page, 'went')).toEqual(['ĐR-2024-003 Đã xóa', 'ĐR-2024-002 Chấp nhận', 'ĐR-2024-001 Đã sửa'])
  expect(names(page, 'came')).toEqual(['ĐR-2024-004 Còn đúng'])
  expect(page.all('[aria-labelledby=changed]')).toEqual([])
  const [, row] = page.all('[aria-labelledby=went] tbody tr')
  expect(row!.textContent).toContain('không còn hồ sơ')
  const acts = page.all('[aria-labelledby=went] tbody td:last-child')
  expect(acts.map((act) => act.textContent.includes('Lê Thử'))).toEqual([true, true, true])
  expect((await app.visit(`/contradictions?at=10/01/2025&kind=heads&scope=all`)).text('.empty h2')).toBe(
    'Không có gì khác',
  )
})

test('each side is of its own day: what only time brought is new, and counted as the week counts it', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation({
    ...past,
    title: 'Sắp quá hạn',
    status: 'returned',
    startsOn: '2024-12-22',
    endsOn: '2024-12-26',
  })
  app.make.delegation({
    ...past,
    title: 'Đã quá hạn',
    status: 'returned',
    startsOn: '2024-12-10',
    endsOn: '2024-12-14',
  })
  app.make.delegation({
    ...past,
    title: 'Đứng lại',
    status: 'planned',
    startsOn: '2025-01-03',
    endsOn: '2025-01-03',
  })
  app.make.delegation({ ...past, title: 'Chưa đến ngày', startsOn: '2025-01-11', endsOn: '2025-01-12' })
  for (const _step of countingToday(app.db)) continue
  later()
  const page = await app.visit(`/contradictions?${AT}`)
  expect(app.db.select().from(contradictionCounts).all()).toMatchObject([{ wrongCount: 1, missingCount: 1 }])
  expect(names(page, 'came')).toEqual(['ĐR-2024-001 Sắp quá hạn', 'ĐR-2025-001 Đứng lại'])
  expect(names(page, 'went')).toEqual(['ĐR-2025-002 Chưa đến ngày'])
  expect(page.all('[aria-labelledby=changed]')).toEqual([])
  expect(page.texts('main > .ledger-box td')).toEqual(['1', '0', '−1', '1', '3', '+2'])
  expect(page.text('.lede')).toContain('Mỗi bên soát theo ngày của mình')
})

test('published figures and partners that came to contradict each other are told by who wrote them', async () => {
  const app = startApp({ as: 'clerk' })
  const figure = (endsOn: string, value: number) =>
    write(app.db, who, (write) =>
      write.insert(openingFigures, {
        unitId: 1,
        indicator: 'inbound_delegations',
        startsOn: '2023',
        endsOn,
        value,
        qualifier: 'exact',
        sourceId: sourceAt(write, 'Báo cáo năm'),
      }),
    )
  figure('2023', 40)
  app.make.partner({ name: 'Hội Nhà báo Lào' })
  later()
  figure('2023-06', 50)
  app.make.partner({ name: 'Hội nhà báo Lào' })
  const page = await app.visit(`/contradictions?${AT}`)
  expect(page.texts('[aria-labelledby=came] tbody td:nth-of-type(1)')).toEqual([
    'Số công bố trái nhau',
    'Một đối tác ghi hai lần',
  ])
  expect(
    page.texts('[aria-labelledby=came] tbody td:last-child').map((act) => /Lê Thử|Test/.exec(act)?.[0]),
  ).toEqual(['Lê Thử', 'Test'])
})

test('whoever was erased since is nobody on the desk of then', async () => {
  const app = startApp({ as: 'clerk' })
  const participants = [member('Nguyễn Văn Xóa', { role: 'head' })]
  app.make.delegation({ ...past, headCount: 1, participants })
  const other = app.make.delegation({ ...past, headCount: 1, participants, startsOn: '2024-03-05' })
  later()
  change(app, other, { startsOn: '2024-03-08', endsOn: '2024-03-09' })
  expect((await app.visit(`/contradictions?${AT}`)).html).toContain('Nguyễn Văn Xóa')
  write(app.db, who, (write) => erasePerson(write, 1))
  expect((await app.visit(`/contradictions?${AT}`)).html).not.toContain('Nguyễn Văn Xóa')
})

test('a unit is told of its own desk alone', async () => {
  const app = startApp({ as: 'clerk' })
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const own = app.make.delegation({ ...past, unitId, title: 'Của hội tỉnh' })
  const other = app.make.delegation({ ...past, title: 'Của Trung ương' })
  later()
  for (const id of [own, other]) change(app, id, { headCount: null })
  const page = await app.visit(`/contradictions?${AT}`, app.signIn('viewer', { unitId }).headers)
  expect(names(page, 'came')).toEqual(['ĐR-2024-001 Của hội tỉnh'])
  expect(page.html).not.toContain('Của Trung ương')
})

test('people who were in two places and are no more are told, in words and for programs', async () => {
  const app = startApp({ as: 'clerk' })
  const participants = [member('Nguyễn An', { role: 'head' })]
  app.make.delegation({ ...past, headCount: 1, participants })
  const other = app.make.delegation({ ...past, headCount: 1, participants, startsOn: '2024-03-05' })
  later()
  change(app, other, { startsOn: '2024-03-08', endsOn: '2024-03-09' })
  const page = await app.visit(`/contradictions?${AT}`)
  expect(page.text('[aria-labelledby=went] tbody')).toContain('Nguyễn An cũng có tên ở đoàn ĐR-2024-002')
  const links = page.all('#downloads a').map((link) => link.getAttribute('href')!)
  for (const link of links.slice(0, 2)) expect((await app.visit(link)).status).toBe(200)
  const { location } = await app.visit(links[2])
  const { json } = await app.visit(location!)
  expect(location).toContain('/then-and-now/contradictions.json')
  expect(json).toMatchObject({ came: [], went: [{ key: 'twoPlaces:1,2', lastAct: { who: 'Lê Thử' } }] })
  expect(thenAndNowOperations[0]!.answer!.safeParse(json).error).toBeUndefined()
})

test('in English every word of it is English', async () => {
  const app = startApp({ as: 'clerk' })
  const visit = { ...past, title: 'Talks' }
  const [mended] = [app.make.delegation({ ...visit, headCount: null }), app.make.delegation(visit)]
  later()
  change(app, mended, { headCount: 4 })
  change(app, 2, { headCount: null })
  untranslated.clear()
  const page = await app.visit(`/contradictions?${AT}`, { Cookie: 'language=en' })
  expect(names(page, 'came')).toEqual(['ĐR-2024-002 Talks'])
  expect(page.text('.lede')).toContain('Each side is checked as of its own day')
  expect([...untranslated]).toEqual([])
})

// ── Looking at few visits finds what looking at all of them finds ──

const someEdit = fc.record({
  at: fc.nat({ max: 5 }),
  startsOn: fc.constantFrom(
    '2024-03-01',
    '2024-03-04',
    '2024',
    '2024-11',
    '2025-01-11',
    '2025-01-14',
    '2024-11-12',
  ),
  headCount: fc.constantFrom(null, 1, 2, 5),
  status: fc
    .constantFrom(...(Object.keys(statuses) as (keyof typeof statuses)[]))
    .filter((one) => one !== 'cancelled'),
  isListComplete: fc.boolean(),
})
const edits = fc.array(someEdit, { maxLength: 8 })
const without = (rows: string[], others: string[]) => rows.filter((row) => !others.includes(row))

test('whatever was written and however many days passed, both sides are what looking at every visit finds', () => {
  const app = startApp({ as: null })
  const { db, make } = app
  const people = [member('Nguyễn An', { role: 'head' }), member('Lê Chi')]
  for (const participants of [people, [people[0]!], [people[1]!], [], people, []])
    make.delegation({ startsOn: '2024', participants })
  const last = make.delegation({ startsOn: '2024' })
  db.$client.exec(`pragma foreign_keys = off; update delegations set id = 100 where id = ${last}`)
  const { filters } = readDeskFilters(db, { scope: 'all', state: 'all' })
  const told = (rows: ReturnType<typeof rowsAmong>) =>
    rows.map(({ key, acceptance, tell }) => `${key} ${tell().facts} ${acceptance?.reason ?? ''}`)
  fc.assert(
    fc.property(edits, edits, fc.nat({ max: 70 }), fc.nat({ max: 3 }), (before, since, days, accepted) => {
      const edit = ({ at, ...changes }: (typeof before)[number]) =>
        change(app, at + 1, { ...changes, endsOn: null, statusReason: 'Theo yêu cầu của bạn' })
      before.forEach(edit)
      const at = today()
      vi.setSystemTime(Date.now() + (days + 1) * 24 * 3_600_000)
      since.forEach(edit)
      for (const one of allContradictions(db).open.slice(0, accepted))
        write(db, who, (write) => accept(write, one, `vì ${today()}`))
      const day = today()
      const may = visitsThatMayDiffer(db, at, day)
      // Where too many are asked for to pick them out, all are gone through.
      const visitIds = days % 2 ? may : [...may, ...Array.from({ length: 90 }, (_, index) => index + 10)]
      const sides = [registerAt(db, at), db].map((register, index) => {
        const of = index ? day : at
        const all = [
          ...searches(of).flatMap((search) => foundOfVisits(register, search)),
          ...lateReports(register, of, day),
        ]
        const every = told(rowsAmong(within(register, filters, decided(register, all)), filters))
        const steps = rowsThatMayDiffer(register, { day: of, told: day, visitIds }, filters)
        let step = steps.next()
        while (!step.done) step = steps.next()
        return { every, some: told(step.value) }
      })
      const [then, now] = sides as [(typeof sides)[0], (typeof sides)[0]]
      expect(without(then.some, now.some)).toEqual(without(then.every, now.every))
      expect(without(now.some, then.some)).toEqual(without(now.every, then.every))
    }),
    { numRuns: 60 },
  )
})
