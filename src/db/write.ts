import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import {
  columnsToCompare,
  kept,
  keptByTriggers,
  quoted,
  shapeOf,
  versionOf,
  withoutNulls,
} from './columns.ts'
import { keepPeople } from './counted.ts'
import type { Cells, Change } from './history.ts'
import { inserting } from './inserting.ts'
import { type Db, noteWrite, prepared, withoutWaiting } from './open.ts'
import { nextActId, type Recording, recording } from './recording.ts'
import { wholeOf } from './scope.ts'
import { submissions } from './submission.ts'

/** Who asks for a change, and from where: recorded with what was changed. */
export interface Who {
  name: string
  /** Their account; none for a program. */
  accountId?: number
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
  /** The id of this write's act in history, once it has changed something. */
  readonly actId: number
  /** The new row's id. */
  insert<T extends Table>(table: T, row: InferInsertModel<T>): number
  /** The same for many rows: their ids in their order. Where all give the same columns, it takes half as long. */
  insertAll<T extends Table>(table: T, rows: InferInsertModel<T>[]): number[]
  /** An update that changes nothing is none. Throws RangeError when there is no such row. */
  update<T extends Table>(table: T, id: number, changes: Changes<T>): void
  /** An update of which history keeps what came to stand there, and not what it replaced. It cannot be taken back. */
  erase<T extends Table>(table: T, id: number, changes: Changes<T>): void
  remove(table: Table, id: number): void
  /** Does all of `act`, or, where it throws, none of it and throws on. */
  attempt(act: () => void): void
  /**
   * From now on history is kept as it goes, and not held until the end; foreign keys are looked at when all is written, and
   * of what is kept nothing may be attempted alone. For thousands of rows.
   */
  keepHistoryAsItGoes(): void
  /** The same on a table and columns by their names in the database: for what takes history back. */
  readonly raw: RawWrite
}

export interface RawWrite {
  insert(tableName: string, cells: Cells): number
  update(tableName: string, id: number, cells: Cells): void
  remove(tableName: string, id: number): void
  /** Removes those of many rows that there are, in this order, and gives them: it takes a fraction of the time. */
  removeAll(tableName: string, ids: number[]): Cells[]
}

/**
 * Who may sign in, what proves it, the log of it (which is where a change of rights is written down), what is sealed, and
 * what somebody is still typing, and the letters that are sent: never part of history, so that nobody takes it back there.
 */
const aside = [
  'accounts',
  'api_tokens',
  'calendar_feeds',
  'contradiction_counts',
  'credentials',
  'identity_papers',
  'known_devices',
  'mails',
  'one_time_links',
  'recovery_codes',
  'reminders',
  'report_drafts',
  'security_log',
  'sessions',
  'sign_in_failures',
]
// Worked out from the register, a record of its own that triggers guard, or a file that waits: no history of it.
const unrecorded = new Set([
  'search_entries',
  'deletions',
  'imports',
  'import_lines',
  'import_mappings',
  'import_visits',
  'stored_files',
  'published_papers',
  'published_figures',
  'published_visits',
  ...aside,
])
/** What a row belongs to, and the column that says so: its history is told there, and it is deleted and restored with it. */
export const owners: Readonly<Record<string, [table: string, column: string]>> = {
  authority_names: ['authorities', 'authority_id'],
  checklist_items: ['delegations', 'delegation_id'],
  coverage_items: ['delegations', 'delegation_id'],
  delegation_countries: ['delegations', 'delegation_id'],
  delegation_partners: ['delegations', 'delegation_id'],
  documents: ['delegations', 'delegation_id'],
  follow_ups: ['delegations', 'delegation_id'],
  fundings: ['delegations', 'delegation_id'],
  participants: ['delegations', 'delegation_id'],
  press_works: ['delegations', 'delegation_id'],
  programme_items: ['delegations', 'delegation_id'],
  report_extensions: ['delegations', 'delegation_id'],
  status_changes: ['delegations', 'delegation_id'],
  visit_reports: ['delegations', 'delegation_id'],
  partner_names: ['partners', 'partner_id'],
  partner_distinctions: ['partners', 'one_id'],
  person_names: ['people', 'person_id'],
  unit_names: ['units', 'unit_id'],
  report_figures: ['yearly_reports', 'report_id'],
  publications: ['yearly_reports', 'report_id'],
}
// What belongs to a record and is edited apart from it: it counts versions of its own.
export const editedApart = ['follow_ups', 'visit_reports']

/**
 * Runs `act` as one IMMEDIATE transaction, so that it never fails half-way because somebody else writes. Whatever part
 * of the register `reader` sees, what is written is judged by the whole of it. Each record that it changed, or
 * something of what belongs to the record, counts its version up by exactly one: a record's version tells how many acts
 * of history lie between then and now.
 */
