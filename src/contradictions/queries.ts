import type { Scope } from '../counting.ts'
import { firstDay, highestWithin, lastDay, lowestWithin, type PartialDate, today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { unitsAsked } from '../delegations/filters.ts'
import { type Acceptance, acceptedContradictions, type Found, kinds } from './contradiction.ts'
import { figureContradictions } from './figures.ts'
import { partnersTypedTwice } from './same-partner.ts'
import { peopleInTwoPlaces } from './two-places.ts'
import { lateReports, visitContradictions } from './visits.ts'

export type { Found } from './contradiction.ts'

/** The page that lists them; filters from, to, unit and scope as for totals, and kind and state. */
export const DESK_PATH = '/contradictions'

export interface Contradictions {
  open: Found[]
  accepted: Found[]
}

/**
 * What cannot all be true, or is missing, of a period and of units, as totals ask for them: an empty `scope` is the own
 * body's, 'all' every unit's (C12). Of a period are visits whose start surely lies in it (C5, C14), and published
 * figures whose own period meets it; what is of no time, as one partner listed twice, only where no period is asked.
 */
export function contradictionsIn(db: Db, scope: Scope): Contradictions {
  const isAsked = askedBy(db, scope)
  const { open, accepted } = allContradictions(db)
  return { open: open.filter(isAsked), accepted: accepted.filter(isAsked) }
}

/** All that the register, or the part of it, has; by kind, the latest first. */
export const allContradictions = (db: Db): Contradictions =>
  remembered(db, `contradictions ${today()}`, () => {
    const day = today()
    const found = [
      ...figureContradictions(db),
      ...visitContradictions(db, day),
      ...peopleInTwoPlaces(db),
      ...partnersTypedTwice(db),
      ...lateReports(db, day),
    ]
    const accepted = new Map(listAcceptances(db).map((acceptance) => [acceptance.key, acceptance]))
    const byKind = Map.groupBy(found, ({ kind }) => kind)
    const answer: Contradictions = { open: [], accepted: [] }
    for (const kind of valuesOf(kinds)) {
      for (const one of byKind.get(kind) ?? []) {
        const acceptance = accepted.get(one.key)
        const told = acceptance ? { ...one, acceptance } : one
        // It was accepted as it stood: once that changes, it wants a look again.
        if (acceptance?.facts === one.tell().facts && acceptance) answer.accepted.push(told)
        else answer.open.push(told)
      }
    }
    return answer
  })

export const listAcceptances = (db: Db): Acceptance[] => db.select().from(acceptedContradictions).all()

function askedBy(db: Db, scope: Scope): (found: Found) => boolean {
  const units = unitsAsked(db, scope)
  const isOfUnit = (id: number | null | undefined) =>
    id !== undefined && (!units || (id === null ? !scope.unit.length : units.includes(id)))
  const from = scope.from.map((date) => ({ lowest: lowestWithin(date), day: firstDay(date) }))
  const to = scope.to.map((date) => ({ highest: highestWithin(date), day: lastDay(date) }))
  const startsWithin = (date: PartialDate | undefined) =>
    date !== undefined &&
    from.every(({ lowest }) => date >= lowest) &&
    to.every(({ highest }) => date < highest.below && !highest.wider.includes(date))
  const meets = (found: Found) =>
    from.every(({ day }) => lastDay(found.to!) >= day) &&
    to.every(({ day }) => !found.from || firstDay(found.from) <= day)
  return (found) => {
    if (!isOfUnit(found.unitId) && !isOfUnit(found.otherUnitId)) return false
    if (!from.length && !to.length) return true
    if (found.to === null) return false
    return isOfFigures.has(found.kind)
      ? meets(found)
      : startsWithin(found.from!) || startsWithin(found.otherStart)
  }
}

const isOfFigures = new Set<Found['kind']>(['figuresClash', 'figureBelowVisits', 'partnersDiffer'])
