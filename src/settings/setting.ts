import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isText } from '../db/vocabulary.ts'

/** What an office sets for itself, with the legal basis it was set on. */
export const settings = snakeCase.table(
  'settings',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    key: text().notNull().unique(),
    value: text().notNull(),
    basis: text(),
  },
  (setting) => [
    check('settings_key', isText(setting.key, 60)),
    check('settings_value', isText(setting.value, 200)),
  ],
)
