import type { Cells } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
import { type Who, write, type Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'
import { people } from '../people/person.ts'
import { forgetEntry, indexDelegation, indexPartner, indexPerson } from '../search/indexing.ts'
import { listChanges, listChangesOfSubject, type RecordedChange } from './queries.ts'

/** What an undo gave back, and what it left because somebody changed it since. */
export interface Undone {
  actId: number | null
  kept: RecordedChange[]
}

/**
 * Takes an act back, as a new act: columns it changed get their former values where nobody changed them since, rows it
 * removed come back under their ids, rows it added go. What was changed since is left alone and told. A record it
 * made is taken away only while nobody has changed anything of it since.
 */
export function undo(db: Db, who: Who, actId: number): Undone {
  const changes = listChanges(db, [actId]).toReversed()
  const made = changes.filter(
    ({ action, tableName, subjectTable }) => action === 'insert' && tableName === subjectTable,
  )
  const changedSince = made.filter(
    ({ subjectTable, subjectId }) => listChangesOfSubject(db, subjectTable, subjectId, actId).length > 0,
  )
  const keptSubjects = new Set(
    changedSince.map(({ subjectTable, subjectId }) => `${subjectTable} ${subjectId}`),
  )
  const isKept = ({ subjectTable, subjectId }: RecordedChange) =>
    keptSubjects.has(`${subjectTable} ${subjectId}`)
  const kept: RecordedChange[] = []
  let isAnyUndone = false
  write(
    db,
    who,
    (write) => {
      for (const change of changes) {
        const left = isKept(change) ? change : takeBack(write, change)
        if (left) kept.push(left)
        if (left !== change) isAnyUndone = true
      }
      settle(write, changes)
    },
    actId,
  )
  const last = db.$client
    .prepare('select max(id) id from history_acts where undoes_act_id = ?')
    .get(actId) as {
    id: number | null
  }
  return { actId: isAnyUndone ? last.id : null, kept }
}

// What of a change could not be taken back: nothing; the columns that somebody changed since; or all of it, where the
// row is no longer as the act left it or others rely on it.
function takeBack({ db, raw }: Write, change: RecordedChange): RecordedChange | undefined {
  const { tableName, rowId, action, before, after } = change
  const row = prepared(db, `row of ${tableName}`, () =>
    db.$client.prepare<[number], Cells>(`select * from "${tableName}" where id = ?`),
  ).get(rowId)
  const isAsLeft = (column: string) => row?.[column] === after![column]
  try {
    if (action === 'update') {
      const columns = Object.keys(after!)
      const [free, changed] = [columns.filter(isAsLeft), columns.filter((column) => !isAsLeft(column))]
      if (!row || !free.length) return change
      raw.update(tableName, rowId, only(before!, free))
      return changed.length
        ? { ...change, before: only(before!, changed), after: only(after!, changed) }
        : undefined
    }
    if (action === 'remove' ? row : !Object.keys(after!).every(isAsLeft)) return change
    if (action === 'remove') raw.insert(tableName, before!)
    else raw.remove(tableName, rowId)
    return undefined
  } catch (error) {
    // The tables guard: another row relies on this one, or its place is taken.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))
      return change
    throw error
  }
}

const only = (cells: Cells, columns: string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, cells[column]!]))

// What is worked out from records follows them: their versions and what they are found by.
function settle(write: Write, changes: RecordedChange[]) {
  const subjects = new Map(changes.map((change) => [`${change.subjectTable} ${change.subjectId}`, change]))
  const rows = new Set(
    changes
      .filter(({ tableName, subjectTable }) => tableName === subjectTable)
      .map(({ subjectTable, subjectId }) => `${subjectTable} ${subjectId}`),
  )
  for (const [subject, { subjectTable, subjectId }] of subjects) {
    const isThere = write.db.$client.prepare(`select 1 from "${subjectTable}" where id = ?`).get(subjectId)
    const touchesRow = rows.has(subject)
    if (subjectTable === 'delegations') {
      if (!isThere) forgetEntry(write, 'delegation', String(subjectId))
      else {
        if (!touchesRow) write.touch(delegations, subjectId)
        indexDelegation(write, subjectId)
      }
    } else if (subjectTable === 'partners') {
      if (!isThere) forgetEntry(write, 'partner', String(subjectId))
      else {
        if (!touchesRow) write.touch(partners, subjectId)
        indexPartner(write, subjectId)
      }
    } else if (subjectTable === 'people') {
      if (!isThere) forgetEntry(write, 'person', String(subjectId))
      else {
        if (!touchesRow) write.touch(people, subjectId)
        indexPerson(write, subjectId)
      }
    }
  }
}

/** What an act changed that its undo did not take back. */
export function keptOf(db: Db, actId: number, undoActId: number): RecordedChange[] {
  const inverse = { insert: 'remove', remove: 'insert', update: 'update' } as const
  const keyOf = (tableName: string, rowId: number, action: string) => `${tableName} ${rowId} ${action}`
  const undone = new Map(
    listChanges(db, [undoActId])
      .toReversed()
      .map((other) => [keyOf(other.tableName, other.rowId, other.action), other]),
  )
  return listChanges(db, [actId]).flatMap((change) => {
    const back = undone.get(keyOf(change.tableName, change.rowId, inverse[change.action]))
    if (!back) return [change]
    if (change.action !== 'update') return []
    const left = Object.keys(change.after!).filter((column) => !(column in back.after!))
    return left.length
      ? [{ ...change, before: only(change.before!, left), after: only(change.after!, left) }]
      : []
  })
}
