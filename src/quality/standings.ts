import { and, between, eq, type SQL, sql } from 'drizzle-orm'
import { daysWithin, isDayOf, narrowest } from '../counting/periods.ts'
import type { Scope } from '../counting.ts'
import { type PartialDate, yearOf } from '../dates.ts'
import { inShortSteps } from '../db/in-short-steps.ts'
import { visitsSince } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import { isPast } from '../db/past-register.ts'
import { unitsOf, wholeOf } from '../db/scope.ts'
import { lastActId } from '../db/recording.ts'
import { delegations } from '../delegations/delegation.ts'
import { coverageCount, outcome, unitsAsked } from '../delegations/filters.ts'
import {
  type DueAfter,
  dueAfterIn,
  latestDue,
  punctualityOf,
  type Reported,
  rulesOfReports,
} from '../visit-reports/punctuality.ts'
import { extendedTo } from '../visit-reports/report-extension.ts'
import { type ReportStatus, visitReports } from '../visit-reports/visit-report.ts'
import type { VisitTally } from './tallies.ts'

// How each counted visit stands in everything that shares ask for: a few bytes a visit, held in memory, so that the
// shares of any period and units are counted in no time. Reading them takes a while in a large register: that is done in
// steps, and of what was written since only those visits are read again.

/** What visits are alike in, whatever their number. */
type Kind = Omit<VisitTally, 'count' | 'coverageItems'>

/** By the place of a kind: how many visits there are of it, and their pieces of coverage. */
interface Tally {
  counts: number[]
  coverage: number[]
}

/** The visits that begin in one month, or in a year nobody knows the month of. */
interface Month {
  /** '2024-09', or '2024'. */
  period: PartialDate
  visits: Set<number>
  tally: Tally
  /** Whose report is not in. */
  awaited: Set<number>
  year: Year
}

/** What its months have together. */
interface Year {
  months: Month[]
  tally: Tally
}

interface Standings {
  /** As of this act of history, but for `written`, and by these rules. */
  actId: number
  rules: string
  /** Visits that were written since they were read. */
  written: number[]
  /** Every visit below this id is read. */
  upTo: number
  /** By the id of a visit: the place of its month among `all`, and one; 0 of what is no counted visit. */
  months: Uint16Array
  /** The day it begins; 0 while it is not known. */
  days: Uint8Array
  /** The place of its kind; of a report that is not in that of one that is missing. */
  kinds: Int32Array
  /** The last day for a report that is not in (20241231), else 0. */
  dues: Int32Array
  /** Its pieces of coverage. */
  pieces: Uint16Array
  all: Month[]
  years: Map<PartialDate, Year>
  monthPlaces: Map<PartialDate, number>
  known: Kind[]
  kindPlaces: Map<string, number>
}

/** The tallies of a scope on a day; undefined while too many visits have not been read yet. */
export function tallyStanding(db: Db, scope: Scope, day: string): VisitTally[] | undefined {
  const standings = standingsOf(db)
  if (!standings) return undefined
  const { days, kinds, dues, pieces, years, known } = standings
  const within = daysWithin(narrowest(scope))
  const today = dayNumber(day)
  const sum = noTally()
  for (const { months, tally } of years.values()) {
    const asked = months.map(({ period }) => within(period))
    const isWhole = asked.every((days) => days === null)
    if (isWhole) addAll(sum, tally)
    months.forEach((month, nth) => {
      const those = asked[nth]
      if (those === undefined) return
      const isWithin = (visit: number) => those === null || isDayOf(those, days[visit]!)
      if (those)
        for (const visit of month.visits) if (isWithin(visit)) add(sum, kinds[visit]!, 1, pieces[visit]!)
      if (!those && !isWhole) addAll(sum, month.tally)
      for (const visit of month.awaited) {
        if (dues[visit]! < today || !isWithin(visit)) continue
        const ahead = placeOf(standings, { ...known[kinds[visit]!]!, punctuality: 'ahead' })
        add(sum, kinds[visit]!, -1, -pieces[visit]!)
        add(sum, ahead, 1, pieces[visit]!)
      }
    })
  }
  const asked = unitsAsked(db, scope) ?? unitsOf(db)?.units
  const units = asked && new Set(asked)
  return known.flatMap((kind, place) => {
    const count = sum.counts[place] ?? 0
    return count > 0 && (!units || units.has(kind.unitId))
      ? [{ ...kind, count, coverageItems: sum.coverage[place] ?? 0 }]
      : []
  })
}