export function write<T>(
  reader: Db,
  who: Who,
  act: (write: Write) => T,
  undoesActId: number | null = null,
): T {
  const db = wholeOf(reader)
  const { done, written } = db.$client
    .transaction(() => {
      const recorded = recording(db, who, undoesActId)
      const done = act(writing(db, who, recorded))
      recorded.end()
      keepPeople(db)
      return { done, written: { tables: recorded.tables, areCountsTouched: recorded.areCountsTouched } }
    })
    .immediate()
  noteWrite(db, written)
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
      if (hasHistory) return undefined
      const done = act(writing(db, who, null))
      keepPeople(db)
      return done
    })
    .immediate()
  noteWrite(db)
  return done
}

type Aside = Pick<Write, 'insert' | 'update' | 'remove'>

/**
 * Writes what is no part of the register: who is signed in, and what proves it. Nothing that was remembered of the
 * register is forgotten for it.
 */
export function writeAside<T>(db: Db, who: Who, act: (write: Aside) => T): T {
  const all = writing(db, who, null)
  const only = <T extends Table>(table: T): T => {
    const name = getTableName(table)
    if (!aside.includes(name)) throw new TypeError(`${name} is part of the register`)
    return table
  }
  const write: Aside = {
    insert: (table, row) => all.insert(only(table), row),
    update: (table, id, changes) => all.update(only(table), id, changes),
    remove: (table, id) => all.remove(only(table), id),
  }
  return db.$client.transaction(() => act(write)).immediate()
}

/**
 * Does a writing that nobody waits for, not even for an import that is being written; a disk that is full or busy keeps
 * nobody from reading.
 */
export function forgiving(db: Db, writing: () => void) {
  try {
    withoutWaiting(db, writing)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))) throw error
  }
}

/**
 * Like `write`, but once for each submission: the location `act` gave is remembered with its changes, and a form
 * that comes again (a double click, the Back button, a retry) gets that location without being kept twice. `act` may
 * also refuse, before it changed anything, with what to say: then nothing is remembered. What a button alone asks for may
 * have been undone since: `isDone` says whether it still stands, and where it does not, it is done again.
 */
export function writeOnce<Outcome extends string | object>(
  reader: Db,
  who: Who,
  submissionId: string | undefined,
  act: (write: Write) => Outcome,
  isDone: (db: Db) => boolean = () => true,
): Outcome | string {
  return write(reader, who, (write) => {
    const known = submissionId && findSubmission(write.db, submissionId)
    if (known && isDone(write.db)) return known
    const outcome = act(write)
    if (submissionId && typeof outcome === 'string') {
      const sent = { location: outcome, receivedAt: new Date().toISOString() }
      write.db
        .insert(submissions)
        .values({ id: submissionId, ...sent })
        .onConflictDoUpdate({ target: submissions.id, set: sent })
        .run()
    }
    return outcome
  })
}

/** Where a form that was kept already led to. */
export function findSubmission(db: Db, submissionId: string): string | undefined {
  const find = prepared(db, 'submission', () =>
    db.$client.prepare<[string], { location: string }>('select location from submissions where id = ?'),
  )
  return find.get(submissionId)?.location
}

/** Where the form of this id led that was sent with other words in it: its key is `key` and what those words are. */
export function findSubmissionLike(db: Db, key: string): string | undefined {
  const find = prepared(db, 'submission like', () =>
    db.$client.prepare<[string, string], { location: string }>(
      'select location from submissions where id > ? and id < ? order by received_at desc limit 1',
    ),
  )
  return find.get(`${key} `, `${key}!`)?.location
}

/** What `act` finds once it changed the register, which stays as it was: all of it is rolled back. Within a `write`. */
export function supposing<T>(db: Db, act: (write: Write) => T): T {
  db.$client.exec('savepoint supposing')
  try {
    return act(writing(db, { name: '' }, null))
  } finally {
    db.$client.exec('rollback to supposing; release supposing')
  }
}

/** The same outside a `write`: for telling what one would do. */
export const tryOut = <T>(db: Db, act: (write: Write) => T): T =>
  db.$client.transaction(() => supposing(db, act)).immediate()

