import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { rungOf } from '../src/visit-reports/ladder.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'
import { download, readCalendar, readCsv, readWorkbook } from './support/downloads.ts'

const DAY = '2026-03-10'
const ladder = { soonDays: 7, escalatedDays: 10 }

test.each([
  ['2026-03-18', 'ahead', 'eight days are left'],
  ['2026-03-17', 'soon', 'seven days are left'],
  ['2026-03-11', 'soon', 'it is due tomorrow'],
  ['2026-03-10', 'today', 'it is due today'],
  ['2026-03-09', 'overdue', 'it was due yesterday'],
  ['2026-03-01', 'overdue', 'it is nine days late'],
  ['2026-02-28', 'escalated', 'it is ten days late'],
  ['2024-02-29', 'escalated', 'it is two years late'],
] as const)('a report due on %s stands on the step “%s”: %s', (dueOn, rung, _why) => {
  expect(rungOf(dueOn, DAY, ladder)).toBe(rung)
})

test('the ladder follows the house: told to leadership at once, nobody warned before', () => {
  const strict = { soonDays: 1, escalatedDays: 1 }
  expect(rungOf('2026-03-09', DAY, strict)).toBe('escalated')
  expect(rungOf('2026-03-11', DAY, strict)).toBe('soon')
  expect(rungOf('2026-03-12', DAY, strict)).toBe('ahead')
})

const person = (name: string, post: string) => ({
  id: null,
  name,
  role: 'head' as const,
  post,
  organisation: null,
  hasTravelled: true,
})

/** A visit that came back so long ago that its report is so many days late (negative: still has time). */
function late(
  { make }: ReturnType<typeof startApp>,
  days: number,
  given: Parameters<ReturnType<typeof startApp>['make']['delegation']>[0] = {},
) {
  const allowed = given.direction === 'inbound' ? 7 : 15
  const endsOn = addDays(today(), -days - allowed)
  return make.delegation({ status: 'returned', startsOn: addDays(endsOn, -3), endsOn, ...given })
}

const extension = (days: number, fields: Record<string, unknown> = {}) => ({
  dueOn: writeDate(addDays(today(), days)),
  reason: 'Trưởng đoàn đi công tác tiếp',
  grantedBy: 'Chủ tịch Hội',
  grantedOn: writeDate(today()),
  ...fields,
})

test('a visit says when its report is due, by which rule and on which basis', async () => {
  const app = startApp()
  const visit = { status: 'returned' as const, startsOn: '2025-09-14', endsOn: '2025-09-20' }
  const id = app.make.delegation(visit)
  const due = async (url: string) => (await app.visit(url)).text('.deadline')
  expect(await due(`/delegations/${id}`)).toBe('Hạn 05/10/2025: 15 ngày sau ngày về, chưa ghi căn cứ.')
  await app.submit('/admin/legal-bases', { number: '12-CT/TW', kind: 'directive', sinceOn: '2022' })
  await app.submit('/admin/settings/report_days_outbound', {
    value: '10',
    dayKind: 'working',
    legalBasisId: '1',
  })
  const words = 'Hạn 03/10/2025: 10 ngày làm việc sau ngày về, căn cứ Chỉ thị 12-CT/TW.'
  expect(await due(`/delegations/${id}`)).toBe(words)
  expect(await due(`/delegations/${id}/report`)).toBe(words)
  const monthOnly = app.make.delegation({ status: 'returned', startsOn: '2024-09', direction: 'inbound' })
  expect(await due(`/delegations/${monthOnly}`)).toBe(
    'Hạn 07/10/2024: 7 ngày sau ngày khách rời đi (chưa rõ ngày, tính từ 30/09/2024), chưa ghi căn cứ.',
  )
})

test('over Tết a deadline in working days waits for the office to open', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned', startsOn: '2026-02-09', endsOn: '2026-02-12' })
  await app.submit('/admin/settings/report_days_outbound', { value: '5', dayKind: 'working' })
  const due = async () => (await app.visit(`/delegations/${id}`)).text('.deadline').slice(0, 14)
  // The register knows the first three days of Tết, 17 to 19 February 2026; the office adds the two around them.
  expect(await due()).toBe('Hạn 24/02/2026')
  for (const day of [16, 20])
    await app.submit('/admin/holidays', { fallsOn: `${day}/2/2026`, name: 'Tết Bính Ngọ', kind: 'holiday' })
  expect(await due()).toBe('Hạn 26/02/2026')
  await app.submit('/admin/holidays', { fallsOn: '22/2/2026', name: 'Làm bù', kind: 'made_up' })
  expect(await due()).toBe('Hạn 25/02/2026')
})

