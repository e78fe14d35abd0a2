import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isPartialDate, isText } from '../db/vocabulary.ts'

/**
 * Cơ quan phê duyệt: who signs the decision that sends a delegation, or the consent to receive one. Offered to who
 * writes a decision down; the visit keeps the words of its paper, so that it never changes with the catalogue.
 */
export const authorities = snakeCase.table(
  'authorities',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull().unique(),
    nameEn: text(),
    sinceOn: text(),
    untilOn: text(),
    note: text(),
    sortKey: text().notNull(),
  },
  (authority) => [
    check('authorities_name', isText(authority.name, 200)),
    check('authorities_name_en', isText(authority.nameEn, 200)),
    check('authorities_since_on', isPartialDate(authority.sinceOn)),
    check('authorities_until_on', isPartialDate(authority.untilOn)),
    check('authorities_note', isText(authority.note, 4000)),
  ],
)

/** What an authority was called, and when. */
export const authorityNames = snakeCase.table(
  'authority_names',
  {
    id: integer().primaryKey(),
    authorityId: integer()
      .notNull()
      .references(() => authorities.id),
    name: text().notNull(),
    nameEn: text(),
    sinceOn: text(),
    untilOn: text(),
  },
  (name) => [
    index('authority_names_authority').on(name.authorityId),
    check('authority_names_name', isText(name.name, 200)),
    check('authority_names_name_en', isText(name.nameEn, 200)),
    check('authority_names_since_on', isPartialDate(name.sinceOn)),
    check('authority_names_until_on', isPartialDate(name.untilOn)),
  ],
)
