import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'

/** What became of a line of the programme, against the one that was approved. */
export const programmeOutcomes = {
  planned: 'Theo chương trình',
  changed: 'Đã đổi',
  dropped: 'Không thực hiện',
  added: 'Phát sinh',
} as const

/** One line of a visit's programme: when, where, who is met, what about. */
export const programmeItems = snakeCase.table(
  'programme_items',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    /** Ngày thứ mấy của đoàn: the only thing known while the visit has no day, and what a copied programme keeps. */
    dayNumber: integer().notNull(),
    heldOn: text(),
    /** 'HH:MM' at the place. */
    startsAt: text(),
    endsAt: text(),
    place: text(),
    content: text().notNull(),
    /** Who is met, as people write it. */
    met: text(),
    partnerId: integer().references(() => partners.id),
    outcome: text({ enum: valuesOf(programmeOutcomes) })
      .notNull()
      .default('planned'),
    outcomeReason: text(),
    position: integer().notNull(),
  },
  (item) => [
    index('programme_items_delegation').on(item.delegationId, item.dayNumber, item.position),
    index('programme_items_partner').on(item.partnerId),
    check('programme_items_day_number', sql`day_number between 1 and 366`),
    check('programme_items_held_on', isDay(item.heldOn)),
    check('programme_items_starts_at', sql`starts_at glob '[0-2][0-9]:[0-5][0-9]' and starts_at < '24:00'`),
    check('programme_items_ends_at', sql`ends_at glob '[0-2][0-9]:[0-5][0-9]' and ends_at < '24:00'`),
    check('programme_items_place', isText(item.place, 300)),
    check('programme_items_content', isText(item.content, 1000)),
    check('programme_items_met', isText(item.met, 500)),
    check('programme_items_outcome', isOneOf(item.outcome, programmeOutcomes)),
    check('programme_items_outcome_reason', isText(item.outcomeReason, 500)),
  ],
)
