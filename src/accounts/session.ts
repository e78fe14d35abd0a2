import { index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { accounts } from './account.ts'

const accountId = () =>
  integer()
    .notNull()
    .references(() => accounts.id)

/** Somebody signed in at one browser. The cookie's token is kept as a hash only. All moments ISO 8601, UTC. */
export const sessions = snakeCase.table(
  'sessions',
  {
    id: integer().primaryKey(),
    accountId: accountId(),
    hash: text().notNull().unique(),
    /** The password was right and the second factor is still to come: good for the page that asks for it alone. */
    isHalf: integer({ mode: 'boolean' }).notNull().default(false),
    /** Wrong codes typed so far, while it is half. */
    wrongCodes: integer().notNull().default(0),
    createdAt: text().notNull(),
    lastSeenAt: text().notNull(),
    address: text(),
    browser: text(),
  },
  (session) => [index('sessions_account').on(session.accountId)],
)

/** Browsers somebody has signed in at before: guesses made elsewhere do not slow them down. */
export const knownDevices = snakeCase.table(
  'known_devices',
  {
    id: integer().primaryKey(),
    accountId: accountId(),
    hash: text().notNull().unique(),
    createdAt: text().notNull(),
  },
  (device) => [index('known_devices_account').on(device.accountId)],
)

/** Wrong guesses in a row, by what they have in common: an address, an account, both, a known device. */
export const signInFailures = snakeCase.table('sign_in_failures', {
  id: integer().primaryKey(),
  key: text().notNull().unique(),
  failures: integer().notNull(),
  lastAt: text().notNull(),
})
