import { cleaned, folded } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import { type Heading, headingsIn } from './headings.ts'
import { type PastedPerson, personInLine, personOf, postOf } from './person.ts'
import {
  isBody,
  isGroupNumber,
  isNumber,
  isPersonal,
  isSurelyName,
  type Role,
  roleIn,
  saysStayedHome,
  unaddressed,
  unnumbered,
} from './words.ts'

// A list of people as it comes out of Excel, Word or a mail: a table with or without headings, or one line a person.

/** Somebody of the list, as the form's row has them. */
export interface ListedPerson {
  name: string
  role: Role
  post: string
  organisation: string
  hasStayed: boolean
}

const MOST = 300
/** No line of a list is longer; what is, is read so far. */
const LONGEST = 4000
/** Lines that were left out and are quoted. */
const QUOTED = 3

/** The people of a pasted list, and what is to be told about the reading. */
export function readPasted(
  pasted: string,
  already: { hasHead: boolean },
): { people: ListedPerson[]; told: Message[] } {
  const lines = linesOf(pasted)
  const headAt = lines.slice(0, 12).findIndex((cells) => headingsIn(cells) !== undefined)
  const columns = headingsIn(lines[headAt] ?? [])
  const reading: Reading = {
    people: [],
    skipped: [],
    role: undefined,
    organisation: '',
    leftOut: 0,
    filled: 0,
  }
  if (columns) {
    for (const cells of joinBroken(lines.slice(headAt + 1), columns)) readRow(reading, cells, columns)
  } else for (const cells of lines) readCells(reading, cells)
  return told(reading, already)
}

interface Reading {
  people: (Omit<ListedPerson, 'role'> & { role: Role | undefined })[]
  /** Lines that tell of nobody. */
  skipped: string[]
  /** What the heading of a group says of the people below it. */
  role: Role | undefined
  organisation: string
  leftOut: number
  /** Cells filled from the row above, because they were merged with it. */
  filled: number
}

function told(reading: Reading, already: { hasHead: boolean }): { people: ListedPerson[]; told: Message[] } {
  let { hasHead } = already
  let secondHeads = 0
  const people = reading.people.slice(0, MOST).map((person): ListedPerson => {
    const role = person.role ?? 'member'
    const isSecond = role === 'head' && hasHead
    if (isSecond) secondHeads++
    hasHead ||= role === 'head'
    return { ...person, role: isSecond ? 'member' : role }
  })
  const said: Message[] = [{ text: 'Đã đọc {count} người từ danh sách dán.', gaps: { count: people.length } }]
  const say = (count: number, text: string, gaps: Message['gaps'] = { count }) => {
    if (count > 0) said.push({ text, gaps })
  }
  say(reading.leftOut, 'Ngày sinh, hộ chiếu và ghi chú không được giữ ở đây: bỏ {count} ô.')
  say(reading.filled, 'Đơn vị để trống ở {count} dòng được ghi theo dòng trên: xem lại.')
  say(secondHeads, 'Mỗi đoàn một trưởng đoàn: người sau được ghi là thành viên.', {})
  const left = reading.people.length - MOST
  say(left, 'Chỉ đọc {most} dòng đầu, còn {left} dòng.', { most: MOST, left })
  const lines = reading.skipped.slice(0, QUOTED).map((line) => `“${line.slice(0, 60)}”`)
  say(reading.skipped.length, 'Bỏ {count} dòng không phải tên người: {lines}.', {
    count: reading.skipped.length,
    lines: lines.join('; '),
  })
  return { people, told: said }
}

// ── Lines and cells ───────────────────────────────────────────────────────

// A cell of several lines comes out of Excel in quotation marks.
function linesOf(pasted: string): string[][] {
  const quoted = /(^|\t|\n)"((?:[^"]|"")*)"(?=\t|\r?\n|$)/g
  const text = pasted.replace(/\r\n?/g, '\n').replace(quoted, (_, before: string, cell: string) => {
    return before + cell.replaceAll('""', '"').replace(/\s*\n\s*/g, ', ')
  })
  return text
    .split('\n')
    .map((line) =>
      line
        .slice(0, LONGEST)
        .split('\t')
        .map((cell) => cleaned(cell)),
    )
    .filter((cells) => cells.some(Boolean))
}

// A cell of several lines comes out of Word as several lines: the rows of a table that numbers them are put together.
function joinBroken(lines: string[][], columns: unknown[]): string[][] {
  if (columns[0] !== 'number') return lines
  const rows: string[][] = []
  for (const cells of lines) {
    const row = rows.at(-1)
    const isRest =
      row !== undefined &&
      isNumber(row[0]!) &&
      cells[0] !== '' &&
      !isNumber(cells[0]!) &&
      !isGroupNumber(cells[0]!) &&
      row.length < columns.length &&
      row.length + cells.length - 1 <= columns.length
    if (isRest) rows[rows.length - 1] = [...row.slice(0, -1), `${row.at(-1)}, ${cells[0]}`, ...cells.slice(1)]
    else rows.push(cells)
  }
  return rows
}

// ── A table with headings ─────────────────────────────────────────────────

