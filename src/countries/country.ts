import { valuesOf } from '../db/vocabulary.ts'
import { check, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { sql } from 'drizzle-orm'

/** Where a country lies, as the office groups its partners. */
export const regions = {
  'south-east-asia': 'Đông Nam Á',
  'east-asia': 'Đông Á',
  'south-asia': 'Nam Á và Trung Á',
  'west-asia': 'Tây Á',
  europe: 'Châu Âu',
  americas: 'Châu Mỹ',
  africa: 'Châu Phi',
  oceania: 'Châu Đại Dương',
} as const
export type Region = keyof typeof regions

/** Nước: by its ISO 3166-1 alpha-2 code, with the names the runtime's own data gives it. */
export const countries = snakeCase.table(
  'countries',
  {
    iso2: text().primaryKey(),
    name: text().notNull(),
    nameEn: text().notNull(),
    region: text({
      enum: valuesOf(regions),
    }).notNull(),
    sortKey: text().notNull(),
  },
  (country) => [check('countries_iso2', sql`${country.iso2} glob '[A-Z][A-Z]'`)],
)
