import type { Scope } from '../counting.ts'
import { firstDay, highestWithin, lastDay, lowestWithin, type PartialDate, today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { unitsAsked } from '../delegations/filters.ts'
import { type Acceptance, acceptedContradictions, type Kind, kinds } from './contradiction.ts'
import type { Found } from './found.ts'
import { figureContradictions } from './figures.ts'
import { foundOfVisits, isSearched, searching } from './kept-by-visit.ts'
import { comparingPartners } from '../partners/likely-duplicates.ts'
import { partnersTypedTwice } from './same-partner.ts'
import { unitsById } from '../units/queries.ts'
import { peopleInTwoPlaces } from './two-places.ts'
import { lateReports, visitContradictions } from './visits.ts'

export type { Found } from './found.ts'

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
  const { from, to, unit } = scope
  if (scope.scope[0] === 'all' && !from.length && !to.length && !unit.length) return allContradictions(db)
  return remembered(db, `contradictions in ${JSON.stringify([from, to, unit, scope.scope, today()])}`, () =>
    within(db, scope, allContradictions(db)),
  )
}

/** Those of a period and of units. */
export function within(db: Db, scope: Scope, { open, accepted }: Contradictions): Contradictions {
  const isAsked = askedBy(db, scope)
  return { open: open.filter(isAsked), accepted: accepted.filter(isAsked) }
}

/** How many there are of each kind. */
export function countsIn(
  db: Db,
  { from, to, unit, scope }: Scope,
): Record<'open' | 'accepted', Map<Kind, number>> {
  return remembered(db, `contradictions counted ${JSON.stringify([from, to, unit, scope, today()])}`, () => {
    const { open, accepted } = contradictionsIn(db, { from, to, unit, scope })
    return { open: countsByKind(open), accepted: countsByKind(accepted) }
  })
}

function countsByKind(found: Found[]): Map<Kind, number> {
  const counts = new Map(valuesOf(kinds).map((kind) => [kind, 0]))
  for (const { kind } of found) counts.set(kind, counts.get(kind)! + 1)
  return counts
}

/** All that the register, or the part of it, has; by kind, the latest first. */
export const allContradictions = (db: Db): Contradictions =>
  remembered(db, `contradictions ${today()}`, () => {
    const day = today()
    return decided(db, [
      ...figureContradictions(db),
      ...ofVisits(db, day),
      ...partnersTypedTwice(db),
      ...lateReports(db, day),
    ])
  })

/** What was found, by kind, told apart by what somebody accepted as it stands. */
export function decided(db: Db, found: Found[]): Contradictions {
  const byKind = Map.groupBy(found, ({ kind }) => kind)
  const inOrder = valuesOf(kinds).flatMap((kind) => byKind.get(kind) ?? [])
  const acceptances = new Map(listAcceptances(db).map((acceptance) => [acceptance.key, acceptance]))
  if (!acceptances.size) return { open: inOrder, accepted: [] }
  const answer: Contradictions = { open: [], accepted: [] }
  for (const one of inOrder) {
    const acceptance = acceptances.get(one.key)
    // It was accepted as it stood: once that changes, it wants a look again.
    const stands = acceptance !== undefined && acceptance.facts === one.tell().facts
    ;(stands ? answer.accepted : answer.open).push(acceptance ? { ...one, acceptance } : one)
  }
  return answer
}

export const searches = (day: string) => [visitContradictions(day), peopleInTwoPlaces]

/** Whether a whole register was looked through, so that nobody waits for what it has. */
export const isLookedThrough = (whole: Db): boolean =>
  searches(today()).every((search) => isSearched(whole, search))

/** Looks a whole register through a few visits at a time. */
export function* lookingThrough(whole: Db): Generator<void> {
  const day = today()
  for (const search of searches(day)) yield* searching(whole, search)
  if (whole.$client.open) yield* comparingPartners(whole)
  for (const rest of [figureContradictions, lateReports, allContradictions]) {
    if (!whole.$client.open) return
    rest(whole, day)
    yield
  }
}

/** What is found of visits in sight: of two, only where both are. */
function ofVisits(db: Db, day: string): Found[] {
  const whole = wholeOf(db)
  return inSight(
    db,
    searches(day).flatMap((search) => foundOfVisits(whole, search)),
  )
}

/** Of what was found of visits in the whole register, what a part of it has. */
export function inSight<Some extends Found>(db: Db, found: Some[]): Some[] {
  if (db === wholeOf(db)) return found
  const units = unitsById(db)
  return found.filter(({ unitId, otherUnitId = unitId }) => units.has(unitId!) && units.has(otherUnitId!))
}

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
    // What stood on a day is of the periods with that day.
    to.every(({ day }) => firstDay(found.from ?? found.to!) <= day)
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
