import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { partOf } from '../db/scope.ts'
import { calendarOf, feedFilters } from '../delegations/calendar.ts'
import { found, idOf } from '../web/errors.ts'
import { stream } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { originOf } from '../web/requests.ts'
import { Router } from '../web/router.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { findFeed, makeFeed, noteReading, revokeFeed } from './calendar-feeds.ts'
import { reasonAgainstCurrent } from './current-password.ts'
import { feedForm } from './form.ts'
import { findAccount } from './queries.ts'
import { note } from './security-log.ts'

/** Visits and deadlines in somebody's own calendar: addresses that are made, read and revoked. */
export function feedRoutes(db: Db) {
  const routes = Router()

  routes.get('/account/feeds/new', (_req, res) => showForm(res, {}))

  routes.post('/account/feeds', async (req, res) => {
    const account = found(findAccount(db, signedInAt(res).accountId))
    const typed = readForm(feedForm, req.body)
    if (!typed.data) return showForm(res.status(422), typed)
    const wrong = await reasonAgainstCurrent(db, whoAsks(req), account, typed.data.current)
    if (wrong) return showForm(res.status(422), { values: typed.values, errors: { current: wrong } })
    const { name, scope } = typed.data
    const token = makeFeed(db, whoAsks(req), { accountId: account.id, name, scope })
    note(db, 'feed_made', whoAsks(req), name)
    page(res, 'accounts/feed', { name, address: `${originOf(req)}/feeds/${token}.ics` })
  })

  routes.post('/account/feeds/:id/revocation', (req, res) => {
    const name = found(revokeFeed(db, whoAsks(req), signedInAt(res).accountId, idOf(req.params.id)))
    note(db, 'feed_revoked', whoAsks(req), name)
    res.redirect(303, '/account?done=feed#feeds')
  })

  // What its owner may see, asked anew each time. Calendars ask every few minutes: it is not written down.
  routes.get('/feeds/:token.ics', (req, res) => {
    const feed = found(findFeed(db, req.params.token))
    noteReading(db, feed)
    const seen = feed.unitKind === 'own_body' ? db : partOf(db, feed.unitId)
    const calendar = calendarOf(seen, feedFilters(feed.scope), originOf(req), speechOf(languageOf(req)))
    return stream(res, 'text/calendar; charset=utf-8', 'so-doan.ics', calendar)
  })

  function showForm(res: Response, typed: Typed) {
    const summary = summaryOf(feedForm, typed)
    page(res, 'accounts/feed-form', {
      fields: fieldsOf(feedForm, typed.values ? typed : { values: { scope: 'own' } }),
      summary,
      hasErrors: summary.length > 0,
    })
  }

  return routes
}
