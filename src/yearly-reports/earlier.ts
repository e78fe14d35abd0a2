import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Db, remembered } from '../db/open.ts'
import { knownPersonTrips, together } from '../counting.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { counted, type DelegationFilters } from '../delegations/filters.ts'
import type { Counted } from '../totals/figures.ts'
import { listOf, type TotalsFilters } from '../totals/filters.ts'
import { type AskedReport, askedOf, reportAt, type Whose, whoseAsked } from './asked.ts'
import { isAsPublished, knownPersons } from './figures.ts'
import { readPeriod } from './period.ts'
import { publications, publishedFigures } from './publication.ts'
import { changesOfLists, namesBeside, whyTold } from './why.ts'
import { yearlyReports } from './yearly-report.ts'

// What was published of other periods, where this one stands beside them.

/** A figure as it was published. */
export interface PublishedFigure {
  value: number | null
  unknown: number
  words: string
  /** As the figure of an edition has it, in JSON. */
  madeOf: string | null
  /** Why it is another one now: "12/03: ĐV-2024-014 ghi muộn". */
  why?: () => string | null
}

/** The figures of visits that stand beside those of other periods: in the report of the next year, on the totals. */
const names = [
  ...['outbound', 'inbound', 'both'].flatMap((way) => [`${way}.delegations`, `${way}.personTrips`]),
  ...['outbound', 'inbound'].map((way) => `${way}.persons`),
]

/** The figures of the reports of a unit that stand published, by their period. */
export function publishedFiguresOf(db: Db, { unit, scope }: Pick<Whose, 'unit' | 'scope'>) {
  return remembered(db, `published ${unit.id} ${scope}`, () => {
    const rows = db
      .select({
        period: yearlyReports.period,
        publication: publications,
        name: publishedFigures.name,
        value: publishedFigures.value,
        unknown: publishedFigures.unknownCount,
        words: publishedFigures.words,
        madeOf: publishedFigures.madeOf,
      })
      .from(publications)
      .innerJoin(yearlyReports, eq(yearlyReports.id, publications.reportId))
      .innerJoin(publishedFigures, eq(publishedFigures.publicationId, publications.id))
      .where(
        and(
          eq(yearlyReports.unitId, unit.id),
          eq(yearlyReports.scope, scope),
          isNull(publications.withdrawnAt),
          inArray(publishedFigures.name, names),
        ),
      )
      .all()
    const periods = new Map<
      string,
      { publication: typeof publications.$inferSelect; figures: Map<string, PublishedFigure> }
    >()
    for (const { period, publication, name, ...figure } of rows) {
      const known = periods.get(period) ?? { publication, figures: new Map() }
      periods.set(period, known)
      known.figures.set(name, figure)
    }
    return periods
  })
}

/** What was published of a figure that stands in a cell, and where. */
export interface Published {
  words: string
  href: string
}

/** Whose reports stand beside totals that are asked so: the own body's, the whole system's, or one unit's. */
function whoseTotals(db: Db, { unit: [id, ...others], scope }: Pick<TotalsFilters, 'unit' | 'scope'>) {
  if (others.length) return undefined
  return whoseAsked(db, { unit: id === undefined ? [] : [id], scope: scope.includes('all') ? ['all'] : [] })
    .whose
}

/** Tells of a year or half a year how its figures were published, by name; null where they are the same now. */
export function publishedBeside(db: Db, asked: Pick<TotalsFilters, 'unit' | 'scope'>) {
  const whose = whoseTotals(db, asked)
  const periods = whose && publishedFiguresOf(db, whose)
  return (key: string, { counts, persons }: Omit<Counted, 'visits'>): Record<string, Published | null> => {
    const known = periods?.get(key)
    const period = readPeriod(key)
    if (!whose || !known || !period) return {}
    const href = `${reportAt(askedOf(whose, period))}#restated`
    const ways = { outbound: counts.outbound, inbound: counts.inbound, both: together(counts) }
    const figures = [
      ...Object.entries(ways).flatMap(([way, now]) => [
        [`${way}.delegations`, { value: now.delegations, unknown: 0 }] as const,
        [`${way}.personTrips`, { value: knownPersonTrips(now), unknown: now.unknownPeople }] as const,
      ]),
      ...(['outbound', 'inbound'] as const).map(
        (way) => [`${way}.persons`, knownPersons(persons?.[way], counts[way])] as const,
      ),
    ]
    return Object.fromEntries(
      figures.map(([name, now]) => {
        const then = known.figures.get(name)
        return [name, !then || isAsPublished(name, then, now) ? null : { words: then.words, href }]
      }),
    )
  }
}

/** Tells, by the name of a figure of another period in a report, how it was published. */
export function earlierOf(db: Db, asked: AskedReport): (name: string) => PublishedFigure | undefined {
  const periods = publishedFiguresOf(db, asked)
  if (!periods.size) return () => undefined
  return (name) => {
    const [, earlier, rest] = /^(\d{4}(?:-H[12])?)\.(.+)$/.exec(name) ?? []
    const known = earlier ? periods.get(earlier) : undefined
    const figure = rest ? known?.figures.get(rest) : undefined
    const period = earlier ? readPeriod(earlier) : undefined
    if (!known || !figure || !rest || !period) return undefined
    // Also where it counts nothing now, and opens no list.
    const hrefs = namesBeside(rest).map((one) => listOf(askedOf(asked, period).counted, visitsIn(one)))
    const why = () => whyTold({ by: changesOfLists(db, hrefs, known.publication.publishedAt) }, 'vi')
    return { ...figure, why }
  }
}

/** The visits that a figure of `names` counts. */
function visitsIn(name: string): Partial<DelegationFilters> {
  const [way, counter] = name.split('.')
  return {
    direction: valuesOf(directions).filter((direction) => direction === way),
    counted: valuesOf(counted).filter((one) => one === counter),
  }
}
