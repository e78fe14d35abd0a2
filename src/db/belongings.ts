import { type Db, prepared } from './open.ts'
import { wholeOf } from './scope.ts'
import { owners } from './write.ts'

/** One foreign key of the register: rows of `table` point at rows of `target` by their `column`. */
export interface ForeignKey {
  table: string
  column: string
  target: string
  targetColumn: string
}

/** Rows of one table, by id. */
export interface Rows {
  table: string
  ids: number[]
}

/**
 * Every foreign key of the register, as the tables themselves say; but for those whose rows go along by themselves, as
 * identity papers do.
 */
export function foreignKeys(reader: Db): ForeignKey[] {
  const db = wholeOf(reader)
  return prepared(db, 'foreign keys', () =>
    db.$client.prepare<[], ForeignKey>(
      `select source.name as "table", key."from" as "column", key."table" as target,
         coalesce(key."to", 'id') as targetColumn
       from sqlite_schema as source join pragma_foreign_key_list(source.name) as key
       where source.type = 'table' and key.on_delete <> 'CASCADE' order by source.name, key.id`,
    ),
  ).all()
}

/**
 * A record's rows in the order in which they can be removed: what belongs to it first, of that what points at other rows
 * first, the record itself last. Tables of which it has no row are left out.
 */
export function rowsOf(db: Db, table: string, id: number): Rows[] {
  const belonging = Object.keys(owners).filter((name) => owners[name]![0] === table)
  const keys = foreignKeys(db)
  const isPointedAt = (name: string, by: string[]) =>
    keys.some((key) => key.target === name && key.table !== name && by.includes(key.table))
  const ordered: string[] = []
  for (let left = belonging; left.length;) {
    const free = left.find((name) => !isPointedAt(name, left)) ?? left[0]!
    ordered.push(free)
    left = left.filter((name) => name !== free)
  }
  return [
    ...ordered.map((name) => ({ table: name, ids: idsIn(db, name, owners[name]![1], id) })),
    { table, ids: [id] },
  ].filter(({ ids }) => ids.length)
}

// The last written first: a row points at an earlier one of its own table, never at a later one.
const idsIn = (db: Db, table: string, column: string, value: number): number[] =>
  prepared(db, `ids in ${table} by ${column}`, () =>
    db.$client.prepare<[number], { id: number }>(
      `select id from "${table}" where "${column}" = ? order by id desc`,
    ),
  )
    .all(value)
    .map(({ id }) => id)

/** What outside a record points at it or at what belongs to it: while anything does, it has to stay. */
export function pointersAt(db: Db, table: string, id: number): (ForeignKey & { ids: number[] })[] {
  const own = rowsOf(db, table, id)
  const isOwn = (name: string, row: number) =>
    own.some((rows) => rows.table === name && rows.ids.includes(row))
  return foreignKeys(db).flatMap((key) => {
    const targets = own.find((rows) => rows.table === key.target)?.ids ?? []
    const ids = targets
      .flatMap((target) => idsIn(db, key.table, key.column, target))
      .filter((row) => !isOwn(key.table, row))
    return ids.length ? [{ ...key, ids }] : []
  })
}
