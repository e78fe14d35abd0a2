import { and, asc, count, desc, eq, getTableColumns, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import { arePassing, countListed } from '../counting.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { participants } from '../participants/participant.ts'
import { partnerTitle } from '../partners/partner.ts'
import { type PartnerName, partnersById } from '../partners/queries.ts'
import { people } from '../people/person.ts'
import { sources } from '../sources/source.ts'
import { unitNameAt, unitsById, unitTitle } from '../units/queries.ts'
import type { Language } from '../web/language.ts'
import { readCursor, writeCursor } from '../web/listing.ts'
import { extendedTo } from '../visit-reports/report-extension.ts'
import { delegationPartners, delegations, stage, statusChanges } from './delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  matching,
  shapeOf,
  type Sort,
  valuesFor,
  type Way,
} from './filters.ts'

export const PAGE_SIZE = 50

// The names of partners and units are at hand already: a row carries ids. (Tables are named in full, because drizzle
// names none where a statement has but one.)
const linkColumns = {
  countryCodes: sql<
    string | null
  >`(select group_concat(country) from (select country from delegation_countries
    where delegation_id = delegations.id order by position))`,
  partnerIds: sql<
    string | null
  >`(select group_concat(partner_id) from (select partner_id from delegation_partners
    where delegation_id = delegations.id order by position))`,
}

/** What a list shows of a visit; `linked` puts its countries, partners and unit to it. */
export const listColumns = {
  id: delegations.id,
  code: delegations.code,
  direction: delegations.direction,
  title: delegations.title,
  status: delegations.status,
  countsAs: delegations.countsAs,
  startsOn: delegations.startsOn,
  endsOn: delegations.endsOn,
  headCount: delegations.headCount,
  personTripCount: delegations.personTripCount,
  arePeopleCounted: delegations.arePeopleCounted,
  unitId: delegations.unitId,
  ...linkColumns,
}

/** Rows with their countries (in the order of the journey), their partners and unit. */
export function linked<
  Row extends {
    unitId: number
    startsOn: string
    countryCodes: string | null
    partnerIds: string | null
  },
>(db: Db, rows: Row[]) {
  return named(db, rows).map((row) => Object.assign(row, { countries: row.countryCodes?.split(',') ?? [] }))
}

/**
 * Rows with their partners (the first is the one it is with) and unit, which has the name it had when the visit started.
 */
function named<Row extends { unitId: number; startsOn: string; partnerIds: string | null }>(
  db: Db,
  rows: Row[],
) {
  const partners = partnersById(db)
  const units = unitsById(db)
  return rows.map((row) => {
    const unit = unitNameAt(units.get(row.unitId)!, row.startsOn)
    return {
      ...row,
      unit: unit.name,
      unitEn: unit.nameEn,
      partners: row.partnerIds?.split(',').map((id) => partners.get(Number(id))!) ?? [],
    }
  })
}

const keyOf: Record<string, SQL> = {
  startsOn: sql`${delegations.startsOn}`,
  code: sql`${delegations.code}`,
  title: sql`${delegations.sortKey}`,
  headCount: sql`coalesce(${delegations.personTripCount}, -1)`,
  status: stage,
}

/** A visit's links and unit as a reader of this language calls them. */
export function titled<Row extends { unit: string; unitEn: string | null; partners: PartnerName[] }>(
  row: Row,
  language: Language,
): Row {
  if (language === 'vi') return row
  const partners = row.partners.map((partner) => ({ ...partner, name: partnerTitle(partner, language) }))
  return { ...row, partners, unit: unitTitle({ name: row.unit, nameEn: row.unitEn }, language) }
}

