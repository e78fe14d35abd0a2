import type { NextFunction, Request, Response } from 'express'
import { isKnownToTheDay, readDate, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { pastReady } from '../db/past-register.ts'
import { PATH as TOTALS } from '../totals/filters.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { found } from '../web/errors.ts'
import { GRID_PATH } from '../totals/grid-filters.ts'
import { gridJson, gridSheet, gridThenAndNow, gridThenModel } from './grid-model.ts'
import { asJson, listModel, sheetOf, thenAndNow } from './list-model.ts'
import type { ComparedList } from './compared-list.ts'
import { comparedLists } from './lists.ts'
import { totalsJson, totalsModel, totalsSheet, totalsThenAndNow } from './totals-model.ts'

/**
 * Lists and totals beside what they were at the end of a day: at their own addresses, where these ask for a day
 * (`at=10/01/2025`) that has come. Mounted before the rooms, which answer where none is asked for, and say so where it is
 * no such day.
 */
export function thenAndNowRoutes(db: Db) {
  const routes = Router()

  for (const list of comparedLists) {
    routes.get(
      list.path,
      ofADay(db, async (req, res, at) => {
        const speech = speechOf(languageOf(req))
        page(res, 'then-and-now/list', listModel(db, await told(list, req, at), today(), speech))
      }),
    )
    routes.get(
      `${list.path}.csv`,
      ofADay(db, async (req, res, at) => {
        const sheet = sheetOf(await told(list, req, at), speechOf(languageOf(req)))
        return sendCsv(res, fileOf(list.file, at), sheet.columns, sheet.batches)
      }),
    )
    routes.get(
      `${list.path}.xlsx`,
      ofADay(db, async (req, res, at) =>
        sendXlsx(res, fileOf(list.file, at), sheetOf(await told(list, req, at), speechOf(languageOf(req)))),
      ),
    )
    routes.get(`${list.path}.json`, ofADay(db, toPrograms(list.path)))
  }

  routes.get(
    TOTALS,
    ofADay(db, (req, res, at) => {
      const speech = speechOf(languageOf(req))
      const told = totalsThenAndNow(db, req.query, at, speech)
      page(res, 'then-and-now/totals', totalsModel(db, told, today(), speech))
    }),
  )
  routes.get(
    `${TOTALS}.csv`,
    ofADay(db, (req, res, at) => {
      const told = totalsThenAndNow(db, req.query, at, speechOf(languageOf(req)))
      const { columns } = totalsSheet(db, told, speechOf(languageOf(req)))
      return sendCsv(res, fileOf('so-lieu', at), columns, [[...told.lines, told.total]])
    }),
  )
  routes.get(
    `${TOTALS}.xlsx`,
    ofADay(db, (req, res, at) => {
      const speech = speechOf(languageOf(req))
      const told = totalsThenAndNow(db, req.query, at, speech)
      return sendXlsx(res, fileOf('so-lieu', at), totalsSheet(db, told, speech))
    }),
  )
  routes.get(`${TOTALS}.json`, ofADay(db, toPrograms(TOTALS)))

  const grid = (req: Request, at: string) =>
    gridThenAndNow(db, req.query, at, today(), speechOf(languageOf(req)))
  routes.get(
    GRID_PATH,
    ofADay(db, (req, res, at) => {
      const speech = speechOf(languageOf(req))
      page(res, 'then-and-now/grid', gridThenModel(db, grid(req, at), today(), speech))
    }),
  )
  routes.get(
    `${GRID_PATH}.csv`,
    ofADay(db, (req, res, at) => {
      const { columns, batches } = gridSheet(db, grid(req, at), speechOf(languageOf(req)))
      return sendCsv(res, fileOf('luoi-trao-doi', at), columns, batches)
    }),
  )
  routes.get(
    `${GRID_PATH}.xlsx`,
    ofADay(db, (req, res, at) =>
      sendXlsx(res, fileOf('luoi-trao-doi', at), gridSheet(db, grid(req, at), speechOf(languageOf(req)))),
    ),
  )
  routes.get(`${GRID_PATH}.json`, ofADay(db, toPrograms(GRID_PATH)))

  // Of another shape than the lists themselves, so at addresses of their own.
  routes.get('/then-and-now/:list.json', async (req, res) => {
    const at = dayOf(req) ?? today()
    await pastReady(db, at)
    if (req.params.list === nameOf(TOTALS)) {
      const told = totalsThenAndNow(db, req.query, at, speechOf('vi'))
      return sendList(res, told.ignored, totalsJson(told, db, today()))
    }
    if (req.params.list === nameOf(GRID_PATH)) {
      const told = gridThenAndNow(db, req.query, at, today(), speechOf('vi'))
      return sendList(res, [...told.ignored, ...told.notTaken], gridJson(told, db, today()))
    }
    const list = found(comparedLists.find(({ path }) => nameOf(path) === req.params.list))
    const compared = await thenAndNow(db, list, req.query, at, speechOf('vi'))
    sendList(res, compared.read.ignored, asJson(compared, db, today()))
  })

  const told = (list: ComparedList, req: Request, at: string) =>
    thenAndNow(db, list, req.query, at, speechOf(languageOf(req)))

  return routes
}

const fileOf = (name: string, at: string) => `${name}-so-voi-${at}`

/** The day an address asks for; undefined where it is none, or has not come. */
function dayOf(req: Request): string | undefined {
  const at = typeof req.query.at === 'string' ? readDate(req.query.at) : undefined
  return at && isKnownToTheDay(at) && at <= today() ? at : undefined
}

function ofADay(db: Db, show: (req: Request, res: Response, at: string) => unknown) {
  return async (req: Request, res: Response, next: NextFunction) => {
    const at = dayOf(req)
    if (!at) return next()
    await pastReady(db, at)
    await show(req, res, at)
  }
}

const toPrograms = (path: string) => (req: Request, res: Response) => {
  const query = req.originalUrl.slice(req.originalUrl.indexOf('?'))
  res.redirect(307, `/then-and-now/${nameOf(path)}.json${query}`)
}

/** A list as the address for programs names it: 'delegations', 'totals-quality'. */
const nameOf = (path: string) => path.slice(1).replaceAll('/', '-')
