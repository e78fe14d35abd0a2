import type { Request } from 'express'
import type { Write } from '../db/write.ts'
import { addressOf, id } from './listing.ts'

/**
 * Where a kept form leads: the page that says what was kept, and the act it was kept by, which can be taken back from
 * there. A form that changed nothing made no act.
 */
export const savedAt = (
  path: string,
  saved: string | number,
  write: Write,
  more: Record<string, string> = {},
): string =>
  addressOf(path, {
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, [value]])),
    saved: [saved],
    act: write.changeCount ? [write.actId] : [],
  })

/** The words for what a page's address says was just kept; null where it says nothing, or nothing known. */
export function savedWordsOf(req: Request, words: Record<string, string>): string | null {
  const { saved } = req.query
  return typeof saved === 'string' && Object.hasOwn(words, saved) ? words[saved]! : null
}

/** The act by which, as a page's address says, something was just kept. */
export const savedActOf = (req: Request): number | null =>
  typeof req.query.act === 'string' ? (id(req.query.act) ?? null) : null
