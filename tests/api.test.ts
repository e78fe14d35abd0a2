import { Validator } from '@seriousme/openapi-schema-validator'
import request from 'supertest'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { operations } from '../src/openapi/document.ts'
import { rightOfRoute } from '../src/rights.ts'
import { startApp } from './support/app.ts'
import { upload } from './support/imports.ts'
import { publishReport } from './support/publishing.ts'
import { program, textOf } from './support/program.ts'

test('the description is OpenAPI 3.1 that a validator takes, and names every address there is for programs', async () => {
  const app = startApp({ as: null })
  const { read } = program(app, { role: 'viewer' })
  const { status, json } = await read('/openapi.json')
  expect(status).toBe(200)
  const validator = new Validator()
  expect(await validator.validate(json as Record<string, unknown>)).toMatchObject({ valid: true })
  expect(validator.version).toBe('3.1')
  const described = Object.entries(json.paths!).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const inJson = Object.keys(rightOfRoute).filter(
    (route) => route.endsWith('.json') && route !== 'GET /openapi.json',
  )
  expect(described.filter((route) => route.startsWith('GET')).toSorted()).toEqual(inJson.toSorted())
  const ids = Object.values(json.paths!).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
  expect((await request(app.app).get('/openapi.json').set('Host', '127.0.0.1')).status).toBe(401)
})

test('exactly the described addresses take JSON; every other form refuses it', async () => {
  const app = startApp({ as: null })
  const { send } = program(app, { role: 'administrator' })
  const taking = new Set(operations.filter(({ body }) => body).map(({ route }) => route))
  const wrong: string[] = []
  const posts = Object.keys(rightOfRoute).filter(
    (route) => route.startsWith('POST') && !route.includes('/identity') && !route.endsWith('/extract'),
  )
  for (const route of posts) {
    const { status } = await send(route.slice(5).replaceAll(/:\w+/g, '1'), { nothing: 1 })
    // One's own account is closed to programs altogether.
    const isOwn = ['own', 'signedIn'].includes(rightOfRoute[route]!)
    if (isOwn ? status !== 403 : (status === 415) === taking.has(route)) wrong.push(`${route}: ${status}`)
  }
  expect(wrong).toEqual([])
})

