import { asc, eq, sql } from 'drizzle-orm'
import { addMonths, lastDay } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type Who, writeAside } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import type { SecretKey } from '../secret-key.ts'
import { settingAt } from '../settings/queries.ts'
import { identityPapers } from './identity-paper.ts'

/** What the papers of one participant say; null where nothing is written. */
export interface Identity {
  passport: string | null
  birthDate: string | null
}

/** The people of a visit, and whether something is written of their papers: not what. */
export const listHolders = (db: Db, delegationId: number) =>
  db
    .select({
      participantId: participants.id,
      personId: people.id,
      name: people.name,
      side: participants.side,
      hasPassport: sql<boolean>`${identityPapers.passportSealed} is not null`.mapWith(Boolean),
      hasBirthDate: sql<boolean>`${identityPapers.birthDateSealed} is not null`.mapWith(Boolean),
    })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .leftJoin(identityPapers, eq(identityPapers.participantId, participants.id))
    .where(eq(participants.delegationId, delegationId))
    .orderBy(asc(participants.side), asc(participants.position))
    .all()

/** Of how many people of a visit something is written. */
export const countHeld = (db: Db, delegationId: number): number =>
  listHolders(db, delegationId).filter(({ hasPassport, hasBirthDate }) => hasPassport || hasBirthDate).length

export type Holder = ReturnType<typeof listHolders>[number]

const rowOf = (db: Db, participantId: number) =>
  prepared(db, 'identity paper', () =>
    db
      .select()
      .from(identityPapers)
      .where(eq(identityPapers.participantId, sql.placeholder('participantId')))
      .prepare(),
  ).get({ participantId })

const about = (kind: keyof Identity, participantId: number) => `${kind} ${participantId}`

/** What is written of one participant. Whoever calls this writes down that it was read. */
export function openIdentity(db: Db, key: SecretKey, participantId: number): Identity {
  const row = rowOf(wholeOf(db), participantId)
  const opened = (sealed: string | null | undefined, kind: keyof Identity) =>
    sealed ? key.open(sealed, about(kind, participantId)) : null
  return {
    passport: opened(row?.passportSealed, 'passport'),
    birthDate: opened(row?.birthDateSealed, 'birthDate'),
  }
}

/** Keeps what is given beside what was there; null leaves that part as it is. */
export function keepIdentity(reader: Db, key: SecretKey, who: Who, participantId: number, given: Identity) {
  const db = wholeOf(reader)
  const sealed = (value: string | null, kind: keyof Identity) =>
    value === null ? undefined : key.seal(value, about(kind, participantId))
  const cells = {
    passportSealed: sealed(given.passport, 'passport'),
    birthDateSealed: sealed(given.birthDate, 'birthDate'),
    writtenAt: new Date().toISOString(),
  }
  const row = rowOf(db, participantId)
  writeAside(db, who, (write) => {
    if (row) write.update(identityPapers, row.id, cells)
    else write.insert(identityPapers, { participantId, ...cells })
  })
}

/** Whether there was something to erase. */
export function eraseIdentity(reader: Db, who: Who, participantId: number): boolean {
  const db = wholeOf(reader)
  const row = rowOf(db, participantId)
  if (row) writeAside(db, who, (write) => write.remove(identityPapers, row.id))
  return row !== undefined
}

/** Erases the papers of every visit that ended so many months ago as the office has set. How many lines of people. */
export function eraseExpired(db: Db, who: Who, today: string): number {
  const months = Number(settingAt(db, 'identity_months', today).value)
  const held = db
    .select({ id: identityPapers.id, startsOn: delegations.startsOn, endsOn: delegations.endsOn })
    .from(identityPapers)
    .innerJoin(participants, eq(participants.id, identityPapers.participantId))
    .innerJoin(delegations, eq(delegations.id, participants.delegationId))
    .all()
  // Of dates known to the month or year only the last day counts: never too early.
  const expired = held.filter(
    ({ startsOn, endsOn }) => addMonths(lastDay(endsOn ?? startsOn), months) < today,
  )
  if (expired.length) {
    writeAside(db, who, (write) => expired.forEach(({ id }) => write.remove(identityPapers, id)))
  }
  return expired.length
}
