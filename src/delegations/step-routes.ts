import type { Response, Router } from 'express'
import { authoritiesOn, authorityNowCalled } from '../authorities/queries.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { readDate, today, writeDate } from '../dates.ts'
import { found, idOf, NotFound } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { statuses } from './delegation.ts'
import { type Dossier, findDelegation, lastAuthority } from './queries.ts'
import {
  impossibleDate,
  formOf,
  isStep,
  stepBackForm,
  type Step,
  type StepInput,
  steps,
  stepsFrom,
  takeBack,
  takeStep,
  valuesForStep,
} from './steps.ts'

/** A visit's steps: a page with the few fields each one needs, and the way back. */
export function stepRoutes(db: Db, routes: Router) {
  routes.get('/delegations/:id/:step', (req, res, next) => {
    const { step } = req.params
    if (!isStep(step)) return next()
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const last = lastAuthority(db)
    const authority = last && authorityNowCalled(db, last, visit.approvedOn ?? today())
    const values = {
      ...written(valuesForStep(step, visit, authority)),
      version: String(visit.version),
      submissionId: crypto.randomUUID(),
    }
    showStep(res, visit, step, { values })
  })

  routes.post('/delegations/:id/step-back', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const submissionId = readForm(stepBackForm, req.body).data?.submissionId
    const location = writeOnce(db, whoAsks(req), submissionKey(req, submissionId), (write) => {
      const status = takeBack(write, visit)
      return `/delegations/${visit.id}${status ? '?saved=back' : ''}`
    })
    res.redirect(303, location)
  })

  routes.post('/delegations/:id/:step', (req, res, next) => {
    const { step } = req.params
    if (!isStep(step)) return next()
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const typed: Typed<StepInput> = readForm(formOf(step), req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (!stepsFrom(visit.status).includes(step)) {
      const message = {
        text: 'Đoàn đang ở bước “{status}” nên không ghi bước này được',
        gaps: { status: { text: statuses[visit.status] } },
      }
      return showStep(res.status(422), visit, step, { values: typed.values, errors: { step: [message] } })
    }
    if (!typed.data) return showStep(res.status(422), visit, step, typed)
    const impossible = impossibleDate(step, visit, typed.data, today())
    if (impossible) {
      const errors = { [impossible.field]: [impossible.message] }
      return showStep(res.status(422), visit, step, { values: typed.values, errors })
    }
    if (typed.data.version && typed.data.version !== visit.version) {
      const message = { text: 'Đoàn vừa được sửa ở nơi khác. Xem lại các ô rồi ghi lần nữa' }
      const values = { ...typed.values, version: String(visit.version) }
      return showStep(res.status(409), visit, step, { values, errors: { step: [message] } })
    }
    const input = typed.data
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      takeStep(write, visit, step, input)
      return `/delegations/${visit.id}?saved=${step}`
    })
    res.redirect(303, location)
  })

  function showStep(res: Response, visit: Dossier, step: Step, typed: Typed) {
    const summary = summaryOf(formOf(step), typed)
    if (res.statusCode < 400 && !stepsFrom(visit.status).includes(step)) throw new NotFound()
    page(res, 'delegations/step', {
      visit,
      step,
      verb: steps[step].verb,
      fields: Object.values(fieldsOf(formOf(step), typed)),
      offered: {
        approvalAuthority: authoritiesOn(db, readDate(textOf(typed.values?.approvedOn)) ?? today()),
      },
      summary,
      hasErrors: summary.length > 0,
    })
  }
}

// Stored dates as people read them.
const written = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(value) ? writeDate(value) : value,
    ]),
  )
