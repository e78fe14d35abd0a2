import type { Response } from 'express'
import { isKnownToTheDay, momentOf } from '../dates.ts'
import {
  type Cell,
  type Closing,
  type Column,
  inTurns,
  isFormulaLike,
  plainOf,
  type Qualified,
  type Sheet,
  stream,
  written,
} from './export.ts'
import { languageOf, type Speech, speechOf } from './language.ts'
import { signedInAt } from './who.ts'
import { heightOf, INDENT, type Look, lookOf, looks, MAIN, stylesWith, XML } from './workbook-look.ts'
import { formatOf, type Marks, marksTold, noteMark } from './workbook-numbers.ts'
import { zipped } from './zip.ts'

// A workbook, made row by row as it is sent. The libraries at hand hold a whole sheet in memory
// (write-excel-file), or stream it without a heading, a total row or a page to print it on (hucre).

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Streams lists as an .xlsx file, a sheet each. At the foot of a printed page stands, small, who took it along and when. */
export function sendXlsx<Row>(res: Response, name: string, ...sheets: Sheet<Row>[]) {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const footer = `Sổ đoàn · ${signedInAt(res).name} · ${momentOf(new Date().toISOString())}`
  const spoken = sheets.map((sheet) => inSpeech(sheet, speechOf(sheet.language ?? languageOf(res.req))))
  return stream(res, type, `${name}.xlsx`, workbookOf(spoken, footer))
}

/** A sheet that says what only a workbook has to say. */
type SpokenSheet<Row> = Sheet<Row> & { speech: Speech }

function inSpeech<Row>(sheet: Sheet<Row>, speech: Speech): SpokenSheet<Row> {
  const offPaper = sheet.columns.findIndex(({ isOffPaper }) => isOffPaper)
  if (offPaper === -1) return { ...sheet, speech }
  const { heading } = sheet.columns[offPaper]!
  const about = speech.t('Khi in, các cột từ “{heading}” trở đi không có trên giấy.', { heading })
  const columns = sheet.columns.map((column, index) => ({ ...column, isOffPaper: index >= offPaper }))
  return { ...sheet, columns, about: [...sheet.about, about], speech }
}

