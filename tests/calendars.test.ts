import { expect, test } from 'vitest'
import { updateCredential } from '../src/accounts/queries.ts'
import { hashPassword } from '../src/accounts/passwords.ts'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { addDays, today } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { download, readCalendar } from './support/downloads.ts'

type App = ReturnType<typeof startApp>

const PASSWORD = 'một câu dài để đăng nhập'
const soon = addDays(today(), 20)

/** Somebody makes a feed on their account page; its path. */
async function makeFeed(app: App, person: ReturnType<App['signIn']>, fields = {}) {
  updateCredential(app.db, { name: 'Test' }, person.accountId, { passwordHash: await hashPassword(PASSWORD) })
  const typed = { name: 'Outlook ở phòng', scope: 'own', current: PASSWORD, ...fields }
  const page = await app.submit('/account/feeds', typed, person.headers)
  return { page, path: page.text('.key-text').replace(/^http:\/\/127\.0\.0\.1/, '') }
}

const read = async (app: App, path: string) => readCalendar((await download(app, path, {})).body)

test('a calendar has each visit on all of its days, the day after the last as its end', async () => {
  const app = startApp()
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  app.make.delegation({
    title:
      'Thăm, làm việc; ký kết \\ trao đổi với Hội Nhà báo Lào về chương trình hợp tác giai đoạn mới của hai hội',
    partnerIds: [partner],
    startsOn: '2024-12-30',
    endsOn: '2025-01-02',
    status: 'returned',
    headCount: 6,
  })
  app.make.delegation({
    title: 'Chỉ một ngày',
    startsOn: '2024-02-28',
    endsOn: '2024-02-29',
    direction: 'inbound',
  })
  app.make.delegation({ title: 'Chưa rõ ngày', startsOn: '2024-09', endsOn: null })
  app.make.delegation({ title: 'Chưa rõ ngày về', startsOn: '2030-05-06', endsOn: null, status: 'planned' })
  const { body, headers } = await download(app, '/delegations.ics?sort=startsOn')
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(headers['cache-control']).toBe('private, no-store')
  const { calendar, events } = readCalendar(body)
  expect(calendar).toMatchObject({
    VERSION: '2.0',
    'X-WR-CALNAME': 'Đoàn ra – đoàn vào',
    'X-WR-CALDESC': 'Đoàn chưa rõ ngày bắt đầu không có trong lịch này.',
  })
  const days = events.map((event) => [event['DTSTART;VALUE=DATE'], event['DTEND;VALUE=DATE'], event.SUMMARY])
  expect(days).toEqual([
    ['20240228', '20240301', 'Đoàn vào: Chỉ một ngày (Dự kiến)'],
    ['20241230', '20250103', expect.stringMatching(/^Đoàn ra: Thăm, làm việc; ký kết \\ trao đổi.*hai hội$/)],
    // Its report is due 15 days after the return.
    ['20250117', '20250118', expect.stringMatching(/^Hạn nộp báo cáo: Thăm/)],
    ['20300506', '20300507', 'Đoàn ra: Chưa rõ ngày về (Dự kiến)'],
  ])
  expect(events[1]).toMatchObject({
    UID: 'delegation-1@so-doan',
    STATUS: 'CONFIRMED',
    TRANSP: 'TRANSPARENT',
    LOCATION: 'Lào',
    DESCRIPTION: expect.stringMatching(/^ĐR-2024-001 · Đã về\nHội Nhà báo Lào\n6 lượt người\n/),
    'URL;VALUE=URI': 'http://127.0.0.1/delegations/1',
  })
  expect(events[3]).toMatchObject({
    STATUS: 'TENTATIVE',
    DESCRIPTION: expect.stringMatching(/Chưa rõ ngày kết thúc\.$/),
  })
})

test('a cancelled visit is told as cancelled, and a report that was handed in is due no more', async () => {
  const app = startApp()
  app.make.delegation({
    title: 'Đã báo cáo',
    startsOn: '2024-03-01',
    endsOn: '2024-03-02',
    status: 'reported',
  })
  app.make.delegation({ title: 'Không đi', startsOn: '2024-04-01', status: 'planned' })
  await app.submit('/delegations/2/cancellation', { reason: 'Đối tác hoãn' })
  const { events } = readCalendar(
    (await download(app, '/delegations.ics?direction=outbound&sort=startsOn')).body,
  )
  expect(events.map(({ SUMMARY, STATUS }) => [SUMMARY, STATUS])).toEqual([
    ['Đoàn ra: Đã báo cáo', 'CONFIRMED'],
    ['Đoàn ra: Không đi (Hủy)', 'CANCELLED'],
  ])
})

