// Reads the figures that triggers keep: months in `count_cells`, years and all time in `count_sums`.
import { type Db, prepared, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import type { Direction } from '../delegations/delegation.ts'
import { listUnits } from '../units/queries.ts'
import { EVERY_UNIT } from './kept-count.ts'
import { type PartnerTotals, partnerTotals } from './partner-totals.ts'
import { type Part, timeGroupings, type TimeGrouping } from './periods.ts'

export type SubjectGrouping = 'country' | 'partner' | 'purpose' | 'unit'

/** What rows are kept by; 'left_out' are visits that count as no delegation, by why. */
export type RowsBy = TimeGrouping | SubjectGrouping | 'left_out'

/** Part of a row of totals: of one key, direction and part of the asked time. Halves and quarters come in their months. */
export interface KeptRow {
  key: string
  direction: Direction
  delegations: number
  personTrips: number
  unknownPeople: number
  /** The month of the last counted delegation, or its year while no month is known. */
  lastOn: string | null
}

/** The rows of a part of the asked time; `units` undefined for all there are. Of whole years and months, a row of each. */
export function rowsOf(db: Db, by: RowsBy, units: number[] | undefined, part: Part): KeptRow[] {
  if (part.grain === 'day') return dayRows(db, by, units, part)
  return part.grain === 'ever' ? keptRows(db, by, units, part) : periodRows(db, by, units, part)
}

/** The units a grouping is of, as their figures are kept. */
const unitsOf = (db: Db, by: RowsBy, units: number[] | undefined): number[] =>
  by === 'unit' && !units ? listUnits(db).map(({ id }) => id) : keptUnits(db, units)

interface Remembered {
  changes: number
  rows: KeptRow[]
}

const memories = new WeakMap<Db, Map<string, Remembered>>()
const MOST_REMEMBERED = 5000

/** What was read of a period before, until as much as one figure of its unit and period is counted anew. */
function remembering(
  db: Db,
  name: string,
  periods: [period: string, changes: number][],
  read: (periods: string[]) => Map<string, KeptRow[]>,
): KeptRow[] {
  // What a transaction reads may never come to be.
  let known = db.$client.inTransaction ? undefined : memories.get(db)
  if (!known || known.size > MOST_REMEMBERED) known = new Map<string, Remembered>()
  if (!db.$client.inTransaction) memories.set(db, known)
  const held = known
  const others = periods.filter(([period, changes]) => held.get(`${name} ${period}`)?.changes !== changes)
  if (others.length) {
    const found = read(others.map(([period]) => period))
    for (const [period, changes] of others)
      held.set(`${name} ${period}`, { changes, rows: found.get(period) ?? [] })
  }
  const rows = periods.map(([period]) => held.get(`${name} ${period}`)!.rows)
  // The same rows as before for whoever adds up what differs.
  return rows.length === 1 ? rows[0]! : rows.flat()
}

/** How often a figure of some units was counted anew, by the month ('2024' while that is not known) and by the year. */
export const changesOf = (db: Db, units: number[]): Record<'month' | 'year', ReadonlyMap<string, number>> =>
  remembered(db, `changes ${units.join()}`, () => {
    const found = prepared(db, 'changes of units', () =>
      db.$client
        .prepare<[object], [period: string, stamp: number]>(
          `select period, stamp from count_sums where dimension = 'changes' and key = '' and grain = 'month'
             and unit_id in (select value from json_each(:units))`,
        )
        .raw(),
    ).all({ units: JSON.stringify(units) })
    const changes = { month: new Map<string, number>(), year: new Map<string, number>() }
    for (const [period, stamp] of found) {
      const year = period.slice(0, 4)
      changes.month.set(period, (changes.month.get(period) ?? 0) + stamp)
      changes.year.set(year, (changes.year.get(year) ?? 0) + stamp)
    }
    return changes
  })

// Each year or month by itself: a write touches one of them, and the others are as they were.
function periodRows(
  db: Db,
  by: RowsBy,
  units: number[] | undefined,
  { grain, from = '', to = '' }: Part,
): KeptRow[] {
  const asked = keptUnits(db, units)
  const below = `${to}~`
  const periods = [...changesOf(db, asked)[grain === 'year' ? 'year' : 'month']]
    .filter(([period]) => period >= from && period < below)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return remembering(db, `${by} ${asked.join()} ${grain}`, periods, (some) =>
    Map.groupBy(
      keptRows(db, by, units, { grain, from: some[0], to: some.at(-1) }, some),
      ({ period }) => period,
    ),
  )
}

/** Of all time together; each by itself of `periods`, which are all the years or months between two. */
function keptRows(
  db: Db,
  by: RowsBy,
  units: number[] | undefined,
  { grain, from, to }: Part,
  periods?: string[],
): (KeptRow & { period: string })[] {
  const isTime = by in timeGroupings
  const asked = unitsOf(db, by, units)
  const isEveryUnit = asked[0] === EVERY_UNIT
  // Rows in time need years at most, the shorter ones months.
  const read = !isTime ? grain : by === 'year' && grain !== 'month' ? 'year' : 'month'
  const isOfCells = read === 'month' && !isEveryUnit
  const dimension = isTime || by === 'unit' ? 'all' : by
  const key = isTime ? (by === 'year' ? 'substr(period, 1, 4)' : 'period') : by === 'unit' ? 'unit_id' : 'key'
  const period = grain === 'ever' ? `''` : grain === 'year' ? 'substr(period, 1, 4)' : 'period'
  // Of one unit the rows lie in the order of their keys already: thousands of partners need no sorting.
  const isOne = asked.length === 1
  return prepared(db, `kept ${by} ${grain} ${isOfCells} ${isOne}`, () =>
    db.$client.prepare<[object], KeptRow & { period: string }>(
      `select ${by === 'unit' ? 'cast(unit_id as text)' : key} key, direction, sum(delegation_count) delegations,
         sum(person_trip_count) personTrips, sum(unknown_people_count) unknownPeople,
         ${read === 'month' ? 'max(iif(delegation_count > 0, period, null))' : 'max(last_on)'} lastOn, ${period} period
       from ${isOfCells ? 'count_cells' : 'count_sums'}
       where likelihood(dimension = :dimension, 0.5) and ${isOne ? 'unit_id = :units' : 'unit_id in (select value from json_each(:units))'}
         ${isOfCells ? '' : `and grain = '${read}'`} ${dimension === 'all' ? `and key = ''` : ''}
         and period >= :from and period < :below
         ${grain === 'ever' ? '' : `and ${period} in (select value from json_each(:periods))`}
       group by ${key}, direction${grain === 'ever' ? '' : `, ${period}`}`,
    ),
  ).all({
    dimension,
    units: isOne ? asked[0] : JSON.stringify(asked),
    from: from ?? '',
    below: `${to ?? ''}~`,
    ...(grain !== 'ever' && { periods: JSON.stringify(periods) }),
  })
}

/** The units whose sums are read; `units` undefined for all there are, whose sums are kept together. */
export function keptUnits(db: Db, units: number[] | undefined): number[] {
  return units ?? (wholeOf(db) === db ? [EVERY_UNIT] : listUnits(db).map(({ id }) => id))
}

/** What was exchanged with each partner in the asked time. */
export function partnerRows(db: Db, units: number[] | undefined, parts: Part[]): PartnerTotals {
  const days = parts.filter(({ grain }) => grain === 'day')
  return partnerTotals(
    db,
    keptUnits(db, units),
    parts.filter((part) => !days.includes(part)),
    days.map((part) => dayRows(db, 'partner', units, part)),
  )
}

// As `whyUncounted` has it, and the triggers.
const WHY_LEFT_OUT = `case when visit.status in ('postponed', 'cancelled') then visit.status
  when visit.counts_as = 'nothing' then 'excluded'
  when visit.status not in ('underway', 'returned', 'reported') then 'ahead'
  when visit.counts_as = 'people_only' then 'peopleOnly' end`

// Days of one month, or starts known to one month or year alone, counted from the visits themselves.
function dayRows(db: Db, by: RowsBy, units: number[] | undefined, part: Part): KeptRow[] {
  const asked = keptUnits(db, units)
  const month = part.from!.slice(0, 7)
  const changes = changesOf(db, asked).month.get(month) ?? 0
  const name = `${by in timeGroupings ? '' : by} ${asked.join()} ${part.from} ${part.to}`
  return remembering(db, name, [[month, changes]], () => new Map([[month, readDays(db, by, units, part)]]))
}

// Who is known to start in the month, and not when, is not among them.
function readDays(db: Db, by: RowsBy, units: number[] | undefined, { from, to }: Part): KeptRow[] {
  const keys: Partial<Record<RowsBy, string>> = {
    unit: 'visit.unit_id',
    purpose: `coalesce(visit.purpose_kind, '')`,
    country: `coalesce(link.country, '')`,
    partner: `coalesce(link.partner_id, '')`,
    left_out: WHY_LEFT_OUT,
  }
  const links: Partial<Record<RowsBy, string>> = {
    country: 'left join delegation_countries link on link.delegation_id = visit.id',
    partner: 'left join delegation_partners link on link.delegation_id = visit.id',
  }
  return prepared(db, `days ${by in keys ? by : ''}`, () =>
    db.$client.prepare<[object], KeptRow>(
      `select cast(${keys[by] ?? 'substr(visit.starts_on, 1, 7)'} as text) key, visit.direction,
         ${by === 'left_out' ? 'count(*)' : 'sum(visit.is_counted)'} delegations, coalesce(sum(visit.person_trip_count), 0) personTrips,
         sum(visit.person_trip_count is null) unknownPeople,
         max(iif(visit.is_counted, substr(visit.starts_on, 1, 7), null)) lastOn
       from delegations visit ${links[by] ?? ''}
       where visit.unit_id in (select value from json_each(:units))
         and ${by === 'left_out' ? `${WHY_LEFT_OUT} is not null` : 'visit.are_people_counted'}
         and visit.starts_on >= :from and visit.starts_on <= :to
       group by 1, 2`,
    ),
  ).all({ units: JSON.stringify(units ?? listUnits(db).map(({ id }) => id)), from, to })
}

/** A year of what was exchanged with one partner or country. */
export interface ExchangeRow extends KeptRow {
  year: string
  /** The month by whose end the first counted delegation had surely gone or come. */
  begunBy: string | null
}

/** Every year of exchanges, of every partner or country or of some. */
export function exchangeRows(
  db: Db,
  dimension: 'partner' | 'country',
  units: number[] | undefined,
  only?: string[],
): ExchangeRow[] {
  const asked = keptUnits(db, units)
  const isOne = asked.length === 1
  return prepared(db, `exchanges ${only === undefined} ${isOne}`, () =>
    db.$client.prepare<[object], ExchangeRow>(
      `select key, direction, period year, sum(delegation_count) delegations, sum(person_trip_count) personTrips,
         sum(unknown_people_count) unknownPeople, min(first_on) begunBy, max(last_on) lastOn
       from count_sums
       where likelihood(dimension = :dimension, 0.5) and ${isOne ? 'unit_id = :units' : 'unit_id in (select value from json_each(:units))'}
         and grain = 'year' ${only === undefined ? '' : 'and key in (select value from json_each(:only))'}
       group by key, direction, period`,
    ),
  ).all({
    dimension,
    units: isOne ? asked[0] : JSON.stringify(asked),
    ...(only !== undefined && { only: JSON.stringify(only) }),
  })
}
