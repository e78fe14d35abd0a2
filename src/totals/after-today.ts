import { countListed } from '../counting.ts'
import { addDays } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { askingFor } from '../delegations/filters.ts'
import type { Direction } from '../delegations/delegation.ts'
import { comparedPeriods } from './compared.ts'
import type { Message } from '../web/language.ts'
import { listOf, type TotalsFilters } from './filters.ts'

/** Visits that count in a running period, of which nobody can say that they came before today. */
export interface AfterToday {
  knownTo: 'month' | 'year'
  count: number
  words: Message
  /** The list of exactly these. */
  href: string
}

const told = { year: '{count} đoàn chỉ biết năm', month: '{count} đoàn chỉ biết tháng' }

/** What a running period counts and a comparison day for day leaves out (C14), by how much of the start is known. */
export function mayBeAfterToday(
  db: Db,
  asked: Pick<TotalsFilters, 'from' | 'to' | 'scope' | 'unit'>,
  today: string,
  direction: Direction[] = [],
): AfterToday[] {
  const whole = comparedPeriods(asked, today)?.whole
  if (!whole) return []
  // A month that ends today has passed, whatever day of it is meant.
  const month = addDays(today, 1).slice(0, 7)
  return (['year', 'month'] as const).flatMap((knownTo) => {
    const within = { ...asked, from: [knownTo === 'year' ? whole.from : month], to: [whole.to] }
    const row = { startKnownTo: [knownTo], counted: ['delegations' as const], direction }
    const { from, to, unit, scope } = within
    const { rows: count } = countListed(db, askingFor({ from, to, unit, scope, ...row }))
    const words = { text: told[knownTo], gaps: { count } }
    return count ? [{ knownTo, count, words, href: listOf(within, row) }] : []
  })
}