/** One page of the visits that match, with the cursors of the pages around it. Paged by key, never by offset. */
export function listDelegations(db: Db, filters: DelegationFilters, size = PAGE_SIZE) {
  const sort: Sort = filters.sort[0] ?? '-startsOn'
  const cursor = readCursor(filters.page[0])
  const isBackwards = cursor?.side === 'before'
  const isDescending = sort.startsWith('-') !== isBackwards
  const key = keyOf[sort.replace('-', '')]!
  const way = wayTo(db, filters, sort, size)
  const shape = `list ${way} ${sort} ${cursor?.side ?? ''} ${shapeOf(db, filters)}`
  const query = prepared(db, shape, () => {
    const inOrder = (by: SQL) =>
      isDescending ? [desc(by), desc(delegations.id)] : [asc(by), asc(delegations.id)]
    const order = inOrder(key)
    const isOnPage = and(
      matching(db, filters, way),
      cursor &&
        sql`(${key}, ${delegations.id}) ${sql.raw(isDescending ? '<' : '>')} (${sql.placeholder('key')}, ${sql.placeholder('keyId')})`,
    )
    const ids = db
      .select({ id: delegations.id })
      .from(delegations)
      .where(isOnPage)
      // What is collected is sorted afterwards: "+" keeps SQLite from going through the register in this order.
      .orderBy(...(way === 'collected' ? inOrder(sql`+${key}`) : order))
      .limit(sql.placeholder('limit'))
    return (
      db
        .select({ ...listColumns, key: sql<string | number>`${key}` })
        .from(delegations)
        // Sorting carries every column along: what was collected is sorted by its ids first.
        .where(way === 'collected' ? inArray(delegations.id, ids) : isOnPage)
        .orderBy(...order)
        .limit(sql.placeholder('limit'))
        .prepare()
    )
  })
  const values = { ...valuesFor(db, filters), key: cursor?.value, keyId: cursor?.id, limit: size + 1 }
  const found = query.all(values)
  const isMore = found.length > size
  const rows = linked(db, found.slice(0, size))
  if (isBackwards) rows.reverse()
  const hasPrevious = isBackwards ? isMore : cursor !== undefined
  const hasNext = isBackwards || isMore
  return {
    rows,
    previous: hasPrevious ? cursorAt(rows[0], 'before') : null,
    next: hasNext ? cursorAt(rows.at(-1), 'after') : null,
  }
}

const MOST_COLLECTED = 2000

// Asking the index of words about one visit costs as much as collecting so many.
const WORDS_OF_ONE = 30

/**
 * The way to a page's rows that looks at the fewest visits: collecting all that match from what they are linked to, or
 * going through the period, or the whole register, until a page is full.
 */
function wayTo(db: Db, filters: DelegationFilters, sort: Sort, size: number): Way {
  const isInTime = sort.endsWith('startsOn')
  const { country, partner, q } = filters
  const isLinked = country.length + partner.length + q.length > 0
  // Few visits may lie anywhere in a long time.
  const areFew = arePassing(filters) && countListed(db, filters).rows < MOST_COLLECTED
  if (isInTime && !isLinked) return areFew ? 'collected' : 'inTime'
  const ofAnyone = {
    country: [],
    partner: [],
    purpose: [],
    counted: [],
    startKnownTo: [],
    report: [],
    outcome: [],
    coverage: [],
    q: [],
  }
  const matches = countListed(db, filters).rows
  const inPeriod = countRows(db, { ...filters, ...ofAnyone })
  const all = countRows(db, askingFor({ scope: ['all'] }))
  const collecting = isLinked ? (matches * all) / inPeriod : inPeriod
  const going = ((size * (isInTime ? inPeriod : all)) / matches) * (q.length ? WORDS_OF_ONE : 1)
  return collecting < going ? 'collected' : isInTime ? 'inTime' : 'inOrder'
}

function countRows(db: Db, filters: DelegationFilters): number {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  return remembered(
    db,
    `rows ${shape} ${JSON.stringify(values)}`,
    () =>
      prepared(db, `rows ${shape}`, () =>
        db.select({ rows: count() }).from(delegations).where(matching(db, filters)).prepare(),
      ).get(values)!.rows,
  )
}

/** How many pieces of press coverage the visits that match have together. */
export function countCoverageIn(db: Db, filters: DelegationFilters): number {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  return remembered(
    db,
    `coverage in ${shape} ${JSON.stringify(values)}`,
    () =>
      prepared(db, `coverage in ${shape}`, () =>
        db
          .select({
            pieces: sql<number>`coalesce(sum((select count(*) from coverage_items piece
              where piece.delegation_id = delegations.id)), 0)`,
          })
          .from(delegations)
          .where(matching(db, filters))
          .prepare(),
      ).get(values)!.pieces,
  )
}

export type ListedDelegation = ReturnType<typeof listDelegations>['rows'][number]

function cursorAt(row: { key: string | number; id: number } | undefined, side: 'before' | 'after') {
  return row ? writeCursor({ side, value: row.key, id: row.id }) : null
}

