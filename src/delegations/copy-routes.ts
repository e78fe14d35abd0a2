import type { Response, Router } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { copyDelegation, copyForm, duplicatesOfCopy, readCopy } from './copying.ts'
import { statuses } from './delegation.ts'
import { type Dossier, findDelegation } from './queries.ts'

/** A visit copied as a new one, by a form that asks what cannot be the same. */
export function copyRoutes(db: Db, routes: Router) {
  const visitOf = (id: string | string[] | undefined) => found(findDelegation(db, idOf(id)))

  routes.get('/delegations/:id/copy', (req, res) => {
    const visit = visitOf(req.params.id)
    showForm(res, visit, { values: { title: visit.title, submissionId: crypto.randomUUID() } })
  })

  routes.post('/delegations/:id/copy', (req, res) => {
    const visit = visitOf(req.params.id)
    const typed = readCopy(db, visit, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const duplicates = duplicatesOfCopy(db, visit, typed.data)
    if (!typed.data || duplicates.length) return showForm(res.status(422), visit, typed, duplicates)
    const input = typed.data
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      const id = copyDelegation(write, found(findDelegation(write.db, visit.id)), input)
      return savedAt(`/delegations/${id}`, 'copied', write)
    })
    res.redirect(303, location)
  })

  function showForm(
    res: Response,
    visit: Dossier,
    typed: Typed,
    duplicates: ReturnType<typeof duplicatesOfCopy> = [],
  ) {
    const summary = summaryOf(copyForm, typed)
    page(res, 'delegations/copy', {
      visit,
      statuses,
      fields: fieldsOf(copyForm, typed),
      summary,
      duplicates,
      hasErrors: summary.length > 0 || duplicates.length > 0,
    })
  }
}
