import type { Router } from 'express'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { sendJson } from '../web/export.ts'
import { inJson } from '../web/json-body.ts'
import { editFromJson } from '../web/json-form.ts'
import { readPerson } from './form.ts'
import { editedPerson } from './operations.ts'
import { findPersonFile, updatePerson } from './queries.ts'
import { fieldsOfPerson, recordOf } from './record.ts'

/** A person as programs read and edit one. Identity papers are no part of it. */
export function personApiRoutes(db: Db, routes: Router) {
  const show = (id: number) => recordOf(db, found(findPersonFile(db, id)))

  routes.get('/people/:id.json', (req, res) => sendJson(res, show(idOf(req.params.id))))

  routes.post(
    '/people/:id',
    inJson((req, res, body) => {
      const person = found(findPersonFile(db, idOf(req.params.id)))
      editFromJson(db, req, res, body, {
        table: 'people',
        id: person.id,
        schema: editedPerson,
        stored: (register) => fieldsOfPerson(found(findPersonFile(register, person.id))),
        read: (sent, stored) => readPerson({ ...stored, ...sent }),
        keep: (write, input) => updatePerson(write, person.id, input),
        show: () => show(person.id),
      })
    }),
  )
}