function workbookOf<Row>(sheets: SpokenSheet<Row>[], footer: string): AsyncGenerator<Buffer> {
  const tallies = sheets.map(() => ({ rows: 0 }))
  const formats = new Map<string, number>()
  const paths = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`)
  return zipped([
    { path: '[Content_Types].xml', text: [contentTypes(paths)] },
    { path: '_rels/.rels', text: [relations('officeDocument', 'xl/workbook.xml')] },
    {
      path: 'xl/_rels/workbook.xml.rels',
      text: [relations(...paths.flatMap((path) => ['worksheet', path]), 'styles', 'styles.xml')],
    },
    ...sheets.map((sheet, index) => ({
      path: `xl/${paths[index]}`,
      text: sheetText(sheet, headRowOf(sheet), footer, tallies[index]!, formats),
    })),
    { path: 'xl/styles.xml', text: stylesOf(formats) },
    { path: 'xl/workbook.xml', text: workbook(sheets, tallies) },
  ])
}

/** Of a column, in characters, where it says nothing else. */
const WIDTH = 12

/** Below the title, what the list is of, and a line left free. */
const headRowOf = <Row>({ about }: Sheet<Row>) => about.length + 3

async function* sheetText<Row>(
  sheet: SpokenSheet<Row>,
  headRow: number,
  footer: string,
  tally: { rows: number },
  formats: Map<string, number>,
): AsyncGenerator<string> {
  const { columns, title, about, speech } = sheet
  const marks: Marks = { at_least: new Set(), about: new Set() }
  const ownLook = (cell: Qualified, kind: 'body' | 'total') => {
    noteMark(cell, marks)
    return lookOf(formatOf(cell), kind, formats)
  }
  const letters = columns.map((_, index) => letterOf(index))
  let number = 0
  const row = (cells: string[], height = '') => `<row r="${(number += 1)}"${height}>${cells.join('')}</row>`
  const heightOfRow = (cells: Cell[]) =>
    heightOf(
      columns.flatMap(({ kind = 'text', width = WIDTH, isOffPaper }, index): [string, number][] => {
        const text = cells[index]
        return typeof text === 'string' && kind === 'text' && !isOffPaper ? [[text, width]] : []
      }),
    )
  const alone = (text: string, look: Look) => row([textCell('A', number + 1, text, look)])

  let start = opening(columns, headRow) + alone(title, 'title')
  for (const line of about) start += alone(line, 'plain')
  number = headRow - 1
  start += row(
    columns.map(({ heading }, index) => textCell(letters[index]!, headRow, heading, 'heading')),
    heightOf(
      columns.map(({ heading, width = WIDTH }) => [heading, width]),
      'bold',
    ),
  )
  yield start
  let rowCount = 0
  for await (const batch of inTurns(sheet.batches)) {
    let text = ''
    rowCount += batch.length
    for (const one of batch) {
      const at = number + 1
      const cells = columns.map(({ value }) => value(one))
      text += row(
        columns.map((column, index) => bodyCell(letters[index]!, at, cells[index]!, column, ownLook)),
        heightOfRow(cells),
      )
    }
    yield text
  }
  let end = ''
  for (const { cells, kind } of sheet.closing ?? [countOf(sheet, rowCount)]) {
    const at = number + 1
    end +=
      kind === 'note'
        ? alone(String(plainOf(cells[0] ?? null)), 'plain')
        : row(
            columns.map((column, index) =>
              kind === 'total'
                ? totalCell(letters[index]!, at, cells[index] ?? null, column, ownLook)
                : bodyCell(letters[index]!, at, cells[index] ?? null, column, ownLook),
            ),
            // The words of a total run on over the cells left free beside them.
            kind === 'total' ? '' : heightOfRow(cells),
          )
  }
  for (const note of marksTold(marks, speech)) end += alone(note, 'plain')
  tally.rows = number
  yield end + ending(footer)
}

/** The total of a list that has none of its own: how many rows it has. */
function countOf<Row>(
  { columns, counted = '{count} dòng', speech }: SpokenSheet<Row>,
  count: number,
): Closing {
  const [total, rows] = [speech.t('TỔNG CỘNG'), speech.t(counted, { count })]
  return { kind: 'total', cells: columns.length > 1 ? [total, rows] : [`${total}: ${rows}`] }
}

type OwnLook = (cell: Qualified, row: 'body' | 'total') => number

function bodyCell<Row>(
  letter: string,
  row: number,
  value: Cell,
  { kind = 'text', isOffPaper }: Column<Row>,
  ownLook: OwnLook,
): string {
  if (value === null) return `<c r="${letter}${row}" s="${looks.text}"/>`
  if (typeof value === 'object') return lookedCell(letter, row, value.value, ownLook(value, 'body'))
  const serial = serialOf(value, kind)
  if (serial !== undefined) return numberCell(letter, row, serial, kind === 'text' ? 'number' : kind)
  const words = String(written(value, kind))
  const textLook = isOffPaper ? 'textOffPaper' : 'text'
  const look = kind === 'number' ? 'numberInWords' : isFormulaLike(words) ? 'formulaLike' : textLook
  return textCell(letter, row, words, look)
}

function totalCell<Row>(
  letter: string,
  row: number,
  value: Cell,
  { kind }: Column<Row>,
  ownLook: OwnLook,
): string {
  if (typeof value === 'number') return numberCell(letter, row, value, 'totalNumber')
  if (value !== null && typeof value === 'object')
    return lookedCell(letter, row, value.value, ownLook(value, 'total'))
  if (value === null) return `<c r="${letter}${row}" s="${looks.totalText}"/>`
  return textCell(letter, row, value, kind === 'number' ? 'totalNumberInWords' : 'totalText')
}

const MS_A_DAY = 86_400_000
/** Day 0 of a spreadsheet's calendar, which is right from 1 March 1900 on: before that it knows a 29 February. */
const DAY_0 = Date.UTC(1899, 11, 30)
const FIRST_DAY = '1900-03-01'
/** Viet Nam's clock, all year round. */
const ZONE_MS = 7 * 3_600_000

/** What a spreadsheet counts with; undefined of text, and of a date that is not known to the day. */
function serialOf(value: string | number, kind: Column<unknown>['kind']): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (kind === 'date' && isKnownToTheDay(value) && value >= FIRST_DAY) {
    return (Date.parse(value) - DAY_0) / MS_A_DAY
  }
  // To the minute, as it is shown.
  if (kind === 'moment') return Math.floor((Date.parse(value) + ZONE_MS - DAY_0) / 60_000) / 1440
  return undefined
}

const numberCell = (letter: string, row: number, value: number, look: Look) =>
  lookedCell(letter, row, value, looks[look])

const lookedCell = (letter: string, row: number, value: number, look: number) =>
  `<c r="${letter}${row}" s="${look}"><v>${value}</v></c>`

// Asked for once the sheets are written, and known which formats they took.
function* stylesOf(formats: Map<string, number>) {
  yield stylesWith([...formats.keys()].map(escaped))
}

// Written into its cell and typed as text: no spreadsheet takes it for a formula. `formulaLike` stays text even where
// somebody edits it later.
function textCell(letter: string, row: number, text: string, look: Look): string {
  const space = /^\s|\s$|[\t\n]/.test(text) ? ' xml:space="preserve"' : ''
  return `<c r="${letter}${row}" s="${looks[look]}" t="inlineStr"><is><t${space}>${escaped(text)}</t></is></c>`
}

/** The longest text a cell takes. */
const LONGEST = 32_767

const needsCare = /[&<>"\r]|_x[\da-f]{4}_|[^\t\n\u0020-\uD7FF\uE000-\uFFFD]/i

function escaped(text: string): string {
  if (text.length <= LONGEST && !needsCare.test(text)) return text
  return (
    text
      .slice(0, LONGEST)
      .replaceAll(/\r\n?/g, '\n')
      // What XML cannot hold, and halves of characters.
      .replaceAll(/[^\t\n\u0020-\uFFFD]/g, '')
      .replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
      // "_x0041_" would be read as the letter A.
      .replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

/** A to Z, then AA: no list has more than a few dozen columns. */
function letterOf(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter
}

function opening<Row>(columns: Column<Row>[], headRow: number): string {
  const widths = columns
    .map(
      ({ width = WIDTH, kind }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width + (kind === 'number' ? 0 : INDENT)}" customWidth="1"/>`,
    )
    .join('')
  const pane = `<pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/>`
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}<selection pane="bottomLeft"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths}</cols><sheetData>`
  )
}

// A4 lying, as wide as the page and as many pages long as it takes. In a header or footer, "&" begins a code.
function ending(footer: string): string {
  const foot = escaped(`&L&8${footer.replaceAll('&', '&&')}&R&8&P/&N`)
  return (
    '</sheetData><printOptions horizontalCentered="1"/>' +
    '<pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.4" footer="0.4"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    `<headerFooter><oddFooter>${foot}</oddFooter></headerFooter></worksheet>`
  )
}

// Asked for once the rows are written, and known how many they are.
function* workbook<Row>(sheets: Sheet<Row>[], tallies: { rows: number }[]) {
  const names = sheets.map(({ title, name = title }) =>
    name
      .replaceAll(/[:\\/?*[\]'\s]+/g, ' ')
      .slice(0, 31)
      .trim(),
  )
  const listed = names
    .map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')
  const defined = sheets
    .map((sheet, index) => {
      const { columns } = sheet
      const place = `'${escaped(names[index]!)}'!`
      const headRow = headRowOf(sheet)
      // Columns that no sheet of paper has room for are there to be worked with.
      const onPaper = columns.filter(({ isOffPaper }) => !isOffPaper).length
      const last = letterOf(Math.max(1, onPaper) - 1)
      return (
        `<definedName name="_xlnm.Print_Area" localSheetId="${index}">${place}$A$1:$${last}$${tallies[index]!.rows}</definedName>` +
        `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${place}$${headRow}:$${headRow}</definedName>`
      )
    })
    .join('')
  yield (
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<sheets>${listed}</sheets><definedNames>${defined}</definedNames></workbook>`
  )
}

function relations(...targets: string[]): string {
  let text = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
  for (let index = 0; index < targets.length; index += 2) {
    text += `<Relationship Id="rId${index / 2 + 1}" Type="${RELATIONS}/${targets[index]}" Target="${targets[index + 1]}"/>`
  }
  return `${text}</Relationships>`
}

const typeOf = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`

const contentTypes = (paths: string[]) =>
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${typeOf('sheet.main')}"/>` +
  paths.map((path) => `<Override PartName="/xl/${path}" ContentType="${typeOf('worksheet')}"/>`).join('') +
  `<Override PartName="/xl/styles.xml" ContentType="${typeOf('styles')}"/></Types>`
