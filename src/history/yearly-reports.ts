import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { findOwnUnit, listUnits } from '../units/queries.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import { askedOf, reportAt } from '../yearly-reports/asked.ts'
import { periodWords, readPeriod } from '../yearly-reports/period.ts'
import { yearlyReports, yearlySections } from '../yearly-reports/yearly-report.ts'
import type { RecordedChange } from './queries.ts'

// How what was changed of a yearly or half-year report is told.

export const yearlyReportLabels: Record<string, Record<string, string>> = {
  yearly_reports: {
    ...yearlySections,
    number: 'Số báo cáo',
    written_on: 'Ngày trên báo cáo',
    place: 'Nơi viết',
    signed_for: 'Thẩm quyền ký',
    signer: 'Người ký',
    recipients: 'Nơi nhận',
  },
}

/** What came or went; undefined where the change is of something else, or of what its labels tell. */
export function yearlyReportSentences({
  tableName,
  action,
  before,
  after,
}: RecordedChange): Message[] | undefined {
  // Some hundred figures are written down at once: that they were is told by the report.
  if (tableName === 'report_figures') return []
  if (tableName === 'publications') {
    const { edition, number } = after!
    if (action === 'insert')
      return [
        {
          text: 'Phát hành bản {edition}, số {number}',
          gaps: { edition: String(edition), number: String(number) },
        },
      ]
    const reason = String(after!.withdrawn_reason)
    return [{ text: 'Thu hồi bản đã phát hành: {reason}', gaps: { reason } }]
  }
  if (tableName !== 'yearly_reports') return undefined
  if (action !== 'update') {
    const period = readPeriod(String((after ?? before)!.period))
    const gaps = { period: period ? periodWords(period) : '' }
    return [{ text: action === 'insert' ? 'Soạn báo cáo {period}' : 'Bỏ bản soạn báo cáo {period}', gaps }]
  }
  return Object.keys(after!).join() === 'figures_noted_at' ? [{ text: 'Ghi nhận số mới' }] : undefined
}

/** What a report is called, and its page. */
export function yearlyReportSubject(db: Db, id: number, language: Language) {
  const report = db.select().from(yearlyReports).where(eq(yearlyReports.id, id)).get()
  const period = report && readPeriod(report.period)
  const unit = listUnits(db).find((unit) => unit.id === report?.unitId)
  if (!period || !unit) return undefined
  const { t } = speechOf(language)
  const whose = { unit, scope: report.scope, isOwn: unit.id === findOwnUnit(db)?.id }
  return {
    title: t('Báo cáo {period}', { period: periodWords(period) }),
    href: reportAt(askedOf(whose, period)),
  }
}
