import { argon2 } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { listTokens, makeToken } from '../src/accounts/api-tokens.ts'
import { hashPassword } from '../src/accounts/passwords.ts'
import { credentialOf, findAccount, setPassword, updateCredential } from '../src/accounts/queries.ts'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { endSessions, listSessions, startSession } from '../src/accounts/sessions.ts'
import { openDatabase } from '../src/db/open.ts'
import { startApp } from './support/app.ts'

// How often and at what cost a password is hashed is seen where Node does it; nothing of ours is replaced.
vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>()
  return { ...crypto, argon2: vi.fn(crypto.argon2) }
})

const PASSWORD = 'bốn con trâu gặm cỏ xanh'
const who = { name: 'Test' }
type App = ReturnType<typeof startApp>

/** Somebody signed in who has a password too. */
async function withPassword(app: App, ...asked: Parameters<App['signIn']>) {
  const person = app.signIn(...asked)
  setPassword(app.db, who, person.accountId, await hashPassword(PASSWORD))
  const token = startSession(app.db, who, person.accountId, { address: null, browser: null })
  return { ...person, token, headers: { Cookie: `so-doan=${token}` } }
}

/** The session cookie that an answer sets. */
const sessionFrom = (page: Awaited<ReturnType<App['visit']>>) =>
  /so-doan=([\w-]{43})/.exec(String(page.headers['set-cookie']))?.[1]

test('signing in ends the session the browser had, and takes none that was offered', async () => {
  const app = startApp({ as: null })
  const { email, headers, accountId } = await withPassword(app, 'clerk', { isEnrolled: false })
  const planted = 'A'.repeat(43)
  const first = await app.submit('/sign-in', { email, password: PASSWORD }, { Cookie: `so-doan=${planted}` })
  expect(sessionFrom(first)).not.toBe(planted)
  expect((await app.visit('/', { Cookie: `so-doan=${planted}` })).location).toBe('/sign-in')
  const again = await app.submit('/sign-in', { email, password: PASSWORD }, headers)
  expect(again.status).toBe(303)
  expect((await app.visit('/', headers)).location).toBe('/sign-in')
  expect((await app.visit('/', { Cookie: `so-doan=${sessionFrom(again)}` })).status).toBe(200)
  expect(new Set([sessionFrom(first), sessionFrom(again)]).size).toBe(2)
  expect(listSessions(app.db, accountId, 'clerk')).toHaveLength(2)
})

test('between password and code no session is open, the one before it neither', async () => {
  const app = startApp({ as: null })
  const { email, headers } = await withPassword(app, 'approver')
  const half = await app.submit('/sign-in', { email, password: PASSWORD }, headers)
  expect(half.location).toMatch(/^\/sign-in\/code/)
  expect((await app.visit('/', headers)).location).toBe('/sign-in')
  expect((await app.visit('/', { Cookie: `so-doan=${sessionFrom(half)}` })).location).toBe('/sign-in')
})

test('a known address, an unknown one, a disabled one and one without a password cost the same hash', async () => {
  const app = startApp({ as: null })
  const known = await withPassword(app, 'clerk')
  const disabled = await withPassword(app, 'clerk')
  app.db.$client.prepare('update accounts set is_disabled = 1 where id = ?').run(disabled.accountId)
  const { email: unset } = app.signIn('clerk')
  const costs = []
  for (const email of [known.email, 'khongco@example.vn', disabled.email, unset]) {
    vi.mocked(argon2).mockClear()
    const page = await app.submit('/sign-in', { email, password: 'một câu đoán nhầm' })
    expect(page.status).toBe(422)
    const cost = ({ memory, passes, parallelism, tagLength }: Parameters<typeof argon2>[1]) => [
      memory,
      passes,
      parallelism,
      tagLength,
    ]
    costs.push(vi.mocked(argon2).mock.calls.map(([algorithm, given]) => [algorithm, ...cost(given)]))
  }
  expect(costs).toEqual(Array.from({ length: 4 }, () => [['argon2id', 19_456, 3, 1, 32]]))
})

test('a password too long to be one is refused before it costs anything', async () => {
  const app = startApp({ as: null })
  const { email, headers } = await withPassword(app, 'clerk')
  vi.mocked(argon2).mockClear()
  const long = 'x'.repeat(1_000_000)
  expect((await app.submit('/sign-in', { email, password: long })).status).toBe(413)
  for (const password of [long.slice(0, 400_000), long.slice(0, 1001)])
    expect((await app.submit('/sign-in', { email, password })).status).toBe(422)
  const typed = { current: long.slice(0, 300_000), password: 'x', again: 'x' }
  expect((await app.submit('/account/password', typed, headers)).status).toBe(422)
  expect(vi.mocked(argon2)).not.toHaveBeenCalled()
})

