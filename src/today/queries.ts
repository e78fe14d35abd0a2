import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm'
import { listChecklistAttention } from '../checklists/attention.ts'
import { addDays, daysBetween } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { listFollowUpAttention } from '../follow-ups/attention.ts'
import { listReportAttention } from '../visit-reports/attention.ts'
import { listPreparationAttention } from '../warnings/preparation.ts'
import { type Attention, byConsequence, consequences, unrecorded } from './attention.ts'

/** How far ahead visits are shown: six weeks. */
export const AHEAD = 42

/** What wants somebody today in all rooms, the worst consequence first. */
export const listAttention = (db: Db, today: string): Attention[] =>
  remembered(db, `attention ${today}`, () =>
    [
      ...listReportAttention(db, today),
      ...listFollowUpAttention(db, today),
      ...listChecklistAttention(db, today),
      ...listPreparationAttention(db, today),
      ...listStepAttention(db, today),
    ].toSorted(byConsequence),
  )

/** Visits whose day has come while they are still written down as planned, or as under way. */
function listStepAttention(db: Db, today: string): Attention[] {
  // The day that should have come: of a visit under way its end, else its start; the last day either may mean.
  const due = sql`iif(${delegations.status} = 'underway', ${delegations.endsOn}, ${delegations.startsOn})`
  const lastDayOf = sql<string>`case length(${due}) when 4 then ${due} || '-12-31'
      when 7 then date(${due} || '-01', '+1 month', '-1 day') else ${due} end`
  return prepared(db, 'overtaken', () =>
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
      id: row.id,
      code: row.code,
      direction: row.direction,
      title: { text: '{name}', gaps: { name: row.title } },
      href: `/delegations/${row.id}`,
      ...unrecorded(row),
      daysLate: daysBetween(row.on, today),
      consequence: 'record' as const,
      departure: null,
      act: 'Ghi bước',
      look: 'Xem đoàn',
    }))
}

/** The same under a heading for each consequence that there is. */
export const groupedAttention = (db: Db, today: string) =>
  [...Map.groupBy(listAttention(db, today), ({ consequence }) => consequence)].map(
    ([consequence, items]) => ({ consequence, words: consequences[consequence], items }),
  )

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
