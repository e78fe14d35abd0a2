// A register has thousands of partners, and a write touches a few of them: their sums are held in memory as they were
// last read, and those that were counted anew since (they carry a higher stamp) are read again.
import { type Db, prepared } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { EVERY_UNIT } from './kept-count.ts'
import type { Part } from './periods.ts'

/** What was exchanged with one partner in some of the asked time. */
export interface PartnerRow {
  key: string
  outbound: Figures
  inbound: Figures
  lastOn: string | null
}

interface Figures {
  delegations: number
  personTrips: number
  unknownPeople: number
}

/** What was exchanged with one partner one way, in one period. */
interface Row extends Figures {
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
}

const memories = new WeakMap<Db, Known>()
const MOST_HELD = 3000
/** Beyond so many sums that were counted anew all are forgotten. */
const MOST_TOUCHED = 2000

/** What was exchanged with each partner ever or in whole years and months, of some units (0: every unit) together. */
export function partnerTotals(db: Db, units: number[], parts: Part[]): PartnerRow[] {
  const known = knownOf(db)
  const held = units.flatMap((unitId) => parts.flatMap((part) => heldOf(db, known, unitId, part)))
  return addedUp(known, held)
}

function addedUp({ keys }: Known, all: Held[]): PartnerRow[] {
  const sums = new Float64Array(6 * keys.length)
  const latest = new Int32Array(keys.length)
  for (const { rows } of all) {
    for (const { place, delegations, personTrips, unknownPeople, last } of rows) {
      sums[3 * place]! += delegations
      sums[3 * place + 1]! += personTrips
      sums[3 * place + 2]! += unknownPeople
      if (last > latest[place >> 1]!) latest[place >> 1] = last
    }
  }
  const figuresAt = (at: number): Figures => ({
    delegations: sums[at]!,
    personTrips: sums[at + 1]!,
    unknownPeople: sums[at + 2]!,
  })
  return keys.map((key, partner) => ({
    key,
    outbound: figuresAt(6 * partner),
    inbound: figuresAt(6 * partner + 3),
    lastOn: monthOf(latest[partner]!),
  }))
}

function monthOf(last: number): string | null {
  if (!last) return null
  const [year, month] = [Math.floor(last / 100), last % 100]
  return month ? `${year}-${String(month).padStart(2, '0')}` : String(year)
}

// ── What is held ──────────────────────────────────────────────────────────

interface Stored extends Figures {
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
  })
  // What a transaction reads may never come to be.
  if (db.$client.inTransaction) return nothing()
  const known = memories.get(db) ?? nothing()
  const touched = prepared(db, 'partners touched', () =>
    db.$client.prepare<[number, number], Stored>(
      `select ${ofSums} from count_sums where ${isStamped} and stamp > ? limit ?`,
    ),
  ).all(known.stamp, MOST_TOUCHED)
  const isWorthIt = touched.length < MOST_TOUCHED && known.held.size <= MOST_HELD
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
  held.places ??= new Map(held.rows.map((row) => [row.place, row]))
  const row = rowOf(known, stored)
  const before = held.places.get(row.place)
  if (before) Object.assign(before, row)
  else {
    held.rows.push(row)
    held.places.set(row.place, row)
  }
}

function rowOf({ numbers, keys }: Known, stored: Stored): Row {
  const { key, direction, grain, period, delegations, personTrips, unknownPeople } = stored
  let number = numbers.get(key)
  if (number === undefined) numbers.set(key, (number = keys.push(key) - 1))
  const lastOn = grain !== 'month' ? stored.lastOn : delegations > 0 ? period : null
  return {
    place: 2 * number + (direction === 'inbound' ? 1 : 0),
    delegations,
    personTrips,
    unknownPeople,
    last: lastOn ? Number(lastOn.replace('-', '').padEnd(6, '0')) : 0,
  }
}

/** What of one unit lies in a part of the asked time: what is not held yet is read. */
function heldOf(db: Db, known: Known, unitId: number, part: Part): Held[] {
  const grain = part.grain === 'day' ? 'month' : part.grain
  const names = periodsOf(db, unitId, grain, part).map((period) => ({
    period,
    name: nameOf(unitId, grain, period),
  }))
  const missing = names.filter(({ name }) => !known.held.has(name)).map(({ period }) => period)
  if (missing.length) {
    const stored = Map.groupBy(readPeriods(db, unitId, grain, missing), ({ period }) => period)
    for (const period of missing) {
      const rows = (stored.get(period) ?? []).map((row) => rowOf(known, row))
      known.held.set(nameOf(unitId, grain, period), { rows })
      if (grain === 'month' && unitId !== EVERY_UNIT) known.cells.add(`${unitId} ${period.slice(0, 4)}`)
    }
  }
  return names.map(({ name }) => known.held.get(name)!)
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
