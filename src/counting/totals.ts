import { and, eq, sql } from 'drizzle-orm'
import type { PartialDate } from '../dates.ts'
import { type Db, prepared, remembered, rememberedCounts } from '../db/open.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
} from '../delegations/delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  matching,
  shapeOf,
  unitsAsked,
  valuesFor,
} from '../delegations/filters.ts'
import { type KeptRow, partnerRows, rowsOf } from './kept-rows.ts'
import { figureColumns } from './listed.ts'
import { namedPeopleBy, type PersonsByKey } from './named-people.ts'
import { narrowest, type Part, partsOf, periodKey, timeGroupings, type TimeGrouping } from './periods.ts'
import { type BothWays, bothWays, type Counts, isNothing, type Uncounted } from './rules.ts'

/** What totals may be grouped by. */
export const groupings = {
  ...timeGroupings,
  country: 'Theo nước',
  partner: 'Theo đối tác',
  purpose: 'Theo nội dung',
  unit: 'Theo đơn vị',
} as const
export type Grouping = keyof typeof groupings

/** The period and the units totals are of. Both ends belong to the period; starts within it count (C5, C14). */
export type Scope = Pick<DelegationFilters, 'from' | 'to' | 'unit' | 'scope'>

export interface Totals {
  /** By key: '2024', '2024-H2', '2024-Q3', '2024-09', 'LA', a partner's or unit's id, a purpose; '' where it is not recorded. */
  rows: Map<string, BothWays>
  /** The month of each row's last counted delegation, or its year while no month is known. */
  lastOn: Map<string, PartialDate>
  /** Each visit once, however many rows it stands in (C8). */
  total: BothWays
  /** What the rows add up to: more than `total` where a visit has several countries or partners (C8). */
  sum: BothWays
  /** The most delegations one way of one row. */
  most: number
  /** Of partners, who are thousands: whose row became another one since `rows` was made, which stays the same map. */
  moved?: readonly string[]
}

/**
 * Totals by year, half, quarter, month, country, partner, purpose or unit, read from what triggers keep, and remembered
 * for the whole register. Only the days before and after whole months are counted from the visits themselves.
 */
export function totalsBy(db: Db, by: Grouping, scope: Scope): Totals {
  // Periods are many, and their totals cheap: only those of all time are worth keeping.
  if (scope.from.length || scope.to.length) return findTotals(db, by, scope)
  const units = unitsAsked(db, scope)
  return rememberedCounts(db, `totals ${by} ${units?.join() ?? 'all'}`, () => findTotals(db, by, scope))
}

function findTotals(db: Db, by: Grouping, scope: Scope): Totals {
  const units = unitsAsked(db, scope)
  const parts = partsOf(narrowest(scope))
  // Partners are thousands, whose whole years and months are held apart.
  const totals: Sums =
    by === 'partner'
      ? partnerRows(db, units, parts)
      : summed(
          by,
          parts.flatMap((part) => rowsOf(db, by, units, part)),
        )
  const total = dimensionOf(by) === 'all' ? totals.sum : findTotals(db, 'year', scope).total
  return { ...totals, total }
}

type Sums = Pick<Totals, 'rows' | 'lastOn' | 'sum' | 'most' | 'moved'>

function summed(by: Grouping, parts: KeptRow[]): Sums {
  const rows: Sums['rows'] = new Map()
  const lastOn: Sums['lastOn'] = new Map()
  const sum = bothWays()
  let most = 0
  for (const part of parts) {
    if (isNothing(part)) continue
    const key = isTime(by) ? periodKey(by, part.key) : part.key
    let row = rows.get(key)
    if (!row) rows.set(key, (row = bothWays()))
    add(row[part.direction], part)
    add(sum[part.direction], part)
    most = Math.max(most, row[part.direction].delegations)
    if (part.lastOn && part.lastOn > (lastOn.get(key) ?? '')) lastOn.set(key, part.lastOn)
  }
  return { rows, lastOn, sum, most }
}

