import { index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { valuesOf } from '../db/vocabulary.ts'
import { accounts } from './account.ts'

// What proves that somebody is who they say. None of it is ever part of history, of a page or of a log.

const accountId = () =>
  integer()
    .notNull()
    .references(() => accounts.id)

/** One row an account, from its first day; without a password until its owner has chosen one. */
export const credentials = snakeCase.table('credentials', {
  id: integer().primaryKey(),
  accountId: accountId().unique(),
  /** Argon2id as a PHC string: `$argon2id$v=19$m=…`. */
  passwordHash: text(),
  passwordSetAt: text(),
  /** The secret of the one-time codes, sealed by the key file; unused until `secondFactorSince` is set. */
  totpSealed: text(),
  secondFactorSince: text(),
  /** The half minute whose code was used last: no code is taken twice. */
  lastTotpStep: integer(),
})

/** Codes for the day the telephone is lost: each works once. */
export const recoveryCodes = snakeCase.table(
  'recovery_codes',
  {
    id: integer().primaryKey(),
    accountId: accountId(),
    hash: text().notNull(),
    usedAt: text(),
  },
  (code) => [index('recovery_codes_account').on(code.accountId)],
)

export const linkKinds = { setup: 'Lần chạy đầu', password: 'Đặt mật khẩu' } as const

/** Links that work once: the first administrator's, and those by which somebody sets a password. */
export const oneTimeLinks = snakeCase.table(
  'one_time_links',
  {
    id: integer().primaryKey(),
    kind: text({ enum: valuesOf(linkKinds) }).notNull(),
    /** None for the first run, when there is no account yet. */
    accountId: integer().references(() => accounts.id),
    hash: text().notNull().unique(),
    expiresAt: text().notNull(),
  },
  (link) => [index('one_time_links_account').on(link.accountId)],
)

/** Keys of programs that ask in somebody's name. */
export const apiTokens = snakeCase.table(
  'api_tokens',
  {
    id: integer().primaryKey(),
    accountId: accountId(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    mayWrite: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: text().notNull(),
    lastUsedAt: text(),
    revokedAt: text(),
  },
  (token) => [index('api_tokens_account').on(token.accountId)],
)