/** Those of these visits that the filters mean, as the list has them, newest first. */
export function listDelegationsAmong(db: Db, filters: DelegationFilters, ids: number[]) {
  const rows = prepared(db, `among ${shapeOf(db, filters)}`, () =>
    db
      .select(listColumns)
      .from(delegations)
      .where(
        and(
          sql`${delegations.id} in (select value from json_each(${sql.placeholder('ids')}))`,
          matching(db, filters, 'inOrder'),
        ),
      )
      .orderBy(desc(delegations.startsOn), desc(delegations.id))
      .prepare(),
  ).all({ ...valuesFor(db, filters), ids: JSON.stringify(ids) })
  return linked(db, rows)
}

/** These visits, in the given order; without their countries, which no search shows. */
export function listDelegationsByIds(db: Db, ids: number[]) {
  if (!ids.length) return []
  const rows = prepared(db, 'delegations by ids', () =>
    db
      .select({
        id: delegations.id,
        code: delegations.code,
        direction: delegations.direction,
        title: delegations.title,
        status: delegations.status,
        startsOn: delegations.startsOn,
        endsOn: delegations.endsOn,
        unitId: delegations.unitId,
        partnerIds: linkColumns.partnerIds,
      })
      .from(delegations)
      .where(sql`${delegations.id} in (select value from json_each(${sql.placeholder('ids')}))`)
      .prepare(),
  ).all({ ids: JSON.stringify(ids) })
  const byId = new Map(named(db, rows).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Everything of one visit but its people, steps and report. */
export function findDelegation(db: Db, id: number) {
  const row = prepared(db, 'delegation', () =>
    db
      .select({ ...getTableColumns(delegations), sourceUrl: sources.url, extendedTo, ...linkColumns })
      .from(delegations)
      .leftJoin(sources, eq(sources.id, delegations.sourceId))
      .where(eq(delegations.id, sql.placeholder('id')))
      .prepare(),
  ).get({ id })
  return row && linked(db, [row])[0]
}

export type Dossier = NonNullable<ReturnType<typeof findDelegation>>

/** Who is in a visit's list, in order of precedence. */
export function listParticipants(db: Db, delegationId: number) {
  return prepared(db, 'participants', () =>
    db
      .select({
        id: participants.id,
        personId: participants.personId,
        name: people.name,
        side: participants.side,
        role: participants.role,
        post: participants.post,
        organisation: participants.organisation,
        hasTravelled: participants.hasTravelled,
        isAdded: participants.isAdded,
        // "chuyến thứ n": this person's counted trips up to and including this one.
        tripNumber: sql<number>`(select count(*) from participants p join delegations d on d.id = p.delegation_id
          where p.person_id = ${participants.personId} and p.side = 'delegation' and p.has_travelled
          and d.are_people_counted and (d.starts_on, d.id) <= (${delegations.startsOn}, ${delegations.id}))`,
      })
      .from(participants)
      .innerJoin(people, eq(people.id, participants.personId))
      .innerJoin(delegations, eq(delegations.id, participants.delegationId))
      .where(eq(participants.delegationId, sql.placeholder('delegationId')))
      .orderBy(participants.side, participants.position)
      .prepare(),
  ).all({ delegationId })
}

export type ListedParticipant = ReturnType<typeof listParticipants>[number]

export function listStatusChanges(db: Db, delegationId: number) {
  return prepared(db, 'status changes', () =>
    db
      .select()
      .from(statusChanges)
      .where(eq(statusChanges.delegationId, sql.placeholder('delegationId')))
      .orderBy(asc(statusChanges.id))
      .prepare(),
  ).all({ delegationId })
}

/** The last visits with a partner, for the side of a form. */
export function listRecentWithPartner(db: Db, partnerId: number, limit = 4) {
  const rows = db
    .select(listColumns)
    .from(delegationPartners)
    .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
    .where(eq(delegationPartners.partnerId, partnerId))
    .orderBy(desc(delegations.startsOn), desc(delegations.id))
    .limit(limit)
    .all()
  return linked(db, rows)
}

/** Who signed the newest decision: most often who signs the next one. */
export const lastAuthority = (db: Db): string | null =>
  db
    .select({ authority: delegations.approvalAuthority })
    .from(delegations)
    .where(isNotNull(delegations.approvalAuthority))
    .orderBy(desc(delegations.id))
    .limit(1)
    .get()?.authority ?? null
