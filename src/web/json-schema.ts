import { z } from 'zod'
import { lookOf, type Values } from './form.ts'
import { type Message, speechOf } from './language.ts'

// A form as a program sends it: the same fields under the same names, each with the JSON type of what it means. The
// form itself still reads the values; this says what may stand where, for the program and for `/openapi.json`.

/** A date as far as it is known. */
export const jsonDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .describe('As far as it is known: 2024, 2024-09 or 2024-09-14')
export const jsonDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** An instant, ISO 8601 in UTC. */
export const jsonMoment = z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
export const jsonId = z.int().min(1)
export const jsonCount = z.int().min(0)
export const jsonCountry = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166-1 alpha-2')
/** Another record, as a row names it. */
export const jsonNamed = z.strictObject({ id: jsonId, name: z.string() })
/** The address of the next page of a list; null on the last. */
export const jsonNext = z.string().nullable()
export const jsonIgnored = z
  .array(z.strictObject({ name: z.string(), value: z.string() }))
  .describe('What the address asked for that was left aside')

/** A list: a page of it, or all of it where it is short. */
export const jsonList = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ asOf: jsonDay, next: jsonNext, ignored: jsonIgnored, items: z.array(item) })

/**
 * The JSON of a form: only its fields, and of them `requires` at least. Fields that may be empty are emptied by null.
 * What only the pages of the form need is left out.
 */
export function jsonForm(form: z.ZodObject, requires: readonly string[] = []): z.ZodObject {
  return z.strictObject(fieldsOf(form, (name) => requires.includes(name)))
}

function fieldsOf(form: z.ZodObject, isRequired: (name: string, schema: z.ZodType) => boolean) {
  const fields = Object.entries(form.shape).flatMap(([name, field]) => {
    const schema = field as z.ZodType
    const value = valueOf(schema)
    return value ? [[name, isRequired(name, schema) ? value : value.optional()]] : []
  })
  return Object.fromEntries(fields) as Record<string, z.ZodType>
}

function valueOf(schema: z.ZodType): z.ZodType | undefined {
  const { label, control, isOptional } = lookOf(schema)
  const value = typeOf(schema)
  const described =
    value && label ? value.describe([speechOf('en').t(label), label].join(' – ')) : (value ?? undefined)
  return isOptional && control !== 'hidden' ? described?.nullable() : described
}

function typeOf(schema: z.ZodType): z.ZodType | undefined {
  const { control, kind, choices, range, maxLength, most, row, isOptional } = lookOf(schema)
  switch (control) {
    case 'check':
      return z.boolean()
    case 'number':
      return z.int().min(range![0]).max(range![1])
    case 'date':
      return kind === 'day' ? jsonDay : jsonDate
    case 'choice':
      return choices ? z.enum(Object.keys(choices)) : jsonId
    case 'list':
      return z.array(z.string().max(maxLength!)).max(most!)
    case 'rows':
      return z.array(z.strictObject(fieldsOf(row!, (_name, cell) => !lookOf(cell).isOptional))).max(most!)
    case 'hidden':
      return kind === 'submission' ? z.guid() : kind === 'version' ? jsonId : undefined
    case 'secret':
      return undefined
    default: {
      const text = z.string().max(maxLength!)
      return isOptional ? text : text.min(1)
    }
  }
}

/** What of a body can be read as the fields of its form, and why the rest cannot. */
export interface SentJson {
  sent: Values
  errors: [field: string, reasons: Message[]][]
}

/** Reasons of each kind told in an answer; a body may give rise to thousands. */
const MOST_TOLD = 50

/**
 * Reads the types of what a program sent: fields of a wrong type, and fields nobody knows, are refused. Whether a value
 * can be kept is for the form to say, in the words it has for people.
 */
export function readTypes(schema: z.ZodObject, body: Record<string, unknown>): SentJson {
  const names = Object.keys(body)
  const known = names.filter((name) => Object.hasOwn(schema.shape, name))
  const values = Object.fromEntries(known.map((name) => [name, body[name]]))
  const read = schema.safeParse(values)
  const faults = (read.error?.issues ?? []).flatMap((issue) => faultOf(issue, values))
  const faulty = new Set(faults.map(({ path }) => path[0]))
  const reasons = Map.groupBy(faults.slice(0, MOST_TOLD), ({ path }) => path.join('.'))
  return {
    sent: Object.fromEntries(known.filter((name) => !faulty.has(name)).map((name) => [name, values[name]])),
    errors: [
      ...[...reasons].map(([field, found]): SentJson['errors'][number] => [
        field,
        found.map(({ reason }) => reason),
      ]),
      ...names
        .filter((name) => !Object.hasOwn(schema.shape, name))
        .slice(0, MOST_TOLD)
        .map((name): SentJson['errors'][number] => [name.slice(0, 80), [unknownField]]),
    ],
  }
}

const unknownField: Message = { text: 'Không có trường này; các trường ghi ở /openapi.json' }

function faultOf(issue: z.core.$ZodIssue, values: Values): { path: string[]; reason: Message }[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, MOST_TOLD)
      .map((key) => ({ path: [...path, key.slice(0, 80)], reason: unknownField }))
  const value = valueAt(values, issue.path)
  // Ids of a repeat and of a version are no texts of the form: what cannot be read would do nothing.
  if (path.length === 1 && (path[0] === 'submissionId' || path[0] === 'version'))
    return value === null ? [] : [{ path, reason: { text: 'Không đọc được giá trị này' } }]
  if (issue.code === 'too_big' && issue.origin === 'array')
    return [{ path, reason: { text: 'Nhiều nhất {most} mục', gaps: { most: Number(issue.maximum) } } }]
  if (issue.code !== 'invalid_type' || isForTheForm(value, issue.expected)) return []
  return [{ path, reason: { text: 'Kiểu JSON phải là {type}', gaps: { type: issue.expected } } }]
}

// An empty field, and a number written as a text or the other way round: the form reads both.
function isForTheForm(value: unknown, expected: string): boolean {
  if (value === undefined || value === null) return expected !== 'object'
  const isOne = typeof value === 'string' || typeof value === 'number'
  return isOne && ['string', 'number', 'int'].includes(expected)
}

function valueAt(values: unknown, path: PropertyKey[]): unknown {
  let value = values
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<PropertyKey, unknown>)[name]
  }
  return value
}
