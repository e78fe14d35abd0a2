import { asc, count, eq, sql } from 'drizzle-orm'
import { today } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { type Who, type Write, writeAside } from '../db/write.ts'
import { settingAt } from '../settings/queries.ts'
import { units } from '../units/unit.ts'
import { accounts, type Role } from './account.ts'
import { credentials, oneTimeLinks, recoveryCodes } from './credential.ts'
import { hashOfRecoveryCode } from './second-factor.ts'
import { endSessions } from './sessions.ts'
import { hashOfToken, newToken } from './tokens.ts'

const columns = {
  id: accounts.id,
  version: accounts.version,
  email: accounts.email,
  name: accounts.name,
  role: accounts.role,
  unitId: accounts.unitId,
  unit: units.name,
  isCentre: sql<boolean>`${units.kind} = 'own_body'`.mapWith(Boolean),
  mayReadIdentity: accounts.mayReadIdentity,
  isDisabled: accounts.isDisabled,
  wantsReminders: accounts.wantsReminders,
  hasPassword: sql<boolean>`${credentials.passwordHash} is not null`.mapWith(Boolean),
  passwordSetAt: credentials.passwordSetAt,
  secondFactorSince: credentials.secondFactorSince,
}

const every = (db: Db) =>
  db
    .select(columns)
    .from(accounts)
    .innerJoin(units, eq(units.id, accounts.unitId))
    .innerJoin(credentials, eq(credentials.accountId, accounts.id))

export type Account = NonNullable<ReturnType<typeof findAccount>>

export const listAccounts = (db: Db) => every(db).orderBy(asc(accounts.isDisabled), asc(accounts.name)).all()

export const findAccount = (db: Db, id: number) => every(db).where(eq(accounts.id, id)).get()

/** The address as it is kept and compared. */
export const normalEmail = (typed: string) => typed.normalize('NFKC').trim().toLowerCase()

export const findAccountByEmail = (db: Db, email: string) =>
  every(db)
    .where(eq(accounts.email, normalEmail(email)))
    .get()

export const hasAccounts = (db: Db): boolean =>
  prepared(db, 'accounts', () => db.select({ found: count() }).from(accounts).prepare()).get()!.found > 0

/** Administrators who can sign in, but for one: somebody must be left. */
export const countOtherAdministrators = (db: Db, exceptId: number): number =>
  db
    .select({ found: count() })
    .from(accounts)
    .where(
      sql`${accounts.role} = 'administrator' and not ${accounts.isDisabled} and ${accounts.id} <> ${exceptId}`,
    )
    .get()!.found

export interface NewAccount {
  email: string
  name: string
  role: Role
  unitId: number
  mayReadIdentity?: boolean
}

/** The new account's id. It has no password yet. */
export function createAccount(write: Write, { email, ...rest }: NewAccount): number {
  const id = write.insert(accounts, { ...rest, email: normalEmail(email) })
  write.insert(credentials, { accountId: id })
  return id
}

/** What somebody may do from now on. Who is disabled is out at once. */
export function updateAccount(write: Write, id: number, changes: Partial<typeof accounts.$inferInsert>) {
  write.update(accounts, id, changes)
  if (changes.isDisabled) endSessions(write.db, write.who, id)
}

/** Whether letters about reports reach it: its owner's choice, and nothing an administrator's form waits for. */
export function setReminders(db: Db, who: Who, id: number, wantsReminders: boolean) {
  writeAside(db, who, (write) => write.update(accounts, id, { wantsReminders }))
}

type Credential = typeof credentials.$inferSelect

export const credentialOf = (db: Db, accountId: number): Credential =>
  prepared(db, 'credential', () =>
    db
      .select()
      .from(credentials)
      .where(eq(credentials.accountId, sql.placeholder('accountId')))
      .prepare(),
  ).get({ accountId })!

export function updateCredential(db: Db, who: Who, accountId: number, changes: Partial<Credential>) {
  const { id } = credentialOf(db, accountId)
  writeAside(db, who, (write) => write.update(credentials, id, changes))
}

/** A password is set: every session and every link of the account ends. */
export function setPassword(db: Db, who: Who, accountId: number, passwordHash: string) {
  updateCredential(db, who, accountId, { passwordHash, passwordSetAt: new Date().toISOString() })
  endSessions(db, who, accountId)
  dropLinks(db, who, accountId)
}

