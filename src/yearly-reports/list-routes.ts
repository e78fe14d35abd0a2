import type { Request, Router } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { found } from '../web/errors.ts'
import { batchesOf, sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { sendXlsx } from '../web/workbook.ts'
import { REPORTS_PATH, reportsAt, type Whose } from './asked.ts'
import { reportLines } from './index-page.ts'
import { asJson, csvColumns, listReports, readWhose, sheetOf } from './list.ts'
import { reportStates } from './yearly-report.ts'

/** The list of reports, and its files; `whoseModel` is what a page needs to ask for those of others. */
export function reportListRoutes(db: Db, routes: Router, whoseModel: (whose: Whose, req: Request) => object) {
  const fileOf = () => `bao-cao-nam-${today()}`

  routes.get(REPORTS_PATH, (req, res) => {
    const { whose, ignored } = read(req)
    page(res, 'yearly-reports/index', {
      lines: reportLines(db, whose, speechOf(languageOf(req))),
      states: reportStates,
      asOf: today(),
      ...whoseModel(whose, req),
      ignored,
      all: reportsAt({ ...whose, scope: 'all' }),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({ ending, href: reportsAt(whose, `.${ending}`) })),
    })
  })

  routes.get(`${REPORTS_PATH}.json`, (req, res) => {
    const { whose, ignored } = read(req)
    sendList(res, ignored, asJson(whose, listReports(db, whose)))
  })

  routes.get(`${REPORTS_PATH}.csv`, async (req, res) => {
    const reports = listReports(db, read(req).whose)
    await sendCsv(res, fileOf(), csvColumns(speechOf(languageOf(req))), batchesOf(reports))
  })

  routes.get(`${REPORTS_PATH}.xlsx`, async (req, res) => {
    const { whose } = read(req)
    const sheet = sheetOf(listReports(db, whose), whose, speechOf(languageOf(req)))
    await sendXlsx(res, fileOf(), sheet)
  })

  function read(req: Request) {
    const { whose, ignored } = readWhose(db, req.query)
    return { whose: found(whose), ignored }
  }
}
