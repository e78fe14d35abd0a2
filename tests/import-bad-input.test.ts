import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { oldContainer, zip } from './support/files.ts'
import { upload } from './support/imports.ts'

// Files that are no ledger: each is refused with one sentence, nothing of it is kept, and the product goes on.

const book = { 'xl/workbook.xml': '<workbook/>' }
const sheet = async (rows: (string | null)[][]) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'Sổ', rows }] }))
const table = 'STT,Tên đoàn,Nước,Ngày\r\n1,Thăm Lào,Lào,1/2/2024\r\n'

const files: [string, () => Buffer | Promise<Buffer>, RegExp][] = [
  [
    'a zip bomb',
    () => zip({ ...book, 'xl/worksheets/sheet1.xml': Buffer.alloc(300_000_000, 'a') }),
    /bung ra lớn bất thường/,
  ],
  [
    'a million empty rows',
    () =>
      zip({
        ...book,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${Array.from({ length: 1_000_000 }, (_, row) => `<row r="${row + 1}"/>`).join('')}</sheetData></worksheet>`,
      }),
    /dòng 1\.000\.000/,
  ],
  [
    'one cell in the last row',
    () =>
      zip({
        ...book,
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>',
      }),
    /dòng 1\.048\.576/,
  ],
  [
    'links to other files',
    () => zip({ ...book, 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }),
    /lấy số liệu từ tệp khác/,
  ],
  ['macros', () => zip({ ...book, 'xl/vbaProject.bin': 'x' }), /macro/],
  ['a password', () => oldContainer('EncryptedPackage'), /đặt mật khẩu/],
  ['an archive with a password', () => zip(book, { encrypted: true }), /đặt mật khẩu/],
  ['an old .xls under a new name', () => oldContainer('Workbook'), /Excel đời cũ \(\.xls\)/],
  ['a Word file', () => zip({ 'word/document.xml': '<document/>' }), /không phải bảng tính \.xlsx/],
  [
    'a declaration of entities',
    () => zip({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "a">]><workbook/>' }),
    /DOCTYPE/,
  ],
  ['half a workbook', async () => (await sheet([['a']])).subarray(0, 700), /bị hỏng hoặc tải lên chưa hết/],
  [
    '5,000 columns',
    () => sheet([Array.from({ length: 5000 }, (_, column) => `cột ${column}`)]),
    /5\.000 cột/,
  ],
  [
    'a cell of 40,000 characters',
    () => Buffer.from(table + `2,${'dài '.repeat(10_000)},Lào,2/2/2024`),
    /dài 39\.999|dài 40\.000/,
  ],
  [
    'letters of another encoding',
    () => Buffer.from(Buffer.from(table.repeat(20)).toString('latin1')),
    /bị vỡ/,
  ],
  [
    'an old font encoding',
    () => Buffer.from('STT,Tªn ®oµn,N­íc,Ngµy\r\n1,§oµn nhµ b¸o ®i Lµo,Lµo,1/2/2024\r\n', 'latin1'),
    /bị vỡ/,
  ],
  [
    'a picture',
    () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
    /không phải bảng tính/,
  ],
  [
    'a web page named .xls',
    () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
    /trang web/,
  ],
  ['nothing at all', () => Buffer.alloc(0), /rỗng/],
]

test.each(files)('%s is refused with one sentence, and nothing is stored', async (_, made, sentence) => {
  const app = startApp()
  const answer = await upload(app, await made(), 'sổ.xlsx')
  expect(answer.status).toBe(422)
  expect(answer.html).toMatch(sentence)
  expect((await app.visit('/healthz')).status).toBe(200)
  const stored = app.db.$client
    .prepare('select (select count(*) from imports) + (select count(*) from import_lines) n')
    .get()
  expect(stored).toEqual({ n: 0 })
  const folder = join(app.dataDir, 'imports')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('a file without a table of delegations is read, and offers nothing to write', async () => {
  const app = startApp()
  const { location } = await upload(
    app,
    Buffer.from('Tên,Điện thoại\r\nVăn thư,0123\r\nBảo vệ,0456\r\n'),
    'danh bạ.csv',
  )
  const page = await app.visit(location)
  expect(page.text('[aria-labelledby=columns]')).toContain('Không thấy bảng đoàn nào')
  expect(page.document.querySelector('form[action$="/commit"] button')!.hasAttribute('disabled')).toBe(true)
})

test('a form without a file, and a file too large, come back with the reason', async () => {
  const app = startApp()
  expect((await app.submit('/imports', {})).text('#file-error')).toBe('Chưa chọn tệp')
  const large = await upload(app, Buffer.alloc(21 * 1024 * 1024, 'a'), 'to.csv')
  expect(large.status).toBe(422)
  expect(large.html).toContain('lớn hơn 20 MB')
})

test('text that a spreadsheet would take for a formula stays text', async () => {
  const app = startApp()
  const { location } = await upload(
    app,
    Buffer.from('Tên đoàn,Loại,Nước,Ngày\r\n"=HYPERLINK(""http://a"",""b"")",ra,Lào,1/2/2024\r\n'),
    'sổ.csv',
  )
  expect((await app.visit(location)).texts('#lines .main').join()).toContain('=HYPERLINK')
})
