import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Logger } from 'pino'
import { identify } from './accounts/identify.ts'
import { note } from './accounts/security-log.ts'
import { today } from './dates.ts'
import type { Db } from './db/open.ts'
import { partOf } from './db/scope.ts'
import { healthRoutes } from './health.ts'
import { untilWritten } from './imports/jobs.ts'
import { entranceRooms, registerRooms, type Surroundings } from './rooms.ts'
import { countAttention } from './today/queries.ts'
import { findOwnUnit, unitTitle } from './units/queries.ts'
import { serveAssets } from './web/assets.ts'
import { NotFound, notFound, showErrors } from './web/errors.ts'
import type { Language } from './web/language.ts'
import type { Frame } from './web/page.ts'
import {
  guardAnswers,
  refuseCrossSiteWrites,
  refuseForeignHosts,
  refuseOtherMethods,
} from './web/requests.ts'
import { together } from './web/router.ts'
import { type Viewer, viewerOf, whoAsks } from './web/who.ts'

/**
 * The whole product over one register: middleware, every room's routes in menu order, errors last. Rooms are opened when
 * they are first asked for, and all of them by `openRooms`.
 */
export function createApp(db: Db, log: Logger, around: Surroundings): Express {
  const { key, publicUrl, host, mailing } = around
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Where even the page of an error fails, Express answers without telling why.
  app.set('env', 'production')
  app.set('query parser', 'simple')
  // Behind a proxy on this machine, and only then, what it says of the caller's address is believed.
  app.set('trust proxy', publicUrl ? 'loopback' : false)
  app.locals.log = log
  app.locals.publicUrl = publicUrl?.replace(/\/$/, '')
  app.locals.hasMail = mailing !== undefined
  app.locals.isSecure = publicUrl?.startsWith('https:') ?? false
  app.locals.frame = (language: Language, viewer?: Viewer): Frame => {
    const seen = viewer ? registerOf(viewer) : db
    const own = findOwnUnit(seen)
    return {
      attention: viewer ? countAttention(seen, today()) : null,
      houseName: own ? unitTitle(own, language) : '',
    }
  }
  app.locals.noteExport = (req: Request) => {
    // A calendar that asks by its own address says who once, when it was given.
    if (viewerOf(req.res!)) note(db, 'exported', whoAsks(req), req.originalUrl)
  }
  app.use(guardAnswers)
  app.use(refuseOtherMethods)
  app.use(serveAssets)
  app.use(healthRoutes(db, log))
  app.use(refuseForeignHosts(publicUrl, host))
  app.use(refuseCrossSiteWrites(publicUrl))
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 4000 }))
  app.use(identify(db))
  // While an import writes, nobody else can: whoever wants to (a download is written down) waits without holding up
  // those who read.
  app.use(async (req, _res, next) => {
    if (req.method === 'POST' || /\.(csv|xlsx|ics|docx)$/.test(req.path)) await untilWritten(db)
    next()
  })
  const entrance = together(entranceRooms(db, around))
  app.use(entrance)

  const registerOf = (viewer: Viewer) => (viewer.isCentre ? db : partOf(db, viewer.unitId))
  const whole = roomsOver(db, around)
  const rooms = new WeakMap([[db, whole.handler]])
  const opened = Promise.withResolvers<void>()
  app.use((req, res, next) => {
    const viewer = viewerOf(res)
    // Whoever has not signed in gets no further than the guard of a route, or to the page that nothing is there.
    const seen = viewer ? registerOf(viewer) : db
    let handler = rooms.get(seen)
    if (!handler) {
      const part = roomsOver(seen, around)
      rooms.set(seen, (handler = part.handler))
      // Once all is loaded, which takes a moment after the start.
      void opened.promise.then(part.openAll)
    }
    handler(req, res, next)
  })
  app.locals.openRooms = async () => {
    await entrance.openAll()
    await whole.openAll()
    opened.resolve()
  }
  app.use(notFound)
  app.use(
    showErrors(
      log,
      (req, viewer) => {
        const who = { name: viewer.name, accountId: viewer.accountId, origin: req.ip }
        note(db, 'refused', who, `${req.method} ${req.path}`)
      },
      async (req, res) => {
        const { signInAgain } = await import('./accounts/sign-in-routes.ts')
        signInAgain(db, key)(req, res)
      },
    ),
  )
  return app
}

/** The rooms of a register, and what tells that something asked for there was deleted. */
function roomsOver(db: Db, around: Surroundings) {
  const house = together(registerRooms(db, around))
  const handler = express.Router().use(house)
  handler.use(async (error: unknown, req: Request, res: Response, next: NextFunction) => {
    if (!(error instanceof NotFound)) return next(error)
    const { showDeleted } = await import('./deletions/routes.ts')
    showDeleted(db)(error, req, res, next)
  })
  return { handler, openAll: house.openAll }
}

/**
 * Opens the rooms that nobody has asked for yet, others being answered meanwhile. Throws RangeError for a route that
 * `rights.ts` does not name, or that stands outside its room's addresses.
 */
export const openRooms = (app: Express): Promise<void> => (app.locals.openRooms as () => Promise<void>)()
