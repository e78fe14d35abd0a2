import { asc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import { folded } from '../vietnamese.ts'
import { partnerNames, partners } from './partner.ts'

export interface PartnerName {
  id: number
  name: string
  nameEn: string | null
  abbreviation: string | null
  country: string | null
}

/** Every partner's names, in Vietnamese order. */
export function partnerDirectory(db: Db): PartnerName[] {
  return remembered(db, 'partner directory', () =>
    prepared(db, 'partner directory', () =>
      db
        .select({
          id: partners.id,
          name: partners.name,
          nameEn: partners.nameEn,
          abbreviation: partners.abbreviation,
          country: partners.country,
        })
        .from(partners)
        .orderBy(asc(partners.sortKey))
        .prepare(),
    ).all(),
  )
}

/**
 * The partners a typed name may mean: those of exactly this name or abbreviation (with or without tones, any of
 * its names), or else nothing. Two bodies may share an abbreviation: then both.
 */
export function partnersNamed(db: Db, typed: string): PartnerName[] {
  const key = folded(typed)
  const byName = remembered(db, 'partners by name', () => {
    const found = new Map<string, Set<number>>()
    const add = (name: string | null, id: number) => {
      if (!name) return
      const ids = found.get(folded(name))
      if (ids) ids.add(id)
      else found.set(folded(name), new Set([id]))
    }
    for (const partner of db.select().from(partners).all()) {
      add(partner.name, partner.id)
      add(partner.nameEn, partner.id)
      add(partner.nameLocal, partner.id)
      add(partner.abbreviation, partner.id)
      add(partner.abbreviation && `${partner.name} (${partner.abbreviation})`, partner.id)
    }
    for (const { partnerId, name } of db.select().from(partnerNames).all()) add(name, partnerId)
    return found
  })
  const ids = byName.get(key)
  return ids ? partnerDirectory(db).filter(({ id }) => ids.has(id)) : []
}

export function partnersByIds(db: Db, ids: number[]): PartnerName[] {
  if (!ids.length) return []
  const rows = db
    .select({
      id: partners.id,
      name: partners.name,
      nameEn: partners.nameEn,
      abbreviation: partners.abbreviation,
      country: partners.country,
    })
    .from(partners)
    .where(inArray(partners.id, ids))
    .all()
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

export const findPartner = (db: Db, id: number) =>
  prepared(db, 'partner', () =>
    db
      .select()
      .from(partners)
      .where(eq(partners.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })
