import { addDays, daysBetween, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Attention, SOON } from '../today/attention.ts'
import { shortened } from '../vietnamese.ts'
import { followUpSides } from './follow-up.ts'
import { listDue } from './queries.ts'

/** Follow-ups due by next week or late, whichever side owes them. */
export const listFollowUpAttention = (db: Db, today: string): Attention[] =>
  listDue(db, addDays(today, SOON)).map((row) => ({
    id: row.id,
    code: row.code,
    direction: row.direction,
    title: { text: 'Việc tiếp theo: {content}', gaps: { content: shortened(row.content, 120) } },
    href: `/delegations/${row.id}#follow-ups`,
    state: { text: '{name}: {lead}', gaps: { name: { text: followUpSides[row.side] }, lead: row.lead } },
    day: { text: 'hạn {date}', gaps: { date: writeDate(row.dueOn) } },
    daysLate: daysBetween(row.dueOn, today),
    consequence: row.dueOn < today ? 'promise' : 'soon',
    departure: null,
    act: 'Ghi kết quả',
    look: 'Xem việc',
  }))

/** How many there are; `most` where there are more. */
export const countFollowUpAttention = (db: Db, today: string, most: number): number =>
  listDue(db, addDays(today, SOON), most).length
