import { asc } from 'drizzle-orm'
import { mayLieIn, type PartialDate } from '../dates.ts'
import { type Db, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { inTime, nameAt, outgoingName, saveFormerNames, type RenamingInput } from '../former-names.ts'
import { sortKey } from '../vietnamese.ts'
import { authorities, authorityNames } from './authority.ts'
import type { AuthorityInput } from './form.ts'

/** Every authority under its newest name, with the ones before. */
export const listAuthorities = (db: Db) =>
  rememberedCatalogue(db, 'authorities', () => {
    const names = Map.groupBy(
      db.select().from(authorityNames).orderBy(asc(authorityNames.id)).all(),
      ({ authorityId }) => authorityId,
    )
    return db
      .select()
      .from(authorities)
      .orderBy(asc(authorities.sortKey))
      .all()
      .map((authority) => ({ ...authority, formerNames: inTime(names.get(authority.id) ?? []) }))
  })

export type AuthorityFile = ReturnType<typeof listAuthorities>[number]

export const findAuthority = (db: Db, id: number): AuthorityFile | undefined =>
  listAuthorities(db).find((authority) => authority.id === id)

/** Who may have signed on a date, under the names of then, as papers write them: in Vietnamese. */
export const authoritiesOn = (db: Db, date: PartialDate): string[] =>
  listAuthorities(db)
    .filter((authority) => mayLieIn(authority, date))
    .map((authority) => nameAt(authority, date).name)

/**
 * The name a paper of that date would give who signed an earlier one: a body renamed since is called by its new name,
 * one that is no more by none. What is in no catalogue stays as it was written.
 */
export function authorityNowCalled(db: Db, written: string, date: PartialDate): string | null {
  const known = listAuthorities(db).find(
    ({ name, formerNames }) => name === written || formerNames.some((former) => former.name === written),
  )
  if (!known) return written
  return mayLieIn(known, date) ? nameAt(known, date).name : null
}

/** The new authority's id. */
export function createAuthority(
  write: Write,
  { formerNames, version: _version, ...input }: AuthorityInput,
): number {
  const id = write.insert(authorities, { ...input, sortKey: sortKey(input.name) })
  for (const { id: _id, ...name } of formerNames) write.insert(authorityNames, { authorityId: id, ...name })
  return id
}

export function updateAuthority(
  write: Write,
  stored: AuthorityFile,
  { formerNames, version: _version, ...input }: AuthorityInput,
) {
  write.update(authorities, stored.id, { ...input, sortKey: sortKey(input.name) })
  saveFormerNames(stored.formerNames, formerNames, {
    insert: (name) => write.insert(authorityNames, { authorityId: stored.id, ...name }),
    update: (id, name) => write.update(authorityNames, id, name),
    remove: (id) => write.remove(authorityNames, id),
  })
}

/** Gives an authority a new name from a date on; the old one stays with its dates. */
export function renameAuthority(
  write: Write,
  stored: AuthorityFile,
  { name, nameEn, heldFrom }: RenamingInput,
) {
  write.insert(authorityNames, { authorityId: stored.id, ...outgoingName(stored, heldFrom, stored.sinceOn) })
  write.update(authorities, stored.id, { name, nameEn, sortKey: sortKey(name) })
}

export function removeAuthority(write: Write, stored: AuthorityFile) {
  for (const { id } of stored.formerNames) write.remove(authorityNames, id)
  write.remove(authorities, stored.id)
}
