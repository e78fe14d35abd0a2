import type { ISectionOptions, Paragraph, Table } from 'docx'
import { BLACK, type Cell, type Drawing, drawing, type Library } from './drawing.ts'
import { balanced, type Measures, measures, MOTTO, NATION, PAGE, twips, widthOf } from './measures.ts'
import type { Layout } from './layout.ts'
import { type LongTables, longTables } from './long-tables.ts'
import {
  annexNote,
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
      sectionOf(draw, measure, [
        draw.table(headerRows(draw, layout, paper)),
        ...titleOf(draw, layout, paper),
        // The signature stands with the last words before it, never alone on a page.
        ...paper.body.flatMap((block, index) => blockOf(draw, block, index === paper.body.length - 1, long)),
        draw.line('', { size: 6, keepNext: true }),
        draw.table([signatureRow(draw, layout, paper)]),
      ]),
      ...paper.annexes.map((annex, index) =>
        sectionOf(
          draw,
          measure,
          [
            draw.line(paper.annexes.length > 1 ? `PHỤ LỤC ${index + 1}` : 'PHỤ LỤC', {
              bold: true,
              keepNext: true,
            }),
            draw.line(annex.title, { bold: true, keepNext: true }),
            draw.line(annexNote(paper, layout), { italics: true, after: 12, keepNext: true }),
            ...annex.body.flatMap((block) => blockOf(draw, block, false, long)),
          ],
          { start: 1 },
        ),
      ),
    ],
  })
}

// ── The page: A4, the number of the page in the top margin from the second on ──

function sectionOf(
  draw: Drawing,
  { margin, size }: Measures,
  children: (Paragraph | Table)[],
  { start }: { start?: number } = {},
): ISectionOptions {
  const { Header, Paragraph, TextRun, PageNumber, AlignmentType } = draw.library
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: size.page * 2 })],
  })
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: twips(PAGE.width), height: twips(PAGE.height) },
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
      default: new Header({ children: [number] }),
      first: new Header({ children: [new Paragraph({})] }),
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
