import { z } from 'zod'
import { submissionId, text, version } from '../web/form.ts'

export const deletionForm = z.object({
  submissionId: submissionId(),
  /** The last act that had changed the record when the form was opened: a later one means that somebody was faster. */
  lastActId: version(),
  reason: text('Lý do xóa', {
    max: 500,
    hint: 'Ví dụ: ghi nhầm, ghi trùng với ĐR-2025-008. Lý do ở lại trong sổ.',
  }),
})