test('a password is taken whole: every letter, NUL and blank counts', async () => {
  const app = startApp({ as: null })
  const { email, accountId } = await withPassword(app, 'clerk', { isEnrolled: false })
  const whole = '  bốn con trâu\u0000 gặm cỏ xanh  '
  setPassword(app.db, who, accountId, await hashPassword(whole))
  for (const password of [whole.trim(), whole.split('\u0000')[0]!, whole.toUpperCase(), whole.slice(0, -1)])
    expect((await app.submit('/sign-in', { email, password })).status).toBe(422)
  expect((await app.submit('/sign-in', { email, password: whole })).status).toBe(303)
})

test('what an account may do changes with its next request, and a disabled one’s tokens and links end', async () => {
  const app = startApp({ as: null })
  const person = await withPassword(app, 'clerk')
  const token = makeToken(app.db, who, { accountId: person.accountId, name: 'Thử', mayWrite: true })
  const bearer = { Authorization: `Bearer ${token}` }
  const set = (sql: string) =>
    app.db.$client.prepare(`update accounts set ${sql} where id = ?`).run(person.accountId)
  expect((await app.visit('/delegations/new', person.headers)).status).toBe(200)
  set(`role = 'viewer'`)
  expect((await app.visit('/delegations/new', person.headers)).status).toBe(403)
  expect((await app.submit('/delegations', app.typed(), bearer)).status).toBe(403)
  set(`may_read_identity = 1`)
  const visit = app.make.delegation()
  expect((await app.visit(`/delegations/${visit}/identity`, person.headers)).status).toBe(200)
  expect((await app.visit(`/delegations/${visit}/identity`, bearer)).status).toBe(403)
  set('is_disabled = 1')
  expect((await app.visit('/', person.headers)).location).toBe('/sign-in')
  expect((await app.visit('/totals.json', bearer)).status).toBe(401)
})

test('a session that is remembered ends with its next request, whoever ended it and however', async () => {
  const app = startApp({ as: null })
  const opens = async ({ headers }: { headers: Record<string, string> }) =>
    (await app.visit('/delegations', headers)).status === 200
  const [one, two, three] = [app.signIn('clerk'), app.signIn('clerk'), app.signIn('clerk')]
  expect([await opens(one), await opens(two), await opens(three)]).toEqual([true, true, true])
  endSessions(app.db, { name: 'Test' }, one.accountId)
  expect([await opens(one), await opens(two)]).toEqual([false, true])
  app.db.$client.prepare('update accounts set is_disabled = 1 where id = ?').run(two.accountId)
  expect([await opens(two), await opens(three)]).toEqual([false, true])
  const another = openDatabase(app.dataDir)
  another.$client.prepare('delete from sessions where account_id = ?').run(three.accountId)
  another.$client.close()
  expect(await opens(three)).toBe(false)
})

test('nobody ends another’s session, revokes another’s token or uses another’s enrolment', async () => {
  const app = startApp({ as: null })
  const victim = await withPassword(app, 'clerk')
  const thief = await withPassword(app, 'clerk')
  makeToken(app.db, who, { accountId: victim.accountId, name: 'Của người khác', mayWrite: true })
  const [token] = listTokens(app.db, victim.accountId)
  const [session] = listSessions(app.db, victim.accountId, 'clerk')
  expect((await app.submit(`/account/tokens/${token!.id}/revocation`, {}, thief.headers)).status).toBe(404)
  for (const asked of [String(session!.id), 'others', `${session!.id} or 1=1`, '-1', ''])
    await app.submit('/account/sessions/end', { session: asked }, thief.headers)
  expect(listTokens(app.db, victim.accountId)).toHaveLength(1)
  expect((await app.visit('/', victim.headers)).status).toBe(200)
  const secret = (await app.visit('/account/second-factor', victim.headers)).value('secret')
  const stolen = await app.submit(
    '/account/second-factor',
    { secret, code: '123456', current: PASSWORD },
    thief.headers,
  )
  expect(stolen.location).toBe('/account/second-factor')
})

