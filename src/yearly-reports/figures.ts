import { type Counts, isNothing, knownPersonTrips, nobody, type Persons } from '../counting.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { DelegationFilters } from '../delegations/filters.ts'
import type { Run } from '../paper/paper.ts'
import { listOf, type TotalsFilters } from '../totals/filters.ts'
import { writeNumber } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import type { PublishedFigure } from './earlier.ts'
import { counters, labelOf } from './labels.ts'
import type { MadeOf } from './made-of.ts'

// Every figure of a report, named once. Sentences, tables, the Word file, the workbook and the JSON take it from here, so
// that no two of them can differ.

export interface ReportFigure {
  /** 'outbound.delegations', 'country.LA.inbound.personTrips', '2023.outbound.delegations'. */
  name: string
  label: Message
  /** Null where nothing of it is known. */
  value: number | null
  /**
   * What the value leaves out, which makes it a lower bound: visits of which nobody knows how many travelled; of people,
   * the lượt người that no list names, a visit nobody knows the number of as one.
   */
  unknown: number
  /** As it stands in a table: '71', '≥ 71', '–'. */
  words: string
  /** The list of exactly what it counted; none of nothing. */
  href: string | null
  /** The lines of the annexes it is counted from; null in editions from before annexes said so. */
  madeOf: MadeOf | null
  /** What it said when the figures of the report were last written down, where that was something else. */
  was: string | null
  /** As the report of its own period was published, where that was something else (C15). */
  published?: string
  /** The visits that made it so, in short. */
  publishedWhy?: string
}

/** A figure as it was written down; of an opening figure its words too. */
export type Noted = Map<string, Pick<ReportFigure, 'value' | 'unknown'> & { words: string | null }>

type Given = Pick<ReportFigure, 'name' | 'label' | 'value'> & { madeOf: MadeOf } & Partial<
    Pick<ReportFigure, 'unknown' | 'words' | 'href'>
  >

export type Figures = ReturnType<typeof figuresFor>

/** The figures of one report, as they are counted; `noted` are those written down, `earlier` published, where any were. */
export function figuresFor(
  asked: TotalsFilters,
  noted: Noted | undefined,
  earlier: (name: string) => PublishedFigure | undefined = () => undefined,
) {
  const known = new Map<string, ReportFigure>()

  function add({ unknown = 0, href = null, ...given }: Given): ReportFigure {
    const words = given.words ?? wordsOf({ value: given.value, unknown })
    const then = earlier(given.name)
    const isOther = then && !isAsPublished(given.name, then, { value: given.value, unknown })
    const why = isOther ? then.why?.() : null
    const figure = {
      ...given,
      unknown,
      words,
      href,
      was: wasOf({ ...given, unknown, words }, noted),
      ...(isOther && { published: then.words }),
      ...(why && { publishedWhy: why }),
    }
    known.set(figure.name, figure)
    return figure
  }

  /** The đoàn and lượt người of some visits; `row` is what they have in common, within the period unless it says. */
  function visits(
    name: string,
    subjects: (string | Message)[],
    counts: Counts,
    row: Partial<DelegationFilters>,
    { within = asked, ...lines }: Lines = {},
  ): { delegations: ReportFigure; personTrips: ReportFigure; counts: Counts } {
    const [direction = 'both'] = row.direction ?? []
    const list = (counted: 'delegations' | 'personTrips') => listOf(within, { ...row, counted: [counted] })
    const from = fromLines(row, lines)
    return {
      counts,
      delegations: add({
        name: `${name}.delegations`,
        label: labelOf(subjects, counters[direction].delegations),
        value: counts.delegations,
        href: counts.delegations ? list('delegations') : null,
        madeOf: { ...from, counts: 'lines', column: 'number' },
      }),
      personTrips: add({
        name: `${name}.personTrips`,
        label: labelOf(subjects, counters[direction].personTrips),
        value: knownPersonTrips(counts),
        unknown: counts.unknownPeople,
        href: counts.personTrips || counts.unknownPeople ? list('personTrips') : null,
        madeOf: { ...from, counts: 'sum', column: 'personTrips' },
      }),
    }
  }

  /** Số người of the same visits, as far as lists name them: of a part of them it is a lower bound (C3). */
  function persons(
    name: string,
    subjects: (string | Message)[],
    named: Persons | undefined,
    counts: Counts,
    row: Partial<DelegationFilters> & { direction: [Direction] },
    { within = asked, ...lines }: Lines = {},
  ): ReportFigure {
    return add({
      name: `${name}.persons`,
      label: labelOf(subjects, counters[row.direction[0]].persons),
      ...knownPersons(named, counts),
      href: named?.personsKnownIn ? listOf(within, { ...row, counted: ['persons'] }) : null,
      madeOf: { ...fromLines(row, lines), counts: 'different', column: 'people' },
    })
  }

  return { known, add, visits, persons, asked, noted }
}

