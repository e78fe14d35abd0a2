import { ArchiveRefused, partsOf, sourceOf, unpack } from '../../archive.ts'
import { FileRefused, limits } from './sheet.ts'

// Every reader of workbooks unpacks whatever it is given: a file of 300 KB may become gigabytes. So each part is
// unpacked here first, within a budget, and looked at for what a ledger has no use for.

/** Throws FileRefused unless these bytes are a plain .xlsx that is safe to hand to a reader. */
export function checkWorkbook(bytes: Buffer) {
  const source = sourceOf(bytes)
  const parts = reading(() => partsOf(source, limits.parts))
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name))
  if (has(/^xl\/workbook\.bin$/)) {
    throw new FileRefused('Đây là tệp .xlsb. Mở bằng Excel, lưu lại dạng .xlsx rồi nhập.')
  }
  if (!has(/^xl\/workbook\.xml$/)) {
    throw new FileRefused(
      'Tệp nén này không phải bảng tính .xlsx. Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập.',
    )
  }
  if (has(/vbaproject\.bin$|^xl\/macrosheets\//)) {
    throw new FileRefused('Tệp có macro nên sổ không mở. Lưu lại dạng .xlsx (không macro) rồi nhập.')
  }
  if (has(/^xl\/externallinks\//)) {
    throw new FileRefused(
      'Tệp có ô lấy số liệu từ tệp khác nên sổ không mở. Trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết, lưu lại rồi nhập.',
    )
  }
  let left = limits.unpacked
  for (const part of parts) {
    const unpacked = reading(() => unpack(source, part, left))
    left -= unpacked.length
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)) checkRows(unpacked)
    if (/\.(xml|rels)$/i.test(part.name) && unpacked.subarray(0, 4096).includes('<!DOCTYPE')) {
      throw new FileRefused('Tệp này không do Excel lưu ra (có khai báo DOCTYPE), nên sổ không mở.')
    }
  }
}

// What keeps an archive from being read, in a sentence for whoever chose it.
function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error
    if (error.why === 'encrypted')
      throw new FileRefused('Tệp đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.')
    throw error.why === 'tooLarge' ? tooLarge() : broken()
  }
}

/** Counts rows before a reader makes an array of each: a sheet formatted to its last row has a million of them. */
function checkRows(sheet: Buffer) {
  let count = 0
  let last = 0
  for (let at = sheet.indexOf('<row '); at !== -1; at = sheet.indexOf('<row ', at + 5)) {
    count++
    last = at
  }
  const number = Number(/ r="(\d+)"/.exec(sheet.toString('latin1', last, last + 200))?.[1] ?? 0)
  const rows = Math.max(count, number)
  if (rows > limits.rows) {
    throw new FileRefused(
      'Có trang kéo dài tới dòng {rows}, phần lớn là dòng trống đã định dạng. Xóa các dòng trống dưới bảng rồi lưu lại.',
      { rows },
    )
  }
}

const broken = () => new FileRefused('Tệp bị hỏng hoặc tải lên chưa hết. Mở lại bằng Excel, lưu rồi nhập.')
const tooLarge = () =>
  new FileRefused('Tệp bung ra lớn bất thường (hơn {most} MB), nên sổ không mở.', {
    most: limits.unpacked / 1024 / 1024,
  })
