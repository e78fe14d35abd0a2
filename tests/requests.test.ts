import { type AddressInfo, connect } from 'node:net'
import request from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const rowsIn = (app: App, table: string) =>
  (app.db.$client.prepare(`select count(*) n from ${table}`).get() as { n: number }).n

/** A request with nothing but what is given: no Origin, no cookie, no type. */
function bare(app: App, method: 'get' | 'post' | 'head', url: string, headers: Record<string, string>) {
  const asked = request(app.app)[method](url)
  return asked.set('Host', '127.0.0.1').set(headers)
}

test('13 forged ways to have a signed-in browser write are refused, and nothing is stored', async () => {
  const app = startApp()
  const { Cookie } = app.signedIn!.headers
  const visit = new URLSearchParams(app.typed()).toString()
  const form = 'application/x-www-form-urlencoded'
  const own = 'http://127.0.0.1'
  const forged: [name: string, type: string, headers: Record<string, string>][] = [
    ['another site', form, { Origin: 'https://evil.example' }],
    ['a name that begins like ours', form, { Origin: 'http://127.0.0.1.evil.example' }],
    ['another port of this machine', form, { Origin: 'http://127.0.0.1:8080' }],
    ['a frame without origin', form, { Origin: 'null' }],
    ['neither header', form, {}],
    ['our own address as Referer alone', form, { Referer: `${own}/delegations/new` }],
    ['Sec-Fetch-Site: cross-site', form, { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', form, { Origin: own, 'Sec-Fetch-Site': 'same-site' }],
    ['Sec-Fetch-Site: none', form, { Origin: own, 'Sec-Fetch-Site': 'none' }],
    ['text/plain', 'text/plain', { Origin: 'https://evil.example' }],
    ['multipart', 'multipart/form-data; boundary=x', { Origin: 'null' }],
    ['JSON', 'application/json', { Origin: 'https://evil.example' }],
    ['no token behind “Bearer”', form, { Authorization: 'Bearer a b' }],
  ]
  expect(forged).toHaveLength(13)
  const addresses = [
    '/delegations',
    '/account/sessions/end',
    '/sign-out',
    '/sign-in',
    '/preferences',
    '/setup',
  ]
  for (const [name, type, headers] of forged) {
    for (const url of addresses) {
      const answer = await bare(app, 'post', url, { Cookie, ...headers })
        .set('Content-Type', type)
        .send(visit)
      expect([name, url, answer.status, answer.headers['set-cookie']]).toEqual([name, url, 403, undefined])
    }
  }
  expect(rowsIn(app, 'delegations')).toBe(0)
  expect(rowsIn(app, 'sessions')).toBe(1)
})

test('the register’s own forms are taken over HTTP and HTTPS, from its own address alone', async () => {
  for (const [publicUrl, Host, wrong] of [
    [undefined, '127.0.0.1:3000', 'http://127.0.0.1:3001'],
    ['https://so.example.vn', 'so.example.vn', 'http://so.example.vn'],
    ['http://so.example.vn:8080', 'so.example.vn:8080', 'http://so.example.vn'],
  ] as const) {
    const app = startApp({ publicUrl, as: null })
    const Origin = publicUrl ?? 'http://127.0.0.1:3000'
    const send = (headers: Record<string, string>) =>
      app.submit('/preferences', { language: 'en' }, { Host, ...headers })
    expect([Origin, (await send({ Origin })).status]).toEqual([Origin, 303])
    expect((await send({ Origin, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303)
    expect([wrong, (await send({ Origin: wrong })).status]).toEqual([wrong, 403])
  }
})

test('no address writes by GET or HEAD, and no header or field makes one method another', async () => {
  const app = startApp()
  const { Cookie } = app.signedIn!.headers
  const id = app.make.delegation()
  const query = new URLSearchParams({ ...app.typed(), reason: 'x', version: '1', session: 'others' })
  const kept = () =>
    JSON.stringify(
      ['delegations', 'accounts', 'api_tokens', 'sessions', 'deletions', 'history_acts'].map((table) =>
        app.db.$client.prepare(`select * from ${table}`).all(),
      ),
    )
  const before = kept()
  for (const method of ['get', 'head'] as const) {
    for (const url of [
      '/delegations',
      `/delegations/${id}`,
      `/delegations/${id}/deletion`,
      `/delegations/${id}/cancellation`,
      '/sign-out',
      '/account/sessions/end',
      '/account/tokens',
      '/admin/accounts',
    ]) {
      const answer = await bare(app, method, `${url}?${query.toString()}&_method=POST`, {
        Cookie,
        'X-HTTP-Method-Override': 'POST',
        'X-Method-Override': 'DELETE',
      })
      expect([url, answer.status < 500]).toEqual([url, true])
    }
  }
  expect(kept()).toBe(before)
})

test('a form sent as text, JSON or multipart from the register’s own address is not read as one', async () => {
  const app = startApp()
  for (const [type, body] of [
    ['text/plain', 'title=a&direction=outbound'],
    ['application/json', JSON.stringify(app.typed())],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\na\r\n--x--',
    ],
    ['image/png', 'x'],
  ] as const) {
    for (const url of [
      '/delegations',
      '/sign-in',
      '/account/password',
      '/account/tokens',
      '/admin/accounts',
    ]) {
      const answer = await bare(app, 'post', url, {
        Origin: 'http://127.0.0.1',
        Cookie: url === '/sign-in' ? '' : app.signedIn!.headers.Cookie,
        'Content-Type': type,
      }).send(body)
      // What is read as JSON judges it as strictly; every other form takes none.
      const refused = type === 'application/json' && url !== '/delegations' ? 415 : 422
      expect([type, url, answer.status]).toEqual([type, url, refused])
    }
  }
  expect(rowsIn(app, 'delegations')).toBe(0)
})

/** One answer of each kind, each with the status it should have. */
async function oneOfEach(app: App, own: Record<string, string>) {
  const viewer = { ...own, ...app.signIn('viewer').headers }
  const clerk = { ...own, ...app.signIn('clerk').headers }
  const visit = app.make.delegation()
  const raw = (method: 'put' | 'options' | 'trace', url: string) => {
    const asked = request(app.app)[method](url)
    return asked.set({ Host: '127.0.0.1', ...own, ...clerk })
  }
  const post = (url: string) =>
    request(app.app)
      .post(url)
      .set({ Host: '127.0.0.1', Origin: 'http://127.0.0.1', ...own, ...clerk })
      .type('form')
  return [
    ['a page', 200, await app.visit('/delegations', clerk)],
    ['a fragment', 200, await app.visit('/delegations', { ...clerk, 'HX-Target': 'section#delegations' })],
    ['JSON', 200, await app.visit('/delegations.json', clerk)],
    ['CSV', 200, await app.visit('/delegations.csv', clerk)],
    ['suggestions', 200, await app.visit('/people/options?q=a', clerk)],
    ['a form kept', 303, await app.submit('/delegations', app.typed(), clerk)],
    ['a form handed back', 422, await app.submit('/delegations', {}, clerk)],
    [
      'a record that is stale',
      409,
      await app.submit(`/delegations/${visit}/submission`, { version: '9' }, clerk),
    ],
    ['the door', 200, await app.visit('/sign-in', own)],
    ['the way to the door', 303, await app.visit('/delegations', own)],
    ['the way to the door, for htmx', 204, await app.visit('/delegations', { ...own, 'HX-Request': 'true' })],
    ['no token', 401, await app.visit('/delegations.json', own)],
    ['no right', 403, await app.submit('/delegations', {}, viewer)],
    ['no page', 404, await app.visit('/nowhere', clerk)],
    ['no method', 405, await raw('put', '/delegations/1')],
    ['a question about methods', 405, await raw('options', '/admin/accounts')],
    ['an echo', 405, await raw('trace', '/')],
    ['too much', 413, await post('/delegations').send(`title=${'x'.repeat(600_000)}`)],
    ['an unknown coding', 415, await post('/delegations').set('Content-Encoding', 'klingon').send('a=b')],
    ['another name', 421, await app.visit('/', { ...own, Host: 'evil.example' })],
    ['an unreadable address', 400, await app.visit('/delegations/%E0%A4%A', clerk)],
    ['a sign of life', 200, await app.visit('/healthz', own)],
  ] as const
}

test('every answer tells the browser to load nothing from elsewhere, guess no type and keep nothing', async () => {
  const app = startApp({ as: null })
  for (const [name, status, { status: got, headers }] of await oneOfEach(app, {})) {
    expect([name, got]).toEqual([name, status])
    const { 'content-security-policy': policy } = headers as Record<string, string>
    expect([name, policy]).toEqual([
      name,
      expect.stringMatching(/^default-src 'none'; script-src 'self'; style-src 'self';/),
    ])
    expect(policy).toMatch(/base-uri 'none'; frame-ancestors 'none'$/)
    expect(policy).not.toMatch(/unsafe|\*/)
    expect({ name, ...headers }).toMatchObject({
      name,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    })
    for (const silent of ['x-powered-by', 'server', 'etag', 'access-control-allow-origin'])
      expect([name, silent, headers[silent]]).toEqual([name, silent, undefined])
    expect(headers['strict-transport-security']).toBeUndefined()
    const isEmpty = got === 204 || headers['content-length'] === '0'
    if (!isEmpty)
      expect([name, headers['content-type']]).toEqual([name, expect.stringMatching(/; charset=utf-8$/)])
  }
})

test('over TLS every answer keeps the browser to TLS', async () => {
  const app = startApp({ as: null, publicUrl: 'https://so.example.vn' })
  const asset = (await app.visit('/sign-in', { Host: 'so.example.vn' })).document
    .querySelector('script')!
    .getAttribute('src')!
  for (const url of ['/', '/sign-in', '/nowhere', '/delegations.json', '/healthz', asset]) {
    const { headers } = await app.visit(url, { Host: 'so.example.vn' })
    expect([url, headers['strict-transport-security']]).toEqual([url, 'max-age=31536000; includeSubDomains'])
  }
})

test('fixed files alone may be kept, and carry the same guards', async () => {
  const app = startApp({ as: null })
  const { document } = await app.visit('/sign-in')
  for (const [selector, name] of [
    ['script', 'src'],
    ['link[rel="stylesheet"]', 'href'],
  ] as const) {
    const { headers } = await app.visit(document.querySelector(selector)!.getAttribute(name) ?? '')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
  }
  for (const url of [
    '/assets/',
    '/assets',
    '/.git/config',
    '/package.json',
    '/assets/../package.json',
    '/views/layout.eta',
  ])
    expect([url, (await app.visit(url)).status]).toEqual([
      url,
      expect.toSatisfy((status) => status === 303 || status === 401),
    ])
})

test('no cookie but over TLS, to this host alone, none that a script reads', async () => {
  const app = startApp({ as: null, publicUrl: 'https://so.example.vn' })
  const own = { Host: 'so.example.vn', Origin: 'https://so.example.vn' }
  const { headers } = await app.submit('/preferences', { language: 'en', theme: 'dark' }, own)
  const cookies = headers['set-cookie'] as unknown as string[]
  expect(cookies).toHaveLength(2)
  for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/)
  const page = await app.visit('/sign-in', { ...own, Cookie: '__Host-language=en; language=vi' })
  expect(page.document.documentElement.getAttribute('lang')).toBe('en')
})

/** What a server answers to these very bytes. */
async function answerTo(app: App, bytes: string): Promise<string> {
  const server = app.app.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (data) => (said += String(data)))
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

test('a request that two readers could understand in two ways is refused', async () => {
  const app = startApp({ as: null })
  const lines = (...given: string[]) => [...given, 'Connection: close', '', ''].join('\r\n')
  const post = 'POST /preferences HTTP/1.1'
  const own = ['Host: 127.0.0.1', 'Origin: http://127.0.0.1']
  for (const [name, status, bytes] of [
    [
      'two hosts',
      /^HTTP\/1\.1 (400|421)/,
      lines('GET /sign-in HTTP/1.1', 'Host: 127.0.0.1', 'Host: evil.example'),
    ],
    ['no host', /^HTTP\/1\.1 (400|421)/, lines('GET /sign-in HTTP/1.1')],
    ['no path', /^HTTP\/1\.1 303/, lines('GET * HTTP/1.1', 'Host: 127.0.0.1')],
    ['another host', /^HTTP\/1\.1 421/, lines('GET /sign-in HTTP/1.1', 'Host: evil.example')],
    [
      'length and chunks',
      /^HTTP\/1\.1 400/,
      lines(post, ...own, 'Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    ],
    [
      'two lengths',
      /^HTTP\/1\.1 400/,
      lines(post, ...own, 'Content-Length: 4', 'Content-Length: 5') + 'a=bc',
    ],
    ['a folded header', /^HTTP\/1\.1 400/, lines(post, ...own, 'X: a', ' b')],
    ['a space before the colon', /^HTTP\/1\.1 400/, lines(post, ...own, 'Content-Length : 4')],
    ['the address of another', /^HTTP\/1\.1 (404|303)/, lines('GET http://evil.example/ HTTP/1.1', ...own)],
  ] as const) {
    const answer = await answerTo(app, bytes)
    expect([name, answer.split('\r\n')[0]]).toEqual([name, expect.stringMatching(status)])
    expect([name, /Location: (https?:)?\/\//i.test(answer)]).toEqual([name, false])
  }
})

test('what a caller says of its own address is believed from a proxy on this machine alone', async () => {
  const from = async (publicUrl?: string) => {
    const app = startApp({ as: null, publicUrl })
    await app.submit('/sign-in', { email: 'a@example.vn', password: 'x' }, { 'X-Forwarded-For': '10.1.2.3' })
    return listSecurityLog(app.db, {}).rows[0]!.address
  }
  expect(await from()).toMatch(/127\.0\.0\.1$/)
  expect(await from('http://127.0.0.1')).toBe('10.1.2.3')
})

test('fields that come as lists, with strange names, NUL or far too long change nobody’s account', async () => {
  const app = startApp()
  const visitor = app.signIn('clerk')
  const { Cookie } = app.signedIn!.headers
  const kept = () =>
    JSON.stringify(
      ['accounts', 'api_tokens', 'one_time_links', 'recovery_codes'].map((table) =>
        app.db.$client.prepare(`select * from ${table}`).all(),
      ),
    )
  const before = kept()
  const fields = [
    'email',
    'password',
    'again',
    'current',
    'name',
    'role',
    'unitId',
    'code',
    'secret',
    'token',
    'next',
    'session',
    'mayWrite',
    'language',
    'theme',
    'back',
    'version',
    'submissionId',
  ]
  const bodies = [
    fields.map((name) => `${name}=a&${name}=b`).join('&'),
    fields.map((name) => `${name}[]=a&${name}[$ne]=&${name}[__proto__][x]=1`).join('&'),
    '__proto__=1&constructor=2&prototype[x]=3&toString=4&hasOwnProperty=5&__proto__[role]=administrator',
    fields.map((name) => `${name}=%00`).join('&'),
    fields.map((name) => `${name}=${'x'.repeat(20_000)}`).join('&'),
    fields.map((name) => `${name}=%F0%9F%98%80%ED%A0%80`).join('&'),
  ]
  for (const url of [
    '/sign-in',
    '/sign-in/code',
    '/sign-in/password',
    '/setup',
    '/preferences',
    '/account/password',
    '/account/second-factor',
    '/account/second-factor/off',
    '/account/recovery-codes',
    '/account/tokens',
    '/account/tokens/1/revocation',
    '/account/sessions/end',
    '/admin/accounts',
    `/admin/accounts/${visitor.accountId}`,
    `/admin/accounts/${visitor.accountId}/link`,
    `/admin/accounts/${visitor.accountId}/second-factor/off`,
  ]) {
    for (const body of bodies) {
      const answer = await bare(app, 'post', url, { Cookie, Origin: 'http://127.0.0.1' })
        .type('form')
        .send(body)
      expect([url, body.slice(0, 40), answer.status]).toEqual([
        url,
        body.slice(0, 40),
        expect.toSatisfy((status: number) => status < 500),
      ])
      expect(answer.headers.location ?? '/').toMatch(/^\/(?!\/)/)
    }
  }
  expect(kept()).toBe(before)
  expect(({} as { role?: string }).role).toBeUndefined()
  expect((await app.visit('/account', visitor.headers)).status).toBe(200)
})

test('a name repeated in an address is a list of values, never something else', async () => {
  const app = startApp()
  app.make.delegation({ title: 'Một đoàn' })
  for (const url of [
    '/delegations?q=a&q=b&direction=outbound&direction=inbound&direction=x',
    '/delegations?year[$gt]=0&sort[]=title&page[__proto__]=1',
    '/search?q=a&q=b',
    '/admin/security-log?account=1&account=2&event=refused&event=x&before=1&before=2',
    '/people/options?q=a&q=b',
    '/sign-in?next=/a&next=//evil.example&left=1&left=2',
    '/account?done=password&done=x',
    '/totals?by=year&by=partner&__proto__=x',
  ])
    expect([url, (await app.visit(url)).status < 400]).toEqual([url, true])
})

test('a signed-out htmx request gets neither a fragment nor a way past the door', async () => {
  const app = startApp({ as: null })
  app.make.delegation({ title: 'Đoàn kín' })
  const asked: Record<string, string>[] = [
    { 'HX-Request': 'true', 'HX-Target': 'section#delegations' },
    { 'HX-Request': 'true', 'HX-Boosted': 'true', 'HX-Current-URL': 'http://127.0.0.1/delegations' },
    { 'HX-History-Restore-Request': 'true' },
    { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' },
  ]
  for (const headers of asked) {
    const page = await app.visit('/delegations?a=//evil.example', headers)
    expect(page.html).not.toContain('Đoàn kín')
    expect(page.headers['hx-redirect'] ?? page.location).toMatch(/^\/sign-in\?next=%2F/)
  }
  const viewer = app.signIn('viewer').headers
  const refused = await app.visit('/admin/accounts', { ...viewer, 'HX-Request': 'true', 'HX-Target': 'main' })
  expect(refused.status).toBe(403)
})
