import { z } from 'zod'
import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findLegalBasis } from '../legal-bases/queries.ts'
import {
  type Typed,
  type Values,
  choice,
  day,
  number,
  optional,
  readForm,
  reference,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { choicesOf, type KnownSetting, knownSettings, type SettingKey } from './known-settings.ts'
import { listSettingValues, type SettingValue } from './queries.ts'
import { dayKinds } from './setting-value.ts'

const deadlineForm = z.object({
  submissionId: submissionId(),
  version: version(),
  value: number('Giá trị', { max: 365 }),
  dayKind: choice('Tính theo', dayKinds),
  sinceOn: optional(
    day('Áp dụng từ ngày', {
      hint: 'Đoàn của thời trước ngày này giữ giá trị cũ. Để trống: áp dụng từ đầu.',
    }),
  ),
  legalBasisId: optional(reference('Căn cứ trong danh mục')),
  basis: optional(text('Căn cứ khác', { max: 300, hint: 'Khi văn bản không có trong danh mục.' })),
})
const limitForm = deadlineForm.omit({ dayKind: true })
// What decides who comes in, and how long papers are kept, is about no visit of then.
const accessForm = limitForm.extend({
  sinceOn: optional(
    day('Áp dụng từ ngày', { hint: 'Trước ngày này vẫn theo giá trị cũ. Để trống: áp dụng từ đầu.' }),
  ),
})

export const settingFormOf = (key: SettingKey): z.ZodObject => {
  const { group, dayKind }: KnownSetting = knownSettings[key]
  const choices = choicesOf(key)
  const form = group === 'access' ? accessForm : dayKind ? deadlineForm : limitForm
  return choices ? form.extend({ value: choice('Giá trị', choices) }) : form
}

type DeadlineTyped = z.output<typeof deadlineForm>
export interface SettingInput extends Omit<DeadlineTyped, 'dayKind' | 'value'> {
  value: string
  dayKind: DeadlineTyped['dayKind'] | null
}

/** What was typed into the form of a setting's value. */
export function readSetting(
  db: Db,
  key: SettingKey,
  body: unknown,
  stored?: SettingValue,
): Typed<SettingInput> {
  const typed: Typed<Partial<DeadlineTyped>> = readForm(settingFormOf(key), body)
  if (!typed.data) return { errors: typed.errors, values: typed.values }
  const { sinceOn, legalBasisId, basis } = typed.data
  const errors: Record<string, Message[]> = {}
  const isTaken = listSettingValues(db, key).some(
    (other) => other.id !== null && other.id !== stored?.id && other.sinceOn === sinceOn,
  )
  if (isTaken) errors.sinceOn = [{ text: 'Đã có giá trị áp dụng từ ngày này. Sửa ở dòng ấy' }]
  if (legalBasisId && !findLegalBasis(db, legalBasisId))
    errors.legalBasisId = [{ text: 'Chọn một mục trong danh sách' }]
  else if (legalBasisId && basis) errors.basis = [{ text: 'Đã chọn căn cứ trong danh mục; để trống ô này' }]
  if (Object.keys(errors).length) return { errors, values: typed.values }
  const data = { dayKind: null, ...typed.data, value: String(typed.data.value) }
  return { data: data as SettingInput, values: typed.values }
}

/** A stored value as its form shows it. */
export const formValues = (setting: SettingValue): Values => ({
  version: String(setting.version),
  value: setting.value,
  dayKind: setting.dayKind ?? '',
  sinceOn: setting.sinceOn ? writeDate(setting.sinceOn) : '',
  legalBasisId: setting.legalBasisId === null ? '' : String(setting.legalBasisId),
  basis: setting.basis ?? '',
})
