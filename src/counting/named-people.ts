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

/** The named people of each key in each direction, put together where they are asked for: of thousands few are. */
export interface PersonsByKey extends Iterable<[key: string, Record<Direction, Persons>]> {
  /** Undefined where no visit names anybody. */
  get: (key: string) => Record<Direction, Persons> | undefined
}

export function namedPeopleBy(db: Db, by: PeopleBy, asked: PeopleAsked): PersonsByKey {
  const known = monthsOf(db)
  const outbound = peopleBy(known, by, asked, ['outbound'])
  const inbound = peopleBy(known, by, asked, ['inbound'])
  const both = (key: string) => ({
    outbound: outbound.get(key) ?? nobody,
    inbound: inbound.get(key) ?? nobody,
  })
  return {
    get: (key) => (outbound.has(key) || inbound.has(key) ? both(key) : undefined),
    *[Symbol.iterator]() {
      for (const key of new Set([...outbound.keys(), ...inbound.keys()])) yield [key, both(key)]
    },
  }
}

/** The named people of all visits in these directions together. */
export const namedPeople = (db: Db, asked: PeopleAsked, directions: readonly Direction[]): Persons =>
  peopleBy(monthsOf(db), 'all', asked, directions).get('') ?? nobody

// ── What is kept, in memory ───────────────────────────────────────────────

/** The named visits of one direction and month, of every unit; of the nth, `people` from `people.starts[n]` on. */
interface Month {
  direction: Direction
  period: string
  /** Higher each time it was read anew. */
  reading: number
  /** The day of the month; 0 while it is not known. */
  days: Uint8Array
  units: Int32Array
  people: Links
  country: Links
  partner: Links
  purpose: Links
}

interface Links {
  starts: Int32Array
  values: Int32Array
}

/** The months of a register as far as they were read, and the numbers that stand for what visits are told apart by. */
interface Known {
  stamp: number
  readings: number
  months: Map<string, Month>
  highestPerson: number
  numbers: Map<string, number>
  keys: string[]
  /** What was worked out of some months, as of their readings. */
  found: Map<string, { readings: number; found: unknown }>
  subjects: Map<string, BySubject>
}

type Stored = [day: number, purpose: string, countries: string[], partners: number[], people: number[]]
interface Row {
  unitId: number
  visits: string
}

const memories = new WeakMap<Db, Known>()

const nothingKnown = (): Known => ({
  stamp: 0,
  readings: 0,
  months: new Map(),
  highestPerson: 0,
  numbers: new Map(),
  keys: [],
  found: new Map(),
  subjects: new Map(),
})

/** Every month as it stands: those touched since it was last asked are read, the others remembered. */
function monthsOf(db: Db): Known {
  // What a transaction reads may never come to be.
  const known = (!db.$client.inTransaction && memories.get(db)) || nothingKnown()
  if (!db.$client.inTransaction) memories.set(db, known)
  const touched = prepared(db, 'people touched', () =>
    db.$client.prepare<[number], { direction: Direction; period: string; stamp: number }>(
      'select direction, period, stamp from people_cells where stamp > ?',
    ),
  ).all(known.stamp)
  for (const [key, cells] of Map.groupBy(touched, ({ direction, period }) => `${direction} ${period}`)) {
    const { direction, period } = cells[0]!
    known.months.set(key, readMonth(db, known, direction, period))
    for (const { stamp } of cells) if (stamp > known.stamp) known.stamp = stamp
  }
  return known
}

/**
 * Reads what the first page with people in it would have to wait for, a month or a year at a time, until somebody asks:
 * then the rest is read at once. `scopes` are the units that are asked for most.
 */
export function* warmPeople(db: Db, scopes: (number[] | undefined)[]): Generator<void> {
  const known = memories.get(db) ?? nothingKnown()
  memories.set(db, known)
  // What is touched from now on has a higher one.
  const stamp = db.$client
    .prepare<[], number>('select coalesce(max(stamp), 0) from people_cells')
    .pluck()
    .get()!
  const months = db.$client
    .prepare<[], { direction: Direction; period: string }>(
      'select distinct direction, period from people_cells',
    )
    .all()
  for (const { direction, period } of months) {
    yield
    if (known.stamp || !db.$client.open) return
    known.months.set(`${direction} ${period}`, readMonth(db, known, direction, period))
  }
  known.stamp = stamp
  for (const year of new Set(months.map(({ period }) => period.slice(0, 4)))) {
    for (const by of ['all', 'country', 'partner', 'purpose', 'unit'] as const) {
      for (const units of scopes) {
        yield
        if (!db.$client.open) return
        namedPeopleBy(db, by, { from: year, to: year, units })
      }
    }
  }
}

