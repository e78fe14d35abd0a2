import { and, count, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { type Who, write } from '../db/write.ts'
import { importLines, imports, importVisits, type Verdict, verdicts } from './import.ts'
import type { JudgedLine } from './judging.ts'
import type { Options } from './reading-options.ts'
import type { Summary } from './summary.ts'

/** Lines on one page. */
export const LINES_A_PAGE = 50

const LINES_AT_ONCE = 500

const undoneBy = sql<
  number | null
>`(select max(id) from history_acts where history_acts.undoes_act_id = ${imports.actId})`

/** Every import, the newest first. */
export const listImports = (db: Db) =>
  db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      state: imports.state,
      uploadedAt: imports.uploadedAt,
      uploadedBy: imports.uploadedBy,
      summary: imports.summary,
      undoneBy,
    })
    .from(imports)
    .orderBy(desc(imports.id))
    .limit(200)
    .all()
    .map(({ summary, ...row }) => ({
      ...row,
      verdicts: summary ? (JSON.parse(summary) as Summary).verdicts : null,
    }))

export const readImport = (db: Db, id: number) => db.select().from(imports).where(eq(imports.id, id)).get()

/** The import that an act of history wrote. */
export const importOfAct = (db: Db, actId: number) =>
  db.select({ id: imports.id }).from(imports).where(eq(imports.actId, actId)).get()

export type ImportRow = NonNullable<ReturnType<typeof readImport>>

/** The act that took an import back; null while it stands. */
export const undoneByAct = (db: Db, id: number): number | null =>
  db.select({ undoneBy }).from(imports).where(eq(imports.id, id)).get()?.undoneBy ?? null

export function readSummary(db: Db, id: number): Summary | undefined {
  const row = db.select({ summary: imports.summary }).from(imports).where(eq(imports.id, id)).get()
  return row?.summary ? (JSON.parse(row.summary) as Summary) : undefined
}

/** The earlier import of the very same file that still stands. */
export const importOfFile = (db: Db, fileHash: string, exceptId: number) =>
  db
    .select({ id: imports.id })
    .from(imports)
    .where(
      and(
        eq(imports.fileHash, fileHash),
        eq(imports.state, 'committed'),
        sql`${imports.id} < ${exceptId} and ${undoneBy} is null`,
      ),
    )
    .get()

export function addImport(
  db: Db,
  who: Who,
  file: { name: string; hash: string; size: number },
  options: Options,
): number {
  return write(db, who, (write) =>
    write.insert(imports, {
      fileName: file.name,
      fileHash: file.hash,
      byteSize: file.size,
      state: 'reading',
      uploadedAt: new Date().toISOString(),
      uploadedBy: who.name,
      options: JSON.stringify(options),
    }),
  )
}

export const readOptions = (row: ImportRow) => JSON.parse(row.options) as Options

/** Keeps what a person decided; the file is to be read anew with it. */
export function saveOptions(db: Db, who: Who, id: number, options: Options) {
  write(db, who, (write) => write.update(imports, id, { options: JSON.stringify(options) }))
}

export function markFailed(db: Db, who: Who, id: number) {
  write(db, who, (write) => write.update(imports, id, { state: 'failed' }))
}

export interface StoredLine extends JudgedLine {
  id: number
  /** The visit it became. */
  madeId: number | null
}

const asLine = ({
  id,
  content,
  delegationId,
}: {
  id: number
  content: string
  delegationId: number | null
}): StoredLine => ({
  ...(JSON.parse(content) as JudgedLine),
  id,
  madeId: delegationId,
})

const columns = { id: importLines.id, content: importLines.content, delegationId: importVisits.delegationId }
const withVisits = eq(importVisits.id, importLines.id)

/** Which lines a page shows, or a file of them holds. */
export const lineFilters = { doubtful: 'Cần xem', ...verdicts, all: 'Tất cả' } as const
export type LineFilter = keyof typeof lineFilters

const matching = (importId: number, filter: LineFilter) =>
  and(
    eq(importLines.importId, importId),
    filter === 'all'
      ? undefined
      : filter === 'doubtful'
        ? eq(importLines.isDoubtful, true)
        : eq(importLines.verdict, filter),
  )

export const listLines = (
  db: Db,
  importId: number,
  filter: LineFilter,
  after: number,
  limit = LINES_A_PAGE,
): StoredLine[] =>
  db
    .select(columns)
    .from(importLines)
    .leftJoin(importVisits, withVisits)
    .where(and(matching(importId, filter), sql`${importLines.id} > ${after}`))
    .orderBy(importLines.id)
    .limit(limit + 1)
    .all()
    .map(asLine)

/** Every line that a filter means, in order, a few at a time: a large file is never held as a whole. */
export function* linesInBatches(db: Db, importId: number, filter: LineFilter): Generator<StoredLine[]> {
  for (let after = 0; ;) {
    const lines = listLines(db, importId, filter, after, LINES_AT_ONCE).slice(0, LINES_AT_ONCE)
    if (lines.length) yield lines
    if (lines.length < LINES_AT_ONCE) return
    after = lines.at(-1)!.id
  }
}

export function* everyLine(db: Db, importId: number, verdict: Verdict): Generator<StoredLine> {
  for (const lines of linesInBatches(db, importId, verdict)) yield* lines
}

export const linesByIds = (db: Db, importId: number, ids: number[]): StoredLine[] =>
  ids.length
    ? db
        .select(columns)
        .from(importLines)
        .leftJoin(importVisits, withVisits)
        .where(and(eq(importLines.importId, importId), inArray(importLines.id, ids)))
        .all()
        .map(asLine)
    : []

export const countLines = (db: Db, importId: number, filter: LineFilter): number =>
  db.select({ lines: count() }).from(importLines).where(matching(importId, filter)).get()!.lines

/** The doubles that somebody said are to be merged into the visit they are doubles of. */
export const countMerged = (db: Db, importId: number): number =>
  db
    .select({ lines: count() })
    .from(importLines)
    .where(and(matching(importId, 'duplicate'), sql`content ->> 'decision' = 'merge'`))
    .get()!.lines

export const lineIds = (db: Db, importId: number) =>
  db
    .select({ id: importLines.id, delegationId: importVisits.delegationId })
    .from(importLines)
    .leftJoin(importVisits, withVisits)
    .where(eq(importLines.importId, importId))
    .all()

/** Whether another import, standing or not, is of the very same file. */
export const isFileOfAnother = (db: Db, fileHash: string, id: number): boolean =>
  db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.fileHash, fileHash), ne(imports.id, id)))
    .get() !== undefined
