// Sums are kept to the month. Where it matters on which day of it a partner was last seen, that is looked up for the few
// it matters of.
import type { PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCounts } from '../db/open.ts'
import { listUnits } from '../units/queries.ts'
import { EVERY_UNIT } from './kept-count.ts'

/** A partner with the month of its last counted delegation. */
export interface LastSeen {
  key: string
  lastOn: PartialDate | null
}

/**
 * The last day of the last counted delegation with each partner whose month of it is known; those are left out of whom
 * a delegation of that month is known to the month only, for it may have been the last.
 */
export function lastDaysIn(
  db: Db,
  units: number[] | undefined,
  partners: LastSeen[],
): ReadonlyMap<string, string> {
  const known = partners.filter(({ key, lastOn }) => key !== '' && lastOn?.length === 7)
  if (!known.length) return new Map()
  const months = [...new Set(known.map(({ lastOn }) => lastOn!))]
  const pairs = JSON.stringify(known.map(({ key, lastOn }) => [Number(key), lastOn]))
  const found = rememberedCounts(db, `last days ${units?.join() ?? 'all'} ${pairs}`, () => {
    const asOf = units ?? listUnits(db).map(({ id }) => id)
    const isByMonth = areFewerByMonth(db, asOf, months, known)
    const rows = prepared(db, `last days ${isByMonth}`, () =>
      db.$client.prepare<[object], { name: string; first: string; last: string }>(
        isByMonth ? ofMonths : ofPartners,
      ),
    ).all({ asked: isByMonth ? JSON.stringify(months) : pairs, units: JSON.stringify(asOf) })
    return new Map(rows.map((row) => [row.name, row]))
  })
  return new Map(
    known.flatMap(({ key, lastOn }) => {
      const days = found.get(`${key} ${lastOn}`)
      return days && days.first.length === 10 ? [[key, days.last]] : []
    }),
  )
}

/** Whether there are fewer visits in all of the months than with all of the partners, as far as sums are kept. */
function areFewerByMonth(db: Db, units: number[], months: string[], partners: LastSeen[]): boolean {
  const visits = prepared(db, 'visits of months or partners', () =>
    db.$client.prepare<[object], { ofMonths: number; ofPartners: number }>(
      `select (select total(delegation_count) from count_cells where dimension = 'all' and key = ''
           and unit_id in (select value from json_each(:units)) and period in (select value from json_each(:months))) ofMonths,
         (select total(delegation_count) from count_sums where dimension = 'partner' and unit_id = ${EVERY_UNIT}
           and grain = 'ever' and key in (select value from json_each(:keys))) ofPartners`,
    ),
  ).get({
    units: JSON.stringify(units),
    months: JSON.stringify(months),
    keys: JSON.stringify(partners.map(({ key }) => key)),
  })!
  // A part of the register has no sums of every unit, and no more visits than its own.
  return visits.ofMonths <= visits.ofPartners || !visits.ofPartners
}

const lastDayOf = `coalesce(visit.ends_on, visit.starts_on)`
const figures = `link.partner_id || ' ' || substr(visit.starts_on, 1, 7) name, min(${lastDayOf}) first,
  max(${lastDayOf}) last`

const ofPartners = `select ${figures}
  from json_each(:asked) one
    cross join delegation_partners link on link.partner_id = one.value ->> 0
    cross join delegations visit on visit.id = link.delegation_id
  where visit.is_counted and substr(visit.starts_on, 1, 7) = one.value ->> 1
    and visit.unit_id in (select value from json_each(:units))
  group by 1`

// Who is counted as a delegation has its people counted: in the words of the index.
const ofMonths = `select ${figures}
  from json_each(:asked) month
    cross join json_each(:units) unit
    cross join delegations visit on visit.unit_id = unit.value
      and visit.starts_on >= month.value and visit.starts_on < month.value || '~'
    cross join delegation_partners link on link.delegation_id = visit.id
  where visit.are_people_counted and visit.is_counted
  group by 1`
