import { expect, test, vi } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { type followUps as table, followUps } from '../src/follow-ups/follow-up.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { startApp } from './support/app.ts'
import { choiceOf, clashesOf, formOf, meanwhile } from './support/conflicts.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'
import { program } from './support/program.ts'

type App = ReturnType<typeof startApp>
type Row = typeof table.$inferSelect

const day = today()
const typed = (fields: Record<string, unknown> = {}) => ({
  content: 'Gửi dự thảo bản ghi nhớ',
  side: 'ours',
  lead: 'Ban Đối ngoại',
  dueOn: writeDate(addDays(day, 20)),
  ...fields,
})
const closing = { outcome: 'done', closedOn: writeDate(day), evidence: 'Công văn 12/CV-HNBVN' }

/** A follow-up that is there already. */
const made = (app: App, delegationId: number, fields: Partial<Row> = {}) =>
  write(app.db, { name: 'Test' }, (write) =>
    write.insert(followUps, {
      delegationId,
      content: 'Gửi dự thảo bản ghi nhớ',
      side: 'ours',
      lead: 'Ban Đối ngoại',
      dueOn: addDays(day, 20),
      ...fields,
    }),
  )
const row = ({ db }: App, id = 1) =>
  db.$client.prepare('select * from follow_ups where id = ?').get(id) as Record<string, unknown> | undefined
const listed = (page: Awaited<ReturnType<App['visit']>>) => page.texts('#follow-ups tbody .main a')

test('a follow-up is added on a visit’s page, closed with evidence, opened again, and all of it is history', async () => {
  const app = startApp()
  const partner = app.make.partner()
  const id = app.make.delegation({ partnerIds: [partner] })
  expect((await app.visit(`/delegations/${id}/follow-ups/new`)).value('partnerId')).toBe(String(partner))
  const added = await app.submit(`/delegations/${id}/follow-ups`, typed({ partnerId: String(partner) }))
  const page = await app.visit(added.location!)
  expect(page.text('.notice--done')).toContain('Đã lưu việc tiếp theo.')
  expect(page.text('section[aria-labelledby="follow-ups"] .main')).toBe('Gửi dự thảo bản ghi nhớ')

  const closed = await app.submit('/follow-ups/1/closing', closing)
  expect(row(app)).toMatchObject({ outcome: 'done', closed_on: day, evidence: 'Công văn 12/CV-HNBVN' })
  const after = await app.visit(closed.location!)
  expect(after.text('section[aria-labelledby="follow-ups"] .count')).toBe('xong 1/1')
  expect(after.text('section[aria-labelledby="follow-ups"] .end')).toBe(`Xong ${writeDate(day)}`)

  await app.submit('/follow-ups/1/reopening', { submissionId: crypto.randomUUID() })
  expect(row(app)).toMatchObject({ outcome: null, closed_on: null, evidence: null })
  const history = await app.visit(`/history?record=delegations-${id}`)
  expect(history.text('main')).toContain('Thêm việc tiếp theo: Gửi dự thảo bản ghi nhớ')
  expect(history.text('main')).toContain('Minh chứng')
})

test.each([
  ['evidence', { evidence: ' ' }, 'Chưa ghi minh chứng'],
  ['outcome', { outcome: '' }, 'Chưa chọn kết quả'],
  [
    'closedOn',
    { closedOn: writeDate(addDays(day, 1)) },
    `${writeDate(addDays(day, 1))} chưa đến. Ghi ngày đã xong`,
  ],
])('closing one asks for %s', async (field, wrong, reason) => {
  const app = startApp()
  made(app, app.make.delegation())
  const page = await app.submit('/follow-ups/1/closing', { ...closing, ...wrong })
  expect([page.status, page.error(field)]).toEqual([422, reason])
  expect(row(app)).toMatchObject({ outcome: null })
})

test('a form that cannot be kept comes back with what was typed, and a partner of another visit is refused', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const stranger = app.make.partner()
  const page = await app.submit(
    `/delegations/${id}/follow-ups`,
    typed({ dueOn: '31/2/2026', partnerId: stranger }),
  )
  expect([page.status, page.value('dueOn'), page.value('lead')]).toEqual([422, '31/2/2026', 'Ban Đối ngoại'])
  const other = await app.submit(`/delegations/${id}/follow-ups`, typed({ partnerId: stranger }))
  expect([other.status, row(app)]).toEqual([422, undefined])
})

