import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { directions, statuses } from '../delegations/delegation.ts'
import {
  jsonCount,
  jsonCountry,
  jsonDate,
  jsonDay,
  jsonId,
  jsonIgnored,
  jsonNamed,
  jsonNext,
} from '../web/json-schema.ts'
import { words } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'
import { readPlace } from './queries.ts'

/** What a search found, as programs read it: how many of each kind, and some of each; the others come by `next`. */
export const searchAnswer = z.strictObject({
  asOf: jsonDay,
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
  next: jsonNext.describe('The next of every kind of which there are more'),
  ignored: jsonIgnored,
})

/** What the address of a search may ask. */
export const searchFilters = { q: words }

/** And of programs: from where on, for each kind they still ask for. */
export const searchPageFilters = { ...searchFilters, page: readPlace }

export const searchOperations: Operation[] = [
  {
    route: 'GET /search.json',
    summary: 'Tìm đoàn, đối tác, nhân sự, nước theo bất cứ tên nào',
    filters: searchPageFilters,
    answer: searchAnswer,
  },
]
