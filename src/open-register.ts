import { keepCountries } from './countries/catalogue.ts'
import { type Db, openDatabase } from './db/open.ts'
import { write } from './db/write.ts'
import { allCountries } from './countries/names.ts'
import { indexCountry } from './search/indexing.ts'

/** The register in `dataDir`, ready for use: migrated, with the countries of this runtime. */
export function openRegister(dataDir: string): Db {
  const db = openDatabase(dataDir)
  if (keepCountries(db)) {
    write(db, { name: 'Sổ đoàn' }, (write) => allCountries.forEach(({ iso2 }) => indexCountry(write, iso2)))
  }
  return db
}

/** Whether nobody has entered anything yet. */
export function isEmpty(db: Db): boolean {
  const found = db.$client
    .prepare(
      `select 1 where exists (select 1 from delegations) or exists (select 1 from partners)
         or exists (select 1 from units) or exists (select 1 from people)`,
    )
    .get()
  return found === undefined
}
