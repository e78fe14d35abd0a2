import { expect, test } from 'vitest'
import { lastDays, totalsBy } from '../src/counting.ts'
import { today } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { listed, walk } from './support/figures.ts'

// What a page of totals says beside its figures is as true as they are.

const gone = { status: 'returned' as const, startsOn: '2024-03-01' }

/** A register in which one visit has two countries and another, of an old file, none. */
function withoutCountry() {
  const app = startApp()
  app.make.delegation({ ...gone, countries: ['LA', 'TH'], headCount: 8 })
  const id = app.make.delegation({ ...gone, countries: ['LA'], headCount: 4, startsOn: '2024-05' })
  app.db.$client.exec(`delete from delegation_countries where delegation_id = ${id}`)
  return app
}

test('C8: visits without a country have a row of their own, and do not hide those counted twice', async () => {
  const app = withoutCountry()
  const page = await app.visit('/totals?by=country')
  expect(page.texts('#by-country tbody th')).toEqual(['Lào', 'Thái Lan', 'Chưa ghi nước'])
  expect(page.texts('#by-country .note').slice(0, 2)).toEqual([
    expect.stringContaining('Cột Đoàn ra cộng lại 3, số thật là 2: hơn 1 vì'),
    expect.stringContaining('Cột Lượt người ra cộng lại 20, số thật là 12: hơn 8 vì'),
  ])
  expect(page.text('#by-country .count')).toBe('2 nước')
  expect(await walk(app, page)).toBeGreaterThan(5)
  const list = await listed(app, '/delegations?country=none&counted=delegations')
  expect([list.delegations, list.personTrips]).toEqual([1, 4])
  const both = await listed(app, '/delegations?country=none&country=TH')
  expect(both.delegations).toBe(2)
  expect((await app.visit('/delegations?country=none')).text('.chip')).toContain('Chưa ghi nước')
  const none = await app.visit('/totals?by=country&to=2024-04')
  expect(none.texts('#by-country tbody th')).toEqual(['Lào', 'Thái Lan'])
})

test('C8: the list of countries and the yearly report say the same of visits without a country', async () => {
  const app = withoutCountry()
  const countries = await app.visit('/countries')
  expect(countries.text('#without').replace(/\s+/g, ' ')).toContain('Chưa ghi nước 10')
  expect(countries.texts('.note').join(' ')).toContain('hơn tổng cộng 1,')
  expect(await walk(app, countries)).toBeGreaterThan(3)
  const report = await app.visit('/reports/2024')
  const said = report.text('main')
  expect(said).toContain('Chưa ghi nước')
  expect(said).toContain('Cột Lượt người ra cộng lại 20, số thật là 12: hơn 8 vì')
  expect(said).toContain('trao đổi với 2 nước')
})

test.each([
  ['country', { countries: ['LA', 'TH', 'KH'] }, 'Đoàn qua nhiều nước'],
  ['partner', {}, 'Đoàn có nhiều đối tác'],
] as const)(
  'C8: every number of the note by %s opens its rows: the table, all visits, and those in several rows',
  async (by, several, what) => {
    const app = startApp()
    const partnerIds = ['Báo Một', 'Báo Hai', 'Báo Ba'].map((name) => app.make.partner({ name }))
    const links = by === 'partner' ? { partnerIds } : { countries: [...several.countries] }
    const id = app.make.delegation({ ...gone, title: 'Đoàn của nhiều dòng', headCount: 4, ...links })
    app.make.delegation({ ...gone, startsOn: '2024-05-01', headCount: 5, partnerIds: partnerIds.slice(0, 1) })
    app.make.delegation({
      ...gone,
      startsOn: '2025-05-01',
      headCount: 6,
      partnerIds,
      countries: ['LA', 'TH'],
    })
    const page = await app.visit(`/totals?by=${by}&to=2024`)
    const [note] = page.all(`#by-${by} .note`)
    const numbers = [...note!.querySelectorAll('a')].map((link) => ({
      words: link.textContent,
      href: link.getAttribute('href')!.replaceAll('&amp;', '&'),
    }))
    expect(numbers.map(({ words }) => words)).toEqual(['4', '2', '2'])
    const [sum, total, more] = numbers.map(({ href }) => href)
    expect(sum).toBe(`/totals?by=${by}&to=2024#by-${by}`)
    expect((await listed(app, total)).delegations).toBe(2)
    const beyond = await app.visit(more)
    expect(
      beyond.all('#delegations tbody a[href^="/delegations/"]').map((link) => link.getAttribute('href')),
    ).toContain(`/delegations/${id}`)
    expect((await listed(app, more)).rows).toBe(1)
    expect(beyond.texts('.chip').join(' ')).toContain(`Chỉ ${what.toLowerCase()}`)
    // The list says the figure that led to it.
    const table = by === 'partner' ? 'bảng theo đối tác' : 'bảng theo nước'
    for (const said of [beyond.text('.tally'), beyond.text('#listed')])
      expect(said).toContain(`${table} ghi 1 đoàn này thành 3, hơn 2`)
    const ofPeople = page.all(`#by-${by} .note`)[1]!.querySelectorAll('a')[2]!.getAttribute('href')!
    expect((await app.visit(ofPeople.replaceAll('&amp;', '&'))).text('#listed')).toContain(
      `${table} ghi 4 lượt người này thành 12, hơn 8`,
    )
    expect(await walk(app, page)).toBeGreaterThan(5)
    const english = await app.visit(`/totals?by=${by}&to=2024`, { Cookie: 'language=en' })
    expect(english.text(`#by-${by} .note`)).toContain('adds up to 4 where the true figure is 2: 2 more')
  },
)

