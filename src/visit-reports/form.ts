import { z } from 'zod'
import { day, optional, prose, submissionId, text, version } from '../web/form.ts'
import { reportSections } from './visit-report.ts'

const section = (label: string, hint?: string) => optional(prose(label, { max: 20_000, hint }))

/** A report as it is drafted: any section may still be empty. */
export const reportForm = z.object({
  submissionId: submissionId(),
  version: version(),
  general: section(reportSections.general, 'Điền sẵn từ hồ sơ đoàn, sửa được.'),
  programme: section(reportSections.programme, 'Chỗ nào khác chương trình đã duyệt, ghi lý do.'),
  exchanges: section(reportSections.exchanges),
  achieved: section(reportSections.achieved),
  ongoing: section(reportSections.ongoing),
  papers: section(reportSections.papers),
  strengths: section(reportSections.strengths),
  limits: section(reportSections.limits),
  funding: section(reportSections.funding, 'Dự toán và thực chi; ai chịu khoản nào.'),
  proposals: section(reportSections.proposals, 'Mỗi kiến nghị một đầu mối, bên chịu trách nhiệm và hạn.'),
  number: optional(text('Số báo cáo', { max: 60, hint: 'Ghi như trên giấy, ví dụ 15/BC-HNBVN.' })),
  submittedOn: optional(day('Ngày nộp')),
})

/** What handing a report in needs beside its sections. */
export const submittedForm = z.object({
  number: text('Số báo cáo', { max: 60 }),
  submittedOn: day('Ngày nộp'),
})

export const waiverForm = z.object({ reason: text('Lý do không theo dõi báo cáo', { max: 300 }) })
