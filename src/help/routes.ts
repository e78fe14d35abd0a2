import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { operations } from '../openapi/document.ts'
import { valueWords } from '../settings/known-settings.ts'
import { settingAt } from '../settings/queries.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { serverOf } from '../web/requests.ts'
import { apiExamples } from './api-examples.ts'
import { apiAnswers, apiConventions, countingRules, tasks } from './rules.ts'
import { Router } from '../web/router.ts'

/** Help for whoever keeps the register: the main tasks, how figures are counted, the keys; and for programs. */
export function helpRoutes(db: Db, publicUrl: string | undefined) {
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

  routes.get('/help/api', (req, res) => {
    page(res, 'help/api', {
      examples: apiExamples(db, serverOf(req, publicUrl), speechOf(languageOf(req))),
      operations,
      conventions: apiConventions,
      answers: apiAnswers,
    })
  })
  return routes
}
