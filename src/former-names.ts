// What a body was called, and until when: its records keep the name of their time. Units and approving authorities
// share this: both are renamed, and neither is rewritten.
import { z } from 'zod'
import { beside, isBefore, lastDay, type PartialDate, writeDate } from './dates.ts'
import {
  date,
  optional,
  readForm,
  reference,
  rows,
  submissionId,
  text,
  type Typed,
  type Values,
  valuesOfBody,
  version,
} from './web/form.ts'
import type { Column } from './web/export.ts'
import { jsonDate } from './web/json-schema.ts'
import type { Language, Message, Speech } from './web/language.ts'

export interface Name {
  name: string
  nameEn: string | null
}

/** A name no longer used; `untilOn` is the last date it was, as far as it is known. */
export interface FormerName extends Name {
  sinceOn: PartialDate | null
  untilOn: PartialDate | null
}

/** The newest name of a body, and the ones before it. */
export interface Names extends Name {
  formerNames: FormerName[]
}

/** What a body was called on a date: a former name only where the date surely lies in its time. */
export function nameAt({ name, nameEn, formerNames }: Names, date: PartialDate): Name {
  if (!formerNames.length) return { name, nameEn }
  const day = lastDay(date)
  const then = inTime(formerNames).find(({ untilOn }) => untilOn && day <= lastDay(untilOn))
  return then ? { name: then.name, nameEn: then.nameEn } : { name, nameEn }
}

/** The oldest first; those whose end nobody knows before them all. */
export const inTime = <N extends FormerName>(names: N[]): N[] =>
  names.toSorted((one, other) => (lastDay(one.untilOn ?? '1900') < lastDay(other.untilOn ?? '1900') ? -1 : 1))

/** What a body is called in the reader's language, as far as it has a name there. */
export const titleOf = ({ name, nameEn }: Name, language: Language): string =>
  language === 'en' && nameEn ? nameEn : name

/** What a body is called on a day, and what before it and after it, in the reader's language. */
export function namesTold(names: Names, day: PartialDate, language: Language) {
  const now = nameAt(names, day)
  return {
    title: titleOf(now, language),
    formerly: names.formerNames
      .filter(({ name }) => name !== now.name)
      .map((former) => ({ name: titleOf(former, language), untilOn: former.untilOn })),
    next: names.name === now.name ? null : titleOf(names, language),
  }
}
type NamesTold = ReturnType<typeof namesTold>

/** Names of other times as columns of a list: those it had, and the one it will have. */
export const namesColumns = ({ t, date }: Speech): Column<NamesTold>[] => [
  {
    heading: t('Tên cũ'),
    value: ({ formerly }) =>
      formerly
        .map(({ name, untilOn }) => (untilOn ? t('đến {date}: {name}', { date: date(untilOn), name }) : name))
        .join('; ') || null,
    width: 30,
  },
  { heading: t('Tên mới'), value: ({ next }) => next, width: 24 },
]

/** Names of other times as programs read them. */
export const jsonNames = {
  name: z.string().describe('As it is called today'),
  nameEn: z.string().nullable(),
  formerNames: z.array(
    z.strictObject({
      name: z.string(),
      nameEn: z.string().nullable(),
      sinceOn: jsonDate.nullable(),
      untilOn: jsonDate.nullable(),
    }),
  ),
  nextName: z.string().nullable().describe('Of a change of name that is yet to come'),
}

export function namesAsJson(names: Names, day: PartialDate) {
  const now = nameAt(names, day)
  return {
    name: now.name,
    nameEn: now.nameEn,
    formerNames: names.formerNames
      .filter(({ name }) => name !== now.name)
      .map(({ name, nameEn, sinceOn, untilOn }) => ({ name, nameEn, sinceOn, untilOn })),
    nextName: names.name === now.name ? null : names.name,
  }
}

/** What a body's name becomes when another holds from `heldFrom`; `since` is when the body itself began. */
export function outgoingName(
  { name, nameEn, formerNames }: Names,
  heldFrom: PartialDate,
  since: PartialDate | null,
): FormerName {
  const last = inTime(formerNames).at(-1)?.untilOn
  return { name, nameEn, sinceOn: last ? beside(last, 1) : since, untilOn: beside(heldFrom, -1) }
}

/** Why a new name cannot hold from that date: an earlier change of name is as late or later. */
function renamedLater({ formerNames }: Names, heldFrom: PartialDate): Message | undefined {
  const last = inTime(formerNames).at(-1)?.untilOn
  return last && lastDay(beside(heldFrom, -1)) <= lastDay(last)
    ? { text: 'Lần đổi tên trước đã muộn hơn ngày này. Sửa ở phần tên cũ' }
    : undefined
}

