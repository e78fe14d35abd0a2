import { cutBy, narrowest } from '../counting/periods.ts'
import {
  type BothWays,
  countKnownOnlyTo,
  countLeftOut,
  type Counts,
  isNothing,
  knownPersonTrips,
  nobody,
  type Persons,
  together,
} from '../counting.ts'
import { writeDate } from '../dates.ts'
import { type Direction } from '../delegations/delegation.ts'
import type { DelegationFilters } from '../delegations/filters.ts'
import type { Db } from '../db/open.ts'
import type { Message, Speech } from '../web/language.ts'
import { listOf, type TotalsFilters } from './filters.ts'

type Asked = Pick<TotalsFilters, 'from' | 'to' | 'scope' | 'unit'>

/** A figure as it stands in a cell, and the list of exactly what it counted; a zero has none. */
export interface Figure {
  words: string
  href: string | null
  /** Of people who are named in part: the lượt người they were named in (C3). */
  of?: string
}

/** What a row of totals counts: its figures, and what its visits have in common, as a list of visits is asked for it. */
export interface Row {
  /** As `Totals.rows` has it. */
  key: string
  counts: BothWays
  /** Số người by direction; none named where undefined. */
  persons: Record<Direction, Persons> | undefined
  visits: Partial<DelegationFilters>
}

/** What of a row its figures are made of. */
export type Counted = Pick<Row, 'counts' | 'persons' | 'visits'>

/** The figures of a row: đoàn, lượt người and số người going out, then coming in, then đoàn and lượt người of both. */
export function figuresOf(row: Counted, asked: Asked, speech: Speech): Figure[] {
  const { outbound, inbound, both } = waysOf(row, asked, speech)
  const figures = ({ delegations, personTrips, persons }: CountedFigures) => [
    delegations,
    personTrips,
    persons,
  ]
  return [...figures(outbound), ...figures(inbound), both.delegations, both.personTrips]
}

type CountedFigures = Record<'delegations' | 'personTrips' | 'persons', Figure>

/** The three figures of each direction, and those of both that may be added up: people may not. */
export function waysOf(row: Counted, asked: Asked, speech: Speech) {
  const at = (direction: Direction[], counted: 'delegations' | 'personTrips' | 'persons') =>
    listOf(asked, { ...row.visits, direction, counted: [counted] })
  const of = (counts: Counts, direction: Direction[]) => ({
    delegations: delegationsFigure(counts, at(direction, 'delegations'), speech),
    personTrips: personTripsFigure(counts, at(direction, 'personTrips'), speech),
  })
  const oneWay = (direction: Direction): CountedFigures => ({
    ...of(row.counts[direction], [direction]),
    persons: personsFigure(
      row.persons?.[direction] ?? nobody,
      row.counts[direction],
      at([direction], 'persons'),
      speech,
    ),
  })
  return { outbound: oneWay('outbound'), inbound: oneWay('inbound'), both: of(together(row.counts), []) }
}

/** A figure of visits that is counted in one of the two. */
export const figureIn = (
  unit: 'delegations' | 'personTrips',
  counts: Counts,
  href: string,
  speech: Speech,
) =>
  unit === 'delegations' ? delegationsFigure(counts, href, speech) : personTripsFigure(counts, href, speech)

const delegationsFigure = ({ delegations }: Counts, href: string, speech: Speech): Figure => ({
  words: speech.number(delegations),
  href: delegations ? href : null,
})

/** '71', '≥ 71' where some visits' people are unknown, '–' where nothing is known of any. */
function personTripsFigure(counts: Counts, href: string, speech: Speech): Figure {
  return {
    words: personTripsInCell(counts, speech),
    href: counts.personTrips || counts.unknownPeople ? href : null,
  }
}

/** '27', of 38 lượt người where only some visits name their people; '–' where none does (C3). */
function personsFigure(named: Persons, counts: Counts, href: string, speech: Speech): Figure {
  if (!named.personsKnownIn) return { words: isNothing(counts) ? '0' : '–', href: null }
  const isWhole = !counts.unknownPeople && named.personTripsNamed === counts.personTrips
  return {
    words: speech.number(named.persons),
    href,
    ...(!isWhole && { of: speech.number(named.personTripsNamed) }),
  }
}

