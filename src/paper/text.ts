import type { Paragraph, Table } from 'docx'
import type { Drawing } from './drawing.ts'
import { PARAGRAPH_GAP } from './measures.ts'
import { type Block, runsOf, type TableColumn, type Words } from './paper.ts'

/** A block of a paper as Word has it. The last keeps with what follows: the signature. */
export function blockOf(draw: Drawing, block: Block, isLast: boolean): (Paragraph | Table)[] {
  const { library, paragraph } = draw
  const keepNext = isLast
  switch (block.kind) {
    case 'heading':
      return [
        paragraph(block.text, {
          heading: block.level === 1 ? library.HeadingLevel.HEADING_1 : library.HeadingLevel.HEADING_2,
          spacing: { before: PARAGRAPH_GAP * 20, after: PARAGRAPH_GAP * 20 },
          keepNext: true,
        }),
      ]
    case 'paragraph':
      return [paragraph(block.words, { keepNext })]
    case 'list':
      return block.items.map((words, index) =>
        paragraph([{ text: '- ' }, ...runsOf(words)], {
          keepNext: keepNext && index === block.items.length - 1,
        }),
      )
    case 'table':
      return tableOf(draw, block.columns, block.rows, block.caption, keepNext)
    case 'note':
      return [draw.paragraph([{ text: block.text, italic: true }], { indent: { firstLine: 0 }, keepNext })]
  }
}

function tableOf(
  draw: Drawing,
  columns: TableColumn[],
  rows: Words[][],
  caption: string | undefined,
  keepLast: boolean,
): (Paragraph | Table)[] {
  const { Table, TableRow, TableCell, Paragraph, WidthType, AlignmentType } = draw.library
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => Math.floor((draw.textWidth * width) / whole))
  const alignments = { start: AlignmentType.LEFT, center: AlignmentType.CENTER, end: AlignmentType.RIGHT }
  const cell = (words: Words, column: number, look: { isHeading?: boolean; keepNext?: boolean } = {}) =>
    new TableCell({
      width: { size: widths[column]!, type: WidthType.DXA },
      children: [
        new Paragraph({
          alignment: look.isHeading ? AlignmentType.CENTER : alignments[columns[column]!.align ?? 'start'],
          spacing: { before: 40, after: 40 },
          keepNext: look.keepNext,
          children: draw.runs(words, { size: draw.size.table * 2, bold: look.isHeading }),
        }),
      ],
    })
  const table = new Table({
    width: { size: draw.textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: 'fixed',
    margins: { left: 80, right: 80, top: 0, bottom: 0 },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ heading }, column) =>
          cell(heading, column, { isHeading: true, keepNext: true }),
        ),
      }),
      ...rows.map(
        (cells, row) =>
          new TableRow({
            cantSplit: true,
            children: cells.map((words, column) =>
              cell(words, column, { keepNext: keepLast && row === rows.length - 1 }),
            ),
          }),
      ),
    ],
  })
  return [
    ...(caption ? [draw.paragraph([{ text: caption, italic: true }], { keepNext: true })] : []),
    table,
    draw.line('', { size: 6, keepNext: keepLast }),
  ]
}
