import { inArray, sql } from 'drizzle-orm'
import { totalsBy } from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { registerAt } from '../db/past-register.ts'
import { askingFor, type DelegationFilters } from '../delegations/filters.ts'
import {
  type Cause,
  causeOf,
  openingFigureChanged,
  partnersChanged,
  sumsUpOthers,
} from '../restatements/causes.ts'
import { type Difference, differencesIn, type Facet } from '../restatements/differences.ts'
import { followUps } from '../follow-ups/follow-up.ts'
import { listChangedSince } from '../history/since.ts'
import { type Language, speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { openingFigureOf } from './figures.ts'
import { askedBy } from './published-rows.ts'

// Why a figure is another one than it was published: the visits, partners and opening figures that made it so.

/** What made the visits of an address another figure since an instant, the first changed first. */
function changesOfList(db: Db, href: string, at: string, language: Language): Cause[] {
  const filters = askedBy(href)
  if (!filters) return []
  return causesOf(differencesIn(db, filters, at, language, facetOf(filters)), filters.counted[0] ?? 'lines')
}

/** The same of the first of these addresses that tells of any. */
export function changesOfLists(db: Db, hrefs: string[], at: string, language: Language = 'vi'): Cause[] {
  for (const href of hrefs) {
    const changes = changesOfList(db, href, at, language)
    if (changes.length) return changes
  }
  return []
}

/** A figure, and those beside it whose visits made it another one too: số người lists those alone that name their people. */
export const namesBeside = (name: string): string[] =>
  name.endsWith('.persons')
    ? [name, name.replace(/persons$/, 'personTrips'), name.replace(/persons$/, 'delegations')]
    : [name]

/** The same of any figure of a report, whatever it is counted from; of its lists the nearest first. */
export function changesOfFigure(
  db: Db,
  { counted: { from, to, unit, scope } }: Pick<AskedReport, 'counted'>,
  { name, hrefs }: { name: string; hrefs: string[] },
  at: string,
  language: Language = 'vi',
): Cause[] {
  const opening = openingFigureOf(name)
  if (opening) {
    // Another value covers no other visits.
    return opening.part === 'covered' && !sumsUpOthers(db, opening.id, at)
      ? changesOfLists(db, hrefs, at, language)
      : openingFigureChanged(db, opening.id, at, language)
  }
  const within = { from, to, unit, scope }
  const inPeriod = (facet: Facet, more: Partial<DelegationFilters> = {}) =>
    causesOf(
      differencesIn(db, askingFor({ ...within, ...more }), at, language, { ...facet, isOfVisits: true }),
      'any',
    )
  const exchanged = { counted: ['delegations' as const] }
  if (name === 'countries') return inPeriod({ of: 'countries' }, exchanged)
  if (name === 'units') return inPeriod({ of: 'unitId' }, exchanged)
  if (name === 'coverage.items') return inPeriod({ rows: [coverageRows] }, { coverage: ['any'] })
  // What is due in the period may have been agreed whenever.
  if (name.startsWith('quality.followUps')) {
    const facet = { isOfVisits: true, rows: [followUpRows] }
    const differences = differencesIn(db, askingFor({ unit, scope }), at, language, facet)
    return causesOf(withFollowUps(db, differences, at), 'any')
  }
  const [, partner] = /^multilateral\.(\d+)\./.exec(name) ?? []
  if (!name.startsWith('partners.') && !partner) return changesOfLists(db, hrefs, at, language)
  const ids = partner
    ? [Number(partner)]
    : [...totalsBy(db, 'partner', within).rows.keys()].map(Number).filter(Boolean)
  const visits = partner ? changesOfLists(db, hrefs, at, language) : inPeriod({ of: 'partners' }, exchanged)
  return [...partnersChanged(db, new Set(ids), at, language), ...visits].toSorted(firstChanged)
}

const coverageRows = { tables: ['coverage_items'], what: { text: 'sửa tin bài' } }
const followUpRows = { tables: ['follow_ups'], what: { text: 'sửa việc tiếp theo' } }

// Those of which some were written since, and those that came with theirs or took them along.
function withFollowUps(db: Db, differences: Difference[], at: string): Difference[] {
  const changed = new Set(listChangedSince(db, at, 'delegations', followUpRows.tables))
  const ids = JSON.stringify(differences.map(({ id }) => id))
  const having = [registerAt(db, at), db].flatMap((register) =>
    register
      .selectDistinct({ id: followUps.delegationId })
      .from(followUps)
      .where(inArray(followUps.delegationId, sql`(select value from json_each(${ids}))`))
      .all(),
  )
  const known = new Set(having.map(({ id }) => id))
  return differences.filter(({ id, kind }) => changed.has(id) || (kind !== 'changed' && known.has(id)))
}

function facetOf({ counted, report, outcome, coverage }: DelegationFilters): Facet {
  if (counted.includes('persons')) return { of: 'people' }
  const isOfVisits = !counted.includes('personTrips')
  // A report that comes in belongs to its visit, which is counted no otherwise for it.
  if (report.length) {
    const what = { text: 'sửa báo cáo kết quả' }
    return { isOfVisits, rows: [{ tables: ['visit_reports', 'report_extensions'], what }] }
  }
  if (outcome.length)
    return {
      isOfVisits,
      rows: [
        { tables: ['programme_items'], what: { text: 'sửa chương trình' } },
        { tables: ['status_changes'], what: { text: 'sửa các bước' } },
      ],
    }
  return { isOfVisits, rows: coverage.length ? [coverageRows] : [] }
}

// A visit of more people than before makes no other number of đoàn.
const weighs = {
  delegations: ({ delegations }: Difference) => delegations,
  personTrips: ({ personTrips: { was, is } }: Difference) => (was === is ? null : (is ?? 0) - (was ?? 0)),
  lines: ({ kind }: Difference) => ({ in: 1, out: -1, changed: 0 })[kind],
} as const

function causesOf(
  differences: Difference[],
  counted: DelegationFilters['counted'][number] | 'lines' | 'any',
): Cause[] {
  return differences
    .flatMap((one) => {
      if (counted === 'any') return [causeOf(one, 0)]
      if (counted === 'persons') return [causeOf(one, weighs.personTrips(one) ?? 0)]
      const weight = weighs[counted](one)
      // A head-count that nobody knew and that is 0 weighs nothing, and is another one all the same.
      return weight || (counted === 'personTrips' && weight !== null) ? [causeOf(one, weight)] : []
    })
    .toSorted(firstChanged)
}

export const firstChanged = (one: Pick<Cause, 'act'>, other: Pick<Cause, 'act'>) =>
  (one.act?.at ?? '~') < (other.act?.at ?? '~') ? -1 : (one.act?.at ?? '~') > (other.act?.at ?? '~') ? 1 : 0

/** Causes that are named where a figure stands, at most. */
const NAMED = 3

/** "12/03: ĐV-2024-014 ghi muộn": why a figure is another one, where it stands; what weighs most in its direction first. */
export function whyTold({ by }: { by: Cause[] }, language: Language): string | null {
  if (!by.length) return null
  const { say, t } = speechOf(language)
  const sign = Math.sign(by.reduce((sum, { weight }) => sum + weight, 0))
  const first = by.toSorted((one, other) => sign * (other.weight - one.weight))
  const days = first.map(({ act }) => (act ? `${writeDate(today(Date.parse(act.at))).slice(0, 5)}: ` : ''))
  const words = first
    .slice(0, NAMED)
    .map(({ subject, code, what }, index) => {
      const day = index && days[index] === days[index - 1] ? '' : days[index]
      const called = subject === 'delegations' ? code : `${code}:`
      return `${day}${called} ${what.map(say).join(', ')}`
    })
    .join('; ')
  const others = first.length - NAMED
  return others > 0 ? t('{words}; và {count} thay đổi khác', { words, count: others }) : words
}
