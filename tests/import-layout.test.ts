import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Which rows of a sheet are visits, and which stand around them.

type Cell = string | number | Date | null
type Merge = { startRow: number; startCol: number; endRow: number; endCol: number }
const day = (text: string) => new Date(`${text}T00:00:00Z`)

async function read(rows: Cell[][], merges: Merge[] = []) {
  const app = startApp({ published: 'catalogue' })
  const bytes = await writeXlsx({ sheets: [{ name: 'Đoàn ra', rows, merges }] })
  const { location } = await upload(app, Buffer.from(bytes), 'sổ.xlsx')
  return linesOf(app, location)
}
const verdicts = (lines: { verdict: string }[]) => lines.map(({ verdict }) => verdict)

const header = ['STT', 'Tên đoàn', 'Nước', 'Từ ngày', 'Đến ngày', 'Số người']
const toLaos = [1, 'Thăm Lào', 'Lào', day('2008-05-10'), day('2008-05-14'), 6]
const toCuba = [2, 'Thăm Cuba', 'Cuba', day('2008-07-10'), day('2008-07-14'), 8]

test('the signatures under a table are no visits, one name or three beside each other', async () => {
  const lines = await read([
    header,
    toLaos,
    toCuba,
    ['Tổng số: 02 đoàn', null, null, null, null, 14],
    [null, null, 'Đà Nẵng, ngày 5 tháng 1 năm 2009', null, null, null],
    [null, 'NGƯỜI LẬP BIỂU', null, 'TRƯỞNG BAN', null, null],
    [null, '(Ký, ghi rõ họ tên)', null, '(Ký tên, đóng dấu)', null, null],
    [null, null, null, null, null, null],
    [null, 'Nguyễn Văn Thử', null, 'Trần Thị Mẫu', null, null],
  ])
  expect(verdicts(lines)).toEqual(['skipped', 'new', 'new', ...Array<string>(6).fill('skipped')])
  const three = await read([
    header,
    toLaos,
    toCuba,
    ['Người lập biểu', null, 'Kế toán', null, null, 'Thủ trưởng đơn vị'],
    ['Nguyễn Văn Thử', null, 'Lê Văn Ví Dụ', null, null, 'Trần Thị Mẫu'],
  ])
  expect(verdicts(three)).toEqual(['skipped', 'new', 'new', 'skipped', 'skipped'])
})

test('what stands under signatures is a table again once it has its header', async () => {
  const lines = await read([
    header,
    toLaos,
    [null, 'Người lập biểu', null, 'Trưởng ban', null, null],
    [null, 'Nguyễn Văn Thử', null, 'Trần Thị Mẫu', null, null],
    ['ĐOÀN VÀO', null, null, null, null, null],
    header,
    toCuba,
  ])
  expect(verdicts(lines).map((one) => one === 'new')).toEqual([false, true, false, false, false, false, true])
})

test('a visit that is named like a signature is a visit', async () => {
  const lines = await read([
    header,
    [1, 'Trưởng ban Đối ngoại thăm Lào', 'Lào', day('2008-05-10'), null, null],
    toCuba,
  ])
  expect(verdicts(lines)).toEqual(['skipped', 'new', 'new'])
})

test('a row that goes on with the visit above hears what was said of its country', async () => {
  const app = startApp()
  const rows: Cell[][] = [header, toLaos, [null, null, 'Xứ Lạ', null, null, null], toCuba]
  const merges = [0, 1, 3, 4, 5].map((col) => ({ startRow: 1, startCol: col, endRow: 2, endCol: col }))
  const bytes = await writeXlsx({ sheets: [{ name: 'Đoàn ra', rows, merges }] })
  const { location } = await upload(app, Buffer.from(bytes), 'so.xlsx')
  const visited = async () =>
    (await linesOf(app, location))
      .filter(({ verdict }) => verdict !== 'skipped')
      .map(({ values }) => values.countries)
  expect(await visited()).toEqual([['LA'], ['CU']])
  const [box] = (await app.visit(location)).all('input[name^="country["]')
  await app.submit(`${location}/matches`, { [box!.getAttribute('name')!]: 'Cuba' })
  expect(await visited()).toEqual([['LA', 'CU'], ['CU']])
})

