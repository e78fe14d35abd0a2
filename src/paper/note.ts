import type { Paragraph, Table } from 'docx'
import { BLACK, drawing } from './drawing.ts'
import { balanced, measures, PAGE, twips } from './measures.ts'
import { plain, type Run } from './paper.ts'

// A note for somebody's own desk: one page of short lines, without the head, number and signature of an official paper.

/** A part of a note: a heading and its lines. */
export interface NotePart {
  heading: string
  lines: Run[][]
}

export interface Note {
  /** Whose it is: small, above everything. */
  from: string
  kind: string
  subject: string
  about: string
  /** Rows of cells beside each other, each with its parts below each other. */
  rows: NotePart[][][]
  foot: string
}

/** Fits a page of ordinary length. */
const BODY = 10

/** A note as the bytes of a .docx. */
export async function noteOf({ from, kind, subject, about, rows, foot }: Note): Promise<Buffer> {
  const library = await import('docx')
  const { Document, Packer, AlignmentType, Paragraph, TextRun } = library
  const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' }
  const measure = { ...measures.state, margin: { top: 12, right: 15, bottom: 12, left: 20 } }
  const draw = drawing(library, measure)

  const partOf = ({ heading, lines }: NotePart): Paragraph[] => [
    draw.line(heading, { size: BODY + 1, bold: true, align: 'left', before: 4, after: 0, keepNext: true }),
    ...lines.map((words) =>
      draw.paragraph(words, {
        alignment: AlignmentType.LEFT,
        indent: { left: 170, hanging: 170 },
        spacing: { after: 0, line: 240, lineRule: 'auto' },
      }),
    ),
  ]
  const rowOf = (cells: NotePart[][]): Table => {
    const width = Math.floor(draw.textWidth / cells.length)
    return draw.table([cells.map((parts) => ({ width, children: parts.flatMap(partOf) }))])
  }
  const centred = (text: string, size: number, after: number) =>
    draw.line(balanced(text, size, draw.textWidth / 20), { size, bold: true, after })

  const document = new Document({
    title: plain(`${kind}: ${subject}`),
    creator: plain(from),
    styles: { default: { document: { run: { font, color: BLACK, size: BODY * 2 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(measure.margin.top),
              right: twips(measure.margin.right),
              bottom: twips(measure.margin.bottom),
              left: twips(measure.margin.left),
            },
          },
        },
        children: [
          draw.line(from, { size: BODY, align: 'left', after: 4 }),
          centred(kind.toLocaleUpperCase('vi'), 13, 0),
          centred(subject, 13, 2),
          draw.line(about, { size: BODY, italics: true, after: 2 }),
          ...rows.map(rowOf),
          new Paragraph({
            alignment: AlignmentType.LEFT,
            spacing: { before: 120 },
            children: [new TextRun({ text: plain(foot), italics: true, size: BODY * 2 - 2 })],
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