test('fields a form does not have are left aside: no role, unit, id or date comes in with it', async () => {
  const app = startApp({ as: null })
  const person = await withPassword(app, 'clerk')
  const chosen = 'năm ngọn núi phủ đầy mây'
  const more = {
    id: '1',
    accountId: '1',
    role: 'administrator',
    unitId: '2',
    mayReadIdentity: '1',
    isDisabled: '0',
    secondFactorSince: '2020',
    passwordHash: 'x',
    hash: 'x',
    createdAt: '2020',
  }
  const before = findAccount(app.db, person.accountId)
  const typed = { ...more, current: PASSWORD, password: chosen, again: chosen }
  expect((await app.submit('/account/password', typed, person.headers)).status).toBe(303)
  expect(findAccount(app.db, person.accountId)).toEqual({
    ...before,
    passwordSetAt: expect.any(String) as string,
  })
  const admin = await withPassword(app, 'administrator')
  const made = await app.submit(
    '/admin/accounts',
    {
      ...more,
      name: 'Mới',
      email: 'moi@example.vn',
      role: 'viewer',
      unitId: '1',
      mayReadIdentity: '',
      current: PASSWORD,
    },
    admin.headers,
  )
  const id = Number(/\d+/.exec(made.location!)![0])
  expect(id).toBeGreaterThan(admin.accountId)
  expect(findAccount(app.db, id)).toMatchObject({
    role: 'viewer',
    mayReadIdentity: false,
    isDisabled: false,
    hasPassword: false,
  })
})

test('at an open browser the password is asked before anything opens more, and guesses are slowed', async () => {
  const app = startApp({ as: null })
  const admin = await withPassword(app, 'administrator')
  const other = app.signIn('viewer')
  const account = `/admin/accounts/${other.accountId}`
  const grant = {
    name: other.name,
    email: other.email,
    role: 'viewer',
    unitId: '1',
    version: '1',
    mayReadIdentity: '1',
  }
  const secret = (await app.visit('/account/second-factor', admin.headers)).value('secret')
  const acts: [url: string, typed: Record<string, string>][] = [
    ['/account/password', { password: PASSWORD, again: PASSWORD }],
    ['/account/second-factor', { secret, code: '123456' }],
    ['/account/second-factor/off', {}],
    ['/account/recovery-codes', {}],
    ['/account/tokens', { name: 'Thử', mayWrite: '1' }],
    ['/admin/accounts', { ...grant, email: 'moi@example.vn', name: 'Mới' }],
    [account, grant],
    [`${account}/link`, {}],
    [`${account}/second-factor/off`, {}],
  ]
  for (const [url, typed] of acts)
    expect([url, (await app.submit(url, typed, admin.headers)).status]).toEqual([url, 422])
  vi.mocked(argon2).mockClear()
  for (let guess = 0; guess < 40; guess += 1) {
    const answer = await app.submit(`${account}/link`, { current: `đoán lần thứ ${guess}` }, admin.headers)
    expect([answer.status, answer.html.includes('/sign-in/password?token=')]).toEqual([422, false])
  }
  expect(vi.mocked(argon2).mock.calls.length).toBeLessThan(10)
  expect(findAccount(app.db, other.accountId)!.mayReadIdentity).toBe(false)
  expect(credentialOf(app.db, admin.accountId).totpSealed).toBeNull()
  expect(listTokens(app.db, admin.accountId)).toEqual([])
})

test('an enrolled second factor moves to another telephone with the password only', async () => {
  const app = startApp({ as: null })
  const { Secret, TOTP } = await import('otpauth')
  const person = await withPassword(app, 'approver')
  const page = await app.visit('/account/second-factor', person.headers)
  const code = new TOTP({ secret: Secret.fromBase32(page.text('.key-text').replaceAll(' ', '')) }).generate()
  const send = (current: string) =>
    app.submit('/account/second-factor', { secret: page.value('secret'), code, current }, person.headers)
  const refused = await send('không phải mật khẩu ấy')
  expect([refused.status, refused.error('current')]).toEqual([422, 'Mật khẩu chưa đúng'])
  expect(credentialOf(app.db, person.accountId).totpSealed).toBeNull()
  expect((await send(PASSWORD)).texts('.codes code')).toHaveLength(10)
})

test('whoever must set up a second factor gets nowhere before, and makes no token around it', async () => {
  const app = startApp({ as: null })
  const person = await withPassword(app, 'approver')
  updateCredential(app.db, who, person.accountId, { secondFactorSince: null })
  for (const url of ['/', '/delegations.json', '/totals.csv', '/help', '/history'])
    expect([url, (await app.visit(url, person.headers)).location]).toEqual([url, '/account/second-factor'])
  const made = await app.submit(
    '/account/tokens',
    { name: 'Thử', mayWrite: '1', current: PASSWORD },
    person.headers,
  )
  expect(made.location).toBe('/account/second-factor')
  expect(listTokens(app.db, person.accountId)).toEqual([])
})

