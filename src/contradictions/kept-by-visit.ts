import { isKeptByVisit, keepByVisit, keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Found } from './found.ts'

/** What was found of one visit, or of two. */
export interface FoundOfVisits extends Found {
  visitIds: number[]
}

export interface Search {
  name: string
  /** The day it is looked for, where what is found depends on it. */
  day: string | null
  everywhere: (db: Db) => FoundOfVisits[]
  /** The same a little at a time. */
  inSteps: (db: Db) => Generator<void, FoundOfVisits[]>
  /** What is found of these visits, and of them and others. */
  around: (db: Db, visitIds: number[]) => FoundOfVisits[]
}

const nameOf = ({ name }: Search) => `found of ${name}`

/** What a search finds in the whole register, the latest visit first. */
export const foundOfVisits = (whole: Db, search: Search): FoundOfVisits[] => {
  const { day, everywhere, around } = search
  return keptByVisit(whole, {
    name: nameOf(search),
    asOf: day,
    anew: () => everywhere(whole).toSorted(latestFirst),
    again(before, written) {
      const ids = new Set(written)
      const others = before.filter(({ visitIds }) => !visitIds.some((id) => ids.has(id)))
      return [...others, ...around(whole, written)].toSorted(latestFirst)
    },
  })
}

/** Whether what a search finds is kept, but for a few visits. */
export const isSearched = (whole: Db, search: Search): boolean =>
  isKeptByVisit(whole, nameOf(search), search.day)

/** Searches the whole register a little at a time, where what is found is not kept. */
export const searching = (whole: Db, search: Search): Generator<void> =>
  keepByVisit(whole, { name: nameOf(search), asOf: search.day }, function* () {
    const found = yield* search.inSteps(whole)
    return found.toSorted(latestFirst)
  })

/** The highest id of a visit. */
export const lastVisit = (db: Db): number =>
  prepared(db, 'highest visit', () =>
    db.$client.prepare<[], number>('select coalesce(max(id), 0) from delegations').pluck(),
  ).get()!

/** A total order: what is found anew after a save, or all at once after a restart, stands in the same place. */
export function latestFirst(one: FoundOfVisits, other: FoundOfVisits): number {
  if (one.from !== other.from) return one.from! > other.from! ? -1 : 1
  for (const [nth, id] of one.visitIds.entries()) {
    const later = (other.visitIds[nth] ?? 0) - id
    if (later) return later
  }
  return one.key < other.key ? -1 : Number(one.key > other.key)
}
