import type { Cells } from './history.ts'
import { type Db, prepared } from './open.ts'
import { editedApart, type RawWrite, supposing } from './write.ts'

/** An act that changed a record, and what the record was just before it. */
export interface Past<State> {
  id: number
  /** ISO 8601, UTC. */
  at: string
  who: string
  accountId: number | null
  before: State
}

/**
 * What a record was before each of its last `count` acts, newest first; `read` gives it as it stands. The rows are
 * wound back in the tables themselves, so that the ordinary queries read the past too, and all of it is rolled back.
 * Undefined where history does not reach back that far: the record was filled in without it, or made since. Within a
 * `write` only.
 */
export function pastOf<State>(
  db: Db,
  table: string,
  id: number,
  count: number,
  read: () => State,
): Past<State>[] | undefined {
  const acts = lastActsOf(db, table, id, count)
  if (acts.length < count) return undefined
  try {
    return supposing(db, ({ raw }) =>
      acts.map((act) => {
        for (const change of changesOf(db, table, id, act.id)) {
          if (change.tableName === table && change.action !== 'update') throw new NotYetThere()
          windBack(raw, change)
        }
        return { ...act, before: read() }
      }),
    )
  } catch (error) {
    // A person or partner that the past names may be gone.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof NotYetThere || code.startsWith('SQLITE_CONSTRAINT')) return undefined
    throw error
  }
}

/** The version of a record that is there. */
export function versionOf(db: Db, { table, id }: { table: string; id: number }): number {
  const find = prepared(db, `version of ${table}`, () =>
    db.$client.prepare<[number], { version: number }>(`select version from "${table}" where id = ?`),
  )
  return find.get(id)!.version
}

class NotYetThere extends Error {}

function windBack(raw: RawWrite, { tableName, rowId, action, before }: Wound) {
  if (action === 'insert') raw.remove(tableName, rowId)
  else if (action === 'remove') raw.insert(tableName, JSON.parse(before!) as Cells)
  else raw.update(tableName, rowId, JSON.parse(before!) as Cells)
}

// What counts the record's version up: its own row and what belongs to it, but not what is edited apart.
const ofRecord = `(table_name = @table and row_id = @id or subject_table = @table and subject_id = @id
  and table_name not in (${editedApart.map((name) => `'${name}'`).join()}))`

function lastActsOf(db: Db, table: string, id: number, count: number) {
  return prepared(db, 'last acts of record', () =>
    db.$client.prepare<[object], { id: number; at: string; who: string; accountId: number | null }>(
      `select id, at, who, account_id accountId from history_acts where id in (select act_id from history_changes where ${ofRecord})
       order by id desc limit @count`,
    ),
  ).all({ table, id, count })
}

interface Wound {
  tableName: string
  rowId: number
  action: 'insert' | 'update' | 'remove'
  before: string | null
}

const changesOf = (db: Db, table: string, id: number, actId: number) =>
  prepared(db, 'changes of record, latest first', () =>
    db.$client.prepare<[object], Wound>(
      `select table_name tableName, row_id rowId, action, before from history_changes
       where act_id = @actId and ${ofRecord} order by id desc`,
    ),
  ).all({ table, id, actId })
