import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { write } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type DrawConflict, keepEditForm } from '../history/edit-form.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedAt } from '../web/saved.ts'
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
    keepEditForm<PressWorkInput>(db, req, res, {
      table: 'delegations',
      id: visit.id,
      form: pressWorkForm,
      stored: (register) => storedValues(register, visit.id),
      read: (body) => readForm(pressWorkForm, body),
      show: (res, typed, conflict) => showForm(res, visit, typed, conflict),
      keep(write, input) {
        keepPressWork(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, 'press-work', write)
      },
    })
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

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: DrawConflict) {
    const fields = fieldsOf(pressWorkForm, typed)
    const summary = summaryOf(pressWorkForm, typed)
    page(res, 'delegations/part', {
      visit,
      title: 'Hoạt động báo chí',
      action: `/delegations/${visit.id}/press-work`,
      verb: 'Lưu hoạt động báo chí',
      fields: Object.values(fields),
      summary,
      conflict: conflict ? conflict(fields) : null,
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
