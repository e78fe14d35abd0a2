import type { Request, Response } from 'express'
import { momentOf, writeDate } from '../dates.ts'
import { attachment } from './attachment.ts'
import type { Language } from './language.ts'
import type { Ignored } from './listing.ts'
import { send } from './page.ts'

/** Sends a value as JSON that belongs to one reader. */
export function sendJson(res: Response, value: unknown) {
  send(res, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`)
}

/** Sends a list as JSON, with what its address asked for that was left aside. */
export function sendList(res: Response, ignored: Ignored[], list: object) {
  sendJson(res, { ...list, ignored: ignored.map(({ name, value }) => ({ name, value })) })
}

export type Cell = string | number | Qualified | null

/** A number shown in words: a spreadsheet counts with it, and shows what stands around it. */
export interface Qualified {
  value: number
  /** As the screen says it: "≥ 71", "hơn 1.200", "66,7%". */
  words: string
  /** Where it is no exact one: at least so many, or about so many. */
  qualifier?: 'at_least' | 'about'
}

/** A column of a list as it is downloaded: its heading, and a row's value there. */
export interface Column<Row> {
  heading: string
  value: (row: Row) => Cell
  /** What its values are; text unless said. A date is as stored, known as far as it is, a moment is ISO 8601. */
  kind?: 'text' | 'number' | 'date' | 'moment'
  /** In a workbook, in characters. */
  width?: number
  /** From this column on, a printed workbook has no room. */
  isOffPaper?: boolean
}

/** A line under the rows of a workbook: their total, another line of the table, or a sentence across it. */
export interface Closing {
  kind: 'total' | 'row' | 'note'
  cells: Cell[]
}

/** A list as a workbook shows it. `batches` give the rows some at a time. */
export interface Sheet<Row> {
  /** What its tab in the workbook is called, where that is not the title. */
  name?: string
  title: string
  /** What the list is of, and of which day, a sentence a line. */
  about: string[]
  columns: Column<Row>[]
  batches: Iterable<Row[]>
  /** What stands under the rows; how many there are, unless said. */
  closing?: Closing[]
  /** What its rows are, as their number is told: '{count} báo cáo'. */
  counted?: string
  /** What it is written in, where that is not the reader's language. */
  language?: Language
}

/**
 * Streams a list as CSV: UTF-8 with the mark Excel wants, headings in the reader's words, RFC 4180 quoting. Text
 * that a spreadsheet would take for a formula gets an apostrophe in front. `batches` give the rows some at a time.
 */
export function sendCsv<Row>(res: Response, name: string, columns: Column<Row>[], batches: Iterable<Row[]>) {
  return stream(res, 'text/csv; charset=utf-8', `${name}.csv`, csvText(columns, batches))
}

async function* csvText<Row>(columns: Column<Row>[], batches: Iterable<Row[]>) {
  const { stringify } = await import('csv-stringify/sync')
  const csvLines = (rows: Plain[][]) => stringify(rows, { record_delimiter: '\r\n' })
  yield `\uFEFF${csvLines([columns.map(({ heading }) => heading)])}`
  for await (const batch of inTurns(batches)) {
    yield csvLines(batch.map((row) => columns.map(({ value, kind }) => inert(written(value(row), kind)))))
  }
}

type Plain = string | number | null

/** A value as text or a number: in its words, where it has any. */
export const plainOf = (value: Cell): Plain =>
  value !== null && typeof value === 'object' ? value.words : value

/** A value as the house writes it. */
export function written(cell: Cell, kind: Column<unknown>['kind']): Plain {
  const value = plainOf(cell)
  if (typeof value !== 'string') return value
  if (kind === 'date') return writeDate(value)
  return kind === 'moment' ? momentOf(value) : value
}

/** Text that no spreadsheet runs as a formula. */
export const inert = (value: Plain): Plain =>
  typeof value === 'string' && isFormulaLike(value) ? `'${value}` : value

/** Text that a spreadsheet would take for a formula. */
export const isFormulaLike = (text: string) => /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text)

/** Rows some hundred at a time, so that a long list does not keep others waiting. */
export function* batchesOf<Row>(rows: Row[], size = 500): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}

/** What a list gives, some rows at a time, others being answered in between. */
export async function* inTurns<Row>(batches: Iterable<Row[]>): AsyncGenerator<Row[]> {
  for (const batch of batches) {
    yield batch
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Streams a file to keep, named `file`. Who took it is written down by `noteExport`, which `app.ts` provides. */
export async function stream(
  res: Response,
  type: string,
  file: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
) {
  const headers: Record<string, string> = {
    'Content-Type': type,
    'Content-Disposition': attachment(file),
  }
  if (res.req.method === 'HEAD') {
    res.writeHead(200, headers).end()
    return
  }
  // Written down before the first row leaves: what cannot be written down is not given.
  ;(res.app.locals.noteExport as (req: Request) => void)(res.req)
  for await (const chunk of chunks) {
    // What fails before there is anything to send is an error page.
    if (!res.headersSent) res.writeHead(200, headers)
    // A slow reader is waited for, so that memory stays flat; one who left is not.
    const isFull = !res.write(chunk)
    if (res.destroyed) return
    if (isFull) await drained(res)
    if (res.destroyed) return
  }
  res.end()
}

const drained = (res: Response) =>
  new Promise<void>((resolve) => {
    const done = () => {
      res.off('drain', done).off('close', done)
      resolve()
    }
    res.on('drain', done).on('close', done)
  })
