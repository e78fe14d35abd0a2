import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isPartialDate, isText } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { sql } from 'drizzle-orm'

/** Tin bài về đoàn: one piece of press coverage. */
export const coverageItems = snakeCase.table(
  'coverage_items',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    title: text().notNull(),
    outlet: text(),
    /** ISO 639-1: 'vi', 'lo' … */
    language: text(),
    publishedOn: text(),
    url: text(),
  },
  (item) => [
    index('coverage_items_delegation').on(item.delegationId, item.publishedOn),
    check('coverage_items_title', isText(item.title, 500)),
    check('coverage_items_outlet', isText(item.outlet, 200)),
    check('coverage_items_language', sql`language glob '[a-z][a-z]'`),
    check('coverage_items_published_on', isPartialDate(item.publishedOn)),
    check('coverage_items_url', sql`url glob 'http://?*' or url glob 'https://?*'`),
  ],
)
