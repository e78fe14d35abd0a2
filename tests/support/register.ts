import type { startApp } from './app.ts'

type Db = ReturnType<typeof startApp>['db']
type Row = Record<string, unknown>

// Records of what was done, and what the program keeps for itself.
const aside = /^(history_|chain_heads$|deletions$|submissions$|search_index|sqlite_|__)/

/**
 * Every row of the register by its table: all that a restored record has to bring back. Counts of nothing are left out,
 * and versions, which count the acts of a record, its coming back too.
 */
export function everyRow(db: Db): Record<string, Row[]> {
  const tables = db.$client
    .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table' order by name`)
    .all()
    .filter(({ name }) => !aside.test(name))
  return Object.fromEntries(
    tables.map(({ name }) => {
      const rows = db.$client
        .prepare<[], Row>(`select * from "${name}" order by 1, 2`)
        .all()
        // Stamps count how often something was touched.
        .map(({ version: _version, stamp: _stamp, ...row }) => row)
      return [name, keptCounts.has(name) ? rows.filter(isCounting).toSorted(inOrder) : rows]
    }),
  )
}

const keptCounts = new Set(['count_cells', 'count_sums', 'people_cells'])
const isCounting = (cell: Row) =>
  'visits' in cell
    ? cell.visits !== '[]'
    : cell.delegation_count !== 0 || cell.person_trip_count !== 0 || cell.unknown_people_count !== 0
const inOrder = (one: Row, other: Row) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
