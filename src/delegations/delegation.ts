import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  snakeCase,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { countries } from '../countries/country.ts'
import { isDay, isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'
import { partners } from '../partners/partner.ts'
import { sources } from '../sources/source.ts'
import { units } from '../units/unit.ts'

export const directions = { outbound: 'Đoàn ra', inbound: 'Đoàn vào' } as const
export type Direction = keyof typeof directions

export const statuses = {
  planned: 'Dự kiến',
  submitted: 'Đã trình',
  approved: 'Đã duyệt',
  underway: 'Đang đi',
  returned: 'Đã về',
  reported: 'Đã báo cáo',
  postponed: 'Hoãn',
  cancelled: 'Hủy',
} as const
export type Status = keyof typeof statuses

/** The line of a visit's life; postponed and cancelled stand beside it. */
export const lifeline = ['planned', 'submitted', 'approved', 'underway', 'returned', 'reported'] as const

/** A status as its place in the order of life, postponed and cancelled last: how lists sort by it, and their index. */
export const stage = sql.raw(
  `case status ${Object.keys(statuses)
    .map((status, place) => `when '${status}' then ${place}`)
    .join(' ')} end`,
)

/** What a visit counts as (C11): own people inside another body's delegation are people, not a delegation. */
export const countings = {
  delegation_and_people: 'Tính đoàn và lượt người',
  people_only: 'Chỉ tính lượt người',
  nothing: 'Không tính',
} as const

export const purposeKinds = {
  exchange: 'Thăm, trao đổi hai bên',
  conference: 'Hội nghị, hội thảo, đại hội',
  signing: 'Ký kết thỏa thuận',
  training: 'Bồi dưỡng, học tập, khảo sát',
  reporting: 'Tác nghiệp báo chí',
  commemoration: 'Lễ kỷ niệm, triển lãm, giao lưu',
  other: 'Nội dung khác',
} as const

/** Đoàn: one group under one head and one decision, however many countries or partners (C1). */
export const delegations = snakeCase.table(
  'delegations',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    code: text().notNull().unique(),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    title: text().notNull(),
    status: text({
      enum: valuesOf(statuses),
    })
      .notNull()
      .default('planned'),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    countsAs: text({ enum: valuesOf(countings) })
      .notNull()
      .default('delegation_and_people'),
    countsAsReason: text(),
    capacity: text(),
    place: text(),
    purpose: text(),
    purposeKind: text({
      enum: valuesOf(purposeKinds),
    }),
    /** Day of departure, or of arrival in Viet Nam: '2024', '2024-09' or '2024-09-14' (C5, C14). */
    startsOn: text().notNull(),
    /** The last day, not the day after it. */
    endsOn: text(),
    headCount: integer(),
    /** Every traveller is named in the list, so that it may be counted where no head-count is stated (C2). */
    isListComplete: integer({ mode: 'boolean' }).notNull().default(false),
    approvalNumber: text(),
    approvedOn: text(),
    approvalAuthority: text(),
    /** Why it was postponed, cancelled, or carried out otherwise than planned. */
    statusReason: text(),
    note: text(),
    sourceId: integer().references(() => sources.id),
    sortKey: text().notNull(),

    // Kept by triggers from the rules of counting.ts; never written by the program.
    personTripCount: integer(),
    partnerCount: integer().notNull().default(0),
    isCounted: integer({ mode: 'boolean' }).generatedAlwaysAs(
      sql`(status in ('underway', 'returned', 'reported') and counts_as = 'delegation_and_people')`,
      { mode: 'stored' },
    ),
    arePeopleCounted: integer({ mode: 'boolean' }).generatedAlwaysAs(
      sql`(status in ('underway', 'returned', 'reported') and counts_as <> 'nothing')`,
      { mode: 'stored' },
    ),
  },
  (delegation) => [
    index('delegations_by_start').on(delegation.startsOn, delegation.id),
    index('delegations_by_unit').on(delegation.unitId, delegation.startsOn, delegation.id),
    index('delegations_by_direction').on(
      delegation.unitId,
      delegation.direction,
      delegation.startsOn,
      delegation.id,
    ),
    index('delegations_by_unit_and_status').on(
      delegation.unitId,
      delegation.status,
      delegation.startsOn,
      delegation.id,
    ),
    index('delegations_by_status').on(delegation.status, delegation.id),
    index('delegations_by_stage').on(stage, delegation.id),
    index('delegations_by_title').on(delegation.sortKey, delegation.id),
    index('delegations_by_people').on(sql`coalesce(person_trip_count, -1)`, delegation.id),
    index('delegations_counted').on(
      delegation.unitId,
      sql`substr(starts_on, 1, 4)`,
      delegation.direction,
      delegation.status,
      delegation.countsAs,
      delegation.isCounted,
      delegation.arePeopleCounted,
      delegation.personTripCount,
    ),
    // What days are counted from, without reading the visits themselves.
    index('delegations_counted_by_day')
      .on(
        delegation.unitId,
        delegation.startsOn,
        delegation.direction,
        delegation.isCounted,
        delegation.personTripCount,
        delegation.purposeKind,
        delegation.id,
      )
      .where(sql`are_people_counted`),
    // Those that end in another month than they count in.
    index('delegations_staying_on')
      .on(delegation.endsOn, delegation.unitId, delegation.startsOn, delegation.id)
      .where(sql`is_counted and substr(ends_on, 1, 7) <> substr(starts_on, 1, 7)`),
    // Those that count their people alone (C11): contact, and no delegation.
    index('delegations_people_only')
      .on(delegation.startsOn, delegation.endsOn, delegation.unitId, delegation.id)
      .where(sql`are_people_counted and not is_counted`),
    check('delegations_title', isText(delegation.title, 300)),
    check('delegations_direction', isOneOf(delegation.direction, directions)),
    check('delegations_status', isOneOf(delegation.status, statuses)),
    check('delegations_counts_as', isOneOf(delegation.countsAs, countings)),
    check('delegations_purpose_kind', isOneOf(delegation.purposeKind, purposeKinds)),
    check('delegations_starts_on', isPartialDate(delegation.startsOn)),
    check('delegations_ends_on', isPartialDate(delegation.endsOn)),
    check(
      'delegations_ends_after_start',
      sql`ends_on is null or substr(ends_on, 1, min(length(ends_on), length(starts_on))) >= substr(starts_on, 1, min(length(ends_on), length(starts_on)))`,
    ),
    check('delegations_head_count', sql`head_count between 1 and 9999`),
    check('delegations_is_list_complete', sql`is_list_complete in (0, 1)`),
    check('delegations_approved_on', isDay(delegation.approvedOn)),
    check(
      'delegations_counts_as_reason',
      sql`counts_as = 'delegation_and_people' or counts_as_reason is not null`,
    ),
    check('delegations_cancelled_reason', sql`status <> 'cancelled' or status_reason is not null`),
  ],
)

