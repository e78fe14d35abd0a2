import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type Conflict, keepEdit, shownConflict } from '../history/edits.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedAt } from '../web/saved.ts'
import { editKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
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
    const body = withChoices(fundingForm, req.body)
    const typed = readForm(fundingForm, body)
    const key = editKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), visit, typed)
    const kept = keepEdit<FundingInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: fundingForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => storedValues(register, visit.id),
      read: (values) => readForm(fundingForm, values),
      keep(write, input) {
        keepFunding(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, 'funding', write)
      },
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    showForm(res.status(kept.conflict.clashes.length ? 409 : 422), visit, kept.typed, kept.conflict)
  })

  const storedValues = (register: Db, id: number) =>
    formValues(findFunding(register, id), found(findDelegation(register, id)))

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: Conflict) {
    const fields = fieldsOf(fundingForm, typed)
    const summary = summaryOf(fundingForm, typed)
    page(res, 'delegations/part', {
      visit,
      title: 'Kinh phí',
      action: `/delegations/${visit.id}/funding`,
      verb: 'Lưu kinh phí',
      fields: Object.values(fields),
      summary,
      conflict: conflict ? shownConflict(fundingForm, fields, conflict, speechOf(languageOf(res.req))) : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
      removal: null,
    })
  }

  return routes
}
