import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { checkSecurityLog, listSecurityLog } from '../src/accounts/security-log.ts'
import { hashPassword, isPassword, reasonAgainst } from '../src/accounts/passwords.ts'
import { createAccount, credentialOf, makeSetupLink, setPassword } from '../src/accounts/queries.ts'
import { findSession } from '../src/accounts/sessions.ts'
import { secondsToWait } from '../src/accounts/throttle.ts'
import { write } from '../src/db/write.ts'
import { startApp } from './support/app.ts'

const PASSWORD = 'bốn con trâu gặm cỏ xanh'
type App = ReturnType<typeof startApp>

/** An account with a password, nobody signed in. */
async function withAccount(app: App, role: 'viewer' | 'clerk' | 'administrator' = 'clerk') {
  const who = { name: 'Test' }
  const email = 'chuyenvien@example.vn'
  const id = write(app.db, who, (write) =>
    createAccount(write, { email, name: 'Chuyên viên A', role, unitId: 1 }),
  )
  setPassword(app.db, who, id, await hashPassword(PASSWORD))
  return { id, email, who }
}

/** The cookies an answer sets, as the browser sends them back. */
const cookiesFrom = (page: Awaited<ReturnType<App['visit']>>, before = '') => {
  const set = ([] as string[]).concat((page.headers['set-cookie'] as unknown as string[] | undefined) ?? [])
  const jar = new Map(
    [...before.split('; '), ...set.map((cookie) => cookie.split(';')[0]!)].map((one) => {
      const at = one.indexOf('=')
      return [one.slice(0, at), one.slice(at + 1)] as const
    }),
  )
  return [...jar]
    .filter(([name, value]) => name && value)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

const signInAs = (app: App, email: string, password: string, headers = {}) =>
  app.submit('/sign-in', { email, password, next: '/totals' }, headers)

test('without an account, only the one-time link of the first run opens anything', async () => {
  const app = startApp({ as: null })
  expect((await app.visit('/delegations?year=2024')).location).toBe(
    `/sign-in?next=${encodeURIComponent('/delegations?year=2024')}`,
  )
  expect((await app.visit('/sign-in')).text('h1')).toBe('Sổ chưa có tài khoản nào')
  expect((await app.visit('/setup?token=guess')).status).toBe(404)
  const token = makeSetupLink(app.db)
  expect((await app.visit(`/setup?token=${token}`)).text('h1')).toBe('Tài khoản quản trị đầu tiên')
  const typed = {
    token,
    name: 'Quản trị sổ',
    email: 'Quantri@Example.vn',
    password: PASSWORD,
    again: PASSWORD,
  }
  const refused = await app.submit('/setup', { ...typed, password: 'ngắn quá', again: 'ngắn quá' })
  expect([refused.status, refused.value('email')]).toEqual([422, 'Quantri@Example.vn'])
  expect(refused.error('password')).toMatch(/^Cần ít nhất 15 ký tự/)
  const made = await app.submit('/setup', typed)
  expect([made.status, made.location]).toEqual([303, '/'])
  // An administrator sets up the second factor before anything else.
  const headers = { Cookie: cookiesFrom(made) }
  expect((await app.visit('/delegations', headers)).location).toBe('/account/second-factor')
  expect((await app.visit(`/setup?token=${token}`)).text('h1')).toBe('Liên kết không còn dùng được')
})

test('signing in gives a new session in a cookie that no script reads, and signing out ends it', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const answer = await signInAs(app, email, PASSWORD)
  expect([answer.status, answer.location]).toEqual([303, '/totals'])
  const [device, session] = answer.headers['set-cookie'] as unknown as string[]
  expect(device).toMatch(/^so-doan-device=.+HttpOnly; SameSite=Lax/)
  expect(session).toMatch(/^so-doan=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const headers = { Cookie: cookiesFrom(answer) }
  expect((await app.visit('/totals', headers)).status).toBe(200)
  const token = /so-doan=([\w-]+)/.exec(headers.Cookie)![1]!
  expect(JSON.stringify(app.db.$client.prepare('select * from sessions').all())).not.toContain(token)
  const left = await app.submit('/sign-out', {}, headers)
  expect([left.location, left.headers['clear-site-data']]).toEqual(['/sign-in?left=1', '"cache", "storage"'])
  expect((await app.visit('/totals', headers)).location).toMatch(/^\/sign-in/)
})

test('over TLS cookies belong to this host alone', async () => {
  const app = startApp({ as: null, publicUrl: 'https://so.example.vn' })
  const { email } = await withAccount(app)
  const headers = { Host: 'so.example.vn', Origin: 'https://so.example.vn' }
  const answer = await signInAs(app, email, PASSWORD, headers)
  for (const cookie of answer.headers['set-cookie'] as unknown as string[])
    expect(cookie).toMatch(/^__Host-so-doan(-device)?=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  const page = await app.visit('/totals', { ...headers, Cookie: cookiesFrom(answer) })
  expect(page.headers['strict-transport-security']).toMatch(/max-age=31536000/)
})

test('a wrong password, an unknown address and a disabled account are answered in the same words', async () => {
  const app = startApp({ as: null })
  const { email, id } = await withAccount(app)
  const wrong = await signInAs(app, email, 'sai mật khẩu hoàn toàn')
  const unknown = await signInAs(app, 'khongco@example.vn', PASSWORD)
  app.db.$client.prepare('update accounts set is_disabled = 1 where id = ?').run(id)
  const disabled = await signInAs(app, email, PASSWORD)
  const said = [wrong, unknown, disabled].map((page) => [page.status, page.text('[role="alert"]')])
  expect(new Set(said.map(String)).size).toBe(1)
  expect(said[0]).toEqual([422, 'Địa chỉ hoặc mật khẩu chưa đúng'])
  expect(wrong.value('email')).toBe(email)
  expect(wrong.value('password')).toBe('')
  expect(wrong.html).not.toContain('sai mật khẩu')
})

test('one is led back only to pages of the register', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:0',
  ]) {
    const answer = await app.submit('/sign-in', { email, password: PASSWORD, next })
    expect([next, answer.location]).toEqual([next, '/'])
  }
})

