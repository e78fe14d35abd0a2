import { z } from 'zod'
import { countryName, countryNamed, HOME } from '../countries/names.ts'
import { whyNoCountry } from '../countries/unknown.ts'
import { isBefore, writeDate } from '../dates.ts'
import {
  type Typed,
  type Values,
  check,
  choice,
  date,
  link,
  optional,
  prose,
  readForm,
  reference,
  rows,
  submissionId,
  text,
  valuesOfBody,
  version,
} from '../web/form.ts'
import type { Language, Message } from '../web/language.ts'
import type { Means } from '../web/merge.ts'
import { partnerKinds, partnerNameKinds } from './partner.ts'
import type { PartnerFile } from './queries.ts'

const nameForm = z.object({
  id: optional(reference('')),
  name: text('Tên'),
  kind: choice('Loại tên', partnerNameKinds),
  sinceOn: optional(date('Dùng từ')),
  untilOn: optional(date('Dùng đến')),
})

export const partnerForm = z.object({
  submissionId: submissionId(),
  version: version(),
  name: text('Tên tiếng Việt', { hint: 'Tên đầy đủ, như viết trong văn bản.' }),
  nameEn: optional(text('Tên tiếng Anh')),
  nameLocal: optional(text('Tên bản ngữ', { hint: 'Bằng chữ của nước bạn, như 中华全国新闻工作者协会.' })),
  abbreviation: optional(text('Tên viết tắt', { max: 40 })),
  names: rows('Tên khác và tên cũ', nameForm, { most: 30 }),
  kind: choice('Loại', partnerKinds),
  country: optional(text('Nước', { hint: 'Gõ tên nước, không cần dấu. Tổ chức đa phương thì để trống.' })),
  relationSince: optional(
    date('Quan hệ từ', { hint: 'Biết đến đâu ghi đến đó: 12/11/2017, 11/2017 hoặc 2017.' }),
  ),
  sourceUrl: optional(link('Nguồn trên mạng')),
  note: optional(prose('Ghi chú', { max: 4000 })),
  notDuplicate: check('Đây là đối tác khác'),
})

/** A partner as a form gives it, its country found. */
export type PartnerInput = z.output<typeof partnerForm>

/** What was typed into the form of a partner, with every reason against keeping it. */
export function readPartner(body: unknown): Typed<PartnerInput> {
  const typed = readForm(partnerForm, body)
  const errors: Record<string, Message[]> = { ...typed.errors }
  const refuse = (field: string, text: string, gaps?: Message['gaps']) => {
    ;(errors[field] ??= []).push({ text, gaps })
  }
  // Fields that were read are checked together even while others were not.
  const kind = partnerForm.shape.kind.safeParse(typed.values?.kind)
  const named = partnerForm.shape.country.safeParse(typed.values?.country)
  const name = named.success ? named.data : null
  const country = name === null ? null : (countryNamed(name) ?? null)
  if (name !== null && !country) (errors.country ??= []).push(whyNoCountry(name))
  if (country === HOME)
    refuse('country', 'Đối tác là tổ chức của nước bạn hoặc đa phương, không ghi Việt Nam')
  if (kind.success && named.success) {
    if (kind.data === 'international_body' && name !== null) {
      refuse('country', 'Tổ chức đa phương không thuộc nước nào. Để trống ô này hoặc đổi loại')
    }
    if (kind.data !== 'international_body' && name === null)
      refuse('country', 'Chưa ghi {field}', { field: { text: 'Nước' } })
  }
  typed.data?.names.forEach(({ sinceOn, untilOn }, index) => {
    if (sinceOn && untilOn && isBefore(untilOn, sinceOn)) {
      refuse(`names.${index}.untilOn`, 'Trước lúc bắt đầu dùng tên này')
    }
  })
  if (Object.keys(errors).length || !typed.data) return { errors, values: typed.values }
  return { data: { ...typed.data, country }, values: typed.values }
}

export interface TypedName {
  id: string
  name: string
  kind: string
  sinceOn: string
  untilOn: string
}

const emptyName: TypedName = { id: '', name: '', kind: 'alias', sinceOn: '', untilOn: '' }

/** The rows of other names as the form shows them: at least one to write in. */
export function nameRowsOf(values: Values): TypedName[] {
  const filled = Array.isArray(values.names) ? (values.names as Partial<TypedName>[]) : []
  return (filled.length ? filled : [emptyName]).map((row) => ({ ...emptyName, ...row }))
}

/** The form with one more row for a name, without script: sent, and handed back. Nothing is kept. */
export function withAnotherName(body: unknown): Typed {
  const values = valuesOfBody(partnerForm, body)
  return { values: { ...values, names: [...nameRowsOf(values), emptyName] } }
}

const typedDate = (date: string | null) => (date ? writeDate(date) : '')

/** A stored partner as its form shows it. */
export function formValues(partner: PartnerFile, language: Language): Values {
  return {
    version: String(partner.version),
    name: partner.name,
    nameEn: partner.nameEn ?? '',
    nameLocal: partner.nameLocal ?? '',
    abbreviation: partner.abbreviation ?? '',
    names: partner.names.map(({ id, name, kind, sinceOn, untilOn }) => ({
      id: String(id),
      name,
      kind,
      sinceOn: typedDate(sinceOn),
      untilOn: typedDate(untilOn),
    })),
    kind: partner.kind,
    country: partner.country ? countryName(partner.country, language) : '',
    relationSince: typedDate(partner.relationSince),
    sourceUrl: partner.sourceUrl ?? '',
    note: partner.note ?? '',
  }
}

/** What names in the form of a partner stand for, whichever way they are written. */
export const meansInPartner: Means = (field, text) => (field === 'country' ? countryNamed(text) : undefined)
