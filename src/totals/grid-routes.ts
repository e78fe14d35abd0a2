import type { Request, Router } from 'express'
import { today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { listUnits, unitOptions } from '../units/queries.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { sendXlsx } from '../web/workbook.ts'
import { publishedAsJson } from './export.ts'
import { askedInWords, understood } from './filters.ts'
import {
  asShown,
  chipsOfGrid,
  GRID_PATH,
  gridAt,
  type GridFilters,
  gridFilters,
  quietMonths,
} from './grid-filters.ts'
import { gridFile, gridSheet } from './grid-file.ts'
import { gridModel } from './grid.ts'

/** Lưới trao đổi: the grid of partners and years, as a page and to take along. */
export function gridRoutes(db: Db, routes: Router) {
  routes.get('/totals/grid', (req, res) => {
    const { asked, ignored, notices } = read(req)
    const speech = speechOf(languageOf(req))
    const day = today()
    const grid = remembered(db, `grid ${day} ${speech.language} ${JSON.stringify(asked)}`, () =>
      gridModel(db, asked, day, speech),
    )
    const chips = chipsOfGrid(db, asked, speech.language)
    page(res, 'totals/grid', {
      ...grid,
      asked,
      ignored: [...ignored, ...grid.ignored],
      notices,
      asOf: day,
      scopes,
      quietMonths,
      units: unitOptions(db, languageOf(req)),
      chips,
      onPaper: askedInWords(db, asked, chips, speech),
      all: gridAt(asked, { from: [], to: [], unit: [], scope: [], quiet: [] }),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${GRID_PATH}.${ending}`, { ...asked, rows: [], page: [] }),
      })),
    })
  })

  routes.get('/totals/grid.json', (req, res) => {
    const { asked, ignored, notTaken } = read(req)
    // All rows are of one answer.
    const pages = asked.page.map((page) => ({ name: 'page', value: String(page) }))
    const { years, rows, total, published } = gridFile(db, asked, today(), speechOf('vi'))
    const figures = ({ cells, sum }: Pick<typeof total, 'cells' | 'sum'>) => ({
      years: years.map((year, index) => ({ year, outbound: cells[index]![0], inbound: cells[index]![1] })),
      outbound: sum[0],
      inbound: sum[1],
    })
    sendList(res, [...ignored, ...notTaken, ...pages], {
      asOf: today(),
      next: null,
      items: rows.map((row) => ({
        partner: row.key === '' ? null : { id: Number(row.key), name: row.name },
        lastExchangeOn: row.lastOn,
        lastContactOn: row.contactOn,
        ...figures(row),
      })),
      total: figures(total),
      openingFigures: published.map(publishedAsJson),
    })
  })

  routes.get('/totals/grid.csv', (req, res) => {
    const { columns, rows, totals, publishedLines } = download(req)
    return sendCsv(res, 'luoi-trao-doi', columns, [[...rows, ...totals, ...publishedLines]])
  })

  routes.get('/totals/grid.xlsx', (req, res) => {
    const speech = speechOf(languageOf(req))
    const { asked } = read(req)
    const words = askedInWords(db, asked, chipsOfGrid(db, asked, speech.language), speech)
    return sendXlsx(res, 'luoi-trao-doi', gridSheet(download(req), words, today(), speech))
  })

  const download = (req: Request) => gridFile(db, read(req).asked, today(), speechOf(languageOf(req)))

  function read(req: Request) {
    const { asked, ignored } = understood<GridFilters>(readFilters(gridFilters, req.query), listUnits(db))
    return { ...asShown(db, asked, today()), ignored }
  }
}
