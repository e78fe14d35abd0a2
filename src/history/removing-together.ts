import type { Write } from '../db/write.ts'
import { isDeletable, markDeleted } from '../deletions/marks.ts'
import type { Group } from './groups.ts'
import type { RecordedChange } from './queries.ts'

/** Something is no longer as the act left it. */
export class Left extends Error {}

/** Whether the tables guard against it: another row relies on this one, or its place is taken. */
export const isGuarded = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')

/**
 * Takes records away again that an act added, with all it added to them: true, or, where anything stands in the way of one
 * of them, false with nothing done. One by one, thousands would take minutes.
 */
export function removeTogether(write: Write, groups: Group[]): boolean {
  try {
    write.attempt(() => {
      for (const { table, id, actId } of groups)
        if (isDeletable(table)) markDeleted(write, table, id, { undoesActId: actId })
      const changes = groups.flatMap((group) => group.changes).toSorted((one, other) => other.id - one.id)
      for (const some of runsOf(changes)) removeRows(write, some)
    })
    return true
  } catch (error) {
    if (error instanceof Left || isGuarded(error)) return false
    throw error
  }
}

// Changes of one table that stand together.
function* runsOf(changes: RecordedChange[]): Generator<RecordedChange[]> {
  let some: RecordedChange[] = []
  for (const change of changes) {
    if (some.length && some[0]!.tableName !== change.tableName) {
      yield some
      some = []
    }
    some.push(change)
  }
  if (some.length) yield some
}

function removeRows({ raw }: Write, changes: RecordedChange[]) {
  const rows = raw.removeAll(
    changes[0]!.tableName,
    changes.map(({ rowId }) => rowId),
  )
  const areAsAdded = changes.every(({ after }, at) => {
    for (const column in after) if (rows[at]?.[column] !== after[column]) return false
    return true
  })
  if (!areAsAdded || rows.length !== changes.length) throw new Left()
}
