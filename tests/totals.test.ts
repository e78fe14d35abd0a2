import { expect, test, vi } from 'vitest'
import { today } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { figuresIn, listed, walk } from './support/figures.ts'
import { hardRegister } from './support/hard-register.ts'
import { member } from './support/members.ts'

type Counts = {
  delegations: number
  personTrips: number | null
  personTripsUnknownIn: number
  persons: number
}

/** What a column of a drawing says of one direction. */
function said(words = '', unit: string) {
  const [figure = null] = figuresIn(words)
  if (unit === 'delegations') return { delegations: figure }
  return { personTrips: words.startsWith('–') ? null : figure }
}

test('this year’s figures on the first page are what their lists count', async () => {
  const app = startApp()
  const year = today().slice(0, 4)
  const last = String(Number(year) - 1)
  for (const direction of ['outbound', 'inbound'] as const)
    for (const startsOn of [`${year}-01-01`, year, `${last}-01-01`, `${last}-12-31`, last, `${last}-01`])
      app.make.delegation({ direction, startsOn, status: 'returned', headCount: startsOn.length })
  const page = await app.visit('/')
  const figures = page.all('.figure a').map((link) => ({
    words: link.textContent.trim(),
    href: link.getAttribute('href')!.replaceAll('&amp;', '&'),
  }))
  for (const { words, href } of figures) {
    const counts = await listed(app, href)
    // Lượt người says so; a đoàn of last year stands there as a number alone.
    const isOfPeople = words.includes('lượt người') || href.includes('counted=personTrips')
    expect([words, isOfPeople ? counts.personTrips : counts.delegations]).toEqual([
      words,
      figuresIn(words).at(-1),
    ])
  }
  expect(figures).toHaveLength(8)
})

test('the columns of both drawings are what their lists count', async () => {
  const app = hardRegister()
  for (const count of ['delegations', 'personTrips'] as const) {
    const page = await app.visit(`/totals?count=${count}&from=2004`)
    const columns = page.all('.chart__wide a')
    const opens = (drawing: string) => page.all(`${drawing} a`).map((link) => link.getAttribute('href'))
    // A phone has the last ones, the latest first.
    expect(columns.length).toBeGreaterThan(12)
    expect(opens('.chart__tall')).toEqual(opens('.chart__wide').slice(-12).toReversed())
    for (const column of columns) {
      const href = column.getAttribute('href')!
      const title = column.querySelector('title')!.textContent
      const [out, inn] = title.split(': ')[1]!.split(', ')
      expect(await listed(app, `${href}&direction=outbound`), title).toMatchObject(said(out, count))
      expect(await listed(app, `${href}&direction=inbound`), title).toMatchObject(said(inn, count))
    }
  }
})

test('rows add up to the total by year, half, quarter and month, and every grouping has the same total', async () => {
  const { visit } = hardRegister()
  const groupings = ['year', 'half', 'quarter', 'month', 'country', 'partner', 'purpose', 'unit']
  const answers = await Promise.all(
    groupings.map(async (by) => (await visit(`/totals.json?scope=all&by=${by}`)).json),
  )
  for (const [index, { rows, total }] of (answers as unknown as Totals[]).entries()) {
    expect(total).toEqual((answers[0] as unknown as Totals).total)
    const sum = rows.reduce((sum, row) => sum + row.outbound.delegations + row.inbound.delegations, 0)
    const distinct = total.outbound.delegations + total.inbound.delegations
    if (['country', 'partner'].includes(groupings[index]!)) expect(sum).toBeGreaterThan(distinct)
    else expect(sum).toBe(distinct)
  }
})

interface Totals {
  rows: {
    key: string
    outbound: Counts & { persons: number }
    inbound: Counts & { persons: number }
    list: string
  }[]
  total: { outbound: Counts; inbound: Counts }
  openingFigures: Record<string, unknown>[]
}

