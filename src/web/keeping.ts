import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, type Write, write, writeOnce } from '../db/write.ts'
import { submissionId, type Typed } from './form.ts'
import { submissionKey } from './submission.ts'
import { whoAsks } from './who.ts'

/** What is done with a form: shown again, or kept. */
interface Keeping<Input> {
  /** The version of the stored record that the form would change. */
  version?: number
  /** Hands the form back: with its reasons (422), or because somebody else was faster (409). */
  show: (res: Response, isStale: boolean) => void
  /** Keeps what was typed and says where that leads: an address with a query. */
  keep: (write: Write, input: Input) => string
}

/** Keeps a form once, however often it is sent, and leads on (303); or hands it back. */
export function keepForm<Input extends { version?: number | null }>(
  db: Db,
  req: Request,
  res: Response,
  typed: Typed<Input>,
  { version, show, keep }: Keeping<Input>,
) {
  // Sent again, a form may no longer be fit to be kept: what it made has taken its place.
  const key = submissionKey(req, submissionId().safeParse(typed.values?.submissionId).data)
  const again = key && findSubmission(db, key)
  if (again) return res.redirect(303, again)
  if (!typed.data) return show(res.status(422), false)
  const input = typed.data
  if (version !== undefined && input.version !== version) return show(res.status(409), true)
  res.redirect(
    303,
    writeOnce(db, whoAsks(req), key, (write) => {
      const location = keep(write, input)
      // What was kept can be taken back from its act, for as long as the register lives.
      return write.changeCount ? `${location}&act=${write.actId}` : location
    }),
  )
}

/**
 * Removes a record nobody uses, and whether that could be done: false, with nothing changed, where another row relies
 * on it.
 */
export function removed(db: Db, req: Request, remove: (write: Write) => void): boolean {
  try {
    write(db, whoAsks(req), remove)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
      return false
    throw error
  }
}
