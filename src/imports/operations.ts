import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { verdicts } from './import.ts'

const line = z.strictObject({
  sheet: z.string(),
  line: z.int().describe('The row number that Excel shows'),
  verdict: z.enum(valuesOf(verdicts)),
  values: z.looseObject({}),
  duplicateOf: z.looseObject({}).optional(),
  changes: z.unknown().optional(),
  reason: z.string().optional(),
  delegation: jsonCount.optional().describe('The visit it made'),
  problems: z.array(z.strictObject({ field: z.string(), text: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
})

const importRecord = z.strictObject({
  id: jsonCount,
  fileName: z.string(),
  state: z.string(),
  committedAt: z.string().nullable(),
  next: z.null(),
  items: z.array(line),
  lines: z.array(line).describe('The same as items'),
})

export const importOperations: Operation[] = [
  { route: 'GET /imports/:id.json', summary: 'Một lần nhập sổ, từng dòng', answer: importRecord },
]