test('what the published register answers has the described shape, page by page', async () => {
  const app = startApp({ published: true })
  const { read, send } = program(app, { role: 'administrator' })
  await send('/delegations', {
    direction: 'inbound',
    title: 'Đoàn mới',
    countries: ['LA'],
    startsOn: '2027',
    headName: 'Lê Minh',
  })
  await app.submit('/partners', {
    name: 'Nhầm',
    kind: 'embassy',
    country: 'Lào',
  })
  const { n } = app.db.$client.prepare('select max(id) n from partners').get() as { n: number }
  const form = await app.visit(`/partners/${n}/deletion`)
  await app.submit(`/partners/${n}/deletion`, { reason: 'Nhầm', lastActId: form.value('lastActId') })
  const ledger = 'Tên đoàn;Nước;Ngày đi\nĐoàn thử;Lào;1/3/2024\nĐoàn thử;Lào;31/2/2024\n'
  expect((await upload(app, Buffer.from(ledger), 'so.csv')).status).toBe(303)
  const period = '2001'
  app.make.delegation({ title: 'Đoàn cũ', startsOn: '2001-03-05', status: 'reported', headCount: 3 })
  expect((await publishReport(app, period)).status).toBe(303)
  const asked: Record<string, string[]> = {
    'GET /delegations.json': ['?scope=all', '?year=2024&direction=outbound', '?q=lao', '?year=soon'],
    'GET /delegations/:id.json': ids('delegations'),
    'GET /follow-ups.json': ['', '?state=all&side=ours', '?state=closed&sort=closedOn'],
    'GET /partners.json': ['', '?country=LA&q=nha%20bao', '?on=2010'],
    'GET /partners/:id.json': ids('partners'),
    'GET /people/:id.json': ids('people'),
    'GET /countries.json': ['', '?scope=all'],
    'GET /countries/:iso2.json': ['LA', 'cu', 'FR'],
    'GET /reports.json': ['', '?scope=all', '?unit=99'],
    'GET /reports/:period.json': ['2024', '2022-H2', '2030'],
    'GET /totals.json': ['year', 'quarter', 'month', 'country', 'partner', 'unit', 'purpose'].map(
      (by) => `?by=${by}&scope=all&from=2005&to=2025`,
    ),
    'GET /then-and-now/:list.json': [
      'delegations',
      'partners',
      'countries',
      'follow-ups',
      'visit-reports',
      'totals',
      'totals-grid',
      'contradictions',
      'totals-quality',
      'reports',
    ],
    'GET /opening-figures.json': ['', '?indicator=members', '?unit=1'],
    'GET /contradictions.json': ['', '?scope=all&state=all', '?kind=unknownPeople&from=2024'],
    'GET /totals/quality.json': ['', '?scope=all&from=2005&to=2025', '?to=2020'],
    'GET /search.json': ['', '?q=lao', '?q=hoi%20nha%20bao'],
    'GET /history.json': ['', '?record=delegations-1', '?who=Test'],
    'GET /history/:id.json': ids('history_acts'),
    'GET /deletions.json': [''],
    'GET /visit-reports.json': ['', '?rung=overdue&direction=inbound'],
    'GET /deletions/:id.json': ids('deletions'),
    'GET /imports/:id.json': ids('imports'),
    'GET /imports.json': [''],
    'GET /admin/units.json': [''],
    'GET /admin/authorities.json': [''],
    'GET /admin/legal-bases.json': [''],
    'GET /admin/settings.json': [''],
    'GET /admin/holidays.json': [''],
    'GET /admin/checklists.json': [''],
    'GET /admin/accounts.json': [''],
    'GET /admin/rights.json': [''],
    'GET /admin/security-log.json': ['', '?event=signed_in', '?account=1'],
    'GET /admin/mail.json': [''],
    'GET /partners/duplicates.json': [''],
    'GET /reports/:period/editions/:edition/visits.json': [
      `/reports/${period}/editions/1/visits.json?figure=outbound.delegations`,
      `/reports/${period}/editions/1/visits.json?figure=outbound.personTrips&nonsense=1`,
    ],
    'GET /totals/grid.json': ['', '?scope=all&from=2015&to=2020', '?quiet=24'],
  }
  const reading = operations.filter(({ route }) => route.startsWith('GET'))
  expect(Object.keys(asked).toSorted()).toEqual(reading.map(({ route }) => route).toSorted())
  for (const { route, answer } of reading) {
    const path = route.slice(4)
    expect([route, asked[route]!.length > 0]).toEqual([route, true])
    for (const one of asked[route]!) {
      const address = path.includes(':') ? path.replace(/:\w+/, one) : path + one
      let url: string | null = one.startsWith('/') ? one : address
      while (url) {
        const { status, json } = await read(url)
        expect([url, status]).toEqual([url, 200])
        expect([url, answer!.safeParse(json).error?.issues ?? []]).toEqual([url, []])
        url = json.next ? textOf(json.next) : null
      }
    }
  }

  function ids(table: string): string[] {
    const rows = app.db.$client.prepare(`select id from "${table}" order by id desc limit 60`).all()
    return (rows as { id: number }[]).map(({ id }) => String(id))
  }
})

test('no identity paper is in any answer, whoever asks', async () => {
  const app = startApp({ as: null })
  const { send, read, name } = program(app, { role: 'administrator' })
  app.db.$client.prepare('update accounts set may_read_identity = 1 where name = ?').run(name)
  const visit = await send('/delegations', {
    direction: 'outbound',
    title: 'Thăm Lào',
    countries: ['LA'],
    startsOn: '2024',
    headName: 'Lê Minh',
  })
  const reader = app.signIn('administrator', { mayReadIdentity: true }).headers
  const participant = textOf(visit.json.participants![0]!.id)
  const kept = await app.submit(
    `/delegations/1/identity/${participant}`,
    { passport: 'B9876543', birthDate: '14/3/1970' },
    reader,
  )
  expect(kept.status).toBe(303)
  for (const url of [
    '/delegations/1.json',
    '/delegations.json',
    '/people/1.json',
    '/history.json',
    '/history/1.json',
    '/search.json?q=B9876543',
  ]) {
    const { status, text } = await read(url)
    expect([url, status, /B9876543|1970/.test(text.replace('"q":"B9876543"', ''))]).toEqual([url, 200, false])
  }
})

test('a list leads from page to page', async () => {
  const app = startApp({ as: null })
  for (let index = 0; index < 60; index += 1) app.make.delegation({ title: `Đoàn ${index}` })
  const { read } = program(app, { role: 'viewer' })
  const first = (await read('/delegations.json')).json
  const second = (await read(textOf(first.next))).json
  expect([first.items!.length, second.items!.length, second.next]).toEqual([50, 10, null])
  const acts = (await read('/history.json')).json
  expect((await read(textOf(acts.next))).json.items![0]!.id).toBeLessThan(acts.items![49]!.id as never)
})

