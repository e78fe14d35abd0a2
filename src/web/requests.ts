import { networkInterfaces } from 'node:os'
import type { Request, RequestHandler } from 'express'

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

/** Refused because another site asked for it. */
export class CrossSite extends Error {
  status = 403
}

/**
 * Lets no other site's page write. Browsers say where a request comes from: in Sec-Fetch-Site, or, over plain HTTP
 * under a name, only in Origin. What sends neither may write with a token alone, which no other site can make a browser
 * send.
 */
export const refuseCrossSiteWrites: RequestHandler = (req, _res, next) => {
  const site = req.get('Sec-Fetch-Site')
  const origin = req.get('Origin')
  const isOurs = site
    ? site === 'same-origin'
    : origin === undefined
      ? /^Bearer /i.test(req.get('Authorization') ?? '')
      : isSameOrigin(origin, req.get('Host'))
  next(req.method === 'GET' || req.method === 'HEAD' || isOurs ? undefined : new CrossSite())
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

/** The address that whoever asks reaches the register by. */
export const serverOf = (req: Request, publicUrl: string | undefined): string =>
  publicUrl ? new URL(publicUrl).origin : `${req.protocol}://${req.get('Host')}`
