import type { z } from 'zod'
import { cleaned } from '../vietnamese.ts'
import { lookOf, textOf, type Values } from './form.ts'

// Two people, one record: what one of them typed into a form and what the other kept meanwhile, made one. Knows no
// room and no database: a form's fields say how each is compared and merged.

/** One form of a record, three times. */
export interface Sides {
  /** As it was when the form was opened; undefined where nobody knows. */
  before: Values | undefined
  /** As it is kept now. */
  theirs: Values
  /** As it was sent. */
  yours: Values
}

/** What two people changed differently: a field, a row of a table, or one column of a row. */
export interface Place {
  field: string
  /** The row's id, as in the form. */
  row?: string
  column?: string
}

/** A place with its three values; null is a row that is not there. */
export interface Clash extends Place {
  before: unknown
  theirs: unknown
  yours: unknown
}

export interface Merged {
  /** The form with the changes of both. Where they clash, yours. */
  values: Values
  clashes: Clash[]
}

/** What a text typed into a field stands for, where that is more than its letters: of "Lào" the country. */
export type Means = (field: string, text: string) => unknown

/**
 * The changes of both in one form. A field only one of them changed is as that one left it; lists and rows are merged
 * entry by entry, rows known by their `id`. Without `before` every difference is a clash. Fields that `theirs` does
 * not have are no part of the record, and stay as sent.
 */
export function merge(form: z.ZodObject, sides: Sides, means?: Means): Merged {
  const clashes: Clash[] = []
  const values: Values = { ...sides.yours }
  for (const field of fieldsMerged(form, sides.theirs)) {
    const { control, row } = lookOf(form.shape[field] as z.ZodType)
    const side = { before: sides.before?.[field], theirs: sides.theirs[field], yours: sides.yours[field] }
    const is = (value: unknown) => meaningOf(form, field, value, means)
    const clash = (found: Omit<Clash, 'field'>) => clashes.push({ field, ...found })
    if (control === 'rows')
      values[field] = mergeRows(
        row!,
        {
          before: sides.before && rowsOf(side.before),
          theirs: rowsOf(side.theirs),
          yours: rowsOf(side.yours),
        },
        clash,
      )
    else {
      const merged = sides.before
        ? control === 'list'
          ? mergeLists(textsOf(side.before), textsOf(side.theirs), textsOf(side.yours), (text) => is([text]))
          : mergeValues(side.before, side.theirs, side.yours, is)
        : is(side.theirs) === is(side.yours) && side
      if (merged) values[field] = merged.yours
      else clash({ ...side, yours: side.yours ?? '' })
    }
  }
  return { values, clashes }
}

/** The fields that belong to the record: neither the form's own bookkeeping nor what is only asked when it is new. */
export const fieldsMerged = (form: z.ZodObject, stored: Values): string[] =>
  Object.entries(form.shape).flatMap(([field, schema]) =>
    lookOf(schema as z.ZodType).control !== 'hidden' && Object.hasOwn(stored, field) ? [field] : [],
  )

/** A text that is the same for values of a field that mean the same, however they were typed. */
export function meaningOf(form: z.ZodObject, field: string, value: unknown, means?: Means): string {
  const schema = form.shape[field] as z.ZodType
  const { control, row } = lookOf(schema)
  if (control === 'rows')
    return JSON.stringify(rowsOf(value).map((one) => [textOf(one.id), rowMeaning(row!, one)]))
  if (control === 'list')
    return JSON.stringify(textsOf(value).map((text) => means?.(field, text) ?? cleaned(text)))
  const text = textOf(value)
  return JSON.stringify(means?.(field, text) ?? readAs(schema, value))
}

/** What stands in a place of a form; null for a row that is not there. */
export function valueAt(values: Values, { field, row, column }: Place): unknown {
  if (row === undefined) return values[field]
  const found = rowsOf(values[field]).find(({ id }) => textOf(id) === row)
  return column === undefined ? (found ?? null) : (found?.[column] ?? '')
}

/** A text that is the same for what means the same in a place of two forms. */
export function meaningAt(form: z.ZodObject, values: Values, place: Place, means?: Means): string {
  const { field, row, column } = place
  const value = valueAt(values, place)
  if (row === undefined) return meaningOf(form, field, value, means)
  const rowForm = lookOf(form.shape[field] as z.ZodType).row!
  if (column !== undefined) return JSON.stringify(readAs(rowForm.shape[column] as z.ZodType, value))
  return value === null ? '' : rowMeaning(rowForm, value as Row)
}

// Whose value stands, or nothing where both changed it differently.
function mergeValues(before: unknown, theirs: unknown, yours: unknown, is: (value: unknown) => string) {
  if (is(yours) === is(before)) return { yours: theirs }
  return is(theirs) === is(before) || is(theirs) === is(yours) ? { yours } : undefined
}

// Entries are added and taken out by either. Both putting something else for the same entry is a clash, and so are two
// new orders.
function mergeLists(before: string[], theirs: string[], yours: string[], is: (text: string) => string) {
  const sequence = (list: string[]) => JSON.stringify(list.map(is))
  const simply = mergeValues(before, theirs, yours, (list) => sequence(list as string[]))
  if (simply) return simply
  const has = (list: string[], text: string) => list.some((other) => is(other) === is(text))
  const without = (list: string[], other: string[]) => list.filter((text) => !has(other, text))
  const [added, addedByThem] = [without(yours, before), without(theirs, before)]
  const isReplaced = before.some((text) => !has(theirs, text) && !has(yours, text))
  const isSame = without(added, addedByThem).length + without(addedByThem, added).length === 0
  if (isReplaced && added.length && addedByThem.length && !isSame) return undefined
  const order = orderOf(before.map(is), theirs.map(is), yours.map(is))
  if (!order) return undefined
  const [first, second] = order === 'theirs' ? [theirs, yours] : [yours, theirs]
  const gone = [...without(before, theirs), ...without(before, yours)]
  return { yours: without([...first, ...without(second, first)], gone) }
}

