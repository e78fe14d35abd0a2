import { readDate } from '../dates.ts'
import { participantRoles } from '../participants/participant.ts'
import { cleaned, folded } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import { emptyRow, type TypedRow } from './typed-row.ts'

// A list of people as it comes out of Excel, Word or a mail: one line a person, with or without a number before the
// name and a line of headings above.

type Column = 'number' | 'name' | 'role' | 'post' | 'organisation' | 'unkept'

/** What offices write above the columns of such a list; folded. What is kept nowhere is known, to be left out. */
const headings: Record<string, Column> = {
  stt: 'number',
  tt: 'number',
  so: 'number',
  'ho ten': 'name',
  'ho va ten': 'name',
  ten: 'name',
  name: 'name',
  'full name': 'name',
  'vai tro': 'role',
  role: 'role',
  'chuc vu': 'post',
  'chuc danh': 'post',
  position: 'post',
  post: 'post',
  'don vi': 'organisation',
  'co quan': 'organisation',
  'don vi cong tac': 'organisation',
  'co quan cong tac': 'organisation',
  organisation: 'organisation',
  organization: 'organisation',
  'ngay sinh': 'unkept',
  'nam sinh': 'unkept',
  'ho chieu': 'unkept',
  'so ho chieu': 'unkept',
  'date of birth': 'unkept',
  passport: 'unkept',
  'gioi tinh': 'unkept',
  'ghi chu': 'unkept',
}

const roleWords: Record<string, keyof typeof participantRoles> = {
  ...Object.fromEntries(Object.entries(participantRoles).map(([role, words]) => [folded(words), role])),
  'pho doan': 'deputy',
  'head of delegation': 'head',
  head: 'head',
  'deputy head': 'deputy',
  member: 'member',
  secretary: 'secretary',
  interpreter: 'interpreter',
}

const MOST = 300

/** The people of a pasted list as rows of the form, and what is to be told about the reading. */
export function readPasted(
  pasted: string,
  already: { hasHead: boolean },
): { rows: TypedRow[]; told: Message[] } {
  const lines = pasted
    .split(/\r?\n/)
    .map(cellsOf)
    .filter((cells) => cells.some(Boolean))
  const columns = columnsOf(lines[0])
  const people = columns ? lines.slice(1) : lines
  let { hasHead } = already
  let leftOut = 0
  let secondHeads = 0
  const rows = people.slice(0, MOST).map((cells) => {
    const row = columns ? byHeadings(cells, columns) : byOrder(cells)
    leftOut += row.leftOut
    if (row.role === 'head' && hasHead) {
      secondHeads++
      row.role = 'member'
    }
    hasHead ||= row.role === 'head'
    const { leftOut: _, ...typed } = row
    return { ...emptyRow('member'), ...typed }
  })
  const told: Message[] = [{ text: 'Đã đọc {count} người từ danh sách dán.', gaps: { count: rows.length } }]
  if (leftOut) {
    told.push({
      text: 'Ngày sinh, hộ chiếu và ghi chú không được giữ ở đây: bỏ {count} ô.',
      gaps: { count: leftOut },
    })
  }
  if (secondHeads) told.push({ text: 'Mỗi đoàn một trưởng đoàn: người sau được ghi là thành viên.' })
  if (people.length > MOST) {
    told.push({
      text: 'Chỉ đọc {most} dòng đầu, còn {left} dòng.',
      gaps: { most: MOST, left: people.length - MOST },
    })
  }
  return { rows, told }
}

// Tabs come from Excel and Word; where there is none, semicolons, and then commas.
function cellsOf(line: string): string[] {
  const mark = ['\t', ';', ','].find((mark) => line.includes(mark))
  return (mark ? line.split(mark) : [line]).map((cell) => cleaned(cell))
}

function columnsOf(first: string[] | undefined): (Column | undefined)[] | undefined {
  const columns = first?.map((cell) => headings[folded(cell)])
  return columns && columns.includes('name') && columns.filter(Boolean).length >= 2 ? columns : undefined
}

interface Read {
  name: string
  role: TypedRow['role']
  post: string
  organisation: string
  stayedHome: string
  leftOut: number
}

function byHeadings(cells: string[], columns: (Column | undefined)[]): Read {
  const of = (column: Column) => cells.filter((_, at) => columns[at] === column && cells[at]).join(', ')
  return {
    name: unnumbered(of('name')),
    role: roleWords[folded(of('role'))] ?? 'member',
    post: of('post'),
    organisation: of('organisation'),
    stayedHome: cells.some(saysStayedHome) ? '1' : '',
    leftOut: cells.filter((cell, at) => cell && columns[at] === 'unkept' && !saysStayedHome(cell)).length,
  }
}

function byOrder(cells: string[]): Read {
  const [first = '', ...others] = /^\d{1,3}[.)/]?$/.test(cells[0] ?? '') ? cells.slice(1) : cells
  const kept = others.filter((cell) => !isPersonal(cell) && !saysStayedHome(cell))
  const roleAt = kept.findIndex((cell) => roleWords[folded(cell)])
  const [post = '', organisation = ''] = kept.filter((_, at) => at !== roleAt)
  return {
    name: unnumbered(first),
    role: roleAt === -1 ? 'member' : roleWords[folded(kept[roleAt]!)]!,
    post,
    organisation,
    stayedHome: others.some(saysStayedHome) ? '1' : '',
    leftOut: others.filter(isPersonal).length,
  }
}

const unnumbered = (name: string) => name.replace(/^\d{1,3}\s*[.)/-]\s*/, '')
const saysStayedHome = (cell: string) => ['khong di', 'o lai'].includes(folded(cell))
// A date of birth, or the number of a passport.
const isPersonal = (cell: string) => readDate(cell) !== undefined || /^[A-Z]{1,2}\d{6,8}$/.test(cell)
