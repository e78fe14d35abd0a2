import type { Message } from '../../web/language.ts'

// What any file is read into, before anybody asks what it means.

/** One sheet of a workbook, or the whole of a text file. */
export interface Sheet {
  name: string
  isHidden: boolean
  rows: SheetRow[]
}

export interface SheetRow {
  /** The number of the row as Excel shows it, from 1. */
  line: number
  /** Text of each cell; a date is written 2024-09-14, a number as it is. */
  cells: string[]
  isHidden: boolean
  /** Columns whose text comes from the cell above, because both are one merged cell. */
  mergedFromAbove: number[]
  /** Columns that one merged cell goes across: such a row is a title or a section. */
  isAcross: boolean
  /** A cell bore the mark of a State secret, and was emptied. */
  isMarked?: boolean
}

/** A file as it was read: what it is, in words, and its sheets. */
export interface Workbook {
  format: Message
  sheets: Sheet[]
}

/** A file that cannot be read, with the one sentence for whoever chose it. */
export class FileRefused extends Error {
  readonly reason: Message

  constructor(text: string, gaps?: Message['gaps']) {
    super(text)
    this.reason = { text, gaps }
  }
}

export const limits = {
  /** Bytes of an uploaded file. */
  bytes: 20 * 1024 * 1024,
  /** Bytes of all parts of a workbook together, once unpacked. */
  unpacked: 160 * 1024 * 1024,
  parts: 2000,
  rows: 60_000,
  columns: 300,
  cellLength: 10_000,
  sheets: 60,
}

/** Refuses what is no ledger but would fill the memory: too many rows or columns, a cell as long as a book. */
export function checkSize(sheets: Sheet[]) {
  let rowCount = 0
  for (const { name, rows } of sheets) {
    rowCount += rows.length
    if (rowCount > limits.rows) {
      throw new FileRefused('Tệp có hơn {most} dòng, nhiều hơn sổ đọc một lần. Chia thành nhiều tệp.', {
        most: limits.rows,
      })
    }
    for (const { line, cells } of rows) {
      const width = cells.findLastIndex((cell) => cell !== '') + 1
      if (width > limits.columns) {
        throw new FileRefused(
          'Trang “{sheet}” có {columns} cột, nhiều hơn một sổ theo dõi có thể có ({most}). Xóa các cột thừa rồi lưu lại.',
          { sheet: name, columns: width, most: limits.columns },
        )
      }
      const long = cells.findIndex((cell) => cell.length > limits.cellLength)
      if (long !== -1) {
        throw new FileRefused(
          'Ô {cell} của trang “{sheet}” dài {length} ký tự; một ô đọc được nhiều nhất {most}.',
          {
            cell: `${columnName(long)}${line}`,
            sheet: name,
            length: cells[long]!.length,
            most: limits.cellLength,
          },
        )
      }
    }
  }
}

/** 0 is A, 26 is AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
