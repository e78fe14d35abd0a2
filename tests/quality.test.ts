import { expect, test, vi } from 'vitest'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { addDays, today, writeDate, yearOf } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { percentOf, pointsTold } from '../src/quality/told.ts'
import { findReport } from '../src/visit-reports/queries.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'

const who = { name: 'Test' }
type App = ReturnType<typeof startApp>

/** A visit that came back and whose report was handed in so many days after it. */
function reported(app: App, days: number, given: Parameters<App['make']['delegation']>[0] = {}) {
  const id = app.make.delegation({
    status: 'reported',
    startsOn: '2024-03-01',
    endsOn: '2024-03-05',
    ...given,
  })
  write(app.db, who, (write) =>
    write.update(visitReports, findReport(write.db, id)!.id, {
      status: 'submitted',
      submittedOn: addDays(given.endsOn ?? '2024-03-05', days),
    }),
  )
  return id
}

test('a share says part and whole, each opening exactly its rows, and the rule beneath', async () => {
  const app = startApp()
  for (const days of [3, 15, 16]) reported(app, days)
  app.make.delegation({ status: 'returned', startsOn: '2024-05-01', endsOn: '2024-05-04' })
  const page = await app.visit('/totals/quality?from=2024&to=2024')
  const reports = '.share:has(#reports)'
  expect(page.text(`${reports} .share__lead`)).toBe('50,0% 2 trên 4 báo cáo')
  expect(page.text(`${reports} .note`)).toContain('Đúng hạn là nộp chậm nhất vào ngày hạn')
  const [onTime, known] = page.all(`${reports} .share__lead a`).map((link) => link.getAttribute('href'))
  expect((await app.visit(onTime)).texts('#delegations tbody .main')).toHaveLength(2)
  const list = await app.visit(known)
  expect(list.texts('#delegations tbody .main')).toHaveLength(4)
  expect(list.texts('.chip').join()).toContain('Báo cáo nộp đúng hạn')
})

test('where there is nothing to take a share of, neither 0% nor 100% is said', async () => {
  const app = startApp()
  app.make.delegation({ status: 'underway', startsOn: today() })
  const page = await app.visit('/totals/quality')
  expect(page.text('.share:has(#reports) .share__none')).toBe('Chưa có gì để tính')
  expect(page.text('.share:has(#plan) .share__none')).toBe('Chưa có gì để tính')
  expect(page.texts('#main').join()).not.toMatch(/100,0%/)
  expect(page.text('.ledger--shares tbody td')).toBe('–')
})

test('the published register tells that its reports are not awaited, and makes no share of them', async () => {
  const { visit } = startApp({ published: true })
  const page = await visit('/totals/quality?from=2005&to=2025&scope=all')
  expect(page.text('.share:has(#reports) .share__none')).toBe('Chưa có gì để tính')
  expect(page.text('.share:has(#reports) .note')).toMatch(/\d+ đoàn không theo dõi báo cáo/)
  expect(page.text('.share:has(#plan) .note')).toMatch(/\d+ đoàn ghi vào sổ khi đã đi/)
})

test('a period stands beside the same one before, with the difference in percentage points', async () => {
  const app = startApp()
  for (const days of [3, 40]) reported(app, days, { startsOn: '2023-03-01', endsOn: '2023-03-05' })
  for (const days of [3, 4, 5, 40]) reported(app, days)
  const page = await app.visit('/totals/quality?from=2024&to=2024')
  expect(page.text('.share:has(#reports) .facts dd')).toBe('1 trên 2, 50,0% · tăng 25,0 điểm phần trăm')
})

test('a visit that its office planned and explains nothing went as planned; one with a reason did not', async () => {
  const app = startApp()
  const begin = addDays(today(), -20)
  const asked = { startsOn: writeDate(begin), endsOn: writeDate(addDays(begin, 3)) }
  const planned = app.db.$client.prepare('update status_changes set happened_on = ? where delegation_id = ?')
  // The last is entered as planned when it was back already: that was no plan.
  for (const [reason, plannedOn] of [
    ['', addDays(begin, -9)],
    ['Đối tác đổi lịch', addDays(begin, -9)],
    ['', addDays(begin, 1)],
  ] as const) {
    const id = app.make.delegation({ startsOn: begin, endsOn: addDays(begin, reason ? 5 : 3) })
    planned.run(plannedOn, id)
    const form = await app.visit(`/delegations/${id}/return`)
    const sent = await app.submit(`/delegations/${id}/return`, {
      ...asked,
      reason,
      version: form.value('version'),
    })
    expect(sent.status).toBe(303)
  }
  app.make.delegation({ status: 'returned', startsOn: begin, endsOn: addDays(begin, 3) })
  const page = await app.visit(`/totals/quality?from=${yearOf(begin)}`)
  expect(page.text('.share:has(#plan) .share__lead')).toBe('50,0% 1 trên 2 đoàn đã về')
  const [part] = page.all('.share:has(#plan) .share__lead a')
  expect((await app.visit(part!.getAttribute('href'))).texts('.chip')).toContain('Đi đúng kế hoạch bỏ lọc')
})

