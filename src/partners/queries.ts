import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { tookPlace } from '../counting.ts'
import { type Region, regions } from '../countries/country.ts'
import { allCountries, findCountry } from '../countries/names.ts'
import { type Db, prepared, remembered, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegationPartners, delegations } from '../delegations/delegation.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { searchEntries } from '../search/entry.ts'
import { indexDelegationsOfPartner, indexPartner } from '../search/indexing.ts'
import { sourceAt } from '../sources/queries.ts'
import { sources } from '../sources/source.ts'
import { folded, sortKey, toned } from '../vietnamese.ts'
import type { PartnerInput } from './form.ts'
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
  return rememberedCatalogue(db, 'partner directory', () =>
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
  const byName = rememberedCatalogue(db, 'partners by name', () => {
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
  const chosen = /#(\d+)$/.exec(typed)?.[1]
  if (chosen) return partnerDirectory(db).filter(({ id }) => id === Number(chosen))
  // Somebody's own name goes before what others are or were also called.
  const called = partnerDirectory(db).filter(({ name }) => toned(name) === toned(typed))
  if (called.length) return called
  const ids = byName.get(key)
  return ids ? partnerDirectory(db).filter(({ id }) => ids.has(id)) : []
}

/** What a form writes for a partner: its name, and its number where another partner has the very same name. */
export function partnerLabel(db: Db, { id, name }: Pick<PartnerName, 'id' | 'name'>): string {
  const isShared = partnerDirectory(db).some((other) => other.id !== id && toned(other.name) === toned(name))
  return isShared ? `${name} #${id}` : name
}

export const partnersById = (db: Db): Map<number, PartnerName> =>
  rememberedCatalogue(
    db,
    'partners by id',
    () => new Map(partnerDirectory(db).map((partner) => [partner.id, partner])),
  )

export const partnersByIds = (db: Db, ids: number[]): PartnerName[] =>
  ids.flatMap((id) => partnersById(db).get(id) ?? [])

export const findPartner = (db: Db, id: number) =>
  prepared(db, 'partner', () =>
    db
      .select()
      .from(partners)
      .where(eq(partners.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })

/** Where the list of partners puts one: the region of its country, or last of all the multilateral bodies. */
export type PartnerRegion = Region | 'multilateral'

export interface RegisteredPartner extends PartnerName {
  nameLocal: string | null
  kind: typeof partners.$inferSelect.kind
  relationSince: string | null
  region: PartnerRegion
  aliases: string[]
  /** Its place in the whole list: by region, then country, then name, each in Vietnamese order. */
  rank: number
}

const regionOrder: PartnerRegion[] = [...(Object.keys(regions) as Region[]), 'multilateral']

/** Every partner in the order of the list. */
export function partnerRegister(db: Db): RegisteredPartner[] {
  return rememberedCatalogue(db, 'partner register', () => {
    const aliases = new Map<number, string[]>()
    for (const { partnerId, name } of db.select().from(partnerNames).orderBy(asc(partnerNames.id)).all()) {
      const known = aliases.get(partnerId)
      if (known) known.push(name)
      else aliases.set(partnerId, [name])
    }
    return db
      .select()
      .from(partners)
      .orderBy(asc(partners.sortKey), asc(partners.id))
      .all()
      .map(({ id, name, nameEn, nameLocal, abbreviation, kind, country, relationSince }) => {
        const region: PartnerRegion = country ? findCountry(country)!.region : 'multilateral'
        return {
          id,
          name,
          nameEn,
          nameLocal,
          abbreviation,
          kind,
          country,
          relationSince,
          region,
          aliases: aliases.get(id) ?? [],
          rank: 0,
        }
      })
      .toSorted((one, other) => placeOf(one) - placeOf(other))
      .map((partner, rank) => Object.assign(partner, { rank }))
  })
}

const placeOf = ({ country, region }: { country: string | null; region: PartnerRegion }) =>
  regionOrder.indexOf(region) * 1000 + (country ? countryOrder.get(country)! : 0)

const countryOrder = new Map(allCountries.map(({ iso2 }, index) => [iso2, index]))

/**
 * What each partner is found by, folded: each text begins and ends with a space. A partner's words are written with the
 * partner.
 */
export function partnerWords(db: Db): Map<number, string> {
  return rememberedCatalogue(db, 'partner words', () => {
    const entries = db
      .select({ key: searchEntries.key, folded: searchEntries.folded })
      .from(searchEntries)
      .where(eq(searchEntries.kind, 'partner'))
      .all()
    return new Map(entries.map(({ key, folded }) => [Number(key), ` ${folded} `]))
  })
}

/** Whether each typed word begins a word of the text, as the search index matches. */
export const hasWords = (text: string | undefined, words: string[]) =>
  text !== undefined && words.every((word) => text.includes(` ${word}`))

/** Everything of one partner but its visits. */
export function findPartnerFile(db: Db, id: number) {
  const row = prepared(db, 'partner file', () =>
    db
      .select({ partner: partners, sourceUrl: sources.url })
      .from(partners)
      .leftJoin(sources, eq(sources.id, partners.sourceId))
      .where(eq(partners.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })
  return row && { ...row.partner, sourceUrl: row.sourceUrl, names: listPartnerNames(db, id) }
}

export type PartnerFile = NonNullable<ReturnType<typeof findPartnerFile>>

const listPartnerNames = (db: Db, partnerId: number) =>
  prepared(db, 'partner names', () =>
    db
      .select()
      .from(partnerNames)
      .where(eq(partnerNames.partnerId, sql.placeholder('partnerId')))
      .orderBy(asc(partnerNames.kind), asc(partnerNames.id))
      .prepare(),
  ).all({ partnerId })

const MOST_PEOPLE_MET = 12

/** The partner's people whom we met: heads and deputies of its delegations here, and our hosts there; last met first. */
export function listPeopleMet(db: Db, partnerId: number) {
  const lastOn = sql<string>`max(${delegations.startsOn})`
  return remembered(db, `people met ${partnerId}`, () =>
    prepared(db, 'people met', () =>
      db
        // Beside a max(), SQLite takes the other columns from the row that holds it: the post at the last meeting.
        .select({
          id: people.id,
          name: people.name,
          post: participants.post,
          organisation: participants.organisation,
          times: sql<number>`count(*)`,
          lastOn,
        })
        .from(delegationPartners)
        .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .innerJoin(people, eq(people.id, participants.personId))
        .where(
          sql`${delegationPartners.partnerId} = ${sql.placeholder('partnerId')}
          and ${inArray(delegations.status, [...tookPlace])}
          and ${participants.hasTravelled} and ${participants.role} in ('head', 'deputy')
          and (${delegations.direction} = 'inbound') = (${participants.side} = 'delegation')`,
        )
        .groupBy(people.id)
        .orderBy(desc(lastOn), asc(people.sortKey))
        .limit(sql.placeholder('limit'))
        .prepare(),
    ).all({ partnerId, limit: MOST_PEOPLE_MET }),
  )
}

/** Partners that this one may be: of its name, of one of its other names, or of its abbreviation in its country. */
export function possibleDuplicates(
  db: Db,
  input: Pick<PartnerInput, 'name' | 'nameEn' | 'nameLocal' | 'abbreviation' | 'country' | 'names'>,
  exceptId = 0,
): PartnerName[] {
  const byName = [input.name, input.nameEn, input.nameLocal, ...input.names.map(({ name }) => name)].flatMap(
    (name) => (name ? partnersNamed(db, name) : []),
  )
  const byAbbreviation = (input.abbreviation ? partnersNamed(db, input.abbreviation) : []).filter(
    ({ country }) => country === input.country,
  )
  const found = new Map([...byName, ...byAbbreviation].map((partner) => [partner.id, partner]))
  found.delete(exceptId)
  return [...found.values()]
}

/** The new partner's id. */
export function createPartner(write: Write, input: PartnerInput): number {
  const id = write.insert(partners, columnsOf(write, input))
  saveNames(write, id, input)
  indexPartner(write, id)
  return id
}

export function updatePartner(write: Write, id: number, input: PartnerInput) {
  write.update(partners, id, columnsOf(write, input))
  saveNames(write, id, input)
  indexPartner(write, id)
  indexDelegationsOfPartner(write, id)
}

function columnsOf(write: Write, input: PartnerInput) {
  return {
    name: input.name,
    nameEn: input.nameEn,
    nameLocal: input.nameLocal,
    abbreviation: input.abbreviation,
    kind: input.kind,
    country: input.country,
    relationSince: input.relationSince,
    sourceId: input.sourceUrl ? sourceAt(write, input.sourceUrl) : null,
    note: input.note,
    sortKey: sortKey(input.name),
  }
}

function saveNames(write: Write, partnerId: number, input: PartnerInput) {
  const had = write.db.select().from(partnerNames).where(eq(partnerNames.partnerId, partnerId)).all()
  for (const { id } of had) {
    if (!input.names.some((name) => name.id === id)) write.remove(partnerNames, id)
  }
  for (const { id, name, kind, sinceOn, untilOn } of input.names) {
    const row = { partnerId, name, kind, sinceOn, untilOn }
    const known = had.find((stored) => stored.id === id)
    if (!known) write.insert(partnerNames, row)
    else if (Object.entries(row).some(([column, value]) => known[column as keyof typeof row] !== value))
      write.update(partnerNames, known.id, row)
  }
}
