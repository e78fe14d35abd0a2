import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { countriesWithin, readCountries } from '../src/imports/values/countries.ts'
import { readDates } from '../src/imports/values/dates.ts'
import { readCount } from '../src/imports/values/counts.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// What single cells of a ledger say, and what an empty one does not.

const header = ['STT', 'Tên đoàn', 'Nước', 'Đối tác', 'Trưởng đoàn', 'Từ ngày', 'Đến ngày']
type Cell = string | number | Date | null

async function read(rows: Cell[][]) {
  const app = startApp({ published: 'catalogue' })
  const bytes = await writeXlsx({ sheets: [{ name: 'Đoàn ra', rows: [header, ...rows] }] })
  const { location } = await upload(app, Buffer.from(bytes), 'sổ.xlsx')
  return (await linesOf(app, location)).slice(1)
}
const visit = (at: number, country: string, partner = '', head = `Người ${'ABCDEFGH'[at]}`): Cell[] => [
  at + 1,
  `Thăm Hội bạn lần ${at}`,
  country,
  partner,
  head,
  `${10 + at}/${1 + at}/2009`,
  `${12 + at}/${1 + at}/2009`,
]
const reasons = (line: { problems: { field: string; reason: string }[] }, wanted: string) =>
  line.problems.filter(({ field }) => field === wanted).map(({ reason }) => reason)

test('an empty country is empty, whatever stands above it', async () => {
  const lines = await read([
    visit(0, 'Hàn Quốc', 'JAK'),
    visit(1, ''),
    visit(2, 'Cuba', 'UPEC'),
    visit(3, 'Cuba', 'UPEC'),
    visit(4, '', '', 'nt'),
  ])
  expect(lines.map(({ values }) => values.countries.join())).toEqual(['KR', '', 'CU', 'CU', 'CU'])
  expect(reasons(lines[1]!, 'countries')).toEqual(['Chưa ghi nước'])
  expect(reasons(lines[4]!, 'countries')).toEqual(['Ô Nước trống; lấy như dòng trên. Xem lại'])
})

test('where a ledger writes the country only where it changes, the rows below have it too, with a doubt', async () => {
  const lines = await read([
    visit(0, 'Lào'),
    visit(1, ''),
    visit(2, ''),
    visit(3, 'Cuba'),
    visit(4, ''),
    visit(5, ''),
  ])
  expect(lines.map(({ values }) => values.countries.join())).toEqual(['LA', 'LA', 'LA', 'CU', 'CU', 'CU'])
  expect(reasons(lines[1]!, 'countries')).toEqual(['Ô Nước trống; lấy như dòng trên. Xem lại'])
})

test.each([
  ['Lào\nCampuchia', 'LJA\nCCJ'],
  ['Lào,\nCampuchia', 'Hội Nhà báo Lào,\nCâu lạc bộ các nhà báo Campuchia'],
  ['- Lào\n- Campuchia', '- Hội Nhà báo Lào\n- Câu lạc bộ các nhà báo Campuchia'],
  ['Lào, Campuchia', 'Hội Nhà báo Lào, Câu lạc bộ các nhà báo Campuchia'],
  ['Lào và Campuchia', 'Hội Nhà báo Lào và Câu lạc bộ các nhà báo Campuchia'],
  ['Lào + Campuchia', 'HNB Lào, CCJ'],
])('%j and %j are two countries and two partners', async (country, partner) => {
  const [line] = await read([visit(0, country, partner), visit(1, 'Cuba', 'UPEC')])
  expect(line!.values.countries).toEqual(['LA', 'KH'])
  expect(line!.values.partners).toEqual(['Hội Nhà báo Lào', 'Câu lạc bộ các nhà báo Campuchia'])
})

test('a line may end within a name, and a place may stand behind one', async () => {
  const lines = await read([
    visit(0, 'CHDCND\nLào', 'Hội Nhà báo\nLào'),
    visit(1, 'Hàn\nQuốc', 'Hội Nhà báo Hàn Quốc'),
    visit(2, 'Lào', 'Hội Nhà báo Lào, Viêng Chăn'),
  ])
  expect(lines.map(({ values }) => [values.countries.join(), values.partners.join('; ')])).toEqual([
    ['LA', 'Hội Nhà báo Lào'],
    ['KR', 'Hội Nhà báo Hàn Quốc'],
    ['LA', 'Hội Nhà báo Lào'],
  ])
})

