import {
  type BothWays,
  bothWays,
  lastContactMonths,
  type LastSeen,
  type Scope,
  type Totals,
  totalsBy,
  yearsOfPartners,
} from '../counting.ts'
import { yearOf, type PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { isSilent, lastContacts, QUIET_MONTHS, silenceWords, silentAmong } from '../partners/silence.ts'
import type { Speech } from '../web/language.ts'
import { withLinks } from '../web/linked.ts'
import type { Figure } from './figures.ts'
import { listOf } from './filters.ts'
import {
  gridAt,
  type GridFilters,
  type GridSort,
  gridSorts,
  MOST_ROWS,
  rowsAtOnce,
  yearsOfGrid,
} from './grid-filters.ts'
import { figureWords, isOfVisits, openingFiguresFor, periodWords } from './opening.ts'
import { inOrder } from './in-order.ts'
import { partnersByKey } from './partner-names.ts'

// Lưới trao đổi: partners down, years across, đoàn ra and đoàn vào in each cell. Every figure opens its rows.

interface Line {
  /** A partner's id, or '' for visits without one. */
  key: string
  name: string
  order: string
  country: string | null
  /** What its country is sorted by. */
  place: string
  /** Of the years shown. */
  sum: BothWays
  lastOn: PartialDate | null
}

/** What the grid counts, before it is drawn. */
function gridOf(db: Db, asked: GridFilters, today: string, speech: Speech) {
  const scope = { unit: asked.unit, scope: asked.scope }
  const byYear = totalsBy(db, 'year', { ...scope, from: [], to: [] }).rows
  const years = yearsOfGrid(asked, [...byYear.keys()], today)
  const [first, last] = [years[0], years.at(-1)]
  const period = { ...scope, from: first ? [first] : [], to: last ? [last] : [] }
  const totals: Totals = first ? totalsBy(db, 'partner', period) : nothingShown()
  const all = linesOf(db, period, totals, asked.sort[0] ?? 'size', speech)
  const lines = askedFor(db, all, asked, today)
  return { scope, byYear, years, period, lines, sum: totals.sum, total: totals.total }
}

const nothingShown = (): Totals => ({
  rows: new Map(),
  lastOn: new Map(),
  sum: bothWays(),
  most: 0,
  total: bothWays(),
})

/** Of some rows, those of partners as silent as is asked for; where none are, every row. */
export function askedFor<Row extends LastSeen>(
  db: Db,
  rows: readonly Row[],
  { quiet: [months], ...scope }: Pick<GridFilters, 'quiet' | 'unit' | 'scope'>,
  today: string,
): readonly Row[] {
  if (months === undefined) return rows
  const silent = silentAmong(db, scope, rows, Number(months), today)
  return rows.filter(({ key }) => silent.has(key))
}

/** The grid as a table to take along: in each year đoàn ra, then đoàn vào. */
export function gridTable(db: Db, asked: GridFilters, today: string, speech: Speech) {
  const { scope, byYear, years, lines, total } = gridOf(db, asked, today, speech)
  const exchanges = yearsOfPartners(
    db,
    scope,
    years,
    lines.map(({ key }) => key),
  )
  const pair = (counts: BothWays = bothWays()): [number, number] => [
    counts.outbound.delegations,
    counts.inbound.delegations,
  ]
  return {
    years,
    rows: lines.map((line) => ({
      key: line.key,
      name: line.name,
      country: line.country,
      cells: years.map((year) => pair(exchanges.get(line.key)?.get(year))),
      sum: pair(line.sum),
      lastOn: line.lastOn,
    })),
    total: {
      key: '',
      name: speech.t('TỔNG CỘNG'),
      country: null,
      cells: years.map((year) => pair(byYear.get(year))),
      sum: pair(total),
      lastOn: null,
    },
  }
}

export function gridModel(db: Db, asked: GridFilters, today: string, speech: Speech) {
  const { scope, byYear, years, period, lines: shown, sum, total } = gridOf(db, asked, today, speech)
  const size = rowsAtOnce(asked)
  const pageCount = Math.max(1, Math.ceil(shown.length / size))
  const page = Math.min(asked.page[0] ?? 1, pageCount)
  const at = (number: number) => gridAt(asked, { page: number > 1 ? [number] : [] })
  const before = (page - 1) * size
  const drawn = shown.slice(before, before + size)
  const contacts = lastContacts(
    db,
    scope,
    drawn.filter(({ lastOn }) => lastOn !== today.slice(0, 7)),
    today,
  )
  const cellsOf = (of: (year: string) => BothWays | undefined, visits: object) =>
    years.map((year) => cell(of(year) ?? bothWays(), { ...visits, year: [year] }, scope, speech))
  // A line is another one when anything of its years is.
  const others = drawn.filter((line) => !drawnCells.has(line)).map(({ key }) => key)
  const exchanges = yearsOfPartners(db, scope, years, others)
  const cellsOfLine = (line: Line) => {
    const visits = { partner: [line.key === '' ? ('none' as const) : Number(line.key)] }
    const known = drawnCells.get(line)
    // In each year, then in all of them.
    const cells = known ?? [
      ...cellsOf((year) => exchanges.get(line.key)?.get(year), visits),
      cell(line.sum, visits, period, speech),
    ]
    drawnCells.set(line, cells)
    return cells
  }
  return {
    years,
    drawn: { first: before + 1, last: before + drawn.length, count: shown.length, most: MOST_ROWS },
    // The whole of a long grid, or its pages again.
    whole: !asked.rows.length && shown.length > size ? gridAt(asked, { rows: ['all'], page: [] }) : null,
    inPages: asked.rows.length ? gridAt(asked, { rows: [], page: [] }) : null,
    ignored:
      (asked.page[0] ?? 1) > pageCount
        ? [{ name: 'page', value: String(asked.page[0]), why: 'beyond' as const }]
        : [],
    rows: drawn.map((line) => ({
      name: line.name,
      href: line.key === '' ? null : `/partners/${line.key}`,
      country: line.country,
      cells: cellsOfLine(line),
      lastOn: line.lastOn,
      quiet: line.key === '' ? null : silenceWords(contacts.get(line.key) ?? line.lastOn, today),
      isQuiet: isSilent({ ...line, lastOn: contacts.get(line.key) ?? line.lastOn }, QUIET_MONTHS, today),
    })),
    // Of some partners alone the visits of all are no total.
    totals: asked.quiet.length
      ? null
      : [...cellsOf((year) => byYear.get(year), {}), cell(total, {}, period, speech)],
    surplus: surplusOf(sum, total, asked, period, speech),
    openings: years.length ? openingBands(db, period, years, speech) : [],
    pages: {
      first: page > 2 ? at(1) : null,
      previous: page > 1 ? at(page - 1) : null,
      next: page < pageCount ? at(page + 1) : null,
    },
    sorts: (Object.keys(gridSorts) as GridSort[]).map((sort) => ({
      sort,
      words: gridSorts[sort],
      isCurrent: (asked.sort[0] ?? 'size') === sort,
      href: gridAt(asked, { sort: sort === 'size' ? [] : [sort] }),
    })),
  }
}

export type Cell = Record<Direction, Figure>

/** What was drawn of a line, which a write of others leaves as it is. */
const drawnCells = new WeakMap<Line, Cell[]>()

function cell(
  counts: BothWays,
  visits: Parameters<typeof listOf>[1],
  asked: Parameters<typeof listOf>[0] | Pick<GridFilters, 'unit' | 'scope'>,
  speech: Speech,
): Cell {
  const figure = (direction: Direction): Figure => ({
    words: speech.number(counts[direction].delegations),
    href: counts[direction].delegations
      ? listOf(
          { from: [], to: [], ...asked },
          { ...visits, direction: [direction], counted: ['delegations'] },
        )
      : null,
  })
  return { outbound: figure('outbound'), inbound: figure('inbound') }
}

// Whom there never was an exchange with is found among the partners. Visits without a partner stand in a row of their
// own, so that the columns leave out none.
function linesOf(
  db: Db,
  period: Scope,
  shown: Totals,
  sort: GridSort,
  { t, language }: Speech,
): readonly Line[] {
  const ever = totalsBy(db, 'partner', { ...period, from: [], to: [] })
  const partners = partnersByKey(db, language)
  const without = { name: t('Chưa ghi đối tác'), order: '\uFFFF', country: null }
  const sumOf = (key: string) => shown.rows.get(key) ?? NONE
  const lastContact = lastContactMonths(db, period)
  const lastOf = (key: string) => lastContact(key, ever.lastOn.get(key))
  const { unit, scope, from, to } = period
  return inOrder<Line>(db, {
    name: JSON.stringify(['grid', sort, language, from, to, unit, scope]),
    keys: ever.rows,
    moved: [ever.moved, shown.moved],
    isStill: ({ key, sum, lastOn }) => sum === sumOf(key) && lastOn === lastOf(key),
    make(key) {
      const { name, order, country } = partners.get(key) ?? without
      return {
        key,
        name,
        order,
        country: country?.name ?? null,
        place: key === '' ? '\uFFFF' : (country?.order ?? '\uFFFE'),
        sum: sumOf(key),
        lastOn: lastOf(key),
      }
    },
    compare: sorting[sort],
  })
}

const NONE = bothWays()

const size = ({ sum }: Line) => sum.outbound.delegations + sum.inbound.delegations
const sorting: Record<GridSort, (one: Line, other: Line) => number> = {
  name: () => 0,
  size: (one, other) => size(other) - size(one),
  country: (one, other) => (one.place < other.place ? -1 : Number(one.place !== other.place)),
  // Whom there never was an exchange with last: nobody says it has stopped.
  quiet: (one, other) =>
    (one.lastOn ?? '~') < (other.lastOn ?? '~') ? -1 : Number(one.lastOn !== other.lastOn),
}

/** C8: what the columns add up to beyond what there was; null where they do not, or not all rows are listed. */
function surplusOf(
  sum: BothWays,
  total: BothWays,
  asked: GridFilters,
  period: Parameters<typeof listOf>[0],
  speech: Speech,
) {
  if (asked.quiet.length) return null
  const more = (direction: Direction) => sum[direction].delegations - total[direction].delegations
  if (more('outbound') + more('inbound') === 0) return null
  const figure = (direction: Direction) => ({
    words: speech.number(more(direction)),
    ...(more(direction) && {
      href: listOf(period, { direction: [direction], counted: ['delegations'], several: ['partners'] }),
    }),
  })
  return withLinks(
    speech,
    'Các dòng cộng lại hơn dòng tổng {outbound} đoàn ra, {inbound} đoàn vào: đoàn có nhiều đối tác ghi ở từng đối tác, dòng tổng tính một lần (C8).',
    { outbound: figure('outbound'), inbound: figure('inbound') },
  )
}

/** Published figures hatched over the years they are of: as many columns before, of, and after them. */
function openingBands(
  db: Db,
  period: { from: string[]; to: string[]; unit: number[]; scope: GridFilters['scope'] },
  years: string[],
  speech: Speech,
) {
  return openingFiguresFor(db, { ...period, by: [], count: [], sort: [], opening: [], page: [] })
    .filter(isOfVisits)
    .map((figure) => {
      const isOf = (year: string) =>
        yearOf(figure.endsOn) >= year && (!figure.startsOn || yearOf(figure.startsOn) <= year)
      const covered = years.filter(isOf).length
      const before = figure.startsOn ? years.filter((year) => year < yearOf(figure.startsOn!)).length : 0
      return {
        direction: figure.counts.direction,
        words: figureWords(figure, speech),
        period: periodWords(figure, speech),
        before,
        covered,
        after: years.length - before - covered,
      }
    })
    .filter(({ covered }) => covered > 0)
}
