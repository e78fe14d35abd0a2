import type { Db } from '../db/open.ts'
import { registerAt } from '../db/past-register.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import { today } from '../dates.ts'
import { askedInWords, listOf, understood } from '../totals/filters.ts'
import {
  asShown,
  chipsOfGrid,
  GRID_PATH,
  type GridFilters,
  gridFilters,
  yearsShown,
} from '../totals/grid-filters.ts'
import { askedFor, gridTable } from '../totals/grid.ts'
import { historyBegan } from '../history/since.ts'
import { listUnits } from '../units/queries.ts'
import type { Sheet } from '../web/export.ts'
import type { Message, Speech } from '../web/language.ts'
import { addressOf, type Ignored, type Query, readFilters } from '../web/listing.ts'
import { beganAfter, withDay, writtenDay } from './list-model.ts'

type Pair = [outbound: number, inbound: number]

/** A row of the grid: its years, then what they have together, as they were and as they are. */
interface GridLine {
  key: string
  name: string
  was: Pair[]
  is: Pair[]
}

export interface GridThenAndNow {
  asked: GridFilters
  ignored: Ignored[]
  notices: Message[]
  /** Of the asked period what the grid has no place for, as programs are told of it. */
  notTaken: Ignored[]
  at: string
  years: string[]
  /** The partners with whom any figure is another one. */
  lines: GridLine[]
  total: GridLine
}

/** The grid of partners and years beside what it was: of the years that it shows today. */
export function gridThenAndNow(
  db: Db,
  query: Query,
  at: string,
  day: string,
  speech: Speech,
): GridThenAndNow {
  const { at: _at, sort: _sort, page: _page, ...rest } = query
  const read = understood<GridFilters>(readFilters(gridFilters, rest), listUnits(db))
  const shown = asShown(db, read.asked, day)
  const years = yearsShown(db, shown.asked, day)
  return {
    asked: shown.asked,
    ignored: read.ignored,
    notices: shown.notices,
    notTaken: shown.notTaken,
    at,
    years,
    ...linesOf(db, at, shown.asked, years, day, speech),
  }
}

function linesOf(
  db: Db,
  at: string,
  asked: GridFilters,
  years: string[],
  day: string,
  speech: Speech,
): Pick<GridThenAndNow, 'lines' | 'total'> {
  // Asked for no years, each register would choose its own.
  const none: GridLine = { key: '', name: speech.t('TỔNG CỘNG'), was: [[0, 0]], is: [[0, 0]] }
  if (!years.length) return { lines: [], total: none }
  // Whom either has as silent is told with all that the other has of them.
  const whole = { ...asked, from: years.slice(0, 1), to: years.slice(-1), quiet: [] }
  const before = registerAt(db, at)
  const then = gridTable(before, whole, day, speech)
  const now = gridTable(db, whole, day, speech)
  const had = new Map(then.rows.map((row) => [row.key, row]))
  const here = new Set(now.rows.map(({ key }) => key))
  const line = (row: Row, was: Row | undefined, is: Row | undefined): GridLine => ({
    key: row.key,
    name: row.name,
    was: pairsOf(was, years),
    is: pairsOf(is, years),
  })
  const wanted = new Set(
    [...askedFor(before, then.rows, asked, day), ...askedFor(db, now.rows, asked, day)].map(({ key }) => key),
  )
  const lines = [
    ...now.rows.map((row) => line(row, had.get(row.key), row)),
    ...then.rows.filter(({ key }) => !here.has(key)).map((row) => line(row, row, undefined)),
  ]
  return {
    lines: lines.filter((one) => wanted.has(one.key) && changesIn(one).length > 0),
    total: line(now.total, then.total, now.total),
  }
}

type Row = Pick<ReturnType<typeof gridTable>['rows'][number], 'key' | 'name' | 'cells' | 'sum'>

const pairsOf = (row: Row | undefined, years: string[]): Pair[] =>
  row ? [...row.cells, row.sum] : [...years, ''].map((): Pair => [0, 0])

const ways = Object.keys(directions) as Direction[]

/** Where a row is another one: in which column, which way. */
const changesIn = ({ was, is }: GridLine): { column: number; way: 0 | 1 }[] =>
  is.flatMap((pair, column) =>
    ([0, 1] as const).filter((way) => pair[way] !== was[column]![way]).map((way) => ({ column, way })),
  )

