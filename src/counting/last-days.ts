// Sums are kept to the month. Where it matters on which day of it a partner was last seen, that is looked up for the few
// it matters of.
import type { PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCounts } from '../db/open.ts'
import { listUnits } from '../units/queries.ts'

/** A partner with the month of its last counted delegation. */
export interface LastSeen {
  key: string
  lastOn: PartialDate | null
}

/**
 * The day of the last counted delegation with each partner whose month of it is known; those are left out of whom a
 * delegation of that month is known to the month only, for it may have been the last.
 */
export function lastDaysIn(
  db: Db,
  units: number[] | undefined,
  partners: LastSeen[],
): ReadonlyMap<string, string> {
  const months = partners.flatMap(({ key, lastOn }) =>
    key !== '' && lastOn?.length === 7 ? [[Number(key), lastOn]] : [],
  )
  if (!months.length) return new Map()
  const asked = JSON.stringify(months)
  return rememberedCounts(db, `last days ${units?.join() ?? 'all'} ${asked}`, () => {
    const found = prepared(db, 'last days', () =>
      db.$client.prepare<[object], { key: string; first: string; last: string }>(
        `select cast(link.partner_id as text) key, min(visit.starts_on) first, max(visit.starts_on) last
         from json_each(:asked) one
           cross join delegation_partners link on link.partner_id = one.value ->> 0
           cross join delegations visit on visit.id = link.delegation_id
         where visit.is_counted and substr(visit.starts_on, 1, 7) = one.value ->> 1
           and visit.unit_id in (select value from json_each(:units))
         group by link.partner_id`,
      ),
    ).all({ asked, units: JSON.stringify(units ?? listUnits(db).map(({ id }) => id)) })
    return new Map(found.flatMap(({ key, first, last }) => (first.length === 7 ? [] : [[key, last]])))
  })
}
