import { isKnownToTheDay, readDate, today, writeDate } from '../dates.ts'
import { annexHeading, DRAFT, roman, type Table, textOfWords, type Words } from '../paper/paper.ts'
import type { Cell, Column, Sheet } from '../web/export.ts'
import type { Annex } from './annex.ts'
import type { AskedReport } from './asked.ts'
import { bodyTold, capital, periodTold } from './wording.ts'

/** The annexes as a workbook has them, a sheet each: the rows of the paper, in its words. */
export function annexSheets(
  asked: AskedReport,
  annexes: Annex[],
  { asOf = today(), isDraft }: { asOf?: string; isDraft: boolean },
): Sheet<string[]>[] {
  const about = [
    ...(isDraft ? [`${DRAFT}: báo cáo chưa phát hành.`] : []),
    `Gồm: ${[capital(bodyTold(asked)), capital(periodTold(asked.period))].join(' · ')}`,
    `Số liệu tính đến ${writeDate(asOf)}.`,
  ]
  const sheets = annexes.map(({ name, title, table, note }, index): Sheet<string[]> => ({
    name: `${roman(index + 1)}. ${name}`,
    title: `${annexHeading(index, annexes.length)}. ${title}`,
    language: 'vi',
    about,
    columns: columnsOf(table),
    batches: batchesOf(table),
    closing: [
      ...(table.total ? [{ kind: 'total' as const, cells: totalOf(table) }] : []),
      { kind: 'note' as const, cells: [note] },
    ],
  }))
  if (sheets.length) return sheets
  const none = 'Sổ chưa ghi đoàn nào của kỳ này.'
  const columns = [{ heading: 'Tên đoàn', width: 40, value: (row: string[]) => row[0]! }]
  return [{ title: 'Phụ lục', language: 'vi', about: [...about, none], columns, batches: [] }]
}

const ROWS_AT_ONCE = 500

function* batchesOf({ rows }: Table): Generator<string[][]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    yield rows.slice(at, at + ROWS_AT_ONCE).map((row) => row.map(textOfWords))
  }
}

const isOfNumbers = ({ heading, align }: Table['columns'][number]) => align === 'end' || heading === 'STT'

const columnsOf = ({ columns, rows }: Table): Column<string[]>[] =>
  columns.map((column, index) => {
    const kind = isOfNumbers(column) ? 'number' : isOfDays(rows, index) ? 'date' : 'text'
    return {
      heading: column.heading,
      width: Math.max(8, Math.round(column.width * 1.1)),
      kind,
      value: (row) => cellOf[kind](row[index]!),
    }
  })

const cellOf: Record<'number' | 'date' | 'text', (words: string) => Cell> = {
  number: numberOrText,
  date: (words) => readDate(words) ?? null,
  text: (words) => words || null,
}

/** Whether a column holds dates and nothing else, some of them days: among stretches of days a day stays words too. */
function isOfDays(rows: Words[][], column: number): boolean {
  let hasDay = false
  for (const row of rows) {
    const words = textOfWords(row[column]!)
    if (!words) continue
    const date = readDate(words)
    if (!date || writeDate(date) !== words) return false
    hasDay ||= isKnownToTheDay(date)
  }
  return hasDay
}

// A number where the paper writes one: 1.200, "≥ 71", "hơn 400", "12 người"; else its words. A figure beside what it was
// published as, "41, sau điều chỉnh 42", is two numbers, and stays the words of the paper.
function numberOrText(words: string): Cell {
  if (words === '') return null
  const [, before, digits, after] = inTable.exec(words) ?? []
  if (digits === undefined) return words
  const value = Number(digits.replaceAll('.', ''))
  if (before === undefined && after === undefined) return value
  return { value, words, ...(before && { qualifier: before === 'khoảng ' ? 'about' : 'at_least' }) }
}
const inTable = /^(≥\u00A0|hơn |khoảng )?(\d{1,3}(?:\.\d{3})*|\d+)( người)?$/

const totalOf = ({ total }: Table): Cell[] =>
  total!.flatMap(({ words, span = 1 }) => [
    numberOrText(textOfWords(words)),
    ...Array.from({ length: span - 1 }, () => null),
  ])