test('of two partners one of which nobody knows, the other one is told and not lost', async () => {
  const [line] = await read([visit(0, 'Lào', 'HNB Lào, Tạp chí Vàng Xanh'), visit(1, 'Cuba', 'UPEC')])
  expect(line!.values.partners).toEqual(['Hội Nhà báo Lào', 'Tạp chí Vàng Xanh'])
  expect(reasons(line!, 'partners')).toEqual(['Chưa có đối tác “Tạp chí Vàng Xanh” trong sổ'])
})

test('what was said of a country nobody knew holds in a cell of several too', async () => {
  const app = startApp({ published: 'catalogue' })
  const rows = [header, visit(0, 'Lào, Xứ Hoa Anh Đào'), visit(1, 'Cuba')]
  const bytes = await writeXlsx({ sheets: [{ name: 'Đoàn ra', rows }] })
  const { location } = await upload(app, Buffer.from(bytes), 'sổ.xlsx')
  await app.submit(`${location}/matches`, { 'country[xu hoa anh dao]': 'Nhật Bản' })
  const [, line] = await linesOf(app, location)
  expect(line!.values.countries).toEqual(['LA', 'JP'])
  expect(reasons(line!, 'countries')).toEqual([])
})

test('a State that is several today is refused with its reason, and so is the own country', async () => {
  const lines = await read([
    visit(0, 'Liên Xô (cũ)'),
    visit(1, 'Lào và Tiệp Khắc'),
    visit(2, 'Việt Nam'),
    visit(3, 'CHXHCN Việt Nam – Cuba'),
    visit(4, 'Việt Nam', 'UPEC'),
    visit(5, 'Cuba'),
  ])
  const told = lines.map((line) => [line.values.countries.join(), reasons(line, 'countries')])
  const notHome = 'Ghi nước bạn, không ghi Việt Nam'
  expect(told).toEqual([
    ['', ['“Liên Xô cũ” nay là nhiều nước: Nga, Ukraina, Belarus, Kazakhstan. Ghi nước đã đến']],
    ['LA', ['“Tiệp Khắc” nay là nhiều nước: Séc, Slovakia. Ghi nước đã đến']],
    ['', [notHome]],
    ['CU', [notHome]],
    ['CU', [notHome]],
    ['CU', []],
  ])
})

test('what is typed for a country that is none is refused like what the file says', async () => {
  const app = startApp({ published: 'catalogue' })
  const bytes = await writeXlsx({
    sheets: [{ name: 'Đoàn ra', rows: [header, visit(0, 'Xứ Mơ'), visit(1, 'Cuba')] }],
  })
  const { location } = await upload(app, Buffer.from(bytes), 'sổ.xlsx')
  const id = (await app.visit(location)).all('input[name$="[countries]"]')[0]!.getAttribute('name')!
  for (const [typed, countries, reason] of [
    ['Nam Tư; Lào', ['LA'], /^“Nam Tư” nay là nhiều nước/],
    ['Việt Nam', [], /^Ghi nước bạn, không ghi Việt Nam$/],
    ['ASEAN', [], /^“ASEAN” không phải một nước/],
  ] as const) {
    await app.submit(`${location}/lines`, { [id]: typed })
    const [, line] = await linesOf(app, location)
    expect(line!.values.countries).toEqual(countries)
    expect(reasons(line!, 'countries')).toEqual([expect.stringMatching(reason)])
  }
})

test('one partner under two names in a cell is one', async () => {
  const [line] = await read([visit(0, 'Lào', 'LJA; Hội Nhà báo Lào'), visit(1, 'Cuba', 'UPEC')])
  expect(line!.values.partners).toEqual(['Hội Nhà báo Lào'])
})

test('a day with its hour, as other programs write it, is that day', () => {
  const context = { year: null, order: 'dayFirst' as const }
  expect(readDates('2021-06-20T00:00:00', '2021-06-22T17:00:00.000Z', context)).toMatchObject({
    startsOn: '2021-06-20',
    endsOn: '2021-06-22',
  })
})

test('a country of transit was not visited, and is said to be none that nobody knows', () => {
  for (const text of [
    'Lào (quá cảnh Thái Lan)',
    'Lào, quá cảnh Thái Lan',
    'Lào, Thái Lan (quá cảnh)',
    'Lào\nquá cảnh tại Thái Lan',
  ]) {
    const { countries, unknown, notes } = readCountries(text)
    expect([text, countries, unknown, notes.length]).toEqual([text, ['LA'], [], 1])
  }
})

test('a number below nothing is refused and does not lose its sign', () => {
  for (const text of ['-3', '−3', '- 3', '–3 người', '0', '(3)']) {
    expect([text, readCount(text).count]).toEqual([text, null])
    expect(readCount(text).problem).toBeDefined()
  }
})

