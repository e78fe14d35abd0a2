import { addDays, firstDay, lastDay, type PartialDate } from '../dates.ts'
import type { Indicator, Qualifier } from '../opening-figures/opening-figure.ts'

// C16 for published figures: part ≤ whole, cumulative ≥ each part, months sum to the year. All of it is one question:
// is there any course of events that makes every figure true? What had happened by a day never becomes less, and over a
// figure's period it grew by what the figure allows: a system of differences, which cannot be met exactly where it has
// a cycle of negative length.

export interface StatedFigure {
  id: number
  unitId: number
  indicator: Indicator
  startsOn: PartialDate | null
  endsOn: PartialDate
  value: number
  qualifier: Qualifier
}

/**
 * Figures that cannot all be true: the `parts` together are more than the `wholes` whose periods hold theirs. With one of
 * each, a part that is larger than its whole; with several wholes, a figure that is larger than what covers it.
 */
export interface Clash<Figure extends StatedFigure = StatedFigure> {
  parts: Figure[]
  wholes: Figure[]
}

/** What is counted on a day, not over a period: nothing of it may be added up. */
const onADay: ReadonlySet<Indicator> = new Set<Indicator>([
  'partner_organisations',
  'partner_countries',
  'multilateral_bodies',
  'members',
  'people_per_exchange',
])

/**
 * By how many percent "khoảng" is taken to be off at most. Nobody says how near it is; whoever rounds to two figures, as
 * reports do, is off by no more than a tenth, and what is further off is asked about rather than believed.
 */
export const ABOUT_WITHIN = 10

// "hơn" is a lower bound, which its own number keeps to. "Khoảng" is rounded away from its number: about 4 may be 5.
const atLeast = ({ value, qualifier }: StatedFigure): number =>
  qualifier === 'about' ? Math.floor((value * (100 - ABOUT_WITHIN)) / 100) : value
export function atMost({ value, qualifier }: Pick<StatedFigure, 'value' | 'qualifier'>): number | null {
  if (qualifier === 'more_than') return null
  return qualifier === 'about' ? Math.ceil((value * (100 + ABOUT_WITHIN)) / 100) : value
}

/** Sorts before every day: what begins nobody knows when began at or before anything. */
const BEGINNING = ''

/** A figure's period in days, its end left out. */
const periodOf = ({ startsOn, endsOn }: StatedFigure): [from: string, below: string] => [
  startsOn ? firstDay(startsOn) : BEGINNING,
  addDays(lastDay(endsOn), 1),
]

/** What cannot all be true among published figures, of each unit and indicator by itself. */
export function clashesAmong<Figure extends StatedFigure>(figures: Figure[]): Clash<Figure>[] {
  const alike = Map.groupBy(figures, ({ unitId, indicator }) => `${unitId} ${indicator}`)
  return [...alike.values()].flatMap((figures) =>
    onADay.has(figures[0]!.indicator) ? clashesOfOneDay(figures) : clashesOverTime(figures),
  )
}

function clashesOfOneDay<Figure extends StatedFigure>(figures: Figure[]): Clash<Figure>[] {
  return pairsOf(figures, (part, whole) => part.endsOn === whole.endsOn && part.startsOn === whole.startsOn)
}

function clashesOverTime<Figure extends StatedFigure>(figures: Figure[]): Clash<Figure>[] {
  const pairs = pairsOf(figures, isWithin)
  // A whole that a part proves wrong proves nothing more itself.
  const refuted = new Set(pairs.flatMap(({ wholes }) => wholes))
  const found = [...pairs]
  for (;;) {
    const clash = clashOfSeveral(figures, refuted)
    if (!clash) return found
    found.push(clash)
    for (const whole of clash.wholes) refuted.add(whole)
  }
}

function isWithin(part: StatedFigure, whole: StatedFigure): boolean {
  const [inner, outer] = [periodOf(part), periodOf(whole)]
  return inner[0] >= outer[0] && inner[1] <= outer[1]
}

function pairsOf<Figure extends StatedFigure>(
  figures: Figure[],
  isPart: (part: Figure, whole: Figure) => boolean,
): Clash<Figure>[] {
  return figures.flatMap((whole) => {
    const most = atMost(whole)
    if (most === null) return []
    return figures
      .filter((part) => part !== whole && atLeast(part) > most && isPart(part, whole))
      .map((part) => ({ parts: [part], wholes: [whole] }))
  })
}

interface Edge<Figure> {
  from: number
  to: number
  /** By how much the later may be more than the earlier, at most. */
  most: number
  part?: Figure
  whole?: Figure
}

/** Bellman and Ford's search for a cycle of negative length, which is a proof that not all can be true. */
function clashOfSeveral<Figure extends StatedFigure>(
  figures: Figure[],
  refuted: ReadonlySet<Figure>,
): Clash<Figure> | undefined {
  const days = [...new Set(figures.flatMap((figure) => periodOf(figure)))].toSorted()
  const place = new Map(days.map((day, index) => [day, index]))
  const edges: Edge<Figure>[] = days.slice(1).map((_, index) => ({ from: index + 1, to: index, most: 0 }))
  for (const figure of figures) {
    const [from, to] = periodOf(figure).map((day) => place.get(day)!) as [number, number]
    const most = refuted.has(figure) ? null : atMost(figure)
    if (most !== null) edges.push({ from, to, most, whole: figure })
    edges.push({ from: to, to: from, most: -atLeast(figure), part: figure })
  }
  const bounds = days.map(() => 0)
  const by: (Edge<Figure> | undefined)[] = days.map(() => undefined)
  let last: number | undefined
  for (let round = 0; round < days.length + 1; round += 1) {
    last = undefined
    for (const edge of edges) {
      if (bounds[edge.from]! + edge.most >= bounds[edge.to]!) continue
      bounds[edge.to] = bounds[edge.from]! + edge.most
      by[edge.to] = edge
      last = edge.to
    }
    if (last === undefined) return undefined
  }
  return cycleTo(last!, by)
}

function cycleTo<Figure extends StatedFigure>(last: number, by: (Edge<Figure> | undefined)[]): Clash<Figure> {
  let at = last
  for (let step = 0; step < by.length; step += 1) at = by[at]!.from
  const clash: Clash<Figure> = { parts: [], wholes: [] }
  const start = at
  do {
    const edge = by[at]!
    if (edge.part) clash.parts.unshift(edge.part)
    if (edge.whole) clash.wholes.unshift(edge.whole)
    at = edge.from
  } while (at !== start)
  return inTime(clash)
}

const inTime = <Figure extends StatedFigure>({ parts, wholes }: Clash<Figure>): Clash<Figure> => {
  const byStart = (one: Figure, other: Figure) => (periodOf(one)[0] < periodOf(other)[0] ? -1 : 1)
  // What is nothing, or may be, adds nothing to the proof.
  return {
    parts: parts.filter((part) => atLeast(part) > 0).toSorted(byStart),
    wholes: wholes.toSorted(byStart),
  }
}

/** The least that figures sum to. */
export const leastOf = (figures: StatedFigure[]) => figures.reduce((sum, figure) => sum + atLeast(figure), 0)

/** The most that figures which each have a most sum to. */
export const mostOf = (figures: StatedFigure[]) => figures.reduce((sum, figure) => sum + atMost(figure)!, 0)
