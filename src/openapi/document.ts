import { z } from 'zod'
import { accountOperations } from '../accounts/export.ts'
import { rightsOperations } from '../accounts/rights-export.ts'
import { securityLogOperations } from '../accounts/security-log-export.ts'
import { authorityOperations } from '../authorities/export.ts'
import { checklistOperations } from '../checklists/export.ts'
import { contradictionOperations } from '../contradictions/record.ts'
import { countryOperations } from '../countries/record.ts'
import { delegationOperations } from '../delegations/operations.ts'
import { deletionOperations } from '../deletions/record.ts'
import { followUpOperations } from '../follow-ups/record.ts'
import { historyOperations } from '../history/record.ts'
import { holidayOperations } from '../holidays/export.ts'
import { importOperations } from '../imports/operations.ts'
import { legalBasisOperations } from '../legal-bases/export.ts'
import { mailOperations } from '../mail/export.ts'
import { openingFigureOperations } from '../opening-figures/record.ts'
import { duplicateOperations } from '../partners/duplicates-export.ts'
import { partnerOperations } from '../partners/operations.ts'
import { personOperations } from '../people/operations.ts'
import { rightOfRoute, rights } from '../rights.ts'
import { searchOperations } from '../search/record.ts'
import { settingOperations } from '../settings/export.ts'
import { thenAndNowOperations } from '../then-and-now/operations.ts'
import { qualityOperations } from '../quality/record.ts'
import { totalsOperations } from '../totals/record.ts'
import { unitOperations } from '../units/export.ts'
import { chaseOperations } from '../visit-reports/chase-operations.ts'
import { reportOperations } from '../visit-reports/operations.ts'
import { speechOf } from '../web/language.ts'
import { valuesTaken } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'
import { editionOperations } from '../yearly-reports/edition-visits.ts'
import { yearlyReportOperations } from '../yearly-reports/record.ts'

/** Every address that programs use. */
export const operations: Operation[] = [
  ...delegationOperations,
  ...reportOperations,
  ...chaseOperations,
  ...followUpOperations,
  ...partnerOperations,
  ...duplicateOperations,
  ...personOperations,
  ...countryOperations,
  ...totalsOperations,
  ...qualityOperations,
  ...yearlyReportOperations,
  ...editionOperations,
  ...thenAndNowOperations,
  ...openingFigureOperations,
  ...contradictionOperations,
  ...searchOperations,
  ...historyOperations,
  ...deletionOperations,
  ...importOperations,
  ...unitOperations,
  ...authorityOperations,
  ...legalBasisOperations,
  ...settingOperations,
  ...holidayOperations,
  ...checklistOperations,
  ...accountOperations,
  ...rightsOperations,
  ...securityLogOperations,
  ...mailOperations,
]

const failure = z.strictObject({ error: z.string() })
const failures: Record<number, { description: string; shape: z.ZodType }> = {
  400: { description: 'The body is no JSON object', shape: failure },
  401: { description: 'No token, or one that was revoked', shape: failure },
  403: {
    description: 'The token’s owner may not, or the token may only read',
    shape: z.strictObject({ error: z.string(), needs: z.string().nullable() }),
  },
  404: { description: 'No such record, or not in sight', shape: failure },
  409: {
    description: 'The version is stale: what is stored, what was sent, and what it was made from',
    shape: z.strictObject({
      error: z.string(),
      version: z.int(),
      stored: z.looseObject({}),
      sent: z.looseObject({}),
      original: z.looseObject({}).nullable(),
    }),
  },
  410: {
    description: 'The record was deleted; where it can be read and restored',
    shape: z.strictObject({ error: z.string(), deletion: z.string() }),
  },
  413: { description: 'The body is larger than 512 kB', shape: failure },
  415: { description: 'The body is no application/json in UTF-8', shape: failure },
  422: {
    description: 'Nothing was stored: the reasons by field',
    shape: z.strictObject({
      errors: z.record(z.string(), z.array(z.string())),
      candidates: z.array(z.looseObject({})).optional().describe('Stored records that this may be'),
    }),
  },
}

