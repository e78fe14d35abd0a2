import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isText } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'

/** Gia hạn báo cáo: a later day for a visit's report, with its reason. The one written last holds. */
export const reportExtensions = snakeCase.table(
  'report_extensions',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    dueOn: text().notNull(),
    reason: text().notNull(),
    /** Who allowed it. */
    grantedBy: text(),
    grantedOn: text().notNull(),
  },
  (extension) => [
    index('report_extensions_delegation').on(extension.delegationId, extension.id),
    check('report_extensions_due_on', isDay(extension.dueOn)),
    check('report_extensions_reason', isText(extension.reason, 500)),
    check('report_extensions_granted_by', isText(extension.grantedBy, 200)),
    check('report_extensions_granted_on', isDay(extension.grantedOn)),
  ],
)

/** In a statement over visits: the day to which a visit's report was extended last, or null. */
export const extendedTo = sql<string | null>`(select e.due_on from report_extensions e
  where e.delegation_id = delegations.id order by e.id desc limit 1)`
