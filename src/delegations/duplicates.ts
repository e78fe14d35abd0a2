import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { folded } from '../vietnamese.ts'
import { delegations } from './delegation.ts'
import type { DelegationInput } from './form.ts'
import { type Dossier, findDelegation, linked, listColumns } from './queries.ts'

/** Visits that this one may be; those a stored `visit` already had beside it, somebody has looked at. */
export function duplicatesOf(db: Db, input: DelegationInput | undefined, visit?: Dossier) {
  if (!input || input.notDuplicate) return []
  const found = listPossibleDuplicates(db, input, visit?.id)
  if (!visit || !found.length) return found
  const partnerIds = visit.partners.map(({ id }) => id)
  const before = listPossibleDuplicates(db, { ...visit, partnerIds }, visit.id)
  return found.filter(({ id }) => !before.some((known) => known.id === id))
}

/**
 * The visit that a form was kept as, where `location` led, if it is sent again with something else in it: after the Back
 * button that may be another visit, whose words would be lost if it led to the first.
 */
export function keptOtherwise(db: Db, location: string, input: DelegationInput): Dossier | undefined {
  const { pathname, searchParams } = new URL(location, 'http://localhost')
  const id = Number(/\d+$/.exec(pathname)?.[0] ?? searchParams.get('saved'))
  const visit = findDelegation(db, id)
  return visit && told(input) !== told({ ...visit, partnerIds: visit.partners.map(({ id }) => id) })
    ? visit
    : undefined
}

const told = (visit: Omit<DelegationInput, 'participants' | 'hosts' | 'submissionId' | 'notDuplicate'>) =>
  JSON.stringify([
    visit.direction,
    visit.title,
    visit.partnerIds,
    visit.countries,
    visit.startsOn,
    visit.endsOn,
    visit.place,
    visit.headCount,
    visit.purpose,
    visit.note,
  ])

type Likeness = Pick<
  DelegationInput,
  'direction' | 'title' | 'partnerIds' | 'countries' | 'startsOn' | 'endsOn'
>

/**
 * Visits that may be this one, going the same way: with one of its partners at dates that may overlap, or, whomever it is
 * with, of the same title, days and country.
 */
export function listPossibleDuplicates(db: Db, visit: Likeness, exceptId = 0) {
  const ends = visit.endsOn ?? visit.startsOn
  const goesTheSameWay = and(
    eq(delegations.direction, visit.direction),
    ne(delegations.status, 'cancelled'),
    ne(delegations.id, exceptId),
  )
  const rowsWhere = (condition: SQL) =>
    db
      .select(listColumns)
      .from(delegations)
      .where(and(goesTheSameWay, condition))
      .orderBy(desc(delegations.startsOn))
  // Two partial dates may be the same day while one is a beginning of the other.
  const withPartner = visit.partnerIds.length
    ? rowsWhere(sql`${delegations.id} in (select delegation_id from delegation_partners where partner_id in (select value from json_each(${JSON.stringify(visit.partnerIds)})))
        and ${delegations.startsOn} <= ${ends} || '~' and coalesce(${delegations.endsOn}, ${delegations.startsOn}) || '~' >= ${visit.startsOn}`)
        .limit(5)
        .all()
    : []
  const title = folded(visit.title)
  const called = rowsWhere(eq(delegations.startsOn, visit.startsOn))
    .all()
    .filter(
      (row) =>
        folded(row.title) === title &&
        (!row.endsOn || !visit.endsOn || row.endsOn === visit.endsOn) &&
        isSharing(row.countryCodes?.split(',') ?? [], visit.countries),
    )
  const found = new Map([...withPartner, ...called].map((row) => [row.id, row]))
  return linked(db, [...found.values()].slice(0, 5))
}

// Where either is not written down, they may be the same.
const isSharing = (one: string[], other: string[]) =>
  !one.length || !other.length || one.some((country) => other.includes(country))
