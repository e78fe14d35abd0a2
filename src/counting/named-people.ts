// Số người (C3): distinct people cannot be added up, so those of each unit, direction and month are kept (`people_cells`),
// and the people of any period, units or subject are told apart here, in memory.
import { visitsOfPeopleCell } from '../db/counted.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { daysWithin, periodKey, type Stretch, type TimeGrouping } from './periods.ts'

/** Số người: distinct people, as far as visits name them (C3). */
export interface Persons {
  persons: number
  /** The visits whose travellers are all named, which these people were counted in. */
  personsKnownIn: number
  /** The lượt người of those visits: "214 người, trên 398 lượt có danh sách". */
  personTripsNamed: number
}

export const nobody: Persons = { persons: 0, personsKnownIn: 0, personTripsNamed: 0 }

/** What people may be told apart by. */
export type PeopleBy = TimeGrouping | 'all' | 'country' | 'partner' | 'purpose' | 'unit'

/** Whose people, of which time; `units` undefined for all. */
export interface PeopleAsked extends Stretch {
  units: number[] | undefined
}

/** The named people of each key, in each direction. */
export function namedPeopleBy(
  db: Db,
  by: PeopleBy,
  asked: PeopleAsked,
): Map<string, Record<Direction, Persons>> {
  const known = cellsOf(db)
  const found = new Map<string, Record<Direction, Persons>>()
  for (const direction of ['outbound', 'inbound'] as const) {
    for (const [key, persons] of peopleBy(known, by, asked, [direction])) {
      found.set(key, { ...(found.get(key) ?? { outbound: nobody, inbound: nobody }), [direction]: persons })
    }
  }
  return found
}

/** The named people of all visits in these directions together. */
export const namedPeople = (db: Db, asked: PeopleAsked, directions: readonly Direction[]): Persons =>
  peopleBy(cellsOf(db), 'all', asked, directions).get('') ?? nobody

// ── The cells in memory ───────────────────────────────────────────────────

/** The named visits of one unit, direction and month; of the nth, `people` from `people.starts[n]` on. */
interface Cell {
  unitId: number
  direction: Direction
  period: string
  stamp: number
  /** The day of the month; 0 while it is not known. */
  days: Uint8Array
  people: Links
  country: Links
  partner: Links
  purpose: Links
}

interface Links {
  starts: Int32Array
  values: Int32Array
}

/** The cells of a register as far as they were read, and the numbers that stand for what visits are told apart by. */
interface Known {
  stamp: number
  cells: Map<string, Cell>
  byUnit: Map<number, Cell[]>
  highestPerson: number
  numbers: Map<string, number>
  keys: string[]
  /** The people of whole years, as of the cells with these stamps. */
  years: Map<string, { touched: number; people: People }>
}

type Stored = [day: number, purpose: string, countries: string[], partners: number[], people: number[]]

interface Row {
  unitId: number
  direction: Direction
  period: string
  stamp: number
  visits: string | null
}

const memories = new WeakMap<Db, Known>()

const nothingKnown = (): Known => ({
  stamp: 0,
  cells: new Map(),
  byUnit: new Map(),
  highestPerson: 0,
  numbers: new Map(),
  keys: [],
  years: new Map(),
})

/** Every cell as it stands: those touched since it was last asked are read, the others remembered. */
function cellsOf(db: Db): Known {
  // What a transaction reads may never come to be.
  let known = db.$client.inTransaction ? nothingKnown() : memories.get(db)
  if (!known) memories.set(db, (known = nothingKnown()))
  const touched = prepared(db, 'people cells', () =>
    // A cell that another program touched and did not fill is worked out.
    db.$client.prepare<[number], Row>(
      `select unit_id unitId, direction, period, stamp, coalesce(visits, ${visitsOfPeopleCell}) visits
       from people_cells where stamp > ? order by stamp`,
    ),
  ).all(known.stamp)
  for (const row of touched) {
    const key = `${row.unitId} ${row.direction} ${row.period}`
    const cell = unpacked(known, row)
    const before = known.cells.get(key)
    if (before) Object.assign(before, cell)
    else {
      known.cells.set(key, cell)
      const ofUnit = known.byUnit.get(row.unitId)
      if (ofUnit) ofUnit.push(cell)
      else known.byUnit.set(row.unitId, [cell])
    }
    known.stamp = row.stamp
  }
  return known
}

