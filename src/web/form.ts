import { z } from 'zod'
import { type PartialDate, isKnownToTheDay, readDate } from '../dates.ts'
import { type Vocabulary, valuesOf } from '../db/vocabulary.ts'
import { hasSecrecyMark, refusedForSecrecy } from '../secrecy.ts'
import { cleaned, hasControlCharacters } from '../vietnamese.ts'
import type { Message } from './language.ts'

// The kinds of field a form is made of. Each is a zod schema that reads what a person typed (text, or a list of
// texts) and knows its label and how it is drawn, so that neither is written anywhere else.

type Control =
  'text' | 'secret' | 'prose' | 'date' | 'number' | 'choice' | 'check' | 'list' | 'rows' | 'hidden'

interface Look {
  label: string
  control: Control
  hint?: string
  isOptional?: boolean
  /** What a browser may fill in: 'username', 'current-password', 'one-time-code'. */
  autocomplete?: string
  /** The values a choice offers, each with its words. */
  choices?: Vocabulary
  /** For rows: the form of one row. */
  row?: z.ZodObject
  /** The most characters of a text, or of each in a list. */
  maxLength?: number
  /** The numbers it takes. */
  range?: [min: number, max: number]
  /** The most entries of a list, or rows. */
  most?: number
  /** What else its text must be, for whoever sends it without typing. */
  kind?: 'day' | 'link' | 'email' | 'id' | 'version' | 'submission'
}

type Field<Output> = z.ZodType<Output>

const looks = new WeakMap<z.ZodType, Look>()

function field<Output>(look: Look, schema: z.ZodType<Output>): Field<Output> {
  looks.set(schema, look)
  return schema
}

export function lookOf(schema: z.ZodType): Look {
  const look = looks.get(schema)
  if (!look) throw new TypeError('this schema is no field of form.ts')
  return look
}

type Refuse = (text: string, gaps?: Message['gaps']) => never

/** A field that reads one text. `read` gives the value or calls `refuse` with the reason. */
function reading<Output>(
  look: Look,
  read: (text: string, refuse: Refuse) => Output,
  { lines = false, max = 1000 } = {},
): Field<Output> {
  const schema = z.unknown().transform((typed, context) => {
    const refuse: Refuse = (text, gaps) => {
      context.addIssue({ code: 'custom', message: text, params: gaps })
      throw new Refused()
    }
    try {
      if (typeof typed !== 'string' && typed !== undefined && typeof typed !== 'number') {
        return refuse('Chỉ ghi một giá trị ở ô này')
      }
      const text = String(typed ?? '')
      if (hasControlCharacters(text)) return refuse('Có ký tự điều khiển lạ. Xóa đi rồi gõ lại phần này')
      const clean = cleaned(text, { lines })
      if (clean.length > max)
        return refuse('Dài {length} ký tự, ô này chứa tối đa {max}', { length: clean.length, max })
      if (hasSecrecyMark(clean)) return refuse(refusedForSecrecy)
      return read(clean, refuse)
    } catch (error) {
      if (error instanceof Refused) return z.NEVER
      throw error
    }
  })
  return field({ maxLength: max, ...look }, schema as z.ZodType<Output>)
}
class Refused extends Error {}

interface Options {
  max?: number
  hint?: string
}

/** One line of text, at least one character. */
export const text = (label: string, { max = 200, hint }: Options = {}) =>
  reading<string>(
    { label, control: 'text', hint },
    (text, refuse) => text || refuse('Chưa ghi {field}', { field: { text: label } }),
    { max },
  )

/** An e-mail address, lower case. */
export const email = (label: string, { hint, autocomplete }: Options & { autocomplete?: string } = {}) =>
  reading<string>(
    { label, control: 'text', hint, autocomplete, kind: 'email' },
    (text, refuse) => {
      if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
      const isEmail = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/.test(text)
      return isEmail ? text.normalize('NFKC').toLowerCase() : refuse('Ghi như ten@coquan.vn')
    },
    { max: 200 },
  )

// Longer than any password may be: what is refused further on still gets its reason there.
const SECRET_MAX = 1000

