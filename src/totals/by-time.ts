import { bothWays, personsBy, type TimeGrouping, type Totals, together, totalsBy } from '../counting.ts'
import { monthsOf, narrowest, periodKey, startsWithin, type Stretch } from '../counting/periods.ts'
import { firstDay, lastDay, today, writeDate, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Message, Speech } from '../web/language.ts'
import { restOf } from './after-today.ts'
import { growthTold, startsAhead } from './compared.ts'
import type { Counted, Row } from './figures.ts'
import type { TotalsFilters } from './filters.ts'

/** From this year on a year without visits is shown as 0; before it, the register only has what is remembered. */
const FIRST_FULL_YEAR = 1990

export interface TimeRow extends Row {
  /**
   * How the row is called: '2024', '9/2024', 'Quý 3/2024', 'Nửa cuối năm 2024', or a start known to the year only (C14);
   * with its days where the asked period has it in part: '2/2026, từ 15/02'.
   */
  name: Message
  /** The same where the year is said beside it. */
  shortName: Message
  /** The same where there is room for a few letters. */
  briefName: string
  year: string
  /** The year, half, quarter or month is still running: counted up to this day. */
  until: string | null
  /** The first and the last day that the asked period has of the row, where it cuts it. */
  cut: Cut
}

interface Cut {
  since: string | null
  until: string | null
}

export interface TimeTable {
  /** Newest year first; the months of a year in their order. */
  rows: TimeRow[]
  totals: Totals
  /** What the rows have together. */
  total: Counted
  /** Years before `FIRST_FULL_YEAR` without a visit, which are left out. */
  isSkipping: boolean
}

/** Rows by year, half, quarter or month, with those of no visits between the first and the last. */
export function timeTable(db: Db, by: TimeGrouping, asked: TotalsFilters): TimeTable {
  const totals = totalsBy(db, by, asked)
  const { years, isSkipping } = yearsBetween([...totals.rows.keys()], asked)
  const keys = by === 'year' ? years : years.flatMap((year) => partsOf(year, by, asked, totals))
  const persons = personsBy(db, by, asked)
  const period = narrowest(asked)
  const rows = keys.map((key) =>
    rowOf(key, by, period, { counts: totals.rows.get(key) ?? bothWays(), persons: persons.get(key) }),
  )
  return { rows, totals, total: totalOf(db, totals, asked), isSkipping }
}

/** What all rows of totals have together: each visit once, each person once. */
export const totalOf = (db: Db, totals: Totals, asked: TotalsFilters): Counted => ({
  counts: totals.total,
  persons: personsBy(db, 'all', asked).get(''),
  visits: {},
})

/** Visits of the running row that are written down as gone, their day being still to come; null where there are none. */
export function startsAheadOf(db: Db, rows: TimeRow[], asked: TotalsFilters) {
  const running = rows.find(({ until }) => until)
  if (!running) return null
  const rest = restOf({ from: '', to: monthsOf(running.key)[1] }, running.until!)
  const within = { ...asked, from: [...asked.from, rest.from], to: [...asked.to, rest.to] }
  return startsAhead(together(totalsBy(db, 'year', within).total).delegations, asked)
}

/** Years without a visit, from this many in a row on, share one line of the table: "1994–2003". */
const EMPTY_YEARS_TOGETHER = 3

/** The rows as a table shows them: long runs of years without a visit in one line each. */
export function withEmptyYearsTogether(rows: TimeRow[]): TimeRow[] {
  const runs: TimeRow[][] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last && isEmpty(row) && isEmpty(last[0]!)) last.push(row)
    else runs.push([row])
  }
  return runs.flatMap((run) => {
    if (run.length < EMPTY_YEARS_TOGETHER) return run
    const [newest, oldest] = [run[0]!, run.at(-1)!]
    const cut = { since: oldest.cut.since, until: newest.cut.until }
    const names = named('{from}–{to}', '{from}–{to}', { from: oldest.year, to: newest.year })
    return [{ ...newest, ...withCut(names, cut), cut }]
  })
}

function isEmpty({ counts }: TimeRow): boolean {
  const { delegations, personTrips, unknownPeople } = together(counts)
  return !delegations && !personTrips && !unknownPeople
}

/** The year of the last visit that counts, if there is any. */
export function latestYear(db: Db, asked: TotalsFilters): string | undefined {
  return [...totalsBy(db, 'year', { ...asked, from: [], to: [] }).rows.keys()].toSorted().at(-1)
}

// From the first year with a visit to the last; of a period that is asked for, from its first year to its last as far as
// that has come: that there was none then is known.
function yearsBetween(keys: string[], asked: Pick<TotalsFilters, 'from' | 'to'>) {
  const known = new Set(keys.map((key) => Number(key.slice(0, 4))))
  const { from, to } = narrowest(asked)
  const first = Math.min(...known, ...(from ? [Math.max(Number(yearOf(from)), FIRST_FULL_YEAR)] : []))
  const last = Math.max(...known, ...(to ? [Math.min(Number(yearOf(to)), Number(yearOf(today())))] : []))
  const years: string[] = []
  if (!known.size) return { years, isSkipping: false }
  for (let year = last; year >= first; year--) {
    if (known.has(year) || year >= FIRST_FULL_YEAR) years.push(String(year))
  }
  return { years, isSkipping: years.length < last - first + 1 }
}

