import type { Table } from '../paper/paper.ts'
import type { Sheet } from '../paper/sheet.ts'
import { batchesOf, inTurns } from '../web/export.ts'

/** A table of more rows is drawn before its page is. */
const LONG = 300

/** The long tables of a sheet as HTML, their rows some at a time: a page of thousands is not to keep others waiting. */
export async function drawnRows(
  sheet: Sheet,
  draw: (block: Table, rows: Table['rows']) => string,
): Promise<Map<Table, string[]>> {
  const found = new Map<Table, string[]>()
  for (const block of sheet.annexes.flatMap(({ body }) => body)) {
    if (block.kind !== 'table' || block.rows.length <= LONG) continue
    const parts: string[] = []
    for await (const rows of inTurns(batchesOf(block.rows, LONG))) parts.push(draw(block, rows))
    found.set(block, parts)
  }
  return found
}
