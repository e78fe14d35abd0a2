import type { Request, Response } from 'express'
import { stringify } from 'csv-stringify/sync'
import { send } from './page.ts'

/** Sends a value as JSON that belongs to one reader. */
export function sendJson(res: Response, value: unknown) {
  send(res, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`)
}

/** A column of a list as it is downloaded: its heading, and a row's value there. */
export interface Column<Row> {
  heading: string
  value: (row: Row) => string | number | null
}

/**
 * Streams a list as CSV: UTF-8 with the mark Excel wants, headings in the reader's words, RFC 4180 quoting. Text
 * that a spreadsheet would take for a formula gets an apostrophe in front. `batches` give the rows some at a time. Who
 * took what is written down by `noteExport`, which `app.ts` provides.
 */
export async function sendCsv<Row>(
  res: Response,
  name: string,
  columns: Column<Row>[],
  batches: Iterable<Row[]>,
) {
  const isAskedWhether = res.req.method === 'HEAD'
  // Written down before the first row leaves: what cannot be written down is not given.
  if (!isAskedWhether) (res.app.locals.noteExport as (req: Request) => void)(res.req)
  res.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  })
  if (isAskedWhether) {
    res.end()
    return
  }
  res.write('\uFEFF')
  res.write(csvLines([columns.map(({ heading }) => heading)]))
  for (const batch of batches) {
    const lines = csvLines(batch.map((row) => columns.map(({ value }) => inert(value(row)))))
    // A slow reader is waited for, so that memory stays flat; one who left is not.
    if (!res.write(lines)) await new Promise((resolve) => res.once('drain', resolve).once('close', resolve))
    else await new Promise((resolve) => setImmediate(resolve))
    if (res.destroyed) return
  }
  res.end()
}

const csvLines = (rows: (string | number | null)[][]) => stringify(rows, { record_delimiter: '\r\n' })

/** Text that no spreadsheet runs as a formula. */
export function inert(value: string | number | null): string | number | null {
  return typeof value === 'string' && /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) ? `'${value}` : value
}
