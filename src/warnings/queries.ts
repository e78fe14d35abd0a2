import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { limitsExceeded } from '../delegations/limits.ts'
import { warningsOf } from '../delegations/missing.ts'
import type { Dossier, ListedParticipant } from '../delegations/queries.ts'
import { overlapWarnings } from './overlaps.ts'
import { preparationWarnings } from './preparation.ts'
import type { Warning } from './warning.ts'

/** All there is to be said of a visit that somebody should look at: what is said keeps nothing from being saved. */
export function visitWarnings(db: Db, visit: Dossier, people: ListedParticipant[]): Warning[] {
  const day = today()
  return [
    ...preparationWarnings(db, visit, day),
    ...warningsOf(visit, people, day),
    ...limitsExceeded(db, visit, people),
    ...overlapWarnings(db, visit),
  ]
}
