import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cutBy, startsWithin } from '../src/counting/periods.ts'
import { firstDay, lastDay } from '../src/dates.ts'
import { startApp } from './support/app.ts'

// A page of a period says of which period it is, and which visits it leaves out because nobody knows their day.

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-23T05:00:00Z'), toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const gone = { status: 'returned' as const, direction: 'inbound' as const }

test('C14: whoever may have come within a period or not is named under its figures, and opened', async () => {
  const { make, visit } = startApp()
  const titles = {
    '2024': 'Năm 2024',
    '2024-08': 'Tháng 8',
    '2024-06': 'Tháng 6',
    '2024-03': 'Tháng 3',
    '2023': 'Năm 2023',
  }
  for (const [startsOn, title] of Object.entries(titles)) make.delegation({ ...gone, startsOn, title })
  make.delegation({ startsOn: '2024', title: 'Chưa đi' })
  const told = async (path: string, rule: string) => {
    const page = await visit(path)
    const named = page.texts(`${rule} [data-left-out]`).filter((words) => words.includes('chỉ rõ'))
    const opened = page
      .all(`${rule} [data-left-out]`)
      .filter((link) => link.textContent.includes('chỉ rõ'))
      .map(async (link) => (await visit(link.getAttribute('href'))).texts('#delegations tbody .main a'))
    return [named, await Promise.all(opened)]
  }
  const half = [['1 đoàn chỉ rõ là trong năm 2024'], [['Năm 2024']]]
  const cases: [string, unknown][] = [
    ['from=2024-01&to=2024-06', half],
    ['from=2024-02-01&to=2024-06-30', half],
    ['to=2024-06', half],
    ['from=2024', [[], []]],
    ['from=2023&to=2024', [[], []]],
    ['from=2024-06&to=2024-01', [[], []]],
    [
      'from=2023-05&to=2024-06-15',
      [
        [
          '1 đoàn chỉ rõ là trong năm 2023',
          '1 đoàn chỉ rõ là trong năm 2024',
          '1 đoàn chỉ rõ là trong tháng 6/2024',
        ],
        [['Năm 2023'], ['Năm 2024'], ['Tháng 6']],
      ],
    ],
  ]
  for (const [asked, expected] of cases) {
    expect([asked, await told(`/totals?${asked}`, '#totals .note')]).toEqual([asked, expected])
    expect([asked, await told(`/totals?by=country&${asked}`, '#by-country .note')]).toEqual([asked, expected])
    expect([asked, await told(`/totals/quality?${asked}`, '.note')]).toEqual([asked, expected])
  }
  expect((await visit('/totals?from=2024-01&to=2024-06')).text('#totals')).not.toContain('phải để ngoài')
  // Where nothing else is counted, too.
  for (const by of ['year', 'country'])
    expect((await visit(`/totals?by=${by}&from=2024-04&to=2024-05`)).text('main')).toContain(
      'Không có đoàn nào được tính trong kỳ này',
    )
  expect(await told('/totals?to=2024-05&from=2024-04', '#totals p')).toEqual(half)
  expect(await told('/totals?by=country&to=2024-05&from=2024-04', '.empty')).toEqual(half)
})

test('C11, C14: visits of people only that may lie in a period that cuts their year are named as such, and opened', async () => {
  const { make, visit } = startApp()
  const people = { ...gone, countsAs: 'people_only', countsAsReason: 'Đi cùng đoàn khác' } as const
  make.delegation({ ...people, startsOn: '2024', title: 'Ghép đoàn, rõ năm' })
  make.delegation({ ...people, startsOn: '2024-06', title: 'Ghép đoàn, rõ tháng' })
  make.delegation({ ...people, startsOn: '2024-03', title: 'Ghép đoàn, trong kỳ' })
  const page = await visit('/totals?from=2024-01&to=2024-06-15')
  expect(page.texts('#totals .note [data-left-out]')).toEqual([
    '1 đoàn chỉ tính lượt người',
    '1 đoàn chỉ tính lượt người, chỉ rõ là trong năm 2024',
    '1 đoàn chỉ tính lượt người, chỉ rõ là trong tháng 6/2024',
  ])
  const hrefs = page.all('#totals .note [data-left-out]').map((link) => link.getAttribute('href')!)
  const opened = hrefs.map(async (href) => (await visit(href)).texts('#delegations tbody .main a'))
  expect(await Promise.all(opened)).toEqual([
    ['Ghép đoàn, trong kỳ'],
    ['Ghép đoàn, rõ năm'],
    ['Ghép đoàn, rõ tháng'],
  ])
})

test('C14: of a start known in part, either it surely lies within a period, or without, or the period cuts it', () => {
  const months = ['2024-12', '2025-01', '2025-02', '2025-12', '2026-01']
  const dates = [
    '2024',
    '2025',
    '2026',
    ...months,
    ...months.flatMap((m) => [`${m}-01`, `${m}-15`, lastDay(m)]),
  ]
  const aDate = fc.constantFrom(...dates)
  const aBound = fc.option(aDate, { nil: undefined })
  fc.assert(
    fc.property(aBound, aBound, aDate, (from, to, start) => {
      fc.pre(!from || !to || firstDay(from) <= lastDay(to))
      const touches = (!from || lastDay(start) >= firstDay(from)) && (!to || firstDay(start) <= lastDay(to))
      const isCut = cutBy({ from, to }).includes(start)
      expect(isCut).toBe(touches && !startsWithin({ from, to })(start))
    }),
    { numRuns: 1000 },
  )
})

