import { type Placeholder, type SQL, sql, type SQLWrapper } from 'drizzle-orm'
import { valuesOf } from '../db/vocabulary.ts'
import { integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const entryKinds = {
  delegation: 'Đoàn',
  partner: 'Đối tác',
  person: 'Nhân sự',
  country: 'Nước',
  /** Found as the visits it is a paper of. */
  file: 'Tệp đính kèm',
} as const
export type EntryKind = keyof typeof entryKinds

const kinds = valuesOf(entryKinds)

// Each kind has a range of ids of its own, so that the index of words alone tells which records it found.
const RANGE = 2 ** 40
/** Where the ids of a kind's entries begin. */
export const startOfEntries = (kind: EntryKind) => kinds.indexOf(kind) * RANGE

/** Where they end: the first id beyond. */
export const endOfEntries = (kind: EntryKind) => startOfEntries(kind) + RANGE

/** The id of a record's entry, by the record's key. */
export function entryId(kind: EntryKind, key: string): number {
  return (
    startOfEntries(kind) + (kind === 'country' ? (key.charCodeAt(0) << 8) + key.charCodeAt(1) : Number(key))
  )
}

export const kindOfEntry = (id: number): EntryKind => kinds[Math.floor(id / RANGE)]!

/** The key of the record an entry is of. */
export function keyOfEntry(id: number): string {
  const number = id % RANGE
  return kindOfEntry(id) === 'country' ? String.fromCharCode(number >> 8, number & 255) : String(number)
}

/**
 * The condition that a row of `search_index` is of this kind. Its bounds are written out, because numbers that are
 * bound come as floating point, which FTS5 takes no bound from.
 */
export const isEntryOf = (kind: EntryKind) =>
  `search_index.rowid between ${startOfEntries(kind)} and ${startOfEntries(kind) + RANGE - 1}`

/** The visits of which a paper's file is found by a query, as a subquery. */
export const idsFoundInFiles = (query: Placeholder): SQL =>
  sql`select documents.delegation_id from documents where documents.file_id in (${idsFound('file', query)})`

/** Whether a query finds a record, as a subquery that gives a row where it does. */
export const entryFound = (kind: Exclude<EntryKind, 'country'>, id: SQLWrapper, query: Placeholder): SQL =>
  sql`select 1 from search_index where search_index match ${query} and search_index.rowid = ${id} + ${sql.raw(String(startOfEntries(kind)))}`

/** The ids of the delegations, partners or people that a query finds, as a subquery. */
export const idsFound = (kind: Exclude<EntryKind, 'country'>, query: Placeholder): SQL =>
  sql`select search_index.rowid - ${sql.raw(String(startOfEntries(kind)))} from search_index
    where search_index match ${query} and ${sql.raw(isEntryOf(kind))}`

/**
 * What can be found, in the words it can be found by: folded for finding, as written for ranking exact tones first.
 * `search_index` (FTS5, made and kept by its migration) reads `folded`.
 */
export const searchEntries = snakeCase.table(
  'search_entries',
  {
    /** As `entryId` gives it. */
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