export function personTripsInCell(counts: Counts, speech: Speech): string {
  const known = knownPersonTrips(counts)
  if (known === null) return '–'
  return counts.unknownPeople ? `≥\u00A0${speech.number(known)}` : speech.number(known)
}

/** "12 đoàn ra với ít nhất 71 lượt người", with the visits it is about. */
export function sentencesOf(row: Pick<Row, 'counts' | 'visits'>, asked: Asked, speech: Speech) {
  return (['outbound', 'inbound'] as const).map((direction) => {
    const counts = row.counts[direction]
    const { delegations } = counts
    const personTrips = knownPersonTrips(counts)
    const said = sentences[direction]
    const words =
      personTrips === null
        ? speech.t(said.unknown, { delegations })
        : speech.t(counts.unknownPeople ? said.atLeast : said.exactly, { delegations, personTrips })
    const isNothing = !delegations && !counts.personTrips && !counts.unknownPeople
    const href = listOf(asked, { ...row.visits, direction: [direction], counted: ['personTrips'] })
    return { words, href: isNothing ? null : href }
  })
}

const sentences = {
  outbound: {
    exactly: '{delegations} đoàn ra với {personTrips} lượt người',
    atLeast: '{delegations} đoàn ra với ít nhất {personTrips} lượt người',
    unknown: '{delegations} đoàn ra, chưa rõ bao nhiêu lượt người',
  },
  inbound: {
    exactly: '{delegations} đoàn vào với {personTrips} lượt người',
    atLeast: '{delegations} đoàn vào với ít nhất {personTrips} lượt người',
    unknown: '{delegations} đoàn vào, chưa rõ bao nhiêu lượt người',
  },
}

/** Visits that some figures leave out: how many and why, and the list of exactly these. */
export interface LeftOut {
  words: Message
  href: string
}

/** What a table leaves out of the number of đoàn, and why: each with its visits (C10, C11, C14). */
export function leftOutOf(db: Db, asked: Asked): LeftOut[] {
  const found = countLeftOut(db, asked)
  const uncounted = (Object.keys(leftOutWords) as (keyof typeof found)[])
    .filter((why) => found[why] > 0)
    .map((why) => ({
      words: { text: leftOutWords[why], gaps: { count: found[why] } },
      href: listOf(asked, { leftOut: [why] }),
    }))
  return [...uncounted, ...unclearIn(db, asked)]
}

/** Visits that count, and of which nobody can say that they started within the asked period (C14). */
export function unclearIn(db: Db, asked: Asked): LeftOut[] {
  const { unit, scope } = asked
  return cutBy(narrowest(asked)).flatMap((part) => {
    const known = part.length === 4 ? 'year' : 'month'
    const counts = countKnownOnlyTo(db, asked, part)
    const told = (why: keyof typeof counts, row: Parameters<typeof listOf>[1]): LeftOut[] => {
      if (!counts[why]) return []
      const href = listOf({ unit, scope, from: [part], to: [part] }, { ...row, startKnownTo: [known] })
      const gaps = { count: counts[why], [known]: writeDate(part) }
      return [{ words: { text: unclearWords[known][why], gaps }, href }]
    }
    return [
      ...told('delegations', { counted: ['delegations'] }),
      ...told('peopleOnly', { leftOut: ['peopleOnly'] }),
    ]
  })
}

const unclearWords = {
  year: {
    delegations: '{count} đoàn chỉ rõ là trong năm {year}',
    peopleOnly: '{count} đoàn chỉ tính lượt người, chỉ rõ là trong năm {year}',
  },
  month: {
    delegations: '{count} đoàn chỉ rõ là trong tháng {month}',
    peopleOnly: '{count} đoàn chỉ tính lượt người, chỉ rõ là trong tháng {month}',
  },
}

const leftOutWords: Record<keyof ReturnType<typeof countLeftOut>, string> = {
  ahead: '{count} đoàn chưa đi',
  postponed: '{count} đoàn hoãn',
  cancelled: '{count} đoàn hủy',
  excluded: '{count} việc riêng hoặc việc khác không tính',
  peopleOnly: '{count} đoàn chỉ tính lượt người',
}