test('an administrator ends somebody’s sessions, and a change of rights says which in the log', async () => {
  const app = startApp({ as: null })
  const admin = await withPassword(app, 'administrator')
  const other = app.signIn('viewer')
  await app.submit(`/admin/accounts/${other.accountId}/sessions/end`, {}, admin.headers)
  expect((await app.visit('/', other.headers)).location).toBe('/sign-in')
  const typed = {
    name: other.name,
    email: other.email,
    role: 'clerk',
    unitId: '1',
    version: '1',
    current: PASSWORD,
  }
  await app.submit(`/admin/accounts/${other.accountId}`, { ...typed, mayReadIdentity: '1' }, admin.headers)
  expect(listSecurityLog(app.db, { event: 'rights_changed' }).rows).toMatchObject([
    {
      who: admin.name,
      about: `${other.name} <${other.email}>: viewer, unit 1 → ${other.name} <${other.email}>: clerk, unit 1, identity papers`,
    },
  ])
})

test('session tokens and links are 256 random bits, no two alike', () => {
  const app = startApp({ as: null })
  const tokens = Array.from({ length: 50 }, () => app.signIn('viewer').token)
  expect(new Set(tokens).size).toBe(50)
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
})

test('a password is masked where it is typed, and may be pasted and filled in by a manager', async () => {
  const app = startApp({ as: null })
  const { headers } = await withPassword(app, 'clerk')
  const purposes = async (url: string, given = {}) => {
    const page = await app.visit(url, given)
    const fields = page.all('input[type="password"]')
    for (const field of fields) {
      const names = [...field.attributes].map(({ name }) => name)
      expect(names.filter((name) => /^on|^maxlength$|^readonly$|^pattern$/.test(name))).toEqual([])
    }
    expect(page.all('input[name="password"]:not([type="password"])')).toEqual([])
    return fields.map((field) => field.getAttribute('autocomplete'))
  }
  expect(await purposes('/sign-in')).toEqual(['current-password'])
  expect(await purposes('/account/password', headers)).toEqual([
    'current-password',
    'new-password',
    'new-password',
  ])
})

test('one sees where one is signed in, ends any of it, and each coming and going is written down', async () => {
  const app = startApp({ as: null })
  const { email, name, headers } = await withPassword(app, 'viewer', { isEnrolled: false })
  const elsewhere = await app.submit(
    '/sign-in',
    { email, password: PASSWORD },
    { 'User-Agent': 'Firefox/140 Windows' },
  )
  const other = { Cookie: `so-doan=${sessionFrom(elsewhere)}` }
  await app.submit('/sign-in', { email, password: 'một câu đoán nhầm' })
  const page = await app.visit('/account', headers)
  expect(page.texts('#sessions li').some((line) => line.includes('Firefox, Windows'))).toBe(true)
  expect(page.html).not.toContain(sessionFrom(elsewhere)!)
  await app.submit('/account/sessions/end', { session: 'others' }, headers)
  expect((await app.visit('/', other)).location).toBe('/sign-in')
  expect((await app.visit('/', headers)).status).toBe(200)
  await app.submit('/sign-out', {}, headers)
  const told = listSecurityLog(app.db, {}).rows.map((row) => [row.event, row.who, row.at.slice(-1)])
  expect(told.toReversed()).toEqual(
    ['signed_in', 'sign_in_refused', 'sessions_ended', 'signed_out'].map((event) => [event, name, 'Z']),
  )
})

test('a link for a new password is given to nobody else, ends the one before, and leaves the second factor', async () => {
  const app = startApp({ as: null })
  const admin = await withPassword(app, 'administrator')
  const other = await withPassword(app, 'approver')
  const give = async () => {
    const page = await app.submit(
      `/admin/accounts/${other.accountId}/link`,
      { current: PASSWORD },
      admin.headers,
    )
    return new URL(page.text('.key-text')).searchParams.get('token')!
  }
  const [first, second] = [await give(), await give()]
  const chosen = 'sáu con chim hót líu lo'
  const set = (token: string) => app.submit('/sign-in/password', { token, password: chosen, again: chosen })
  expect((await set(first)).status).toBe(404)
  app.db.$client.prepare('update one_time_links set expires_at = ?').run(new Date().toISOString())
  expect((await set(second)).status).toBe(404)
  expect((await set(await give())).location).toBe('/sign-in?set=1')
  expect((await app.visit('/', other.headers)).location).toBe('/sign-in')
  const came = await app.submit('/sign-in', { email: other.email, password: chosen })
  expect(came.location).toMatch(/^\/sign-in\/code/)
  expect(JSON.stringify(app.db.$client.prepare('select * from one_time_links').all())).not.toContain(second)
})
