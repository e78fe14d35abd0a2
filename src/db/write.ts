import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { type Cells, cellsOfChange, CHAIN_START, type Change, hashing } from './history.ts'
import { type Db, noteWrite, prepared } from './open.ts'
import { submissions } from './submission.ts'

/** Who asks for a change, and from where: recorded with what was changed. */
export interface Who {
  name: string
  /** The network address of a request, or the name of what is loaded. */
  origin?: string
}

type Table = SQLiteTable & { id: SQLiteColumn }
type Changes<T extends Table> = Partial<InferInsertModel<T>>

/**
 * Leave to change the register: the only way to insert, update or remove a row. All of one `write` is kept or none
 * of it, and each change leaves its row of history in the same transaction. `db` reads what it has written so far.
 */
export interface Write {
  readonly db: Db
  readonly who: Who
  /** How many rows this write has changed so far. */
  readonly changeCount: number
  /** The new row's id. */
  insert<T extends Table>(table: T, row: InferInsertModel<T>): number
  /**
   * Also counts the row's version up, where it has one. An update that changes nothing is none. Throws RangeError when
   * there is no such row.
   */
  update<T extends Table>(table: T, id: number, changes: Changes<T>): void
  /** Counts a row's version up although only what belongs to it changed: its people, its partners. */
  touch(table: Table, id: number): void
  remove(table: Table, id: number): void
  /** The same on a table and columns by their names in the database: for what takes history back. */
  readonly raw: RawWrite
}

export interface RawWrite {
  insert(tableName: string, cells: Cells): number
  update(tableName: string, id: number, cells: Cells): void
  remove(tableName: string, id: number): void
}

// Worked out from the register, or a record of its own: no history of it.
const unrecorded = new Set(['search_entries', 'imports', 'import_lines', 'import_mappings'])
// What a row belongs to, and the column that says so: its history is told on that record's page.
const owners: Record<string, [table: string, column: string]> = {
  delegation_countries: ['delegations', 'delegation_id'],
  delegation_partners: ['delegations', 'delegation_id'],
  participants: ['delegations', 'delegation_id'],
  status_changes: ['delegations', 'delegation_id'],
  visit_reports: ['delegations', 'delegation_id'],
  partner_names: ['partners', 'partner_id'],
  person_names: ['people', 'person_id'],
  unit_names: ['units', 'unit_id'],
}

/** Runs `act` as one IMMEDIATE transaction, so that it never fails half-way because somebody else writes. */
export function write<T>(db: Db, who: Who, act: (write: Write) => T, undoesActId: number | null = null): T {
  const done = db.$client
    .transaction(() => {
      const record = recording(db, who, undoesActId)
      const result = act(writing(db, who, record))
      record.end()
      return result
    })
    .immediate()
  noteWrite(db)
  return done
}

/**
 * Fills a register that nobody has written in yet, without history: for made-up registers of any size. Undefined, with
 * nothing done, when there already is history.
 */
export function fill<T>(db: Db, who: Who, act: (write: Write) => T): T | undefined {
  const done = db.$client
    .transaction(() => {
      const hasHistory = db.$client.prepare('select 1 from history_acts').get() !== undefined
      return hasHistory ? undefined : act(writing(db, who, null))
    })
    .immediate()
  noteWrite(db)
  return done
}

class TakenBack extends Error {}