test('each row of the JSON twin names its list, and the list counts the same', async () => {
  const app = hardRegister()
  for (const by of ['year', 'country', 'partner', 'month']) {
    const { rows } = (await app.visit(`/totals.json?by=${by}&from=2022`)).json as unknown as Totals
    for (const { outbound, inbound, list } of rows) {
      const ways = await Promise.all(
        ['outbound', 'inbound'].map(async (direction) => {
          const joined = `${list.replace('/delegations?', '/delegations.json?')}&direction=${direction}`
          return (await app.visit(joined)).json.counts as unknown as Counts
        }),
      )
      expect(ways, list).toMatchObject([outbound, inbound])
    }
  }
})

test('the JSON twin has the shape that other programs rely on', async () => {
  const { visit } = startApp({ published: true })
  const { json } = await visit('/totals.json?by=year&from=2005&to=2025')
  const { rows, total, openingFigures } = json as unknown as Totals
  const row = rows.find(({ key }) => key === '2024')!
  expect(Object.keys(json)).toEqual(['asOf', 'rows', 'total', 'openingFigures', 'ignored'])
  expect(Object.keys(row)).toEqual(['key', 'outbound', 'inbound', 'list'])
  expect(row.list).toBe('/delegations?year=2024')
  const figures = ['delegations', 'personTrips', 'personTripsUnknownIn', 'persons', 'personsKnownIn']
  expect([row.outbound, row.inbound, total.outbound, total.inbound].map(Object.keys)).toEqual([
    figures,
    figures,
    figures,
    figures,
  ])
  expect(openingFigures.find(({ indicator }) => indicator === 'outbound_person_trips')).toEqual({
    indicator: 'outbound_person_trips',
    from: '2005',
    to: '2022-09-20',
    qualifier: 'more_than',
    value: 1200,
    source: expect.stringContaining('nguoilambao.vn') as string,
    covered: expect.any(Number) as number,
    coveredUnknownIn: expect.any(Number) as number,
  })
})

test('lists named by other scopes and units carry them on', async () => {
  const { visit, unitId } = hardRegister()
  const listOf = async (query: string) =>
    ((await visit(`/totals.json?${query}`)).json as unknown as Totals).rows[0]!.list
  expect(await listOf('scope=all&to=2025')).toBe('/delegations?year=2025&scope=all')
  expect(await listOf(`unit=${unitId}`)).toBe(`/delegations?year=2025&unit=${unitId}`)
  expect(await listOf('to=2025-06')).toBe('/delegations?year=2025&to=2025-06')
  expect(await listOf('by=quarter&from=2025-12')).toBe('/delegations?from=2025-10&from=2025-12&to=2025-12')
})

test('what was published is shown as it was published, apart and with its source', async () => {
  const { visit } = startApp({ published: true })
  const page = await visit('/totals')
  const source = 'tbody.legacy a[href*="nguoilambao.vn"]'
  expect(page.texts(source)).toEqual(['hơn 1.200', 'hơn 400'])
  expect(page.texts('.opening .dir')).toEqual(['hơn 1.200 lượt người ra', 'hơn 400 đoàn vào'])
  const published = page.texts('.ledger--published tbody td').slice(0, 3)
  expect(published).toEqual(['08', '7', '1'])
  expect(page.text('.ledger--published tbody th')).toMatch(
    /^hội, câu lạc bộ đối tác đến 20\/09\/2022 · nguoilambao.vn/,
  )
  expect(page.all('.chart__wide .band')).toHaveLength(1)
  expect(page.text('.chart__wide')).toContain('hơn 400 đoàn vào, 2005 – 20/09/2022')
})

test('C13: opening figures are added only on request, never with visits of their own period', async () => {
  const { db, make, visit } = startApp()
  const unitId = make.delegation({ status: 'returned', startsOn: '2023-05', headCount: 64 }) && 1
  make.delegation({ status: 'returned', startsOn: '2015', headCount: 80 })
  make.delegation({ status: 'returned', startsOn: '2022', headCount: 9 }) // before 20/09 or after: nobody knows
  write(db, { name: 'thử nghiệm' }, (write) =>
    write.insert(openingFigures, {
      unitId,
      indicator: 'outbound_person_trips',
      startsOn: '2005',
      endsOn: '2022-09-20',
      value: 1200,
      qualifier: 'more_than',
      sourceId: sourceAt(write, 'https://nguoilambao.vn/bai'),
    }),
  )
  const apart = await visit('/totals')
  expect(apart.html).not.toContain('1.264')
  expect(apart.text('[data-opening=covered]')).toBe('Sổ đã ghi từng đoàn trong kỳ: 80 lượt người ra')
  const added = await visit('/totals?opening=add')
  expect(added.text('.opening__sum')).toBe('ít nhất 1.264 lượt người ra')
  expect(added.text('[data-opening=since]')).toBe('64')
  expect(added.text('.opening')).toContain('Còn 1 đoàn chưa rõ')
})

