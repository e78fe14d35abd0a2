import type { Db } from '../db/open.ts'
import { findSetting } from '../settings/queries.ts'
import { page } from '../web/page.ts'
import { countingRules, tasks } from './rules.ts'
import { Router } from '../web/router.ts'

/** Help for whoever keeps the register: the main tasks, how figures are counted, the keys. */
export function helpRoutes(db: Db) {
  const routes = Router()
  routes.get('/help', (_req, res) => {
    page(res, 'help/index', {
      countingRules,
      tasks,
      reportSettings: {
        outbound: findSetting(db, 'report_days_outbound'),
        inbound: findSetting(db, 'report_days_inbound'),
      },
    })
  })
  return routes
}
