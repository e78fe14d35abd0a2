import { expect, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { download, partsOf, readCsv, readWorkbook } from './support/downloads.ts'
import { linesOf, upload } from './support/imports.ts'

const traveller = (name: string) => ({
  id: null,
  name,
  role: 'head' as const,
  post: null,
  organisation: null,
  hasTravelled: true,
})

/** Visits of every kind: with dates known to the day, the month and the year, with and without people. */
function withVisits() {
  const app = startApp()
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const visit = { partnerIds: [partner], status: 'returned' as const }
  app.make.delegation({
    ...visit,
    title: 'Thăm Lào',
    startsOn: '2024-03-05',
    endsOn: '2024-03-09',
    headCount: 6,
  })
  app.make.delegation({
    ...visit,
    title: 'Đi Cuba',
    countries: ['CU'],
    startsOn: '2024-09',
    endsOn: null,
    headCount: 5,
  })
  app.make.delegation({ ...visit, title: 'Đón Lào', direction: 'inbound', startsOn: '2023', endsOn: null })
  app.make.delegation({ title: 'Sẽ đi Lào', startsOn: '2030-01-02', status: 'planned' })
  return app
}

test('a workbook of visits has the rows, order, words and total of the screen', async () => {
  const app = withVisits()
  for (const asked of [
    '',
    '?direction=outbound&year=2024',
    '?sort=title&q=lao',
    '?country=CU&status=returned',
  ]) {
    const page = await app.visit(`/delegations${asked}`)
    const { body, headers } = await download(app, `/delegations.xlsx${asked}`)
    const { about, headings, rows, shown } = await readWorkbook(body, 'Số sổ')
    const listed = page.texts('#delegations tbody .main a')
    expect(rows.slice(0, listed.length).map((row) => row[4])).toEqual(listed)
    const total = shown[listed.length]!
    expect([total[0], `${String(total[4])} · ${String(total[7])} lượt người`]).toEqual([
      'TỔNG CỘNG',
      page.text('.tally b'),
    ])
    expect(about[0]).toBe('Đoàn ra – đoàn vào')
    const chips = page.all('.chips .chip').map((chip) => chip.firstChild?.textContent?.trim())
    expect(about[1]).toBe(`Gồm: ${['Hội Nhà báo Việt Nam', ...chips].join(' · ')}`)
    expect(page.text('.tally .soft')).toBe(`${String(about[2])}. ${String(about[3])}`)
    expect(about[3]).toBe(`Số liệu tính đến ${writeDate(today())}.`)
    expect(headings).toContain('Ngày bắt đầu')
    expect(headers['content-disposition']).toBe(`attachment; filename="doan-${today()}.xlsx"`)
  }
})

test('in a workbook days are days, numbers are numbers, and 9/2024 stays 9/2024', async () => {
  const app = withVisits()
  const { body } = await download(app, '/delegations.xlsx?sort=startsOn')
  const { rows, sheet, headings } = await readWorkbook(body, 'Số sổ')
  expect(rows.map((row) => row[2])).toEqual([
    '2023',
    new Date('2024-03-05T00:00:00Z'),
    '9/2024',
    new Date('2030-01-02T00:00:00Z'),
    null,
    null,
  ])
  expect(rows.map((row) => row[7])).toEqual([null, 6, 5, null, 11, null])
  const header = sheet.rows.indexOf(headings!)
  expect(sheet.cells?.get(`${header + 2},2`)?.style?.numFmt).toBe(String.raw`dd\/mm\/yyyy`)
})

test('a workbook is ready to print: A4 lying, as wide as the page, its header frozen and on each page', async () => {
  const app = withVisits()
  const { body } = await download(app, '/delegations.xlsx')
  const { sheet } = await readWorkbook(body, 'Số sổ')
  expect(sheet.freezePane).toMatchObject({ rows: 7 })
  expect(sheet.pageSetup).toMatchObject({
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
  })
  expect(sheet.columns?.map(({ width }) => width).slice(0, 5)).toEqual([15, 10, 12, 12, 43])
  // A number at the right of its column does not run into the text beside it.
  const looks = [...sheet.cells!.values()].filter(({ style }) => style?.border?.left)
  const sides = new Set(
    looks.map(({ style }) => `${style!.alignment!.horizontal} ${style!.alignment!.indent ?? 0}`),
  )
  expect(sides).toEqual(new Set(['center 0', 'left 1', 'right 0']))
  const parts = partsOf(body)
  expect(parts.get('xl/workbook.xml')).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'Đoàn ra – đoàn vào'!$7:$7<`,
  )
  expect(parts.get('xl/workbook.xml')).toContain(`'Đoàn ra – đoàn vào'!$A$1:$I$13<`)
  expect(parts.get('xl/worksheets/sheet1.xml')).toMatch(/<oddFooter>&amp;L&amp;8Sổ đoàn · Test · /)
})

const dangerous = ['=1+1', '+84 24', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠A1']

test('every list ends with its total: as its page says it, or how many rows there are', async () => {
  const app = startApp({ published: true })
  const ended = async (path: string, header: string, headers?: Record<string, string>) => {
    const { rows } = await readWorkbook(
      (await download(app, path, { ...app.signedIn!.headers, ...headers })).body,
      header,
    )
    return { rows: rows.slice(0, -1), total: rows.at(-1)!.filter((cell) => cell !== null) }
  }
  for (const [path, header, counted] of [
    ['/contradictions', 'Mức', 'chỗ'],
    ['/opening-figures', 'Đơn vị', 'số liệu'],
    ['/visit-reports', 'Mức', 'báo cáo'],
    ['/history', 'Lúc', 'lần ghi'],
    ['/deletions', 'Lúc', 'lần xóa'],
    ['/follow-ups', 'Hạn', 'việc'],
    ['/imports', 'Lúc', 'lần nhập'],
  ] as const) {
    const { rows, total } = await ended(`${path}.xlsx`, header)
    expect([path, ...total]).toEqual([path, 'TỔNG CỘNG', `${rows.length} ${counted}`])
  }
  const page = await app.visit('/partners')
  const partners = await ended('/partners.xlsx', 'Nước')
  expect(partners.total).toEqual(['TỔNG CỘNG', page.text('#listed td b')])

  // In English a partner is called what the page calls it.
  const english = { Cookie: `${app.signedIn!.headers.Cookie}; language=en` }
  const names = (await app.visit('/partners', english)).texts('#partners tbody .main a')
  const inEnglish = await ended('/partners.xlsx', 'Country', english)
  expect(inEnglish.rows.map((row) => row[2])).toEqual(names)
})

test('text that looks like a formula is text in every spreadsheet', async () => {
  const app = startApp()
  for (const title of dangerous) app.make.delegation({ title, startsOn: '2024-01-01' })
  const { body } = await download(app, '/delegations.xlsx?sort=code')
  const { rows } = await readWorkbook(body, 'Số sổ')
  expect(rows.slice(0, -1).map((row) => String(row[4]).replace('\n', '\r'))).toEqual(dangerous)
  const parts = partsOf(body)
  const sheet = parts.get('xl/worksheets/sheet1.xml')!
  expect(sheet).not.toMatch(/<f[ >]/)
  // Kept as text even where somebody edits the cell.
  const looks = [...parts.get('xl/styles.xml')!.matchAll(/<xf [^>]*>/g)].map(([look]) => look).slice(1)
  const cells = [...sheet.matchAll(/<c r="E(?:[89]|1[0-7])" s="(\d+)" t="inlineStr">/g)]
  expect(cells).toHaveLength(dangerous.length)
  for (const [, look] of cells) expect(looks[Number(look)]).toContain('numFmtId="49"')
  for (const [, look] of cells) expect(looks[Number(look)]).toContain('quotePrefix="1"')

  const csv = readCsv((await download(app, '/delegations.csv?sort=code')).body)
  expect(csv.slice(1).map((row) => row[4])).toEqual(dangerous.map((text) => `'${text}`))
})

test('a row of a workbook is as tall as what is printed of it', async () => {
  const app = startApp()
  const purpose = 'Nội dung dài, trên giấy không có cột này. '.repeat(20)
  app.make.delegation({ title: 'Đoàn ngắn', startsOn: '2024-09-01', purpose })
  app.make.delegation({
    title: `Đoàn${' dự hội thảo quốc tế về báo chí'.repeat(3)}`,
    startsOn: '2024-08-01',
  })
  const sheet = partsOf((await download(app, '/delegations.xlsx')).body).get('xl/worksheets/sheet1.xml')!
  const [short, long] = [...sheet.matchAll(/<row r="\d+"([^>]*)>(?:(?!<\/row>).)*<t>Đoàn [dn]/g)].map(
    ([, height]) => height,
  )
  expect([short, long]).toEqual(['', ' ht="45"'])
})

test('what no XML can hold is left out, and what means something to it is kept', async () => {
  const app = startApp()
  const title = 'Báo <Tin> & "Ảnh" _x0041_ \u{1F1FB}\u{1F1F3}  hai dấu cách '
  app.make.delegation({ title: `${title}\u0001\uFFFF`, startsOn: '2024-01-01' })
  const { body } = await download(app, '/delegations.xlsx')
  expect(partsOf(body).get('xl/worksheets/sheet1.xml')).toContain('_x005F_x0041_ \u{1F1FB}\u{1F1F3}')
  const { rows } = await readWorkbook(body, 'Số sổ')
  expect(String(rows[0]![4]).replace('_x005F_', '_')).toBe(title)
})

test('totals, partners, countries and deletions come as workbooks with the figures of their pages', async () => {
  const app = startApp({ published: true })
  const years = await app.visit('/totals?scope=all')
  const byYear = await readWorkbook((await download(app, '/totals.xlsx?scope=all')).body, 'Năm')
  const total = byYear.shown.find((row) => row[0] === 'TỔNG CỘNG')!
  const shown = years.texts('.ledger--years tfoot td').map((text) => text.replaceAll(/\s/g, '\u00A0'))
  // What the page says within a cell of people has a column of its own: here nobody is named.
  const figures = total.slice(1).filter((cell) => cell !== null)
  expect(figures).toEqual(shown)
  expect(byYear.about[1]).toBe('Gồm: Theo năm · Toàn hệ thống')

  const byCountry = await readWorkbook((await download(app, '/totals.xlsx?by=country')).body, 'Nước')
  const countryPage = await app.visit('/totals?by=country')
  const names = countryPage.texts('#by-country tbody th')
  expect(byCountry.rows.slice(0, names.length).map((row) => row[0])).toEqual(names)
  const surplus = countryPage.texts('#by-country .note').filter((note) => note.includes('(quy tắc C8)'))
  expect(surplus.length).toBeGreaterThan(0)
  for (const note of surplus) expect(byCountry.rows.map((row) => row[0])).toContain(note)

  const partners = await readWorkbook((await download(app, '/partners.xlsx?q=lao')).body, 'Nước')
  const partnerPage = await app.visit('/partners?q=lao')
  expect(partners.rows.slice(0, -1).map((row) => row[2])).toEqual(
    partnerPage.texts('#partners tbody .main a'),
  )
  expect(partners.about.slice(1, 3)).toEqual(['Gồm: Có chữ “lao”', partnerPage.text('.tally .lede')])

  const countries = await readWorkbook((await download(app, '/countries.xlsx')).body, 'Khu vực')
  const page = await app.visit('/countries')
  expect(countries.shown.slice(0, -1).map((row) => row[1])).toEqual(page.texts('tbody .main a'))
  expect(countries.shown.at(-1)!.slice(3, 6)).toEqual([...page.texts('tfoot .n'), page.text('tfoot .nowrap')])
  const csv = readCsv((await download(app, '/countries.csv')).body)
  expect(csv.slice(1).map((row) => row[1])).toEqual(page.texts('tbody .main a'))
  expect((await app.visit('/countries.json')).json).toMatchObject({
    next: null,
    total: { outbound: { delegations: Number(page.texts('tfoot .n')[0]) } },
  })

  const form = await app.visit('/delegations/1/deletion')
  const lastActId = form.value('lastActId')
  await app.submit('/delegations/1/deletion', { reason: 'Ghi nhầm', lastActId })
  const { rows } = await readWorkbook((await download(app, '/deletions.xlsx')).body, 'Lúc')
  expect(rows.map((row) => row[1])).toEqual(['Đoàn', '1 lần xóa'])
  const moment = rows[0]![0] as Date
  // A spreadsheet has no zone: it is the clock of Viet Nam.
  expect(Math.abs(moment.getTime() - 7 * 3_600_000 - Date.now())).toBeLessThan(120_000)
})

test('whoever takes a list along is written down, with what they asked for', async () => {
  const app = withVisits()
  for (const url of [
    '/delegations.csv?year=2024',
    '/partners.xlsx',
    '/delegations.ics',
    '/totals.csv',
    '/countries.xlsx',
  ])
    await download(app, url)
  await app.visit('/delegations.json')
  const log = listSecurityLog(app.db, { event: 'exported' }).rows
  expect(log.map(({ who, about }) => [who, about])).toEqual(
    [
      '/countries.xlsx',
      '/totals.csv',
      '/delegations.ics',
      '/partners.xlsx',
      '/delegations.csv?year=2024',
    ].map((about) => ['Test', about]),
  )
})

test('every list offers its downloads as it is filtered', async () => {
  const app = withVisits()
  for (const [path, endings] of [
    ['/delegations?year=2024', ['xlsx', 'csv', 'ics', 'json']],
    ['/totals?scope=all', ['xlsx', 'csv', 'json']],
    ['/partners?q=lao', ['xlsx', 'csv', 'json']],
    ['/countries', ['xlsx', 'csv', 'json']],
  ] as const) {
    const page = await app.visit(path)
    for (const ending of endings) {
      const href = page.href(`a[href^="${path.replace(/\?.*/, '')}.${ending}"]`)
      expect(href).toBe(path.replace(/(?=\?|$)/, `.${ending}`))
      expect((await download(app, href)).status).toBe(200)
    }
  }
})

test('a download in English speaks English', async () => {
  const app = withVisits()
  const { body } = await download(app, '/delegations.xlsx?year=2024', {
    Cookie: `${app.signedIn!.headers.Cookie}; language=en`,
  })
  const { about, rows } = await readWorkbook(body, 'Register no.')
  expect(about[1]).toMatch(/2024$/)
  expect(rows.map(([first]) => first)).toContain('TOTAL')
})

test('no download names a traveller’s papers', async () => {
  const app = startApp()
  const visit = app.make.delegation({
    status: 'returned',
    startsOn: '2024-03-05',
    endsOn: '2024-03-09',
    participants: [traveller('Lê Thị Thử')],
  })
  const reader = app.signIn('clerk', { mayReadIdentity: true })
  const written = await app.submit(
    `/delegations/${visit}/identity/1`,
    { passport: 'C7654321', birthDate: '2/9/1975' },
    reader.headers,
  )
  expect(written.status).toBe(303)
  for (const url of [
    '/delegations.xlsx',
    '/delegations.csv',
    '/delegations.ics',
    '/partners.xlsx',
    '/countries.xlsx',
    '/totals.xlsx',
    '/deletions.xlsx',
  ]) {
    const { body } = await download(app, url, reader.headers)
    const text = url.endsWith('xlsx') ? [...partsOf(body).values()].join('') : body.toString()
    expect([url, /7654321|1975/.test(text)]).toEqual([url, false])
  }
})

test('40 rows cost a workbook no more statements than one', async () => {
  const count = async (visits: number) => {
    const app = startApp()
    for (let index = 0; index < visits; index += 1) app.make.delegation({ title: `Đoàn ${index}` })
    await download(app, '/delegations.xlsx')
    let statements = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      statements += 1
      return prepare(text)
    }
    await download(app, '/delegations.xlsx')
    return statements
  }
  expect(await count(40)).toBe(await count(1))
})