/** A password or a code, taken whole as it was typed. It is never shown again. */
export const secret = (label: string, { hint, autocomplete }: Options & { autocomplete?: string } = {}) =>
  field<string>(
    { label, control: 'secret', hint, autocomplete },
    z.unknown().transform((typed, context) => {
      if (typeof typed === 'string' && typed !== '' && typed.length <= SECRET_MAX) return typed
      const message = typed === '' || typed === undefined ? 'Chưa ghi {field}' : 'Dài quá {max} ký tự'
      context.addIssue({ code: 'custom', message, params: { field: { text: label }, max: SECRET_MAX } })
      return z.NEVER
    }),
  )

/** Paragraphs. */
export const prose = (label: string, { max = 20_000, hint }: Options = {}) =>
  reading<string>(
    { label, control: 'prose', hint },
    (text, refuse) => text || refuse('Chưa ghi {field}', { field: { text: label } }),
    { max, lines: true },
  )

// Why a text is no date: most often the year was left to be guessed. `otherwise` says what this field takes.
function notADate(typed: string, otherwise: string): [text: string, gaps: Message['gaps']] {
  const isWithoutYear = /^\d{1,2}\s*[/. -]\s*\d{1,2}$/.test(typed)
  return [isWithoutYear ? '{typed} chưa rõ năm. Ghi như 15/12/2026' : otherwise, { typed }]
}

/** A date as far as it is known (C14). */
export const date = (label: string, { hint }: Options = {}) =>
  reading<PartialDate>({ label, control: 'date', hint }, (text, refuse) => {
    if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
    return (
      readDate(text) ??
      refuse(...notADate(text, 'Không có ngày {typed}. Ghi như 14/9/2024, 9/2024 hoặc 2024'))
    )
  })

/** A date that must be known to the day. */
export const day = (label: string, { hint }: Options = {}) =>
  reading<string>({ label, control: 'date', hint, kind: 'day' }, (text, refuse) => {
    if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
    const date = readDate(text)
    if (!date) return refuse(...notADate(text, 'Không có ngày {typed}. Ghi như 14/9/2024'))
    return isKnownToTheDay(date) ? date : refuse('Cần đủ ngày, tháng, năm. Ghi như 14/9/2024')
  })

/** A whole number from `min` to `max`. */
export const number = (
  label: string,
  { min = 1, max = 9999, hint }: { min?: number; max?: number; hint?: string } = {},
) =>
  reading<number>({ label, control: 'number', hint, range: [min, max] }, (text, refuse) => {
    if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
    const value = wholeNumber(text, refuse, 'Chỉ ghi số nguyên, như 12')
    return value >= min && value <= max ? value : refuse('Ghi số từ {min} đến {max}', { min, max })
  })

/** A number of something, typed as people write it: 1200, 1.200, 165 000 000 000. */
export const amount = (label: string, { hint }: Options = {}) =>
  reading<number>({ label, control: 'number', hint, range: [0, MOST_MONEY] }, (text, refuse) => {
    if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
    const value = wholeNumber(text, refuse, 'Chỉ ghi số nguyên, như 12')
    if (value < 0) return refuse('Ghi số từ 0 trở lên')
    return value <= MOST_MONEY ? value : refuse('Số quá lớn. Xem lại số chữ số không')
  })

/**
 * A whole number as people write it, by threes or not: 1200, 1.200, 1 200. Here a comma begins decimals, so that one
 * comma before three digits is asked about; with two there is no other way to read it.
 */
function wholeNumber(text: string, refuse: Refuse, otherwise: string): number {
  if (/^\d{1,3},\d{3}$/.test(text)) {
    const [ones, decimals] = text.split(',') as [string, string]
    const trimmed = decimals.replace(/0+$/, '')
    return refuse('Ý là {whole} hay {decimal}? Dấu phẩy là dấu thập phân; hàng nghìn ghi dấu chấm', {
      whole: `${ones}.${decimals}`,
      decimal: trimmed ? `${ones},${trimmed}` : ones,
    })
  }
  const isWhole = /^[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3}){2,})$/.test(text)
  return isWhole ? Number(text.replace(/[^\d-]/g, '')) : refuse(otherwise)
}

