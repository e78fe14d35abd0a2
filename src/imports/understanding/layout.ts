import { cleaned, folded } from '../../vietnamese.ts'
import type { Direction } from '../../delegations/delegation.ts'
import type { Message } from '../../web/language.ts'
import type { Sheet, SheetRow } from '../reading/sheet.ts'
import { isDateLike, readYear, yearsIn } from '../values/dates.ts'
import type { ColumnField, Header } from './columns.ts'
import { findHeader, headerAt, isSameHeader } from './headers.ts'

// What each row of a sheet is: a visit, or something around the visits.

/** What the sections above a row say of it. */
export interface Section {
  direction: Direction | null
  year: number | null
}

export type LaidOut =
  | { row: SheetRow; kind: 'data'; section: Section }
  /** The rest of the visit above, whose cells are merged with it. */
  | { row: SheetRow; kind: 'continuation'; section: Section }
  | { row: SheetRow; kind: 'skipped'; reason: Message }

/** A part of a sheet under one header. */
export interface Table {
  header: Header | undefined
  rows: LaidOut[]
}

/** The direction that words name; null where they name none, or both. */
export function directionIn(text: string): Direction | null {
  const words = folded(text)
  const isOut =
    /\bdoan ra\b|\bdoan di\b|\bra nuoc ngoai\b|\bdi nuoc ngoai\b|\bdi cong tac\b|\bcu doan\b|\bxuat canh\b|\boutbound\b|\boutgoing\b/.test(
      words,
    )
  const isIn =
    /\bdoan vao\b|\bdoan den\b|\bvao viet nam\b|\bden viet nam\b|\bkhach (?:vao|den|quoc te|nuoc ngoai)\b|\bdoan khach\b|\bdon doan\b|\bdon tiep\b|\btiep don\b|\btiep khach\b|\binbound\b|\bincoming\b/.test(
      words,
    )
  if (isOut === isIn) return null
  return isOut ? 'outbound' : 'inbound'
}

/** The direction that is the whole of a name, but for a year: "VÀO", "Ra 2019". */
function directionAlone(text: string): Direction | null {
  const words = folded(text)
    .replace(/\b(?:nam |year )?(?:19|20)\d\d\b/g, ' ')
    .trim()
  if (/^(?:ra|di|out)$/.test(words)) return 'outbound'
  return /^(?:vao|den|in)$/.test(words) ? 'inbound' : null
}

const total =
  /^(?:tong cong|tong so|tong(?= ?(?:\d|$|doan|nam|so))|cong(?= ?(?:\d|$|doan|nam|quy|thang|lai|trang|dong|so|muc|phan|ca))|luy ke|sub ?total|grand total|total)\b/
const wholeTotal =
  /^(?:sub ?total|(?:grand )?total|tong(?: cong| so)?|cong(?: don)?|luy ke)(?: \d+(?: doan| nguoi)?)?$/
const footer =
  /^(?:nguoi lap|lap bieu|ke toan|thu truong|truong ban|chanh van phong|tm |kt |tl |xac nhan|ghi chu|chu thich|nguon|ha noi ngay|tp .* ngay|.*, ngay \d* ?thang|ngay .* thang .* nam|nguoi .* (?:bieu|ky)|noi nhan)\b/
// Whole cells of the block of signatures under a table.
const signature =
  /^(?:(?:nguoi|can bo|chuyen vien|bo phan) (?:lap|tong hop|theo doi|thong ke|ghi so|viet|ky|kiem tra|duyet)(?: .{0,30})?|lap bieu|lap bang|ke toan(?: truong)?|thu quy|thu truong(?: .{0,30})?|(?:pho )?truong (?:ban|phong|bo phan)(?: .{0,30})?|(?:pho )?chanh van phong|lanh dao(?: .{0,30})?|xac nhan (?:cua )?.{0,40}|(?:tm|kt|tl|tuq) .{2,50}|ky (?:ten|ghi|va ghi|ro|dong).{0,40}|da ky|noi nhan.{0,20}|(?:[a-z]+ ){1,5}ngay (?:\d{1,2} )?thang (?:\d{1,2} )?nam(?: \d{2,4})?)$/
const SEARCHED_FOR_HEADER = 60

