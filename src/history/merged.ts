import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { deletions } from '../deletions/deletion.ts'
import { findNamed, findStanding, isDeletable } from '../deletions/marks.ts'
import type { RecordedChange } from './queries.ts'

// How history names records that are no more, and what they were merged into.

/** Deleted records by what they were called: who was merged into somebody is named as they were. */
export const listDeleted = (db: Db, table: 'people' | 'partners', ids: number[]) =>
  db
    .select({ id: deletions.subjectId, name: deletions.title })
    .from(deletions)
    .where(and(eq(deletions.subjectTable, table), inArray(deletions.subjectId, ids)))
    .all()

/** What each record that an act merged into another went into, by act and record. */
export function mergedNamed(db: Db, changes: RecordedChange[]): Map<string, string> {
  const actIds = changes
    .filter(({ action, tableName }) => action === 'remove' && isDeletable(tableName))
    .map(({ actId }) => actId)
  if (!actIds.length) return new Map()
  const marks = db
    .select()
    .from(deletions)
    .where(and(isNotNull(deletions.mergedIntoId), inArray(deletions.actId, [...new Set(actIds)])))
    .all()
  return new Map(
    marks.map(({ actId, subjectTable, subjectId, mergedIntoId }) => [
      `${actId} ${subjectTable} ${subjectId}`,
      // The one that stays may have taken the name of the other.
      nameBefore(changes, actId, subjectTable, mergedIntoId!) ??
        (findNamed(db, subjectTable, mergedIntoId!) ?? findStanding(db, subjectTable, mergedIntoId!))
          ?.title ??
        '?',
    ]),
  )
}

function nameBefore(changes: RecordedChange[], actId: number, table: string, id: number): string | undefined {
  const own = changes.find((one) => one.actId === actId && one.tableName === table && one.rowId === id)
  return typeof own?.before?.name === 'string' ? own.before.name : undefined
}
