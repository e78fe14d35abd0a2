// The rules themselves (C1 to C18), as far as they need no register to be said.
import { addDays, daysOf, firstDay, isBefore, lastDay, type PartialDate } from '../dates.ts'
import type { delegations, Status } from '../delegations/delegation.ts'
import type { Qualifier } from '../opening-figures/opening-figure.ts'

/** C10: a visit took place once it is under way; planned, postponed and cancelled ones never count. */
export const tookPlace: readonly Status[] = ['underway', 'returned', 'reported']

/** The figures of a set of visits. Unlike units: never added, never compared. */
export interface Counts {
  /** Đoàn: each counted once, whatever its countries, places and partners (C1). */
  delegations: number
  /** Lượt người known so far (C2). */
  personTrips: number
  /** Counted visits of which nobody knows how many travelled: `personTrips` is then a lower bound. */
  unknownPeople: number
}

export const nothing: Counts = { delegations: 0, personTrips: 0, unknownPeople: 0 }

/** Sums two figures of visits that are not the same visits. */
export const plus = (one: Counts, other: Counts): Counts => ({
  delegations: one.delegations + other.delegations,
  personTrips: one.personTrips + other.personTrips,
  unknownPeople: one.unknownPeople + other.unknownPeople,
})

export const minus = (whole: Counts, part: Counts): Counts => ({
  delegations: whole.delegations - part.delegations,
  personTrips: whole.personTrips - part.personTrips,
  unknownPeople: whole.unknownPeople - part.unknownPeople,
})

/** Whether there is nothing to open: no đoàn, no people, known or unknown. */
export const isNothing = ({ delegations, personTrips, unknownPeople }: Counts): boolean =>
  delegations + personTrips + unknownPeople === 0

/** Lượt người as it may be said: null where nothing of it is known, which is neither 0 nor a figure. */
export function knownPersonTrips(counts: Counts): number | null {
  return counts.personTrips === 0 && counts.unknownPeople > 0 ? null : counts.personTrips
}

/**
 * C2, lượt người of one visit: who travelled, once all are named (a list marked complete, or as many travellers named
 * as the stated head-count); else the stated head-count; else null, unknown. Also a trigger of the database, and a
 * test holds the two together.
 */
export function personTripsOf(visit: {
  headCount: number | null
  isListComplete: boolean
  listed: number
  travelled: number
}): number | null {
  return areAllNamedIn(visit) ? visit.travelled : visit.headCount
}

function areAllNamedIn(visit: {
  headCount: number | null
  isListComplete: boolean
  listed: number
  travelled: number
}): boolean {
  if (!visit.listed) return false
  return visit.isListComplete || (visit.headCount !== null && visit.travelled >= visit.headCount)
}

/** C6: days of a visit, both ends included; null while they are not known. */
export const daysOfVisit = daysOf

/** C17: growth from last to this, in per cent with one decimal, or null where last is 0 ("không so sánh"). */
export function growthOf(last: number, now: number): number | null {
  if (last === 0) return null
  // A half is rounded away from nought, so that 16 to 15 falls as much as 16 to 17 grows.
  return (Math.sign(now - last) * Math.round((Math.abs(now - last) / last) * 1000)) / 10
}

/** The weakest of some qualifiers (C13). */
export function weakest(qualifiers: Qualifier[]): Qualifier {
  return (['about', 'more_than', 'exact'] as const).find((one) => qualifiers.includes(one)) ?? 'exact'
}

/** Figures by direction, and of both together where they are delegations of one register. */
export interface BothWays {
  outbound: Counts
  inbound: Counts
}

export const bothWays = (): BothWays => ({ outbound: { ...nothing }, inbound: { ...nothing } })
export const together = (both: BothWays): Counts => plus(both.outbound, both.inbound)

/** Why visits count as no delegation: not yet gone, postponed, cancelled, or counted as nothing (C10, C11). */
export type Uncounted = 'ahead' | 'postponed' | 'cancelled' | 'excluded' | 'peopleOnly'

