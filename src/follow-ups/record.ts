import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount, jsonDay, jsonId, jsonNamed, jsonIgnored, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { followUpFilters } from './filters.ts'
import { followUpOutcomes, followUpSides } from './follow-up.ts'

/** A follow-up as programs read it. */
export const followUpRecord = z.strictObject({
  id: jsonId,
  version: jsonId,
  delegation: jsonNamed,
  code: z.string(),
  partners: z.array(jsonNamed).describe('Whom it concerns'),
  content: z.string(),
  side: z.enum(valuesOf(followUpSides)).describe('Who owes it'),
  lead: z.string(),
  owner: z.string().nullable(),
  dueOn: jsonDay,
  isFromReport: z.boolean().describe('A recommendation of the visit’s report'),
  outcome: z.enum(valuesOf(followUpOutcomes)).nullable().describe('null while it is open'),
  closedOn: jsonDay.nullable(),
  evidence: z.string().nullable(),
})

const followUpList = z.strictObject({
  asOf: jsonDay,
  counts: z.strictObject({
    open: jsonCount,
    closed: jsonCount,
    ours: jsonCount.describe('Of the open ones'),
    theirs: jsonCount.describe('Of the open ones'),
    overdue: jsonCount.describe('Of the open ones'),
  }),
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(followUpRecord),
})

export const followUpOperations: Operation[] = [
  {
    route: 'GET /follow-ups.json',
    summary: 'Việc tiếp theo của các đoàn, còn mở hay đã đóng',
    filters: followUpFilters,
    answer: followUpList,
  },
]
