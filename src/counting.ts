// What counts, and when: rules C1 to C18 of the house. Every heading, total, chart, export and report takes its
// figures from here, so that no two of them can disagree.
import { and, countDistinct, eq, sql } from 'drizzle-orm'
import { lastDaysIn, type LastSeen } from './counting/last-days.ts'
import {
  exchangeRows,
  type KeptRow,
  partnerRows,
  rowsOf,
  type SubjectGrouping,
} from './counting/kept-rows.ts'
import {
  namedPeople,
  namedPeopleBy,
  nobody,
  type Persons,
  type PersonsByKey,
} from './counting/named-people.ts'
import { narrowest, partsOf, periodKey, timeGroupings, type TimeGrouping } from './counting/periods.ts'
import {
  type PartialDate,
  addDays,
  daysOf,
  firstDay,
  highestWithin,
  isBefore,
  lastDay,
  lowestWithin,
} from './dates.ts'
import { type Db, prepared, remembered, rememberedCounts } from './db/open.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  directions,
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

export { type LastSeen, nobody, type Persons, type SubjectGrouping, type TimeGrouping, timeGroupings }

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

const passing: ReadonlySet<Status> = new Set(['planned', 'submitted', 'approved', 'underway'])

/** Whether only steps are asked for that every visit soon leaves behind: of few in a large register it is so. */
export const arePassing = ({ status }: Pick<DelegationFilters, 'status'>): boolean =>
  status.length > 0 && status.every((one) => passing.has(one))

