import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { openingFigures, type Qualifier } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'

// Figures that are not known to the last, as a spreadsheet has them: numbers, shown with what makes them none.

const AT_LEAST = 'Ô có “≥” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là mức ít nhất.'

/** Two visits of a year, of one of which nobody knows how many went. */
function withUnknownPeople() {
  const app = startApp()
  const partnerIds = [app.make.partner({ name: 'Hội Nhà báo Lào' })]
  const visit = { status: 'returned' as const, countries: ['LA'], partnerIds }
  app.make.delegation({ ...visit, startsOn: '2024-03-05', headCount: 1250 })
  app.make.delegation({ ...visit, startsOn: '2024-09', endsOn: null, headCount: null })
  return app
}

const readOf = async (app: ReturnType<typeof startApp>, url: string, header: string, headers?: object) =>
  readWorkbook((await download(app, url, { ...app.signedIn!.headers, ...headers })).body, header)

test('C2: where some visits’ people are unknown, totals are numbers that show “≥”, in rows and in the total', async () => {
  const app = withUnknownPeople()
  const { headings, rows, shown } = await readOf(app, '/totals.xlsx', 'Năm')
  const trips = headings!.indexOf('Lượt người ra')
  expect(rows.slice(0, 2).map((row) => row[trips])).toEqual([1250, 1250])
  expect(shown.slice(0, 2).map((row) => row[trips])).toEqual(['≥\u00A01.250', '≥\u00A01.250'])
  expect(shown.map(([name]) => name)).toContain(AT_LEAST)
  const csv = readCsv((await download(app, '/totals.csv')).body)
  expect(csv[1]![trips]).toBe('≥\u00A01.250')

  const byPartner = await readOf(app, '/totals.xlsx?by=partner', 'Đối tác')
  const column = byPartner.headings!.indexOf('Lượt người ra')
  expect([byPartner.rows[0]![column], byPartner.shown[0]![column]]).toEqual([1250, '≥\u00A01.250'])
})

test('a list’s total says “ít nhất” around a number, and in English “at least”', async () => {
  const app = withUnknownPeople()
  const { rows, shown, sheet } = await readOf(app, '/delegations.xlsx', 'Số sổ')
  expect([rows[2]![7], shown[2]![7]]).toEqual([1250, 'ít nhất 1.250'])
  // In bold; a number that has no room is shown as '###'.
  expect(sheet.columns![7]!.width).toBeGreaterThan('ít nhất 1.250'.length + 1)
  expect(shown.at(-1)![0]).toBe(AT_LEAST.replace('≥', 'ít nhất'))
  const language = { Cookie: `${app.signedIn!.headers.Cookie}; language=en` }
  const english = await readOf(app, '/delegations.xlsx', 'Register no.', language)
  expect([english.rows[2]![7], english.shown[2]![7]]).toEqual([1250, 'at least 1.250'])
  expect(english.shown.at(-1)![0]).toMatch(/^Cells with “at least” are real numbers/)
})

test('a sheet whose figures are all known says nothing of marks', async () => {
  const app = startApp()
  app.make.delegation({ status: 'returned', startsOn: '2024-03-05', headCount: 6 })
  for (const [url, header] of [
    ['/totals.xlsx', 'Năm'],
    ['/delegations.xlsx', 'Số sổ'],
  ] as const) {
    const { shown } = await readOf(app, url, header)
    expect(shown.map(([first]) => String(first)).filter((words) => words.startsWith('Ô có'))).toEqual([])
  }
})

