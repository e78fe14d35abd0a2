import type { Db } from '../db/open.ts'
import type { Asked as AskedOfHistory } from '../history/since.ts'
import type { Column } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import type { Asked, Chip, Ignored, Query } from '../web/listing.ts'
import type { Line } from './comparing.ts'

/** A list as it is asked for: what its filters are, and its rows in any register. */
export interface AskedList {
  asked: Asked
  chips: Chip[]
  ignored: Ignored[]
  columns: Column<Line>[]
  /** Every row; of lists that are long, at least those that may have changed since the day. */
  lines: (register: Db) => Iterable<Line[]>
  /** What stands above the list; null where it is the number of its rows. */
  figures: ((register: Db, lines: Line[], linesNow: Line[]) => (Measured & { name: string })[]) | null
}

export interface Measured {
  value: number | null
  isLowerBound?: boolean
}

/** A list of the house that can be held against what it was on a day. */
export interface ComparedList {
  path: string
  title: string
  /** The tab it belongs to. */
  section: string
  /** What its downloads are called. */
  file: string
  /** Whether history is asked about the records behind its rows with all that belongs to them, or about the rows alone. */
  history: AskedOfHistory['of']
  /** As of which day each side is, where somebody may wonder. */
  note?: string
  /** The columns that a page has room for, by their place. */
  shown: readonly number[]
  read: (db: Db, query: Query, at: string, speech: Speech) => AskedList
}

/** The lines of a list's rows, some at a time: what a download of it would show. */
export function* linesOf<Row>(
  columns: Column<Row>[],
  batches: Iterable<Row[]>,
  of: (row: Row) => Omit<Line, 'cells'>,
): Generator<Line[]> {
  for (const rows of batches)
    yield rows.map((row) => ({ ...of(row), cells: columns.map(({ value }) => value(row)) }))
}

export const columnsOf = <Row>(columns: Column<Row>[]): Column<Line>[] =>
  columns.map((column, index) => ({ ...column, value: ({ cells }) => cells[index] ?? null }))

interface Told<Row>
  extends Pick<AskedList, 'asked' | 'chips' | 'ignored'>, Partial<Pick<AskedList, 'figures'>> {
  /** Those of its download, in any register. */
  columns: (register: Db) => Column<Row>[]
  batches: (register: Db) => Iterable<Row[]>
  line: (row: Row) => Omit<Line, 'cells'>
}

/** A list that is its download in two registers. */
export const toldBy = <Row>(
  db: Db,
  { asked, chips, ignored, columns, batches, line, figures = null }: Told<Row>,
): AskedList => ({
  asked,
  chips,
  ignored,
  columns: columnsOf(columns(db)),
  lines: (register) => linesOf(columns(register), batches(register), line),
  figures,
})
