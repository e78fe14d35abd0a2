import { type BothWays, personsBy, type SubjectGrouping, type Totals, totalsBy } from '../counting.ts'
import { countryName, findCountry } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { purposeKinds } from '../delegations/delegation.ts'
import { listUnits } from '../units/queries.ts'
import { sortKey } from '../vietnamese.ts'
import type { Message, Speech } from '../web/language.ts'
import { type Linked, withLinks } from '../web/linked.ts'
import { oneOf } from '../web/listing.ts'
import { totalOf } from './by-time.ts'
import type { Counted, Row } from './figures.ts'
import { listOf, type SubjectSort, type TotalsFilters, totalsAt } from './filters.ts'
import { inOrder } from './in-order.ts'
import { partnersByKey } from './partner-names.ts'

/** As many rows as one page holds: a register has thousands of partners, and of all else so few that one page holds them. */
export const pageSizes: Record<SubjectGrouping, number> = {
  country: 200,
  partner: 50,
  purpose: 200,
  unit: 200,
}

export interface SubjectRow extends Row {
  name: string
  /** The page about it, where there is one. */
  href: string | null
  lastOn: string | null
  /** More đoàn vào than đoàn ra; less where negative. */
  balance: number
}

export interface SubjectTable {
  rows: SubjectRow[]
  totals: Totals
  /** What the rows have together: each visit and each person once (C8). */
  total: Counted
}

/** Rows by country, partner, purpose or unit, as they are asked to be sorted. */
export function subjectTable(
  db: Db,
  by: SubjectGrouping,
  asked: TotalsFilters,
  speech: Speech,
  sort?: SubjectSort,
): SubjectTable {
  const { subjects, totals, rowOf } = sortedSubjects(db, by, asked, speech, sort)
  return { rows: subjects.map(rowOf), totals, total: totalOf(db, totals, asked) }
}

/** What totals are by, before a row is made of it. */
interface Subject extends Name {
  key: string
  counts: BothWays
  lastOn: string | null
}

/** The same before its rows are made: of thousands a page shows some. */
export function sortedSubjects(
  db: Db,
  by: SubjectGrouping,
  asked: TotalsFilters,
  speech: Speech,
  sort: SubjectSort = asked.sort[0] ?? 'size',
) {
  const totals = totalsBy(db, by, asked)
  const persons = personsBy(db, by, asked)
  const nameOf = namesBy[by](db, speech)
  const lastOn = (key: string) => totals.lastOn.get(key) ?? null
  const bySort: Record<SubjectSort, (one: Subject, other: Subject) => number> = {
    name: () => 0,
    size: (one, other) => size(other) - size(one) || people(other) - people(one),
    outbound: (one, other) => other.counts.outbound.delegations - one.counts.outbound.delegations,
    inbound: (one, other) => other.counts.inbound.delegations - one.counts.inbound.delegations,
    balance: (one, other) => Math.abs(balanceOf(other)) - Math.abs(balanceOf(one)),
    last: (one, other) =>
      (one.lastOn ?? '') < (other.lastOn ?? '') ? 1 : one.lastOn === other.lastOn ? 0 : -1,
  }
  const { from, to, unit, scope } = asked
  const subjects = inOrder<Subject>(db, {
    name: JSON.stringify([by, sort, speech.language, from, to, unit, scope]),
    keys: totals.rows,
    moved: [totals.moved],
    isStill: ({ key, counts, lastOn: last }) => totals.rows.get(key) === counts && lastOn(key) === last,
    make: (key) => ({ key, counts: totals.rows.get(key)!, lastOn: lastOn(key), ...nameOf(key) }),
    compare: bySort[sort],
  })
  return {
    totals,
    subjects,
    rowOf: (subject: Subject): SubjectRow => ({
      ...subject,
      persons: persons.get(subject.key),
      visits: visitsOf(by, subject.key),
      balance: balanceOf(subject),
    }),
  }
}

const purposeOf = oneOf(purposeKinds)

const size = ({ counts }: Subject) => counts.outbound.delegations + counts.inbound.delegations
const people = ({ counts }: Subject) => counts.outbound.personTrips + counts.inbound.personTrips
const balanceOf = ({ counts }: Subject) => counts.inbound.delegations - counts.outbound.delegations

/** What was not recorded sorts last, whatever the sort by name. */
const LAST = '\uFFFF'

interface Name {
  name: string
  order: string
  href: string | null
}

