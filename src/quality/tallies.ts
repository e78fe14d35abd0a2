import { and, eq, sql } from 'drizzle-orm'
import { type Scope, totalsBy } from '../counting.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared, remembered, rememberedCatalogue } from '../db/open.ts'
import { delegations, type Direction } from '../delegations/delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  isCovered,
  matching,
  outcome,
  type outcomes,
  shapeOf,
  unitsAsked,
  valuesFor,
} from '../delegations/filters.ts'
import {
  askingFor as askingForFollowUps,
  type FollowUpFilters,
  matching as matchingFollowUps,
} from '../follow-ups/filters.ts'
import { type followUpOutcomes, followUps } from '../follow-ups/follow-up.ts'
import { type Punctuality, punctuality, readyPunctuality } from '../visit-reports/punctuality.ts'

/** Counted visits of one unit and direction that are alike in everything shares ask for. */
export interface VisitTally {
  unitId: number
  direction: Direction
  punctuality: Punctuality | null
  outcome: keyof typeof outcomes | null
  isCovered: number
  count: number
  coverageItems: number
}

/** Follow-ups of the visits of one unit and direction that ended alike. */
export interface FollowUpTally {
  unitId: number
  direction: Direction
  outcome: keyof typeof followUpOutcomes | null
  count: number
}

/** The counted visits that began within a scope, as they stand on a day. */
export function tallyVisits(db: Db, scope: Scope, day: string): VisitTally[] {
  const { from, to, unit } = scope
  const filters = askingFor({ from, to, unit, scope: scope.scope, counted: ['delegations'] })
  const asked = `${shapeOf(db, filters)} ${JSON.stringify({ ...valuesFor(db, filters), today: null })}`
  return remembered(db, `quality of visits ${day} ${asked}`, () => {
    const { outbound, inbound } = totalsBy(db, 'year', scope).total
    const areMany = outbound.delegations + inbound.delegations > MOST_KEPT
    if (areMany) return talliesOf(db, filters, day)
    const { tallies } = keptByVisit(db, {
      name: `quality of visits ${asked}`,
      // Of the deadlines that are set, and of the day.
      asOf: rememberedCatalogue(db, `quality as of ${day}`, () => ({})),
      anew() {
        const standing = standingOf(db, filters, day)
        const tallies = together(standing)
        return { tallies, visits: new Map(standing.map((visit) => [visit.id, visit])) }
      },
      again({ tallies, visits }, written) {
        const before = written.flatMap((id) => visits.get(id) ?? [])
        const now = standingOf(db, filters, day, written)
        for (const visit of before) visits.delete(visit.id)
        for (const visit of now) visits.set(visit.id, visit)
        add(tallies, before, -1)
        return { tallies: add(tallies, now), visits }
      },
    })
    return [...tallies.values()].filter(({ count }) => count > 0)
  })
}

/** So many visits are held one by one; those of all time are counted together. */
const MOST_KEPT = 150_000

type Standing = Omit<VisitTally, 'count'> & { id: number }

// What visits are alike in, in the order of `VisitTally`.
const alike = {
  unitId: delegations.unitId,
  direction: delegations.direction,
  punctuality: sql<Punctuality | null>`(select ${punctuality(sql.placeholder('today'))}
    from visit_reports r where r.delegation_id = delegations.id)`,
  outcome,
  isCovered: sql<number>`${isCovered}`,
}
const coverageItems = sql<number>`(select count(*) from coverage_items piece
  where piece.delegation_id = delegations.id)`

/** How each visit stands, of all or of some. */
function standingOf(
  db: Db,
  filters: DelegationFilters,
  day: string,
  among: number[] | null = null,
): Standing[] {
  readyPunctuality(db)
  const isAmong = sql`${delegations.id} in (select value from json_each(${sql.placeholder('among')}))`
  return prepared(db, `standing of visits ${shapeOf(db, filters)} ${among !== null}`, () =>
    db
      .select({ id: delegations.id, ...alike, coverageItems })
      .from(delegations)
      .where(and(among ? isAmong : undefined, matching(db, filters)))
      .prepare(),
  ).all({ ...valuesFor(db, filters), today: day, among: JSON.stringify(among) })
}

function talliesOf(db: Db, filters: DelegationFilters, day: string): VisitTally[] {
  readyPunctuality(db)
  return prepared(db, `tallies of visits ${shapeOf(db, filters)}`, () =>
    db
      .select({ ...alike, count: sql<number>`count(*)`, coverageItems: sql<number>`sum(${coverageItems})` })
      .from(delegations)
      .where(matching(db, filters))
      .groupBy(sql`1, 2, 3, 4, 5`)
      .prepare(),
  ).all({ ...valuesFor(db, filters), today: day })
}

const together = (standing: Standing[]) => add(new Map<string, VisitTally>(), standing)

/** Adds visits to the tallies they belong to, or takes them away. */
function add(tallies: Map<string, VisitTally>, standing: Standing[], count: 1 | -1 = 1) {
  for (const { unitId, direction, punctuality, outcome, isCovered, coverageItems } of standing) {
    const key = `${unitId} ${direction} ${punctuality} ${outcome} ${isCovered}`
    let tally = tallies.get(key)
    if (!tally) {
      tally = { unitId, direction, punctuality, outcome, isCovered, count: 0, coverageItems: 0 }
      tallies.set(key, tally)
    }
    tally.count += count
    tally.coverageItems += count * coverageItems
  }
  return tallies
}

/** The follow-ups that the filters mean and the units of a scope are held to, on a day. */
export function tallyFollowUps(
  db: Db,
  { unit, scope }: Pick<Scope, 'unit' | 'scope'>,
  asked: Pick<Partial<FollowUpFilters>, 'from' | 'to' | 'agreedFrom' | 'agreedTo'>,
  day: string,
): FollowUpTally[] {
  const units = unitsAsked(db, { unit, scope })
  if (units?.length === 0) return []
  const filters = askingForFollowUps({ ...asked, state: ['all'], unit: units ?? [] })
  return remembered(db, `quality of follow-ups ${day} ${JSON.stringify(filters)}`, () =>
    db
      .select({
        unitId: delegations.unitId,
        direction: delegations.direction,
        outcome: followUps.outcome,
        count: sql<number>`count(*)`,
      })
      .from(followUps)
      // In this order: there are fewer of them than of visits.
      .crossJoin(delegations)
      .where(and(eq(delegations.id, followUps.delegationId), matchingFollowUps(db, filters, day)))
      .groupBy(delegations.unitId, delegations.direction, followUps.outcome)
      .all(),
  )
}