test('the same form sent twice adds one', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const sent = typed({ submissionId: crypto.randomUUID() })
  const [first, again] = [
    await app.submit(`/delegations/${id}/follow-ups`, sent),
    await app.submit(`/delegations/${id}/follow-ups`, sent),
  ]
  expect(again.location).toBe(first.location)
  expect(row(app, 2)).toBeUndefined()
})

test('sent again with something else in it, it is handed back, and nothing typed is lost', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const sent = typed({ submissionId: crypto.randomUUID() })
  await app.submit(`/delegations/${id}/follow-ups`, sent)
  const again = await app.submit(`/delegations/${id}/follow-ups`, { ...sent, content: 'Việc khác hẳn' })
  expect([again.status, again.value('content')]).toEqual([422, 'Việc khác hẳn'])
  expect(again.href('.notice--error a')).toMatch(new RegExp(`^/delegations/${id}`))
  const more = { ...sent, content: 'Việc khác hẳn', submissionId: again.value('submissionId') }
  expect((await app.submit(`/delegations/${id}/follow-ups`, more)).status).toBe(303)
  expect(app.db.$client.prepare('select count(*) from follow_ups').pluck().get()).toBe(2)
})

test('two people edit one: different fields are both kept, the same field is asked about', async () => {
  const app = startApp()
  made(app, app.make.delegation())
  const form = formOf(await app.visit('/follow-ups/1/edit'))
  meanwhile(app, (write) => write.update(followUps, 1, { owner: 'Chị Hà' }))
  await app.submit('/follow-ups/1', { ...form, lead: 'Văn phòng' })
  expect(row(app)).toMatchObject({ owner: 'Chị Hà', lead: 'Văn phòng', version: 3 })
  const page = await app.submit('/follow-ups/1', { ...form, owner: 'Anh Nam' })
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [{ about: 'Người phụ trách', values: ['Anh Nam', 'Chị Hà', '–'] }],
  ])
  await app.submit('/follow-ups/1', { ...formOf(page), ...choiceOf(page, 1) })
  expect(row(app)).toMatchObject({ owner: 'Chị Hà' })
})

test('one that was removed comes back with its undo', async () => {
  const app = startApp()
  made(app, app.make.delegation())
  const removed = await app.submit('/follow-ups/1/removal', { submissionId: crypto.randomUUID() })
  expect(row(app)).toBeUndefined()
  const act = new URL(removed.location!, 'http://x').searchParams.get('act')
  await app.submit(`/history/${act}/undo`, {})
  expect(row(app)).toMatchObject({ content: 'Gửi dự thảo bản ghi nhớ' })
})

test('what a report proposes is tracked from the day it is handed in, and only its owner changes here', async () => {
  const app = startApp()
  const partner = app.make.partner()
  const id = app.make.delegation({ status: 'returned', partnerIds: [partner] })
  made(app, id, { isFromReport: true, dueOn: addDays(day, -3) })
  const seen = async () => [
    listed(await app.visit('/follow-ups')).length,
    (await app.visit('/')).texts('.todo a').filter((text) => text.startsWith('Việc tiếp theo')).length,
    (await app.visit(`/partners/${partner}`)).all('section[aria-labelledby="follow-ups"] li').length,
    (await app.visit(`/delegations/${id}`)).all('section[aria-labelledby="follow-ups"] tbody tr').length,
  ]
  expect(await seen()).toEqual([0, 0, 0, 0])
  expect((await app.visit('/follow-ups/1/closing')).status).toBe(404)
  meanwhile(app, (write) =>
    write.update(visitReports, 1, { status: 'submitted', number: '1/BC', submittedOn: day }),
  )
  expect(await seen()).toEqual([1, 1, 1, 1])
  meanwhile(app, (write) => write.update(visitReports, 1, { status: 'accepted', decidedOn: day }))
  expect(await seen()).toEqual([1, 1, 1, 1])

  await app.submit('/follow-ups/1', { ...typed({ content: 'Khác' }), owner: 'Chị Hà', version: '1' })
  expect(row(app)).toMatchObject({ content: 'Gửi dự thảo bản ghi nhớ', owner: 'Chị Hà' })
  expect((await app.submit('/follow-ups/1/removal', {})).status).toBe(409)
  meanwhile(app, (write) =>
    write.update(visitReports, 1, { status: 'returned', decidedOn: day, remark: 'Sửa lại' }),
  )
  expect(await seen()).toEqual([0, 0, 0, 0])
})

