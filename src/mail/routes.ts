import { findAccount, setReminders } from '../accounts/queries.ts'
import { addDays, momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { submissionId, type Values } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedWordsOf } from '../web/saved.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { testLetter } from './letters.ts'
import type { Mailing } from './mailing.ts'
import { findLetter, INTERRUPTED, listLetters, queueLetter, retryLetter } from './queries.ts'

/** How far back the page tells what was sent. */
const DAYS_TOLD = 14

/** What became of letters, for administrators; and everybody's own choice to get none. */
export function mailRoutes(db: Db, mailing: Mailing | undefined) {
  const routes = Router()

  routes.get('/admin/mail', (req, res) => {
    const letters = listLetters(db, new Date(Date.now() - DAYS_TOLD * 86_400_000).toISOString())
    const drawn = (letter: (typeof letters.sent)[number]) => ({
      ...letter,
      queued: momentOf(letter.queuedAt),
      next: momentOf(letter.nextAt),
      sent: letter.sentAt && momentOf(letter.sentAt),
      failed: letter.failedAt && momentOf(letter.failedAt),
      reason: letter.lastError === null ? null : reasonWords(letter.lastError),
    })
    page(res, 'mail/index', {
      room: '/admin/mail',
      // The password stays where it was read.
      server: mailing
        ? { host: mailing.server.host, port: mailing.server.port, from: mailing.server.from }
        : null,
      saved: savedWordsOf(req, savedWords),
      isRefused: req.query.saved === 'refused',
      since: addDays(today(), -DAYS_TOLD),
      submissionId: crypto.randomUUID(),
      waiting: letters.waiting.map(drawn),
      failed: letters.failed.map(drawn),
      sent: letters.sent.map(drawn),
    })
  })

  routes.post('/admin/mail/test', async (req, res) => {
    if (!mailing) return res.redirect(303, '/admin/mail')
    const { name, accountId } = signedInAt(res)
    const { email } = found(findAccount(db, accountId))
    const now = new Date()
    const once =
      submissionId().safeParse((req.body as Values | undefined)?.submissionId).data ?? crypto.randomUUID()
    const letter = testLetter(name, momentOf(now.toISOString()))
    const id = queueLetter(db, now, { topic: `test ${once}`, recipient: email, ...letter })
    if (id !== undefined) await mailing.sendNow(id, now)
    res.redirect(303, outcomeAt(id))
  })

  routes.post('/admin/mail/:id/retry', async (req, res) => {
    const id = idOf(req.params.id)
    if (!mailing) return res.redirect(303, '/admin/mail')
    const now = new Date()
    found(retryLetter(db, id, now) || undefined)
    await mailing.sendNow(id, now)
    res.redirect(303, outcomeAt(id))
  })

  const outcomeAt = (id: number | undefined) => {
    const letter = id === undefined ? undefined : findLetter(db, id)
    return addressOf('/admin/mail', { saved: [letter?.sentAt ? 'sent' : letter ? 'refused' : 'once'] })
  }

  routes.post('/account/reminders', (req, res) => {
    const { accountId } = signedInAt(res)
    const wants = (req.body as Values | undefined)?.wants === '1'
    setReminders(db, whoAsks(req), accountId, wants)
    res.redirect(303, `/account?done=${wants ? 'reminders' : 'no-reminders'}#reminders`)
  })

  return routes
}

const savedWords = {
  sent: 'Máy chủ thư đã nhận thư.',
  refused: 'Thư chưa đi. Lý do ở danh sách bên dưới.',
  once: 'Thư thử này đã gửi rồi.',
}

/** Why a letter did not go: in our words where we know, else as the mail server said it. */
const reasonWords = (reason: string): Message =>
  reason === INTERRUPTED
    ? {
        text: 'Sổ dừng giữa lúc gửi, không rõ thư đã đến chưa. Hỏi người nhận rồi hãy gửi lại.',
      }
    : { text: '{name}', gaps: { name: reason } }
