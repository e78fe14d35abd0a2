import { startsWithin } from '../counting/periods.ts'
import { countKnownOnlyTo, together, totalsBy } from '../counting.ts'
import { addDays, firstDay, lastDay, type PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Message } from '../web/language.ts'
import type { Span } from './compared.ts'
import { listOf, type TotalsFilters } from './filters.ts'

const told = {
  year: '{count} đoàn chỉ biết năm',
  month: '{count} đoàn chỉ biết tháng',
  ahead: '{count} đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay',
}

/**
 * Visits that count in a running period and not where it is held day for day against another: those of which no day is
 * known (C14), and those written down as gone on a day to come (C16).
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
  const tell = (why: LeftOutByDay['why'], count: number, { from, to }: Span) => {
    const { unit, scope } = asked
    const row = { counted: ['delegations' as const], ...(why !== 'ahead' && { startKnownTo: [why] }) }
    return count
      ? [
          {
            why,
            count,
            words: { text: told[why], gaps: { count } },
            href: listOf({ unit, scope, from: [from], to: [to] }, row),
          },
        ]
      : []
  }
  const tomorrow = addDays(today, 1)
  // A year or a month that ends today has passed, whatever day of it is meant.
  const unclear = (['year', 'month'] as const).flatMap((why) => {
    const part = today.slice(0, why === 'year' ? 4 : 7)
    const within = narrowed(whole, part)
    return tomorrow.startsWith(part) && startsWithin(within)(part)
      ? tell(why, countKnownOnlyTo(db, asked, part).delegations, within)
      : []
  })
  const rest = restOf(whole, today)
  const { total } = totalsBy(db, 'year', { ...asked, from: [rest.from], to: [rest.to] })
  return [...unclear, ...tell('ahead', together(total).delegations, rest)]
}

/** Of a running period the days to come. */
export const restOf = ({ to }: Span, today: string): Span => ({ from: addDays(today, 1), to })

// As much of a year or a month as the period has.
const narrowed = ({ from, to }: Span, part: PartialDate): Span => ({
  from: firstDay(from) > firstDay(part) ? from : part,
  to: lastDay(to) < lastDay(part) ? to : part,
})