function unpacked(known: Known, { visits, ...cell }: Row): Cell {
  const stored = JSON.parse(visits ?? '[]') as Stored[]
  const links = (of: (visit: Stored) => number[]): Links => {
    const starts = new Int32Array(stored.length + 1)
    const values = stored.flatMap((visit, nth) => {
      const some = of(visit)
      starts[nth + 1] = starts[nth]! + some.length
      return some
    })
    return { starts, values: Int32Array.from(values) }
  }
  const numberOf = (key: string) => {
    let number = known.numbers.get(key)
    if (number === undefined) known.numbers.set(key, (number = known.keys.push(key) - 1))
    return number
  }
  for (const [, , , , people] of stored)
    for (const person of people) if (person > known.highestPerson) known.highestPerson = person
  return {
    ...cell,
    days: Uint8Array.from(stored, ([day]) => day),
    people: links(([, , , , people]) => people),
    country: links(([, , countries]) => countries.map(numberOf)),
    partner: links(([, , , partners]) => (partners.length ? partners.map(String) : ['']).map(numberOf)),
    purpose: links(([, purpose]) => [numberOf(purpose)]),
  }
}

// ── Telling people apart ──────────────────────────────────────────────────

/** A cell, and the days of its month that are asked for where those are not all. */
interface Chosen {
  cell: Cell
  days: [first: number, last: number] | null
}

function peopleBy(
  known: Known,
  by: PeopleBy,
  asked: PeopleAsked,
  directions: readonly Direction[],
): Map<string, Persons> {
  const chosen = chosenCells(known, asked, directions)
  if (by === 'country' || by === 'partner' || by === 'purpose') return bySubject(known, by, chosen)
  const scope = `${asked.units?.join() ?? 'all'} ${directions.join()}`
  if (by === 'all' || by === 'year') {
    const years = [...Map.groupBy(chosen, ({ cell }) => cell.period.slice(0, 4))].map(
      ([year, cells]): [string, People] => [year, ofYear(known, `${scope} ${year}`, cells, asked)],
    )
    if (by === 'year') return new Map(years.map(([year, people]) => [year, personsOf(people)]))
    return new Map(years.length ? [['', personsOf(united(known, years.map(([, people]) => people)))]] : [])
  }
  const keyOf = by === 'unit' ? ({ cell }: Chosen) => String(cell.unitId) : ({ cell }: Chosen) => periodKey(by, cell.period)
  const rows = [...Map.groupBy(chosen, keyOf)]
  return new Map(rows.map(([key, cells]) => [key, personsOf(marked(known, cells))]))
}

function chosenCells(
  known: Known,
  { units, ...stretch }: PeopleAsked,
  directions: readonly Direction[],
): Chosen[] {
  const within = daysWithin(stretch)
  const cells = units ? [...new Set(units)].flatMap((unit) => known.byUnit.get(unit) ?? []) : known.cells.values()
  const chosen: Chosen[] = []
  for (const cell of cells) {
    if (!directions.includes(cell.direction)) continue
    const days = within(cell.period)
    if (days !== undefined) chosen.push({ cell, days })
  }
  return chosen
}

const isAsked = ({ cell, days }: Chosen, nth: number) =>
  !days || (cell.days[nth]! >= days[0] && cell.days[nth]! <= days[1])

/** People as a set of bits, one for each of the register, with the visits they were named in. */
interface People {
  bits: Uint32Array
  visits: number
  trips: number
}

