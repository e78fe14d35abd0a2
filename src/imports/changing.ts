import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { lastActId } from '../db/recording.ts'
import { type Who, write } from '../db/write.ts'
import { commitLines } from './commit.ts'
import type { LeaveToWrite } from './dry-run.ts'
import { importLines, importMappings, imports, importVisits, type Verdict } from './import.ts'
import {
  countLines,
  everyLine,
  isFileOfAnother,
  lineIds,
  readImport,
  readOptions,
  readSummary,
} from './queries.ts'

/**
 * Writes the accepted lines of an import, all or none. Where the register changed since the dry run, it is read again
 * first; if that makes another lines' verdict, nothing is written and it is stale: somebody should look again. So they
 * should where it was read for somebody who may approve visits, and is written by somebody who may not. Where what was
 * `seen` is an older version of the import, what would be written is unseen.
 */
export async function commitImport(
  db: Db,
  importId: number,
  { who, mayApprove, seen }: { who: Who; mayApprove: boolean; seen?: number },
  leave: LeaveToWrite,
  readAgain: () => Promise<void>,
): Promise<'done' | 'stale' | 'unseen'> {
  const row = readImport(db, importId)!
  if (row.state !== 'ready') return 'done'
  if (seen !== undefined && seen !== row.version) return 'unseen'
  const options = readOptions(row)
  if (options.mayApprove && !mayApprove) {
    const narrower = JSON.stringify({ ...options, mayApprove })
    // Not ready before it was read anew: a reading that fails leaves nothing that could be written.
    await leave(() =>
      write(db, who, (write) => write.update(imports, importId, { options: narrower, state: 'reading' })),
    )
    await readAgain()
    return 'stale'
  }
  if (lastActId(db) !== readSummary(db, importId)!.lastActId) {
    const before = verdictsOf(db, importId)
    await readAgain()
    if (verdictsOf(db, importId) !== before) return 'stale'
  }
  await leave(() => writeImport(db, importId, who))
  return 'done'
}

const verdictsOf = (db: Db, importId: number): string =>
  db.$client
    .prepare<[number], { verdicts: string }>(
      `select group_concat(verdict) verdicts from (select verdict from import_lines where import_id = ? order by id)`,
    )
    .get(importId)!.verdicts

/** What history knows the act of an import by. */
export const originOf = ({ id, fileName }: { id: number; fileName: string }) => `${fileName} #${id}`

function writeImport(db: Db, importId: number, who: Who) {
  const row = readImport(db, importId)!
  const options = readOptions(row)
  write(db, { ...who, origin: originOf(row) }, (write) => {
    const linesOf = (verdict: Verdict) => ({
      count: countLines(db, importId, verdict),
      lines: everyLine(db, importId, verdict),
    })
    const visits: (typeof importVisits.$inferInsert)[] = []
    commitLines(write, linesOf, options, {
      became: ({ id }, delegationId) => void visits.push({ id, delegationId }),
    })
    write.insertAll(importVisits, visits)
    write.update(imports, importId, {
      state: 'committed',
      committedAt: new Date().toISOString(),
      // A commit that changed nothing of the register leaves no act.
      actId: write.changeCount ? write.actId : null,
    })
    // What was chosen for these columns holds for the next file of the same shape.
    for (const [fingerprint, columns] of Object.entries(options.columns)) {
      const known = db.select().from(importMappings).where(eq(importMappings.fingerprint, fingerprint)).get()
      if (known) write.update(importMappings, known.id, { columns: JSON.stringify(columns) })
      else write.insert(importMappings, { fingerprint, columns: JSON.stringify(columns) })
    }
  })
}

/** Removes an import with its lines; what it wrote stays. Whether no other import is of the same file. */
export function removeImport(db: Db, importId: number, who: Who): boolean {
  const { fileHash } = readImport(db, importId)!
  write(db, who, (write) => {
    for (const { id, delegationId } of lineIds(db, importId)) {
      if (delegationId !== null) write.remove(importVisits, id)
      write.remove(importLines, id)
    }
    write.remove(imports, importId)
  })
  return !isFileOfAnother(db, fileHash, importId)
}