/** The countries of a visit, in the order of the journey. A working session is held in each (C7). */
export const delegationCountries = snakeCase.table(
  'delegation_countries',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    position: integer().notNull(),
    country: text()
      .notNull()
      .references(() => countries.iso2),
  },
  (link) => [
    uniqueIndex('delegation_countries_once').on(link.country, link.delegationId),
    index('delegation_countries_in_order').on(link.delegationId, link.position, link.country),
  ],
)

/** The partners of a visit, in order; the first is the one whose guest or host it is. */
export const delegationPartners = snakeCase.table(
  'delegation_partners',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    position: integer().notNull(),
    partnerId: integer()
      .notNull()
      .references(() => partners.id),
  },
  (link) => [
    uniqueIndex('delegation_partners_once').on(link.partnerId, link.delegationId),
    index('delegation_partners_in_order').on(link.delegationId, link.position, link.partnerId),
  ],
)

/** Each step of a visit's life: when it happened, why, and which dates it had before. */
export const statusChanges = snakeCase.table(
  'status_changes',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    fromStatus: text(),
    toStatus: text().notNull(),
    happenedOn: text(),
    reason: text(),
    /** What else the step changed, as it was before: a JSON object by property, given back when it is taken back. */
    before: text(),
    /** The change that this one takes back. */
    revertsId: integer().references((): AnySQLiteColumn => statusChanges.id),
  },
  (change) => [
    index('status_changes_delegation').on(change.delegationId, change.id),
    // So that removing one need not look through all for what takes it back.
    index('status_changes_reverts').on(change.revertsId),
    check('status_changes_from', isOneOf(change.fromStatus, statuses)),
    check('status_changes_to', isOneOf(change.toStatus, statuses)),
    check('status_changes_happened_on', isPartialDate(change.happenedOn)),
  ],
)

/**
 * How much was counted, by what and when: one row for each dimension ('all', 'country', 'partner', 'purpose'),
 * key, unit, direction and period ('2024' or '2024-09', as far as the start is known). Kept by triggers, so that
 * totals cost the same with a hundred visits as with a hundred thousand; `recountedCells` proves it right.
 */
export const countCells = snakeCase.table(
  'count_cells',
  {
    dimension: text().notNull(),
    key: text().notNull(),
    unitId: integer().notNull(),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    period: text().notNull(),
    delegationCount: integer().notNull(),
    personTripCount: integer().notNull(),
    /** Counted visits whose number of travellers nobody knows: never 0 people, but unknown. */
    unknownPeopleCount: integer().notNull(),
  },
  (cell) => [
    primaryKey({ columns: [cell.dimension, cell.key, cell.unitId, cell.direction, cell.period] }),
    index('count_cells_of_unit').on(cell.dimension, cell.unitId, cell.period),
  ],
)
