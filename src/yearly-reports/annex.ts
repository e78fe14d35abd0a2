import type { Table, TableColumn, Words } from '../paper/paper.ts'
import type { AnnexId, ColumnId } from './made-of.ts'
import type { Steps } from './steps.ts'

/** A list of rows behind figures. */
export interface Annex {
  /** Where a link to it leads on the page. */
  id: AnnexId
  /** What the list is of, for the name of its sheet in a workbook: "Đoàn ra". */
  name: string
  title: string
  /** What its columns say, in their order; annexes of editions from before figures named their lines do not tell. */
  columns?: ColumnId[]
  table: Table
  note: string
  /** Lies across the sheet; editions from before annexes could do either do not tell. */
  isWide?: boolean
  /** Rows that are there and were not asked for. */
  more: number
}

/** A column of an annex: what it says of a line. */
export interface AnnexColumn<Line> extends TableColumn {
  id: ColumnId
  cell: (line: Line) => Words
}

/** Lines that are written at a time. */
const AT_ONCE = 1000

/** Its table of these lines; `total` stands below. */
export function* tableOf<Line>(
  columns: AnnexColumn<Line>[],
  lines: Line[],
  total?: Table['total'],
): Steps<Required<Pick<Annex, 'columns' | 'table'>>> {
  const rows: Table['rows'] = []
  for (const line of lines) {
    rows.push(columns.map(({ cell }) => cell(line)))
    if (rows.length % AT_ONCE === 0) yield
  }
  return {
    columns: columns.map(({ id }) => id),
    table: {
      kind: 'table',
      columns: columns.map(({ heading, width, align }) => ({ heading, width, ...(align && { align }) })),
      rows,
      isNumbered: true,
      ...(total && { total }),
    },
  }
}

/** Numbers its lines from 1 on; those that do not count have none. */
export const numbering = <Line>(isCounted: (line: Line) => boolean = () => true): AnnexColumn<Line> => {
  let number = 0
  return {
    id: 'number',
    heading: 'STT',
    width: 8,
    align: 'center',
    cell: (line) => (isCounted(line) ? String((number += 1)) : ''),
  }
}
