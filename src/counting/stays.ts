// A visit counts in the month it begins (C5), and its partner is in contact until it ends: most end in the month they
// began in, and these are the others.
import { lastDay, type PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCounts } from '../db/open.ts'
import { listUnits } from '../units/queries.ts'

export interface Stay {
  /** The last day of the visit that ended last, as far as it is known. */
  lastOn: PartialDate
  isUnderWay: boolean
}

/** By partner: counted visits that ended after `since`, in another month than they began in, or have not come back. */
export const staysBeyondIn = (
  db: Db,
  units: number[] | undefined,
  since: string,
): ReadonlyMap<string, Stay> =>
  rememberedCounts(db, `stays ${units?.join() ?? 'all'} ${since}`, () => {
    const rows = prepared(db, 'stays', () =>
      db.$client.prepare<[object], { key: string; endsOn: PartialDate; isUnderWay: number }>(STAYS),
    ).all({ units: JSON.stringify(units ?? listUnits(db).map(({ id }) => id)), since })
    const stays = new Map<string, Stay>()
    for (const { key, endsOn, isUnderWay } of rows) {
      if (!isUnderWay && lastDay(endsOn) <= since) continue
      const known = stays.get(key)
      stays.set(key, {
        lastOn: known ? laterOf(known.lastOn, endsOn) : endsOn,
        isUnderWay: isUnderWay === 1 || known?.isUnderWay === true,
      })
    }
    return stays
  })

/** Of two last days the later one; of two that may be the same, the one that is known better. */
export function laterOf(one: PartialDate, other: PartialDate): PartialDate {
  const [first, second] = [lastDay(one), lastDay(other)]
  if (first === second) return one.length < other.length ? other : one
  return first < second ? other : one
}

// Of the few that end in another month, by when they end, whatever units.
const STAYS = `select link.partner_id || '' key, stay.ends_on endsOn, stay.is_under_way isUnderWay
  from (
    select id, ends_on, false is_under_way from delegations
    where is_counted and substr(ends_on, 1, 7) <> substr(starts_on, 1, 7)
      and ends_on >= substr(:since, 1, 4)
      and +unit_id in (select value from json_each(:units))
    union all
    select id, coalesce(ends_on, starts_on), true from delegations
    where status = 'underway' and is_counted and unit_id in (select value from json_each(:units))
  ) stay
  cross join delegation_partners link on link.delegation_id = stay.id`