const nobodyYet = ({ highestPerson }: Known): People => ({
  bits: new Uint32Array((highestPerson >> 5) + 1),
  visits: 0,
  trips: 0,
})

function marked(known: Known, chosen: Chosen[]): People {
  const people = nobodyYet(known)
  const { bits } = people
  for (const one of chosen) {
    const { starts, values } = one.cell.people
    for (let nth = 0; nth < starts.length - 1; nth++) {
      if (one.days && !isAsked(one, nth)) continue
      const end = starts[nth + 1]!
      people.visits++
      people.trips += end - starts[nth]!
      for (let at = starts[nth]!; at < end; at++) bits[values[at]! >> 5]! |= 1 << (values[at]! & 31)
    }
  }
  return people
}

function united(known: Known, all: People[]): People {
  const people = nobodyYet(known)
  for (const { bits, visits, trips } of all) {
    for (let at = 0; at < bits.length; at++) people.bits[at]! |= bits[at]!
    people.visits += visits
    people.trips += trips
  }
  return people
}

// A whole year is remembered until one of its cells is touched: a write costs its own year, not all of them.
function ofYear(known: Known, name: string, chosen: Chosen[], asked: Stretch): People {
  if (daysWithin(asked)(name.slice(-4)) !== null) return marked(known, chosen)
  const touched = chosen.reduce((sum, { cell }) => sum + cell.stamp, chosen.length)
  const before = known.years.get(name)
  if (before?.touched === touched) return before.people
  if (known.years.size > 400) known.years.clear()
  const people = marked(known, chosen)
  known.years.set(name, { touched, people })
  return people
}

function personsOf({ bits, visits, trips }: People): Persons {
  let persons = 0
  for (let at = 0; at < bits.length; at++) {
    let word = bits[at]!
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    persons += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
  }
  return { persons, personsKnownIn: visits, personTripsNamed: trips }
}

/** The people of each country, partner or purpose of the visits: sorted by it first, then told apart in one go each. */
function bySubject(
  { keys, highestPerson }: Known,
  by: 'country' | 'partner' | 'purpose',
  chosen: Chosen[],
): Map<string, Persons> {
  const trips = new Int32Array(keys.length + 1)
  const visits = new Int32Array(keys.length)
  const eachVisit = (see: (key: number, people: Int32Array, start: number, end: number) => void) => {
    for (const one of chosen) {
      const { people } = one.cell
      const subject = one.cell[by]
      for (let nth = 0; nth < people.starts.length - 1; nth++) {
        if (one.days && !isAsked(one, nth)) continue
        for (let at = subject.starts[nth]!; at < subject.starts[nth + 1]!; at++)
          see(subject.values[at]!, people.values, people.starts[nth]!, people.starts[nth + 1]!)
      }
    }
  }
  eachVisit((key, _people, start, end) => {
    visits[key]!++
    trips[key]! += end - start
  })
  const ends = new Int32Array(keys.length)
  for (let key = 1; key < keys.length; key++) ends[key] = ends[key - 1]! + trips[key - 1]!
  const sorted = new Int32Array(keys.length ? ends.at(-1)! + trips[keys.length - 1]! : 0)
  eachVisit((key, people, start, end) => {
    for (let at = start; at < end; at++) sorted[ends[key]!++] = people[at]!
  })
  const seen = new Int32Array(highestPerson + 1).fill(-1)
  const found = new Map<string, Persons>()
  for (const [key, name] of keys.entries()) {
    if (!visits[key]) continue
    let persons = 0
    for (let at = ends[key]! - trips[key]!; at < ends[key]!; at++) {
      if (seen[sorted[at]!] === key) continue
      seen[sorted[at]!] = key
      persons++
    }
    found.set(name, { persons, personsKnownIn: visits[key], personTripsNamed: trips[key]! })
  }
  return found
}
