import { and, desc, eq } from 'drizzle-orm'
import { type Db, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { mergedInto } from '../deletions/marks.ts'
import type { PartnerInput } from './form.ts'
import { partnerDistinctions } from './partner.ts'
import { type PartnerName, partnersById, possibleDuplicates } from './queries.ts'

// Partners that look alike and are not one: somebody said so, and nobody is asked again.

export interface Distinction {
  id: number
  one: PartnerName
  other: PartnerName
  toldBy: string
  toldAt: string
}

/** Writes down that two partners are not one; said before, it is said. */
export function tellApart(write: Write, one: number, other: number) {
  const [oneId, otherId] = [Math.min(one, other), Math.max(one, other)]
  if (oneId === otherId) return
  const known = write.db
    .select()
    .from(partnerDistinctions)
    .where(and(eq(partnerDistinctions.oneId, oneId), eq(partnerDistinctions.otherId, otherId)))
    .get()
  if (known) return
  const told = { toldBy: write.who.name, toldAt: new Date().toISOString() }
  write.insert(partnerDistinctions, { oneId, otherId, ...told })
}

/** Who writes a partner down as another one than those it is like tells it apart from them. */
export function tellApartFromAlike(write: Write, id: number, input: PartnerInput) {
  if (!input.notDuplicate) return
  for (const other of possibleDuplicates(write.db, input, id)) tellApart(write, id, other.id)
}

export const removeDistinction = (write: Write, id: number) => write.remove(partnerDistinctions, id)

/** What was said to be two, the last said first; said of a record that was merged, it is said of the one that stays. */
export const listDistinctions = (db: Db): Distinction[] =>
  rememberedCatalogue(db, 'partner distinctions', () => {
    const stays = mergedInto(db, 'partners')
    const known = partnersById(db)
    return db
      .select()
      .from(partnerDistinctions)
      .orderBy(desc(partnerDistinctions.id))
      .all()
      .flatMap(({ id, oneId, otherId, toldBy, toldAt }) => {
        const one = known.get(stays(oneId))
        const other = known.get(stays(otherId))
        return one && other && one.id !== other.id ? [{ id, one, other, toldBy, toldAt }] : []
      })
  })

/** Tells of two partners whether somebody said that they are not one. */
export function isToldApart(db: Db): (one: number, other: number) => boolean {
  const key = (one: number, other: number) => `${Math.min(one, other)} ${Math.max(one, other)}`
  const apart = new Set(listDistinctions(db).map(({ one, other }) => key(one.id, other.id)))
  return (one, other) => apart.has(key(one, other))
}
