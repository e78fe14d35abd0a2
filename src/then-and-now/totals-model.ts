import {
  type BothWays,
  bothWays,
  type Counts,
  type Grouping,
  groupings,
  isNothing,
  isTime,
  knownPersonTrips,
} from '../counting.ts'
import type { Db } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { registerAt } from '../db/past-register.ts'
import { historyBegan } from '../history/since.ts'
import { today } from '../dates.ts'
import { subjectTable } from '../totals/by-subject.ts'
import { timeTable } from '../totals/by-time.ts'
import { type Row, waysOf } from '../totals/figures.ts'
import {
  askedInWords,
  chipsOf,
  listOf,
  PATH,
  tabsOf,
  type TotalsFilters,
  totalsFilters,
  understood,
} from '../totals/filters.ts'
import { listUnits, unitOptions } from '../units/queries.ts'
import type { Cell, Closing, Sheet } from '../web/export.ts'
import type { Message, Speech } from '../web/language.ts'
import { addressOf, type Ignored, type Query, readFilters } from '../web/listing.ts'
import { beganAfter, differenceWords, withDay, writtenDay } from './list-model.ts'

/** A row of totals as it was at the end of a day, and as it is. */
interface TotalsLine {
  name: string
  visits: Row['visits']
  was: Side
  is: Side
}
type Side = Pick<Row, 'counts' | 'persons'>

export interface TotalsThenAndNow {
  by: Grouping
  asked: TotalsFilters
  ignored: Ignored[]
  at: string
  lines: TotalsLine[]
  total: TotalsLine
}

/** Totals beside what they were: every row of either, in the order of today's table. */
export function totalsThenAndNow(db: Db, query: Query, at: string, speech: Speech): TotalsThenAndNow {
  const { at: _at, count: _count, opening: _opening, page: _page, ...rest } = query
  const { asked: filters, ignored } = understood(readFilters(totalsFilters, rest), listUnits(db))
  const by = filters.by[0] ?? 'year'
  const tableOf = (register: Db) =>
    isTime(by) ? timeTable(register, by, filters) : subjectTable(register, by, filters, speech)
  const past = registerAt(db, at)
  const [then, now] = [tableOf(past), tableOf(db)]
  const rowsNow: NamedRow[] = now.rows
  const rowsThen: NamedRow[] = then.rows
  const known = new Map(rowsThen.map((row) => [row.key, row]))
  const here = new Set(rowsNow.map(({ key }) => key))
  const line = (row: NamedRow, was: Side, is: Side): TotalsLine => ({
    name: typeof row.name === 'string' ? row.name : speech.say(row.name),
    visits: row.visits,
    was,
    is,
  })
  const lines = [
    ...rowsNow.map((row) => line(row, known.get(row.key) ?? nothing(), row)),
    ...rowsThen.filter(({ key }) => !here.has(key)).map((row) => line(row, row, nothing())),
  ]
  return {
    by,
    asked: filters,
    ignored,
    at,
    // Years between, in which there was never anything, say nothing here.
    lines: lines.filter(({ was, is }) => !isEmpty(was.counts) || !isEmpty(is.counts)),
    total: { name: speech.t('TỔNG CỘNG'), visits: {}, was: then.total, is: now.total },
  }
}

type NamedRow = Row & { name: string | Message }

const nothing = (): Side => ({ counts: bothWays(), persons: undefined })

const isEmpty = ({ outbound, inbound }: BothWays) =>
  [outbound, inbound].every((counts) => !counts.delegations && !counts.personTrips && !counts.unknownPeople)

const measured = [
  ['outbound', 'delegations', 'Đoàn ra'],
  ['outbound', 'personTrips', 'Lượt người ra'],
  ['outbound', 'persons', 'Số người ra', 'Lượt ra có danh sách'],
  ['inbound', 'delegations', 'Đoàn vào'],
  ['inbound', 'personTrips', 'Lượt người vào'],
  ['inbound', 'persons', 'Số người vào', 'Lượt vào có danh sách'],
] as const
type Measured = (typeof measured)[number]

const figureOf = (direction: Measured[0], what: Measured[1], { counts, persons }: Side) => {
  const ofWay: Counts = counts[direction]
  if (what === 'delegations') return { value: ofWay.delegations }
  if (what === 'personTrips') return { value: knownPersonTrips(ofWay), isLowerBound: ofWay.unknownPeople > 0 }
  // Of visits of which none names its people nobody knows how many they were (C3).
  const named = persons?.[direction]
  return { value: named?.personsKnownIn ? named.persons : isNothing(ofWay) ? 0 : null }
}

/** The figures of a row as the table of totals has them: '41', '≥ 71', '12 trên 15', '–', and what each counted. */
function figuresOf(line: TotalsLine, at: 'was' | 'is', asked: TotalsFilters, speech: Speech) {
  const ways = waysOf({ ...line[at], visits: line.visits }, asked, speech)
  return measured.map((one) => {
    const figures = ways[one[0]]
    const { words, of, href } = figures[one[1]]
    const { value, isLowerBound = false } = figureOf(one[0], one[1], line[at])
    return {
      // People named in part are not passed off as all of them (C3).
      words: of === undefined ? words : speech.t('{persons} trên {count}', { persons: words, count: of }),
      href,
      // Of people whom no list names: the visits they went with.
      unnamed: figures.personTrips.href ?? figures.delegations.href,
      value,
      isLowerBound: isLowerBound || of !== undefined,
      /** As a file has it: the lượt người that lists name have a column of their own. */
      cell: cellOf(value, words, isLowerBound),
      named: one[1] === 'persons' && value !== null ? namedIn(one[0], line[at]) : null,
    }
  })
}