test('C13: what is added to an opening figure ends with the period asked for', async () => {
  const app = startApp()
  const { db, make, visit } = app
  for (const [startsOn, headCount] of [
    ['2022-09-20', 80],
    ['2022-09-21', 5],
    ['2023-05', 64],
    ['2024', 7],
    ['2024-03-01', 3],
    ['2026-01-02', 100],
  ] as const)
    make.delegation({ status: 'returned', startsOn, headCount })
  write(db, { name: 'thử nghiệm' }, (write) =>
    write.insert(openingFigures, {
      unitId: 1,
      indicator: 'outbound_person_trips',
      startsOn: '2005',
      endsOn: '2022-09-20',
      value: 1200,
      qualifier: 'exact',
      sourceId: sourceAt(write, 'https://nguoilambao.vn/bai'),
    }),
  )
  const told = async (period: string) => {
    const page = await visit(`/totals?opening=add&${period}`)
    const since = page.href('[data-opening=since]')
    if (since) expect((await listed(app, since)).personTrips).toBe(Number(page.text('[data-opening=since]')))
    return [page.text('.opening__sum').replace(' lượt người ra', ''), page.texts('.opening .note')[1]]
  }
  const whole = 'Số đã công bố là của cả kỳ 2005 – 20/09/2022, không tách được phần đang xem.'
  expect(await told('from=2021&to=2021')).toEqual([
    '1.200',
    `Không cộng thêm gì: kỳ đang xem không có ngày nào sau kỳ của số đã công bố. ${whole}`,
  ])
  const added = (to: string, since: number) =>
    `Bằng số đã công bố cộng số ghi từ 21/09/2022 đến ${to}: ${since}. Đoàn ghi trong kỳ không cộng lần nữa.`
  expect(await told('to=2023')).toEqual(['1.269', added('2023', 69)])
  expect(await told('from=2018&to=2025')).toEqual(['1.279', `${added('2025', 79)} ${whole}`])
  // Who went in 2024, nobody knows when, may have gone later.
  expect(await told('to=2024-06')).toEqual(['ít nhất 1.272', added('6/2024', 72)])
  expect((await told(''))[0]).toBe('1.379')
})

test('C8: the note says how much larger the column is, and why', async () => {
  const { make, visit } = startApp()
  make.delegation({ status: 'returned', countries: ['LA', 'TH', 'KH'], headCount: 4 })
  const page = await visit('/totals?by=country')
  expect(page.texts('tfoot td.n')).toEqual(['1', '0', '4', '–', '0', '0'])
  expect(page.texts('#by-country .note')[0]).toContain(
    'Cột Đoàn ra cộng lại 3, số thật là 1: hơn 2 vì đoàn qua nhiều nước',
  )
})

test('C14: months of the last year with visits are shown, with what is known to the year only', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['2023-05', '2024', '2024-09-14']) make.delegation({ status: 'returned', startsOn })
  const page = await visit('/totals?by=month')
  const rows = page
    .all('#totals tbody tr')
    .map((row) => [...row.querySelectorAll('.key, .key + td')].map((cell) => cell.textContent.trim()))
  expect(rows).toHaveLength(13)
  expect(rows[8]).toEqual(['9/2024', '1'])
  expect(rows[12]).toEqual(['Không rõ tháng', '1'])
  expect(page.href('#totals tbody tr:last-child a')).toContain('startKnownTo=year')
})

