// Reads the figures that triggers keep: months in `count_cells`, years and all time in `count_sums`.
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import type { Direction } from '../delegations/delegation.ts'
import { listUnits } from '../units/queries.ts'
import { EVERY_UNIT } from './kept-count.ts'
import { type Part, timeGroupings, type TimeGrouping } from './periods.ts'

export type SubjectGrouping = 'country' | 'partner' | 'purpose' | 'unit'

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

/** The rows of whole months, years or all time; `units` undefined for all there are. */
export function keptRows(
  db: Db,
  by: TimeGrouping | SubjectGrouping,
  units: number[] | undefined,
  { grain, from, to }: Part,
): KeptRow[] {
  const isTime = by in timeGroupings
  const isEveryUnit = !units && by !== 'unit' && wholeOf(db) === db
  const asked = isEveryUnit ? [EVERY_UNIT] : (units ?? listUnits(db).map(({ id }) => id))
  // Rows in time need years at most, the shorter ones months.
  const read = !isTime ? grain : by === 'year' && grain !== 'month' ? 'year' : 'month'
  const isOfCells = read === 'month' && !isEveryUnit
  const key = isTime ? (by === 'year' ? 'substr(period, 1, 4)' : 'period') : by === 'unit' ? 'unit_id' : 'key'
  const statement = prepared(db, `kept ${by} ${read} ${isOfCells}`, () =>
    db.$client.prepare<[object], KeptRow>(
      `select cast(${key} as text) key, direction, sum(delegation_count) delegations,
         sum(person_trip_count) personTrips, sum(unknown_people_count) unknownPeople,
         ${read === 'month' ? 'max(iif(delegation_count > 0, period, null))' : 'max(last_on)'} lastOn
       from ${isOfCells ? 'count_cells' : 'count_sums'}
       where dimension = :dimension and unit_id in (select value from json_each(:units))
         ${isOfCells ? '' : `and grain = '${read}'`} ${isTime || by === 'unit' ? `and key = ''` : ''}
         and period >= :from and period < :below
       group by 1, 2`,
    ),
  )
  return statement.all({
    dimension: isTime || by === 'unit' ? 'all' : by,
    units: JSON.stringify(asked),
    from: from ?? '',
    below: `${to ?? ''}~`,
  })
}

/** A year of what was exchanged with one partner or country. */
export interface ExchangeRow extends KeptRow {
  year: string
  /** The month by whose end the first counted delegation had surely gone or come. */
  begunBy: string | null
}

/** Every year of exchanges, of every partner or country or of one. */
export function exchangeRows(
  db: Db,
  dimension: 'partner' | 'country',
  units: number[] | undefined,
  only?: string,
): ExchangeRow[] {
  const isEveryUnit = !units && wholeOf(db) === db
  const asked = isEveryUnit ? [EVERY_UNIT] : (units ?? listUnits(db).map(({ id }) => id))
  return prepared(db, `exchanges ${only === undefined}`, () =>
    db.$client.prepare<[object], ExchangeRow>(
      `select key, direction, period year, sum(delegation_count) delegations, sum(person_trip_count) personTrips,
         sum(unknown_people_count) unknownPeople, min(first_on) begunBy, max(last_on) lastOn
       from count_sums
       where dimension = :dimension and unit_id in (select value from json_each(:units)) and grain = 'year'
         ${only === undefined ? '' : 'and key = :only'}
       group by key, direction, period`,
    ),
  ).all({ dimension, units: JSON.stringify(asked), ...(only !== undefined && { only }) })
}
