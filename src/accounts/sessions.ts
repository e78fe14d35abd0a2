import { and, desc, eq, sql } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import { forgiving, type Who, writeAside } from '../db/write.ts'
import { units } from '../units/unit.ts'
import { sweepDrafts } from '../visit-reports/old-drafts.ts'
import { accounts, type Role } from './account.ts'
import { credentials } from './credential.ts'
import { knownDevices, sessions } from './session.ts'
import { hashOfToken, newToken } from './tokens.ts'

const MINUTE = 60_000
/** Without a request: shorter for those who can do more. */
const IDLE: Record<Role, number> = {
  viewer: 60 * MINUTE,
  clerk: 60 * MINUTE,
  approver: 30 * MINUTE,
  administrator: 30 * MINUTE,
}
/** Whatever is done: a working day. */
const ABSOLUTE = 12 * 60 * MINUTE
/** Between the password and the code. */
const HALF = 10 * MINUTE
/** How exactly "last seen" is kept: a page that only reads writes at most this often. */
const SEEN_EVERY = MINUTE

export interface Place {
  address: string | null
  browser: string | null
}

/** Signs an account in at one browser; what comes back is its cookie's token. */
export function startSession(db: Db, who: Who, accountId: number, place: Place, isHalf = false): string {
  const token = newToken()
  const now = new Date().toISOString()
  writeAside(db, who, (write) => {
    sweep(db, write.remove)
    sweepDrafts(db, write.remove)
    write.insert(sessions, {
      accountId,
      hash: hashOfToken(token),
      isHalf,
      createdAt: now,
      lastSeenAt: now,
      address: place.address,
      browser: place.browser?.slice(0, 300) ?? null,
    })
  })
  return token
}

// Sessions long past their limits are of no use to anybody.
function sweep(db: Db, remove: (table: typeof sessions, id: number) => void) {
  const old = new Date(Date.now() - ABSOLUTE).toISOString()
  const found = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(sql`${sessions.createdAt} < ${old}`)
    .all()
  for (const { id } of found) remove(sessions, id)
}

const find = (db: Db) =>
  prepared(db, 'session', () =>
    db
      .select({
        id: sessions.id,
        isHalf: sessions.isHalf,
        wrongCodes: sessions.wrongCodes,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        accountId: accounts.id,
        name: accounts.name,
        email: accounts.email,
        role: accounts.role,
        unitId: accounts.unitId,
        unitKind: units.kind,
        mayReadIdentity: accounts.mayReadIdentity,
        isDisabled: accounts.isDisabled,
        secondFactorSince: credentials.secondFactorSince,
      })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .innerJoin(units, eq(units.id, accounts.unitId))
      .innerJoin(credentials, eq(credentials.accountId, accounts.id))
      .where(eq(sessions.hash, sql.placeholder('hash')))
      .prepare(),
  )

type Row = NonNullable<ReturnType<ReturnType<typeof find>['get']>>
export type Session = NonNullable<ReturnType<typeof findSession>>

/** The session of a cookie's token while it lasts: neither idle nor old nor of an account that was disabled. */
export function findSession(db: Db, token: string, now = Date.now()) {
  const session = storedSession(db, hashOfToken(token))
  if (!session || session.isDisabled || isOver(session, now)) return undefined
  return session
}

/** How many people's sessions are remembered at once. */
const REMEMBERED = 1000

// Every request asks for it. Remembered until any row changes, of whatever table: with what other programs write the
// register forgets, and what this one writes SQLite itself counts, however it was written.
function storedSession(db: Db, hash: string): Row | undefined {
  const changes = prepared(db, 'changes', () =>
    db.$client.prepare<[], number>('select total_changes()').pluck(),
  ).get()
  const known = remembered(db, 'sessions', () => ({ changes, byHash: new Map<string, Row>() }))
  if (known.changes !== changes || known.byHash.size > REMEMBERED) known.byHash.clear()
  known.changes = changes
  const session = known.byHash.get(hash) ?? find(db).get({ hash })
  if (session) known.byHash.set(hash, session)
  return session
}

