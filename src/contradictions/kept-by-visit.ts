import { keptByVisit } from '../db/kept-by-visit.ts'
import type { Db } from '../db/open.ts'
import type { Found } from './found.ts'

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

/** What a search finds in the whole register, the latest visit first. */
export const foundOfVisits = (whole: Db, { name, day, everywhere, around }: Search): FoundOfVisits[] =>
  keptByVisit(whole, {
    name: `found of ${name}`,
    asOf: day,
    anew: () => everywhere(whole).toSorted(latestFirst),
    again(before, written) {
      const ids = new Set(written)
      const others = before.filter(({ visitIds }) => !visitIds.some((id) => ids.has(id)))
      return [...others, ...around(whole, written)].toSorted(latestFirst)
    },
  })

const latestFirst = (one: FoundOfVisits, other: FoundOfVisits): number =>
  one.from! > other.from! ? -1 : one.from! < other.from! ? 1 : other.visitIds[0]! - one.visitIds[0]!
