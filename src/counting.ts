// What counts, and when: rules C1 to C18 of the house. Every heading, total, chart, export and report takes its
// figures from here, so that no two of them can disagree.
import { and, countDistinct, eq, gte, inArray, lt, notInArray, sql } from 'drizzle-orm'
import {
  type PartialDate,
  addDays,
  daysOf,
  firstDay,
  highestWithin,
  isBefore,
  isKnownToTheDay,
  lastDay,
  lowestWithin,
} from './dates.ts'
import { type Db, prepared, remembered, rememberedCounts } from './db/open.ts'
import {
  countCells,
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  type Status,
} from './delegations/delegation.ts'
import {
  type DelegationFilters,
  askingFor,
  isNamedWhole,
  matching,
  shapeOf,
  unitsAsked,
  valuesFor,
} from './delegations/filters.ts'
import type { Qualifier } from './opening-figures/opening-figure.ts'
import { participants } from './participants/participant.ts'

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

/** Số người: distinct people, as far as visits name them (C3). */
export interface Persons {
  persons: number
  /** The visits whose travellers are all named, which these people were counted in. */
  personsKnownIn: number
  /** The lượt người of those visits: "214 người, trên 398 lượt có danh sách". */
  personTripsNamed: number
}

export const nothing: Counts = { delegations: 0, personTrips: 0, unknownPeople: 0 }

/** Sums two figures of visits that are not the same visits. */
export const plus = (one: Counts, other: Counts): Counts => ({
  delegations: one.delegations + other.delegations,
  personTrips: one.personTrips + other.personTrips,
  unknownPeople: one.unknownPeople + other.unknownPeople,
})

