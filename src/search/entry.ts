import { valuesOf } from '../db/vocabulary.ts'
import { integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const entryKinds = {
  delegation: 'Đoàn',
  partner: 'Đối tác',
  person: 'Nhân sự',
  country: 'Nước',
} as const
export type EntryKind = keyof typeof entryKinds

/**
 * What can be found, in the words it can be found by: folded for finding, as written for ranking exact tones first.
 * `search_index` (FTS5, made and kept by its migration) reads `folded`.
 */
export const searchEntries = snakeCase.table(
  'search_entries',
  {
    id: integer().primaryKey(),
    kind: text({ enum: valuesOf(entryKinds) }).notNull(),
    /** The record's id, or a country's code. */
    key: text().notNull(),
    /** Newest first among equals: a delegation's start, else empty. */
    sortOn: text().notNull().default(''),
    folded: text().notNull(),
    written: text().notNull(),
  },
  (entry) => [uniqueIndex('search_entries_record').on(entry.kind, entry.key)],
)
