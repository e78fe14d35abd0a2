import { and, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { findCountry } from '../countries/names.ts'
import { addDays, firstDay, highestWithin, lastDay, lowestWithin, type PartialDate } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { partnersFollowed } from '../partners/following.ts'
import { SOON } from '../today/attention.ts'
import { folded } from '../vietnamese.ts'
import type { ReportStatus } from '../visit-reports/visit-report.ts'
import {
  type Asked,
  cursor,
  type FilterKind,
  id,
  type Ignored,
  oneOf,
  period,
  type Query,
  readFilters,
  withOneOfEach,
  words,
} from '../web/listing.ts'
import { followUpOutcomes, followUps, followUpSides } from './follow-up.ts'

export const followUpStates = { open: 'Còn mở', closed: 'Đã đóng', all: 'Tất cả' } as const
export const dues = { overdue: 'Quá hạn', soon: 'Sắp đến hạn' } as const
export const sorts = {
  dueOn: 'Hạn sớm trước',
  '-dueOn': 'Hạn muộn trước',
  '-closedOn': 'Vừa đóng trước',
  closedOn: 'Đóng lâu trước',
} as const
export type Sort = keyof typeof sorts

const country: FilterKind<string> = (text) => findCountry(text.toUpperCase())?.iso2

const [from, to] = period()
const [agreedFrom, agreedTo] = period()

/** What the address of a list of follow-ups may ask. */
export const followUpFilters = {
  state: oneOf(followUpStates),
  side: oneOf(followUpSides),
  outcome: oneOf(followUpOutcomes),
  due: oneOf(dues),
  /** Due within a period. */
  from,
  to,
  /** Of visits that began within a period (C5). */
  agreedFrom,
  agreedTo,
  direction: oneOf(directions),
  partner: id,
  country,
  unit: id,
  delegation: id,
  who: words,
  sort: oneOf(sorts),
  page: cursor,
}

export type FollowUpFilters = {
  [Name in keyof typeof followUpFilters]: NonNullable<ReturnType<(typeof followUpFilters)[Name]>>[]
}

/** What an address asks; only what is open can be late. */
export function readFollowUpFilters(query: Query) {
  const read = withOneOfEach(readFilters(followUpFilters, query), ['state', 'due', 'sort', 'page'])
  const { due, state } = read.filters
  if (state[0] !== 'closed') return read
  const ignored = due.map((value): Ignored => ({ name: 'due', value, why: 'closed' }))
  return { filters: { ...read.filters, due: [] }, ignored: [...read.ignored, ...ignored] }
}

/** The filters as an address writes them. */
export const asAsked = (filters: FollowUpFilters): Asked => filters

/** Filters with only these set. */
export const askingFor = (asked: Partial<FollowUpFilters>): FollowUpFilters => ({
  ...(Object.fromEntries(
    Object.keys(followUpFilters).map((name) => [name, []]),
  ) as unknown as FollowUpFilters),
  ...asked,
})

export const stateOf = ({ state }: Pick<FollowUpFilters, 'state'>) => state[0] ?? 'open'

export const sortOf = (filters: FollowUpFilters): Sort =>
  filters.sort[0] ?? (stateOf(filters) === 'closed' ? '-closedOn' : 'dueOn')

/** Reports that were handed in: what they propose is tracked. */
const handedIn = ['submitted', 'accepted'] as const satisfies ReportStatus[]

/**
 * A follow-up that somebody is held to: one added by hand at once, one of a report from the day that is handed in. (The
 * table is named in full, because drizzle names none where a statement has but one.)
 */
export const isTracked = sql`(not ${followUps.isFromReport} or exists (select 1 from visit_reports r
  where r.delegation_id = follow_ups.delegation_id and ${inArray(sql`r.status`, [...handedIn])}))`

/** Whom it concerns: the partner that it names, or where it names none, each of the visit's. */
export const concerns = (partnerIds: number[]): SQL =>
  sql`(${inArray(followUps.partnerId, partnerIds)} or ${followUps.partnerId} is null and exists (
    select 1 from delegation_partners l where l.delegation_id = follow_ups.delegation_id
    and ${inArray(sql`l.partner_id`, partnerIds)}))`

/** Which follow-ups the filters mean, as of `today`. */
export const matching = (db: Db, filters: FollowUpFilters, today: string): SQL | undefined =>
  and(
    { open: isNull(followUps.outcome), closed: isNotNull(followUps.outcome), all: undefined }[
      stateOf(filters)
    ],
    isTracked,
    filters.side.length ? inArray(followUps.side, filters.side) : undefined,
    filters.outcome.length ? inArray(followUps.outcome, filters.outcome) : undefined,
    ...filters.due.map((due) => isDue(due, today)),
    ...filters.from.map((from) => gte(followUps.dueOn, firstDay(from))),
    ...filters.to.map((to) => lte(followUps.dueOn, lastDay(to))),
    isOfVisits(filters),
    filters.partner.length ? concerns(partnersFollowed(db, filters.partner)) : undefined,
    filters.country.length
      ? sql`exists (select 1 from delegation_countries c where c.delegation_id = follow_ups.delegation_id
          and ${inArray(sql`c.country`, filters.country)})`
      : undefined,
    filters.delegation.length ? inArray(followUps.delegationId, filters.delegation) : undefined,
    ...filters.who.map((typed) => isSeenToBy(namesWith(db, typed))),
  )

/** Of whose visits: those of some weeks are collected first, of all time each follow-up's own is looked up. */
function isOfVisits({ agreedFrom, agreedTo, direction, unit }: FollowUpFilters): SQL | undefined {
  const condition = and(
    ...agreedFrom.map((from) => sql`d.starts_on >= ${lowestWithin(from)}`),
    ...agreedTo.map(startsUntil),
    direction.length ? inArray(sql`d.direction`, direction) : undefined,
    unit.length ? inArray(sql`d.unit_id`, unit) : undefined,
  )
  if (!condition) return undefined
  return agreedFrom.length
    ? sql`follow_ups.delegation_id in (select d.id from delegations d where ${condition})`
    : sql`exists (select 1 from delegations d where d.id = follow_ups.delegation_id and ${condition})`
}

function startsUntil(to: PartialDate): SQL {
  const { below, wider } = highestWithin(to)
  const isBelow = sql`d.starts_on < ${below}`
  return wider.length ? sql`(${isBelow} and d.starts_on not in ${wider})` : isBelow
}

const isDue = (due: keyof typeof dues, today: string): SQL =>
  due === 'overdue'
    ? sql`${isNull(followUps.outcome)} and ${followUps.dueOn} < ${today}`
    : sql`${isNull(followUps.outcome)} and ${followUps.dueOn} between ${today} and ${addDays(today, SOON)}`

function isSeenToBy(names: string[]): SQL {
  const any = sql`(select value from json_each(${JSON.stringify(names)}))`
  return or(sql`${followUps.lead} in ${any}`, sql`${followUps.owner} in ${any}`)!
}

/** Leads and owners as they are written in the register, in no order: there are few, however many follow-ups. */
export const listNames = (db: Db): string[] =>
  remembered(db, 'leads and owners', () =>
    prepared(db, 'leads and owners', () =>
      db.$client
        .prepare<[], string>(
          `select lead from follow_ups union select owner from follow_ups where owner is not null`,
        )
        .pluck(),
    ).all(),
  )

// Those that have every typed word, as the beginning of one of theirs.
function namesWith(db: Db, typed: string): string[] {
  const asked = folded(typed).split(' ')
  return listNames(db).filter((name) => {
    const text = ` ${folded(name)}`
    return asked.every((word) => text.includes(` ${word}`))
  })
}
