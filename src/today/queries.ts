import { and, asc, type Column, eq, gte, inArray, lt, lte, or, sql } from 'drizzle-orm'
import { listChecklistAttention } from '../checklists/attention.ts'
import { addDays, daysBetween, lastDay } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { countFollowUpAttention, listFollowUpAttention } from '../follow-ups/attention.ts'
import { countReportAttention, listReportAttention } from '../visit-reports/attention.ts'
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

const lastDayOf = (date: Column) => sql<string>`case length(${date}) when 4 then ${date} || '-12-31'
  when 7 then date(${date} || '-01', '+1 month', '-1 day') else ${date} end`
// The day that should have come: of a visit under way its end, else its start; the last day either may mean. Every unit
// is named, so that an index of units, steps and starts holds all that is asked of those yet to leave.
const isOvertaken = or(
  and(
    sql`${delegations.unitId} in (select id from units)`,
    inArray(delegations.status, ['planned', 'submitted', 'approved', 'postponed']),
    lt(delegations.startsOn, sql.placeholder('today')),
    lt(lastDayOf(delegations.startsOn), sql.placeholder('today')),
  ),
  and(eq(delegations.status, 'underway'), lt(lastDayOf(delegations.endsOn), sql.placeholder('today'))),
)

/** Visits whose day has come while they are still written down as planned, or as under way. */
function listStepAttention(db: Db, today: string): Attention[] {
  return prepared(db, 'overtaken', () =>
    db
      .select({
        id: delegations.id,
        code: delegations.code,
        direction: delegations.direction,
        title: delegations.title,
        status: delegations.status,
        startsOn: delegations.startsOn,
        endsOn: delegations.endsOn,
      })
      .from(delegations)
      .where(isOvertaken)
      .orderBy(asc(delegations.startsOn))
      .prepare(),
  )
    .all({ today })
    .map((row) => ({ ...row, on: lastDay((row.status === 'underway' && row.endsOn) || row.startsOn) }))
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

const countStepAttention = (db: Db, today: string, most: number): number =>
  prepared(db, 'first overtaken', () =>
    db
      .select({ id: delegations.id })
      .from(delegations)
      .where(isOvertaken)
      .limit(sql.placeholder('most'))
      .prepare(),
  ).all({ today, most }).length

/** The same under a heading for each consequence that there is. */
export const groupedAttention = (db: Db, today: string) =>
  [...Map.groupBy(listAttention(db, today), ({ consequence }) => consequence)].map(
    ([consequence, items]) => ({ consequence, words: consequences[consequence], items }),
  )

/** Beyond so many a number beside the menu tells nobody more; the first page says how many there are. */
const MOST_COUNTED = 99

/**
 * How many things want somebody, as every page says it beside its menu: counted anew after each write, and so never
 * further than it is told.
 */
export const countAttention = (db: Db, today: string): { count: number; areMore: boolean } =>
  remembered(db, `attention count ${today}`, () => {
    const parts = [
      countStepAttention,
      countFollowUpAttention,
      countReportAttention,
      () => listPreparationAttention(db, today).length,
      () => listChecklistAttention(db, today).length,
    ]
    let count = 0
    for (const countPart of parts) {
      if (count <= MOST_COUNTED) count += countPart(db, today, MOST_COUNTED + 1 - count)
    }
    return { count: Math.min(count, MOST_COUNTED), areMore: count > MOST_COUNTED }
  })

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