const cellOf = (value: number | null, words: string, isLowerBound: boolean): Cell => {
  if (value === null) return words
  return isLowerBound ? { value, words, qualifier: 'at_least' } : value
}

/** The lượt người that people are named in. */
const namedIn = (direction: Direction, { persons }: Side) => persons?.[direction].personTripsNamed ?? 0

/** What the page shows. */
export function totalsModel(db: Db, told: TotalsThenAndNow, day: string, speech: Speech) {
  const { asked, at, by, lines, total, ignored } = told
  const cellsOf = (line: TotalsLine) => {
    const before = figuresOf(line, 'was', asked, speech)
    return figuresOf(line, 'is', asked, speech).map((is, index) => {
      const was = before[index]!
      const isSame = was.words === is.words
      const list = is.href ?? was.href ?? is.unnamed ?? was.unnamed
      return {
        heading: measured[index]![2],
        was: was.words,
        is: is.words,
        isSame,
        difference: differenceWords(was, is, speech),
        href: isSame ? is.href : list && withDay(list, at),
      }
    })
  }
  const rows = lines.map((line) => ({ name: line.name, cells: cellsOf(line) }))
  const twin = { ...asked, count: [], opening: [], page: [], sort: [] }
  return {
    at,
    day,
    ignored,
    title: groupings[by],
    headings: measured.map(([, , heading]) => heading),
    rows,
    total: cellsOf(total),
    differing: rows.flatMap(({ cells }) => cells).filter(({ isSame }) => !isSame).length,
    began: beganAfter(db, at),
    tabs: tabsOf(asked, by).map((tab) => ({ ...tab, href: withDay(tab.href, at) })),
    chips: [
      { words: { text: 'So với {date}', gaps: { date: speech.date(at) } }, without: addressOf(PATH, twin) },
      ...chipsOf(db, asked, speech.language).map((chip) => ({ ...chip, without: withDay(chip.without, at) })),
    ],
    all: addressOf(PATH, { by: asked.by, at: [writtenDay(at)] }),
    back: addressOf(PATH, twin),
    kept: Object.entries(twin).flatMap(([name, values]) => values.map((value) => [name, String(value)])),
    units: unitOptions(db, speech.language),
    downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
      ending,
      href: withDay(addressOf(`${PATH}.${ending}`, twin), at),
    })),
  }
}

/** The table to download: each figure then and now. */
export function totalsSheet(db: Db, told: TotalsThenAndNow, speech: Speech): Sheet<TotalsLine> {
  const { t, date } = speech
  const figures = new Map(
    [...told.lines, told.total].map((line) => [
      line,
      { was: figuresOf(line, 'was', told.asked, speech), is: figuresOf(line, 'is', told.asked, speech) },
    ]),
  )
  const thenAndNow = (figure: string, index: number, part: 'cell' | 'named') =>
    (['was', 'is'] as const).map((side) => ({
      heading: t(side === 'was' ? '{figure}, ngày {date}' : '{figure}, nay', {
        figure: t(figure),
        date: date(told.at),
      }),
      value: (line: TotalsLine) => figures.get(line)![side][index]![part],
      kind: 'number' as const,
      width: 13,
    }))
  const columns: Sheet<TotalsLine>['columns'] = [
    { heading: t(groupings[told.by]), value: ({ name }) => name, width: 34 },
    ...measured.flatMap(([, what, heading, named], index) => [
      ...thenAndNow(heading, index, 'cell'),
      ...(what === 'persons' ? thenAndNow(named, index, 'named') : []),
    ]),
  ]
  const closing: Closing[] = [{ kind: 'total', cells: columns.map(({ value }) => value(told.total)) }]
  const chips = chipsOf(db, told.asked, speech.language)
  return {
    title: t('{list}: so với ngày {date}', {
      list: { text: 'Số liệu đoàn ra – đoàn vào' },
      date: date(told.at),
    }),
    about: [
      t('Gồm: {filters}', {
        filters: [t(groupings[told.by]), ...askedInWords(db, told.asked, chips, speech)].join(' · '),
      }),
      t('Số liệu tính đến {date}.', { date: date(today()) }),
    ],
    columns,
    batches: [told.lines],
    closing,
  }
}

/** The same for programs. */
export function totalsJson(told: TotalsThenAndNow, db: Db, day: string) {
  const bothOf = (side: Side) =>
    Object.fromEntries(
      (['outbound', 'inbound'] as const).map((direction) => [
        direction,
        {
          delegations: side.counts[direction].delegations,
          personTrips: knownPersonTrips(side.counts[direction]),
          personTripsUnknownIn: side.counts[direction].unknownPeople,
          persons: figureOf(direction, 'persons', side).value,
          personsKnownIn: side.persons?.[direction].personsKnownIn ?? 0,
        },
      ]),
    )
  const line = ({ name, was, is, visits }: TotalsLine) => ({
    name,
    was: bothOf(was),
    is: bothOf(is),
    list: withDay(listOf(told.asked, visits), told.at),
  })
  return {
    asOf: day,
    at: told.at,
    historyBegan: historyBegan(db),
    rows: told.lines.map(line),
    total: line(told.total),
  }
}
