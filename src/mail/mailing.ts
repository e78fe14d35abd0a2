import type { Logger } from 'pino'
import type { Db } from '../db/open.ts'
import { untilWritten } from '../imports/jobs.ts'
import type { MailServer } from './mail-server.ts'
import { noteFailed, notePostponed, noteSent, settleInterrupted, takeLetter } from './queries.ts'
import { queueReminders } from './reminding.ts'
import { senderTo } from './sending.ts'

/** How often the queue is looked at. */
const STEP_EVERY_MS = 60_000
/** Letters a step sends at most, so that it ends. */
const LETTERS_A_STEP = 200

/** The sending of letters, where a mail server is named; where none is, there is none of this and nothing is queued. */
export interface Mailing {
  readonly server: MailServer
  /** Queues what is due at that moment and sends what waits. Steps never overlap. */
  step(at: Date): Promise<void>
  /** Tries one letter now. */
  sendNow(id: number, at: Date): Promise<void>
  /** Resolves once the letter in hand is written down as sent or not; no other is begun. */
  stop(): Promise<void>
}

/**
 * Letters to `server`. A letter is marked before it leaves and written down as sent afterwards. Where the program ends
 * in between, or the connection breaks while the server holds the text, it may or may not have arrived: it is given up
 * and shown to administrators, who may send it again. A reminder lost that way costs a day; one that comes again and
 * again is not read any more. `publicUrl` is where people reach the register.
 */
export function mailingTo(server: MailServer, db: Db, log: Logger, publicUrl: string | undefined): Mailing {
  const address = publicUrl?.replace(/\/$/, '')
  const send = senderTo(server)
  let last: Promise<void> = Promise.resolve()
  let isStopping = false
  let isSettled = false

  // One after the other, whatever became of the one before.
  function inTurn(act: () => Promise<void>): Promise<void> {
    const turn = last.then(act)
    last = turn.catch(() => {})
    return turn
  }

  /** Whether it is worth trying the next letter. */
  async function sendOne(at: Date, id?: number): Promise<boolean> {
    if (isStopping) return false
    const letter = takeLetter(db, at, id)
    if (!letter) return false
    const outcome = await send(letter)
    await untilWritten(db)
    if (outcome.kind === 'sent') noteSent(db, letter.id, at)
    else if (outcome.kind === 'postponed') notePostponed(db, letter.id, letter.attempts, at, outcome.reason)
    else noteFailed(db, letter.id, at, outcome.reason)
    if (outcome.kind === 'sent') return true
    log.warn({ mail: letter.id, outcome: outcome.kind, reason: outcome.reason }, 'letter not sent')
    return outcome.kind !== 'postponed' || !outcome.isServerAway
  }

  return {
    server,
    step: (at) =>
      inTurn(async () => {
        await untilWritten(db)
        if (isStopping) return
        if (!isSettled) settleInterrupted(db, at)
        isSettled = true
        queueReminders(db, at, address)
        for (let left = LETTERS_A_STEP; left > 0 && (await sendOne(at)); left -= 1);
      }),
    sendNow: (id, at) => inTurn(async () => void (await sendOne(at, id))),
    async stop() {
      isStopping = true
      await last
    },
  }
}

/** Looks at the queue at once and every minute from then on, until it is stopped. */
export function keepMailing(mailing: Mailing, log: Logger): { stop: () => Promise<void> } {
  const tried = () => {
    mailing.step(new Date()).catch((error: unknown) => log.error({ err: error }, 'sending letters failed'))
  }
  setImmediate(tried)
  const timer = setInterval(tried, STEP_EVERY_MS).unref()
  return {
    stop() {
      clearInterval(timer)
      return mailing.stop()
    },
  }
}
