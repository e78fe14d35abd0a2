import { startsWithin, type Stretch } from '../counting/periods.ts'
import type { PartialDate } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Status } from '../delegations/delegation.ts'

// What is still before a leader is a small part of a register, however large it is: it is kept between looks.

interface OpenVisit {
  id: number
  unitId: number
  status: Status
  startsOn: PartialDate
}

const visitsFrom = (source: string) =>
  `select visit.id, visit.unit_id unitId, visit.status, visit.starts_on startsOn from ${source}`
const sources = {
  passing: visitsFrom(
    `delegations visit where visit.status in ('planned', 'submitted', 'approved', 'underway')`,
  ),
  toApprove: visitsFrom(
    `visit_reports report join delegations visit on visit.id = report.delegation_id where report.status = 'submitted'`,
  ),
}

/** Visits that have not come back yet, or whose report waits to be approved, by their ids. */
const openVisits = (db: Db, which: keyof typeof sources): Map<number, OpenVisit> =>
  keptByVisit(db, {
    name: `open visits: ${which}`,
    asOf: null,
    anew: () => byId(db.$client.prepare<[], OpenVisit>(sources[which]).all()),
    again(before, visitIds) {
      for (const id of visitIds) before.delete(id)
      const written = prepared(db, `open visits: ${which}, among`, () =>
        db.$client.prepare<[string], OpenVisit>(
          `${sources[which]} and +visit.id in (select value from json_each(?))`,
        ),
      ).all(JSON.stringify(visitIds))
      for (const visit of written) before.set(visit.id, visit)
      return before
    },
  })

const byId = (visits: OpenVisit[]) => new Map(visits.map((visit) => [visit.id, visit]))

/** How many there are, and the ids of the first of them to start. */
export interface Found {
  count: number
  first: number[]
}

/** The visits of some units, undefined for all, that stand at one of some steps and surely start within a stretch. */
export function findPassing(
  db: Db,
  units: number[] | undefined,
  { status, within, most }: { status: Status[]; within: Stretch; most: number },
): Found {
  const isWithin = startsWithin(within)
  const isOfUnits = ofUnits(units)
  const first: OpenVisit[] = []
  let count = 0
  for (const visit of openVisits(db, 'passing').values()) {
    if (!status.includes(visit.status) || !isOfUnits(visit) || !isWithin(visit.startsOn)) continue
    count++
    if (first.length === most && isBefore(first.at(-1)!, visit)) continue
    if (first.length === most) first.pop()
    first.splice(first.findLastIndex((other) => isBefore(other, visit)) + 1, 0, visit)
  }
  return { count, first: first.map(({ id }) => id) }
}

// As the list sorts them.
const isBefore = (one: OpenVisit, other: OpenVisit) =>
  one.startsOn === other.startsOn ? one.id < other.id : one.startsOn < other.startsOn

export function countToApprove(db: Db, units: number[] | undefined): number {
  const waiting = openVisits(db, 'toApprove')
  return units ? [...waiting.values()].filter(ofUnits(units)).length : waiting.size
}

function ofUnits(units: number[] | undefined) {
  const asked = units && new Set(units)
  return ({ unitId }: OpenVisit) => !asked || asked.has(unitId)
}
