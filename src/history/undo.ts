import type { Cells } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
import { type ForeignKey, foreignKeys } from '../db/belongings.ts'
import { type Who, write, type Write } from '../db/write.ts'
import { countingTogether } from '../delegations/counting-together.ts'
import { erasedPeople, findStanding, isDeletable, markDeleted, markRestored } from '../deletions/marks.ts'
import { obstaclesToUnmerging } from '../deletions/merging.ts'
import type { Message } from '../web/language.ts'
import { type Group, groupsOf, isOwnBody } from './groups.ts'
import { listChanges, listSubjects, type RecordedChange, type Subject } from './queries.ts'
import { isGuarded, Left, removeTogether } from './removing-together.ts'
import { settle } from './settle.ts'
import { subjectTitle } from './told.ts'

/** From so many visits on, what is counted of them is counted for all of them at once. */
const MANY = 500

/** So many records go together. */
const TOGETHER = 100

/** What an undo gave back, and what it left because somebody changed it since. */
export interface Undone {
  actId: number | null
  /** The records of which something stays. */
  kept: Subject[]
  refusals: Refusal[]
}

/** Why a whole record could not come back, or could not go; with the page that helps, where there is one. */
export interface Refusal {
  message: Message
  href: string | null
}

/**
 * Takes an act back, as a new act: columns it changed get their former values where nobody changed them since, rows it
 * removed come back under their ids, rows it added go. What was changed since is left alone and told. A record that the
 * act made or removed goes or comes back as a whole, with everything that belongs to it, or not at all: it goes only
 * while nobody has changed anything of it since, and leaves the mark of a deletion.
 */
export function undo(db: Db, who: Who, actId: number): Undone {
  const subjects = listSubjects(db, actId)
  const refusals = obstaclesToUnmerging(db, actId).map(({ what, title, href }) => ({
    message: { text: obstacleWords[what], gaps: { title } },
    href,
  }))
  if (refusals.length) return { actId: null, kept: subjects, refusals }
  return takeBackGroups(db, who, subjects, groupsOf(db, actId, subjects), actId)
}

/**
 * Takes back what an earlier undo of an act had to leave: `subjects` are the records it left. Nobody may have changed
 * them since, or whoever did took it back.
 */
export function undoRest(db: Db, who: Who, actId: number, subjects: Subject[]): Undone {
  const groups = [...groupsOf(db, actId, subjects)].map((group) =>
    group.isWhole ? group : { ...group, changes: group.changes.flatMap((one) => notYetBack(db, one) ?? []) },
  )
  return takeBackGroups(db, who, subjects, groups, null)
}

const obstacleWords = {
  gone: 'Bản ghi được giữ, {title}, nay cũng không còn trong sổ. Khôi phục hoặc hoàn tác lần gộp ấy trước.',
  unlinked: 'Đoàn {title} từ sau khi gộp không còn ghi đối tác này. Ghi lại ở đoàn ấy rồi hoàn tác.',
}

/**
 * Brings one record back that an act removed, as an undo of that act does, together with those records of the act that
 * it points at. An act that removed nothing else is undone by that.
 */
export function restore(db: Db, who: Who, actId: number, table: string, id: number): Undone {
  const keys = foreignKeys(db)
  const all = [...groupsOf(db, actId)]
  const wanted = new Set(all.filter((group) => group.table === table && group.id === id))
  for (const group of wanted) {
    const targets = group.changes.flatMap(({ tableName, before }) => targetsOf(keys, tableName, before))
    for (const other of all) {
      const isTarget = targets.some(({ target, key }) => target === other.table && key === other.id)
      if (isTarget && other.isWhole && other.action === 'remove') wanted.add(other)
    }
  }
  const groups = all.filter((group) => wanted.has(group))
  return takeBackGroups(db, who, groups, groups, groups.length === all.length ? actId : null)
}

