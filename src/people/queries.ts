import { eq } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { indexPerson } from '../search/indexing.ts'
import { cleaned, folded, personSortKey } from '../vietnamese.ts'
import { people, personNames } from './person.ts'
import { sql } from 'drizzle-orm'

export interface PersonName {
  id: number
  name: string
}

/** People of exactly this name in any of its spellings, tones or none. */
export function peopleNamed(db: Db, typed: string): PersonName[] {
  const key = folded(typed)
  const byName = prepared(db, 'people named', () =>
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(
        sql`${people.matchKey} = ${sql.placeholder('key')} or ${people.id} in
          (select ${personNames.personId} from ${personNames} where ${personNames.matchKey} = ${sql.placeholder('key')})`,
      )
      .prepare(),
  )
  return byName.all({ key })
}

/**
 * The person a list names: the one already known by exactly this spelling, when there is one only; else somebody new.
 * "Lê Minh" never becomes "Le Minh": tones make another name.
 */
export function personNamed(write: Write, typed: string, nationality: string | null): number {
  const name = cleaned(typed)
  const known = peopleNamed(write.db, name).filter(
    (person) => person.name.toLowerCase() === name.toLowerCase(),
  )
  if (known.length === 1) return known[0]!.id
  const id = write.insert(people, {
    name,
    nationality,
    matchKey: folded(name),
    sortKey: personSortKey(name),
  })
  indexPerson(write, id)
  return id
}

export const findPerson = (db: Db, id: number) =>
  prepared(db, 'person', () =>
    db
      .select()
      .from(people)
      .where(eq(people.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })
