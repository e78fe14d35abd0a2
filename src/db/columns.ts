import type { Cells } from './history.ts'
import type { Db } from './open.ts'

// The columns of a table as the database knows them, and which of them history tells.

// What triggers keep of a row is not part of what somebody wrote.
export const keptByTriggers = new Set([
  'person_trip_count',
  'partner_count',
  'is_counted',
  'are_people_counted',
  'version',
])
export function kept(row: Cells): Cells {
  const told: Cells = {}
  for (const column of Object.keys(row)) if (!keptByTriggers.has(column)) told[column] = row[column]!
  return told
}

interface Column {
  /** What stands there where nothing is given. */
  empty: string | number | null
}

/** What is asked of a table with every row that is written. */
interface Shape {
  hasVersion: boolean
  /** A row in which nothing was given, without what triggers keep. */
  empty: Cells
  /** What of such a row is null. */
  nothing: Cells
}

const shapes = new WeakMap<Db, Map<string, Shape>>()

export function shapeOf(db: Db, tableName: string): Shape {
  let known = shapes.get(db)
  if (!known) shapes.set(db, (known = new Map()))
  let shape = known.get(tableName)
  if (!shape) known.set(tableName, (shape = readShape(db, tableName)))
  return shape
}

function readShape(db: Db, tableName: string): Shape {
  const columns = db.$client
    .prepare<[string], { name: string; dflt_value: string | null }>('select * from pragma_table_info(?)')
    .all(tableName)
    .map(({ name, dflt_value }) => ({
      name,
      empty: db.$client.prepare<[], Column>(`select ${dflt_value ?? 'null'} as empty`).get()!.empty,
    }))
  const empty = kept(Object.fromEntries(columns.map(({ name, empty }) => [name, empty])))
  return {
    hasVersion: columns.some(({ name }) => name === 'version'),
    empty,
    nothing: Object.fromEntries(Object.entries(empty).filter(([, cell]) => cell === null)),
  }
}

/** A row as history keeps one that was added: two fifths of it would be nulls. `asAdded` gives it back. */
export function withoutNulls(row: Cells): Cells {
  const told: Cells = {}
  for (const column of Object.keys(row)) if (row[column] !== null) told[column] = row[column]!
  return told
}

export const asAdded = (db: Db, tableName: string, row: Cells): Cells => ({
  ...shapeOf(db, tableName).nothing,
  ...row,
})

export const columnsToCompare = (db: Db, tableName: string, cells: Cells): string =>
  [...Object.keys(cells), ...(shapeOf(db, tableName).hasVersion ? ['version'] : [])].map(quoted).join()

// A row that comes back goes on counting where it was, so that a form opened long before is still too old.
export const versionOf = (row: Cells): Cells => ('version' in row ? { version: row.version! } : {})

export const quoted = (name: string) => `"${name}"`