test('Today tells of overdue ones and those due within a week, the latest first', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2020' })
  made(app, id, { content: 'Sắp', dueOn: addDays(day, 7) })
  made(app, id, { content: 'Muộn', dueOn: addDays(day, -9), side: 'theirs', lead: 'CCJ' })
  made(app, id, { content: 'Xa', dueOn: addDays(day, 8) })
  made(app, id, { content: 'Xong', dueOn: addDays(day, -9), outcome: 'done', closedOn: day, evidence: 'Thư' })
  const page = await app.visit('/')
  const told = page.texts('.todo__what').filter((text) => text.startsWith('Việc tiếp theo'))
  expect(told.map((text) => text.split(' ĐR')[0])).toEqual(['Việc tiếp theo: Muộn', 'Việc tiếp theo: Sắp'])
  expect(told[0]).toContain('Phía bạn: CCJ')
})

test('the address decides what is listed: open or closed, side, deadline, partner, unit, country, who', async () => {
  const app = startApp()
  const [lao, cuba] = [app.make.partner(), app.make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })]
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const both = app.make.delegation({ partnerIds: [lao, cuba] })
  const elsewhere = app.make.delegation({ unitId: local, countries: ['TH'] })
  made(app, both, { content: 'A', dueOn: addDays(day, -2), owner: 'Nguyễn Thị Hà' })
  made(app, both, { content: 'B', side: 'theirs', partnerId: cuba, dueOn: addDays(day, 3), lead: 'UPEC' })
  made(app, elsewhere, { content: 'C', dueOn: addDays(day, 30), lead: 'Văn phòng' })
  made(app, both, { content: 'D', outcome: 'dropped', closedOn: addDays(day, -1), evidence: 'Bạn hoãn' })
  for (const [asked, expected] of [
    ['', ['A', 'B', 'C']],
    ['?sort=-dueOn', ['C', 'B', 'A']],
    ['?state=closed', ['D']],
    ['?state=all', ['A', 'B', 'D', 'C']],
    ['?side=theirs', ['B']],
    ['?due=overdue', ['A']],
    ['?due=soon', ['B']],
    [`?partner=${lao}`, ['A']],
    [`?partner=${cuba}`, ['A', 'B']],
    [`?unit=${local}`, ['C']],
    ['?country=TH', ['C']],
    [`?delegation=${both}`, ['A', 'B']],
    ['?who=thi ha', ['A']],
    ['?who=van', ['C']],
    ['?who=nobody', []],
  ] as const) {
    const page = await app.visit(`/follow-ups${encodeURI(asked)}`)
    expect([asked, listed(page)]).toEqual([asked, expected])
  }
  const page = await app.visit('/follow-ups?due=later&state=closed&due=overdue&colour=red')
  expect(page.text('.notice')).toContain('“due=later”, “colour=red”')
  expect((await app.visit('/follow-ups')).text('.tally')).toContain(
    '3 việc còn mở 2 bên ta, 1 phía bạn; 1 việc quá hạn. Số liệu tính đến',
  )
  expect((await app.visit('/follow-ups')).texts('.tabs a')).toEqual(['Còn mở 3', 'Đã đóng 1', 'Tất cả 4'])
})

test('a list has one order, and what is closed is not late: what else is asked for is left aside with its reason', async () => {
  const { visit } = startApp()
  const notice = async (query: string) => (await visit(`/follow-ups?${query}`)).text('.notice')
  expect(await notice('sort=dueOn&sort=closedOn')).toBe(
    'Mỗi mục này chỉ chọn được một, nên đã bỏ qua “sort=closedOn”.',
  )
  expect(await notice('state=closed&due=overdue')).toBe(
    'Việc đã đóng thì không còn đến hạn, nên đã bỏ qua “due=overdue”.',
  )
})

test('every figure of follow-ups leads to exactly those rows', async () => {
  const app = startApp()
  const lao = app.make.partner()
  const id = app.make.delegation({ partnerIds: [lao], status: 'returned' })
  for (const side of ['ours', 'ours', 'theirs'] as const) made(app, id, { side })
  made(app, id, { outcome: 'done', closedOn: day, evidence: 'Thư' })
  const partner = await app.visit(`/partners/${lao}`)
  expect(partner.texts('section[aria-labelledby="follow-ups"] .count')).toEqual(['2 việc', '1 việc'])
  for (const [at, count] of [2, 1].entries()) {
    const href = partner.all('section[aria-labelledby="follow-ups"] .count a')[at]!.getAttribute('href')!
    expect(listed(await app.visit(href))).toHaveLength(count)
  }
  const visit = await app.visit(`/delegations/${id}`)
  expect(listed(await app.visit(visit.href('section[aria-labelledby="follow-ups"] .count a')))).toHaveLength(
    4,
  )
  const country = await app.visit('/countries/LA')
  expect(country.text('section[aria-labelledby="follow-ups"] a')).toBe('3 việc còn mở')
  expect(listed(await app.visit(country.href('section[aria-labelledby="follow-ups"] a')))).toHaveLength(3)
})

