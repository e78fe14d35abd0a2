import { z } from 'zod'
import { jsonCount, jsonDay, jsonId, jsonMoment } from '../web/json-schema.ts'
import { speechOf } from '../web/language.ts'
import { type AskedReport, editionAt } from './asked.ts'
import type { Publication } from './publications.ts'
import type { Restated } from './restated.ts'

// What programs read of an edition, and of what became of its figures.

export const publishedSchema = z.strictObject({
  edition: jsonCount,
  number: z.string(),
  writtenOn: jsonDay,
  signer: z.string(),
  asOf: jsonDay,
  publishedAt: jsonMoment,
  page: z.string().describe('The paper as it was signed'),
})

export const restatedSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  published: z.string(),
  now: z.string(),
  list: z.string().nullable(),
  visits: z.array(z.string()).describe('Numbers of the visits that changed it'),
})

export const restatementSchema = z.strictObject({
  id: jsonId,
  code: z.string(),
  title: z.string(),
  what: z.array(z.string()),
  changedAt: jsonMoment.nullable(),
  figures: z.array(z.strictObject({ label: z.string(), was: z.string(), is: z.string() })),
})

const { say } = speechOf('vi')

export const publishedJson = (
  asked: AskedReport,
  { edition, number, writtenOn, signer, asOf, publishedAt }: Publication,
): z.output<typeof publishedSchema> => ({
  edition,
  number,
  writtenOn,
  signer,
  asOf,
  publishedAt,
  page: editionAt(asked, edition),
})

export const restatedJson = ({ figures }: Restated): z.output<typeof restatedSchema>[] =>
  [...figures.values()].map(({ name, label, published, now, href, by }) => ({
    name,
    label: say(label),
    published,
    now,
    list: href,
    visits: by.map(({ code }) => code),
  }))

export const restatementsJson = ({ visits }: Restated): z.output<typeof restatementSchema>[] =>
  visits.map(({ id, code, title, what, act, moves }) => ({
    id,
    code,
    title,
    what: what.map(say),
    changedAt: act?.at ?? null,
    figures: moves.map(({ label, was, is }) => ({ label: say(label), was, is })),
  }))