test('an extension needs a later day, a reason and who allowed it; then it holds wherever the day is told', async () => {
  const app = startApp()
  const id = late(app, 3)
  const url = `/delegations/${id}/report/extension`
  const refused = await app.submit(url, extension(-3, { reason: ' ', grantedBy: '' }))
  expect([
    refused.status,
    refused.error('dueOn'),
    refused.error('reason'),
    refused.error('grantedBy'),
  ]).toEqual([422, '', 'Chưa ghi lý do gia hạn', 'Chưa ghi người cho gia hạn'])
  const early = await app.submit(url, extension(-3))
  expect(early.error('dueOn')).toBe(
    `Hạn hiện nay là ${writeDate(addDays(today(), -3))}. Ghi ngày sau ngày ấy`,
  )
  const far = await app.submit(url, extension(800))
  expect(far.error('dueOn')).toContain('Xa hơn một năm')
  const ahead = await app.submit(url, extension(5, { grantedOn: writeDate(addDays(today(), 1)) }))
  expect([ahead.status, ahead.value('reason')]).toEqual([422, 'Trưởng đoàn đi công tác tiếp'])
  expect((await app.visit('/')).texts('.todo__when > span')).toEqual(['Quá hạn 3 ngày'])

  const kept = await app.submit(url, extension(9))
  expect(kept.location).toMatch(`/delegations/${id}?saved=extended&act=`)
  const day = addDays(today(), 9)
  const page = await app.visit(kept.location!)
  expect(page.text('[role=status]')).toContain('Đã gia hạn báo cáo.')
  expect(page.text('.deadline')).toContain(
    `Gia hạn đến ${writeDate(day)} vì: Trưởng đoàn đi công tác tiếp (Chủ tịch Hội cho phép ngày ${writeDate(today())}).`,
  )
  expect(page.text('.tracker')).toContain(`hạn ${writeDate(day)}`)
  expect((await app.visit('/')).texts('.todo li')).toEqual([])
  expect((await app.visit('/delegations.json')).json).toMatchObject({ items: [{ report: { dueOn: day } }] })
  expect((await app.visit(`/delegations/${id}.json`)).json).toMatchObject({
    report: { dueOn: day, extensions: [{ dueOn: day, grantedBy: 'Chủ tịch Hội' }] },
  })
  const calendar = await download(app, '/delegations.ics')
  expect(JSON.stringify(readCalendar(calendar.body))).toContain(day.replaceAll('-', ''))
  expect((await app.visit('/visit-reports.json')).json).toMatchObject({
    items: [{ dueOn: day, rung: 'ahead', daysLate: -9, extension: { dueOn: day } }],
  })
})

test('of several extensions the last written holds; taken back in history, the one before it does again', async () => {
  const app = startApp()
  const id = late(app, 0)
  const url = `/delegations/${id}/report/extension`
  const dueOn = async () => (await app.visit('/visit-reports.json')).json as { items?: { dueOn: string }[] }
  await app.submit(url, extension(5))
  const second = await app.submit(url, extension(12, { reason: 'Chờ bản dịch' }))
  expect((await dueOn()).items![0]!.dueOn).toBe(addDays(today(), 12))
  expect((await app.visit(url)).texts('.log li')).toHaveLength(2)
  const act = /act=(\d+)/.exec(second.location!)![1]!
  expect((await app.visit(`/history/${act}`)).text('main')).toContain('Gia hạn báo cáo đến')
  await app.submit(`/history/${act}/undo`, {})
  expect((await dueOn()).items![0]!.dueOn).toBe(addDays(today(), 5))
})

test('an extension sent twice is one; on a form that saw another day it is asked again', async () => {
  const app = startApp()
  const id = late(app, 0)
  const url = `/delegations/${id}/report/extension`
  const opened = await app.visit(url)
  const typed = extension(5, {
    submissionId: opened.value('submissionId'),
    dueOnBefore: opened.value('dueOnBefore'),
  })
  const first = await app.submit(url, typed)
  expect((await app.submit(url, typed)).location).toBe(first.location)
  const other = await app.submit(url, { ...typed, ...extension(9), submissionId: crypto.randomUUID() })
  expect([other.status, other.error('dueOn')]).toEqual([
    422,
    `Hạn vừa đổi thành ${writeDate(addDays(today(), 5))}. Xem lại rồi lưu lần nữa`,
  ])
  expect(other.value('dueOnBefore')).toBe(addDays(today(), 5))
})