test('C2: the column of a list’s lượt người adds up to its total, wherever it is read', async () => {
  const app = startApp()
  const visit = { startsOn: '2024-03-05', headCount: 6 }
  app.make.delegation({ ...visit, status: 'returned' })
  app.make.delegation({ ...visit, status: 'planned', title: 'Sẽ đi', headCount: 5 })
  const cancelled = app.make.delegation({ ...visit, headCount: 4 })
  await app.submit(`/delegations/${cancelled}/cancellation`, { reason: 'Dịch bệnh' })
  app.make.delegation({
    ...visit,
    status: 'returned',
    countsAs: 'nothing',
    countsAsReason: 'Việc riêng',
    headCount: 3,
  })
  app.make.delegation({
    ...visit,
    status: 'returned',
    countsAs: 'people_only',
    countsAsReason: 'Đi cùng',
    headCount: 2,
  })
  const sum = (values: unknown[]) => values.reduce((so: number, value) => so + Number(value ?? 0), 0)

  const page = await app.visit('/delegations')
  expect(sum(page.texts('#delegations td.n[data-unit]'))).toBe(8)
  expect(page.texts('#delegations td.n small').toSorted()).toEqual([
    '3, không tính',
    '4, không tính',
    'dự kiến 5',
  ])
  expect(page.text('#listed')).toContain('8 lượt người')

  const { json } = await app.visit('/delegations.json')
  const items = json.items as unknown as { personTrips: number | null; peopleNotCounted: number | null }[]
  expect(json.counts).toMatchObject({ personTrips: 8 })
  expect(sum(items.map(({ personTrips }) => personTrips))).toBe(8)
  expect(sum(items.map(({ peopleNotCounted }) => peopleNotCounted))).toBe(12)

  const csv = readCsv((await download(app, '/delegations.csv')).body)
  const of = (rows: unknown[][], heading: string) =>
    rows.slice(1).map((row) => row[rows[0]!.indexOf(heading)])
  expect(sum(of(csv, 'Lượt người'))).toBe(8)
  expect(sum(of(csv, 'Số người chưa tính'))).toBe(12)

  const { headings, rows } = await readWorkbook((await download(app, '/delegations.xlsx')).body, 'Số sổ')
  const column = headings!.indexOf('Lượt người')
  expect(sum(rows.slice(0, 5).map((row) => row[column]))).toBe(8)
  expect(rows[5]![column]).toBe(8)
})