/** What `act` gives, with everything it wrote taken back again and no history of it: for telling what a write would do. */
export function tryOut<T>(db: Db, who: Who, act: (write: Write) => T): T {
  const tried: { result?: { value: T } } = {}
  try {
    db.$client
      .transaction(() => {
        tried.result = { value: act(writing(db, who, null)) }
        throw new TakenBack()
      })
      .immediate()
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return tried.result!.value
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

function writing(db: Db, who: Who, recorded: Recording | null): Write {
  const statement = (sql: string) => prepared(db, sql, () => db.$client.prepare<unknown[], Cells>(sql))
  const rowOf = (name: string, id: number) => statement(`select * from ${quoted(name)} where id = ?`).get(id)

  function record(
    tableName: string,
    rowId: number,
    action: Change['action'],
    before: Cells | null,
    after: Cells | null,
    row: Cells,
  ) {
    if (!recorded || unrecorded.has(tableName)) return
    const [subjectTable, subjectId] = subjectOf(tableName, rowId, row)
    recorded.add({ subjectTable, subjectId, tableName, rowId, action, before, after })
  }

  const raw: RawWrite = {
    insert(name, cells) {
      const names = Object.keys(cells)
      const insert = statement(
        `insert into ${quoted(name)} (${names.map(quoted).join()}) values (${names.map(() => '?').join()})`,
      )
      const id = Number(insert.run(Object.values(cells)).lastInsertRowid)
      const row = recorded && !unrecorded.has(name) && kept(rowOf(name, id)!)
      if (row) record(name, id, 'insert', null, row, row)
      return id
    },
    update(name, id, cells) {
      const row = rowOf(name, id)
      if (!row) throw new RangeError(`no ${name} ${id}`)
      const changed = Object.keys(cells).filter((column) => row[column] !== cells[column])
      if (!changed.length) return
      const assignments = changed.map((column) => `${quoted(column)} = ?`)
      if ('version' in row) assignments.push('version = version + 1')
      statement(`update ${quoted(name)} set ${assignments.join()} where id = ?`).run([
        ...changed.map((column) => cells[column]!),
        id,
      ])
      const pick = (from: Cells) => Object.fromEntries(changed.map((column) => [column, from[column]!]))
      record(name, id, 'update', pick(row), pick(cells), row)
    },
    remove(name, id) {
      const row = rowOf(name, id)
      if (!row) throw new RangeError(`no ${name} ${id}`)
      statement(`delete from ${quoted(name)} where id = ?`).run(id)
      record(name, id, 'remove', kept(row), null, row)
    },
  }

  return {
    db,
    who,
    raw,
    get changeCount() {
      return recorded?.count ?? 0
    },
    insert: (table, row) => raw.insert(getTableName(table), cellsOf(table, row)),
    update: (table, id, changes) => raw.update(getTableName(table), id, cellsOf(table, changes)),
    touch(table, id) {
      statement(`update ${quoted(getTableName(table))} set version = version + 1 where id = ?`).run(id)
    },
    remove: (table, id) => raw.remove(getTableName(table), id),
  }
}

// What triggers keep of a row is not part of what somebody wrote.
const keptByTriggers = new Set([
  'person_trip_count',
  'partner_count',
  'is_counted',
  'are_people_counted',
  'version',
])
const kept = (row: Cells): Cells =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !keptByTriggers.has(column)))

function subjectOf(tableName: string, rowId: number, row: Cells): [string, number] {
  const owner = owners[tableName]
  return owner ? [owner[0], Number(row[owner[1]])] : [tableName, rowId]
}

type Recording = ReturnType<typeof recording>

/**
 * The act of one write. Its changes wait in a table of this connection, because the act, which stands before them, carries
 * the hash over all of them, and a large act would fill the memory. No change, no act.
 */
function recording(db: Db, who: Who, undoesActId: number | null) {
  const statement = (sql: string) =>
    prepared(db, sql, () => db.$client.prepare<unknown[], { hash: string }>(sql))
  let count = 0
  let begun: ReturnType<typeof begin> | undefined

  function begin() {
    db.$client.exec(
      'create temp table if not exists waiting (s text, i int, t text, r int, a text, b text, n text)',
    )
    const previous = statement('select hash from history_acts order by id desc limit 1').get()?.hash
    const told = { at: new Date().toISOString(), who: who.name, origin: who.origin ?? null, undoesActId }
    return {
      told,
      hash: hashing(previous ?? CHAIN_START, told),
      insert: statement('insert into temp.waiting values (?, ?, ?, ?, ?, ?, ?)'),
    }
  }

  return {
    get count() {
      return count
    },
    add(change: Change) {
      begun ??= begin()
      const cells = cellsOfChange(change)
      begun.hash.add(cells)
      begun.insert.run(...cells)
      count++
    },
    end() {
      if (!begun) return
      const { told, hash } = begun
      const actId = statement(
        'insert into history_acts (at, who, origin, undoes_act_id, hash) values (?, ?, ?, ?, ?)',
      ).run(told.at, told.who, told.origin, told.undoesActId, hash.digest()).lastInsertRowid
      statement(
        `insert into history_changes (act_id, subject_table, subject_id, table_name, row_id, action, before, after)
         select ?, s, i, t, r, a, b, n from temp.waiting order by rowid`,
      ).run(actId)
      statement('delete from temp.waiting').run()
    },
  }
}

function cellsOf(table: SQLiteTable, row: object): Cells {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>
  const given = Object.entries(row).filter(([key, value]) => key in columns && value !== undefined)
  return Object.fromEntries(
    given.map(([key, value]) => [
      columns[key]!.name,
      value === null ? null : (columns[key]!.mapToDriverValue(value) as string | number),
    ]),
  )
}

const quoted = (name: string) => `"${name}"`