function takeBackGroups(
  db: Db,
  who: Who,
  subjects: Subject[],
  groups: Iterable<Group>,
  undoesActId: number | null,
): Undone {
  const keys = foreignKeys(db)
  const kept: Subject[] = []
  const refusals: Refusal[] = []
  const visits = subjects.filter(({ table }) => table === 'delegations').map(({ id }) => id)
  const undoActId = write(
    db,
    who,
    (write) => {
      const undone: Subject[] = []
      const takeBackAll = () => {
        for (const some of partsOf(groups)) {
          if (some.length > 1 && removeTogether(write, some)) undone.push(...some.map(subjectOf))
          else for (const group of some) takeBackOne(group)
        }
      }
      const takeBackOne = (group: Group) => {
        let isKept = false
        let isUndone = false
        if (group.isWhole) {
          const refused = takeBackWhole(write, group, keys)
          isKept = refused.length > 0
          isUndone = !isKept
          refusals.push(...refused)
        } else {
          for (const change of group.changes) {
            const left = takeBack(write, change)
            if (left) isKept = true
            if (left !== change) isUndone = true
          }
        }
        if (isKept) kept.push(subjectOf(group))
        if (isUndone) undone.push(subjectOf(group))
      }
      if (visits.length > MANY) countingTogether(write, visits, takeBackAll)
      else takeBackAll()
      settle(write, undone)
      return write.changeCount ? write.actId : null
    },
    undoesActId,
  )
  return { actId: undoActId, kept, refusals }
}

const subjectOf = ({ table, id }: Group): Subject => ({ table, id })

// Records of one kind that an act added, and nobody changed since, stand together: mostly they can go together. Those of
// another go before or after all of them, as they would one by one, so that whoever brings them back finds them in turn.
function* partsOf(groups: Iterable<Group>): Generator<Group[]> {
  let some: Group[] = []
  for (const group of groups) {
    const isSimple =
      group.isWhole &&
      !group.isChangedSince &&
      !isOwnBody(group) &&
      group.changes.every(({ action }) => action === 'insert')
    if (some.length && (!isSimple || some.length === TOGETHER || some[0]!.table !== group.table)) {
      yield some
      some = []
    }
    if (isSimple) some.push(group)
    else yield [group]
  }
  if (some.length) yield some
}

/** What an act changed that its undo would leave as it is today, because somebody changed it since. */
export function listStaying(
  db: Db,
  actId: number,
  subjects: Subject[] = listSubjects(db, actId),
): { staying: RecordedChange[]; isAll: boolean } {
  let isAll = true
  const staying: RecordedChange[] = []
  for (const group of groupsOf(db, actId, subjects)) {
    const left = group.changes.map((change) => stayingOf(db, change))
    const isHeld = group.isChangedSince || isOwnBody(group) || left.some(Boolean)
    if (group.isWhole ? !isHeld : left.some((change, index) => change !== group.changes[index])) isAll = false
    if (!group.isWhole) staying.push(...left.filter((change) => change !== undefined))
    else if (isHeld) staying.push(...group.changes)
  }
  return { staying, isAll }
}

// ── One record of an act ──────────────────────────────────────────────────

// Nobody comes back from before who they were was erased.
const isOfErased = (db: Db, table: string, id: number): boolean =>
  table === 'people' && erasedPeople(db).has(id)

// Why a record that was made has to stay, or one that was removed cannot come back; nothing where it is done.
function takeBackWhole(write: Write, group: Group, keys: ForeignKey[]): Refusal[] {
  const { db } = write
  const { table, id, action, changes, actId, isChangedSince } = group
  const stays = (text: string): Refusal[] => {
    const { title, href } = subjectTitle(db, table, id, 'vi')
    return [{ message: { text, gaps: { title } }, href }]
  }
  if (isOwnBody(group)) return stays('{title} là cơ quan chủ sổ nên ở lại.')
  if (isChangedSince) return stays('{title} đã được sửa từ sau đó nên ở lại.')
  if (action === 'remove') {
    if (isThere(db, table, id)) return stays('{title} đang ở trong sổ rồi.')
    if (isOfErased(db, table, id))
      return stays('{title} đã gộp vào người có dữ liệu đã xóa theo yêu cầu nên không trở lại.')
    const missing = listMissing(db, changes, keys)
    if (missing.length) return missing
  }
  try {
    write.attempt(() => {
      if (action === 'insert' && isDeletable(table)) markDeleted(write, table, id, { undoesActId: actId })
      for (const change of changes) if (takeBack(write, change)) throw new Left()
      if (action === 'remove' && isDeletable(table)) markRestored(write, table, id)
    })
    return []
  } catch (error) {
    if (!(error instanceof Left)) throw error
    if (action === 'insert') return stays('{title} ở lại, vì còn chỗ khác trong sổ dựa vào.')
    return stays('Chỗ cũ của {title} nay đã thuộc mục khác, ví dụ cùng số sổ.')
  }
}

