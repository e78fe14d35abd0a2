import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, write } from '../db/write.ts'
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
import { formValues, pressWorkForm, type PressWorkInput } from './form.ts'
import { findPressWork, keepPressWork, removePressWork } from './queries.ts'

/** Where guests will work as press: the permit they need, and where they go. */
export function pressWorkRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations/:id/press-work', (req, res) => {
    const visit = receiving(req.params.id)
    showForm(res, visit, { values: { ...storedValues(db, visit.id), submissionId: crypto.randomUUID() } })
  })

  routes.post('/delegations/:id/press-work', (req, res) => {
    const visit = receiving(req.params.id)
    const body = withChoices(pressWorkForm, req.body)
    const typed = readForm(pressWorkForm, body)
    const key = editKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), visit, typed)
    const kept = keepEdit<PressWorkInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: pressWorkForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => storedValues(register, visit.id),
      read: (values) => readForm(pressWorkForm, values),
      keep(write, input) {
        keepPressWork(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, 'press-work', write)
      },
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    showForm(res.status(kept.conflict.clashes.length ? 409 : 422), visit, kept.typed, kept.conflict)
  })

  routes.post('/delegations/:id/press-work/removal', (req, res) => {
    const visit = receiving(req.params.id)
    const location = write(db, whoAsks(req), (write) => {
      removePressWork(write, visit.id)
      return savedAt(`/delegations/${visit.id}`, 'press-work-removed', write)
    })
    res.redirect(303, location)
  })

  // Only of guests; what was written down before a visit was turned round can still be taken away.
  function receiving(id: string): Dossier {
    const visit = found(findDelegation(db, idOf(id)))
    return found(visit.direction === 'inbound' || findPressWork(db, visit.id) ? visit : undefined)
  }

  const storedValues = (register: Db, id: number) =>
    formValues(findPressWork(register, id), found(findDelegation(register, id)))

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: Conflict) {
    const fields = fieldsOf(pressWorkForm, typed)
    const summary = summaryOf(pressWorkForm, typed)
    page(res, 'delegations/part', {
      visit,
      title: 'Hoạt động báo chí',
      action: `/delegations/${visit.id}/press-work`,
      verb: 'Lưu hoạt động báo chí',
      fields: Object.values(fields),
      summary,
      conflict: conflict
        ? shownConflict(pressWorkForm, fields, conflict, speechOf(languageOf(res.req)))
        : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
      removal: findPressWork(db, visit.id)
        ? {
            verb: 'Khách không hoạt động báo chí',
            note: 'Bỏ phần này khỏi hồ sơ đoàn. Bỏ nhầm thì hoàn tác ở Lịch sử.',
          }
        : null,
    })
  }

  return routes
}
