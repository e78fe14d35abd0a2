import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { submissionId } from './form.ts'

/** What a form sent twice is known by: the id it carries, at the address it was sent to. */
export function submissionKey(req: Request, submissionId: string | null | undefined): string | undefined {
  return submissionId ? `${req.path} ${submissionId}` : undefined
}

/** The same of a button, whose form says nothing else. */
export const buttonKey = (req: Request): string | undefined =>
  submissionKey(
    req,
    submissionId().safeParse((req.body as { submissionId?: unknown } | undefined)?.submissionId ?? '').data,
  )

/**
 * The same with what it says: sent again with something else in it, after the Back button, it is another edit of the
 * record, or another record, whose words would be lost if it led to what was kept before.
 */
export function editKey(
  req: Request,
  submissionId: string | null | undefined,
  said: unknown = req.body,
): string | undefined {
  const key = submissionKey(req, submissionId)
  return key && `${key} ${createHash('sha256').update(JSON.stringify(said)).digest('base64url')}`
}
