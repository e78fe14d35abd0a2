import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { mailingTo } from '../src/mail/mailing.ts'
import { takeLetter } from '../src/mail/queries.ts'
import { startApp } from './support/app.ts'
import { mailServer } from './support/mail.ts'

type App = ReturnType<typeof startApp>

/** Noon of a day, so many minutes on. */
const noon = (day = today(), minutes = 0) => new Date(Date.parse(`${day}T05:00:00Z`) + minutes * 60_000)
const tomorrow = addDays(today(), 1)

/** A visit whose report is so many days late. */
function late({ make }: App, days: number, given: Parameters<App['make']['delegation']>[0] = {}) {
  const endsOn = addDays(today(), -days - 15)
  return make.delegation({ status: 'returned', startsOn: addDays(endsOn, -3), endsOn, ...given })
}

const head = {
  id: null,
  name: 'Nguyễn Văn Trưởng',
  role: 'head' as const,
  post: 'Phó Chủ tịch',
  organisation: null,
  hasTravelled: true,
}

/** A product with nobody in it but whom the test lets in. */
async function withMail(options: Parameters<typeof mailServer>[0] = {}, publicUrl?: string) {
  const server = await mailServer(options)
  const app = startApp({ as: null, mail: server.at, publicUrl })
  const mailing = app.mailing!
  return { ...server, app, mailing, db: app.db }
}

const rows = ({ db }: App) =>
  db.$client.prepare('select * from mails order by id').all() as Record<string, string | number | null>[]

test('a letter tells of all reports that reached a step: in Vietnamese, with links, and no more of anybody than the head’s name', async () => {
  const { app, mailing, letters } = await withMail({}, 'https://so-doan.example.vn/')
  const clerk = app.signIn('clerk', { name: 'Le Van Thu' })
  const first = late(app, 3, { title: 'Trao đổi nghiệp vụ tại Campuchia', participants: [head] })
  late(app, -5, { title: 'Thăm Lào' })
  late(app, -9, { title: 'Còn lâu mới đến hạn' })
  await mailing.step(noon())
  expect(letters).toHaveLength(1)
  const { from, to, headers, text, raw } = letters[0]!
  expect([from, to]).toEqual(['so-doan@example.vn', [clerk.email]])
  expect(headers.get('subject')).toBe('Sổ đoàn: 1 báo cáo quá hạn, 1 báo cáo sắp đến hạn')
  expect(headers.get('from')).toBe('Sổ đoàn <so-doan@example.vn>')
  expect(headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/i)
  expect(raw.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n]+$/)
  expect(text).toContain('Kính gửi Le Van Thu,')
  expect(text).toContain(`Tính đến ngày ${writeDate(today())}`)
  expect(text).toContain('QUÁ HẠN (1)\n\n1. ĐR-')
  expect(text).toContain(
    [
      ' – Trao đổi nghiệp vụ tại Campuchia',
      `   Quá hạn 3 ngày, hạn nộp ${writeDate(addDays(today(), -3))}.`,
      '   Trưởng đoàn: Nguyễn Văn Trưởng.',
      `   https://so-doan.example.vn/delegations/${first}/report`,
    ].join('\n'),
  )
  expect(text).toContain(`Còn 5 ngày, hạn nộp ${writeDate(addDays(today(), 5))}.`)
  expect(text).not.toMatch(/Còn lâu|Phó Chủ tịch/)
})

test('of guests a letter names who receives them, not who leads them', async () => {
  const { app, mailing, letters } = await withMail()
  const { headers } = app.signIn('approver')
  const host = { ...head, role: 'member' as const, name: 'Trần Thị Đón' }
  late(app, 40, { title: 'Đoàn Lào', direction: 'inbound', participants: [head], hosts: [host] })
  await mailing.step(noon())
  expect(letters[0]!.text).toMatch(/ {3}Đơn vị đón: .+ \(Trần Thị Đón\)\./)
  expect(letters[0]!.text).not.toContain('Nguyễn Văn Trưởng')
  const [row] = (await app.visit('/visit-reports', headers)).texts('tbody tr')
  expect(row).toContain('đón: Trần Thị Đón')
  expect(row).not.toContain('Nguyễn Văn Trưởng')
})

test('without PUBLIC_URL a letter holds no link', async () => {
  const { app, mailing, letters } = await withMail()
  app.signIn('clerk')
  late(app, 1)
  await mailing.step(noon())
  expect(letters[0]!.text).toContain('Quá hạn 1 ngày')
  expect(letters[0]!.text).not.toMatch(/https?:/)
})

