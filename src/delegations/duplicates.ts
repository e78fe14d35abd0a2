import type { Db } from '../db/open.ts'
import type { DelegationInput } from './form.ts'
import { type Dossier, listPossibleDuplicates } from './queries.ts'

/** Visits that this one may be; those a stored `visit` already had beside it, somebody has looked at. */
export function duplicatesOf(db: Db, input: DelegationInput | undefined, visit?: Dossier) {
  if (!input || input.notDuplicate) return []
  const found = listPossibleDuplicates(db, input, visit?.id)
  if (!visit || !found.length) return found
  const partnerIds = visit.partners.map(({ id }) => id)
  const before = listPossibleDuplicates(db, { ...visit, partnerIds }, visit.id)
  return found.filter(({ id }) => !before.some((known) => known.id === id))
}