/** The form that gives a body a new name from a date on; `hint` says what keeps the old one. */
export const renamingForm = (hint: string) =>
  z.object({
    submissionId: submissionId(),
    version: version(),
    name: text('Tên mới'),
    nameEn: optional(text('Tên tiếng Anh mới')),
    heldFrom: date('Dùng tên mới từ', { hint }),
  })
export type RenamingInput = z.output<ReturnType<typeof renamingForm>>

/** What that form would change, as it stands. */
export const renamingValues = ({ version, name, nameEn }: Name & { version: number }): Values => ({
  version: String(version),
  name,
  nameEn: nameEn ?? '',
})

/** What was typed into that form, with every reason against it. `taken` and `tooEarly` are words about such a body. */
export function readRenamed(
  form: ReturnType<typeof renamingForm>,
  body: unknown,
  stored: Names & { sinceOn: PartialDate | null },
  { isTaken, taken, tooEarly }: { isTaken: (name: string) => boolean; taken: string; tooEarly: string },
): Typed<RenamingInput> {
  const typed = readForm(form, body)
  if (!typed.data) return typed
  const { name, heldFrom } = typed.data
  const errors: Record<string, Message[]> = {}
  if (name === stored.name) errors.name = [{ text: 'Trùng với tên đang dùng' }]
  else if (isTaken(name)) errors.name = [{ text: taken }]
  const later = renamedLater(stored, heldFrom)
  if (later) errors.heldFrom = [later]
  else if (stored.sinceOn && lastDay(heldFrom) <= lastDay(stored.sinceOn))
    errors.heldFrom = [{ text: tooEarly, gaps: { date: writeDate(stored.sinceOn) } }]
  return Object.keys(errors).length ? { errors, values: typed.values } : typed
}

const formerNameForm = z.object({
  id: optional(reference('')),
  name: text('Tên cũ'),
  nameEn: optional(text('Tên tiếng Anh')),
  sinceOn: optional(date('Dùng từ')),
  untilOn: date('Dùng đến'),
})

/** The field of a form that holds former names. */
export const formerNamesField = () => rows('Tên cũ', formerNameForm, { most: 30 })
export type TypedFormerName = z.output<typeof formerNameForm>

/** Reasons against former names, by the field of their row. */
export function faultsOf(names: TypedFormerName[]): Record<string, Message[]> {
  return Object.fromEntries(
    names.flatMap(({ sinceOn, untilOn }, index) =>
      sinceOn && isBefore(untilOn, sinceOn)
        ? [[`formerNames.${index}.untilOn`, [{ text: 'Trước lúc bắt đầu dùng tên này' }]]]
        : [],
    ),
  )
}

interface NameRow {
  id: string
  name: string
  nameEn: string
  sinceOn: string
  untilOn: string
}
const emptyRow: NameRow = { id: '', name: '', nameEn: '', sinceOn: '', untilOn: '' }

/** Stored former names as rows of a form. */
export const storedRows = (names: (FormerName & { id: number })[]): NameRow[] =>
  names.map(({ id, name, nameEn, sinceOn, untilOn }) => ({
    id: String(id),
    name,
    nameEn: nameEn ?? '',
    sinceOn: sinceOn ? writeDate(sinceOn) : '',
    untilOn: untilOn ? writeDate(untilOn) : '',
  }))

/** The rows of former names as the form shows them. */
export const rowsOf = ({ formerNames }: Values): NameRow[] =>
  (Array.isArray(formerNames) ? (formerNames as Partial<NameRow>[]) : []).map((row) => ({
    ...emptyRow,
    ...row,
  }))

/** The form with one more row for a former name, without script: undefined where another button was pressed. */
export function withAnotherName(form: z.ZodObject, body: unknown): Typed | undefined {
  if ((body as Values | undefined)?.add !== 'names') return undefined
  const values = valuesOfBody(form, body)
  return { values: { ...values, formerNames: [...rowsOf(values), emptyRow] } }
}

/** Brings stored former names to what a form says: rows it knows are updated, new ones added, the others removed. */
export function saveFormerNames(
  stored: (FormerName & { id: number })[],
  typed: TypedFormerName[],
  by: {
    insert: (name: FormerName) => void
    update: (id: number, name: FormerName) => void
    remove: (id: number) => void
  },
) {
  const kept = new Set(typed.map(({ id }) => id))
  for (const { id } of stored) if (!kept.has(id)) by.remove(id)
  for (const { id, ...name } of typed) {
    if (stored.some((had) => had.id === id)) by.update(id!, name)
    else by.insert(name)
  }
}
