import { scaleBand, scaleLinear } from 'd3-scale'
import { type Counts, knownPersonTrips } from '../counting.ts'
import { lastDay } from '../dates.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { Speech } from '../web/language.ts'
import type { TimeRow } from './by-time.ts'
import { personTripsInCell } from './figures.ts'
import { type ChartUnit, listOf, type TotalsFilters } from './filters.ts'
import { figureWords, periodWords, type VisitFigure } from './opening.ts'

// The geometry of the two drawings of one set of figures: columns where the page is wide, a butterfly where it is
// narrow. Lengths are units of their view boxes.

const WIDE = { width: 1120, top: 22, base: 238, laneHeight: 36 }
const TALL = { width: 358, top: 26, rowHeight: 22, middle: 176, forNumbers: 38, mostRows: 12 }
/** About as wide as one digit of a label is; under the axis as wide as on paper, where letters are larger. */
const DIGIT = 7.4
const AXIS_DIGIT = 9.2

const ways = [
  ['outbound', 'ra'],
  ['inbound', 'vao'],
] as const

interface Bar {
  way: 'ra' | 'vao'
  x: number
  y: number
  width: number
  height: number
  /** Empty where there is no room for it. */
  label: string
  labelX: number
  labelY: number
}

const round = (length: number) => Math.round(length * 10) / 10

/** Rows of time as both drawings need them, or null where there is nothing to draw. */
export function chartOf(
  rows: TimeRow[],
  unit: ChartUnit,
  figures: VisitFigure[],
  asked: TotalsFilters,
  speech: Speech,
) {
  if (rows.length < 2) return null
  const isOneYear = new Set(rows.map(({ year }) => year)).size === 1
  // Where each column has room for its name it stands under it; of many years each is named where it begins.
  const hasRoom = rows.every(
    ({ briefName }) => (briefName.length * AXIS_DIGIT + 8) * rows.length <= WIDE.width,
  )
  const axisLabel = (row: TimeRow) => {
    if (isOneYear) return speech.say(row.shortName)
    return hasRoom ? row.briefName : startsYear(row, rows) ? row.year : ''
  }
  const columns = rows.map((row) => ({
    key: row.key,
    year: Number(row.year),
    label: isOneYear ? speech.say(row.shortName) : row.briefName,
    axisLabel: axisLabel(row),
    title: titleOf(row, unit, speech),
    href: listOf(asked, { ...row.visits, counted: [unit] }),
    isEmpty: ways.every(([direction]) => wordsOf(row.counts[direction], unit, speech) === speech.number(0)),
    values: ways.map(([direction, way]) => ({
      way,
      value: unit === 'delegations' ? row.counts[direction].delegations : row.counts[direction].personTrips,
      words: wordsOf(row.counts[direction], unit, speech),
    })),
  }))
  const most = Math.max(1, ...columns.flatMap(({ values }) => values.map(({ value }) => value)))
  const bands = figures
    .filter((figure) => figure.counts.unit === unit)
    .map((figure) => ({
      way: figure.counts.direction === 'outbound' ? ('ra' as const) : ('vao' as const),
      startsOn: figure.startsOn,
      endsOn: figure.endsOn,
      words: `${figureWords(figure, speech)}, ${periodWords(figure, speech)}`,
    }))
  const latest = newestYears(columns)
  return {
    unit,
    wide: wideOf(columns, most, bands),
    tall: { ...tallOf(latest, most, bands), leftOut: columns.length - latest.length },
  }
}

const startsYear = (row: TimeRow, rows: TimeRow[]) => rows.find(({ year }) => year === row.year) === row

type Column = {
  key: string
  year: number
  label: string
  axisLabel: string
  title: string
  href: string
  isEmpty: boolean
  values: { way: 'ra' | 'vao'; value: number; words: string }[]
}
type Band = { way: 'ra' | 'vao'; startsOn: string | null; endsOn: string; words: string }

const wordsOf = (counts: Counts, unit: ChartUnit, speech: Speech) =>
  unit === 'delegations' ? speech.number(counts.delegations) : personTripsInCell(counts, speech)

function titleOf(row: TimeRow, unit: ChartUnit, speech: Speech) {
  const said = (direction: Direction) => wordsOf(row.counts[direction], unit, speech)
  const text =
    unit === 'delegations'
      ? '{name}: {outbound} đoàn ra, {inbound} đoàn vào'
      : '{name}: {outbound} lượt người ra, {inbound} lượt người vào'
  return speech.t(text, { name: speech.say(row.name), outbound: said('outbound'), inbound: said('inbound') })
}

