import { z } from 'zod'
import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { choice, day, readForm, submissionId, text, type Typed, type Values, version } from '../web/form.ts'
import { holidayKinds } from './holiday.ts'
import { type Holiday, listHolidays } from './queries.ts'

export const holidayForm = z.object({
  submissionId: submissionId(),
  version: version(),
  fallsOn: day('Ngày'),
  name: text('Tên ngày', { hint: 'Như Quốc khánh, Giỗ Tổ Hùng Vương, làm bù cho ngày 02/5.' }),
  kind: choice('Loại', holidayKinds),
})
export type HolidayInput = z.output<typeof holidayForm>

/** What was typed into the form of a day. */
export function readHoliday(db: Db, body: unknown, stored?: Holiday): Typed<HolidayInput> {
  const typed = readForm(holidayForm, body)
  const same = listHolidays(db).find(
    ({ id, fallsOn }) => id !== stored?.id && fallsOn === typed.data?.fallsOn,
  )
  if (!same) return typed
  const message = { text: 'Ngày này đã ghi: {name}', gaps: { name: same.name } }
  return { errors: { fallsOn: [message] }, values: typed.values }
}

/** A stored day as its form shows it. */
export const formValues = (holiday: Holiday): Values => ({
  version: String(holiday.version),
  fallsOn: writeDate(holiday.fallsOn),
  name: holiday.name,
  kind: holiday.kind,
})
