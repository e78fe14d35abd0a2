import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { type Who, write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { findAct } from '../history/queries.ts'
import { undo, type Undone } from '../history/undo.ts'
import { originOf } from './changing.ts'
import { imports } from './import.ts'
import { readImport, readSummary } from './queries.ts'

/** Takes a whole import back; what somebody changed since stays, and is named in its summary. */
export function undoImport(db: Db, importId: number, who: Who): Undone | undefined {
  const row = readImport(db, importId)!
  if (row.actId === null || findAct(db, row.actId)?.undoneByActId) return undefined
  const undone = undo(db, { ...who, origin: originOf(row) }, row.actId)
  const ids = undone.kept.filter(({ table }) => table === 'delegations').map(({ id }) => id)
  const titled = ids.flatMap((delegationId) => {
    const visit = db
      .select({ code: delegations.code, title: delegations.title })
      .from(delegations)
      .where(eq(delegations.id, delegationId))
      .get()
    return visit ? [{ delegationId, title: `${visit.code} ${visit.title}` }] : []
  })
  const summary = { ...readSummary(db, importId)!, kept: titled }
  write(db, who, (write) => write.update(imports, importId, { summary: JSON.stringify(summary) }))
  return undone
}
