import { countListed, countPersons, knownPersonTrips, together } from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { sendCsv, sendList, stream } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { originOf } from '../web/requests.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { calendarOf } from './calendar.ts'
import { asJson, csvColumns, exportBatches, sheetOf, withDetails } from './export.ts'
import { asAsked, readListFilters } from './filters.ts'
import { listPage } from './list-page.ts'
import { listDelegations } from './queries.ts'

/** The register as a list: on the screen, as a file, in a calendar. */
export function delegationListRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations', (req, res) => {
    const { filters, ignored } = readListFilters(db, req.query)
    page(res, 'delegations/index', listPage(db, filters, ignored, languageOf(req)), ['delegations'])
  })

  routes.get('/delegations.json', (req, res) => {
    const { filters, ignored } = readListFilters(db, req.query)
    const { rows, next } = listDelegations(db, filters)
    const listed = together(countListed(db, filters))
    const { persons, personsKnownIn } = countPersons(db, filters)
    sendList(res, ignored, {
      asOf: today(),
      counts: {
        delegations: listed.delegations,
        personTrips: knownPersonTrips(listed),
        personTripsUnknownIn: listed.unknownPeople,
        persons,
        personsKnownIn,
      },
      next: next && addressOf('/delegations.json', { ...asAsked(filters), page: [next] }),
      items: withDetails(db, rows).map(asJson),
    })
  })

  routes.get('/delegations.csv', async (req, res) => {
    const { filters } = readListFilters(db, req.query)
    await sendCsv(res, `doan-${today()}`, csvColumns(speechOf(languageOf(req))), exportBatches(db, filters))
  })

  routes.get('/delegations.xlsx', async (req, res) => {
    const { filters } = readListFilters(db, req.query)
    await sendXlsx(res, `doan-${today()}`, sheetOf(db, filters, speechOf(languageOf(req))))
  })

  routes.get('/delegations.ics', async (req, res) => {
    const { filters } = readListFilters(db, req.query)
    const calendar = calendarOf(db, filters, originOf(req), speechOf(languageOf(req)))
    await stream(res, 'text/calendar; charset=utf-8', `doan-${today()}.ics`, calendar)
  })

  return routes
}
