import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { directions, statuses } from '../delegations/delegation.ts'
import { participantRoles, participantSides } from '../participants/participant.ts'
import type { Values } from '../web/form.ts'
import { jsonCount, jsonCountry, jsonDate, jsonDay, jsonId } from '../web/json-schema.ts'
import { listTrips, type PersonFile, tripCountOf } from './queries.ts'

// A person as programs read one. Identity papers are no part of it.

const text = z.string().nullable()

export const personRecord = z.strictObject({
  asOf: jsonDay,
  id: jsonId,
  version: jsonId,
  name: z.string(),
  spellings: z.array(z.string()),
  nationality: jsonCountry.nullable(),
  note: text,
  erasedOn: jsonDay.nullable(),
  tripCount: jsonCount,
  trips: z.array(
    z.strictObject({
      delegation: z.strictObject({
        id: jsonId,
        code: z.string(),
        title: z.string(),
        direction: z.enum(valuesOf(directions)),
        status: z.enum(valuesOf(statuses)),
        startsOn: jsonDate,
        endsOn: jsonDate.nullable(),
        unit: z.string(),
      }),
      side: z.enum(valuesOf(participantSides)),
      role: z.enum(valuesOf(participantRoles)),
      post: text,
      organisation: text,
      stayedHome: z.boolean(),
      tripNumber: jsonCount.nullable().describe('Counted trips up to and including this one'),
    }),
  ),
})

/** A person with every trip, the newest first. */
export function recordOf(db: Db, person: PersonFile): z.output<typeof personRecord> {
  const trips = listTrips(db, person.id)
  return {
    asOf: today(),
    id: person.id,
    ...fieldsOfPerson(person),
    erasedOn: person.erasedOn,
    tripCount: tripCountOf(trips),
    trips: trips.map(({ delegationId, code, title, direction, status, startsOn, endsOn, unit, ...trip }) => ({
      delegation: { id: delegationId, code, title, direction, status, startsOn, endsOn, unit },
      side: trip.side,
      role: trip.role,
      post: trip.post,
      organisation: trip.organisation,
      stayedHome: !trip.hasTravelled,
      tripNumber: trip.tripNumber,
    })),
  }
}

/** What a program may send of a person. */
export const fieldsOfPerson = ({ version, name, spellings, nationality, note }: PersonFile) =>
  ({ version, name, spellings, nationality, note }) satisfies Values
