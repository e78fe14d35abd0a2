import { z } from 'zod'
import { followUpSides } from '../follow-ups/follow-up.ts'
import {
  choice,
  day,
  opened,
  optional,
  prose,
  reference,
  rows,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import { reportSections } from './visit-report.ts'

const section = (label: string, hint?: string) => optional(prose(label, { max: 20_000, hint }))

/** A recommendation: one lead, one side, one day. */
const followUpRow = z.object({
  id: optional(reference('')),
  content: text('Việc tiếp theo', { max: 1000 }),
  lead: text('Đơn vị đầu mối', { max: 200 }),
  side: choice('Bên chịu trách nhiệm', followUpSides),
  dueOn: day('Hạn'),
  owner: optional(text('Người phụ trách', { max: 200 })),
})

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
  proposals: section(reportSections.proposals),
  followUps: rows('Việc tiếp theo', followUpRow, { most: 50 }),
  /** The rows the form was opened with, each as id:version. */
  openedRows: opened(),
  number: optional(text('Số báo cáo', { max: 60, hint: 'Ghi như trên giấy, ví dụ 15/BC-HNBVN.' })),
  submittedOn: optional(day('Ngày nộp')),
  writtenAt: optional(text('Nơi viết', { max: 100, hint: 'Ví dụ Hà Nội.' })),
  signedFor: optional(
    prose('Thẩm quyền ký', { max: 300, hint: 'Mỗi dòng một chức danh, ví dụ TM. BAN THƯỜNG VỤ.' }),
  ),
  signer: optional(text('Người ký', { max: 200 })),
  recipients: optional(
    prose('Nơi nhận', { max: 1000, hint: 'Mỗi dòng một nơi; dấu gạch, dấu chấm phẩy sổ tự thêm.' }),
  ),
})

/** What handing a report in needs beside its sections. */
export const submittedForm = z.object({
  number: text('Số báo cáo', { max: 60 }),
  submittedOn: day('Ngày nộp'),
})

export const waiverForm = z.object({
  submissionId: submissionId(),
  reason: text('Lý do không theo dõi báo cáo', { max: 300 }),
})

/** An approver accepts a report that was handed in… */
export const acceptanceForm = z.object({
  submissionId: submissionId(),
  version: version(),
  acceptRemark: optional(prose('Ý kiến khi duyệt', { max: 2000 })),
})

/** …or returns it, saying what is to be mended. */
export const returnForm = z.object({
  submissionId: submissionId(),
  version: version(),
  remark: prose('Lý do trả lại', { max: 2000, hint: 'Người viết thấy lời này ở đầu báo cáo.' }),
})