test('unknown people are said to be unknown, never 0', async () => {
  const { make, visit } = startApp()
  make.delegation({ status: 'returned', startsOn: '2023' })
  for (const headCount of [71, null]) make.delegation({ status: 'returned', startsOn: '2024', headCount })
  const page = await visit('/totals')
  const rows = page
    .all('#totals tbody tr')
    .map((row) => [...row.children].map((cell) => cell.textContent.trim()))
  expect(rows).toEqual([
    ['2024', '2', '≥\u00A071', '–', '0', '0', '0', '2', '≥\u00A071'],
    ['2023', '1', '–', '–', '0', '0', '0', '1', '–'],
  ])
  expect(page.text('.lede')).toContain('3 đoàn ra với ít nhất 71 lượt người')
  const { rows: told } = (await visit('/totals.json')).json as unknown as Totals
  expect(told.map(({ outbound }) => [outbound.personTrips, outbound.personTripsUnknownIn])).toEqual([
    [71, 1],
    [null, 1],
  ])
})

test('years of no visits are 0 from 1990 on and left out before, and the page says so', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['1950', '1992', '1994']) make.delegation({ status: 'returned', startsOn })
  const page = await visit('/totals')
  expect(page.texts('#totals tbody .key')).toEqual(['1994', '1993', '1992', '1991', '1990', '1950'])
  expect(page.text('#totals')).toContain('Năm không có đoàn trước 1990 không hiện')
})

test('C17: the last year stands beside the one before it', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['2023', '2023', '2024'])
    make.delegation({ status: 'returned', startsOn, headCount: 4 })
  expect((await visit('/totals')).text('#totals')).toContain(
    'Năm 2024 so với năm 2023: đoàn ra giảm 50,0%, đoàn vào không so sánh, lượt người giảm 50,0%.',
  )
})

test('a senseless address is shown what it can mean, and told what was left aside', async () => {
  const { visit } = startApp({ published: true })
  const page = await visit(
    '/totals?by=moon&from=31/2/2024&unit=999&scope=mars&sort=__proto__&page=-1&constructor=x',
  )
  expect(page.status).toBe(200)
  expect(page.text('.notice')).toContain('“by=moon”')
  expect(page.text('.notice')).toContain('“Đơn vị: 999”')
  expect(page.text('.tabs [aria-current]')).toBe('Theo năm')
  expect(page.texts('#totals tfoot td.n')).toHaveLength(8)
})

test.each(['/totals', '/totals?by=half', '/totals/grid'])(
  'a period that ends before it begins, a year beyond all years and an unknown grouping are left aside and named on %s',
  async (address) => {
    const { visit } = startApp({ published: true })
    const path = address.split('?')[0]!
    const all = await visit(address)
    const sign = address.includes('?') ? '&' : '?'
    const page = await visit(`${address}${sign}from=2024-05&to=2023&unit=abc&year=99999&from=99999`)
    expect(page.status).toBe(200)
    for (const words of ['Từ: 5/2024', 'Đến: 2023', '99999', 'abc'])
      expect(page.text('.notice')).toContain(words)
    expect(page.texts('main td.n')).toEqual(all.texts('main td.n'))
    const unknown = await visit(`${path}?by=century`)
    expect(unknown.text('.notice')).toContain('century')
  },
)

