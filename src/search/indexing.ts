import { and, eq } from 'drizzle-orm'
import { namesOfCountry } from '../countries/names.ts'
import { delegationCountries, delegationPartners, delegations } from '../delegations/delegation.ts'
import type { Write } from '../db/write.ts'
import { participants } from '../participants/participant.ts'
import { partnerNames, partners } from '../partners/partner.ts'
import { people, personNames } from '../people/person.ts'
import { folded, toned } from '../vietnamese.ts'
import { type EntryKind, searchEntries } from './entry.ts'

// What each record is found by. Called by whatever writes the record, in the same transaction.

/** A visit is found by its number and title, its partners by any of their names, its countries and its people. */
export function indexDelegation(write: Write, delegationId: number) {
  const { db } = write
  const delegation = db.select().from(delegations).where(eq(delegations.id, delegationId)).get()!
  const partnerIds = db
    .select({ id: delegationPartners.partnerId })
    .from(delegationPartners)
    .where(eq(delegationPartners.delegationId, delegationId))
    .all()
  const countries = db
    .select({ country: delegationCountries.country })
    .from(delegationCountries)
    .where(eq(delegationCountries.delegationId, delegationId))
    .all()
  const members = db
    .select({ name: people.name, post: participants.post, organisation: participants.organisation })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(eq(participants.delegationId, delegationId))
    .all()
  keepEntry(write, 'delegation', String(delegationId), delegation.startsOn, [
    delegation.code,
    delegation.title,
    delegation.place,
    delegation.purpose,
    delegation.capacity,
    ...partnerIds.flatMap(({ id }) => namesOfPartner(write, id)),
    ...countries.flatMap(({ country }) => namesOfCountry(country)),
    ...members.flatMap(({ name, post, organisation }) => [name, post, organisation]),
  ])
}

/** A partner is found by every name it has or had, its abbreviation, its local script and its country. */
export function indexPartner(write: Write, partnerId: number) {
  const partner = write.db.select().from(partners).where(eq(partners.id, partnerId)).get()!
  keepEntry(write, 'partner', String(partnerId), '', [
    ...namesOfPartner(write, partnerId),
    ...(partner.country ? namesOfCountry(partner.country) : []),
  ])
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
  keepEntry(write, 'person', String(personId), '', [person.name, ...spellings.map(({ name }) => name)])
}

/** A country is found by its names in both languages, its code, and what people call it. */
export function indexCountry(write: Write, iso2: string) {
  keepEntry(write, 'country', iso2, '', namesOfCountry(iso2))
}

function namesOfPartner({ db }: Write, partnerId: number): (string | null)[] {
  const partner = db.select().from(partners).where(eq(partners.id, partnerId)).get()!
  const others = db
    .select({ name: partnerNames.name })
    .from(partnerNames)
    .where(eq(partnerNames.partnerId, partnerId))
    .all()
  return [
    partner.name,
    partner.abbreviation,
    partner.nameEn,
    partner.nameLocal,
    ...others.map(({ name }) => name),
  ]
}

function keepEntry(write: Write, kind: EntryKind, key: string, sortOn: string, names: (string | null)[]) {
  const texts = names.filter((name) => name !== null && name !== '') as string[]
  const entry = {
    kind,
    key,
    sortOn,
    folded: texts.map(folded).join(' | '),
    written: texts.map(toned).join(' | '),
  }
  const known = write.db
    .select({
      id: searchEntries.id,
      folded: searchEntries.folded,
      written: searchEntries.written,
      sortOn: searchEntries.sortOn,
    })
    .from(searchEntries)
    .where(and(eq(searchEntries.kind, kind), eq(searchEntries.key, key)))
    .get()
  if (!known) write.insert(searchEntries, entry)
  else if (known.folded !== entry.folded || known.written !== entry.written || known.sortOn !== sortOn)
    write.update(searchEntries, known.id, entry)
}
