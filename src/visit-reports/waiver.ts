import type { Write } from '../db/write.ts'
import type { delegations } from '../delegations/delegation.ts'
import type { Message } from '../web/language.ts'
import { findReport, reopenReport, updateReport } from './queries.ts'
import { ownWaivers } from './visit-report.ts'

type Counting = typeof delegations.$inferSelect.countsAs

/** Why no report is awaited: the program's own sentence in the reader's language, or what somebody wrote. */
export const waiverWords = (reason: string | null): Message =>
  Object.values<string | null>(ownWaivers).includes(reason)
    ? { text: reason! }
    : { text: '{name}', gaps: { name: reason ?? '' } }

/** The report that a new visit begins with: a private trip owes none (C11), unless somebody asks for it. */
export const firstReport = (countsAs: Counting) =>
  countsAs === 'nothing'
    ? { status: 'waived' as const, waivedReason: ownWaivers.uncounted }
    : { status: 'empty' as const, waivedReason: null }

/**
 * The report of a visit that now counts as something else: a private trip's is let go, where nobody has begun it; that
 * of one which proves to count is awaited.
 */
export function followCounting(write: Write, visitId: number, from: Counting, to: Counting) {
  if ((from === 'nothing') === (to === 'nothing')) return
  const report = findReport(write.db, visitId)
  if (!report) return
  if (report.status === 'empty') updateReport(write, report.id, firstReport(to))
  else if (report.status === 'waived' && report.waivedReason === ownWaivers.uncounted)
    reopenReport(write, visitId)
}
