import { narrowest } from '../counting/periods.ts'
import { type Counts, countPersons, growthOf, knownPersonTrips, type Persons, totalsBy } from '../counting.ts'
import { firstDay, lastDay, type PartialDate, writeDate, writeRange, yearOf } from '../dates.ts'
import { DESK_PATH } from '../contradictions/queries.ts'
import type { Db } from '../db/open.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import { askingFor } from '../delegations/filters.ts'
import type { Message, Speech } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { leftOutByDay } from './after-today.ts'
import { type Figure, type LeftOut, leftOutOf, personTripsInCell, unclearIn } from './figures.ts'
import { listOf, totalsAt, type TotalsFilters } from './filters.ts'

// A period beside the same period before it (C17): a year beside the last one, a quarter beside the same quarter a year
// earlier. A period still running is compared day for day: until today, and until the same day then.

/** A stretch of time, both ends included. */
export interface Span {
  from: PartialDate
  to: PartialDate
}

/** The two periods a comparison is of. */
export interface Compared {
  now: Span
  before: Span
  /** The whole of a running period, of which `now` is what has passed; null where it has passed whole. */
  whole: Span | null
}

/**
 * The period that is asked, and the same one before: as many whole years earlier as it is long. Without one, this year.
 * Undefined where it has no beginning, ends before it begins, or has not begun.
 */
export function comparedPeriods(
  { from, to }: Pick<TotalsFilters, 'from' | 'to'>,
  today: string,
): Compared | undefined {
  const { from: start, to: end } = narrowest({ from, to })
  if (!start && end) return undefined
  const asked: Span = start ? { from: start, to: end ?? today } : { from: yearOf(today), to: yearOf(today) }
  if (firstDay(asked.from) > today || lastDay(asked.to) < firstDay(asked.from)) return undefined
  // Without an end the period runs on, and has the visits known to this year only, as the year itself has.
  const whole = end || !start ? asked : { from: start, to: yearOf(today) }
  const isRunning = lastDay(whole.to) > today
  const now = isRunning ? { from: asked.from, to: today } : asked
  const years = Number(yearOf(asked.to)) - Number(yearOf(asked.from)) + 1
  const wholeYears = lastDay(asked.to).slice(4) >= firstDay(asked.from).slice(4) ? years : years - 1
  const earlier = (date: PartialDate) => yearsEarlier(date, Math.max(wholeYears, 1))
  const before = { from: earlier(now.from), to: earlier(now.to) }
  // A month given by its days is held against all days of that month; what still runs, day for day.
  if (!isRunning && now.to.endsWith('-02-28') && lastDay(now.to.slice(0, 7)) === now.to) {
    before.to = lastDay(before.to.slice(0, 7))
    if (now.from === now.to) before.from = before.to
  }
  return { now, before, whole: isRunning ? whole : null }
}

// 29/02 of a year that has none is its 28/02.
const yearsEarlier = (date: PartialDate, years: number): PartialDate => {
  const moved = `${Number(yearOf(date)) - years}${date.slice(4)}`
  return moved.endsWith('-02-29') && lastDay(moved.slice(0, 7)) < moved ? moved.replace(/29$/, '28') : moved
}

/** "năm 2025", "7–12/2025", "01/01–22/11/2025". */
export const spanWords = ({ from, to }: Span): Message =>
  from === to && from.length === 4
    ? { text: 'năm {year}', gaps: { year: from } }
    : { text: '{name}', gaps: { name: writeSpan({ from, to }) } }

const writeSpan = ({ from, to }: Span) =>
  from.length === to.length ? writeRange(from, to) : writeRange(firstDay(from), lastDay(to))

