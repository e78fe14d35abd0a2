import { firstDay, type PartialDate, today, writeDate } from '../dates.ts'
import type { Message } from '../web/language.ts'
import { type Status, statuses } from './delegation.ts'
import type { readDelegation } from './form.ts'
import type { Dossier } from './queries.ts'

// What the form of a visit cannot tell by itself: whether who sends it may write this down, and whether it can be so yet.

type Read = ReturnType<typeof readDelegation>
type Stored = Pick<
  Dossier,
  'status' | 'startsOn' | 'endsOn' | 'approvalNumber' | 'approvedOn' | 'approvalAuthority'
>

/**
 * Deciding is more than writing down what happened: only who may approve writes down “approved”; a visit that left
 * without more is written down as it is.
 */
export function withStepJudged<T extends Read>(typed: T, { mayApprove }: { mayApprove: boolean }): T {
  if (!typed.data) return typed
  if (typed.data.status === 'approved' && !mayApprove) {
    const message = { text: 'Ghi đã duyệt là việc của người có quyền duyệt. Chọn bước khác' }
    return { ...typed, data: undefined, errors: { status: [message] } }
  }
  return withDatesJudged(typed, typed.data.status ?? 'planned')
}

/**
 * An edit of `visit`, as it is stored: what a decision rests on is corrected by those who may decide, while whoever enters
 * data fills in what is missing; and a visit that is away, or back, was not moved to days that are still to come.
 */
export function withEditJudged<T extends Read>(
  visit: Stored,
  typed: T,
  { mayApprove }: { mayApprove: boolean },
): T {
  if (!typed.data) return typed
  const { data } = typed
  const changed = (['approvalNumber', 'approvedOn', 'approvalAuthority'] as const).filter(
    (field) => visit[field] !== null && data[field] !== visit[field],
  )
  if (mayApprove || !changed.length) return withDatesJudged(typed, visit.status, visit)
  const message = { text: 'Đã duyệt theo văn bản này; sửa là việc của người có quyền duyệt' }
  return { ...typed, data: undefined, errors: Object.fromEntries(changed.map((field) => [field, [message]])) }
}

/** Which dates of a visit at a step have come (C10): nobody is away, or back, before the day. */
const comeAt: Partial<Record<Status, DateField[]>> = {
  underway: ['startsOn'],
  returned: ['startsOn', 'endsOn'],
  reported: ['startsOn', 'endsOn'],
}
type DateField = 'startsOn' | 'endsOn' | 'approvedOn'

/** Whether a date surely lies ahead: one known to the month or the year may have come with its first day. */
export const isStillToCome = (date: PartialDate, now = today()) => firstDay(date) > now

// A date that is stored already is not asked about again: what else is edited has nothing to do with it.
function withDatesJudged<T extends Read>(typed: T, status: Status, visit?: Stored): T {
  const data = typed.data!
  const ahead = [...(comeAt[status] ?? []), 'approvedOn' as const].filter(
    (field) => data[field] && data[field] !== visit?.[field] && isStillToCome(data[field]),
  )
  if (!ahead.length) return typed
  const errors = ahead.map((field) => [field, [whyAhead(field, data[field]!, status)]])
  return { ...typed, data: undefined, errors: Object.fromEntries(errors) as Record<string, Message[]> }
}

const whyAhead = (field: DateField, date: PartialDate, status: Status): Message =>
  field === 'approvedOn'
    ? { text: '{date} chưa đến. Ghi ngày đã ký', gaps: { date: writeDate(date) } }
    : {
        text: '{date} chưa đến, mà đoàn ở bước “{status}”. Ghi lại ngày, hoặc ghi lại bước của đoàn',
        gaps: { date: writeDate(date), status: { text: statuses[status] } },
      }
