import { and, eq, inArray, sql } from 'drizzle-orm'
import { daysBetween, lastDay } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { delegations, type Direction, directions } from '../delegations/delegation.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import { type Asked, cursor, id, oneOf, readCursor, writeCursor } from '../web/listing.ts'
import { ladderOn, reportDueOn } from './deadline.ts'
import { type Rung, rungOf, rungs } from './ladder.ts'
import { dueAfterIn, rulesOfReports } from './punctuality.ts'
import { extendedTo, reportExtensions } from './report-extension.ts'
import { awaitedStatuses, reportParts, visitReports } from './visit-report.ts'

// The reports that are awaited of visits that have come back: who is to be asked for them, and how urgently.

/** What the address of the list may ask. */
export const chaseFilters = { rung: oneOf(rungs), direction: oneOf(directions), unit: id, page: cursor }

export interface ChaseFilters {
  rung: Rung[]
  direction: Direction[]
  unit: number[]
  page: string[]
}

/** What was asked, for an address: its page is another matter. */
export const asAsked = ({ rung, direction, unit }: ChaseFilters): Asked => ({ rung, direction, unit })

export const CHASED_A_PAGE = 200

/** How many of the seven parts of the paper somebody has written in. */
const writtenParts = sql<number>`${sql.join(
  reportParts.map(
    ([, , names]) =>
      sql`(coalesce(${sql.join(
        [...names.map((name) => sql`nullif(${visitReports[name]}, '')`), sql`null`],
        sql`, `,
      )}) is not null)`,
  ),
  sql` + `,
)}`

const isAwaitedOfVisit = and(
  eq(delegations.status, 'returned'),
  inArray(visitReports.status, [...awaitedStatuses]),
)

/** Every awaited report with how it stands on a day, the latest first. */
export function listChase(db: Db, today: string) {
  return remembered(db, `chase ${today}`, () => {
    const ladder = ladderOn(db, today)
    const units = unitsById(db)
    return prepared(db, 'chase', () =>
      db
        .select({
          id: delegations.id,
          code: delegations.code,
          direction: delegations.direction,
          title: delegations.title,
          startsOn: delegations.startsOn,
          endsOn: delegations.endsOn,
          unitId: delegations.unitId,
          writerName: people.name,
          writerPost: participants.post,
          reportStatus: visitReports.status,
          writtenParts,
          extendedTo,
          extensionReason: reportExtensions.reason,
          extensionGrantedBy: reportExtensions.grantedBy,
        })
        .from(delegations)
        .innerJoin(visitReports, eq(visitReports.delegationId, delegations.id))
        .leftJoin(
          participants,
          // Who writes the report: the head of ours, the first of those who received guests. Of heads as their index says
          // it, or SQLite does not see that it is meant.
          sql`${participants.id} = iif(${delegations.direction} = 'outbound',
            (select p.id from participants p
              where p.delegation_id = ${delegations.id} and role = 'head' and side = 'delegation'),
            (select p.id from participants p where p.delegation_id = ${delegations.id} and p.side = 'host'
              order by p.role = 'interpreter', p.position limit 1))`,
        )
        .leftJoin(people, eq(people.id, participants.personId))
        .leftJoin(
          reportExtensions,
          sql`${reportExtensions.id} = (select max(e.id) from report_extensions e where e.delegation_id = ${delegations.id})`,
        )
        .where(isAwaitedOfVisit)
        .prepare(),
    )
      .all()
      .map((row) => {
        const dueOn = reportDueOn(db, row)
        const unit = unitNameAt(units.get(row.unitId)!, row.startsOn)
        return {
          ...row,
          dueOn,
          // An extension that ends before the rule's own day has no effect.
          extendedTo: row.extendedTo === dueOn ? dueOn : null,
          rung: rungOf(dueOn, today, ladder),
          daysLate: daysBetween(dueOn, today),
          unit: unit.name,
          unitEn: unit.nameEn,
        }
      })
      .toSorted((one, other) => isAfter(one, other.dueOn, other.id))
  })
}

const isAfter = (row: { dueOn: string; id: number }, dueOn: string, id: number): number =>
  row.dueOn < dueOn ? -1 : row.dueOn > dueOn ? 1 : row.id - id

export type ChasedReport = ReturnType<typeof listChase>[number]

