import type { Request } from 'express'
import { groupings, isTime } from '../counting.ts'
import { today } from '../dates.ts'
import { type Db, rememberedCounts } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { listUnits, unitOptions } from '../units/queries.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { addressOf, readFilters } from '../web/listing.ts'
import { drawn, page } from '../web/page.ts'
import { sendXlsx } from '../web/workbook.ts'
import { comparisonModel, periodTold, usualPeriods } from './compared.ts'
import { subjectTable } from './by-subject.ts'
import { latestYear, timeTable } from './by-time.ts'
import { asJson, sheetOf, subjectDownload, timeDownload } from './export.ts'
import { leftOutOf, sentencesOf } from './figures.ts'
import {
  askedInWords,
  chipsOf,
  PATH,
  tabsOf,
  totalsAt,
  type TotalsFilters,
  totalsFilters,
  understood,
} from './filters.ts'
import { GRID_PATH } from './grid-filters.ts'
import { gridRoutes } from './grid-routes.ts'
import { subjectModel, timeModel } from './model.ts'
import { Router } from '../web/router.ts'

/** So many pages of figures are held as they were drawn: a hundred kilobytes each. */
const MOST_DRAWN = 30

/** Số liệu: figures by year, half, quarter, month, country, partner, purpose and unit. */
export function totalsRoutes(db: Db) {
  const routes = Router()

  routes.get('/totals', (req, res) => {
    const speech = speechOf(languageOf(req))
    const { asked, by, ignored } = read(req)
    const day = today()
    // Some hundred figures with their addresses, the same for everybody until somebody writes what is counted.
    const key = `totals page ${day} ${speech.language} ${JSON.stringify(asked)}`
    const totals = rememberedCounts(db, key, () => modelOf(asked, by, speech, day))
    // Most writes are of visits that are not counted yet.
    const leftOut = leftOutOf(db, totals.asked)
    const all = [...ignored, ...(totals.subject?.ignored ?? [])]
    const drawings = rememberedCounts(db, 'drawn totals', () => new Map<string, string>())
    const name = `${key} ${JSON.stringify([leftOut, totals.compared?.leftOut])}`
    let figures = drawings.get(name)
    if (figures === undefined) {
      if (drawings.size >= MOST_DRAWN) drawings.clear()
      drawings.set(name, (figures = drawn(res, 'totals/_figures', { ...totals, leftOut })))
    }
    page(res, 'totals/index', { ...totals, figures, ignored: all, units: unitOptions(db, speech.language) })
  })

  function modelOf(given: TotalsFilters, by: TotalsFilters['by'][number], speech: Speech, day: string) {
    const latest = latestYear(db, given)
    const asked = withPeriodShown(given, latest)
    const totals = isTime(by) ? timeModel(db, by, asked, speech) : subjectModel(db, by, asked, speech)
    const chips = chipsOf(db, given, speech.language)
    const [newest, oldest] = [totals.years[0], totals.years.at(-1)]
    return {
      ...totals,
      // Where none is asked, from the first year with a visit to the last.
      period: periodTold(asked) ?? (newest && oldest ? periodTold({ from: [oldest], to: [newest] }) : null),
      by,
      asked,
      isEmpty: latest === undefined,
      sentences: sentencesOf(totals.total, asked, speech),
      asOf: day,
      compared: comparisonModel(db, given, day, speech),
      usual: usualPeriods(given, day),
      quality: addressOf('/totals/quality', {
        from: given.from,
        to: given.to,
        unit: given.unit,
        scope: given.scope,
      }),
      grid: addressOf(GRID_PATH, { unit: given.unit, scope: given.scope }),
      tabs: tabsOf(given, by),
      chips,
      onPaper: [speech.t(groupings[by]), ...askedInWords(db, given, chips, speech)],
      all: totalsAt(given, { from: [], to: [], unit: [], scope: [] }),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${PATH}.${ending}`, twinOf(asked)),
      })),
      // What the form of period and units leaves as it is.
      kept: [...given.by.map((value) => ['by', value]), ...given.count.map((value) => ['count', value])],
      scopes,
      everyUnit:
        asked.scope.includes('all') || asked.unit.length ? null : totalsAt(given, { scope: ['all'] }),
    }
  }

  routes.get('/totals.json', (req, res) => {
    const { asked, by, ignored } = read(req)
    const table = isTime(by) ? timeTable(db, by, asked) : subjectTable(db, by, asked, speechOf('vi'))
    sendList(res, ignored, asJson(db, asked, table))
  })

  routes.get('/totals.csv', (req, res) => {
    const { columns, rows, total, published } = download(req)
    return sendCsv(res, `so-lieu-${read(req).by}`, columns, [[...rows, total, ...published]])
  })

  routes.get('/totals.xlsx', (req, res) => {
    const { asked, by } = read(req)
    const speech = speechOf(languageOf(req))
    const words = askedInWords(db, asked, chipsOf(db, asked, speech.language), speech)
    return sendXlsx(res, `so-lieu-${by}`, sheetOf(by, download(req), words, speech))
  })

  gridRoutes(db, routes)

  function download(req: Request) {
    const { asked, by } = read(req)
    const speech = speechOf(languageOf(req))
    return isTime(by)
      ? timeDownload(db, by, timeTable(db, by, asked), asked, speech)
      : subjectDownload(by, subjectTable(db, by, asked, speech), asked, speech)
  }

  function read(req: Request) {
    const { asked, ignored } = understood(readFilters(totalsFilters, req.query), listUnits(db))
    return { asked, by: asked.by[0] ?? 'year', ignored }
  }

  return routes
}

/** Years whose halves are shown where no period is asked. */
const HALVES_OF_YEARS = 5

/** Halves, quarters and months of all time are too many for a page: those of the last years with visits, unless asked. */
function withPeriodShown(asked: TotalsFilters, latestYear: string | undefined): TotalsFilters {
  const isLong = asked.by.some((by) => by !== 'year' && isTime(by))
  const isAsked = asked.from.length > 0 || asked.to.length > 0
  if (!isLong || isAsked || !latestYear) return asked
  const first = asked.by[0] === 'half' ? String(Number(latestYear) - HALVES_OF_YEARS + 1) : latestYear
  return { ...asked, from: [first], to: [latestYear] }
}

/** What a download is asked for: everything but what only a page has. */
const twinOf = (asked: TotalsFilters) => ({ ...asked, count: [], opening: [], page: [] })
