import { tookPlace } from '../counting.ts'
import type { Db } from '../db/open.ts'
import type { PartialDate } from '../dates.ts'
import type { Status } from '../delegations/delegation.ts'
import { hasHolidays, holidayCalendar } from '../holidays/queries.ts'
import { checklistStates, meanings } from './checklist-line.ts'
import { dueOn } from './dating.ts'
import { listChecklist, settledLines } from './queries.ts'
import { timingWords, titleOf } from './words.ts'

interface Visit {
  id: number
  startsOn: PartialDate
  endsOn: PartialDate | null
  status: Status
}

/** Whether an open line of a visit wants somebody: what was to be done before the visit left no longer does. */
export function isWanted(
  due: string | null,
  { status, startsOn }: Pick<Visit, 'status' | 'startsOn'>,
): boolean {
  if (due === null || status === 'cancelled') return false
  return tookPlace.includes(status) ? due >= startsOn : true
}

/** A visit's checklist as pages show it. `today` says what is late. */
export function checklistOf(db: Db, visit: Visit, today: string) {
  const calendar = holidayCalendar(db)
  const asTicked = listChecklist(db, visit.id)
  const settled = settledLines(db, visit.id, asTicked)
  const lines = asTicked.map((stored) => {
    const isSettled = stored.state === 'open' && settled.has(stored.id)
    const item = isSettled ? { ...stored, state: 'done' as const } : stored
    const due = dueOn(item, visit, calendar)
    const isLate = item.state === 'open' && isWanted(due, visit) && due! < today
    const year = due && item.dayKind === 'working' ? Number(due.slice(0, 4)) : null
    const yearWithoutHolidays = year !== null && !hasHolidays(db, year) ? String(year) : null
    return {
      ...item,
      yearWithoutHolidays,
      isSettled,
      meaning: item.settledBy && meanings[item.settledBy],
      words: titleOf(item.title),
      due,
      timing: timingWords(item),
      isLate,
    }
  })
  const needed = lines.filter(({ state }) => state !== 'not_needed')
  return {
    states: checklistStates,
    lines,
    neededCount: needed.length,
    doneCount: needed.filter(({ state }) => state === 'done').length,
    isClosed: visit.status === 'cancelled',
  }
}
