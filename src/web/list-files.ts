import type { Request, Router } from 'express'
import { today } from '../dates.ts'
import { batchesOf, sendCsv, sendList, type Sheet } from './export.ts'
import { languageOf, type Speech, speechOf } from './language.ts'
import { addressOf, type Asked, readFilters } from './listing.ts'
import { sendXlsx } from './workbook.ts'

/** A list as it is taken along, in the words of who takes it. */
export interface ListFile<Row> extends Pick<
  Sheet<Row>,
  'title' | 'columns' | 'batches' | 'counted' | 'closing'
> {
  /** Its files are called so, and by the day. */
  file: string
  /** What it is of, a sentence a line, before the day. */
  about?: string[]
  /** The day it is of, where not today. */
  asOf?: string
}

/** A short list, read whole. */
export interface ShortList<Row> extends Omit<ListFile<Row>, 'batches'> {
  rows: Row[]
}

/** Answers `path` as .csv and .xlsx: `listed` reads the list as its page does. */
export function addTables<Row>(
  routes: Router,
  path: string,
  listed: (req: Request, speech: Speech) => ListFile<Row>,
) {
  routes.get(`${path}.csv`, async (req, res) => {
    const { file, columns, batches } = listed(req, speechOf(languageOf(req)))
    await sendCsv(res, `${file}-${today()}`, columns, batches)
  })
  routes.get(`${path}.xlsx`, async (req, res) => {
    const speech = speechOf(languageOf(req))
    const { file, about = [], asOf = today(), ...sheet } = listed(req, speech)
    await sendXlsx(res, `${file}-${today()}`, {
      ...sheet,
      about: [...about, speech.t('Số liệu tính đến {date}.', { date: speech.date(asOf) })],
    })
  })
}

/** Answers `path` as .json, .csv and .xlsx, for a list that takes no filters. */
export function addFiles<Row>(
  routes: Router,
  path: string,
  listed: (speech: Speech) => ShortList<Row>,
  asJson: (row: Row, speech: Speech) => object,
) {
  routes.get(`${path}.json`, (req, res) => {
    const { ignored } = readFilters({}, req.query)
    const speech = speechOf(languageOf(req))
    const items = listed(speech).rows.map((row) => asJson(row, speech))
    sendList(res, ignored, { asOf: today(), next: null, items })
  })
  addTables(routes, path, (_req, speech) => {
    const { rows, ...list } = listed(speech)
    return { ...list, batches: batchesOf(rows) }
  })
}

/** The files of a list as its page offers them, as it is filtered. */
export const filesAt = (path: string, asked: Asked = {}, endings = ['xlsx', 'csv', 'json']) =>
  endings.map((ending) => ({ ending, href: addressOf(`${path}.${ending}`, asked) }))
