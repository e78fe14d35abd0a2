import { today, writeDate } from '../dates.ts'
import { annexHeading, DRAFT, roman, type Table, textOfWords } from '../paper/paper.ts'
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
  return [{ title: 'Phụ lục', about: [...about, none], columns, batches: [] }]
}

const ROWS_AT_ONCE = 500

function* batchesOf({ rows }: Table): Generator<string[][]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    yield rows.slice(at, at + ROWS_AT_ONCE).map((row) => row.map(textOfWords))
  }
}

const columnsOf = ({ columns }: Table): Column<string[]>[] =>
  columns.map(({ heading, width, align }, index) => ({
    heading,
    width: Math.max(8, Math.round(width * 1.1)),
    kind: align === 'end' || heading === 'STT' ? 'number' : 'text',
    value: (row) => numberOrText(row[index]!),
  }))

// A number where the paper writes one: 1.200; else its words.
const numberOrText = (words: string): Cell => {
  if (words === '') return null
  return /^\d{1,3}(\.\d{3})*$/.test(words) ? Number(words.replaceAll('.', '')) : words
}

const totalOf = ({ total }: Table): Cell[] =>
  total!.flatMap(({ words, span = 1 }) => [
    numberOrText(textOfWords(words)),
    ...Array.from({ length: span - 1 }, () => null),
  ])
