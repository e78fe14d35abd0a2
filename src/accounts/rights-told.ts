import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import type { Past } from '../db/past.ts'
import { type Role, roles } from './account.ts'
import type { Account } from './queries.ts'
import { securityLog } from './security-event.ts'

// Accounts are no part of history. What each of them was before is in the security log alone, in the words of its
// entries, which are read here as they are written.

export type Rights = Pick<Account, 'name' | 'email' | 'role' | 'unitId' | 'mayReadIdentity' | 'isDisabled'>

const BECAME = ' → '

/** All that an account may do, for the log: what only the identity papers' own right opens is no detail. */
export const rightsTold = ({ name, email, role, unitId, mayReadIdentity, isDisabled }: Rights): string =>
  [
    `${name} <${email}>: ${role}`,
    `unit ${unitId}`,
    mayReadIdentity && 'identity papers',
    isDisabled && 'disabled',
  ]
    .filter(Boolean)
    .join(', ')

/** A change of rights, as the log says it. */
export const changeTold = (before: Rights, after: Rights): string =>
  `${rightsTold(before)}${BECAME}${rightsTold(after)}`

/**
 * What an account was before each of its last `count` changes, newest first, as `read` of its rights gives it. Undefined
 * where the log does not tell all of them.
 */
export function pastRights<State>(
  db: Db,
  account: Rights,
  count: number,
  read: (rights: Rights) => State,
): Past<State>[] | undefined {
  const entries = db
    .select()
    .from(securityLog)
    .where(eq(securityLog.event, 'rights_changed'))
    .orderBy(desc(securityLog.id))
    .all()
  const past: Past<State>[] = []
  let now = rightsTold(account)
  for (const { id, at, who, accountId, about } of entries) {
    if (past.length === count) break
    if (!about?.endsWith(BECAME + now)) continue
    now = about.slice(0, -(BECAME + now).length)
    const rights = rightsIn(now)
    if (!rights) return undefined
    past.push({ id, at, who, accountId, before: read(rights) })
  }
  return past.length === count ? past : undefined
}

/** Who made these changes of rights, by the ids of their entries in the log. */
export const namesOfChanges = (db: Db, ids: number[]): string[] =>
  db
    .select({ who: securityLog.who })
    .from(securityLog)
    .where(and(eq(securityLog.event, 'rights_changed'), inArray(securityLog.id, ids)))
    .orderBy(asc(securityLog.id))
    .all()
    .map(({ who }) => who)

function rightsIn(told: string): Rights | undefined {
  const [, name, email, role, unitId, papers, disabled] =
    /^(.+) <([^<>]+)>: (\w+), unit (\d+)(, identity papers)?(, disabled)?$/.exec(told) ?? []
  if (!name || !email || !role || !Object.hasOwn(roles, role)) return undefined
  return {
    name,
    email,
    role: role as Role,
    unitId: Number(unitId),
    mayReadIdentity: papers !== undefined,
    isDisabled: disabled !== undefined,
  }
}