test('C13: a published figure is a number that shows its qualifier; two that contradict each other stay words', async () => {
  const app = withUnknownPeople()
  write(app.db, { name: 'Test' }, (write) => {
    const published =
      (indicator: 'outbound_delegations' | 'outbound_person_trips' | 'inbound_delegations') =>
      ([value, qualifier]: [number, Qualifier]) =>
        write.insert(openingFigures, {
          unitId: 1,
          indicator,
          startsOn: '2005',
          endsOn: '2022-09-20',
          value,
          qualifier,
          sourceId: sourceAt(write, 'https://nguoilambao.vn/bai'),
        })
    published('outbound_delegations')([500, 'about'])
    published('outbound_person_trips')([1200, 'more_than'])
    published('inbound_delegations')([400, 'more_than'])
    published('inbound_delegations')([410, 'exact'])
  })
  const { headings, rows, shown } = await readOf(app, '/totals.xlsx', 'Năm')
  const at = rows.findIndex(([name]) => String(name).startsWith('Số liệu tổng hợp 2005'))
  const [out, trips, into] = ['Đoàn ra', 'Lượt người ra', 'Đoàn vào'].map((name) => headings!.indexOf(name))
  const cells = (of: typeof rows) => [out, trips, into].map((column) => of[at]![column!])
  expect(cells(rows)).toEqual([500, 1200, 'hơn 400; 410'])
  expect(cells(shown)).toEqual(['khoảng 500', 'hơn 1.200', 'hơn 400; 410'])
  expect(shown.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      AT_LEAST.replace('≥', '≥”, “hơn'),
      'Ô có “khoảng” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là số ước chừng.',
    ]),
  )
})

test('the annexes of a report have the lower bounds of the paper as numbers', async () =>
  on('2026-05-10', async () => {
    const app = withUnknownPeople()
    const language = { Cookie: `${app.signedIn!.headers.Cookie}; language=en` }
    const { headings, rows, shown } = await readOf(app, '/reports/2024.xlsx', 'STT', language)
    const trips = headings!.indexOf('Lượt người')
    expect(rows.slice(0, 3).map((row) => row[trips])).toEqual([1250, '–', 1250])
    expect(shown[2]![trips]).toBe('≥\u00A01.250')
    const days = (of: typeof rows) => of.slice(0, 2).map((row) => row[headings!.indexOf('Thời gian')])
    expect(days(rows)).toEqual([new Date('2024-03-05T00:00:00Z'), '9/2024'])
    app.make.delegation({ status: 'returned', startsOn: '2024-10-05', endsOn: '2024-10-09' })
    const mixed = await readOf(app, '/reports/2024.xlsx', 'STT')
    expect(days(mixed.rows)).toEqual(['05/03/2024', '9/2024'])
    // A paper is in Vietnamese, whoever reads it.
    expect(shown.at(-1)![0]).toBe(AT_LEAST)
  }))

test('a figure held against a day is a number then and now, and differs where it reads otherwise', async () => {
  const app = await on('2025-01-10', async () => withUnknownPeople())
  await on('2025-01-20', async () => {
    app.make.delegation({ status: 'returned', startsOn: '2024-10-05', headCount: 10 })
    app.make.delegation({ status: 'returned', startsOn: '2023-10-05', headCount: null })
    const { headers } = app.signIn('clerk')
    const totals = await readOf(app, '/totals.xlsx?at=10/01/2025', 'Theo năm', headers)
    const [was, is] = ['ngày 10/01/2025', 'nay'].map((side) =>
      totals.headings!.indexOf(`Lượt người ra, ${side}`),
    )
    expect(totals.rows[0]![was!]).toBe(1250)
    expect([totals.shown[0]![was!], totals.shown[0]![is!]]).toEqual(['≥\u00A01.250', '≥\u00A01.260'])

    const reports = await readOf(app, '/reports.xlsx?at=10/01/2025', 'Khác', headers)
    const changed = reports.rows.findIndex(([kind, name]) => kind === 'Thay đổi' && name === 'Năm 2024')
    const column = reports.headings!.indexOf('Lượt người ra')
    expect([reports.rows[changed]![column], reports.shown[changed]![column]]).toEqual([1260, '≥\u00A01.260'])
    expect(reports.rows[changed]).toContain('Đoàn ra: 2; Lượt người ra: ≥\u00A01.250')
    const { json } = await app.visit('/reports.json?at=10/01/2025', headers)
    const answer = await app.visit(json.location ? '' : '/then-and-now/reports.json?at=10/01/2025', headers)
    expect(JSON.stringify(answer.json)).toContain('"was":"≥\u00A01.250","is":"≥\u00A01.260"')
  })
})