/** Whose session it is, or was while it is not yet swept. */
export const accountOfSession = (db: Db, token: string): number | undefined =>
  db
    .select({ accountId: sessions.accountId })
    .from(sessions)
    .where(eq(sessions.hash, hashOfToken(token)))
    .get()?.accountId

function isOver(
  {
    isHalf,
    createdAt,
    lastSeenAt,
    role,
  }: { isHalf: boolean; createdAt: string; lastSeenAt: string; role: Role },
  now: number,
): boolean {
  if (isHalf) return now - Date.parse(createdAt) > HALF
  return now - Date.parse(createdAt) > ABSOLUTE || now - Date.parse(lastSeenAt) > IDLE[role]
}

/** Notes that a session is in use. */
export function touchSession(db: Db, { id, lastSeenAt, name }: Session, now = Date.now()) {
  if (now - Date.parse(lastSeenAt) < SEEN_EVERY) return
  const lastSeenAtNow = new Date(now).toISOString()
  forgiving(db, () =>
    writeAside(db, { name }, (write) => write.update(sessions, id, { lastSeenAt: lastSeenAtNow })),
  )
}

export function countWrongCode(db: Db, { id, wrongCodes, name }: Session) {
  writeAside(db, { name }, (write) => write.update(sessions, id, { wrongCodes: wrongCodes + 1 }))
}

export function endSession(db: Db, who: Who, id: number) {
  writeAside(db, who, (write) => write.remove(sessions, id))
}

/** Ends every session of an account, but for one where one is to stay. How many ended. */
export function endSessions(db: Db, who: Who, accountId: number, exceptId: number | null = null): number {
  const ended = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), exceptId ? sql`${sessions.id} <> ${exceptId}` : undefined))
    .all()
  if (ended.length) writeAside(db, who, (write) => ended.forEach(({ id }) => write.remove(sessions, id)))
  return ended.length
}

/** Where an account is signed in now, the latest first. */
export function listSessions(db: Db, accountId: number, role: Role, now = Date.now()) {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.isHalf, false)))
    .orderBy(desc(sessions.lastSeenAt))
    .all()
    .filter((session) => !isOver({ ...session, role }, now))
}

/** The accounts that somebody is signed in with. */
export const accountsSignedIn = (db: Db, now = Date.now()): Set<number> =>
  new Set(
    db
      .select({
        accountId: sessions.accountId,
        role: accounts.role,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        isHalf: sessions.isHalf,
      })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(eq(sessions.isHalf, false))
      .all()
      .filter((session) => !isOver(session, now))
      .map(({ accountId }) => accountId),
  )

/** Remembers a browser at which an account signed in; what comes back is its cookie's token. */
export function rememberDevice(db: Db, who: Who, accountId: number): string {
  const token = newToken()
  const createdAt = new Date().toISOString()
  writeAside(db, who, (write) => {
    const had = db
      .select({ id: knownDevices.id })
      .from(knownDevices)
      .where(eq(knownDevices.accountId, accountId))
      .orderBy(desc(knownDevices.id))
      .all()
    // A person has a few browsers; what a year of cleared cookies left behind goes.
    for (const { id } of had.slice(9)) write.remove(knownDevices, id)
    write.insert(knownDevices, { accountId, hash: hashOfToken(token), createdAt })
  })
  return token
}

/** Whether an account has signed in at the browser that carries this token. */
export const isKnownDevice = (db: Db, accountId: number, token: string | undefined): boolean =>
  token !== undefined &&
  db
    .select({ id: knownDevices.id })
    .from(knownDevices)
    .where(and(eq(knownDevices.accountId, accountId), eq(knownDevices.hash, hashOfToken(token))))
    .get() !== undefined

/** Who signed in last at the browser that carries this token: it has another one for each of them. */
export const accountOfDevice = (db: Db, token: string): number | undefined =>
  db
    .select({ accountId: knownDevices.accountId })
    .from(knownDevices)
    .where(eq(knownDevices.hash, hashOfToken(token)))
    .get()?.accountId
