import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isFlag, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { units } from '../units/unit.ts'

/** What somebody may do, each role all of the one before it. */
export const roles = {
  viewer: 'Xem',
  clerk: 'Nhập liệu',
  approver: 'Duyệt',
  administrator: 'Quản trị',
} as const
export type Role = keyof typeof roles

/**
 * Somebody who may sign in. What proves it (the password, the second factor) is kept apart, in `credentials`. Changes of
 * either are written down in the security log, and are no part of history: nobody takes them back there.
 */
export const accounts = snakeCase.table(
  'accounts',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    /** Lower case; one account each. */
    email: text().notNull().unique(),
    name: text().notNull().unique(),
    role: text({ enum: valuesOf(roles) }).notNull(),
    /** Of the own body: sees everything. Of another unit: its visits and those of the units under it. */
    unitId: integer()
      .notNull()
      .references(() => units.id),
    /** The right to read identity papers, which no role brings along. */
    mayReadIdentity: integer({ mode: 'boolean' }).notNull().default(false),
    isDisabled: integer({ mode: 'boolean' }).notNull().default(false),
    /** Whether letters about late reports reach it; everybody decides for themselves. */
    wantsReminders: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (account) => [
    index('accounts_unit').on(account.unitId),
    check('accounts_email', isText(account.email, 200)),
    check('accounts_name', isText(account.name, 120)),
    check('accounts_role', isOneOf(account.role, roles)),
    check('accounts_may_read_identity', isFlag(account.mayReadIdentity)),
    check('accounts_is_disabled', isFlag(account.isDisabled)),
  ],
)
