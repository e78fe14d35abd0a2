import { z } from 'zod'
import { exchangesWith } from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { type DelegationFilters, scopes } from '../delegations/filters.ts'
import { partnerRegister } from '../partners/queries.ts'
import { exchangesOf, exchangesShape, waysOf, waysShape } from '../partners/record.ts'
import { addressOf, oneOf } from '../web/listing.ts'
import {
  jsonCount,
  jsonCountry,
  jsonDate,
  jsonDay,
  jsonNamed,
  jsonIgnored,
  jsonNext,
} from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { regions } from './country.ts'
import type { CountryRow } from './names.ts'
import { countryTotals, listByRegion, listMultilateralWith } from './queries.ts'

// Countries as programs read them.

/** What the address of the list of countries may ask. */
export const countryFilters = { scope: oneOf(scopes) }

const nameShape = {
  iso2: jsonCountry,
  name: z.string(),
  nameEn: z.string(),
  region: z.enum(valuesOf(regions)),
}

const countryList = z.strictObject({
  asOf: jsonDay,
  total: z.strictObject(waysShape).describe('Each visit once, whatever the number of its countries'),
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(
    z.strictObject({
      ...nameShape,
      partners: jsonCount,
      ...waysShape,
      lastExchangeOn: jsonDate.nullable(),
      list: z.string(),
    }),
  ),
})

const countryRecord = z.strictObject({
  asOf: jsonDay,
  ...nameShape,
  partners: z.array(jsonNamed),
  multilateral: z.array(jsonNamed),
  exchanges: z.strictObject(exchangesShape),
})

/** Every country with a partner or a visit, in the order of the page. */
export function listOf(
  db: Db,
  scope: DelegationFilters['scope'],
): Omit<z.output<typeof countryList>, 'ignored'> {
  return {
    asOf: today(),
    total: waysOf(countryTotals(db, { unit: [], scope }).total),
    next: null,
    items: listByRegion(db, { unit: [], scope }).map(({ partnerCount, exchanges, ...country }) => ({
      ...namesOf(country),
      partners: partnerCount,
      ...waysOf(exchanges),
      lastExchangeOn: exchanges.lastOn,
      list: addressOf('/delegations.json', { country: [country.iso2], scope }),
    })),
  }
}

/** One country, with everything both ways, whoever's visits they were. */
export function recordOf(db: Db, country: CountryRow): z.output<typeof countryRecord> {
  const { iso2 } = country
  const named = ({ id, name }: { id: number; name: string }) => ({ id, name })
  return {
    asOf: today(),
    ...namesOf(country),
    partners: partnerRegister(db)
      .filter((partner) => partner.country === iso2)
      .map(named),
    multilateral: listMultilateralWith(db, iso2).map(named),
    exchanges: exchangesOf(
      exchangesWith(db, 'country', iso2),
      addressOf('/delegations.json', { country: [iso2], scope: ['all'] }),
    ),
  }
}

const namesOf = ({ iso2, name, nameEn, region }: CountryRow) => ({ iso2, name, nameEn, region })

export const countryOperations: Operation[] = [
  {
    route: 'GET /countries.json',
    summary: 'Các nước có đối tác hoặc có đoàn',
    filters: countryFilters,
    answer: countryList,
  },
  {
    route: 'GET /countries/:iso2.json',
    summary: 'Một nước: đối tác và trao đổi hai bên',
    answer: countryRecord,
  },
]
