import type { z } from 'zod'
import { type DrawnField, lookOf, textOf, type Values, valuesOfBody } from './form.ts'
import type { Message, Speech } from './language.ts'
import { type Clash, columnsOf, type Place } from './merge.ts'

// What two people changed differently, as a page shows it: three values to choose from, by radio buttons that work
// without script. Each button carries the value it stands for; the one that is chosen is put into the field before
// the form is read. The first stands for whatever is in the field, and carries nothing.

/** Who kept something meanwhile, and when. */
export interface Author {
  by: Message | string
  moment: string
}

export interface ShownClash {
  /** What it is about, and the id of the field it leads to. */
  label: Message
  href: string
  /** Of its buttons. */
  name: string
  options: { value: string; whose: Message; text: string; isChosen: boolean }[]
}

const nameOf = ({ field, row, column }: Place) =>
  `choice[${[field, row, column].filter((part) => part !== undefined).join('.')}]`

/** A clash for its page; `fields` are the form's, as drawn, for the words of their values. */
export function shownClash(
  form: z.ZodObject,
  fields: Record<string, DrawnField>,
  clash: Clash,
  author: Author | undefined,
  speech: Speech,
): ShownClash {
  const text = (value: unknown) => textShown(form, fields, clash, value, speech) || '–'
  const theirs = author
    ? { text: 'Của {who}, lúc {moment}', gaps: { who: author.by, moment: author.moment } }
    : { text: 'Đang ghi trong sổ' }
  const option = (whose: Message, value: unknown) => ({
    value: JSON.stringify(value),
    whose,
    text: text(value),
    isChosen: false,
  })
  return {
    ...aboutOf(form, fields, clash),
    name: nameOf(clash),
    options: [
      { value: '', whose: { text: 'Của anh chị' }, text: text(clash.yours), isChosen: true },
      option(theirs, clash.theirs),
      ...(clash.before === undefined ? [] : [option({ text: 'Trước đó' }, clash.before)]),
    ],
  }
}

function aboutOf(
  form: z.ZodObject,
  fields: Record<string, DrawnField>,
  { field, row, column, yours, theirs }: Clash,
): { label: Message; href: string } {
  const { label, row: rowForm } = lookOf(form.shape[field] as z.ZodType)
  if (row === undefined) return { label: { text: label }, href: `#${field}` }
  const rows = fields[field]!.value as Values[]
  const index = rows.findIndex(({ id }) => textOf(id) === row)
  const [nameColumn = ''] = columnsOf(rowForm!)
  const name = textOf((rows[index] ?? (yours as Values | null) ?? (theirs as Values | null))?.[nameColumn])
  const gaps = { label: { text: label }, name }
  if (column === undefined) return { label: { text: '{label}: {name}', gaps }, href: `#${field}` }
  return {
    label: {
      text: '{label}, {name}: {column}',
      gaps: { ...gaps, column: { text: lookOf(rowForm!.shape[column] as z.ZodType).label } },
    },
    href: `#${field}-${index}-${column}`,
  }
}

// A value in words: a choice by its label, a list as names, a row as its cells.
function textShown(
  form: z.ZodObject,
  fields: Record<string, DrawnField>,
  { field, row, column }: Place,
  value: unknown,
  speech: Speech,
): string {
  const schema = form.shape[field] as z.ZodType
  const rowForm = lookOf(schema).row
  if (row !== undefined && column !== undefined)
    return cellShown(rowForm!.shape[column] as z.ZodType, value, speech)
  if (rowForm) {
    const rows = (Array.isArray(value) ? value : [value]) as (Values | null)[]
    return rows
      .map((one) => (one ? rowShown(rowForm, one, speech) : speech.t('(không có dòng này)')))
      .join('\n')
  }
  const offered = fields[field]?.options?.find(([option]) => option === value)
  if (offered && !fields[field]!.choices) return offered[1]
  return cellShown(schema, value, speech)
}

function cellShown(schema: z.ZodType, value: unknown, speech: Speech): string {
  const { control, choices } = lookOf(schema)
  if (control === 'check') return speech.t(value ? 'có' : 'không')
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('; ')
  const text = textOf(value)
  return choices && Object.hasOwn(choices, text) ? speech.t(choices[text]!) : text
}

function rowShown(form: z.ZodObject, row: Values, speech: Speech): string {
  return columnsOf(form)
    .flatMap((column) => {
      const schema = form.shape[column] as z.ZodType
      const { control, label } = lookOf(schema)
      if (control === 'check') return row[column] ? [speech.t(label)] : []
      return cellShown(schema, row[column], speech) || []
    })
    .join(', ')
}

/** A form with the values that were chosen for its clashes put into their fields. */
export function withChoices(form: z.ZodObject, body: unknown): unknown {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const chosen = Object.entries(sent).flatMap(([name, json]) => {
    const [, field = '', row, column] = /^choice\[(\w+)(?:\.(\w+))?(?:\.(\w+))?\]$/.exec(name) ?? []
    return Object.hasOwn(form.shape, field) && textOf(json)
      ? [{ field, row, column, json: textOf(json) }]
      : []
  })
  if (!chosen.length) return body
  const values = valuesOfBody(form, body)
  // Whole fields first: what was chosen for a row of one stands.
  for (const { json, ...place } of chosen.toSorted((one, other) => depthOf(one) - depthOf(other)))
    put(form, values, place, parsed(json))
  const isOfRows = (name: string) => name.startsWith('choice[') || /^\w+\[\d+\]\[\w+\]$/.test(name)
  const others = Object.entries(sent).filter(([name]) => !isOfRows(name))
  return { ...Object.fromEntries(others), ...flattened(form, values) }
}

const depthOf = ({ row, column }: Place) => Number(row !== undefined) + Number(column !== undefined)

// Only what a browser could have sent in the field itself: anything else is no choice.
function put(form: z.ZodObject, values: Values, { field, row, column }: Place, value: unknown) {
  const { control, row: rowForm } = lookOf(form.shape[field] as z.ZodType)
  if (control === 'hidden') return
  const isText = (one: unknown) => typeof one === 'string'
  if (!rowForm) {
    if (isText(value) || (control === 'list' && Array.isArray(value) && value.every(isText)))
      values[field] = value
    return
  }
  const isRow = (one: unknown): one is Values =>
    typeof one === 'object' && one !== null && Object.values(one).every(isText)
  const rows = values[field] as Values[]
  if (row === undefined) {
    if (Array.isArray(value) && value.every(isRow)) values[field] = value
    return
  }
  const index = rows.findIndex(({ id }) => textOf(id) === row)
  if (column !== undefined) {
    if (rows[index] && Object.hasOwn(rowForm.shape, column) && isText(value))
      rows[index] = { ...rows[index], [column]: value }
  } else if (value === null) values[field] = rows.filter((_, at) => at !== index)
  else if (isRow(value)) values[field] = index === -1 ? [...rows, value] : rows.with(index, value)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

// As a browser sends it, for what reads and rearranges rows.
const flattened = (form: z.ZodObject, values: Values) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      lookOf(form.shape[name] as z.ZodType).control === 'rows'
        ? (value as Values[]).flatMap((row, index) =>
            Object.entries(row).map(([column, cell]) => [`${name}[${index}][${column}]`, cell]),
          )
        : [[name, value]],
    ),
  )
