import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { pointersAt, rowsOf } from '../db/belongings.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { listDelegationsByIds } from '../delegations/queries.ts'
import { type EntryKind } from '../search/entry.ts'
import { forgetEntry } from '../search/indexing.ts'
import { folded } from '../vietnamese.ts'
import { type Deletable, deletions } from './deletion.ts'
import { erasedPeople, markDeleted, markWithoutErased } from './marks.ts'

/** How many deletions a page lists. */
export const DELETIONS_A_PAGE = 50

/** What the list of deletions may be asked for. */
export interface DeletionFilters {
  kind: Deletable[]
  q: string[]
  /** The last deletion of the page before. */
  before: number[]
}

/** Deletions, the last first: one more than a page, where there are more. */
export function listDeletions(db: Db, { kind, q, before }: DeletionFilters, limit = DELETIONS_A_PAGE) {
  const words = q.flatMap((typed) => folded(typed).split(' ').filter(Boolean))
  const erased = [...erasedPeople(db).keys()]
  return db
    .select()
    .from(deletions)
    .where(
      and(
        // Who was erased is found by no name.
        words.length && erased.length
          ? sql`not (${deletions.subjectTable} = 'people' and ${inArray(deletions.subjectId, erased)})`
          : undefined,
        kind.length ? inArray(deletions.subjectTable, kind) : undefined,
        ...words.map((word) => sql`instr(${deletions.matchKey}, ${word})`),
        before[0] ? lt(deletions.id, before[0]) : undefined,
      ),
    )
    .orderBy(desc(deletions.id))
    .limit(limit + 1)
    .all()
    .map((deletion) => markWithoutErased(db, deletion))
}

export type Deletion = ReturnType<typeof listDeletions>[number]

export const findDeletion = (db: Db, id: number): Deletion | undefined =>
  db
    .select()
    .from(deletions)
    .where(eq(deletions.id, id))
    .all()
    .map((deletion) => markWithoutErased(db, deletion))[0]

/** What an act deleted, the first of it. */
export const listDeletionsOfAct = (db: Db, actId: number, limit = 20): Deletion[] =>
  db
    .select()
    .from(deletions)
    .where(eq(deletions.actId, actId))
    .orderBy(deletions.id)
    .limit(limit)
    .all()
    .map((deletion) => markWithoutErased(db, deletion))

/** How many rows of each table go with a record when it is deleted. */
export const countBelongings = (db: Db, table: Deletable, id: number): Map<string, number> =>
  new Map(
    rowsOf(db, table, id)
      .filter((rows) => rows.table !== table)
      .map((rows) => [rows.table, rows.ids.length]),
  )

/** Where a visit points at a record, and the column of the visit: such a record stays for as long as the visit does. */
export const visitOf: Readonly<Record<string, string>> = {
  'delegation_partners.partner_id': 'delegation_id',
  'follow_ups.partner_id': 'delegation_id',
  'programme_items.partner_id': 'delegation_id',
  'participants.person_id': 'delegation_id',
}

/** What keeps a record from being deleted: the visits that name it, and rows of other tables that do. */
export function holdersOf(db: Db, table: Deletable, id: number) {
  const pointers = pointersAt(db, table, id)
  const visitIds = new Set<number>()
  const others: { table: string; count: number }[] = []
  for (const { table, column, ids } of pointers) {
    const visitColumn = visitOf[`${table}.${column}`]
    if (!visitColumn) others.push({ table, count: ids.length })
    else for (const visit of visitsAt(db, table, visitColumn, ids)) visitIds.add(visit)
  }
  const visits = listDelegationsByIds(db, [...visitIds]).toSorted((one, other) =>
    one.startsOn < other.startsOn ? 1 : -1,
  )
  return { visits, others, isHeld: visits.length + others.length > 0 }
}

const visitsAt = (db: Db, table: string, column: string, ids: number[]): number[] =>
  db.$client
    .prepare<[string], { visit: number }>(
      `select distinct "${column}" as visit from "${table}" where id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(ids))
    .map(({ visit }) => visit)

const entryKindOf: Record<Deletable, EntryKind> = {
  delegations: 'delegation',
  partners: 'partner',
  people: 'person',
}

/** Takes a record out of the register with everything that belongs to it, and leaves its mark; the mark's id. */
export function deleteRecord(write: Write, table: Deletable, id: number, reason: string): number {
  const deletionId = markDeleted(write, table, id, { reason })
  for (const rows of rowsOf(write.db, table, id)) {
    for (const row of rows.ids) write.raw.remove(rows.table, row)
  }
  forgetEntry(write, entryKindOf[table], String(id))
  return deletionId
}
