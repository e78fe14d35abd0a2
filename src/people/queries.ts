import { asc, eq } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { indexDelegationsOfPerson, indexPerson } from '../search/indexing.ts'
import { isPersonTrip } from '../counting.ts'
import { delegations } from '../delegations/delegation.ts'
import { participants } from '../participants/participant.ts'
import { idsFound } from '../search/entry.ts'
import { matchQuery } from '../search/match.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import { cleaned, folded, personSortKey, toned } from '../vietnamese.ts'
import type { PersonInput } from './form.ts'
import { people, personNames } from './person.ts'
import { sql } from 'drizzle-orm'

export interface PersonName {
  id: number
  name: string
}

/** People of exactly this name in any of its spellings, tones or none. */
export function peopleNamed(db: Db, typed: string): PersonName[] {
  const key = folded(typed)
  const byName = prepared(db, 'people named', () =>
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(
        sql`${people.matchKey} = ${sql.placeholder('key')} or ${people.id} in
          (select ${personNames.personId} from ${personNames} where ${personNames.matchKey} = ${sql.placeholder('key')})`,
      )
      .prepare(),
  )
  return byName.all({ key })
}

/** People by their ids, in the order of these. */
export function peopleByIds(db: Db, ids: number[]): PersonName[] {
  if (!ids.length) return []
  const rows = prepared(db, 'people by ids', () =>
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(sql`${people.id} in (select value from json_each(${sql.placeholder('ids')}))`)
      .prepare(),
  ).all({ ids: JSON.stringify(ids) })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Whether a typed name is exactly this person's name or one of its stored spellings. */
export function isNameOf(db: Db, person: PersonName, typed: string): boolean {
  const isTyped = (name: string) => toned(name) === toned(typed)
  return isTyped(person.name) || listSpellings(db, person.id).some(({ name }) => isTyped(name))
}

/**
 * The one person known by exactly this name or stored spelling; undefined where there is none, or several. "Lê Minh"
 * never finds "Le Minh": tones make another name, unless somebody wrote down that they do not.
 */
export function findPersonNamed(db: Db, typed: string): number | undefined {
  const known = peopleNamed(db, cleaned(typed)).filter((person) => isNameOf(db, person, typed))
  return known.length === 1 ? known[0]!.id : undefined
}

/** The person a list names, or somebody new. */
export const personNamed = (write: Write, typed: string, nationality: string | null): number =>
  findPersonNamed(write.db, typed) ?? addPerson(write, typed, nationality)

/** The new person's id. */
export function addPerson(write: Write, typed: string, nationality: string | null): number {
  const name = cleaned(typed)
  const id = write.insert(people, { name, nationality, matchKey: folded(name), sortKey: personSortKey(name) })
  indexPerson(write, id)
  return id
}

/** Corrects how a person's name is written. */
export function renamePerson(write: Write, id: number, typed: string) {
  const name = cleaned(typed)
  write.update(people, id, { name, matchKey: folded(name), sortKey: personSortKey(name) })
  indexPerson(write, id)
}

export const findPerson = (db: Db, id: number) =>
  prepared(db, 'person', () =>
    db
      .select()
      .from(people)
      .where(eq(people.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })

/** The other spellings of a person's name. */
export const listSpellings = (db: Db, personId: number) =>
  prepared(db, 'spellings', () =>
    db
      .select({ id: personNames.id, name: personNames.name })
      .from(personNames)
      .where(eq(personNames.personId, sql.placeholder('personId')))
      .orderBy(asc(personNames.id))
      .prepare(),
  ).all({ personId })

/** Everything of one person but the trips. */
export function findPersonFile(db: Db, id: number) {
  const person = findPerson(db, id)
  return person && { ...person, spellings: listSpellings(db, id).map(({ name }) => name) }
}

export type PersonFile = NonNullable<ReturnType<typeof findPersonFile>>

/**
 * Every delegation that names a person, the newest first; `tripNumber` counts the ones that made a lượt người
 * ("chuyến thứ n"), and is null for the others.
 */
export function listTrips(db: Db, personId: number) {
  const lines = prepared(db, 'trips', () =>
    db
      .select({
        id: participants.id,
        delegationId: delegations.id,
        code: delegations.code,
        title: delegations.title,
        direction: delegations.direction,
        status: delegations.status,
        startsOn: delegations.startsOn,
        endsOn: delegations.endsOn,
        arePeopleCounted: delegations.arePeopleCounted,
        unitId: delegations.unitId,
        side: participants.side,
        role: participants.role,
        post: participants.post,
        organisation: participants.organisation,
        hasTravelled: participants.hasTravelled,
      })
      .from(participants)
      .innerJoin(delegations, eq(delegations.id, participants.delegationId))
      .where(eq(participants.personId, sql.placeholder('personId')))
      .orderBy(asc(delegations.startsOn), asc(delegations.id), asc(participants.id))
      .prepare(),
  ).all({ personId })
  let tripCount = 0
  return lines
    .map(({ unitId, ...line }) => {
      const unit = unitsById(db).get(unitId)!
      const tripNumber = isPersonTrip(line) ? ++tripCount : null
      return { ...line, unit: unitNameAt(unit, line.startsOn).name, unitKind: unit.kind, tripNumber }
    })
    .toReversed()
}

export type Trip = ReturnType<typeof listTrips>[number]

/** How many of a person's trips made a lượt người. */
export const tripCountOf = (trips: Trip[]): number =>
  trips.find(({ tripNumber }) => tripNumber)?.tripNumber ?? 0

/** The post and body that the latest of a person's trips names, where one does. */
export function lastPostOf(trips: Trip[]): string | null {
  const last = trips.find(({ post, organisation }) => post ?? organisation)
  return last ? [last.post, last.organisation].filter(Boolean).join(', ') : null
}

/** People that typed words may mean, the likeliest first, each with the post held last; nobody while nothing is typed. */
export function suggestPeople(db: Db, typed: string, limit = 12) {
  const query = matchQuery(typed)
  if (!query) return []
  const key = folded(typed)
  return prepared(db, 'people found', () =>
    db
      .select({
        id: people.id,
        name: people.name,
        matchKey: people.matchKey,
        lastPost: sql<string | null>`(select nullif(concat_ws(', ', post, organisation), '') from participants
          join delegations on delegations.id = participants.delegation_id
          where participants.person_id = people.id order by starts_on desc, delegations.id desc limit 1)`,
      })
      .from(people)
      .where(sql`${people.id} in (${idsFound('person', sql.placeholder('query'))} limit 200)`)
      .prepare(),
  )
    .all({ query })
    .map((person) => ({ ...person, likeness: likenessOf(person, typed, key) }))
    .toSorted((one, other) => one.likeness - other.likeness || (one.matchKey < other.matchKey ? -1 : 1))
    .slice(0, limit)
}

/** 0 for what was typed to the letter, more the less it is like it. */
function likenessOf(
  { name, matchKey }: { name: string; matchKey: string },
  typed: string,
  key: string,
): number {
  if (toned(name) === toned(typed)) return 0
  if (matchKey === key) return 1
  if (matchKey.startsWith(key)) return 2
  return matchKey.endsWith(` ${key}`) ? 3 : 4
}

/** Keeps a person's name, spellings and nationality; every visit that names them is found by the new name. */
export function updatePerson(write: Write, id: number, input: PersonInput) {
  write.update(people, id, {
    name: input.name,
    nationality: input.nationality,
    note: input.note,
    matchKey: folded(input.name),
    sortKey: personSortKey(input.name),
  })
  const wanted = new Set(input.spellings.filter((spelling) => spelling !== input.name))
  for (const had of listSpellings(write.db, id)) {
    if (!wanted.delete(had.name)) write.remove(personNames, had.id)
  }
  for (const name of wanted) write.insert(personNames, { personId: id, name, matchKey: folded(name) })
  indexPerson(write, id)
  indexDelegationsOfPerson(write, id)
}
