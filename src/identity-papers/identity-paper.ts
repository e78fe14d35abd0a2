import { integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { participants } from '../participants/participant.ts'

/**
 * Giấy tờ tùy thân: what the papers of one visit say of one participant, sealed by the key file. No history keeps it, no
 * list, search, export or total knows of it; it goes with the participant's line, and some months after the visit.
 */
export const identityPapers = snakeCase.table('identity_papers', {
  id: integer().primaryKey(),
  participantId: integer()
    .notNull()
    .unique()
    .references(() => participants.id, { onDelete: 'cascade' }),
  passportSealed: text(),
  birthDateSealed: text(),
  writtenAt: text().notNull(),
})
