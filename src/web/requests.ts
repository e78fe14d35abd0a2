import { networkInterfaces } from 'node:os'
import type { Request, RequestHandler } from 'express'

const headersOfAll = new Map([
  [
    'Content-Security-Policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  // What is no fixed file belongs to one reader.
  ['Cache-Control', 'private, no-store'],
])
const headersOverTls = new Map([
  ...headersOfAll,
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
])

/** What every answer says to the browser, a page, a redirect, a download and an error alike. */
export const guardAnswers: RequestHandler = (req, res, next) => {
  res.setHeaders(req.app.locals.isSecure === true ? headersOverTls : headersOfAll)
  next()
}

/** Refused because it asks in a way that no address here answers. */
export class WrongMethod extends Error {
  status = 405
}

/** Lets through what pages and forms ask with, and nothing else: what would list the routes or echo a request. */
export const refuseOtherMethods: RequestHandler = (req, res, next) => {
  if (['GET', 'HEAD', 'POST'].includes(req.method)) return next()
  res.setHeader('Allow', 'GET, HEAD, POST')
  next(new WrongMethod())
}

/** Refused because it was asked under a name that is not this machine's. */
export class WrongHost extends Error {
  status = 421
}

/**
 * Answers only under this machine's own names, so that no page elsewhere can point a name of its own here and read
 * along; `publicUrl`'s name too, where one is set, and the numbers of this machine where it listens to the network.
 */
export function refuseForeignHosts(publicUrl: string | undefined, host = '127.0.0.1'): RequestHandler {
  const own = new Set(['localhost', '127.0.0.1', '[::1]', host.toLowerCase()])
  if (publicUrl) own.add(new URL(publicUrl).hostname)
  if (host === '0.0.0.0' || host === '::') {
    for (const { address, family } of Object.values(networkInterfaces()).flatMap((list) => list ?? []))
      own.add(family === 'IPv6' ? `[${address}]` : address)
  }
  return (req, _res, next) => {
    const hosts = req.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    next(hosts.length === 1 && own.has(host) ? undefined : new WrongHost())
  }
}

/** Where people reach the product, for addresses that are taken elsewhere: 'https://so.example.vn'. */
export const originOf = (req: Request) =>
  (req.app.locals.publicUrl as string | undefined) ?? `${req.protocol}://${req.get('Host')}`

/** Refused because another site asked for it. */
export class CrossSite extends Error {
  status = 403
}

/**
 * Lets no other site's page write. Browsers say where a request comes from: in Sec-Fetch-Site, or, over plain HTTP
 * under a name, only in Origin. What sends neither may write with a token alone, which no other site can make a browser
 * send.
 */
export function refuseCrossSiteWrites(publicUrl: string | undefined): RequestHandler {
  const ours = publicUrl ? new URL(publicUrl) : undefined
  // Under the public name the scheme counts too: a page that somebody slipped in over plain HTTP is another site.
  const isSameOrigin = (origin: string, host: string | undefined) =>
    URL.canParse(origin) &&
    new URL(origin).host === host &&
    (host !== ours?.host || new URL(origin).origin === ours?.origin)
  return (req, _res, next) => {
    const site = req.get('Sec-Fetch-Site')
    const origin = req.get('Origin')
    const isOurs = site
      ? site === 'same-origin'
      : origin === undefined
        ? bearerOf(req) !== undefined
        : isSameOrigin(origin, req.get('Host'))
    next(req.method === 'GET' || req.method === 'HEAD' || isOurs ? undefined : new CrossSite())
  }
}

/** The token that a program brings. Where there is one, no cookie is looked at. */
export const bearerOf = (req: Request): string | undefined =>
  /^Bearer +(\S+)$/i.exec(req.get('Authorization') ?? '')?.[1]