/** What another body is answered with that carries the `submissionId` of one that was kept. */
const sentOtherwise = {
  description: 'This submissionId was sent before with another body: the record that one was kept as',
  shape: z.strictObject({ error: z.string(), location: z.string(), kept: z.looseObject({}) }),
}

/** The description of all of it, for programs: OpenAPI 3.1. `server` is the address people reach it at. */
export function openApi(server: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const [method = '', path = ''] = operation.route.split(' ')
    const address = path.replaceAll(/:(\w+)/g, '{$1}')
    ;(paths[address] ??= {})[method.toLowerCase()] = described(operation, path)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sổ đoàn',
      version: '1',
      description:
        'Lists come in pages: follow `next` until it is null. Dates are 2024, 2024-09 or 2024-09-14, as far as they are known. Examples: /help/api',
    },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...Object.fromEntries(
          Object.entries(failures).map(([status, { shape }]) => [`Failure${status}`, jsonSchema(shape)]),
        ),
        SentOtherwise: jsonSchema(sentOtherwise.shape),
      },
    },
  }
}

/** What stands in an address where it is no id. */
const namedBy: Record<string, object> = {
  iso2: { type: 'string', pattern: '^[A-Z]{2}$' },
  period: { type: 'string', pattern: '^\\d{4}(-H[12])?$' },
}

function described(
  { route, summary, filters, body, file, answer, leadsTo, isCreation, hasVersion }: Operation,
  path: string,
) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  const statuses = [401, 403, ...(names.length ? [404] : []), ...(path.includes(':id') ? [410] : [])]
  if (body) statuses.push(400, 413, 415, ...(hasVersion ? [409] : []), ...(takesFields(body) ? [422] : []))
  const words = speechOf('en').t(summary)
  return {
    operationId: route.replaceAll(/\.json$|[^\w]+/g, '_').replaceAll(/^_|_$/g, ''),
    summary: words,
    description: `Right: ${speechOf('en').t(rights[rightOfRoute[route]!])}`,
    parameters: [
      ...names.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: namedBy[name] ?? { type: 'integer', minimum: 1 },
      })),
      ...Object.entries(filters ?? {}).map(([name, kind]) => ({
        name,
        in: 'query',
        style: 'form',
        explode: true,
        schema: { type: 'array', items: { type: 'string', enum: valuesTaken(kind) } },
      })),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } },
    }),
    ...(file && { requestBody: { required: true, content: { 'multipart/form-data': formWith(file) } } }),
    responses: {
      ...(leadsTo && {
        303: {
          description: words,
          headers: { Location: { description: leadsTo, schema: { type: 'string' } } },
        },
      }),
      ...(answer && {
        [isCreation ? 201 : 200]: {
          description: words,
          ...(isCreation && {
            headers: { Location: { description: 'The record’s address', schema: { type: 'string' } } },
          }),
          content: { 'application/json': { schema: jsonSchema(answer) } },
        },
      }),
      ...Object.fromEntries(
        statuses.map((status) => [
          status,
          {
            description: failures[status]!.description,
            content: { 'application/json': { schema: { $ref: `#/components/schemas/Failure${status}` } } },
          },
        ]),
      ),
      ...(isCreation && {
        409: {
          description: sentOtherwise.description,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/SentOtherwise' } } },
        },
      }),
    },
  }
}

const formWith = ({ field, description }: NonNullable<Operation['file']>) => ({
  schema: {
    type: 'object',
    required: [field],
    properties: { [field]: { type: 'string', format: 'binary', description } },
  },
})

const takesFields = (body: z.ZodObject) => Object.keys(body.shape).some((name) => name !== 'submissionId')

const made = new WeakMap<z.ZodType, object>()

// The same schema is described in several places.
function jsonSchema(schema: z.ZodType): object {
  let found = made.get(schema)
  if (!found) {
    const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { target: 'draft-2020-12' })
    made.set(schema, (found = described))
  }
  return found
}
