import type { PartialDate } from '../dates.ts'
import { type Db, rememberedCounts } from '../db/open.ts'
import { type DelegationFilters, unitsAsked } from '../delegations/filters.ts'
import { exchangeRows, keptUnits } from './kept-rows.ts'
import { lastDaysIn, type LastSeen } from './last-days.ts'
import { partnerYears } from './partner-totals.ts'
import { laterMonth, peopleOnlyMonths } from './people-only.ts'
import { type BothWays, bothWays, plus } from './rules.ts'
import { type Stay, staysBeyondIn } from './stays.ts'

/** What was exchanged with one partner or country, as far as it counts. */
export interface Exchanges extends BothWays {
  byYear: Map<string, BothWays>
  /** The month by whose end the first counted delegation had surely gone or come; null where there is none. */
  begunBy: PartialDate | null
  /**
   * The month of the last counted delegation, or its year while no month is known; of a partner, of the last visit that
   * took place, also where only its people count (C11).
   */
  lastOn: PartialDate | null
}

export const noExchanges = (): Exchanges => ({
  ...bothWays(),
  byYear: new Map(),
  begunBy: null,
  lastOn: null,
})

/** The exchanges with every partner (by id) or country (by code): one statement, however many there are. */
export function exchangesBy(
  db: Db,
  dimension: 'partner' | 'country',
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
): Map<string, Exchanges> {
  const units = unitsAsked(db, scope)
  return rememberedCounts(db, `exchanges ${dimension} ${units?.join() ?? 'all'}`, () =>
    withContacts(db, dimension, units, exchangesOf(exchangeRows(db, dimension, units))),
  )
}

/** The exchanges of every unit with one partner or country. */
export const exchangesWith = (db: Db, dimension: 'partner' | 'country', key: string): Exchanges =>
  withContacts(db, dimension, undefined, exchangesOf(exchangeRows(db, dimension, undefined, [key]))).get(
    key,
  ) ?? noExchanges()

/** The month of the last visit with a partner that took place, given that of the last one that is a delegation in figures. */
export function lastContactMonths(
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
): (partner: string, lastOn: PartialDate | undefined) => PartialDate | null {
  const ofPeople = peopleOnlyMonths(db, unitsAsked(db, scope))
  return (partner, lastOn) => laterMonth(lastOn, ofPeople(partner))
}

function withContacts(
  db: Db,
  dimension: 'partner' | 'country',
  units: number[] | undefined,
  found: Map<string, Exchanges>,
): Map<string, Exchanges> {
  if (dimension === 'country') return found
  const ofPeople = peopleOnlyMonths(db, units)
  for (const [key, exchanges] of found) exchanges.lastOn = laterMonth(exchanges.lastOn, ofPeople(key))
  return found
}

/** What was exchanged with some partners (by id, '' for none) in each of some years: what a page draws of them. */
export const yearsOfPartners = (
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
  years: string[],
  keys: string[],
): Map<string, Map<string, BothWays>> => partnerYears(db, keptUnits(db, unitsAsked(db, scope)), years, keys)

/** The last day of the last visit with each of some partners, where it is known. */
export const lastDays = (
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
  partners: LastSeen[],
): ReadonlyMap<string, string> => lastDaysIn(db, unitsAsked(db, scope), partners)

/** Of some partners (by id): until when visits lasted beyond `since` and the month they count in; or that one is under way. */
export const staysBeyond = (
  db: Db,
  scope: Pick<DelegationFilters, 'unit' | 'scope'>,
  since: string,
  partners: readonly LastSeen[],
): ReadonlyMap<string, Stay> =>
  staysBeyondIn(
    db,
    unitsAsked(db, scope),
    since,
    partners.map(({ key }) => key),
  )

function exchangesOf(rows: ReturnType<typeof exchangeRows>): Map<string, Exchanges> {
  const found = new Map<string, Exchanges>()
  for (const row of rows) {
    if (!row.delegations && !row.personTrips && !row.unknownPeople) continue
    let exchanges = found.get(row.key)
    if (!exchanges) found.set(row.key, (exchanges = noExchanges()))
    exchanges[row.direction] = plus(exchanges[row.direction], row)
    const year = exchanges.byYear.get(row.year) ?? bothWays()
    year[row.direction] = plus(year[row.direction], row)
    exchanges.byYear.set(row.year, year)
    if (row.begunBy && (!exchanges.begunBy || row.begunBy < exchanges.begunBy))
      exchanges.begunBy = row.begunBy
    if (row.lastOn && (!exchanges.lastOn || row.lastOn > exchanges.lastOn)) exchanges.lastOn = row.lastOn
  }
  return found
}
