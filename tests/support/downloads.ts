import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { formatValue } from 'hucre'
import { readXlsx } from 'hucre/xlsx'
import request from 'supertest'
import type { startApp } from './app.ts'

/** A file as somebody who is signed in downloads it. */
export async function download(
  { app, signedIn }: Pick<ReturnType<typeof startApp>, 'app' | 'signedIn'>,
  url: string,
  headers: Record<string, string> | undefined = signedIn?.headers,
) {
  const answer = await request(app)
    .get(encodeURI(url))
    .set({ Host: '127.0.0.1', ...headers })
    .responseType('blob')
  return {
    status: answer.status,
    headers: answer.headers as Record<string, string>,
    body: answer.body as Buffer,
  }
}

/**
 * A workbook read back by a library that did not write it: its rows above the header, the header, the rest as it is
 * (`rows`) and as a spreadsheet shows it (`shown`).
 */
export async function readWorkbook(file: Buffer, header: string) {
  const { sheets } = await readXlsx(file, { readStyles: true })
  const [sheet] = sheets
  if (!sheet) throw new Error('a workbook without a sheet')
  const at = sheet.rows.findIndex((row) => row[0] === header && row[1] != null)
  return {
    sheet,
    about: sheet.rows.slice(0, at).map((row) => row[0]),
    headings: sheet.rows[at],
    rows: sheet.rows.slice(at + 1),
    shown: sheet.rows.slice(at + 1).map((row, index) =>
      row.map((value, column) => {
        const format = sheet.cells?.get(`${at + 1 + index},${column}`)?.style?.numFmt
        // It knows no Việt Nam; Germany writes 1.200 and 42,5 as well.
        return typeof value === 'number'
          ? formatValue(value, format ?? 'General', { locale: 'de-DE' })
          : value
      }),
    ),
  }
}

/** The parts of a ZIP archive by their paths, as its directory lists them. */
export function partsOf(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength, start] = [
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt32LE(at + 42),
    ]
    const data = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, inflateRawSync(file.subarray(data, data + packed)).toString())
    at += 46 + nameLength
  }
  return parts
}

export const readCsv = (file: Buffer): string[][] => parse(file, { bom: true, relax_column_count: false })

/** What an iCalendar file says, event by event. Throws where the file is not one. */
export function readCalendar(file: Buffer) {
  const text = file.toString()
  const physical = text.split('\r\n')
  if (physical.pop() !== '' || text.replaceAll('\r\n', '').includes('\n'))
    throw new Error('lines end otherwise')
  for (const line of physical) {
    if (Buffer.byteLength(line) > 75 || line.includes('\uFFFD')) throw new Error(`folded wrongly: ${line}`)
  }
  const lines = text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean)
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('not a calendar')
  const calendar: Record<string, string> = {}
  const events: Record<string, string>[] = []
  let current = calendar
  for (const line of lines.slice(1, -1)) {
    const [, name, value] = /^([A-Z-]+(?:;[^:]*)?):(.*)$/.exec(line) ?? []
    if (!name) throw new Error(`not a line of a calendar: ${line}`)
    if (name === 'BEGIN') events.push((current = {}))
    else if (name === 'END') current = calendar
    else
      current[name] = value!.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))
  }
  return { calendar, events }
}
