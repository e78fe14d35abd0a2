import express, { type Express } from 'express'
import type { Logger } from 'pino'
import { countryRoutes } from './countries/routes.ts'
import { today } from './dates.ts'
import type { Db } from './db/open.ts'
import { delegationRoutes } from './delegations/routes.ts'
import { healthRoutes } from './health.ts'
import { helpRoutes } from './help/routes.ts'
import { historyRoutes } from './history/routes.ts'
import { untilWritten } from './imports/jobs.ts'
import { importRoutes } from './imports/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { personRoutes } from './people/routes.ts'
import { preferenceRoutes } from './preferences.ts'
import { searchRoutes } from './search/routes.ts'
import { countAttention } from './today/queries.ts'
import { todayRoutes } from './today/routes.ts'
import { totalsRoutes } from './totals/routes.ts'
import { findOwnUnit, unitTitle } from './units/queries.ts'
import { visitReportRoutes } from './visit-reports/routes.ts'
import { serveAssets } from './web/assets.ts'
import { notFound, refuseCrossSiteWrites, refuseForeignHosts, showErrors } from './web/errors.ts'
import type { Language } from './web/language.ts'
import type { Frame } from './web/page.ts'

/** The whole product over one register: middleware, every room's routes in menu order, errors last. */
export function createApp(db: Db, log: Logger, publicUrl?: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.locals.frame = (language: Language): Frame => {
    const own = findOwnUnit(db)
    return { attentionCount: countAttention(db, today()), houseName: own ? unitTitle(own, language) : '' }
  }
  app.use(serveAssets)
  app.use(healthRoutes(db))
  app.use(refuseForeignHosts(publicUrl))
  app.use(refuseCrossSiteWrites)
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 4000 }))
  // While an import writes, nobody else can: whoever wants to waits without holding up those who read.
  app.use(async (req, _res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') await untilWritten(db)
    next()
  })
  app.use(todayRoutes(db))
  app.use(delegationRoutes(db))
  app.use(visitReportRoutes(db))
  app.use(partnerRoutes(db))
  app.use(countryRoutes(db))
  app.use(personRoutes(db))
  app.use(totalsRoutes(db))
  app.use(searchRoutes(db))
  app.use(importRoutes(db))
  app.use(historyRoutes(db))
  app.use(helpRoutes(db))
  app.use(preferenceRoutes())
  app.use(notFound)
  app.use(showErrors(log))
  return app
}