test('1,000 guesses are slowed down while the owner still gets in', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const known = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)).replace(/so-doan=[^;]+;? ?/, '') }
  let looked = 0
  for (let guess = 0; guess < 1000; guess += 1) {
    const answer = await signInAs(
      app,
      guess % 2 ? email : ` ${email.toUpperCase()}`,
      `đoán lần thứ ${guess}`,
      {
        'X-Forwarded-For': `10.0.0.${guess % 250}`,
      },
    )
    if (answer.status === 422) looked += 1
    else expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true])
  }
  expect(looked).toBeLessThan(10)
  // The right password, where guesses were made: one waits. At a browser used before: one gets in.
  expect((await signInAs(app, email, PASSWORD)).status).toBe(429)
  expect((await signInAs(app, email, PASSWORD, known)).status).toBe(303)
  // Written down, but not so often that the log is filled by it.
  const slowed = listSecurityLog(app.db, { event: 'sign_in_slowed' }, 2000).rows.length
  expect([slowed > 0, slowed < 20]).toEqual([true, true])
})

test('an idle session ends, a session ends after a working day, and one who may do more is out sooner', async () => {
  const app = startApp({ as: null })
  const MINUTE = 60_000
  const clerk = app.signIn('clerk')
  const leader = app.signIn('approver')
  const now = Date.now()
  const isIn = (token: string, minutes: number) =>
    findSession(app.db, token, now + minutes * MINUTE) !== undefined
  expect([59, 61].map((minutes) => isIn(clerk.token, minutes))).toEqual([true, false])
  expect([29, 31].map((minutes) => isIn(leader.token, minutes))).toEqual([true, false])
  app.db.$client
    .prepare('update sessions set last_seen_at = ?')
    .run(new Date(now + 719 * MINUTE).toISOString())
  expect([719, 721].map((minutes) => isIn(clerk.token, minutes))).toEqual([true, false])
})

test('a password change asks for the old one and ends every other session', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const here = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const elsewhere = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const chosen = 'năm ngọn núi phủ đầy mây'
  const typed = { current: 'không phải cái này', password: chosen, again: chosen }
  const refused = await app.submit('/account/password', typed, here)
  expect([refused.status, refused.error('current')]).toEqual([422, 'Mật khẩu chưa đúng'])
  const changed = await app.submit('/account/password', { ...typed, current: PASSWORD }, here)
  expect(changed.location).toBe('/account?done=password')
  expect((await app.visit('/', elsewhere)).location).toBe('/sign-in')
  expect((await app.visit('/', here)).location).toBe('/sign-in')
  expect((await app.visit('/', { Cookie: cookiesFrom(changed, here.Cookie) })).status).toBe(200)
  expect((await signInAs(app, email, PASSWORD)).status).toBe(422)
  expect((await signInAs(app, email, chosen)).status).toBe(303)
})

