import { inArray, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { firstDay, isKnownToTheDay, lastDay, type PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCatalogue } from '../db/open.ts'
import type { Direction, Status } from '../delegations/delegation.ts'
import { listHolidays } from '../holidays/queries.ts'
import { deadlinesAfter, listSettingValues } from '../settings/queries.ts'
import { extendedTo } from './report-extension.ts'
import { awaitedStatuses, isStanding, type ReportStatus } from './visit-report.ts'

/** How the report of a visit that took place stands against its deadline. */
export const punctualities = {
  onTime: 'Báo cáo nộp đúng hạn',
  late: 'Báo cáo nộp muộn',
  missing: 'Báo cáo quá hạn, chưa nộp',
  ahead: 'Chưa về hoặc chưa đến hạn báo cáo',
  unknown: 'Không rõ báo cáo có đúng hạn không',
  waived: 'Không theo dõi báo cáo',
} as const
export type Punctuality = keyof typeof punctualities

export const isPunctuality = (name: string): name is Punctuality => Object.hasOwn(punctualities, name)

/** What it depends on. */
export interface Reported {
  direction: Direction
  status: Status
  startsOn: PartialDate
  endsOn: PartialDate | null
  extendedTo: string | null
  reportStatus: ReportStatus
  submittedOn: string | null
}

/** The last day for the report of a visit whose last day is `day`, by the rule alone. */
export type DueAfter = (direction: Direction, day: string) => string

/**
 * How a visit's report stands today; null of a visit that did not take place. A report that was returned, or taken back,
 * is not in until it is handed in again. Where the last day of a visit is not known, only what is so in any case is
 * said: early enough, or too late, whichever day it was.
 */
export function punctualityOf(dueAfter: DueAfter, visit: Reported, today: string): Punctuality | null {
  const { status, direction, startsOn, endsOn, submittedOn } = visit
  if (status !== 'underway' && status !== 'returned' && status !== 'reported') return null
  const report = { status: visit.reportStatus }
  if (report.status === 'waived') return 'waived'
  const end = endsOn ?? startsOn
  const due = (day: string) => later(dueAfter(direction, day), visit.extendedTo)
  if (isStanding(report)) {
    if (submittedOn === null) return 'unknown'
    const latest = latestDue(dueAfter, visit)
    const earliest = isKnownToTheDay(end) ? latest : due(firstDay(end))
    if (submittedOn <= earliest && submittedOn <= latest) return 'onTime'
    // Nobody knows how long after its start a visit without an end came back.
    return endsOn !== null && submittedOn > earliest && submittedOn > latest ? 'late' : 'unknown'
  }
  if (status === 'underway') return 'ahead'
  // Written down as reported, with no report: handed in, nobody knows when.
  if (status === 'reported') return 'unknown'
  return latestDue(dueAfter, visit) < today ? 'missing' : 'ahead'
}

/** The last day for the report, whichever day its visit ended on. */
export const latestDue = (
  dueAfter: DueAfter,
  {
    direction,
    startsOn,
    endsOn,
    extendedTo,
  }: Pick<Reported, 'direction' | 'startsOn' | 'endsOn' | 'extendedTo'>,
): string => later(dueAfter(direction, lastDay(endsOn ?? startsOn)), extendedTo)

const later = (byRule: string, extendedTo: string | null) =>
  extendedTo !== null && extendedTo > byRule ? extendedTo : byRule

/** What the deadlines of reports depend on, as one text: the same as long as they are the same. */
export const rulesOfReports = (db: Db): string =>
  rememberedCatalogue(db, 'rules of reports', () =>
    JSON.stringify([
      ...(['report_days_outbound', 'report_days_inbound'] as const).map((key) =>
        listSettingValues(db, key).map(({ sinceOn, value, dayKind }) => [sinceOn, value, dayKind]),
      ),
      listHolidays(db).map(({ fallsOn, kind }) => [fallsOn, kind]),
    ]),
  )

/** The rule of deadlines as it is set now: each day is worked out once, however many visits end on it. */
export const dueAfterIn = (db: Db): DueAfter =>
  rememberedCatalogue(db, 'report deadlines', () => {
    const rules = {
      outbound: deadlinesAfter(db, 'report_days_outbound'),
      inbound: deadlinesAfter(db, 'report_days_inbound'),
    }
    const known = { outbound: new Map<string, string>(), inbound: new Map<string, string>() }
    return (direction, day) => {
      let due = known[direction].get(day)
      if (due === undefined) known[direction].set(day, (due = rules[direction](day)))
      return due
    }
  })

/**
 * Makes SQLite able to say how a report stands, by the rule as it is set now; whoever runs a statement with
 * `punctuality` calls it first. While a statement runs nothing else can be read, so the rule is read here.
 */
export function readyPunctuality(db: Db) {
  const holder = prepared(db, 'report_punctuality', () => {
    const held = { dueAfter: dueAfterIn(db) }
    const told = (...given: unknown[]) => {
      const [direction, status, startsOn, endsOn, extendedTo, reportStatus, submittedOn, today] =
        given as PunctualityArguments
      const visit = { direction, status, startsOn, endsOn, extendedTo, reportStatus, submittedOn }
      return punctualityOf(held.dueAfter, visit, today)
    }
    db.$client.function('report_punctuality', { varargs: true }, told)
    return held
  })
  holder.dueAfter = dueAfterIn(db)
}

type PunctualityArguments = [
  Reported['direction'],
  Reported['status'],
  string,
  string | null,
  string | null,
  Reported['reportStatus'],
  string | null,
  string,
]

/** In a statement over visits and `visit_reports r`: how the report stands on a day. */
export const punctuality = (today: SQL | Placeholder) =>
  sql<Punctuality | null>`report_punctuality(delegations.direction, delegations.status, delegations.starts_on,
    delegations.ends_on, ${extendedTo}, r.status, r.submitted_on, ${today})`

const reportStatusesOf: Record<Punctuality, readonly ReportStatus[]> = {
  onTime: ['submitted', 'accepted'],
  late: ['submitted', 'accepted'],
  missing: awaitedStatuses,
  ahead: awaitedStatuses,
  unknown: ['submitted', 'accepted', ...awaitedStatuses],
  waived: ['waived'],
}

/** In a statement over visits: whose report stands in one of these ways on a day. */
export function standsAs(asked: Punctuality[], today: SQL | Placeholder): SQL {
  const statuses = [...new Set(asked.flatMap((one) => reportStatusesOf[one]))]
  return sql`exists (select 1 from visit_reports r where r.delegation_id = delegations.id
    and ${inArray(sql`r.status`, statuses)} and ${inArray(punctuality(today), asked)})`
}
