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
  choice,
  date,
  fieldRead,
  optional,
  readForm,
  reference,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { findUnit, listUnits, type UnitFile, unitsFrom } from './queries.ts'
import { unitKinds } from './unit.ts'

const { own_body: _own, ...kindsBelow } = unitKinds

export const unitForm = z.object({
  submissionId: submissionId(),
  version: version(),
  name: text('Tên', {
    hint: 'Chữa tên viết sai ở đây. Đơn vị đổi tên thì dùng “Đổi tên”, để đoàn cũ giữ tên cũ.',
  }),
  nameEn: optional(text('Tên tiếng Anh')),
  code: optional(text('Mã', { max: 20, hint: 'Ngắn, không dấu, như HNBVN.' })),
  kind: choice('Loại', kindsBelow),
  parentId: optional(reference('Thuộc đơn vị')),
  sinceOn: optional(date('Có từ')),
  untilOn: optional(date('Kết thúc', { hint: 'Ngày cuối cùng.' })),
  formerNames: formerNamesField(),
})

/** The own body stands above all units and does not end. */
export const ownBodyForm = unitForm.omit({ kind: true, parentId: true, untilOn: true })

export const unitFormOf = (unit: Pick<UnitFile, 'kind'> | undefined): z.ZodObject =>
  unit?.kind === 'own_body' ? ownBodyForm : unitForm

type UnitTyped = z.output<typeof unitForm>
export interface UnitInput extends Omit<UnitTyped, 'kind'> {
  kind: UnitFile['kind']
}

/** What was typed into the form of a unit, with every reason against keeping it. */
export function readUnit(db: Db, body: unknown, unit?: UnitFile): Typed<UnitInput> {
  const typed: Typed<Partial<UnitTyped>> = readForm(unitFormOf(unit), body)
  const errors: Record<string, Message[]> = { ...typed.errors }
  const refuse = (field: string, text: string, gaps?: Message['gaps']) => {
    ;(errors[field] ??= []).push({ text, gaps })
  }
  // Fields that were read are checked together even while others were not.
  const read = <Field extends keyof UnitTyped>(field: Field) => fieldRead(unitForm, typed, field)
  const others = listUnits(db).filter(({ id }) => id !== unit?.id)
  const [name, code, parentId] = [read('name'), read('code'), read('parentId')]
  if (name && others.some((other) => other.names.name === name)) refuse('name', 'Đã có đơn vị tên này')
  if (code && others.some((other) => other.code === code)) refuse('code', 'Đã có đơn vị mang mã này')
  if (unit && parentId && unitsFrom(db, unit.id).has(parentId))
    refuse('parentId', 'Đơn vị không thể thuộc chính nó hoặc thuộc đơn vị bên dưới nó')
  else if (parentId && !findUnit(db, parentId)) refuse('parentId', 'Chọn một mục trong danh sách')
  const [sinceOn, untilOn] = [read('sinceOn'), read('untilOn')]
  if (sinceOn && untilOn && isBefore(untilOn, sinceOn)) refuse('untilOn', 'Trước ngày bắt đầu')
  Object.assign(errors, faultsOf(typed.data?.formerNames ?? []))
  if (Object.keys(errors).length || !typed.data) return { errors, values: typed.values }
  const always = { kind: 'own_body' as const, parentId: null, untilOn: null }
  return { data: { ...always, ...typed.data } as UnitInput, values: typed.values }
}

export const renaming = renamingForm(
  'Đoàn bắt đầu trước ngày này giữ tên cũ. Biết đến đâu ghi đến đó: 01/03/2025, 3/2025 hoặc 2025.',
)

/** What was typed into the form that renames a unit. */
export const readRenaming = (db: Db, body: unknown, stored: UnitFile): Typed<RenamingInput> =>
  readRenamed(renaming, body, stored, {
    isTaken: (name) => listUnits(db).some((other) => other.id !== stored.id && other.names.name === name),
    taken: 'Đã có đơn vị tên này',
    tooEarly: 'Đơn vị có từ {date}; tên mới phải muộn hơn',
  })

const written = (date: string | null) => (date ? writeDate(date) : '')

/** A stored unit as its form shows it. */
export const formValues = (unit: UnitFile): Values => ({
  version: String(unit.version),
  name: unit.name,
  nameEn: unit.nameEn ?? '',
  code: unit.code ?? '',
  kind: unit.kind,
  parentId: unit.parentId === null ? '' : String(unit.parentId),
  sinceOn: written(unit.sinceOn),
  untilOn: written(unit.untilOn),
  formerNames: storedRows(unit.formerNames),
})