test('a second factor: turned on with a code, asked at sign-in, each code good once, recovery codes too', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const first = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const shown = await app.visit('/account/second-factor', first)
  const secret = shown.text('.key-text').replaceAll(' ', '')
  const codeAt = (timestamp: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
  const hidden = shown.value('secret')
  const wrong = await app.submit(
    '/account/second-factor',
    { secret: hidden, code: '000000', current: PASSWORD },
    first,
  )
  expect([wrong.status, wrong.value('secret')]).toEqual([422, hidden])
  const on = await app.submit(
    '/account/second-factor',
    { secret: hidden, code: codeAt(Date.now() - 30_000), current: PASSWORD },
    first,
  )
  const codes = on.texts('.codes code')
  expect(codes).toHaveLength(10)
  expect(JSON.stringify(app.db.$client.prepare('select * from credentials').all())).not.toContain(secret)

  const half = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  expect((await app.visit('/delegations', half)).location).toMatch(/^\/sign-in/)
  const code = codeAt(Date.now())
  const entered = await app.submit('/sign-in/code', { code, next: '/totals' }, half)
  expect([entered.status, entered.location]).toEqual([303, '/totals'])
  const again = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  expect((await app.submit('/sign-in/code', { code }, again)).error('code')).toMatch(/đã dùng/)
  const recovered = await app.submit('/sign-in/code', { code: codes[3]!.toUpperCase() }, again)
  expect(recovered.status).toBe(303)
  const third = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  expect((await app.submit('/sign-in/code', { code: codes[3] }, third)).status).toBe(422)
})

test('five wrong codes end the half session', async () => {
  const app = startApp({ as: null })
  const { email, id, who } = await withAccount(app)
  app.db.$client.prepare(`update credentials set second_factor_since = '2026' where account_id = ?`).run(id)
  const half = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  for (let guess = 1; guess < 5; guess += 1)
    expect((await app.submit('/sign-in/code', { code: `00000${guess}` }, half)).status).toBe(422)
  expect((await app.submit('/sign-in/code', { code: '000009' }, half)).text('[role="alert"]')).toMatch(
    /Đăng nhập lại/,
  )
  expect((await app.visit('/sign-in/code', half)).location).toBe('/sign-in')
  expect(who.name).toBe('Test')
})

test('an administrator adds somebody, who sets a password by a link that works once', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app, 'administrator')
  app.db.$client.prepare(`insert into setting_values (key, value) values ('second_factor', 'nobody')`).run()
  const admin = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const typed = { name: 'Phóng viên B', email: 'b@example.vn', role: 'viewer', unitId: '1', current: 'sai' }
  expect((await app.submit('/admin/accounts', typed, admin)).error('current')).toBe('Mật khẩu chưa đúng')
  const made = await app.submit('/admin/accounts', { ...typed, current: PASSWORD }, admin)
  expect(made.location).toMatch(/^\/admin\/accounts\/\d+\?saved=1$/)
  const path = made.location!.replace('?saved=1', '')
  const given = await app.submit(`${path}/link`, { current: PASSWORD }, admin)
  const link = new URL(given.text('.key-text'))
  const token = link.searchParams.get('token')!
  expect((await app.visit(link.pathname + link.search)).text('h1')).toBe('Đặt mật khẩu')
  const chosen = { token, password: 'sáu con chim hót líu lo', again: 'sáu con chim hót líu lo' }
  expect((await app.submit('/sign-in/password', chosen)).location).toBe('/sign-in?set=1')
  expect((await app.submit('/sign-in/password', chosen)).status).toBe(404)
  const signedIn = await signInAs(app, 'b@example.vn', chosen.password)
  expect(signedIn.status).toBe(303)
  // Disabled, they are out at their next request.
  const theirs = { Cookie: cookiesFrom(signedIn) }
  const disabled = { ...typed, version: '1', isDisabled: '1', current: PASSWORD }
  expect((await app.submit(path, disabled, admin)).status).toBe(303)
  expect((await app.visit('/', theirs)).location).toBe('/sign-in')
})

test('the last administrator stays one', async () => {
  const app = startApp({ as: null })
  const { email, id } = await withAccount(app, 'administrator')
  app.db.$client.prepare(`insert into setting_values (key, value) values ('second_factor', 'nobody')`).run()
  const admin = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const typed = { name: 'Chuyên viên A', email, role: 'viewer', unitId: '1', version: '1', current: PASSWORD }
  expect((await app.submit(`/admin/accounts/${id}`, typed, admin)).error('role')).toMatch(
    /quản trị cuối cùng/,
  )
})

