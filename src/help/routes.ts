import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valueWords } from '../settings/known-settings.ts'
import { settingAt } from '../settings/queries.ts'
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
      reportSettings: (['outbound', 'inbound'] as const).map((direction) => {
        const setting = settingAt(db, `report_days_${direction}`, today())
        return { direction, ...setting, words: valueWords(`report_days_${direction}`, setting) }
      }),
    })
  })
  return routes
}
