import type { PartialDate } from '../dates.ts'
import type { Message } from '../web/language.ts'
import type { Layout } from './layout.ts'

// What an official paper holds, whatever it is about and whichever layout it is given. Knows no room, no library and
// no database: a room says what its paper says, `docx.ts` makes a Word file of it and views/paper/_sheet.eta a page.
// A paper is in Vietnamese, whatever the reader's language.

/** A stretch of text that looks one way. */
export interface Run {
  text: string
  bold?: boolean
  italic?: boolean
  /** On a screen, where it leads; and what stood there before, where it is another figure now. */
  href?: string
  was?: string
  /** The name of the figure it tells; what that is now, where it was published as another, and why. */
  figure?: string
  restated?: { words: string; why: string | null; href: string }
  /** What it is called and the figures it is worked out of, where it tells none itself: a percentage of two. */
  derived?: { name: string; label: Message; of: string[] }
}
/** Words of a paragraph or a cell; a line end in it begins a new line. */
export type Words = string | Run[]

export interface TableColumn {
  heading: string
  /** Its part of the width, beside the others'. */
  width: number
  align?: 'start' | 'center' | 'end'
}

export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; words: Words }
  /** Lines that open with a dash. */
  | { kind: 'list'; items: Words[] }
  | Table
  /** In italics, smaller: what is said beside a table. */
  | { kind: 'note'; text: Words }
  /** On a screen, the way to write what is still empty; no paper prints it. */
  | { kind: 'blank'; title: string; href: string }

/** Its heading rows stand again on each page. */
export interface Table {
  kind: 'table'
  columns: TableColumn[]
  rows: Words[][]
  caption?: string
  /** Headings over those of the columns; a column under an empty one has its own over both rows. */
  groups?: { heading: string; span: number }[]
  /** A row under the headings numbers the columns, so that words can name one: "cột 7". */
  isNumbered?: boolean
  /** Its last row, bold: cells that go over one column or more. */
  total?: { words: Words; span?: number }[]
}

/** Who a paper is from: the body above it, where there is one, and the body itself. */
export interface Bodies {
  parent: string | null
  issuing: string
}

export interface Annex {
  /** Where a link to it leads on a page. */
  id?: string
  /** "Danh sách đoàn". */
  title: string
  body: Block[]
  /** On lying sheets, for tables of many columns. */
  isWide?: boolean
}

export interface Paper {
  /** Nobody signed it yet: each of its pages says so. */
  isDraft?: boolean
  bodies: Bodies
  /** "15/BC-HNBVN", as it is written in the register; null leaves room for it. */
  number: string | null
  /** "Hà Nội". */
  place: string | null
  /** The day on it; null leaves room for it. */
  date: string | null
  /** "BÁO CÁO". */
  kind: string
  /** Trích yếu: "Kết quả đoàn …". */
  subject: string
  body: Block[]
  signature: {
    /** "TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH": a line each. */
    signedFor: string[]
    signer: string | null
  }
  /** Nơi nhận, one a line: "Lãnh đạo Hội". */
  recipients: string[]
  annexes: Annex[]
}

/** "Hà Nội, ngày 05 tháng 01 năm 2026": 0 before days 1 to 9 and months 1 and 2. */
export function placeAndDate(place: string | null, date: PartialDate | null): string {
  const where = place ?? '…'
  if (date?.length !== 10) return `${where}, ngày … tháng … năm …`
  const [year, month, day] = date.split('-') as [string, string, string]
  return `${where}, ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`
}

/** "Số: 15/BC-HNBVN", and of a Party paper "Số 127-QĐ/TW". */
export const numberLine = (layout: Layout, number: string | null): string =>
  `${layout === 'state' ? 'Số:' : 'Số'} ${number ?? '…'}`

/** How a line of the signature is written: TM., KT., TL. of a State body are T/M, K/T, T/L of a Party body. */
export function signatureLine(layout: Layout, line: string): string {
  const capitals = line.toLocaleUpperCase('vi')
  return layout === 'state'
    ? capitals.replace(/^(T|K|TU)\s*\/\s*(M|T|L|Q)\.?\s*/, '$1$2. ')
    : capitals.replace(/^(T)(M|L|U)\.\s*|^(K)(T)\.\s*/, (_all, t, m, k, l) => `${t ?? k}/${m ?? l} `)
}

/** Nơi nhận as it is printed: a dash before each line, a semicolon after it, a full stop after the last. */
export const recipientLines = (recipients: string[]): string[] =>
  recipients.map((line, index) => {
    const plain = line.replace(/^\s*[-–+]\s*/, '').replace(/[;.,\s]+$/, '')
    return `- ${plain}${index === recipients.length - 1 ? '.' : ';'}`
  })

export const DRAFT = 'DỰ THẢO'

/** "Phụ lục", or of several "Phụ lục IV": Nghị định 30 numbers them in Roman. */
export const annexHeading = (index: number, count: number): string =>
  count > 1 ? `Phụ lục ${roman(index + 1)}` : 'Phụ lục'

const digits: [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

export function roman(number: number): string {
  const [value, letters] = digits.find(([value]) => value <= number) ?? [0, '']
  return value ? letters + roman(number - value) : ''
}

/** The numbers of the columns, as the row under their headings says them: "(1)". */
export const columnNumbers = ({ columns }: Pick<Table, 'columns'>): string[] =>
  columns.map((_, index) => `(${index + 1})`)

/** What stands over an annex: which paper it came with. */
export function annexNote(paper: Paper, layout: Layout): string {
  const kind = `${paper.kind.slice(0, 1)}${paper.kind.slice(1).toLocaleLowerCase('vi')}`
  const number = numberLine(layout, paper.number).replace(/^Số/, 'số')
  const day = placeAndDate('', paper.date).replace(/^, /, '')
  return `(Kèm theo ${kind} ${number.replace('số: ', 'số ')} ${day} của ${paper.bodies.issuing})`
}

/** Paragraphs of what somebody wrote; lines that open with a dash are a list. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  for (const line of text.split('\n')) {
    const words = line.trim()
    if (!words) continue
    const [, item] = /^[-–•*]\s+(.*)$/.exec(words) ?? []
    const last = blocks.at(-1)
    if (item === undefined) blocks.push({ kind: 'paragraph', words })
    else if (last?.kind === 'list') last.items.push(item)
    else blocks.push({ kind: 'list', items: [item] })
  }
  return blocks
}

/** The lines of what somebody wrote one a line: who signs, who gets it. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Words as runs, without what XML 1.0 cannot hold: control characters, halves of a character. */
export function runsOf(words: Words): Run[] {
  const runs = typeof words === 'string' ? [{ text: words }] : words
  return runs.map((run) => ({ ...run, text: plain(run.text) }))
}

export const plain = (text: string): string => text.replace(unheard, '')
const unheard = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Cells that may go over several columns, each with the column it begins at. */
export function startsOf<Cell extends { span?: number }>(cells: Cell[]): (Cell & { start: number })[] {
  let next = 0
  return cells.map((cell) => {
    const start = next
    next += cell.span ?? 1
    return { ...cell, start }
  })
}

/** The heading over a column; '' where it stands alone. */
export const groupAt = (groups: Table['groups'], column: number): string =>
  startsOf(groups ?? []).findLast(({ start }) => start <= column)?.heading ?? ''

/** Words without how they look. */
export const textOfWords = (words: Words): string =>
  typeof words === 'string' ? words : words.map(({ text }) => text).join('')
