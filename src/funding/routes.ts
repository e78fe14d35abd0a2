import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type DrawConflict, keepEditForm } from '../history/edit-form.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedAt } from '../web/saved.ts'
import { formValues, fundingForm, type FundingInput } from './form.ts'
import { findFunding, keepFunding } from './queries.ts'

/** What a visit was to cost, what it cost, and who pays for what. */
export function fundingRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations/:id/funding', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    showForm(res, visit, { values: { ...storedValues(db, visit.id), submissionId: crypto.randomUUID() } })
  })

  routes.post('/delegations/:id/funding', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    keepEditForm<FundingInput>(db, req, res, {
      table: 'delegations',
      id: visit.id,
      form: fundingForm,
      stored: (register) => storedValues(register, visit.id),
      read: (body) => readForm(fundingForm, body),
      show: (res, typed, conflict) => showForm(res, visit, typed, conflict),
      keep(write, input) {
        keepFunding(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, 'funding', write)
      },
    })
  })

  const storedValues = (register: Db, id: number) =>
    formValues(findFunding(register, id), found(findDelegation(register, id)))

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: DrawConflict) {
    const fields = fieldsOf(fundingForm, typed)
    const summary = summaryOf(fundingForm, typed)
    page(res, 'delegations/part', {
      visit,
      title: 'Kinh phí',
      action: `/delegations/${visit.id}/funding`,
      verb: 'Lưu kinh phí',
      fields: Object.values(fields),
      summary,
      conflict: conflict ? conflict(fields) : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
      removal: null,
    })
  }

  return routes
}
