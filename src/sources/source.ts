import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isPartialDate, isText } from '../db/vocabulary.ts'

/** Where a fact was read: a page on the web, or a paper's title. */
export const sources = snakeCase.table(
  'sources',
  {
    id: integer().primaryKey(),
    url: text().notNull().unique(),
    publishedOn: text(),
  },
  (source) => [
    check('sources_url', isText(source.url, 2000)),
    check('sources_published_on', isPartialDate(source.publishedOn)),
  ],
)
