import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { directions, statuses } from '../delegations/delegation.ts'
import { jsonCount, jsonCountry, jsonDate, jsonId, jsonIgnored, jsonNamed } from '../web/json-schema.ts'
import { words } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'

/** What a search found, as programs read it: how many of each kind, and the first of them. */
export const searchAnswer = z.strictObject({
  q: z.string(),
  found: z.strictObject({ delegation: jsonCount, partner: jsonCount, person: jsonCount, country: jsonCount }),
  countries: z.array(z.strictObject({ iso2: jsonCountry, name: z.string() })),
  partners: z.array(z.strictObject({ id: jsonId, name: z.string(), country: jsonCountry.nullable() })),
  people: z.array(jsonNamed),
  delegations: z.array(
    z.strictObject({
      id: jsonId,
      code: z.string(),
      direction: z.enum(valuesOf(directions)),
      title: z.string(),
      status: z.enum(valuesOf(statuses)),
      startsOn: jsonDate,
      endsOn: jsonDate.nullable(),
      inAttachment: z.boolean().describe('Only the text of an attached file has the words'),
    }),
  ),
  ignored: jsonIgnored,
})

/** What the address of a search may ask. */
export const searchFilters = { q: words }

export const searchOperations: Operation[] = [
  {
    route: 'GET /search.json',
    summary: 'Tìm đoàn, đối tác, nhân sự, nước theo bất cứ tên nào',
    filters: searchFilters,
    answer: searchAnswer,
  },
]
