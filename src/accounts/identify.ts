import type { Request, RequestHandler, Response } from 'express'
import type { Db } from '../db/open.ts'
import type { Who } from '../db/write.ts'
import { cookieOf, giveCookie, takeCookie } from '../web/cookies.ts'
import { bearerOf } from '../web/requests.ts'
import type { Viewer } from '../web/who.ts'
import { needsSecondFactor } from './queries.ts'
import {
  accountOfDevice,
  accountOfSession,
  endSession,
  findSession,
  type Place,
  type Session,
  startSession,
  touchSession,
} from './sessions.ts'
import { findToken } from './api-tokens.ts'

const YEAR = 365 * 24 * 3600 * 1000

const SESSION = 'so-doan'
const DEVICE = 'so-doan-device'

/** Says who asks: by the cookie of a session, or by a token of somebody's. Whether they may is each route's affair. */
export function identify(db: Db): RequestHandler {
  return (req, res, next) => {
    const bearer = bearerOf(req)
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
  const token = cookieOf(req, SESSION)
  return token ? findSession(db, token) : undefined
}

/** Whose session it was that ended at the browser which asks; or who signed in there last. */
export function lastSignedIn(req: Request, db: Db): number | undefined {
  const [session, device] = [cookieOf(req, SESSION), deviceOf(req)]
  return (session && accountOfSession(db, session)) || (device && accountOfDevice(db, device)) || undefined
}

export const deviceOf = (req: Request) => cookieOf(req, DEVICE)

const placeOf = (req: Request): Place => ({
  address: req.ip ?? null,
  browser: req.get('User-Agent') ?? null,
})

/**
 * Signs an account in at the browser that asks, until it closes or the session ends. The session it had, whoever's it
 * was, ends: nobody goes on in one that was known before.
 */
export function giveSession(db: Db, res: Response, who: Who, accountId: number, isHalf = false) {
  const { req } = res
  const had = sessionOf(req, db)
  if (had) endSession(db, who, had.id)
  giveCookie(res, SESSION, startSession(db, who, accountId, placeOf(req), isHalf))
}

export const giveDevice = (res: Response, token: string) => giveCookie(res, DEVICE, token, YEAR)

export const takeSession = (res: Response) => takeCookie(res, SESSION)
