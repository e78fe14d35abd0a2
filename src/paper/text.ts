import type { Paragraph, Table } from 'docx'
import type { Drawing } from './drawing.ts'
import { PARAGRAPH_GAP } from './measures.ts'
import type { LongTables } from './long-tables.ts'
import {
  type Block,
  columnNumbers,
  groupAt,
  runsOf,
  startsOf,
  type Table as PaperTable,
  type TableColumn,
  type Words,
} from './paper.ts'

/** A block of a paper as Word has it. The last keeps with what follows: the signature. */
export function blockOf(
  draw: Drawing,
  block: Block,
  isLast: boolean,
  long: LongTables,
): (Paragraph | Table)[] {
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
      return tableOf(draw, block, keepNext, long)
    case 'note':
      return [
        draw.paragraph(
          runsOf(block.text).map((run) => ({ ...run, italic: true })),
          { indent: { firstLine: 0 }, keepNext },
        ),
      ]
    case 'blank':
      return []
  }
}

function tableOf(
  draw: Drawing,
  block: PaperTable,
  keepLast: boolean,
  long: LongTables,
): (Paragraph | Table)[] {
  const { Table, TableRow, TableCell, Paragraph, WidthType, AlignmentType } = draw.library
  const { columns, groups, total, caption, isNumbered } = block
  // Thousands of rows are written when the file is: drawn one by one they would hold everybody up.
  const rows = long.isLong(block) ? [long.patternOf(block)] : block.rows
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => Math.floor((draw.textWidth * width) / whole))
  const alignments = { start: AlignmentType.LEFT, center: AlignmentType.CENTER, end: AlignmentType.RIGHT }
  interface Look {
    align?: TableColumn['align']
    isBold?: boolean
    keepNext?: boolean
    columnSpan?: number
    rowSpan?: number
  }
  const cell = (words: Words, column: number, look: Look = {}) => {
    const { columnSpan = 1, rowSpan } = look
    const width = widths.slice(column, column + columnSpan).reduce((sum, one) => sum + one, 0)
    return new TableCell({
      width: { size: width, type: WidthType.DXA },
      ...(columnSpan > 1 && { columnSpan }),
      ...(rowSpan && { rowSpan }),
      children: [
        new Paragraph({
          alignment: alignments[look.align ?? columns[column]!.align ?? 'start'],
          spacing: { before: 40, after: 40 },
          keepNext: look.keepNext,
          children: draw.runs(words, { size: draw.size.table * 2, bold: look.isBold }),
        }),
      ],
    })
  }
  const heading = { isBold: true, align: 'center', keepNext: true } as const
  const isGrouped = (column: number) => groupAt(groups, column) !== ''
  const headings = [
    ...(groups
      ? [
          startsOf(groups).flatMap(({ heading: words, span, start }) =>
            words
              ? [cell(words, start, { ...heading, columnSpan: span })]
              : columns
                  .slice(start, start + span)
                  .map((column, index) => cell(column.heading, start + index, { ...heading, rowSpan: 2 })),
          ),
        ]
      : []),
    columns.flatMap((column, index) =>
      groups && !isGrouped(index) ? [] : [cell(column.heading, index, heading)],
    ),
    ...(isNumbered
      ? [
          columnNumbers(block).map((words, column) =>
            cell([{ text: words, italic: true }], column, { align: 'center', keepNext: true }),
          ),
        ]
      : []),
  ]
  const table = new Table({
    width: { size: draw.textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: 'fixed',
    margins: { left: 80, right: 80, top: 0, bottom: 0 },
    rows: [
      ...headings.map((children) => new TableRow({ tableHeader: true, cantSplit: true, children })),
      ...rows.map(
        (cells, row) =>
          new TableRow({
            cantSplit: true,
            children: cells.map((words, column) =>
              cell(words, column, { keepNext: keepLast && !total && row === rows.length - 1 }),
            ),
          }),
      ),
      ...(total
        ? [
            new TableRow({
              cantSplit: true,
              children: startsOf(total).map(({ words, span = 1, start }) =>
                cell(words, start, {
                  isBold: true,
                  align: start ? undefined : 'start',
                  columnSpan: span,
                  keepNext: keepLast,
                }),
              ),
            }),
          ]
        : []),
    ],
  })
  return [
    ...(caption ? [draw.paragraph([{ text: caption, italic: true }], { keepNext: true })] : []),
    table,
    draw.line('', { size: 6, keepNext: keepLast }),
  ]
}