test('a second line of a header tells in what its columns are told', async () => {
  const lines = await read([
    ['STT', 'Tên đoàn', 'Nước', 'Thời gian đi', 'Thời gian về', 'Số người'],
    [null, null, null, '(ngày/tháng/năm)', '(ngày/tháng/năm)', null],
    toLaos,
    toCuba,
  ])
  expect(verdicts(lines)).toEqual(['skipped', 'skipped', 'new', 'new'])
  expect(lines[2]!.values).toMatchObject({ startsOn: '2008-05-10', endsOn: '2008-05-14', headCount: 6 })
})

test('so it does where only the first column is merged down, and a time has two columns', async () => {
  const lines = await read(
    [
      ['TT', 'Nội dung chuyến đi', 'Nước đến', 'Trưởng đoàn', 'Số lượng', 'Thời gian', null, 'Ghi chú'],
      [null, null, null, null, '(người)', 'Đi', 'Về', null],
      [1, 'Thăm Lào', 'Lào', 'Lê Văn Ví Dụ', 6, day('2022-03-04'), day('2022-03-08'), null],
      [2, 'Thăm Cuba', 'Cuba', 'Trần Thị Mẫu', 8, day('2022-04-04'), day('2022-04-08'), null],
    ],
    [
      { startRow: 0, startCol: 0, endRow: 1, endCol: 0 },
      { startRow: 0, startCol: 5, endRow: 0, endCol: 6 },
    ],
  )
  expect(verdicts(lines)).toEqual(['skipped', 'skipped', 'new', 'new'])
  expect(lines[2]!.values).toMatchObject({ startsOn: '2022-03-04', endsOn: '2022-03-08', headCount: 6 })
})

test('a section whose letter or number has a cell of its own says the direction of what is below it', async () => {
  for (const [out, into] of [
    [
      ['I', 'ĐOÀN RA'],
      ['II', 'ĐOÀN VÀO'],
    ],
    [
      ['A.', 'Đoàn ra năm 2008'],
      ['B.', 'Khách vào năm 2008'],
    ],
    [
      ['I', 'Đoàn đi công tác'],
      ['II', 'Đoàn đến'],
    ],
  ] as const) {
    const lines = await read([
      header,
      [...out, null, null, null, null],
      toLaos,
      [...into, null, null, null, null],
      toCuba,
    ])
    const told = lines.map(({ verdict, values }) => [verdict, values.direction])
    expect([into, told.filter(([verdict]) => verdict !== 'skipped')]).toEqual([
      into,
      [
        ['new', 'outbound'],
        ['new', 'inbound'],
      ],
    ])
  }
})

test('a column that holds something nobody understood is named at the top, until somebody says what it is', async () => {
  const app = startApp({ published: 'catalogue' })
  const file = [
    'STT,Tên đoàn,Nước,Cơ quan tiếp,Xếp loại ABC,Từ ngày,Đến ngày',
    '1,Thăm Lào,Lào,Hội Nhà báo Lào,Loại 1,13/5/2008,16/5/2008',
    '2,Thăm Cuba,Cuba,Hội Nhà báo Cuba,Loại 2,14/7/2008,18/7/2008',
  ].join('\n')
  const { location } = await upload(app, Buffer.from(file), 'sổ đoàn ra.csv')
  const page = await app.visit(location)
  expect(page.text('#left-out')).toBe('Không đọc được cột “Xếp loại ABC” nên không nhập. Chọn cột ấy là gì')
  const lines = await linesOf(app, location)
  expect(lines.slice(1).map(({ values }) => values.partners)).toEqual([
    ['Hội Nhà báo Lào'],
    ['Hội Nhà báo Cuba'],
  ])
  const columns: Record<string, string> = {}
  for (const select of page.all('select[name^="c0["]'))
    columns[select.getAttribute('name')!] = select.querySelector('[selected]')!.getAttribute('value')!
  expect((await app.submit(`${location}/columns`, columns)).status).toBe(303)
  expect((await app.visit(location)).all('#left-out')).toEqual([])
})