function writing(db: Db, who: Who, recorded: Recording | null): Write {
  const statement = (sql: string) => prepared(db, sql, () => db.$client.prepare<unknown[], Cells>(sql))
  const rowOf = (name: string, id: number, columns = '*') =>
    statement(`select ${columns} from ${quoted(name)} where id = ?`).get(id)
  const rows = inserting(db)

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
    recorded.add({ subjectTable, subjectId, tableName, rowId, action, before, after }, row)
  }

  // Records whose version tells already that this write changed them, by table, and in turn.
  const counted = new Map<string, Set<number>>()
  const countedInTurn: [tableName: string, id: number][] = []
  function countsUp(tableName: string, id: number): boolean {
    if (!recorded) return false
    let ids = counted.get(tableName)
    if (!ids) counted.set(tableName, (ids = new Set()))
    if (ids.has(id)) return false
    ids.add(id)
    countedInTurn.push([tableName, id])
    return true
  }
  /** The record whose version counts a change of these rows, where that is not the row itself. */
  function countOwnersUp(tableName: string, rows: Cells[]) {
    if (!owners[tableName] || editedApart.includes(tableName)) return
    const [owner, column] = owners[tableName]
    const ids = rows.map((row) => Number(row[column])).filter((id) => id && countsUp(owner, id))
    if (!ids.length) return
    statement(
      `update ${quoted(owner)} set version = version + 1 where id in (select value from json_each(?))`,
    ).run(JSON.stringify(ids))
  }

  // Changes a row; `told` is what history keeps of what stood there.
  function change(name: string, id: number, cells: Cells, told: (row: Cells, columns: string[]) => Cells) {
    const row = rowOf(name, id, unrecorded.has(name) ? columnsToCompare(db, name, cells) : '*')
    if (!row) throw new RangeError(`no ${name} ${id}`)
    const changed = Object.keys(cells).filter((column) => row[column] !== cells[column])
    if (!changed.length) return
    const assignments = changed.map((column) => `${quoted(column)} = ?`)
    if ('version' in row && countsUp(name, id)) assignments.push('version = version + 1')
    statement(`update ${quoted(name)} set ${assignments.join()} where id = ?`).run([
      ...changed.map((column) => cells[column]!),
      id,
    ])
    countOwnersUp(name, [row])
    record(name, id, 'update', told(row, changed), pick(cells, changed), row)
  }

  function insertAll(name: string, given: Cells[]): number[] {
    const added = rows.add(name, given)
    const ids = added.map(({ id }) => Number(id))
    if (!recorded || unrecorded.has(name)) return ids
    const { hasVersion, empty } = shapeOf(db, name)
    // As reading them back would give them; of thousands of rows, that would take as long as writing them.
    const stored = added.map((cells) => {
      const row = { ...empty }
      for (const column in cells) if (!keptByTriggers.has(column)) row[column] = cells[column]!
      return row
    })
    if (hasVersion) for (const id of ids) countsUp(name, id)
    countOwnersUp(name, stored)
    for (const [at, row] of stored.entries()) record(name, ids[at]!, 'insert', null, withoutNulls(row), row)
    return ids
  }

  function removeAll(name: string, ids: number[]): Cells[] {
    const asked = JSON.stringify(ids)
    const rows = statement(
      `select its.* from json_each(?) asked cross join ${quoted(name)} its on its.id = asked.value`,
    ).all(asked)
    statement(`delete from ${quoted(name)} where id in (select value from json_each(?))`).run(asked)
    countOwnersUp(name, rows)
    for (const row of rows)
      record(name, Number(row.id), 'remove', { ...kept(row), ...versionOf(row) }, null, row)
    return rows
  }

  const raw: RawWrite = {
    insert: (name, cells) => insertAll(name, [cells])[0]!,
    update: (name, id, cells) => change(name, id, cells, pick),
    remove(name, id) {
      if (!removeAll(name, [id]).length) throw new RangeError(`no ${name} ${id}`)
    },
    removeAll,
  }

  return {
    db,
    who,
    raw,
    get changeCount() {
      return recorded?.count ?? 0
    },
    get actId() {
      return nextActId(db)
    },
    insert: (table, row) => raw.insert(getTableName(table), cellsOf(table, row)),
    insertAll: (table, rows) =>
      insertAll(
        getTableName(table),
        rows.map((row) => cellsOf(table, row)),
      ),
    update: (table, id, changes) => raw.update(getTableName(table), id, cellsOf(table, changes)),
    erase: (table, id, changes) => change(getTableName(table), id, cellsOf(table, changes), nothingOf),
    remove: (table, id) => raw.remove(getTableName(table), id),
    keepHistoryAsItGoes: () => recorded?.keepAsItGoes(),
    attempt(act) {
      const before = recorded?.count ?? 0
      const countedBefore = countedInTurn.length
      try {
        db.$client.transaction(act)()
      } catch (error) {
        recorded?.forgetSince(before)
        rows.forgetIds()
        for (const [tableName, id] of countedInTurn.splice(countedBefore)) counted.get(tableName)!.delete(id)
        throw error
      }
    },
  }
}

const pick = (row: Cells, columns: string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, row[column]!]))
const nothingOf = (_row: Cells, columns: string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, null]))

function subjectOf(tableName: string, rowId: number, row: Cells): [string, number] {
  const owner = owners[tableName]
  return owner ? [owner[0], Number(row[owner[1]])] : [tableName, rowId]
}

function cellsOf(table: SQLiteTable, row: object): Cells {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>
  const cells: Cells = {}
  for (const [key, value] of Object.entries(row)) {
    const column = columns[key]
    if (column && value !== undefined)
      cells[column.name] = value === null ? null : (column.mapToDriverValue(value) as string | number)
  }
  return cells
}
