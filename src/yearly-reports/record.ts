import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { type Block, textOfWords } from '../paper/paper.ts'
import { unitNameAt } from '../units/queries.ts'
import { jsonCount, jsonDay, jsonId, jsonIgnored, jsonMoment, jsonNamed } from '../web/json-schema.ts'
import { id, oneOf } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'
import type { AskedReport } from './asked.ts'
import {
  publishedJson,
  publishedSchema,
  restatedJson,
  restatedSchema,
  restatementSchema,
  restatementsJson,
} from './publication-record.ts'
import { stateOf } from './queries.ts'
import type { ShownReport } from './shown.ts'
import { sectionTitle, subjectOf } from './wording.ts'
import { reportScopes, reportStates, yearlySections } from './yearly-report.ts'

// A yearly or half-year report as programs read it: the same figures, sentences and tables.

const table = z.strictObject({
  caption: z.string().nullable(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  total: z.array(z.string()).nullable(),
})

const fromLines = z.strictObject({
  annexes: z.array(z.string()).describe('Names of annexes; one that is not among them has no lines'),
  counts: z
    .enum(['lines', 'sum', 'different'])
    .describe('Lines with something in the column, its sum, or its different entries'),
  column: z.string(),
  where: z.record(z.string(), z.union([z.array(z.string()), z.literal('any')])),
})

const report = z.strictObject({
  asOf: jsonDay,
  period: z.string().describe('2024, 2024-H1 or 2024-H2'),
  unit: z.strictObject({ id: jsonId, name: z.string() }),
  scope: z.enum(valuesOf(reportScopes)),
  subject: z.string(),
  state: z.enum(valuesOf(reportStates)),
  publishedAt: jsonMoment.nullable(),
  published: publishedSchema
    .nullable()
    .describe('The edition that stands: its figures are told, not those of today'),
  restated: z.array(restatedSchema).describe('Figures that are others now than they were published'),
  changedBy: z.array(restatementSchema).describe('What made them so, the first changed first'),
  number: z.string().nullable(),
  writtenOn: jsonDay.nullable(),
  figures: z.array(
    z.strictObject({
      name: z.string().describe('outbound.delegations, country.LA.inbound.personTrips'),
      value: z.number().nullable().describe('null where nothing of it is known'),
      unknownIn: jsonCount.describe(
        'Visits whose people nobody counted, or of people, person-trips that no list names: the value is a lower bound',
      ),
      words: z.string(),
      was: z.string().nullable().describe('What was written down last, where that was something else'),
      published: z
        .string()
        .nullable()
        .describe('How the report of that other period was published, where that was something else'),
      list: z.string().nullable().describe('The address of what it counts'),
      madeOf: z
        .union([fromLines, z.strictObject({ source: z.string() })])
        .nullable()
        .describe(
          'The lines of the annexes it is counted from, or where a figure without rows was published',
        ),
    }),
  ),
  sections: z.array(
    z.strictObject({
      name: z.enum(valuesOf(yearlySections)),
      title: z.string(),
      counted: z.array(z.string()),
      tables: z.array(table),
      own: z.string().nullable().describe('What the office itself says'),
    }),
  ),
  annexes: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      says: z.array(z.string()).describe('What each column says, as `madeOf` of a figure names it'),
      ...table.shape,
    }),
  ),
})

export function yearlyReportRecord(
  asked: AskedReport,
  { report: stored, publication, model, restated }: ShownReport,
): z.output<typeof report> {
  const { asOf, figures, sections, annexes } = model
  return {
    asOf,
    period: asked.period.name,
    unit: { id: asked.unit.id, name: unitNameAt(asked.unit, asked.period.to).name },
    scope: asked.scope,
    subject: subjectOf(asked),
    state: stateOf(stored),
    publishedAt: stored?.publishedAt ?? null,
    published: publication ? publishedJson(asked, publication) : null,
    restated: restated ? restatedJson(restated) : [],
    changedBy: restated ? restatementsJson(restated) : [],
    number: stored?.number ?? null,
    writtenOn: stored?.writtenOn ?? null,
    figures: [...figures.values()].map(({ name, value, unknown, words, was, published, href, madeOf }) => ({
      name,
      value,
      unknownIn: unknown,
      words,
      was,
      published: published ?? null,
      list: href,
      madeOf,
    })),
    sections: valuesOf(yearlySections).map((name) => ({
      name,
      title: sectionTitle(name, asked.period),
      counted: sections[name].flatMap(sentencesOf),
      tables: sections[name].flatMap((block) => (block.kind === 'table' ? [tableOf(block)] : [])),
      own: stored?.[name] ?? null,
    })),
    annexes: annexes.map(({ id, title, columns, table }) => ({
      name: id,
      title,
      says: columns ?? [],
      ...tableOf(table),
    })),
  }
}

/** What a block says in words, paragraph by paragraph; a table says nothing. */
export function sentencesOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [textOfWords(block.words)]
    case 'list':
      return block.items.map(textOfWords)
    case 'heading':
      return [block.text]
    case 'note':
      return [textOfWords(block.text)]
    case 'table':
    case 'blank':
      return []
  }
}

const tableOf = ({ caption, columns, groups, rows, total }: Extract<Block, { kind: 'table' }>) => ({
  caption: caption ?? null,
  columns: columnNames({ columns, groups }),
  rows: rows.map((row) => row.map(textOfWords)),
  total: total ? total.map(({ words }) => textOfWords(words)) : null,
})

/** The headings of columns, each with the one over it: "Đoàn ra: Lượt người". */
function columnNames({ columns, groups }: Pick<Extract<Block, { kind: 'table' }>, 'columns' | 'groups'>) {
  const over = groups?.flatMap(({ heading, span }) => Array.from({ length: span }, () => heading)) ?? []
  return columns.map(({ heading }, index) => (over[index] ? `${over[index]}: ${heading}` : heading))
}

const listedWay = z.strictObject({
  delegations: jsonCount,
  personTrips: jsonCount.nullable(),
  personTripsUnknownIn: jsonCount,
  persons: jsonCount.nullable().describe('Null while no visit has its list of people complete'),
  personsKnownIn: jsonCount,
})

const listedReport = z.strictObject({
  period: z.string().describe('2024, 2024-H1 or 2024-H2'),
  href: z.string(),
  state: z.enum(valuesOf(reportStates)),
  number: z.string().nullable(),
  writtenOn: jsonDay.nullable(),
  signer: z.string().nullable(),
  edition: z
    .strictObject({
      edition: jsonCount,
      publishedAt: jsonMoment,
      publishedBy: z.string(),
      withdrawnAt: jsonMoment.nullable(),
      withdrawnReason: z.string().nullable(),
    })
    .nullable()
    .describe('The last edition, whether it stands or was withdrawn'),
  outbound: listedWay,
  inbound: listedWay,
})

export const yearlyReportOperations: Operation[] = [
  {
    route: 'GET /reports.json',
    summary: 'Các báo cáo năm, nửa năm: bản thảo, bản phát hành, số đếm được của từng kỳ',
    filters: { unit: id, scope: oneOf(reportScopes) },
    answer: z.strictObject({
      asOf: jsonDay,
      unit: jsonNamed,
      scope: z.enum(valuesOf(reportScopes)),
      ignored: jsonIgnored,
      items: z.array(listedReport),
    }),
  },
  {
    route: 'GET /reports/:period.json',
    summary: 'Báo cáo năm hoặc nửa năm: số liệu, câu chữ, phụ lục',
    filters: { unit: id, scope: oneOf(reportScopes) },
    answer: report,
  },
]