test('a half of a year holds what is known to its months, and what is known to the year only stands apart', async () => {
  const app = startApp()
  const people = ['Lê Minh', 'Trần Hoa'].map((name) => member(name))
  const visit = { status: 'returned' as const, isListComplete: true, participants: people }
  for (const startsOn of ['2024', '2024-06-30', '2024-07', '2024-12-31', '2023-01'])
    app.make.delegation({ ...visit, startsOn })
  const page = await app.visit('/totals?by=half&from=2024&to=2024')
  const row = (cells: { children: Iterable<{ textContent: string }> }) =>
    [...cells.children].slice(0, 4).map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())
  expect(page.all('#totals tbody tr').map(row)).toEqual([
    ['Nửa đầu năm 2024', '1', '2', '2'],
    ['Nửa cuối năm 2024', '2', '4', '2'],
    ['Không rõ nửa năm', '1', '2', '2'],
  ])
  expect(page.text('.tabs [aria-current]')).toBe('Theo nửa năm')
  const { rows } = (await app.visit('/totals.json?by=half')).json as unknown as Totals
  expect(rows.map(({ key }) => key)).toEqual(['2024-H1', '2024-H2', '2024', '2023-H1', '2023-H2', '2023'])
  expect(rows[1]!.list).toBe('/delegations?from=2024-07&to=2024-12')
  expect(rows[1]!.outbound).toMatchObject({ delegations: 2, personTrips: 4, persons: 2, personsKnownIn: 2 })
  const csv = (await app.visit('/totals.csv?by=half&from=2024')).html.trim().split('\r\n')
  expect(csv[0]).toMatch(/^\uFEFF?Nửa năm,/)
  expect(csv[1]).toBe('Nửa đầu năm 2024,1,2,2,2,0,0,0,0,1,2')
})

test('the line under a table says what is left out, each with its visits', async () => {
  const app = startApp()
  const make = (given: Parameters<typeof app.make.delegation>[0]) =>
    app.make.delegation({ startsOn: '2024', ...given })
  make({ status: 'returned', headCount: 3 })
  make({ status: 'approved' })
  make({ status: 'postponed' })
  make({ status: 'returned', countsAs: 'nothing', countsAsReason: 'việc riêng' })
  const page = await app.visit('/totals?from=2024&to=2024')
  expect(page.texts('#totals [data-left-out]')).toEqual([
    '1 đoàn chưa đi',
    '1 đoàn hoãn',
    '1 việc riêng hoặc việc khác không tính',
  ])
  const list = await app.visit(page.href('#totals [data-left-out]'))
  expect(list.text('#listed')).toContain('1 dòng')
  expect(list.text('#listed')).toContain('Chỉ đoàn chưa đi')
})

test('an empty register and an empty period are pages too', async () => {
  const { visit, make } = startApp()
  for (const by of ['year', 'quarter', 'month', 'country']) {
    const page = await visit(`/totals?by=${by}`)
    expect(page.texts('main h2')).toEqual(['Chưa có đoàn nào được tính', 'Quy tắc tính'])
  }
  make.delegation({ status: 'returned', startsOn: '2024' })
  for (const by of ['year', 'month', 'country']) {
    const page = await visit(`/totals?by=${by}&from=2030`)
    expect([page.status, page.text('main').includes('Không có đoàn nào được tính trong kỳ này')]).toEqual([
      200,
      true,
    ])
  }
})

test('a thousand partners come in pages, and none is left out', async () => {
  const { make, visit } = startApp()
  const partnerIds = Array.from({ length: 55 }, (_, n) => make.partner({ name: `Hội Nhà báo số ${n}` }))
  make.delegation({ status: 'returned', partnerIds, headCount: 2 })
  const first = await visit('/totals?by=partner')
  const second = await visit(first.href('.pages [rel=next]'))
  expect([first, second].map((page) => page.all('#by-partner tbody tr').length)).toEqual([50, 5])
  expect(first.text('#by-partner .count')).toBe('55 đối tác, dòng 1–50 trong 55')
  expect(second.texts('tfoot td.n')).toEqual(['1', '0', '2', '–', '0', '0'])
})

test('the CSV twin has the columns and rows of the table', async () => {
  const { make, visit } = startApp()
  for (const headCount of [71, null]) make.delegation({ status: 'returned', startsOn: '2024', headCount })
  const lines = (await visit('/totals.csv')).html.trim().split('\r\n')
  expect(lines).toEqual([
    'Năm,Đoàn ra,Lượt người ra,Số người ra,Lượt ra có danh sách,Đoàn vào,Lượt người vào,Số người vào,Lượt vào có danh sách,Cộng đoàn,Cộng lượt người',
    '2024,2,≥\u00A071,–,,0,0,0,0,2,≥\u00A071',
    'TỔNG CỘNG,2,≥\u00A071,–,,0,0,0,0,2,≥\u00A071',
  ])
  const byCountry = (await visit('/totals.csv?by=country')).html.trim().split('\r\n')
  expect(byCountry[1]).toBe('Lào,2,0,ra hơn 2,≥\u00A071,0,2024,–,,0,0')
})

