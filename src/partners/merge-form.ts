import { z } from 'zod'
import { isBefore } from '../dates.ts'
import {
  check,
  choice,
  date,
  fieldRead,
  optional,
  readForm,
  reference,
  submissionId,
  type Typed,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { partnerNameKinds } from './partner.ts'
import type { PartnerFile } from './queries.ts'

/** Whose value stays, where two records of one partner differ. */
export const sides = { kept: 'Bên giữ lại', other: 'Bên chuyển đi' } as const
const notes = { both: 'Cả hai', ...sides } as const

/** What a name that does not stay in its place becomes, as the one who merges says it. */
const leftNames = { alias: partnerNameKinds.alias, former: partnerNameKinds.former } as const

export const mergeForm = z.object({
  submissionId: submissionId(),
  otherId: reference('Đối tác kia'),
  version: reference(''),
  otherVersion: reference(''),
  name: optional(choice('Tên tiếng Việt', sides)),
  nameEn: optional(choice('Tên tiếng Anh', sides)),
  nameLocal: optional(choice('Tên bản ngữ', sides)),
  abbreviation: optional(choice('Tên viết tắt', sides)),
  standing: optional(choice('Loại và nước', sides)),
  relationSince: optional(choice('Quan hệ từ', sides)),
  source: optional(choice('Nguồn trên mạng', sides)),
  note: optional(choice('Ghi chú', notes)),
  leftName: optional(choice('Tên không giữ ghi là', leftNames)),
  sinceOn: optional(date('Dùng từ')),
  untilOn: optional(date('Dùng đến')),
  isAcrossCountries: check('Đúng là một tổ chức, dù hai bên ghi hai nước'),
})

export type Merging = z.output<typeof mergeForm>

/** What was chosen for two partners to be one, with every reason against merging them so. */
export function readMerging(body: unknown, kept: PartnerFile, other: PartnerFile): Typed<Merging> {
  const typed = readForm(mergeForm, body)
  const errors: Record<string, Message[]> = { ...typed.errors }
  const [since, until] = [fieldRead(mergeForm, typed, 'sinceOn'), fieldRead(mergeForm, typed, 'untilOn')]
  if (since && until && isBefore(until, since))
    (errors.untilOn ??= []).push({ text: 'Trước lúc bắt đầu dùng tên này' })
  if (areAcrossCountries(kept, other) && typed.data && !typed.data.isAcrossCountries)
    (errors.isAcrossCountries ??= []).push({
      text: 'Hai bên ghi hai nước. Đánh dấu nếu đúng là một tổ chức, không thì đừng gộp',
    })
  if (typed.data && (typed.data.note ?? 'both') === 'both' && !doBothNotesFit(kept, other))
    (errors.note ??= []).push({
      text: 'Hai ghi chú cộng lại dài quá {max} ký tự. Chọn một bên, hoặc rút gọn trước',
      gaps: { max: NOTE_MAX },
    })
  return Object.keys(errors).length || !typed.data ? { errors, values: typed.values } : typed
}

const NOTE_MAX = 4000

/** What both notes come to, and whether one partner's note holds it. */
export const bothNotes = (kept: PartnerFile, other: PartnerFile) =>
  [...new Set([kept.note, other.note].filter(Boolean))].join('\n')
export const doBothNotesFit = (kept: PartnerFile, other: PartnerFile) =>
  bothNotes(kept, other).length <= NOTE_MAX

/** A name may be of two bodies in two countries, as NPC is: that is asked plainly. */
export const areAcrossCountries = (one: PartnerFile, other: PartnerFile) =>
  one.country !== null && other.country !== null && one.country !== other.country
