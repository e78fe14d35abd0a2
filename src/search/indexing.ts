import { eq, sql } from 'drizzle-orm'
import { namesOfCountry } from '../countries/names.ts'
import { delegationCountries, delegationPartners, delegations } from '../delegations/delegation.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { documents } from '../documents/document.ts'
import { participants } from '../participants/participant.ts'
import { partnerNames, partners } from '../partners/partner.ts'
import { people, personNames } from '../people/person.ts'
import { folded, toned } from '../vietnamese.ts'
import { entryId, type EntryKind, searchEntries } from './entry.ts'

// What each record is found by. Called by whatever writes the record, in the same transaction.

/**
 * A visit is found by its number and title, its partners by any of their names, its countries, its people and what its
 * papers are called.
 */
export function indexDelegation(write: Write, delegationId: number) {
  const { visit, links, visited, named, papered } = partsOfVisit(write.db)
  const given = { id: delegationId }
  const delegation = visit.get(given)!
  const partnerIds = links.all(given)
  const countries = visited.all(given)
  const members = named.all(given)
  const papers = papered.all(given)
  const found = wordsOfDelegation({
    ...delegation,
    papers: papers.map(({ number, subject }) => wordsOf([number, subject])),
    partners: partnerIds.map(({ id }) => wordsOf(namesOfPartner(write, id))),
    countries: countries.map(({ country }) => wordsOf(namesOfCountry(country))),
    members: members.map(({ name, post, organisation }) => wordsOf([name, post, organisation])),
  })
  keepEntry(write, 'delegation', String(delegationId), delegation.startsOn, found)
}

// Made ready once: whoever brings back thousands of visits asks for each of them.
const partsOfVisit = (db: Db) =>
  prepared(db, 'words of a visit', () => ({
    visit: db.select().from(delegations).where(eq(delegations.id, asked)).prepare(),
    links: db
      .select({ id: delegationPartners.partnerId })
      .from(delegationPartners)
      .where(eq(delegationPartners.delegationId, asked))
      .orderBy(delegationPartners.position)
      .prepare(),
    visited: db
      .select({ country: delegationCountries.country })
      .from(delegationCountries)
      .where(eq(delegationCountries.delegationId, asked))
      .orderBy(delegationCountries.position)
      .prepare(),
    named: db
      .select({ name: people.name, post: participants.post, organisation: participants.organisation })
      .from(participants)
      .innerJoin(people, eq(people.id, participants.personId))
      .where(eq(participants.delegationId, asked))
      .orderBy(participants.side, participants.position)
      .prepare(),
    papered: db
      .select({ number: documents.number, subject: documents.subject })
      .from(documents)
      .where(eq(documents.delegationId, asked))
      .orderBy(documents.id)
      .prepare(),
  }))

const asked = sql.placeholder('id')

/** The words of a visit, from records already at hand: whoever writes many visits looks nothing up for each. */
export function wordsOfDelegation(
  visit: Pick<typeof delegations.$inferInsert, 'code' | 'title' | 'place' | 'purpose' | 'capacity'> & {
    partners: Words[]
    countries: Words[]
    members: Words[]
    papers?: Words[]
  },
): Words {
  return joined([
    wordsOf([visit.code, visit.title, visit.place, visit.purpose, visit.capacity]),
    ...visit.partners,
    ...visit.countries,
    ...visit.members,
    ...(visit.papers ?? []),
  ])
}

/** A partner is found by every name it has or had, its abbreviation, its local script and its country. */
export function indexPartner(write: Write, partnerId: number) {
  const partner = write.db.select().from(partners).where(eq(partners.id, partnerId)).get()!
  const found = wordsOf([
    ...namesOfPartner(write, partnerId),
    ...(partner.country ? namesOfCountry(partner.country) : []),
  ])
  keepEntry(write, 'partner', String(partnerId), '', found)
}

/** Its visits carry its names too. */
export function indexDelegationsOfPartner(write: Write, partnerId: number) {
  const links = write.db
    .select({ id: delegationPartners.delegationId })
    .from(delegationPartners)
    .where(eq(delegationPartners.partnerId, partnerId))
    .all()
  for (const { id } of links) indexDelegation(write, id)
}

