import { and, eq, inArray, isNull } from 'drizzle-orm'
import { lastDay, today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import type { AskedReport, Whose } from './asked.ts'
import { yearsBefore } from './period.ts'
import { publications, publishedFigures } from './publication.ts'
import { yearlyReports } from './yearly-report.ts'

// What was published of other periods, where this one stands beside them.

/** A figure as it was published. */
export interface PublishedFigure {
  value: number | null
  unknown: number
  words: string
}

/** The figures of visits that stand beside those of other periods: in the report of the next year, on the totals. */
const names = ['outbound', 'inbound', 'both'].flatMap((way) => [`${way}.delegations`, `${way}.personTrips`])

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

/** Tells, by the name of a figure of another period in a report, how it was published. */
export function earlierOf(db: Db, asked: AskedReport): (name: string) => PublishedFigure | undefined {
  const periods = publishedFiguresOf(db, asked)
  if (!periods.size) return () => undefined
  const isRunning = today() <= lastDay(asked.period.to)
  const last = yearsBefore(asked.period, 1).name
  return (name) => {
    const [, period, rest] = /^(\d{4}(?:-H[12])?|before)\.(.+)$/.exec(name) ?? []
    // Of a running period, the one before is counted up to the same day only.
    if (!period || !rest || (period === 'before' && isRunning)) return undefined
    return periods.get(period === 'before' ? last : period)?.figures.get(rest)
  }
}
