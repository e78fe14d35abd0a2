// A visit that counts its people alone is no đoàn in any figure (C11), but its partner was met: silence is measured from
// it as from any other that took place (C10).
import type { PartialDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { keptByPartner, type OfPartner } from './kept-by-partner.ts'

interface Row extends OfPartner {
  month: PartialDate
}

/** The month of the last visit with each partner that counted its people alone, as `lastOn` has it of delegations. */
export function peopleOnlyMonths(
  db: Db,
  units: number[] | undefined,
): (partner: string) => PartialDate | undefined {
  const asked = units && new Set(units)
  const byPartner = keptByPartner(db, 'people only', (among) => readRows(db, among))
  return (partner) => {
    let last: PartialDate | undefined
    for (const { unitId, month } of byPartner.get(partner)?.values() ?? [])
      if ((!asked || asked.has(unitId)) && (last === undefined || month > last)) last = month
    return last
  }
}

/** Of two months the later one; a year of which no month is known gives way to any of its months. */
export const laterMonth = (
  one: PartialDate | null | undefined,
  other: PartialDate | null | undefined,
): PartialDate | null => ((one ?? '') < (other ?? '') ? other : one) ?? null

const readRows = (db: Db, among: number[] | null): Row[] =>
  prepared(db, `people only ${among !== null}`, () =>
    db.$client.prepare<[object], Row>(
      `select visit.id, link.partner_id || '' key, visit.unit_id unitId, substr(visit.starts_on, 1, 7) month
       from delegations visit
       cross join delegation_partners link on link.delegation_id = visit.id
       where visit.are_people_counted and not visit.is_counted
         ${among ? 'and visit.id in (select value from json_each(:among))' : ''}`,
    ),
  ).all({ ...(among && { among: JSON.stringify(among) }) })
