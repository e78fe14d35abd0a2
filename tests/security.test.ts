import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { pino } from 'pino'
import request from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { createApp } from '../src/app.ts'
import { hasSecrecyMark } from '../src/secrecy.ts'
import { secretKeyIn } from '../src/secret-key.ts'
import { startApp } from './support/app.ts'

const root = join(import.meta.dirname, '..')

test('an error says nothing of the program, and the register goes on', async () => {
  const app = startApp()
  app.make.delegation({ title: 'Vẫn còn' })
  app.db.$client.exec('alter table people rename to people_away')
  const broken = await app.visit('/people/1')
  app.db.$client.exec('alter table people_away rename to people')
  expect(broken.status).toBe(500)
  const told = /sqlite|select |no such|drizzle|\.ts\b|node_modules|at \w+ \(|people_away/i
  expect(broken.html).not.toMatch(told)
  expect(broken.html).toMatch(/kèm mã \d{8}-[0-9a-f]{6}/)
  expect((await app.visit('/delegations')).html).toContain('Vẫn còn')
})

test('where not even the page of an error can be drawn, nobody is let in and nothing is told', async () => {
  const app = startApp()
  const dead = createApp(app.db, pino({ level: 'silent' }), {
    key: secretKeyIn(join(app.dataDir, 'secret.key')),
  })
  app.db.$client.exec('alter table units rename to units_away')
  const said: unknown[] = []
  const { error } = console
  console.error = (line: unknown) => said.push(line)
  onTestFinished(() => void (console.error = error))
  const answer = await request(dead)
    .get('/delegations')
    .set({ Host: '127.0.0.1', ...app.signedIn!.headers })
  const ready = await request(dead).get('/readyz')
  app.db.$client.exec('alter table units_away rename to units')
  expect(answer.status).toBe(500)
  expect(answer.text).not.toMatch(/units|select|\.ts\b|at \w+/i)
  expect(said.length).toBeGreaterThan(0)
  expect(ready.text).toBe('ready\n')
})

test('the server’s log holds no password, token or cookie, whatever goes wrong', async () => {
  const lines: string[] = []
  const app = startApp()
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const logged = createApp(app.db, log, { key: secretKeyIn(join(app.dataDir, 'secret.key')) })
  const secret = 'mật khẩu không ai được thấy'
  const ask = (method: 'get' | 'post', url: string, headers: Record<string, string> = {}) => {
    const asked = request(logged)[method](url)
    return asked.set({ Host: '127.0.0.1', Origin: 'http://127.0.0.1', ...headers }).type('form')
  }
  const typed = { email: 'a@example.vn', password: secret, token: secret, current: secret, title: secret }
  await ask('post', '/sign-in').send(typed)
  await ask('post', '/sign-in', { Origin: 'https://evil.example', Cookie: `so-doan=${secret.length}` }).send(
    typed,
  )
  await ask('get', '/totals.json', { Authorization: 'Bearer sd_never-in-a-log' })
  await ask('get', '/sign-in/password?token=never-in-a-log')
  await ask('get', '/setup?token=never-in-a-log', { Host: 'evil.example' })
  app.db.$client.exec('alter table accounts rename to accounts_away')
  await ask('post', '/sign-in', app.signedIn!.headers).send(typed)
  app.db.$client.exec('alter table accounts_away rename to accounts')
  app.db.$client.exec('alter table delegation_countries rename to countries_away')
  await ask('post', '/delegations', app.signedIn!.headers).send(app.typed({ title: secret }))
  app.db.$client.exec('alter table countries_away rename to delegation_countries')
  const written = lines.join('')
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level')
  expect(written).toContain('request refused')
  expect(written).toContain('request failed')
  expect(written).not.toMatch(/mật khẩu|never-in-a-log/)
  expect(written).not.toContain(app.signedIn!.token)
})

test('a line of the log is one line, whatever somebody types', async () => {
  const app = startApp({ as: null })
  const forged = 'a@example.vn","event":"signed_in\n{"x":1}'
  await app.submit('/sign-in', { email: forged, password: 'x' })
  await app.visit('/admin/accounts%0d%0aSet-Cookie:%20a=b', app.signIn('viewer').headers)
  await app.submit('/admin/accounts', {}, app.signIn('viewer').headers)
  const { rows } = listSecurityLog(app.db, {})
  for (const { who, about } of rows) expect(`${who}${about}`).not.toMatch(/[\r\n]/)
  expect(rows.some(({ event }) => event === 'signed_in')).toBe(false)
  // A password typed where the address goes is not kept as a name.
  await app.submit('/sign-in', { email: 'năm ngọn núi phủ mây', password: 'x' })
  expect(listSecurityLog(app.db, { event: 'sign_in_refused' }).rows[0]!.who).toBe('–')
})

test('each list that is downloaded is written down, by whom and which', async () => {
  const app = startApp()
  app.make.delegation()
  const lists = ['/delegations.csv?direction=outbound', '/partners.csv', '/totals.csv', '/deletions.csv']
  for (const url of lists) expect([url, (await app.visit(url)).status]).toEqual([url, 200])
  const rows = () => listSecurityLog(app.db, { event: 'exported' }).rows
  expect(rows().map(({ about, who }) => [about, who])).toEqual(lists.toReversed().map((url) => [url, 'Test']))
  await request(app.app)
    .head('/partners.csv')
    .set({ Host: '127.0.0.1', ...app.signedIn!.headers })
  expect(rows()).toHaveLength(lists.length)
})

test('a text of many short lines is read at once', () => {
  const marks = { read: hasSecrecyMark, text: `${'!\n'.repeat(100_000)}MẬT x` }
  // Stopped after a while where it takes quadratic time: it would be the whole server's.
  expect(runInNewContext('read(text)', marks, { timeout: 20_000 })).toBe(false)
  expect(hasSecrecyMark(`${'!\n'.repeat(1000)} [ MẬT ] \nx`)).toBe(true)
})

test('the program asks nobody anything but the mail server it was given: it opens no other connection, starts no program, runs no text', () => {
  const found = globSync('src/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    const banned =
      /\bfetch\(|'node:(https?|http2|net|tls|dns|dgram|child_process|vm|worker_threads|inspector|repl)|\beval\(|new Function\(|\bXMLHttpRequest\b|loadExtension|unsafeMode/g
    return [...text.matchAll(banned)].map(([words]) => `${file}: ${words}`)
  })
  // A file is read in a thread of its own, so that one that fills the memory ends the thread alone.
  const threads = [
    'documents/reading/read.ts',
    'documents/reading/worker.ts',
    'imports/jobs.ts',
    'imports/worker.ts',
  ]
  expect(found.toSorted()).toEqual(threads.map((file) => `src/${file}: 'node:worker_threads`))
  const mailers = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
    /from 'nodemailer|import\('nodemailer/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(mailers).toEqual(['src/mail/sending.ts'])
})

test('raw output, raw SQL and text turned into elements are a listed few', () => {
  const uses = (files: string, pattern: RegExp) =>
    globSync(files, { cwd: root })
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([raw]) => `${file}: ${raw}`),
      )
      .toSorted()
  // What a template prints without escaping: parts of its own, drawings of the house, attributes it put together.
  const printed = new Set(uses('views/**/*.eta', /(?<=<%~ *)[\w.]+/g).map((use) => use.split(': ')[1]!))
  const known =
    'attributes column confirm described field include input it.body it.figures it.icon it.icons it.picture'
  const more = 'it.moveButton it.rowButton rowButton rows stages theme turn visits'
  expect([...printed].filter((name) => !`${known} ${more}`.split(' ').includes(name))).toEqual([])
  // Numbers and words of the program's own, never what somebody typed.
  const listed = [
    'db/vocabulary',
    'delegations/delegation',
    'delegations/queries',
    'search/entry',
    'search/queries',
  ]
  const raw = uses('src/**/*.ts', /sql\.raw\(/g)
  expect(raw.length).toBeGreaterThan(4)
  expect(raw.filter((use) => !listed.some((file) => use.startsWith(`src/${file}.ts`)))).toEqual([])
  // Suggestions come from this server, drawn by a template.
  expect(uses('views/assets/*.js', /innerHTML|outerHTML|insertAdjacentHTML|document\.write/g)).toEqual([
    'views/assets/app.js: innerHTML',
  ])
  // All that is kept in a browser: words of a report that could not be put by yet, until they are; and over one page
  // load, where on the page the focus was.
  const kept = uses('views/assets/*.js', /localStorage|sessionStorage|indexedDB|document\.cookie/g)
  expect([...new Set(kept)]).toEqual([
    'views/assets/app.js: sessionStorage',
    'views/assets/report.js: localStorage',
  ])
})
