import type { Db } from '../db/open.ts'
import { allCountries } from './names.ts'

/** Brings the table of countries up to what the runtime calls them today; tells whether anything changed. */
export function keepCountries(db: Db): boolean {
  const stored = new Map(
    (
      db.$client
        .prepare('select iso2, name, name_en nameEn, region, sort_key sortKey from countries')
        .all() as {
        iso2: string
      }[]
    ).map((row) => [row.iso2, JSON.stringify(row)]),
  )
  const changed = allCountries.filter((country) => stored.get(country.iso2) !== JSON.stringify(country))
  if (!changed.length) return false
  const keep = db.$client.prepare(
    `insert into countries (iso2, name, name_en, region, sort_key) values (:iso2, :name, :nameEn, :region, :sortKey)
     on conflict (iso2) do update set name = :name, name_en = :nameEn, region = :region, sort_key = :sortKey`,
  )
  db.$client.transaction(() => changed.forEach((country) => keep.run(country))).immediate()
  return true
}
