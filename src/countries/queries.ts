import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import {
  type BothWays,
  type Exchanges,
  exchangesBy,
  noExchanges,
  type Totals,
  totalsBy,
} from '../counting.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { valuesOf } from '../db/vocabulary.ts'
import type { DelegationFilters } from '../delegations/filters.ts'
import { delegationCountries, delegationPartners } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'
import { type PartnerName, partnerRegister } from '../partners/queries.ts'
import { folded, toned } from '../vietnamese.ts'
import { type Region, regions } from './country.ts'
import { allCountries, countriesAbroad, countryNamed, type CountryRow, everyNameOf } from './names.ts'

type Scope = Pick<DelegationFilters, 'unit' | 'scope'>

export interface ListedCountry extends CountryRow {
  partnerCount: number
  exchanges: Exchanges
}

/** Every country with a partner or a visit, counted or not, in Vietnamese order. */
export function listCountries(db: Db, scope: Scope): ListedCountry[] {
  const exchanges = exchangesBy(db, 'country', scope)
  const partnerCounts = new Map<string, number>()
  for (const { country } of partnerRegister(db)) {
    if (country) partnerCounts.set(country, (partnerCounts.get(country) ?? 0) + 1)
  }
  const visited = visitedCountries(db)
  return allCountries
    .filter(({ iso2 }) => partnerCounts.has(iso2) || visited.has(iso2))
    .map((country) => ({
      ...country,
      partnerCount: partnerCounts.get(country.iso2) ?? 0,
      exchanges: exchanges.get(country.iso2) ?? noExchanges(),
    }))
}

/** The same in the order of the page: region by region. */
export const listByRegion = (db: Db, scope: Scope): ListedCountry[] =>
  byRegion(listCountries(db, scope), valuesOf(regions)).flatMap(({ rows }) => rows)

/** The countries that any visit is to or from. */
export const visitedCountries = (db: Db): Set<string> =>
  remembered(
    db,
    'countries with visits',
    () => new Set(prepared(db, 'countries with visits', () => countriesWithVisits(db)).all()),
  )

// Of the whole register SQLite looks once for each country; a part is small, and found by its visits.
const countriesWithVisits = (db: Db) =>
  db.$client
    .prepare<[], string>(
      db === wholeOf(db)
        ? 'select distinct country from delegation_countries'
        : `select distinct country from delegations
           cross join delegation_countries on delegation_countries.delegation_id = delegations.id`,
    )
    .pluck()

/** Each visit once, what the rows add up to (C8), and the one of visits without a country, where there are any. */
export function countryTotals(
  db: Db,
  scope: Scope,
): Pick<Totals, 'total' | 'sum'> & { without: BothWays | undefined } {
  const { rows, total, sum } = totalsBy(db, 'country', { ...scope, from: [], to: [] })
  return { total, sum, without: rows.get('') }
}

/** The multilateral bodies with whom a visit included this country. */
export function listMultilateralWith(db: Db, iso2: string): PartnerName[] {
  return remembered(db, `multilateral with ${iso2}`, () =>
    prepared(db, 'multilateral with', () =>
      db
        .selectDistinct({
          id: partners.id,
          name: partners.name,
          nameEn: partners.nameEn,
          abbreviation: partners.abbreviation,
          country: partners.country,
        })
        .from(delegationCountries)
        .innerJoin(delegationPartners, eq(delegationPartners.delegationId, delegationCountries.delegationId))
        .innerJoin(partners, eq(partners.id, delegationPartners.partnerId))
        .where(and(eq(delegationCountries.country, sql.placeholder('iso2')), isNull(partners.country)))
        .orderBy(asc(partners.sortKey))
        .prepare(),
    ).all({ iso2 }),
  )
}

/** The countries that typed words may mean, the likeliest first; while nothing is typed, those met most recently. */
export function suggestCountries(db: Db, typed: string, limit = 12): CountryRow[] {
  const exchanges = exchangesBy(db, 'country', { unit: [], scope: ['all'] })
  const lastOn = (iso2: string) => exchanges.get(iso2)?.lastOn ?? ''
  const words = folded(typed).split(' ').filter(Boolean)
  if (!words.length) {
    return countriesAbroad
      .filter(({ iso2 }) => lastOn(iso2))
      .toSorted((one, other) => (lastOn(one.iso2) < lastOn(other.iso2) ? 1 : -1))
      .slice(0, limit)
  }
  const named = countryNamed(typed)
  return countriesAbroad
    .map((country) => ({ country, likeness: country.iso2 === named ? 0 : likenessOf(country, typed, words) }))
    .filter(({ likeness }) => likeness !== undefined)
    .toSorted((one, other) => one.likeness! - other.likeness!)
    .slice(0, limit)
    .map(({ country }) => country)
}

/** 0 for what was typed to the letter, more the less it is like it; undefined where it is not. */
function likenessOf(country: CountryRow, typed: string, words: string[]): number | undefined {
  const key = words.join(' ')
  const names = [country.iso2, ...everyNameOf(country.iso2)].map(folded)
  if (toned(country.name) === toned(typed)) return 0
  if (names.includes(key)) return 1
  if (names.some((name) => name.startsWith(key))) return 2
  return names.some((name) => words.every((word) => ` ${name}`.includes(` ${word}`))) ? 3 : undefined
}

/** The countries by region, the regions in the order of the house. */
export function byRegion<C extends { region: Region }>(
  rows: C[],
  order: Region[],
): { region: Region; rows: C[] }[] {
  return order
    .map((region) => ({ region, rows: rows.filter((row) => row.region === region) }))
    .filter(({ rows }) => rows.length)
}
