import { z } from 'zod'
import type { PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { holidayCalendar } from '../holidays/queries.ts'
import { jsonDay, jsonId } from '../web/json-schema.ts'
import { checklistStates } from './checklist-line.ts'
import { dueOn } from './dating.ts'
import { listChecklist } from './queries.ts'

// A visit's checklist as programs read it.

export const checklistRecord = z.array(
  z.strictObject({
    id: jsonId,
    title: z.string(),
    owner: z.string().nullable(),
    dueOn: jsonDay.nullable().describe('Null while the visit’s day is not known to the day'),
    state: z.enum(valuesOf(checklistStates)),
    doneOn: jsonDay.nullable(),
  }),
)

export function checklistAsJson(
  db: Db,
  visit: { id: number; startsOn: PartialDate; endsOn: PartialDate | null },
): z.output<typeof checklistRecord> {
  const calendar = holidayCalendar(db)
  return listChecklist(db, visit.id).map((item) => ({
    id: item.id,
    title: item.title,
    owner: item.owner,
    dueOn: dueOn(item, visit, calendar),
    state: item.state,
    doneOn: item.doneOn,
  }))
}
