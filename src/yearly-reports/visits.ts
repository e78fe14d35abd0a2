import {
  type Counts,
  isNothing,
  knownPersonTrips,
  nobody,
  type Persons,
  personsBy,
  together,
} from '../counting.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import type { Block, Run } from '../paper/paper.ts'
import { listOf, totalsAt, type TotalsFilters } from '../totals/filters.ts'
import type { AskedReport } from './asked.ts'
import { bodiesTold } from './bodies.ts'
import { countedBy } from './counted.ts'
import type { Comparison } from './comparison.ts'
import { growthRun } from './derived.ts'
import { type Figures, type VisitFigures } from './figures.ts'
import { counters, labelOf, labels } from './labels.ts'
import { bodyTold, capital, periodTold, said } from './wording.ts'

// What the report says of the visits of its period, in sentences built from its figures.

export type WayFigures = Record<Direction, VisitFigures>
export const bothDirections = ['outbound', 'inbound'] as const

/** The visits of the period, each way. */
export function visitsOf(db: Db, { counted }: AskedReport, figures: Figures): WayFigures {
  const { total } = countedBy(db, 'year', counted)
  const of = (direction: Direction) =>
    figures.visits(direction, [], total[direction], { direction: [direction] })
  return { outbound: of('outbound'), inbound: of('inbound') }
}

const made = {
  outbound: {
    some: 'cử {delegations} đoàn ra với {personTrips} lượt người',
    unknown: 'cử {delegations} đoàn ra, chưa rõ bao nhiêu lượt người',
    peopleOnly: 'có {personTrips} lượt người đi trong đoàn của cơ quan khác',
    unknownPeople: 'có người đi trong đoàn của cơ quan khác, {personTrips} bao nhiêu lượt',
    none: 'sổ chưa ghi đoàn ra nào đã đi.',
  },
  inbound: {
    some: 'đón {delegations} đoàn vào với {personTrips} lượt người',
    unknown: 'đón {delegations} đoàn vào, chưa rõ bao nhiêu lượt người',
    peopleOnly: 'đón {personTrips} lượt khách trong đoàn của cơ quan khác',
    unknownPeople: 'đón khách trong đoàn của cơ quan khác, {personTrips} bao nhiêu lượt',
    none: 'sổ chưa ghi đoàn vào nào đã đến.',
  },
}

/** "cử 12 đoàn ra với ít nhất 71 lượt người"; nothing of visits there were none of. */
export function madeWords(direction: Direction, { counts, delegations, personTrips }: VisitFigures): Run[] {
  if (isNothing(counts)) return []
  const words = made[direction]
  if (counts.delegations === 0) {
    return said(personTrips.value === null ? words.unknownPeople : words.peopleOnly, { personTrips })
  }
  return personTrips.value === null
    ? said(words.unknown, { delegations })
    : said(words.some, { delegations, personTrips })
}

/** I: the period in one sentence. */
export function generalBlocks(db: Db, asked: AskedReport, figures: Figures, visits: WayFigures): Block[] {
  const { counted, period } = asked
  const parts = [
    visits.outbound.counts.delegations > 0 &&
      said('cử {count} đoàn ra', { count: visits.outbound.delegations }),
    visits.inbound.counts.delegations > 0 &&
      said('đón {count} đoàn vào', { count: visits.inbound.delegations }),
  ].filter((part) => part !== false)
  if (!parts.length) return []
  const count = figures.add({
    name: 'countries',
    label: { text: labels.countries },
    // Where only people were counted, there was no đoàn to exchange.
    value: [...countedBy(db, 'country', counted).rows].filter(
      ([country, counts]) => country !== '' && together(counts).delegations > 0,
    ).length,
    href: totalsAt(counted, { by: ['country'] }),
    madeOf: {
      annexes: ['outbound', 'inbound'],
      counts: 'different',
      column: 'country',
      where: { number: 'any' },
    },
  })
  return [
    {
      kind: 'paragraph',
      words: [
        { text: `${capital(periodTold(period))}, ${bodyTold(asked)} đã ` },
        ...parts.flatMap((words, index) => (index ? [{ text: ' và ' }, ...words] : words)),
        ...said(', trao đổi với {count} nước.', { count }),
        ...(asked.scope === 'all' ? bodiesTold(db, asked, figures) : []),
      ],
    },
  ]
}