test('a feed is made with the password, shown once, read without signing in, and revoked', async () => {
  const app = startApp()
  app.make.delegation({ title: 'Sắp đi', startsOn: soon, endsOn: soon, status: 'approved' })
  app.make.delegation({ title: 'Đã lâu', startsOn: '2020-01-01', status: 'reported' })
  const person = app.signIn('viewer')
  const { page: refused } = await makeFeed(app, person, { current: 'sai mật khẩu rồi nhé' })
  expect([refused.status, refused.error('current'), refused.value('name')]).toEqual([
    422,
    'Mật khẩu chưa đúng',
    'Outlook ở phòng',
  ])
  const { path } = await makeFeed(app, person)
  expect(path).toMatch(/^\/feeds\/[\w-]{43}\.ics$/)
  expect((await read(app, path)).events.map(({ SUMMARY }) => SUMMARY)).toEqual(['Đoàn ra: Sắp đi'])
  const { headers } = await download(app, path, {})
  expect([headers['cache-control'], headers['set-cookie']]).toEqual(['private, no-store', undefined])

  const account = await app.visit('/account', person.headers)
  expect(account.text('#feeds li')).toMatch(/^Outlook ở phòng .*đọc lần cuối/)
  expect(account.html).not.toContain(path.slice(7, 50))
  const kept = JSON.stringify(app.db.$client.prepare('select * from calendar_feeds').all())
  expect(kept).not.toContain(path.slice(7, 50))
  // Another's feed is nobody else's to revoke.
  expect((await app.submit('/account/feeds/1/revocation', {}, app.signIn('clerk').headers)).status).toBe(404)
  const done = await app.submit('/account/feeds/1/revocation', {}, person.headers)
  expect(done.location).toBe('/account?done=feed#feeds')
  expect((await download(app, path, {})).status).toBe(404)
  const events = listSecurityLog(app.db, { account: person.accountId }).rows.map(({ event }) => event)
  expect(events).toEqual(['feed_revoked', 'feed_made', 'sign_in_refused'])
})

test('a feed shows what its owner may see now: their unit’s, and nothing once the account is disabled', async () => {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const under = app.make.unit({ name: 'Chi hội huyện', kind: 'chapter', parentId: local })
  const visit = { startsOn: soon, endsOn: soon, status: 'approved' as const }
  app.make.delegation({ ...visit, title: 'Của Trung ương' })
  app.make.delegation({ ...visit, title: 'Của tỉnh', unitId: local })
  app.make.delegation({ ...visit, title: 'Của huyện', unitId: under })
  const correspondent = app.signIn('clerk', { unitId: local })
  const own = await makeFeed(app, correspondent)
  const all = await makeFeed(app, correspondent, { scope: 'all' })
  const titles = async (path: string) => (await read(app, path)).events.map(({ SUMMARY }) => SUMMARY)
  expect(await titles(own.path)).toEqual(['Đoàn ra: Của tỉnh'])
  expect(await titles(all.path)).toEqual(['Đoàn ra: Của tỉnh', 'Đoàn ra: Của huyện'])
  const change = app.db.$client.prepare('update accounts set unit_id = ?, is_disabled = ? where id = ?')
  change.run(1, 0, correspondent.accountId)
  expect(await titles(own.path)).toEqual(['Đoàn ra: Của Trung ương'])
  change.run(1, 1, correspondent.accountId)
  expect((await download(app, own.path, {})).status).toBe(404)
})

test('an address nobody was given leads nowhere, and nowhere is it kept', async () => {
  const app = startApp({ as: null })
  for (const path of [`/feeds/${'A'.repeat(43)}.ics`, '/feeds/.ics', '/feeds/x.ics', '/feeds/%00.ics']) {
    const { status } = await download(app, path.replace('%00', '\u0000'), {})
    expect([path, [303, 404].includes(status)]).toEqual([path, true])
  }
  expect(listSecurityLog(app.db, {}).rows).toEqual([])
})
