import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { accounts } from '../accounts/account.ts'

/**
 * What somebody is still typing into a report, put by every two seconds: one for each account and report. It becomes
 * part of the report, and of history, when they save it; until then nobody else reads it. It outlives the deletion of its
 * visit, which may come back under the same ids.
 */
export const reportDrafts = snakeCase.table(
  'report_drafts',
  {
    id: integer().primaryKey(),
    reportId: integer().notNull(),
    accountId: integer()
      .notNull()
      .references(() => accounts.id),
    /** Counts what was put by, so that two windows of one account do not write over each other. */
    revision: integer().notNull().default(1),
    /** The fields of the form as they were typed, as a JSON object. */
    typed: text().notNull(),
    savedAt: text().notNull(),
  },
  (draft) => [
    uniqueIndex('report_drafts_once').on(draft.reportId, draft.accountId),
    check('report_drafts_typed', sql`json_valid(typed)`),
  ],
)
