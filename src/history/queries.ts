import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, sql } from 'drizzle-orm'
import { asAdded } from '../db/columns.ts'
import { acts, type Cells, changes } from '../db/history.ts'
import { type Db, prepared, readApart, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { ERASED, erasedPeople } from '../deletions/marks.ts'
import type { Right } from '../rights.ts'
import { firstDay, lastDay, addDays } from '../dates.ts'

/** How many acts a page of history shows. */
export const ACTS_A_PAGE = 50

export interface Act {
  id: number
  at: string
  who: string
  origin: string | null
  undoesActId: number | null
  undoneByActId: number | null
  /** Rows written, of every record. */
  changeCount: number
  /** Whether it did anything that could be taken back: the own body stays. */
  isUndoable: boolean
}

export interface RecordedChange {
  id: number
  actId: number
  subjectTable: string
  subjectId: number
  tableName: string
  rowId: number
  action: 'insert' | 'update' | 'remove'
  before: Cells | null
  after: Cells | null
}

/** What history may be asked for. */
export interface HistoryFilters {
  who: string[]
  /** 'delegations-7' */
  record: { table: string; id: number }[]
  /** Days in Viet Nam, as far as they are known. */
  day: string[]
  /** The last act of the page before. */
  before: number[]
}

const columns = {
  id: acts.id,
  at: acts.at,
  who: acts.who,
  origin: acts.origin,
  undoesActId: acts.undoesActId,
  undoneByActId: sql<
    number | null
  >`(select max(undo.id) from history_acts undo where undo.undoes_act_id = history_acts.id)`,
  changeCount: sql<number>`(select count(*) from history_changes where act_id = history_acts.id)`,
  isUndoable: sql`exists (select 1 from history_changes where act_id = history_acts.id and not (
    table_name = 'units' and action = 'insert' and json_extract(after, '$.kind') = 'own_body'))`.mapWith(
    Boolean,
  ),
}

/** The acts that the filters mean, newest first: one more than a page, where there are more. */
export function listActs(db: Db, { who, record, day, before }: HistoryFilters, limit = ACTS_A_PAGE): Act[] {
  const [subject] = record
  const [date] = day
  const asked = { who: who.length > 0, record: !!subject, day: !!date, before: !!before[0] }
  return prepared(db, `acts ${JSON.stringify(asked)}`, () =>
    db
      .select(columns)
      .from(acts)
      .where(
        and(
          asked.who
            ? sql`${acts.who} in (select value from json_each(${sql.placeholder('who')}))`
            : undefined,
          asked.record
            ? sql`${acts.id} in (select act_id from history_changes
                where subject_table = ${sql.placeholder('table')} and subject_id = ${sql.placeholder('id')})`
            : undefined,
          asked.day ? gte(acts.at, sql.placeholder('from')) : undefined,
          asked.day ? lt(acts.at, sql.placeholder('until')) : undefined,
          asked.before ? lt(acts.id, sql.placeholder('before')) : undefined,
        ),
      )
      .orderBy(desc(acts.id))
      .limit(sql.placeholder('limit'))
      .prepare(),
  ).all({
    who: JSON.stringify(who),
    ...subject,
    from: date && startOfDay(firstDay(date)),
    until: date && startOfDay(addDays(lastDay(date), 1)),
    before: before[0],
    limit: limit + 1,
  })
}

// Midnight in Viet Nam, in UTC.
const startOfDay = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString()

export function findAct(db: Db, id: number): Act | undefined {
  return db.select(columns).from(acts).where(eq(acts.id, id)).get()
}

interface Touched {
  rows: number
  isOther: number | null
  isShared: number | null
  isErasure: number | null
  isDecision: number | null
}

/**
 * The rights that taking an act back asks for, all of them; undefined where nobody may: part of it is out of the
 * reader's sight, or it erased somebody's data.
 */
export function rightsToUndo(db: Db, actId: number): Right[] | undefined {
  const seen = touchedBy(wholeOf(db), actId)
  if (seen.isErasure || (db !== wholeOf(db) && !isAllInSight(db, actId, seen.rows))) return undefined
  const rights: Right[] = ['enter']
  if (seen.isOther) rights.push('administer')
  if (seen.isShared) rights.push('enterAtCentre')
  if (seen.isDecision) rights.push('approve')
  return rights
}

/** An act of more changes is nobody's of a unit: looking for what of it they see would take as long as reading it. */
const MOST_OF_A_UNIT = 2000

const isAllInSight = (part: Db, actId: number, rows: number): boolean =>
  rows <= MOST_OF_A_UNIT && rows === countChanges(part, actId)

const touched = new WeakMap<Db, Map<number, Touched>>()

// History never changes, so what an act touched is found out once: of an import, that reads a hundred thousand rows, and
// none of them is read again soon.
function touchedBy(whole: Db, actId: number): Touched {
  let known = touched.get(whole)
  if (!known) touched.set(whole, (known = new Map()))
  let found = known.get(actId)
  if (!found) {
    const { inTransaction } = whole.$client
    const find = (client: Db['$client']) => client.prepare<[number], Touched>(TOUCHED)
    const isLarge = countChanges(whole, actId) > MANY_CHANGES
    found =
      isLarge && !inTransaction
        ? readApart(whole, (client) => find(client).get(actId)!)
        : prepared(whole, 'what an act touches', () => find(whole.$client)).get(actId)!
    if (known.size >= 5000) known.clear()
    // What is under way may never come to be.
    if (!inTransaction) known.set(actId, found)
  }
  return found
}

const MANY_CHANGES = 10_000

const countChanges = (db: Db, actId: number): number =>
  prepared(db, 'rows of an act', () =>
    db.$client.prepare<[number], number>('select count(*) from history_changes where act_id = ?').pluck(),
  ).get(actId)!

const TOUCHED = `select count(*) as rows,
   max(subject_table not in ('delegations', 'partners', 'people', 'sources', 'opening_figures', 'yearly_reports',
     'accepted_contradictions')) as isOther,
   -- Everybody's, but for whom the act itself first wrote down.
   max(subject_table = 'partners' or subject_table = 'people' and not exists (
     select 1 from history_changes made where made.table_name = 'people' and made.row_id = change.subject_id
       and made.act_id = change.act_id and made.action = 'insert')) as isShared,
   max(case when table_name = 'people' then after ->> 'erased_on' is not null end) as isErasure,
   -- Approving, accepting a report or returning it, and letting one go, is decided by those who may; so is
   -- taking any of it back. So is giving a report more time.
   max(case
     when table_name in ('report_extensions', 'opening_figures', 'accepted_contradictions') then 1
     when table_name = 'delegations' and action = 'insert' then after ->> 'status' = 'approved'
     when table_name = 'delegations' and action = 'update' then
       'approved' in (before ->> 'status', after ->> 'status')
       or coalesce(before ->> 'approval_number', before ->> 'approved_on', before ->> 'approval_authority')
         is not null
     when table_name = 'visit_reports' and action = 'update' then
       before ->> 'status' in ('waived', 'accepted')
       or after ->> 'status' in ('waived', 'accepted', 'returned')
   end) as isDecision
 from history_changes change where act_id = ?`

/** The last act that changed a record, if any did. */
export function lastActOf(db: Db, table: string, id: number): Act | undefined {
  return listActs(db, { who: [], record: [{ table, id }], day: [], before: [] }, 1)[0]
}

/** What acts changed, of everything or of one record, in the order it happened. */
export function listChanges(
  db: Db,
  actIds: number[],
  record?: HistoryFilters['record'][number],
): RecordedChange[] {
  if (!actIds.length) return []
  return db
    .select()
    .from(changes)
    .where(
      and(
        inArray(changes.actId, actIds),
        record ? eq(changes.subjectTable, record.table) : undefined,
        record ? eq(changes.subjectId, record.id) : undefined,
      ),
    )
    .orderBy(asc(changes.id))
    .all()
    .map(read(db))
    .map(withoutErased(db))
}

/** The first changes of each act, at most so many: an import has a hundred thousand that no page tells. */
export function listFirstChanges(db: Db, actIds: number[], most: number): RecordedChange[] {
  if (!actIds.length) return []
  // The changes of an act stand one after the other.
  return db
    .select(getTableColumns(changes))
    .from(acts)
    .innerJoin(
      changes,
      and(
        eq(changes.actId, acts.id),
        sql`${changes.id} < (select min(id) from history_changes where act_id = ${acts.id}) + ${most}`,
      ),
    )
    .where(inArray(acts.id, actIds))
    .orderBy(asc(changes.id))
    .all()
    .map(read(db))
    .map(withoutErased(db))
}

/** A record that an act changed, or something of what belongs to it. */
export interface Subject {
  table: string
  id: number
}

/** The records that an act changed, the one changed last first. */
export const listSubjects = (db: Db, actId: number): Subject[] =>
  prepared(db, 'subjects of act', () =>
    db.$client.prepare<[number], Subject>(
      `select subject_table "table", subject_id id from history_changes where act_id = ?
       group by subject_table, subject_id order by max(id) desc`,
    ),
  ).all(actId)

/** What an act changed of some records, the last first; `told` takes out what was erased since. */
export const listChangesOfSubjects = (
  db: Db,
  actId: number,
  subjects: Subject[],
  told: (change: RecordedChange) => RecordedChange,
): RecordedChange[] =>
  prepared(db, 'changes of act and subjects', () =>
    db.$client
      .prepare<[string, number], StoredRow>(
        `select change.id, subject_table, subject_id, table_name, row_id, action, before, after
         from json_each(?) asked cross join history_changes change
           on subject_table = asked.value ->> 'table' and subject_id = asked.value ->> 'id' and act_id = ?
         order by change.id desc`,
      )
      .raw(),
  )
    .all(JSON.stringify(subjects), actId)
    .map(([id, subjectTable, subjectId, tableName, rowId, action, before, after]) =>
      told({
        id,
        actId,
        subjectTable,
        subjectId,
        tableName,
        rowId,
        action,
        before: cellsIn(before),
        after: afterIn(db, { action, tableName, after }),
      }),
    )

type StoredRow = [
  id: number,
  subjectTable: string,
  subjectId: number,
  tableName: string,
  rowId: number,
  action: RecordedChange['action'],
  before: string | null,
  after: string | null,
]

export const listChangesByIds = (db: Db, ids: number[]): RecordedChange[] =>
  db
    .select()
    .from(changes)
    .where(inArray(changes.id, ids))
    .orderBy(asc(changes.id))
    .all()
    .map(read(db))
    .map(withoutErased(db))

/**
 * Those of some records that were changed, or something of what belongs to them, after an act; a change that was taken
 * back since is none.
 */
export const subjectsChangedSince = (db: Db, actId: number, subjects: Subject[]): Subject[] =>
  prepared(db, 'subjects changed since', () =>
    db.$client.prepare<[string, number, number], Subject>(
      `select value ->> 'table' "table", value ->> 'id' id from json_each(?) asked where exists (
         select 1 from history_changes changed join history_acts act on act.id = changed.act_id
         where subject_table = asked.value ->> 'table' and subject_id = asked.value ->> 'id' and act_id > ?
           and not exists (select 1 from history_acts undo where undo.undoes_act_id = act.id and ${isStanding('undo')})
           and not (coalesce(act.undoes_act_id, 0) > ? and ${isStanding('act')}))`,
    ),
  ).all(JSON.stringify(subjects), actId, actId)

/** Whether an act was not taken back. */
const isStanding = (act: string) =>
  `not exists (select 1 from history_acts later where later.undoes_act_id = ${act}.id)`

/** Everybody who ever changed something. */
export const listWho = (db: Db): string[] =>
  db
    .selectDistinct({ who: acts.who })
    .from(acts)
    .orderBy(acts.who)
    .all()
    .map(({ who }) => who)

const cellsIn = (json: string | null) => (json === null ? null : (JSON.parse(json) as Cells))

const read =
  (db: Db) =>
  (row: typeof changes.$inferSelect): RecordedChange => ({
    ...row,
    before: cellsIn(row.before),
    after: afterIn(db, row),
  })

function afterIn(
  db: Db,
  { action, tableName, after }: { action: string; tableName: string; after: string | null },
): Cells | null {
  const cells = cellsIn(after)
  return cells && action === 'insert' ? asAdded(db, tableName, cells) : cells
}

// What says who somebody is, in the rows that do.
const personal: Record<string, string[]> = {
  people: ['name', 'nationality', 'note', 'match_key', 'sort_key'],
  person_names: ['name', 'match_key'],
  participants: ['post', 'organisation'],
}

/** Somebody whose data was erased is told of no more, although what was recorded stays in the chain. */
export function withoutErased(db: Db): (change: RecordedChange) => RecordedChange {
  const isOfErased = erasedIn(db)
  return (change) => {
    const columns = personal[change.tableName]
    if (!columns || !isOfErased(change)) return change
    const told = (cells: Cells | null) =>
      cells &&
      Object.fromEntries(
        Object.entries(cells).map(([column, value]) => [
          column,
          columns.includes(column) && value !== null ? ERASED : value,
        ]),
      )
    return { ...change, before: told(change.before), after: told(change.after) }
  }
}

function erasedIn(db: Db): (change: RecordedChange) => boolean {
  const people = erasedPeople(db)
  const lines = remembered(
    db,
    'lines of erased people',
    () =>
      new Set(
        db.$client
          .prepare<[], number>(
            `select participants.id from participants join people on people.id = participants.person_id
             where people.erased_on is not null`,
          )
          .pluck()
          .all(),
      ),
  )
  return ({ tableName, subjectId, rowId, before, after }) => {
    if (tableName !== 'participants') return people.has(subjectId)
    return lines.has(rowId) || people.has(Number((after ?? before)?.person_id))
  }
}
