import { and, eq, inArray, isNull, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { findCountry } from '../countries/names.ts'
import { highestWithin, lowestWithin, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findStanding } from '../deletions/marks.ts'
import { partnersFollowed } from '../partners/following.ts'
import { partnersById } from '../partners/queries.ts'
import { entryFound, idsFound, idsFoundInFiles } from '../search/entry.ts'
import { matchQuery } from '../search/match.ts'
import { listUnits, ownUnitIds } from '../units/queries.ts'
import { isPunctuality, punctualities, readyPunctuality, standsAs } from '../visit-reports/punctuality.ts'
import { awaitedStatuses, type ReportStatus } from '../visit-reports/visit-report.ts'
import {
  addressOf,
  type Asked,
  cursor,
  type FilterKind,
  id,
  oneOf,
  period,
  type Query,
  readFilters,
  withOneOfEach,
  words,
} from '../web/listing.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  directions,
  purposeKinds,
  statuses,
} from './delegation.ts'

/** How much of the start of a visit is known. */
export const startsKnownTo = {
  year: 'Chỉ biết năm bắt đầu',
  month: 'Chỉ biết tháng bắt đầu',
  day: 'Biết ngày bắt đầu',
} as const

/** Whose visits (C12): the own body's, or every unit's. */
export const scopes = { own: 'Cơ quan Trung ương Hội', all: 'Toàn hệ thống' } as const

/** What a figure counted, so that a list can show exactly those rows. */
export const counted = {
  delegations: 'đoàn được tính',
  personTrips: 'đoàn có tính lượt người',
  persons: 'đoàn có đủ danh sách người',
} as const

/** Visits that count as no delegation, by why (C10, C11); as `whyUncounted` of counting.ts has it. */
export const leftOut = {
  ahead: 'đoàn chưa đi',
  postponed: 'đoàn hoãn',
  cancelled: 'đoàn hủy',
  excluded: 'đoàn không tính',
  peopleOnly: 'đoàn chỉ tính lượt người',
} as const

const isLeftOut: Record<keyof typeof leftOut, SQL> = {
  ahead: sql`(${delegations.status} in ('planned', 'submitted', 'approved') and ${delegations.countsAs} <> 'nothing')`,
  postponed: sql`${delegations.status} = 'postponed'`,
  cancelled: sql`${delegations.status} = 'cancelled'`,
  excluded: sql`(${delegations.countsAs} = 'nothing' and ${delegations.status} not in ('postponed', 'cancelled'))`,
  peopleOnly: sql`(${delegations.countsAs} = 'people_only' and ${delegations.arePeopleCounted})`,
}

/**
 * Visits by their report: those that have come back without one, those whose report waits to be approved, and how it
 * stands against its deadline.
 */
export const reportFilters = {
  awaited: 'Chờ báo cáo',
  submitted: 'Báo cáo chờ duyệt',
  ...punctualities,
} as const

/** Visits that came back, by whether they went as planned. */
export const outcomes = {
  asPlanned: 'Đi đúng kế hoạch',
  otherwise: 'Đi khác kế hoạch',
  unknown: 'Không có kế hoạch để so',
} as const

export const coverageFilters = { any: 'Có tin bài', none: 'Chưa có tin bài' } as const

/** Visits that stand in more than one row of a table by country, or by partner (C8). */
export const severals = { countries: 'đoàn qua nhiều nước', partners: 'đoàn có nhiều đối tác' } as const

const areSeveral: Record<keyof typeof severals, SQL> = {
  countries: sql`(select count(*) from delegation_countries link where link.delegation_id = ${delegations.id}) > 1`,
  partners: sql`${delegations.partnerCount} > 1`,
}

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

const year: FilterKind<string> = (text) => (/^(?:(?:19|20)\d\d|2100)$/.test(text) ? text : undefined)
const country: FilterKind<string> = (text) =>
  text === 'none' ? 'none' : findCountry(text.toUpperCase())?.iso2