test('a head and the members beside it are added up, and a part named beside the whole is not', () => {
  expect(readCount('01 trưởng đoàn, 05 thành viên').count).toBe(6)
  expect(readCount('1 trưởng đoàn + 4 đoàn viên').count).toBe(5)
  expect(readCount('5 nam, 7 nữ').count).toBe(12)
  expect(readCount('12 người, 3 nữ').count).toBeNull()
  expect(readCount('12 người, 3 nữ').problem?.text).toBe('Không đọc được số người từ “{text}”. Để trống')
  expect(readCount('7 đoàn').problem?.text).toBe('“{text}” là số đoàn, không phải số người. Để trống')
})

test('a day that exists and lies too far off is not said not to exist', async () => {
  const [line] = await read([[1, 'Thăm Lào', 'Lào', 'LJA', 'Người A', '5/5/2099', '']])
  expect(line!.verdict).toBe('error')
  expect(reasons(line!, 'startsOn')).toEqual(['“5/5/2099”: năm 2099 nằm ngoài khoảng năm sổ nhận. Xem lại'])
})

test('a visit that lasts longer than a month is told', async () => {
  const [line, short] = await read([
    [1, 'Thăm Anh', 'Anh', '', 'Người A', '5/8/2001', '9/8/2003'],
    [2, 'Thăm Lào', 'Lào', '', 'Người B', '5/9/2001', '25/9/2001'],
  ])
  expect(reasons(line!, 'endsOn')).toEqual(['Đoàn dài 735 ngày. Xem lại ngày đi, ngày về'])
  expect(reasons(short!, 'endsOn')).toEqual([])
})

test('where Excel took the day for the month, every line it touched is told', async () => {
  const asExcelHas = (day: number, month: number) =>
    day > 12 ? `${day}/${month}/2006` : new Date(Date.UTC(2006, day - 1, month))
  const row = (at: number, from: [number, number], to: [number, number]): Cell[] => [
    at + 1,
    `Đoàn ${at + 1}`,
    ['Lào', 'Cuba', 'Nga', 'Pháp'][at]!,
    '',
    `Người ${'ABCD'[at]}`,
    asExcelHas(...from),
    asExcelHas(...to),
  ]
  const lines = await read([
    row(0, [25, 3], [28, 3]),
    row(1, [4, 6], [9, 6]),
    row(2, [13, 7], [18, 7]),
    row(3, [7, 7], [8, 7]),
  ])
  const told = lines.map(({ problems }) => problems.filter(({ reason }) => reason.includes('đảo')).length)
  expect(told).toEqual([0, 2, 0, 1])
  expect(reasons(lines[1]!, 'startsOn')).toEqual([
    'Có lẽ Excel đã đảo ngày và tháng: 06/04/2006 có thể là 04/06/2006. Xem lại',
  ])
})

test('dates that Excel keeps as they were typed are no reason to doubt them', async () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const lines = await read([
    [1, 'Thăm Lào', 'Lào', '', 'Người A', day('2006-06-04'), day('2006-06-09')],
    [2, 'Thăm Cuba', 'Cuba', '', 'Người B', day('2006-07-13'), day('2006-07-18')],
    [3, 'Thăm Nga', 'Nga', '', 'Người C', '25/3/2006', '28/3/2006'],
  ])
  expect(lines.flatMap(({ problems }) => problems.map(({ reason }) => reason))).toEqual([])
})

test.each([
  ['Đoàn nhà báo Ý thăm Việt Nam', 'IT'],
  ['Đoàn Anh, Pháp', 'GB,FR'],
  ['Ý kiến về ấn phẩm và Pháp luật', ''],
  ['Ông Đức và bà Nga đi Lào', 'LA'],
  ['Anh Nguyễn Văn A dự hội nghị tại Mỹ', 'US'],
])('a country in a title is told from words and people that begin alike: %s', (title, expected) => {
  expect(countriesWithin(title).join()).toBe(expected)
})

test('in a column of both orders only a date that may be either is asked about', async () => {
  const dates = [
    '13/4/2021',
    '12/25/2021',
    'ngày 7 tháng 8 năm 2021',
    '7-Aug-21',
    '5-21/9/2021',
    '3/4/2021',
    '5-7/9/2021',
  ]
  const lines = await read(dates.map((date, at) => [at + 1, `Đoàn ${at}`, 'Lào', null, null, date, null]))
  const isAsked = (line: (typeof lines)[number]) =>
    line.problems.some(({ reason }) => reason.startsWith('Cột có cả cách viết'))
  expect(dates.filter((_, at) => isAsked(lines[at]!))).toEqual(['3/4/2021', '5-7/9/2021'])
})
