import { type Counts, dayAfter, enteredSince, nothing, openingSum } from '../counting.ts'
import { firstDay, lastDay, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { unitsAsked } from '../delegations/filters.ts'
import { type Indicator, indicators, type Qualifier } from '../opening-figures/opening-figure.ts'
import { listOpeningFigures, type OpeningFigure } from '../opening-figures/queries.ts'
import { writeNumber } from '../vietnamese.ts'
import type { Speech } from '../web/language.ts'
import { figureIn } from './figures.ts'
import { listOf, type TotalsFilters } from './filters.ts'

/** An opening figure of visits: one that entered visits may cover in part. */
export type VisitFigure = OpeningFigure & {
  counts: NonNullable<OpeningFigure['counts']>
  coverage: NonNullable<OpeningFigure['coverage']>
}

/** The published figures of the asked units whose period meets the asked one. */
export function openingFiguresFor(db: Db, asked: TotalsFilters): OpeningFigure[] {
  return listOpeningFigures(db, unitsAsked(db, asked)).filter(
    ({ startsOn, endsOn }) =>
      asked.from.every((from) => endsOn.slice(0, from.length) >= from.slice(0, endsOn.length)) &&
      asked.to.every((to) => !startsOn || startsOn.slice(0, to.length) <= to.slice(0, startsOn.length)),
  )
}

export const isOfVisits = (figure: OpeningFigure): figure is VisitFigure => figure.counts !== null

/** "hơn 1.200 lượt người ra", as it was published. */
export function figureWords(
  figure: Pick<OpeningFigure, 'indicator' | 'qualifier' | 'value'>,
  speech: Speech,
) {
  const value = valueInWords(figure, speech)
  return speech.t('{value} {unit}', { value, unit: speech.t(indicators[figure.indicator]) })
}

/** "hơn 1.200". Papers write "08 hội, câu lạc bộ" with two digits. */
export function valueInWords(
  { indicator, qualifier, value }: Pick<OpeningFigure, 'indicator' | 'qualifier' | 'value'>,
  { t, language }: Speech,
) {
  const isPadded = indicator === 'partner_organisations' && language === 'vi'
  const number = isPadded ? String(value).padStart(2, '0') : writeNumber(value, language)
  return t(qualified[qualifier], { number })
}

const qualified: Record<Qualifier, string> = {
  exact: '{number}',
  more_than: 'hơn {number}',
  about: 'khoảng {number}',
}
const qualifiedSum: Record<Qualifier, string> = {
  exact: '{number}',
  more_than: 'ít nhất {number}',
  about: 'khoảng {number}',
}

/** "2005 – 20/09/2022", or "đến 9/2022" where nobody says since when. */
export function periodWords({ startsOn, endsOn }: Pick<OpeningFigure, 'startsOn' | 'endsOn'>, { t }: Speech) {
  if (!startsOn) return t('đến {date}', { date: writeDate(endsOn) })
  return startsOn === endsOn ? writeDate(endsOn) : `${writeDate(startsOn)} – ${writeDate(endsOn)}`
}

/** The site a source was read at, and its address where it is one. */
export function sourceOf(source: string) {
  const isWeb = URL.canParse(source) && /^https?:$/.test(new URL(source).protocol)
  return isWeb
    ? { words: new URL(source).hostname.replace(/^www\./, ''), href: source }
    : { words: source, href: null }
}

/** An opening figure against the register: what entered visits cover of it. */
export function comparisonOf(figure: VisitFigure, speech: Speech) {
  const { counts, coverage } = figure
  const { covered, unclear } = coverage
  const unit = speech.t(indicators[figure.indicator])
  const list = listedOf(figure, figure.startsOn ? [figure.startsOn] : [], [figure.endsOn])
  const coveredFigure = figureIn(counts.unit, covered, list, speech)
  const value = inUnit(covered, counts.unit)
  return {
    id: figure.id,
    direction: counts.direction,
    way: counts.direction === 'outbound' ? 'ra' : 'vao',
    words: figureWords(figure, speech),
    value: figure.value,
    covered: value,
    coveredWords: speech.t('Sổ đã ghi từng đoàn trong kỳ: {covered} {unit}', {
      covered: coveredFigure.words,
      unit,
    }),
    coveredFigure,
    unclear: unclear.delegations,
    period: periodWords(figure, speech),
    source: sourceOf(figure.source),
    unit: unitName(figure, speech),
    cover: coverOf(figure.value, value),
  }
}

/** C13's sum: the figure and what was entered after its period, no later than the asked period ends. */
export function sumOf(db: Db, figure: VisitFigure, asked: TotalsFilters, speech: Speech) {
  const { counts, coverage } = figure
  const entered = enteredSince(db, figure, counts.direction, asked)
  const { since, unclear, to } = entered ?? { since: nothing, unclear: nothing, to: undefined }
  const isInDoubt = (of: Counts) => inUnit(of, counts.unit) > 0 || isLeast(of, counts.unit)
  const sum = openingSum(figure, {
    value: inUnit(since, counts.unit),
    // A visit that may lie on either side of a period's end is left out: the sum is then too low.
    isLowerBound:
      entered !== null && (isLeast(since, counts.unit) || isInDoubt(coverage.unclear) || isInDoubt(unclear)),
  })
  const from = dayAfter(figure)
  const until = asked.to.length && to ? writeDate(to) : null
  return {
    words: speech.t(qualifiedSum[sum.qualifier], { number: sum.value }),
    unit: speech.t(indicators[figure.indicator]),
    told: until
      ? speech.t('Bằng số đã công bố cộng số ghi từ {from} đến {to}:', { from: writeDate(from), to: until })
      : speech.t('Bằng số đã công bố cộng số ghi từ {date}:', { date: writeDate(from) }),
    since: entered && figureIn(counts.unit, since, listedOf(figure, [from], to ? [to] : []), speech),
    // A published figure cannot be taken apart.
    isOfMore:
      asked.from.some((date) => !figure.startsOn || firstDay(date) > firstDay(figure.startsOn)) ||
      asked.to.some((date) => lastDay(date) < lastDay(figure.endsOn)),
  }
}

type Unit = VisitFigure['counts']['unit']

const inUnit = (of: Counts, unit: Unit) => (unit === 'delegations' ? of.delegations : of.personTrips)
const isLeast = (of: Counts, unit: Unit) => unit === 'personTrips' && of.unknownPeople > 0

const listedOf = ({ unitId, counts }: VisitFigure, from: string[], to: string[]) =>
  listOf({ from, to, scope: [], unit: [unitId] }, { direction: [counts.direction], counted: [counts.unit] })

/** The drawing of a figure and what covers it, in per cent of its width. */
function coverOf(value: number, covered: number) {
  const whole = Math.max(value, covered) * 1.04
  const share = (part: number) => Math.round((part / whole) * 1000) / 10
  return { value: share(value), covered: share(covered) }
}

export const unitName = (figure: OpeningFigure, { language }: Speech) =>
  (language === 'en' && figure.unitEn) || figure.unit

// The order in which figures of partners are said: "08 hội, câu lạc bộ · 7 nước · 1 tổ chức đa phương" (C18).
const order: Indicator[] = ['partner_organisations', 'partner_countries', 'multilateral_bodies']

const rank = ({ indicator }: OpeningFigure) =>
  order.includes(indicator) ? order.indexOf(indicator) : order.length

/** Published figures about other things than visits: each with its unit, period and source. */
export function otherFigures(figures: OpeningFigure[], speech: Speech) {
  const ofUnits = Map.groupBy(
    figures.filter((figure) => !isOfVisits(figure)),
    (figure) => figure.unitId,
  )
  return [...ofUnits.values()].map((ofUnit) => ({
    unit: unitName(ofUnit[0]!, speech),
    figures: ofUnit
      .toSorted((one, other) => rank(one) - rank(other))
      .map((figure) => ({
        value: valueInWords(figure, speech),
        unit: speech.t(indicators[figure.indicator]),
        period: periodWords(figure, speech),
        source: sourceOf(figure.source),
      })),
  }))
}

/** The rows of the table for figures that have no visits behind them: one for each unit and period. */
export function legacyRows(figures: OpeningFigure[], speech: Speech) {
  const byPeriod = Map.groupBy(figures.filter(isOfVisits), (figure) =>
    [figure.unitId, figure.startsOn, figure.endsOn].join('|'),
  )
  return [...byPeriod.values()].map((ofPeriod) => {
    // Sources may contradict each other: then a cell holds both figures.
    const cell = (indicator: Indicator) =>
      ofPeriod
        .filter((figure) => figure.indicator === indicator)
        .map((figure) => ({
          value: figure.value,
          qualifier: figure.qualifier,
          words: valueInWords(figure, speech),
          href: sourceOf(figure.source).href,
        }))
    return {
      period: periodWords(ofPeriod[0]!, speech),
      unit: unitName(ofPeriod[0]!, speech),
      cells: [
        cell('outbound_delegations'),
        cell('outbound_person_trips'),
        [],
        cell('inbound_delegations'),
        cell('inbound_person_trips'),
        [],
        [],
        [],
      ],
    }
  })
}
