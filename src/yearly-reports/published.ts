import { knownPersonTrips } from '../counting.ts'
import { firstDay, lastDay } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Indicator, indicators } from '../opening-figures/opening-figure.ts'
import type { OpeningFigure } from '../opening-figures/queries.ts'
import type { Block, Run } from '../paper/paper.ts'
import {
  comparisonOf,
  isOfVisits,
  openingFiguresFor,
  periodWords,
  sourceOf,
  valueInWords,
} from '../totals/opening.ts'
import { speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { type Figures, type ReportFigure } from './figures.ts'
import { labelOf, labels, subjects } from './labels.ts'
import { said } from './wording.ts'
import type { YearlySection } from './yearly-report.ts'

// What was published of a time that meets the report's, without the rows behind it (C13): said with its qualifier, its
// period and its source beside the figures that are counted, and never added to them.

const sectionOf: Record<Indicator, YearlySection> = {
  outbound_delegations: 'outbound',
  outbound_person_trips: 'outbound',
  inbound_delegations: 'inbound',
  inbound_person_trips: 'inbound',
  partner_organisations: 'bilateral',
  partner_countries: 'bilateral',
  people_per_exchange: 'bilateral',
  multilateral_bodies: 'multilateral',
  activities: 'general',
  activity_participants: 'general',
  training_classes: 'aid',
  trainees: 'aid',
  aid_items: 'aid',
  aid_projects: 'aid',
  aid_vnd: 'aid',
  aid_usd: 'aid',
  members: 'general',
  award_flags: 'awards',
  award_certificates: 'awards',
  award_medals: 'awards',
  awards: 'awards',
}

const speech = speechOf('vi')

/**
 * The published figures that meet the period of the report; of what stood on a day, those of a day within it. What was
 * published of a year is said in the report of the year, and in that of neither half.
 */
export function publishedFor(db: Db, { counted, period }: AskedReport): Map<YearlySection, OpeningFigure[]> {
  const [from, to] = [counted.from[0]!, counted.to[0]!]
  const met = openingFiguresFor(db, counted).filter(({ startsOn, endsOn }) => {
    if (startsOn === null) return lastDay(endsOn) <= lastDay(to)
    const isOfYear = startsOn.startsWith(period.year) && endsOn.startsWith(period.year)
    return !isOfYear || (firstDay(startsOn) >= firstDay(from) && lastDay(endsOn) <= lastDay(to))
  })
  return Map.groupBy(met, ({ indicator }) => sectionOf[indicator])
}

/** All of them, as their annex lists them. */
export const allPublished = (db: Db, asked: AskedReport): OpeningFigure[] =>
  [...publishedFor(db, asked).values()].flat()

/** The lines they stand on in their annex, by their id. */
export type Numbers = ReadonlyMap<number, number>
export const numbersOf = (db: Db, asked: AskedReport): Numbers =>
  new Map(allPublished(db, asked).map(({ id }, index) => [id, index + 1]))

/** One sentence for the figures of one unit, period and source. */
export function publishedBlocks(
  found: OpeningFigure[] | undefined,
  asked: AskedReport,
  figures: Figures,
  numbers: Numbers,
): Block[] {
  if (!found) return []
  const together = Map.groupBy(found, ({ unitId, startsOn, endsOn, source }) =>
    [unitId, startsOn, endsOn, source].join('|'),
  )
  const called = (figure: OpeningFigure) => calledApart(figure, found, asked)
  return [...together.values()].map((alike): Block => {
    const [first] = alike as [OpeningFigure, ...OpeningFigure[]]
    const { words, href } = sourceOf(first.source)
    const source: Run = href ? { text: words, href } : { text: words }
    const whose = first.unitId === asked.unit.id ? '' : `${first.unit}, `
    const period = first.startsOn
      ? periodWords(first, speech).replace(' – ', ' đến ')
      : periodWords(first, speech)
    const lead = first.startsOn && first.startsOn !== first.endsOn ? 'từ ' : ''
    return {
      kind: 'paragraph',
      words: [
        ...said(`Số liệu đã công bố (${whose}${lead}${period}; nguồn: {source}): `, { source }),
        ...valuesTold(alike, (figure) => published(figure, called(figure), figures, numbers)).flatMap(
          (one, index) => (index ? [{ text: ', ' }, ...one] : one),
        ),
        { text: '.' },
        ...alike.filter(isOfVisits).flatMap((figure) => coverageTold(figure, called(figure), figures)),
        ...(alike.some(isOfVisits) ? [{ text: ' Không cộng vào các số trên.' }] : []),
      ],
    }
  })
}

/** Which of several figures it is: whose, of what time, and by what source where another tells the same. */
function calledApart(figure: OpeningFigure, found: OpeningFigure[], { unit }: AskedReport): string[] {
  const same = ['unitId', 'indicator', 'startsOn', 'endsOn'] as const
  const alike = found.filter((other) => same.every((of) => other[of] === figure[of]))
  return [
    ...(figure.unitId === unit.id ? [] : [figure.unit]),
    periodWords(figure, speech),
    ...(alike.length > 1 ? [sourceOf(figure.source).words] : []),
  ]
}

const names: Partial<Record<Indicator, string>> = {
  partner_organisations: 'hội, câu lạc bộ',
  partner_countries: 'nước',
  multilateral_bodies: 'tổ chức đa phương',
}

function valuesTold(alike: OpeningFigure[], figureOf: (figure: OpeningFigure) => ReportFigure): Run[][] {
  const told = (figure: OpeningFigure): Run[] =>
    said(`{value} ${names[figure.indicator] ?? indicators[figure.indicator]}`, {
      value: figureOf(figure),
    })
  const find = (indicator: Indicator) => alike.filter((figure) => figure.indicator === indicator)
  const [organisations, countries] = [find('partner_organisations')[0], find('partner_countries')[0]]
  // "08 hội, câu lạc bộ của 7 nước": said in one breath, and three figures all the same (C18).
  if (!organisations || !countries) return alike.map(told)
  const others = alike.filter((figure) => figure !== organisations && figure !== countries)
  return [[...told(organisations), { text: ' của ' }, ...told(countries)], ...others.map(told)]
}

function published(
  figure: OpeningFigure,
  called: string[],
  figures: Figures,
  numbers: Numbers,
): ReportFigure {
  return figures.add({
    name: `opening.${figure.id}`,
    label: labelOf([subjects.published, ...called], labels[figure.indicator]),
    value: figure.value,
    words: publishedWords(figure),
    href: sourceOf(figure.source).href,
    madeOf: {
      annexes: ['published'],
      counts: 'sum',
      column: 'value',
      where: { number: [String(numbers.get(figure.id)!)] },
    },
  })
}

// Papers write a number of bodies below ten with a zero.
export const publishedWords = (figure: OpeningFigure) =>
  figure.indicator === 'multilateral_bodies'
    ? valueInWords(figure, speech).replace(/^\d$/, '0$&')
    : valueInWords(figure, speech)

/** What a published figure is called over the years the register has of it. */
export const coveredTitle = (figure: OpeningFigure): string =>
  `${figure.unit}: ${publishedWords(figure)} ${indicators[figure.indicator]} (${periodWords(figure, speech)}, theo ${sourceOf(figure.source).words})`

/** How much of it the register has visit by visit. */
function coverageTold(figure: Parameters<typeof comparisonOf>[0], called: string[], figures: Figures): Run[] {
  const { coveredFigure } = comparisonOf(figure, speech)
  const { covered } = figure.coverage
  const isPeople = figure.counts.unit === 'personTrips'
  const count = figures.add({
    name: `opening.${figure.id}.covered`,
    label: labelOf([subjects.covered, ...called], labels[figure.indicator]),
    value: isPeople ? knownPersonTrips(covered) : covered.delegations,
    unknown: isPeople ? covered.unknownPeople : 0,
    href: coveredFigure.href,
    madeOf: {
      annexes: ['covered'],
      counts: 'sum',
      column: figure.counts.unit,
      where: { figure: [coveredTitle(figure)] },
    },
  })
  return said(` Trong kỳ ấy, sổ đã ghi từng đoàn {count} ${indicators[figure.indicator]}.`, { count })
}
