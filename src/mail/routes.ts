import { findAccount, setReminders } from '../accounts/queries.ts'
import { momentOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { submissionId, type Values } from '../web/form.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedWordsOf } from '../web/saved.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import {
  letterAsJson,
  letterList,
  type LetterState,
  lettersTold,
  toldSince,
  type ToldLetter,
} from './export.ts'
import { testLetter } from './letters.ts'
import type { Mailing } from './mailing.ts'
import { findLetter, queueLetter, retryLetter } from './queries.ts'

/** What became of letters, for administrators; and everybody's own choice to get none. */
export function mailRoutes(db: Db, mailing: Mailing | undefined) {
  const routes = Router()

  routes.get('/admin/mail', (req, res) => {
    const letters = lettersTold(db)
    const drawn = (letter: ToldLetter) => ({
      ...letter,
      queued: momentOf(letter.queuedAt),
      next: momentOf(letter.nextAt),
      sent: letter.sentAt && momentOf(letter.sentAt),
      failed: letter.failedAt && momentOf(letter.failedAt),
    })
    const inState = (state: LetterState) => letters.filter((letter) => letter.state === state).map(drawn)
    page(res, 'mail/index', {
      room: '/admin/mail',
      // The password stays where it was read.
      server: mailing
        ? { host: mailing.server.host, port: mailing.server.port, from: mailing.server.from }
        : null,
      saved: savedWordsOf(req, savedWords),
      isRefused: req.query.saved === 'refused',
      since: toldSince(),
      submissionId: crypto.randomUUID(),
      waiting: inState('waiting'),
      failed: inState('failed'),
      sent: inState('sent'),
      hasLetters: letters.length > 0,
      downloads: filesAt('/admin/mail'),
    })
  })

  addFiles(routes, '/admin/mail', (speech) => letterList(db, speech), letterAsJson)

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
