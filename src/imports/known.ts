import { eq } from 'drizzle-orm'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { partnerRegister } from '../partners/queries.ts'
import { people, personNames } from '../people/person.ts'
import { findOwnUnit } from '../units/queries.ts'
import { units } from '../units/unit.ts'
import { folded } from '../vietnamese.ts'
import { importMappings } from './import.ts'
import type { Known } from './reading-options.ts'
import type { Columns } from './understanding/columns.ts'

/** Everything of the register that a reading needs, read once. */
export function knownTo(db: Db): Known {
  const spellings = Map.groupBy(
    db.select({ personId: personNames.personId, name: personNames.name }).from(personNames).all(),
    ({ personId }) => personId,
  )
  return {
    partners: partnerRegister(db).map(
      ({ id, name, nameEn, nameLocal, abbreviation, aliases, country, kind }) => ({
        id,
        name,
        abbreviation,
        country,
        kind,
        names: [name, nameEn, nameLocal, ...aliases].flatMap((one) => one ?? []),
      }),
    ),
    people: db
      .select({ id: people.id, name: people.name })
      .from(people)
      .all()
      .map(({ id, name }) => ({ name, spellings: (spellings.get(id) ?? []).map((one) => one.name) })),
    units: db
      .select({ id: units.id, name: units.name, nameEn: units.nameEn, code: units.code, kind: units.kind })
      .from(units)
      .all()
      .map(({ id, name, nameEn, code }) => ({
        id,
        name,
        keys: [name, nameEn, code].flatMap((one) => (one ? [` ${folded(one)} `] : [])),
      })),
    ownUnitId: findOwnUnit(db)!.id,
    mappings: Object.fromEntries(
      db
        .select()
        .from(importMappings)
        .all()
        .map(({ fingerprint, columns }) => [fingerprint, JSON.parse(columns) as Columns]),
    ),
    today: today(),
  }
}

export const mappingOf = (db: Db, fingerprint: string) =>
  db.select().from(importMappings).where(eq(importMappings.fingerprint, fingerprint)).get()
