import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { tookPlace } from '../counting.ts'
import { addDays, writeDate } from '../dates.ts'
import { type Db, prepared, rememberedCatalogue } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { holidayCalendar } from '../holidays/queries.ts'
import { type Attention, consequenceFor, SOON } from '../today/attention.ts'
import type { Message } from '../web/language.ts'
import { checklistItems, isAfterwards } from './checklist-line.ts'
import { dueOn } from './dating.ts'
import { isSettled } from './meaning.ts'
import { isWanted } from './of-visit.ts'
import { titleOf } from './words.ts'

const MOST_REMEMBERED = 50_000

/**
 * Visits with something to prepare that is late, or due within a week: each once, by what is most pressing of it, and
 * how much more there is. A visit whose day nobody knows has no line with a day.
 */
export function listChecklistAttention(db: Db, today: string): Attention[] {
  const calendar = holidayCalendar(db)
  const until = addDays(today, SOON)
  // Many lines of many visits share a day and a timing, which holidays alone can change.
  const days = rememberedCatalogue(db, 'days of checklist lines', () => new Map<string, string | null>())
  if (days.size > MOST_REMEMBERED) days.clear()
  const wanted = openLines(db, until).flatMap((line) => {
    const { anchor, offset, dayKind } = line
    const key = `${anchor === 'start' ? line.startsOn : line.endsOn} ${offset} ${dayKind}`
    let due = days.get(key)
    if (due === undefined) days.set(key, (due = dueOn(line, line, calendar)))
    return due !== null && due <= until && isWanted(due, line) ? [{ ...line, due }] : []
  })
  return [...Map.groupBy(wanted, ({ id }) => id).values()].map((lines) => {
    const first = lines.reduce((most, line) => (line.due < most.due ? line : most))
    return {
      id: first.id,
      code: first.code,
      direction: first.direction,
      title: { text: '{step}: {title}', gaps: { step: titleOf(first.step), title: first.title } },
      href: `/delegations/${first.id}#checklist`,
      state: stateOf(first.owner, lines.length - 1),
      day: { text: 'hạn {date}', gaps: { date: writeDate(first.due) } },
      ...consequenceFor(first, first.due, today),
      act: 'Chuẩn bị',
      look: 'Xem đoàn',
    }
  })
}

function stateOf(owner: string | null, others: number): Message {
  if (others) return { text: 'chưa xong, cùng {count} việc chuẩn bị khác', gaps: { count: others } }
  return owner ? { text: 'chưa xong, {owner} phụ trách', gaps: { owner } } : { text: 'chưa xong' }
}

const columns = {
  id: delegations.id,
  code: delegations.code,
  direction: delegations.direction,
  title: delegations.title,
  status: delegations.status,
  startsOn: delegations.startsOn,
  endsOn: delegations.endsOn,
  step: checklistItems.title,
  owner: checklistItems.owner,
  anchor: checklistItems.anchor,
  offset: checklistItems.offset,
  dayKind: checklistItems.dayKind,
}

const mayBeOpen = and(
  sql`${checklistItems.offset} is not null`,
  sql`length(iif(${checklistItems.anchor} = 'start', ${delegations.startsOn}, ${delegations.endsOn})) = 10`,
  // A day that is surely further away need not be worked out: a working day is never so far from its calendar day.
  sql`date(iif(${checklistItems.anchor} = 'start', ${delegations.startsOn}, ${delegations.endsOn}),
    iif(${checklistItems.dayKind} = 'working' and ${checklistItems.offset} < 0, 2 * ${checklistItems.offset} - 30,
      ${checklistItems.offset}) || ' days') <= ${sql.placeholder('until')}`,
  // Asked last: it looks into the file of the visit.
  sql`not (${isSettled})`,
)

/** Every line that is open and has a day which may have come by `until`: of visits yet to leave all, of the others what comes due afterwards. */
const openLines = (db: Db, until: string) => [...linesAhead(db, until), ...linesAfterwards(db, until)]

// A cross join is gone through as it is written: there are few visits ahead, and few such lines of all the others.
const linesAhead = (db: Db, until: string) =>
  prepared(db, 'open checklist lines ahead', () =>
    db
      .select(columns)
      .from(delegations)
      .crossJoin(checklistItems)
      .where(
        and(
          inArray(delegations.status, ['planned', 'submitted', 'approved', 'postponed']),
          eq(checklistItems.delegationId, delegations.id),
          eq(checklistItems.state, 'open'),
          mayBeOpen,
        ),
      )
      .orderBy(asc(delegations.id), asc(checklistItems.position))
      .prepare(),
  ).all({ until })

const linesAfterwards = (db: Db, until: string) =>
  prepared(db, 'open checklist lines afterwards', () =>
    db
      .select(columns)
      .from(checklistItems)
      .crossJoin(delegations)
      .where(
        and(
          eq(checklistItems.state, 'open'),
          isAfterwards,
          eq(delegations.id, checklistItems.delegationId),
          inArray(delegations.status, [...tookPlace]),
          mayBeOpen,
        ),
      )
      .orderBy(asc(checklistItems.delegationId), asc(checklistItems.position))
      .prepare(),
  ).all({ until })