/** An amount in whole đồng, typed as people write it: 120.000.000, 120 000 000 đồng. */
export const money = (label: string, { hint }: Options = {}) =>
  reading<number>({ label, control: 'number', hint, range: [0, MOST_MONEY] }, (text, refuse) => {
    if (!text) return refuse('Chưa ghi {field}', { field: { text: label } })
    const digits = text.replace(/\s*(?:đồng|vnđ|vnd|đ|₫)\.?$/iu, '')
    const value = wholeNumber(digits, refuse, 'Chỉ ghi số đồng, như 120.000.000')
    if (value < 0) return refuse('Ghi số từ 0 trở lên')
    return value <= MOST_MONEY ? value : refuse('Số tiền quá lớn. Xem lại số chữ số không')
  })
const MOST_MONEY = 999_999_999_999_999

/** One value of a vocabulary. */
export const choice = <V extends Vocabulary>(label: string, choices: V, { hint }: Options = {}) =>
  reading<keyof V & string>({ label, control: 'choice', choices, hint }, (text, refuse) => {
    if (!text) return refuse('Chưa chọn {field}', { field: { text: label } })
    return isValueOf(choices, text) ? text : refuse('Chọn một mục trong danh sách')
  })

function isValueOf<V extends Vocabulary>(choices: V, text: string): text is keyof V & string {
  return (valuesOf(choices) as string[]).includes(text)
}

/** The id of another record, chosen from a list that the page gives. */
export const reference = (label: string, { hint }: Options = {}) =>
  reading<number>({ label, control: 'choice', hint, kind: 'id' }, (text, refuse) => {
    if (!text) return refuse('Chưa chọn {field}', { field: { text: label } })
    return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : refuse('Chọn một mục trong danh sách')
  })

/** One of the values that the page offers, which the room reads: what they are depends on the record. */
export const picked = (label: string, { hint }: Options = {}) =>
  reading<string>(
    { label, control: 'choice', hint },
    (text, refuse) => text || refuse('Chưa chọn {field}', { field: { text: label } }),
    { max: 40 },
  )

/** A time of day, written 9h, 9h30 or 09:30: 'HH:MM'. */
export const time = (label: string, { hint }: Options = {}) =>
  reading<string>(
    { label, control: 'text', hint },
    (text, refuse) => {
      const [, hour, minute = '00'] = /^(\d{1,2})(?:\s*[h:.g]\s*(\d{2})?)?$/i.exec(text) ?? []
      if (!hour || Number(hour) > 23 || Number(minute) > 59) return refuse('Ghi giờ như 9h, 9h30 hoặc 14:30')
      return `${hour.padStart(2, '0')}:${minute}`
    },
    { max: 20 },
  )

/** A box that is ticked or not. */
export const check = (label: string, { hint }: Options = {}) =>
  field<boolean>(
    { label, control: 'check', hint, isOptional: true },
    z.unknown().transform((typed) => typed !== undefined && typed !== '' && typed !== '0' && typed !== false),
  )

/** An http or https address. */
export const link = (label: string, { hint }: Options = {}) =>
  reading<string>(
    { label, control: 'text', hint, kind: 'link' },
    (text, refuse) => {
      const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
      return isWeb ? text : refuse('Ghi địa chỉ đầy đủ, bắt đầu bằng https:// hoặc http://')
    },
    { max: 2000 },
  )

/** The id that makes a form sent twice one record. */
export const submissionId = () =>
  reading<string | undefined>(
    { label: '', control: 'hidden', isOptional: true, kind: 'submission' },
    (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined),
  )

/** What a field beside it said when the form was opened: tells what was typed since from what stood there. */
export const opened = () =>
  reading<string | null>({ label: '', control: 'hidden', isOptional: true }, (text) => text || null)

/** The version of the record that a form was opened on: a later one means that somebody was faster. */
export const version = () =>
  reading<number | null>({ label: '', control: 'hidden', isOptional: true, kind: 'version' }, (text) =>
    /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null,
  )

/** Several lines of text in one field, in order; empty ones are left out. */
export const list = (label: string, { max = 200, hint, most = 30 }: Options & { most?: number } = {}) =>
  field<string[]>(
    { label, control: 'list', hint, isOptional: true, maxLength: max, most },
    z.unknown().transform((typed, context) => {
      const texts = (Array.isArray(typed) ? typed : [typed ?? '']).map((text) => String(text))
      const refuse = (message: string, params?: Message['gaps']) =>
        context.addIssue({ code: 'custom', message, params })
      if (texts.some(hasControlCharacters)) refuse('Có ký tự điều khiển lạ. Xóa đi rồi gõ lại phần này')
      const kept = texts.map((text) => cleaned(text)).filter(Boolean)
      const long = kept.find((text) => text.length > max)
      if (long) refuse('Dài {length} ký tự, ô này chứa tối đa {max}', { length: long.length, max })
      if (kept.length > most) refuse('Nhiều nhất {most} mục', { most })
      return kept
    }),
  )

