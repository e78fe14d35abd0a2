import type { Request, RequestHandler, Response } from 'express'
import type { Db } from '../db/open.ts'
import { cookieOf } from '../web/language.ts'
import type { Viewer } from '../web/who.ts'
import { needsSecondFactor } from './queries.ts'
import { findSession, type Place, type Session, touchSession } from './sessions.ts'
import { findToken } from './api-tokens.ts'

const YEAR = 365 * 24 * 3600 * 1000

// Over TLS the browser itself holds a cookie to this host alone.
const cookieName = (req: Request, name: string) => (isSecure(req) ? `__Host-${name}` : name)
const isSecure = (req: Request) => req.app.locals.isSecure === true

const SESSION = 'so-doan'
const DEVICE = 'so-doan-device'

/** Says who asks: by the cookie of a session, or by a token of somebody's. Whether they may is each route's affair. */
export function identify(db: Db): RequestHandler {
  return (req, res, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(req.get('Authorization') ?? '')?.[1]
    const session = bearer ? undefined : sessionOf(req, db)
    if (session && !session.isHalf) {
      touchSession(db, session)
      res.locals.viewer = {
        ...holderOf(session),
        sessionId: session.id,
        mayWrite: true,
        mustEnrol: !session.secondFactorSince && needsSecondFactor(db, session.role),
      } satisfies Viewer
    }
    if (bearer) {
      const token = findToken(db, bearer)
      if (token) {
        const viewer: Viewer = {
          ...holderOf(token),
          sessionId: null,
          mayWrite: token.mayWrite,
          mustEnrol: false,
        }
        res.locals.viewer = viewer
      }
    }
    next()
  }
}

function holderOf(
  row: Pick<Session, 'accountId' | 'name' | 'email' | 'role' | 'unitId' | 'unitKind' | 'mayReadIdentity'>,
) {
  const { accountId, name, email, role, unitId, unitKind, mayReadIdentity } = row
  return { accountId, name, email, role, unitId, isCentre: unitKind === 'own_body', mayReadIdentity }
}

/** The session that a request's cookie belongs to, half or whole. */
export function sessionOf(req: Request, db: Db): Session | undefined {
  const token = cookieOf(req, cookieName(req, SESSION))
  return token ? findSession(db, token) : undefined
}

export const deviceOf = (req: Request) => cookieOf(req, cookieName(req, DEVICE))

export const placeOf = (req: Request): Place => ({
  address: req.ip ?? null,
  browser: req.get('User-Agent') ?? null,
})

const cookie = (req: Request) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(req) }) as const

/** Until the browser closes, or the session ends. */
export function giveSession(req: Request, res: Response, token: string) {
  res.cookie(cookieName(req, SESSION), token, cookie(req))
}

export function giveDevice(req: Request, res: Response, token: string) {
  res.cookie(cookieName(req, DEVICE), token, { ...cookie(req), maxAge: YEAR })
}

export function takeSession(req: Request, res: Response) {
  res.clearCookie(cookieName(req, SESSION), cookie(req))
}