/** Why a visit is no counted đoàn, or undefined where it is one. */
export function whyUncounted(
  status: Status,
  countsAs: typeof delegations.$inferSelect.countsAs,
): Uncounted | undefined {
  if (status === 'postponed' || status === 'cancelled') return status
  if (countsAs === 'nothing') return 'excluded'
  if (!tookPlace.includes(status)) return 'ahead'
  return countsAs === 'people_only' ? 'peopleOnly' : undefined
}

/** The first day after a figure's period. */
export const dayAfter = (figure: { endsOn: PartialDate }) => addDays(lastDay(figure.endsOn), 1)

/** C13's sum: the figure and what was entered after its period, with the weakest qualifier of both. */
export function openingSum(
  figure: { value: number; qualifier: Qualifier },
  since: { value: number; isLowerBound: boolean },
): { value: number; qualifier: Qualifier } {
  return {
    value: figure.value + since.value,
    qualifier: weakest([figure.qualifier, since.isLowerBound ? 'more_than' : 'exact']),
  }
}

// ── Partners (C18) ────────────────────────────────────────────────────────

/** Three figures that are never added: organisations of countries, their countries, and multilateral bodies. */
export interface PartnerCounts {
  organisations: number
  countries: number
  multilateral: number
}

export function countPartners(partners: { country: string | null }[]): PartnerCounts {
  const ofCountries = partners.filter(({ country }) => country !== null)
  return {
    organisations: ofCountries.length,
    countries: new Set(ofCountries.map(({ country }) => country)).size,
    multilateral: partners.length - ofCountries.length,
  }
}

/** Whether a line of a visit's list makes one lượt người (C2, C4, C10, C11). */
export const isPersonTrip = (line: {
  side: 'delegation' | 'host'
  hasTravelled: boolean
  arePeopleCounted: boolean | null
}): boolean => line.side === 'delegation' && line.hasTravelled && line.arePeopleCounted === true

// ── Checks (C16) ──────────────────────────────────────────────────────────

/** What cannot all be true of one visit, or wants a look: names of checks, for the page to word. */
export type Contradiction =
  | 'endsBeforeStart'
  | 'noCountry'
  | 'listIsShort'
  | 'listIsLong'
  | 'listDiffers'
  | 'noHead'
  | 'twoHeads'
  | 'startsAhead'

export function contradictionsOf(
  visit: {
    startsOn: PartialDate
    endsOn: PartialDate | null
    headCount: number | null
    status: Status
    countryCount: number
    isListComplete: boolean
    listed: number
    travelled: number
    /** Heads of the delegation among those listed. */
    heads: number
  },
  today: string,
): Contradiction[] {
  const found: Contradiction[] = []
  if (visit.endsOn && isBefore(visit.endsOn, visit.startsOn)) found.push('endsBeforeStart')
  if (!visit.countryCount) found.push('noCountry')
  if (visit.headCount !== null && visit.listed > 0) {
    const { travelled, headCount } = visit
    if (visit.isListComplete && travelled !== headCount) found.push('listDiffers')
    else if (travelled < headCount) found.push('listIsShort')
    else if (travelled > headCount) found.push('listIsLong')
  }
  if (visit.isListComplete && visit.listed > 0 && !visit.heads) found.push('noHead')
  if (visit.heads > 1) found.push('twoHeads')
  if (tookPlace.includes(visit.status) && firstDay(visit.startsOn) > today) found.push('startsAhead')
  return found
}

/** What a visit's figures or its life cannot go on without: names of checks, like contradictions. */
export type Gap = 'unknownPeople' | 'standsStill'

/**
 * Days after its last day from which a visit that is still planned or under way has been forgotten: a half-year is
 * published in the weeks after it.
 */
export const FORGOTTEN_AFTER = 7

export function gapsOf(
  visit: {
    startsOn: PartialDate
    endsOn: PartialDate | null
    status: Status
    arePeopleCounted: boolean
    personTripCount: number | null
  },
  today: string,
): Gap[] {
  const found: Gap[] = []
  if (visit.arePeopleCounted && visit.personTripCount === null) found.push('unknownPeople')
  const isOver = visit.status === 'returned' || visit.status === 'reported' || visit.status === 'cancelled'
  const forgottenOn = addDays(lastDay(visit.endsOn ?? visit.startsOn), FORGOTTEN_AFTER)
  if (!isOver && forgottenOn < today) found.push('standsStill')
  return found
}