/** The asked period in a heading: "2024", "15/02–30/06/2026", "từ 2024"; null where none is asked, or none can be. */
export function periodTold(asked: Pick<TotalsFilters, 'from' | 'to'>): Message | null {
  const { from, to } = narrowest(asked)
  if (from && to)
    return firstDay(from) <= lastDay(to) ? { text: '{name}', gaps: { name: writeSpan({ from, to }) } } : null
  if (from) return { text: 'từ {date}', gaps: { date: writeDate(from) } }
  return to ? { text: 'đến {date}', gaps: { date: writeDate(to) } } : null
}

/** One counter of one direction in both periods; `change` says why where they cannot be compared. */
export interface ComparedFigure {
  counter: string
  now: Figure
  before: Figure
  change: string
}

/** What the page shows of a period beside the one before: three counters each way, never of unlike units. */
export function comparisonModel(db: Db, asked: TotalsFilters, today: string, speech: Speech) {
  const periods = comparedPeriods(asked, today)
  if (!periods) return null
  const { now, before, whole } = periods
  const within = ({ from, to }: Span) => ({ ...asked, from: [from], to: [to] })
  const totals = {
    now: totalsBy(db, 'year', within(now)).total,
    before: totalsBy(db, 'year', within(before)).total,
  }
  const rows = (['outbound', 'inbound'] as const).map((direction) => ({
    direction,
    name: directions[direction],
    figures: countersOf(db, direction, totals, { now: within(now), before: within(before) }, speech),
  }))
  const byDay = leftOutByDay(db, asked, whole, today)
  return {
    title: whole ? { text: '{period}, đến hôm nay', gaps: { period: spanWords(whole) } } : spanWords(now),
    now: spanWords(now),
    before: spanWords(before),
    rows,
    byDay,
    unclear: byDay.filter(({ why }) => why !== 'ahead'),
    unclearBefore: whole ? unclearIn(db, within(before)) : [],
    startsAhead: startsAhead(byDay.find(({ why }) => why === 'ahead')?.count ?? 0, asked),
    // Asked anew by whoever shows it: the figures above are remembered while visits that do not count are written.
    get leftOut() {
      return leftOutOf(db, within(whole ?? now))
    },
    isAsked: asked.from.length > 0,
  }
}

/** What of a running year no figure compared day for day counts: what the days leave out, and what counts as no đoàn. */
export function leftOutOfYear(
  db: Db,
  asked: Pick<TotalsFilters, 'from' | 'to' | 'unit' | 'scope'>,
  today: string,
): LeftOut[] {
  const { now, whole } = comparedPeriods(asked, today)!
  const { from, to } = whole ?? now
  return [...leftOutByDay(db, asked, whole, today), ...leftOutOf(db, { ...asked, from: [from], to: [to] })]
}

/** Visits written down as gone whose day is still to come: how many, and where they wait to be put right (C16). */
export const startsAhead = (count: number, asked: Pick<Asked, 'unit' | 'scope'>) =>
  count
    ? {
        count,
        href: addressOf(DESK_PATH, { kind: ['startsAhead'], unit: asked.unit, scope: asked.scope }),
      }
    : null

type Asked = Pick<TotalsFilters, 'from' | 'to' | 'scope' | 'unit'>

