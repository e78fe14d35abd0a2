import { type CellValue, readXlsx, type Sheet as XlsxSheet } from 'hucre/xlsx'
import { checkWorkbook } from './archive.ts'
import { checkSize, FileRefused, limits, type Sheet, type SheetRow, type Workbook } from './sheet.ts'
import { decoded, marks, readTable } from './text-file.ts'

/** Any file as sheets of rows of text, by its content and never by its name. Throws FileRefused with its sentence. */
export async function readWorkbook(bytes: Buffer, fileName: string): Promise<Workbook> {
  if (!bytes.length) throw new FileRefused('Tệp rỗng.')
  const start = bytes.subarray(0, 8)
  if (start.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return readXlsxFile(bytes)
  if (start.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))) throw oldOffice(bytes)
  if (start.subarray(0, 2).equals(Buffer.from('PK'))) {
    throw new FileRefused('Tệp bị hỏng hoặc tải lên chưa hết. Mở lại bằng Excel, lưu rồi nhập.')
  }
  if (/^(%PDF|\u0089PNG|\u00FF\u00D8\u00FF|GIF8|Rar!|\{\\rtf)/.test(start.toString('latin1'))) {
    throw new FileRefused('Tệp này không phải bảng tính hay tệp chữ. Nhập tệp .xlsx hoặc .csv.')
  }
  const { text, encoding } = decoded(bytes)
  if (/^\uFEFF?\s*<(\?xml|!doctype|html|table|meta|head)/i.test(text.slice(0, 200))) {
    throw new FileRefused(
      'Tệp này là trang web hay XML, dù tên giống tệp Excel. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.',
    )
  }
  const { rows, mark } = readTable(text)
  const sheets = [{ name: fileName.replace(/\.[^.]*$/, ''), isHidden: false, rows }]
  checkSize(sheets)
  return {
    format: {
      text: 'tệp chữ {encoding}, cột cách nhau bằng dấu {mark}',
      gaps: { encoding: encoding.toUpperCase(), mark: { text: marks[mark] } },
    },
    sheets,
  }
}

/** .xls and password-protected files share a container; the names in its directory tell them apart. */
function oldOffice(bytes: Buffer): FileRefused {
  const names = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'))
  if (names('EncryptedPackage') || names('EncryptionInfo')) {
    return new FileRefused('Tệp đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.')
  }
  if (names('WordDocument')) return new FileRefused('Đây là tệp Word. Nhập tệp .xlsx hoặc .csv.')
  return new FileRefused(
    'Đây là tệp Excel đời cũ (.xls), dù tên là gì. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.',
  )
}

async function readXlsxFile(bytes: Buffer): Promise<Workbook> {
  checkWorkbook(bytes)
  let sheets: Sheet[]
  try {
    const workbook = await readXlsx(bytes)
    if (workbook.sheets.length > limits.sheets) {
      throw new FileRefused('Tệp có {count} trang, nhiều hơn {most}. Giữ lại các trang của sổ rồi nhập.', {
        count: workbook.sheets.length,
        most: limits.sheets,
      })
    }
    sheets = workbook.sheets.map(asSheet)
  } catch (error) {
    if (error instanceof FileRefused) throw error
    throw new FileRefused('Không đọc được bảng tính này. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.')
  }
  checkSize(sheets)
  return { format: { text: 'bảng tính Excel (.xlsx)' }, sheets }
}

function asSheet({ name, rows, merges, rowDefs, hidden, veryHidden }: XlsxSheet): Sheet {
  const read: SheetRow[] = rows.map((cells, index) => ({
    line: index + 1,
    cells: Array.from(cells, textOf),
    isHidden: rowDefs?.get(index)?.hidden === true,
    mergedFromAbove: [],
    isAcross: false,
  }))
  for (const { startRow, endRow, startCol, endCol } of merges ?? []) {
    const text = read[startRow]?.cells[startCol] ?? ''
    if (endCol - startCol >= 2 && read[startRow]) read[startRow].isAcross = true
    for (const target of text ? read.slice(startRow + 1, endRow + 1) : []) {
      while (target.cells.length <= startCol) target.cells.push('')
      if (target.cells[startCol]) continue
      target.cells[startCol] = text
      target.mergedFromAbove.push(startCol)
    }
  }
  // Rows below the last one with anything in it are nobody's lines.
  const last = read.findLastIndex(({ cells }) => cells.some(Boolean))
  return { name, isHidden: hidden === true || veryHidden === true, rows: read.slice(0, last + 1) }
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return String(value)
}