/** Which lines visits stand on: those of the period's own annexes, unless it says. */
export interface Lines extends Partial<Pick<MadeOf, 'annexes' | 'where'>> {
  within?: TotalsFilters
}

const fromLines = (
  { direction }: Partial<DelegationFilters>,
  { annexes = direction?.length ? direction : ['outbound', 'inbound'], where = {} }: Lines,
) => ({ annexes, where })

export type VisitFigures = ReturnType<Figures['visits']>

/** Số người as a figure has it. */
export function knownPersons(
  named: Persons = nobody,
  counts: Counts,
): Pick<ReportFigure, 'value' | 'unknown'> {
  if (!named.personsKnownIn && !isNothing(counts)) return { value: null, unknown: 0 }
  return { value: named.persons, unknown: counts.personTrips - named.personTripsNamed + counts.unknownPeople }
}

/**
 * Whether a figure reads as it was published: "≥ 30" is as much, however many more visits nobody knows the people of.
 * Số người of editions from before annexes said what it is counted from stands without what its lists leave out: only its
 * value can be held against today's. "hơn 400" is not "khoảng 400".
 */
export const isAsPublished = (
  name: string,
  then: Pick<ReportFigure, 'value' | 'unknown'> & { words?: string; madeOf?: unknown },
  now: Pick<ReportFigure, 'value' | 'unknown'> & { words?: string },
): boolean =>
  (then.madeOf === null && name.endsWith('.persons')
    ? then.value === now.value
    : wordsOf(then) === wordsOf(now)) &&
  (openingFigureOf(name)?.part !== 'value' || qualifierIn(then.words) === qualifierIn(now.words))

/** The opening figure that a figure of a report tells, or of which it tells how much is covered; undefined of others. */
export function openingFigureOf(name: string): { id: number; part: 'value' | 'covered' } | undefined {
  const [, id, covered] = /^opening\.(\d+)(\.covered)?$/.exec(name) ?? []
  return id ? { id: Number(id), part: covered ? 'covered' : 'value' } : undefined
}

const qualifierIn = (words = '') => words.replace(/[\d.]+/, '').trim()

export function wordsOf({ value, unknown }: Pick<ReportFigure, 'value' | 'unknown'>): string {
  if (value === null) return '–'
  return unknown ? `≥\u00A0${writeNumber(value)}` : writeNumber(value)
}

// A country or partner that has come into the tables since was nothing then; of anything else nobody wrote down what it was.
const comesAndGoes = /^(country|partner)\./

const laterThanAll = new Set(['beside.excluded', 'beside.peopleOnly'])

/**
 * Whether figures that were written down or published leave one out because reports did not tell it then: số người
 * came into the tables later than the đoàn beside it, how many units there are later than their visits, and what counts
 * as nothing or as people only later than all else.
 */
export const isUntold = (name: string, told: ReadonlyMap<string, unknown>): boolean =>
  !told.has(name) &&
  (laterThanAll.has(name) ||
    (name.endsWith('.persons') && told.has(name.replace(/persons$/, 'delegations'))) ||
    (name === 'units' && told.has('countries')))

function wasOf(
  { name, value, unknown, words }: Pick<ReportFigure, 'name' | 'value' | 'unknown' | 'words'>,
  noted: Noted | undefined,
): string | null {
  const isNew = noted && comesAndGoes.test(name) && !isUntold(name, noted)
  const then = noted?.get(name) ?? (isNew ? { value: 0, unknown: 0, words: null } : undefined)
  if (!then) return null
  // At least 71 is what it was, however many more visits nobody knows the people of.
  const was = then.words ?? wordsOf(then)
  return was === (then.words === null ? wordsOf({ value, unknown }) : words) ? null : was
}

/** What of a figure's words is written down with it: those of an opening figure, whose value may be "hơn" or "khoảng". */
export const wordsNoted = ({ name, words }: Pick<ReportFigure, 'name' | 'words'>): string | null =>
  openingFigureOf(name)?.part === 'value' ? words : null

export const runOf = (
  text: string,
  { name, href, was }: Pick<ReportFigure, 'name' | 'href' | 'was'>,
): Run => ({
  text,
  figure: name,
  ...(href && { href }),
  ...(was && { was }),
})

/** Words over a table with its number: "Bảng 1. …". */
export type Caption = (text: string) => string
