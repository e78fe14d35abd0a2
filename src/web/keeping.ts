import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, type Write, write, writeOnce } from '../db/write.ts'
import { submissionId, type Typed } from './form.ts'
import { savedAt } from './saved.ts'
import { submissionKey } from './submission.ts'
import { ledBack } from './way-back.ts'
import { whoAsks } from './who.ts'

/** What is done with the form of something new: shown again, or kept. */
interface Keeping<Input> {
  /** Hands the form back with its reasons (422). */
  show: (res: Response) => void
  /** Keeps what was typed and says where that leads: `savedAt` of a page. */
  keep: (write: Write, input: Input) => string
}

/** Keeps a form once, however often it is sent, and leads on (303); or hands it back. */
export function keepForm<Input>(
  db: Db,
  req: Request,
  res: Response,
  typed: Typed<Input>,
  { show, keep }: Keeping<Input>,
) {
  // Sent again, a form may no longer be fit to be kept: what it made has taken its place.
  const key = submissionKey(req, submissionId().safeParse(typed.values?.submissionId).data)
  const again = key && findSubmission(db, key)
  if (again) return res.redirect(303, ledBack(req, again))
  if (!typed.data) return show(res.status(422))
  const input = typed.data
  const location = writeOnce(db, whoAsks(req), key, (write) => keep(write, input))
  res.redirect(303, ledBack(req, location))
}

/**
 * Removes a record nobody uses, and where that leads: `path`, told that it is removed. Undefined, with nothing changed,
 * where another row relies on it.
 */
export function removed(
  db: Db,
  req: Request,
  path: string,
  remove: (write: Write) => void,
): string | undefined {
  try {
    return write(db, whoAsks(req), (write) => {
      remove(write)
      return savedAt(path, 'removed', write)
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
      return undefined
    throw error
  }
}
