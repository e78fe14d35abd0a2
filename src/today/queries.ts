import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm'
import { addDays } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { listAwaitedReports } from '../visit-reports/queries.ts'

/** How long before a report is due it appears among what wants attention. */
const SOON = 7
/** How far ahead visits are shown: six weeks. */
export const AHEAD = 42

/** One thing that wants somebody today, most pressing first. */
export interface Attention {
  kind: 'report' | 'step'
  id: number
  code: string
  direction: 'outbound' | 'inbound'
  title: string
  /** Report: due. Step: the day the visit should have started. */
  on: string
  /** Days late; negative while there is still time. */
  daysLate: number
  isStarted: boolean
}

/** Reports due by next week or late, and visits whose day has come while they are still written down as planned. */
export function listAttention(db: Db, today: string): Attention[] {
  return remembered(db, `attention ${today}`, () => {
    const reports = listAwaitedReports(db, addDays(today, SOON)).map((row) => ({
      kind: 'report' as const,
      id: row.id,
      code: row.code,
      direction: row.direction,
      title: row.title,
      on: row.dueOn,
      daysLate: daysLate(row.dueOn, today),
      isStarted: row.reportStatus === 'draft',
    }))
    // The day that should have come: of a visit under way its end, else its start; the last day either may mean.
    const due = sql`iif(${delegations.status} = 'underway', ${delegations.endsOn}, ${delegations.startsOn})`
    const lastDayOf = sql<string>`case length(${due}) when 4 then ${due} || '-12-31'
      when 7 then date(${due} || '-01', '+1 month', '-1 day') else ${due} end`
    const overtaken = prepared(db, 'overtaken', () =>
      db
        .select({
          id: delegations.id,
          code: delegations.code,
          direction: delegations.direction,
          title: delegations.title,
          status: delegations.status,
          on: lastDayOf,
        })
        .from(delegations)
        .where(
          and(
            inArray(delegations.status, ['planned', 'submitted', 'approved', 'underway', 'postponed']),
            sql`${lastDayOf} < ${sql.placeholder('today')}`,
          ),
        )
        .orderBy(asc(delegations.startsOn))
        .prepare(),
    )
      .all({ today })
      .map((row) => ({
        kind: 'step' as const,
        id: row.id,
        code: row.code,
        direction: row.direction,
        title: row.title,
        on: row.on,
        daysLate: daysLate(row.on, today),
        isStarted: row.status === 'underway',
      }))
    return [...reports, ...overtaken].toSorted(
      (one, other) => other.daysLate - one.daysLate || one.id - other.id,
    )
  })
}

const daysLate = (due: string, today: string) =>
  Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000)

export const countAttention = (db: Db, today: string) => listAttention(db, today).length

/** Visits under way, whatever is known of their dates, and those starting within six weeks, in time. */
export function listAhead(db: Db, today: string) {
  const until = addDays(today, AHEAD)
  return remembered(db, `ahead ${today}`, () =>
    prepared(db, 'ahead', () =>
      db
        .select({
          id: delegations.id,
          code: delegations.code,
          direction: delegations.direction,
          title: delegations.title,
          status: delegations.status,
          startsOn: delegations.startsOn,
          endsOn: delegations.endsOn,
          headCount: delegations.headCount,
          personTripCount: delegations.personTripCount,
        })
        .from(delegations)
        .where(
          or(
            eq(delegations.status, 'underway'),
            and(
              inArray(delegations.status, ['planned', 'submitted', 'approved']),
              sql`length(${delegations.startsOn}) = 10`,
              gte(sql`coalesce(${delegations.endsOn}, ${delegations.startsOn})`, sql.placeholder('today')),
              lte(delegations.startsOn, sql.placeholder('until')),
            ),
          ),
        )
        .orderBy(asc(delegations.startsOn), asc(delegations.id))
        .prepare(),
    ).all({ today, until }),
  )
}
