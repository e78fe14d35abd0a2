import { expect, test } from 'vitest'
import { updateCredential } from '../src/accounts/queries.ts'
import { addDays, today, writeDate } from '../src/dates.ts'
import { checkChain } from '../src/history/chain.ts'
import { startApp } from './support/app.ts'

// Ways around a right that lead through another one: taking back, restoring, moving, typing a name.

const person = (name: string, more = {}) => ({
  id: null,
  name,
  role: 'head' as const,
  post: null,
  organisation: null,
  hasTravelled: true,
  ...more,
})
type App = ReturnType<typeof startApp>

const lastAct = (app: App) =>
  (app.db.$client.prepare('select max(id) id from history_acts').get() as { id: number }).id
const undo = (app: App, act: number, headers: Record<string, string>) =>
  app.submit(`/history/${act}/undo`, { all: '1' }, headers)
const statusOf = (app: App, id: number) =>
  app.db.$client.prepare('select status from delegations where id = ?').pluck().get(id)

const approval = {
  approvalNumber: '10/QĐ-HNBVN',
  approvedOn: '1/2/2026',
  approvalAuthority: 'Thường trực Hội',
}

test('what an approver decided, a clerk neither decides, takes back nor brings back', async () => {
  const app = startApp({ as: null })
  const clerk = app.signIn('clerk').headers
  const approver = app.signIn('approver').headers
  const visit = app.make.delegation({ status: 'submitted' })
  const at = (step: string) => `/delegations/${visit}/${step}`
  expect((await app.submit(at('approval'), approval, clerk)).status).toBe(403)
  expect((await app.submit(at('approval'), approval, approver)).status).toBe(303)
  const approved = lastAct(app)
  expect((await undo(app, approved, clerk)).status).toBe(403)
  expect((await app.submit(at('step-back'), {}, clerk)).status).toBe(403)
  expect((await undo(app, approved, approver)).status).toBe(303)
  expect(statusOf(app, visit)).toBe('submitted')
  expect((await undo(app, lastAct(app), clerk)).status).toBe(403)
  expect(statusOf(app, visit)).toBe('submitted')
  const created = await app.submit('/delegations', app.typed({ status: 'approved' }), clerk)
  expect([created.status, created.error('status')]).toEqual([422, expect.stringMatching(/^Ghi đã duyệt/)])
})

test('the paper of a decision is corrected by those who may decide, and filled in by a clerk', async () => {
  const app = startApp({ as: null })
  const clerk = app.signIn('clerk').headers
  const visit = app.make.delegation({ status: 'returned', countries: ['LA'], startsOn: '2024-09-14' })
  const edit = (fields: object, version: number, headers = clerk) =>
    app.submit(`/delegations/${visit}`, { ...app.typed(), ...fields, version: String(version) }, headers)
  expect((await edit({ approvalNumber: '10/QĐ-HNBVN' }, 1)).status).toBe(303)
  const forged = await edit({ approvalNumber: '11/QĐ-GIẢ' }, 2)
  expect([forged.status, forged.error('approvalNumber')]).toEqual([422, expect.stringMatching(/^Đã duyệt/)])
  expect((await edit({ approvalNumber: '11/QĐ' }, 2, app.signIn('approver').headers)).status).toBe(303)
})

test('a token cannot be had before the second factor, and does not change its owner’s account', async () => {
  const app = startApp({ as: null })
  const half = app.signIn('approver', { isEnrolled: false })
  const asked = await app.submit('/account/tokens', { name: 'Lách', current: 'x' }, half.headers)
  expect(asked.location).toBe('/account/second-factor')
  const { makeToken } = await import('../src/accounts/api-tokens.ts')
  const clerk = app.signIn('clerk')
  const token = makeToken(
    app.db,
    { name: 'Test' },
    { accountId: clerk.accountId, name: 'Thử', mayWrite: true },
  )
  const headers = { Authorization: `Bearer ${token}` }
  for (const url of ['/account', '/account/second-factor'])
    expect([url, (await app.visit(url, headers)).status]).toEqual([url, 403])
})