/** May be left empty: null then. */
export function optional<Output>(inner: Field<Output>): Field<Output | null> {
  const isEmpty = (typed: unknown) =>
    typed === undefined ||
    (typeof typed === 'string' && !hasControlCharacters(typed) && cleaned(typed) === '')
  const schema = z.unknown().transform((typed, context) => {
    if (isEmpty(typed)) return null
    const read = inner.safeParse(typed)
    if (read.success) return read.data
    for (const issue of read.error.issues) context.addIssue({ ...issue, path: [] })
    return z.NEVER
  })
  return field({ ...lookOf(inner), isOptional: true }, schema as z.ZodType<Output | null>)
}

/** Rows of a table, sent as `name[0][column]`; rows nobody typed into are left out. */
export function rows<Shape extends z.ZodRawShape>(
  label: string,
  row: z.ZodObject<Shape>,
  { most = 300 } = {},
) {
  const schema = z.array(row).max(most, { error: 'Nhiều nhất {most} dòng' })
  return field<z.output<typeof row>[]>({ label, control: 'rows', row, isOptional: true, most }, schema)
}

/** What a form came back with: either data to keep, or the reasons why not and what was typed. */
export interface Typed<Data = unknown> {
  data?: Data
  /** Reasons by field; a row's field is `participants.2.name`. */
  errors?: Record<string, Message[]>
  values?: Values
  /** Where the same form was kept before, sent with something else in it. */
  keptAt?: string
}

export type Values = Record<string, unknown>

/** Reads what was sent by the form's schema. Sent fields the form does not know are left out. */
export function readForm<Shape extends z.ZodRawShape>(
  form: z.ZodObject<Shape>,
  body: unknown,
): Typed<z.output<z.ZodObject<Shape>>> {
  const values = valuesOfBody(form, body)
  const read = form.safeParse(completed(form, values))
  if (read.success) return { data: read.data, values }
  const errors: Record<string, Message[]> = {}
  for (const issue of read.error.issues) {
    const gaps = issue.code === 'custom' ? (issue.params as Message['gaps']) : { most: 300 }
    ;(errors[issue.path.join('.')] ??= []).push({ text: issue.message, gaps })
  }
  return { errors, values }
}

/** What one field says, whatever is wrong with the others; null where it could not be read. */
export function fieldRead<Shape extends z.ZodRawShape, Name extends keyof Shape & string>(
  form: z.ZodObject<Shape>,
  typed: Typed,
  name: Name,
): z.output<Shape[Name]> | null {
  const read = (form.shape[name] as z.ZodType).safeParse(typed.values?.[name] ?? '')
  return read.success ? (read.data as z.output<Shape[Name]>) : null
}

// A browser sends nothing for an unticked box; a field that was not sent is an empty one.
function completed(form: z.ZodObject, values: Values): Values {
  const fields = Object.entries(form.shape).map(([name, schema]) => {
    const { control, row } = lookOf(schema as z.ZodType)
    if (control !== 'rows') return [name, values[name] ?? '']
    const rows = Array.isArray(values[name]) ? (values[name] as unknown[]) : []
    return [
      name,
      rows.map((cells) => completed(row!, typeof cells === 'object' && cells ? (cells as Values) : {})),
    ]
  })
  return Object.fromEntries(fields) as Values
}

/** What was sent, with `name[0][column]` gathered into rows and empty rows left out. */
export function valuesOfBody(form: z.ZodObject, body: unknown): Values {
  const sent: Record<string, unknown> = { ...(typeof body === 'object' ? body : {}) }
  const values: Values = {}
  for (const [name, schema] of Object.entries(form.shape)) {
    const { control, row } = lookOf(schema as z.ZodType)
    if (control === 'rows') values[name] = Array.isArray(sent[name]) ? sent[name] : rowsOf(sent, name, row!)
    else if (sent[name] !== undefined) values[name] = sent[name]
  }
  return values
}

