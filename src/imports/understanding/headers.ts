import { cleaned, folded } from '../../vietnamese.ts'
import type { SheetRow } from '../reading/sheet.ts'
import { isDateLike } from '../values/dates.ts'
import { type ColumnField, fieldNamed, type Header, namedIn } from './columns.ts'

// Which rows of a sheet name its columns, in one line or in two.

/** The fullest header among these rows. */
export function findHeader(rows: SheetRow[], from: number, to: number): Header | undefined {
  let best: Header | undefined
  let most = 0
  for (let at = from; at < to; at++) {
    const header = readHeader(rows, at)
    const count = header ? countFields(header) : 0
    if (header && count > most) [best, most] = [header, count]
    // What follows the first whole header is no better one.
    if (most >= 4 && at > best!.at + 3) break
  }
  return best
}

const countFields = ({ fields }: Header) => new Set(fields.filter(Boolean)).size

/** The header at this row, if it is one: the first again, or another table's. */
export function headerAt(
  rows: SheetRow[],
  at: number,
  first: Header | undefined,
  now: Header | undefined,
): Header | undefined {
  if (first && at === first.at) return first
  const header = readHeader(rows, at)
  if (!header) return undefined
  const repeated =
    now &&
    rows[at]!.cells.filter((cell, column) => cell && folded(cell) === folded(now.names[column] ?? '')).length
  return countFields(header) >= 4 || (repeated && repeated >= 3) ? header : undefined
}

export const isSameHeader = (one: Header, other: Header | undefined) =>
  one.fields.length === other?.fields.length &&
  one.fields.every((field, column) => field === other.fields[column])

function readHeader(rows: SheetRow[], at: number): Header | undefined {
  // Most rows hold a date, and no header does.
  if (rows[at]!.cells.some((cell) => /\d[/.-]\d|\d{4}/.test(cell))) return undefined
  const top = rows[at]!.cells.map((cell) => cleaned(cell))
  const own = namedIn(top)
  if (own.size < 2) return undefined
  // A row of values names nothing: a header has no dates and no long texts.
  if (top.some((text) => isDateLike(text) && text.length > 4) || top.some((text) => text.length > 90))
    return undefined
  const below = rows[at + 1]?.cells.map((cell) => cleaned(cell)) ?? []
  const merged = rows[at + 1]?.mergedFromAbove ?? []
  if (isSecondLine(top, below, merged)) {
    const width = Math.max(top.length, below.length)
    const names: string[] = []
    const fields: (ColumnField | undefined)[] = []
    let parent = ''
    for (let column = 0; column < width; column++) {
      if (top[column]) parent = top[column]!
      const child = merged.includes(column) ? '' : (below[column] ?? '')
      const over = top[column] || (child ? parent : '')
      names.push(cleaned(`${over} ${child}`))
      fields.push(fieldOfTwo(over, child))
    }
    return { at, height: 2, names, fields: withTitle(fields) }
  }
  if (own.size < 3 && !(own.size === 2 && top.filter(Boolean).length <= 4)) return undefined
  return { at, height: 1, names: top, fields: withTitle(top.map((text) => fieldNamed(text))) }
}

/** Where no column is called a visit's name, what it was about is its name. */
const withTitle = (fields: (ColumnField | undefined)[]) =>
  fields.includes('title') ? fields : fields.map((field) => (field === 'purpose' ? 'title' : field))

/** A second line of a header stands under what is empty above it or spans it, and holds names too. */
function isSecondLine(top: string[], below: string[], merged: number[]): boolean {
  const cells = below.flatMap((text, column) => (text && !merged.includes(column) ? [{ text, column }] : []))
  if (!cells.length || cells.some(({ text }) => text.length > 40 || /\d{2,}/.test(text))) return false
  const isUnder = ({ text, column }: { text: string; column: number }) =>
    isMeasure(text) || !top[column] || !top[column + 1] || top[column - 1] === ''
  const isName = ({ text }: { text: string }) =>
    isMeasure(text) ||
    fieldNamed(text) !== undefined ||
    /^(?:tu|den|from|to|di|ve|nam|nu|tong|bat dau|ket thuc)$/.test(folded(text))
  return (
    cells.every(isUnder) && cells.filter(isName).length * 2 >= cells.length && cells.length < below.length + 1
  )
}

/** In what a column is told, under its name: "(người)", "(ngày/tháng/năm)". */
const isMeasure = (text: string) => /^\([^\d()]*\p{L}[^\d()]*\)$/u.test(text)

/** What two lines of a header say together: "Thời gian" over "Từ" is a start, "Trưởng đoàn" over "Chức vụ" a post. */
function fieldOfTwo(over: string, child: string): ColumnField | undefined {
  if (!child || isMeasure(child)) return fieldNamed(over)
  const parent = fieldNamed(over)
  const word = folded(child)
  if (parent === 'startsOn' || parent === 'endsOn') {
    const own = fieldNamed(child)
    if (own === 'month' || own === 'year') return own
    if (/^(?:den|to|ve|ket thuc|den ngay|ngay ve|end|ngay den|ngay ket thuc)$/.test(word)) return 'endsOn'
    return 'startsOn'
  }
  if (parent === 'headCount')
    return /^(?:tong(?: so| cong)?|total|cong|chung|nguoi|so nguoi)$/.test(word) ? 'headCount' : 'ignored'
  if (parent === 'headName' && fieldNamed(child) === undefined)
    return /^(?:ten|ho ten)$/.test(word) ? 'headName' : undefined
  return fieldNamed(child) ?? parent
}
