import { addDays, isKnownToTheDay, type PartialDate } from '../dates.ts'
import { addWorkingDays, type Calendar } from '../holidays/working-days.ts'
import type { anchors } from './checklist-line.ts'

/** When something is to be done: so many days after its anchor, before it where negative; null where it has no day. */
export interface Timing {
  anchor: keyof typeof anchors
  offset: number | null
  dayKind: 'calendar' | 'working'
}

/** The last day for a line; null while its visit's day is not known to the day: it is never guessed (C14). */
export function dueOn(
  { anchor, offset, dayKind }: Timing,
  { startsOn, endsOn }: { startsOn: PartialDate; endsOn: PartialDate | null },
  calendar: Calendar,
): string | null {
  const day = anchor === 'start' ? startsOn : endsOn
  if (offset === null || !isKnownToTheDay(day)) return null
  return dayKind === 'working' ? addWorkingDays(day, offset, calendar) : addDays(day, offset)
}

/** About which place in a visit's life a timing has, where two are to be put in order without a date. */
export function placeOf({ anchor, offset, dayKind }: Timing): number {
  if (offset === null) return anchor === 'start' ? -0.5 : 10_000
  return (anchor === 'end' ? 5000 : 0) + offset * (dayKind === 'working' ? 1.4 : 1)
}
