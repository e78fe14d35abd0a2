import { totalsBy } from '../counting.ts'
import { type PartialDate, writeDate, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import type { Language, Message } from '../web/language.ts'
import { changed, type Chip, id, type Ignored, oneOf, period } from '../web/listing.ts'
import { chipsOf } from './filters.ts'

// What may be asked of the grid of partners and years, and which years it shows then.

export const gridSorts = {
  size: 'Nhiều đoàn trước',
  name: 'Theo tên',
  country: 'Theo nước',
  quiet: 'Lâu không liên hệ trước',
} as const
export type GridSort = keyof typeof gridSorts

/** Months without an exchange after which a partner may be asked for. */
export const quietMonths = { 12: '12 tháng', 24: '24 tháng', 36: '36 tháng', 60: '60 tháng' } as const

const [from, to] = period()

/** What the address of the grid may ask. */
export const gridFilters = {
  from,
  to,
  scope: oneOf(scopes),
  unit: id,
  quiet: oneOf(quietMonths),
  sort: oneOf(gridSorts),
  /** As many rows as are drawn at once, as for paper; else as many as a screen reads with ease. */
  rows: oneOf({ all: 'all' }),
  page: id,
}
export type GridFilters = {
  [Name in keyof typeof gridFilters]: NonNullable<ReturnType<(typeof gridFilters)[Name]>>[]
}

/** As many rows as a sheet of A4 holds lying down. */
const PAGE_SIZE = 25
/** As many as are drawn at once where all are asked for: a dozen sheets. A workbook holds more. */
export const MOST_ROWS = 300
export const rowsAtOnce = ({ rows }: Pick<GridFilters, 'rows'>) => (rows.length ? MOST_ROWS : PAGE_SIZE)

export const GRID_PATH = '/totals/grid'
export const gridAt = (asked: GridFilters, changes: Partial<GridFilters>) =>
  changed(GRID_PATH, asked, changes)

/** Period, units and silence as they are asked, each with the address without it. */
export const chipsOfGrid = (db: Db, asked: GridFilters, language: Language): Chip[] => [
  ...chipsOf(db, { ...asked, by: [], count: [], sort: [], opening: [] }, language).map((chip) => ({
    ...chip,
    // The same filters on the grid's own address.
    without: chip.without.replace(/^\/totals(?=\?|$)/, GRID_PATH),
  })),
  ...asked.quiet.map((months) => ({
    words: { text: 'Không liên hệ ít nhất {months}', gaps: { months: { text: quietMonths[months] } } },
    without: gridAt(asked, { quiet: [] }),
  })),
]

/** As many years as a sheet of A4 holds lying down. */
const MOST_YEARS = 12

/** The years a grid shows, oldest first: those asked, at most twelve to the last of them. */
export function yearsOfGrid(
  { from, to }: Pick<GridFilters, 'from' | 'to'>,
  known: string[],
  today: string,
): string[] {
  const ends = to.map(yearOf).toSorted()[0]
  const last = Number(
    ends ??
      known
        .filter((year) => year <= yearOf(today))
        .toSorted()
        .at(-1) ??
      yearOf(today),
  )
  const first = Number(from.map(yearOf).toSorted().at(-1) ?? last - 9)
  const start = Math.max(first, last - MOST_YEARS + 1)
  return Array.from({ length: Math.max(last - start + 1, 0) }, (_, index) => String(start + index))
}

/** The years of a grid that is asked for so. */
export const yearsShown = (db: Db, asked: GridFilters, today: string): string[] =>
  yearsOfGrid(
    asked,
    [...totalsBy(db, 'year', { unit: asked.unit, scope: asked.scope, from: [], to: [] }).rows.keys()],
    today,
  )

/**
 * What of the asked period a grid shows: whole years, twelve at most. It says so where that is another period: in
 * sentences, and, for programs, by each date that was not taken as it was asked.
 */
export function asShown(
  db: Db,
  asked: GridFilters,
  today: string,
): { asked: GridFilters; notices: Message[]; notTaken: Ignored[] } {
  const { from, to } = asked
  const years = yearsShown(db, asked, today)
  const isPart = (date: PartialDate) => date !== yearOf(date)
  const parts = [...from, ...to].filter(isPart)
  const first = from.map(yearOf).toSorted().at(-1)
  const isCut = years.length > 0 && first !== undefined && first < years[0]!
  const notices: Message[] = []
  if (parts.length)
    notices.push({
      text: 'Lưới tính trọn năm, nên {dates} được đọc là cả năm ấy.',
      gaps: { dates: parts.map(writeDate).join(', ') },
    })
  if (isCut)
    notices.push({
      text: 'Lưới hiện nhiều nhất {count} năm, nên bắt đầu từ {from}, không phải từ {first}.',
      gaps: { count: MOST_YEARS, from: years[0]!, first },
    })
  const whole = (dates: PartialDate[]) => [...new Set(dates.map(yearOf))]
  return {
    asked: { ...asked, from: isCut ? [years[0]!] : whole(from), to: whole(to) },
    notices,
    notTaken: [
      ...from
        .filter((date) => isCut || isPart(date))
        .map((date) => ({ name: 'from', value: writeDate(date) })),
      ...to.filter(isPart).map((date) => ({ name: 'to', value: writeDate(date) })),
    ],
  }
}
