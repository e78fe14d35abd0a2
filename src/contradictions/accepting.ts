import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { acceptedContradictions } from './contradiction.ts'
import type { Found } from './found.ts'

export const findAcceptance = (db: Db, id: number) =>
  db.select().from(acceptedContradictions).where(eq(acceptedContradictions.id, id)).get()

/** Lets a contradiction stand as it is now, in the name of whoever writes. */
export function accept(write: Write, { kind, key, unitId, otherUnitId, tell }: Found, reason: string) {
  const { facts, said } = tell()
  const row = {
    key,
    facts,
    // Whoever is erased may not stand in history by name.
    said: kind === 'twoPlaces' ? null : JSON.stringify(said),
    unitId,
    otherUnitId: otherUnitId === unitId ? null : otherUnitId,
    reason,
    acceptedBy: write.who.name,
    acceptedAt: new Date().toISOString(),
  }
  const before = write.db
    .select()
    .from(acceptedContradictions)
    .where(eq(acceptedContradictions.key, key))
    .get()
  if (before?.facts === facts && before.reason === reason) return
  if (before) write.update(acceptedContradictions, before.id, row)
  else write.insert(acceptedContradictions, row)
}

/** It wants a look again. */
export const takeBack = (write: Write, id: number) => write.remove(acceptedContradictions, id)