/** The tables of a sheet, row by row. `name` of the sheet and the file may say a direction or a year. */
export function layOut({ rows, name }: Sheet, fileName: string): Table[] {
  const tables: Table[] = []
  const firstHeader = findHeader(rows, 0, Math.min(rows.length, SEARCHED_FOR_HEADER))
  const told = outerSection(rows.slice(0, firstHeader?.at ?? 0), name, fileName)
  let table: Table = { header: firstHeader, rows: [] }
  tables.push(table)
  let section: Section = { direction: told.direction, year: told.year }
  let outer: 'direction' | 'year' | undefined
  let hasData = false
  let isSigned = false
  const skip = (row: SheetRow, text: string, gaps?: Message['gaps']) =>
    table.rows.push({ row, kind: 'skipped', reason: { text, gaps } })

  let headed = 0
  for (const [at, row] of rows.entries()) {
    if (at < headed) continue
    const texts = row.cells.map((cell) => cleaned(cell))
    const filled = texts.flatMap((text, column) => (text ? [{ text, column }] : []))
    if (!filled.length) {
      skip(row, 'dòng trống')
      continue
    }
    if (firstHeader && at < firstHeader.at) {
      // A section may stand above its header.
      const said = { direction: directionIn(texts.join(' ')) }
      if (filled.length <= 2 && said.direction) section.direction = said.direction
      skip(row, 'dòng tựa')
      continue
    }
    const header = headerAt(rows, at, firstHeader, table.header)
    if (header) {
      for (let line = 0; line < header.height; line++) skip(rows[at + line]!, 'dòng tên cột')
      headed = at + header.height
      if (header.at !== firstHeader?.at && !isSameHeader(header, table.header)) {
        table = { header, rows: [] }
        tables.push(table)
      }
      isSigned = false
      continue
    }
    if (isColumnNumbers(texts)) {
      skip(row, 'dòng số cột')
      continue
    }
    const first = filled[0]!.text
    const hasDate = () => texts.some((text, column) => isDateColumn(table.header, column) && isDateLike(text))
    const isShort = filled.length <= 2 || row.isAcross
    if (isTotal(filled, table.header, hasDate)) {
      skip(row, 'dòng cộng, không nhập')
      continue
    }
    // Under the signatures stand names, until another table begins.
    isSigned =
      filled.length <= 4 &&
      ((isSigned && !hasDate() && !/^\d+[.)]?$/.test(first)) ||
        (hasData && filled.every(({ text }) => signature.test(folded(text)))))
    if (isSigned) {
      skip(row, 'dòng ký hoặc ghi chú')
      continue
    }
    // A year that stands alone is a heading wherever it stands, in the column of dates too.
    const isLoneYear = filled.length === 1 && readYear(first) !== undefined
    if (
      isLoneYear ||
      (isShort && (row.isAcross || filled.length === 1 || isSectionMark(first)) && !hasDate())
    ) {
      const read = sectionIn(texts.join(' '), row, filled, table.header)
      if (read) {
        outer ??= read.direction && read.year === undefined ? 'direction' : 'year'
        section = nextSection(section, read, outer, told)
        skip(row, 'tiểu mục')
        continue
      }
      if (footer.test(folded(first))) {
        skip(row, 'dòng ký hoặc ghi chú')
        continue
      }
      if (
        row.isAcross ||
        filled[0]!.column !== columnOf(table.header, 'title') ||
        (hasData && isLast(rows, at))
      ) {
        skip(
          row,
          hasData && isLast(rows, at) ? 'dòng ký hoặc ghi chú' : 'chỉ có một ô chữ, không phải một đoàn',
        )
        continue
      }
    }
    const title = columnOf(table.header, 'title')
    if (
      title !== undefined &&
      row.mergedFromAbove.includes(title) &&
      table.rows.some(({ kind }) => kind === 'data')
    ) {
      table.rows.push({ row, kind: 'continuation', section })
      continue
    }
    hasData = true
    table.rows.push({ row, kind: 'data', section: { ...section } })
  }
  return tables
}

const isLast = (rows: SheetRow[], at: number) =>
  rows.slice(at + 1).every(({ cells }) => cells.filter((cell) => cleaned(cell)).length <= 2)

