import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import { forgiving, type Who, writeAside } from '../db/write.ts'
import { units } from '../units/unit.ts'
import { accounts } from './account.ts'
import { apiTokens } from './credential.ts'
import { hashOfToken, newToken } from './tokens.ts'

const USED_EVERY = 60_000

/** A new key of a program that asks in somebody's name; given once, kept as a hash. */
export function makeToken(
  db: Db,
  who: Who,
  { accountId, name, mayWrite }: { accountId: number; name: string; mayWrite: boolean },
): string {
  const token = `sd_${newToken()}`
  writeAside(db, who, (write) =>
    write.insert(apiTokens, {
      accountId,
      name,
      mayWrite,
      hash: hashOfToken(token),
      createdAt: new Date().toISOString(),
    }),
  )
  return token
}

/** Whose a token is, while neither it was revoked nor its owner's account disabled. Notes that it was used. */
export function findToken(db: Db, token: string, now = Date.now()) {
  const found = prepared(db, 'token', () =>
    db
      .select({
        id: apiTokens.id,
        mayWrite: apiTokens.mayWrite,
        lastUsedAt: apiTokens.lastUsedAt,
        accountId: accounts.id,
        name: accounts.name,
        email: accounts.email,
        role: accounts.role,
        unitId: accounts.unitId,
        unitKind: units.kind,
        mayReadIdentity: accounts.mayReadIdentity,
      })
      .from(apiTokens)
      .innerJoin(accounts, eq(accounts.id, apiTokens.accountId))
      .innerJoin(units, eq(units.id, accounts.unitId))
      .where(
        and(
          eq(apiTokens.hash, sql.placeholder('hash')),
          isNull(apiTokens.revokedAt),
          eq(accounts.isDisabled, false),
        ),
      )
      .prepare(),
  ).get({ hash: hashOfToken(token) })
  if (found && now - Date.parse(found.lastUsedAt ?? '1970') > USED_EVERY) {
    const lastUsedAt = new Date(now).toISOString()
    forgiving(db, () =>
      writeAside(db, { name: found.name }, (write) => write.update(apiTokens, found.id, { lastUsedAt })),
    )
  }
  // A program reads no identity papers, whatever its owner may.
  return found && { ...found, mayReadIdentity: false }
}

/** The tokens of an account that were not revoked, the newest first. */
export const listTokens = (db: Db, accountId: number) =>
  db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.accountId, accountId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.id))
    .all()

/** Ends every token of an account. */
export function revokeTokens(db: Db, who: Who, accountId: number) {
  const tokens = listTokens(db, accountId)
  const revokedAt = new Date().toISOString()
  if (tokens.length)
    writeAside(db, who, (write) => tokens.forEach(({ id }) => write.update(apiTokens, id, { revokedAt })))
}

/** Ends one token of an account; its name, or undefined where the account has no such token. */
export function revokeToken(db: Db, who: Who, accountId: number, id: number): string | undefined {
  const token = listTokens(db, accountId).find((one) => one.id === id)
  if (token) {
    writeAside(db, who, (write) => write.update(apiTokens, id, { revokedAt: new Date().toISOString() }))
  }
  return token?.name
}
