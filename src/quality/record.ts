import { z } from 'zod'
import { jsonCount, jsonDate, jsonDay, jsonIgnored } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { qualityFilters } from './filters.ts'

// Quality as programs read it.

const list = z.string().nullable().describe('The address of exactly its rows; null of none')
const share = z.strictObject({ part: jsonCount, whole: jsonCount, partHref: list, wholeHref: list })
const counted = z.strictObject({ count: jsonCount, href: list })

const quality = z.strictObject({
  reportsOnTime: share,
  reportsLate: share,
  reportsMissing: share,
  reportsAhead: counted,
  reportsUnknown: counted,
  reportsWaived: counted,
  followUpsClosed: share,
  followUpsDropped: counted,
  followUpsAgreed: share,
  covered: share,
  coverageItems: jsonCount,
  asPlanned: share,
  planUnknown: counted,
})
const period = z.strictObject({ from: jsonDate.nullable(), to: jsonDate.nullable() })

export const qualityOperations: Operation[] = [
  {
    route: 'GET /totals/quality.json',
    summary: 'Chất lượng: báo cáo đúng hạn, việc đã đóng, tin bài, đi đúng kế hoạch, theo đơn vị',
    filters: qualityFilters,
    answer: z.strictObject({
      asOf: jsonDay,
      ignored: jsonIgnored,
      period,
      quality,
      before: z.strictObject({ period, quality }).nullable().describe('The same period before'),
      units: z.array(z.strictObject({ id: jsonCount, name: z.string(), quality })),
    }),
  },
]
