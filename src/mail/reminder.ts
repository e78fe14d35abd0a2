import { check, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { accounts } from '../accounts/account.ts'
import { isText } from '../db/vocabulary.ts'
import { mails } from './mail.ts'

/** A step of a report's ladder that somebody was told of, and the letter that tells it: never twice to one account. */
export const reminders = snakeCase.table(
  'reminders',
  {
    id: integer().primaryKey(),
    /** Like 'report 17 2026-12-01 overdue': the visit, the day its report is due and the step of the ladder. */
    step: text().notNull(),
    accountId: integer()
      .notNull()
      .references(() => accounts.id),
    mailId: integer()
      .notNull()
      .references(() => mails.id),
  },
  (reminder) => [
    uniqueIndex('reminders_once').on(reminder.step, reminder.accountId),
    index('reminders_account').on(reminder.accountId),
    index('reminders_mail').on(reminder.mailId),
    check('reminders_step', isText(reminder.step, 200)),
  ],
)
