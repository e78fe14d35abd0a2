import { z } from 'zod'
import { readDate } from '../dates.ts'
import { jsonCount, jsonDay, jsonId, jsonIgnored, jsonMoment, jsonNamed } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'

const cell = z.union([z.string(), z.number(), z.null()])
const row = {
  key: z.union([jsonId, z.string()]),
  name: z.string(),
  href: z.string(),
  cells: z.record(z.string(), cell).describe('By the headings of the list’s downloads'),
  lastAct: z.strictObject({ id: jsonId, at: jsonMoment, who: z.string() }).nullable(),
}
const head = {
  asOf: jsonDay,
  at: jsonDay.describe('Compared with the end of this day, Vietnamese time'),
  historyBegan: jsonMoment.nullable(),
  ignored: jsonIgnored,
}
const listThenAndNow = z.strictObject({
  ...head,
  figures: z.array(
    z.strictObject({
      name: z.string(),
      was: jsonCount.nullable(),
      wasLowerBound: z.boolean(),
      is: jsonCount.nullable(),
      isLowerBound: z.boolean(),
    }),
  ),
  came: z.array(z.strictObject(row)),
  went: z.array(z.strictObject(row)),
  changed: z.array(
    z.strictObject({
      ...row,
      changes: z.array(z.strictObject({ heading: z.string(), was: cell, is: cell })),
    }),
  ),
})

const ways = z.strictObject({
  delegations: jsonCount,
  personTrips: jsonCount.nullable(),
  personTripsUnknownIn: jsonCount,
  persons: jsonCount.nullable().describe('Null while no visit has its list of people complete'),
  personsKnownIn: jsonCount,
})
const bothWays = z.strictObject({ outbound: ways, inbound: ways })
const line = z.strictObject({ name: z.string(), was: bothWays, is: bothWays, list: z.string() })
const totalsThenAndNow = z.strictObject({ ...head, rows: z.array(line), total: line })

const gridFigures = z.strictObject({
  years: z.array(z.strictObject({ year: z.string(), outbound: jsonCount, inbound: jsonCount })),
  outbound: jsonCount,
  inbound: jsonCount,
})
const gridSides = { was: gridFigures, is: gridFigures }
const gridThenAndNow = z.strictObject({
  ...head,
  items: z.array(z.strictObject({ partner: jsonNamed.nullable(), ...gridSides })),
  total: z.strictObject(gridSides).nullable(),
})

export const thenAndNowOperations: Operation[] = [
  {
    route: 'GET /then-and-now/:list.json',
    summary: 'Một danh sách hay số liệu so với cuối một ngày: thêm, bớt, thay đổi',
    filters: { at: readDate },
    answer: z.union([listThenAndNow, totalsThenAndNow, gridThenAndNow]),
  },
]
