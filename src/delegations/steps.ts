import { z } from 'zod'
import { isBefore, today } from '../dates.ts'
import type { Write } from '../db/write.ts'
import { indexDelegation } from '../search/indexing.ts'
import { check, date, day, number, optional, submissionId, text } from '../web/form.ts'
import { delegations, type Status, statusChanges } from './delegation.ts'
import { type Dossier, listStatusChanges } from './queries.ts'

// The steps of a visit's life. Each is a small form that asks only for what that step needs, at an address that is
// the office's noun: POST /delegations/7/approval.

const common = { submissionId: submissionId() }

const reason = text('Lý do', { max: 500 })

/** How a visit moves on: where to, from where, and what the form asks. */
export const steps = {
  submission: {
    to: 'submitted',
    verb: 'Ghi đã trình',
    said: 'Đã ghi: đã trình.',
    from: ['planned', 'postponed'],
    form: z.object({ ...common, happenedOn: optional(day('Ngày trình')) }),
  },
  approval: {
    to: 'approved',
    verb: 'Ghi đã duyệt',
    said: 'Đã ghi: đã duyệt.',
    from: ['planned', 'submitted', 'postponed'],
    form: z.object({
      ...common,
      approvalNumber: text('Số văn bản', {
        max: 60,
        hint: 'Ghi như trên giấy, ví dụ 177/QĐ-HNBVN hoặc 399-QĐ/TW.',
      }),
      approvedOn: day('Ngày ký'),
      approvalAuthority: text('Cơ quan ký', { max: 200 }),
    }),
  },
  departure: {
    to: 'underway',
    verb: 'Ghi đang đi',
    said: 'Đã ghi: đang đi.',
    from: ['planned', 'submitted', 'approved', 'postponed'],
    form: z.object({ ...common, startsOn: date('Ngày bắt đầu thực tế') }),
  },
  return: {
    to: 'returned',
    verb: 'Ghi đã về',
    said: 'Đã ghi: đã về. Báo cáo kết quả đang chờ viết.',
    from: ['planned', 'submitted', 'approved', 'underway', 'postponed'],
    form: z.object({
      ...common,
      startsOn: date('Ngày bắt đầu thực tế'),
      endsOn: date('Ngày kết thúc thực tế'),
      headCount: optional(number('Số người thực đi', { hint: 'Để trống thì đếm theo danh sách đã đủ tên.' })),
      isListComplete: check('Danh sách người trong đoàn đã đủ'),
      reason: optional(text('Khác kế hoạch ở chỗ nào, vì sao', { max: 500 })),
    }),
  },
  postponement: {
    to: 'postponed',
    verb: 'Hoãn đoàn',
    said: 'Đã hoãn đoàn.',
    from: ['planned', 'submitted', 'approved'],
    form: z.object({
      ...common,
      startsOn: date('Ngày bắt đầu mới'),
      endsOn: optional(date('Ngày kết thúc mới')),
      reason,
    }),
  },
  cancellation: {
    to: 'cancelled',
    verb: 'Hủy đoàn',
    said: 'Đã hủy đoàn. Đoàn vẫn nằm trong sổ, không tính vào số liệu.',
    from: ['planned', 'submitted', 'approved', 'underway', 'postponed'],
    form: z.object({ ...common, reason }),
  },
} as const satisfies Record<
  string,
  { to: Status; verb: string; said: string; from: Status[]; form: z.ZodObject }
>

export type Step = keyof typeof steps

/** A step's form; what it gives is a StepInput. */
export const formOf = (step: Step): z.ZodObject => steps[step].form

export const isStep = (text: string): text is Step => Object.hasOwn(steps, text)

/** The steps open to a visit at this status, the next one of its life first. */
export function stepsFrom(status: Status): Step[] {
  const order: Step[] = ['submission', 'approval', 'departure', 'return', 'postponement', 'cancellation']
  return order.filter((step) => (steps[step].from as readonly Status[]).includes(status))
}

