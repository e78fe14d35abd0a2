import type { ISectionOptions, Paragraph, Table } from 'docx'
import { BLACK, type Cell, type Drawing, drawing, type Library } from './drawing.ts'
import {
  balanced,
  type Measures,
  measures,
  MOTTO,
  NATION,
  PAGE,
  twips,
  WIDE_TABLE,
  widthOf,
} from './measures.ts'
import type { Layout } from './layout.ts'
import { type LongTables, longTables } from './long-tables.ts'
import {
  annexHeading,
  annexNote,
  DRAFT,
  numberLine,
  type Paper,
  placeAndDate,
  plain,
  recipientLines,
  signatureLine,
} from './paper.ts'
import { blockOf } from './text.ts'

// A paper as a Word file. The library is loaded when the first paper is asked for: starting the program does not wait
// for it, and nothing outside this folder knows it.

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A paper in one of the two layouts, as the bytes of a .docx. */
export async function paperOf(layout: Layout, paper: Paper): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of paperPieces(layout, paper)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The same piece by piece: however long its tables are, others are answered meanwhile. */
export async function* paperPieces(layout: Layout, paper: Paper): AsyncGenerator<Uint8Array> {
  const library = await import('docx')
  const long = longTables()
  const file = await library.Packer.toBuffer(documentOf(library, layout, paper, long))
  if (long.tables.length) yield* long.written(file)
  else yield file
}

const FONT = 'Times New Roman'
const font = { ascii: FONT, hAnsi: FONT, cs: FONT, eastAsia: FONT }
const language = { value: 'vi-VN', eastAsia: 'vi-VN', bidirectional: 'vi-VN' }

function documentOf(library: Library, layout: Layout, paper: Paper, long: LongTables) {
  const measure = measures[layout]
  const { size } = measure
  const draw = drawing(library, measure)
  const wide = drawing(library, { ...measure, size: { ...measure.size, table: WIDE_TABLE } }, PAGE.height)
  const body = paper.body.filter(({ kind }) => kind !== 'blank')
  const { isDraft = false } = paper
  const heading = (italics: boolean) => ({
    run: { size: size.body * 2, bold: true, italics, color: BLACK, font },
    paragraph: { keepNext: true },
  })
  return new library.Document({
    title: plain(`${paper.kind}: ${paper.subject}`),
    creator: plain(paper.bodies.issuing),
    styles: {
      default: {
        document: {
          run: { font, language, color: BLACK, size: size.body * 2 },
        },
        heading1: heading(false),
        heading2: heading(true),
      },
    },
    sections: [
      sectionOf(
        draw,
        measure,
        [
          draw.table(headerRows(draw, layout, paper)),
          ...titleOf(draw, layout, paper),
          // The signature stands with the last words before it, never alone on a page.
          ...body.flatMap((block, index) => blockOf(draw, block, index === body.length - 1, long)),
          draw.line('', { size: 6, keepNext: true }),
          draw.table([signatureRow(draw, layout, paper)]),
        ],
        { isDraft },
      ),
      ...paper.annexes.map(({ title, body, isWide = false }, index) => {
        const on = isWide ? wide : draw
        return sectionOf(
          on,
          measure,
          [
            on.line(annexHeading(index, paper.annexes.length), { bold: true, keepNext: true }),
            on.line(title.toLocaleUpperCase('vi'), { bold: true, keepNext: true }),
            on.line(annexNote(paper, layout), { italics: true, after: 12, keepNext: true }),
            ...body.flatMap((block) => blockOf(on, block, false, long)),
          ],
          { start: 1, isWide, isDraft },
        )
      }),
    ],
  })
}

// ── The page: A4, the number of the page in the top margin from the second on ──

