import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'
import { people } from '../people/person.ts'
import { folded } from '../vietnamese.ts'
import { type Deletable, deletable, deletions } from './deletion.ts'

// The marks that deleting leaves and restoring completes. Whatever removes a record or brings one back, a deletion or
// an undo, comes by here.

export const isDeletable = (table: string): table is Deletable => Object.hasOwn(deletable, table)

/** Why a record goes: what somebody gave as a reason, or the act whose undo takes it away. */
export type Why = { reason: string; mergedIntoId?: number } | { undoesActId: number }

/** Leaves the mark of a record that is about to be removed by this write; its id. */
export function markDeleted(write: Write, table: Deletable, id: number, why: Why): number {
  const named = findNamed(write.db, table, id)
  if (!named) throw new RangeError(`no ${table} ${id}`)
  return write.insert(deletions, {
    subjectTable: table,
    subjectId: id,
    ...named,
    matchKey: folded([named.code, named.title].filter(Boolean).join(' ')),
    ...why,
    deletedAt: new Date().toISOString(),
    deletedBy: write.who.name,
    actId: write.actId,
  })
}

/** Completes the mark of a record that this write brought back. */
export function markRestored(write: Write, table: Deletable, id: number) {
  const standing = findStanding(write.db, table, id)
  if (!standing) return
  write.update(deletions, standing.id, {
    restoredAt: new Date().toISOString(),
    restoredBy: write.who.name,
    restoredActId: write.actId,
  })
}

/** The mark of a record that is deleted now. */
export function findStanding(db: Db, table: string, id: number): typeof deletions.$inferSelect | undefined {
  return prepared(db, 'standing deletion', () =>
    db
      .select()
      .from(deletions)
      .where(
        and(
          sql`${deletions.subjectTable} = ${sql.placeholder('table')}`,
          eq(deletions.subjectId, sql.placeholder('id')),
          isNull(deletions.restoredAt),
        ),
      )
      .prepare(),
  )
    .all({ table, id })
    .map((mark) => markWithoutErased(db, mark))[0]
}

/** A mark that names nobody whose data was erased since. */
export const markWithoutErased = (db: Db, mark: typeof deletions.$inferSelect) =>
  mark.subjectTable === 'people' && erasedPeople(db).has(mark.subjectId) ? { ...mark, title: ERASED } : mark

/** What stands where something was erased. */
export const ERASED = '(đã xóa theo yêu cầu)'

/** What a record is called now: a visit by its number too. */
export function findNamed(
  db: Db,
  table: Deletable,
  id: number,
): { code: string | null; title: string } | undefined {
  if (table === 'delegations') {
    return prepared(db, 'number and title of delegation', () =>
      db
        .select({ code: delegations.code, title: delegations.title })
        .from(delegations)
        .where(eq(delegations.id, sql.placeholder('id')))
        .prepare(),
    ).get({ id })
  }
  const named = table === 'partners' ? partners : people
  return db
    .select({ code: sql<null>`null`, title: named.name })
    .from(named)
    .where(eq(named.id, id))
    .get()
}

/**
 * People of whom nothing is told any more, each with what stands for their name: whose data was erased, and who was
 * merged into somebody whose data was.
 */
export const erasedPeople = (db: Db): ReadonlyMap<number, string> =>
  remembered(db, 'erased people', () => {
    const find = prepared(db, 'erased people', () =>
      db.$client
        .prepare<[], [number, string]>(
          `with recursive erased(id, name) as (
             select id, name from people where erased_on is not null
             union
             select subject_id, erased.name from deletions join erased on merged_into_id = erased.id
             where subject_table = 'people' and restored_at is null)
           select id, name from erased`,
        )
        .raw(),
    )
    return new Map(find.all())
  })

/** A person's id with those of everybody who was merged into them. */
export const idsOfPerson = (db: Db, id: number): number[] =>
  prepared(db, 'ids of a person', () =>
    db.$client
      .prepare<[number], number>(
        `with recursive same(id) as (
           select ?
           union
           select subject_id from deletions join same on merged_into_id = same.id
           where subject_table = 'people' and restored_at is null)
         select id from same`,
      )
      .pluck(),
  ).all(id)

/** For the id of a record that may have been merged into another, the id of the one that stays. */
export function mergedInto(db: Db, table: Deletable): (id: number) => number {
  const into = new Map(
    prepared(db, 'merged into', () =>
      db.$client
        .prepare<[string], [number, number]>(
          `select subject_id, merged_into_id from deletions
           where subject_table = ? and merged_into_id is not null and restored_at is null`,
        )
        .raw(),
    ).all(table),
  )
  const stays = (id: number): number => {
    const next = into.get(id)
    return next === undefined ? id : stays(next)
  }
  return stays
}