function add(to: Counts, part: Counts) {
  to.delegations += part.delegations
  to.personTrips += part.personTrips
  to.unknownPeople += part.unknownPeople
}

export const isTime = (by: Grouping): by is TimeGrouping => by in timeGroupings

type Dimension = 'all' | 'country' | 'partner' | 'purpose'

const dimensionOf = (by: Grouping): Dimension =>
  by === 'country' || by === 'partner' || by === 'purpose' ? by : 'all'

interface Cell extends Counts {
  key: string
  unitId: number
  direction: Direction
  period: string
}

/** The same cells counted anew from the visits: the proof of what the triggers keep. */
export function recountedCells(db: Db, dimension: Dimension, scope: Scope): Cell[] {
  const filters = askingFor({ ...scope })
  const values = valuesFor(db, filters)
  const shape = `${dimension} ${shapeOf(db, filters)}`
  return rememberedCounts(db, `recount ${shape} ${JSON.stringify(values)}`, () =>
    prepared(db, `recount ${shape}`, () => {
      const period = sql<string>`substr(${delegations.startsOn}, 1, 7)`
      const key = {
        all: sql<string>`''`,
        purpose: sql<string>`coalesce(${delegations.purposeKind}, '')`,
        country: sql<string>`coalesce(${delegationCountries.country}, '')`,
        partner: sql<string>`coalesce(cast(${delegationPartners.partnerId} as text), '')`,
      }[dimension]
      const query = db
        .select({
          key,
          unitId: delegations.unitId,
          direction: delegations.direction,
          period,
          ...figureColumns,
        })
        .from(delegations)
        .$dynamic()
      if (dimension === 'country')
        void query.leftJoin(delegationCountries, eq(delegationCountries.delegationId, delegations.id))
      if (dimension === 'partner')
        void query.leftJoin(delegationPartners, eq(delegationPartners.delegationId, delegations.id))
      return query
        .where(and(matching(db, filters), eq(delegations.arePeopleCounted, true)))
        .groupBy(key, delegations.unitId, delegations.direction, period)
        .prepare()
    }).all(values),
  )
}

/** How many counted visits are known to start in this year or month, and no more of when: đoàn, and people only (C11). */
export function countKnownOnlyTo(db: Db, scope: Pick<Scope, 'unit' | 'scope'>, part: PartialDate): Starts {
  const units = unitsAsked(db, scope)
  const only: Part = { grain: 'day', from: part, to: part }
  const countOf = (rows: KeptRow[]) => rows.reduce((sum, { delegations }) => sum + delegations, 0)
  return {
    delegations: countOf(rowsOf(db, 'year', units, only)),
    peopleOnly: countOf(rowsOf(db, 'left_out', units, only).filter(({ key }) => key === 'peopleOnly')),
  }
}

export interface Starts {
  delegations: number
  peopleOnly: number
}

/** How many visits of a period and units count as no delegation, by why (C10, C11). */
export function countLeftOut(db: Db, scope: Scope): Record<Uncounted, number> {
  const units = unitsAsked(db, scope)
  return remembered(db, `left out ${JSON.stringify([narrowest(scope), units])}`, () => {
    const found = { ahead: 0, postponed: 0, cancelled: 0, excluded: 0, peopleOnly: 0 }
    for (const part of partsOf(narrowest(scope)))
      for (const { key, delegations } of rowsOf(db, 'left_out', units, part))
        found[key as Uncounted] += delegations
    return found
  })
}

/** Số người of each row of totals, by key as in `Totals.rows` ('' for 'all'), remembered (C3). */
export function personsBy(db: Db, by: Grouping | 'all', scope: Scope): PersonsByKey {
  const units = unitsAsked(db, scope)
  const asked = { ...narrowest(scope), units }
  return rememberedCounts(db, `persons by ${by} ${JSON.stringify(asked)}`, () => namedPeopleBy(db, by, asked))
}
