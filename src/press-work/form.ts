import { z } from 'zod'
import { writeDate } from '../dates.ts'
import { day, optional, submissionId, text, type Values, version } from '../web/form.ts'
import type { PressWork } from './queries.ts'

export const pressWorkForm = z.object({
  submissionId: submissionId(),
  version: version(),
  permitNumber: optional(
    text('Số giấy phép', { max: 60, hint: 'Chưa có giấy phép thì để trống; sổ nhắc đến khi ghi.' }),
  ),
  permittedOn: optional(day('Ngày cấp phép')),
  visaKind: optional(text('Loại thị thực', { max: 20, hint: 'Như PV2, HN, DN1.' })),
  places: optional(text('Địa bàn tác nghiệp', { max: 500 })),
  guide: optional(text('Người hướng dẫn')),
})
export type PressWorkInput = z.output<typeof pressWorkForm>

/** What is stored of guests' press work, as its form shows it. */
export const formValues = (work: PressWork | undefined, visit: { version: number }): Values => ({
  version: String(visit.version),
  permitNumber: work?.permitNumber ?? '',
  permittedOn: work?.permittedOn ? writeDate(work.permittedOn) : '',
  visaKind: work?.visaKind ?? '',
  places: work?.places ?? '',
  guide: work?.guide ?? '',
})
