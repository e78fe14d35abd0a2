import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { reportDrafts } from './report-draft.ts'
import { visitReports } from './visit-report.ts'

const KEPT_MS = 90 * 24 * 60 * 60_000

/** What was typed into a report that was handed in since, or of a visit that is gone, waits to be copied; not for ever. */
export function sweepDrafts(db: Db, remove: (table: typeof reportDrafts, id: number) => void) {
  const old = new Date(Date.now() - KEPT_MS).toISOString()
  const found = db
    .select({ id: reportDrafts.id })
    .from(reportDrafts)
    .leftJoin(visitReports, eq(visitReports.id, reportDrafts.reportId))
    .where(
      and(
        lt(reportDrafts.savedAt, old),
        or(isNull(visitReports.id), inArray(visitReports.status, ['submitted', 'accepted'])),
      ),
    )
    .all()
  for (const { id } of found) remove(reportDrafts, id)
}
