import type { z } from 'zod'
import { type DrawnField, fieldsOf, lookOf, summaryOf, textOf, type Typed, type Values } from './form.ts'

interface Stored {
  version: number
  /** What the record holds now, as its form would show it. */
  values: Values
}

interface Given<Shape extends z.ZodRawShape> {
  /** The records a reference may name. */
  options?: Partial<Record<keyof Shape, [value: string, words: string][]>>
  stored?: Stored
  isStale?: boolean
}

/**
 * The form of one record as `admin/form` draws it: its fields in their order (dates that follow each other on one
 * line), the reasons against them, and, where somebody else was faster, what is stored now.
 */
export function recordForm<Shape extends z.ZodRawShape>(
  form: z.ZodObject<Shape>,
  typed: Typed,
  { options, stored, isStale = false }: Given<Shape> = {},
) {
  const summary = summaryOf(form, typed)
  const values = typed.values ?? {}
  // Saving again, having seen what is stored, is saving over it.
  const version = isStale && stored ? String(stored.version) : textOf(values.version)
  const drawn: DrawnField[] = Object.values(fieldsOf(form, typed, options))
  return {
    lines: inLines(drawn.filter(({ control }) => control !== 'hidden' && control !== 'rows')),
    submissionId: textOf(values.submissionId) || crypto.randomUUID(),
    version,
    errors: typed.errors ?? {},
    summary,
    isStale,
    hasErrors: summary.length > 0 || isStale,
    stored: isStale && stored ? beside(form, values, stored.values, drawn) : [],
  }
}

function inLines(fields: DrawnField[]): DrawnField[][] {
  const lines: DrawnField[][] = []
  for (const field of fields) {
    const last = lines.at(-1)
    if (field.control === 'date' && last?.[0]?.control === 'date') last.push(field)
    else lines.push([field])
  }
  return lines
}

// The fields that differ from what is stored: what each holds now.
function beside(form: z.ZodObject, typed: Values, stored: Values, drawn: DrawnField[]) {
  return Object.entries(form.shape).flatMap(([name, schema]) => {
    const { label, control } = lookOf(schema as z.ZodType)
    if (control === 'hidden' || control === 'rows' || textOf(typed[name]) === textOf(stored[name])) return []
    const field = drawn.find((one) => one.name === name)
    const words = field?.options?.find(([value]) => value === stored[name])?.[1] ?? textOf(stored[name])
    return [{ label, words: words || '–', isChoice: !!field?.choices }]
  })
}
