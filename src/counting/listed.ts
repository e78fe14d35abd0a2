import { and, countDistinct, eq, sql } from 'drizzle-orm'
import { type Db, prepared, remembered, rememberedCounts } from '../db/open.ts'
import { delegations, type Direction, directions, type Status } from '../delegations/delegation.ts'
import {
  type DelegationFilters,
  isNamedWhole,
  matching,
  shapeOf,
  unitsAsked,
  valuesFor,
} from '../delegations/filters.ts'
import { participants } from '../participants/participant.ts'
import { namedPeople, nobody, type Persons } from './named-people.ts'
import { narrowest } from './periods.ts'
import { type BothWays, bothWays, type Counts, nothing, plus, type Uncounted, whyUncounted } from './rules.ts'

/** What a list of visits holds: its figures, how many rows it lists, and by year. */
export interface Listed extends BothWays {
  rows: number
  rowsOutbound: number
  rowsInbound: number
  /** Rows that count as nothing, by why (C10, C11). */
  uncounted: Record<Uncounted, number>
  byYear: Map<string, Counts & { rows: number; ahead: number }>
}

/** What visits add up to, in a statement over them. */
export const figureColumns = {
  delegations: sql<number>`sum(${delegations.isCounted})`,
  personTrips: sql<number>`coalesce(sum(iif(${delegations.arePeopleCounted}, ${delegations.personTripCount}, 0)), 0)`,
  unknownPeople: sql<number>`sum(${delegations.arePeopleCounted} and ${delegations.personTripCount} is null)`,
}

/** The figures at the head of a list, from the very rows it lists. */
export function countListed(db: Db, filters: DelegationFilters): Listed {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  return remembered(db, `listed ${shape} ${JSON.stringify(values)}`, () => {
    const { direction } = filters
    // A list stands beside those of the other direction and of both: they are counted together.
    const rows = countedRows(db, { ...filters, direction: [] }).filter(
      (row) => direction.length === 0 || direction.includes(row.direction),
    )
    const listed: Listed = {
      ...bothWays(),
      rows: 0,
      rowsOutbound: 0,
      rowsInbound: 0,
      uncounted: { ahead: 0, postponed: 0, cancelled: 0, excluded: 0, peopleOnly: 0 },
      byYear: new Map(),
    }
    for (const row of rows) {
      listed[row.direction] = plus(listed[row.direction], row)
      listed.rows += row.rows
      if (row.direction === 'outbound') listed.rowsOutbound += row.rows
      else listed.rowsInbound += row.rows
      const why = whyUncounted(row.status, row.countsAs)
      if (why) listed.uncounted[why] += row.rows
      const year = listed.byYear.get(row.year) ?? { ...nothing, rows: 0, ahead: 0 }
      listed.byYear.set(row.year, {
        ...plus(year, row),
        rows: year.rows + row.rows,
        ahead: year.ahead + (why === 'ahead' ? row.rows : 0),
      })
    }
    return listed
  })
}

const passing: ReadonlySet<Status> = new Set(['planned', 'submitted', 'approved', 'underway'])

/** Whether only steps are asked for that every visit soon leaves behind: of few in a large register it is so. */
export const arePassing = ({ status }: Pick<DelegationFilters, 'status'>): boolean =>
  status.length > 0 && status.every((one) => passing.has(one))

function countedRows(db: Db, filters: DelegationFilters) {
  const values = valuesFor(db, filters)
  // In the order of `delegations_counted` nothing need be sorted, even for every unit; those of which there are few are
  // looked up, and sorted.
  const areFew = arePassing(filters)
  const shape = `${shapeOf(db, filters)} ${areFew}`
  const startYear = sql<string>`substr(${delegations.startsOn}, 1, 4)`
  return remembered(db, `counted rows ${shape} ${JSON.stringify(values)}`, () =>
    prepared(db, `counted rows ${shape}`, () =>
      db
        .select({
          year: startYear,
          direction: delegations.direction,
          status: delegations.status,
          countsAs: delegations.countsAs,
          rows: sql<number>`count(*)`,
          ...figureColumns,
        })
        .from(delegations)
        .where(matching(db, filters))
        .groupBy(
          areFew ? sql`+${delegations.unitId}` : delegations.unitId,
          startYear,
          delegations.direction,
          delegations.status,
          delegations.countsAs,
        )
        .prepare(),
    ).all(values),
  )
}

/** How many rows of a table by country or by partner a visit stands in: one for each of them, or that of those without. */
const rowsOfTable = {
  countries: sql`max(1, (select count(*) from delegation_countries link where link.delegation_id = ${delegations.id}))`,
  partners: sql`max(1, ${delegations.partnerCount})`,
}

/** What the visits of a list come to in a table by country or by partner, which has each of them in several rows (C8). */
export function countInRows(
  db: Db,
  filters: DelegationFilters,
  of: keyof typeof rowsOfTable,
): Pick<Counts, 'delegations' | 'personTrips'> {
  const values = valuesFor(db, filters)
  const shape = `in rows of ${of} ${shapeOf(db, filters)}`
  const rows = rowsOfTable[of]
  return remembered(db, `${shape} ${JSON.stringify(values)}`, () =>
    prepared(db, shape, () =>
      db
        .select({
          delegations: sql<number>`coalesce(sum(${delegations.isCounted} * ${rows}), 0)`,
          personTrips: sql<number>`coalesce(sum(iif(${delegations.arePeopleCounted}, ${delegations.personTripCount}, 0) * ${rows}), 0)`,
        })
        .from(delegations)
        .where(matching(db, filters))
        .prepare(),
    ).get(values)!,
  )
}

/** C3: the distinct people of a list's counted visits, with how much of it is named. */
export function countPersons(db: Db, filters: DelegationFilters): Persons {
  const values = valuesFor(db, filters)
  const shape = shapeOf(db, filters)
  const isOfScope = Object.entries(filters).every(([name, asked]) => ofScope.has(name) || !asked.length)
  if (isOfScope) {
    const { direction } = filters
    const ways = (Object.keys(directions) as Direction[]).filter(
      (way) => !direction.length || direction.includes(way),
    )
    return rememberedCounts(db, `persons ${shape} ${JSON.stringify(values)} ${ways.join()}`, () =>
      namedPeople(db, { ...narrowest(filters), units: unitsAsked(db, filters) }, ways),
    )
  }
  return remembered(db, `persons ${shape} ${JSON.stringify(values)}`, () => {
    const row = prepared(db, `persons ${shape}`, () =>
      db
        .select(personFigures)
        .from(delegations)
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .where(and(matching(db, filters), areAllNamed()))
        .prepare(),
    ).get(values)
    return row ?? nobody
  })
}

// What is asked for otherwise (words, a step of its life) may change while what is counted does not.
const ofScope = new Set(['from', 'to', 'unit', 'scope', 'direction'])

const personFigures = {
  persons: countDistinct(participants.personId),
  personsKnownIn: countDistinct(delegations.id),
  personTripsNamed: sql<number>`count(*)`,
}

const travelled = and(eq(participants.side, 'delegation'), eq(participants.hasTravelled, true))
// Put together when it is asked for: what filters and this file say of each other may be read in either order.
const areAllNamed = () => and(eq(delegations.arePeopleCounted, true), travelled, isNamedWhole)
