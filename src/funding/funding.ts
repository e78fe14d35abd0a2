import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'

export const payers = {
  ours: 'Bên ta',
  theirs: 'Phía bạn',
  shared: 'Hai bên cùng chịu',
  sponsor: 'Nhà tài trợ',
} as const

/** Kinh phí: what a visit was to cost, what it cost, and who pays for what. One for each visit at most. */
export const fundings = snakeCase.table(
  'fundings',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .unique()
      .references(() => delegations.id),
    /** In đồng. */
    estimate: integer(),
    actual: integer(),
    source: text(),
    travelPaidBy: text({ enum: valuesOf(payers) }),
    stayPaidBy: text({ enum: valuesOf(payers) }),
    note: text(),
  },
  (funding) => [
    check('fundings_estimate', sql`estimate >= 0`),
    check('fundings_actual', sql`actual >= 0`),
    check('fundings_source', isText(funding.source, 300)),
    check('fundings_travel_paid_by', isOneOf(funding.travelPaidBy, payers)),
    check('fundings_stay_paid_by', isOneOf(funding.stayPaidBy, payers)),
    check('fundings_note', isText(funding.note, 1000)),
  ],
)
