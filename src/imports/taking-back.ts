import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { type Who, write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { findAct, listSubjects } from '../history/queries.ts'
import { undo, type Undone, undoRest } from '../history/undo.ts'
import { people } from '../people/person.ts'
import { partners } from '../partners/partner.ts'
import { originOf } from './changing.ts'
import { imports } from './import.ts'
import { readImport, readSummary } from './queries.ts'

/**
 * Takes a whole import back; what somebody changed since stays, and is named in its summary. Asked for once more, it
 * takes back what it left then and nobody has changed any longer.
 */
export function undoImport(db: Db, importId: number, who: Who): Undone | undefined {
  const row = readImport(db, importId)!
  const { actId } = row
  if (actId === null) return undefined
  const before = readSummary(db, importId)!
  const isRest = Boolean(findAct(db, actId)?.undoneByActId)
  if (isRest && !before.kept?.length) return undefined
  const asked = { ...who, origin: originOf(row) }
  const undone = isRest
    ? undoRest(
        db,
        asked,
        actId,
        leftOf(
          db,
          actId,
          before.kept!.map(({ delegationId }) => delegationId),
        ),
      )
    : undo(db, asked, actId)
  const ids = undone.kept.filter(({ table }) => table === 'delegations').map(({ id }) => id)
  const titled = ids.flatMap((delegationId) => {
    const visit = db
      .select({ code: delegations.code, title: delegations.title })
      .from(delegations)
      .where(eq(delegations.id, delegationId))
      .get()
    return visit ? [{ delegationId, title: `${visit.code} ${visit.title}` }] : []
  })
  const summary = { ...before, kept: titled }
  write(db, who, (write) => write.update(imports, importId, { summary: JSON.stringify(summary) }))
  return undone
}

// The visits that an undo kept, and the people and partners that stayed with them, in the order it would take them.
function leftOf(db: Db, actId: number, visitIds: number[]) {
  const idsOf = (table: typeof people | typeof partners) => db.select({ id: table.id }).from(table).all()
  const there: Record<string, Set<number>> = {
    delegations: new Set(visitIds),
    people: new Set(idsOf(people).map(({ id }) => id)),
    partners: new Set(idsOf(partners).map(({ id }) => id)),
  }
  return listSubjects(db, actId).filter(({ table, id }) => there[table]?.has(id))
}
