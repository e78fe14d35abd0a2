import type { Response, Router } from 'express'
import type { z } from 'zod'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type DrawConflict, keepEditForm } from '../history/edit-form.ts'
import { partnerTitle } from '../partners/partner.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed, type Values } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { languageOf, type Message } from '../web/language.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { buttonKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { listNames } from './filters.ts'
import {
  closingForm,
  type ClosingInput,
  closingValues,
  followUpForm,
  type FollowUpInput,
  formValues,
  ownerForm,
  readClosing,
  readFollowUp,
} from './form.ts'
import {
  addFollowUp,
  closeFollowUp,
  findFollowUp,
  type FollowUp,
  removeFollowUp,
  reopenFollowUp,
  updateFollowUp,
} from './queries.ts'

/** What a form's page says and where it sends. */
interface Form {
  form: z.ZodObject
  title: string
  verb: string
  action: string
  followUp?: FollowUp
  /** Its words belong to the report that was handed in. */
  isOwnerOnly?: boolean
  conflict?: DrawConflict
}

/** A visit's follow-ups: added, edited, closed with what shows it, opened again, removed. */
export function formRoutes(db: Db, routes: Router) {
  const visitAt = (id: string | string[] | undefined) => found(findDelegation(db, idOf(id)))
  const followUpAt = (id: string | string[] | undefined) => found(findFollowUp(db, idOf(id)))
  const visitOf = ({ delegationId }: FollowUp) => found(findDelegation(db, delegationId))
  const partnerIdsOf = (visit: Dossier) => visit.partners.map(({ id }) => id)
  const back = (delegationId: number) => `/delegations/${delegationId}`

  const adding = (visit: Dossier): Form => ({
    form: followUpForm,
    title: 'Thêm việc tiếp theo',
    verb: 'Lưu việc',
    action: `${back(visit.id)}/follow-ups`,
  })
  const editing = (followUp: FollowUp): Form => ({
    form: followUp.isFromReport ? ownerForm : followUpForm,
    title: 'Sửa việc tiếp theo',
    verb: 'Lưu việc',
    action: `/follow-ups/${followUp.id}`,
    followUp,
    isOwnerOnly: followUp.isFromReport,
  })
  const closing = (followUp: FollowUp): Form => ({
    form: closingForm,
    title: followUp.outcome ? 'Sửa kết quả' : 'Ghi kết quả',
    verb: 'Lưu kết quả',
    action: `/follow-ups/${followUp.id}/closing`,
    followUp,
  })

  routes.get('/delegations/:id/follow-ups/new', (req, res) => {
    const visit = visitAt(req.params.id)
    const [only, ...others] = visit.partners
    const partnerId = only && !others.length ? String(only.id) : ''
    showForm(res, visit, adding(visit), { values: { side: 'ours', partnerId } })
  })

  routes.post('/delegations/:id/follow-ups', (req, res) => {
    const visit = visitAt(req.params.id)
    const typed = readFollowUp(partnerIdsOf(visit), req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showForm(res, visit, adding(visit), typed),
      keep(write, { submissionId: _submissionId, version: _version, ...input }) {
        addFollowUp(write, visit.id, input)
        return savedAt(back(visit.id), 'followUp', write)
      },
    })
  })

  routes.get('/follow-ups/:id/edit', (req, res) => {
    const followUp = followUpAt(req.params.id)
    showForm(res, visitOf(followUp), editing(followUp), { values: formValues(followUp) })
  })

  routes.post('/follow-ups/:id', (req, res) => {
    const followUp = followUpAt(req.params.id)
    const visit = visitOf(followUp)
    const shown = editing(followUp)
    // Of a follow-up from a report only its owner is read; the rest stays as the paper has it.
    const read = (values: unknown): Typed<FollowUpInput> =>
      followUp.isFromReport
        ? readOwner(found(findFollowUp(db, followUp.id)), values)
        : readFollowUp([...partnerIdsOf(visit), ...(followUp.partnerId ? [followUp.partnerId] : [])], values)
    keepEditForm<FollowUpInput>(db, req, res, {
      table: 'follow_ups',
      id: followUp.id,
      form: shown.form,
      stored: (register) => formValues(found(findFollowUp(register, followUp.id))),
      read,
      keep(write, { submissionId: _submissionId, version: _version, owner, ...input }) {
        updateFollowUp(write, followUp.id, followUp.isFromReport ? { owner } : { owner, ...input })
        return savedAt(back(visit.id), 'followUp', write)
      },
      show: (res, typed, conflict) => showForm(res, visit, { ...shown, conflict }, typed),
    })
  })

  routes.get('/follow-ups/:id/closing', (req, res) => {
    const followUp = followUpAt(req.params.id)
    const values = closingValues(followUp)
    const proposed = followUp.outcome ? {} : { outcome: 'done', closedOn: writeDate(today()) }
    showForm(res, visitOf(followUp), closing(followUp), { values: { ...values, ...proposed } })
  })

  routes.post('/follow-ups/:id/closing', (req, res) => {
    const followUp = followUpAt(req.params.id)
    const visit = visitOf(followUp)
    keepEditForm<ClosingInput>(db, req, res, {
      table: 'follow_ups',
      id: followUp.id,
      form: closingForm,
      stored: (register) => closingValues(found(findFollowUp(register, followUp.id))),
      read(body) {
        const typed = readClosing(body)
        if (!typed.data) return typed
        // Sent without a version, it is meant for the follow-up as it is.
        return { ...typed, data: { ...typed.data, version: typed.data.version ?? followUp.version } }
      },
      keep(write, input) {
        closeFollowUp(write, followUp.id, input)
        return savedAt(back(visit.id), 'closed', write)
      },
      show: (res, typed, conflict) => showForm(res, visit, { ...closing(followUp), conflict }, typed),
    })
  })

  routes.post('/follow-ups/:id/reopening', (req, res) => {
    const followUp = followUpAt(req.params.id)
    const key = buttonKey(req)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        reopenFollowUp(write, followUp.id)
        return savedAt(back(followUp.delegationId), 'reopened', write)
      },
      () => followUp.outcome === null,
    )
    res.redirect(303, location)
  })

  routes.post('/follow-ups/:id/removal', (req, res) => {
    const key = buttonKey(req)
    const again = key && findSubmission(db, key)
    if (again && !findFollowUp(db, idOf(req.params.id))) return res.redirect(303, again)
    const followUp = followUpAt(req.params.id)
    // What a report proposes goes only with the report's own form.
    if (followUp.isFromReport) {
      const shown = editing(followUp)
      return showForm(res.status(409), visitOf(followUp), shown, { values: formValues(followUp) })
    }
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        removeFollowUp(write, followUp.id)
        return savedAt(back(followUp.delegationId), 'followUpRemoved', write)
      },
      // What is still there was put back since it was removed.
      () => false,
    )
    res.redirect(303, location)
  })

  function showForm(res: Response, visit: Dossier, shown: Form, typed: Typed) {
    const language = languageOf(res.req)
    const { form, followUp, conflict } = shown
    // A partner that has left the visit since stays the one it names until another is chosen.
    const partners = [...visit.partners, ...(followUp?.partners ?? [])]
    const options = new Map(partners.map((one) => [String(one.id), partnerTitle(one, language)]))
    const values: Values = { submissionId: crypto.randomUUID(), ...typed.values }
    const fields = fieldsOf(form, { ...typed, values }, { partnerId: [...options] })
    const summary = summaryOf(form, typed)
    const refused: Message | null =
      res.statusCode === 409 && !conflict
        ? { text: 'Việc này ghi trong báo cáo đã nộp. Muốn bỏ thì rút báo cáo lại để sửa.' }
        : null
    page(res, 'follow-ups/form', {
      ...shown,
      followUp: followUp ?? null,
      isOwnerOnly: shown.isOwnerOnly ?? false,
      visit,
      fields: Object.values(fields),
      offered: { lead: listNames(db).slice(0, 200), owner: listNames(db).slice(0, 200) },
      submissionId: crypto.randomUUID(),
      summary,
      refused,
      conflict: conflict?.(fields) ?? null,
      hasErrors: res.statusCode >= 400,
    })
  }
}

function readOwner(stored: FollowUp, body: unknown): Typed<FollowUpInput> {
  const typed = readForm(ownerForm, body)
  if (!typed.data) return { values: typed.values, errors: typed.errors }
  const { content, side, partnerId, lead, dueOn } = stored
  return { data: { ...typed.data, content, side, partnerId, lead, dueOn }, values: typed.values }
}
