import { FORGOTTEN_AFTER, tookPlace } from '../counting.ts'
import { addDays } from '../dates.ts'
import { visitsSince } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import { instantOf, lastActAt, registerAt } from '../db/past-register.ts'
import { wholeOf } from '../db/scope.ts'
import { comparingPartners } from '../partners/likely-duplicates.ts'
import { batchesOf } from '../web/export.ts'
import type { Acceptance, Kind } from './contradiction.ts'
import { figureContradictions } from './figures.ts'
import { type DeskFilters, rowsAmong } from './filters.ts'
import type { Found } from './found.ts'
import { type FoundOfVisits, lastVisit, latestFirst } from './kept-by-visit.ts'
import { decided, inSight, listAcceptances, searches, within } from './queries.ts'
import { partnersTypedTwice } from './same-partner.ts'
import { lateReports } from './visits.ts'

// The desk as it stood at the end of a day: each side as it is read on its own day. Of visits, only those are looked at
// that may be another matter now; of all others both sides say the same.

/** The visits of which the desk of a day may say something else than that of `today`. */
export function visitsThatMayDiffer(db: Db, at: string, today: string): number[] {
  const whole = wholeOf(db)
  const written = visitsSince(whole, lastActAt(whole, instantOf(at)), ANY_NUMBER)!
  const accepted = acceptedSince(db, at).flatMap(({ key }) => visitsOfKey(key))
  return [...new Set([...written, ...reachedSince(whole, at, today), ...accepted])].toSorted(
    (one, other) => one - other,
  )
}

const ANY_NUMBER = 1e9

/** What was accepted since, or is no longer accepted as it was. */
function acceptedSince(db: Db, at: string): Acceptance[] {
  const [then, now] = [listAcceptances(registerAt(db, at)), listAcceptances(db)]
  const told = (acceptance: Acceptance) =>
    JSON.stringify([acceptance.key, acceptance.facts, acceptance.acceptedAt])
  const [before, after] = [new Set(then.map(told)), new Set(now.map(told))]
  return [...then.filter((one) => !after.has(told(one))), ...now.filter((one) => !before.has(told(one)))]
}

/** What stands accepted since a day, by what it is about. */
export function acceptancesOf(db: Db, at: string): Map<string, Acceptance> {
  const since = acceptedSince(db, at)
  const now = new Set(listAcceptances(db).map(({ acceptedAt, key }) => `${acceptedAt} ${key}`))
  return new Map(
    since.flatMap((one) => (now.has(`${one.acceptedAt} ${one.key}`) ? [[one.key, one] as const] : [])),
  )
}

/** What history tells of a row by. */
export function recordsOf(key: string, acceptances: Map<string, Acceptance>) {
  const [kind, ids] = key.split(':') as [Kind, string]
  const table = isOfVisits(kind) ? 'delegations' : kind === 'samePartner' ? 'partners' : 'opening_figures'
  const accepted = acceptances.get(key)
  return [
    ...ids.split(',').flatMap((id) => (/^\d+$/.test(id) ? [{ table, id: Number(id) }] : [])),
    ...(accepted ? [{ table: 'accepted_contradictions', id: accepted.id }] : []),
  ]
}

function visitsOfKey(key: string): number[] {
  const [kind, ids] = key.split(':') as [string, string]
  return isOfVisits(kind) ? ids.split(',').map(Number) : []
}

const ofOthers = new Set(['figuresClash', 'figureBelowVisits', 'partnersDiffer', 'samePartner'])
const isOfVisits = (kind: string) => !ofOthers.has(kind)

/** Those that nobody need have written in since: their day has come, or has been past for long. More rather than fewer. */
function reachedSince(whole: Db, at: string, today: string): number[] {
  const find = prepared(whole, 'visits whose day has come', () =>
    whole.$client
      .prepare<object, number>(
        `select id from delegations where starts_on > :at and status in (select value from json_each(:tookPlace))
         union select id from delegations
           where status in ('planned', 'submitted', 'approved', 'underway', 'postponed')
             and coalesce(ends_on, starts_on) >= :year and coalesce(ends_on, starts_on) < :forgotten`,
      )
      .pluck(),
  )
  return find.all({
    at,
    tookPlace: JSON.stringify(tookPlace),
    // Of a year nobody knows more of, its last day counts.
    year: addDays(at, -FORGOTTEN_AFTER).slice(0, 4),
    forgotten: addDays(today, -FORGOTTEN_AFTER),
  })
}

/** A side of the comparison. */
interface Side {
  /** As of which day. */
  day: string
  /** As of which day days are counted in words, so that they are the same on both sides. */
  told: string
  visitIds: number[]
}

/** The rows that the filters mean on a side of the comparison, as far as they may differ; some visits at a time. */
export function* rowsThatMayDiffer(
  register: Db,
  { day, told, visitIds }: Side,
  filters: DeskFilters,
): Generator<void, Found[]> {
  const whole = wholeOf(register)
  const found = new Map<string, FoundOfVisits>()
  const areMost = visitIds.length * DEARER > lastVisit(whole)
  for (const search of searches(day)) {
    if (areMost) for (const one of yield* search.inSteps(whole)) found.set(one.key, one)
    else
      for (const some of batchesOf(visitIds, A_STEP)) {
        for (const one of search.around(whole, some)) found.set(one.key, one)
        yield
      }
  }
  yield* comparingPartners(whole)
  const all = [
    ...figureContradictions(register),
    ...inSight(register, [...found.values()]).toSorted(latestFirst),
    ...partnersTypedTwice(register),
    ...lateReports(register, day, told),
  ]
  yield
  return rowsAmong(within(register, filters, decided(register, all)), filters)
}

const A_STEP = 200
/** So much more a visit costs where it is picked out than where all are gone through. */
const DEARER = 8