/** A person is found by every spelling of the name. */
export function indexPerson(write: Write, personId: number) {
  const person = write.db.select().from(people).where(eq(people.id, personId)).get()!
  const spellings = write.db
    .select({ name: personNames.name })
    .from(personNames)
    .where(eq(personNames.personId, personId))
    .all()
  const found = wordsOf([person.name, ...spellings.map(({ name }) => name)])
  keepEntry(write, 'person', String(personId), '', found)
}

/** The visits that name a person carry the name too. */
export function indexDelegationsOfPerson(write: Write, personId: number) {
  const visits = write.db
    .selectDistinct({ id: participants.delegationId })
    .from(participants)
    .where(eq(participants.personId, personId))
    .all()
  for (const { id } of visits) indexDelegation(write, id)
}

/** A country is found by its names in both languages, its code, and what people call it. */
export function indexCountry(write: Write, iso2: string) {
  keepEntry(write, 'country', iso2, '', wordsOf(namesOfCountry(iso2)))
}

function namesOfPartner({ db }: Write, partnerId: number): (string | null)[] {
  const { known, others } = prepared(db, 'names of a partner', () => ({
    known: db.select().from(partners).where(eq(partners.id, asked)).prepare(),
    others: db
      .select({ name: partnerNames.name })
      .from(partnerNames)
      .where(eq(partnerNames.partnerId, asked))
      .prepare(),
  }))
  const partner = known.get({ id: partnerId })!
  return [
    partner.name,
    partner.abbreviation,
    partner.nameEn,
    partner.nameLocal,
    ...others.all({ id: partnerId }).map(({ name }) => name),
  ]
}

const BETWEEN = ' | '

/** Words as they are found (folded) and as they are ranked (with their tones). */
export interface Words {
  folded: string
  written: string
}

export function wordsOf(names: (string | null | undefined)[]): Words {
  const texts = names.filter((name): name is string => Boolean(name))
  return { folded: texts.map(folded).join(BETWEEN), written: texts.map(toned).join(BETWEEN) }
}

function joined(words: Words[]): Words {
  const some = words.filter(({ written }) => written !== '')
  return {
    folded: some.map(({ folded }) => folded).join(BETWEEN),
    written: some.map(({ written }) => written).join(BETWEEN),
  }
}

/** Makes a record of which nothing is kept yet findable, without looking whether it is. */
export function addEntry(write: Write, kind: EntryKind, key: string, sortOn: string, words: Words) {
  write.insert(searchEntries, entryOf(kind, key, sortOn, words))
}

export const entryOf = (kind: EntryKind, key: string, sortOn: string, words: Words) => ({
  id: entryId(kind, key),
  kind,
  key,
  sortOn,
  ...words,
})

function keepEntry(write: Write, kind: EntryKind, key: string, sortOn: string, words: Words) {
  const { db } = write
  const known = prepared(db, 'entry', () =>
    db
      .select({
        id: searchEntries.id,
        folded: searchEntries.folded,
        written: searchEntries.written,
        sortOn: searchEntries.sortOn,
      })
      .from(searchEntries)
      .where(eq(searchEntries.id, asked))
      .prepare(),
  ).get({ id: entryId(kind, key) })
  if (!known) addEntry(write, kind, key, sortOn, words)
  else if (known.folded !== words.folded || known.written !== words.written || known.sortOn !== sortOn)
    write.update(searchEntries, known.id, { sortOn, ...words })
}

/** A record that is gone is found no more. */
export const forgetEntry = (write: Write, kind: EntryKind, key: string) =>
  forgetEntries(write, [entryId(kind, key)])

/** So many at a time: what a statement may have to take back is held in memory. */
const FORGOTTEN_AT_ONCE = 2000

/** The same for many by the ids of their entries: one by one, each would cost the index ten times as much. */
export function forgetEntries({ db }: Write, ids: number[]) {
  const forget = prepared(db, 'forget entries', () =>
    db.$client.prepare<[string]>(
      'delete from search_entries where id in (select value from json_each(?) order by value)',
    ),
  )
  const inOrder = ids.toSorted((one, other) => one - other)
  for (let at = 0; at < inOrder.length; at += FORGOTTEN_AT_ONCE)
    forget.run(JSON.stringify(inOrder.slice(at, at + FORGOTTEN_AT_ONCE)))
}
