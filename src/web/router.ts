import { type RequestHandler, Router as ExpressRouter } from 'express'
import { type Right, rightOfRoute } from '../rights.ts'
import { viewerOf, may } from './who.ts'

/** Somebody who is not signed in asked for what only those who are may see. */
export class SignInFirst extends Error {
  status = 401
}

/** Signed in, and asking for what is not theirs to do. */
export class Forbidden extends Error {
  status = 403
  right: Right
  constructor(right: Right) {
    super(`needs ${right}`)
    this.right = right
  }
}

/** The second factor comes first. */
export class EnrolFirst extends Error {
  status = 403
}

/** A token that may only read was used to write. */
export class ReadingOnly extends Error {
  status = 403
}

/**
 * A router whose every route is guarded by the right that `rights.ts` declares for it. Throws RangeError for a route
 * that declares none, so that the program does not start.
 */
export function Router(): ExpressRouter {
  const router = ExpressRouter()
  for (const method of ['get', 'post'] as const) {
    const add = router[method].bind(router) as (path: string, ...handlers: RequestHandler[]) => ExpressRouter
    const guarded = (path: string, ...handlers: RequestHandler[]) => {
      const name = `${method.toUpperCase()} ${path}`
      const right = rightOfRoute[name]
      if (!right) throw new RangeError(`${name}: rights.ts does not say who may`)
      return add(path, guard(right), ...handlers)
    }
    Object.assign(router, { [method]: guarded })
  }
  return router
}

const guard =
  (right: Right): RequestHandler =>
  (req, res, next) => {
    if (right === 'anyone') return next()
    const viewer = viewerOf(res)
    if (!viewer) throw new SignInFirst()
    if (right !== 'signedIn' && viewer.mustEnrol) throw new EnrolFirst()
    // A program does not change the account of whom it asks for.
    if ((right === 'signedIn' || right === 'own') && viewer.sessionId === null) throw new Forbidden(right)
    if (!may(res, right)) throw new Forbidden(right)
    if (!viewer.mayWrite && req.method !== 'GET' && req.method !== 'HEAD') throw new ReadingOnly()
    next()
  }
