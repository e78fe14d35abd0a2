import { desc, eq, sql } from 'drizzle-orm'
import { daysBetween, isKnownToTheDay, lastDay, type PartialDate, writeDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Direction, Status } from '../delegations/delegation.ts'
import { type KnownSetting, knownSettings, valueWords } from '../settings/known-settings.ts'
import { deadlineAfter, settingAt } from '../settings/queries.ts'
import type { Message } from '../web/language.ts'
import { type Ladder, latenessWords, type Rung, rungOf } from './ladder.ts'
import { reportExtensions } from './report-extension.ts'
import { isAwaited, type ReportStatus } from './visit-report.ts'

/** What the day a report is due depends on. */
export interface Due {
  direction: Direction
  startsOn: PartialDate
  endsOn: PartialDate | null
  /** The day of the extension that stands; every statement over visits that tells of deadlines selects it. */
  extendedTo: string | null
}

/**
 * The last day for a visit's report: the deadline that held on the visit's last day, counted from it; while that is
 * not known to the day, from the last day it may be. 9/2024 with 15 days: 15/10/2024. An extension makes it later,
 * never earlier.
 */
export function reportDueOn(db: Db, visit: Due): string {
  const byRule = dueByRule(db, visit)
  return visit.extendedTo !== null && visit.extendedTo > byRule ? visit.extendedTo : byRule
}

const settingOf = (direction: Direction) => `report_days_${direction}` as const
const countedFrom = ({ startsOn, endsOn }: Due) => lastDay(endsOn ?? startsOn)

const dueByRule = (db: Db, visit: Due): string =>
  deadlineAfter(db, settingOf(visit.direction), countedFrom(visit))

/** The ladder as it is set on a day. */
export const ladderOn = (db: Db, day: string): Ladder => ({
  soonDays: Number(settingAt(db, 'report_soon_days', day).value),
  escalatedDays: Number(settingAt(db, 'report_escalated_days', day).value),
})

/** Every extension of a visit's report that stands, the one that holds first. */
export const listExtensions = (db: Db, delegationId: number) =>
  prepared(db, 'report extensions', () =>
    db
      .select()
      .from(reportExtensions)
      .where(eq(reportExtensions.delegationId, sql.placeholder('delegationId')))
      .orderBy(desc(reportExtensions.id))
      .prepare(),
  ).all({ delegationId })

export type ReportExtension = ReturnType<typeof listExtensions>[number]

/** When a visit's report is due, why, and how that stands today. */
export interface Deadline {
  dueOn: string
  /** By the rule alone, in words: "Hạn 05/10/2025: 15 ngày sau ngày về, căn cứ …". */
  rule: Message
  /** "Gia hạn đến 20/10/2025 vì …", where an extension holds. */
  extension: Message | null
  /** null while nothing is asked yet: the visit has not come back, or its report is in. */
  rung: Rung | null
  lateness: Message
  daysLate: number
  mayBeExtended: boolean
}

export function deadlineOf(
  db: Db,
  visit: Due & { id: number; status: Status },
  report: { status: ReportStatus },
  today: string,
): Deadline {
  const dueOn = reportDueOn(db, visit)
  const [standing] = visit.extendedTo === dueOn ? listExtensions(db, visit.id) : []
  const isAsked = visit.status === 'returned' && isAwaited(report)
  return {
    dueOn,
    rule: ruleWords(db, visit),
    extension: standing ? extensionWords(standing) : null,
    rung: isAsked ? rungOf(dueOn, today, ladderOn(db, today)) : null,
    lateness: latenessWords(dueOn, today),
    daysLate: daysBetween(dueOn, today),
    mayBeExtended: isAwaited(report) && visit.status !== 'cancelled',
  }
}

function ruleWords(db: Db, visit: Due): Message {
  const key = settingOf(visit.direction)
  const { meaning }: KnownSetting = knownSettings[key]
  const from = countedFrom(visit)
  const setting = settingAt(db, key, from)
  const gaps = {
    date: writeDate(dueByRule(db, visit)),
    days: valueWords(key, setting),
    meaning: { text: meaning },
    basis: setting.basisWords ?? '',
    from: writeDate(from),
  }
  if (isKnownToTheDay(visit.endsOn ?? visit.startsOn))
    return setting.basisWords
      ? { text: 'Hạn {date}: {days} {meaning}, căn cứ {basis}.', gaps }
      : { text: 'Hạn {date}: {days} {meaning}, chưa ghi căn cứ.', gaps }
  return setting.basisWords
    ? { text: 'Hạn {date}: {days} {meaning} (chưa rõ ngày, tính từ {from}), căn cứ {basis}.', gaps }
    : { text: 'Hạn {date}: {days} {meaning} (chưa rõ ngày, tính từ {from}), chưa ghi căn cứ.', gaps }
}

const extensionWords = ({ dueOn, reason, grantedBy, grantedOn }: ReportExtension): Message => {
  const gaps = { date: writeDate(dueOn), reason, name: grantedBy ?? '', on: writeDate(grantedOn) }
  return grantedBy
    ? { text: 'Gia hạn đến {date} vì: {reason} ({name} cho phép ngày {on}).', gaps }
    : { text: 'Gia hạn đến {date} vì: {reason} (cho phép ngày {on}).', gaps }
}
