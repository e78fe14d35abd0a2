import type { Response, Router } from 'express'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { signedInAt } from '../web/who.ts'
import { deadlineOf, listExtensions } from './deadline.ts'
import { extendReport, extensionForm, readExtension } from './extension.ts'
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
    keepForm(db, req, res, readExtension(db, visit, report, req.body), {
      show: (res, typed) => showForm(res, found(findDelegation(db, id)), report, typed),
      keep(write) {
        // Judged once more while nobody else can write.
        const now = found(findDelegation(write.db, id))
        const typed = readExtension(write.db, now, found(findReport(write.db, id)), req.body)
        if (!typed.data) return typed
        extendReport(write, id, typed.data)
        return savedAt(`/delegations/${id}`, 'extended', write)
      },
    })
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
