import type { PartialDate } from '../dates.ts'
import type { Message } from '../web/language.ts'

/** The year or half a year that a report is of. */
export interface ReportPeriod {
  /** As its address names it: '2024', '2024-H1', '2024-H2'. */
  name: string
  year: string
  half: 1 | 2 | null
  /** Both belong to it. A start that is known to the year only lies in the year, and in neither half (C14). */
  from: PartialDate
  to: PartialDate
}

/** The period an address names; undefined where it names none. */
export function readPeriod(text: string): ReportPeriod | undefined {
  const [, year, half] = /^((?:19|20)\d\d|2100)(?:-H([12]))?$/.exec(text) ?? []
  return year ? periodOf(year, half === '1' ? 1 : half === '2' ? 2 : null) : undefined
}

export function periodOf(year: string, half: ReportPeriod['half']): ReportPeriod {
  if (half === null) return { name: year, year, half, from: year, to: year }
  const [from, to] = half === 1 ? ['01', '06'] : ['07', '12']
  return { name: `${year}-H${half}`, year, half, from: `${year}-${from}`, to: `${year}-${to}` }
}

/** The same period some years before. */
export const yearsBefore = ({ year, half }: ReportPeriod, years: number): ReportPeriod =>
  periodOf(String(Number(year) - years), half)

/** "năm 2024", "6 tháng đầu năm 2024". */
export function periodWords({ year, half }: Pick<ReportPeriod, 'year' | 'half'>): Message {
  const text = half === 1 ? '6 tháng đầu năm {year}' : half === 2 ? '6 tháng cuối năm {year}' : 'năm {year}'
  return { text, gaps: { year } }
}

/** What comes after it, which a report looks ahead to: the year, or the second half. */
export const nextPeriod = ({ year, half }: ReportPeriod): ReportPeriod =>
  half === 1 ? periodOf(year, 2) : periodOf(String(Number(year) + 1), null)