// The months, quarters or halves of a year that the period touches, then what is known to the year only (C14).
function partsOf(year: string, by: TimeGrouping, asked: TotalsFilters, { rows }: Totals): string[] {
  const isAsked = (month: string) =>
    asked.from.every((from) => firstDay(from) <= lastDay(month)) &&
    asked.to.every((to) => lastDay(to) >= firstDay(month))
  const months = Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`)
  const within = months.filter(isAsked)
  const parts = [...new Set(within.map((month) => periodKey(by, month)))]
  return rows.has(year) || startsWithin(narrowest(asked))(year) ? [...parts, year] : parts
}

function rowOf(
  key: string,
  by: TimeGrouping,
  period: Stretch,
  counted: Pick<Row, 'counts' | 'persons'>,
): TimeRow {
  const year = key.slice(0, 4)
  const [start, end] = monthsOf(key)
  const row = { key, ...counted, year, briefName: briefNameOf(key, by) }
  if (key === year && by !== 'year') {
    const visits = { year: [year], startKnownTo: ['year' as const] }
    const cut = { since: null, until: null }
    return { ...row, ...named(unknownPart[by], 'Không rõ', { year }), until: null, cut, visits }
  }
  const [first, last, now] = [firstDay(start), lastDay(end), today()]
  const isRunning = first <= now && now < last
  const since = period.from && firstDay(period.from) > first ? firstDay(period.from) : null
  const ends = period.to && lastDay(period.to) < last ? lastDay(period.to) : null
  const until = isRunning && !(ends && ends < now) ? now : null
  const cut = { since, until: (since ?? ends) ? (until ?? ends) : null }
  const names = withCut(namesOf(key, year), cut)
  const visits = key === year ? { year: [year] } : { from: [start], to: [end] }
  return { ...row, ...names, until, cut, visits }
}

const cutWords = ({ since, until }: Cut): Message | null => {
  const day = (date: string) => writeDate(date).slice(0, 5)
  if (since && until) return { text: 'từ {from} đến {to}', gaps: { from: day(since), to: day(until) } }
  if (since) return { text: 'từ {date}', gaps: { date: day(since) } }
  return until ? { text: 'đến {date}', gaps: { date: day(until) } } : null
}

/** Names of a row, with the days it has in the period where that cuts it. */
function withCut<Names extends Pick<TimeRow, 'name' | 'shortName'>>(names: Names, cut: Cut): Names {
  const days = cutWords(cut)
  return days ? { ...names, name: { text: '{name}, {date}', gaps: { name: names.name, date: days } } } : names
}

/** A row of what is known to the year only. */
const unknownPart = {
  half: 'Không rõ nửa năm, {year}',
  quarter: 'Không rõ quý, {year}',
  month: 'Không rõ tháng, {year}',
} as const satisfies Record<Exclude<TimeGrouping, 'year'>, string>

function namesOf(key: string, year: string) {
  if (key === year) return named('{year}', '{year}', { year })
  const number = Number(key.slice(6))
  if (key.includes('Q')) return named('Quý {number}/{year}', 'Quý {number}', { number, year })
  if (key.endsWith('-H1')) return named('Nửa đầu năm {year}', 'Nửa đầu năm', { year })
  if (key.endsWith('-H2')) return named('Nửa cuối năm {year}', 'Nửa cuối năm', { year })
  return named('{month}', monthNames[Number(key.slice(5)) - 1]!, { month: writeDate(key) })
}

const monthNames = [
  'Tháng 1',
  'Tháng 2',
  'Tháng 3',
  'Tháng 4',
  'Tháng 5',
  'Tháng 6',
  'Tháng 7',
  'Tháng 8',
  'Tháng 9',
  'Tháng 10',
  'Tháng 11',
  'Tháng 12',
] as const

/** '2024', '9/2024', 'Q3/2024', 'N2/2024' (nửa năm), '?/2024'. */
function briefNameOf(key: string, by: TimeGrouping) {
  if (key.length === 4) return by === 'year' ? key : `?/${key}`
  if (by === 'month') return writeDate(key)
  return `${by === 'half' ? 'N' : 'Q'}${key.slice(6)}/${key.slice(0, 4)}`
}

const named = (name: string, shortName: string, gaps: Message['gaps']) => ({
  name: { text: name, gaps },
  shortName: { text: shortName, gaps },
})

/** C17: how the newest year stands to the one before it; null where either is not shown, or cut by the period. */
export function growthWords(rows: TimeRow[], asked: TotalsFilters, speech: Speech): string | null {
  // A year still running is no year to compare; the first page compares it with the same days of the last one.
  const [now, last] = rows[0]?.until ? rows.slice(1) : rows
  if ([...asked.from, ...asked.to].some((date) => date !== yearOf(date))) return null
  if (!now || !last || Number(last.year) !== Number(now.year) - 1) return null
  const { t } = speech
  const grown = (was: number, is: number) => growthTold(was, is, speech)
  const people = [together(last.counts), together(now.counts)]
  const arePeopleKnown = people.every(({ unknownPeople }) => unknownPeople === 0)
  return t('Năm {year} so với năm {lastYear}: đoàn ra {outbound}, đoàn vào {inbound}, lượt người {people}.', {
    year: now.year,
    lastYear: last.year,
    outbound: grown(last.counts.outbound.delegations, now.counts.outbound.delegations),
    inbound: grown(last.counts.inbound.delegations, now.counts.inbound.delegations),
    people: arePeopleKnown
      ? grown(people[0]!.personTrips, people[1]!.personTrips)
      : t('không so sánh vì có đoàn chưa rõ số người'),
  })
}
