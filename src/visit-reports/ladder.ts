import { daysBetween } from '../dates.ts'
import type { Message } from '../web/language.ts'

// How pressing a report is that is still awaited: a ladder from the day it is due.

/** The steps, the most pressing first. */
export const rungs = {
  escalated: 'Báo lên lãnh đạo',
  overdue: 'Quá hạn',
  today: 'Đến hạn hôm nay',
  soon: 'Sắp đến hạn',
  ahead: 'Chưa đến hạn',
} as const
export type Rung = keyof typeof rungs

/** How far from the due day the ladder's steps lie, in days. */
export interface Ladder {
  /** From so many days before it on a report is due soon. */
  soonDays: number
  /** From so many days after it on leadership is told. */
  escalatedDays: number
}

/** The step of the ladder that a report due on `dueOn` has reached today. */
export function rungOf(dueOn: string, today: string, { soonDays, escalatedDays }: Ladder): Rung {
  const late = daysBetween(dueOn, today)
  if (late >= escalatedDays) return 'escalated'
  if (late > 0) return 'overdue'
  if (late === 0) return 'today'
  return -late <= soonDays ? 'soon' : 'ahead'
}

/** How a report stands, for people: "Quá hạn 13 ngày". */
export function latenessWords(dueOn: string, today: string): Message {
  const late = daysBetween(dueOn, today)
  if (late > 0) return { text: 'Quá hạn {count} ngày', gaps: { count: late } }
  return late === 0 ? { text: rungs.today } : { text: 'Còn {count} ngày', gaps: { count: -late } }
}
