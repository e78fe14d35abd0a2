import { hasSecrecyMark, refusedForSecrecy } from '../secrecy.ts'
import { cleaned, folded, toned } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import { type Above, countriesOfCell, type Line, readLine, type TableContext } from './line.ts'
import type { Sheet, SheetRow, Workbook } from './reading/sheet.ts'
import type { Known, Options } from './reading-options.ts'
import { applyRepair } from './repairing.ts'
import { settleStanding } from './standing.ts'
import { type Columns, columnsOf, fingerprintOf } from './understanding/columns.ts'
import { layOut } from './understanding/layout.ts'
import { type OrderEvidence, orderOf } from './values/dates.ts'
import { PartnerFinder } from './values/partners.ts'
import { isPhonetic, NameBook } from './values/people.ts'
import { readingsOf } from './values/chinese.ts'
import { sideOf } from './who-goes.ts'

/** A row that is no visit, and why. */
export interface SkippedLine {
  sheetIndex: number
  sheet: string
  line: number
  cells: string[]
  isHidden: boolean
  skipped: Message
}

/** How a table of a sheet was understood, for whoever checks it. */
export interface UnderstoodTable {
  sheetIndex: number
  sheet: string
  /** The first and last row, as Excel counts. */
  from: number
  to: number
  fingerprint: string
  names: string[]
  columns: Columns
  /** Some values of each column, to know it by. */
  samples: string[][]
  order: OrderEvidence
  isRemembered: boolean
}

export interface ReadLines {
  lines: (Line | SkippedLine)[]
  tables: UnderstoodTable[]
}

export const isVisit = (line: Line | SkippedLine): line is Line => !('skipped' in line)

/** Every row of a workbook: visits with their values, the others with the reason they are none. */
export function readLines(
  workbook: Workbook,
  fileName: string,
  known: Known,
  options: Options,
  progress: (done: number) => void = () => {},
): ReadLines {
  const finder = new PartnerFinder(known.partners)
  const lines: (Line | SkippedLine)[] = []
  const tables: UnderstoodTable[] = []
  const total = workbook.sheets.reduce((sum, { rows }) => sum + rows.length, 0)
  workbook.sheets.map(withoutSecrets).forEach((sheet, sheetIndex) => {
    const skip = (row: SheetRow, skipped: Message) =>
      lines.push({
        sheetIndex,
        sheet: sheet.name,
        line: row.line,
        cells: row.cells,
        isHidden: row.isHidden,
        skipped: row.isMarked ? { text: refusedForSecrecy } : skipped,
      })
    if (sheet.isHidden) {
      for (const row of sheet.rows) skip(row, { text: 'trang đang ẩn trong tệp' })
      return
    }
    for (const { header, rows } of layOut(sheet, fileName)) {
      const data = rows.filter(({ kind }) => kind === 'data').map(({ row }) => row.cells)
      const fingerprint = fingerprintOf(
        header,
        Math.max(0, ...data.slice(0, 50).map((cells) => cells.length)),
      )
      const chosen = options.columns[fingerprint] ?? (header && known.mappings[fingerprint])
      const columns = columnsOf(
        header,
        data,
        chosen ?? {},
        (text) => finder.find(text, []).partner !== undefined,
      )
      const dateColumns = Object.keys(columns)
        .map(Number)
        .filter((column) => ['startsOn', 'endsOn', 'month'].includes(columns[column]!))
      const order = orderOf(data.flatMap((cells) => dateColumns.map((column) => cells[column] ?? '')))
      // A table in which nothing of a visit is known is none: notes, a list of addresses.
      const has = (...fields: string[]) =>
        Object.values(columns).filter((field) => fields.includes(field)).length
      const isTable =
        has('title', 'headName', 'startsOn', 'month', 'country', 'partner', 'host', 'sender') >= 2 &&
        has('startsOn', 'month', 'country', 'partner', 'host', 'sender') >= 1
      const context: TableContext = {
        sheetIndex,
        sheet: sheet.name,
        columns,
        order,
        finder,
        known,
        options,
        areBlanksAsAbove: areBlanksAsAbove(data, columns),
        year: { last: null },
      }
      const above: Above = { texts: [], line: undefined }
      let sectionYear: number | null | undefined
      for (const laid of rows) {
        if (laid.kind === 'skipped') skip(laid.row, laid.reason)
        else if (!isTable || (!header && data.length < 2))
          skip(laid.row, { text: 'không thấy bảng đoàn ở đây' })
        else if (laid.kind === 'continuation') {
          continueLine(above, laid.row.cells, laid.row.mergedFromAbove, context)
          if (laid.row.isMarked && above.line) refuse(above.line, laid.row)
          skip(laid.row, { text: 'phần tiếp của dòng {line}', gaps: { line: above.line?.line ?? 0 } })
        } else {
          // A heading of another year ends what the column of years said above it.
          if (sectionYear !== undefined && laid.section.year !== sectionYear) context.year.last = null
          sectionYear = laid.section.year
          lines.push(readLine(laid.row, laid.section, above, context))
        }
        if (lines.length % 500 === 0) progress(lines.length / total)
      }
      if (isTable && data.length) {
        tables.push({
          sheetIndex,
          sheet: sheet.name,
          from: rows[0]!.row.line,
          to: rows.at(-1)!.row.line,
          fingerprint,
          names: header?.names ?? [],
          columns,
          samples: Array.from(
            {
              length: Math.max(...data.slice(0, 50).map((cells) => cells.length), header?.names.length ?? 0),
            },
            (_, column) =>
              data
                .map((cells) => cleaned(cells[column] ?? ''))
                .filter(Boolean)
                .slice(0, 3),
          ),
          order,
          isRemembered: !options.columns[fingerprint] && known.mappings[fingerprint] !== undefined,
        })
      }
    }
  })
  const visits = lines.filter(isVisit)
  for (const line of visits) {
    const repair = options.repairs[`${line.sheetIndex}:${line.line}`]
    if (repair?.values) applyRepair(line, repair.values, finder)
    settleStanding(line, {
      today: known.today,
      mayApprove: options.mayApprove,
      isChosen: repair?.values?.status !== undefined,
    })
  }
  nameHeads(visits, known)
  return { lines, tables }
}

