import type { Response, Router } from 'express'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
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
    const duplicates = duplicatesOfCopy(db, visit, typed.data)
    const judged = duplicates.length ? { ...typed, data: undefined } : typed
    keepForm(db, req, res, judged, {
      show: (res, typed) => showForm(res, visit, typed, duplicates),
      keep(write, input) {
        const id = copyDelegation(write, found(findDelegation(write.db, visit.id)), input)
        return savedAt(`/delegations/${id}`, 'copied', write)
      },
    })
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
