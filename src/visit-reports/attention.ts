import { addDays, daysBetween, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Attention } from '../today/attention.ts'
import { ladderOn } from './deadline.ts'
import { rungOf } from './ladder.ts'
import { countAwaitedReports, listAwaitedReports } from './queries.ts'
import { reportStatuses, type ReportStatus } from './visit-report.ts'

/** Reports of visits that have come back: due soon, today, late, or so late that leadership is told. */
export function listReportAttention(db: Db, today: string): Attention[] {
  const ladder = ladderOn(db, today)
  return listAwaitedReports(db, addDays(today, ladder.soonDays)).map((row) => {
    const isBegun = row.reportStatus !== 'empty'
    const state = { text: stateOf(row.reportStatus) }
    return {
      id: row.id,
      code: row.code,
      direction: row.direction,
      title: { text: 'Báo cáo: {title}', gaps: { title: row.title } },
      href: `/delegations/${row.id}/report`,
      state:
        rungOf(row.dueOn, today, ladder) === 'escalated'
          ? { text: '{state}; đã đến mức báo lên lãnh đạo', gaps: { state } }
          : state,
      day: { text: 'hạn {date}', gaps: { date: writeDate(row.dueOn) } },
      daysLate: daysBetween(row.dueOn, today),
      consequence: row.dueOn < today ? 'report' : 'soon',
      departure: null,
      act: isBegun ? 'Viết tiếp' : 'Viết báo cáo',
      look: 'Xem báo cáo',
    }
  })
}

/** How many there are; `most` where there are more. */
export const countReportAttention = (db: Db, today: string, most: number): number =>
  countAwaitedReports(db, addDays(today, ladderOn(db, today).soonDays), most)

const stateOf = (status: ReportStatus) =>
  status === 'draft' ? 'đang soạn' : status === 'empty' ? 'chưa bắt đầu viết' : reportStatuses[status]
