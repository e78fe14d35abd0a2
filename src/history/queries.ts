import { and, asc, count, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { acts, type Cells, changes } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
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

// What anybody who enters data may take back; the rest is the administrators'.
const ofClerks = new Set(['delegations', 'partners', 'people', 'sources'])

/** What taking an act back asks for; undefined where part of it is out of the reader's sight. */
export function rightToUndo(db: Db, actId: number): 'enter' | 'administer' | undefined {
  const subjects = (register: Db) =>
    prepared(register, 'subjects of act', () =>
      register
        .select({ subject: changes.subjectTable, rows: count() })
        .from(changes)
        .where(eq(changes.actId, sql.placeholder('actId')))
        .groupBy(changes.subjectTable)
        .prepare(),
    ).all({ actId })
  const seen = subjects(db)
  if (JSON.stringify(seen) !== JSON.stringify(subjects(wholeOf(db)))) return undefined
  return seen.every(({ subject }) => ofClerks.has(subject)) ? 'enter' : 'administer'
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
