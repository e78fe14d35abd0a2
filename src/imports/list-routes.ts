import type { Router } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { found, idOf } from '../web/errors.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { oneOf, readFilters } from '../web/listing.ts'
import { sendXlsx } from '../web/workbook.ts'
import { importColumns, importSheet, lineColumns, lineSheet } from './export.ts'
import { lineFilters, linesInBatches, listImports, readImport } from './queries.ts'

type Listed = ReturnType<typeof listImports>[number]

/** Which lines a file of them holds: all, where nothing is asked. */
const lineKinds = { verdict: oneOf(lineFilters) }

/** The files brought in and the lines of each, as programs and spreadsheets read them. */
export function importListRoutes(db: Db, routes: Router) {
  routes.get('/imports.json', (req, res) => {
    const { ignored } = readFilters({}, req.query)
    sendList(res, ignored, { asOf: today(), next: null, items: listImports(db).map(asJson) })
  })

  routes.get('/imports.csv', (req, res) =>
    sendCsv(res, `nhap-so-${today()}`, importColumns(speechOf(languageOf(req))), [listImports(db)]),
  )

  routes.get('/imports.xlsx', (req, res) =>
    sendXlsx(res, `nhap-so-${today()}`, importSheet(db, speechOf(languageOf(req)))),
  )

  routes.get('/imports/:id.csv', (req, res) => {
    const { id } = found(readImport(db, idOf(req.params.id)))
    const { verdict } = readFilters(lineKinds, req.query).filters
    const columns = lineColumns(db, speechOf(languageOf(req)))
    return sendCsv(res, `nhap-so-${id}`, columns, linesInBatches(db, id, verdict[0] ?? 'all'))
  })

  routes.get('/imports/:id.xlsx', (req, res) => {
    const row = found(readImport(db, idOf(req.params.id)))
    const { verdict } = readFilters(lineKinds, req.query).filters
    const sheet = lineSheet(db, row, verdict[0] ?? 'all', speechOf(languageOf(req)))
    return sendXlsx(res, `nhap-so-${row.id}`, sheet)
  })
}

const asJson = ({ id, fileName, state, uploadedAt, uploadedBy, verdicts, undoneBy }: Listed) => ({
  id,
  fileName,
  state,
  uploadedAt,
  uploadedBy,
  verdicts,
  undoneByActId: undoneBy,
})
