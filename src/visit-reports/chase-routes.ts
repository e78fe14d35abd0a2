import type { Router } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { findOwnUnit, unitOptions, unitTitle } from '../units/queries.ts'
import { batchesOf, sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, changed, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { sendXlsx } from '../web/workbook.ts'
import { asAsked, chased, chaseFilters, countRungs, pageOf } from './chase.ts'
import { asJson, chipsOf, csvColumns, draftWords, extensionWords, PATH, sheetOf } from './chase-export.ts'
import { latenessWords, rungs } from './ladder.ts'

/** The reports that somebody has to be asked for: on screen, on paper, and taken along. */
export function chaseRoutes(db: Db, routes: Router) {
  routes.get(PATH, (req, res) => {
    const day = today()
    const language = languageOf(req)
    const { filters, ignored } = readFilters(chaseFilters, req.query)
    const rows = chased(db, filters, day)
    const { shown, next } = pageOf(rows, filters)
    const counts = countRungs(db, filters, day)
    const asked = asAsked(filters)
    const own = findOwnUnit(db)
    page(res, 'visit-reports/index', {
      ignored,
      day,
      all: PATH,
      house: own ? unitTitle(own, language) : '',
      chips: chipsOf(db, filters, language),
      count: rows.length,
      rows: shown.map((row) => ({
        ...row,
        unit: unitTitle({ name: row.unit, nameEn: row.unitEn }, language),
        lateness: latenessWords(row.dueOn, day),
        draft: draftWords(row),
        extension: extensionWords(row),
      })),
      rungs,
      tabs: [
        {
          words: 'Tất cả',
          rows: Object.values(counts).reduce((sum, count) => sum + count, 0),
          href: changed(PATH, asked, { rung: [] }),
          isCurrent: !filters.rung.length,
        },
        ...valuesOf(rungs).map((rung) => ({
          words: rungs[rung],
          rows: counts[rung],
          href: changed(PATH, asked, { rung: [rung] }),
          isCurrent: filters.rung.length === 1 && filters.rung[0] === rung,
        })),
      ],
      directions,
      units: unitOptions(db, language),
      filters,
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${PATH}.${ending}`, asked),
      })),
      pages: {
        first: filters.page.length ? addressOf(PATH, asked) : null,
        previous: null,
        next: next && addressOf(PATH, { ...asked, page: [next] }),
      },
    })
  })

  routes.get(`${PATH}.json`, (req, res) => {
    const { filters, ignored } = readFilters(chaseFilters, req.query)
    const { shown, next } = pageOf(chased(db, filters, today()), filters)
    sendList(res, ignored, {
      asOf: today(),
      counts: countRungs(db, filters, today()),
      next: next && addressOf(`${PATH}.json`, { ...asAsked(filters), page: [next] }),
      items: shown.map(asJson),
    })
  })

  routes.get(`${PATH}.csv`, async (req, res) => {
    const { filters } = readFilters(chaseFilters, req.query)
    const rows = chased(db, filters, today())
    await sendCsv(res, `don-doc-${today()}`, csvColumns(speechOf(languageOf(req))), batchesOf(rows))
  })

  routes.get(`${PATH}.xlsx`, async (req, res) => {
    const { filters } = readFilters(chaseFilters, req.query)
    const rows = chased(db, filters, today())
    await sendXlsx(res, `don-doc-${today()}`, sheetOf(db, rows, filters, speechOf(languageOf(req))))
  })
}
