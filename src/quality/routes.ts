import { today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { unitOptions } from '../units/queries.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { asJson, download, sheetOf } from './export.ts'
import { readQualityFilters } from './filters.ts'
import { qualityModel } from './page.ts'

/** Chất lượng: a tab of the totals, of shares instead of sums. */
export function qualityRoutes(db: Db) {
  const routes = Router()

  routes.get('/totals/quality', (req, res) => {
    const speech = speechOf(languageOf(req))
    const { asked, ignored } = readQualityFilters(db, req.query)
    const day = today()
    const key = `quality page ${day} ${speech.language} ${JSON.stringify(asked)}`
    const model = remembered(db, key, () => qualityModel(db, asked, day, speech))
    page(res, 'quality/index', { ...model, ignored, unitOptions: unitOptions(db, speech.language) })
  })

  routes.get('/totals/quality.json', (req, res) => {
    const { asked, ignored } = readQualityFilters(db, req.query)
    sendList(res, ignored, asJson(db, asked))
  })

  routes.get('/totals/quality.csv', (req, res) => {
    const { asked } = readQualityFilters(db, req.query)
    const { columns, rows, total } = download(db, asked, speechOf(languageOf(req)))
    return sendCsv(res, 'chat-luong', columns, [[...rows, total]])
  })

  routes.get('/totals/quality.xlsx', (req, res) => {
    const { asked } = readQualityFilters(db, req.query)
    return sendXlsx(res, 'chat-luong', sheetOf(db, asked, speechOf(languageOf(req))))
  })

  return routes
}
