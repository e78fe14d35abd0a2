import { z } from 'zod'
import { addMonths, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { Dossier } from '../delegations/queries.ts'
import { day, opened, prose, readForm, submissionId, text, type Typed } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { deadlineOf } from './deadline.ts'
import type { VisitReport } from './queries.ts'
import { reportExtensions } from './report-extension.ts'

// A later day for a report, allowed by somebody for a reason.

export const extensionForm = z.object({
  submissionId: submissionId(),
  /** The day that held when the form was opened: two extensions of one day are not meant. */
  dueOnBefore: opened(),
  dueOn: day('Gia hạn đến'),
  reason: prose('Lý do gia hạn', { max: 500, hint: 'Ví dụ: trưởng đoàn đi công tác tiếp đến ngày 20/10.' }),
  grantedBy: text('Người cho gia hạn', { max: 200 }),
  grantedOn: day('Ngày cho gia hạn'),
})
export type ExtensionInput = z.output<typeof extensionForm>

/** What was typed into the form of an extension, with every reason against it. */
export function readExtension(
  db: Db,
  visit: Dossier,
  report: VisitReport,
  body: unknown,
): Typed<ExtensionInput> {
  const typed = readForm(extensionForm, body)
  const deadline = deadlineOf(db, visit, report, today())
  const errors: Record<string, Message[]> = { ...typed.errors }
  const refuse = (field: string, text: string, date?: string) =>
    (errors[field] ??= []).push({ text, gaps: date === undefined ? undefined : { date: writeDate(date) } })
  if (!deadline.mayBeExtended)
    refuse('dueOn', 'Báo cáo đã nộp, không được theo dõi hoặc đoàn đã hủy, nên không gia hạn được')
  const { data } = typed
  if (data && deadline.mayBeExtended) {
    const { dueOn } = deadline
    // Years are mistyped: no house allows more than one.
    const latest = addMonths(dueOn > today() ? dueOn : today(), 12)
    if (data.dueOnBefore && data.dueOnBefore !== dueOn)
      refuse('dueOn', 'Hạn vừa đổi thành {date}. Xem lại rồi lưu lần nữa', dueOn)
    else if (data.dueOn <= dueOn) refuse('dueOn', 'Hạn hiện nay là {date}. Ghi ngày sau ngày ấy', dueOn)
    else if (data.dueOn > latest) refuse('dueOn', 'Xa hơn một năm, quá {date}. Xem lại năm', latest)
    if (data.grantedOn > today()) refuse('grantedOn', '{date} chưa đến. Ghi ngày đã cho phép', data.grantedOn)
  }
  return Object.keys(errors).length ? { values: typed.values, errors } : typed
}

export const extendReport = (
  write: Write,
  delegationId: number,
  { dueOn, reason, grantedBy, grantedOn }: ExtensionInput,
): number => write.insert(reportExtensions, { delegationId, dueOn, reason, grantedBy, grantedOn })