// What rows that are to come back point at, and is there no more.
function listMissing(db: Db, changes: RecordedChange[], keys: ForeignKey[]): Refusal[] {
  const isComing = (table: string, id: unknown) =>
    changes.some(({ tableName, rowId }) => tableName === table && rowId === id)
  const missing = new Map<string, Refusal>()
  for (const { tableName, before } of changes) {
    for (const { target, targetColumn, key } of targetsOf(keys, tableName, before)) {
      if (isComing(target, key)) continue
      if (!isThere(db, target, key, targetColumn))
        missing.set(`${target} ${key}`, refusalFor(db, target, key))
    }
  }
  return [...missing.values()]
}

// The rows that a row points at.
const targetsOf = (keys: ForeignKey[], tableName: string, row: Cells | null) =>
  keys.flatMap(({ table, column, target, targetColumn }) => {
    const key = row?.[column] ?? null
    return table === tableName && key !== null ? [{ target, targetColumn, key }] : []
  })

function refusalFor(db: Db, table: string, key: string | number): Refusal {
  const deletion = findStanding(db, table, Number(key))
  if (!deletion)
    return {
      message: { text: 'Mục này cần một dòng ở bảng {table}, nay không còn.', gaps: { table } },
      href: null,
    }
  const text = 'Mục này cần {title}, nay cũng đã xóa. Khôi phục {title} trước.'
  return { message: { text, gaps: { title: deletion.title } }, href: `/deletions/${deletion.id}` }
}

const isThere = (db: Db, table: string, key: string | number, column = 'id'): boolean =>
  prepared(db, `is there ${table} ${column}`, () =>
    db.$client.prepare<[string | number]>(`select 1 from "${table}" where "${column}" = ?`),
  ).get(key) !== undefined

// ── One change ────────────────────────────────────────────────────────────

// What of a change is no longer as its act left it: nothing; the columns that somebody changed since; or all of it.
function stayingOf(db: Db, change: RecordedChange): RecordedChange | undefined {
  const { action, before, after } = change
  const row = rowOf(db, change)
  if (action === 'remove') return row && change
  const columns = Object.keys(after!)
  const changed = columns.filter((column) => row?.[column] !== after![column])
  if (!changed.length) return undefined
  if (!row || action === 'insert' || changed.length === columns.length) return change
  return { ...change, before: only(before!, changed), after: only(after!, changed) }
}

// What of a change is not as it was before it.
function notYetBack(db: Db, change: RecordedChange): RecordedChange | undefined {
  if (change.action !== 'update') return change
  const row = rowOf(db, change)
  const left = Object.keys(change.before!).filter((column) => row?.[column] !== change.before![column])
  return left.length
    ? { ...change, before: only(change.before!, left), after: only(change.after!, left) }
    : undefined
}

const rowOf = (db: Db, { tableName, rowId }: RecordedChange): Cells | undefined =>
  prepared(db, `row of ${tableName}`, () =>
    db.$client.prepare<[number], Cells>(`select * from "${tableName}" where id = ?`),
  ).get(rowId)

// What of a change could not be taken back: what stays, or all of it where others rely on the row.
function takeBack({ db, raw }: Write, change: RecordedChange): RecordedChange | undefined {
  const { tableName, rowId, action, before } = change
  const staying = stayingOf(db, change)
  if (staying === change) return change
  try {
    if (action === 'remove') raw.insert(tableName, before!)
    else if (action === 'insert') raw.remove(tableName, rowId)
    else {
      const free = Object.keys(before!).filter((column) => !(staying && column in staying.before!))
      raw.update(tableName, rowId, only(before!, free))
    }
    return staying
  } catch (error) {
    if (isGuarded(error)) return change
    throw error
  }
}

const only = (cells: Cells, columns: string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, cells[column]!]))

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