const DAY = 24 * 3600 * 1000

/** A link by which its owner sets a password, once, within a day. Links given before end. */
export function makePasswordLink(db: Db, who: Who, accountId: number): string {
  dropLinks(db, who, accountId)
  const token = newToken()
  const expiresAt = new Date(Date.now() + DAY).toISOString()
  writeAside(db, who, (write) =>
    write.insert(oneTimeLinks, { kind: 'password', accountId, hash: hashOfToken(token), expiresAt }),
  )
  return token
}

/** The link of the first run, new at each start while there is no account; those of earlier starts end. */
export function makeSetupLink(db: Db): string {
  const who = { name: 'Sổ đoàn' }
  const token = newToken()
  writeAside(db, who, (write) => {
    for (const { id } of db.select().from(oneTimeLinks).where(eq(oneTimeLinks.kind, 'setup')).all())
      write.remove(oneTimeLinks, id)
    write.insert(oneTimeLinks, {
      kind: 'setup',
      hash: hashOfToken(token),
      expiresAt: new Date(Date.now() + 30 * DAY).toISOString(),
    })
  })
  return token
}

/** What a link that has not ended is for. */
export const findLink = (db: Db, kind: 'setup' | 'password', token: string) =>
  db
    .select()
    .from(oneTimeLinks)
    .where(
      sql`${oneTimeLinks.kind} = ${kind} and ${oneTimeLinks.hash} = ${hashOfToken(token)}
        and ${oneTimeLinks.expiresAt} > ${new Date().toISOString()}`,
    )
    .get()

/** Uses a link up. */
export function dropLink(db: Db, who: Who, id: number) {
  writeAside(db, who, (write) => write.remove(oneTimeLinks, id))
}

function dropLinks(db: Db, who: Who, accountId: number) {
  const links = db.select().from(oneTimeLinks).where(eq(oneTimeLinks.accountId, accountId)).all()
  if (links.length) {
    writeAside(db, who, (write) => links.forEach(({ id }) => write.remove(oneTimeLinks, id)))
  }
}

const unusedCodes = (db: Db, accountId: number) =>
  db
    .select()
    .from(recoveryCodes)
    .where(sql`${recoveryCodes.accountId} = ${accountId} and ${recoveryCodes.usedAt} is null`)
    .all()

export const countRecoveryCodes = (db: Db, accountId: number) => unusedCodes(db, accountId).length

/** Keeps these recovery codes (as hashes) instead of those there were. */
export function replaceRecoveryCodes(db: Db, who: Who, accountId: number, codes: string[]) {
  const had = db.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).all()
  writeAside(db, who, (write) => {
    for (const { id } of had) write.remove(recoveryCodes, id)
    for (const code of codes) write.insert(recoveryCodes, { accountId, hash: hashOfRecoveryCode(code) })
  })
}

/** Whether a recovery code is one of the account's; it is used up then. */
export function takeRecoveryCode(db: Db, who: Who, accountId: number, typed: string): boolean {
  const hash = hashOfRecoveryCode(typed)
  const code = unusedCodes(db, accountId).find((known) => known.hash === hash)
  if (code) {
    const usedAt = new Date().toISOString()
    writeAside(db, who, (write) => write.update(recoveryCodes, code.id, { usedAt }))
  }
  return code !== undefined
}

/** Of whom a second factor is asked: by a setting, of those who approve and administer at first. */
export function needsSecondFactor(db: Db, role: Role): boolean {
  const asked = settingAt(db, 'second_factor', today()).value
  if (asked === 'everybody') return true
  return asked === 'approvers' && (role === 'approver' || role === 'administrator')
}

/** The units, but for the own body, of which somebody may sign in: each has a part of the register. */
export const listUnitsWithAccounts = (db: Db): number[] =>
  db
    .selectDistinct({ id: units.id })
    .from(accounts)
    .innerJoin(units, eq(units.id, accounts.unitId))
    .where(sql`${units.kind} <> 'own_body' and not ${accounts.isDisabled}`)
    .orderBy(units.id)
    .all()
    .map(({ id }) => id)
