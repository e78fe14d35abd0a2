import { and, asc, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm'
import { type PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCounts } from '../db/open.ts'
import { type Coverage, coverageOf } from '../counting.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { Write } from '../db/write.ts'
import { sourceAt } from '../sources/queries.ts'
import { sources } from '../sources/source.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import { units } from '../units/unit.ts'
import type { FigureInput } from './form.ts'
import { type Indicator, openingFigures, type Qualifier } from './opening-figure.ts'

export interface OpeningFigure {
  id: number
  version: number
  unitId: number
  unit: string
  unitEn: string | null
  indicator: Indicator
  startsOn: PartialDate | null
  endsOn: PartialDate
  value: number
  qualifier: Qualifier
  source: string
  note: string | null
  /** Which visits it sums up, and in which unit; null where it is about something else. */
  counts: { direction: Direction; unit: 'delegations' | 'personTrips' } | null
  /** What entered visits cover of its period, and what came after it; null like `counts`. */
  coverage: Coverage | null
}

/** Which of them count visits, and how. */
export const visitIndicators: Partial<Record<Indicator, OpeningFigure['counts']>> = {
  outbound_delegations: { direction: 'outbound', unit: 'delegations' },
  outbound_person_trips: { direction: 'outbound', unit: 'personTrips' },
  inbound_delegations: { direction: 'inbound', unit: 'delegations' },
  inbound_person_trips: { direction: 'inbound', unit: 'personTrips' },
}

/** The published figures of these units (undefined: of every unit), the newest period first, with their coverage. */
export function listOpeningFigures(db: Db, unitIds: number[] | undefined): OpeningFigure[] {
  return rememberedCounts(db, `opening figures ${unitIds?.join() ?? 'all'}`, () => {
    const { id, version, unitId, indicator, startsOn, endsOn, value, qualifier, note } = openingFigures
    const ofUnits =
      unitIds && inArray(unitId, unitIds.map((_, index) => sql.placeholder(`unit${index}`)) as never)
    const rows = prepared(db, `opening figures ${unitIds?.length ?? 'all'}`, () =>
      db
        .select({
          id,
          version,
          unitId,
          indicator,
          startsOn,
          endsOn,
          value,
          qualifier,
          note,
          source: sources.url,
        })
        .from(openingFigures)
        .innerJoin(units, eq(units.id, unitId))
        .innerJoin(sources, eq(sources.id, openingFigures.sourceId))
        .where(unitIds?.length === 0 ? sql`false` : ofUnits)
        .orderBy(sql`${units.kind} <> 'own_body'`, asc(units.sortKey), sql`${endsOn} desc`, asc(id))
        .prepare(),
    ).all(Object.fromEntries(unitIds?.map((unit, index) => [`unit${index}`, unit]) ?? []))
    return rows.map((row) => {
      const counts = visitIndicators[row.indicator] ?? null
      // A figure was published under the name of its time.
      const { name: unit, nameEn: unitEn } = unitNameAt(unitsById(db).get(row.unitId)!, row.endsOn)
      return { ...row, unit, unitEn, counts, coverage: counts && coverageOf(db, row, counts.direction) }
    })
  })
}

/** A published figure as it is stored, with its source in words. */
export const findOpeningFigure = (db: Db, id: number) =>
  db
    .select({ ...getTableColumns(openingFigures), source: sources.url })
    .from(openingFigures)
    .innerJoin(sources, eq(sources.id, openingFigures.sourceId))
    .where(eq(openingFigures.id, id))
    .get()

/** Whether another figure says the same of the same body and time, out of the same source. */
export function isThereAlready(db: Db, input: FigureInput, id?: number): boolean {
  const { unitId, indicator, startsOn, endsOn, value, qualifier, source } = input
  const same = db
    .select({ id: openingFigures.id })
    .from(openingFigures)
    .innerJoin(sources, eq(sources.id, openingFigures.sourceId))
    .where(
      and(
        eq(openingFigures.unitId, unitId),
        eq(openingFigures.indicator, indicator),
        sql`${openingFigures.startsOn} is ${startsOn}`,
        eq(openingFigures.endsOn, endsOn),
        eq(openingFigures.value, value),
        eq(openingFigures.qualifier, qualifier),
        eq(sources.url, source),
        id === undefined ? undefined : ne(openingFigures.id, id),
      ),
    )
    .get()
  return same !== undefined
}

export type StoredFigure = NonNullable<ReturnType<typeof findOpeningFigure>>

const columnsOf = (write: Write, { source, ...figure }: FigureInput) => ({
  unitId: figure.unitId,
  indicator: figure.indicator,
  startsOn: figure.startsOn,
  endsOn: figure.endsOn,
  value: figure.value,
  qualifier: figure.qualifier,
  note: figure.note,
  sourceId: sourceAt(write, source),
})

/** The new figure's id. */
export const addOpeningFigure = (write: Write, input: FigureInput): number =>
  write.insert(openingFigures, columnsOf(write, input))

export const updateOpeningFigure = (write: Write, id: number, input: FigureInput) =>
  write.update(openingFigures, id, columnsOf(write, input))

export const removeOpeningFigure = (write: Write, id: number) => write.remove(openingFigures, id)
