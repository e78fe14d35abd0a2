import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isOneOf, isText, valuesOf } from '../db/vocabulary.ts'

/** What can be deleted, by its table, which is its address too. */
export const deletable = { delegations: 'Đoàn', partners: 'Đối tác', people: 'Nhân sự' } as const
export type Deletable = keyof typeof deletable

/**
 * The mark a deleted record leaves: what it was, why it went, and whether it came back. The record itself lives on in
 * history. Triggers refuse to remove a mark or to change anything of it but, once, that the record was restored.
 */
export const deletions = snakeCase.table(
  'deletions',
  {
    id: integer().primaryKey(),
    subjectTable: text({ enum: valuesOf(deletable) }).notNull(),
    subjectId: integer().notNull(),
    /** The number a visit held, which no other visit gets; null for what has no number. */
    code: text(),
    title: text().notNull(),
    /** The folded number and title, by which it is found among what was deleted. */
    matchKey: text().notNull(),
    /** Null only where an undo took the record away: `undoesActId` says why then. */
    reason: text(),
    undoesActId: integer(),
    /** The record that this one was merged into, where it was: one person or partner typed twice. */
    mergedIntoId: integer(),
    /** ISO 8601, UTC. */
    deletedAt: text().notNull(),
    deletedBy: text().notNull(),
    /** The act that removed the record, and the one that brought it back. */
    actId: integer().notNull(),
    restoredAt: text(),
    restoredBy: text(),
    restoredActId: integer(),
  },
  (deletion) => [
    // A record is deleted once at a time.
    uniqueIndex('deletions_standing')
      .on(deletion.subjectTable, deletion.subjectId)
      .where(sql`restored_at is null`),
    index('deletions_code').on(deletion.code),
    index('deletions_act').on(deletion.actId),
    check('deletions_subject_table', isOneOf(deletion.subjectTable, deletable)),
    check('deletions_title', isText(deletion.title, 300)),
    check('deletions_code_text', isText(deletion.code, 60)),
    check('deletions_reason', isText(deletion.reason, 500)),
    check('deletions_has_reason', sql`reason is not null or undoes_act_id is not null`),
    check(
      'deletions_restored',
      sql`(restored_at is null) = (restored_by is null) and (restored_at is null) = (restored_act_id is null)`,
    ),
  ],
)