test('a year that stands alone in the column of dates is a heading for the dates below it', async () => {
  const lines = await read([
    ['Thời gian', 'Tên đoàn', 'Nước', 'Số người'],
    ['2022', null, null, null],
    ['12/1', 'Thăm Lào', 'Lào', 6],
    ['15-19/3', 'Thăm Cuba', 'Cuba', 4],
    [2023, null, null, null],
    ['12/1', 'Thăm Nhật Bản', 'Nhật Bản', 5],
  ])
  expect(lines.map(({ verdict, values }) => [verdict, values.startsOn])).toEqual([
    ['skipped', null],
    ['skipped', null],
    ['new', '2022-01-12'],
    ['new', '2022-03-15'],
    ['skipped', null],
    ['new', '2023-01-12'],
  ])
})

test('a year that stands alone is a heading in a table that begins with its dates, in words too', async () => {
  const lines = await read([
    ['Từ ngày', 'Đến ngày', 'Tên đoàn', 'Nước', 'Số người'],
    ['Năm 2022', null, null, null, null],
    ['12/1', '14/1', 'Thăm Lào', 'Lào', 6],
    ['2023', null, null, null, null],
    ['2/3', '5/3', 'Thăm Cuba', 'Cuba', 4],
  ])
  expect(lines.flatMap(({ values }) => values.endsOn ?? [])).toEqual(['2022-01-14', '2023-03-05'])
  expect(lines.filter(({ verdict }) => verdict === 'error')).toEqual([])
})

test('a year that stands alone ends what a column of years said above it', async () => {
  const lines = await read([
    ['Năm', 'Tên đoàn', 'Nước', 'Thời gian', 'Số người'],
    [2021, 'Thăm Lào', 'Lào', '12/1', 6],
    [null, 'Thăm Cuba', 'Cuba', '15/3', 4],
    [2022, null, null, null, null],
    [null, 'Thăm Nhật Bản', 'Nhật Bản', '12/1', 5],
  ])
  expect(lines.flatMap(({ values }) => values.startsOn ?? [])).toEqual([
    '2021-01-12',
    '2021-03-15',
    '2022-01-12',
  ])
})

test.each([
  ['a month and a year', ['Tháng', 'Năm'], [7, 2019], ['2019-07', null]],
  ['a year and a month in words', ['Năm', 'Tháng'], [2019, 'Tháng 7'], ['2019-07', null]],
  ['a day, a month and a year', ['Ngày', 'Tháng', 'Năm'], [14, 7, 2019], ['2019-07-14', null]],
  ['days, a month and a year', ['Ngày', 'Tháng', 'Năm'], ['14-18', 7, 2019], ['2019-07-14', '2019-07-18']],
  [
    'the first and the last day, a month and a year',
    ['Từ ngày', 'Đến ngày', 'Tháng', 'Năm'],
    [14, 18, 7, 2019],
    ['2019-07-14', '2019-07-18'],
  ],
  ['a whole date under a month', ['Tháng', 'Năm'], ['14/7/2019', 2019], ['2019-07-14', null]],
] as [string, string[], Cell[], (string | null)[]][])(
  'the columns of a date say together what each says: %s',
  async (_what, names, cells, dates) => {
    const lines = await read([
      ['STT', 'Tên đoàn', 'Nước', ...names, 'Số người'],
      [1, 'Thăm Lào', 'Lào', ...cells, 6],
      [2, 'Thăm Cuba', 'Cuba', ...cells, 4],
    ])
    expect(lines.slice(1).map(({ values }) => [values.startsOn, values.endsOn])).toEqual([dates, dates])
  },
)