function sectionOf(
  draw: Drawing,
  { margin, size }: Measures,
  children: (Paragraph | Table)[],
  { start, isWide = false, isDraft }: { start?: number; isWide?: boolean; isDraft: boolean },
): ISectionOptions {
  const { Header, Paragraph, TextRun, PageNumber, PageOrientation, AlignmentType, Tab, TabStopType } =
    draw.library
  // Beside the number of the page, so that no sheet of a draft is taken for a signed one.
  const top = (children: string[]) =>
    new Header({
      children: [
        isDraft
          ? new Paragraph({
              tabStops: [
                { type: TabStopType.CENTER, position: Math.round(draw.textWidth / 2) },
                { type: TabStopType.RIGHT, position: draw.textWidth },
              ],
              children: [
                new TextRun({ children: [new Tab(), ...children], size: size.page * 2 }),
                new TextRun({ children: [new Tab(), DRAFT], bold: true, size: size.page * 2 }),
              ],
            })
          : new Paragraph({
              alignment: AlignmentType.CENTER,
              children: [new TextRun({ children, size: size.page * 2 })],
            }),
      ],
    })
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: twips(PAGE.width),
          height: twips(PAGE.height),
          orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(margin.top),
          right: twips(margin.right),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
          header: twips(margin.top / 2),
          footer: twips(margin.bottom / 2),
        },
        pageNumbers: { start, formatType: 'decimal' },
      },
    },
    headers: {
      default: top([PageNumber.CURRENT]),
      first: top([]),
    },
    children,
  }
}

// ── Head ──

function headerRows(draw: Drawing, layout: Layout, { bodies, number, place, date }: Paper): Cell[][] {
  const { size, line, rule, leftColumn, textWidth } = draw
  const right = textWidth - leftColumn
  const issuing = bodies.issuing.toLocaleUpperCase('vi')
  const broken = (name: string) => balanced(name, size.bodies, leftColumn / 20)
  const issuingWidth = Math.min(widthOf(issuing, size.bodies), leftColumn / 20)
  const from = [
    ...(bodies.parent ? [line(broken(bodies.parent.toLocaleUpperCase('vi')), { size: size.bodies })] : []),
    line(broken(issuing), { size: size.bodies, bold: true }),
  ]
  const numberOf = line(numberLine(layout, number), { size: size.number, before: 6 })
  const written = line(placeAndDate(place, date), { size: size.place, italics: true, before: 6 })
  const row = (left: Paragraph[], beside: Paragraph[]): Cell[] => [
    { width: leftColumn, children: left },
    { width: right, children: beside },
  ]
  if (layout === 'party') {
    return [
      row(
        [...from, line('*', { size: size.bodies })],
        [
          line(NATION.party, { size: size.nation, bold: true }),
          rule(widthOf(NATION.party, size.nation), right),
        ],
      ),
      row([numberOf], [written]),
    ]
  }
  return [
    row(
      [...from, rule(issuingWidth * 0.42, leftColumn)],
      [
        line(NATION.state, { size: size.nation, bold: true }),
        line(MOTTO, { size: size.motto, bold: true }),
        rule(widthOf(MOTTO, size.motto), right),
      ],
    ),
    row([numberOf], [written]),
  ]
}

function titleOf(draw: Drawing, layout: Layout, { kind, subject }: Paper): Paragraph[] {
  const { size, line, rule, textWidth } = draw
  return [
    line(kind.toLocaleUpperCase('vi'), { size: size.kind, bold: true, before: 18, keepNext: true }),
    line(balanced(subject, size.subject, textWidth / 20), { size: size.subject, bold: true, keepNext: true }),
    layout === 'party'
      ? line('-----', { size: size.subject, after: 12, keepNext: true })
      : rule(Math.min(widthOf(subject, size.subject), textWidth / 20) * 0.35, textWidth),
    ...(layout === 'party' ? [] : [line('', { size: 6, after: 6 })]),
  ]
}

// ── Foot: Nơi nhận beside the signature ──

function signatureRow(draw: Drawing, layout: Layout, { signature, recipients }: Paper): Cell[] {
  const { size, line, textWidth } = draw
  const half = Math.floor(textWidth / 2)
  const isParty = layout === 'party'
  const keepNext = true
  return [
    {
      width: half,
      children: recipients.length
        ? [
            line('Nơi nhận:', {
              size: size.recipientsHead,
              bold: !isParty,
              italics: !isParty,
              underline: isParty,
              align: 'left',
            }),
            ...recipientLines(recipients).map((words) =>
              line(words, { size: size.recipients, align: 'left' }),
            ),
          ]
        : [line('')],
    },
    {
      width: textWidth - half,
      children: [
        ...signature.signedFor.map((words) =>
          line(signatureLine(layout, words), { size: size.signature, bold: true, keepNext }),
        ),
        line(signature.signer ?? '', { size: size.signature, bold: true, before: 72, keepNext }),
      ],
    },
  ]
}
