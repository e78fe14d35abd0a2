import { z } from 'zod'
import { jsonDate, jsonId } from '../web/json-schema.ts'

/** A piece of press coverage as programs read it. */
export const coverageRecord = z.strictObject({
  id: jsonId,
  title: z.string(),
  outlet: z.string().nullable(),
  language: z.string().nullable().describe('ISO 639-1'),
  publishedOn: jsonDate.nullable(),
  url: z.string().nullable(),
})