test('a token is shown once, kept as a hash, reads with its owner’s rights and writes only where it may', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const owner = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  const give = async (more = {}) =>
    (await app.submit('/account/tokens', { name: 'Trang tin', current: PASSWORD, ...more }, owner)).text(
      '.key-text',
    )
  const reading = { Authorization: `Bearer ${await give()}` }
  const writing = { Authorization: `Bearer ${await give({ mayWrite: '1' })}` }
  expect((await app.visit('/totals.json', reading)).status).toBe(200)
  expect((await app.visit('/totals.json')).status).toBe(401)
  expect((await app.visit('/totals.json', { Authorization: 'Bearer sd_guess' })).status).toBe(401)
  expect((await app.submit('/delegations', app.typed(), reading)).status).toBe(403)
  expect((await app.submit('/delegations', app.typed(), writing)).status).toBe(303)
  const ids = app.db.$client.prepare('select id, last_used_at used from api_tokens').all() as {
    id: number
    used: string
  }[]
  expect(ids.every(({ used }) => used)).toBe(true)
  await app.submit(`/account/tokens/${ids[0]!.id}/revocation`, {}, owner)
  expect((await app.visit('/totals.json', reading)).status).toBe(401)
})

test('passwords: long enough, not common, not of the house, whole up to 128 characters, in any composition', async () => {
  const judge = (password: string, hasSecondFactor = false) =>
    reasonAgainst(password, { hasSecondFactor, own: ['lan.nguyen@example.vn', 'Nguyễn Thị Lan'] })
  const refused = [
    'mười bốn ký tự', // 14
    'x'.repeat(129),
    'passwordpassword',
    'matkhaumatkhau123',
    'hoinhabaovietnam',
    'Hội Nhà báo Việt Nam 2026',
    'nguyen thi lan 1990',
    'aaaaaaaaaaaaaaaaaaaa',
    '12345678901234567890',
  ]
  expect(refused.filter((password) => !judge(password))).toEqual([])
  const fine = [
    'bốn con trâu gặm cỏ',
    'correct horse battery',
    'ă'.repeat(3) + 'bcdefghijklmnop',
    '🐃🌾 trâu và lúa chín vàng',
  ]
  expect(fine.filter((password) => judge(password))).toEqual([])
  expect([judge('trâu cỏ'), judge('trâu ăn cỏ'), judge('trâu ăn cỏ', true)].map(Boolean)).toEqual([
    true,
    true,
    false,
  ])
  expect(judge('password1', true)).toBeDefined()
  const whole = 'đ'.repeat(60) + 'é'.repeat(60) + '12345678'
  const hash = await hashPassword(whole.normalize('NFD'))
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/)
  expect([await isPassword(whole, hash), await isPassword(whole.slice(0, -1), hash)]).toEqual([true, false])
})

test('accounts and tokens can be made on the command line, the password never an argument', async () => {
  const app = startApp({ as: null })
  const run = (args: string[], input = '') =>
    execFileSync(process.execPath, [join(import.meta.dirname, '../src/accounts/command.ts'), ...args], {
      env: { ...process.env, DATA_DIR: app.dataDir },
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
    }).toString()
  const account = ['account', 'add', '--email', 'cli@example.vn', '--name', 'Từ dòng lệnh', '--role', 'clerk']
  expect(() => run(account, 'ngắn\n')).toThrow(/password: At least 15/)
  expect(run(account, `${PASSWORD}\n`)).toBe('cli@example.vn may sign in\n')
  expect((await signInAs(app, 'cli@example.vn', PASSWORD)).status).toBe(303)
  const token = run(['token', 'add', '--email', 'cli@example.vn', '--name', 'Thử', '--write']).trim()
  expect((await app.submit('/delegations', app.typed(), { Authorization: `Bearer ${token}` })).status).toBe(
    303,
  )
  expect(() => run(['account', 'add', '--email', 'x', '--name', 'X', '--role', 'king'])).toThrow(/--email/)
})

test('what proves somebody is never part of history or of the security log', async () => {
  const app = startApp({ as: null })
  const { email, id } = await withAccount(app)
  await signInAs(app, email, PASSWORD)
  await signInAs(app, email, 'một mật khẩu gõ nhầm')
  const { passwordHash } = credentialOf(app.db, id)
  const written = JSON.stringify(
    ['history_changes', 'security_log'].map((table) =>
      app.db.$client.prepare(`select * from ${table}`).all(),
    ),
  )
  expect(written).not.toContain(passwordHash)
  expect(written).not.toContain(PASSWORD)
  expect(written).not.toContain('gõ nhầm')
  for (const statement of ['delete from security_log', `update security_log set who = 'x'`])
    expect(() => app.db.$client.exec(statement)).toThrow(/security log is not/)
})