function readRow(reading: Reading, cells: string[], columns: (Heading | undefined)[]) {
  const filled = cells.filter(Boolean)
  const numberCell = columns.indexOf('number') === -1 ? '' : (cells[columns.indexOf('number')] ?? '')
  const others = filled.filter((cell) => cell !== numberCell)
  // The second line of headings, or the numbers below them: (1) (2) (3).
  if (filled.every(isNumber) || headingsIn(cells) || filled.every((cell) => headingWords.test(folded(cell))))
    return
  if (others.length <= 1 && !isNumber(numberCell)) {
    const only = others[0] ?? numberCell
    if (isGroup(reading, only, isGroupNumber(numberCell))) return
  }
  const of = (...wanted: Heading[]) => cells.filter((cell, at) => cell && wanted.includes(columns[at]!))
  const name = of('name', 'nameAndPost').join(', ') || of('familyName', 'givenName').join(' ')
  if (!name) return void reading.skipped.push(filled.join(' '))
  const person = personOf(
    name.replace(/^(\S+),/, (word) => (unaddressed(word) ? word : word.slice(0, -1))),
    [],
  )
  const joint = postOf(of('postAndOrganisation').flatMap((cell) => cell.split(/\s*[,;–—]\s*|\s+-\s+/u)))
  const posts = of('post')
  const organisation = of('organisation').join(', ') || joint.organisation || person.organisation
  const notes = cells.filter((cell, at) => cell && columns[at] === 'unkept')
  const role =
    of('role').map(roleIn).find(Boolean) ?? person.role ?? posts.map(roleIn).find(Boolean) ?? noteRole(notes)
  // Where a column says the role, “Phiên dịch viên” is a post.
  const isPostOnly = of('role').some(roleIn) ? () => true : (cell: string) => !roleIn(cell)
  const post = [...posts.filter(isPostOnly), joint.post, person.post].filter(Boolean).join(', ')
  add(reading, {
    ...person,
    role,
    ...(organisation
      ? { post, organisation }
      : { post, organisation: mergedWithAbove(reading, columns, post) }),
    hasStayed: person.hasStayed || cells.some(saysStayedHome),
    leftOut: person.leftOut + notes.filter((cell) => !saysStayedHome(cell) && !roleIn(cell)).length,
  })
}

const headingWords = /^(?:nam|nu|male|female|ngay|thang|\d{1,2}|so|ngay cap|noi cap|ngay het han)$/
const noteRole = (notes: string[]) => notes.map(roleIn).find(Boolean)

// A cell merged with those below it comes out as one that is filled and others that are empty.
function mergedWithAbove(reading: Reading, columns: (Heading | undefined)[], post: string): string {
  const above = reading.people.at(-1)?.organisation
  if (!above || !post || reading.organisation || !columns.includes('organisation')) return ''
  reading.filled++
  return above
}

// ── Without headings ──────────────────────────────────────────────────────

function readCells(reading: Reading, cells: string[]) {
  const filled = cells.filter(Boolean)
  const line = filled.join(' ')
  if (isNoPerson.test(folded(unnumbered(line)))) {
    // "Đoàn gồm: Ông Nguyễn Văn A, Bà Trần B"
    const listed = line.split(/:\s*/).slice(1).join(': ')
    if (!listed || !namesIn(listed)) return void reading.skipped.push(line)
    return readCells(reading, [listed])
  }
  if (filled.length === 1) {
    const names = namesIn(line)
    if (names) for (const name of names) add(reading, personOf(name, []))
    else if (!isGroup(reading, line, /^(?:[IVX]{1,5}|[A-H])[.)/]\s/.test(line)))
      add(reading, personInLine(line))
    return
  }
  const [first = '', ...others] = filled.filter(
    (cell, at) => !(at === 0 && isNumber(cell)) && unaddressed(`${cell} `).trim() !== '',
  )
  if (!others.length && isGroup(reading, first, isGroupNumber(filled[0]!))) return
  add(reading, personOf(first, others))
}

// What stands above and below a list: its title, what it goes with, how many there are, who signed it.
const isNoPerson =
  /^(?:danh sach|kem theo|thanh phan|doan (?:gom|co|dai bieu|cong tac|nha bao|di|tham)|tong cong|tong so|ghi chu|nguoi lap|noi nhan|list of|delegation list|(?:the )?delegation (?:of|comprises|consists)|cong hoa|doc lap|kinh gui|hoi nha bao viet nam$)/

// Several people in one line: "Nguyễn Văn A (Trưởng đoàn); Trần Thị B; Lê Văn C".
function namesIn(line: string): string[] | undefined {
  const outside = line.replace(/[.;]\s*$/, '')
  for (const mark of [/\s*;\s*/, /\s*,\s*(?![^(]*\))/]) {
    const parts = outside.split(mark).map(unnumbered).filter(Boolean)
    const bare = parts.map((part) => part.replace(/\s*\([^)]*\)\s*$/, ''))
    if (parts.length >= 2 && bare.every(isSurelyName)) return parts
  }
  return undefined
}

// ── Both ──────────────────────────────────────────────────────────────────

// A line above several people, which says their role or where they are from.
function isGroup(reading: Reading, line: string, isNumbered: boolean): boolean {
  const words = line.replace(/^(?:[IVX]{1,5}|[A-H]|\d{1,2})[.)/]\s*/, '').replace(/\s*:\s*$/, '')
  const role = roleIn(words)
  const isHeading = isNumbered || /:\s*$/.test(line) || isBody(words)
  if (!role && !isHeading) return false
  reading.role = role
  reading.organisation = !role && isBody(words) ? words : ''
  if (!role && !reading.organisation) reading.skipped.push(line)
  return true
}

function add(reading: Reading, person: PastedPerson) {
  const { leftOut, ...listed } = person
  reading.leftOut += leftOut
  // Only what has letters and is not all the line a number, a date or a role names somebody.
  if (!/\p{L}{2}/u.test(person.name) || person.name.length > 120 || isPersonal(person.name))
    return void reading.skipped.push([person.name, person.post].filter(Boolean).join(' '))
  const role = person.role ?? reading.role
  // There is one head below "Trưởng đoàn"; who follows is not.
  if (reading.role === 'head') reading.role = undefined
  reading.people.push({ ...listed, role, organisation: person.organisation || reading.organisation })
}
