import type { Request } from 'express'
import { localPath } from './local-path.ts'

// A form that was opened from a list of things to mend leads back to its place there. The list names itself in the
// address of the form (`returnTo`), and the form hands that on.

/** Where a form was opened from, as the address says or the form itself; null where it was opened by itself. */
export function returnToOf(req: Request): string | null {
  const body = req.body as Record<string, unknown> | undefined
  const path = localPath(req.query.returnTo ?? body?.returnTo)
  return path === '/' || path.length > 2000 ? null : path
}

/** The address of a form that is opened from a list, and leads back to its place there. */
export function leadingBack(href: string, returnTo: string): string {
  const [path, field] = href.split('#') as [string, string?]
  const query = `${path.includes('?') ? '&' : '?'}returnTo=${encodeURIComponent(returnTo)}`
  return `${path}${query}${field ? `#${field}` : ''}`
}

/** Where a kept form leads: back to where it was opened from, with the act it was kept by; else on to `location`. */
export function ledBack(req: Request, location: string): string {
  const returnTo = returnToOf(req)
  if (!returnTo) return location
  const act = new URL(location, 'http://localhost').searchParams.get('act')
  const { pathname, searchParams, hash } = new URL(returnTo, 'http://localhost')
  if (!searchParams.has('saved')) searchParams.set('saved', 'mended')
  if (act) searchParams.set('act', act)
  return `${pathname}?${searchParams.toString()}${hash}`
}
