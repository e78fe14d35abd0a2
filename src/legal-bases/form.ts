import { z } from 'zod'
import { isBefore, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import {
  type Typed,
  type Values,
  choice,
  date,
  fieldRead,
  link,
  optional,
  prose,
  readForm,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { legalBasisKinds } from './legal-basis.ts'
import { type LegalBasis, listLegalBases } from './queries.ts'

export const legalBasisForm = z.object({
  submissionId: submissionId(),
  version: version(),
  number: text('Số văn bản', { max: 60, hint: 'Ghi như trên giấy, ví dụ 177/HD-HNBVN hoặc 12-CT/TW.' }),
  kind: choice('Loại văn bản', legalBasisKinds),
  title: optional(text('Trích yếu', { max: 500 })),
  issuer: optional(text('Cơ quan ban hành')),
  issuedOn: optional(date('Ngày ban hành')),
  sinceOn: optional(date('Hiệu lực từ')),
  untilOn: optional(date('Hiệu lực đến', { hint: 'Ngày cuối cùng.' })),
  url: optional(link('Nguồn trên mạng')),
  note: optional(prose('Ghi chú', { max: 4000 })),
})
export type LegalBasisInput = z.output<typeof legalBasisForm>

/** What was typed into the form of a paper. */
export function readLegalBasis(db: Db, body: unknown, stored?: LegalBasis): Typed<LegalBasisInput> {
  const typed = readForm(legalBasisForm, body)
  const read = (field: 'number' | 'issuedOn' | 'sinceOn' | 'untilOn') =>
    fieldRead(legalBasisForm, typed, field)
  const [number, issuedOn, sinceOn, untilOn] = [
    read('number'),
    read('issuedOn'),
    read('sinceOn'),
    read('untilOn'),
  ]
  const errors: Record<string, Message[]> = { ...typed.errors }
  // Offices number their papers anew each year: the same number on another day is another paper.
  const isKnown = listLegalBases(db).some(
    (other) =>
      !errors.issuedOn && other.id !== stored?.id && other.number === number && other.issuedOn === issuedOn,
  )
  if (isKnown) errors.number = [{ text: 'Văn bản số này đã có trong danh mục' }]
  if (untilOn && sinceOn && isBefore(untilOn, sinceOn)) errors.untilOn = [{ text: 'Trước ngày có hiệu lực' }]
  return Object.keys(errors).length ? { errors, values: typed.values } : typed
}

const written = (date: string | null) => (date ? writeDate(date) : '')

/** A stored paper as its form shows it. */
export const formValues = (basis: LegalBasis): Values => ({
  version: String(basis.version),
  number: basis.number,
  kind: basis.kind,
  title: basis.title ?? '',
  issuer: basis.issuer ?? '',
  issuedOn: written(basis.issuedOn),
  sinceOn: written(basis.sinceOn),
  untilOn: written(basis.untilOn),
  url: basis.url ?? '',
  note: basis.note ?? '',
})
