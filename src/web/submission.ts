import type { Request } from 'express'

/** What a form sent twice is known by: the id it carries, at the address it was sent to. */
export function submissionKey(req: Request, submissionId: string | null | undefined): string | undefined {
  return submissionId ? `${req.path} ${submissionId}` : undefined
}
