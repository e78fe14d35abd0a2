import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { together, totalsBy } from '../src/counting.ts'
import { lastDay } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { leftOutByDay } from '../src/totals/after-today.ts'
import { comparedPeriods, type Span } from '../src/totals/compared.ts'
import { startApp } from './support/app.ts'

// Whoever tells of a year that still runs tells the same: totals, comparison, report, the leader's page and Today.

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-23T05:00:00Z'), toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const gone = { status: 'returned' as const }

test('whoever compares a running year day for day tells alike what the days leave out, and opens it', async () => {
  const { make, visit } = startApp()
  const named = { '2025': 'Năm ngoái', '2026-03-01': 'Đã đi', '2026': 'Năm nay', '2026-11': 'Tháng này' }
  const ahead = { '2026-12': 'Tháng sau', '2026-12-05': 'Ngày sau' }
  for (const [startsOn, title] of Object.entries({ ...named, ...ahead }))
    make.delegation({ ...gone, startsOn, title })
  for (const address of ['/totals', '/totals?from=2025&to=2026']) {
    const note = (await visit(address)).text('[aria-labelledby=compared] .note')
    expect(note).toContain('Không kể 2 đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay.')
    expect(note).toContain('không kể đoàn chưa rõ ngày: 1 đoàn chỉ biết năm, 1 đoàn chỉ biết tháng.')
    if (address === '/totals') expect(note).toContain('Kỳ trước không kể: 1 đoàn chỉ rõ là trong năm 2025.')
  }
  const report = (await visit('/reports/2026')).text('.sheet')
  expect(report).toContain('tính cả 1 đoàn chỉ rõ năm và 1 đoàn chỉ rõ tháng')
  expect(report).toContain('2 đoàn ghi là đã đi, đã đến nhưng ngày bắt đầu ở sau ngày 23/11/2026')
  for (const [path, rule] of [
    ['/reports/2026', '.sheet'],
    ['/leader', '.glance__rule'],
    ['/', '[aria-labelledby=this-year] .note'],
    ['/totals', '[aria-labelledby=compared] .note'],
    ['/totals/quality?from=2026&to=2026', '.page--quality'],
  ] as const) {
    const page = await visit(path)
    const opened = async (link: string) =>
      (await visit(page.href(`${rule} a[href*="${link}"]`))).texts('#delegations tbody .main a').toSorted()
    expect(await opened('startKnownTo=year')).toEqual(['Năm nay'])
    expect(await opened('startKnownTo=month')).toEqual(['Tháng này'])
    // The totals name the desk, where these wait to be put right.
    if (path !== '/totals') expect(await opened('from=2026-11-24')).toEqual(['Ngày sau', 'Tháng sau'])
  }
})

test('C10, C11: whatever counts as no delegation is told alike wherever the year is, and opens its visits', async () => {
  const { db, make, visit } = startApp()
  const apart = { countsAs: 'nothing' as const, countsAsReason: 'Đi việc riêng' }
  const went = { ...gone, startsOn: '2026-03-01' }
  make.delegation({ ...went, title: 'Được tính' })
  make.delegation({ ...went, ...apart, title: 'Việc riêng đã đi' })
  make.delegation({ ...apart, startsOn: '2026-12-01', title: 'Việc riêng sắp đi' })
  make.delegation({ startsOn: '2026-12-02', title: 'Sắp đi' })
  make.delegation({
    ...went,
    countsAs: 'people_only',
    countsAsReason: 'Đi cùng đoàn khác',
    title: 'Chỉ tính người',
  })
  const id = make.delegation({ startsOn: '2026-05-01', title: 'Đã hủy' })
  write(db, { name: 'Test' }, (write) =>
    write.update(delegations, id, { status: 'cancelled', statusReason: 'Bạn hủy' }),
  )
  const visits = {
    ahead: ['Sắp đi'],
    cancelled: ['Đã hủy'],
    excluded: ['Việc riêng sắp đi', 'Việc riêng đã đi'],
    peopleOnly: ['Chỉ tính người'],
  }
  for (const [address, part] of [
    ['/totals', '#totals'],
    ['/totals', '[aria-labelledby=compared] .note'],
    ['/leader', '.glance__rule'],
    ['/', '[aria-labelledby=this-year] .note'],
    ['/reports/2026', '.sheet'],
  ] as const) {
    const page = await visit(address)
    for (const [why, titles] of Object.entries(visits)) {
      const link = `${part} a[href*="leftOut=${why}"]`
      expect([address, part, why, page.text(link)]).toEqual([
        address,
        part,
        why,
        expect.stringMatching(`^${titles.length}\\b`),
      ])
      expect((await visit(page.href(link))).texts('#delegations tbody .main a').toSorted()).toEqual(titles)
    }
  }
  const report = await visit('/reports/2026')
  expect(report.text('.sheet')).toContain('1 đoàn hủy, 2 đoàn đi việc riêng hoặc việc khác (Phụ lục')
  expect(report.text('.sheet')).toContain('Chỉ tính lượt người, không tính đoàn: 1 đoàn')
  const why = report
    .all('#uncounted tbody tr')
    .map((row) => [...row.children].slice(-2).map((cell) => cell.textContent.trim()))
  expect(why).toEqual([
    ['Chưa đi', 'Dự kiến'],
    ['Hủy', 'Hủy: Bạn hủy'],
    ['Việc riêng, việc khác', 'Đã về: Đi việc riêng'],
    ['Việc riêng, việc khác', 'Dự kiến: Đi việc riêng'],
  ])
})

test('C14: what the days leave out is all that a running period counts and what passed of it does not', () => {
  const { db, make } = startApp()
  const months = ['2025-12', '2026-01', '2026-02', '2026-11', '2026-12', '2027-01']
  const ends = months.flatMap((month) => [month, `${month}-01`, `${month}-15`, lastDay(month)])
  const dates = ['2025', '2026', '2027', ...ends]
  for (const startsOn of dates) make.delegation({ ...gone, startsOn })
  const aDate = fc.constantFrom(...dates)
  fc.assert(
    fc.property(
      aDate,
      aDate,
      fc.constantFrom(...ends.filter((date) => date.length === 10)),
      (from, to, day) => {
        const periods = comparedPeriods({ from: [from], to: [to] }, day)
        if (!periods?.whole) return fc.pre(false)
        const { now, whole } = periods
        const sizeOf = ({ from, to }: Span) =>
          together(totalsBy(db, 'year', { from: [from], to: [to], unit: [], scope: [] }).total).delegations
        const told = leftOutByDay(db, { unit: [], scope: [] }, whole, day)
        expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(sizeOf(whole) - sizeOf(now))
      },
    ),
    { numRuns: 300 },
  )
})
