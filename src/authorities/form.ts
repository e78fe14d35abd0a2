import { z } from 'zod'
import { isBefore, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import {
  faultsOf,
  formerNamesField,
  readRenamed,
  type RenamingInput,
  renamingForm,
  storedRows,
} from '../former-names.ts'
import {
  type Typed,
  type Values,
  date,
  fieldRead,
  optional,
  prose,
  readForm,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { type AuthorityFile, listAuthorities } from './queries.ts'

export const authorityForm = z.object({
  submissionId: submissionId(),
  version: version(),
  name: text('Tên', {
    hint: 'Chữa tên viết sai ở đây. Cơ quan đổi tên thì dùng “Đổi tên”, để tên cũ còn được gợi ý cho văn bản cũ.',
  }),
  nameEn: optional(text('Tên tiếng Anh')),
  sinceOn: optional(date('Có từ')),
  untilOn: optional(date('Kết thúc', { hint: 'Ngày cuối cùng.' })),
  note: optional(prose('Ghi chú', { max: 4000 })),
  formerNames: formerNamesField(),
})
export type AuthorityInput = z.output<typeof authorityForm>

/** What was typed into the form of an authority, with every reason against keeping it. */
export function readAuthority(db: Db, body: unknown, stored?: AuthorityFile): Typed<AuthorityInput> {
  const typed = readForm(authorityForm, body)
  const read = (field: 'name' | 'sinceOn' | 'untilOn') => fieldRead(authorityForm, typed, field)
  const [name, sinceOn, untilOn] = [read('name'), read('sinceOn'), read('untilOn')]
  const errors: Record<string, Message[]> = { ...typed.errors, ...faultsOf(typed.data?.formerNames ?? []) }
  if (name && isNamed(db, name, stored)) errors.name = [{ text: 'Đã có cơ quan tên này' }]
  if (sinceOn && untilOn && isBefore(untilOn, sinceOn)) errors.untilOn = [{ text: 'Trước ngày bắt đầu' }]
  return Object.keys(errors).length ? { errors, values: typed.values } : typed
}

export const renaming = renamingForm(
  'Văn bản ký trước ngày này được gợi ý tên cũ. Biết đến đâu ghi đến đó: 01/03/2025, 3/2025 hoặc 2025.',
)

/** What was typed into the form that renames an authority. */
export const readRenaming = (db: Db, body: unknown, stored: AuthorityFile): Typed<RenamingInput> =>
  readRenamed(renaming, body, stored, {
    isTaken: (name) => isNamed(db, name, stored),
    taken: 'Đã có cơ quan tên này',
    tooEarly: 'Cơ quan có từ {date}; tên mới phải muộn hơn',
  })

const isNamed = (db: Db, name: string, stored: AuthorityFile | undefined) =>
  listAuthorities(db).some((other) => other.id !== stored?.id && other.name === name)

const written = (date: string | null) => (date ? writeDate(date) : '')

/** A stored authority as its form shows it. */
export const formValues = (authority: AuthorityFile): Values => ({
  version: String(authority.version),
  name: authority.name,
  nameEn: authority.nameEn ?? '',
  sinceOn: written(authority.sinceOn),
  untilOn: written(authority.untilOn),
  note: authority.note ?? '',
  formerNames: storedRows(authority.formerNames),
})
