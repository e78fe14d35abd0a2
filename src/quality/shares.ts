import { narrowest } from '../counting/periods.ts'
import type { Scope } from '../counting.ts'
import { lastDay, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { askingFor, asAsked, type DelegationFilters, unitsAsked } from '../delegations/filters.ts'
import {
  asAsked as asAskedOfFollowUps,
  askingFor as askingForFollowUps,
  type FollowUpFilters,
} from '../follow-ups/filters.ts'
import type { Punctuality } from '../visit-reports/punctuality.ts'
import { addressOf } from '../web/listing.ts'
import { type FollowUpTally, tallyFollowUps, tallyVisits, type VisitTally } from './tallies.ts'

// Quality beside quantity: plain shares of what is known, each part and each whole with the list of exactly its rows.

/** So many of so many; each address lists exactly those, and a zero has none. */
export interface Share {
  part: number
  whole: number
  partHref: string | null
  wholeHref: string | null
}

/** A number with the list of exactly what it counted. */
export interface Counted {
  count: number
  href: string | null
}

export interface Quality {
  /** Of reports of which it is known: handed in by the deadline, after it, or not in although it is over. */
  reportsOnTime: Share
  reportsLate: Share
  reportsMissing: Share
  /** In no share of reports. */
  reportsAhead: Counted
  reportsUnknown: Counted
  reportsWaived: Counted
  /** Of follow-ups whose deadline came within the period, up to today: those that are closed. */
  followUpsClosed: Share
  /** Of the closed ones: those that nobody will do after all. */
  followUpsDropped: Counted
  /** Of all that visits of the period agreed, whenever they are due: those that are closed. */
  followUpsAgreed: Share
  /** Of counted visits that began in the period: those with any press coverage. */
  covered: Share
  coverageItems: number
  /** Of visits that came back and had a plan in the register before they left: those that went by it. */
  asPlanned: Share
  /** Came back without such a plan: in no share. */
  planUnknown: Counted
}

/** Whose quality: a period and its units, and one direction of them. */
export type QualityScope = Scope & { direction?: Direction[] }

interface Tallies {
  visits: VisitTally[]
  due: FollowUpTally[]
  agreed: FollowUpTally[]
}

/** The shares of a scope: where it names no period or units, of all time and of the own body (C5, C12). */
export const qualityOf = (db: Db, scope: QualityScope): Quality =>
  sharesOf(db, within(talliesOf(db, scope), scope), scope)

/** The shares of each unit that has anything to tell, by its id. */
export function qualityByUnit(db: Db, scope: QualityScope): Map<number, Quality> {
  const { visits, due, agreed } = within(talliesOf(db, scope), scope)
  const byUnit = <Row extends { unitId: number }>(rows: Row[]) => Map.groupBy(rows, ({ unitId }) => unitId)
  const [visitsBy, dueBy, agreedBy] = [byUnit(visits), byUnit(due), byUnit(agreed)]
  return new Map(
    [...new Set([...visitsBy.keys(), ...dueBy.keys(), ...agreedBy.keys()])].map((unitId) => {
      const tallies = {
        visits: visitsBy.get(unitId) ?? [],
        due: dueBy.get(unitId) ?? [],
        agreed: agreedBy.get(unitId) ?? [],
      }
      return [unitId, sharesOf(db, tallies, { ...scope, unit: [unitId], scope: [] })]
    }),
  )
}

function talliesOf(db: Db, scope: QualityScope): Tallies {
  const day = today()
  return {
    visits: tallyVisits(db, scope, day),
    due: tallyFollowUps(db, scope, { due: narrowest(duePeriod(scope, day)) }),
    agreed: tallyFollowUps(db, scope, { agreed: narrowest(scope) }),
  }
}

/** Due within the period, and by today: what is due later is not yet late. */
export const duePeriod = ({ from, to }: Scope, day: string) => ({
  from,
  to: [[...to.map(lastDay), day].toSorted()[0]!],
})

const agreedPeriod = ({ from, to }: Scope) => ({ agreedFrom: from, agreedTo: to })

/** Those of one direction, and of the units where they are named. */
function within({ visits, due, agreed }: Tallies, { direction = [], unit }: QualityScope): Tallies {
  const isOf = (row: { unitId: number; direction: Direction }) =>
    (!direction.length || direction.includes(row.direction)) && (!unit.length || unit.includes(row.unitId))
  return { visits: visits.filter(isOf), due: due.filter(isOf), agreed: agreed.filter(isOf) }
}

function sharesOf(db: Db, { visits, due, agreed }: Tallies, scope: QualityScope): Quality {
  const counted = countingVisits(visits, scope)
  const reports = (punctuality: Punctuality[]) => counted({ report: punctuality })
  const known = reports(['onTime', 'late', 'missing'])
  const planned = counted({ outcome: ['asPlanned', 'otherwise'] })
  const dueCounted = countingFollowUps(db, due, scope, duePeriod(scope, today()))
  const agreedCounted = countingFollowUps(db, agreed, scope, agreedPeriod(scope))
  return {
    reportsOnTime: shareOf(reports(['onTime']), known),
    reportsLate: shareOf(reports(['late']), known),
    reportsMissing: shareOf(reports(['missing']), known),
    reportsAhead: reports(['ahead']),
    reportsUnknown: reports(['unknown']),
    reportsWaived: reports(['waived']),
    followUpsClosed: shareOf(dueCounted('closed'), dueCounted('all')),
    followUpsDropped: dueCounted('closed', ['dropped']),
    followUpsAgreed: shareOf(agreedCounted('closed'), agreedCounted('all')),
    covered: shareOf(counted({ coverage: ['any'] }), counted({})),
    coverageItems: visits.reduce((sum, { coverageItems }) => sum + coverageItems, 0),
    asPlanned: shareOf(counted({ outcome: ['asPlanned'] }), planned),
    planUnknown: counted({ outcome: ['unknown'] }),
  }
}

const shareOf = (part: Counted, whole: Counted): Share => ({
  part: part.count,
  whole: whole.count,
  partHref: part.href,
  wholeHref: whole.href,
})

/** Counts visits by what the list of visits is asked for. */
function countingVisits(tallies: VisitTally[], { from, to, unit, scope, direction = [] }: QualityScope) {
  const ofScope = askingFor({
    from,
    to,
    unit,
    scope: unit.length ? [] : scope.filter((one) => one === 'all'),
    direction,
    counted: ['delegations'],
  })
  return (asked: Pick<Partial<DelegationFilters>, 'report' | 'outcome' | 'coverage'>): Counted => {
    const { report, outcome, coverage } = asked
    let count = 0
    for (const tally of tallies)
      if (
        isOneOf(report, tally.punctuality) &&
        isOneOf(outcome, tally.outcome) &&
        isOneOf(coverage, tally.isCovered ? 'any' : 'none')
      )
        count += tally.count
    return { count, href: count ? addressOf('/delegations', asAsked({ ...ofScope, ...asked })) : null }
  }
}

const isOneOf = <Value>(asked: readonly Value[] | undefined, value: Value | null) =>
  !asked || (value !== null && asked.includes(value))

/** Counts follow-ups by what the list of follow-ups is asked for. */
function countingFollowUps(
  db: Db,
  tallies: FollowUpTally[],
  { unit, scope, direction = [] }: QualityScope,
  period: Partial<FollowUpFilters>,
) {
  // That list is of everybody's unless it names units.
  const units = unitsAsked(db, { unit, scope }) ?? []
  return (state: 'all' | 'closed', outcome: FollowUpFilters['outcome'] = []): Counted => {
    let count = 0
    for (const tally of tallies)
      if (
        (state === 'all' || tally.outcome !== null) &&
        (!outcome.length || (tally.outcome !== null && outcome.includes(tally.outcome)))
      )
        count += tally.count
    if (!count) return { count, href: null }
    const filters = askingForFollowUps({ ...period, state: [state], outcome, unit: units, direction })
    return { count, href: addressOf('/follow-ups', asAskedOfFollowUps(filters)) }
  }
}
