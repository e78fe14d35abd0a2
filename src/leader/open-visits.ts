import type { Stretch } from '../counting/periods.ts'
import { highestWithin, lowestWithin, type PartialDate } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Status } from '../delegations/delegation.ts'
import { placeIn } from '../ordered.ts'

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

/** What is open, by its id, and by its step in the order in which it starts. */
interface Open {
  byId: Map<number, OpenVisit>
  inTime: Map<Status, OpenVisit[]>
}

const openVisits = (db: Db, which: keyof typeof sources): Open =>
  keptByVisit(db, {
    name: `open visits: ${which}`,
    asOf: null,
    anew() {
      const visits = db.$client.prepare<[], OpenVisit>(sources[which]).all().toSorted(inTurn)
      return {
        byId: new Map(visits.map((visit) => [visit.id, visit])),
        inTime: Map.groupBy(visits, ({ status }) => status),
      }
    },
    again(open, visitIds) {
      const { byId, inTime } = open
      for (const id of visitIds) {
        const visit = byId.get(id)
        if (!visit) continue
        byId.delete(id)
        const others = inTime.get(visit.status)!
        others.splice(placeIn(others, visit, inTurn), 1)
      }
      const written = prepared(db, `open visits: ${which}, among`, () =>
        db.$client.prepare<[string], OpenVisit>(
          `${sources[which]} and +visit.id in (select value from json_each(?))`,
        ),
      ).all(JSON.stringify(visitIds))
      for (const visit of written) {
        byId.set(visit.id, visit)
        const others = inTime.get(visit.status)
        if (others) others.splice(placeIn(others, visit, inTurn), 0, visit)
        else inTime.set(visit.status, [visit])
      }
      return open
    },
  })

type Place = Pick<OpenVisit, 'startsOn' | 'id'>

// As the list sorts them.
const inTurn = (one: Place, other: Place): number =>
  one.startsOn === other.startsOn ? one.id - other.id : one.startsOn < other.startsOn ? -1 : 1

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
  const isOfUnits = ofUnits(units)
  const { inTime } = openVisits(db, 'passing')
  const low = within.from ? lowestWithin(within.from) : ''
  const { below, wider } = within.to ? highestWithin(within.to) : { below: '~', wider: [] }
  const found = status.map((one) => {
    const visits = inTime.get(one) ?? []
    const [first, last] = [low, below].map((startsOn) => placeIn(visits, { startsOn, id: 0 }, inTurn))
    return visits.slice(first, last).filter((visit) => isOfUnits(visit) && !wider.includes(visit.startsOn))
  })
  return {
    count: found.reduce((sum, { length }) => sum + length, 0),
    first: found
      .flatMap((visits) => visits.slice(0, most))
      .toSorted(inTurn)
      .slice(0, most)
      .map(({ id }) => id),
  }
}

export function countToApprove(db: Db, units: number[] | undefined): number {
  const waiting = openVisits(db, 'toApprove').byId
  return units ? [...waiting.values()].filter(ofUnits(units)).length : waiting.size
}

function ofUnits(units: number[] | undefined) {
  const asked = units && new Set(units)
  return ({ unitId }: OpenVisit) => !asked || asked.has(unitId)
}