function wideOf(newestFirst: Column[], most: number, bands: Band[]) {
  const columns = inTime(newestFirst)
  // Where years were left out the axis is broken.
  const slots = columns.flatMap((column, index) => {
    const isBroken = index > 0 && column.year - columns[index - 1]!.year > 1
    return isBroken ? [`…${column.key}`, column.key] : [column.key]
  })
  const x = scaleBand(slots, [0, WIDE.width])
  const y = scaleLinear([0, most], [WIDE.base, WIDE.top])
  const step = x.bandwidth()
  const width = Math.min(24, step * 0.4)
  const labelled = columns.filter(({ axisLabel }) => axisLabel)
  const widest = Math.max(...labelled.map(({ axisLabel }) => axisLabel.length)) * AXIS_DIGIT + 8
  const every = Math.max(1, Math.ceil((widest * labelled.length) / (step * columns.length)))
  // Where the axis ends, begins, and begins again, the year is said; between them as many in turn as do not meet.
  const inTurn = labelled.filter((_, index) => (labelled.length - 1 - index) % every === 0)
  const said: Column[] = []
  for (const column of [
    ...labelled.slice(-1),
    ...labelled.filter((one) => begins(columns, one)),
    ...inTurn,
  ]) {
    const isFree = said.every((other) => Math.abs(x(other.key)! - x(column.key)!) >= widest)
    if (isFree) said.push(column)
  }
  const drawn = columns.map((column) => {
    const left = x(column.key)!
    const middle = left + step / 2
    const bars = column.values.map(({ way, value, words }, side): Bar => {
      const barX = middle + (side === 0 ? -width - 1 : 1)
      return {
        way,
        x: round(barX),
        y: round(y(value)),
        width: round(width),
        height: round(WIDE.base - y(value)),
        label: column.isEmpty ? '' : words.replace('\u00A0', ''),
        labelX: round(barX + width / 2),
        labelY: round(y(value) - 6),
      }
    })
    const isLabelled = said.includes(column)
    return { ...column, hitX: round(left), hitWidth: round(step), middle: round(middle), bars, isLabelled }
  })
  keepReadable(drawn.flatMap(({ bars }) => bars))
  const lanes = lanesOf(bands, columns, (key) => x(key)!, step)
  return {
    columns: drawn,
    breaks: slots.filter((slot) => slot.startsWith('…')).map((slot) => round(x(slot)! + step / 2)),
    bands: lanes,
    height: WIDE.base + 30 + Math.max(0, ...lanes.map(({ lane }) => lane + 1)) * WIDE.laneHeight,
    lastKey: columns.some(({ key }) => key.length > 4) ? null : columns.at(-1)!.key,
  }
}

/** The first column, and the first after years that were left out. */
function begins(inTime: Column[], column: Column): boolean {
  const before = inTime[inTime.indexOf(column) - 1]
  return !before || column.year - before.year > 1
}

/** Leaves out labels that would stand on a bar or on the label of a higher one. */
function keepReadable(bars: Bar[]) {
  const placed: Bar[] = []
  for (const bar of bars.filter(({ label }) => label).toSorted((one, other) => one.y - other.y)) {
    const half = (bar.label.length * DIGIT) / 2
    const isBeside = (x: number, reach: number) => Math.abs(x - bar.labelX) >= half + reach + 2
    const isFree =
      bars.every(
        (other) => other === bar || other.y > bar.labelY || isBeside(other.labelX, other.width / 2),
      ) &&
      placed.every(
        (other) =>
          Math.abs(other.labelY - bar.labelY) > 12 ||
          isBeside(other.labelX, (other.label.length * DIGIT) / 2),
      )
    if (isFree) placed.push(bar)
    else bar.label = ''
  }
}

/** Where the published figures lie under the years they cover, one below the other where they would meet. */
function lanesOf(bands: Band[], columns: Column[], x: (key: string) => number, step: number) {
  const at = (date: string, part: number) => {
    const year = Number(date.slice(0, 4))
    const exact = columns.find((column) => column.year === year)
    if (exact) return x(exact.key) + part * step
    const next = columns.find((column) => column.year > year)
    return next ? x(next.key) : WIDE.width
  }
  const ends: number[] = []
  const byStart = bands.toSorted((one, other) => ((one.startsOn ?? '') < (other.startsOn ?? '') ? -1 : 1))
  return byStart.map((band) => {
    const start = band.startsOn ? at(band.startsOn, partOfYear(band.startsOn)) : 0
    const end = Math.max(at(band.endsOn, partOfYear(lastDay(band.endsOn), 1)), start + 4)
    const half = (band.words.length * DIGIT * 0.95) / 2
    const middle = Math.min(WIDE.width - half, Math.max(half, (start + end) / 2))
    const from = Math.min(start, middle - half)
    let lane = ends.findIndex((taken) => taken < from)
    if (lane < 0) lane = ends.length
    ends[lane] = Math.max(end, middle + half) + 12
    const y = WIDE.base + 30 + lane * WIDE.laneHeight
    return { ...band, lane, x: round(start), y, width: round(end - start), middle: round(middle) }
  })
}

