import {
  type BothWays,
  type Counts,
  countListed,
  isNothing,
  knownPersonTrips,
  together,
} from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import { askingFor, type DelegationFilters } from '../delegations/filters.ts'
import type { Block, Run } from '../paper/paper.ts'
import { type AfterToday, mayBeAfterToday } from '../totals/after-today.ts'
import { comparedPeriods, spanWords } from '../totals/compared.ts'
import { listOf, type TotalsFilters } from '../totals/filters.ts'
import { type Message, speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { countedBy } from './counted.ts'
import { type Caption, type Figures } from './figures.ts'
import { labels } from './labels.ts'
import { periodWords, yearsBefore } from './period.ts'
import { inCell, growthTold, periodTold, said } from './wording.ts'

// The period beside the same one before it, and beside what was planned.

/** Periods beside each other in the table: this one and those before it. */
const PERIODS = 3

export interface Comparison {
  /** As far as it has passed. */
  now: BothWays
  before: BothWays
  isRunning: boolean
  /** Of a running period, what may still lie after today: it is left out. */
  unclear: AfterToday[]
  /** "năm 2023"; of a running period, the days it is compared day for day: "01/01–22/11/2025". */
  nowTold: string
  beforeTold: string
  /** The period before, as it is named: '2023'. */
  beforeName: string
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
    unclear: mayBeAfterToday(db, counted, today()),
    nowTold: whole ? say(spanWords(now)) : periodTold(period),
    beforeTold: whole ? `cùng kỳ (${say(spanWords(before))})` : periodTold(yearsBefore(period, 1)),
    beforeName: yearsBefore(period, 1).name,
    asked: { now: within(now), before: within(before) },
    spans: whole
      ? { now: spanWords(now), before: spanWords(before) }
      : { now: periodWords(period), before: periodWords(yearsBefore(period, 1)) },
  }
}

/** Why a running year says one figure for the year and another for its days: how many visits differ, and which. */
function unclearBlocks(unclear: AfterToday[], figures: Figures): Block[] {
  if (!unclear.length) return []
  const parts = unclear.map(({ knownTo, count, href }) =>
    said(`{count} đoàn chỉ rõ ${knownTo === 'year' ? 'năm' : 'tháng'}`, {
      count: figures.add({
        name: `now.unclear.${knownTo}`,
        label: { text: labels[knownTo === 'year' ? 'unclearYear' : 'unclearMonth'] },
        value: count,
        href,
      }),
    }),
  )
  return [
    {
      kind: 'paragraph',
      words: [
        { text: 'Các số khác của báo cáo, kể cả bảng dưới đây, tính cả ' },
        ...parts.flatMap((words, index) => (index ? [{ text: ' và ' }, ...words] : words)),
        {
          text: `; so sánh theo ngày không kể các đoàn ấy, vì chưa biết đi trước hay sau ngày ${writeDate(today())}.`,
        },
      ],
    },
  ]
}

/** III: the same counters in both periods, in a sentence each way. */
export function comparedBlocks(comparison: Comparison | null, figures: Figures): Block[] {
  if (!comparison) return [{ kind: 'paragraph', words: 'Kỳ báo cáo chưa bắt đầu, chưa có gì để so sánh.' }]
  const { now, before, nowTold, beforeTold, beforeName, isRunning, asked } = comparison
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
        asked[when],
      )
    const one = of('now', '')
    const other = of('before', `${beforeName}.`)
    const isKnown = !now[direction].unknownPeople && !before[direction].unknownPeople
    const people = isKnown
      ? growthTold(knownPersonTrips(before[direction]) ?? 0, knownPersonTrips(now[direction]) ?? 0)
      : 'không so sánh vì có đoàn chưa rõ số người'
    return said(
      '{way}: {now} đoàn, {beforeTold} là {before} đoàn, {change}; {nowTrips} lượt người, {beforeTold} là {beforeTrips}, {people}{end}',
      {
        way: directions[direction],
        now: one.delegations,
        before: other.delegations,
        change: growthTold(before[direction].delegations, now[direction].delegations),
        nowTrips: one.personTrips,
        beforeTrips: other.personTrips,
        people,
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
    ...unclearBlocks(comparison.unclear, figures),
  ]
}

