import type { Request, Response, Router } from 'express'
import { authoritiesOn, authorityNowCalled } from '../authorities/queries.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { readDate, today, writeDate } from '../dates.ts'
import { findDecision } from '../documents/queries.ts'
import { type Conflict, keepEdit, shownConflict } from '../history/edits.ts'
import { findReport } from '../visit-reports/queries.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf, NotFound } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed } from '../web/form.ts'
import { languageOf, type Message, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { editKey, submissionKey } from '../web/submission.ts'
import { Forbidden } from '../web/router.ts'
import { ledBack } from '../web/way-back.ts'
import { may, whoAsks } from '../web/who.ts'
import { statuses } from './delegation.ts'
import { type Dossier, findDelegation, lastAuthority } from './queries.ts'
import { stepSince } from './step-back.ts'
import {
  impossibleDate,
  plannedOf,
  formOf,
  stepBackForm,
  type Step,
  type StepInput,
  stepNames,
  steps,
  stepsFrom,
  isTakenBack,
  takeBack,
  takeStep,
  unexplained,
  valuesForStep,
} from './steps.ts'

/**
 * A visit's steps: a page with the few fields each one needs, and the way back. `showVisit` gives the visit's own page,
 * with what was refused.
 */
export function stepRoutes(
  db: Db,
  routes: Router,
  showVisit: (res: Response, visit: Dossier, refused: Message) => void,
) {
  // Each step is an address of its own: not everybody who enters data may approve.
  for (const step of stepNames) {
    routes.get(`/delegations/:id/${step}`, (req, res) => openStep(req, res, step))
    routes.post(`/delegations/:id/${step}`, (req, res) => postStep(req, res, step))
  }

  function openStep(req: Request, res: Response, step: Step) {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const values = {
      ...storedValues(step, visit),
      version: String(visit.version),
      submissionId: crypto.randomUUID(),
    }
    showStep(res, visit, step, { values })
  }

  routes.post('/delegations/:id/step-back', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    // What an approver decided, of the visit or of its report, is not taken back by whoever enters data.
    const isDecided = visit.status === 'approved' || findReport(db, visit.id)?.status === 'accepted'
    if (isDecided && !may(res, 'approve')) throw new Forbidden('approve')
    const { submissionId, version } = readForm(stepBackForm, req.body).data ?? {}
    const done = writeOnce<string | Message>(
      db,
      whoAsks(req),
      submissionKey(req, submissionId),
      (write) => {
        const visit = found(findDelegation(write.db, idOf(req.params.id)))
        // As with the other steps: sent without a version, it is meant for the visit as it is.
        const since = version && version !== visit.version ? stepSince(write.db, visit, version) : null
        if (since) return since
        const status = takeBack(write, visit)
        return status ? savedAt(`/delegations/${visit.id}`, 'back', write) : `/delegations/${visit.id}`
      },
      (register) => isTakenBack(register, visit.id),
    )
    if (typeof done === 'string') return res.redirect(303, ledBack(req, done))
    showVisit(res.status(409), found(findDelegation(db, visit.id)), done)
  })

  function postStep(req: Request, res: Response, step: Step) {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const body = withChoices(formOf(step), req.body)
    const key = editKey(req, readForm(stepBackForm, body).data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, ledBack(req, again))
    const read = readStep(step, visit, body)
    // An older form is judged once both people's changes are in it.
    const isNewest = (read.data?.version ?? visit.version) === visit.version
    const typed = isNewest ? withReasonAsked(db, step, visit, read) : read
    if (!typed.data) return showStep(res.status(422), visit, step, typed)
    // A step sent without a version is meant for the visit as it is.
    const data = { ...typed.data, version: typed.data.version ?? visit.version }
    const kept = keepEdit<StepInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: formOf(step),
      typed: { data, values: typed.values! },
      stored: (register) => storedValues(step, found(findDelegation(register, visit.id))),
      read(values) {
        const now = found(findDelegation(db, visit.id))
        return withReasonAsked(db, step, now, readStep(step, now, values))
      },
      keep(write, input) {
        takeStep(write, found(findDelegation(write.db, visit.id)), step, input)
        return savedAt(`/delegations/${visit.id}`, step, write)
      },
    })
    if (typeof kept === 'string') return res.redirect(303, ledBack(req, kept))
    const { conflict } = kept
    showStep(res.status(conflict.clashes.length ? 409 : 422), visit, step, kept.typed, conflict)
  }

  function storedValues(step: Step, visit: Dossier) {
    const last = lastAuthority(db)
    const authority = last && authorityNowCalled(db, last, visit.approvedOn ?? today())
    return written(valuesForStep(step, visit, authority, findDecision(db, visit.id)))
  }

  function showStep(res: Response, visit: Dossier, step: Step, typed: Typed, conflict?: Conflict) {
    const summary = summaryOf(formOf(step), typed)
    const fields = fieldsOf(formOf(step), typed)
    if (res.statusCode < 400 && !stepsFrom(visit.status).includes(step)) throw new NotFound()
    page(res, 'delegations/step', {
      visit,
      step,
      verb: steps[step].verb,
      fields: Object.values(fields),
      offered: {
        approvalAuthority: authoritiesOn(db, readDate(textOf(typed.values?.approvedOn)) ?? today()),
      },
      summary,
      conflict: conflict
        ? shownConflict(formOf(step), fields, conflict, speechOf(languageOf(res.req)))
        : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
    })
  }
}

/** What was typed into the form of a step, with every reason against taking it. */
export function readStep(step: Step, visit: Dossier, body: unknown): Typed<StepInput> {
  const typed: Typed<StepInput> = readForm(formOf(step), body)
  if (!stepsFrom(visit.status).includes(step)) {
    const message = {
      text: 'Đoàn đang ở bước “{status}” nên không ghi bước này được',
      gaps: { status: { text: statuses[visit.status] } },
    }
    return { values: typed.values, errors: { step: [message] } }
  }
  const impossible = typed.data && impossibleDate(step, visit, typed.data, today())
  return impossible ? { values: typed.values, errors: { [impossible.field]: [impossible.message] } } : typed
}

/** "Completed not as planned" carries a reason. */
export function withReasonAsked(
  db: Db,
  step: Step,
  visit: Dossier,
  typed: Typed<StepInput>,
): Typed<StepInput> {
  const unsaid = step === 'return' && typed.data && unexplained(plannedOf(db, visit), typed.data)
  return unsaid ? { values: typed.values, errors: { reason: [unsaid] } } : typed
}

// Stored dates as people read them.
const written = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(value) ? writeDate(value) : value,
    ]),
  )
