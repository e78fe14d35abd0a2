import type { Speech } from '../web/language.ts'
import type { ImportRow, StoredLine } from './queries.ts'

/** An import as other programs read it: every line of every sheet. */
export function asJson(row: ImportRow, undoneByActId: number | null, lines: StoredLine[], { say }: Speech) {
  const items = lines.map((line) => ({
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
  }))
  return {
    id: row.id,
    fileName: row.fileName,
    state: undoneByActId === null ? row.state : 'undone',
    committedAt: row.committedAt,
    next: null,
    items,
    // The same under the name the page uses.
    lines: items,
  }
}
