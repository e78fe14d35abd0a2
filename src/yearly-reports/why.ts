import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { DelegationFilters } from '../delegations/filters.ts'
import { type Difference, differencesIn } from '../restatements/differences.ts'
import { type Language, speechOf } from '../web/language.ts'
import { askedBy } from './published-rows.ts'

// Why a figure is another one than it was published: the visits that made it so.

/** The visits that made what an address lists another figure since an instant, the first changed first. */
export function changesOfFigure(
  db: Db,
  href: string | null,
  at: string,
  language: Language = 'vi',
): Difference[] {
  const filters = askedBy(href)
  // How a report stands against its deadline is of a day, and not of the visit.
  if (!filters || filters.report.length || filters.outcome.length || filters.coverage.length) return []
  return differencesIn(db, filters, at, language)
    .filter(movesOf[filters.counted[0] ?? 'persons'])
    .toSorted(firstChanged)
}

// A visit of more people than before makes no other number of đoàn.
const movesOf: Record<DelegationFilters['counted'][number], (one: Difference) => boolean> = {
  delegations: ({ delegations }) => delegations !== 0,
  personTrips: ({ personTrips: { was, is } }) => was !== is,
  persons: () => true,
}

export const firstChanged = (one: Difference, other: Difference) =>
  (one.act?.at ?? '~') < (other.act?.at ?? '~') ? -1 : (one.act?.at ?? '~') > (other.act?.at ?? '~') ? 1 : 0

/** "12/03: ĐV-2024-014 ghi muộn; và 2 đoàn khác": why a figure is another one, where it stands. */
export function whyTold({ by: [first, ...others] }: { by: Difference[] }, language: Language): string | null {
  if (!first) return null
  const { say, t } = speechOf(language)
  const day = first.act ? `${writeDate(today(Date.parse(first.act.at))).slice(0, 5)}: ` : ''
  const words = `${day}${first.code} ${first.what.map(say).join('; ')}`
  return others.length ? t('{words}; và {count} đoàn khác', { words, count: others.length }) : words
}
