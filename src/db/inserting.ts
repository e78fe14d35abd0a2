import type { Statement } from 'better-sqlite3'
import { quoted } from './columns.ts'
import type { Cells } from './history.ts'
import { type Db, prepared } from './open.ts'

/** So many rows are added by one statement: row by row, a statement costs more than what it adds. */
const AT_ONCE = 20

/** Statements for rows that give the same columns: they come again and again where many rows are added. */
interface Insert {
  columns: string[]
  one: Statement
  many: () => Statement
}

/** How one write adds rows. */
export function inserting(db: Db) {
  const highest = new Map<string, number>()
  const inserts = new Map<string, Insert>()

  // An id is given once, even after its row was removed: addresses and history go on meaning what they meant, and what
  // comes back finds its place free.
  function newId(name: string): number {
    const last =
      highest.get(name) ??
      prepared(db, `last id of ${name}`, () =>
        db.$client
          .prepare<[string], number>(
            `select max(coalesce((select max(id) from ${quoted(name)}), 0),
               coalesce((select max(row_id) from history_changes where table_name = ?), 0))`,
          )
          .pluck(),
      ).get(name)!
    highest.set(name, last + 1)
    return last + 1
  }

  function insertOf(name: string, columns: string[]): Insert {
    let known = inserts.get(name)
    if (!known || !areSame(known.columns, columns)) {
      const values = `(${columns.map(() => '?').join()})`
      const insert = (count: number) => {
        const sql = `insert into ${quoted(name)} (${columns.map(quoted).join()}) values ${Array(count).fill(values).join()}`
        return prepared(db, sql, () => db.$client.prepare(sql))
      }
      inserts.set(name, (known = { columns, one: insert(1), many: () => insert(AT_ONCE) }))
    }
    return known
  }

  return {
    /** The rows as they were given, each with its id. */
    add(name: string, given: Cells[]): Cells[] {
      const rows = given.map((cells) => ('id' in cells ? cells : { id: newId(name), ...cells }))
      for (let at = 0; at < rows.length;) {
        const { columns, one, many } = insertOf(name, Object.keys(rows[at]!))
        const some = rows.slice(at, at + AT_ONCE)
        if (some.length === AT_ONCE && some.every((row) => areSame(columns, Object.keys(row)))) {
          many().run(some.flatMap(Object.values))
          at += AT_ONCE
        } else {
          one.run(Object.values(rows[at]!))
          at++
        }
      }
      return rows
    },
    /** After rows were taken back, their ids are free. */
    forgetIds: () => highest.clear(),
  }
}

const areSame = (some: string[], others: string[]) =>
  some.length === others.length && some.every((name, at) => name === others[at])