/** How far into its year a day lies, from 0 to 1; `days` more days. */
function partOfYear(date: string, days = 0) {
  const [year, month, day] = date.split('-').map(Number)
  const start = Date.UTC(year!, 0, 1)
  return (Date.UTC(year!, (month ?? 1) - 1, (day ?? 1) + days) - start) / (Date.UTC(year! + 1, 0, 1) - start)
}

/** Whole years, the newest first, as many as a phone has room for; beside twelve months what is known to the year only. */
function newestYears(columns: Column[]): Column[] {
  const most = TALL.mostRows + Number(columns.some(({ key, year }) => key !== String(year)))
  const next = columns[most]
  if (!next) return columns
  const isCut = columns[most - 1]!.year === next.year
  return columns.slice(0, isCut ? columns.findIndex(({ year }) => year === next.year) : most)
}

function tallOf(columns: Column[], most: number, bands: Band[]) {
  const { top, rowHeight, middle, forNumbers } = TALL
  // Between the bars stand the names of the rows.
  const half = Math.max(26, ...columns.map(({ label }) => (label.length * DIGIT) / 2 + 8))
  const [left, right] = [round(middle - half), round(middle + half)]
  const length = scaleLinear([0, most], [0, left - forNumbers])
  const rows = columns.map((column, index) => {
    const y = top + index * rowHeight
    const bars = column.values.map(({ way, value, words }): Bar => {
      const width = length(value)
      const x = way === 'ra' ? left - width : right
      return {
        way,
        x: round(x),
        y,
        width: round(width),
        height: 14,
        label: words,
        labelX: round(way === 'ra' ? x - 5 : right + width + 5),
        labelY: y + 12,
      }
    })
    return { ...column, y, labelY: y + 12, hitY: y - 3, bars }
  })
  const bottom = top + columns.length * rowHeight
  const yOf = (date: string, part: number) => {
    const year = Number(date.slice(0, 4))
    const index = columns.findIndex((column) => column.year <= year)
    if (index < 0) return bottom
    return top + (index + (columns[index]!.year === year ? 1 - part : 0)) * rowHeight - 3
  }
  // Along the outer edge, on the side of its direction.
  const drawn = bands.map((band, index) => {
    const start = band.startsOn ? yOf(band.startsOn, partOfYear(band.startsOn)) : bottom
    const end = yOf(band.endsOn, partOfYear(lastDay(band.endsOn), 1))
    const nth = bands.slice(0, index).filter(({ way }) => way === band.way).length
    const x = band.way === 'ra' ? 1 + nth * 9 : TALL.width - 7 - nth * 9
    return {
      ...band,
      x,
      y: round(end),
      height: round(Math.max(start - end, 3)),
      textY: bottom + 18 + index * 20,
    }
  })
  return { rows, bands: drawn, left, right, height: bottom + 4 + bands.length * 20 }
}

/** The columns from the oldest to the newest; what is known to the year only comes after the months of that year. */
function inTime(newestFirst: Column[]): Column[] {
  const years = [...new Set(newestFirst.map(({ year }) => year))].toReversed()
  return years.flatMap((year) => newestFirst.filter((column) => column.year === year))
}

/** What the chart shows, for whoever cannot see it. */
export function chartSentence(rows: TimeRow[], unit: ChartUnit, speech: Speech): string {
  const valueOf = ({ counts }: TimeRow) =>
    unit === 'delegations'
      ? counts.outbound.delegations + counts.inbound.delegations
      : (knownPersonTrips(counts.outbound) ?? 0) + (knownPersonTrips(counts.inbound) ?? 0)
  const highest = rows.reduce((best, row) => (valueOf(row) > valueOf(best) ? row : best))
  const text =
    unit === 'delegations'
      ? 'Biểu đồ cột ghép số đoàn ra và đoàn vào. Cao nhất {highest}. Toàn bộ con số nằm trong bảng ngay dưới.'
      : 'Biểu đồ cột ghép số lượt người ra và lượt người vào. Cao nhất {highest}. Toàn bộ con số nằm trong bảng ngay dưới.'
  return speech.t(text, { highest: titleOf(highest, unit, speech) })
}
