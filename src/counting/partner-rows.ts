import { type Db, prepared } from '../db/open.ts'
import { EVERY_UNIT } from './kept-count.ts'
import type { KeptRow } from './kept-rows.ts'

// A register has thousands of partners, and what they exchanged in a month or year hardly ever changes: its rows are
// remembered until it is told that something of it was counted anew.

interface Remembered {
  changes: number
  rows: KeptRow[]
}

const memories = new WeakMap<Db, Map<string, Remembered>>()

/** The rows of partners in some months or years of one unit (0: every unit): one for each partner, direction and period. */
export function partnerRows(
  db: Db,
  unitId: number,
  grain: 'month' | 'year',
  bounds: { from: string; below: string },
): KeptRow[] {
  // What a transaction reads may never come to be.
  const known = (!db.$client.inTransaction && memories.get(db)) || new Map<string, Remembered>()
  if (!db.$client.inTransaction) memories.set(db, known)
  const periods = prepared(db, `changes ${grain}`, () =>
    db.$client.prepare<[object], { period: string; changes: number }>(
      `select ${grain === 'year' ? 'substr(period, 1, 4)' : 'period'} period, sum(stamp) changes from count_sums
       where dimension = 'changes' and unit_id = :unitId and grain = 'month' and key = ''
         and period >= :from and period < :below
       group by 1`,
    ),
  ).all({ unitId, ...bounds })
  const keyOf = (period: string) => `${unitId} ${period} ${grain}`
  const isOld = ({ period, changes }: (typeof periods)[number]) =>
    known.get(keyOf(period))?.changes !== changes
  const old = periods.filter(isOld)
  if (old.length) {
    if (known.size > 500) known.clear()
    const read = known.size ? old : periods
    const rows = Map.groupBy(
      readRows(
        db,
        unitId,
        grain,
        read.map(({ period }) => period),
      ),
      ({ period }) => period,
    )
    for (const { period, changes } of read)
      known.set(keyOf(period), { changes, rows: rows.get(period) ?? [] })
  }
  return periods.flatMap(({ period }) => known.get(keyOf(period))!.rows)
}

function readRows(db: Db, unitId: number, grain: 'month' | 'year', periods: string[]) {
  const isOfCells = grain === 'month' && unitId !== EVERY_UNIT
  return prepared(db, `partners ${grain} ${isOfCells}`, () =>
    db.$client.prepare<[object], KeptRow & { period: string }>(
      `select key, direction, period, delegation_count delegations, person_trip_count personTrips,
         unknown_people_count unknownPeople,
         ${grain === 'month' ? 'iif(delegation_count > 0, period, null)' : 'last_on'} lastOn
       from ${isOfCells ? 'count_cells' : 'count_sums'}
       where dimension = 'partner' and unit_id = :unitId ${isOfCells ? '' : `and grain = '${grain}'`}
         and period in (select value from json_each(:periods))`,
    ),
  ).all({ unitId, periods: JSON.stringify(periods) })
}
