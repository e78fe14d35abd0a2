import { and, eq, inArray, sql } from 'drizzle-orm'
import { addDays } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { ladderOn, reportDueOn } from './deadline.ts'
import { rungOf } from './ladder.ts'
import { listRecommendations } from './recommendations.ts'
import { extendedTo } from './report-extension.ts'
import {
  awaitedStatuses,
  isStanding,
  type ReportSection,
  reportSections,
  visitReports,
} from './visit-report.ts'

export function findReport(db: Db, delegationId: number) {
  return prepared(db, 'visit report', () =>
    db
      .select()
      .from(visitReports)
      .where(eq(visitReports.delegationId, sql.placeholder('delegationId')))
      .prepare(),
  ).get({ delegationId })
}

export type VisitReport = NonNullable<ReturnType<typeof findReport>>

/** Reports that are awaited of visits that have ended, by how late they are; due up to `until`. */
export const listAwaitedReports = (db: Db, until: string) =>
  remembered(db, `awaited reports ${until}`, () =>
    awaitedReports(db, until, ALL).due.toSorted((one, other) =>
      one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : one.id - other.id,
    ),
  )

/** How many of them there are; `most` where there are more. */
export function countAwaitedReports(db: Db, until: string, most: number): number {
  // Hardly any is awaited for long that is not due: as a rule the first ones say enough.
  const first = awaitedReports(db, until, 2 * most)
  const isEnough = first.due.length >= most || !first.areMore
  return Math.min(most, (isEnough ? first.due : listAwaitedReports(db, until)).length)
}

/** As a limit of rows: none. */
const ALL = -1

/** Those due among so many that are awaited, and whether more are. */
function awaitedReports(db: Db, until: string, limit: number) {
  const awaited = prepared(db, 'awaited reports', () =>
    db
      .select({
        id: delegations.id,
        code: delegations.code,
        direction: delegations.direction,
        title: delegations.title,
        startsOn: delegations.startsOn,
        endsOn: delegations.endsOn,
        extendedTo,
        reportStatus: visitReports.status,
      })
      .from(delegations)
      .innerJoin(visitReports, eq(visitReports.delegationId, delegations.id))
      .where(and(eq(delegations.status, 'returned'), inArray(visitReports.status, [...awaitedStatuses])))
      .limit(sql.placeholder('limit'))
      .prepare(),
  ).all({ limit })
  const due = awaited
    .map((row) => ({ ...row, dueOn: reportDueOn(db, row) }))
    .filter(({ dueOn }) => dueOn <= until)
  return { due, areMore: awaited.length === limit }
}

/** How many awaited reports have reached each pressing step of the ladder. */
export function countByRung(db: Db, today: string) {
  const ladder = ladderOn(db, today)
  const counts = { escalated: 0, overdue: 0, today: 0, soon: 0 }
  for (const { dueOn } of listAwaitedReports(db, addDays(today, ladder.soonDays))) {
    const rung = rungOf(dueOn, today, ladder)
    if (rung !== 'ahead') counts[rung] += 1
  }
  return counts
}

/** How many reports were handed in and wait for whoever approves. */
export const countReportsToApprove = (db: Db): number =>
  remembered(
    db,
    'reports to approve',
    () =>
      db.$client
        .prepare<[], { n: number }>(`select count(*) n from visit_reports where status = 'submitted'`)
        .get()!.n,
  )

/** A report that is written on again, or let go, has no standing paper any more. */
export function updateReport(write: Write, id: number, changes: Partial<typeof visitReports.$inferInsert>) {
  const { status } = changes
  write.update(visitReports, id, status && !isStanding({ status }) ? { ...changes, standing: null } : changes)
}

/** Whether nothing stands in a report but what the file of its visit says. */
export const isUnwritten = (
  db: Db,
  delegationId: number,
  own: Partial<Record<ReportSection, string | null>>,
): boolean =>
  !valuesOf(reportSections).some((section) => own[section]) && !listRecommendations(db, delegationId).length

/**
 * A report that was handed in, accepted, or is not awaited, is written on again: a draft, or empty where nothing stands
 * in it. One that was returned stays so.
 */
export function reopenReport(write: Write, delegationId: number) {
  const report = findReport(write.db, delegationId)
  if (!report || report.status === 'returned') return
  const isEmpty = isUnwritten(write.db, delegationId, report)
  updateReport(write, report.id, { status: isEmpty ? 'empty' : 'draft', waivedReason: null })
}

/** Who last changed a report, and when; undefined where nobody has yet. */
export const lastSaved = (db: Db, id: number) =>
  prepared(db, 'last act of report', () =>
    db.$client.prepare<[number], { who: string; at: string }>(
      `select who, at from history_acts where id =
       (select max(act_id) from history_changes where table_name = 'visit_reports' and row_id = ?)`,
    ),
  ).get(id)
