import type { Db } from '../db/open.ts'
import type { Who } from '../db/write.ts'
import type { Message } from '../web/language.ts'
import { isPassword } from './passwords.ts'
import { type Account, credentialOf } from './queries.ts'
import { note } from './security-log.ts'
import { attemptSucceeded, secondsToWait, tooMany } from './throttle.ts'

/** Undefined where the password typed beside a form is theirs; else the reason, on the field `current`. */
export async function reasonAgainstCurrent(
  db: Db,
  who: Who,
  account: Account,
  password: string,
): Promise<Message[] | undefined> {
  const attempt = { email: account.email, address: who.origin ?? '', device: `account ${account.id}` }
  const seconds = secondsToWait(db, who, attempt)
  if (seconds > 0) return [tooMany(seconds)]
  if (await isPassword(password, credentialOf(db, account.id).passwordHash)) {
    attemptSucceeded(db, who, attempt)
    return undefined
  }
  note(db, 'sign_in_refused', who)
  return [{ text: 'Mật khẩu chưa đúng' }]
}
