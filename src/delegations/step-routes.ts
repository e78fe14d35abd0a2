import type { Response, Router } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, write, writeOnce } from '../db/write.ts'
import { writeDate } from '../dates.ts'
import { found, idOf, NotFound } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { whoAsks } from '../web/who.ts'
import { statuses } from './delegation.ts'
import { type Dossier, findDelegation } from './queries.ts'
import {
  endsTooEarly,
  formOf,
  isStep,
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
    const values = { ...written(valuesForStep(step, visit)), submissionId: crypto.randomUUID() }
    showStep(res, visit, step, { values })
  })

  routes.post('/delegations/:id/step-back', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const status = write(db, whoAsks(req), (write) => takeBack(write, visit))
    res.redirect(303, `/delegations/${visit.id}${status ? '?saved=back' : ''}`)
  })

  routes.post('/delegations/:id/:step', (req, res, next) => {
    const { step } = req.params
    if (!isStep(step)) return next()
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const typed: Typed<StepInput> = readForm(formOf(step), req.body)
    const again = typed.data?.submissionId && findSubmission(db, typed.data.submissionId)
    if (again) return res.redirect(303, again)
    if (!stepsFrom(visit.status).includes(step)) {
      const message = {
        text: 'Đoàn đang ở bước “{status}” nên không ghi bước này được',
        gaps: { status: { text: statuses[visit.status] } },
      }
      return showStep(res.status(422), visit, step, { values: typed.values, errors: { step: [message] } })
    }
    if (typed.data && endsTooEarly(step, visit, typed.data)) {
      const errors = {
        [typed.data.endsOn ? 'endsOn' : 'startsOn']: [{ text: 'Ngày kết thúc trước ngày bắt đầu' }],
      }
      return showStep(res.status(422), visit, step, { values: typed.values, errors })
    }
    if (!typed.data) return showStep(res.status(422), visit, step, typed)
    const input = typed.data
    const location = writeOnce(db, whoAsks(req), input.submissionId, (write) => {
      takeStep(write, visit, step, input)
      return `/delegations/${visit.id}?saved=step`
    })
    res.redirect(303, location)
  })

  function showStep(res: Response, visit: Dossier, step: Step, typed: Typed) {
    const summary = summaryOf(typed)
    if (res.statusCode < 400 && !stepsFrom(visit.status).includes(step)) throw new NotFound()
    page(res, 'delegations/step', {
      visit,
      step,
      verb: steps[step].verb,
      fields: Object.values(fieldsOf(formOf(step), typed)),
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
