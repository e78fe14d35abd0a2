import { and, eq, sql } from 'drizzle-orm'
import { startsWithin, type Stretch } from '../counting/periods.ts'
import type { Scope } from '../counting.ts'
import { firstDay, lastDay, type PartialDate } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations, type Direction } from '../delegations/delegation.ts'
import {
  askingFor,
  coverageCount,
  type DelegationFilters,
  isCovered,
  matching,
  outcome,
  type outcomes,
  shapeOf,
  unitsAsked,
  valuesFor,
} from '../delegations/filters.ts'
import { isTracked } from '../follow-ups/filters.ts'
import { type followUpOutcomes, followUps } from '../follow-ups/follow-up.ts'
import { type Punctuality, punctuality, readyPunctuality } from '../visit-reports/punctuality.ts'
import { tallyStanding } from './standings.ts'

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
  return remembered(
    db,
    `quality of visits ${day} ${asked}`,
    () => tallyStanding(db, scope, day) ?? talliesOf(db, filters, day),
  )
}

// What visits are alike in, in the order of `VisitTally`.
const alike = {
  unitId: delegations.unitId,
  direction: delegations.direction,
  punctuality: sql<Punctuality | null>`(select ${punctuality(sql.placeholder('today'))}
    from visit_reports r where r.delegation_id = delegations.id)`,
  outcome,
  isCovered: sql<number>`${isCovered}`,
}

/** The same asked of the visits themselves. */
function talliesOf(db: Db, filters: DelegationFilters, day: string): VisitTally[] {
  readyPunctuality(db)
  return prepared(db, `tallies of visits ${shapeOf(db, filters)}`, () =>
    db
      .select({ ...alike, count: sql<number>`count(*)`, coverageItems: sql<number>`sum(${coverageCount})` })
      .from(delegations)
      .where(matching(db, filters))
      .groupBy(sql`1, 2, 3, 4, 5`)
      .prepare(),
  ).all({ ...valuesFor(db, filters), today: day })
}

interface Promised {
  unitId: number
  direction: Direction
  startsOn: PartialDate
  dueOn: string
  outcome: FollowUpTally['outcome']
}

/** The follow-ups of the units of a scope that are due within a period, or were agreed by visits that began within one. */
export function tallyFollowUps(
  db: Db,
  { unit, scope }: Pick<Scope, 'unit' | 'scope'>,
  { due, agreed }: { due?: Stretch; agreed?: Stretch },
): FollowUpTally[] {
  const units = unitsAsked(db, { unit, scope })
  const key = `quality of follow-ups ${JSON.stringify([units ?? 'all', due, agreed])}`
  return remembered(db, key, () => {
    const [first, last] = [due?.from && firstDay(due.from), due?.to && lastDay(due.to)]
    const startIsWithin = agreed && startsWithin(agreed)
    const tallies = new Map<string, FollowUpTally>()
    for (const promised of promises(db).values()) {
      for (const { unitId, direction, startsOn, dueOn, outcome } of promised) {
        if ((first && dueOn < first) || (last && dueOn > last)) continue
        if (startIsWithin && !startIsWithin(startsOn)) continue
        if (units && !units.includes(unitId)) continue
        const name = `${unitId} ${direction} ${outcome}`
        const tally = tallies.get(name)
        if (tally) tally.count++
        else tallies.set(name, { unitId, direction, outcome, count: 1 })
      }
    }
    return [...tallies.values()]
  })
}

/** Every follow-up that somebody is held to, by its visit. */
const promises = (db: Db): Map<number, Promised[]> =>
  keptByVisit(db, {
    name: 'promises',
    asOf: null,
    anew: () => Map.groupBy(readPromises(db), ({ delegationId }) => delegationId),
    again(before, written) {
      for (const id of written) before.delete(id)
      for (const promise of readPromises(db, written)) {
        const others = before.get(promise.delegationId)
        if (others) others.push(promise)
        else before.set(promise.delegationId, [promise])
      }
      return before
    },
  })

const readPromises = (db: Db, among: number[] | null = null) =>
  prepared(db, `promises ${among !== null}`, () =>
    db
      .select({
        delegationId: followUps.delegationId,
        unitId: delegations.unitId,
        direction: delegations.direction,
        startsOn: delegations.startsOn,
        dueOn: followUps.dueOn,
        outcome: followUps.outcome,
      })
      .from(followUps)
      .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
      .where(
        and(
          isTracked,
          among
            ? sql`${followUps.delegationId} in (select value from json_each(${sql.placeholder('among')}))`
            : undefined,
        ),
      )
      .prepare(),
  ).all({ among: JSON.stringify(among) })