/** A unit with a correspondent, and a visit of the centre with a partner. */
function withUnit() {
  const app = startApp({ as: null })
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const centre = app.signIn('clerk', { name: 'Người Trung ương' }).headers
  const theirs = app.signIn('clerk', { unitId: local }).headers
  return { app, local, partner, centre, theirs }
}

test('a correspondent takes back nothing of what is everybody’s', async () => {
  const { app, partner, centre, theirs } = withUnit()
  const edit = {
    name: 'Hội Nhà báo Lào đổi tên',
    kind: 'journalist_association',
    country: 'Lào',
    version: '1',
  }
  expect((await app.submit(`/partners/${partner}`, edit, centre)).status).toBe(303)
  expect((await undo(app, lastAct(app), theirs)).status).toBe(403)
  const other = app.make.partner({ name: 'Câu lạc bộ thử', country: 'KH' })
  const lastActId = (await app.visit(`/partners/${other}/deletion`, centre)).value('lastActId')
  const deleted = await app.submit(`/partners/${other}/deletion`, { reason: 'Ghi trùng', lastActId }, centre)
  const deletion = /\/deletions\/\d+/.exec(deleted.location!)![0]
  expect((await app.visit(deletion, theirs)).html).not.toContain('restoration')
  expect((await app.submit(`${deletion}/restoration`, {}, theirs)).status).toBe(403)
  expect((await app.submit(`${deletion}/restoration`, {}, centre)).status).toBe(303)
})

test('a visit that moved to the centre is the centre’s, whatever became of it before', async () => {
  const { app, local, centre, theirs } = withUnit()
  const visit = app.make.delegation({ title: 'Đoàn chuyển đi', unitId: local, startsOn: '2024-09-14' })
  const lastActId = (await app.visit(`/delegations/${visit}/deletion`, theirs)).value('lastActId')
  const deleted = await app.submit(`/delegations/${visit}/deletion`, { reason: 'Nhầm', lastActId }, theirs)
  const deletion = /\/deletions\/\d+/.exec(deleted.location!)![0]
  expect((await app.visit(deletion, theirs)).status).toBe(200)
  expect((await app.submit(`${deletion}/restoration`, {}, theirs)).status).toBe(303)
  const { version } = app.db.$client.prepare('select version from delegations').get() as { version: number }
  const moved = app.typed({
    title: 'Đoàn chuyển đi',
    unitId: '1',
    note: 'Riêng của Trung ương',
    version: String(version),
  })
  expect((await app.submit(`/delegations/${visit}`, moved, centre)).status).toBe(303)
  for (const url of [`/delegations/${visit}`, `/history/${lastAct(app)}`, deletion])
    expect([url, (await app.visit(url, theirs)).status]).toEqual([url, 404])
  expect((await undo(app, lastAct(app), theirs)).status).toBe(404)
  expect((await app.visit('/history', theirs)).html).not.toContain('Riêng của Trung ương')
})

test('typing a name tells a correspondent nothing that others wrote about that person', async () => {
  const { app, local, centre, theirs } = withUnit()
  app.make.delegation({ participants: [person('Nguyễn Thử')], status: 'returned' })
  await app.submit(
    '/people/1',
    { name: 'Nguyễn Thử', spellings: 'Nguyen T.', note: 'Ghi chú kín', nationality: 'Lào', version: '1' },
    centre,
  )
  app.make.delegation({ participants: [person('Nguyễn Thử')], unitId: local, status: 'returned' })
  const page = await app.visit('/people/1', theirs)
  expect(page.status).toBe(200)
  expect(page.html).not.toMatch(/Ghi chú kín|Nguyen T\.|quốc tịch/)
  expect((await app.visit('/history?record=people-1', theirs)).html).not.toMatch(/Ghi chú kín|Nguyen T\./)
  expect((await app.visit('/people/1', centre)).html).toMatch(/Ghi chú kín/)
})