const noTally = (): Tally => ({ counts: [], coverage: [] })

function add({ counts, coverage }: Tally, kind: number, count: number, pieces: number) {
  while (counts.length <= kind) {
    counts.push(0)
    coverage.push(0)
  }
  counts[kind]! += count
  coverage[kind]! += pieces
}

function addAll(to: Tally, { counts, coverage }: Tally) {
  for (let kind = 0; kind < counts.length; kind++) add(to, kind, counts[kind]!, coverage[kind]!)
}

const dayNumber = (day: string): number => Number(day.replaceAll('-', ''))

// ── What is held ──────────────────────────────────────────────────────────

const memories = new WeakMap<Db, Standings>()

/** So many visits are read while somebody waits; more of them in steps of so many. */
const AT_ONCE = 5000
const A_STEP = 400
/** Beyond so many that were written since, all are read anew. */
const MOST_WRITTEN = 50_000

function standingsOf(db: Db): Standings | undefined {
  const whole = wholeOf(db)
  // What a transaction reads may never come to be, and what a past says is asked once.
  if (db.$client.inTransaction || isPast(whole)) return undefined
  const standings = upToDate(whole)
  if (leftOf(whole, standings) <= AT_ONCE) while (leftOf(whole, standings)) read(whole, standings, AT_ONCE)
  if (!leftOf(whole, standings)) return standings
  if (!reading.has(standings)) void inShortSteps(readingOn(whole, standings))
  return undefined
}

/** Reads what the first page of shares would have to wait for. */
export const warmStandings = (db: Db): Generator<void> => readingOn(db, upToDate(db))

const reading = new WeakSet<Standings>()

function* readingOn(db: Db, standings: Standings): Generator<void> {
  reading.add(standings)
  // Others may have been begun with meanwhile.
  while (db.$client.open && memories.get(db) === standings && leftOf(db, standings)) {
    read(db, standings, A_STEP)
    yield
  }
  reading.delete(standings)
}

function upToDate(whole: Db): Standings {
  const actId = lastActId(whole)
  const rules = rulesOfReports(whole)
  const before = memories.get(whole)
  const written =
    before && before.actId <= actId && before.rules === rules
      ? visitsSince(whole, before.actId, MOST_WRITTEN)
      : undefined
  if (before && written) {
    before.written.push(...written)
    before.actId = actId
    return before
  }
  const standings = {
    actId,
    rules,
    written: [],
    upTo: 0,
    months: new Uint16Array(0),
    days: new Uint8Array(0),
    kinds: new Int32Array(0),
    dues: new Int32Array(0),
    pieces: new Uint16Array(0),
    all: [],
    years: new Map<PartialDate, Year>(),
    monthPlaces: new Map<PartialDate, number>(),
    known: [],
    kindPlaces: new Map<string, number>(),
  }
  memories.set(whole, standings)
  return standings
}

const leftOf = (db: Db, { written, upTo }: Standings) =>
  written.length + Math.max(0, lastVisit(db) + 1 - upTo)

const lastVisit = (db: Db): number =>
  prepared(db, 'last visit', () =>
    db.$client.prepare<[], number>('select coalesce(max(id), 0) from delegations').pluck(),
  ).get()!

/** Reads some of what is left. */
function read(db: Db, standings: Standings, most: number) {
  makeRoom(standings, lastVisit(db))
  const { upTo } = standings
  const dueAfter = dueAfterIn(db)
  const again = standings.written.splice(0, most).filter((id) => id < upTo)
  for (const id of again) takeOut(standings, id)
  for (const visit of readAmong(db, again)) putIn(standings, visit, dueAfter)
  const rest = most - again.length
  if (rest <= 0) return
  for (const visit of readBetween(db, upTo, upTo + rest - 1)) putIn(standings, visit, dueAfter)
  standings.upTo = Math.min(upTo + rest, lastVisit(db) + 1)
}

