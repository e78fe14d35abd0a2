import { type Db, prepared } from '../db/open.ts'
import type { Found } from './found.ts'

// Going through a hundred thousand visits takes most of a second, and somebody writes every few seconds. So what was
// found of visits is kept, and only those that were written since are looked at anew: history says which.

interface Kept {
  day: string | null
  lastActId: number
  found: FoundOfVisits[]
}

/** What was found of one visit, or of two. */
export interface FoundOfVisits extends Found {
  visitIds: number[]
}

interface Search {
  name: string
  /** The day it is looked for, where what is found depends on it. */
  day: string | null
  everywhere: (db: Db) => FoundOfVisits[]
  /** What is found of these visits, and of them and others. */
  around: (db: Db, visitIds: number[]) => FoundOfVisits[]
}

const kept = new WeakMap<Db, Map<string, Kept>>()
/** Visits written since, of which more are not worth picking out. */
const MOST_CHANGED = 2000

/** What a search finds in the whole register, the latest visit first. */
export function foundOfVisits(whole: Db, { name, day, everywhere, around }: Search): FoundOfVisits[] {
  const lastActId = prepared(whole, 'last act', () =>
    whole.$client.prepare<[], number>('select coalesce(max(id), 0) from history_acts').pluck(),
  ).get()!
  let known = kept.get(whole)
  if (!known) kept.set(whole, (known = new Map()))
  const before = known.get(name)
  if (before?.day === day && before.lastActId === lastActId) return before.found
  const written =
    before?.day === day && lastActId > before.lastActId ? visitsSince(whole, before.lastActId) : undefined
  const ids = new Set(written)
  const found =
    before && written
      ? [
          ...before.found.filter(({ visitIds }) => !visitIds.some((id) => ids.has(id))),
          ...(written.length ? around(whole, written) : []),
        ]
      : everywhere(whole)
  found.sort(latestFirst)
  // What a transaction sees may never come to be.
  if (!whole.$client.inTransaction) known.set(name, { day, lastActId, found })
  return found
}

const latestFirst = (one: FoundOfVisits, other: FoundOfVisits): number =>
  one.from! > other.from! ? -1 : one.from! < other.from! ? 1 : other.visitIds[0]! - one.visitIds[0]!

function visitsSince(db: Db, actId: number): number[] | undefined {
  const ids = prepared(db, 'visits written since', () =>
    db.$client
      .prepare<{ actId: number; most: number }, number>(
        `select subject_id from history_changes where act_id > :actId and subject_table = 'delegations'
         union select delegation_id from participants where person_id in
           (select subject_id from history_changes where act_id > :actId and subject_table = 'people')
         limit :most`,
      )
      .pluck(),
  ).all({ actId, most: MOST_CHANGED })
  return ids.length < MOST_CHANGED ? ids : undefined
}
