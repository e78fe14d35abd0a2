import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, valuesOf } from '../db/vocabulary.ts'

/** How far an import has come. */
export const importStates = {
  reading: 'Đang đọc',
  ready: 'Chờ ghi',
  committed: 'Đã ghi',
  failed: 'Không đọc được',
} as const

/** What is to become of a line. */
export const verdicts = {
  new: 'Mới',
  changed: 'Thay đổi',
  same: 'Đã có',
  duplicate: 'Trùng',
  skipped: 'Bỏ qua',
  error: 'Lỗi',
} as const
export type Verdict = keyof typeof verdicts

/** What became of the lines of a file, in a few words. */
export const verdictCounts = {
  new: '{count} mới',
  changed: '{count} thay đổi',
  same: '{count} đã có',
  duplicate: '{count} trùng',
  skipped: '{count} bỏ qua',
  error: '{count} lỗi',
} as const satisfies Record<Verdict, string>

/** A file of the office's own that was brought in: first as a dry run, then written, perhaps taken back. */
export const imports = snakeCase.table(
  'imports',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    /** As its owner calls it; data only. The file itself lies under its hash. */
    fileName: text().notNull(),
    fileHash: text().notNull(),
    byteSize: integer().notNull(),
    state: text({ enum: valuesOf(importStates) }).notNull(),
    /** ISO 8601, UTC. */
    uploadedAt: text().notNull(),
    uploadedBy: text().notNull(),
    /** What a person decided: JSON of `Options`. */
    options: text().notNull(),
    /** What the reading found, beside its lines: JSON of `Summary`; null until it was read. */
    summary: text(),
    /** The act of history that wrote it. */
    actId: integer(),
    committedAt: text(),
  },
  (one) => [
    index('imports_by_file').on(one.fileHash),
    check('imports_state', isOneOf(one.state, importStates)),
    check('imports_file_hash', sql`length(file_hash) = 64`),
    check('imports_options', sql`json_valid(options)`),
    check('imports_summary', sql`summary is null or json_valid(summary)`),
  ],
)

/** One row of the file with what is to become of it. */
export const importLines = snakeCase.table(
  'import_lines',
  {
    id: integer().primaryKey(),
    importId: integer()
      .notNull()
      .references(() => imports.id),
    sheetIndex: integer().notNull(),
    line: integer().notNull(),
    verdict: text({ enum: valuesOf(verdicts) }).notNull(),
    /** Somebody should look at it: it has problems, or may be another one's double. */
    isDoubtful: integer({ mode: 'boolean' }).notNull().default(false),
    /** What is written in the row, folded and hashed: the same row of a later file is known by it. */
    fingerprint: text().notNull(),
    /** Everything else of the line: JSON of `JudgedLine`. */
    content: text().notNull(),
  },
  (line) => [
    index('import_lines_in_order').on(line.importId, line.id),
    index('import_lines_by_verdict').on(line.importId, line.verdict, line.id),
    index('import_lines_by_fingerprint').on(line.fingerprint),
    check('import_lines_verdict', isOneOf(line.verdict, verdicts)),
    check('import_lines_is_doubtful', sql`is_doubtful in (0, 1)`),
    check('import_lines_content', sql`json_valid(content)`),
  ],
)

/** Of each line that was written, the visit it became or was found to be. Apart from the lines, whose rows are wide. */
export const importVisits = snakeCase.table('import_visits', {
  /** As that of the line. */
  id: integer()
    .primaryKey()
    .references(() => importLines.id),
  /** Without a foreign key: the visit may be taken back. */
  delegationId: integer().notNull(),
})

/** Which column holds what, as somebody chose it for headers of one shape. */
export const importMappings = snakeCase.table(
  'import_mappings',
  {
    id: integer().primaryKey(),
    fingerprint: text().notNull().unique(),
    columns: text().notNull(),
  },
  () => [check('import_mappings_columns', sql`json_valid(columns)`)],
)