test('C8: what rows of the grid and of the list of countries add up to beyond the total opens the visits that do it', async () => {
  const app = startApp()
  const partnerIds = ['Báo Một', 'Báo Hai'].map((name) => app.make.partner({ name }))
  app.make.delegation({ ...gone, partnerIds, countries: ['LA', 'TH'] })
  app.make.delegation({ ...gone, partnerIds: partnerIds.slice(0, 1), startsOn: '2024-05-01' })
  for (const [page, said] of [
    ['/totals/grid', 'Các dòng cộng lại hơn dòng tổng 1 đoàn ra, 0 đoàn vào'],
    ['/countries', 'Cộng các dòng lại thì hơn tổng cộng 1, vì'],
  ] as const) {
    const shown = await app.visit(page)
    const note = shown.all('.note').find(({ textContent }) => textContent.includes(said))!
    const hrefs = [...note.querySelectorAll('a')].map((link) => link.getAttribute('href')!)
    expect(hrefs).toHaveLength(1)
    expect((await listed(app, hrefs[0]!.replaceAll('&amp;', '&'))).rows).toBe(1)
  }
})

test('C8: what is known in part only is a lower bound in the note as in the table', async () => {
  const { make, visit } = startApp()
  make.delegation({ ...gone, countries: ['LA', 'TH'], headCount: 70 })
  make.delegation({ ...gone, countries: ['LA'], headCount: null })
  const known = (await visit('/totals?by=country')).texts('#by-country .note').join(' ')
  expect(known).toContain('Cột Lượt người ra cộng lại ít nhất 140, số thật là ít nhất 70: hơn 70 vì')
  make.delegation({ ...gone, countries: ['LA', 'KH'], headCount: null })
  const unknown = (await visit('/totals?by=country')).texts('#by-country .note').join(' ')
  expect(unknown).toContain('hơn ít nhất 70 vì')
})

test('where only people are counted nothing is balanced, and no country is one of an exchange', async () => {
  const { make, visit } = startApp()
  make.delegation({ ...gone, countries: ['LA'] })
  make.delegation({
    ...gone,
    countries: ['TH'],
    countsAs: 'people_only',
    countsAsReason: 'đi cùng',
    headCount: 2,
  })
  const row = (await visit('/totals?by=country')).texts('#by-country tbody tr')[1]!.replace(/\s+/g, ' ')
  expect(row).toContain('Thái Lan')
  expect(row).not.toContain('cân bằng')
  const report = await visit('/reports/2024')
  expect(report.html.replace(/<[^>]*>/g, '')).toContain('trao đổi với 1 nước')
})

