import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type Conflict, keepEdit, shownConflict } from '../history/edits.ts'
import { dayKinds } from '../settings/setting-value.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed, type Values } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { rowPressIn, rowsPressed, rowsSent } from '../web/row-changes.ts'
import { savedAt } from '../web/saved.ts'
import { editKey, submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { anchors, checklistStates, meanings } from './checklist-line.ts'
import {
  blankLine,
  checklistForm,
  type ChecklistInput,
  checklistValues,
  readChecklist,
  sides,
  stateForm,
} from './form.ts'
import { findItem, listChecklist, makeChecklist, saveChecklist, setState } from './queries.ts'

/** A visit's checklist: made from the catalogue, ticked on the visit's page, changed on a page of its own. */
export function checklistRoutes(db: Db) {
  const routes = Router()
  const visitOf = (id: string | string[] | undefined) => found(findDelegation(db, idOf(id)))

  routes.get('/delegations/:id/checklist', (req, res) => {
    const visit = visitOf(req.params.id)
    const values = storedValues(db, visit)
    const lines = values.lines as Values[]
    showForm(res, visit, {
      values: { ...values, lines: lines.length ? lines : [blankLine()], submissionId: crypto.randomUUID() },
    })
  })

  routes.post('/delegations/:id/checklist', (req, res) => {
    const visit = visitOf(req.params.id)
    const body = withChoices(checklistForm, req.body)
    const press = rowPressIn(body, 'lines')
    if (press) {
      const { submissionId, version } = body as Values
      const lines = rowsPressed(rowsSent(body, 'lines'), press, blankLine)
      return showForm(res, visit, { values: { submissionId, version, lines } })
    }
    const key = editKey(req, readForm(checklistForm, body).data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const typed = readChecklist(body)
    if (!typed.data) return showForm(res.status(422), visit, typed)
    const kept = keepEdit<ChecklistInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: checklistForm,
      typed: { data: { ...typed.data, version: typed.data.version ?? visit.version }, values: typed.values! },
      stored: (register) => storedValues(register, found(findDelegation(register, visit.id))),
      read: readChecklist,
      keep(write, { lines }) {
        saveChecklist(write, visit.id, lines)
        return savedAt(`/delegations/${visit.id}`, 'checklist', write)
      },
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { conflict } = kept
    showForm(res.status(conflict.clashes.length ? 409 : 422), visit, kept.typed, conflict)
  })

  routes.post('/delegations/:id/checklist/making', (req, res) => {
    const visit = visitOf(req.params.id)
    const key = submissionKey(
      req,
      readForm(stateForm.pick({ submissionId: true }), req.body).data?.submissionId,
    )
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        makeChecklist(write, visit)
        return savedAt(`/delegations/${visit.id}`, 'checklist', write)
      },
      (register) => listChecklist(register, visit.id).length > 0,
    )
    res.redirect(303, `${location}#checklist`)
  })

  // Ticking says how a line stands, whatever it said before: two people ticking the same one agree.
  routes.post('/delegations/:id/checklist/:itemId/state', (req, res) => {
    const visit = visitOf(req.params.id)
    const item = found(findItem(db, visit.id, idOf(req.params.itemId)))
    const typed = readForm(stateForm, req.body)
    const location = typed.data
      ? writeOnce(
          db,
          whoAsks(req),
          submissionKey(req, typed.data.submissionId),
          (write) => {
            setState(write, found(findItem(write.db, visit.id, item.id)), typed.data!.state)
            return savedAt(`/delegations/${visit.id}`, 'ticked', write)
          },
          () => item.state === typed.data!.state,
        )
      : `/delegations/${visit.id}`
    res.redirect(303, `${location}#checklist`)
  })

  const storedValues = (register: Db, visit: Dossier) =>
    checklistValues(visit, listChecklist(register, visit.id))

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: Conflict) {
    const summary = summaryOf(checklistForm, typed)
    const fields = fieldsOf(checklistForm, typed)
    page(
      res,
      'checklists/form',
      {
        visit,
        rows: ((typed.values?.lines ?? []) as Values[]).map(asShown),
        words: { sides, dayKinds, anchors, states: checklistStates, meanings },
        version: textOf(typed.values?.version) || String(visit.version),
        submissionId: textOf(typed.values?.submissionId) || crypto.randomUUID(),
        errors: typed.errors ?? {},
        summary,
        conflict: conflict
          ? shownConflict(checklistForm, fields, conflict, speechOf(languageOf(res.req)))
          : null,
        hasErrors: summary.length > 0 || conflict !== undefined,
      },
      ['lines'],
    )
  }

  return routes
}

// Of what was sent, any column may be missing.
const asShown = (row: Values): Record<string, string> =>
  Object.fromEntries(Object.keys(blankLine()).map((column) => [column, textOf(row[column])]))