function readMonth(db: Db, known: Known, direction: Direction, period: string): Month {
  const rows = prepared(db, 'people of a month', () =>
    // A cell that another program touched and did not fill is worked out.
    db.$client.prepare<[string, string], Row>(
      `select unit_id unitId, coalesce(visits, ${visitsOfPeopleCell}) visits
       from people_cells where direction = ? and period = ?`,
    ),
  ).all(direction, period)
  const units: number[] = []
  const stored = rows.flatMap(({ unitId, visits }) => {
    const some = JSON.parse(visits) as Stored[]
    for (let nth = 0; nth < some.length; nth++) units.push(unitId)
    return some
  })
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
  const people = links(([, , , , people]) => people)
  known.highestPerson = people.values.reduce((most, person) => Math.max(most, person), known.highestPerson)
  return {
    direction,
    period,
    reading: ++known.readings,
    days: Uint8Array.from(stored, ([day]) => day),
    units: Int32Array.from(units),
    people,
    country: links(([, , countries]) => (countries.length ? countries : ['']).map(numberOf)),
    partner: links(([, , , partners]) => (partners.length ? partners.map(String) : ['']).map(numberOf)),
    purpose: links(([, purpose]) => [numberOf(purpose)]),
  }
}

// ── Telling people apart ──────────────────────────────────────────────────

/** A month, and its days that are asked for where those are not all. */
interface Chosen {
  month: Month
  days: [first: number, last: number] | null
}

/** Which units are asked: by their number, or everybody's. */
type IsOfUnits = ((unitId: number) => boolean) | null

function peopleBy(
  known: Known,
  by: PeopleBy,
  { units, ...asked }: PeopleAsked,
  directions: readonly Direction[],
): Map<string, Persons> {
  const within = daysWithin(asked)
  const chosen = [...known.months.values()].flatMap((month): Chosen[] => {
    const days = directions.includes(month.direction) ? within(month.period) : undefined
    return days === undefined ? [] : [{ month, days }]
  })
  const isOfUnits = units ? ofUnits(units) : null
  const scope = `${units?.toSorted((one, other) => one - other).join() ?? 'all'} ${directions.join()}`
  const stretch = `${asked.from ?? ''}..${asked.to ?? ''}`
  // A whole year or month is the same in whatever stretch it is asked for.
  const inEach = <Found>(
    of: TimeGrouping,
    what: string,
    find: (months: Chosen[]) => Found,
  ): [string, Found][] =>
    [...Map.groupBy(chosen, ({ month }) => periodKey(of, month.period))].map(([key, months]) => {
      const isWhole = (of === 'year' || of === 'month') && within(key) === null
      const name = `${what} ${scope} ${key} ${isWhole ? '' : stretch}`
      return [key, remembering(known, name, months, () => find(months))]
    })
  const people = (months: Chosen[]) => marked(known, months, isOfUnits)
  if (by === 'all') {
    const years = inEach('year', 'people', people).map(([, found]) => found)
    return new Map([['', personsOf(united(known, years))]])
  }
  if (by === 'year' || by === 'half' || by === 'quarter' || by === 'month')
    return new Map(inEach(by, 'persons', (months) => personsOf(people(months))))
  const years = inEach('year', by, (months) => sortedBySubject(known, by, months, isOfUnits))
  return bySubject(known, by, `${by} ${scope} ${stretch}`, new Map(years))
}

/** Beyond so many answers all are forgotten: each may hold the people of a year. */
const MOST_FOUND = 2000

// Until one of the months is touched: a write costs what its own month is part of, and nothing else.
function remembering<Found>(known: Known, name: string, months: Chosen[], find: () => Found): Found {
  const readings = months.reduce((sum, { month }) => sum + month.reading, 0)
  const before = known.found.get(name)
  if (before?.readings === readings) return before.found as Found
  if (known.found.size > MOST_FOUND) known.found.clear()
  const found = find()
  known.found.set(name, { readings, found })
  return found
}

function ofUnits(units: number[]): IsOfUnits {
  const [only] = units
  if (units.length === 1) return (unit) => unit === only
  const asked = new Set(units)
  return (unit) => asked.has(unit)
}

/** Goes through the visits that are asked for. */
function eachVisit(chosen: Chosen[], isOfUnits: IsOfUnits, see: (month: Month, nth: number) => void) {
  for (const { month, days } of chosen) {
    for (let nth = 0; nth < month.days.length; nth++) {
      if (isOfUnits && !isOfUnits(month.units[nth]!)) continue
      if (days && (month.days[nth]! < days[0] || month.days[nth]! > days[1])) continue
      see(month, nth)
    }
  }
}

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