test('the form of an extension that comes again with another day is handed back', async () => {
  const app = startApp()
  const url = `/delegations/${late(app, 0)}/report/extension`
  const typed = extension(5, { submissionId: (await app.visit(url)).value('submissionId') })
  await app.submit(url, typed)
  const again = await app.submit(url, { ...typed, ...extension(9) })
  expect([again.status, again.value('dueOn')]).toEqual([422, writeDate(addDays(today(), 9))])
  await app.submit(url, formOf(again))
  expect((await app.visit(url)).value('dueOnBefore')).toBe(addDays(today(), 9))
})

test('a report that is in, or not followed, is not extended; a clerk extends none', async () => {
  const app = startApp()
  const id = late(app, 3)
  const url = `/delegations/${id}/report/extension`
  expect((await app.visit(url, app.signIn('clerk').headers)).status).toBe(403)
  expect((await app.visit(`/delegations/${id}`, app.signIn('clerk').headers)).html).not.toContain(url)
  await app.submit(`/delegations/${id}/report/waiver`, { reason: 'Có trước khi lập sổ' })
  const refused = await app.submit(url, extension(5))
  expect([refused.status, refused.error('dueOn')]).toEqual([
    422,
    'Báo cáo đã nộp, không được theo dõi hoặc đoàn đã hủy, nên không gia hạn được',
  ])
})

test('an extension that a later end of the visit overtakes shortens nothing', async () => {
  const app = startApp()
  const id = late(app, 0)
  await app.submit(`/delegations/${id}/report/extension`, extension(3))
  app.db.$client.prepare('update delegations set ends_on = ? where id = ?').run(today(), id)
  const page = await app.visit(`/delegations/${id}`)
  expect(page.text('.deadline')).toContain(`Hạn ${writeDate(addDays(today(), 15))}`)
  expect(page.text('.deadline')).not.toContain('Gia hạn đến')
})

/** One visit on each step of the ladder. */
function onEachStep() {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  late(app, 12, { title: 'Trễ lâu', participants: [person('Trần Trưởng', 'Phó Chủ tịch')] })
  late(app, 4, { title: 'Trễ', direction: 'inbound' })
  late(app, 0, { title: 'Hôm nay', unitId: local })
  late(app, -6, { title: 'Sắp' })
  late(app, -9, { title: 'Còn lâu' })
  app.make.delegation({ title: 'Chưa về', status: 'approved', startsOn: addDays(today(), -40) })
  return { app, local }
}

test('the chase list names every awaited report, the latest first, with its head; each filter opens its rows', async () => {
  const { app, local } = onEachStep()
  const page = await app.visit('/visit-reports')
  expect(page.texts('tbody .main a')).toEqual(['Trễ lâu', 'Trễ', 'Hôm nay', 'Sắp', 'Còn lâu'])
  expect(page.texts('tbody .key')).toEqual([
    'Báo lên lãnh đạo Quá hạn 12 ngày',
    'Quá hạn 4 ngày',
    'Đến hạn hôm nay',
    'Còn 6 ngày',
    'Chưa đến hạn Còn 9 ngày',
  ])
  expect(page.text('tbody tr')).toContain('Trần Trưởng Phó Chủ tịch')
  expect(page.texts('nav.tabs a')).toEqual([
    'Tất cả 5',
    'Báo lên lãnh đạo 1',
    'Quá hạn 1',
    'Đến hạn hôm nay 1',
    'Sắp đến hạn 1',
    'Chưa đến hạn 1',
  ])
  const listed = async (query: string) => (await app.visit(`/visit-reports${query}`)).texts('tbody .main a')
  expect(await listed('?rung=escalated&rung=overdue')).toEqual(['Trễ lâu', 'Trễ'])
  expect(await listed('?direction=inbound')).toEqual(['Trễ'])
  expect(await listed(`?unit=${local}`)).toEqual(['Hôm nay'])
  expect((await app.visit('/visit-reports?rung=senseless')).text('.notice')).toContain('Không hiểu')
})

test('Today tells the reports by step, and each figure opens its rows', async () => {
  const { app } = onEachStep()
  const page = await app.visit('/')
  expect(page.text('.lede')).toContain('2 báo cáo đã quá hạn, 1 đã đến mức báo lên lãnh đạo.')
  expect(page.texts('#attention, .section .note').join(' ')).toContain(
    'Báo lên lãnh đạo: 1 · Quá hạn: 1 · Đến hạn hôm nay: 1 · Sắp đến hạn: 1',
  )
  expect(page.texts('.todo').join()).toContain('chưa bắt đầu viết; đã đến mức báo lên lãnh đạo')
  const links = page.all('a[href^="/visit-reports?rung"]').map((link) => link.getAttribute('href')!)
  expect(links).toHaveLength(7)
  for (const [index, href] of links.entries()) {
    const figure = Number(/\d+/.exec(page.texts('a[href^="/visit-reports?rung"]')[index]!)![0])
    expect([href, (await app.visit(href)).all('tbody .main').length]).toEqual([href, figure])
  }
})

