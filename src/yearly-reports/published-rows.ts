import { and, asc, desc, inArray, lte, sql } from 'drizzle-orm'
import { today } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { delegationCountries, delegations } from '../delegations/delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  matching,
  readDelegationFilters,
  shapeOf,
  valuesFor,
} from '../delegations/filters.ts'
import type { Query } from '../web/listing.ts'
import type { AskedReport } from './asked.ts'

// A figure is what its list lists: the address of the list says which visits it counted.

const LIST = '/delegations?'

/** What the list of a figure asks for; undefined where the figure counts no visits. */
export function askedBy(href: string | null): DelegationFilters | undefined {
  if (!href?.startsWith(LIST)) return undefined
  const query: Query = {}
  for (const [name, value] of new URLSearchParams(href.slice(LIST.length))) {
    const known = query[name] as string[] | undefined
    if (known) known.push(value)
    else query[name] = [value]
  }
  return readDelegationFilters(query).filters
}

/** The visits of a figure's list, in the order they began; null where it lists none. */
export function visitIdsBehind(db: Db, href: string): number[] | null {
  const filters = askedBy(href)
  if (!filters) return null
  return prepared(db, `ids behind ${shapeOf(db, filters)}`, () =>
    db
      .select({ id: delegations.id })
      .from(delegations)
      .where(matching(db, filters))
      .orderBy(asc(delegations.startsOn), asc(delegations.id))
      .prepare(),
  )
    .all(valuesFor(db, filters))
    .map(({ id }) => id)
}

/** The visit that a report counts and that surely began last: of the half-known, by the first day it may mean. */
export function latestCounted(db: Db, { counted: { from, to, unit, scope } }: AskedReport) {
  const filters = askingFor({ from, to, unit, scope, counted: ['personTrips'] })
  return (
    db
      .select({ code: delegations.code, title: delegations.title, startsOn: delegations.startsOn })
      .from(delegations)
      // One said to have gone on a day to come contradicts itself, and says nothing of when the paper was signed.
      .where(and(matching(db, filters), lte(delegations.startsOn, today())))
      .orderBy(desc(delegations.startsOn), desc(delegations.id))
      .limit(1)
      .get(valuesFor(db, filters))
  )
}

/** Visits as an edition keeps them. */
export const listVisits = (db: Db, ids: number[]) =>
  db
    .select({
      visitId: delegations.id,
      code: delegations.code,
      title: delegations.title,
      direction: delegations.direction,
      countries: sql<string>`coalesce((
        select group_concat(${delegationCountries.country} order by ${delegationCountries.position})
        from ${delegationCountries} where ${delegationCountries.delegationId} = ${delegations.id}), '')`,
      place: delegations.place,
      startsOn: delegations.startsOn,
      endsOn: delegations.endsOn,
      personTripCount: delegations.personTripCount,
      isCounted: sql<boolean>`coalesce(${delegations.isCounted}, 0)`.mapWith(Boolean),
    })
    .from(delegations)
    .where(and(inArray(delegations.id, sql`(select value from json_each(${JSON.stringify(ids)}))`)))
    .orderBy(asc(delegations.startsOn), asc(delegations.id))
    .all()