/** What the page shows. */
export function gridThenModel(db: Db, told: GridThenAndNow, day: string, speech: Speech) {
  const { asked, at, years, lines, total } = told
  const scope = { unit: asked.unit, scope: asked.scope }
  const rowOf = (line: GridLine, visits: object) => ({
    name: line.name,
    cells: line.is.map((pair, column) =>
      ways.map((direction, way) => {
        const was = line.was[column]![way]!
        const is = pair[way]!
        const year = years[column]
        const period = year
          ? { from: [], to: [], year: [year] }
          : { from: years.slice(0, 1), to: years.slice(-1) }
        const list = listOf(
          { from: [], to: [], ...scope },
          { ...visits, ...period, direction: [direction], counted: ['delegations'] },
        )
        return {
          direction,
          was: speech.number(was),
          is: speech.number(is),
          isSame: was === is,
          // Two numbers in a narrow cell tell it.
          difference: '',
          href: was === is ? (is ? list : null) : withDay(list, at),
        }
      }),
    ),
  })
  const twin = { ...asked, sort: [], rows: [], page: [] }
  return {
    ...told,
    day,
    rows: lines.map((line) => rowOf(line, { partner: [line.key === '' ? 'none' : Number(line.key)] })),
    // Of some partners alone the visits of all are no total.
    total: asked.quiet.length ? null : rowOf(total, {}),
    differing: lines.reduce(
      (count, line) => count + changesIn(line).filter(({ column }) => column < years.length).length,
      0,
    ),
    began: beganAfter(db, at),
    chips: [
      {
        words: { text: 'So với {date}', gaps: { date: speech.date(at) } },
        without: addressOf(GRID_PATH, twin),
      },
      ...chipsOfGrid(db, asked, speech.language).map((chip) => ({
        ...chip,
        without: withDay(chip.without, at),
      })),
    ],
    all: addressOf(GRID_PATH, { at: [writtenDay(at)] }),
    back: addressOf(GRID_PATH, twin),
    kept: Object.entries(twin).flatMap(([name, values]) => values.map((value) => [name, String(value)])),
    downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
      ending,
      href: withDay(addressOf(`${GRID_PATH}.${ending}`, twin), at),
    })),
  }
}

/** Every figure that is another one, to take along: of which partner, year and direction. */
export function gridSheet(db: Db, { at, asked, years, lines }: GridThenAndNow, speech: Speech) {
  const { t, date } = speech
  const rows = lines.flatMap((line) =>
    changesIn(line)
      .filter(({ column }) => column < years.length)
      .map(({ column, way }) => ({
        name: line.name,
        year: years[column]!,
        direction: ways[way]!,
        was: line.was[column]![way],
        is: line.is[column]![way],
      })),
  )
  const sheet: Sheet<(typeof rows)[number]> = {
    title: t('{list}: so với ngày {date}', {
      list: { text: 'Lưới trao đổi với đối tác' },
      date: date(at),
    }),
    about: [
      t('Gồm: {filters}', {
        filters: askedInWords(db, asked, chipsOfGrid(db, asked, speech.language), speech).join(' · '),
      }),
      t('{count} số khác so với cuối ngày {date}.', { count: rows.length, date: date(at) }),
      t('Số liệu tính đến {date}.', { date: date(today()) }),
    ],
    columns: [
      { heading: t('Đối tác'), value: ({ name }) => name, width: 44 },
      { heading: t('Năm'), value: ({ year }) => year, width: 9 },
      { heading: t('Chiều'), value: ({ direction }) => t(directions[direction]), width: 12 },
      { heading: date(at), value: ({ was }) => was, kind: 'number', width: 13 },
      { heading: t('Nay'), value: ({ is }) => is, kind: 'number', width: 9 },
    ],
    batches: [rows],
  }
  return sheet
}

/** The same for programs: the partners with whom any figure is another one, and the whole (C8). */
export function gridJson({ at, asked, years, lines, total }: GridThenAndNow, db: Db, day: string) {
  const side = (pairs: Pair[]) => {
    const [outbound, inbound] = pairs[years.length] ?? [0, 0]
    const ofYear = (year: string, column: number) => {
      const [outbound, inbound] = pairs[column]!
      return { year, outbound, inbound }
    }
    return { years: years.map(ofYear), outbound, inbound }
  }
  const both = ({ was, is }: GridLine) => ({ was: side(was), is: side(is) })
  return {
    asOf: day,
    at,
    historyBegan: historyBegan(db),
    items: lines.map((line) => ({
      partner: line.key === '' ? null : { id: Number(line.key), name: line.name },
      ...both(line),
    })),
    // Of some partners alone the visits of all are no total.
    total: asked.quiet.length ? null : both(total),
  }
}
