// Sums are kept to the month. Where it matters on which day of it a partner was last seen, that is looked up for the few
// it matters of.
import type { PartialDate } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import { listUnits } from '../units/queries.ts'
import { EVERY_UNIT } from './kept-count.ts'
import { changesOf, keptUnits } from './kept-rows.ts'

/** A partner with the month of the last visit that took place and counts, be it for its people alone. */
export interface LastSeen {
  key: string
  lastOn: PartialDate | null
}

/**
 * The last day of the last visit with each partner whose month of it is known; those are left out of whom a visit of
 * that month is known to the month only, for it may have been the last.
 */
export function lastDaysIn(
  db: Db,
  units: number[] | undefined,
  partners: LastSeen[],
): ReadonlyMap<string, string> {
  const known = partners.filter(
    (partner): partner is { key: string; lastOn: string } =>
      partner.key !== '' && partner.lastOn?.length === 7,
  )
  if (!known.length) return new Map()
  const kept = keptUnits(db, units)
  const { month: changes } = changesOf(db, kept)
  const held = heldOf(db, kept)
  const isHeld = ({ key, lastOn }: { key: string; lastOn: string }) => {
    const found = held.get(key)
    return found?.lastOn === lastOn && found.changes === changes.get(lastOn)
  }
  const missing = known.filter((partner) => !isHeld(partner))
  if (missing.length) {
    const days = readDays(db, units ?? listUnits(db).map(({ id }) => id), missing)
    for (const { key, lastOn } of missing)
      held.set(key, { lastOn, changes: changes.get(lastOn), day: days.get(`${key} ${lastOn}`) })
  }
  return new Map(
    known.flatMap(({ key }) => {
      const day = held.get(key)?.day
      return day === undefined ? [] : [[key, day]]
    }),
  )
}

interface Held {
  lastOn: string
  /** How often a figure of that month had been counted anew when it was read. */
  changes: number | undefined
  day: string | undefined
}

/** What was looked up before, of some units, but of whom a visit was written since. */
const heldOf = (db: Db, units: number[]): Map<string, Held> =>
  keptByVisit(db, {
    name: `last days ${units.join()}`,
    asOf: null,
    anew: () => new Map<string, Held>(),
    again(before, written) {
      for (const key of partnersOf(db, written)) before.delete(key)
      return before
    },
  })

const partnersOf = (db: Db, visitIds: number[]): string[] =>
  prepared(db, 'partners of visits', () =>
    db.$client
      .prepare<[string], string>(
        `select partner_id || '' from delegation_partners where delegation_id in (select value from json_each(?))`,
      )
      .pluck(),
  ).all(JSON.stringify(visitIds))

/** The last day of each partner in its month, by both; left out where one is known to the month only. */
function readDays(db: Db, units: number[], partners: { key: string; lastOn: string }[]): Map<string, string> {
  const months = [...new Set(partners.map(({ lastOn }) => lastOn))]
  const pairs = JSON.stringify(partners.map(({ key, lastOn }) => [Number(key), lastOn]))
  const isByMonth = areFewerByMonth(db, units, months, partners)
  const rows = prepared(db, `last days ${isByMonth}`, () =>
    db.$client.prepare<[object], { name: string; first: string; last: string }>(
      isByMonth ? ofMonths : ofPartners,
    ),
  ).all({ asked: isByMonth ? JSON.stringify(months) : pairs, units: JSON.stringify(units) })
  return new Map(rows.flatMap(({ name, first, last }) => (first.length === 10 ? [[name, last]] : [])))
}

/** Whether there are fewer visits in all of the months than with all of the partners, as far as sums are kept. */
function areFewerByMonth(db: Db, units: number[], months: string[], partners: LastSeen[]): boolean {
  const visits = prepared(db, 'visits of months or partners', () =>
    db.$client.prepare<[object], { ofMonths: number; ofPartners: number | null }>(
      `select (select total(delegation_count) from count_cells where dimension = 'all' and key = ''
           and unit_id in (select value from json_each(:units)) and period in (select value from json_each(:months))) ofMonths,
         (select sum(delegation_count) from count_sums where dimension = 'partner' and unit_id = ${EVERY_UNIT}
           and grain = 'ever' and key in (select value from json_each(:keys))) ofPartners`,
    ),
  ).get({
    units: JSON.stringify(units),
    months: JSON.stringify(months),
    keys: JSON.stringify(partners.map(({ key }) => key)),
  })!
  // A part of the register has no sums of every unit, and no more visits than its own.
  return visits.ofPartners === null || visits.ofMonths <= visits.ofPartners
}

const lastDayOf = `coalesce(visit.ends_on, visit.starts_on)`
const figures = `link.partner_id || ' ' || substr(visit.starts_on, 1, 7) name, min(${lastDayOf}) first,
  max(${lastDayOf}) last`

const ofPartners = `select ${figures}
  from json_each(:asked) one
    cross join delegation_partners link on link.partner_id = one.value ->> 0
    cross join delegations visit on visit.id = link.delegation_id
  where visit.are_people_counted and substr(visit.starts_on, 1, 7) = one.value ->> 1
    and visit.unit_id in (select value from json_each(:units))
  group by 1`

const ofMonths = `select ${figures}
  from json_each(:asked) month
    cross join json_each(:units) unit
    cross join delegations visit on visit.unit_id = unit.value
      and visit.starts_on >= month.value and visit.starts_on < month.value || '~'
    cross join delegation_partners link on link.delegation_id = visit.id
  where visit.are_people_counted
  group by 1`
