import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { countries } from '../countries/country.ts'
import { isText } from '../db/vocabulary.ts'

/** Nhân sự: the human, however often they travelled and however their name was spelled. */
export const people = snakeCase.table(
  'people',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    nationality: text().references(() => countries.iso2),
    note: text(),
    /** The day everything that says who they are was erased, at their request; their trips stay counted. */
    erasedOn: text(),
    /** The folded name: how a typed name finds the person it means. */
    matchKey: text().notNull(),
    sortKey: text().notNull(),
  },
  (person) => [
    index('people_match').on(person.matchKey),
    index('people_sort').on(person.sortKey),
    check('people_name', isText(person.name, 120)),
  ],
)

/** Another spelling of the same person's name. */
export const personNames = snakeCase.table(
  'person_names',
  {
    id: integer().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    matchKey: text().notNull(),
  },
  (name) => [
    index('person_names_person').on(name.personId),
    index('person_names_match').on(name.matchKey),
    check('person_names_name', isText(name.name, 120)),
  ],
)
