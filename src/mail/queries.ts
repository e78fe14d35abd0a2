import { and, asc, desc, eq, getTableColumns, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { writeAside } from '../db/write.ts'
import { mails } from './mail.ts'
import { reminders } from './reminder.ts'
import type { Letter } from './sending.ts'

// The queue of letters. Each move of a letter is a transaction of its own, so that a restart finds it where it was.

const who = { name: 'Sổ đoàn' }

/** Pauses before the next attempt, in minutes; after the last one a letter is given up, some 21 hours after the first. */
export const PAUSES = [1, 5, 30, 120, 360, 720]

/** What stands in the register for a letter of which nobody knows whether it went. */
export const INTERRUPTED = 'interrupted'

interface NewLetter {
  topic: string
  recipient: string
  subject: string
  body: string
}
interface Step {
  step: string
  accountId: number
}

/**
 * Queues a letter together with the steps it tells of: both or none. Whether it did; of one topic each address gets one
 * letter, and of one step each account hears once.
 */
export function queueLetter(db: Db, at: Date, letter: NewLetter, steps: Step[] = []): number | undefined {
  return writeAside(db, who, (write) => {
    if (hasLetter(db, letter.topic, letter.recipient)) return undefined
    const moment = at.toISOString()
    const mailId = write.insert(mails, { ...letter, queuedAt: moment, nextAt: moment })
    for (const step of steps) write.insert(reminders, { ...step, mailId })
    return mailId
  })
}

const hasLetter = (db: Db, topic: string, recipient: string): boolean =>
  db
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.topic, topic), eq(mails.recipient, recipient)))
    .get() !== undefined

/** The addresses that have a letter of a topic. */
export const addressesTold = (db: Db, topic: string): Set<string> =>
  new Set(
    db
      .select({ recipient: mails.recipient })
      .from(mails)
      .where(eq(mails.topic, topic))
      .all()
      .map(({ recipient }) => recipient),
  )

/** Of these steps, those that accounts were told of: 'step account'. */
export const stepsTold = (db: Db, steps: string[]): Set<string> =>
  new Set(
    db
      .select({ step: reminders.step, accountId: reminders.accountId })
      .from(reminders)
      .where(sql`${reminders.step} in (select value from json_each(${JSON.stringify(steps)}))`)
      .all()
      .map(({ step, accountId }) => toldKey(step, accountId)),
  )
export const toldKey = (step: string, accountId: number) => `${step} ${accountId}`

const isWaiting = and(isNull(mails.sentAt), isNull(mails.failedAt))

/**
 * Takes the letter that has waited longest (or the one named) and marks it before anything leaves the machine: where
 * the program ends now, nobody knows whether the letter went, and it is not sent by itself again.
 */
export function takeLetter(db: Db, at: Date, id?: number): (Letter & { attempts: number }) | undefined {
  return writeAside(db, who, (write) => {
    const letter = db
      .select()
      .from(mails)
      .where(
        and(
          isWaiting,
          isNull(mails.sendingSince),
          lte(mails.nextAt, at.toISOString()),
          id === undefined ? undefined : eq(mails.id, id),
        ),
      )
      .orderBy(asc(mails.nextAt), asc(mails.id))
      .limit(1)
      .get()
    if (!letter) return undefined
    const attempts = letter.attempts + 1
    write.update(mails, letter.id, { sendingSince: at.toISOString(), attempts })
    return { ...letter, attempts }
  })
}

/** It went. Its text is not kept: who got it, and of which steps, is. */
export const noteSent = (db: Db, id: number, at: Date) =>
  change(db, id, { sentAt: at.toISOString(), sendingSince: null, failedAt: null, lastError: null, body: '' })

/** It did not go: it waits for its next attempt, or is given up after the last. */
export function notePostponed(db: Db, id: number, attempts: number, at: Date, reason: string) {
  const pause = PAUSES[attempts - 1]
  if (pause === undefined) return noteFailed(db, id, at, reason)
  const nextAt = new Date(at.getTime() + pause * 60_000).toISOString()
  change(db, id, { nextAt, sendingSince: null, lastError: reason })
}

export const noteFailed = (db: Db, id: number, at: Date, reason: string) =>
  change(db, id, { failedAt: at.toISOString(), sendingSince: null, lastError: reason })

/** After a start: what was being handed over when the program ended is given up, for somebody to look at. */
export function settleInterrupted(db: Db, at: Date) {
  const left = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isWaiting, isNotNull(mails.sendingSince)))
    .all()
  for (const { id } of left) noteFailed(db, id, at, INTERRUPTED)
}

/** Sends a letter that was given up, or waits, from its first attempt on. Whether there was such a letter. */
export function retryLetter(db: Db, id: number, at: Date): boolean {
  const letter = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.id, id), isNull(mails.sentAt)))
    .get()
  if (letter) change(db, id, { nextAt: at.toISOString(), attempts: 0, failedAt: null, sendingSince: null })
  return letter !== undefined
}

const change = (db: Db, id: number, changes: Partial<typeof mails.$inferInsert>) =>
  writeAside(db, who, (write) => write.update(mails, id, changes))

export const findLetter = (db: Db, id: number) => db.select().from(mails).where(eq(mails.id, id)).get()

/** Letters for whoever looks after them: those that wait, those given up, those that went since a moment. */
export function listLetters(db: Db, since: string) {
  const { body: _body, ...columns } = getTableColumns(mails)
  const rows = db
    .select(columns)
    .from(mails)
    .where(or(isNull(mails.sentAt), gte(mails.sentAt, since)))
    .orderBy(desc(mails.id))
    .all()
  return {
    waiting: rows.filter(({ sentAt, failedAt }) => !sentAt && !failedAt),
    failed: rows.filter(({ failedAt }) => failedAt),
    sent: rows.filter(({ sentAt }) => sentAt),
  }
}
