// How the cells of a workbook look: fonts, fills, rules and the way numbers and days are written.

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The looks of a cell, in the order of `stylesWith`. */
export const looks = {
  plain: 0,
  title: 1,
  heading: 2,
  text: 3,
  formulaLike: 4,
  number: 5,
  numberInWords: 6,
  date: 7,
  moment: 8,
  totalText: 9,
  totalNumber: 10,
  totalNumberInWords: 11,
  textOffPaper: 12,
} as const
export type Look = keyof typeof looks

const [DATE, MOMENT, TEXT, THOUSANDS] = [164, 165, 49, 3]
/** Where the formats that only this workbook has begin. */
const OWN = 166
const [REGULAR, LARGE, BOLD] = [0, 1, 2]
const [NO_FILL, HEAD_FILL, TOTAL_FILL] = [0, 2, 3]

/**
 * The look of a number shown in words of its own, in a body or in a total. `formats` are those of the workbook so far, each
 * with its place: two looks after those that every workbook has.
 */
export function lookOf(format: string, row: 'body' | 'total', formats: Map<string, number>): number {
  const place = formats.get(format) ?? formats.size
  formats.set(format, place)
  return Object.keys(looks).length + place * 2 + (row === 'total' ? 1 : 0)
}

interface Style {
  format?: number
  font?: number
  fill?: number
  /** Lines under the row. */
  isRuled?: boolean
  align?: string
  /** Kept as text, whatever it looks like. */
  isQuoted?: boolean
}

/** How much wider a column is for what stands at its left, in characters: a number beside it would run into the text. */
export const INDENT = 1

const right = 'horizontal="right" vertical="top"'
const left = 'horizontal="left" vertical="top" indent="1"'
const body = { isRuled: true, align: `${left} wrapText="1"` }
const total = { font: BOLD, fill: TOTAL_FILL, isRuled: true }

const styleOf: Record<Look, Style> = {
  plain: {},
  title: { font: LARGE },
  heading: {
    font: BOLD,
    fill: HEAD_FILL,
    isRuled: true,
    align: 'horizontal="center" vertical="center" wrapText="1"',
  },
  text: body,
  formulaLike: { ...body, format: TEXT, isQuoted: true },
  number: { ...body, format: THOUSANDS, align: right },
  numberInWords: { ...body, align: right },
  date: { ...body, format: DATE, align: left },
  moment: { ...body, format: MOMENT, align: left },
  totalText: { ...total, align: left },
  totalNumber: { ...total, format: THOUSANDS, align: right },
  totalNumberInWords: { ...total, align: right },
  // To be worked with: a row is as tall as what is printed of it.
  textOffPaper: { ...body, align: left },
}

// Times New Roman is the letter of the office's papers.
const font = (size: number, isBold: boolean) =>
  `<font>${isBold ? '<b/>' : ''}<sz val="${size}"/><name val="Times New Roman"/><family val="1"/></font>`
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`
const rule = (side: string) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`

const numberFormat = (id: number, code: string) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`

/** The part xl/styles.xml, with these formats of numbers shown in words. */
export const stylesWith = (formats: string[]) =>
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${2 + formats.length}">` +
  numberFormat(DATE, String.raw`dd\/mm\/yyyy`) +
  numberFormat(MOMENT, String.raw`dd\/mm\/yyyy\ hh:mm`) +
  formats.map((code, index) => numberFormat(OWN + index, code)).join('') +
  '</numFmts>' +
  `<fonts count="3">${font(11, false)}${font(14, true)}${font(11, true)}</fonts>` +
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  `${fill('E7E6E1')}${fill('F3F2EE')}</fills>` +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${rule('left')}${rule('right')}${rule('top')}${rule('bottom')}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${Object.keys(looks).length + formats.length * 2}">${[
    ...Object.keys(looks).map((look) => styleOf[look as Look]),
    ...formats.flatMap((_, index) =>
      (['number', 'totalNumber'] as const).map((look) => ({ ...styleOf[look], format: OWN + index })),
    ),
  ]
    .map(formatOf)
    .join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function formatOf({ format = 0, font = REGULAR, fill = NO_FILL, isRuled, align, isQuoted }: Style): string {
  const attributes =
    `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${isRuled ? 1 : 0}" xfId="0"` +
    (format ? ' applyNumberFormat="1"' : '') +
    ' applyFont="1"' +
    (fill ? ' applyFill="1"' : '') +
    (isRuled ? ' applyBorder="1"' : '') +
    (isQuoted ? ' quotePrefix="1"' : '')
  return align ? `<xf ${attributes} applyAlignment="1"><alignment ${align}/></xf>` : `<xf ${attributes}/>`
}

// ── How tall a row is ─────────────────────────────────────────────────────

/** Of one line, in points. */
export const LINE = 15

/** Columns are as wide as so many figures, and letters of this font run narrower, but bold ones. */
const LETTERS = { regular: 1.1, bold: 1.05 }

/**
 * How tall a row is whose texts break within their columns, as an attribute; nothing of one line. Not every program that
 * opens a workbook works that out by itself.
 */
export function heightOf(
  texts: Iterable<[text: string, width: number]>,
  weight: keyof typeof LETTERS = 'regular',
): string {
  let lines = 1
  for (const [text, width] of texts) lines = Math.max(lines, linesOf(text, width * LETTERS[weight]))
  return lines === 1 ? '' : ` ht="${lines * LINE}"`
}

function linesOf(text: string, room: number): number {
  if (text.length <= room && !text.includes('\n')) return 1
  let lines = 0
  for (const paragraph of text.split('\n')) {
    let taken = 0
    lines++
    for (const word of paragraph.split(' ')) {
      const gap = taken ? 1 : 0
      if (taken + gap + word.length <= room) taken += gap + word.length
      else {
        // A word longer than its column breaks where the column ends.
        const whole = Math.ceil(word.length / room)
        lines += taken ? whole : whole - 1
        taken = word.length - (whole - 1) * room
      }
    }
  }
  // As tall as a row can be.
  return Math.min(lines, Math.floor(409 / LINE))
}