/** II.1, II.2: how many went or came beside the same period before, and who they were as far as they are named. */
export function wayBlocks(
  db: Db,
  { counted, period }: AskedReport,
  figures: Figures,
  direction: Direction,
  visits: VisitFigures,
  comparison: Comparison | null,
): Block[] {
  const start = capital(periodTold(period))
  const words = madeWords(direction, visits)
  if (!words.length) return [{ kind: 'paragraph', words: `${start}, ${made[direction].none}` }]
  const isRunning = comparison?.isRunning ?? false
  const change = comparison && !isRunning ? changeTold(figures, direction, visits, comparison) : []
  const { counts, personTrips } = visits
  return [
    {
      kind: 'paragraph',
      words: [
        { text: isRunning ? `${start}, tính đến ${writeDate(today())}, đã ` : `${start}, đã ` },
        ...words,
        ...change,
        { text: '.' },
        ...(counts.unknownPeople && personTrips.value !== null && !change.length
          ? [{ text: ' Số lượt người là mức ít nhất, vì có đoàn chưa rõ số người.' }]
          : []),
        ...personWords(db, counted, figures, direction, counts),
      ],
    },
  ]
}

/** "; so với năm 2023, số đoàn tăng 33,3%, lượt người giảm 5,0%". */
function changeTold(
  figures: Figures,
  direction: Direction,
  now: VisitFigures,
  { before: { [direction]: before }, beforeTold, beforePeriod, spans }: Comparison,
): Run[] {
  // The other direction may well have some.
  const which = direction === 'outbound' ? 'đoàn ra' : 'đoàn vào'
  if (isNothing(before))
    return [{ text: `; không so sánh với ${beforeTold}, vì sổ chưa ghi ${which} nào của kỳ ấy` }]
  const then = {
    delegations: { value: before.delegations, unknown: 0 },
    personTrips: { value: knownPersonTrips(before), unknown: before.unknownPeople },
  }
  const grown = (counter: keyof typeof then) =>
    growthRun(
      figures,
      counters[direction][counter],
      { name: `${beforePeriod.name}.${direction}.${counter}`, ...then[counter], period: spans.before },
      now[counter],
    )
  return [
    { text: `; so với ${beforeTold}, số đoàn ` },
    grown('delegations'),
    { text: ', lượt người ' },
    grown('personTrips'),
  ]
}

/** The named people of the period, each way. */
export const personsOf = (db: Db, counted: TotalsFilters): Record<Direction, Persons> =>
  personsBy(db, 'all', counted).get('') ?? { outbound: nobody, inbound: nobody }

function personWords(
  db: Db,
  counted: AskedReport['counted'],
  figures: Figures,
  direction: Direction,
  counts: Counts,
): Run[] {
  const named = personsOf(db, counted)[direction]
  if (!named.personsKnownIn) return []
  return said(' Theo danh sách đã ghi, có {persons} người khác nhau, trên {named} lượt người có danh sách.', {
    persons: figures.persons(direction, [], named, counts, { direction: [direction] }),
    named: figures.add({
      name: `${direction}.personTripsNamed`,
      label: labelOf([{ text: directions[direction] }], labels.personTripsNamed),
      value: named.personTripsNamed,
      href: listOf(counted, { direction: [direction], counted: ['persons'] }),
      madeOf: {
        annexes: [direction],
        counts: 'sum',
        column: 'personTrips',
        where: { people: 'any' },
      },
    }),
  })
}