test('what a comparison leaves out is told as it stands, though no figure changed', async () => {
  const { db, make, visit } = startApp()
  await on('2026-11-23', async () => {
    make.delegation({ ...gone, startsOn: '2026-05-04' })
    const ahead = make.delegation({ ...gone, startsOn: '2026-12-20', status: 'planned' })
    const told = async () => (await visit('/totals')).text('main')
    expect(await told()).toContain('1 đoàn chưa đi')
    write(db, { name: 'Thử' }, (write) => write.update(delegations, ahead, { startsOn: '2027-01-10' }))
    const [compared] = (await told()).split('Theo năm')
    expect(compared).not.toContain('1 đoàn chưa đi')
  })
})

test('a grid says where it shows other years than those asked', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['1995', '2024', '2026-08']) make.delegation({ ...gone, startsOn })
  const part = await visit('/totals/grid?from=2020&to=2026-06')
  expect(part.texts('.chip').join(' ')).toContain('Đến 2026')
  expect(part.texts('.chip').join(' ')).not.toContain('6/2026')
  expect(part.text('.notice')).toContain('6/2026 được đọc là cả năm')
  const long = await visit('/totals/grid?from=1990&to=2026')
  expect(long.texts('.chip').join(' ')).toContain('Từ 2015')
  expect(long.text('.notice')).toContain('nhiều nhất 12 năm, nên bắt đầu từ 2015, không phải từ 1990')
  expect((await visit('/totals/grid?from=2020&to=2026')).all('.notice')).toHaveLength(0)
})

test('a program is told which year a grid did not begin with, and that it has no pages', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['1995', '2024']) make.delegation({ ...gone, startsOn })
  const { ignored, total } = (await visit('/totals/grid.json?from=1990&to=2025&page=9')).json as unknown as {
    ignored: object[]
    total: { years: { year: string }[] }
  }
  expect(total.years.map(({ year }) => year)[0]).toBe('2014')
  expect(ignored).toEqual([
    { name: 'from', value: '1990' },
    { name: 'page', value: '9' },
  ])
})

test('a program that asks a grid for part of a year is told that it has the whole of it', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['2024-01-05', '2025-08-20']) make.delegation({ ...gone, startsOn })
  const grid = (await visit('/totals/grid.json?from=3/2024&to=15/6/2025')).json as unknown as {
    ignored: object[]
    total: { years: { year: string; outbound: number }[] }
  }
  expect(grid.total.years.map(({ year, outbound }) => `${year}: ${outbound}`)).toEqual(['2024: 1', '2025: 1'])
  expect(grid.ignored).toEqual([
    { name: 'from', value: '3/2024' },
    { name: 'to', value: '15/06/2025' },
  ])
  const years = (await visit('/totals/grid.json?from=2024&to=2025')).json as unknown as { ignored: object[] }
  expect(years.ignored).toEqual([])
})

test('what was understood and left aside is told with its reason', async () => {
  const { make, visit } = startApp()
  make.delegation(gone)
  const notice = async (address: string) => (await visit(address)).text('.notice')
  expect(await notice('/totals?from=2024-05&to=2023')).toContain(
    'Ngày đầu ở sau ngày cuối nên đã bỏ qua “Từ: 5/2024”, “Đến: 2023”.',
  )
  expect(await notice('/totals?from=2024-05&to=2023')).not.toContain('Không hiểu')
  expect(await notice('/totals?page=999')).toContain('Không có trang ấy nên đã bỏ qua “page=999”')
  expect(await notice('/totals/grid?page=999')).toContain('Không có trang ấy')
  const { ignored } = (await visit('/totals.json?by=galaxy&from=99999')).json as unknown as {
    ignored: unknown
  }
  expect(ignored).toEqual([
    { name: 'by', value: 'galaxy' },
    { name: 'from', value: '99999' },
  ])
})

test('C17: a whole February given by its days is held against the whole February before', async () => {
  const { comparedPeriods } = await import('../src/totals/compared.ts')
  const before = (from: string, to: string, today = '2026-11-23') =>
    comparedPeriods({ from: [from], to: [to] }, today)?.before
  expect(before('1985-02-01', '1985-02-28')).toEqual({ from: '1984-02-01', to: '1984-02-29' })
  expect(before('1985-02-28', '1985-02-28')).toEqual({ from: '1984-02-29', to: '1984-02-29' })
  expect(before('1985-02-01', '1985-02-27')).toEqual({ from: '1984-02-01', to: '1984-02-27' })
  expect(before('1984-02-01', '1984-02-28')).toEqual({ from: '1983-02-01', to: '1983-02-28' })
  expect(before('1984-02-01', '1984-02-29')).toEqual({ from: '1983-02-01', to: '1983-02-28' })
  // What still runs is compared day for day.
  expect(before('2025', '2025', '2025-02-28')).toEqual({ from: '2024', to: '2024-02-28' })
})

