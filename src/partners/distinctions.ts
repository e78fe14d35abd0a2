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
  /** Of every row that says so of these two: of merged records, several may. */
  ids: number[]
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

/** Nobody says any more that two partners are not one. */
export function removeDistinction(write: Write, { ids }: Distinction) {
  for (const id of ids) write.remove(partnerDistinctions, id)
}

/**
 * What was said to be two, each pair once, the last said first; said of a record that was merged, it is said of the one
 * that stays.
 */
export const listDistinctions = (db: Db): Distinction[] =>
  rememberedCatalogue(db, 'partner distinctions', () => {
    const stays = mergedInto(db, 'partners')
    const known = partnersById(db)
    const pairs = new Map<string, Distinction>()
    const rows = db.select().from(partnerDistinctions).orderBy(desc(partnerDistinctions.id)).all()
    for (const { id, oneId, otherId, toldBy, toldAt } of rows) {
      const one = known.get(stays(oneId))
      const other = known.get(stays(otherId))
      if (!one || !other || one.id === other.id) continue
      const key = keyOf(one.id, other.id)
      const said = pairs.get(key)
      if (said) said.ids.push(id)
      else pairs.set(key, { id, ids: [id], one, other, toldBy, toldAt })
    }
    return [...pairs.values()]
  })

const keyOf = (one: number, other: number) => `${Math.min(one, other)} ${Math.max(one, other)}`

/** Tells of two partners whether somebody said that they are not one. */
export function isToldApart(db: Db): (one: number, other: number) => boolean {
  const apart = new Set(listDistinctions(db).map(({ one, other }) => keyOf(one.id, other.id)))
  return (one, other) => apart.has(keyOf(one, other))
}
