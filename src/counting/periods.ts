// Years, halves, quarters and months of starts that are known as far as they are known (C5, C14).
import { addDays, firstDay, highestWithin, lastDay, lowestWithin, type PartialDate } from '../dates.ts'

/** What totals in time may be grouped by. */
export const timeGroupings = {
  year: 'Theo năm',
  half: 'Theo nửa năm',
  quarter: 'Theo quý',
  month: 'Theo tháng',
} as const
export type TimeGrouping = keyof typeof timeGroupings

/** '2024-H2', '2024-Q3', '2024-09' or '2024' of '2024-09'; a start known to the year only stays '2024' (C14). */
export function periodKey(by: TimeGrouping, period: PartialDate): string {
  const year = period.slice(0, 4)
  const month = Number(period.slice(5, 7))
  if (by === 'year' || !month) return year
  if (by === 'month') return period.slice(0, 7)
  return by === 'half' ? `${year}-H${Math.ceil(month / 6)}` : `${year}-Q${Math.ceil(month / 3)}`
}

/** The first and the last month of a half or quarter; a year or month is its own. */
export function monthsOf(key: string): [PartialDate, PartialDate] {
  const [, year, kind, number] = /^(\d{4})-([HQ])(\d)$/.exec(key) ?? []
  if (!year) return [key, key]
  const months = kind === 'H' ? 6 : 3
  const last = Number(number) * months
  const month = (of: number) => `${year}-${String(of).padStart(2, '0')}`
  return [month(last - months + 1), month(last)]
}

/** A period with both ends in it; without one where it is open. */
export interface Stretch {
  from?: PartialDate
  to?: PartialDate
}

/** The narrowest period that keeps to all of some bounds. */
export const narrowest = (asked: { from: PartialDate[]; to: PartialDate[] }): Stretch => ({
  from: asked.from.toSorted((one, other) => (firstDay(one) < firstDay(other) ? 1 : -1))[0],
  to: asked.to.toSorted((one, other) => (lastDay(one) < lastDay(other) ? -1 : 1))[0],
})

/**
 * Of a stretch, which days of a month (or of a start known to the year only) lie in it: null for all of them, undefined
 * for none, else the first and the last. A start counts where it surely lies within.
 */
export function daysWithin({
  from,
  to,
}: Stretch): (period: string) => [first: number, last: number] | null | undefined {
  const low = from && lowestWithin(from)
  const high = to ? highestWithin(to) : undefined
  const cutMonths = [low, high?.below.slice(0, -1)].map((day) => (day?.length === 10 ? day.slice(0, 7) : ''))
  return (period) => {
    const [isCutBelow, isCutAbove] = cutMonths.map((month) => month === period)
    if (low && !isCutBelow && period < low) return undefined
    if (high && !isCutAbove && (period >= high.below || high.wider.includes(period))) return undefined
    if (!isCutBelow && !isCutAbove) return null
    return [isCutBelow ? Number(low!.slice(8)) : 1, isCutAbove ? Number(high!.below.slice(8, 10)) : 31]
  }
}

/** Whether a start surely lies within a stretch. */
export function startsWithin({ from, to }: Stretch): (start: PartialDate) => boolean {
  const low = from ? lowestWithin(from) : ''
  const high = to && highestWithin(to)
  return (start) => start >= low && (!high || (start < high.below && !high.wider.includes(start)))
}

/**
 * The years and months that a stretch has only in part: of a start known to one of these alone nobody can say whether
 * it lies within (C14).
 */
export function cutBy({ from, to }: Stretch): PartialDate[] {
  if (from && to && firstDay(from) > lastDay(to)) return []
  const low = from ? lowestWithin(from) : ''
  const cutBelow = [4, 7].filter((length) => length < low.length).map((length) => low.slice(0, length))
  return [...new Set([...cutBelow, ...(to ? highestWithin(to).wider : [])])].toSorted()
}

export const isDayOf = ([first, last]: [first: number, last: number], day: number): boolean =>
  day >= first && day <= last

/** A part of a stretch that is counted in one way: ever, in whole years, in whole months of one year, or day by day. */
export interface Part extends Stretch {
  grain: 'ever' | 'year' | 'month' | 'day'
}

/** A stretch as parts of which no two share a start: as large as they can be. */
export function partsOf({ from, to }: Stretch): Part[] {
  if (!from && !to) return [{ grain: 'ever' }]
  const first = from && firstDay(from)
  const last = to && lastDay(to)
  if (first && last && first > last) return []
  const isAtStart = (day: string) => day.endsWith('-01')
  const isAtEnd = (day: string) => day === lastDay(day.slice(0, 7))
  // Days before the first whole month, and after the last.
  const [firstMonth, before] =
    !first || isAtStart(first)
      ? [first?.slice(0, 7), []]
      : [monthAfter(first.slice(0, 7)), [{ from: first, to: lastDay(first.slice(0, 7)) }]]
  const [lastMonth, after] =
    !last || isAtEnd(last)
      ? [last?.slice(0, 7), []]
      : [monthBefore(last.slice(0, 7)), [{ from: `${last.slice(0, 7)}-01`, to: last }]]
  if (first && last && first.slice(0, 7) === last.slice(0, 7) && (before.length || after.length))
    return [{ grain: 'day', from: first, to: last }]
  const days = [...before, ...after].map((part): Part => ({ grain: 'day', ...part }))
  return firstMonth && lastMonth && firstMonth > lastMonth
    ? days
    : [...days, ...wholeMonths(firstMonth, lastMonth)]
}

function wholeMonths(first?: string, last?: string): Part[] {
  const year = (month: string) => Number(month.slice(0, 4))
  const from = first && (first.endsWith('-01') ? year(first) : year(first) + 1)
  const to = last && (last.endsWith('-12') ? year(last) : year(last) - 1)
  if (first && last && year(first) === year(last) && from !== to)
    return [{ grain: 'month', from: first, to: last }]
  const parts: Part[] = []
  if (first && !first.endsWith('-01')) parts.push({ grain: 'month', from: first, to: `${year(first)}-12` })
  if (last && !last.endsWith('-12')) parts.push({ grain: 'month', from: `${year(last)}-01`, to: last })
  if (!from || !to || from <= to)
    parts.push({ grain: 'year', ...(from && { from: String(from) }), ...(to && { to: String(to) }) })
  return parts
}

const monthAfter = (month: string) => addDays(lastDay(month), 1).slice(0, 7)
const monthBefore = (month: string) => addDays(firstDay(month), -1).slice(0, 7)