/**
 * Whether an empty country means the one above: where most rows leave it out, and it is written only where it is another
 * one. A few empty cells are only empty.
 */
function areBlanksAsAbove(data: string[][], columns: Columns): boolean {
  const column = Object.keys(columns).find((at) => columns[Number(at)] === 'country')
  if (column === undefined) return false
  const texts = data.map((cells) => folded(cells[Number(column)] ?? ''))
  const written = texts.filter(Boolean)
  const isWrittenTwice = written.some((text, at) => at > 0 && text === written[at - 1])
  return texts[0] !== '' && written.length > 1 && written.length * 2 < texts.length && !isWrittenTwice
}

// What bears the mark of a State secret is read no further, and kept nowhere but in the file itself.
const withoutSecrets = (sheet: Sheet): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row) => {
    const cells = row.cells.map((cell) => (hasSecrecyMark(cleaned(cell, { lines: true })) ? '' : cell))
    return cells.some((cell, column) => cell !== row.cells[column]) ? { ...row, cells, isMarked: true } : row
  }),
})

function refuse(line: Line, { line: at }: SheetRow) {
  line.isRefused = true
  line.problems.push({ field: 'line', text: String(at), reason: { text: refusedForSecrecy } })
}

/** Rows merged with the visit above add their countries and partners to it. */
function continueLine(
  { line }: Above,
  cells: string[],
  merged: number[],
  { columns, finder, options }: TableContext,
) {
  if (!line) return
  for (const [column, named] of Object.entries(columns)) {
    const field = sideOf(named, line.values.direction)
    const text = merged.includes(Number(column)) ? '' : cleaned(cells[Number(column)] ?? '', { lines: true })
    if (!text) continue
    if (field === 'country') {
      const read = countriesOfCell(text, options)
      for (const country of read.countries) {
        if (!line.values.countries.includes(country)) line.values.countries.push(country)
      }
      line.unknownCountries.push(...read.unknown)
      line.problems.push(...read.problems)
    } else if (field === 'partner') {
      for (const found of finder.findAll(text, line.values.countries)) {
        line.found.push(found)
        line.values.partners.push(found.partner?.name ?? found.inFull)
        if (!found.partner) {
          line.problems.push({
            field: 'partners',
            text,
            reason: { text: 'Chưa có đối tác “{text}” trong sổ', gaps: { text } },
          })
        }
      }
    } else if (field !== 'number') {
      line.problems.push({
        field: 'line',
        text,
        reason: { text: 'Dòng dưới còn ghi “{text}”, chưa nhập. Xem lại', gaps: { text } },
      })
    }
  }
}

/** Gives each head the name its owner goes by, in the register or elsewhere in the file. */
function nameHeads(lines: Line[], known: Known) {
  const book = new NameBook()
  for (const { name, spellings } of known.people) book.add(name, spellings, true)
  const written = new Map<string, boolean>()
  for (const { head, values } of lines) if (head) written.set(head.typed, values.direction === 'inbound')
  // Full names before short ones, Vietnamese readings before pinyin, original spellings before those by ear.
  const rank = (name: string) =>
    Number(isPhonetic(name)) * 4 + Number(readingsOf(name).length > 0) * 2 + Number(/\./.test(name))
  const ordered = [...written].toSorted(
    ([one], [other]) =>
      rank(one) - rank(other) || folded(other).split(' ').length - folded(one).split(' ').length,
  )
  for (const [name, isForeign] of ordered) {
    const found = book.find(name, isForeign)
    if (toned(found.name) === toned(name)) book.add(name)
  }
  for (const line of lines) {
    const { head, values } = line
    if (!head || !values.headName) continue
    const isForeign = values.direction === 'inbound'
    const { otherName } = head
    if (otherName && !book.has(head.typed) && book.has(otherName)) {
      values.headName = book.find(otherName, isForeign).name
      line.notes.push({ text: '“{text}” là {name}', gaps: { text: head.typed, name: values.headName } })
      continue
    }
    if (otherName && written.has(otherName)) {
      values.headName = book.find(otherName, isForeign).name
      line.notes.push({ text: '“{text}” là {name}', gaps: { text: head.typed, name: values.headName } })
      continue
    }
    const found = book.find(head.typed, isForeign)
    values.headName = found.name
    if (found.note) line.notes.push(found.note)
    if (found.problem) line.problems.push({ field: 'headName', text: head.typed, reason: found.problem })
    else if (otherName) {
      line.problems.push({
        field: 'headName',
        text: head.typed,
        reason: {
          text: 'Ô có hai tên: {name} và {other}. Xem lại',
          gaps: { name: head.typed, other: otherName },
        },
      })
    }
  }
}
