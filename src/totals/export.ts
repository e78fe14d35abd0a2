import {
  type BothWays,
  type Counts,
  groupings,
  knownPersonTrips,
  nobody,
  type Persons,
  personsBy,
  together,
} from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Direction } from '../delegations/delegation.ts'
import type { Column } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { balanceWords, type SubjectRow, type SubjectTable } from './by-subject.ts'
import type { TimeRow, TimeTable } from './by-time.ts'
import { personTripsInCell } from './figures.ts'
import { listOf, type TotalsFilters } from './filters.ts'
import { isOfVisits, legacyRows, openingFiguresFor } from './opening.ts'

/** The totals in the shape that other programs rely on. */
export function asJson(
  db: Db,
  by: keyof typeof groupings,
  asked: TotalsFilters,
  { rows, totals }: TimeTable | SubjectTable,
) {
  const persons = personsBy(db, by, asked)
  const everybody = personsBy(db, 'all', asked)
  return {
    asOf: today(),
    rows: rows.map((row) => ({
      key: row.key,
      ...waysOf(row.counts, persons.get(row.key)),
      list: listOf(asked, row.visits),
    })),
    total: waysOf(totals.total, everybody.get('')),
    openingFigures: openingFiguresFor(db, asked).map((figure) => ({
      indicator: figure.indicator,
      from: figure.startsOn,
      to: figure.endsOn,
      qualifier: figure.qualifier,
      value: figure.value,
      source: figure.source,
      covered: isOfVisits(figure) ? coveredOf(figure.coverage.covered, figure.counts.unit) : null,
      coveredUnknownIn:
        isOfVisits(figure) && figure.counts.unit === 'personTrips'
          ? figure.coverage.covered.unknownPeople
          : 0,
    })),
  }
}

const coveredOf = (covered: Counts, unit: 'delegations' | 'personTrips') =>
  unit === 'delegations' ? covered.delegations : knownPersonTrips(covered)

function waysOf(counts: BothWays, persons?: Record<Direction, Persons>) {
  const figures = (direction: Direction) => {
    const { persons: count, personsKnownIn } = persons?.[direction] ?? nobody
    return {
      delegations: counts[direction].delegations,
      personTrips: knownPersonTrips(counts[direction]),
      personTripsUnknownIn: counts[direction].unknownPeople,
      persons: count,
      personsKnownIn,
    }
  }
  return { outbound: figures('outbound'), inbound: figures('inbound') }
}

/** A line of a download: a row of the table, its total, or a published figure below it. */
interface Line {
  name: string
  cells: (string | number | null)[]
}

/** Lượt người as a spreadsheet may take it: a number where it is one, the words of the table where it is not. */
function personTripsOf(counts: Counts, speech: Speech): string | number {
  return counts.unknownPeople ? personTripsInCell(counts, speech) : counts.personTrips
}

function columns(headings: string[]): Column<Line>[] {
  return headings.map((heading, index) => ({
    heading,
    value: ({ name, cells }) => (index === 0 ? name : (cells[index - 1] ?? null)),
  }))
}

/** The table by year, quarter or month as a download: its columns, its rows, the total, then the published figures. */
export function timeDownload(
  db: Db,
  by: 'year' | 'quarter' | 'month',
  { rows, totals }: { rows: TimeRow[]; totals: TimeTable['totals'] },
  asked: TotalsFilters,
  speech: Speech,
) {
  const { t } = speech
  const cells = (counts: BothWays) =>
    [counts.outbound, counts.inbound, together(counts)].flatMap((counts) => [
      counts.delegations,
      personTripsOf(counts, speech),
    ])
  const lines: Line[] = [
    ...rows.map((row) => ({ name: speech.say(row.name), cells: cells(row.counts) })),
    { name: t('TỔNG CỘNG'), cells: cells(totals.total) },
    ...legacyRows(openingFiguresFor(db, asked), speech).map(({ period, unit, cells }) => ({
      name: t('Số liệu tổng hợp {period}, {unit}', { period, unit }),
      cells: cells.map((figures) => figures.map(({ words }) => words).join('; ') || null),
    })),
  ]
  const headings = [
    t({ year: 'Năm', quarter: 'Quý', month: 'Tháng' }[by]),
    t('Đoàn ra'),
    t('Lượt người ra'),
    t('Đoàn vào'),
    t('Lượt người vào'),
    t('Cộng đoàn'),
    t('Cộng lượt người'),
  ]
  return { columns: columns(headings), lines }
}

export const subjectHeadings = {
  country: 'Nước',
  partner: 'Đối tác',
  purpose: 'Nội dung',
  unit: 'Đơn vị',
} as const

/** The table by country, partner, purpose or unit as a download: its columns, its rows and the distinct total (C8). */
export function subjectDownload(
  by: keyof typeof subjectHeadings,
  { rows, totals }: SubjectTable,
  speech: Speech,
) {
  const { t } = speech
  const line = (name: string, counts: BothWays, balance: string | null, lastOn: string | null): Line => ({
    name,
    cells: [
      counts.outbound.delegations,
      counts.inbound.delegations,
      balance,
      personTripsOf(counts.outbound, speech),
      personTripsOf(counts.inbound, speech),
      lastOn && writeDate(lastOn),
    ],
  })
  const lines = [
    ...rows.map((row: SubjectRow) => line(row.name, row.counts, speech.say(balanceWords(row)), row.lastOn)),
    line(t('TỔNG CỘNG'), totals.total, null, null),
  ]
  const headings = [
    t(subjectHeadings[by]),
    t('Đoàn ra'),
    t('Đoàn vào'),
    t('Cân bằng'),
    t('Lượt người ra'),
    t('Lượt người vào'),
    t('Gần nhất'),
  ]
  return { columns: columns(headings), lines }
}