const partner: FilterKind<number | 'none'> = (text) => (text === 'none' ? 'none' : id(text))

const [from, to] = period()

/** What the address of a list of visits may ask. */
export const delegationFilters = {
  direction: oneOf(directions),
  status: oneOf(statuses),
  year,
  from,
  to,
  country,
  partner,
  purpose: oneOf({ ...purposeKinds, none: 'Chưa phân loại' }),
  unit: id,
  scope: oneOf(scopes),
  counted: oneOf(counted),
  leftOut: oneOf(leftOut),
  startKnownTo: oneOf(startsKnownTo),
  report: oneOf(reportFilters),
  outcome: oneOf(outcomes),
  coverage: oneOf(coverageFilters),
  several: oneOf(severals),
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
export const readDelegationFilters = (query: Query) => readAsked(query, () => true)

/** The same, where units and partners that were never there are left aside; a partner that was deleted is meant. */
export const readListFilters = (db: Db, query: Query) =>
  readAsked(query, (name, id) =>
    name === 'unit'
      ? listUnits(db).some((unit) => unit.id === id)
      : partnersById(db).has(partnersFollowed(db, [id])[0]!) ||
        findStanding(db, 'partners', id) !== undefined,
  )

function readAsked(query: Query, isKnown: (name: 'unit' | 'partner', id: number) => boolean) {
  const { unit, ...rest } = query
  const read = readFilters(delegationFilters, unit === 'all' ? { ...rest, scope: 'all' } : query)
  for (const name of ['unit', 'partner'] as const) {
    const strange = read.filters[name].filter((id) => id !== 'none' && !isKnown(name, id))
    read.ignored.push(...strange.map((id) => ({ name, value: String(id) })))
    read.filters[name] = read.filters[name].filter((id) => !strange.includes(id)) as never
  }
  return withOneOfEach(read, ['scope', 'sort', 'page'])
}

const noFilters = Object.fromEntries(
  Object.keys(delegationFilters).map((name) => [name, []]),
) as unknown as DelegationFilters

/** Filters with only these set. */
export const askingFor = (asked: Partial<DelegationFilters>): DelegationFilters => ({
  ...noFilters,
  ...asked,
})

/** The filters as an address writes them. */
export const asAsked = (filters: DelegationFilters): Asked => filters

const places = new Map(Object.keys(delegationFilters).map((name, place) => [name, place]))

/** The address of the visits that these filters mean. A page of totals writes hundreds. */
export function visitsAt(asked: Partial<DelegationFilters>): string {
  const names = Object.keys(asked).toSorted((one, other) => places.get(one)! - places.get(other)!)
  const inOrder: Asked = {}
  for (const name of names) inOrder[name] = asked[name as keyof DelegationFilters]!
  return addressOf('/delegations', inOrder)
}

/** The units a list is of: the named ones, else the own body's, else (scope=all) undefined for all. */
export function unitsAsked(db: Db, filters: Pick<DelegationFilters, 'unit' | 'scope'>): number[] | undefined {
  if (filters.unit.length) return filters.unit
  return filters.scope[0] === 'all' ? undefined : ownUnitIds(db)
}

/**
 * How a statement comes by its visits. Those that match may all be collected, from what they are linked to; or it goes
 * through the register in time, or in the order of another column, until it has seen enough: then what a visit is
 * linked to is looked up visit by visit.
 */
export type Way = 'collected' | 'inTime' | 'inOrder'

/**
 * Which visits the filters mean, as a condition with placeholders; `valuesFor` fills them. Two filters of one shape
 * give one statement.
 */
export function matching(db: Db, filters: DelegationFilters, way: Way = 'collected'): SQL | undefined {
  const places = (name: string, values: readonly unknown[]) =>
    sql.join(
      values.map((_, index) => sql.placeholder(`${name}${index}`)),
      sql`, `,
    )
  const isAny = (column: SQL, name: string, values: readonly unknown[]) =>
    values.length ? sql`${column} in (${places(name, values)})` : undefined
  const units = unitsAsked(db, filters)
  const { from, to } = periodOf(filters)
  const isLinked = countriesNamed(filters).length + filters.partner.length + filters.q.length > 0
  // "+column" keeps SQLite from an index that does not lead the way: after one unit and one status an index goes on in
  // time, after several it does not.
  const column = (name: 'unitId' | 'status' | 'startsOn', leads: boolean) =>
    leads && way !== 'inOrder' && !(way === 'collected' && isLinked)
      ? sql`${delegations[name]}`
      : sql`+${delegations[name]}`
  const unitLeads = way !== 'inTime' || units?.length === 1
  const unitId = column('unitId', unitLeads)
  const status = column('status', way !== 'inTime' || (unitLeads && filters.status.length === 1))
  const startsOn = column('startsOn', true)
  return and(
    units && (units.length ? isAny(unitId, 'unit', units) : sql`false`),
    isAny(sql`${delegations.direction}`, 'direction', filters.direction),
    isAny(status, 'status', filters.status),
    or(
      ...filters.year.map(
        (_, index) =>
          sql`(${startsOn} >= ${sql.placeholder(`year${index}`)} and ${startsOn} < ${sql.placeholder(`yearEnd${index}`)})`,
      ),
    ),
    from ? sql`${startsOn} >= ${sql.placeholder('from')}` : undefined,
    to ? sql`${startsOn} < ${sql.placeholder('below')}` : undefined,
    to?.wider.length ? sql`${startsOn} not in (${places('wider', to.wider)})` : undefined,
    filters.country.length ? withCountry(filters, places, way) : undefined,
    filters.partner.length ? withPartner(filters, places, way) : undefined,
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
    filters.counted.includes('persons')
      ? and(eq(delegations.arePeopleCounted, true), someTravelled, isNamedWhole)
      : undefined,
    filters.leftOut.length ? or(...filters.leftOut.map((why) => isLeftOut[why])) : undefined,
    filters.startKnownTo.length
      ? or(
          filters.startKnownTo.includes('year') ? sql`length(${delegations.startsOn}) = 4` : undefined,
          filters.startKnownTo.includes('month') ? sql`length(${delegations.startsOn}) = 7` : undefined,
          filters.startKnownTo.includes('day') ? sql`length(${delegations.startsOn}) = 10` : undefined,
        )
      : undefined,
    filters.report.length
      ? or(
          filters.report.includes('awaited')
            ? sql`${delegations.status} = 'returned' and ${withReport(awaitedStatuses)}`
            : undefined,
          filters.report.includes('submitted') ? withReport(['submitted']) : undefined,
          withPunctuality(db, filters),
        )
      : undefined,
    filters.outcome.length ? inArray(outcome, filters.outcome) : undefined,
    filters.several.length ? or(...filters.several.map((what) => areSeveral[what])) : undefined,
    filters.coverage.length
      ? or(...filters.coverage.map((coverage) => (coverage === 'any' ? isCovered : sql`not ${isCovered}`)))
      : undefined,
    filters.q.length ? isFound(sql.placeholder('q'), way) : undefined,
  )
}

const travellersOf = sql`participants named where named.delegation_id = ${delegations.id} and named.side = 'delegation' and named.has_travelled`
const someTravelled = sql`exists (select 1 from ${travellersOf})`
/** Everybody who travelled is named: then the visit's lượt người is what its list gives (C2). */
export const isNamedWhole = sql`(${delegations.isListComplete} or ${delegations.headCount} <= (select count(*) from ${travellersOf}))`

const withReport = (statuses: readonly ReportStatus[]) =>
  sql`exists (select 1 from visit_reports r
      where r.delegation_id = ${delegations.id} and ${inArray(sql`r.status`, [...statuses])})`

function withPunctuality(db: Db, { report }: DelegationFilters) {
  const asked = report.filter(isPunctuality)
  if (!asked.length) return undefined
  readyPunctuality(db)
  return standsAs(asked, sql.placeholder('today'))
}

/**
 * In a statement over visits: whether one that came back went as planned, null of any other. Otherwise: a reason was
 * written down, or a line of its programme was changed. What was written down after it left had no plan to be held
 * against, and nobody knows.
 */
export const outcome = sql<keyof typeof outcomes | null>`case
  when delegations.status not in ('returned', 'reported') then null
  when delegations.status_reason is not null or exists (select 1 from programme_items line
    where line.delegation_id = delegations.id and line.outcome <> 'planned') then 'otherwise'
  when exists (select 1 from status_changes step where step.delegation_id = delegations.id
    and step.to_status in ('planned', 'submitted', 'approved', 'postponed')
    and substr(step.happened_on, 1, length(delegations.starts_on)) <= delegations.starts_on) then 'asPlanned'
  else 'unknown' end`

/** In a statement over visits: how many pieces of press coverage each has. */
export const coverageCount = sql<number>`(select count(*) from coverage_items piece
  where piece.delegation_id = delegations.id)`

/** In a statement over visits: whether there is any press coverage. */
export const isCovered = sql<number>`exists (select 1 from coverage_items piece
  where piece.delegation_id = delegations.id)`

function isLinkedTo(table: typeof delegationCountries | typeof delegationPartners, condition: SQL, way: Way) {
  return way === 'collected'
    ? sql`${delegations.id} in (select ${table.delegationId} from ${table} where ${condition})`
    : sql`exists (select 1 from ${table} where ${condition} and ${table.delegationId} = ${delegations.id})`
}

const countriesNamed = ({ country }: DelegationFilters) => country.filter((iso2) => iso2 !== 'none')

function withCountry(
  filters: DelegationFilters,
  places: (name: string, values: readonly unknown[]) => SQL,
  way: Way,
) {
  const named = countriesNamed(filters)
  return or(
    named.length
      ? isLinkedTo(
          delegationCountries,
          sql`${delegationCountries.country} in (${places('country', named)})`,
          way,
        )
      : undefined,
    filters.country.includes('none')
      ? sql`not exists (select 1 from delegation_countries link where link.delegation_id = ${delegations.id})`
      : undefined,
  )
}

function withPartner(
  filters: DelegationFilters,
  places: (name: string, values: readonly unknown[]) => SQL,
  way: Way,
) {
  const ids = filters.partner.filter((partner) => partner !== 'none')
  return or(
    ids.length
      ? isLinkedTo(
          delegationPartners,
          sql`${delegationPartners.partnerId} in (${places('partner', ids)})`,
          way,
        )
      : undefined,
    filters.partner.includes('none') ? eq(delegations.partnerCount, 0) : undefined,
  )
}

const isFound = (query: Placeholder, way: Way) =>
  way === 'collected'
    ? sql`${delegations.id} in (${idsFound('delegation', query)} union ${idsFoundInFiles(query)})`
    : sql`(exists (${entryFound('delegation', delegations.id, query)})
        or ${delegations.id} in (${idsFoundInFiles(query)}))`

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
  put('country', countriesNamed(filters))
  put(
    'partner',
    partnersFollowed(
      db,
      filters.partner.filter((partner) => partner !== 'none'),
    ),
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
  if (filters.report.some(isPunctuality)) {
    readyPunctuality(db)
    values.today = today()
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
    filters.country.map((iso2) => (iso2 === 'none' ? 'n' : 'c')).join(''),
    filters.partner.map((partner) => (partner === 'none' ? 'n' : 'p')).join(''),
    filters.purpose.map((purpose) => (purpose === 'none' ? 'n' : 'p')).join(''),
    filters.counted.join(),
    filters.leftOut.join(),
    filters.startKnownTo.join(),
    filters.report.join(),
    filters.outcome.join(),
    filters.coverage.join(),
    filters.several.join(),
    filters.q.length ? 1 : 0,
  ]
  return parts.join('|')
}