test('every example of the help page works as it stands, in either language', async () => {
  for (const language of ['vi', 'en']) {
    const app = startApp({ published: true })
    const { token } = program(app)
    const page = await app.visit('/help/api', { Cookie: `language=${language}` })
    expect(page.status).toBe(200)
    const commands = page.all('.example').map((code) => code.textContent ?? '')
    expect(commands).toHaveLength(7)
    const statuses: number[] = []
    for (const command of commands) statuses.push(await run(app, command.replace('$TOKEN', token)))
    expect(statuses).toEqual([200, 200, 200, 200, 201, 200, 200])
  }
})

test('an empty register has examples too, and the way there is shown', async () => {
  const app = startApp()
  const page = await app.visit('/help/api')
  expect(page.all('.example')).toHaveLength(5)
  for (const url of ['/help', '/account']) {
    expect((await app.visit(url)).all('a[href="/help/api"]').length, url).toBe(1)
  }
})

/** Does what curl would: the status it gets. */
async function run({ app }: ReturnType<typeof startApp>, command: string): Promise<number> {
  const words = [...command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare!,
  )
  expect(words.shift()).toBe('curl')
  const headers: Record<string, string> = {}
  let body: string | undefined
  let url = ''
  while (words.length) {
    const word = words.shift()!
    if (word === '-H') {
      const [, name, value] = /^([\w-]+): (.+)$/.exec(words.shift()!)!
      headers[name!] = value!
    } else if (word === '-d') body = words.shift()
    else url = word
  }
  const { origin, pathname, search, host } = new URL(url)
  expect(origin).toBe('http://127.0.0.1')
  const agent = request(app)
  const sent = body === undefined ? agent.get(pathname + search) : agent.post(pathname + search)
  return (await sent.set({ ...headers, Host: host }).send(body)).status
}

test('a program brings a ledger in, writes it and takes it back, as the description says', async () => {
  const app = startApp({ as: null })
  const { read, token } = program(app, { role: 'administrator' })
  const { json } = await read('/openapi.json')
  const described = json.paths as unknown as Record<string, { post: Record<string, object> }>
  for (const path of ['/imports', '/imports/{id}/commit', '/imports/{id}/undo'])
    expect([path, Object.keys(described[path]!.post.responses!)[0]]).toEqual([path, '303'])
  expect(described['/imports']!.post.requestBody).toMatchObject({
    content: { 'multipart/form-data': { schema: { required: ['file'] } } },
  })
  const post = (path: string) =>
    request(app.app)
      .post(path)
      .set({ Authorization: `Bearer ${token}`, Host: '127.0.0.1' })
  const count = () => app.db.$client.prepare('select count(*) from delegations').pluck().get()
  const ledger = Buffer.from('Chiều;Tên đoàn;Nước;Ngày đi\nĐoàn ra;Đoàn thử;Lào;1/3/2024\n')
  const sent = await post('/imports').attach('file', ledger, 'so.csv')
  expect(sent.status).toBe(303)
  const { location } = sent.headers as { location: string }
  expect((await read(`${location}.json`)).json.items).toMatchObject([{}, { verdict: 'new' }])
  expect((await post(`${location}/commit`)).status).toBe(303)
  expect(count()).toBe(1)
  expect((await post(`${location}/undo`)).headers.location).toBe(location)
  expect(count()).toBe(0)
})

test('every list names in JSON what its address asked for that was left aside', async () => {
  const { visit } = startApp({ published: true })
  const lists = operations.filter(
    ({ route, answer }) => route.startsWith('GET ') && 'ignored' in shapeOf(answer),
  )
  expect(lists.length).toBeGreaterThan(10)
  for (const { route } of lists.filter(({ route }) => !route.includes(':'))) {
    const { json } = await visit(`${route.slice(4)}?nonsense=1`)
    expect([route, json.ignored]).toEqual([route, [{ name: 'nonsense', value: '1' }]])
  }
  const { json } = await visit('/delegations.json?country=ZZ&year=abc&unit=999999')
  expect(json.ignored).toEqual([
    { name: 'country', value: 'ZZ' },
    { name: 'year', value: 'abc' },
    { name: 'unit', value: '999999' },
  ])
  // Every list that goes on says so too.
  const goingOn = operations.filter(({ route, answer }) => 'next' in shapeOf(answer) && !route.includes(':'))
  expect(goingOn.filter(({ answer }) => !('ignored' in shapeOf(answer)))).toEqual([])
})

const shapeOf = (answer: z.ZodType | undefined): object => (answer instanceof z.ZodObject ? answer.shape : {})
