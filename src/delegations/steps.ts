import { z } from 'zod'
import { isBefore, isKnownToTheDay, today, writeDate, writeRange } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { PaperOfVisit } from '../documents/queries.ts'
import { indexDelegation } from '../search/indexing.ts'
import { reopenReport } from '../visit-reports/queries.ts'
import { check, date, day, number, optional, submissionId, text, version } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { delegations, type Status, statusChanges } from './delegation.ts'
import { isStillToCome } from './judging.ts'
import { type Dossier, listStatusChanges } from './queries.ts'

// The steps of a visit's life. Each is a small form that asks only for what that step needs, at an address that is
// the office's noun: POST /delegations/7/approval.

const common = { submissionId: submissionId(), version: version() }

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
    form: z.object({
      ...common,
      startsOn: date('Ngày bắt đầu thực tế'),
      endsOn: optional(date('Ngày kết thúc dự kiến')),
    }),
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
      reason: optional(
        text('Khác kế hoạch ở chỗ nào, vì sao', {
          max: 500,
          hint: 'Cần ghi khi ngày đi, ngày về hoặc số người khác kế hoạch.',
        }),
      ),
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

/** Taking a step back asks nothing. */
export const stepBackForm = z.object(common)

export type Step = keyof typeof steps

/** A step's form; what it gives is a StepInput. */
export const formOf = (step: Step): z.ZodObject => steps[step].form

export const stepNames = Object.keys(steps) as Step[]

/** The steps open to a visit at this status, the next one of its life first. */
export function stepsFrom(status: Status): Step[] {
  const order: Step[] = ['submission', 'approval', 'departure', 'return', 'postponement', 'cancellation']
  return order.filter((step) => (steps[step].from as readonly Status[]).includes(status))
}

