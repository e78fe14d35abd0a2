import { and, eq, inArray, sql } from 'drizzle-orm'
import { daysBetween, lastDay } from '../dates.ts'
import { keptByVisit } from '../db/kept-by-visit.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations, type Direction, directions } from '../delegations/delegation.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import { type Asked, cursor, id, oneOf, readCursor, writeCursor } from '../web/listing.ts'
import { ladderOn, reportDueOn } from './deadline.ts'
import { type Rung, rungOf, rungs } from './ladder.ts'
import { dueAfterIn } from './punctuality.ts'
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
  const ladder = ladderOn(db, today)
  const dueAfter = dueAfterIn(db)
  const counts: Record<Rung, number> = { escalated: 0, overdue: 0, today: 0, soon: 0, ahead: 0 }
  const rungs = new Map<string, Rung>()
  for (const { direction, unitId, lastOn, extendedTo } of awaited(db).values()) {
    if (!isAsked(filters.direction, direction) || !isAsked(filters.unit, unitId)) continue
    const byRule = dueAfter(direction, lastOn)
    const dueOn = extendedTo !== null && extendedTo > byRule ? extendedTo : byRule
    let rung = rungs.get(dueOn)
    if (!rung) rungs.set(dueOn, (rung = rungOf(dueOn, today, ladder)))
    counts[rung] += 1
  }
  return counts
}

/** What the deadline of an awaited report depends on. */
interface Awaited {
  direction: Direction
  unitId: number
  /** The last day that its visit may have had. */
  lastOn: string
  extendedTo: string | null
}

const awaited = (db: Db): Map<number, Awaited> =>
  keptByVisit(db, {
    name: 'awaited reports',
    asOf: null,
    anew: () => readAwaited(db, null),
    again(before, visitIds) {
      const now = readAwaited(db, visitIds)
      for (const id of visitIds) before.delete(id)
      for (const [id, report] of now) before.set(id, report)
      return before
    },
  })

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