test('40 rows cost no more statements than 1', async () => {
  const { db, make, visit } = startApp()
  const statement = Object.getPrototypeOf(db.$client.prepare('select 1')) as Record<
    'all' | 'get',
    () => unknown
  >
  const countOf = async (by: string) => {
    const all = vi.spyOn(statement, 'all')
    const get = vi.spyOn(statement, 'get')
    await visit(`/totals?by=${by}&from=1900`)
    const count = all.mock.calls.length + get.mock.calls.length
    vi.restoreAllMocks()
    return count
  }
  make.delegation({ status: 'returned', startsOn: '2024', partnerIds: [make.partner()] })
  const groupings = ['year', 'country', 'partner', 'unit']
  const one: number[] = []
  for (const by of groupings) one.push(await countOf(by))
  for (let n = 0; n < 40; n++) {
    const partnerIds = [make.partner({ name: `Hội ${n}` })]
    make.delegation({
      status: 'returned',
      startsOn: String(1980 + n),
      partnerIds,
      countries: ['LA', 'TH', 'CU', 'KR'].slice(n % 4),
    })
  }
  const forty: number[] = []
  for (const by of groupings) forty.push(await countOf(by))
  expect(
    forty.every((count, index) => count <= one[index]!),
    `${one.join()} then ${forty.join()}`,
  ).toBe(true)
  expect(Math.min(...one)).toBeGreaterThan(0)
})

test('a year is beside the year before it, three counters each way, never compared where people are unknown', async () => {
  const app = startApp()
  const { make } = app
  const gone = { status: 'returned' as const, headCount: 7 }
  for (const startsOn of ['2023-02-01', '2023-05-01', '2023-11-30']) make.delegation({ ...gone, startsOn })
  make.delegation({ ...gone, startsOn: '2024-03-01', headCount: 14 })
  make.delegation({ ...gone, startsOn: '2024-04-01', headCount: null, direction: 'inbound' })
  const page = await app.visit('/totals?from=2024&to=2024')
  const rows = page.texts('[aria-labelledby=compared] tbody tr').map((row) => row.replace(/\s+/g, ' ').trim())
  expect(rows[0]).toMatch(/Đoàn ra · đoàn 1 3 giảm 66,7%$/)
  expect(rows[1]).toMatch(/Đoàn ra · lượt người 14 21 giảm 33,3%$/)
  expect(rows[3]).toMatch(/Đoàn vào · đoàn 1 0 không so sánh$/)
  expect(rows[4]).toMatch(/Đoàn vào · lượt người – 0 không so sánh: có đoàn chưa rõ số người$/)
  expect(page.text('[aria-labelledby=compared] thead')).toContain('năm 2024năm 2023')
})

test('a year that still runs is held against the same days of the last one', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    for (const startsOn of ['2025-05-10', '2025-05-11', '2026-01-02', '2026'])
      app.make.delegation({ status: 'returned', startsOn })
    const page = await app.visit('/totals')
    const row = page.texts('[aria-labelledby=compared] tbody tr')[0]!.replace(/\s+/g, ' ').trim()
    expect(row).toMatch(/1 1 không đổi$/)
    expect(page.text('[aria-labelledby=compared] .note')).toContain(
      'So từng ngày, nên ở cả hai kỳ không kể đoàn chưa rõ ngày: 1 đoàn chỉ biết năm.',
    )
  }))

