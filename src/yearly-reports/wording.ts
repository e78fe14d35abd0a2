import { growthOf } from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Run } from '../paper/paper.ts'
import { unitNameAt } from '../units/queries.ts'
import { writeDecimal } from '../vietnamese.ts'
import { speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { type ReportFigure, runOf } from './figures.ts'
import { nextPeriod, periodWords, type ReportPeriod } from './period.ts'
import { type YearlySection, yearlySections } from './yearly-report.ts'

// A report belongs to an official paper, so it is in Vietnamese whatever the reader's language.

const { say } = speechOf('vi')

/** "năm 2024". */
export const periodTold = (period: ReportPeriod): string => say(periodWords(period))

/** "Năm 2024", where a sentence begins. */
export const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1)

/** Who a report is of, as its sentences say it, under the name of the period's end: every unit is not the own body. */
export function bodyTold({ unit, scope, period }: AskedReport): string {
  return scope === 'all' ? 'các đơn vị ghi trong sổ' : unitNameAt(unit, period.to).name
}

/** What it is about: "Tổng kết công tác đoàn ra – đoàn vào năm 2024". */
export const subjectOf = ({ period }: Pick<AskedReport, 'period'>): string =>
  `${period.half ? 'Sơ kết' : 'Tổng kết'} công tác đoàn ra – đoàn vào ${periodTold(period)}`

export const sectionTitle = (section: YearlySection, period: ReportPeriod): string =>
  section === 'ahead' ? `${yearlySections.ahead} ${periodTold(nextPeriod(period))}` : yearlySections[section]

/** "tăng 20,0%", "giảm 42,5%", "không đổi", or "không so sánh" where there was nothing before (C17). */
export function growthTold(before: number, now: number): string {
  const growth = growthOf(before, now)
  if (growth === null) return 'không so sánh'
  if (growth === 0) return 'không đổi'
  return `${growth > 0 ? 'tăng' : 'giảm'} ${writeDecimal(Math.abs(growth))}%`
}

export const asOfTold = (): string => `Số liệu tính đến ngày ${writeDate(today())}.`

/** A figure in a cell of a table. */
export const inCell = (figure: ReportFigure): Run[] => [
  ...published(figure, (words) => words),
  runOf(figure.words, figure),
]

/** A figure in a sentence: "ít nhất 71", "chưa rõ". */
export const inSentence = (figure: ReportFigure): Run[] => [
  ...published(figure, spoken),
  runOf(spoken(figure.words), figure),
  ...(figure.publishedWhy ? [{ text: ` (${figure.publishedWhy})` }] : []),
]

// What was published of it, where that is another figure now (C15): "41, sau điều chỉnh 42".
const published = ({ published }: ReportFigure, words: (published: string) => string): Run[] =>
  published === undefined ? [] : [{ text: `${words(published)}, sau điều chỉnh ` }]

/** The words of a figure as a sentence says them. */
export const spoken = (words: string): string =>
  words === '–' ? 'chưa rõ' : words.replace(/^≥\u00A0/, 'ít nhất ')

/** A sentence with its figures in their places: `said('Đã cử {delegations} đoàn ra', figures)`. */
export function said(text: string, gaps: Record<string, ReportFigure | Run | string> = {}): Run[] {
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .flatMap((part): Run | Run[] => {
      const gap = /^\{\w+\}$/.test(part) ? gaps[part.slice(1, -1)] : part
      if (gap === undefined) throw new TypeError(`nothing fills ${part}`)
      if (typeof gap === 'string') return { text: gap }
      return 'value' in gap ? inSentence(gap) : gap
    })
}
