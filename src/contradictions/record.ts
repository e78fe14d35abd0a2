import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import {
  jsonCount,
  jsonDate,
  jsonDay,
  jsonId,
  jsonMoment,
  jsonIgnored,
  jsonNext,
} from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { kinds, severities } from './contradiction.ts'
import { deskFilters } from './filters.ts'

const place = z.strictObject({ words: z.string(), href: z.string() })

export const contradictionOperations: Operation[] = [
  {
    route: 'GET /contradictions.json',
    summary: 'Những chỗ số liệu không thể cùng đúng hoặc còn thiếu',
    filters: deskFilters,
    answer: z.strictObject({
      asOf: jsonDay,
      counts: z
        .record(z.enum(valuesOf(kinds)), jsonCount)
        .describe('Open ones by kind, whatever kind is asked for'),
      next: jsonNext,
      ignored: jsonIgnored,
      items: z.array(
        z.strictObject({
          key: z.string(),
          kind: z.enum(valuesOf(kinds)),
          severity: z.enum(valuesOf(severities)),
          unitId: jsonId.nullable(),
          from: jsonDate.nullable(),
          to: jsonDate.nullable(),
          about: place,
          said: z.string(),
          fixes: z.array(place),
          accepted: z
            .strictObject({ id: jsonId, reason: z.string(), by: z.string(), at: jsonMoment })
            .nullable(),
        }),
      ),
    }),
  },
]
