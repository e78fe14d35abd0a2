import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, valuesOf } from '../db/vocabulary.ts'

/** What a stored file may be, as its content says and never its name. */
export const fileKinds = {
  pdf: 'PDF',
  docx: 'Word',
  xlsx: 'Excel',
  png: 'Ảnh PNG',
  jpeg: 'Ảnh JPEG',
} as const
export type FileKind = keyof typeof fileKinds

/** The type each is sent as. */
export const fileTypes: Record<FileKind, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  jpeg: 'image/jpeg',
}

/** A file in the data folder, named there by the SHA-256 of its content, so that the same file is kept once. */
export const storedFiles = snakeCase.table(
  'stored_files',
  {
    id: integer().primaryKey(),
    hash: text().notNull().unique(),
    kind: text({ enum: valuesOf(fileKinds) }).notNull(),
    /** In bytes. */
    size: integer().notNull(),
    /** What the search finds in it; null where nothing could be read. */
    words: text(),
    addedAt: text().notNull(),
  },
  (file) => [
    check('stored_files_hash', sql`length(hash) = 64 and hash not glob '*[^0-9a-f]*'`),
    check('stored_files_kind', isOneOf(file.kind, fileKinds)),
    check('stored_files_size', sql`size > 0`),
  ],
)
