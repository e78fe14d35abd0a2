import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { mergePeople } from '../src/people/merging.ts'
import { people } from '../src/people/person.ts'
import { erasePerson } from '../src/people/erasing.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'

type App = ReturnType<typeof startApp>

const task = (at: number, content: string) => ({
  [`followUps[${at}][id]`]: '',
  [`followUps[${at}][content]`]: content,
  [`followUps[${at}][lead]`]: 'Ban Đối ngoại',
  [`followUps[${at}][side]`]: 'ours',
  [`followUps[${at}][dueOn]`]: '15/11/2025',
  [`followUps[${at}][owner]`]: '',
})

const whole = { general: 'Đã đi', number: '15/BC-HNBVN', submittedOn: '20/9/2024', submitReport: '1' }

/** A visit with a line of programme and a head, whose report with two recommendations was handed in. */
async function handedIn(app: App) {
  const head = { id: null, name: 'Nguyễn Thử', role: 'head' as const, post: 'Phó Chủ tịch' }
  const id = app.make.delegation({
    status: 'returned',
    startsOn: '2024-09-14',
    endsOn: '2024-09-18',
    participants: [{ ...head, organisation: null, hasTravelled: true }],
  })
  write(app.db, { name: 'Test' }, (write) =>
    write.insert(programmeItems, {
      delegationId: id,
      dayNumber: 1,
      position: 0,
      content: 'Gặp Bộ Thông tin',
    }),
  )
  const tasks = { ...task(0, 'Gửi thư cảm ơn'), ...task(1, 'Mời đoàn đáp lễ') }
  await app.submit(`/delegations/${id}/report`, { version: '1', ...whole, ...tasks })
  return id
}

const sheetOf = async (app: App, id: number) =>
  (await app.visit(`/delegations/${id}/report`)).texts('.sheet').join('\n')
const changeFile = (app: App) =>
  write(app.db, { name: 'B' }, (write) => {
    write.update(programmeItems, 1, { content: 'Việc khác hẳn' })
    write.update(followUps, 2, { outcome: 'done', closedOn: '2025-11-01', evidence: 'Công văn 3' })
  })

test('a report that was handed in stays the paper it was, whatever the file says afterwards', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const before = await sheetOf(app, id)
  expect(before).toContain('Gặp Bộ Thông tin')
  changeFile(app)
  expect(await sheetOf(app, id)).toBe(before)
  await app.submit(`/delegations/${id}/report/acceptance`, {})
  expect(await sheetOf(app, id)).toBe(before)
  // Written on again, it says what the file says now; its recommendations keep their numbers.
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  const page = await app.visit(`/delegations/${id}/report`)
  expect(page.text('.sheet')).toContain('Việc khác hẳn')
  expect(page.text('.sheet')).toMatch(/1\s+Gửi thư cảm ơn.*2\s+Mời đoàn đáp lễ/s)
  await app.submit(`/delegations/${id}/report`, { ...formOf(page), submitReport: '1' })
  expect(await sheetOf(app, id)).toMatch(/Việc khác hẳn.*1\s+Gửi thư cảm ơn.*2\s+Mời đoàn đáp lễ/s)
})

test('taking back what withdrew a report gives its paper back as it was', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const before = await sheetOf(app, id)
  changeFile(app)
  const answer = await app.submit(`/delegations/${id}/report/withdrawal`, {})
  await app.submit(`/history/${/act=(\d+)/.exec(answer.location!)![1]}/undo`, {})
  expect(await sheetOf(app, id)).toBe(before)
})

test('what says who somebody is, is erased on papers that were handed in as well', async () => {
  const app = startApp()
  const id = await handedIn(app)
  expect(await sheetOf(app, id)).toContain('Nguyễn Thử')
  const personId = app.db.select().from(people).get()!.id
  write(app.db, { name: 'B' }, (write) => erasePerson(write, personId))
  const sheet = await sheetOf(app, id)
  expect(sheet).toContain(`••• ${personId}`)
  expect(sheet).not.toContain('Phó Chủ tịch')
})

const merged = (app: App) => {
  app.make.delegation({
    participants: [
      {
        id: null,
        name: 'Nguyễn Văn Thử',
        role: 'head',
        post: null,
        organisation: null,
        hasTravelled: true,
      },
    ],
  })
  const [other, kept] = app.db.select().from(people).all()
  write(app.db, { name: 'B' }, (write) => mergePeople(write, kept!.id, other!.id))
  return kept!.id
}

test('a paper that names somebody by a record that was merged into theirs says no more who they are either', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const kept = merged(app)
  write(app.db, { name: 'B' }, (write) => erasePerson(write, kept))
  const sheet = await sheetOf(app, id)
  expect(sheet).toContain(`••• ${kept}`)
  expect(sheet).not.toMatch(/Nguyễn Thử|Phó Chủ tịch/)
})

test('nor does a paper that comes back with its visit', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const kept = merged(app)
  const page = await app.visit(`/delegations/${id}/deletion`)
  await app.submit(`/delegations/${id}/deletion`, { ...formOf(page), reason: 'Nhập nhầm' })
  expect((await app.visit(`/delegations/${id}`)).status).toBe(410)
  write(app.db, { name: 'B' }, (write) => erasePerson(write, kept))
  await app.submit('/deletions/2/restoration', {})
  const sheet = await sheetOf(app, id)
  expect(sheet).toContain(`••• ${kept}`)
  expect(sheet).not.toMatch(/Nguyễn Thử|Phó Chủ tịch/)
})
