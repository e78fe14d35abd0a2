import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { addDays, lastDay, type PartialDate } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegations, type Direction } from '../delegations/delegation.ts'
import { numberSetting } from '../settings/queries.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { reportSections, visitReports } from './visit-report.ts'

/** How many days after a visit its report is due. */
export const reportDays = (db: Db, direction: Direction) => numberSetting(db, `report_days_${direction}`)

/**
 * The last day for a visit's report: the days of the setting after the visit's last day, or, while that is not known
 * to the day, after the last day it may be. 9/2024 with 15 days: 15/10/2024.
 */
export function reportDueOn(
  db: Db,
  visit: { direction: Direction; startsOn: PartialDate; endsOn: PartialDate | null },
): string {
  return addDays(lastDay(visit.endsOn ?? visit.startsOn), reportDays(db, visit.direction))
}

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
export function listAwaitedReports(db: Db, until: string) {
  return remembered(db, `awaited reports ${until}`, () => {
    const ended = sql`coalesce(${delegations.endsOn}, ${delegations.startsOn})`
    const days = sql`iif(${delegations.direction} = 'outbound', ${sql.placeholder('outbound')}, ${sql.placeholder('inbound')})`
    const dueOn = sql<string>`date(case length(${ended}) when 4 then ${ended} || '-12-31'
      when 7 then date(${ended} || '-01', '+1 month', '-1 day') else ${ended} end, '+' || ${days} || ' days')`
    return prepared(db, 'awaited reports', () =>
      db
        .select({
          id: delegations.id,
          code: delegations.code,
          direction: delegations.direction,
          title: delegations.title,
          endsOn: sql<string>`${ended}`,
          reportStatus: visitReports.status,
          dueOn,
        })
        .from(delegations)
        .innerJoin(visitReports, eq(visitReports.delegationId, delegations.id))
        .where(
          and(
            eq(delegations.status, 'returned'),
            inArray(visitReports.status, ['empty', 'draft']),
            sql`${dueOn} <= ${sql.placeholder('until')}`,
          ),
        )
        .orderBy(asc(dueOn), asc(delegations.id))
        .prepare(),
    ).all({
      outbound: reportDays(db, 'outbound'),
      inbound: reportDays(db, 'inbound'),
      until,
    })
  })
}

export function updateReport(write: Write, id: number, changes: Partial<typeof visitReports.$inferInsert>) {
  write.update(visitReports, id, changes)
}

/** A report that was handed in, or is not awaited, is written on again: a draft, or empty where nothing stands in it. */
export function reopenReport(write: Write, delegationId: number) {
  const report = findReport(write.db, delegationId)
  if (!report) return
  const isEmpty = !valuesOf(reportSections).some((section) => report[section])
  updateReport(write, report.id, { status: isEmpty ? 'empty' : 'draft', waivedReason: null })
}