test('the ladder’s settings move its steps', async () => {
  const { app } = onEachStep()
  await app.submit('/admin/settings/report_escalated_days', { value: '4', basis: 'Quy chế của cơ quan' })
  await app.submit('/admin/settings/report_soon_days', { value: '3' })
  const { json } = await app.visit('/visit-reports.json')
  expect(json).toMatchObject({ counts: { escalated: 2, overdue: 0, today: 1, soon: 0, ahead: 2 } })
  expect(
    (await app.visit('/')).texts('.todo__what > a').filter((title) => title.startsWith('Báo cáo')),
  ).toHaveLength(3)
})

test('the list is taken along as it is filtered: CSV, workbook, JSON in the same order', async () => {
  const { app } = onEachStep()
  const titles = ['Trễ lâu', 'Trễ']
  const asked = '?rung=overdue&rung=escalated'
  const [head, ...rows] = readCsv((await download(app, `/visit-reports.csv${asked}`)).body)
  expect(rows.map((row) => row[head!.indexOf('Tên đoàn')])).toEqual(titles)
  expect(rows[0]!.slice(0, 2)).toEqual(['Báo lên lãnh đạo', '12'])
  expect(rows[0]![head!.indexOf('Trưởng đoàn, người đón')]).toBe('Trần Trưởng')
  const book = await readWorkbook((await download(app, `/visit-reports.xlsx${asked}`)).body, 'Mức')
  expect(book.rows.slice(0, -1).map((row) => row[5])).toEqual(titles)
  expect(book.about[1]).toBe('Gồm: Quá hạn · Báo lên lãnh đạo')
  const json = (await app.visit(`/visit-reports.json${asked}`)).json as {
    items?: { delegation: { title: string } }[]
  }
  expect(json.items!.map(({ delegation }) => delegation.title)).toEqual(titles)
})

test('the list says how far each report is written', async () => {
  const app = startApp()
  const id = late(app, 1)
  const state = async () => (await app.visit('/visit-reports')).text('tbody .end')
  expect(await state()).toContain('Chưa viết')
  const sections = { general: 'Đi', achieved: 'Ký', ongoing: 'Còn bàn', proposals: 'Mời lại' }
  await app.submit(`/delegations/${id}/report`, { ...sections, version: '1' })
  expect(await state()).toContain('Bản nháp, 3/7 phần')
})

test('a unit sees its own awaited reports only', async () => {
  const { app, local } = onEachStep()
  const { headers } = app.signIn('clerk', { unitId: local })
  expect((await app.visit('/visit-reports', headers)).texts('tbody .main a')).toEqual(['Hôm nay'])
})

test('a long list comes in pages, every row once', async () => {
  const app = startApp()
  for (let count = 0; count < 205; count += 1) late(app, count % 3, { title: `Đoàn ${count}` })
  const seen: string[] = []
  let next: string | undefined = '/visit-reports'
  while (next) {
    const page = await app.visit(next)
    seen.push(...page.texts('tbody .main a'))
    next = page.href('a[rel=next]') || undefined
  }
  expect([seen.length, new Set(seen).size]).toEqual([205, 205])
  const json = (await app.visit('/visit-reports.json')).json as { next?: string; items?: unknown[] }
  expect(json.items).toHaveLength(200)
  expect((await app.visit(json.next!)).json).toMatchObject({ next: null, items: { length: 5 } })
})

test('40 awaited reports, extended or not, cost no more statements than 1', async () => {
  const app = startApp()
  const statements = async (url: string) => {
    await app.visit(url)
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    let count = 0
    app.db.$client.prepare = (sql: string) => {
      count += 1
      return prepare(sql)
    }
    await download(app, url)
    app.db.$client.prepare = prepare
    return count
  }
  late(app, 1)
  const urls = ['/visit-reports.csv', '/delegations.csv', '/delegations.json']
  const all = async () => {
    const counts: number[] = []
    for (const url of urls) counts.push(await statements(url))
    return counts
  }
  const one = await all()
  for (let count = 0; count < 39; count += 1) {
    const id = late(app, count)
    await app.submit(`/delegations/${id}/report/extension`, extension(count + 1))
  }
  expect(await all()).toEqual(one)
})
