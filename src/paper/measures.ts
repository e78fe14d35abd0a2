import type { Layout } from './layout.ts'

// The measures of a paper: of State bodies as Nghị định 30/2020/NĐ-CP, Phụ lục I gives them, of Party bodies as Hướng
// dẫn 36-HD/VPTW does. In millimetres and points; a Word file counts in twentieths of a point.

export interface Measures {
  margin: { top: number; right: number; bottom: number; left: number }
  /** Of the text of each part, in points. */
  size: {
    nation: number
    motto: number
    bodies: number
    number: number
    place: number
    kind: number
    subject: number
    body: number
    table: number
    signature: number
    recipientsHead: number
    recipients: number
    page: number
  }
  /** The column of the issuing body; the rest of the line is the nation's, which must fit on one line. */
  leftColumn: number
}

export const measures: Record<Layout, Measures> = {
  state: {
    margin: { top: 20, right: 15, bottom: 20, left: 30 },
    size: {
      nation: 13,
      motto: 14,
      bodies: 13,
      number: 13,
      place: 14,
      kind: 14,
      subject: 14,
      body: 14,
      table: 12,
      signature: 14,
      recipientsHead: 12,
      recipients: 11,
      page: 14,
    },
    leftColumn: 67,
  },
  party: {
    margin: { top: 20, right: 15, bottom: 20, left: 30 },
    size: {
      nation: 15,
      motto: 15,
      bodies: 14,
      number: 14,
      place: 14,
      kind: 16,
      subject: 15,
      body: 14,
      table: 12,
      signature: 14,
      recipientsHead: 14,
      recipients: 12,
      page: 14,
    },
    leftColumn: 84,
  },
}

export const PAGE = { width: 210, height: 297 }
/** Of the tables on lying sheets, in points. */
export const WIDE_TABLE = 11
/** Of the first line of a paragraph: 1,27 cm. */
export const FIRST_LINE = 12.7
/** Between paragraphs, in points. */
export const PARAGRAPH_GAP = 6

export const NATION = { state: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', party: 'ĐẢNG CỘNG SẢN VIỆT NAM' }
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc'

// Rules as long as a text: how wide bold Times New Roman sets it, in parts of its size.
const KNOWN_WIDTHS: Record<string, number> = { [MOTTO]: 12.242, [NATION.party]: 13.778 }
const CAPITAL = 0.61
const SMALL = 0.478

/** How wide a line of bold text is, in points: exact for the words of the State and the Party, else about. */
export function widthOf(text: string, size: number): number {
  const known = KNOWN_WIDTHS[text]
  if (known !== undefined) return known * size
  const isCapitals = text === text.toLocaleUpperCase('vi')
  return text.length * (isCapitals ? CAPITAL : SMALL) * size
}

export const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440)

/** A bold text over as many lines as it needs, about equally long: no last word by itself. */
export function balanced(text: string, size: number, column: number): string {
  const count = Math.ceil(widthOf(text, size) / (column * 0.96))
  if (count < 2) return text
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    const isFull = lines.length < count && (line.length + word.length / 2) * count > text.length
    if (line && isFull) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines.join('\n')
}
