import { addDays, daysBetween, isBefore, isKnownToTheDay, type PartialDate } from '../dates.ts'

// The days of a programme beside those of its visit. A line that was written down for a day stays on it when the visit
// moves; one that has only a number follows the visit.

/** The days of a visit, as far as they are known. */
export interface VisitDays {
  startsOn: PartialDate
  endsOn: PartialDate | null
}

/** When a line is held: on the day that was written down, or only on the visit's so-and-so-many-th. */
export interface ProgrammeDay {
  dayNumber: number
  heldOn: string | null
}

/** The last number that a day may have. */
export const MOST_DAYS = 366

/** The day of a line; null while it has only a number, and the visit's first day is not known to the day. */
export const dayOf = ({ dayNumber, heldOn }: ProgrammeDay, { startsOn }: VisitDays): string | null =>
  heldOn ?? (isKnownToTheDay(startsOn) ? addDays(startsOn, dayNumber - 1) : null)

/** Whether a line's day surely lies before or after its visit. */
export function isOutside(line: ProgrammeDay, visit: VisitDays): boolean {
  const day = dayOf(line, visit)
  return day !== null && (isBefore(day, visit.startsOn) || (!!visit.endsOn && isBefore(visit.endsOn, day)))
}

/** Which of a visit's days a day is, counted from its `first`; a day before it is the first one too. */
export const numberOf = (day: string, first: string): number => Math.max(1, daysBetween(first, day) + 1)

/**
 * By how many days a programme that was left outside its visit would have to move to be within it again: what most of
 * its lines are away from their number. Null where nothing lies outside, or nobody can say.
 */
export function shiftNeeded(lines: ProgrammeDay[], visit: VisitDays): number | null {
  const { startsOn } = visit
  if (!isKnownToTheDay(startsOn) || !lines.some((line) => line.heldOn && isOutside(line, visit))) return null
  const away = lines.flatMap(({ dayNumber, heldOn }) =>
    heldOn ? [daysBetween(heldOn, addDays(startsOn, dayNumber - 1))] : [],
  )
  const [most] = [...Map.groupBy(away, (days) => days)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  )
  return most![0] || null
}

/** The line so many days later (earlier where negative); one that has only a number stays as it is. */
export function shifted<Line extends ProgrammeDay>(line: Line, days: number, { startsOn }: VisitDays): Line {
  if (!line.heldOn) return line
  const heldOn = addDays(line.heldOn, days)
  if (!isKnownToTheDay(startsOn)) return { ...line, heldOn }
  return { ...line, heldOn, dayNumber: Math.min(numberOf(heldOn, startsOn), MOST_DAYS) }
}

/** The line's place in a copy of the visit that starts on `startsOn`: its number, and its day once that is known. */
export const inCopy = ({ dayNumber }: ProgrammeDay, startsOn: PartialDate): ProgrammeDay => ({
  dayNumber,
  heldOn: isKnownToTheDay(startsOn) ? addDays(startsOn, dayNumber - 1) : null,
})

/** Lines in time, those of one day in their given order. */
export function inTime<Line extends ProgrammeDay>(lines: Line[], visit: VisitDays): Line[] {
  const days = new Map(lines.map((line) => [line, dayOf(line, visit)]))
  const areAllKnown = lines.every((line) => days.get(line) !== null)
  const placeOf = (line: Line) => (areAllKnown ? Date.parse(days.get(line)!) : line.dayNumber)
  return lines.toSorted((one, other) => placeOf(one) - placeOf(other))
}