/** The rows that the filters mean, on whatever page. */
export const chased = (db: Db, filters: ChaseFilters, today: string): ChasedReport[] =>
  listChase(db, today).filter(
    (row) =>
      isAsked(filters.rung, row.rung) &&
      isAsked(filters.direction, row.direction) &&
      isAsked(filters.unit, row.unitId),
  )

const isAsked = <Value>(asked: Value[], value: Value) => !asked.length || asked.includes(value)

/** How many rows stand on each step of the ladder, whatever step is asked for. */
export function countRungs(db: Db, filters: ChaseFilters, today: string): Record<Rung, number> {
  const counts = noRows()
  for (const { direction, unitId, rows } of standingOn(db, today).groups.values()) {
    if (!isAsked(filters.direction, direction) || !isAsked(filters.unit, unitId)) continue
    for (const rung of valuesOf(rungs)) counts[rung] += rows[rung]
  }
  return counts
}

const noRows = (): Record<Rung, number> => ({ escalated: 0, overdue: 0, today: 0, soon: 0, ahead: 0 })

/** What the deadline of an awaited report depends on. */
interface Awaited {
  direction: Direction
  unitId: number
  /** The last day that its visit may have had. */
  lastOn: string
  extendedTo: string | null
}

/** How many awaited reports of one direction and unit stand on each step. */
interface Group extends Pick<Awaited, 'direction' | 'unitId'> {
  rows: Record<Rung, number>
}

interface Standing {
  /** By the id of the visit: the group its report is counted in, and where. */
  reports: Map<number, { group: Group; rung: Rung }>
  groups: Map<string, Group>
}

/** Where every awaited report stands on a day: another day, or another rule, puts all of them elsewhere. */
function standingOn(db: Db, today: string): Standing {
  const ladder = ladderOn(db, today)
  const dueAfter = dueAfterIn(db)
  return keptByVisit(db, {
    name: 'awaited reports',
    asOf: JSON.stringify([today, ladder, rulesOfReports(db)]),
    anew() {
      const standing = { reports: new Map(), groups: new Map() }
      putIn(standing, readAwaited(db, null))
      return standing
    },
    again(standing, visitIds) {
      for (const id of visitIds) {
        const report = standing.reports.get(id)
        if (report) report.group.rows[report.rung] -= 1
        standing.reports.delete(id)
      }
      putIn(standing, readAwaited(db, visitIds))
      return standing
    },
  })

  function putIn({ reports, groups }: Standing, awaited: Map<number, Awaited>) {
    for (const [id, { direction, unitId, lastOn, extendedTo }] of awaited) {
      const name = `${direction} ${unitId}`
      let group = groups.get(name)
      if (!group) groups.set(name, (group = { direction, unitId, rows: noRows() }))
      const byRule = dueAfter(direction, lastOn)
      const rung = rungOf(extendedTo !== null && extendedTo > byRule ? extendedTo : byRule, today, ladder)
      group.rows[rung] += 1
      reports.set(id, { group, rung })
    }
  }
}

function readAwaited(db: Db, among: number[] | null): Map<number, Awaited> {
  const rows = prepared(db, `awaited ${among !== null}`, () =>
    db
      .select({
        id: delegations.id,
        direction: delegations.direction,
        unitId: delegations.unitId,
        startsOn: delegations.startsOn,
        endsOn: delegations.endsOn,
        extendedTo,
      })
      .from(delegations)
      .innerJoin(visitReports, eq(visitReports.delegationId, delegations.id))
      .where(
        and(
          among
            ? sql`${delegations.id} in (select value from json_each(${sql.placeholder('among')}))`
            : undefined,
          isAwaitedOfVisit,
        ),
      )
      .prepare(),
  ).all({ among: JSON.stringify(among) })
  return new Map(
    rows.map(({ id, startsOn, endsOn, ...row }) => [id, { ...row, lastOn: lastDay(endsOn ?? startsOn) }]),
  )
}

/** One page of the rows, with the cursor of the next. */
export function pageOf(rows: ChasedReport[], filters: ChaseFilters) {
  const at = readCursor(filters.page[0])
  const from = at ? rows.findIndex((row) => isAfter(row, String(at.value), at.id) > 0) : 0
  const shown = from < 0 ? [] : rows.slice(from, from + CHASED_A_PAGE)
  const last = shown.at(-1)
  const hasNext = last !== undefined && from + CHASED_A_PAGE < rows.length
  return { shown, next: hasNext ? writeCursor({ side: 'after', value: last.dueOn, id: last.id }) : null }
}
