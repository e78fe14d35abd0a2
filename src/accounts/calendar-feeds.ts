import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import { type Who, writeAside } from '../db/write.ts'
import { units } from '../units/unit.ts'
import { accounts } from './account.ts'
import { calendarFeeds } from './calendar-feed.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** How exactly "last read" is kept: a calendar reads every few minutes. */
const READ_EVERY = 3_600_000

/** A new feed of somebody's; its secret is given once. */
export function makeFeed(
  db: Db,
  who: Who,
  feed: Pick<typeof calendarFeeds.$inferInsert, 'accountId' | 'name' | 'scope'>,
): string {
  const token = newToken()
  writeAside(db, who, (write) =>
    write.insert(calendarFeeds, { ...feed, hash: hashOfToken(token), createdAt: new Date().toISOString() }),
  )
  return token
}

/** The feed of a secret and where its owner belongs, while neither it was revoked nor their account disabled. */
export function findFeed(db: Db, token: string) {
  return prepared(db, 'feed', () =>
    db
      .select({
        id: calendarFeeds.id,
        scope: calendarFeeds.scope,
        lastReadAt: calendarFeeds.lastReadAt,
        owner: accounts.name,
        unitId: accounts.unitId,
        unitKind: units.kind,
      })
      .from(calendarFeeds)
      .innerJoin(accounts, eq(accounts.id, calendarFeeds.accountId))
      .innerJoin(units, eq(units.id, accounts.unitId))
      .where(
        and(
          eq(calendarFeeds.hash, sql.placeholder('hash')),
          isNull(calendarFeeds.revokedAt),
          eq(accounts.isDisabled, false),
        ),
      )
      .prepare(),
  ).get({ hash: hashOfToken(token) })
}

/** Notes that a feed was read. A disk that is full keeps no calendar from reading. */
export function noteReading(db: Db, { id, lastReadAt, owner }: NonNullable<ReturnType<typeof findFeed>>) {
  const now = Date.now()
  if (now - Date.parse(lastReadAt ?? '1970') < READ_EVERY) return
  try {
    writeAside(db, { name: owner }, (write) =>
      write.update(calendarFeeds, id, { lastReadAt: new Date(now).toISOString() }),
    )
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))) throw error
  }
}

/** The feeds of an account that were not revoked, the newest first. */
export const listFeeds = (db: Db, accountId: number) =>
  db
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.accountId, accountId), isNull(calendarFeeds.revokedAt)))
    .orderBy(desc(calendarFeeds.id))
    .all()

/** Ends one feed of an account; its name, or undefined where the account has no such feed. */
export function revokeFeed(db: Db, who: Who, accountId: number, id: number): string | undefined {
  const feed = listFeeds(db, accountId).find((one) => one.id === id)
  if (feed) {
    writeAside(db, who, (write) => write.update(calendarFeeds, id, { revokedAt: new Date().toISOString() }))
  }
  return feed?.name
}
