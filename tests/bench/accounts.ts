// Who asks in a trial: accounts and sessions put into a register directly, since nobody is there to type a password.
import type { Role } from '../../src/accounts/account.ts'
import { createAccount, findAccountByEmail, updateCredential } from '../../src/accounts/queries.ts'
import { startSession } from '../../src/accounts/sessions.ts'
import { type Db, openExisting } from '../../src/db/open.ts'
import { write } from '../../src/db/write.ts'

/** Signs somebody of this name in, with a second factor so that nothing leads elsewhere; their cookie. */
export function signIn(db: Db, name: string, role: Role, unitId: number): string {
  const who = { name }
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`
  const accountId =
    findAccountByEmail(db, email)?.id ??
    write(db, who, (write) => createAccount(write, { email, name, role, unitId }))
  updateCredential(db, who, accountId, { secondFactorSince: new Date().toISOString() })
  return `so-doan=${startSession(db, who, accountId, { address: '127.0.0.1', browser: null })}`
}

/** A clerk of the own body, signed in to the register in this folder: their cookie. */
export function signInClerk(dataDir: string): string {
  const db = openExisting(dataDir)
  const cookie = signIn(db, 'Bench', 'clerk', 1)
  db.$client.close()
  return cookie
}