function countedRows(db: Db, filters: DelegationFilters) {
  const values = valuesFor(db, filters)
  // In the order of `delegations_counted` nothing need be sorted, even for every unit; those of which there are few are
  // looked up, and sorted.
  const areFew = arePassing(filters)
  const shape = `${shapeOf(db, filters)} ${areFew}`
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
        .groupBy(
          areFew ? sql`+${delegations.unitId}` : delegations.unitId,
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
  const isOfScope = Object.entries(filters).every(([name, asked]) => ofScope.has(name) || !asked.length)
  if (isOfScope) {
    const { direction } = filters
    const ways = (Object.keys(directions) as Direction[]).filter(
      (way) => !direction.length || direction.includes(way),
    )
    return rememberedCounts(db, `persons ${shape} ${JSON.stringify(values)} ${ways.join()}`, () =>
      namedPeople(db, { ...narrowest(filters), units: unitsAsked(db, filters) }, ways),
    )
  }
  return remembered(db, `persons ${shape} ${JSON.stringify(values)}`, () => {
    const row = prepared(db, `persons ${shape}`, () =>
      db
        .select(personFigures)
        .from(delegations)
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .where(and(matching(db, filters), areAllNamed()))
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
// Put together when it is asked for: what filters and this file say of each other may be read in either order.
const areAllNamed = () => and(eq(delegations.arePeopleCounted, true), travelled, isNamedWhole)

// ── Totals ────────────────────────────────────────────────────────────────

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
  const isApart = by === 'partner'
  const read = isApart ? parts.filter(({ grain }) => grain === 'day') : parts
  const held = isApart
    ? partnerRows(
        db,
        units,
        parts.filter((part) => !read.includes(part)),
      )
    : undefined
  const counted = read.flatMap((one) => rowsOf(db, by, units, one))
  const totals = held ? withParts(held, counted) : summed(by, counted)
  const total = dimensionOf(by) === 'all' ? totals.sum : findTotals(db, 'year', scope).total
  return { ...totals, total }
}

type Sums = Pick<Totals, 'rows' | 'lastOn' | 'sum'>

function summed(by: Grouping, parts: KeptRow[]): Sums {
  const sums: Sums = { rows: new Map(), lastOn: new Map(), sum: bothWays() }
  for (const { direction, lastOn, ...part } of parts) {
    const key = isTime(by) ? periodKey(by, part.key) : part.key
    addRow(sums, key, { ...bothWays(), [direction]: part }, lastOn)
  }
  return sums
}

/** What is held, which is others' too, with more of it. */
function withParts(held: Sums, parts: KeptRow[]): Sums {
  if (!parts.length) return held
  const { outbound, inbound } = held.sum
  const sums: Sums = {
    rows: new Map(held.rows),
    lastOn: new Map(held.lastOn),
    sum: { outbound: { ...outbound }, inbound: { ...inbound } },
  }
  for (const part of parts) {
    if (isNothing(part)) continue
    const { key, direction, lastOn } = part
    sums.rows.set(key, rowWith(sums.rows.get(key), part))
    add(sums.sum[direction], part)
    if (lastOn && lastOn > (sums.lastOn.get(key) ?? '')) sums.lastOn.set(key, lastOn)
  }
  return sums
}

const rowsWithParts = new WeakMap<KeptRow, { whole: BothWays | undefined; row: BothWays }>()

/** The same row for the same whole and part, so that who put it in order knows that it is the same. */
function rowWith(whole: BothWays | undefined, part: KeptRow): BothWays {
  const known = rowsWithParts.get(part)
  if (known && known.whole === whole) return known.row
  const { outbound, inbound } = whole ?? bothWays()
  const row = { outbound: { ...outbound }, inbound: { ...inbound } }
  add(row[part.direction], part)
  rowsWithParts.set(part, { whole, row })
  return row
}

function addRow({ rows, lastOn, sum }: Sums, key: string, part: BothWays, last: PartialDate | null) {
  if (isNothing(part.outbound) && isNothing(part.inbound)) return
  let row = rows.get(key)
  if (!row) rows.set(key, (row = bothWays()))
  for (const to of [row, sum]) {
    add(to.outbound, part.outbound)
    add(to.inbound, part.inbound)
  }
  if (last && last > (lastOn.get(key) ?? '')) lastOn.set(key, last)
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
        .select({ key, unitId: delegations.unitId, direction: delegations.direction, period, ...figures })
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

/** How many counted visits are known to start in this year or month, and no more of when. */
export const countKnownOnlyTo = (db: Db, units: number[], part: PartialDate): number =>
  countStarts(db, units, { first: part, last: part, wider: [] })

/** How many counted visits surely start within a stretch that begins with a day. */
export function countStartsFrom(db: Db, units: number[], from: string, to: PartialDate): number {
  const { below, wider } = highestWithin(to)
  return countStarts(db, units, { first: lowestWithin(from), last: below, wider })
}

// Looks at no visit that does not count: those that count a delegation are among those that count people, whose index
// is in time.
const countStarts = (
  db: Db,
  units: number[],
  { first, last, wider }: { first: string; last: string; wider: string[] },
): number =>
  prepared(db, 'counted starts', () =>
    db.$client
      .prepare<[object], number>(
        `select count(*) from delegations where unit_id in (select value from json_each(:units))
           and starts_on >= :first and starts_on <= :last
           and starts_on not in (select value from json_each(:wider)) and is_counted and are_people_counted`,
      )
      .pluck(),
  ).get({ units: JSON.stringify(units), first, last, wider: JSON.stringify(wider) })!

/** How many visits of a period and units count as no delegation, by why (C10, C11). */
export function countLeftOut(db: Db, scope: Scope): Listed['uncounted'] {
  const units = unitsAsked(db, scope)
  return remembered(db, `left out ${JSON.stringify([narrowest(scope), units])}`, () => {
    const found = { ahead: 0, postponed: 0, cancelled: 0, excluded: 0, peopleOnly: 0 }
    for (const part of partsOf(narrowest(scope)))
      for (const { key, delegations } of rowsOf(db, 'left_out', units, part))
        found[key as keyof typeof found] += delegations
    return found
  })
}

/** Số người of each row of totals, by key as in `Totals.rows` ('' for 'all'), remembered (C3). */
export function personsBy(db: Db, by: Grouping | 'all', scope: Scope): PersonsByKey {
  const units = unitsAsked(db, scope)
  const asked = { ...narrowest(scope), units }
  return rememberedCounts(db, `persons by ${by} ${JSON.stringify(asked)}`, () => namedPeopleBy(db, by, asked))
}

// ── Opening figures (C13) ─────────────────────────────────────────────────

/** Figures of a published number beside the rows entered for its period. */
export interface Coverage {
  /** What entered visits cover of the figure: never added to it. */
  covered: Counts
  /** Entered visits that may lie within the period or after it, their start being known to the month or year only. */
  unclear: Counts
}

/** How much of an opening figure's period is entered visit by visit. */
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
  return { covered, unclear: minus(minus(ever, covered), since) }
}

/**
 * What was entered after a figure's period and no later than is asked for, with what may lie beyond that end; null where
 * what is asked for ends before anything could be added.
 */
export function enteredSince(
  db: Db,
  figure: { unitId: number; endsOn: PartialDate },
  direction: Direction,
  asked: Pick<Scope, 'to'>,
): { since: Counts; unclear: Counts; to: PartialDate | undefined } | null {
  const { to } = narrowest({ from: [], to: asked.to })
  const from = dayAfter(figure)
  if (to && lastDay(to) < from) return null
  const within = (period: Pick<Scope, 'from' | 'to'>) =>
    totalsBy(db, 'year', { unit: [figure.unitId], scope: [], ...period }).total[direction]
  const ever = within({ from: [from], to: [] })
  if (!to) return { since: ever, unclear: nothing, to }
  const since = within({ from: [from], to: [to] })
  const beyond = within({ from: [dayAfter({ endsOn: to })], to: [] })
  return { since, unclear: minus(minus(ever, since), beyond), to }
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
  return rememberedCounts(db, `exchanges ${dimension} ${units?.join() ?? 'all'}`, () =>
    exchangesOf(exchangeRows(db, dimension, units)),
  )
}

/** The exchanges of every unit with one partner or country. */
export const exchangesWith = (db: Db, dimension: 'partner' | 'country', key: string): Exchanges =>
  exchangesOf(exchangeRows(db, dimension, undefined, [key])).get(key) ?? noExchanges()

/** The exchanges with some partners (by id, '' for none): what a page draws of them. */
export const exchangesOfPartners = (
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
  keys: string[],
): Map<string, Exchanges> => exchangesOf(exchangeRows(db, 'partner', unitsAsked(db, scope), keys))

/** The day of the last counted delegation with each of some partners, where it is known. */
export const lastDays = (
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
  partners: LastSeen[],
): ReadonlyMap<string, string> => lastDaysIn(db, unitsAsked(db, scope), partners)

function exchangesOf(rows: ReturnType<typeof exchangeRows>): Map<string, Exchanges> {
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
