import {
  countListed,
  countPersons,
  knownPersonTrips,
  type Listed,
  together,
  whyUncounted,
} from '../counting.ts'
import { allCountries, countryName } from '../countries/names.ts'
import { visitedCountries } from '../countries/queries.ts'
import { firstDay, lastDay, today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { unitOptions } from '../units/queries.ts'
import { type Language, speechOf } from '../web/language.ts'
import { addressOf, changed, type Ignored } from '../web/listing.ts'
import { statuses } from './delegation.ts'
import { askingFor, asAsked, type DelegationFilters } from './filters.ts'
import { chipsOf, inRowsWords, sortLinks, tabsOf, uncountedWords } from './listing.ts'
import { countCoverageIn, listDelegations, type ListedDelegation, titled } from './queries.ts'

const PATH = '/delegations'
const IN_FORM = ['q', 'country', 'from', 'to', 'status', 'unit', 'scope']

/** The list as its page shows it: what is asked, what it counts, its rows, and where one goes from there. */
export function listPage(db: Db, filters: DelegationFilters, ignored: Ignored[], language: Language) {
  const asked = asAsked(filters)
  const { rows, previous, next } = listDelegations(db, filters)
  const listed = countListed(db, filters)
  const isByYear = (filters.sort[0] ?? '-startsOn').endsWith('startsOn')
  const link = (cursor: string | null) => cursor && changed(PATH, asked, { page: [cursor] })
  const kept = Object.entries({ ...asked, page: [] }).filter(([name]) => !IN_FORM.includes(name))
  return {
    asOf: today(),
    isPeriodReversed: filters.from.some((from) => filters.to.some((to) => firstDay(from) > lastDay(to))),
    ignored,
    filters,
    listed,
    figures: together(listed),
    personTrips: knownPersonTrips(together(listed)),
    persons: filters.counted.includes('persons') ? countPersons(db, filters) : null,
    coverageItems: filters.coverage.includes('any') ? countCoverageIn(db, filters) : null,
    uncounted: uncountedWords(listed),
    inRows: inRowsWords(db, filters, listed),
    groups: groupsOf(rows, listed, isByYear, language),
    sorting: sortLinks(filters),
    pages: {
      first: filters.page.length ? changed(PATH, asked, {}) : null,
      previous: link(previous),
      next: link(next),
    },
    chips: chipsOf(db, filters, language),
    all: changed(PATH, asAsked(askingFor({ sort: filters.sort })), {}),
    kept: kept.flatMap(([name, values]) => values.map((value) => [name, String(value)])),
    filterCount: IN_FORM.filter((name) => filters[name as keyof DelegationFilters].length).length,
    tabs: tabsOf(filters, countListed(db, { ...filters, direction: [] })),
    countries: countryOptions(db, filters, language),
    units: unitOptions(db, language),
    statuses,
    downloads: ['xlsx', 'csv', 'ics', 'json'].map((ending) => ({
      ending,
      href: addressOf(`${PATH}.${ending}`, { ...asked, page: [] }),
    })),
    isRegisterEmpty: listed.rows === 0 && countListed(db, askingFor({ scope: ['all'] })).rows === 0,
  }
}

function countryOptions(db: Db, { country }: DelegationFilters, language: Language): [string, string][] {
  const visited = visitedCountries(db)
  const none: [string, string][] = country.includes('none')
    ? [['none', speechOf(language).t('Chưa ghi nước')]]
    : []
  const named = allCountries.filter(({ iso2 }) => visited.has(iso2))
  return [...none, ...named.map(({ iso2 }): [string, string] => [iso2, countryName(iso2, language)])]
}

// Under a heading for each year with the year's own figures, where the list is in time; else in one piece.
function groupsOf(rows: ListedDelegation[], listed: Listed, isByYear: boolean, language: Language) {
  const drawn = rows.map((row) => {
    const visit = titled(row, language)
    const why = whyUncounted(row.status, row.countsAs)
    const isToCome = why === 'ahead' || why === 'postponed'
    return { ...visit, isToCome, countryNames: visit.countries.map((iso2) => countryName(iso2, language)) }
  })
  if (!isByYear) return [{ year: null, counts: null, personTrips: null, rows: drawn }]
  const years = [...new Set(drawn.map((row) => yearOf(row.startsOn)))]
  return years.map((year) => {
    const counts = listed.byYear.get(year)!
    return {
      year,
      counts,
      personTrips: knownPersonTrips(counts),
      rows: drawn.filter((row) => yearOf(row.startsOn) === year),
    }
  })
}
