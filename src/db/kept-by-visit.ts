import { type Db, prepared } from './open.ts'
import { isPast } from './past-register.ts'
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
  const whole = wholeOf(db)
  // What a transaction sees may never come to be; whoever was erased since a past was read is nobody there either.
  if (db.$client.inTransaction || isPast(whole)) return anew()
  const actId = lastActId(whole)
  const before = keptBefore(db, name, asOf)
  if (before?.lastActId === actId) return before.kept as Kept
  const kept = before
    ? before.written.length
      ? again(before.kept as Kept, before.written)
      : (before.kept as Kept)
    : anew()
  keep(db, name, { lastActId: actId, asOf, kept })
  return kept
}

/** Whether asking for it goes through few visits at most. */
export const isKeptByVisit = (db: Db, name: string, asOf: unknown): boolean =>
  keptBefore(db, name, asOf) !== undefined

/** Works it out a few visits at a time, where it is not kept, so that whoever asks next need not wait. */
export function* keepByVisit<Kept>(
  db: Db,
  { name, asOf }: Pick<Worked<Kept>, 'name' | 'asOf'>,
  steps: () => Generator<void, Kept>,
): Generator<void> {
  if (!db.$client.open || isKeptByVisit(db, name, asOf)) return
  // What is written meanwhile is looked at anew by whoever asks.
  const actId = lastActId(wholeOf(db))
  const kept = yield* steps()
  if (db.$client.open && !isKeptByVisit(db, name, asOf)) keep(db, name, { lastActId: actId, asOf, kept })
}

/** What is kept, and the visits that were written since; undefined where those are too many. */
function keptBefore(db: Db, name: string, asOf: unknown): (Remembered & { written: number[] }) | undefined {
  const found = memories.get(db)?.get(name)
  const whole = wholeOf(db)
  const actId = lastActId(whole)
  if (!found || found.asOf !== asOf || found.lastActId > actId) return undefined
  const written = found.lastActId === actId ? [] : visitsSince(whole, found.lastActId, MOST_CHANGED)
  return written && { ...found, written }
}

function keep(db: Db, name: string, kept: Remembered) {
  let known = memories.get(db)
  if (!known) memories.set(db, (known = new Map()))
  if (known.size >= MOST_KEPT && !known.has(name)) known.clear()
  known.set(name, kept)
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