test('months without contact are whole months, as the filter counts them', async () =>
  on('2026-11-23', async () => {
    const { make, visit } = startApp()
    const [old, fresh, before, month, year] = ['Hội A', 'Hội B', 'Hội B2', 'Hội C', 'Hội D'].map((name) =>
      make.partner({ name }),
    )
    make.delegation({ ...gone, startsOn: '2024-11-25', endsOn: '2024-11-29', partnerIds: [old!] })
    make.delegation({ ...gone, startsOn: '2026-10-24', partnerIds: [fresh!] })
    make.delegation({ ...gone, startsOn: '2026-10', partnerIds: [before!] })
    make.delegation({ ...gone, startsOn: '2026-11-02', partnerIds: [month!] })
    make.delegation({ ...gone, startsOn: '2026', partnerIds: [year!] })
    const rows = (await visit('/totals/grid?sort=name')).texts('tbody tr td:last-child')
    expect(rows).toEqual([
      '23 tháng',
      'chưa đầy 1 tháng',
      'trong tháng trước',
      'trong tháng này',
      'trong năm nay',
    ])
    expect((await visit('/totals/grid?quiet=24')).texts('tbody th')).toEqual([])
  }))

test('months without contact begin when the last visit ended, and while one is under way there are none', async () =>
  on('2026-11-23', async () => {
    const { make, visit } = startApp()
    const visits: [name: string, startsOn: string, endsOn: string | null, status?: 'underway'][] = [
      ['A', '2024-10-01', '2024-10-02'],
      ['B', '2024-11-20', '2024-11-23'],
      ['C', '2024-11-20', '2024-11-24'],
      ['D', '2024-09-20', '2025-03-10'],
      ['D', '2025-01-02', '2025-01-03'],
      ['E', '2024-10-30', '2024-11'],
      ['F', '2024-08-01', null, 'underway'],
    ]
    const ids = new Map<string, number>()
    for (const [name, startsOn, endsOn, status] of visits) {
      if (!ids.has(name)) ids.set(name, make.partner({ name }))
      make.delegation({ ...gone, startsOn, endsOn, ...(status && { status }), partnerIds: [ids.get(name)!] })
    }
    const grid = await visit('/totals/grid?sort=name')
    expect(grid.texts('tbody tr td:last-child')).toEqual([
      '25 tháng',
      '24 tháng',
      '23 tháng',
      '20 tháng',
      'ít nhất 23 tháng',
      'trong tháng này',
    ])
    expect((await visit('/totals/grid?sort=name&quiet=24')).texts('tbody a[href^="/partners/"]')).toEqual([
      'A',
      'B',
    ])
    expect((await visit('/partners')).texts('#partners tr:has(.soon) .main a')).toEqual(['A', 'B'])
  }))