test('a list leads from page to page and back, and downloads hold all of it', async () => {
  const app = startApp()
  const id = app.make.delegation()
  for (let index = 0; index < 120; index++)
    made(app, id, { content: `Việc ${index}`, dueOn: addDays(day, 30 + (index % 7)) })
  const seen: string[] = []
  let url: string | null = '/follow-ups'
  let last = ''
  while (url) {
    const page = await app.visit(url)
    seen.push(...listed(page))
    last = url
    url = page.href('.pages [rel="next"]') || null
  }
  expect([seen.length, new Set(seen).size]).toEqual([120, 120])
  const before = await app.visit((await app.visit(last)).href('.pages [rel="prev"]'))
  expect(listed(before)).toEqual(seen.slice(50, 100))
  const csv = readCsv((await download(app, '/follow-ups.csv')).body)
  expect(csv.slice(1).map((cells) => cells[1])).toEqual(seen)
  const { rows, about } = await readWorkbook((await download(app, '/follow-ups.xlsx?side=ours')).body, 'Hạn')
  expect([rows.length - 1, about[0], about[1]]).toEqual([120, 'Việc tiếp theo', 'Gồm: Còn mở · Bên ta'])
  const { json } = await program(app, { role: 'viewer' }).read('/follow-ups.json')
  expect(json).toMatchObject({ counts: { open: 120, ours: 120 }, items: { length: 50 } })
})

test('the list, a visit and a partner cost no more statements with 40 rows than with 1', async () => {
  const app = startApp()
  const lao = app.make.partner()
  const id = app.make.delegation({ partnerIds: [lao] })
  const statements = async (url: string) => {
    const prepare = vi.spyOn(app.db.$client, 'prepare')
    await app.visit(url)
    const count = prepare.mock.calls.length
    prepare.mockRestore()
    return count
  }
  const urls = ['/follow-ups', `/delegations/${id}`, `/partners/${lao}`, '/']
  for (let times = 0; times < 2; times++) {
    made(app, id, { dueOn: day })
    for (const url of urls) await app.visit(url)
  }
  made(app, id, { dueOn: day })
  const few: number[] = []
  for (const url of urls) few.push(await statements(url))
  for (let index = 0; index < 40; index++) made(app, id, { dueOn: day })
  const many: number[] = []
  for (const url of urls) many.push(await statements(url))
  // Of more than a few acts the visit's page tells only the last ones.
  expect(many.filter((count, at) => count > few[at]!)).toEqual([])
})

test('who only reads sees everything and is offered nothing; a unit sees its own', async () => {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const ours = app.make.delegation()
  const theirs = app.make.delegation({ unitId: local })
  made(app, ours, { content: 'Của ta', dueOn: day })
  made(app, theirs, { content: 'Của tỉnh', dueOn: day })
  const viewer = app.signIn('viewer').headers
  expect(listed(await app.visit('/follow-ups', viewer))).toEqual(['Của ta', 'Của tỉnh'])
  const page = await app.visit(`/delegations/${ours}`, viewer)
  expect(
    page.all('section[aria-labelledby="follow-ups"] :is(form, a[href$="/closing"], a[href$="/new"])'),
  ).toEqual([])
  expect((await app.visit('/', viewer)).texts('.todo__act').join()).toContain('Xem việc:')

  const clerk = app.signIn('clerk', { unitId: local }).headers
  expect(listed(await app.visit('/follow-ups', clerk))).toEqual(['Của tỉnh'])
  expect((await app.submit('/follow-ups/1/closing', closing, clerk)).status).toBe(404)
  expect((await app.submit('/follow-ups/2/closing', closing, clerk)).status).toBe(303)
})

test('a visit deleted and restored has its follow-ups again', async () => {
  const app = startApp()
  const id = app.make.delegation()
  made(app, id)
  const lastActId = (await app.visit(`/delegations/${id}/deletion`)).value('lastActId')
  await app.submit(`/delegations/${id}/deletion`, { reason: 'Nhầm', lastActId })
  expect(listed(await app.visit('/follow-ups'))).toEqual([])
  await app.submit('/deletions/1/restoration', {})
  expect(listed(await app.visit('/follow-ups'))).toEqual(['Gửi dự thảo bản ghi nhớ'])
})
