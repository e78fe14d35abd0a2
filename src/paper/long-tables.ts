import { partsOf, sourceOf, unpack } from '../archive.ts'
import { inTurns } from '../web/export.ts'
import { type Entry, zipped } from '../web/zip.ts'
import { plain, type Table, textOfWords } from './paper.ts'

// A table of thousands of rows in a Word file. The library draws one row of it, with a token in each cell; the rows are
// written after that pattern while the file is sent, some hundred at a time, so that others are answered in between.

/** A table of more rows is long. The library takes half a millisecond a row, and holds all of them. */
const LONG = 40
const ROWS_AT_ONCE = 200

export type LongTables = ReturnType<typeof longTables>

export function longTables() {
  const mark = crypto.randomUUID()
  const tables: Table[] = []
  return {
    tables,
    isLong: ({ rows }: Table) => rows.length > LONG,
    /** The row of tokens that stands for the rows of a table. */
    patternOf(table: Table): string[] {
      tables.push(table)
      return table.columns.map((_, column) => tokenOf(mark, tables.length - 1, column))
    },
    written: (file: Buffer) => withRows(file, mark, tables),
  }
}

const tokenOf = (mark: string, table: number, column: number) => `${mark}.${table}.${column}.`

const DOCUMENT = 'word/document.xml'
const MOST_PARTS = 100
const MOST_BYTES = 64 << 20

/** A Word file with the rows of its long tables in it. */
function withRows(file: Buffer, mark: string, tables: Table[]): AsyncGenerator<Buffer> {
  const source = sourceOf(file)
  const entries = partsOf(source, MOST_PARTS).map((part): Entry => {
    const text = unpack(source, part, MOST_BYTES).toString()
    return { path: part.name, text: part.name === DOCUMENT ? documentOf(text, mark, tables) : [text] }
  })
  return zipped(entries)
}

async function* documentOf(text: string, mark: string, tables: Table[]): AsyncGenerator<string> {
  let from = 0
  for (const [index, table] of tables.entries()) {
    const at = text.indexOf(tokenOf(mark, index, 0))
    const start = text.lastIndexOf('<w:tr>', at)
    const end = text.indexOf('</w:tr>', at) + '</w:tr>'.length
    yield text.slice(from, start)
    // The words between the tokens, and the columns that the tokens stand for.
    const pattern = text
      .slice(start, end)
      .split(new RegExp(`<w:t(?: [^>]*)?>${mark}\\.\\d+\\.(\\d+)\\.</w:t>`))
    for await (const rows of inTurns(batchesOf(table.rows))) {
      yield rows
        .map((row) =>
          pattern
            .map((part, place) => (place % 2 ? wordsIn(textOfWords(row[Number(part)]!)) : part))
            .join(''),
        )
        .join('')
    }
    from = end
  }
  yield text.slice(from)
}

function* batchesOf(rows: Table['rows']): Generator<Table['rows']> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE)
}

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const wordsIn = (text: string) =>
  plain(text)
    .replaceAll(/[&<>"]/g, (mark) => special[mark]!)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
    .join('<w:br/>')
