// Reads the figures that triggers keep: months in `count_cells`, years and all time in `count_sums`.
import { type Db, prepared } from '../db/open.ts'
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

/** The rows of a part of the asked time; `units` undefined for all there are. */
export function rowsOf(db: Db, by: RowsBy, units: number[] | undefined, part: Part): KeptRow[] {
  return part.grain === 'day' ? dayRows(db, by, units, part) : keptRows(db, by, units, part)
}

function keptRows(db: Db, by: RowsBy, units: number[] | undefined, { grain, from, to }: Part): KeptRow[] {
  const isTime = by in timeGroupings
  const asked = by === 'unit' && !units ? listUnits(db).map(({ id }) => id) : keptUnits(db, units)
  const isEveryUnit = asked[0] === EVERY_UNIT
  // Rows in time need years at most, the shorter ones months.
  const read = !isTime ? grain : by === 'year' && grain !== 'month' ? 'year' : 'month'
  const isOfCells = read === 'month' && !isEveryUnit
  const dimension = isTime || by === 'unit' ? 'all' : by
  const key = isTime ? (by === 'year' ? 'substr(period, 1, 4)' : 'period') : by === 'unit' ? 'unit_id' : 'key'
  // Of one unit the rows lie in the order of their keys already: thousands of partners need no sorting.
  const isOne = asked.length === 1
  return prepared(db, `kept ${by} ${read} ${isOfCells} ${isOne}`, () =>
    db.$client.prepare<[object], KeptRow>(
      `select ${by === 'unit' ? 'cast(unit_id as text)' : key} key, direction, sum(delegation_count) delegations,
         sum(person_trip_count) personTrips, sum(unknown_people_count) unknownPeople,
         ${read === 'month' ? 'max(iif(delegation_count > 0, period, null))' : 'max(last_on)'} lastOn
       from ${isOfCells ? 'count_cells' : 'count_sums'}
       where likelihood(dimension = :dimension, 0.5) and ${isOne ? 'unit_id = :units' : 'unit_id in (select value from json_each(:units))'}
         ${isOfCells ? '' : `and grain = '${read}'`} ${dimension === 'all' ? `and key = ''` : ''}
         and period >= :from and period < :below
       group by ${key}, direction`,
    ),
  ).all({
    dimension,
    units: isOne ? asked[0] : JSON.stringify(asked),
    from: from ?? '',
    below: `${to ?? ''}~`,
  })
}

/** The units whose sums are read; `units` undefined for all there are, whose sums are kept together. */
function keptUnits(db: Db, units: number[] | undefined): number[] {
  return units ?? (wholeOf(db) === db ? [EVERY_UNIT] : listUnits(db).map(({ id }) => id))
}

/** What was exchanged with each partner in the whole years and months of the asked time. */
export const partnerRows = (db: Db, units: number[] | undefined, parts: Part[]): PartnerTotals =>
  partnerTotals(db, keptUnits(db, units), parts)

// As `whyUncounted` has it, and the triggers.
const WHY_LEFT_OUT = `case when visit.status in ('postponed', 'cancelled') then visit.status
  when visit.counts_as = 'nothing' then 'excluded'
  when visit.status not in ('underway', 'returned', 'reported') then 'ahead'
  when visit.counts_as = 'people_only' then 'peopleOnly' end`

interface Remembered {
  changes: number
  rows: KeptRow[]
}

const memories = new WeakMap<Db, Map<string, Remembered>>()

// Days of one month, counted from the visits themselves until they are told that something of it was counted anew.
function dayRows(db: Db, by: RowsBy, units: number[] | undefined, part: Part): KeptRow[] {
  // What a transaction reads may never come to be.
  if (db.$client.inTransaction) return readDays(db, by, units, part)
  let known = memories.get(db)
  if (!known || known.size > 500) memories.set(db, (known = new Map<string, Remembered>()))
  const asked = JSON.stringify(keptUnits(db, units))
  const name = `${by in timeGroupings ? '' : by} ${asked} ${part.from} ${part.to}`
  const changes = prepared(db, 'changes of a month', () =>
    db.$client
      .prepare<[object], number>(
        `select total(stamp) from count_sums where dimension = 'changes' and key = '' and grain = 'month'
           and unit_id in (select value from json_each(:asked)) and period = :month`,
      )
      .pluck(),
  ).get({ asked, month: part.from?.slice(0, 7) })!
  const before = known.get(name)
  if (before?.changes === changes) return before.rows
  const rows = readDays(db, by, units, part)
  known.set(name, { changes, rows })
  return rows
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