test('a month whose year is nowhere is told as one', async () => {
  const lines = await read([
    ['STT', 'Tên đoàn', 'Nước', 'Tháng', 'Số người'],
    [1, 'Thăm Lào', 'Lào', 7, 6],
    [2, 'Thăm Cuba', 'Cuba', 8, 4],
  ])
  expect(lines.slice(1).map(({ problems }) => problems[0]!.reason)).toEqual([
    '“T7” không có năm, cũng không nằm dưới tiểu mục một năm',
    '“T8” không có năm, cũng không nằm dưới tiểu mục một năm',
  ])
})

test('so they do in two lines of a header', async () => {
  const lines = await read([
    ['STT', 'Tên đoàn', 'Nước', 'Thời gian', null, 'Số người'],
    [null, null, null, 'Tháng', 'Năm', null],
    [1, 'Thăm Lào', 'Lào', 7, 2019, 6],
    [2, 'Thăm Cuba', 'Cuba', 8, 2019, 4],
  ])
  expect(lines.flatMap(({ values }) => values.startsOn ?? [])).toEqual(['2019-07', '2019-08'])
})

test('a sheet whose whole name is a direction gives it, and one that names both gives none', async () => {
  const app = startApp({ published: 'catalogue' })
  const names = ['RA', 'VÀO', 'Vào 2019', 'RA - VÀO']
  const sheets = names.map((name, at) => ({
    name,
    rows: [header, [1, `Trao đổi nghiệp vụ lần ${at}`, 'Lào', day('2008-05-10'), day('2008-05-14'), 6]],
  }))
  const { location } = await upload(app, Buffer.from(await writeXlsx({ sheets })), 'sổ.xlsx')
  const told = (await linesOf(app, location)).filter(({ verdict }) => verdict !== 'skipped')
  expect(told.map(({ sheet, values }) => [sheet, values.direction])).toEqual([
    ['RA', 'outbound'],
    ['VÀO', 'inbound'],
    ['Vào 2019', 'inbound'],
    ['RA - VÀO', null],
  ])
})

test('a sub-total in the column of heads is a total, and a head whose name sounds like one is a head', async () => {
  const columns = ['Tên đoàn', 'Nước', 'Từ ngày', 'Trưởng đoàn', 'Số người']
  const lines = await read([
    columns,
    ['Thăm Lào', 'Lào', day('2008-05-10'), 'Tống Nam Sơn', 6],
    ['Thăm Cuba', 'Cuba', null, 'Tống Nam Sơn', 8],
    [null, null, null, 'Sub-total', 14],
    [null, null, null, 'Tổng cộng', 14],
  ])
  expect(lines.map(({ verdict }) => verdict)).toEqual(['skipped', 'new', 'error', 'skipped', 'skipped'])
  expect(lines[1]!.values.headName).toBe('Tống Nam Sơn')
})

test('more than a thousand people are read and to be looked at', async () => {
  const app = startApp({ published: 'catalogue' })
  const file = [
    'Tên đoàn,Nước,Từ ngày,Số người',
    'Thăm Lào,Lào,13/5/2008,1.200',
    'Thăm Cuba,Cuba,14/7/2008,12',
  ].join('\n')
  const { location } = await upload(app, Buffer.from(file), 'đoàn ra.csv')
  const [, many] = await linesOf(app, location)
  expect([many!.verdict, many!.values.headCount]).toEqual(['new', 1200])
  expect(many!.problems.map(({ reason }) => reason)).toEqual(['“1.200” đọc là 1.200 người. Xem lại'])
  const [box] = (await app.visit(`${location}?verdict=doubtful`)).all('input[name$="[headCount]"]')
  await app.submit(`${location}/lines`, { [box!.getAttribute('name')!]: '1.250' })
  const [, typed] = await linesOf(app, location)
  expect([typed!.values.headCount, typed!.problems]).toEqual([1250, []])
})