const minus = (whole: Counts, part: Counts): Counts => ({
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
  return last === 0 ? null : Math.round(((now - last) / last) * 1000) / 10
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

/** What a list of visits holds: its figures, how many rows it lists, and by year. */
export interface Listed extends BothWays {
  rows: number
  rowsOutbound: number
  rowsInbound: number
  /** Rows that count as nothing, by why: not yet gone, postponed, cancelled, or counted as nothing (C10, C11). */
  uncounted: { ahead: number; postponed: number; cancelled: number; excluded: number; peopleOnly: number }
  byYear: Map<string, Counts & { rows: number; ahead: number }>
}

const figures = {
  delegations: sql<number>`sum(${delegations.isCounted})`,
  personTrips: sql<number>`coalesce(sum(iif(${delegations.arePeopleCounted}, ${delegations.personTripCount}, 0)), 0)`,
  unknownPeople: sql<number>`sum(${delegations.arePeopleCounted} and ${delegations.personTripCount} is null)`,
}

/** The figures at the head of a list, from the very rows it lists. */
export function countListed(db: Db, filters: DelegationFilters): Listed {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  return remembered(db, `listed ${shape} ${JSON.stringify(values)}`, () => {
    const { direction } = filters
    // A list stands beside those of the other direction and of both: they are counted together.
    const rows = countedRows(db, { ...filters, direction: [] }).filter(
      (row) => direction.length === 0 || direction.includes(row.direction),
    )
    const listed: Listed = {
      ...bothWays(),
      rows: 0,
      rowsOutbound: 0,
      rowsInbound: 0,
      uncounted: { ahead: 0, postponed: 0, cancelled: 0, excluded: 0, peopleOnly: 0 },
      byYear: new Map(),
    }
    for (const row of rows) {
      listed[row.direction] = plus(listed[row.direction], row)
      listed.rows += row.rows
      if (row.direction === 'outbound') listed.rowsOutbound += row.rows
      else listed.rowsInbound += row.rows
      const why = whyUncounted(row.status, row.countsAs)
      if (why) listed.uncounted[why] += row.rows
      const year = listed.byYear.get(row.year) ?? { ...nothing, rows: 0, ahead: 0 }
      listed.byYear.set(row.year, {
        ...plus(year, row),
        rows: year.rows + row.rows,
        ahead: year.ahead + (why === 'ahead' ? row.rows : 0),
      })
    }
    return listed
  })
}

function countedRows(db: Db, filters: DelegationFilters) {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  const startYear = sql<string>`substr(${delegations.startsOn}, 1, 4)`
  return remembered(db, `counted rows ${shape} ${JSON.stringify(values)}`, () =>
    prepared(db, `counted rows ${shape}`, () =>
      db
        .select({
          year: startYear,
          direction: delegations.direction,
          status: delegations.status,
          countsAs: delegations.countsAs,
          rows: sql<number>`count(*)`,
          ...figures,
        })
        .from(delegations)
        .where(matching(db, filters))
        // In the order of `delegations_counted`: nothing need be sorted, even for every unit.
        .groupBy(
          delegations.unitId,
          startYear,
          delegations.direction,
          delegations.status,
          delegations.countsAs,
        )
        .prepare(),
    ).all(values),
  )
}

/** Why a visit is no counted đoàn, or undefined where it is one. */
export function whyUncounted(
  status: Status,
  countsAs: typeof delegations.$inferSelect.countsAs,
): keyof Listed['uncounted'] | undefined {
  if (status === 'postponed' || status === 'cancelled') return status
  if (countsAs === 'nothing') return 'excluded'
  if (!tookPlace.includes(status)) return 'ahead'
  return countsAs === 'people_only' ? 'peopleOnly' : undefined
}

/** C3: the distinct people of a list's counted visits, with how much of it is named. */
export function countPersons(db: Db, filters: DelegationFilters): Persons {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  const isOfCounts = Object.entries(filters).every(([name, asked]) => ofScope.has(name) || !asked.length)
  const recall = isOfCounts ? rememberedCounts : remembered
  return recall(db, `persons ${shape} ${JSON.stringify(values)}`, () => {
    const row = prepared(db, `persons ${shape}`, () =>
      db
        .select(personFigures)
        .from(delegations)
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .where(and(matching(db, filters), areAllNamed))
        .prepare(),
    ).get(values)
    return row ?? nobody
  })
}

// What is asked for otherwise (words, a step of its life) may change while what is counted does not.
const ofScope = new Set(['from', 'to', 'unit', 'scope', 'direction'])

const personFigures = {
  persons: countDistinct(participants.personId),
  personsKnownIn: countDistinct(delegations.id),
  personTripsNamed: sql<number>`count(*)`,
}

const travelled = and(eq(participants.side, 'delegation'), eq(participants.hasTravelled, true))
const areAllNamed = and(eq(delegations.arePeopleCounted, true), travelled, isNamedWhole)

// ── Totals ────────────────────────────────────────────────────────────────

/** What totals may be grouped by. */
export const groupings = {
  year: 'Theo năm',
  quarter: 'Theo quý',
  month: 'Theo tháng',
  country: 'Theo nước',
  partner: 'Theo đối tác',
  purpose: 'Theo nội dung',
  unit: 'Theo đơn vị',
} as const
export type Grouping = keyof typeof groupings

/** The period and the units totals are of. Both ends belong to the period; starts within it count (C5, C14). */
export type Scope = Pick<DelegationFilters, 'from' | 'to' | 'unit' | 'scope'>

export interface Totals {
  /** By key: '2024', '2024-Q3', '2024-09', 'LA', a partner's or unit's id, a purpose; '' where it is not recorded. */
  rows: Map<string, BothWays>
  /** The month of each row's last counted delegation, or its year while no month is known. */
  lastOn: Map<string, PartialDate>
  /** Each visit once, however many rows it stands in (C8). */
  total: BothWays
  /** What the rows add up to: more than `total` where a visit has several countries or partners (C8). */
  sum: BothWays
}

/**
 * Totals by year, quarter, month, country, partner, purpose or unit, read from the cells that triggers keep, and
 * remembered for the whole register. A period known to the day is counted from the visits themselves.
 */
export function totalsBy(db: Db, by: Grouping, scope: Scope): Totals {
  // Periods are many, and their totals cheap: only those of all time are worth keeping.
  if (scope.from.length || scope.to.length) return findTotals(db, by, scope)
  const units = unitsAsked(db, scope)
  return rememberedCounts(db, `totals ${by} ${units?.join() ?? 'all'}`, () => findTotals(db, by, scope))
}

function findTotals(db: Db, by: Grouping, scope: Scope): Totals {
  const found = stretchesOf(scope).flatMap(({ isKept, ...stretch }) =>
    isKept ? keptRows(db, by, stretch) : recountedRows(db, by, stretch),
  )
  const rows = new Map<string, BothWays>()
  const lastOn = new Map<string, PartialDate>()
  const sum = bothWays()
  for (const part of found) {
    if (!part.delegations && !part.personTrips && !part.unknownPeople) continue
    const key = by === 'quarter' ? quarterKey(part.key) : part.key
    const row = rows.get(key) ?? bothWays()
    row[part.direction] = plus(row[part.direction], part)
    sum[part.direction] = plus(sum[part.direction], part)
    rows.set(key, row)
    if (part.lastOn && part.lastOn > (lastOn.get(key) ?? '')) lastOn.set(key, part.lastOn)
  }
  const total = dimensionOf[by] === 'all' ? sum : findTotals(db, 'year', scope).total
  return { rows, lastOn, total, sum }
}

/** A period as whole months, which cells are kept of, and the days before and after them, which are counted anew. */
function stretchesOf(scope: Scope): (Scope & { isKept: boolean })[] {
  const from = scope.from.map(lowestWithin).toSorted().at(-1)
  const to = scope.to.toSorted((one, other) => (below(one) < below(other) ? -1 : 1))[0]
  const isFromDay = from !== undefined && isKnownToTheDay(from)
  const isToDay = to !== undefined && below(to).length > 8
  const within = { unit: scope.unit, scope: scope.scope }
  const period = { from: from ? [from] : [], to: to ? [to] : [] }
  if (!isFromDay && !isToDay) return [{ ...within, ...period, isKept: true }]
  if (from && to && (isFromDay ? from.slice(0, 7) : firstDay(from).slice(0, 7)) >= to.slice(0, 7)) {
    return [{ ...within, ...period, isKept: false }]
  }
  const stretches = []
  if (isFromDay) {
    const end = lastDay(from.slice(0, 7))
    stretches.push({ ...within, from: [from], to: [end], isKept: false })
    period.from = [addDays(end, 1).slice(0, 7)]
  }
  if (isToDay) {
    const start = `${to.slice(0, 7)}-01`
    stretches.push({ ...within, from: [start], to: [to], isKept: false })
    period.to = [addDays(start, -1).slice(0, 7)]
  }
  return [...stretches, { ...within, ...period, isKept: true }]
}

const below = (to: PartialDate) => highestWithin(to).below

type Dimension = 'all' | 'country' | 'partner' | 'purpose'

const dimensionOf: Record<Grouping, Dimension> = {
  year: 'all',
  quarter: 'all',
  month: 'all',
  unit: 'all',
  country: 'country',
  partner: 'partner',
  purpose: 'purpose',
}

interface Cell extends Counts {
  key: string
  unitId: number
  direction: Direction
  period: string
}

/** Part of a row of totals; a quarter comes in its months. */
interface Part extends Counts {
  key: string
  direction: Direction
  lastOn: PartialDate | null
}

/** '2024-Q3' of '2024-09'; a start known to the year only stays '2024' (C14). */
export function quarterKey(period: string): string {
  const month = Number(period.slice(5, 7))
  return month ? `${period.slice(0, 4)}-Q${Math.ceil(month / 3)}` : period.slice(0, 4)
}

function keptRows(db: Db, by: Grouping, scope: Scope): Part[] {
  const units = unitsAsked(db, scope)
  const from = scope.from.map(lowestWithin).toSorted().at(-1)
  const to = scope.to.map(highestWithin).toSorted((one, other) => (one.below < other.below ? -1 : 1))[0]
  const values: Record<string, string | number> = { dimension: dimensionOf[by] }
  units?.forEach((unit, index) => (values[`unit${index}`] = unit))
  if (from) values.from = from
  if (to) values.below = to.below
  to?.wider.forEach((wider, index) => (values[`wider${index}`] = wider))
  const shape = `totals ${by} ${units?.length ?? 'all'} ${from ? 1 : 0} ${to?.wider.length ?? 'open'}`
  return prepared(db, shape, () => {
    const { key, unitId, direction, period, delegationCount, personTripCount, unknownPeopleCount } =
      countCells
    const row = {
      year: sql<string>`substr(${period}, 1, 4)`,
      quarter: sql<string>`${period}`,
      month: sql<string>`${period}`,
      unit: sql<string>`cast(${unitId} as text)`,
      country: sql<string>`${key}`,
      partner: sql<string>`${key}`,
      purpose: sql<string>`${key}`,
    }[by]
    return db
      .select({
        key: row,
        direction,
        delegations: sql<number>`sum(${delegationCount})`,
        personTrips: sql<number>`sum(${personTripCount})`,
        unknownPeople: sql<number>`sum(${unknownPeopleCount})`,
        lastOn: sql<string | null>`max(iif(${delegationCount} > 0, ${period}, null))`,
      })
      .from(countCells)
      .where(
        and(
          eq(countCells.dimension, sql.placeholder('dimension')),
          // Leads the primary key on to the units.
          dimensionOf[by] === 'all' ? eq(key, '') : undefined,
          units &&
            (units.length
              ? inArray(unitId, units.map((_, index) => sql.placeholder(`unit${index}`)) as never)
              : sql`false`),
          from ? gte(period, sql.placeholder('from')) : undefined,
          to ? lt(period, sql.placeholder('below')) : undefined,
          to?.wider.length
            ? notInArray(period, to.wider.map((_, index) => sql.placeholder(`wider${index}`)) as never)
            : undefined,
        ),
      )
      .groupBy(row, direction)
      .prepare()
  }).all(values)
}

function recountedRows(db: Db, by: Grouping, scope: Scope): Part[] {
  return recountedCells(db, dimensionOf[by], scope).map((cell) => ({
    ...cell,
    key: keyOf(by, cell),
    lastOn: cell.delegations ? cell.period : null,
  }))
}

function keyOf(by: Grouping, cell: Cell): string {
  switch (by) {
    case 'year':
      return cell.period.slice(0, 4)
    case 'quarter':
    case 'month':
      return cell.period
    case 'unit':
      return String(cell.unitId)
    default:
      return cell.key
  }
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
        country: sql<string>`${delegationCountries.country}`,
        partner: sql<string>`coalesce(cast(${delegationPartners.partnerId} as text), '')`,
      }[dimension]
      const query = db
        .select({ key, unitId: delegations.unitId, direction: delegations.direction, period, ...figures })
        .from(delegations)
        .$dynamic()
      // No visit is kept without a country.
      if (dimension === 'country')
        void query.innerJoin(delegationCountries, eq(delegationCountries.delegationId, delegations.id))
      if (dimension === 'partner')
        void query.leftJoin(delegationPartners, eq(delegationPartners.delegationId, delegations.id))
      return query
        .where(and(matching(db, filters), eq(delegations.arePeopleCounted, true)))
        .groupBy(key, delegations.unitId, delegations.direction, period)
        .prepare()
    }).all(values),
  )
}