test('a share is a number of per cent, and who exchanged more is a number to sort by', async () => {
  const app = withUnknownPeople()
  app.make.delegation({ status: 'returned', direction: 'inbound', startsOn: '2024-04-05', countries: ['CU'] })
  const shares = await readOf(app, '/totals/quality.xlsx?from=2024&to=2024', 'Đơn vị')
  const share = shares.headings!.indexOf('Có tin bài') + 1
  expect([shares.rows[0]![share], shares.shown[0]![share]]).toEqual([0, '0,0%'])

  const countries = await readOf(app, '/totals.xlsx?by=country', 'Nước')
  const balance = countries.headings!.indexOf('Cân bằng')
  expect(countries.rows.slice(0, 2).map((row) => row[balance])).toEqual([-2, 1])
  expect(countries.shown.slice(0, 2).map((row) => row[balance])).toEqual(['ra hơn 2', 'vào hơn 1'])
})

test('a sheet says which columns are not on paper, and one that is printed whole does not', async () => {
  const app = withUnknownPeople()
  const list = await readOf(app, '/delegations.xlsx', 'Số sổ')
  expect(list.about).toContain('Khi in, các cột từ “Tính vào số liệu” trở đi không có trên giấy.')
  const { body } = await download(app, '/partners.xlsx')
  const { sheets } = await readXlsx(body)
  expect(JSON.stringify(sheets)).not.toContain('Khi in')
})

test('the grid is taken along with its silence and its published figures, as its page has them', async () => {
  await on('2026-11-23', async () => {
    const app = startApp()
    const partnerIds = [app.make.partner({ name: 'Hội Nhà báo Lào' })]
    const gone = { status: 'returned' as const, countries: ['LA'] }
    app.make.delegation({ ...gone, partnerIds, startsOn: '2024-03-05', endsOn: '2024-03-30' })
    app.make.delegation({ ...gone, partnerIds: [app.make.partner({ name: 'Báo Cuba' })], startsOn: '2025' })
    app.make.delegation({ ...gone, startsOn: '2023-02' })
    write(app.db, { name: 'Thử' }, (write) =>
      write.insert(openingFigures, {
        unitId: 1,
        indicator: 'outbound_person_trips',
        startsOn: '2020',
        endsOn: '2022-09-20',
        value: 1200,
        qualifier: 'more_than',
        sourceId: sourceAt(write, 'https://nguoilambao.vn/bai'),
      }),
    )
    const page = await app.visit('/totals/grid')
    const silent = page.texts('tbody td:last-child')
    expect(silent).toEqual(['ít nhất 10 tháng', '31 tháng', ''])
    const [published] = page.texts('tfoot .legacy th')
    expect(published).toContain('2020 – 20/09/2022')

    const { headings, rows, shown } = await readOf(app, '/totals/grid.xlsx', 'Đối tác')
    const column = headings!.indexOf('Không liên hệ')
    expect(shown.slice(0, 3).map((row) => row[column] ?? '')).toEqual(silent)
    expect(rows.slice(0, 2).map((row) => row[column])).toEqual([10, 31])
    const line = expect.stringMatching(
      /^Số liệu tổng hợp 2020 – 20\/09\/2022, .*: hơn 1\.200 lượt người ra$/,
    ) as string
    expect(rows.map(([name]) => name)).toContainEqual(line)

    const csv = readCsv((await download(app, '/totals/grid.csv')).body)
    expect(csv.slice(1, 4).map((row) => row[column])).toEqual(silent)
    expect(csv.slice(4).map(([name]) => name)).toEqual(['TỔNG CỘNG', line])

    const { json } = await app.visit('/totals/grid.json')
    expect(json.items).toMatchObject([
      { lastContactOn: '2025' },
      { lastContactOn: '2024-03-30' },
      { partner: null, lastContactOn: null },
    ])
    expect(json.openingFigures).toMatchObject([{ from: '2020', to: '2022-09-20', value: 1200 }])
    const quiet = await readOf(app, '/totals/grid.xlsx?quiet=24', 'Đối tác')
    expect(quiet.rows.map(([name]) => name)).not.toContain('TỔNG CỘNG')
    expect(quiet.rows.map(([name]) => name)).toContainEqual(line)
  })
})
