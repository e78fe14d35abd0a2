import {
  and,
  eq,
  exists,
  gte,
  inArray,
  isNull,
  lt,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { findCountry } from '../countries/names.ts'
import { highestWithin, lowestWithin, readDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { searchEntries } from '../search/entry.ts'
import { ownUnitIds } from '../units/queries.ts'
import { matchQuery } from '../vietnamese.ts'
import { type Asked, cursor, type FilterKind, id, oneOf, type Query, readFilters } from '../web/listing.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  directions,
  purposeKinds,
  statuses,
} from './delegation.ts'

/** Whose visits (C12): the own body's, or every unit's. */
export const scopes = { own: 'Cơ quan Trung ương Hội', all: 'Toàn hệ thống' } as const

/** What a figure counted, so that a list can show exactly those rows. */
export const counted = { delegations: 'đoàn được tính', personTrips: 'đoàn có tính lượt người' } as const

export const sorts = {
  '-startsOn': 'Mới nhất trước',
  startsOn: 'Cũ nhất trước',
  code: 'Theo số sổ',
  '-code': 'Theo số sổ, lùi',
  title: 'Theo tên đoàn',
  '-title': 'Theo tên đoàn, lùi',
  headCount: 'Ít người trước',
  '-headCount': 'Đông người trước',
  status: 'Theo trạng thái',
  '-status': 'Theo trạng thái, lùi',
} as const
export type Sort = keyof typeof sorts

const year: FilterKind<string> = (text) => (/^(19|20)\d\d$/.test(text) ? text : undefined)
const country: FilterKind<string> = (text) => findCountry(text.toUpperCase())?.iso2
const words: FilterKind<string> = (text) => (matchQuery(text) ? text.slice(0, 200) : undefined)
const partner: FilterKind<number | 'none'> = (text) => (text === 'none' ? 'none' : id(text))

/** What the address of a list of visits may ask. */
export const delegationFilters = {
  direction: oneOf(directions),
  status: oneOf(statuses),
  year,
  from: readDate,
  to: readDate,
  country,
  partner,
  purpose: oneOf({ ...purposeKinds, none: 'Chưa phân loại' }),
  unit: id,
  scope: oneOf(scopes),
  counted: oneOf(counted),
  startKnownTo: oneOf({ year: 'năm' }),
  q: words,
  sort: oneOf(sorts),
  page: cursor,
}

export type DelegationFilters = {
  [Name in keyof typeof delegationFilters]: NonNullable<ReturnType<(typeof delegationFilters)[Name]>>[]
}

/**
 * What the address of a list asks. The list's own form names every unit in one field, all of them as `unit=all`:
 * the same as `scope=all`.
 */
export function readDelegationFilters(query: Query) {
  const { unit, ...rest } = query
  return readFilters(delegationFilters, unit === 'all' ? { ...rest, scope: 'all' } : query)
}

/** Filters with only these set. */
export function askingFor(asked: Partial<DelegationFilters>): DelegationFilters {
  const none = Object.fromEntries(Object.keys(delegationFilters).map((name) => [name, []]))
  return { ...(none as unknown as DelegationFilters), ...asked }
}

/** The filters as an address writes them. */
export const asAsked = (filters: DelegationFilters): Asked => filters

/** The units a list is of: the named ones, else the own body's, else (scope=all) undefined for all. */
export function unitsAsked(db: Db, filters: Pick<DelegationFilters, 'unit' | 'scope'>): number[] | undefined {
  if (filters.unit.length) return filters.unit
  return filters.scope[0] === 'all' ? undefined : ownUnitIds(db)
}

/**
 * Which visits the filters mean, as a condition with placeholders; `valuesFor` fills them. Two filters of one shape
 * give one statement.
 */
export function matching(db: Db, filters: DelegationFilters): SQL | undefined {
  const places = (name: string, values: readonly unknown[]) =>
    values.map((_, index) => sql.placeholder(`${name}${index}`))
  const isAny = (
    column: typeof delegations.direction | typeof delegations.status | typeof delegations.unitId,
    name: string,
    values: readonly unknown[],
  ) => (values.length ? inArray(column, places(name, values) as never) : undefined)
  const units = unitsAsked(db, filters)
  const { from, to } = periodOf(filters)
  return and(
    units && (units.length ? isAny(delegations.unitId, 'unit', units) : sql`false`),
    isAny(delegations.direction, 'direction', filters.direction),
    isAny(delegations.status, 'status', filters.status),
    or(
      ...filters.year.map((_, index) =>
        and(
          gte(delegations.startsOn, sql.placeholder(`year${index}`)),
          lt(delegations.startsOn, sql.placeholder(`yearEnd${index}`)),
        ),
      ),
    ),
    from ? gte(delegations.startsOn, sql.placeholder('from')) : undefined,
    to ? lt(delegations.startsOn, sql.placeholder('below')) : undefined,
    to?.wider.length ? notInArray(delegations.startsOn, places('wider', to.wider) as never) : undefined,
    filters.country.length
      ? exists(
          db
            .select({ one: sql`1` })
            .from(delegationCountries)
            .where(
              and(
                eq(delegationCountries.delegationId, delegations.id),
                inArray(delegationCountries.country, places('country', filters.country) as never),
              ),
            ),
        )
      : undefined,
    filters.partner.length ? withPartner(db, filters, places) : undefined,
    filters.purpose.length
      ? or(
          ...filters.purpose.map((kind, index) =>
            kind === 'none'
              ? isNull(delegations.purposeKind)
              : eq(delegations.purposeKind, sql.placeholder(`purpose${index}`) as never),
          ),
        )
      : undefined,
    filters.counted.includes('delegations') ? eq(delegations.isCounted, true) : undefined,
    filters.counted.includes('personTrips') ? eq(delegations.arePeopleCounted, true) : undefined,
    filters.startKnownTo.length ? sql`length(${delegations.startsOn}) = 4` : undefined,
    filters.q.length
      ? sql`${delegations.id} in (
          select cast(${searchEntries.key} as integer) from search_index
          join ${searchEntries} on ${searchEntries.id} = search_index.rowid
          where search_index match ${sql.placeholder('q')} and ${searchEntries.kind} = 'delegation')`
      : undefined,
  )
}

function withPartner(
  db: Db,
  filters: DelegationFilters,
  places: (name: string, values: readonly unknown[]) => unknown[],
) {
  const links = (condition?: SQL) =>
    db
      .select({ one: sql`1` })
      .from(delegationPartners)
      .where(and(eq(delegationPartners.delegationId, delegations.id), condition))
  const ids = filters.partner.filter((partner) => partner !== 'none')
  return or(
    ids.length
      ? exists(links(inArray(delegationPartners.partnerId, places('partner', ids) as never)))
      : undefined,
    filters.partner.includes('none') ? notExists(links()) : undefined,
  )
}

function periodOf(filters: DelegationFilters) {
  // Several bounds: the narrowest period that keeps to all of them.
  const from = filters.from.map(lowestWithin).toSorted().at(-1)
  const to = filters.to
    .map(highestWithin)
    .toSorted((one, other) => (one.below < other.below ? -1 : 1))
    .at(0)
  return { from, to }
}

/** The values for the placeholders of `matching`. */
export function valuesFor(db: Db, filters: DelegationFilters): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  const put = (name: string, list: readonly (string | number)[] = []) =>
    list.forEach((value, index) => (values[`${name}${index}`] = value))
  put('unit', unitsAsked(db, filters))
  put('direction', filters.direction)
  put('status', filters.status)
  put('country', filters.country)
  put(
    'partner',
    filters.partner.filter((partner) => partner !== 'none'),
  )
  put('purpose', filters.purpose)
  filters.year.forEach((year, index) => {
    values[`year${index}`] = year
    values[`yearEnd${index}`] = String(Number(year) + 1)
  })
  const { from, to } = periodOf(filters)
  if (from) values.from = from
  if (to) {
    values.below = to.below
    put('wider', to.wider)
  }
  if (filters.q.length) values.q = matchQuery(filters.q.join(' '))
  return values
}

/** Filters of one shape share their statements: which are set, and how many values each has. */
export function shapeOf(db: Db, filters: DelegationFilters): string {
  const units = unitsAsked(db, filters)?.length ?? 'all'
  const { to } = periodOf(filters)
  const parts = [
    units,
    filters.direction.length,
    filters.status.length,
    filters.year.length,
    filters.from.length ? 1 : 0,
    to ? `to${to.wider.length}` : '',
    filters.country.length,
    filters.partner.map((partner) => (partner === 'none' ? 'n' : 'p')).join(''),
    filters.purpose.map((purpose) => (purpose === 'none' ? 'n' : 'p')).join(''),
    filters.counted.join(),
    filters.startKnownTo.length,
    filters.q.length ? 1 : 0,
  ]
  return parts.join('|')
}
