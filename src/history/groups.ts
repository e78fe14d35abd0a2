import type { Db } from '../db/open.ts'
import {
  listChangesOfSubjects,
  listSubjects,
  type RecordedChange,
  type Subject,
  subjectsChangedSince,
  withoutErased,
} from './queries.ts'

/** What an act did to one record. */
export interface Group {
  actId: number
  table: string
  id: number
  /** The change that made or removed the record itself: all of the group's changes go one way with it. */
  isWhole: boolean
  action: RecordedChange['action']
  /** The last first. */
  changes: RecordedChange[]
  /** Whether somebody changed since what the act made. */
  isChangedSince: boolean
}

/** So many records are looked up together. */
const AT_ONCE = 100

/**
 * What an act did to each record, the one changed last first: it may rely on those before it. Some at a time, because an
 * act may have a hundred thousand changes.
 */
export function* groupsOf(
  db: Db,
  actId: number,
  subjects: Subject[] = listSubjects(db, actId),
): Generator<Group> {
  const told = withoutErased(db)
  for (let at = 0; at < subjects.length; at += AT_ONCE) {
    const some = subjects.slice(at, at + AT_ONCE)
    const bySubject = Map.groupBy(
      listChangesOfSubjects(db, actId, some, told),
      ({ subjectTable, subjectId }) => nameOf({ table: subjectTable, id: subjectId }),
    )
    const changedSince = new Set(subjectsChangedSince(db, actId, some).map(nameOf))
    for (const subject of some) {
      const { table, id } = subject
      const changes = bySubject.get(nameOf(subject)) ?? []
      const ofRecord = changes.filter(({ tableName, action }) => tableName === table && action !== 'update')
      const action = ofRecord[0]?.action ?? 'update'
      yield {
        actId,
        table,
        id,
        isWhole: ofRecord.length === 1,
        action,
        changes,
        isChangedSince: action === 'insert' && changedSince.has(nameOf(subject)),
      }
    }
  }
}

const nameOf = ({ table, id }: Subject) => `${table} ${id}`

/** No register is without the body whose register it is. */
export const isOwnBody = ({ table, action, changes }: Group): boolean =>
  table === 'units' && action === 'insert' && changes.some(({ after }) => after?.kind === 'own_body')
