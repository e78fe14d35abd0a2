import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { jsonCount, jsonDate, jsonDay, jsonId, jsonNamed, jsonIgnored, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { chaseFilters } from './chase.ts'
import { rungs } from './ladder.ts'
import { reportStatuses } from './visit-report.ts'

const writer = z.strictObject({ name: z.string(), position: z.string().nullable() }).nullable()

const item = z.strictObject({
  delegation: z.strictObject({
    id: jsonId,
    code: z.string(),
    direction: z.enum(valuesOf(directions)),
    title: z.string(),
  }),
  startsOn: jsonDate,
  endsOn: jsonDate.nullable(),
  unit: jsonNamed,
  head: writer.describe('Of an outbound visit'),
  host: writer.describe('Of an inbound visit: the first of those who received the guests'),
  rung: z.enum(valuesOf(rungs)),
  dueOn: jsonDay,
  daysLate: z.int().describe('Negative while there is still time'),
  extension: z
    .strictObject({ dueOn: jsonDay, reason: z.string(), grantedBy: z.string().nullable() })
    .nullable(),
  report: z.strictObject({
    status: z.enum(valuesOf(reportStatuses)),
    writtenParts: jsonCount.describe('Of the seven parts of the paper'),
  }),
})

export const chaseOperations: Operation[] = [
  {
    route: 'GET /visit-reports.json',
    summary: 'Báo cáo còn chờ của đoàn đã về, quá hạn lâu nhất trước',
    filters: chaseFilters,
    answer: z.strictObject({
      asOf: jsonDay,
      counts: z.record(z.enum(valuesOf(rungs)), jsonCount).describe('By step, whatever step is asked for'),
      next: jsonNext,
      ignored: jsonIgnored,
      items: z.array(item),
    }),
  },
]
