import type { IParagraphOptions, IRunOptions, Paragraph } from 'docx'
import { FIRST_LINE, type Measures, PAGE, PARAGRAPH_GAP, twips } from './measures.ts'
import { runsOf, type Words } from './paper.ts'

/** The library of Word files, once it was loaded. */
export type Library = typeof import('docx')

export const BLACK = '000000'

interface Line {
  size?: number
  bold?: boolean
  italics?: boolean
  underline?: boolean
  align?: 'center' | 'left'
  before?: number
  after?: number
  keepNext?: boolean
}

export type Drawing = ReturnType<typeof drawing>
export interface Cell {
  width: number
  children: Paragraph[]
}

/** What every part of a paper is drawn with, in the measures of its layout. */
export function drawing(library: Library, measure: Measures, pageWidth = PAGE.width) {
  const { Paragraph, TextRun, Table, TableRow, TableCell, WidthType, BorderStyle, AlignmentType } = library
  const { margin, size } = measure
  const textWidth = twips(pageWidth) - twips(margin.left) - twips(margin.right)

  const runs = (words: Words, options: IRunOptions = {}) =>
    runsOf(words).flatMap(({ text, bold, italic }) =>
      text.split('\n').map(
        (line, index) =>
          new TextRun({
            ...options,
            text: line,
            break: index ? 1 : undefined,
            ...(bold && { bold }),
            ...(italic && { italics: italic }),
          }),
      ),
    )

  /** A paragraph of the text: justified, its first line set in. */
  const paragraph = (words: Words, options: IParagraphOptions = {}) =>
    new Paragraph({
      alignment: AlignmentType.JUSTIFIED,
      indent: { firstLine: twips(FIRST_LINE) },
      spacing: { after: PARAGRAPH_GAP * 20, line: 276, lineRule: 'auto' },
      widowControl: true,
      ...options,
      children: runs(words),
    })

  /** A line by itself, centred. */
  const line = (text: string, { size: points = size.body, bold, italics, underline, ...look }: Line = {}) =>
    new Paragraph({
      alignment: look.align === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
      spacing: { before: (look.before ?? 0) * 20, after: (look.after ?? 0) * 20 },
      keepNext: look.keepNext,
      children: runs(text, {
        size: points * 2,
        bold,
        italics,
        ...(underline && { underline: { type: 'single' as const } }),
      }),
    })

  /** A rule in the middle of a column, `length` points long. */
  function rule(length: number, column: number) {
    const side = Math.max(0, Math.round((column - length * 20) / 2))
    return new Paragraph({
      border: { top: { style: BorderStyle.SINGLE, size: 6, color: BLACK, space: 1 } },
      indent: { left: side, right: side },
      spacing: { before: 60, after: 0, line: 60, lineRule: 'exact' },
      children: [],
    })
  }

  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  /** A table without borders: two columns of the paper's head or foot. */
  const table = (rows: Cell[][]) =>
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: rows[0]!.map(({ width }) => width),
      layout: 'fixed',
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      borders: {
        top: none,
        bottom: none,
        left: none,
        right: none,
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: rows.map(
        (cells) =>
          new TableRow({
            cantSplit: true,
            children: cells.map(
              ({ width, children }) =>
                new TableCell({ width: { size: width, type: WidthType.DXA }, children }),
            ),
          }),
      ),
    })

  return {
    library,
    size,
    textWidth,
    runs,
    paragraph,
    line,
    rule,
    table,
    leftColumn: twips(measure.leftColumn),
  }
}
