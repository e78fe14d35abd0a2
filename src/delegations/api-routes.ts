import type { Router } from 'express'
import { isPrepared, makeChecklist } from '../checklists/queries.ts'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { sendJson } from '../web/export.ts'
import { inJson } from '../web/json-body.ts'
import { createFromJson, editFromJson } from '../web/json-form.ts'
import { jsonForm } from '../web/json-schema.ts'
import { readForm } from '../web/form.ts'
import { Forbidden } from '../web/router.ts'
import { may } from '../web/who.ts'
import { withEditJudged } from './judging.ts'
import { findDelegation } from './queries.ts'
import { createDelegation, updateDelegation } from './writing.ts'
import { recordOf } from './record.ts'
import { editedDelegation, fieldsOfVisit, newDelegation, readChangedVisit, readNewVisit } from './sent.ts'
import { readStep, withReasonAsked } from './step-routes.ts'
import { formOf, stepBackForm, stepNames, takeBack, takeStep, valuesForStep } from './steps.ts'

/** A visit's file as programs read it, and its forms as they send them. */
export function delegationApiRoutes(db: Db, routes: Router) {
  const show = (id: number) => recordOf(db, found(findDelegation(db, id)))

  routes.get('/delegations/:id.json', (req, res) => sendJson(res, show(idOf(req.params.id))))

  routes.post(
    '/delegations',
    inJson((req, res, body) =>
      createFromJson(db, req, res, body, {
        schema: newDelegation,
        read: (sent) => readNewVisit(db, sent, { mayApprove: may(res, 'approve') }),
        keep(write, input) {
          const id = createDelegation(write, input)
          const visit = { ...input, id, status: input.status ?? 'planned' }
          if (isPrepared(visit)) makeChecklist(write, visit)
          return `/delegations/${id}`
        },
        show: (location) => show(idOf(location.split('/')[2])),
      }),
    ),
  )

  routes.post(
    '/delegations/:id',
    inJson((req, res, body) => {
      const visit = found(findDelegation(db, idOf(req.params.id)))
      editFromJson(db, req, res, body, {
        table: 'delegations',
        id: visit.id,
        schema: editedDelegation,
        stored: (register) => fieldsOfVisit(register, visit.id),
        read: (sent, stored) =>
          withEditJudged(visit, readChangedVisit(db, visit, sent, stored), {
            mayApprove: may(res, 'approve'),
          }),
        keep: (write, input) => void updateDelegation(write, visit.id, input),
        show: () => show(visit.id),
      })
    }),
  )

  for (const step of stepNames) {
    routes.post(
      `/delegations/:id/${step}`,
      inJson((req, res, body) => {
        const visit = found(findDelegation(db, idOf(req.params.id)))
        editFromJson(db, req, res, body, {
          table: 'delegations',
          id: visit.id,
          schema: jsonForm(formOf(step)),
          stored: (register) => {
            const now = found(findDelegation(register, visit.id))
            return { version: now.version, status: now.status, ...valuesForStep(step, now, null) }
          },
          read: (sent, stored) =>
            withReasonAsked(db, step, visit, readStep(step, visit, { ...stored, ...sent })),
          keep: (write, input) => takeStep(write, found(findDelegation(write.db, visit.id)), step, input),
          show: () => show(visit.id),
          isVersionOptional: true,
        })
      }),
    )
  }

  routes.post(
    '/delegations/:id/step-back',
    inJson((req, res, body) => {
      const visit = found(findDelegation(db, idOf(req.params.id)))
      if (visit.status === 'approved' && !may(res, 'approve')) throw new Forbidden('approve')
      editFromJson(db, req, res, body, {
        table: 'delegations',
        id: visit.id,
        schema: jsonForm(stepBackForm),
        stored: (register) => {
          const { version, status } = found(findDelegation(register, visit.id))
          return { version, status }
        },
        read: (sent) => readForm(stepBackForm, sent),
        keep: (write) => void takeBack(write, found(findDelegation(write.db, visit.id))),
        show: () => show(visit.id),
        isVersionOptional: true,
      })
    }),
  )
}
