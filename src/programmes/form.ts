import { z } from 'zod'
import { addDays, isKnownToTheDay, readDate, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { partnerLabel, partnersById, partnersNamed } from '../partners/queries.ts'
import {
  choice,
  number,
  optional,
  picked,
  readForm,
  reference,
  rows,
  submissionId,
  text,
  time,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { dayOf, MOST_DAYS, numberOf, type ProgrammeDay, type VisitDays } from './days.ts'
import { programmeOutcomes } from './programme-item.ts'
import type { ProgrammeItem, ProgrammeLine } from './queries.ts'

const lineForm = z.object({
  id: optional(reference('')),
  content: text('Nội dung', { max: 1000 }),
  /** A day as people write it, or the number of one of the visit's days. */
  day: picked('Ngày'),
  startsAt: optional(time('Từ giờ')),
  endsAt: optional(time('Đến giờ')),
  place: optional(text('Nơi', { max: 300 })),
  met: optional(text('Gặp ai', { max: 500 })),
  partner: optional(text('Đối tác', { max: 200 })),
  outcome: choice('Thực hiện', programmeOutcomes),
  outcomeReason: optional(text('Lý do đổi', { max: 500 })),
})

export const programmeForm = z.object({
  submissionId: submissionId(),
  version: version(),
  items: rows('Chương trình', lineForm),
})

/** Moving a whole programme: forward, or back where negative. */
export const shiftForm = z.object({
  submissionId: submissionId(),
  days: number('Số ngày dời', { min: -MOST_DAYS, max: MOST_DAYS }),
})

export interface ProgrammeInput {
  submissionId?: string
  version: number | null
  items: ProgrammeLine[]
}

/** What was typed into the form of a visit's programme, with every reason against keeping it. `had` is what it was. */
export function readProgramme(
  db: Db,
  visit: VisitDays,
  had: ProgrammeItem[],
  body: unknown,
): Typed<ProgrammeInput> {
  const typed = readForm(programmeForm, body)
  if (!typed.data) return { errors: typed.errors, values: typed.values }
  const errors: Record<string, Message[]> = {}
  const days = daysTyped(visit, had, typed.data.items)
  const items = typed.data.items.map(({ day: _day, partner, ...line }, index): ProgrammeLine => {
    const refuse = (column: string, text: string, gaps?: Message['gaps']) =>
      (errors[`items.${index}.${column}`] = [{ text, gaps }])
    const found = partner === null ? [] : partnersNamed(db, partner)
    if (partner !== null && !found.length)
      refuse('partner', 'Chưa có đối tác “{name}” trong sổ', { name: partner })
    if (found.length > 1) {
      const names = found.map(({ name }) => name).join('; ')
      refuse('partner', '“{name}” có thể là: {names}. Ghi đủ tên', { name: partner!, names })
    }
    if (line.endsAt && !line.startsAt) refuse('startsAt', 'Có giờ kết thúc thì ghi giờ bắt đầu')
    if (line.startsAt && line.endsAt && isBackwards(line.startsAt, line.endsAt))
      refuse('endsAt', 'Giờ kết thúc trước giờ bắt đầu')
    if ((line.outcome === 'changed' || line.outcome === 'dropped') && !line.outcomeReason)
      refuse('outcomeReason', 'Ghi vì sao khác chương trình đã duyệt')
    const day = days[index]!
    if (typeof day === 'string') refuse('day', day)
    return { ...line, ...(typeof day === 'string' ? noDay : day), partnerId: found[0]?.id ?? null }
  })
  return Object.keys(errors).length
    ? { errors, values: typed.values }
    : { data: { ...typed.data, items }, values: typed.values }
}

// A night train ends the next morning; what would last longer than half a day is a slip.
const isBackwards = (startsAt: string, endsAt: string) =>
  endsAt < startsAt && minutesOf(endsAt) + 24 * 60 - minutesOf(startsAt) > 12 * 60
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const noDay: ProgrammeDay = { dayNumber: 1, heldOn: null }

// The days of the lines, or why one of them is none. A line that stays on its day keeps its number, wherever the visit
// has gone meanwhile.
function daysTyped(
  { startsOn }: VisitDays,
  had: ProgrammeItem[],
  lines: { id: number | null; day: string }[],
): (ProgrammeDay | string)[] {
  const read = lines.map(({ id, day }) => {
    const number = /^\d{1,3}$/.test(day) ? Number(day) : undefined
    const on = number === undefined ? readDate(day) : undefined
    return { id, number, on: on && isKnownToTheDay(on) ? on : undefined }
  })
  const first = isKnownToTheDay(startsOn) ? startsOn : read.flatMap(({ on }) => on ?? []).toSorted()[0]
  return read.map(({ id, number, on }) => {
    if (on) {
      const known = had.find((item) => item.id === id && item.heldOn === on)
      const dayNumber = known?.dayNumber ?? numberOf(on, first!)
      return dayNumber > MOST_DAYS ? 'Ngày này cách ngày đầu của đoàn hơn một năm' : { dayNumber, heldOn: on }
    }
    if (!number || number > MOST_DAYS) return 'Chọn một mục trong danh sách'
    return {
      dayNumber: number,
      heldOn: isKnownToTheDay(startsOn) ? addDays(startsOn, number - 1) : null,
    }
  })
}

/** How the form says a line's day. */
export function dayWritten(line: ProgrammeDay, visit: VisitDays): string {
  const day = dayOf(line, visit)
  return day ? writeDate(day) : String(line.dayNumber)
}

/** A stored programme as its form shows it. */
export function formValues(db: Db, visit: VisitDays & { version: number }, items: ProgrammeItem[]): Values {
  const partnerOf = (id: number | null) => {
    const partner = id === null ? undefined : partnersById(db).get(id)
    return partner ? partnerLabel(db, partner) : ''
  }
  return {
    version: String(visit.version),
    items: items.map((item) => ({
      id: String(item.id),
      content: item.content,
      day: dayWritten(item, visit),
      startsAt: item.startsAt ?? '',
      endsAt: item.endsAt ?? '',
      place: item.place ?? '',
      met: item.met ?? '',
      partner: partnerOf(item.partnerId),
      outcome: item.outcome,
      outcomeReason: item.outcomeReason ?? '',
    })),
  }
}
