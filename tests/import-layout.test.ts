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
