import { setImmediate } from 'node:timers/promises'
import type { Db } from '../db/open.ts'
import type { Speech } from '../web/language.ts'
import { type ImportRow, listLines, type StoredLine } from './queries.ts'

const AT_ONCE = 300

/**
 * An import as other programs read it, piece by piece: every line of every sheet, as `items` like every list and as
 * `lines`. Others are answered between the pieces.
 */
export async function* asJson(db: Db, row: ImportRow, undoneByActId: number | null, speech: Speech) {
  const head = {
    id: row.id,
    fileName: row.fileName,
    state: undoneByActId === null ? row.state : 'undone',
    committedAt: row.committedAt,
    next: null,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"items":`
  yield* linesOf(db, row.id, speech)
  yield ',"lines":'
  yield* linesOf(db, row.id, speech)
  yield '}'
}

async function* linesOf(db: Db, importId: number, speech: Speech) {
  let mark = '['
  for (let after = 0; ;) {
    const lines = listLines(db, importId, 'all', after, AT_ONCE).slice(0, AT_ONCE)
    if (!lines.length) break
    after = lines.at(-1)!.id
    yield mark + lines.map((line) => JSON.stringify(lineAsJson(line, speech))).join()
    mark = ','
    await setImmediate()
  }
  yield mark === '[' ? '[]' : ']'
}

const lineAsJson = (line: StoredLine, { say }: Speech) => ({
  sheet: line.sheet,
  line: line.line,
  verdict: line.verdict,
  values: line.values,
  ...(line.duplicateOf && { duplicateOf: line.duplicateOf }),
  ...(line.changes && { changes: line.changes }),
  ...(line.reason && { reason: say(line.reason) }),
  ...(line.madeId !== null && { delegation: line.madeId }),
  problems: line.problems.map(({ field, text, reason }) => ({ field, text, reason: say(reason) })),
  notes: line.notes.map(say),
})
