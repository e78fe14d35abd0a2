import { z } from 'zod'
import { today, writeDate } from '../dates.ts'
import {
  choice,
  day,
  optional,
  prose,
  readForm,
  reference,
  submissionId,
  text,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import { followUpOutcomes, followUpSides } from './follow-up.ts'
import type { FollowUp } from './queries.ts'

export const followUpForm = z.object({
  submissionId: submissionId(),
  version: version(),
  content: prose('Việc tiếp theo', { max: 1000, hint: 'Một việc, một đầu mối, một hạn.' }),
  side: choice('Bên chịu trách nhiệm', followUpSides),
  partnerId: optional(reference('Đối tác')),
  lead: text('Đơn vị đầu mối', { max: 200 }),
  owner: optional(text('Người phụ trách', { max: 200 })),
  dueOn: day('Hạn'),
})
export type FollowUpInput = z.output<typeof followUpForm>

/** What of a follow-up from a report is no part of the paper that was handed in. */
export const ownerForm = z.object({
  submissionId: submissionId(),
  version: version(),
  owner: followUpForm.shape.owner,
})

export const closingForm = z.object({
  submissionId: submissionId(),
  version: version(),
  outcome: choice('Kết quả', followUpOutcomes),
  closedOn: day('Xong ngày'),
  evidence: prose('Minh chứng', {
    max: 1000,
    hint: 'Điều cho thấy việc đã xong: số văn bản, thư, đường dẫn. Nếu thôi không làm thì ghi lý do.',
  }),
})
export type ClosingInput = z.output<typeof closingForm>

/** A follow-up as it was typed; a partner it names is one of the visit's. */
export function readFollowUp(partnerIds: number[], body: unknown): Typed<FollowUpInput> {
  const typed = readForm(followUpForm, body)
  const named = typed.data?.partnerId ?? null
  if (named === null || partnerIds.includes(named)) return typed
  return { values: typed.values, errors: { partnerId: [{ text: 'Chọn một mục trong danh sách' }] } }
}

/** What was typed to close a follow-up: on a day that has come. */
export function readClosing(body: unknown): Typed<ClosingInput> {
  const typed = readForm(closingForm, body)
  if (!typed.data || typed.data.closedOn <= today()) return typed
  const gaps = { date: writeDate(typed.data.closedOn) }
  return { values: typed.values, errors: { closedOn: [{ text: '{date} chưa đến. Ghi ngày đã xong', gaps }] } }
}

/** A stored follow-up as its form shows it. */
export const formValues = (row: FollowUp): Values => ({
  version: String(row.version),
  content: row.content,
  side: row.side,
  partnerId: row.partnerId === null ? '' : String(row.partnerId),
  lead: row.lead,
  owner: row.owner ?? '',
  dueOn: writeDate(row.dueOn),
})

export const closingValues = (row: FollowUp): Values => ({
  version: String(row.version),
  outcome: row.outcome ?? '',
  closedOn: row.closedOn ? writeDate(row.closedOn) : '',
  evidence: row.evidence ?? '',
})
