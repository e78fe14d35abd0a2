import { z } from 'zod'
import { firstDay, isBefore, isKnownToTheDay, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { day, opened, prose, readForm, submissionId, text, type Typed, version } from '../web/form.ts'
import type { AskedReport } from './asked.ts'
import type { ReportPeriod } from './period.ts'
import { latestCounted } from './published-rows.ts'

/** What publishing asks for: the paper's number, its day and who signed it. */
export const publishingForm = z.object({
  submissionId: submissionId(),
  version: version(),
  /** What was to be published when the form was opened. */
  mark: opened(),
  number: text('Số báo cáo', { max: 60, hint: 'Ghi như trên giấy, ví dụ 15/BC-HNBVN.' }),
  writtenOn: day('Ngày trên báo cáo'),
  signer: text('Người ký', { max: 200 }),
})
export type PublishingInput = z.output<typeof publishingForm>

/** The form with every reason against it: a paper is not signed before its period begins, nor on a day to come. */
export function readPublishing(period: ReportPeriod, body: unknown): Typed<PublishingInput> {
  const read = readForm(publishingForm, body)
  const writtenOn = read.data?.writtenOn
  if (!writtenOn) return read
  const date = writeDate(writtenOn)
  if (writtenOn > today())
    return {
      values: read.values,
      errors: { writtenOn: [{ text: '{date} chưa đến. Ghi ngày đã ký', gaps: { date } }] },
    }
  if (writtenOn < firstDay(period.from))
    return {
      values: read.values,
      errors: { writtenOn: [{ text: '{date} trước khi kỳ báo cáo bắt đầu. Xem lại năm', gaps: { date } }] },
    }
  return read
}

/** The same with the reason against a day on which a visit that the report counts had surely not begun. */
export function signedAfterVisits(
  db: Db,
  asked: AskedReport,
  read: Typed<PublishingInput>,
): Typed<PublishingInput> {
  const visit = read.data && latestCounted(db, asked)
  if (!visit || !isBefore(read.data!.writtenOn, visit.startsOn)) return read
  const text = isKnownToTheDay(visit.startsOn)
    ? 'Trước ngày {start} của đoàn {code} ({title}) đã tính trong báo cáo. Xem lại ngày ký'
    : 'Trước tháng {start} của đoàn {code} ({title}) đã tính trong báo cáo. Xem lại ngày ký'
  const gaps = { start: writeDate(visit.startsOn), code: visit.code, title: visit.title }
  return { values: read.values, errors: { writtenOn: [{ text, gaps }] } }
}

/** What withdrawing asks for. */
export const withdrawalForm = z.object({
  submissionId: submissionId(),
  version: version(),
  reason: prose('Lý do thu hồi', {
    max: 500,
    hint: 'Ví dụ: ký nhầm bản chưa sửa phần kiến nghị; phát hành lại với số mới.',
  }),
})
