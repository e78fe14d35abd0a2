import { countListed } from '../counting.ts'
import { addDays, firstDay, lastDay, type PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { askingFor } from '../delegations/filters.ts'
import type { Message } from '../web/language.ts'
import type { Span } from './compared.ts'
import { listOf, type TotalsFilters } from './filters.ts'

const told = {
  year: '{count} đoàn chỉ biết năm',
  month: '{count} đoàn chỉ biết tháng',
  ahead: '{count} đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay',
}

/**
 * Visits that count in a running period and not in what has passed of it: of those known to the year or the month of
 * today nobody can say that they came before today (C14); the others are written down as gone on a day to come (C16).
 */
export interface LeftOutByDay {
  why: keyof typeof told
  count: number
  words: Message
  /** The list of exactly these. */
  href: string
}

/** What of a running period, the `whole` of it, a comparison day for day leaves out; nothing of one that has passed. */
export function leftOutByDay(
  db: Db,
  asked: Pick<TotalsFilters, 'scope' | 'unit'>,
  whole: Span | null,
  today: string,
): LeftOutByDay[] {
  if (!whole) return []
  const tell = (why: LeftOutByDay['why'], { from, to }: Span) => {
    const { unit, scope } = asked
    const within = { unit, scope, from: [from], to: [to] }
    const row = { counted: ['delegations' as const], ...(why !== 'ahead' && { startKnownTo: [why] }) }
    const { rows: count } = countListed(db, askingFor({ ...within, ...row }))
    return count
      ? [{ why, count, words: { text: told[why], gaps: { count } }, href: listOf(within, row) }]
      : []
  }
  const tomorrow = addDays(today, 1)
  // A year or a month that ends today has passed, whatever day of it is meant.
  const runs = (part: PartialDate) => tomorrow.startsWith(part)
  const [year, month] = [today.slice(0, 4), today.slice(0, 7)]
  return [
    ...(runs(year) ? tell('year', narrowed(whole, year)) : []),
    ...(runs(month) ? tell('month', narrowed(whole, month)) : []),
    ...tell('ahead', restOf(whole, today)),
  ]
}

/** Of a running period the days to come. */
export const restOf = ({ to }: Span, today: string): Span => ({ from: addDays(today, 1), to })

// As much of a year or a month as the period has.
const narrowed = ({ from, to }: Span, part: PartialDate): Span => ({
  from: firstDay(from) > firstDay(part) ? from : part,
  to: lastDay(to) < lastDay(part) ? to : part,
})
