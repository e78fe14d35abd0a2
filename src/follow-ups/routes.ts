import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { asJson, batchesOf, csvColumns, sheetOf } from './export.ts'
import { asAsked, readFollowUpFilters } from './filters.ts'
import { formRoutes } from './form-routes.ts'
import { listPage } from './listing.ts'
import { countFollowUps, listFollowUps } from './queries.ts'

/** What was promised on visits, by either side: the list of it, and the forms that keep it. */
export function followUpRoutes(db: Db) {
  const routes = Router()

  routes.get('/follow-ups', (req, res) => {
    const { filters, ignored } = readFollowUpFilters(req.query)
    const model = listPage(db, filters, ignored, languageOf(req), today())
    page(res, 'follow-ups/index', model, ['follow-ups'])
  })

  routes.get('/follow-ups.json', (req, res) => {
    const { filters, ignored } = readFollowUpFilters(req.query)
    const { rows, next } = listFollowUps(db, filters)
    sendList(res, ignored, {
      asOf: today(),
      counts: countFollowUps(db, filters),
      next: next && addressOf('/follow-ups.json', { ...asAsked(filters), page: [next] }),
      items: rows.map(asJson),
    })
  })

  routes.get('/follow-ups.csv', (req, res) => {
    const { filters } = readFollowUpFilters(req.query)
    const columns = csvColumns(db, speechOf(languageOf(req)))
    return sendCsv(res, `viec-tiep-theo-${today()}`, columns, batchesOf(db, filters))
  })

  routes.get('/follow-ups.xlsx', (req, res) => {
    const { filters } = readFollowUpFilters(req.query)
    return sendXlsx(res, `viec-tiep-theo-${today()}`, sheetOf(db, filters, speechOf(languageOf(req))))
  })

  formRoutes(db, routes)

  return routes
}