test('months without contact are counted to the day, and filters and words mean the same', async () =>
  on('2026-11-23', async () => {
    const { make, visit } = startApp()
    const starts: [name: string, ...startsOn: string[]][] = [
      ['A', '2024-11-01', '2023-02-05'],
      ['B', '2024-11-04', '2024-11-01'],
      ['C', '2024-11-23'],
      ['D', '2024-11-24'],
      ['E', '2024-11'],
      ['F', '2024-11-04', '2024-11'],
      ['G', '2024-10'],
      ['H', '2023'],
      ['I', '2024'],
    ]
    const ids = starts.map(([name, ...days]) => {
      const id = make.partner({ name })
      for (const startsOn of days) make.delegation({ ...gone, startsOn, partnerIds: [id] })
      return id
    })
    // What another unit did, or what is yet to come, is no contact of ours.
    const unitId = make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
    make.delegation({ ...gone, startsOn: '2024-11-29', partnerIds: [ids[0]!], unitId })
    make.delegation({ startsOn: '2024-11-29', status: 'planned', partnerIds: [ids[1]!] })
    const grid = await visit('/totals/grid?sort=name')
    expect(grid.texts('tbody tr td:last-child')).toEqual([
      '24 tháng',
      '24 tháng',
      '24 tháng',
      '23 tháng',
      'ít nhất 23 tháng',
      'ít nhất 23 tháng',
      'ít nhất 24 tháng',
      'ít nhất 34 tháng',
      'ít nhất 22 tháng',
    ])
    const silent = ['A', 'B', 'C', 'G', 'H']
    expect(grid.texts('tbody tr:has(strong) a[href^="/partners/"]')).toEqual(silent)
    const asked = await visit('/totals/grid?sort=name&quiet=24')
    expect(asked.texts('tbody a[href^="/partners/"]')).toEqual(silent)
    expect(asked.text('.chip')).toContain('Không liên hệ ít nhất 24 tháng')
    const listed = (await visit('/partners.json?quiet=24')).json as unknown as {
      items: { name: string }[]
    }
    expect(listed.items.map(({ name }) => name)).toEqual(silent)
    expect((await visit('/partners')).texts('#partners tr:has(.soon) .main a')).toEqual(silent)
    const whole = (await visit('/totals/grid?quiet=24&scope=all&sort=name')).texts(
      'tbody a[href^="/partners/"]',
    )
    expect(whole).toEqual(silent.slice(1))
  }))

test('the last days are the same looked up by month, for few months, and by partner, for many', () => {
  const { db, make } = startApp()
  const ids = ['2024-11-04', '2024-11-20', '2023-05-01', '2022-07-02', '2021-01-31', '2020-02', '2019'].map(
    (startsOn) => {
      const id = make.partner({ name: `Hội gặp ${startsOn}` })
      make.delegation({ ...gone, startsOn, partnerIds: [id] })
      return [String(id), startsOn] as const
    },
  )
  const scope = { unit: [], scope: [] }
  const { lastOn } = totalsBy(db, 'partner', { ...scope, from: [], to: [] })
  const seen = ids.map(([key]) => ({ key, lastOn: lastOn.get(key) ?? null }))
  const known = ids.filter(([, startsOn]) => startsOn.length === 10)
  expect([...lastDays(db, scope, seen)]).toEqual(known)
  expect(seen.flatMap((one) => [...lastDays(db, scope, [one])])).toEqual(known)
})

test('a visit written down as gone on a day still to come is told apart from those of unknown days', async () =>
  on('2026-11-23', async () => {
    const { make, visit } = startApp()
    for (const startsOn of ['2026-03-01', '2026', '2026-12-20']) make.delegation({ ...gone, startsOn })
    const page = await visit('/totals')
    const note = page.text('[aria-labelledby=compared] .note')
    expect(note).toContain('Không kể 1 đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay.')
    expect(note).toContain('không kể đoàn chưa rõ ngày: 1 đoàn chỉ biết năm.')
    expect(page.text('#totals')).toContain('Dòng của kỳ đang chạy có cả 1 đoàn ghi là đã đi')
    const desk = page.href('#totals .note a[href*=startsAhead]')!
    expect((await visit(desk)).text('main')).toContain('20/12/2026')
    expect((await visit('/totals?to=2026-06')).html).not.toContain('startsAhead')
  }))

test('a period that is asked for begins and ends where it was asked, its empty years being known to be none', async () => {
  const { make, visit } = startApp()
  for (const startsOn of ['2010-05-01', '2012-03-01']) make.delegation({ ...gone, startsOn, endsOn: null })
  const years = async (query: string) => {
    const { rows } = (await visit(`/totals.json?${query}`)).json as unknown as {
      rows: { key: string; outbound: { delegations: number } }[]
    }
    return rows.map(({ key, outbound }) => `${key}: ${outbound.delegations}`)
  }
  expect(await years('from=2008')).toEqual(['2012: 1', '2011: 0', '2010: 1', '2009: 0', '2008: 0'])
  expect(await years('from=2011&to=2014')).toEqual(['2014: 0', '2013: 0', '2012: 1', '2011: 0'])
  expect((await years('from=2012&to=2099'))[0]).toBe(`${today().slice(0, 4)}: 0`)
  // Before 1990 nobody knows whether there was none.
  expect((await years('from=1950')).at(-1)).toBe('1990: 0')
  expect(await years('from=2013&to=2014')).toEqual([])
  const page = await visit('/totals?from=2008')
  expect(page.texts('.ledger--years tbody .key')).toContain('2008')
})

