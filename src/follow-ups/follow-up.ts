import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isFlag, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'

/** Who owes it: ta – bạn. */
export const followUpSides = { ours: 'Bên ta', theirs: 'Phía bạn' } as const

export const followUpOutcomes = { done: 'Đã làm', dropped: 'Thôi không làm' } as const

/**
 * Việc tiếp theo of a visit: what one lead unit of one side does by a day. Those written in the report are its
 * recommendations; they are tracked from the day it is handed in.
 */
export const followUps = snakeCase.table(
  'follow_ups',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    /** Whom of the visit's partners it concerns. */
    partnerId: integer().references(() => partners.id),
    content: text().notNull(),
    side: text({ enum: valuesOf(followUpSides) }).notNull(),
    /** Đơn vị đầu mối. */
    lead: text().notNull(),
    /** Who sees to it. */
    owner: text(),
    dueOn: text().notNull(),
    isFromReport: integer({ mode: 'boolean' }).notNull().default(false),
    position: integer().notNull().default(0),
    outcome: text({ enum: valuesOf(followUpOutcomes) }),
    closedOn: text(),
    /** What shows that it was done, or why it will not be. */
    evidence: text(),
  },
  (followUp) => [
    index('follow_ups_delegation').on(followUp.delegationId, followUp.position),
    index('follow_ups_partner').on(followUp.partnerId),
    index('follow_ups_open')
      .on(followUp.dueOn)
      .where(sql`outcome is null`),
    check('follow_ups_content', isText(followUp.content, 1000)),
    check('follow_ups_side', isOneOf(followUp.side, followUpSides)),
    check('follow_ups_lead', isText(followUp.lead, 200)),
    check('follow_ups_owner', isText(followUp.owner, 200)),
    check('follow_ups_due_on', isDay(followUp.dueOn)),
    check('follow_ups_is_from_report', isFlag(followUp.isFromReport)),
    check('follow_ups_outcome', isOneOf(followUp.outcome, followUpOutcomes)),
    check('follow_ups_closed_on', isDay(followUp.closedOn)),
    check('follow_ups_evidence', isText(followUp.evidence, 1000)),
    check(
      'follow_ups_closed',
      sql`(outcome is null) = (closed_on is null) and (outcome is null or evidence is not null)`,
    ),
  ],
)
