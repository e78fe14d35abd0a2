import { createHash } from 'node:crypto'
import { and, desc, eq, lt } from 'drizzle-orm'
import { CHAIN_START } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type Who, writeAside } from '../db/write.ts'
import { isEnd } from '../history/chain.ts'
import { type SecurityEvent, securityLog } from './security-event.ts'

const ENTRIES_A_PAGE = 100

type Entry = typeof securityLog.$inferSelect

/** Writes down what happened, after everything written down before. `about` never holds what is secret. */
export function note(reader: Db, event: SecurityEvent, who: Who, about: string | null = null) {
  const db = wholeOf(reader)
  writeAside(db, who, (write) => {
    const last = prepared(db, 'last of security log', () =>
      db
        .select({ hash: securityLog.hash })
        .from(securityLog)
        .orderBy(desc(securityLog.id))
        .limit(1)
        .prepare(),
    ).get()
    const entry = {
      at: new Date().toISOString(),
      event,
      accountId: who.accountId ?? null,
      who: who.name.slice(0, 200),
      address: who.origin ?? null,
      about: about && about.slice(0, 300),
    }
    write.insert(securityLog, { ...entry, hash: hashOfEntry(last?.hash ?? CHAIN_START, entry) })
  })
}

function hashOfEntry(previous: string, entry: Omit<Entry, 'id' | 'hash'>): string {
  const { at, event, accountId, who, address, about } = entry
  return createHash('sha256')
    .update(JSON.stringify([previous, at, event, accountId, who, address, about]))
    .digest('hex')
}

/** How many entries stand as they were written, the last hash, and the first that does not fit. */
export function checkSecurityLog(db: Db) {
  const state = { entries: 0, head: CHAIN_START, brokenAt: null as number | null }
  for (const entry of db.select().from(securityLog).orderBy(securityLog.id).all()) {
    if (entry.id !== state.entries + 1 || entry.hash !== hashOfEntry(state.head, entry)) {
      return { ...state, brokenAt: entry.id }
    }
    state.entries += 1
    state.head = entry.hash
  }
  if (!isEnd(db, 'security_log', state.entries, state.head)) {
    return { ...state, brokenAt: state.entries + 1 }
  }
  return state
}

export interface SecurityLogFilters {
  account?: number
  event?: SecurityEvent
  /** Older than this entry. */
  before?: number
}

/** The newest entries, of one account or event where asked, and whether there are more. */
export function listSecurityLog(
  db: Db,
  { account, event, before }: SecurityLogFilters,
  size = ENTRIES_A_PAGE,
) {
  const rows = db
    .select()
    .from(securityLog)
    .where(
      and(
        account ? eq(securityLog.accountId, account) : undefined,
        event ? eq(securityLog.event, event) : undefined,
        before ? lt(securityLog.id, before) : undefined,
      ),
    )
    .orderBy(desc(securityLog.id))
    .limit(size + 1)
    .all()
  return { rows: rows.slice(0, size), hasMore: rows.length > size }
}