test('the table by unit has a row for each, the whole system last, and comes as CSV, workbook and JSON', async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  reported(app, 3)
  reported(app, 30, { unitId })
  const cells = (page: { texts: (selector: string) => string[] }) =>
    page.texts('.ledger--shares tr').map((row) => row.replaceAll(/\s+/g, ' '))
  const own = await app.visit('/totals/quality?from=2024&to=2024')
  expect(cells(own).slice(1)).toEqual([
    'Hội Nhà báo Việt Nam 1/1 100,0% 0 0 – 0/1 0,0% –',
    'Toàn hệ thống 1/2 50,0% 1 0 – 0/2 0,0% –',
  ])
  const all = await app.visit('/totals/quality?from=2024&to=2024&scope=all')
  expect(cells(all)).toHaveLength(4)
  const query = '?from=2024&to=2024&scope=all'
  const csv = readCsv((await download(app, `/totals/quality.csv${query}`)).body)
  expect(csv.map((row) => row.slice(0, 4))).toEqual([
    ['Đơn vị', 'Báo cáo tính được', 'Đúng hạn', 'Tỉ lệ'],
    ['Hội Nhà báo Việt Nam', '1', '1', '100,0%'],
    ['Hội Nhà báo tỉnh Nghệ An', '1', '0', '0,0%'],
    ['Toàn hệ thống', '2', '1', '50,0%'],
  ])
  const book = await readWorkbook(
    (await download(app, `/totals/quality.xlsx${query}`)).body,
    'Báo cáo tính được',
  )
  expect(JSON.stringify(book)).toContain('Toàn hệ thống')
  const { json } = await app.visit(`/totals/quality.json${query}`)
  expect(json).toMatchObject({ quality: { reportsOnTime: { part: 1, whole: 2 } } })
})

test('an address that asks for what cannot be is answered, and what was left aside is named', async () => {
  const { visit } = startApp()
  const page = await visit('/totals/quality?from=2025&to=2024&unit=99&scope=moon&by=year')
  expect(page.status).toBe(200)
  expect(page.text('.notice')).toContain('“Từ: 2025”')
  expect(page.text('.notice')).toContain('“Đơn vị: 99”')
})

test('pieces of press coverage open the visits they are about, which tell as many', async () => {
  const app = startApp()
  const id = reported(app, 3)
  reported(app, 3)
  write(app.db, who, (write) => {
    for (const title of ['Tin thứ nhất', 'Tin thứ hai'])
      write.insert(coverageItems, { delegationId: id, title })
  })
  const page = await app.visit('/totals/quality?from=2024&to=2024')
  expect(page.text('.share:has(#coverage) .share__lead')).toBe('50,0% 1 trên 2 đoàn')
  const pieces = page.all('.share:has(#coverage) .facts a').find((link) => /tin bài/.test(link.textContent))!
  expect(pieces.textContent).toBe('2 tin bài')
  const list = await app.visit(pieces.getAttribute('href'))
  expect(list.texts('#delegations tbody .main')).toHaveLength(1)
  expect(list.text('#delegations [role="status"]')).toContain('2 tin bài')
})

test('the totals lead to quality and back, with the period that is asked', async () => {
  const { visit } = startApp()
  const totals = await visit('/totals?from=2024&to=2024&scope=all')
  const there = totals.all('.tabs a').find((tab) => tab.textContent === 'Chất lượng')!
  const quality = await visit(there.getAttribute('href'))
  expect(quality.text('.lede')).toContain('Năm 2024')
  expect(quality.text('.tabs [aria-current]')).toBe('Chất lượng')
  expect(quality.href('.tabs a')).toContain('from=2024')
})

test.each([
  [0, 0, null],
  [0, 4, 0],
  [1, 3000, 0.1],
  [2999, 3000, 99.9],
  [4, 4, 100],
  [21, 26, 80.8],
])('%i of %i is %s per cent: only none is 0, only all is 100', (part, whole, percent) => {
  expect(percentOf({ part, whole })).toBe(percent)
})

test('points are the difference of the shares as they are printed', () => {
  const share = (part: number, whole: number) => ({ part, whole, partHref: null, wholeHref: null })
  expect(pointsTold(share(18, 24), share(21, 26), speechOf('vi'))).toBe('tăng 5,8 điểm phần trăm')
  expect(pointsTold(share(0, 0), share(21, 26), speechOf('vi'))).toBe('không so sánh')
})

test('40 units cost the page no more statements than 1', async () => {
  const app = startApp()
  const statements = async () => {
    const prepare = vi.spyOn(app.db.$client, 'prepare')
    await app.visit('/totals/quality?from=2024&to=2024&scope=all')
    const count = prepare.mock.calls.length
    prepare.mockRestore()
    return count
  }
  reported(app, 3)
  await statements()
  reported(app, 3)
  const one = await statements()
  for (let nth = 0; nth < 40; nth++)
    reported(app, 3, { unitId: app.make.unit({ name: `Hội ${nth}`, kind: 'local_association' }) })
  expect(await statements()).toBeLessThanOrEqual(one)
})