function rowsOf(sent: Record<string, unknown>, name: string, row: z.ZodObject) {
  const found = new Map<number, Values>()
  for (const [key, value] of Object.entries(sent)) {
    if (!key.startsWith(`${name}[`)) continue
    const [, index, column] = /^\w+\[(\d{1,4})\]\[(\w+)\]$/.exec(key) ?? []
    if (!index || !column || !(column in row.shape)) continue
    if (!found.has(Number(index))) found.set(Number(index), {})
    found.get(Number(index))![column] = value
  }
  return [...found]
    .toSorted(([one], [other]) => one - other)
    .map(([, values]) => values)
    .filter((cells) => isWritten(row, cells))
}

// A row is written in once somebody typed into it: its choices and boxes come filled in. One that is stored is taken out
// by clearing its words, whatever else still stands in it.
function isWritten(row: z.ZodObject, cells: Values): boolean {
  const typed: Control[] = textOf(cells.id).trim() ? ['text', 'prose'] : ['text', 'prose', 'date', 'number']
  return Object.entries(cells).some(
    ([column, value]) =>
      typed.includes(lookOf(row.shape[column] as z.ZodType).control) && textOf(value).trim() !== '',
  )
}

/** What somebody typed into one field, as text; nothing where it was no text. */
export const textOf = (typed: unknown): string => (typeof typed === 'string' ? typed : '')

/** A field as a template draws it. */
export interface DrawnField extends Look {
  name: string
  id: string
  value: unknown
  errors: Message[]
  options?: [value: string, words: string][]
}

/**
 * The fields of a form by name, with what was typed (or `stored` values at first) and the reasons against it.
 * `options` gives the records a reference may name.
 */
export function fieldsOf<Shape extends z.ZodRawShape>(
  form: z.ZodObject<Shape>,
  typed: Typed,
  options: Partial<Record<keyof Shape, [value: string, words: string][]>> = {},
): Record<keyof Shape & string, DrawnField> {
  const drawn = Object.entries(form.shape).map(([name, schema]) => {
    const look = lookOf(schema as z.ZodType)
    const offered = options[name as keyof Shape] ?? (look.choices && Object.entries(look.choices))
    const field: DrawnField = {
      ...look,
      name,
      id: name,
      value:
        look.control === 'secret'
          ? ''
          : (typed.values?.[name] ?? (look.control === 'list' || look.control === 'rows' ? [] : '')),
      errors: typed.errors?.[name] ?? [],
      options: offered,
    }
    return [name, field]
  })
  return Object.fromEntries(drawn) as Record<keyof Shape & string, DrawnField>
}

/** One line of the summary over a form: where it leads, which field or which row it is about, and the reason. */
export interface SummaryLine {
  id: string
  /** Where it leads instead of to the field. */
  href?: string
  about: Message | null
  message: Message
}

/** The reasons of a whole form in the order of its fields, for the summary on top. */
export function summaryOf(form: z.ZodObject, typed: Typed): SummaryLine[] {
  const order = Object.keys(form.shape)
  const place = ([name]: [string, Message[]]) => order.indexOf(name.split('.')[0]!)
  const reasons = Object.entries(typed.errors ?? {}).toSorted((one, other) => place(one) - place(other))
  const lines = reasons.flatMap(([name, messages]) => {
    const [fieldName = '', row] = name.split('.')
    const schema = form.shape[fieldName]
    const label = schema instanceof z.ZodType ? lookOf(schema).label : ''
    const about = row
      ? { text: '{label}, dòng {row}', gaps: { label: { text: label }, row: Number(row) + 1 } }
      : label
        ? { text: label }
        : null
    // A message that names its field says enough.
    return messages.map((message) => ({
      id: name.replaceAll('.', '-'),
      about: !row && message.gaps?.field ? null : about,
      message,
    }))
  })
  return typed.keptAt ? [{ id: '', href: typed.keptAt, about: null, message: keptBefore }, ...lines] : lines
}

const keptBefore: Message = {
  text: 'Mẫu này đã lưu một lần với nội dung khác: mở xem ở đây. Muốn sửa thì sửa ở đó; muốn ghi thêm một mục nữa thì lưu lần nữa',
}