function countersOf(
  db: Db,
  direction: Direction,
  totals: Record<'now' | 'before', Record<Direction, Counts>>,
  asked: Record<'now' | 'before', Asked>,
  speech: Speech,
): ComparedFigure[] {
  const { t, number } = speech
  const [now, before] = [totals.now[direction], totals.before[direction]]
  const persons = {
    now: countPersons(db, askingFor({ ...periodAndUnits(asked.now), direction: [direction] })),
    before: countPersons(db, askingFor({ ...periodAndUnits(asked.before), direction: [direction] })),
  }
  const list = (of: Asked, counted: 'delegations' | 'personTrips' | 'persons') =>
    listOf(of, { direction: [direction], counted: [counted] })
  const delegations = ({ delegations }: Counts, of: Asked): Figure => ({
    words: number(delegations),
    href: delegations ? list(of, 'delegations') : null,
  })
  const personTrips = (counts: Counts, of: Asked): Figure => ({
    words: personTripsInCell(counts, speech),
    href: counts.personTrips || counts.unknownPeople ? list(of, 'personTrips') : null,
  })
  const named = (of: Persons, counts: Counts, asked: Asked): Figure => {
    const known = { persons: of.persons, personTrips: of.personTripsNamed }
    return {
      words: of.personsKnownIn
        ? t('{persons} trên {personTrips} lượt có danh sách', known)
        : counts.personTrips || counts.unknownPeople
          ? t('chưa có danh sách')
          : '0',
      // Where nobody is named, the visits whose people are to be named.
      href: of.personsKnownIn
        ? list(asked, 'persons')
        : counts.personTrips || counts.unknownPeople
          ? list(asked, 'personTrips')
          : null,
    }
  }
  const isWhole = (of: Persons, counts: Counts) =>
    !counts.unknownPeople && of.personTripsNamed === counts.personTrips
  return [
    {
      counter: 'đoàn',
      now: delegations(now, asked.now),
      before: delegations(before, asked.before),
      change: growthTold(before.delegations, now.delegations, speech),
    },
    {
      counter: 'lượt người',
      now: personTrips(now, asked.now),
      before: personTrips(before, asked.before),
      change:
        now.unknownPeople || before.unknownPeople
          ? t('không so sánh: có đoàn chưa rõ số người')
          : growthTold(knownPersonTrips(before) ?? 0, knownPersonTrips(now) ?? 0, speech),
    },
    {
      counter: 'số người không trùng',
      now: named(persons.now, now, asked.now),
      before: named(persons.before, before, asked.before),
      change:
        isWhole(persons.now, now) && isWhole(persons.before, before)
          ? growthTold(persons.before.persons, persons.now.persons, speech)
          : t('không so sánh: danh sách chưa đủ'),
    },
  ]
}

const periodAndUnits = ({ from, to, unit, scope }: Asked) => ({ from, to, unit, scope })

/** "tăng 20,0%", "giảm 42,5%", "không đổi", or "không so sánh" where there was nothing before (C17). */
export function growthTold(before: number, now: number, { t, decimal }: Speech): string {
  const growth = growthOf(before, now)
  if (growth === null) return t('không so sánh')
  if (now === before) return t('không đổi')
  if (growth === 0) return t(now > before ? 'tăng dưới 0,1%' : 'giảm dưới 0,1%')
  return t(growth > 0 ? 'tăng {percent}%' : 'giảm {percent}%', { percent: decimal(Math.abs(growth)) })
}

/** Periods that are asked for most, each with its address. */
export function usualPeriods(asked: TotalsFilters, today: string) {
  const year = yearOf(today)
  const month = today.slice(0, 7)
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3)
  const at = (words: Message, from: PartialDate, to: PartialDate) => ({
    words,
    href: totalsAt(asked, { from: [from], to: [to], page: [] }),
    isCurrent: asked.from.join() === from && asked.to.join() === to,
  })
  const months = (first: number, last: number) =>
    [first, last].map((number) => `${year}-${String(number).padStart(2, '0')}`) as [string, string]
  const lastYear = String(Number(year) - 1)
  return [
    at({ text: 'Năm {year}', gaps: { year } }, year, year),
    at({ text: 'Năm {year}', gaps: { year: lastYear } }, lastYear, lastYear),
    at({ text: '6 tháng đầu {year}', gaps: { year } }, ...months(1, 6)),
    at({ text: '6 tháng cuối {year}', gaps: { year } }, ...months(7, 12)),
    at(
      { text: 'Quý {number}/{year}', gaps: { number: quarter, year } },
      ...months(quarter * 3 - 2, quarter * 3),
    ),
    at({ text: 'Tháng {month}', gaps: { month: `${Number(month.slice(5))}/${year}` } }, month, month),
  ]
}
