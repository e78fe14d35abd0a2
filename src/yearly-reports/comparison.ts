import { type BothWays, isNothing, together } from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import type { Block, Run } from '../paper/paper.ts'
import { leftOutByDay, type LeftOutByDay } from '../totals/after-today.ts'
import { comparedPeriods, spanWords } from '../totals/compared.ts'
import { type TotalsFilters } from '../totals/filters.ts'
import { type Message, speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { countedBy } from './counted.ts'
import { growthRun } from './derived.ts'
import { type Caption, type Figures, type Lines, type VisitFigures } from './figures.ts'
import { counters, labels } from './labels.ts'
import type { MadeOf } from './made-of.ts'
import { periodWords, type ReportPeriod, yearsBefore } from './period.ts'
import { personsNotes } from './subjects.ts'
import { bothDirections, personsOf } from './visits.ts'
import { capital, inCell, periodTold, said } from './wording.ts'

// The period beside the same one before it, and beside what was planned.

/** Periods beside each other in the table: this one and those before it. */
const PERIODS = 3

/** In the column of an annex: compared day for day, or left out of it, its start being known so far only. */
export const IS_COMPARED = 'x'
export const notCompared = { year: 'chỉ rõ năm', month: 'chỉ rõ tháng', ahead: 'chưa đến ngày' }

export interface Comparison {
  /** As far as it has passed. */
  now: BothWays
  before: BothWays
  isRunning: boolean
  /** Of a running period, what surely or maybe lies after today: it is left out. */
  byDay: LeftOutByDay[]
  /** "năm 2023"; of a running period, the days it is compared day for day: "01/01–22/11/2025". */
  nowTold: string
  beforeTold: string
  beforePeriod: ReportPeriod
  asked: Record<'now' | 'before', TotalsFilters>
  /** Both as they name figures. */
  spans: Record<'now' | 'before', Message>
}

/** The period and the same one a year before, day for day where it is running; null where it has not begun. */
export function comparisonOf(db: Db, { counted, period }: AskedReport): Comparison | null {
  const periods = comparedPeriods(counted, today())
  if (!periods) return null
  const { now, before, whole } = periods
  const { say } = speechOf('vi')
  const within = ({ from, to }: typeof now): TotalsFilters => ({ ...counted, from: [from], to: [to] })
  const passed = countedBy(db, 'year', within(now)).total
  return {
    now: passed,
    before: countedBy(db, 'year', within(before)).total,
    isRunning: whole !== null,
    byDay: leftOutByDay(db, counted, whole, today()),
    nowTold: whole ? say(spanWords(now)) : periodTold(period),
    beforeTold: whole ? `cùng kỳ (${say(spanWords(before))})` : periodTold(yearsBefore(period, 1)),
    beforePeriod: yearsBefore(period, 1),
    asked: { now: within(now), before: within(before) },
    spans: whole
      ? { now: spanWords(now), before: spanWords(before) }
      : { now: periodWords(period), before: periodWords(yearsBefore(period, 1)) },
  }
}

/** Why a running year says one figure for the year and another for its days: how many visits differ, and which. */
function byDayBlocks(byDay: LeftOutByDay[], figures: Figures): Block[] {
  const figureOf = ({ why, count, href }: LeftOutByDay) =>
    figures.add({
      ...ofDay[why],
      value: count,
      href,
      madeOf: {
        annexes: ['outbound', 'inbound'],
        counts: 'lines',
        column: 'number',
        where: { compared: [notCompared[why]] },
      },
    })
  const unclear = byDay
    .filter(({ why }) => why !== 'ahead')
    .map((one) => said(`{count} đoàn ${notCompared[one.why]}`, { count: figureOf(one) }))
  const ahead = byDay.filter(({ why }) => why === 'ahead').map(figureOf)
  const lead = 'Các số khác của báo cáo, kể cả bảng dưới đây, tính cả '
  const day = writeDate(today())
  return [
    ...(unclear.length
      ? [
          [
            { text: lead },
            ...unclear.flatMap((words, index) => (index ? [{ text: ' và ' }, ...words] : words)),
            {
              text: '; so sánh theo ngày chỉ kể các đoàn đã rõ ngày, ở cả hai kỳ.',
            },
          ],
        ]
      : []),
    ...ahead.map((count) =>
      said(
        `${lead}{count} đoàn ghi là đã đi, đã đến nhưng ngày bắt đầu ở sau ngày ${day}; so sánh theo ngày không kể các đoàn ấy.`,
        { count },
      ),
    ),
  ].map((words) => ({ kind: 'paragraph', words }))
}

const ofDay = {
  year: { name: 'now.unclear.year', label: { text: labels.unclearYear } },
  month: { name: 'now.unclear.month', label: { text: labels.unclearMonth } },
  ahead: { name: 'now.startsAhead', label: { text: labels.startsAhead } },
}

/** III: the same counters in both periods, in a sentence each way. */
export function comparedBlocks(comparison: Comparison | null, figures: Figures): Block[] {
  if (!comparison) return [{ kind: 'paragraph', words: 'Kỳ báo cáo chưa bắt đầu, chưa có gì để so sánh.' }]
  const { now, before, nowTold, beforeTold, beforePeriod, isRunning, asked } = comparison
  const items = (['outbound', 'inbound'] as const).map((direction, index): Run[] => {
    const end = index ? '.' : ';'
    if (isNothing(now[direction]) && isNothing(before[direction]))
      return [{ text: `${directions[direction]}: cả hai kỳ sổ chưa ghi đoàn nào${end}` }]
    const row = { direction: [direction] }
    // Of periods that have passed whole, these are the figures of the table.
    const name = (when: string, ofTable: string) =>
      isRunning ? `${when}.${direction}` : `${ofTable}${direction}`
    const of = (when: 'now' | 'before', ofTable: string) =>
      figures.visits(
        name(when, ofTable),
        ofTable || isRunning ? [comparison.spans[when]] : [],
        comparison[when][direction],
        row,
        {
          within: asked[when],
          ...(when === 'before' && { annexes: ['earlier'] }),
          where: {
            ...(when === 'before' && earlierLines(beforePeriod, direction)),
            ...(isRunning && { compared: [IS_COMPARED] }),
          },
        },
      )
    const one = of('now', '')
    const other = of('before', `${beforePeriod.name}.`)
    const grown = (counter: 'delegations' | 'personTrips') =>
      growthRun(
        figures,
        counters[direction][counter],
        { ...other[counter], period: comparison.spans.before },
        one[counter],
      )
    return said(
      '{way}: {now} đoàn, {beforeTold} là {before} đoàn, {change}; {nowTrips} lượt người, {beforeTold} là {beforeTrips}, {people}{end}',
      {
        way: directions[direction],
        now: one.delegations,
        before: other.delegations,
        change: grown('delegations'),
        nowTrips: one.personTrips,
        beforeTrips: other.personTrips,
        people: grown('personTrips'),
        // Its days are said above the list.
        beforeTold: isRunning ? 'cùng kỳ' : beforeTold,
        end,
      },
    )
  })
  return [
    {
      kind: 'paragraph',
      words: isRunning ? `So sánh theo ngày, ${nowTold} với ${beforeTold}:` : `So với ${beforeTold}:`,
    },
    { kind: 'list', items },
    ...byDayBlocks(comparison.byDay, figures),
  ]
}

/** The periods before this one that its table tells of, the earliest first. */
export const earlierPeriods = (period: ReportPeriod): ReportPeriod[] =>
  Array.from({ length: PERIODS - 1 }, (_, index) => yearsBefore(period, PERIODS - 1 - index))

/** Where the visits of an earlier period stand. */
const earlierLines = (period: ReportPeriod, direction: Direction | undefined): MadeOf['where'] => ({
  period: [nameInTable(period)],
  ...(direction && { direction: [directions[direction]] }),
})

/** The period and those before it, each way and together. */
export function periodsTable(db: Db, asked: AskedReport, figures: Figures, caption: Caption): Block[] {
  const rows = [...earlierPeriods(asked.period), asked.period].map((period) => {
    const isEarlier = period.name !== asked.period.name
    const within = { ...asked.counted, from: [period.from], to: [period.to] }
    const { total } = countedBy(db, 'year', within)
    const persons = personsOf(db, within)
    const prefix = isEarlier ? `${period.name}.` : ''
    const subjects = isEarlier ? [periodWords(period)] : []
    const lines = (direction?: Direction): Lines => ({
      within,
      ...(isEarlier && { annexes: ['earlier'], where: earlierLines(period, direction) }),
    })
    const cells = [
      ...bothDirections.flatMap((direction) => {
        const [name, counts] = [`${prefix}${direction}`, total[direction]]
        const row = { direction: [direction] as [Direction] }
        const { delegations, personTrips } = figures.visits(name, subjects, counts, row, lines(direction))
        const people = figures.persons(name, subjects, persons[direction], counts, row, lines(direction))
        return [delegations, personTrips, people]
      }),
      ...both(figures.visits(`${prefix}both`, subjects, together(total), {}, lines())),
    ].map(inCell)
    const isRunning = !isEarlier && comparedPeriods(asked.counted, today())?.whole
    const name = isRunning ? `${period.name}\nđến ${writeDate(today())}` : nameInTable(period)
    return [name, ...cells]
  })
  const column = (heading: string) => ({ heading, width: 12, align: 'end' as const })
  const table: Block = {
    kind: 'table',
    caption: caption(`Đoàn ra, đoàn vào ${rangeTold(asked)}`),
    columns: [
      { heading: 'Kỳ', width: 19, align: 'center' },
      ...bothDirections.flatMap(() => ['Đoàn', 'Lượt người', 'Số người'].map(column)),
      ...['Đoàn', 'Lượt người'].map(column),
    ],
    groups: [
      { heading: '', span: 1 },
      { heading: 'Đoàn ra', span: 3 },
      { heading: 'Đoàn vào', span: 3 },
      { heading: 'Cộng', span: 2 },
    ],
    rows,
  }
  const notes = [...personsNotes([table]), ...publishedNotes(asked, figures)]
  return [table, ...notes.map((text): Block => ({ kind: 'note', text }))]
}

/** Why figures of the periods before are others than their reports said (C15). */
function publishedNotes({ period }: AskedReport, figures: Figures): string[] {
  const earlier = earlierPeriods(period).map(({ name }) => `${name}.`)
  const { say } = speechOf('vi')
  return [...figures.known.values()].flatMap(({ name, label, published, words, publishedWhy }) =>
    publishedWhy && earlier.some((start) => name.startsWith(start)) && !name.includes('.both.')
      ? [`${capital(say(label))}: ${published}, sau điều chỉnh ${words} (${publishedWhy}).`]
      : [],
  )
}

const both = ({ delegations, personTrips }: VisitFigures) => [delegations, personTrips]

export const nameInTable = ({ year, half }: { year: string; half: 1 | 2 | null }) =>
  half ? `${half === 1 ? '6 tháng đầu' : '6 tháng cuối'} ${year}` : year

const rangeTold = ({ period }: AskedReport) =>
  `${period.half === 1 ? '6 tháng đầu các năm ' : period.half === 2 ? '6 tháng cuối các năm ' : ''}${Number(period.year) - PERIODS + 1}–${period.year}`
