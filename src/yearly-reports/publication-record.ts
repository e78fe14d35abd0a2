import { z } from 'zod'
import { jsonCount, jsonDay, jsonId, jsonMoment } from '../web/json-schema.ts'
import { pageOfCause } from '../restatements/causes.ts'
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
  why: z.string().nullable().describe('What changed it, in short; null where nothing that was written did'),
})

export const restatementSchema = z.strictObject({
  subject: z.enum(['delegations', 'partners', 'opening_figures']),
  id: jsonId,
  page: z.string(),
  code: z.string().describe('The number of a visit; what a partner or a published figure is called'),
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
  [...figures.values()].map(({ name, label, published, now, href, by, why }) => ({
    name,
    label: say(label),
    published,
    now,
    list: href,
    visits: by.flatMap(({ subject, code }) => (subject === 'delegations' ? [code] : [])),
    why,
  }))

export const restatementsJson = ({ changes }: Restated): z.output<typeof restatementSchema>[] =>
  changes.map(({ subject, id, code, title, what, act, moves }) => ({
    subject,
    id,
    page: pageOfCause({ subject, id }),
    code,
    title,
    what: what.map(say),
    changedAt: act?.at ?? null,
    figures: moves.map(({ label, was, is }) => ({ label: say(label), was, is })),
  }))
