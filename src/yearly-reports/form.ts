import { z } from 'zod'
import { writeDate } from '../dates.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { day, optional, prose, submissionId, text, type Values, version } from '../web/form.ts'
import type { YearlyReport } from './queries.ts'
import { yearlySections } from './yearly-report.ts'

const section = (label: string) => optional(prose(label, { max: 20_000 }))

/** What the office itself says in a report, and how it is signed. */
export const yearlyReportForm = z.object({
  submissionId: submissionId(),
  version: version(),
  general: section(yearlySections.general),
  outbound: section(yearlySections.outbound),
  inbound: section(yearlySections.inbound),
  bilateral: section(yearlySections.bilateral),
  multilateral: section(yearlySections.multilateral),
  conferences: section(yearlySections.conferences),
  agreements: section(yearlySections.agreements),
  aid: section(yearlySections.aid),
  information: section(yearlySections.information),
  awards: section(yearlySections.awards),
  compared: section(yearlySections.compared),
  limits: section(yearlySections.limits),
  ahead: section(yearlySections.ahead),
  proposals: section(yearlySections.proposals),
  number: optional(text('Số báo cáo', { max: 60, hint: 'Ghi như trên giấy, ví dụ 15/BC-HNBVN.' })),
  writtenOn: optional(day('Ngày trên báo cáo')),
  place: optional(text('Nơi viết', { max: 100, hint: 'Ví dụ Hà Nội.' })),
  signedFor: optional(
    prose('Thẩm quyền ký', { max: 300, hint: 'Mỗi dòng một chức danh, ví dụ TM. BAN THƯỜNG VỤ.' }),
  ),
  signer: optional(text('Người ký', { max: 200 })),
  recipients: optional(
    prose('Nơi nhận', { max: 1000, hint: 'Mỗi dòng một nơi; dấu gạch, dấu chấm phẩy sổ tự thêm.' }),
  ),
})

/** The same of a report whose edition stands: that was signed, and only the words beside it are written on. */
export const publishedReportForm = yearlyReportForm.omit({ number: true, writtenOn: true, signer: true })
export type YearlyReportInput = z.output<typeof publishedReportForm> &
  Partial<z.output<typeof yearlyReportForm>>

/**
 * The form that was sent of a report. One without fields for the signature was open while an edition stood, and signs
 * nothing once that is withdrawn.
 */
export function formSent(report: YearlyReport, body: unknown): z.ZodObject & typeof publishedReportForm {
  const isSigning = ['number', 'writtenOn', 'signer'].some((name) => Object.hasOwn(body ?? {}, name))
  return report.publishedAt || !isSigning ? publishedReportForm : yearlyReportForm
}

/** A report as its form shows it; one that nobody wrote yet is signed as the last one was. */
export function formValues(report: YearlyReport | undefined, last: Foot | undefined): Values {
  const sections = Object.fromEntries(
    valuesOf(yearlySections).map((section) => [section, report?.[section] ?? '']),
  )
  const { place, signedFor, signer, recipients } = (report ?? last ?? {}) as Partial<Foot>
  return {
    ...sections,
    version: report ? String(report.version) : '',
    number: report?.number ?? '',
    writtenOn: report?.writtenOn ? writeDate(report.writtenOn) : '',
    place: place ?? '',
    signedFor: signedFor ?? '',
    signer: signer ?? '',
    recipients: recipients ?? '',
  }
}

/** How and where a report is signed, and who gets it. */
export type Foot = Pick<YearlyReport, 'place' | 'signedFor' | 'signer' | 'recipients'>
