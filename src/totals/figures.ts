import { type BothWays, type Counts, knownPersonTrips, together } from '../counting.ts'
import { type Direction } from '../delegations/delegation.ts'
import type { DelegationFilters } from '../delegations/filters.ts'
import type { Speech } from '../web/language.ts'
import { listOf, type TotalsFilters } from './filters.ts'

type Asked = Pick<TotalsFilters, 'from' | 'to' | 'scope' | 'unit'>

/** A figure as it stands in a cell, and the list of exactly what it counted; a zero has none. */
export interface Figure {
  words: string
  href: string | null
}

/** What a row of totals counts: its figures, and what its visits have in common, as a list of visits is asked for it. */
export interface Row {
  /** As `Totals.rows` has it. */
  key: string
  counts: BothWays
  visits: Partial<DelegationFilters>
}

const ways: (Direction | undefined)[] = ['outbound', 'inbound', undefined]

/** The six figures of a row: đoàn and lượt người going out, coming in, and together. */
export function figuresOf(row: Pick<Row, 'counts' | 'visits'>, asked: Asked, speech: Speech): Figure[] {
  return ways.flatMap((direction) => {
    const counts = direction ? row.counts[direction] : together(row.counts)
    const visits = { ...row.visits, direction: direction ? [direction] : [] }
    return [
      delegationsFigure(counts, listOf(asked, { ...visits, counted: ['delegations'] }), speech),
      personTripsFigure(counts, listOf(asked, { ...visits, counted: ['personTrips'] }), speech),
    ]
  })
}

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