test('no step is told twice: not in the next minute, not the next day, not after a restart', async () => {
  const { app, mailing, letters, at } = await withMail()
  app.signIn('clerk')
  late(app, 1)
  await mailing.step(noon())
  await mailing.step(noon(today(), 1))
  await mailing.step(noon(tomorrow))
  const restarted = mailingTo(at, app.db, app.log, undefined)
  await restarted.step(noon(tomorrow, 5))
  expect(letters).toHaveLength(1)
  expect(rows(app)).toHaveLength(1)
})

test('each step of the ladder is told on the day it is reached; the last of them to who approves', async () => {
  const { app, mailing, letters } = await withMail()
  const clerk = app.signIn('clerk')
  const leader = app.signIn('approver')
  late(app, -8)
  for (let day = 0; day <= 20; day += 1) await mailing.step(noon(addDays(today(), day)))
  const told = (email: string) =>
    letters.filter(({ to }) => to[0] === email).map(({ headers }) => headers.get('subject')!.slice(9))
  const toEnter = ['1 báo cáo sắp đến hạn', '1 báo cáo đến hạn hôm nay', '1 báo cáo quá hạn']
  expect(told(clerk.email)).toEqual(toEnter)
  expect(told(leader.email)).toEqual([...toEnter, '1 báo cáo báo lên lãnh đạo'])
})

test('an extension begins the ladder anew', async () => {
  const { app, mailing, letters } = await withMail()
  app.signIn('clerk')
  const { headers } = app.signIn('approver')
  const id = late(app, 2)
  await mailing.step(noon())
  const typed = { reason: 'Chờ bản dịch', grantedBy: 'Chủ tịch', grantedOn: writeDate(today()) }
  const dueOn = writeDate(addDays(today(), 4))
  await app.submit(`/delegations/${id}/report/extension`, { ...typed, dueOn }, headers)
  letters.length = 0
  await mailing.step(noon(tomorrow))
  expect(letters.map((letter) => letter.headers.get('subject'))).toEqual([
    'Sổ đoàn: 1 báo cáo sắp đến hạn',
    'Sổ đoàn: 1 báo cáo sắp đến hạn',
  ])
})

test('nobody gets more than one letter a day: what comes up later is told tomorrow', async () => {
  const { app, mailing, letters } = await withMail()
  app.signIn('clerk')
  for (let count = 0; count < 60; count += 1) late(app, 1, { title: `Đoàn thứ ${count}` })
  await mailing.step(noon())
  late(app, 2, { title: 'Ghi sau' })
  await mailing.step(noon(today(), 30))
  expect(letters).toHaveLength(1)
  expect(letters[0]!.headers.get('subject')).toBe('Sổ đoàn: 60 báo cáo quá hạn')
  expect(letters[0]!.text).toContain('Còn 20 báo cáo nữa ở mức này')
  await mailing.step(noon(tomorrow))
  expect(letters).toHaveLength(2)
  expect(letters[1]!.text).toContain('Ghi sau')
  expect(letters[1]!.text).not.toContain('Đoàn thứ')
})

test('letters go to the visit’s own unit, else to the one above it, and never to who only reads, is disabled or wants none', async () => {
  const { app, mailing, letters, db } = await withMail()
  const local = app.make.unit({ name: 'Hội tỉnh', kind: 'local_association' })
  const chapter = app.make.unit({ name: 'Chi hội', kind: 'chapter', parentId: local })
  const lone = app.make.unit({ name: 'Hội không tài khoản', kind: 'local_association' })
  const centre = app.signIn('clerk')
  const ofLocal = app.signIn('clerk', { unitId: local })
  app.signIn('viewer')
  const silent = app.signIn('clerk')
  const gone = app.signIn('clerk')
  db.$client.prepare('update accounts set is_disabled = 1 where id = ?').run(gone.accountId)
  const off = await app.submit('/account/reminders', { wants: '0' }, silent.headers)
  expect((await app.visit(off.location!, silent.headers)).text('#reminders')).toContain('Không nhận.')
  late(app, 1, { title: 'Của tỉnh', unitId: local })
  late(app, 1, { title: 'Của chi hội', unitId: chapter })
  late(app, 1, { title: 'Không ai nhập', unitId: lone })
  late(app, 1, { title: 'Của trung ương' })
  await mailing.step(noon())
  const titles = letters.map(({ to, text }) => [to[0], text.match(/(?<= – ).+/g)])
  expect(new Map(titles as [string, string[]][])).toEqual(
    new Map([
      [centre.email, ['Không ai nhập', 'Của trung ương']],
      [ofLocal.email, ['Của tỉnh', 'Của chi hội']],
    ]),
  )
  await app.submit('/account/reminders', { wants: '1' }, silent.headers)
  letters.length = 0
  await mailing.step(noon(today(), 1))
  expect(letters.map(({ to }) => to[0])).toEqual([silent.email])
})

