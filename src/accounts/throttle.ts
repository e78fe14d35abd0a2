import { and, eq, like, lte, or } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { type Who, writeAside } from '../db/write.ts'
import type { Message } from '../web/language.ts'
import { signInFailures } from './session.ts'
import { hashOfToken } from './tokens.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Nobody waits longer. */
const LONGEST = 15 * MINUTE
const DAY = 24 * 60 * MINUTE
/** What the first wait is; each further wrong guess doubles it. */
const FIRST = 15 * SECOND

/** Wrong guesses before the first wait, by what they have in common. */
const FREE = { pair: 5, account: 10, address: 30, device: 5 }
/** How long after the last wrong guess the counting starts again: an office may share one address. */
const REMEMBERED = { pair: DAY, account: DAY, address: LONGEST, device: DAY }

/** Somebody trying to sign in: as whom, and from where. */
export interface Attempt {
  /** As it is compared; of an account or not. */
  email: string
  address: string
  /** A browser at which this account signed in before. */
  device: string | undefined
}

// Guesses made elsewhere do not count against a browser that the right person has used before, so that nobody can
// lock them out: it has a count of its own.
function keysOf({ email, address, device }: Attempt): [kind: keyof typeof FREE, key: string][] {
  if (device) return [['device', `device ${hashOfToken(device)}`]]
  const who = hashOfToken(email)
  return [
    ['pair', `pair ${who} ${address}`],
    ['account', `account ${who}`],
    ['address', `address ${address}`],
  ]
}

const rowsOf = (db: Db, attempt: Attempt) =>
  keysOf(attempt).map(([kind, key]) => ({
    kind,
    key,
    row: db.select().from(signInFailures).where(eq(signInFailures.key, key)).get(),
  }))

const isFresh = (kind: keyof typeof FREE, lastAt: string, now: number) =>
  now - Date.parse(lastAt) < REMEMBERED[kind]

function waitOf(
  kind: keyof typeof FREE,
  { failures, lastAt }: { failures: number; lastAt: string },
  now: number,
) {
  if (failures < FREE[kind] || !isFresh(kind, lastAt, now)) return 0
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - FREE[kind], 10))
  return Math.max(0, Date.parse(lastAt) + wait - now)
}

/**
 * Lets an attempt through, counted as wrong until `attemptSucceeded` says otherwise, so that guesses made at once count
 * too; or gives the seconds to wait. Kept in the database: a restart forgets nothing.
 */
export function secondsToWait(db: Db, who: Who, attempt: Attempt, now = Date.now()): number {
  const known = rowsOf(db, attempt)
  const wait = Math.max(0, ...known.map(({ kind, row }) => (row ? waitOf(kind, row, now) : 0)))
  if (wait > 0) return Math.ceil(wait / SECOND)
  const lastAt = new Date(now).toISOString()
  writeAside(db, who, (write) => {
    for (const { kind, key, row } of known) {
      if (!row) write.insert(signInFailures, { key, failures: 1, lastAt })
      else {
        const failures = isFresh(kind, row.lastAt, now) ? row.failures + 1 : 1
        write.update(signInFailures, row.id, { failures, lastAt })
      }
    }
    for (const id of listForgotten(db, now)) write.remove(signInFailures, id)
  })
  return 0
}

/** Rows swept with one attempt: whoever fills the table does not make the next one wait for all of it. */
const SWEPT = 500

// Counts that begin anew with the next wrong guess say nothing any more.
function listForgotten(db: Db, now: number): number[] {
  const isForgotten = (Object.keys(REMEMBERED) as (keyof typeof REMEMBERED)[]).map((kind) =>
    and(
      like(signInFailures.key, `${kind} %`),
      lte(signInFailures.lastAt, new Date(now - REMEMBERED[kind]).toISOString()),
    ),
  )
  return db
    .select({ id: signInFailures.id })
    .from(signInFailures)
    .where(or(...isForgotten))
    .limit(SWEPT)
    .all()
    .map(({ id }) => id)
}

/** The attempt was the right person's: what was counted against them is forgotten, of the address this attempt alone. */
export function attemptSucceeded(db: Db, who: Who, attempt: Attempt) {
  writeAside(db, who, (write) => {
    for (const { kind, row } of rowsOf(db, attempt)) {
      if (!row) continue
      if (kind === 'address' && row.failures > 1)
        write.update(signInFailures, row.id, { failures: row.failures - 1 })
      else write.remove(signInFailures, row.id)
    }
  })
}

const NEWS_EVERY = MINUTE
const told = new Map<string, number>()

/** Whether a refused attempt is worth a line in the log: one a minute, so that nobody fills it without signing in. */
export function isNews(key: string, now = Date.now()): boolean {
  if (now - (told.get(key) ?? -Infinity) < NEWS_EVERY) return false
  if (told.size >= 10_000) told.clear()
  told.set(key, now)
  return true
}

/** Why a guess is not even looked at. */
export const tooMany = (seconds: number): Message =>
  seconds < 60
    ? { text: 'Đã thử sai nhiều lần. Chờ {seconds} giây rồi thử lại', gaps: { seconds } }
    : {
        text: 'Đã thử sai nhiều lần. Chờ {minutes} phút rồi thử lại',
        gaps: { minutes: Math.ceil(seconds / 60) },
      }