// Whose order stands for what all three have; undefined where there are two new orders.
function orderOf(before: string[], theirs: string[], yours: string[]): 'theirs' | 'yours' | undefined {
  const common = (list: string[]) =>
    list.filter((one) => before.includes(one) && theirs.includes(one) && yours.includes(one)).join('\n')
  if (common(theirs) === common(before) || common(theirs) === common(yours)) return 'yours'
  return common(yours) === common(before) ? 'theirs' : undefined
}

type Row = Values
interface RowSides {
  before: Row[] | undefined
  theirs: Row[]
  yours: Row[]
}

function mergeRows(
  form: z.ZodObject,
  { before, theirs, yours }: RowSides,
  clash: (found: Omit<Clash, 'field'>) => void,
): Row[] {
  const at = (rows: Row[] | undefined, id: string) =>
    id ? rows?.find((row) => textOf(row.id) === id) : undefined
  const isSame = (one: Row, other: Row) => rowMeaning(form, one) === rowMeaning(form, other)
  const whole = (rows: Row[]) => JSON.stringify(rows.map((row) => [textOf(row.id), rowMeaning(form, row)]))
  if (before && whole(yours) === whole(before)) return theirs
  if (before && whole(theirs) === whole(before)) return yours
  const matched = new Set<Row>()
  const merged = yours.flatMap((row) => {
    const id = textOf(row.id)
    const was = at(before, id)
    const now = at(theirs, id) ?? (was ? undefined : twinOf(row))
    if (now) {
      matched.add(now)
      return [mergeCells(form, was ?? (before && {}), now, row, clash)]
    }
    if (was && isSame(row, was)) return []
    if (was || (id && !before)) clash({ row: id, before: was, theirs: null, yours: row })
    return [row]
  })
  for (const row of theirs.filter((row) => !matched.has(row))) {
    const was = at(before, textOf(row.id))
    if (before && !was) merged.splice(placeAfter(theirs[theirs.indexOf(row) - 1]), 0, row)
    else if (!was || !isSame(row, was)) clash({ row: textOf(row.id), before: was, theirs: row, yours: null })
  }
  return ordered(merged)

  // A row they added stands below the one they put it under.
  function placeAfter(above: Row | undefined): number {
    if (!above) return 0
    const place = merged.findIndex(({ id }) => textOf(id) === textOf(above.id))
    return place === -1 ? merged.length : place + 1
  }

  // The same line added by both is one.
  function twinOf(row: Row): Row | undefined {
    const isNew = (other: Row) => !matched.has(other) && (!before || !at(before, textOf(other.id)))
    const [name = ''] = columnsOf(form)
    return theirs.find(
      (other) => isNew(other) && cellMeaning(form, name, other) === cellMeaning(form, name, row),
    )
  }

  function ordered(rows: Row[]): Row[] {
    if (!before) return rows
    const idsIn = (list: Row[]) => list.map(({ id }) => textOf(id)).filter(Boolean)
    const inOrderOf = (order: string[]) => {
      const place = ({ id }: Row) => order.indexOf(textOf(id)) + 1 || Infinity
      return rows.toSorted((one, other) =>
        place(one) < place(other) ? -1 : place(one) > place(other) ? 1 : 0,
      )
    }
    const order = orderOf(idsIn(before), idsIn(theirs), idsIn(yours))
    if (order === 'theirs') return inOrderOf(idsIn(theirs))
    if (!order)
      clash({
        before: inOrderOf(idsIn(before)),
        theirs: inOrderOf(idsIn(theirs)),
        yours: rows,
      })
    return rows
  }
}

// Of a row both have; `was` is undefined where nobody knows what it was.
function mergeCells(
  form: z.ZodObject,
  was: Row | undefined,
  now: Row,
  row: Row,
  clash: (found: Omit<Clash, 'field'>) => void,
): Row {
  const merged: Row = { ...row, id: textOf(now.id) }
  for (const column of columnsOf(form)) {
    const is = (value: unknown) => JSON.stringify(readAs(form.shape[column] as z.ZodType, value))
    const cell = was
      ? mergeValues(was[column], now[column], row[column], is)
      : is(now[column]) === is(row[column]) && { yours: row[column] }
    if (cell) merged[column] = cell.yours
    else
      clash({
        row: textOf(now.id),
        column,
        before: was?.[column],
        theirs: now[column],
        yours: row[column] ?? '',
      })
  }
  return merged
}

function readAs(schema: z.ZodType, value: unknown): unknown {
  const read = schema.safeParse(value ?? '')
  return read.success ? read.data : { typed: value }
}

const cellMeaning = (form: z.ZodObject, column: string, row: Row) =>
  JSON.stringify(readAs(form.shape[column] as z.ZodType, row[column]))

const rowMeaning = (form: z.ZodObject, row: Row) =>
  JSON.stringify(columnsOf(form).map((column) => readAs(form.shape[column] as z.ZodType, row[column])))

/** The columns of a row that people see: not its id. */
export const columnsOf = (row: z.ZodObject): string[] =>
  Object.keys(row.shape).filter((column) => lookOf(row.shape[column] as z.ZodType).label)

const rowsOf = (value: unknown) => (Array.isArray(value) ? (value as Row[]) : [])
const textsOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text.trim() !== '')