test('history, the grid and imports have their endings', async () => {
  const app = withVisits()
  const history = readCsv((await download(app, '/history.csv')).body)
  expect(history[0]).toEqual(['Lúc', 'Thay đổi', 'Ở đâu', 'Ai', 'Hoàn tác'])
  const { n } = app.db.$client.prepare('select count(*) n from history_acts').get() as { n: number }
  expect(history).toHaveLength(n + 1)
  const { rows, about } = await readWorkbook(
    (await download(app, '/history.xlsx?record=delegations-1')).body,
    'Lúc',
  )
  expect(rows.map((row) => row[1])).toEqual([expect.any(String), '1 lần ghi'])
  expect(about.join()).toContain('Thăm Lào')

  const { json } = await app.visit('/totals/grid.json')
  expect(json.items).toMatchObject([{ partner: { name: 'Hội Nhà báo Lào' } }])
  const csv = readCsv((await download(app, '/totals/grid.csv')).body)
  const [, grid] = csv as [string[], string[]]
  const [item] = json.items as unknown as { outbound: number; inbound: number }[]
  expect([item!.outbound, item!.inbound].map(String)).toEqual(
    ['Tổng ra', 'Tổng vào'].map((heading) => grid[csv[0]!.indexOf(heading)]),
  )

  expect((await app.visit('/imports.json')).json).toMatchObject({ next: null, items: [], ignored: [] })
})

