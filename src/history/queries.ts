import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, sql } from 'drizzle-orm'
import { acts, type Cells, changes } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
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
}

/** The acts that the filters mean, newest first: one more than a page, where there are more. */
export function listActs(db: Db, { who, record, day, before }: HistoryFilters, limit = ACTS_A_PAGE): Act[] {
  const [subject] = record
  const [date] = day
  return db
    .select(columns)
    .from(acts)
    .where(
      and(
        who.length ? inArray(acts.who, who) : undefined,
        subject
          ? sql`${acts.id} in (select act_id from history_changes where subject_table = ${subject.table} and subject_id = ${subject.id})`
          : undefined,
        date ? gte(acts.at, startOfDay(firstDay(date))) : undefined,
        date ? lt(acts.at, startOfDay(addDays(lastDay(date), 1))) : undefined,
        before[0] ? lt(acts.id, before[0]) : undefined,
      ),
    )
    .orderBy(desc(acts.id))
    .limit(limit + 1)
    .all()
}

// Midnight in Viet Nam, in UTC.
const startOfDay = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString()

export function findAct(db: Db, id: number): Act | undefined {
  return db.select(columns).from(acts).where(eq(acts.id, id)).get()
}

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
    .map(read)
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
    .map(read)
}

/** What was changed of one record and what belongs to it, newest first, since an act (not included). */
export function listChangesOfSubject(
  db: Db,
  table: string,
  id: number,
  afterActId: number,
): RecordedChange[] {
  return prepared(db, 'changes of subject', () =>
    db
      .select()
      .from(changes)
      .where(
        and(
          eq(changes.subjectTable, sql.placeholder('table')),
          eq(changes.subjectId, sql.placeholder('id')),
          sql`${changes.actId} > ${sql.placeholder('afterActId')}`,
        ),
      )
      .orderBy(desc(changes.id))
      .prepare(),
  )
    .all({ table, id, afterActId })
    .map(read)
}

/** Everybody who ever changed something. */
export const listWho = (db: Db): string[] =>
  db
    .selectDistinct({ who: acts.who })
    .from(acts)
    .orderBy(acts.who)
    .all()
    .map(({ who }) => who)

function read(row: typeof changes.$inferSelect): RecordedChange {
  const cells = (json: string | null) => (json === null ? null : (JSON.parse(json) as Cells))
  return { ...row, before: cells(row.before), after: cells(row.after) }
}
