import { z } from 'zod'
import type { PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { holidayCalendar } from '../holidays/queries.ts'
import { jsonDay, jsonId } from '../web/json-schema.ts'
import { checklistStates, meanings } from './checklist-line.ts'
import { dueOn } from './dating.ts'
import { listChecklist, settledLines } from './queries.ts'

// A visit's checklist as programs read it.

export const checklistRecord = z.array(
  z.strictObject({
    id: jsonId,
    title: z.string(),
    owner: z.string().nullable(),
    dueOn: jsonDay.nullable().describe('Null while the visit’s day is not known to the day'),
    state: z.enum(valuesOf(checklistStates)).describe('Done also where the visit’s file settles it'),
    doneOn: jsonDay.nullable().describe('Null where it is done by the visit’s file'),
    settledBy: z.enum(valuesOf(meanings)).nullable().describe('What of the visit’s file settles it'),
  }),
)

export function checklistAsJson(
  db: Db,
  visit: { id: number; startsOn: PartialDate; endsOn: PartialDate | null },
): z.output<typeof checklistRecord> {
  const calendar = holidayCalendar(db)
  const lines = listChecklist(db, visit.id)
  const settled = settledLines(db, visit.id, lines)
  return lines.map((item) => ({
    id: item.id,
    title: item.title,
    owner: item.owner,
    dueOn: dueOn(item, visit, calendar),
    state: item.state === 'open' && settled.has(item.id) ? ('done' as const) : item.state,
    doneOn: item.doneOn,
    settledBy: item.settledBy,
  }))
}