function marked(known: Known, chosen: Chosen[], isOfUnits: IsOfUnits): People {
  const people = nobodyYet(known)
  const { bits } = people
  eachVisit(chosen, isOfUnits, ({ people: { starts, values } }, nth) => {
    const end = starts[nth + 1]!
    people.visits++
    people.trips += end - starts[nth]!
    for (let at = starts[nth]!; at < end; at++) bits[values[at]! >> 5]! |= 1 << (values[at]! & 31)
  })
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

type Subject = Exclude<PeopleBy, TimeGrouping | 'all'>

/** People sorted by what their visits were about, each once for each: of a key with place n, from `starts[n]` on. */
interface Sorted {
  places: Map<number, number>
  starts: Int32Array
  people: Int32Array
  visits: Int32Array
  trips: Int32Array
}

function sortedBySubject(known: Known, by: Subject, chosen: Chosen[], isOfUnits: IsOfUnits): Sorted {
  const lists = new Map<number, { people: number[]; visits: number; trips: number }>()
  const add = (key: number, { starts, values }: Links, nth: number) => {
    let list = lists.get(key)
    if (!list) lists.set(key, (list = { people: [], visits: 0, trips: 0 }))
    list.visits++
    list.trips += starts[nth + 1]! - starts[nth]!
    for (let at = starts[nth]!; at < starts[nth + 1]!; at++) list.people.push(values[at]!)
  }
  eachVisit(chosen, isOfUnits, (month, nth) => {
    if (by === 'unit') return add(month.units[nth]!, month.people, nth)
    const { starts, values } = month[by]
    for (let at = starts[nth]!; at < starts[nth + 1]!; at++) add(values[at]!, month.people, nth)
  })
  const seen = new Int32Array(known.highestPerson + 1).fill(-1)
  const starts = [0]
  const people: number[] = []
  for (const [key, list] of lists) {
    for (const person of list.people) {
      if (seen[person] === key) continue
      seen[person] = key
      people.push(person)
    }
    starts.push(people.length)
  }
  const all = [...lists.values()]
  return {
    places: new Map([...lists.keys()].map((key, place) => [key, place])),
    starts: Int32Array.from(starts),
    people: Int32Array.from(people),
    visits: Int32Array.from(all, ({ visits }) => visits),
    trips: Int32Array.from(all, ({ trips }) => trips),
  }
}

/** What was found last, and in what: where only some of the years are others now, only what differs is counted. */
interface BySubject {
  years: Map<string, Sorted>
  found: Map<string, Persons>
}

function bySubject(
  known: Known,
  by: Subject,
  name: string,
  years: Map<string, Sorted>,
): Map<string, Persons> {
  const before = known.subjects.get(name)
  const differing = before ? differencesOf(before.years, years) : allKeys([...years.values()])
  if (before && !differing.size) {
    before.years = years
    return before.found
  }
  // Who was given what was found before keeps it as it was.
  const found = new Map(before?.found)
  const seen = new Int32Array(known.highestPerson + 1).fill(-1)
  const all = [...years.values()]
  for (const key of differing) {
    const word = by === 'unit' ? String(key) : known.keys[key]!
    const named = { persons: 0, personsKnownIn: 0, personTripsNamed: 0 }
    for (const { starts, people, visits, trips, places } of all) {
      const nth = places.get(key)
      if (nth === undefined) continue
      named.personsKnownIn += visits[nth]!
      named.personTripsNamed += trips[nth]!
      for (let at = starts[nth]!; at < starts[nth + 1]!; at++) {
        const person = people[at]!
        if (seen[person] === key) continue
        seen[person] = key
        named.persons++
      }
    }
    if (named.personsKnownIn) found.set(word, named)
    else found.delete(word)
  }
  if (known.subjects.size > MOST_SUBJECTS) known.subjects.clear()
  known.subjects.set(name, { years, found })
  return found
}

const MOST_SUBJECTS = 100

const allKeys = (years: Sorted[]) => new Set(years.flatMap(({ places }) => [...places.keys()]))

function differencesOf(before: Map<string, Sorted>, now: Map<string, Sorted>): Set<number> {
  const differing = new Set<number>()
  for (const year of new Set([...before.keys(), ...now.keys()])) {
    const [one, other] = [before.get(year), now.get(year)]
    if (one === other) continue
    for (const key of allKeys([one, other].filter((sorted) => sorted !== undefined)))
      if (!one || !other || !isSame(one, other, key)) differing.add(key)
  }
  return differing
}

function isSame(one: Sorted, other: Sorted, key: number): boolean {
  const [here, there] = [one.places.get(key), other.places.get(key)]
  if (here === undefined || there === undefined) return false
  const [from, start] = [one.starts[here]!, other.starts[there]!]
  const count = one.starts[here + 1]! - from
  if (count !== other.starts[there + 1]! - start) return false
  if (one.visits[here] !== other.visits[there] || one.trips[here] !== other.trips[there]) return false
  for (let at = 0; at < count; at++) if (one.people[from + at] !== other.people[start + at]) return false
  return true
}
