import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { accounts } from './account.ts'

/** Whose visits a feed tells of: those of its owner's own body or unit, or of every unit they may see. */
export const feedScopes = {
  own: 'Cơ quan, đơn vị của anh chị',
  all: 'Cả các đơn vị trực thuộc, toàn hệ thống',
} as const

/** Addresses at which somebody's calendar reads the visits they may see; of the address, only a hash is kept. */
export const calendarFeeds = snakeCase.table(
  'calendar_feeds',
  {
    id: integer().primaryKey(),
    accountId: integer()
      .notNull()
      .references(() => accounts.id),
    name: text().notNull(),
    scope: text({ enum: valuesOf(feedScopes) }).notNull(),
    hash: text().notNull().unique(),
    createdAt: text().notNull(),
    lastReadAt: text(),
    revokedAt: text(),
  },
  (feed) => [
    index('calendar_feeds_account').on(feed.accountId),
    check('calendar_feeds_name', isText(feed.name, 100)),
    check('calendar_feeds_scope', isOneOf(feed.scope, feedScopes)),
  ],
)
