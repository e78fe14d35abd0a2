import type { Scope } from '../counting.ts'
import type { Db } from '../db/open.ts'
import { listUnits } from '../units/queries.ts'
import type { Language } from '../web/language.ts'
import { addressOf, changed, type Chip, type Ignored, type Query, readFilters } from '../web/listing.ts'
import { chipsOf, tabsOf, totalsFilters, type TotalsFilters, understood } from '../totals/filters.ts'

export const QUALITY_PATH = '/totals/quality'

const { from, to, scope, unit } = totalsFilters

/** What the address of the page may ask: the period and the units of the totals. */
export const qualityFilters = { from, to, scope, unit }

/** What an address asks; units nobody knows are left aside and named. */
export const readQualityFilters = (db: Db, query: Query): { asked: Scope; ignored: Ignored[] } =>
  understood(readFilters(qualityFilters, query), listUnits(db))

export const qualityAt = (asked: Scope, changes: Partial<Scope>) =>
  changed(QUALITY_PATH, { ...asked }, { ...changes })

/** The totals' own filters, with nothing of what only they ask. */
export const asTotals = (asked: Scope): TotalsFilters => ({
  ...asked,
  by: [],
  count: [],
  sort: [],
  opening: [],
  page: [],
})

/** An address of the totals as one of this page. */
export const moved = (address: string) => address.replace(/^\/totals(?=\?|$)/, QUALITY_PATH)

/** Period and units as they are asked, each with the address without it. */
export const chipsFor = (db: Db, asked: Scope, language: Language): Chip[] =>
  chipsOf(db, asTotals(asked), language).map((chip) => ({ ...chip, without: moved(chip.without) }))

/** The tabs of the totals, none of which is this one. */
export const totalsTabs = (asked: Scope) =>
  tabsOf(asTotals(asked), 'year').map((tab) => ({ ...tab, isCurrent: false }))

export const downloadsOf = (asked: Scope) =>
  ['xlsx', 'csv', 'json'].map((ending) => ({
    ending,
    href: addressOf(`${QUALITY_PATH}.${ending}`, { ...asked }),
  }))