test('a server that refuses for now gets the letter later, after pauses that grow', async () => {
  let refusals = 2
  const { app, mailing, letters } = await withMail({
    onRcptTo(_address, _session, done) {
      refusals -= 1
      done(refusals < 0 ? null : Object.assign(new Error('busy, come back'), { responseCode: 451 }))
    },
  })
  app.signIn('clerk')
  late(app, 1)
  await mailing.step(noon())
  expect(rows(app)[0]).toMatchObject({
    attempts: 1,
    sent_at: null,
    next_at: noon(today(), 1).toISOString(),
    last_error: expect.stringContaining('busy, come back') as string,
  })
  await mailing.step(noon(today(), 0.9))
  expect(rows(app)[0]!.attempts).toBe(1)
  await mailing.step(noon(today(), 1))
  expect(rows(app)[0]).toMatchObject({ attempts: 2, next_at: noon(today(), 6).toISOString() })
  await mailing.step(noon(today(), 6))
  expect(letters).toHaveLength(1)
  expect(rows(app)[0]).toMatchObject({ attempts: 3, sent_at: noon(today(), 6).toISOString(), body: '' })
})

test('a server that is away keeps nobody else waiting, and after some 21 hours the letter is given up with its reason', async () => {
  const app = startApp({ as: null, mail: { ...(await mailServer()).at, port: 1 } })
  const admin = app.signIn('administrator')
  app.signIn('clerk')
  late(app, 1)
  for (let minute = 0; minute < 26 * 60; minute += 1) await app.mailing!.step(noon(today(), minute))
  const given = rows(app).filter(({ topic }) => topic === `reports ${today()}`)
  expect(given.map(({ attempts, failed_at }) => [attempts, failed_at !== null])).toEqual([
    [7, true],
    [7, true],
  ])
  const page = await app.visit('/admin/mail', admin.headers)
  expect(page.text('section[aria-labelledby=failed]')).toContain('ECONNREFUSED')
  expect(page.text('section[aria-labelledby=failed] h2')).toBe('Không gửi được 2 thư')
})

test('a mailbox that does not exist is not tried again, and others get their letters', async () => {
  const { app, mailing, letters } = await withMail({
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('khong') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null,
      ),
  })
  app.signIn('clerk', { name: 'khong.con' })
  const clerk = app.signIn('clerk', { name: 'con.day' })
  late(app, 1)
  await mailing.step(noon())
  expect(letters.map(({ to }) => to[0])).toEqual([clerk.email])
  const refused = rows(app).find(({ sent_at }) => sent_at === null)!
  expect([refused.attempts, refused.failed_at]).toEqual([1, noon().toISOString()])
  expect(refused.last_error).toContain('no such user')
})

test('letters that wait survive a restart', async () => {
  const away = { ...(await mailServer()).at, port: 1 }
  const app = startApp({ as: null, mail: away })
  app.signIn('clerk')
  late(app, 1)
  await app.mailing!.step(noon())
  const { letters, at } = await mailServer()
  const restarted = mailingTo(at, app.db, app.log, undefined)
  await restarted.step(noon(today(), 2))
  expect(letters).toHaveLength(1)
})

test('stopped between handing a letter over and writing it down, nothing is sent twice; an administrator decides', async () => {
  const { letters, at } = await mailServer()
  const app = startApp({ as: null, mail: { ...at, port: 1 } })
  const admin = app.signIn('administrator')
  late(app, 1)
  await app.mailing!.step(noon())
  // Marked, handed over perhaps, and then the program ends.
  const taken = takeLetter(app.db, noon(today(), 1))!
  const restarted = mailingTo(at, app.db, app.log, undefined)
  await restarted.step(noon(today(), 2))
  await restarted.step(noon(tomorrow))
  expect(letters).toHaveLength(0)
  const page = await app.visit('/admin/mail', admin.headers)
  expect(page.text('section[aria-labelledby=failed]')).toContain('Sổ dừng giữa lúc gửi')
  await app.submit(`/admin/mail/${taken.id}/retry`, {}, admin.headers)
  await restarted.step(noon(addDays(today(), 2)))
  expect(letters).toHaveLength(1)
  expect((await app.visit('/admin/mail', admin.headers)).texts('h2')).toEqual([
    'Đang chờ 0 thư',
    expect.stringMatching(/^Đã gửi từ .* 1 thư$/),
  ])
})

test('a connection that breaks while the server holds the text is not tried again by itself', async () => {
  let texts = 0
  const port = await deafServer(() => (texts += 1))
  const app = startApp({ as: null, mail: { ...(await mailServer()).at, port } })
  app.signIn('clerk')
  late(app, 1)
  await app.mailing!.step(noon())
  await app.mailing!.step(noon(today(), 60))
  expect(texts).toBe(1)
  expect(rows(app)[0]).toMatchObject({ attempts: 1, failed_at: noon().toISOString() })
})

