import { eq, sql } from 'drizzle-orm'
import type { Scope } from '../counting.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations, type Direction } from '../delegations/delegation.ts'
import {
  askingFor,
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
export function tallyVisits(db: Db, { from, to, unit, scope }: Scope, day: string): VisitTally[] {
  const filters = askingFor({ from, to, unit, scope, counted: ['delegations'] })
  const values = { ...valuesFor(db, filters), today: day }
  const shape = shapeOf(db, filters)
  return remembered(db, `quality of visits ${shape} ${JSON.stringify(values)}`, () => {
    readyPunctuality(db)
    return prepared(db, `quality of visits ${shape}`, () => {
      const isCoveredNow = sql<number>`${isCovered}`
      const standing = sql<Punctuality | null>`(select ${punctuality(sql.placeholder('today'))}
        from visit_reports r where r.delegation_id = delegations.id)`
      return db
        .select({
          unitId: delegations.unitId,
          direction: delegations.direction,
          punctuality: standing,
          outcome,
          isCovered: isCoveredNow,
          count: sql<number>`count(*)`,
          coverageItems: sql<number>`sum((select count(*) from coverage_items piece
            where piece.delegation_id = delegations.id))`,
        })
        .from(delegations)
        .where(matching(db, filters))
        .groupBy(sql`1, 2, 3, 4, 5`)
        .prepare()
    }).all(values)
  })
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
      .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
      .where(matchingFollowUps(db, filters, day))
      .groupBy(delegations.unitId, delegations.direction, followUps.outcome)
      .all(),
  )
}