test('one changed or removed entry of the security log is found', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  for (let round = 0; round < 3; round += 1) await signInAs(app, email, 'một mật khẩu gõ nhầm')
  expect(checkSecurityLog(app.db)).toMatchObject({ entries: 3, brokenAt: null })
  // Whoever may write to the file itself can drop the triggers; the chain still tells.
  app.db.$client.exec('drop trigger security_log_no_update; drop trigger security_log_no_delete')
  app.db.$client.exec(`update security_log set who = 'ai khác' where id = 2`)
  expect(checkSecurityLog(app.db).brokenAt).toBe(2)
  app.db.$client.exec(`delete from security_log where id = 2`)
  expect(checkSecurityLog(app.db).brokenAt).toBe(3)
  // Of the end too, which leaves no gap.
  app.db.$client.exec('delete from security_log')
  expect(checkSecurityLog(app.db).brokenAt).toBe(1)
})

test('a form sent after its session ended is kept through signing in, and sent again', async () => {
  const app = startApp({ as: null })
  const { email } = await withAccount(app)
  const ended = { Cookie: cookiesFrom(await signInAs(app, email, PASSWORD)) }
  app.db.$client.exec(`update sessions set last_seen_at = '2026-01-01T00:00:00.000Z'`)
  const late = await app.submit(
    '/delegations',
    app.typed({ title: 'Gõ lúc phiên đã hết', partners: ['', ''] }),
    ended,
  )
  expect(late.status).toBe(401)
  expect(late.text('[role="status"]')).toMatch(/phần vừa gõ còn nguyên/)
  const kept = late.value('kept')
  expect(late.html).not.toContain('Gõ lúc')
  const wrong = await app.submit('/sign-in', { email, password: 'sai mật khẩu rồi nhé', kept })
  expect(wrong.value('kept')).toBe(kept)
  const back = await app.submit('/sign-in', { email, password: PASSWORD, kept })
  expect(back.text('h1')).toBe('Phần vừa gõ còn nguyên')
  const again = Object.fromEntries(
    back
      .all('input[type="hidden"]')
      .map((field) => [field.getAttribute('name'), field.getAttribute('value')]),
  ) as Record<string, string>
  const saved = await app.submit('/delegations', again, { Cookie: cookiesFrom(back) })
  expect(saved.status).toBe(303)
  expect(app.db.$client.prepare('select title from delegations').pluck().all()).toEqual([
    'Gõ lúc phiên đã hết',
  ])
  // A password is never carried along, and what was not sealed here is nothing.
  expect((await app.submit('/account/password', { current: PASSWORD })).location).toBe('/sign-in?ended=1')
  expect((await app.submit('/sign-in', { email, password: PASSWORD, kept: 'abc' })).location).toBe('/')
})

test('a form that was kept is offered to nobody but its owner', async () => {
  const app = startApp({ as: null })
  const { email, who } = await withAccount(app)
  const other = write(app.db, who, (write) =>
    createAccount(write, { email: 'b@example.vn', name: 'Chuyên viên B', role: 'clerk', unitId: 1 }),
  )
  setPassword(app.db, who, other, await hashPassword(PASSWORD))
  const ended = cookiesFrom(await signInAs(app, email, PASSWORD))
  // Signed out elsewhere: what is left is the browser, which its owner signed in at last.
  app.db.$client.exec('delete from sessions')
  const late = await app.submit('/delegations', app.typed({ title: 'Của A' }), { Cookie: ended })
  const kept = late.value('kept')
  const theirs = await app.submit('/sign-in', { email: 'b@example.vn', password: PASSWORD, kept })
  expect([theirs.status, theirs.html]).toEqual([303, expect.not.stringContaining('Của A')])
  const own = await app.submit('/sign-in', { email, password: PASSWORD, kept })
  expect(own.html).toContain('Của A')
  // Of whom nobody knows, it is nobody's.
  const stranger = await app.submit('/delegations', app.typed({ title: 'Không rõ của ai' }))
  expect(stranger.location).toBe('/sign-in?ended=1')
})

test('wrong guesses that can no longer count are swept by the next attempt', () => {
  const app = startApp({ as: null })
  const guess = (email: string, at: string) =>
    secondsToWait(app.db, { name: '–' }, { email, address: '1', device: undefined }, Date.parse(at))
  guess('a@example.vn', '2026-03-01T08:00:00Z')
  guess('b@example.vn', '2026-03-02T07:00:00Z')
  const kept = () => app.db.$client.prepare('select count(*) from sign_in_failures').pluck().get()
  expect(kept()).toBe(5)
  guess('c@example.vn', '2026-03-02T08:00:01Z')
  // Of b and c what they share with nobody; the address began anew.
  expect(kept()).toBe(5)
})