/** What the titles above the table, the sheet's name and the file's name say: the nearest that says something. */
function outerSection(titles: SheetRow[], sheetName: string, fileName: string): Section {
  const above = titles.map(({ cells }) => cells.join(' ')).join('\n')
  const places = [above, sheetName, fileName.replace(/\.[^.]*$/, '').replace(/[_.-]+/g, ' ')]
  const named = (text: string) => directionIn(text) ?? directionAlone(text)
  const direction = places.map(named).find((found) => found !== null) ?? null
  // A title's year may be that of writing ("cập nhật đến 2025"): only a sheet's name gives one, or "NĂM 2024" in a title.
  const titled = titles
    .map(({ cells }) => cells.join(' '))
    .filter(
      (text) =>
        /\bnam (?:19|20)\d\d\b/.test(folded(text)) &&
        !/\b(?:cap nhat|tinh den|den het|den nam|tu nam|giai doan|den ngay)\b/.test(folded(text)),
    )
  const years = [...titled, sheetName].map(yearsIn)
  const year = years.find((found) => typeof found === 'number')
  return { direction, year: years.includes('several') ? null : (year ?? null) }
}

interface ReadSection {
  direction: Direction | null
  year: number | 'several' | undefined
}

const isSectionMark = (text: string) =>
  /^(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d+)*)\s*[.)/:–-]/.test(text) || /^(?:[IVX]{1,5}|[A-H])$/.test(text)

/** Whether a letter or a Roman number stands in a cell of its own before the words: no visit is numbered so. */
const isMarkedApart = ([first, ...others]: { text: string }[]) =>
  others.length === 1 && /^(?:[IVX]{1,5}|[A-H])[.)]?$/.test(first!.text)

function sectionIn(
  text: string,
  row: SheetRow,
  filled: { text: string; column: number }[],
  header: Header | undefined,
): ReadSection | undefined {
  const direction = directionIn(text)
  const year = yearsIn(text)
  const words = folded(text)
  const isPlain = text.length <= 80
  // One cell in the column of titles, with a number before it, is a visit of which nothing else is known.
  const isInTitle =
    filled.some(({ column }) => column === columnOf(header, 'title')) &&
    !row.isAcross &&
    !isMarkedApart(filled)
  if (direction && isPlain && (!isInTitle || filled.length === 1)) {
    if (isInTitle && !isSectionMark(text) && words.split(' ').length > 8) return undefined
    return { direction, year }
  }
  if (
    year !== undefined &&
    isPlain &&
    /^(?:[a-h ivx\d]{0,6} )?(?:cac )?(?:doan )?(?:nam|giai doan|thoi ky|quy [ivx\d]+|thang \d+|nhiem ky|tu nam|trong nam|year)?\b.{0,14}(?:19|20)\d\d/.test(
      words,
    ) &&
    words.split(' ').length <= 8
  )
    return { direction, year }
  if (isSectionMark(text) && isPlain && !isInTitle) return { direction: null, year: undefined }
  return undefined
}

// A change of the outer section ends what the inner one said; the file's own words hold as long as nothing else does.
function nextSection(now: Section, read: ReadSection, outer: 'direction' | 'year', told: Section): Section {
  const next = { ...now }
  if (read.direction) {
    next.direction = read.direction
    if (outer === 'direction' && read.year === undefined) next.year = told.year
  }
  if (read.year !== undefined) {
    next.year = read.year === 'several' ? null : read.year
    if (outer === 'year' && !read.direction) next.direction = told.direction
  }
  return next
}

function isTotal(
  filled: { text: string; column: number }[],
  header: Header | undefined,
  hasDate: () => boolean,
): boolean {
  const head = columnOf(header, 'headName')
  // Words in the column of heads are of a head, but for those that are a total's from end to end.
  if (
    filled.some(
      ({ column, text }) => column === head && !/^[\d.,]+$/.test(text) && !wholeTotal.test(folded(text)),
    )
  )
    return false
  return (
    filled.slice(0, 3).some(({ text }) => total.test(folded(text).replace(/^(?:[ivx]+|\d+) /, ''))) &&
    !hasDate()
  )
}

const isColumnNumbers = (texts: string[]) => {
  const filled = texts.filter(Boolean)
  return filled.length >= 4 && filled.every((text, at) => text.replace(/[()]/g, '') === String(at + 1))
}

const isDateColumn = (header: Header | undefined, column: number) =>
  !header ||
  header.fields[column] === 'startsOn' ||
  header.fields[column] === 'endsOn' ||
  header.fields[column] === 'month' ||
  header.fields[column] === undefined
const columnOf = (header: Header | undefined, field: ColumnField) => {
  const at = header?.fields.indexOf(field) ?? -1
  return at === -1 ? undefined : at
}
