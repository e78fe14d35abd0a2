import { setImmediate } from 'node:timers/promises'
import { type Db, prepared } from '../db/open.ts'
import { listChangesByIds, type RecordedChange, type Subject } from './queries.ts'

// Of an act of a hundred thousand changes, a page looks for what matters piece by piece; others are answered between.

/** From so many changes on, an act is looked through in pieces, and taken back in a thread of its own. */
export const LARGE_ACT = 1000

const A_PIECE = 4000

/** The records of an act that later acts changed, at most so many. */
export async function listSubjectsChangedSince(db: Db, actId: number, most: number): Promise<Subject[]> {
  const later = prepared(db, 'subjects of an act changed later', () =>
    db.$client.prepare<[number, number, number], Subject>(
      `select distinct subject_table "table", subject_id id from history_changes later
       where id > ? and id <= ? and exists (
         select 1 from history_changes mine where mine.subject_table = later.subject_table
           and mine.subject_id = later.subject_id and mine.act_id = ?)`,
    ),
  )
  const { last, end } = rangeOf(db, actId)
  const found = new Map<string, Subject>()
  for (let from = last; from < end && found.size < most; from += A_PIECE) {
    for (const subject of later.all(from, from + A_PIECE, actId))
      found.set(`${subject.table} ${subject.id}`, subject)
    await setImmediate()
  }
  return [...found.values()].slice(0, most)
}

/** What an act changed and its undo left alone, at most so many of the changes. */
export async function listKept(
  db: Db,
  actId: number,
  undoActId: number,
  most: number,
): Promise<RecordedChange[]> {
  const kept = prepared(db, 'changes that an undo left', () =>
    db.$client
      .prepare<[number, number, number, number], number>(
        `select id from history_changes change where id > ? and id <= ? and act_id = ? and not exists (
           select 1 from history_changes back where back.table_name = change.table_name
             and back.row_id = change.row_id and back.act_id = ?
             and back.action = case change.action when 'insert' then 'remove' when 'remove' then 'insert' else 'update' end)
         order by id`,
      )
      .pluck(),
  )
  const { first, last } = rangeOf(db, actId)
  const ids: number[] = []
  for (let from = first - 1; from < last && ids.length < most; from += A_PIECE) {
    ids.push(...kept.all(from, from + A_PIECE, actId, undoActId))
    await setImmediate()
  }
  return listChangesByIds(db, ids.slice(0, most))
}

// The changes of an act stand one after the other.
const rangeOf = (db: Db, actId: number) =>
  prepared(db, 'range of an act', () =>
    db.$client.prepare<[number], { first: number; last: number; end: number }>(
      `select coalesce(min(id), 0) first, coalesce(max(id), 0) last, (select max(id) from history_changes) end
       from history_changes where act_id = ?`,
    ),
  ).get(actId)!
