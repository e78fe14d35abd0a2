import { inflateRawSync } from 'node:zlib'
import { FileRefused, limits } from './sheet.ts'

// Every reader of workbooks unpacks whatever it is given: a file of 300 KB may become gigabytes. So each part is
// unpacked here first, within a budget, and looked at for what a ledger has no use for.

interface Part {
  name: string
  method: number
  packed: Buffer
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const DEFLATED = 8

/** Throws FileRefused unless these bytes are a plain .xlsx that is safe to hand to a reader. */
export function checkWorkbook(bytes: Buffer) {
  const parts = partsOf(bytes)
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
    const unpacked = unpack(part, left)
    left -= unpacked.length
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)) checkRows(unpacked)
    if (/\.(xml|rels)$/i.test(part.name) && unpacked.subarray(0, 4096).includes('<!DOCTYPE')) {
      throw new FileRefused('Tệp này không do Excel lưu ra (có khai báo DOCTYPE), nên sổ không mở.')
    }
  }
}

function partsOf(bytes: Buffer): Part[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) throw broken()
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.parts) throw tooLarge()
  const parts: Part[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken()
    const flags = bytes.readUInt16LE(at + 8)
    const method = bytes.readUInt16LE(at + 10)
    const packedSize = bytes.readUInt32LE(at + 20)
    const nameLength = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    if (flags & 1) {
      throw new FileRefused('Tệp đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.')
    }
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_HEADER) throw broken()
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    if (start + packedSize > bytes.length) throw broken()
    parts.push({ name, method, packed: bytes.subarray(start, start + packedSize) })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function unpack({ method, packed }: Part, most: number): Buffer {
  if (method !== DEFLATED) {
    if (packed.length > most) throw tooLarge()
    return packed
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge()
    throw broken()
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
