import type { Request, Response } from 'express'
import { note } from '../accounts/security-log.ts'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { write } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { erasePerson } from '../people/erasing.ts'
import { findPersonFile, listTrips, type PersonFile } from '../people/queries.ts'
import type { SecretKey } from '../secret-key.ts'
import { settingAt } from '../settings/queries.ts'
import { found, idOf, NotFound } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed } from '../web/form.ts'
import { page, send } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { whoAsks } from '../web/who.ts'
import { erasureForm, identityForm, passportNumber } from './form.ts'
import {
  eraseIdentity,
  type Holder,
  type Identity,
  keepIdentity,
  listHolders,
  openIdentity,
} from './queries.ts'

/** Passports and birth dates of a visit's people: written, read one by one with each reading written down, erased. */
export function identityRoutes(db: Db, key: SecretKey) {
  const routes = Router()

  routes.get('/delegations/:id/identity', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const done = doneWords[textOf(req.query.done)] ?? null
    showHolders(res, visit, { done })
  })

  routes.post('/delegations/:id/identity/:participantId', (req, res) => {
    const { visit, holder } = held(req)
    const typed = readForm(identityForm, req.body)
    const errors = { ...typed.errors }
    // Looked at even while the other field could not be read.
    const typedPassport = textOf(typed.values?.passport).trim()
    const passport = typedPassport ? passportNumber(typedPassport) : null
    if (passport === undefined)
      errors.passport = [{ text: 'Ghi như trên hộ chiếu: chữ và số, ví dụ C1234567' }]
    const birthDate = typed.data?.birthDate ?? null
    if (birthDate && (birthDate > today() || birthDate < '1900'))
      errors.birthDate = [{ text: 'Không phải ngày sinh' }]
    if (!Object.keys(errors).length && !passport && !birthDate)
      errors.passport = [{ text: 'Chưa ghi gì để lưu' }]
    if (Object.keys(errors).length) {
      return showHolders(res.status(422), visit, {
        at: holder.participantId,
        typed: { values: typed.values, errors },
      })
    }
    const given: Identity = { passport: passport ?? null, birthDate }
    keepIdentity(db, key, whoAsks(req), holder.participantId, given)
    note(db, 'identity_written', whoAsks(req), aboutOf(visit, holder))
    res.redirect(303, `/delegations/${visit.id}/identity?done=written`)
  })

  // A form and not a link: what opens it is written down.
  routes.post('/delegations/:id/identity/:participantId/reading', (req, res) => {
    const { visit, holder } = held(req)
    note(db, 'identity_read', whoAsks(req), aboutOf(visit, holder))
    const opened = openIdentity(db, key, holder.participantId)
    showHolders(res, visit, { at: holder.participantId, opened })
  })

  routes.post('/delegations/:id/identity/:participantId/erasure', (req, res) => {
    const { visit, holder } = held(req)
    const isErased = eraseIdentity(db, whoAsks(req), holder.participantId)
    if (isErased) note(db, 'identity_erased', whoAsks(req), aboutOf(visit, holder))
    res.redirect(303, `/delegations/${visit.id}/identity${isErased ? '?done=erased' : ''}`)
  })

  // Everything the register holds of one person, for that person.
  routes.post('/people/:id/extract', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    note(db, 'person_exported', whoAsks(req), `people ${person.id}`)
    const { name, nationality, note: remark, spellings } = person
    const trips = listTrips(db, person.id).map((trip) => ({
      code: trip.code,
      title: trip.title,
      direction: trip.direction,
      startsOn: trip.startsOn,
      endsOn: trip.endsOn,
      unit: trip.unit,
      side: trip.side,
      role: trip.role,
      post: trip.post,
      organisation: trip.organisation,
      hasTravelled: trip.hasTravelled,
      ...openIdentity(db, key, trip.id),
    }))
    res.set('Content-Disposition', `attachment; filename="nhan-su-${person.id}.json"`)
    const everything = { asOf: today(), name, spellings, nationality, note: remark, trips }
    send(res, 'application/json; charset=utf-8', `${JSON.stringify(everything, null, 2)}\n`)
  })

  routes.get('/people/:id/erasure', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    showErasure(res, person, { values: { submissionId: crypto.randomUUID() } })
  })

  // At a person's own request. What was written of their trips stays, so that no total moves.
  routes.post('/people/:id/erasure', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    const typed = readForm(erasureForm, req.body)
    if (!typed.data) return showErasure(res.status(422), person, typed)
    if (person.erasedOn) return res.redirect(303, `/people/${person.id}`)
    const who = whoAsks(req)
    for (const { id } of listTrips(db, person.id)) eraseIdentity(db, who, id)
    write(db, who, (write) => erasePerson(write, person.id))
    note(db, 'person_erased', who, `people ${person.id}: ${typed.data.request}`)
    res.redirect(303, `/people/${person.id}?saved=erased`)
  })

  function showErasure(res: Response, person: PersonFile, typed: Typed) {
    const summary = summaryOf(erasureForm, typed)
    page(res, 'identity-papers/erasure', {
      person,
      trips: listTrips(db, person.id).length,
      fields: fieldsOf(erasureForm, typed),
      summary,
      hasErrors: summary.length > 0,
    })
  }

  function held(req: Request) {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const participantId = idOf(req.params.participantId)
    const holder = listHolders(db, visit.id).find((one) => one.participantId === participantId)
    if (!holder) throw new NotFound()
    return { visit, holder }
  }

  interface Shown {
    /** The participant whose form came back, or whose papers are shown. */
    at?: number
    typed?: Typed
    opened?: Identity
    done?: string | null
  }

  function showHolders(res: Response, visit: Dossier, { at, typed = {}, opened, done = null }: Shown) {
    page(res, 'identity-papers/index', {
      visit,
      months: Number(settingAt(db, 'identity_months', today()).value),
      done,
      hasErrors: typed.errors !== undefined,
      holders: listHolders(db, visit.id).map((holder) => {
        const isAt = holder.participantId === at
        const fields = fieldsOf(identityForm, isAt ? typed : {})
        return {
          ...holder,
          isOpen: isAt && typed.errors !== undefined,
          opened:
            isAt && opened ? { ...opened, birthDate: opened.birthDate && writeDate(opened.birthDate) } : null,
          fields: Object.values(fields).map((field) => ({
            ...field,
            id: `${field.name}-${holder.participantId}`,
          })),
        }
      }),
    })
  }

  return routes
}

const doneWords: Record<string, string> = {
  written: 'Đã ghi, niêm phong ngoài sổ chung.',
  erased: 'Đã xóa giấy tờ của người này.',
}

const aboutOf = (visit: Dossier, { participantId }: Holder) => `${visit.code}, participant ${participantId}`