/** What a step's form says at first, from the visit itself. */
export function valuesForStep(step: Step, visit: Dossier): Record<string, unknown> {
  switch (step) {
    case 'submission':
      return { happenedOn: today() }
    case 'approval':
      return {
        approvalNumber: visit.approvalNumber ?? '',
        approvedOn: visit.approvedOn ?? '',
        approvalAuthority: visit.approvalAuthority ?? '',
      }
    case 'departure':
      return { startsOn: visit.startsOn }
    case 'return':
      return {
        startsOn: visit.startsOn,
        endsOn: visit.endsOn ?? '',
        headCount: visit.headCount ?? '',
        isListComplete: visit.isListComplete ? '1' : '',
      }
    default:
      return {}
  }
}

/** What any step's form may give. */
export interface StepInput {
  submissionId?: string
  happenedOn?: string | null
  approvalNumber?: string
  approvedOn?: string
  approvalAuthority?: string
  startsOn?: string
  endsOn?: string | null
  headCount?: number | null
  isListComplete?: boolean
  reason?: string | null
}

/** Whether a step's dates contradict each other: it would end before it starts. */
export function endsTooEarly(step: Step, visit: Dossier, input: StepInput): boolean {
  if (step === 'cancellation' || step === 'submission' || step === 'approval') return false
  const startsOn = input.startsOn ?? visit.startsOn
  const endsOn = input.endsOn === undefined ? visit.endsOn : input.endsOn
  return !!endsOn && isBefore(endsOn, startsOn)
}

/** Takes a visit one step on, and remembers when, why, and what its dates were. */
export function takeStep(write: Write, visit: Dossier, step: Step, input: StepInput) {
  const { to } = steps[step]
  const startsOn = input.startsOn ?? visit.startsOn
  const endsOn = input.endsOn === undefined ? visit.endsOn : input.endsOn
  const movesDates = startsOn !== visit.startsOn || endsOn !== visit.endsOn
  write.update(delegations, visit.id, {
    status: to,
    statusReason: input.reason ?? (step === 'return' ? null : visit.statusReason),
    approvalNumber: input.approvalNumber,
    approvedOn: input.approvedOn,
    approvalAuthority: input.approvalAuthority,
    startsOn: input.startsOn,
    // A postponed visit whose new end nobody knows has no end: the old one would lie before its start.
    endsOn: input.endsOn,
    headCount: input.headCount,
    isListComplete: input.isListComplete,
  })
  write.insert(statusChanges, {
    delegationId: visit.id,
    fromStatus: visit.status,
    toStatus: to,
    happenedOn: happenedOn(step, input),
    reason: input.reason ?? null,
    fromStartsOn: movesDates ? visit.startsOn : null,
    fromEndsOn: movesDates ? visit.endsOn : null,
  })
  if (movesDates) indexDelegation(write, visit.id)
}

function happenedOn(step: Step, input: StepInput): string {
  if (step === 'approval') return input.approvedOn!
  if (step === 'departure') return input.startsOn!
  if (step === 'return') return input.endsOn!
  return input.happenedOn ?? today()
}

/** The changes that still hold: neither taken back nor taking another one back. */
export function standingChanges<Change extends { id: number; revertsId: number | null }>(
  changes: Change[],
): Change[] {
  const reverted = new Set(changes.map(({ revertsId }) => revertsId))
  return changes.filter(({ id, revertsId }) => revertsId === null && !reverted.has(id))
}

/**
 * Takes a visit back to where its last step took it from, with the dates it had then; tells the status it has again,
 * or undefined where it never moved. What happened stays on record.
 */
export function takeBack(write: Write, visit: Dossier): Status | undefined {
  const last = standingChanges(listStatusChanges(write.db, visit.id)).at(-1)
  if (!last?.fromStatus) return undefined
  const status = last.fromStatus as Status
  write.update(delegations, visit.id, {
    status,
    statusReason: null,
    ...(last.fromStartsOn && { startsOn: last.fromStartsOn, endsOn: last.fromEndsOn }),
  })
  write.insert(statusChanges, {
    delegationId: visit.id,
    fromStatus: visit.status,
    toStatus: status,
    happenedOn: today(),
    revertsId: last.id,
  })
  if (last.fromStartsOn) indexDelegation(write, visit.id)
  return status
}