test('C14: a period without an end is compared with the note that the same period has until the end of this year', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['2024', '2025-03-02', '2026', '2026-02', '2026-11', '2026-12-05'])
    make.delegation({ ...gone, startsOn })
  for (const start of ['2026', '2026-01', '2026-02-01', '2025', '2024-03']) {
    const [open, closed] = await Promise.all(
      ['', '&to=2026'].map((end) => visit(`/totals?from=${start}${end}`)),
    )
    const told = open!.text('[aria-labelledby=compared]')
    expect([start, told]).toEqual([start, closed!.text('[aria-labelledby=compared]')])
    expect(told).toContain('không kể đoàn chưa rõ ngày: ')
  }
})

test('a page of days says of which they are: in its heading, its rows, its total, and as it is taken along', async () => {
  const { make, visit } = startApp()
  for (const startsOn of [
    '2024',
    '2024-09-14',
    '2025-03-02',
    '2026',
    '2026-02-10',
    '2026-02-20',
    '2026-05-02',
  ])
    make.delegation({ ...gone, startsOn })
  const told = async (asked: string) => {
    const page = await visit(`/totals?${asked}`)
    const lines = (await visit(`/totals.csv?${asked}`)).html.trim().split('\r\n')
    const names = lines.slice(1, -1).map((line) => line.replace(/^"([^"]*)".*/, '$1').replace(/,\d.*/, ''))
    return {
      heading: page.text('.lede').replace(/:.*/, ''),
      rows: page.texts('.ledger--years tbody tr:not(.group) th'),
      names,
      total: page.text('.ledger--years tfoot th'),
    }
  }
  const months = ['2/2026, từ 15/02', '3/2026', '4/2026', '5/2026', '6/2026, đến 29/06']
  expect(await told('from=2026-02-15&to=2026-06-29&by=month')).toEqual({
    heading: 'Ghi từng đoàn 15/02–29/06/2026',
    rows: months,
    names: months,
    total: 'TỔNG CỘNG 15/02–29/06/2026',
  })
  const inHalf = ['2026, đến 30/06', '2025', '2024, từ 01/09']
  expect(await told('from=2024-09&to=2026-06')).toEqual({
    heading: 'Ghi từng đoàn 9/2024–6/2026',
    rows: inHalf,
    names: inHalf,
    total: 'TỔNG CỘNG 9/2024–6/2026',
  })
  expect((await told('from=2026-02-15')).rows).toEqual(['2026, từ 15/02 đến 23/11'])
  expect((await told('from=2026-02-15&to=2026-12-15')).rows).toEqual(['2026, từ 15/02 đến 23/11'])
  expect(await told('to=2024')).toMatchObject({ heading: 'Ghi từng đoàn đến 2024', rows: ['2024'] })
  expect(await told('from=2025')).toMatchObject({ heading: 'Ghi từng đoàn từ 2025', names: ['2026', '2025'] })
  // A year that runs says in its row until when; of what is known of a year only no part of it can tell.
  expect((await told('')).rows).toEqual(['2026 đến 23/11', '2025', '2024'])
  expect((await told('')).heading).toBe('Ghi từng đoàn 2024–2026')
  expect((await told('by=quarter&from=2025-01-15&to=2025')).rows.join()).not.toContain('Không rõ')
  expect((await told('by=quarter&from=2025&to=2025')).rows.join()).toContain('Không rõ')
  expect((await visit('/totals?by=country&to=2024-06')).text('.lede')).toContain('Ghi từng đoàn đến 6/2024:')
})

test('paper says what a page is of in the words of the filters, as its workbook does', async () => {
  const { make, visit } = startApp()
  const other = make.unit({ name: 'Hội Nhà báo thành phố Huế', kind: 'local_association' })
  const partnerId = make.partner({ name: 'Hội Nhà báo Lào' })
  for (const unit of [{}, { unitId: other }])
    make.delegation({ ...gone, ...unit, startsOn: '2024-03-02', partnerIds: [partnerId] })
  const [house, local] = ['Hội Nhà báo Việt Nam', 'Hội Nhà báo thành phố Huế']
  for (const [path, words] of [
    ['/totals', `Theo năm · ${house}`],
    ['/totals?by=country&to=2024-06', `Theo nước · ${house} · Đến 6/2024`],
    ['/totals?scope=all&from=2024-02-15', 'Theo năm · Từ 15/02/2024 · Toàn hệ thống'],
    ['/totals/grid', house],
    ['/totals/grid?scope=all', 'Toàn hệ thống'],
    [`/totals/grid?unit=${other}`, local],
    [`/totals/quality?unit=${other}&to=2024`, `Đến 2024 · ${local}`],
    [`/delegations?unit=${other}&year=2024`, `Năm 2024 · ${local}`],
    ['/visit-reports?direction=inbound', ''],
  ] as const) {
    const lines = (await visit(path)).texts('main p.on-paper')
    expect([path, lines]).toEqual([path, words ? [`Gồm: ${words}`] : []])
  }
})