/** Số người of each row of totals, by key as in `Totals.rows` ('' for 'all'): one statement, remembered (C3). */
export function personsBy(
  db: Db,
  by: Grouping | 'all',
  scope: Scope,
): Map<string, Record<Direction, Persons>> {
  const filters = askingFor({ ...scope })
  const values = valuesFor(db, filters)
  const shape = `persons by ${by} ${shapeOf(db, filters)}`
  return rememberedCounts(db, `${shape} ${JSON.stringify(values)}`, () => {
    const rows = prepared(db, shape, () => {
      const { startsOn, unitId, purposeKind } = delegations
      const key = {
        all: sql<string>`''`,
        year: sql<string>`substr(${startsOn}, 1, 4)`,
        month: sql<string>`substr(${startsOn}, 1, 7)`,
        quarter: sql<string>`iif(length(${startsOn}) = 4, ${startsOn},
          substr(${startsOn}, 1, 4) || '-Q' || ((cast(substr(${startsOn}, 6, 2) as integer) + 2) / 3))`,
        unit: sql<string>`cast(${unitId} as text)`,
        purpose: sql<string>`coalesce(${purposeKind}, '')`,
        country: sql<string>`${delegationCountries.country}`,
        partner: sql<string>`coalesce(cast(${delegationPartners.partnerId} as text), '')`,
      }[by]
      const query = db
        .select({ key, direction: delegations.direction, ...personFigures })
        .from(delegations)
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .$dynamic()
      if (by === 'country')
        void query.innerJoin(delegationCountries, eq(delegationCountries.delegationId, delegations.id))
      if (by === 'partner')
        void query.leftJoin(delegationPartners, eq(delegationPartners.delegationId, delegations.id))
      return query
        .where(and(matching(db, filters), areAllNamed))
        .groupBy(key, delegations.direction)
        .prepare()
    }).all(values)
    const found = new Map<string, Record<Direction, Persons>>()
    for (const { key, direction, ...persons } of rows) {
      found.set(key, { ...(found.get(key) ?? { outbound: nobody, inbound: nobody }), [direction]: persons })
    }
    return found
  })
}

