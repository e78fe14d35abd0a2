import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { people } from '../people/person.ts'

export const participantRoles = {
  head: 'Trưởng đoàn',
  deputy: 'Phó trưởng đoàn',
  member: 'Thành viên',
  secretary: 'Thư ký',
  interpreter: 'Phiên dịch',
} as const

/** Who is counted (C4): the delegation itself; hosts and their interpreters are recorded apart. */
export const participantSides = { delegation: 'Trong đoàn', host: 'Phía đón tiếp' } as const

/** Người trong đoàn: one person in one delegation, with the post held at that time. */
export const participants = snakeCase.table(
  'participants',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    position: integer().notNull(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    side: text({ enum: valuesOf(participantSides) })
      .notNull()
      .default('delegation'),
    role: text({ enum: valuesOf(participantRoles) }).notNull(),
    post: text(),
    organisation: text(),
    hasTravelled: integer({ mode: 'boolean' }).notNull().default(true),
    /** Went in addition to the list that was decided on. */
    isAdded: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (participant) => [
    index('participants_delegation').on(participant.delegationId, participant.side, participant.position),
    index('participants_person').on(participant.personId),
    uniqueIndex('participants_one_head')
      .on(participant.delegationId)
      .where(sql`role = 'head' and side = 'delegation'`),
    check('participants_side', isOneOf(participant.side, participantSides)),
    check('participants_role', isOneOf(participant.role, participantRoles)),
    check('participants_has_travelled', sql`${participant.hasTravelled} in (0, 1)`),
    check('participants_post', isText(participant.post, 300)),
    check('participants_organisation', isText(participant.organisation, 300)),
  ],
)
