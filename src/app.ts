import express, { type Express, type Request, type RequestHandler } from 'express'
import type { Logger } from 'pino'
import { accountRoutes } from './accounts/account-routes.ts'
import { adminAccountRoutes } from './accounts/admin-routes.ts'
import { feedRoutes } from './accounts/feed-routes.ts'
import { identify } from './accounts/identify.ts'
import { note } from './accounts/security-log.ts'
import { signInAgain, signInRoutes } from './accounts/sign-in-routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { authorityRoutes } from './authorities/routes.ts'
import { checklistCatalogueRoutes } from './checklists/catalogue-routes.ts'
import { checklistRoutes } from './checklists/routes.ts'
import { contradictionRoutes } from './contradictions/routes.ts'
import { countryRoutes } from './countries/routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { today } from './dates.ts'
import type { Db } from './db/open.ts'
import { partOf } from './db/scope.ts'
import { documentRoutes } from './documents/routes.ts'
import { fundingRoutes } from './funding/routes.ts'
import { pressWorkRoutes } from './press-work/routes.ts'
import { deletionRoutes, showDeleted } from './deletions/routes.ts'
import { delegationRoutes } from './delegations/routes.ts'
import { followUpRoutes } from './follow-ups/routes.ts'
import { healthRoutes } from './health.ts'
import { helpRoutes } from './help/routes.ts'
import { historyRoutes } from './history/routes.ts'
import { identityRoutes } from './identity-papers/routes.ts'
import { holidayRoutes } from './holidays/routes.ts'
import { untilWritten } from './imports/jobs.ts'
import { importRoutes } from './imports/routes.ts'
import { leaderRoutes } from './leader/routes.ts'
import { legalBasisRoutes } from './legal-bases/routes.ts'
import { openingFigureRoutes } from './opening-figures/routes.ts'
import { openApiRoutes } from './openapi/routes.ts'
import type { Mailing } from './mail/mailing.ts'
import { mailRoutes } from './mail/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { personRoutes } from './people/routes.ts'
import { preferenceRoutes } from './preferences.ts'
import { programmeRoutes } from './programmes/routes.ts'
import { qualityRoutes } from './quality/routes.ts'
import { searchRoutes } from './search/routes.ts'
import type { SecretKey } from './secret-key.ts'
import { settingRoutes } from './settings/routes.ts'
import { countAttention } from './today/queries.ts'
import { todayRoutes } from './today/routes.ts'
import { thenAndNowRoutes } from './then-and-now/routes.ts'
import { totalsRoutes } from './totals/routes.ts'
import { findOwnUnit, unitTitle } from './units/queries.ts'
import { unitRoutes } from './units/routes.ts'
import { visitReportRoutes } from './visit-reports/routes.ts'
import { serveAssets } from './web/assets.ts'
import { notFound, showErrors } from './web/errors.ts'
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
import { yearlyReportRoutes } from './yearly-reports/routes.ts'

/** What the product is told about where it runs. */
export interface Surroundings {
  key: SecretKey
  /** Where people reach it, if not at this machine's own names. */
  publicUrl?: string
  /** The address it listens at. */
  host?: string
  /** Where a mail server is named. */
  mailing?: Mailing
}

/** The whole product over one register: middleware, every room's routes in menu order, errors last. */
export function createApp(db: Db, log: Logger, { key, publicUrl, host, mailing }: Surroundings): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Where even the page of an error fails, Express answers without telling why.
  app.set('env', 'production')
  app.set('query parser', 'simple')
  // Behind a proxy on this machine, and only then, what it says of the caller's address is believed.
  app.set('trust proxy', publicUrl ? 'loopback' : false)
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
  app.use(signInRoutes(db, key))
  app.use(accountRoutes(db, key))
  app.use(feedRoutes(db))
  app.use(preferenceRoutes())
  app.use(adminAccountRoutes(db, publicUrl))
  app.use(mailRoutes(db, mailing))
  app.use(openApiRoutes(publicUrl))

  const registerOf = (viewer: Viewer) => (viewer.isCentre ? db : partOf(db, viewer.unitId))
  const rooms = new WeakMap<Db, RequestHandler>()
  app.use((req, res, next) => {
    const viewer = viewerOf(res)
    // Whoever has not signed in gets no further than the guard of a route, or to the page that nothing is there.
    const seen = viewer ? registerOf(viewer) : db
    let open = rooms.get(seen)
    if (!open) rooms.set(seen, (open = roomsOver(seen, key, publicUrl)))
    open(req, res, next)
  })
  app.use(notFound)
  app.use(
    showErrors(
      log,
      (req, viewer) => {
        const who = { name: viewer.name, accountId: viewer.accountId, origin: req.ip }
        note(db, 'refused', who, `${req.method} ${req.path}`)
      },
      signInAgain(db, key),
    ),
  )
  return app
}

/** The rooms of the register, over all of it or the part that belongs to one unit. */
function roomsOver(db: Db, key: SecretKey, publicUrl: string | undefined): RequestHandler {
  const rooms = express.Router()
  rooms.use(
    together([
      // Before the rooms whose lists it holds against another day.
      thenAndNowRoutes(db),
      todayRoutes(db),
      leaderRoutes(db),
      visitReportRoutes(db),
      documentRoutes(db),
      fundingRoutes(db),
      pressWorkRoutes(db),
      identityRoutes(db, key),
      programmeRoutes(db),
      checklistRoutes(db),
      delegationRoutes(db),
      followUpRoutes(db),
      coverageRoutes(db),
      partnerRoutes(db),
      countryRoutes(db),
      personRoutes(db),
      totalsRoutes(db),
      qualityRoutes(db),
      yearlyReportRoutes(db),
      openingFigureRoutes(db),
      contradictionRoutes(db),
      searchRoutes(db),
      importRoutes(db),
      historyRoutes(db),
      deletionRoutes(db),
      adminRoutes(db),
      unitRoutes(db),
      authorityRoutes(db),
      legalBasisRoutes(db),
      settingRoutes(db),
      holidayRoutes(db),
      checklistCatalogueRoutes(db),
      helpRoutes(db, publicUrl),
    ]),
  )
  rooms.use(showDeleted(db))
  return rooms
}
