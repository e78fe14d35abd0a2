import { addDays, weekdayOf } from '../dates.ts'

/** Days that are not what their place in the week says. */
export interface Calendar {
  /** Days off although they fall on Monday to Friday. */
  off: ReadonlySet<string>
  /** Days worked although they fall on the weekend. */
  worked: ReadonlySet<string>
}

const SATURDAY = 5

/** Whether people are at work that day: Monday to Friday but for days off, and weekend days made up for. */
export function isWorkingDay(day: string, { off, worked }: Calendar): boolean {
  return worked.has(day) || (weekdayOf(day) < SATURDAY && !off.has(day))
}

/**
 * The working day that is `count` working days after `day` (before it, where `count` is negative). `day` itself is
 * never counted; 0 gives it back, whatever day it is.
 */
export function addWorkingDays(day: string, count: number, calendar: Calendar): string {
  const step = count < 0 ? -1 : 1
  let left = Math.abs(count)
  let at = day
  while (left > 0) {
    at = addDays(at, step)
    if (isWorkingDay(at, calendar)) left -= 1
  }
  return at
}

/** Working days after `from` up to and including `to`; negative, of the days between, where `to` lies before. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(addDays(to, -1), addDays(from, -1), calendar)
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) count += 1
  return count
}
