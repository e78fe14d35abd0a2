import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isText } from '../db/vocabulary.ts'

/** A letter that waits to be sent, or was: of each topic one to each address. */
export const mails = snakeCase.table(
  'mails',
  {
    id: integer().primaryKey(),
    /** 'reports 2026-12-01': one letter a day tells of all reports; 'test' and an id of its own: tried by somebody. */
    topic: text().notNull(),
    recipient: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    queuedAt: text().notNull(),
    /** Not before this moment: a letter that could not be sent is tried again later. */
    nextAt: text().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    /** Since when it is being handed over. Still there after a start: the program ended meanwhile, nobody knows how. */
    sendingSince: text(),
    sentAt: text(),
    /** Given up, after the last attempt. */
    failedAt: text(),
  },
  (mail) => [
    uniqueIndex('mails_once').on(mail.topic, mail.recipient),
    index('mails_waiting')
      .on(mail.nextAt)
      .where(sql`sent_at is null and failed_at is null`),
    check('mails_topic', isText(mail.topic, 200)),
    check('mails_recipient', isText(mail.recipient, 254)),
    check('mails_subject', isText(mail.subject, 300)),
    check('mails_attempts', sql`attempts >= 0`),
  ],
)
