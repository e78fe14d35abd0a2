import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount, jsonDay, jsonId, jsonIgnored, jsonMoment, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { importStates, verdicts } from './import.ts'

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

const importList = z.strictObject({
  asOf: jsonDay,
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(
    z.strictObject({
      id: jsonId,
      fileName: z.string(),
      state: z.enum(valuesOf(importStates)),
      uploadedAt: jsonMoment,
      uploadedBy: z.string(),
      verdicts: z.looseObject({}).nullable().describe('How many lines are to become what'),
      undoneByActId: jsonId.nullable(),
    }),
  ),
})

export const importOperations: Operation[] = [
  {
    route: 'POST /imports',
    summary: 'Đưa tệp vào đọc thử, chưa ghi gì',
    file: { field: 'file', description: 'A ledger: .xlsx or .csv' },
    leadsTo:
      'The dry run, /imports/{id}: its lines are at /imports/{id}.json. A file that cannot be read is refused with 422',
  },
  {
    route: 'POST /imports/:id/commit',
    summary: 'Ghi các dòng đã đọc thử vào sổ',
    leadsTo:
      'The import. Where the register changed since the dry run, or the file could not be read, nothing is written: 409',
  },
  {
    route: 'POST /imports/:id/undo',
    summary: 'Lấy lại những gì lần nhập đã ghi',
    leadsTo: 'The import, which names what stays. Where it wrote nothing, there is nothing to take back: 409',
  },
  { route: 'GET /imports.json', summary: 'Các tệp đã đưa vào', answer: importList },
  { route: 'GET /imports/:id.json', summary: 'Một lần nhập sổ, từng dòng', answer: importRecord },
]
