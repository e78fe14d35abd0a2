import type { Request, Response } from 'express'

// Over TLS the browser itself holds a cookie to this host alone, and to TLS.
const isSecure = (req: Request) => req.app.locals.isSecure === true
const fullName = (req: Request, name: string) => (isSecure(req) ? `__Host-${name}` : name)
const ways = (req: Request) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(req) }) as const

export function cookieOf(req: Request, name: string): string | undefined {
  const full = fullName(req, name)
  for (const cookie of (req.headers.cookie ?? '').split(';')) {
    const at = cookie.indexOf('=')
    if (cookie.slice(0, at).trim() === full) return cookie.slice(at + 1).trim()
  }
  return undefined
}

/** Has the browser keep a cookie that no script reads: for `maxAge` milliseconds, or until it closes. */
export function giveCookie(res: Response, name: string, value: string, maxAge?: number) {
  res.cookie(fullName(res.req, name), value, { ...ways(res.req), maxAge })
}

export function takeCookie(res: Response, name: string) {
  res.clearCookie(fullName(res.req, name), ways(res.req))
}
