import { lastDays, type LastSeen, laterOf, type Scope, staysBeyond } from '../counting.ts'
import { addMonths, firstDay, lastDay, type PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Message } from '../web/language.ts'

// Since when nothing was exchanged with a partner: whole months that have surely passed, in words and in filters alike.

/** The keys of those with whom nothing was exchanged for so many months; whom nobody ever saw is not silent. */
export function silentAmong(
  db: Db,
  scope: Pick<Scope, 'unit' | 'scope'>,
  partners: readonly LastSeen[],
  months: number,
  today: string,
): ReadonlySet<string> {
  const by = addMonths(today, -months)
  // A month that is over by then and one that had not begun leave nothing open.
  const open = partners.filter(({ lastOn }) => lastOn && firstDay(lastOn) <= by && lastDay(lastOn) > by)
  const days = lastDays(db, scope, open)
  const stays = staysBeyond(db, scope, by, partners)
  return new Set(
    partners
      .filter(
        ({ key, lastOn }) =>
          !stays.has(key) && isSilent({ key, lastOn: days.get(key) ?? lastOn }, months, today),
      )
      .map(({ key }) => key),
  )
}

/**
 * The last day of contact with each of some partners, as far as it is known: the day the last of their visits ended,
 * today while one is under way. Visits count in the month they begin (C5); nobody is silent before they are over.
 */
export function lastContacts(
  db: Db,
  scope: Pick<Scope, 'unit' | 'scope'>,
  partners: readonly LastSeen[],
  today: string,
): ReadonlyMap<string, PartialDate | null> {
  const [first] = partners.flatMap(({ lastOn }) => (lastOn ? [lastDay(lastOn)] : [])).toSorted()
  const days = lastDays(db, scope, [...partners])
  const stays = first ? staysBeyond(db, scope, first, partners) : new Map<string, never>()
  return new Map(
    partners.map(({ key, lastOn }) => {
      const known = days.get(key) ?? lastOn
      const stay = stays.get(key)
      if (stay?.isUnderWay) return [key, today]
      return [key, known && stay ? laterOf(known, stay.lastOn) : known]
    }),
  )
}

/** Whether nothing was exchanged for so many months, as far as the last exchange is known. */
export const isSilent = ({ key, lastOn }: LastSeen, months: number, today: string): boolean =>
  key !== '' && lastOn !== null && lastDay(lastOn) <= addMonths(today, -months)

/** From so many months on, silence wants a word. */
export const QUIET_MONTHS = 24

/** "14 tháng" since the last exchange, "ít nhất 22 tháng" while its day is not known. */
export function silenceWords(lastOn: PartialDate | null, today: string): Message {
  if (!lastOn) return { text: 'chưa có trao đổi' }
  if (lastOn === today.slice(0, 4)) return { text: 'trong năm nay' }
  if (lastOn.slice(0, 7) === today.slice(0, 7)) return { text: 'trong tháng này' }
  const months = wholeMonthsBetween(lastDay(lastOn), today)
  if (months < 1) return { text: lessThanOne[lastOn.length as keyof typeof lessThanOne] }
  return { text: lastOn.length < 10 ? 'ít nhất {count} tháng' : '{count} tháng', gaps: { count: months } }
}

// A month or a year that is over may have been a month ago or more.
const lessThanOne = { 10: 'chưa đầy 1 tháng', 7: 'trong tháng trước', 4: 'trong năm trước' } as const

// Months that have passed whole: from 30/11 to 23/11 two years later there are 23.
function wholeMonthsBetween(from: string, to: string): number {
  const ofCalendar =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  return addMonths(to, -ofCalendar) < from ? ofCalendar - 1 : ofCalendar
}
