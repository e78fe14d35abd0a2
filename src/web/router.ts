import { setImmediate } from 'node:timers/promises'
import { type Request, type RequestHandler, Router as ExpressRouter } from 'express'
import { type Right, rightOfRoute } from '../rights.ts'
import { takesJson } from './json-body.ts'
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
const namesOf = new WeakMap<ExpressRouter, string[]>()

function shapeOf(path: string): Shape {
  const parts = path.split('/')
  // "GET *" asks for no path.
  if (parts.length < 2) return ''
  const count = parts.at(-1) === '' ? parts.length - 1 : parts.length
  return `${count} ${parts[1]!.toLowerCase()}`
}

/**
 * A router whose every route is guarded by the right that `rights.ts` declares for it. Throws RangeError for a route
 * that declares none, which ends the program. Its paths begin with a word, and their parameters are whole
 * parts or end in a word.
 */
export function Router(): ExpressRouter {
  const shapes = new Map<Shape, ExpressRouter>()
  const names: string[] = []
  const router = ExpressRouter()
  for (const method of ['get', 'post'] as const) {
    const guarded = (path: string, ...handlers: RequestHandler[]) => {
      const name = `${method.toUpperCase()} ${path}`
      const right = rightOfRoute[name]
      if (!right) throw new RangeError(`${name}: rights.ts does not say who may`)
      names.push(name)
      const shape = shapeOf(path)
      let routes = shapes.get(shape)
      if (!routes) shapes.set(shape, (routes = ExpressRouter()))
      routes[method](path, guard(right), ...(method === 'post' ? [takingOnly(handlers)] : []), ...handlers)
      return router
    }
    Object.assign(router, { [method]: guarded })
  }
  routesOf.set(router, shapes)
  namesOf.set(router, names)
  router.use(byShape(shapes))
  return router
}

/** Routes that are loaded once somebody asks for what they may answer. */
export interface Room {
  /**
   * What their addresses begin with, where need be after a method. A part such as `:id` is whatever stands there; endings
   * such as `.csv` need not be named.
   */
  at: string[]
  /** Where they answer only some who ask there. */
  answers?: (req: Request) => boolean
  open: () => Promise<ExpressRouter>
}

export interface House extends RequestHandler {
  /** Opens what nobody has asked for yet, a room at a time, others being answered meanwhile. Throws as `Router` does. */
  openAll: () => Promise<void>
}

/**
 * Rooms as one handler, in their order. Until all of them are open, a request opens those that may answer it, so that the
 * first answer does not wait for the whole house; then only routes of the asked shape are gone through, which saves a
 * twelfth of a page where there are hundreds. Opening throws RangeError where a room has a route outside its addresses.
 */
export function together(rooms: Room[]): House {
  const opened = new Map<Room, Promise<ExpressRouter>>()
  const open = (room: Room) => {
    let router = opened.get(room)
    if (!router) opened.set(room, (router = openedAtItsAddresses(room)))
    return router
  }
  let all: RequestHandler | undefined
  const house: RequestHandler = async (req, res, next) => {
    if (all) return all(req, res, next)
    const asked = rooms.filter(
      ({ at, answers }) =>
        at.some((address) => isAt(address, req.method, req.path)) && (!answers || answers(req)),
    )
    const routers = await Promise.all(asked.map(open))
    if (routers.length === 0) return next()
    ExpressRouter().use(routers)(req, res, next)
  }
  const openAll = async () => {
    const routers: ExpressRouter[] = []
    for (const room of rooms) {
      routers.push(await open(room))
      await setImmediate()
    }
    all = byShape(shapesOf(routers))
  }
  return Object.assign(house, { openAll })
}

async function openedAtItsAddresses({ at, open }: Room): Promise<ExpressRouter> {
  const router = await open()
  const outside = namesOf.get(router)!.find((name) => {
    const [method = '', path = ''] = name.split(' ')
    return !at.some((address) => isAt(address, method, path))
  })
  if (outside)
    throw new RangeError(`${outside} is a route of the room at ${at.join(', ')}, where nobody looks for it`)
  return router
}

/** Whether what is asked begins with an address: `/a/:id/b` leads to `/a/1/b`, `/A/1/b.csv` and `/a/1/b/c`. */
function isAt(address: string, method: string, path: string): boolean {
  const [askedOnly, ...words] = address.split('/')
  const [, ...parts] = path.toLowerCase().split('/')
  return (
    (!askedOnly || askedOnly.trim() === method) &&
    words.every((word, index) =>
      word.startsWith(':') ? parts[index] : parts[index] === word || parts[index]?.startsWith(`${word}.`),
    )
  )
}

function shapesOf(routers: ExpressRouter[]): Map<Shape, ExpressRouter> {
  const shapes = new Map<Shape, ExpressRouter>()
  for (const router of routers) {
    for (const [shape, routes] of routesOf.get(router)!) {
      let all = shapes.get(shape)
      if (!all) shapes.set(shape, (all = ExpressRouter()))
      all.use(routes)
    }
  }
  return shapes
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