test('400 against 696 is 42.5 per cent less (C17)', async () => {
  const { comparedPeriods, growthTold } = await import('../src/totals/compared.ts')
  const { speechOf } = await import('../src/web/language.ts')
  expect(growthTold(696, 400, speechOf('vi'))).toBe('giảm 42,5%')
  const at = (from: string[], to: string[]) => comparedPeriods({ from, to }, '2026-11-22')
  expect(at(['2025-07'], ['2025-12'])?.before).toEqual({ from: '2024-07', to: '2024-12' })
  expect(at(['2020'], ['2024'])?.before).toEqual({ from: '2015', to: '2019' })
  expect(at(['2024-02-29'], ['2024-03-01'])?.before).toEqual({ from: '2023-02-28', to: '2023-03-01' })
  expect(at([], [])?.now).toEqual({ from: '2026', to: '2026-11-22' })
  expect(at([], ['2024'])).toBeUndefined()
  expect(at(['2025'], ['2024'])).toBeUndefined()
  expect(at(['2027'], [])).toBeUndefined()
})

test('every figure of the grid is what its list counts, and the total row counts each visit once', async () => {
  const app = hardRegister()
  const page = await app.visit('/totals/grid?scope=all&from=2015')
  expect(await walk(app, page)).toBeGreaterThan(40)
  const last = page.texts('tfoot tr:first-child td.n').at(-1)!
  const totals = await app.visit('/totals.json?by=year&scope=all&from=2015&to=2025')
  const { total } = totals.json as unknown as Record<'total', Record<'outbound' | 'inbound', Counts>>
  expect(figuresIn(last)).toEqual([total.outbound.delegations, total.inbound.delegations])
  expect(page.texts('.note').join(' ')).toContain('Các dòng cộng lại hơn dòng tổng')
  expect(page.texts('tfoot .hatched').join(' ')).toContain('hơn 400 đoàn vào')
})

test('whom nobody has seen for two years is found in the grid, and whom nobody ever saw is not said to be silent', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    const [old, fresh, yearOnly] = ['Hội cũ', 'Hội mới', 'Hội chỉ rõ năm'].map((name) =>
      app.make.partner({ name }),
    )
    app.make.partner({ name: 'Hội chưa gặp' })
    app.make.delegation({ status: 'returned', startsOn: '2023-03-02', partnerIds: [old!] })
    app.make.delegation({ status: 'returned', startsOn: '2026-05-02', partnerIds: [fresh!] })
    app.make.delegation({ status: 'returned', startsOn: '2022', partnerIds: [yearOnly!] })
    const all = await app.visit('/totals/grid')
    const row = (name: string) => all.texts('tbody tr').find((text) => text.startsWith(name))
    expect(row('Hội cũ')).toContain('38 tháng')
    expect(row('Hội mới')).toContain('trong tháng này')
    expect(row('Hội chỉ rõ năm')).toContain('ít nhất 40 tháng')
    expect(row('Hội chưa gặp')).toBeUndefined()
    const quiet = await app.visit('/totals/grid?quiet=24&year=99999')
    expect(quiet.texts('tbody th')).toEqual(['Hội chỉ rõ năm Lào', 'Hội cũ Lào'])
    expect(quiet.text('.notice')).toContain('99999')
    expect([quiet.text('tfoot').includes('TỔNG CỘNG'), all.text('tfoot').includes('TỔNG CỘNG')]).toEqual([
      false,
      true,
    ])
  }))

test('the grid is taken along as it stands', async () => {
  const app = hardRegister()
  const [head, ...lines] = (await app.visit('/totals/grid.csv?from=2024&to=2024')).html.split('\r\n')
  expect(head).toBe('\uFEFFĐối tác,Nước,2024 ra,2024 vào,Tổng ra,Tổng vào,Gần nhất,Không liên hệ')
  expect(lines.find((line) => line.startsWith('Hội Nhà báo Áo'))).toMatch(
    /^Hội Nhà báo Áo,Áo,2,0,2,0,5\/2024,\d+ tháng$/,
  )
})

test('the first page and the totals say the same of this year beside the last', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    for (const startsOn of ['2026', '2026-01-01', '2025', '2025-01-01'])
      app.make.delegation({ status: 'returned', startsOn })
    const home = (await app.visit('/')).text('.figure')
    const row = (await app.visit('/totals')).texts('[aria-labelledby=compared] tbody tr')[0]!
    expect([home.includes('không đổi'), row.includes('không đổi')]).toEqual([true, true])
    expect(home).toContain('Cùng kỳ năm trước: 1 đoàn')
  }))
