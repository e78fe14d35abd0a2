import type { Response, Router } from 'express'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { deadlineOf, listExtensions } from './deadline.ts'
import { extendReport, extensionForm, type ExtensionInput, readExtension } from './extension.ts'
import { findReport, type VisitReport } from './queries.ts'

/** Gia hạn báo cáo: a later day with its reason, and those that were allowed before. */
export function extensionRoutes(db: Db, routes: Router) {
  routes.get('/delegations/:id/report/extension', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    showForm(res, visit, report, {
      values: { grantedBy: signedInAt(res).name, grantedOn: writeDate(today()) },
    })
  })

  routes.post('/delegations/:id/report/extension', (req, res) => {
    const id = idOf(req.params.id)
    const visit = found(findDelegation(db, id))
    const report = found(findReport(db, id))
    const typed = readExtension(db, visit, report, req.body)
    // What was allowed has moved the day: sent again, the form would be refused for it.
    const submission = extensionForm.shape.submissionId.safeParse(typed.values?.submissionId).data
    const key = submissionKey(req, submission)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), visit, report, typed)
    const kept = writeOnce<string | Typed<ExtensionInput>>(db, whoAsks(req), key, (write) => {
      // Judged once more while nobody else can write.
      const now = findDelegation(write.db, id)
      const read = readExtension(write.db, now ?? visit, found(findReport(write.db, id)), req.body)
      if (!read.data) return read
      extendReport(write, id, read.data)
      return savedAt(`/delegations/${id}`, 'extended', write)
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    showForm(res.status(409), found(findDelegation(db, id)), report, kept)
  })

  function showForm(res: Response, visit: Dossier, report: VisitReport, typed: Typed) {
    const deadline = deadlineOf(db, visit, report, today())
    const summary = summaryOf(extensionForm, typed)
    const values = {
      ...typed.values,
      submissionId: typed.values?.submissionId || crypto.randomUUID(),
      // Whoever saves again has seen the day that holds now.
      dueOnBefore: deadline.dueOn,
    }
    page(res, 'visit-reports/extension', {
      visit,
      deadline,
      extensions: listExtensions(db, visit.id),
      fields: Object.values(fieldsOf(extensionForm, { ...typed, values })),
      summary,
      hasErrors: summary.length > 0,
    })
  }
}
