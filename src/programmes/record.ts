import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonDay, jsonId } from '../web/json-schema.ts'
import { dayOf, type VisitDays } from './days.ts'
import { programmeOutcomes } from './programme-item.ts'
import { listProgramme } from './queries.ts'

// A visit's programme as programs read it.

const text = z.string().nullable()
const time = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .nullable()
  .describe('At the place')

export const programmeRecord = z.array(
  z.strictObject({
    id: jsonId,
    dayNumber: jsonId.describe('Which of the visit’s days'),
    heldOn: jsonDay.nullable().describe('Null while the visit’s first day is not known to the day'),
    startsAt: time,
    endsAt: time,
    place: text,
    content: z.string(),
    met: text,
    partnerId: jsonId.nullable(),
    outcome: z.enum(valuesOf(programmeOutcomes)),
    outcomeReason: text,
  }),
)

export const programmeAsJson = (
  db: Db,
  visit: VisitDays & { id: number },
): z.output<typeof programmeRecord> =>
  listProgramme(db, visit).map(({ delegationId: _visit, position: _position, ...item }) => ({
    ...item,
    heldOn: dayOf(item, visit),
  }))
