import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, findSubmissionLike, type Write, write, writeOnce } from '../db/write.ts'
import { submissionId, type Typed } from './form.ts'
import { savedAt } from './saved.ts'
import { editKey, submissionKey } from './submission.ts'
import { ledBack } from './way-back.ts'
import { whoAsks } from './who.ts'

/** What is done with the form of something new: shown again, or kept. */
interface Keeping<Input> {
  /** Hands the form back with its reasons (422). */
  show: (res: Response, typed: Typed<Input>) => void
  /**
   * Keeps what was typed and says where that leads: `savedAt` of a page; or hands it back with its reasons, nothing
   * having been written: what can only be judged while nobody else writes.
   */
  keep: (write: Write, input: Input) => string | Typed<Input>
}

/**
 * Keeps a form once, however often it is sent, and leads on (303); or hands it back. Sent again with something else in
 * it, it is handed back too, to be kept as one more if that is meant.
 */
export function keepForm<Input>(
  db: Db,
  req: Request,
  res: Response,
  typed: Typed<Input>,
  { show, keep }: Keeping<Input>,
) {
  // Sent again, a form may no longer be fit to be kept: what it made has taken its place.
  const sent = submissionId().safeParse(typed.values?.submissionId).data
  const key = editKey(req, sent)
  const again = key && findSubmission(db, key)
  if (again) return res.redirect(303, ledBack(req, again))
  const otherwise = key && findSubmissionLike(db, submissionKey(req, sent)!)
  if (otherwise) {
    const values = { ...typed.values, submissionId: crypto.randomUUID() }
    return show(res.status(422), { values, errors: typed.errors, keptAt: unsaid(otherwise) })
  }
  if (!typed.data) return show(res.status(422), typed)
  const input = typed.data
  const kept = writeOnce<string | Typed<Input>>(db, whoAsks(req), key, (write) => keep(write, input))
  if (typeof kept !== 'string') return show(res.status(422), kept)
  res.redirect(303, ledBack(req, kept))
}

// Where a form was kept, without the words that it was.
function unsaid(location: string): string {
  const { pathname, searchParams, hash } = new URL(location, 'http://localhost')
  for (const name of ['saved', 'act']) searchParams.delete(name)
  return `${pathname}${searchParams.size ? `?${searchParams.toString()}` : ''}${hash}`
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
