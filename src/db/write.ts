import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Db, noteWrite, prepared } from './open.ts'
import { submissions } from './submission.ts'

/** Who asks for a change: shown beside what was changed. */
export interface Who {
  name: string
}

type Table = SQLiteTable & { id: SQLiteColumn }
type Changes<T extends Table> = Partial<InferInsertModel<T>>

/**
 * Leave to change the register: the only way to insert, update or remove a row. All of one `write` is kept or none
 * of it. `db` reads what it has written so far.
 */
export interface Write {
  readonly db: Db
  readonly who: Who
  /** The new row's id. */
  insert<T extends Table>(table: T, row: InferInsertModel<T>): number
  /** Also counts the row's version up, where it has one. Throws RangeError when there is no such row. */
  update<T extends Table>(table: T, id: number, changes: Changes<T>): void
  remove(table: Table, id: number): void
}

/** Runs `act` as one IMMEDIATE transaction, so that it never fails half-way because somebody else writes. */
export function write<T>(db: Db, who: Who, act: (write: Write) => T): T {
  const done = db.$client.transaction(() => act(writing(db, who))).immediate()
  noteWrite(db)
  return done
}

/**
 * Like `write`, but once for each submission: the location `act` gave is remembered with its changes, and a form
 * that comes again (a double click, the Back button, a retry) gets that location without being kept twice.
 */
export function writeOnce(
  db: Db,
  who: Who,
  submissionId: string | undefined,
  act: (write: Write) => string,
): string {
  return write(db, who, (write) => {
    const known = submissionId && findSubmission(db, submissionId)
    if (known) return known
    const location = act(write)
    if (submissionId) {
      db.insert(submissions)
        .values({ id: submissionId, location, receivedAt: new Date().toISOString() })
        .run()
    }
    return location
  })
}

/** Where a form that was kept already led to. */
export function findSubmission(db: Db, submissionId: string): string | undefined {
  const find = prepared(db, 'submission', () =>
    db.$client.prepare<[string], { location: string }>('select location from submissions where id = ?'),
  )
  return find.get(submissionId)?.location
}

function writing(db: Db, who: Who): Write {
  return {
    db,
    who,
    insert(table, row) {
      const { names, values } = columnsOf(table, row)
      const name = getTableName(table)
      const insert = prepared(db, `insert ${name} ${names.join()}`, () =>
        db.$client.prepare(
          `insert into "${name}" (${names.map(quoted).join()}) values (${names.map(() => '?').join()})`,
        ),
      )
      return Number(insert.run(values).lastInsertRowid)
    },
    update(table, id, changes) {
      const { names, values } = columnsOf(table, changes)
      const name = getTableName(table)
      const assignments = names.map((column) => `${quoted(column)} = ?`)
      if ('version' in getTableColumns(table)) assignments.push('version = version + 1')
      const update = prepared(db, `update ${name} ${names.join()}`, () =>
        db.$client.prepare(`update "${name}" set ${assignments.join()} where id = ?`),
      )
      if (update.run([...values, id]).changes !== 1) throw new RangeError(`no ${name} ${id}`)
    },
    remove(table, id) {
      const name = getTableName(table)
      prepared(db, `remove ${name}`, () => db.$client.prepare(`delete from "${name}" where id = ?`)).run(id)
    },
  }
}

function columnsOf(table: SQLiteTable, row: object) {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>
  const given = Object.entries(row).filter(([key, value]) => key in columns && value !== undefined)
  return {
    names: given.map(([key]) => columns[key]!.name),
    values: given.map(([key, value]) => (value === null ? null : columns[key]!.mapToDriverValue(value))),
  }
}

const quoted = (name: string) => `"${name}"`