test('a year that stands by itself before a gap is named under the chart', async () => {
  for (const last of ['2024', '2025']) {
    const { make, visit } = startApp()
    make.delegation({ ...gone, startsOn: '1950', endsOn: null })
    make.delegation({ ...gone, startsOn: '1990-05-01', endsOn: null })
    make.delegation({ ...gone, startsOn: `${last}-05-01`, endsOn: null })
    const named = (await visit('/totals')).texts('.chart__wide a > text:last-of-type')
    expect([last, named]).toEqual([last, expect.arrayContaining(['1950', last])])
  }
})

test('a grid says which of its rows are shown, of how many its total is, and gives paper all of them', async () => {
  const { make, visit } = startApp()
  const met = (partnerIds: number[]) => make.delegation({ ...gone, partnerIds })
  const partners = (count: number) =>
    Array.from({ length: count }, (_, nth) => make.partner({ name: `Hội thứ ${nth}` }))
  met(partners(30))
  const told = async (query: string) => {
    const page = await visit(`/totals/grid${query}`)
    const note = page.all('.rows-told')[0]
    for (const link of note?.querySelectorAll('a') ?? []) link.remove()
    return [note?.textContent.trim(), page.all('tbody tr').length, page.all('.pages a').length]
  }
  expect(await told('')).toEqual(['Dòng 1–25 trong 30. TỔNG CỘNG là của cả 30 dòng.', 25, 1])
  expect(await told('?page=2')).toEqual(['Dòng 26–30 trong 30. TỔNG CỘNG là của cả 30 dòng.', 5, 1])
  // Of some partners alone there is no total row.
  expect(await told('?quiet=12')).toEqual(['Dòng 1–25 trong 30.', 25, 1])
  const first = await visit('/totals/grid?sort=name')
  const whole = first.href('.rows-told a')!
  expect([whole, first.text('.rows-told a')]).toEqual([
    '/totals/grid?sort=name&rows=all',
    'Xem cả lưới, để in',
  ])
  expect(await told(whole.slice(whole.indexOf('?')))).toEqual(['Đủ 30 dòng.', 30, 0])
  expect((await visit(whole)).href('.rows-told a')).toBe('/totals/grid?sort=name')
  met(partners(275))
  expect((await visit('/totals/grid')).text('.rows-told a')).toBe('Xem 300 dòng một lần, để in')
  expect(await told('?rows=all')).toEqual([
    'Dòng 1–300 trong 305. TỔNG CỘNG là của cả 305 dòng. Một lần xem nhiều nhất 300 dòng; tệp Excel có đủ.',
    300,
    1,
  ])
  expect((await visit('/totals/grid?rows=all')).href('.pages a')).toBe('/totals/grid?rows=all&page=2')
  expect(await told('?rows=all&page=2')).toEqual([expect.stringMatching(/^Dòng 301–305 trong 305/), 5, 1])
})

test('a grid of one page has all its rows, and says no more of them', async () => {
  const { make, visit } = startApp()
  make.delegation({ ...gone, partnerIds: [make.partner({ name: 'Hội Nhà báo Lào' })] })
  expect((await visit('/totals/grid')).all('.rows-told')).toEqual([])
})

test('the grid tells which way by more than colour', async () => {
  const { make, visit } = startApp()
  const partnerIds = [make.partner({ name: 'Hội Nhà báo Lào' })]
  make.delegation({ ...gone, partnerIds })
  make.delegation({ ...gone, partnerIds, direction: 'inbound' })
  const page = await visit('/totals/grid')
  expect(page.texts('tbody .grid__sum .way')).toEqual(['ra 1', 'vào 1'])
  expect(page.all('tbody .grid__sum .way--ra')).toHaveLength(1)
  expect(page.texts('.note .way')).toEqual(['đoàn ra', 'đoàn vào'])
})
