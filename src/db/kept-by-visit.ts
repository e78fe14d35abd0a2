import { type Db, prepared } from './open.ts'
import { wholeOf } from './scope.ts'
import { lastActId } from './recording.ts'

// Going through a hundred thousand visits takes most of a second, and somebody writes every few seconds. So what was
// worked out of visits is kept, and only those that were written since are looked at anew: history says which.

interface Remembered {
  lastActId: number
  asOf: unknown
  kept: unknown
}

const memories = new WeakMap<Db, Map<string, Remembered>>()
const MOST_KEPT = 40
/** Visits written since, of which more are not worth picking out. */
const MOST_CHANGED = 2000

/** How something is worked out of all visits, or of those alone that were written since. */
interface Worked<Kept> {
  name: string
  /** What else it depends on, as the day: where that is another one all is worked out anew. */
  asOf: unknown
  anew: () => Kept
  again: (before: Kept, visitIds: number[]) => Kept
}

/** What is worked out of visits, with what belongs to them and the people in them, as they stand. */
export function keptByVisit<Kept>(db: Db, { name, asOf, anew, again }: Worked<Kept>): Kept {
  // What a transaction sees may never come to be.
  if (db.$client.inTransaction) return anew()
  const whole = wholeOf(db)
  const actId = lastActId(whole)
  let known = memories.get(db)
  if (!known) memories.set(db, (known = new Map()))
  const found = known.get(name)
  const before = found && found.asOf === asOf && found.lastActId <= actId ? found : undefined
  if (before?.lastActId === actId) return before.kept as Kept
  const written = before && visitsSince(whole, before.lastActId, MOST_CHANGED)
  const kept = written
    ? written.length
      ? again(before.kept as Kept, written)
      : (before.kept as Kept)
    : anew()
  if (known.size >= MOST_KEPT && !known.has(name)) known.clear()
  known.set(name, { lastActId: actId, asOf, kept })
  return kept
}

/** The visits that were written since an act of history; undefined where those are `most` or more. */
export function visitsSince(db: Db, actId: number, most: number): number[] | undefined {
  const ids = prepared(db, 'visits written since', () =>
    db.$client
      .prepare<{ actId: number; most: number }, number>(
        `select subject_id from history_changes where act_id > :actId and subject_table = 'delegations'
         union select delegation_id from participants where person_id in
           (select subject_id from history_changes where act_id > :actId and subject_table = 'people')
         limit :most`,
      )
      .pluck(),
  ).all({ actId, most })
  return ids.length < most ? ids : undefined
}
