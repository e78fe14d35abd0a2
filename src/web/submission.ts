import { createHash } from 'node:crypto'
import type { Request } from 'express'

/** What a form sent twice is known by: the id it carries, at the address it was sent to. */
export function submissionKey(req: Request, submissionId: string | null | undefined): string | undefined {
  return submissionId ? `${req.path} ${submissionId}` : undefined
}

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