/** The period and those before it, each way and together. */
export function periodsTable(db: Db, asked: AskedReport, figures: Figures, caption: Caption): Block {
  const rows = Array.from({ length: PERIODS }, (_, index) => PERIODS - 1 - index).map((years) => {
    const period = yearsBefore(asked.period, years)
    const within = { ...asked.counted, from: [period.from], to: [period.to] }
    const { total } = countedBy(db, 'year', within)
    const cells = ([...bothWays, undefined] as (Direction | undefined)[]).flatMap((direction) => {
      const counts: Counts = direction ? total[direction] : together(total)
      const row: Partial<DelegationFilters> = direction ? { direction: [direction] } : {}
      const prefix = years ? `${period.name}.` : ''
      const { delegations, personTrips } = figures.visits(
        `${prefix}${direction ?? 'both'}`,
        years ? [periodWords(period)] : [],
        counts,
        row,
        within,
      )
      return [inCell(delegations), inCell(personTrips)]
    })
    const isRunning = !years && comparedPeriods(asked.counted, today())?.whole
    const name = isRunning ? `${period.name}\nđến ${writeDate(today())}` : nameInTable(period)
    return [name, ...cells]
  })
  const column = (heading: string) => ({ heading, width: 14, align: 'end' as const })
  return {
    kind: 'table',
    caption: caption(`Đoàn ra, đoàn vào ${rangeTold(asked)}`),
    columns: [
      { heading: 'Kỳ', width: 16, align: 'center' },
      ...bothWays.concat(bothWays[0]!).flatMap(() => [column('Đoàn'), column('Lượt người')]),
    ],
    groups: [
      { heading: '', span: 1 },
      { heading: 'Đoàn ra', span: 2 },
      { heading: 'Đoàn vào', span: 2 },
      { heading: 'Cộng', span: 2 },
    ],
    rows,
  }
}

const bothWays: Direction[] = ['outbound', 'inbound']

const nameInTable = ({ year, half }: { year: string; half: 1 | 2 | null }) =>
  half ? `${half === 1 ? '6 tháng đầu' : '6 tháng cuối'} ${year}` : year

const rangeTold = ({ period }: AskedReport) =>
  `${period.half === 1 ? '6 tháng đầu các năm ' : period.half === 2 ? '6 tháng cuối các năm ' : ''}${Number(period.year) - PERIODS + 1}–${period.year}`

const beside = {
  ahead: {
    status: ['planned', 'submitted', 'approved'],
    words: '{count} đoàn còn dự kiến, đã trình hoặc đã duyệt',
  },
  postponed: { status: ['postponed'], words: '{count} đoàn hoãn' },
  cancelled: { status: ['cancelled'], words: '{count} đoàn hủy' },
} as const

/** Visits of the period that are no counted ones (C10), and those of its year that lie in neither half (C14). */
export function besideBlocks(db: Db, { counted, period }: AskedReport, figures: Figures): Block[] {
  const { from, to, unit, scope } = counted
  const parts = (['ahead', 'postponed', 'cancelled'] as const).flatMap((name): Run[][] => {
    const { status, words } = beside[name]
    const asked = { status: [...status] }
    const { rows } = countListed(db, askingFor({ from, to, unit, scope, ...asked }))
    if (!rows) return []
    const count = figures.add({
      name: `beside.${name}`,
      label: { text: labels[name] },
      value: rows,
      href: listOf(counted, asked),
    })
    return [said(words, { count })]
  })
  const blocks: Block[] = parts.length
    ? [
        {
          kind: 'paragraph',
          words: [
            { text: 'Không tính vào các số trên: ' },
            ...parts.flatMap((words, index) => (index ? [{ text: ', ' }, ...words] : words)),
            { text: '.' },
          ],
        },
      ]
    : []
  return period.half ? [...blocks, ...ofNeitherHalf(db, counted, period.year, figures)] : blocks
}

function ofNeitherHalf(db: Db, counted: TotalsFilters, year: string, figures: Figures): Block[] {
  const { unit, scope } = counted
  const asked = { year: [year], startKnownTo: ['year' as const], counted: ['delegations' as const] }
  const { rows } = countListed(db, askingFor({ unit, scope, ...asked }))
  if (!rows) return []
  const count = figures.add({
    name: 'ofNeitherHalf',
    label: { text: labels.ofNeitherHalf },
    value: rows,
    href: listOf({ ...counted, from: [], to: [] }, asked),
  })
  return [
    {
      kind: 'paragraph',
      words: said(`Ngoài ra {count} đoàn chỉ rõ là trong năm ${year}, không xếp được vào nửa năm nào.`, {
        count,
      }),
    },
  ]
}
