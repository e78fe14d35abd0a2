import {
  type Counts,
  groupings,
  isNothing,
  knownPersonTrips,
  nobody,
  type Persons,
  type TimeGrouping,
  together,
} from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Direction } from '../delegations/delegation.ts'
import type { OpeningFigure } from '../opening-figures/queries.ts'
import type { Cell, Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { balanceWords, type SubjectRow, type SubjectTable, surplusNotes } from './by-subject.ts'
import type { TimeTable } from './by-time.ts'
import { type Counted, personTripsInCell, type Row } from './figures.ts'
import { listOf, type TotalsFilters } from './filters.ts'
import { isOfVisits, legacyRows, openingFiguresFor } from './opening.ts'

/** The totals in the shape that other programs rely on. */
export function asJson(db: Db, asked: TotalsFilters, { rows, total }: TimeTable | SubjectTable) {
  return {
    asOf: today(),
    rows: rows.map((row) => ({
      key: row.key,
      ...waysOf(row),
      list: listOf(asked, row.visits),
    })),
    total: waysOf(total),
    openingFigures: openingFiguresFor(db, asked).map(publishedAsJson),
  }
}

/** A published figure, and what of it the register has visits for. */
export const publishedAsJson = (figure: OpeningFigure) => ({
  indicator: figure.indicator,
  from: figure.startsOn,
  to: figure.endsOn,
  qualifier: figure.qualifier,
  value: figure.value,
  source: figure.source,
  covered: isOfVisits(figure) ? coveredOf(figure.coverage.covered, figure.counts.unit) : null,
  coveredUnknownIn:
    isOfVisits(figure) && figure.counts.unit === 'personTrips' ? figure.coverage.covered.unknownPeople : 0,
})

const coveredOf = (covered: Counts, unit: 'delegations' | 'personTrips') =>
  unit === 'delegations' ? covered.delegations : knownPersonTrips(covered)

function waysOf({ counts, persons }: Pick<Row, 'counts' | 'persons'>) {
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
  cells: Cell[]
}

export interface Download {
  columns: Column<Line>[]
  rows: Line[]
  total: Line
  /** Published figures without rows. */
  published: Line[]
  /** What there is to know about the figures. */
  notes: string[]
}

/** Lượt người as a file has them: a number, in the words of the table where it is none to the last; '–' where it is none. */
export function personTripsCell(counts: Counts, speech: Speech): Cell {
  if (!counts.unknownPeople) return counts.personTrips
  const value = knownPersonTrips(counts)
  const words = personTripsInCell(counts, speech)
  return value === null ? words : { value, words, qualifier: 'at_least' }
}

function columns(headings: [string, Omit<Column<Line>, 'heading' | 'value'>][]): Column<Line>[] {
  return headings.map(([heading, look], index) => ({
    heading,
    ...look,
    value: ({ name, cells }) => (index === 0 ? name : (cells[index - 1] ?? null)),
  }))
}

/** Đoàn, lượt người, số người and the lượt người they are named in; empty where nobody is named. */
const oneWay = (counts: Counts, named: Persons = nobody, speech: Speech): Cell[] => [
  counts.delegations,
  personTripsCell(counts, speech),
  ...(named.personsKnownIn || isNothing(counts) ? [named.persons, named.personTripsNamed] : ['–', null]),
]

const figure = { kind: 'number', width: 14 } as const
const personsNote =
  'Số người: mỗi người tính một lần, trong những đoàn có đủ danh sách; không cộng các dòng với nhau (quy tắc C3).'
const unknownNote = '“–”: chưa rõ số người của đoàn nào. “≥ 71”: ít nhất 71, vì còn đoàn chưa rõ số người.'

/** The table by year, quarter or month as a download: its columns, its rows, the total, then the published figures. */
export function timeDownload(
  db: Db,
  by: TimeGrouping,
  { rows, total }: Pick<TimeTable, 'rows' | 'total'>,
  asked: TotalsFilters,
  speech: Speech,
): Download {
  const { t } = speech
  const cells = ({ counts, persons }: Pick<Row, 'counts' | 'persons'>): Cell[] => {
    const both = together(counts)
    return [
      ...oneWay(counts.outbound, persons?.outbound, speech),
      ...oneWay(counts.inbound, persons?.inbound, speech),
      both.delegations,
      personTripsCell(both, speech),
    ]
  }
  return {
    columns: columns([
      [t({ year: 'Năm', half: 'Nửa năm', quarter: 'Quý', month: 'Tháng' }[by]), { width: 30 }],
      [t('Đoàn ra'), figure],
      [t('Lượt người ra'), figure],
      [t('Số người ra'), figure],
      [t('Lượt ra có danh sách'), figure],
      [t('Đoàn vào'), figure],
      [t('Lượt người vào'), figure],
      [t('Số người vào'), figure],
      [t('Lượt vào có danh sách'), figure],
      [t('Cộng đoàn'), figure],
      [t('Cộng lượt người'), figure],
    ]),
    rows: rows.map((row) => ({ name: speech.say(row.name), cells: cells(row) })),
    total: { name: t('TỔNG CỘNG'), cells: cells(total) },
    published: legacyRows(openingFiguresFor(db, asked), speech).map(({ period, unit, cells }) => ({
      name: t('Số liệu tổng hợp {period}, {unit}', { period, unit }),
      // As the columns are: of published figures nobody tells how many lượt người have a list.
      cells: cells.flatMap((figures, column) => [
        publishedCell(figures),
        ...(column === 2 || column === 5 ? [null] : []),
      ]),
    })),
    notes: [t(unknownNote), t(personsNote)],
  }
}

/** What was published of one thing; where sources contradict each other no one number, so the words of all. */
function publishedCell(figures: ReturnType<typeof legacyRows>[number]['cells'][number]): Cell {
  const [figure, ...others] = figures
  if (!figure || others.length) return figures.map(({ words }) => words).join('; ') || null
  const { value, words, qualifier } = figure
  if (qualifier === 'exact') return value
  return { value, words, qualifier: qualifier === 'about' ? 'about' : 'at_least' }
}

export const subjectHeadings = {
  country: 'Nước',
  partner: 'Đối tác',
  purpose: 'Nội dung',
  unit: 'Đơn vị',
} as const

/** Who exchanged more, as a number to sort by: more than nothing where more came than went. */
function balanceCell(row: SubjectRow, speech: Speech): Cell {
  const words = speech.say(balanceWords(row))
  const { outbound, inbound } = row.counts
  return outbound.delegations || inbound.delegations ? { value: row.balance, words } : words
}

/** The table by country, partner, purpose or unit as a download: its columns, its rows and the distinct total (C8). */
export function subjectDownload(
  by: keyof typeof subjectHeadings,
  { rows, totals, total }: SubjectTable,
  asked: TotalsFilters,
  speech: Speech,
): Download {
  const { t } = speech
  const line = (name: string, { counts, persons }: Counted, balance: Cell, lastOn: string | null) => {
    const [out, peopleOut, ...namedOut] = oneWay(counts.outbound, persons?.outbound, speech)
    const [into, peopleIn, ...namedIn] = oneWay(counts.inbound, persons?.inbound, speech)
    const cells = [out, into, balance, peopleOut, peopleIn, lastOn, ...namedOut, ...namedIn]
    return { name, cells: cells.map((cell) => cell ?? null) }
  }
  return {
    columns: columns([
      [t(subjectHeadings[by]), { width: 40 }],
      [t('Đoàn ra'), figure],
      [t('Đoàn vào'), figure],
      [t('Cân bằng'), figure],
      [t('Lượt người ra'), figure],
      [t('Lượt người vào'), figure],
      [t('Gần nhất'), { kind: 'date' }],
      [t('Số người ra'), figure],
      [t('Lượt ra có danh sách'), figure],
      [t('Số người vào'), figure],
      [t('Lượt vào có danh sách'), figure],
    ]),
    rows: rows.map((row: SubjectRow) => line(row.name, row, balanceCell(row, speech), row.lastOn)),
    total: line(t('TỔNG CỘNG'), total, null, null),
    published: [],
    notes: [
      ...surplusNotes(by, totals, asked, speech).map((said) => said.map(({ words }) => words).join('')),
      t(unknownNote),
      t(personsNote),
    ],
  }
}

/** The table as a workbook; `words` say of which units and which period it is. */
export function sheetOf(
  by: keyof typeof groupings,
  { columns, rows, total, published, notes }: Download,
  words: string[],
  speech: Speech,
): Sheet<Line> {
  const { t } = speech
  const cellsOf = ({ name, cells }: Line): Cell[] => [name, ...cells]
  return {
    title: t('Số liệu đoàn ra – đoàn vào'),
    about: [
      t('Gồm: {filters}', { filters: [t(groupings[by]), ...words].join(' · ') }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns,
    batches: [rows],
    closing: [
      { kind: 'total', cells: cellsOf(total) },
      ...(published.length
        ? [
            {
              kind: 'note' as const,
              cells: [t('Số liệu tổng hợp không có danh sách đoàn, không cộng vào dòng tổng:')],
            },
          ]
        : []),
      ...published.map((line) => ({ kind: 'row' as const, cells: cellsOf(line) })),
      ...notes.map((note) => ({ kind: 'note' as const, cells: [note] })),
    ],
  }
}
