import { type RequestHandler, Router as ExpressRouter } from 'express'
import { type Right, rightOfRoute } from '../rights.ts'
import { takesJson } from './json-form.ts'
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

/** JSON was sent to an address that takes none. */
export class NotInJson extends Error {
  status = 415
}

/** Where the routes of an address are found among some hundred: its first part, and how many parts it has. */
type Shape = string
const routesOf = new WeakMap<ExpressRouter, Map<Shape, ExpressRouter>>()

function shapeOf(path: string): Shape {
  const parts = path.split('/')
  // "GET *" asks for no path.
  if (parts.length < 2) return ''
  const count = parts.at(-1) === '' ? parts.length - 1 : parts.length
  return `${count} ${parts[1]!.toLowerCase()}`
}

/**
 * A router whose every route is guarded by the right that `rights.ts` declares for it. Throws RangeError for a route
 * that declares none, so that the program does not start. Its paths begin with a word, and their parameters are whole
 * parts or end in a word.
 */
export function Router(): ExpressRouter {
  const shapes = new Map<Shape, ExpressRouter>()
  const router = ExpressRouter()
  for (const method of ['get', 'post'] as const) {
    const guarded = (path: string, ...handlers: RequestHandler[]) => {
      const name = `${method.toUpperCase()} ${path}`
      const right = rightOfRoute[name]
      if (!right) throw new RangeError(`${name}: rights.ts does not say who may`)
      const shape = shapeOf(path)
      let routes = shapes.get(shape)
      if (!routes) shapes.set(shape, (routes = ExpressRouter()))
      routes[method](path, guard(right), ...(method === 'post' ? [takingOnly(handlers)] : []), ...handlers)
      return router
    }
    Object.assign(router, { [method]: guarded })
  }
  routesOf.set(router, shapes)
  router.use(byShape(shapes))
  return router
}

/**
 * Rooms as one handler, in their order: only routes of the asked shape are gone through, which saves a twelfth of a page
 * where there are hundreds.
 */
export function together(routers: ExpressRouter[]): RequestHandler {
  const shapes = new Map<Shape, ExpressRouter>()
  for (const router of routers) {
    for (const [shape, routes] of routesOf.get(router)!) {
      let all = shapes.get(shape)
      if (!all) shapes.set(shape, (all = ExpressRouter()))
      all.use(routes)
    }
  }
  return byShape(shapes)
}

const byShape =
  (shapes: Map<Shape, ExpressRouter>): RequestHandler =>
  (req, res, next) => {
    const routes = shapes.get(shapeOf(req.path))
    if (routes) routes(req, res, next)
    else next()
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

// Nothing else reads a body that is JSON: a form that was not written for it never sees one.
const takingOnly =
  (handlers: RequestHandler[]): RequestHandler =>
  (req, _res, next) => {
    if (req.is('application/json') && !handlers.some(takesJson)) throw new NotInJson()
    next()
  }
