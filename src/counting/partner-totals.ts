// A register has thousands of partners, and a write touches a few of them: their sums are held in memory as they were
// last read, and those that were counted anew since (they carry a higher stamp) are read again.
import { isDeepStrictEqual } from 'node:util'
import { type BothWays, type Counts, isNothing, nothing, plus } from './rules.ts'
import type { PartialDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { EVERY_UNIT } from './kept-count.ts'
import type { KeptRow } from './kept-rows.ts'
import type { Part } from './periods.ts'

/** What was exchanged with each partner in the asked time, and what that adds up to. */
export interface PartnerTotals {
  rows: Map<string, BothWays>
  lastOn: Map<string, PartialDate>
  sum: BothWays
  /** The most delegations one way of one row. */
  most: number
  /** Whose row became another one, in turn, since these maps were made: they and this stay, and what is in them moves. */
  moved: readonly string[]
}

/** What was exchanged with one partner one way, in one period. */
interface Row extends Counts {
  /** Twice the number of the partner, and one more of what came in. */
  place: number
  /** 202409, 202400 while no month is known, 0 where there is no delegation. */
  last: number
}

type Grain = 'ever' | 'year' | 'month'

/** What is held of one unit and period. */
interface Held {
  rows: Row[]
  /** Made where a row is to be found again. */
  places?: Map<number, Row>
}

interface Known {
  stamp: number
  held: Map<string, Held>
  /** The units and years of which a month is held that is no sum but a cell: those carry no stamp. */
  cells: Set<string>
  /** The numbers that stand for partners, and back. */
  numbers: Map<string, number>
  keys: string[]
  /** What was added up last, by the units and parts it is of. */
  added: Map<string, AddedUp>
  /** The numbers of partners whose figures were counted anew, one after another. */
  touched: number[]
}

const memories = new WeakMap<Db, Known>()
const MOST_HELD = 3000
/** Beyond so many sums that were counted anew all are forgotten. */
const MOST_TOUCHED = 2000
const MOST_NOTED = 100_000

/**
 * What was exchanged with each partner ever, or in whole years and months and on `days` of others, of some units (0:
 * every unit) together.
 */
export function partnerTotals(db: Db, units: number[], parts: Part[], days: KeptRow[][]): PartnerTotals {
  const known = knownOf(db)
  const held = units.flatMap((unitId) =>
    parts.flatMap((part) => {
      const grain = part.grain === 'day' ? 'month' : part.grain
      return heldOf(db, known, unitId, grain, periodsOf(db, unitId, grain, part))
    }),
  )
  const name = `${units.join()} ${JSON.stringify(parts)} ${days.length}`
  const now = addedUp(known, held, days, known.added.get(name))
  if (known.added.size >= MOST_ADDED && !known.added.has(name)) known.added.clear()
  known.added.set(name, now)
  return now.totals
}

/** What was exchanged with some partners in each of some years. */
export function partnerYears(
  db: Db,
  units: number[],
  years: string[],
  keys: string[],
): Map<string, Map<string, BothWays>> {
  const known = knownOf(db)
  const found = new Map(keys.map((key) => [key, new Map<string, BothWays>()]))
  for (const year of years) {
    const held = units.flatMap((unitId) => heldOf(db, known, unitId, 'year', [year])).map(withPlaces)
    for (const key of keys) {
      const partner = known.numbers.get(key)
      if (partner === undefined) continue
      const [out, into] = [2 * partner, 2 * partner + 1].map((place) =>
        held.flatMap(({ places }) => places.get(place) ?? []).reduce(plus, nothing),
      )
      if (!isNothing(out!) || !isNothing(into!)) found.get(key)!.set(year, { outbound: out!, inbound: into! })
    }
  }
  return found
}

/** What some of what is held adds up to. */
interface AddedUp {
  held: Held[]
  days: KeptRow[][]
  /** The rows of those days, by the number of the partner. */
  ofDays: Map<number, Row[]>
  /** Six sums of each partner, by its number: what went out, then what came in, in the order of `Counts`. */
  sums: Float64Array
  latest: Int32Array
  /** So many of the partners that were touched are in it. */
  upTo: number
  totals: PartnerTotals & { moved: string[] }
}

const MOST_ADDED = 50

/**
 * Only whom a write touched is added up again, in the maps that were given before: a copy of thousands would cost more.
 * The row of each is another one then, so that who made something of a row sees by the row whether it is the same.
 */
function addedUp(known: Known, held: Held[], days: KeptRow[][], before: AddedUp | undefined): AddedUp {
  const { keys, touched } = known
  const areDaysKnown = isSameList(days, before?.days)
  const ofDays = before && areDaysKnown ? before.ofDays : daysByPartner(known, days)
  const isKnown = before?.latest.length === keys.length && isSameList(held, before.held)
  if (isKnown && areDaysKnown && before.upTo === touched.length) return before
  const now = isKnown ? before : nothingAdded(held, keys.length)
  const { sums, latest, totals } = now
  const add = ({ place, delegations, personTrips, unknownPeople, last }: Row) => {
    sums[3 * place]! += delegations
    sums[3 * place + 1]! += personTrips
    sums[3 * place + 2]! += unknownPeople
    if (last > latest[place >> 1]!) latest[place >> 1] = last
  }
  const tell = (partner: number) => {
    const key = keys[partner]!
    const from = 6 * partner
    if (sums.subarray(from, from + 6).some((sum) => sum !== 0)) totals.rows.set(key, bothWaysOf(sums, from))
    else totals.rows.delete(key)
    const month = monthOf(latest[partner]!)
    if (month) totals.lastOn.set(key, month)
    else totals.lastOn.delete(key)
  }
  if (isKnown) {
    const places = held.map(withPlaces)
    const others = new Set(touched.slice(now.upTo))
    if (!areDaysKnown) for (const partner of differing(now.ofDays, ofDays)) others.add(partner)
    for (const partner of others) {
      sums.fill(0, 6 * partner, 6 * partner + 6)
      latest[partner] = 0
      for (const { places: rows } of places)
        for (const row of [rows.get(2 * partner), rows.get(2 * partner + 1)]) if (row) add(row)
      ofDays.get(partner)?.forEach(add)
      tell(partner)
      totals.moved.push(keys[partner]!)
    }
  } else {
    for (const { rows } of held) rows.forEach(add)
    for (const rows of ofDays.values()) rows.forEach(add)
    for (let partner = 0; partner < keys.length; partner++) tell(partner)
  }
  const sum = new Float64Array(6)
  let most = 0
  for (let at = 0; at < sums.length; at += 6) {
    for (let of = 0; of < 6; of++) sum[of]! += sums[at + of]!
    most = Math.max(most, sums[at]!, sums[at + 3]!)
  }
  const both = bothWaysOf(sum, 0)
  return { ...now, days, ofDays, upTo: touched.length, totals: { ...totals, sum: both, most } }
}

const isSameList = <Item>(one: readonly Item[], other: readonly Item[] | undefined) =>
  one.length === other?.length && one.every((item, nth) => item === other[nth])

function daysByPartner(known: Known, days: KeptRow[][]): Map<number, Row[]> {
  const rows = days.flat().map((row) => numbered(known, row))
  return Map.groupBy(rows, ({ place }) => place >> 1)
}

function differing(before: Map<number, Row[]>, now: Map<number, Row[]>): number[] {
  const all = new Set([...before.keys(), ...now.keys()])
  return [...all].filter((partner) => !isDeepStrictEqual(before.get(partner), now.get(partner)))
}

const nothingAdded = (held: Held[], partners: number): AddedUp => ({
  held,
  days: [],
  ofDays: new Map(),
  sums: new Float64Array(6 * partners),
  latest: new Int32Array(partners),
  upTo: 0,
  totals: { rows: new Map(), lastOn: new Map(), sum: bothWaysOf(new Float64Array(6), 0), most: 0, moved: [] },
})

function bothWaysOf(sums: Float64Array, from: number): BothWays {
  const counts = (at: number): Counts => ({
    delegations: sums[at]!,
    personTrips: sums[at + 1]!,
    unknownPeople: sums[at + 2]!,
  })
  return { outbound: counts(from), inbound: counts(from + 3) }
}

function monthOf(last: number): string | null {
  if (!last) return null
  const [year, month] = [Math.floor(last / 100), last % 100]
  return month ? `${year}-${String(month).padStart(2, '0')}` : String(year)
}

// ── What is held ──────────────────────────────────────────────────────────

interface Stored extends Counts {
  unitId: number
  grain: Grain
  key: string
  direction: Direction
  period: string
  lastOn: string | null
  stamp: number
}

const figures =
  'delegation_count delegations, person_trip_count personTrips, unknown_people_count unknownPeople'
const ofSums = `unit_id unitId, grain, key, direction, period, ${figures}, last_on lastOn, stamp`
const ofCells = `unit_id unitId, 'month' grain, key, direction, period, ${figures}, null lastOn, 0 stamp`

// Of partners alone, in the words of the index.
const isStamped = `dimension <> 'changes' and stamp > 0`

/** What is known, with all that was counted anew since it was last asked. */
function knownOf(db: Db): Known {
  const nothing = (): Known => ({
    stamp: stampOf(db),
    held: new Map(),
    cells: new Set(),
    numbers: new Map(),
    keys: [],
    added: new Map(),
    touched: [],
  })
  // What a transaction reads may never come to be.
  if (db.$client.inTransaction) return nothing()
  const known = memories.get(db) ?? nothing()
  const touched = prepared(db, 'partners touched', () =>
    db.$client.prepare<[number, number], Stored>(
      `select ${ofSums} from count_sums where ${isStamped} and stamp > ? limit ?`,
    ),
  ).all(known.stamp, MOST_TOUCHED)
  const isWorthIt =
    touched.length < MOST_TOUCHED && known.held.size <= MOST_HELD && known.touched.length <= MOST_NOTED
  const now = isWorthIt ? known : nothing()
  memories.set(db, now)
  if (!isWorthIt) return now
  for (const stored of touched) {
    if (stored.stamp > known.stamp) known.stamp = stored.stamp
    put(known, stored)
    const { unitId, grain, period } = stored
    if (grain === 'year' && known.cells.has(`${unitId} ${period}`))
      for (const cell of cellsOfYear(db, stored)) put(known, cell)
  }
  return known
}

const stampOf = (db: Db): number =>
  prepared(db, 'stamp of partners', () =>
    db.$client
      .prepare<[], number>(`select stamp from count_sums where ${isStamped} order by stamp desc limit 1`)
      .pluck(),
  ).get() ?? 0

const cellsOfYear = (db: Db, { key, unitId, direction, period }: Stored): Stored[] =>
  prepared(db, 'cells of a partner and year', () =>
    db.$client.prepare<[object], Stored>(
      `select ${ofCells} from count_cells where dimension = 'partner' and key = :key and unit_id = :unitId
         and direction = :direction and period >= :period and period < :period || '~'`,
    ),
  ).all({ key, unitId, direction, period })

const nameOf = (unitId: number, grain: Grain, period: string) => `${unitId} ${grain} ${period}`

function put(known: Known, stored: Stored) {
  const held = known.held.get(nameOf(stored.unitId, stored.grain, stored.period))
  if (!held) return
  const { rows, places } = withPlaces(held)
  const row = rowOf(known, stored)
  const before = places.get(row.place)
  if (before) Object.assign(before, row)
  else {
    rows.push(row)
    places.set(row.place, row)
  }
  known.touched.push(row.place >> 1)
}

function withPlaces(held: Held): Required<Held> {
  const places = (held.places ??= new Map(held.rows.map((row) => [row.place, row])))
  return { rows: held.rows, places }
}

function rowOf(known: Known, stored: Stored): Row {
  const { grain, period, delegations } = stored
  const lastOn = grain !== 'month' ? stored.lastOn : delegations > 0 ? period : null
  return numbered(known, { ...stored, lastOn })
}

function numbered({ numbers, keys }: Known, row: KeptRow): Row {
  const { key, direction, delegations, personTrips, unknownPeople, lastOn } = row
  let number = numbers.get(key)
  if (number === undefined) numbers.set(key, (number = keys.push(key) - 1))
  return {
    place: 2 * number + (direction === 'inbound' ? 1 : 0),
    delegations,
    personTrips,
    unknownPeople,
    last: lastOn ? Number(lastOn.replace('-', '').padEnd(6, '0')) : 0,
  }
}

/** What is of one unit in some periods: what is not held yet is read. */
function heldOf(db: Db, known: Known, unitId: number, grain: Grain, periods: string[]): Held[] {
  const missing = periods.filter((period) => !known.held.has(nameOf(unitId, grain, period)))
  if (missing.length) {
    const stored = Map.groupBy(readPeriods(db, unitId, grain, missing), ({ period }) => period)
    for (const period of missing) {
      const rows = (stored.get(period) ?? []).map((row) => rowOf(known, row))
      known.held.set(nameOf(unitId, grain, period), { rows })
      if (grain === 'month' && unitId !== EVERY_UNIT) known.cells.add(`${unitId} ${period.slice(0, 4)}`)
    }
  }
  return periods.map((period) => known.held.get(nameOf(unitId, grain, period))!)
}

function periodsOf(db: Db, unitId: number, grain: Grain, { from, to }: Part): string[] {
  if (grain === 'ever') return ['']
  return prepared(db, `periods by ${grain}`, () =>
    db.$client
      .prepare<[object], string>(
        `select distinct ${grain === 'year' ? 'substr(period, 1, 4)' : 'period'} from count_sums
         where dimension = 'changes' and unit_id = :unitId and grain = 'month' and key = ''
           and period >= :from and period < :below`,
      )
      .pluck(),
  ).all({ unitId, from: from ?? '', below: `${to ?? ''}~` })
}

function readPeriods(db: Db, unitId: number, grain: Grain, periods: string[]): Stored[] {
  const isOfCells = grain === 'month' && unitId !== EVERY_UNIT
  return prepared(db, `partners ${isOfCells}`, () =>
    db.$client.prepare<[object], Stored>(
      isOfCells
        ? `select ${ofCells} from count_cells where dimension = 'partner' and unit_id = :unitId and :grain = 'month'
             and period in (select value from json_each(:periods))`
        : `select ${ofSums} from count_sums where dimension = 'partner' and unit_id = :unitId and grain = :grain
             and period in (select value from json_each(:periods))`,
    ),
  ).all({ unitId, grain, periods: JSON.stringify(periods) })
}
