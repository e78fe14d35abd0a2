import type { Cells } from './history.ts'
import { type Db, prepared } from './open.ts'

// The columns of a table as the database knows them, and which of them history tells.

// What triggers keep of a row is not part of what somebody wrote.
export const keptByTriggers = new Set([
  'person_trip_count',
  'partner_count',
  'is_counted',
  'are_people_counted',
  'version',
])
export const kept = (row: Cells): Cells =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !keptByTriggers.has(column)))

interface Column {
  name: string
  /** What stands there where nothing is given. */
  empty: string | number | null
}

const columnsIn = (db: Db, tableName: string): Column[] =>
  prepared(db, `columns of ${tableName}`, () =>
    db.$client
      .prepare<[string], { name: string; dflt_value: string | null }>('select * from pragma_table_info(?)')
      .all(tableName)
      .map(({ name, dflt_value }) => ({
        name,
        empty: db.$client.prepare<[], Column>(`select ${dflt_value ?? 'null'} as empty`).get()!.empty,
      })),
  )
export const hasVersion = (db: Db, tableName: string) =>
  prepared(db, `is there a version in ${tableName}`, () => ({
    is: columnsIn(db, tableName).some(({ name }) => name === 'version'),
  })).is
/** A row of a table in which nothing was given. */
export const emptyRow = (db: Db, tableName: string): Cells =>
  prepared(db, `empty row of ${tableName}`, () =>
    Object.fromEntries(
      columnsIn(db, tableName).flatMap(({ name, empty }) =>
        keptByTriggers.has(name) ? [] : [[name, empty]],
      ),
    ),
  )
export const columnsToCompare = (db: Db, tableName: string, cells: Cells): string =>
  [...Object.keys(cells), ...(hasVersion(db, tableName) ? ['version'] : [])].map(quoted).join()

// A row that comes back goes on counting where it was, so that a form opened long before is still too old.
export const versionOf = (row: Cells): Cells => ('version' in row ? { version: row.version! } : {})

export const quoted = (name: string) => `"${name}"`
