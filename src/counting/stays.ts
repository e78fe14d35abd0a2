// A visit counts in the month it begins (C5), and its partner is in contact until it ends: most end in the month they
// began in, and these are the others.
import { lastDay, type PartialDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { type ByPartner, keptByPartner, type OfPartner } from './kept-by-partner.ts'

export interface Stay {
  /** The last day of the visit that ended last, as far as it is known. */
  lastOn: PartialDate
  isUnderWay: boolean
}

/** Of some partners: visits that took place and that ended after `since`, in another month than they began in, or have not come back. */
export function staysBeyondIn(
  db: Db,
  units: number[] | undefined,
  since: string,
  partners: readonly string[],
): ReadonlyMap<string, Stay> {
  const asked = units && new Set(units)
  const byPartner = kept(db)
  const stays = new Map<string, Stay>()
  for (const key of partners) {
    for (const { unitId, endsOn, overBy, isUnderWay } of byPartner.get(key)?.values() ?? []) {
      if ((!isUnderWay && overBy <= since) || (asked && !asked.has(unitId))) continue
      const known = stays.get(key)
      stays.set(key, {
        lastOn: known ? laterOf(known.lastOn, endsOn) : endsOn,
        isUnderWay: isUnderWay === 1 || known?.isUnderWay === true,
      })
    }
  }
  return stays
}

interface Row extends OfPartner {
  endsOn: PartialDate
  isUnderWay: number
}

interface Kept extends Row {
  /** The last day it may have had. */
  overBy: string
}

const kept = (db: Db): ByPartner<Kept> =>
  keptByPartner(db, 'stays', (among) =>
    readStays(db, among).map((row) => ({ ...row, overBy: lastDay(row.endsOn) })),
  )

const readStays = (db: Db, among: number[] | null): Row[] =>
  prepared(db, `stays ${among !== null}`, () => {
    const those = among ? 'and id in (select value from json_each(:among))' : ''
    return db.$client.prepare<[object], Row>(
      `select stay.id, link.partner_id || '' key, stay.unit_id unitId, stay.ends_on endsOn, is_under_way isUnderWay
       from (
         select id, unit_id, ends_on, false is_under_way from delegations
         where is_counted and substr(ends_on, 1, 7) <> substr(starts_on, 1, 7) ${those}
         union all
         select id, unit_id, ends_on, false from delegations
         where are_people_counted and not is_counted and substr(ends_on, 1, 7) <> substr(starts_on, 1, 7) ${those}
         union all
         select id, unit_id, coalesce(ends_on, starts_on), true from delegations
         where status = 'underway' and are_people_counted ${those}
       ) stay
       cross join delegation_partners link on link.delegation_id = stay.id`,
    )
  }).all({ ...(among && { among: JSON.stringify(among) }) })

/** Of two last days the later one; of two that may be the same, the one that is known better. */
export function laterOf(one: PartialDate, other: PartialDate): PartialDate {
  const [first, second] = [lastDay(one), lastDay(other)]
  if (first === second) return one.length < other.length ? other : one
  return first < second ? other : one
}
