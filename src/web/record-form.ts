import type { z } from 'zod'
import { type DrawnField, fieldsOf, summaryOf, textOf, type Typed } from './form.ts'

interface Given<Shape extends z.ZodRawShape> {
  /** The records a reference may name. */
  options?: Partial<Record<keyof Shape, [value: string, words: string][]>>
  /** What others changed of the record meanwhile, for `shared/_conflict`. */
  conflict?: (fields: Record<string, DrawnField>) => object
}

/**
 * The form of one record as `admin/form` draws it: its fields in their order (dates that follow each other on one
 * line), the reasons against them, and, where somebody else was faster, what they changed.
 */
export function recordForm<Shape extends z.ZodRawShape>(
  form: z.ZodObject<Shape>,
  typed: Typed,
  { options, conflict }: Given<Shape> = {},
) {
  const summary = summaryOf(form, typed)
  const values = typed.values ?? {}
  const fields: Record<string, DrawnField> = fieldsOf(form, typed, options)
  const drawn = Object.values(fields)
  return {
    lines: inLines(drawn.filter(({ control }) => control !== 'hidden' && control !== 'rows')),
    submissionId: textOf(values.submissionId) || crypto.randomUUID(),
    version: textOf(values.version),
    errors: typed.errors ?? {},
    summary,
    conflict: conflict ? conflict(fields) : null,
    hasErrors: summary.length > 0 || conflict !== undefined,
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
