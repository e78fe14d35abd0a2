import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount, jsonDate, jsonDay, jsonId, jsonNamed, jsonIgnored, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { figureFilters } from './filters.ts'
import { indicators, qualifiers } from './opening-figure.ts'

export const openingFigureOperations: Operation[] = [
  {
    route: 'GET /opening-figures.json',
    summary: 'Số liệu tổng hợp đã công bố, kỳ mới trước',
    filters: figureFilters,
    answer: z.strictObject({
      asOf: jsonDay,
      next: jsonNext,
      ignored: jsonIgnored,
      items: z.array(
        z.strictObject({
          id: jsonId,
          version: jsonCount,
          unit: jsonNamed,
          indicator: z.enum(valuesOf(indicators)),
          from: jsonDate.nullable(),
          to: jsonDate,
          qualifier: z.enum(valuesOf(qualifiers)),
          value: z.int(),
          source: z.string(),
          note: z.string().nullable(),
        }),
      ),
    }),
  },
]
