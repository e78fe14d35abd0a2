import type { Db } from '../db/open.ts'
import type { TotalsFilters } from '../totals/filters.ts'
import { findOwnUnit, listUnits, type UnitRow } from '../units/queries.ts'
import { addressOf, type Asked as Query, besideUnit, type Ignored } from '../web/listing.ts'
import { periodOf, periodWords, readPeriod, type ReportPeriod, yearsBefore } from './period.ts'
import type { ReportScope } from './yearly-report.ts'

/** The list of reports. */
export const REPORTS_PATH = '/reports'

/** Whose report it is: of the own body (with all below it where the scope is 'all'), or of another unit. */
export interface Whose {
  unit: UnitRow
  scope: ReportScope
  isOwn: boolean
}

export interface AskedReport extends Whose {
  period: ReportPeriod
  /** The same as counting asks for it. */
  counted: TotalsFilters
}

/** Whose report an address asks for; a unit that is not in sight is left aside. A unit is its own scope. */
export function whoseAsked(
  db: Db,
  { unit: [id], scope: [scope] }: { unit: number[]; scope: ReportScope[] },
): { whose: Whose | undefined; ignored: Ignored[] } {
  const own = findOwnUnit(db)
  const named = id === undefined ? undefined : listUnits(db).find((unit) => unit.id === id)
  const ignored = id !== undefined && !named ? [{ name: 'unit', value: String(id) }] : []
  if (named && named.id !== own?.id) {
    if (scope === 'all') ignored.push(besideUnit(scope))
    return { whose: { unit: named, scope: 'own', isOwn: false }, ignored }
  }
  return { whose: own && { unit: own, scope: scope ?? 'own', isOwn: true }, ignored }
}

export const whoseQuery = ({ unit, scope, isOwn }: Whose) => ({
  unit: isOwn ? [] : [unit.id],
  scope: scope === 'all' ? ['all' as const] : [],
})

export function askedOf(whose: Whose, period: ReportPeriod): AskedReport {
  const nothing = { by: [], count: [], sort: [], opening: [], page: [] }
  const counted = { ...nothing, ...whoseQuery(whose), from: [period.from], to: [period.to] }
  return { ...whose, period, counted }
}

/** A report's own address: `reportAt(asked, '.docx', { layout: ['party'] })`. */
export const reportAt = (
  { period, ...whose }: Whose & { period: Pick<ReportPeriod, 'name'> },
  ending = '',
  more: Query = {},
): string => addressOf(`${REPORTS_PATH}/${period.name}${ending}`, { ...whoseQuery(whose), ...more })

/** An edition of a report, or something of it: `editionAt(asked, 1, '.docx')`. */
export const editionAt = (
  asked: Parameters<typeof reportAt>[0],
  edition: number,
  ending = '',
  more: Query = {},
): string => reportAt(asked, `/editions/${edition}${ending}`, more)

/** The list of reports of a unit, or a file of it. */
export const reportsAt = (whose: Whose, ending = ''): string =>
  addressOf(`${REPORTS_PATH}${ending}`, whoseQuery(whose))

/** The periods around one, each with its address: the years beside it, its halves, or the year it is half of. */
export function periodsBeside(asked: AskedReport) {
  const { year, half } = asked.period
  const beside = [
    yearsBefore(asked.period, 1),
    ...([null, 1, 2] as const).map((one) => periodOf(year, one)),
    yearsBefore(asked.period, -1),
  ].filter(({ name }) => readPeriod(name) !== undefined)
  return beside.map((period) => ({
    words: periodWords(period),
    href: reportAt({ ...asked, period }),
    isCurrent: period.year === year && period.half === half,
  }))
}
