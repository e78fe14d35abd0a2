import { listUnitsWithAccounts } from '../accounts/queries.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { readPart } from '../db/scope.ts'
import { noteCounts } from './counts.ts'
import { lookingThrough } from './queries.ts'

/**
 * Writes down how many stand open today, of the whole register and of each part that somebody has, whether or not anyone
 * looks: in steps, so that nobody waits for it.
 */
export function* countingToday(db: Db): Generator<void> {
  const day = today()
  yield* lookingThrough(db)
  const parts = db.$client.open ? listUnitsWithAccounts(db) : []
  for (const unitId of [null, ...parts]) {
    yield
    if (!db.$client.open) return
    // What was looked at is of a day that has passed.
    if (today() !== day) return yield* countingToday(db)
    if (unitId === null) noteCounts(db, day)
    else readPart(db, unitId, (part) => noteCounts(part, day))
  }
}
