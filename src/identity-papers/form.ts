import { z } from 'zod'
import { date, optional, submissionId, text } from '../web/form.ts'

/** What may be written of one participant's papers. What is left empty stays as it was. */
export const identityForm = z.object({
  passport: optional(text('Số hộ chiếu', { max: 20 })),
  birthDate: optional(date('Ngày sinh')),
})

/** A passport's number without the blanks people put in; undefined where it is none. */
export function passportNumber(typed: string): string | undefined {
  const number = typed.toUpperCase().replaceAll(/[\s.-]/g, '')
  return /^(?=.*\d)[A-Z0-9]{5,15}$/.test(number) ? number : undefined
}

/** Whose request a person's data is erased at, as a paper or in words; it is written down in the security log. */
export const erasureForm = z.object({
  submissionId: submissionId(),
  request: text('Theo yêu cầu nào', { max: 200, hint: 'Ví dụ: đơn ngày 12/3/2026. Không ghi tên người ấy.' }),
})