/** A mail server that takes a letter’s text and goes away without a word. */
async function deafServer(onText: () => void): Promise<number> {
  const server = createServer((socket) => {
    socket.write('220 here\r\n')
    let isText = false
    socket.on('data', (bytes) => {
      if (isText && bytes.toString().endsWith('\r\n.\r\n')) {
        onText()
        return socket.destroy()
      }
      if (isText) return
      isText = bytes.toString().startsWith('DATA')
      socket.write(isText ? '354 go on\r\n' : '250 ok\r\n')
    })
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('asked to stop, the letter in hand is finished and written down, and no other is begun', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const taken: string[] = []
  const { app, mailing } = await withMail({
    onData(stream, { envelope }, done) {
      stream.on('data', () => {})
      stream.on('end', () => {
        taken.push(envelope.rcptTo[0]!.address)
        begin()
        void held.then(() => done())
      })
    },
  })
  app.signIn('clerk')
  app.signIn('clerk')
  late(app, 1)
  const step = mailing.step(noon())
  await begun
  const stopped = mailing.stop()
  letGo()
  await Promise.all([step, stopped])
  expect(taken).toHaveLength(1)
  expect(rows(app).map(({ sent_at, sending_since }) => [sent_at !== null, sending_since])).toEqual([
    [true, null],
    [false, null],
  ])
})

test('nothing that somebody types becomes a header', async () => {
  const { app, mailing, letters, db } = await withMail()
  const clerk = app.signIn('clerk')
  late(app, 1, { title: 'Thăm\r\nBcc: ai@example.org\r\n.\r\nMAIL FROM:<x@example.org>' })
  await mailing.step(noon())
  expect(letters).toHaveLength(1)
  expect(letters[0]!.to).toEqual([clerk.email])
  expect([...letters[0]!.headers.keys()]).not.toContain('bcc')
  // Even where the queue itself held such lines.
  db.$client
    .prepare(`update mails set sent_at = null, subject = ?, body = 'x', next_at = ?`)
    .run('Thư\r\nBcc: ai@example.org', noon().toISOString())
  await mailing.step(noon())
  expect(letters).toHaveLength(2)
  expect(letters[1]!.headers.get('subject')).toBe('Thư Bcc: ai@example.org')
  expect(letters[1]!.headers.has('bcc')).toBe(false)
  expect(letters[1]!.to).toEqual([clerk.email])
})

test('without SMTP_URL nothing is queued, and the administrator is told so', async () => {
  const app = startApp()
  late(app, 12)
  await app.visit('/')
  const page = await app.visit('/admin/mail')
  expect(page.text('.notice')).toContain('Chưa nối máy chủ thư')
  expect(page.all('form[action="/admin/mail/test"]')).toHaveLength(0)
  expect((await app.submit('/admin/mail/test', {})).location).toBe('/admin/mail')
  expect(rows(app)).toEqual([])
  expect(app.mailing).toBeUndefined()
})

test('an administrator sends a test letter to themselves, once a press, and sees the server but never its password', async () => {
  const { letters, at } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      done(password === 'mật khẩu thư' ? null : new Error('wrong'), { user: username }),
  })
  const app = startApp({ mail: { ...at, auth: { user: 'so-doan', pass: 'mật khẩu thư' } } })
  const page = await app.visit('/admin/mail')
  expect(page.text('.facts')).toContain('127.0.0.1')
  const typed = { submissionId: page.value('submissionId') }
  const sent = await app.submit('/admin/mail/test', typed)
  expect((await app.visit(sent.location!)).text('[role=status]')).toBe('Máy chủ thư đã nhận thư.')
  expect(
    (await app.visit((await app.submit('/admin/mail/test', typed)).location!)).text('[role=status]'),
  ).toBe('Thư thử này đã gửi rồi.')
  expect(letters.map(({ to }) => to)).toEqual([[app.signedIn!.email]])
  expect(letters[0]!.headers.get('subject')).toBe('Sổ đoàn: thư thử')
  expect((await app.visit('/admin/mail')).html).not.toContain('mật khẩu thư')
})

test('a password that the mail server refuses is told nowhere', async () => {
  const { at } = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => done(new Error(`bad password ${password}`)),
  })
  const app = startApp({ mail: { ...at, auth: { user: 'so-doan', pass: 'bí-ẩn-7' } } })
  await app.submit('/admin/mail/test', {})
  expect(rows(app)[0]).toMatchObject({
    attempts: 1,
    last_error: expect.stringContaining('bad password …') as string,
  })
  expect((await app.visit('/admin/mail')).html).not.toContain('bí-ẩn-7')
})
