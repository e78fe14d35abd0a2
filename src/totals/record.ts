import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { qualifiers } from '../opening-figures/opening-figure.ts'
import { jsonCount, jsonDate, jsonDay, jsonIgnored, jsonNamed, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { totalsFilters } from './filters.ts'
import { gridFilters } from './grid-filters.ts'

// Totals as programs read them.

const figures = z.strictObject({
  delegations: jsonCount,
  personTrips: jsonCount.nullable(),
  personTripsUnknownIn: jsonCount,
  persons: jsonCount,
  personsKnownIn: jsonCount,
})
const ways = { outbound: figures, inbound: figures }

const openingFigures = z.array(
  z.strictObject({
    indicator: z.string(),
    from: jsonDate.nullable(),
    to: jsonDate,
    qualifier: z.enum(valuesOf(qualifiers)),
    value: z.number(),
    source: z.string().nullable(),
    covered: jsonCount.nullable(),
    coveredUnknownIn: jsonCount,
  }),
)

const totals = z.strictObject({
  asOf: jsonDay,
  rows: z.array(
    z.strictObject({ key: z.string(), ...ways, list: z.string().describe('The address of its visits') }),
  ),
  total: z.strictObject(ways).describe('Each visit once'),
  openingFigures,
  ignored: jsonIgnored,
})

const gridFigures = {
  years: z.array(z.strictObject({ year: z.string(), outbound: jsonCount, inbound: jsonCount })),
  outbound: jsonCount,
  inbound: jsonCount,
}
const grid = z.strictObject({
  asOf: jsonDay,
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(
    z.strictObject({
      partner: jsonNamed.nullable().describe('Null of the visits without a partner'),
      lastExchangeOn: jsonDate.nullable().describe('When the last visit began'),
      lastContactOn: jsonDate
        .nullable()
        .describe('When the last visit ended, today while one is under way: nothing was exchanged since'),
      ...gridFigures,
    }),
  ),
  total: z.strictObject(gridFigures).describe('Each visit once, whatever the number of its partners (C8)'),
  openingFigures: openingFigures.describe('Published figures of the years, counted in no cell (C13)'),
})

const { by, from, to, scope, unit, sort } = totalsFilters
const { rows: _rows, page: _page, ...filtersOfGrid } = gridFilters

export const totalsOperations: Operation[] = [
  {
    route: 'GET /totals.json',
    summary: 'Số liệu theo năm, nửa năm, quý, tháng, nước, đối tác, đơn vị, nội dung',
    filters: { by, from, to, scope, unit, sort },
    answer: totals,
  },
  {
    route: 'GET /totals/grid.json',
    summary: 'Lưới trao đổi với đối tác: số đoàn mỗi năm, mỗi chiều',
    filters: filtersOfGrid,
    answer: grid,
  },
]