export const nobody: Persons = { persons: 0, personsKnownIn: 0, personTripsNamed: 0 }

// ── Opening figures (C13) ─────────────────────────────────────────────────

/** Figures of a published number beside the rows entered for its period, and beyond it. */
export interface Coverage {
  /** What entered visits cover of the figure: never added to it. */
  covered: Counts
  /** What was entered for the time after the figure's period. */
  since: Counts
  /** Entered visits that may lie within the period or after it, their start being known to the month or year only. */
  unclear: Counts
}

/** How much of an opening figure's period is entered visit by visit, and what came after it. */
export function coverageOf(
  db: Db,
  figure: { unitId: number; startsOn: PartialDate | null; endsOn: PartialDate },
  direction: Direction,
): Coverage {
  const from = figure.startsOn ? [figure.startsOn] : []
  const scope = { unit: [figure.unitId], scope: [] }
  const within = (period: Pick<Scope, 'from' | 'to'>) =>
    totalsBy(db, 'year', { ...scope, ...period }).total[direction]
  const covered = within({ from, to: [figure.endsOn] })
  const since = within({ from: [dayAfter(figure)], to: [] })
  const ever = within({ from, to: [] })
  return { covered, since, unclear: minus(minus(ever, covered), since) }
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

// ── Exchanges with partners and countries ─────────────────────────────────

/** What was exchanged with one partner or country, as far as it counts. */
export interface Exchanges extends BothWays {
  byYear: Map<string, BothWays>
  /** The month by whose end the first counted delegation had surely gone or come; null where there is none. */
  begunBy: PartialDate | null
  /** The month of the last counted delegation, or its year while no month is known. */
  lastOn: PartialDate | null
}

export const noExchanges = (): Exchanges => ({
  ...bothWays(),
  byYear: new Map(),
  begunBy: null,
  lastOn: null,
})

/** The exchanges with every partner (by id) or country (by code): one statement, however many there are. */
export function exchangesBy(
  db: Db,
  dimension: 'partner' | 'country',
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
): Map<string, Exchanges> {
  const units = unitsAsked(db, scope)
  return rememberedCounts(db, `exchanges ${dimension} ${units?.join() ?? 'all'}`, () => {
    const inUnits =
      units && sql`${countCells.unitId} in (select value from json_each(${JSON.stringify(units)}))`
    return exchangesOf(
      db
        .select(exchangeColumns)
        .from(countCells)
        .where(and(eq(countCells.dimension, dimension), inUnits))
        .groupBy(countCells.key, countCells.direction, exchangeYear)
        .all(),
    )
  })
}

/** The exchanges of every unit with one partner or country. */
export function exchangesWith(db: Db, dimension: 'partner' | 'country', key: string): Exchanges {
  const rows = prepared(db, 'exchanges with', () =>
    db
      .select(exchangeColumns)
      .from(countCells)
      .where(
        and(
          eq(countCells.dimension, sql.placeholder('dimension')),
          eq(countCells.key, sql.placeholder('key')),
        ),
      )
      .groupBy(countCells.key, countCells.direction, exchangeYear)
      .prepare(),
  ).all({ dimension, key })
  return exchangesOf(rows).get(key) ?? noExchanges()
}

const exchangeYear = sql<string>`substr(${countCells.period}, 1, 4)`
const exchangeColumns = {
  key: countCells.key,
  direction: countCells.direction,
  year: exchangeYear,
  delegations: sql<number>`sum(${countCells.delegationCount})`,
  personTrips: sql<number>`sum(${countCells.personTripCount})`,
  unknownPeople: sql<number>`sum(${countCells.unknownPeopleCount})`,
  begunBy: sql<
    string | null
  >`min(iif(${countCells.delegationCount} > 0, substr(${countCells.period} || '-12', 1, 7), null))`,
  lastOn: sql<string | null>`max(iif(${countCells.delegationCount} > 0, ${countCells.period}, null))`,
}

interface ExchangeRow extends Counts {
  key: string
  direction: Direction
  year: string
  begunBy: string | null
  lastOn: string | null
}

function exchangesOf(rows: ExchangeRow[]): Map<string, Exchanges> {
  const found = new Map<string, Exchanges>()
  for (const row of rows) {
    if (!row.delegations && !row.personTrips && !row.unknownPeople) continue
    let exchanges = found.get(row.key)
    if (!exchanges) found.set(row.key, (exchanges = noExchanges()))
    exchanges[row.direction] = plus(exchanges[row.direction], row)
    const year = exchanges.byYear.get(row.year) ?? bothWays()
    year[row.direction] = plus(year[row.direction], row)
    exchanges.byYear.set(row.year, year)
    if (row.begunBy && (!exchanges.begunBy || row.begunBy < exchanges.begunBy))
      exchanges.begunBy = row.begunBy
    if (row.lastOn && (!exchanges.lastOn || row.lastOn > exchanges.lastOn)) exchanges.lastOn = row.lastOn
  }
  return found
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

/** Days after its last day from which a visit that is still planned or under way has been forgotten. */
export const FORGOTTEN_AFTER = 60

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
