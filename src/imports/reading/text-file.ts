import { parse } from 'csv-parse/sync'
import { FileRefused, limits, type SheetRow } from './sheet.ts'

// Tables as text: which encoding, which mark between the columns.

/** The text of a file in UTF-8, UTF-16 or windows-1258, and which of them it was. */
export function decoded(bytes: Buffer): { text: string; encoding: string } {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes).normalize('NFC')
  if (isMojibake(text)) {
    throw new FileRefused(
      'Chữ trong tệp đọc ra bị vỡ: tệp dùng bảng mã khác (như TCVN3, VNI) hoặc đã lưu sai. Mở bằng Excel, lưu dạng “CSV UTF-8” hoặc .xlsx rồi nhập.',
    )
  }
  if (/[\u0000-\u0008\u000E-\u001F]/.test(text)) {
    throw new FileRefused('Tệp này không phải bảng tính hay tệp chữ. Nhập tệp .xlsx hoặc .csv.')
  }
  return { text, encoding }
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 4000)
  const zerosAt = (parity: number) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length
  if (zerosAt(1) > start.length / 8 && zerosAt(0) < start.length / 50) return 'utf-16le'
  if (zerosAt(0) > start.length / 8 && zerosAt(1) < start.length / 50) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1258'
  }
}

// What Vietnamese looks like when its bytes were taken for those of another encoding: letters of UTF-8 read one by one
// (Ã, áº, á»), or the signs where TCVN3 and VNI keep their vowels.
function isMojibake(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const utf8Pieces = text.match(/á[º»]|Ã[\u0080-\u00BF¡-¿]|Ä[\u0080-\u0091‘’]|Æ[°¡]/gu)?.length ?? 0
  const signs = text.match(/(?<=\p{L})[¡-¿×÷]|[¡-¿×÷](?=\p{Ll})|\uFFFD|[\u0080-\u009F]/gu)?.length ?? 0
  return utf8Pieces > Math.max(3, letters / 60) || signs > Math.max(3, letters / 40)
}

export const marks = { ',': 'phẩy', ';': 'chấm phẩy', '\t': 'tab' } as const
type Mark = keyof typeof marks

/** The rows of a table in text, whatever stands between its columns. A row's line is its record, as Excel counts. */
export function readTable(text: string): { rows: SheetRow[]; mark: Mark } {
  const told = /^\uFEFF?sep=(.)\r?\n/.exec(text)
  const body = told ? text.slice(told[0].length) : text.replace(/^\uFEFF/, '')
  const mark = told && isMark(told[1]!) ? told[1] : markOf(body)
  const records = recordsOf(body, mark)
  return {
    mark,
    rows: records.map((cells, index) => ({
      line: index + 1,
      cells,
      isHidden: false,
      mergedFromAbove: [],
      isAcross: false,
    })),
  }
}

const isMark = (character: string): character is Mark => Object.hasOwn(marks, character)

/** The mark that splits the beginning into the most columns, row after row alike. */
function markOf(text: string): Mark {
  const sample = text.slice(0, 60_000)
  const scored = (Object.keys(marks) as Mark[]).map((mark) => {
    const widths = recordsOf(sample, mark, 80)
      .filter((cells) => cells.some(Boolean))
      .map((cells) => cells.length)
    const common = mostCommon(widths)
    const alike = widths.filter((width) => width === common).length / (widths.length || 1)
    return { mark, score: common > 1 ? alike * Math.min(common, 30) : 0 }
  })
  return scored.toSorted((one, other) => other.score - one.score)[0]!.mark
}

function mostCommon(numbers: number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].toSorted((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0] ?? 0
}

function recordsOf(text: string, delimiter: Mark, to = limits.rows + 1): string[][] {
  try {
    return parse(text, {
      delimiter,
      to,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    })
  } catch {
    // A quotation mark that is never closed: each line as it stands.
    const lines = text.split(/\r\n?|\n/).slice(0, to)
    return lines.map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, '')))
  }
}