test('what was erased at somebody’s request comes back by no way', async () => {
  const app = startApp({ as: null })
  const clerk = app.signIn('clerk').headers
  const administrator = app.signIn('administrator').headers
  const visit = app.make.delegation({
    participants: [person('Lê Xóa', { post: 'Chức vụ kín' })],
    status: 'returned',
  })
  const lastActId = (await app.visit(`/delegations/${visit}/deletion`, clerk)).value('lastActId')
  const deleted = await app.submit(`/delegations/${visit}/deletion`, { reason: 'Nhầm', lastActId }, clerk)
  expect((await app.submit('/people/1/erasure', { request: 'Đơn 1' }, administrator)).status).toBe(303)
  expect((await undo(app, lastAct(app), clerk)).status).toBe(403)
  expect((await undo(app, lastAct(app), administrator)).status).toBe(403)
  const deletion = /\/deletions\/\d+/.exec(deleted.location!)![0]
  expect((await app.submit(`${deletion}/restoration`, {}, clerk)).status).toBe(303)
  expect(app.db.$client.prepare('select post from participants').pluck().all()).toEqual([null])
  expect((await app.visit(`/delegations/${visit}`, clerk)).html).not.toMatch(/Chức vụ kín|Lê Xóa/)
})

test('rows taken off the end of history are missed, and none is replaced', () => {
  const app = startApp()
  for (const title of ['Một', 'Hai', 'Ba']) app.make.delegation({ title })
  const { acts } = checkChain(app.db)
  const columns = app.db.$client.prepare('select * from history_changes order by id limit 1').get() as object
  const replace = `insert or replace into history_changes values (${Object.keys(columns)
    .map(() => '?')
    .join()})`
  expect(() => app.db.$client.prepare(replace).run(Object.values(columns))).toThrow(/not changed/)
  app.db.$client.exec('drop trigger history_acts_no_delete; drop trigger history_changes_no_delete')
  app.db.$client.exec(
    `delete from history_changes where act_id = ${acts}; delete from history_acts where id = ${acts}`,
  )
  expect(checkChain(app.db).brokenAt).toBe(acts)
})

test('an account form sent twice makes one account', async () => {
  const app = startApp({ as: null })
  const administrator = app.signIn('administrator')
  const { hashPassword } = await import('../src/accounts/passwords.ts')
  updateCredential(app.db, { name: 'Test' }, administrator.accountId, {
    passwordHash: await hashPassword('bốn con trâu gặm cỏ xanh'),
  })
  const typed = {
    name: 'Người mới',
    email: 'moi@example.vn',
    role: 'viewer',
    unitId: '1',
    current: 'bốn con trâu gặm cỏ xanh',
    submissionId: crypto.randomUUID(),
  }
  const answers = await Promise.all(
    [1, 2].map(() => app.submit('/admin/accounts', typed, administrator.headers)),
  )
  const again = await app.submit('/admin/accounts', typed, administrator.headers)
  expect(answers.map(({ status }) => status)).not.toContain(500)
  expect([again.status, again.location]).toEqual([
    303,
    answers.find(({ status }) => status === 303)!.location,
  ])
  expect(
    app.db.$client.prepare(`select count(*) n from accounts where email = 'moi@example.vn'`).get(),
  ).toEqual({ n: 1 })
})

test('a report’s extension is an approver’s: nobody else takes it back, or brings it back by undoing', async () => {
  const app = startApp({ as: null })
  const clerk = app.signIn('clerk').headers
  const approver = app.signIn('approver').headers
  const visit = app.make.delegation({ status: 'returned', startsOn: '2026-01-05', endsOn: '2026-01-09' })
  const extension = {
    dueOn: writeDate(addDays(today(), 30)),
    reason: 'Chờ số liệu của phía bạn',
    grantedBy: 'Thường trực Hội',
    grantedOn: writeDate(today()),
  }
  const given = await app.submit(`/delegations/${visit}/report/extension`, extension, approver)
  expect(given.status).toBe(303)
  const extended = lastAct(app)
  expect((await undo(app, extended, clerk)).status).toBe(403)
  expect((await undo(app, extended, approver)).status).toBe(303)
  expect((await undo(app, lastAct(app), clerk)).status).toBe(403)
})