test('files that were brought in, and the lines of one, are taken along as the page tells them', async () => {
  const app = startApp()
  const ledger = [
    'Loại,Tên đoàn,Nước,Trưởng đoàn,Chức vụ,Từ ngày,Đến ngày,Số người',
    'Đoàn ra,Đoàn thăm Lào,Lào,=Lê Minh,Phó Chủ tịch,5/9/2023,11/9/2023,6',
    'Đoàn ra,Đoàn thăm Cuba,Cuba,Trần Hoa,,32/9/2023,,4',
  ].join('\n')
  const { location: page } = await upload(app, Buffer.from(ledger), 'so 2023.csv')
  await linesOf(app, page)
  const listed = readCsv((await download(app, '/imports.csv')).body)
  expect(listed[0]).toEqual('Lúc,Tệp,Kết quả,Mới,Thay đổi,Đã có,Trùng,Bỏ qua,Lỗi,Ai'.split(','))
  expect(listed[1]!.slice(1, -1)).toEqual(['so 2023.csv', 'Chờ ghi', '1', '0', '0', '0', '1', '1'])
  const { rows: imports } = await readWorkbook((await download(app, '/imports.xlsx')).body, 'Lúc')
  expect(imports.map((row) => row[1])).toEqual(['so 2023.csv', '1 lần nhập'])

  // After the headings of the download, those of the ledger.
  const lines = readCsv((await download(app, `${page}.csv`)).body).slice(1)
  expect(lines[0]!.slice(1, 3)).toEqual(['1', 'Bỏ qua'])
  expect(lines.slice(1).map((line) => line.slice(1, 5))).toEqual([
    ['2', 'Mới', 'Đoàn ra', 'Đoàn thăm Lào'],
    ['3', 'Lỗi', 'Đoàn ra', 'Đoàn thăm Cuba'],
  ])
  expect(lines[1]!.slice(5, 11)).toEqual(['Lào', '', '05/09/2023', '11/09/2023', "'=Lê Minh", 'Phó Chủ tịch'])
  expect(lines[1]![11]).toBe('6')
  expect(lines[2]!.at(-1)).toContain('32/9/2023')
  const { rows, about } = await readWorkbook(
    (await download(app, `${page}.xlsx?verdict=error`)).body,
    'Trang tính',
  )
  expect(rows.map((row) => row[1])).toEqual([3, '1 dòng'])
  expect(about.join()).toContain('Lỗi')
  expect((await download(app, '/imports/99.csv')).status).toBe(404)
})