/** What a step's form says at first, from the visit itself. */
export function valuesForStep(
  step: Step,
  visit: Dossier,
  lastAuthority: string | null,
  decision?: PaperOfVisit,
): Record<string, unknown> {
  switch (step) {
    case 'submission':
      return { happenedOn: today() }
    case 'approval':
      return {
        // A decision that is among the papers already is not typed again.
        approvalNumber: visit.approvalNumber ?? decision?.number ?? '',
        approvedOn: visit.approvedOn ?? dayOf(decision?.issuedOn) ?? '',
        approvalAuthority: visit.approvalAuthority ?? decision?.issuer ?? lastAuthority ?? '',
      }
    case 'departure':
      return { startsOn: visit.startsOn, endsOn: visit.endsOn ?? '' }
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

const dayOf = (date: string | null | undefined) => (date && isKnownToTheDay(date) ? date : null)

/** What any step's form may give. */
export interface StepInput {
  submissionId?: string
  version?: number | null
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

/** The field of a step whose date cannot be, and why. */
export function impossibleDate(
  step: Step,
  visit: Dossier,
  input: StepInput,
  today: string,
): { field: string; message: Message } | undefined {
  const ahead = (field: 'startsOn' | 'endsOn' | 'approvedOn' | 'happenedOn') => {
    const date = input[field]
    return date && isStillToCome(date, today)
      ? {
          field,
          message: {
            text: '{date} chưa đến. Ghi ngày thực tế, hoặc để đoàn ở bước hiện tại',
            gaps: { date: writeDate(date) },
          },
        }
      : undefined
  }
  if (step === 'approval') return ahead('approvedOn')
  if (step === 'submission') return ahead('happenedOn')
  if (input.startsOn === undefined) return undefined
  const endsOn = input.endsOn === undefined ? visit.endsOn : input.endsOn
  if (endsOn && isBefore(endsOn, input.startsOn)) {
    return {
      field: input.endsOn ? 'endsOn' : 'startsOn',
      message: { text: 'Ngày kết thúc trước ngày bắt đầu' },
    }
  }
  // Nobody is away, or back, before the day has come.
  if (step === 'departure') return ahead('startsOn')
  return step === 'return' ? (ahead('startsOn') ?? ahead('endsOn')) : undefined
}

/** When a visit was to start and end, and of how many people: as it stood before it left. */
export function plannedOf(db: Db, visit: Dossier): Pick<Dossier, 'startsOn' | 'endsOn' | 'headCount'> {
  const departure = standingChanges(listStatusChanges(db, visit.id)).findLast(
    ({ toStatus }) => toStatus === 'underway',
  )
  return { ...visit, ...(departure ? pastIn(departure) : {}) }
}

/** Why a visit that came back needs a reason: it was not carried out as planned, and none is given. */
export function unexplained(
  planned: Pick<Dossier, 'startsOn' | 'endsOn' | 'headCount'>,
  { startsOn, endsOn, headCount, reason }: StepInput,
): Message | undefined {
  if (reason) return undefined
  // "9/2024" and 14/9/2024 may be one day.
  const isOther = (was: string | null, is: string | null | undefined) =>
    was !== null && is != null && !was.startsWith(is) && !is.startsWith(was)
  if (isOther(planned.startsOn, startsOn) || isOther(planned.endsOn, endsOn)) {
    const dates = writeRange(planned.startsOn, planned.endsOn)
    return { text: 'Kế hoạch là {dates}. Ghi vì sao đi khác kế hoạch', gaps: { dates } }
  }
  if (planned.headCount !== null && headCount != null && headCount !== planned.headCount)
    return {
      text: 'Kế hoạch là {count} người. Ghi vì sao số người khác đi',
      gaps: { count: planned.headCount },
    }
  return undefined
}

/** Takes a visit one step on, and remembers when, why, and what else was otherwise before. */
export function takeStep(write: Write, visit: Dossier, step: Step, input: StepInput) {
  const { to } = steps[step]
  const changes = {
    statusReason: input.reason ?? null,
    approvalNumber: input.approvalNumber,
    approvedOn: input.approvedOn,
    approvalAuthority: input.approvalAuthority,
    startsOn: input.startsOn,
    // A postponed visit whose new end nobody knows has no end: the old one would lie before its start.
    endsOn: input.endsOn,
    headCount: input.headCount,
    isListComplete: input.isListComplete,
  }
  const before = pastOf(visit, changes)
  write.update(delegations, visit.id, { ...changes, status: to })
  write.insert(statusChanges, {
    delegationId: visit.id,
    fromStatus: visit.status,
    toStatus: to,
    happenedOn: happenedOn(step, input),
    reason: input.reason ?? null,
    before: Object.keys(before).length ? JSON.stringify(before) : null,
  })
  indexDelegation(write, visit.id)
}

type Past = Partial<Dossier>

// What a visit said before, of what is about to change.
function pastOf(visit: Dossier, changes: Past): Past {
  const names = Object.keys(changes) as (keyof Past)[]
  return Object.fromEntries(
    names
      .filter((name) => changes[name] !== undefined && changes[name] !== visit[name])
      .map((name) => [name, visit[name]]),
  )
}

/** What a step changed beside the status, as it was before. */
export const pastIn = ({ before }: { before: string | null }): Past =>
  before ? (JSON.parse(before) as Past) : {}

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

/** Whether the last that happened to a visit is that a step was taken back. */
export function isTakenBack(db: Db, visitId: number): boolean {
  const last = listStatusChanges(db, visitId).at(-1)
  return last !== undefined && (last.revertsId !== null || last.fromStatus === 'reported')
}

/**
 * Takes a visit back to where its last step took it from, with everything that step changed as it was; tells the status
 * it has again, or undefined where it never moved. A report that was handed in is a draft again. What happened stays
 * on record.
 */
export function takeBack(write: Write, visit: Dossier): Status | undefined {
  const last = standingChanges(listStatusChanges(write.db, visit.id)).at(-1)
  // A visit that was written down as reported has been away: it has come back, and waits for its report.
  const status =
    (last?.fromStatus as Status | null | undefined) ?? (visit.status === 'reported' ? 'returned' : undefined)
  if (!status) return undefined
  write.update(delegations, visit.id, { ...(last && pastIn(last)), status })
  write.insert(statusChanges, {
    delegationId: visit.id,
    fromStatus: visit.status,
    toStatus: status,
    happenedOn: today(),
    revertsId: last?.id ?? null,
  })
  if (visit.status === 'reported') reopenReport(write, visit.id)
  indexDelegation(write, visit.id)
  return status
}
