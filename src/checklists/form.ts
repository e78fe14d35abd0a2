import { z } from 'zod'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { findLegalBasis } from '../legal-bases/queries.ts'
import { dayKinds } from '../settings/setting-value.ts'
import {
  check,
  choice,
  day,
  number,
  optional,
  readForm,
  reference,
  rows,
  submissionId,
  text,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { anchors, checklistStates, meanings } from './checklist-line.ts'
import type { ChecklistItem, ChecklistLine, ChecklistStep } from './queries.ts'

/** Which side of its anchor a day lies on: people say how many days, and before or after. */
export const sides = { before: 'trước', after: 'sau' } as const

const MOST = 730
const settledBy = () => optional(choice('Tự xong khi hồ sơ', meanings))
const timing = {
  dayKind: choice('Tính theo', dayKinds),
  side: choice('Trước hay sau', sides),
  anchor: choice('Tính từ', anchors),
}

export const stepForm = z.object({
  submissionId: submissionId(),
  version: version(),
  direction: choice('Chiều', directions),
  title: text('Việc chuẩn bị', { max: 300 }),
  days: number('Số ngày', { min: 0, max: MOST }),
  ...timing,
  settledBy: settledBy(),
  legalBasisId: optional(reference('Căn cứ')),
  isInUse: check('Đang dùng', { hint: 'Bỏ dấu thì việc này không vào đoàn mới; đoàn đã lập giữ nguyên.' }),
})

export interface StepInput extends Omit<z.output<typeof stepForm>, 'days' | 'side'> {
  /** Days after the anchor; before it where negative. */
  offset: number
}

/** What was typed into the form of a step of the catalogue. */
export function readStep(db: Db, body: unknown): Typed<StepInput> {
  const typed = readForm(stepForm, body)
  if (!typed.data) return { errors: typed.errors, values: typed.values }
  const { days, side, ...rest } = typed.data
  if (rest.legalBasisId && !findLegalBasis(db, rest.legalBasisId))
    return { errors: { legalBasisId: [{ text: 'Chọn một mục trong danh sách' }] }, values: typed.values }
  return { data: { ...rest, offset: signed(days, side) }, values: typed.values }
}

const signed = (days: number, side: keyof typeof sides) => (side === 'before' && days ? -days : days)

const timingValues = ({ offset, dayKind, anchor }: Pick<ChecklistItem, 'offset' | 'dayKind' | 'anchor'>) => ({
  days: offset === null ? '' : String(Math.abs(offset)),
  side: offset !== null && offset > 0 ? 'after' : 'before',
  dayKind,
  anchor,
})

/** A stored step as its form shows it. */
export const stepValues = (step: ChecklistStep): Values => ({
  version: String(step.version),
  direction: step.direction,
  title: step.title,
  ...timingValues(step),
  settledBy: step.settledBy ?? '',
  legalBasisId: step.legalBasisId === null ? '' : String(step.legalBasisId),
  isInUse: step.isInUse ? '1' : '',
})

const lineForm = z.object({
  id: optional(reference('')),
  title: text('Việc chuẩn bị', { max: 300 }),
  owner: optional(text('Người phụ trách', { max: 200 })),
  days: optional(number('Số ngày', { min: 0, max: MOST })),
  ...timing,
  state: choice('Trạng thái', checklistStates),
  doneOn: optional(day('Xong ngày')),
  settledBy: settledBy(),
})

export const checklistForm = z.object({
  submissionId: submissionId(),
  version: version(),
  lines: rows('Việc chuẩn bị', lineForm),
})

export const stateForm = z.object({
  submissionId: submissionId(),
  state: choice('Trạng thái', checklistStates),
})

export interface ChecklistInput {
  submissionId?: string
  version: number | null
  lines: ChecklistLine[]
}

/** What was typed into the form of a visit's checklist. */
export function readChecklist(body: unknown): Typed<ChecklistInput> {
  const typed = readForm(checklistForm, body)
  if (!typed.data) return { errors: typed.errors, values: typed.values }
  const errors: Record<string, Message[]> = {}
  const lines = typed.data.lines.map(({ days, side, doneOn, ...line }, index): ChecklistLine => {
    const isDone = line.state === 'done'
    if (doneOn && !isDone)
      errors[`lines.${index}.doneOn`] = [{ text: 'Việc chưa xong thì để trống ngày xong' }]
    if (doneOn && doneOn > today())
      errors[`lines.${index}.doneOn`] = [
        { text: '{date} chưa đến. Ghi ngày đã xong', gaps: { date: writeDate(doneOn) } },
      ]
    return {
      ...line,
      offset: days === null ? null : signed(days, side),
      doneOn: isDone ? (doneOn ?? today()) : null,
    }
  })
  return Object.keys(errors).length
    ? { errors, values: typed.values }
    : { data: { ...typed.data, lines }, values: typed.values }
}

/** A stored checklist as its form shows it. */
export const checklistValues = (visit: { version: number }, items: ChecklistItem[]): Values => ({
  version: String(visit.version),
  lines: items.map((item) => ({
    id: String(item.id),
    title: item.title,
    owner: item.owner ?? '',
    ...timingValues(item),
    state: item.state,
    doneOn: item.doneOn ? writeDate(item.doneOn) : '',
    settledBy: item.settledBy ?? '',
  })),
})

/** A line that is still to be written. */
export const blankLine = (): Values => ({
  id: '',
  title: '',
  owner: '',
  days: '',
  side: 'before',
  dayKind: 'working',
  anchor: 'start',
  state: 'open',
  doneOn: '',
  settledBy: '',
})
