import type { Router } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { byWhom } from '../history/told.ts'
import { type Column, sendCsv, sendList } from '../web/export.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { readFilters } from '../web/listing.ts'
import { importStates } from './import.ts'
import { listImports } from './queries.ts'

type Listed = ReturnType<typeof listImports>[number]

/** The files brought in, as programs and spreadsheets read them. */
export function importListRoutes(db: Db, routes: Router) {
  routes.get('/imports.json', (req, res) => {
    const { ignored } = readFilters({}, req.query)
    sendList(res, ignored, { asOf: today(), next: null, items: listImports(db).map(asJson) })
  })

  routes.get('/imports.csv', (req, res) =>
    sendCsv(res, `nhap-so-${today()}`, csvColumns(speechOf(languageOf(req))), [listImports(db)]),
  )
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

const csvColumns = ({ t, say }: Speech): Column<Listed>[] => [
  { heading: t('Lúc'), value: ({ uploadedAt }) => uploadedAt, kind: 'moment' },
  { heading: t('Tệp'), value: ({ fileName }) => fileName },
  {
    heading: t('Kết quả'),
    value: ({ state, undoneBy }) => t(undoneBy === null ? importStates[state] : 'đã hoàn tác'),
  },
  { heading: t('Mới'), value: ({ verdicts }) => verdicts?.new ?? null, kind: 'number' },
  { heading: t('Trùng'), value: ({ verdicts }) => verdicts?.duplicate ?? null, kind: 'number' },
  { heading: t('Lỗi'), value: ({ verdicts }) => verdicts?.error ?? null, kind: 'number' },
  { heading: t('Ai'), value: ({ uploadedBy }) => say(byWhom(uploadedBy)) },
]
