import type { Request, Router } from 'express'
import { today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { listUnits, unitOptions } from '../units/queries.ts'
import { type Column, sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { sendXlsx } from '../web/workbook.ts'
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
import { gridModel, gridTable } from './grid.ts'

type GridRow = ReturnType<typeof gridTable>['rows'][number]

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
    const { years, rows, total } = gridTable(db, asked, today(), speechOf('vi'))
    const figures = ({ cells, sum }: Pick<GridRow, 'cells' | 'sum'>) => ({
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
        ...figures(row),
      })),
      total: figures(total),
    })
  })

  routes.get('/totals/grid.csv', (req, res) => {
    const { columns, rows } = download(req)
    return sendCsv(res, 'luoi-trao-doi', columns, [rows])
  })

  routes.get('/totals/grid.xlsx', (req, res) => {
    const { columns, rows, table } = download(req)
    const speech = speechOf(languageOf(req))
    const { t, date } = speech
    const { asked } = read(req)
    const words = askedInWords(db, asked, chipsOfGrid(db, asked, speech.language), speech)
    return sendXlsx(res, 'luoi-trao-doi', {
      title: t('Lưới trao đổi với đối tác'),
      about: [
        ...(words.length ? [t('Gồm: {filters}', { filters: words.join(' · ') })] : []),
        t('Số liệu tính đến {date}.', { date: date(today()) }),
      ],
      columns,
      batches: [rows],
      // Of some partners alone the visits of all are no total.
      closing: asked.quiet.length
        ? []
        : [
            { kind: 'total', cells: columns.map(({ value }) => value(table.total)) },
            { kind: 'note', cells: [t('Dòng tổng tính mỗi đoàn một lần, dù có mấy đối tác (quy tắc C8).')] },
          ],
    })
  })

  function download(req: Request) {
    const speech = speechOf(languageOf(req))
    const { t } = speech
    const table = gridTable(db, read(req).asked, today(), speech)
    const number = { kind: 'number', width: 9 } as const
    const columns: Column<GridRow>[] = [
      { heading: t('Đối tác'), width: 40, value: ({ name }) => name },
      { heading: t('Nước'), width: 16, value: ({ country }) => country },
      ...table.years.flatMap((year, index) => [
        { heading: t('{year} ra', { year }), ...number, value: ({ cells }: GridRow) => cells[index]![0] },
        { heading: t('{year} vào', { year }), ...number, value: ({ cells }: GridRow) => cells[index]![1] },
      ]),
      { heading: t('Tổng ra'), ...number, value: ({ sum }) => sum[0] },
      { heading: t('Tổng vào'), ...number, value: ({ sum }) => sum[1] },
      { heading: t('Gần nhất'), kind: 'date', value: ({ lastOn }) => lastOn },
    ]
    return { columns, rows: table.rows, table }
  }

  function read(req: Request) {
    const { asked, ignored } = understood<GridFilters>(readFilters(gridFilters, req.query), listUnits(db))
    return { ...asShown(db, asked, today()), ignored }
  }
}