const namesBy: Record<SubjectGrouping, (db: Db, speech: Speech) => (key: string) => Name> = {
  country:
    (_db, { t, language }) =>
    (iso2) => {
      if (iso2 === '') return { name: t('Chưa ghi nước'), order: LAST, href: null }
      const name = countryName(iso2, language)
      return {
        name,
        order: language === 'vi' ? findCountry(iso2)!.sortKey : sortKey(name),
        href: `/countries/${iso2}`,
      }
    },
  partner: (db, { t, language }) => {
    const partners = partnersByKey(db, language)
    return (key) => {
      const partner = partners.get(key)
      if (!partner) return { name: t('Chưa ghi đối tác'), order: LAST, href: null }
      return { name: partner.name, order: partner.order, href: `/partners/${key}` }
    }
  },
  purpose:
    (_db, { t }) =>
    (kind) => {
      const known = purposeOf(kind)
      if (!known) return { name: t('Chưa phân loại'), order: LAST, href: null }
      const name = t(purposeKinds[known])
      return { name, order: sortKey(name), href: null }
    },
  unit: (db, { language }) => {
    const units = new Map(listUnits(db).map((unit) => [String(unit.id), unit]))
    return (key) => {
      const unit = units.get(key)!
      const name = (language === 'en' && unit.nameEn) || unit.name
      return { name, order: sortKey(name), href: null }
    }
  },
}

function visitsOf(by: SubjectGrouping, key: string): Row['visits'] {
  switch (by) {
    case 'country':
      return { country: [key || 'none'] }
    case 'partner':
      return { partner: [key === '' ? 'none' : Number(key)] }
    case 'purpose':
      return { purpose: [purposeOf(key) ?? 'none'] }
    case 'unit':
      return { unit: [Number(key)] }
  }
}

/** A column that adds up to more than there was (C8). */
export interface Surplus {
  direction: 'outbound' | 'inbound'
  counter: 'delegations' | 'personTrips'
  column: string
  sum: number
  total: number
  /** Of visits whose people are unknown neither is more than a lower bound. */
  isLeast: boolean
  isMoreUnknown: boolean
}

export const surplusesOf = ({ total, sum }: Totals): Surplus[] =>
  (['outbound', 'inbound'] as const)
    .flatMap((direction): Surplus[] => {
      const [column, counted] = [sum[direction], total[direction]]
      return [
        {
          direction,
          counter: 'delegations',
          column: counters[direction][0],
          isLeast: false,
          isMoreUnknown: false,
          sum: column.delegations,
          total: counted.delegations,
        },
        {
          direction,
          counter: 'personTrips',
          column: counters[direction][1],
          isLeast: column.unknownPeople > 0,
          isMoreUnknown: column.unknownPeople > counted.unknownPeople,
          sum: column.personTrips,
          total: counted.personTrips,
        },
      ]
    })
    .filter(({ sum, total }) => sum > total)

/** Why it does. */
export const whySurplus = (by: SubjectGrouping): string =>
  by === 'partner'
    ? 'Cột {column} cộng lại {sum}, số thật là {total}: hơn {more} vì đoàn có nhiều đối tác được ghi ở từng đối tác (quy tắc C8).'
    : 'Cột {column} cộng lại {sum}, số thật là {total}: hơn {more} vì đoàn qua nhiều nước được ghi ở từng nước (quy tắc C8).'

/** The sum opens the table of its rows, the true number its visits, and what is more those that stand in several rows. */
export function surplusHrefs(by: SubjectGrouping, { direction, counter }: Surplus, asked: TotalsFilters) {
  const visits = { direction: [direction], counted: [counter] }
  return {
    sum: `${totalsAt(asked, { by: [by] })}#by-${by}`,
    total: listOf(asked, visits),
    more: listOf(asked, { ...visits, several: [by === 'partner' ? 'partners' : 'countries'] }),
  }
}

/** C8: how much larger the columns add up than what there was, and why; nothing where they do not. */
export const surplusNotes = (
  by: SubjectGrouping,
  totals: Totals,
  asked: TotalsFilters,
  speech: Speech,
): Linked[][] =>
  surplusesOf(totals).map((surplus) => {
    const { column, isLeast, isMoreUnknown, sum, total } = surplus
    const figure = (number: number, isAtLeast: boolean) =>
      isAtLeast ? speech.t('ít nhất {number}', { number }) : speech.number(number)
    const hrefs = surplusHrefs(by, surplus, asked)
    const numbers = {
      sum: { words: figure(sum, isLeast), href: hrefs.sum },
      total: { words: figure(total, isLeast), href: hrefs.total },
      more: { words: figure(sum - total, isMoreUnknown), href: hrefs.more },
    }
    return withLinks(speech, whySurplus(by), numbers, { column: speech.t(column) })
  })

const counters = {
  outbound: ['Đoàn ra', 'Lượt người ra'],
  inbound: ['Đoàn vào', 'Lượt người vào'],
} as const

/** "vào hơn 6": who exchanged more. */
export function balanceWords({ balance, counts }: SubjectRow): Message {
  // Of visits that count their people alone there is no đoàn to hold against another.
  if (!counts.outbound.delegations && !counts.inbound.delegations) return { text: '–' }
  if (balance === 0) return { text: 'cân bằng' }
  return { text: balance > 0 ? 'vào hơn {count}' : 'ra hơn {count}', gaps: { count: Math.abs(balance) } }
}