function makeRoom(standings: Standings, last: number) {
  if (last < standings.kinds.length) return
  const size = Math.ceil((last + 1) * 1.25)
  const widened = <Column extends Uint8Array | Uint16Array | Int32Array>(column: Column, wider: Column) => {
    wider.set(column)
    return wider
  }
  standings.months = widened(standings.months, new Uint16Array(size))
  standings.days = widened(standings.days, new Uint8Array(size))
  standings.kinds = widened(standings.kinds, new Int32Array(size))
  standings.dues = widened(standings.dues, new Int32Array(size))
  standings.pieces = widened(standings.pieces, new Uint16Array(size))
}

function putIn(standings: Standings, visit: Read, dueAfter: DueAfter) {
  const { months, days, kinds, dues, pieces, all } = standings
  const { id, startsOn, unitId, direction, reportStatus, outcome, coverageItems } = visit
  const reported = reportStatus === null ? null : { ...visit, reportStatus }
  // Long after all of them: whose report is not in by then, misses its last day.
  const punctuality = reported && punctualityOf(dueAfter, reported, LONG_AFTER)
  const isAwaited = reported && punctuality === 'missing'
  const kind = placeOf(standings, {
    unitId,
    direction,
    punctuality,
    outcome,
    isCovered: Number(coverageItems > 0),
  })
  const place = monthPlaceOf(standings, startsOn.slice(0, 7))
  months[id] = place + 1
  days[id] = Number(startsOn.slice(8))
  kinds[id] = kind
  dues[id] = isAwaited ? dayNumber(latestDue(dueAfter, reported)) : 0
  pieces[id] = coverageItems
  const month = all[place]!
  month.visits.add(id)
  for (const { tally } of [month, month.year]) add(tally, kind, 1, coverageItems)
  if (isAwaited) month.awaited.add(id)
}

/** Takes a visit out of what is counted. */
function takeOut({ months, kinds, pieces, all }: Standings, id: number) {
  const month = all[months[id]! - 1]
  if (!month) return
  month.visits.delete(id)
  month.awaited.delete(id)
  for (const { tally } of [month, month.year]) add(tally, kinds[id]!, -1, -pieces[id]!)
  months[id] = 0
}

function monthPlaceOf({ all, years, monthPlaces }: Standings, period: PartialDate): number {
  let place = monthPlaces.get(period)
  if (place === undefined) {
    const of = yearOf(period)
    let year = years.get(of)
    if (!year) years.set(of, (year = { months: [], tally: noTally() }))
    const month = { period, visits: new Set<number>(), tally: noTally(), awaited: new Set<number>(), year }
    year.months.push(month)
    place = all.push(month) - 1
    monthPlaces.set(period, place)
  }
  return place
}

function placeOf({ known, kindPlaces }: Standings, kind: Kind): number {
  const { unitId, direction, punctuality, outcome, isCovered } = kind
  const name = `${unitId} ${direction} ${punctuality} ${outcome} ${isCovered}`
  let place = kindPlaces.get(name)
  if (place === undefined) {
    place = known.push({ unitId, direction, punctuality, outcome, isCovered }) - 1
    kindPlaces.set(name, place)
  }
  return place
}

const LONG_AFTER = '9999-12-31'

// ── Reading ───────────────────────────────────────────────────────────────

type Read = Omit<Reported, 'reportStatus'> &
  Pick<VisitTally, 'unitId' | 'outcome' | 'coverageItems'> & { id: number; reportStatus: ReportStatus | null }

const readAmong = (db: Db, ids: number[]): Read[] =>
  ids.length
    ? prepared(db, 'standings among', () =>
        counted(db, sql`${delegations.id} in (select value from json_each(${sql.placeholder('ids')}))`),
      ).all({ ids: JSON.stringify(ids) })
    : []

const readBetween = (db: Db, first: number, last: number): Read[] =>
  prepared(db, 'standings between', () =>
    counted(db, between(delegations.id, sql.placeholder('first'), sql.placeholder('last'))),
  ).all({ first, last })

const counted = (db: Db, which: SQL) =>
  db
    .select({
      id: delegations.id,
      unitId: delegations.unitId,
      direction: delegations.direction,
      status: delegations.status,
      startsOn: delegations.startsOn,
      endsOn: delegations.endsOn,
      extendedTo,
      reportStatus: visitReports.status,
      submittedOn: visitReports.submittedOn,
      outcome,
      coverageItems: coverageCount,
    })
    .from(delegations)
    .leftJoin(visitReports, eq(visitReports.delegationId, delegations.id))
    .where(and(eq(delegations.isCounted, true), which))
    .prepare()
