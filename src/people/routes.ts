import { type Response, Router } from 'express'
import { countryName, countryOptions } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { directions } from '../delegations/delegation.ts'
import { participantRoles } from '../participants/participant.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed, valuesOfBody } from '../web/form.ts'
import { languageOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { formValues, personForm, readPerson, spellingRows } from './form.ts'
import { findPersonFile, listTrips, type PersonFile, suggestPeople, updatePerson } from './queries.ts'

/** One person: every trip, and the form that mends name and spellings. */
export function personRoutes(db: Db) {
  const routes = Router()

  routes.get('/people/options', (req, res) => {
    const typed = typeof req.query.q === 'string' ? req.query.q.slice(0, 200) : ''
    const options = suggestPeople(db, typed).map(({ name, lastPost }) => ({
      value: name,
      name,
      small: lastPost ?? '',
    }))
    page(res, 'people/_options', { options })
  })

  routes.get('/people/:id', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    const trips = listTrips(db, person.id)
    const last = trips.find(({ post, organisation }) => post ?? organisation)
    page(res, 'people/show', {
      person,
      nationality: person.nationality && countryName(person.nationality, languageOf(req)),
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
      trips: trips.map((trip) => ({ ...trip, otherUnit: trip.unitKind === 'own_body' ? null : trip.unit })),
      tripCount: trips.find(({ tripNumber }) => tripNumber)?.tripNumber ?? 0,
      lastPost: last ? [last.post, last.organisation].filter(Boolean).join(', ') : null,
      directions,
      roles: participantRoles,
    })
  })

  routes.get('/people/:id/edit', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    showForm(res, person, {
      values: { ...formValues(person, languageOf(req)), submissionId: crypto.randomUUID() },
    })
  })

  routes.post('/people/:id', (req, res) => {
    const person = found(findPersonFile(db, idOf(req.params.id)))
    const isAdding = (req.body as Record<string, unknown> | undefined)?.add === 'spellings'
    if (isAdding) return showForm(res, person, { values: valuesOfBody(personForm, req.body) }, { more: 2 })
    const typed = readPerson(req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), person, typed)
    const input = typed.data
    if (input.version !== person.version) return showForm(res.status(409), person, typed, { isStale: true })
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      updatePerson(write, person.id, input)
      return savedAt(`/people/${person.id}`, 1, write)
    })
    res.redirect(303, location)
  })

  return routes
}

const savedWords: Record<string, string> = {
  1: 'Đã lưu nhân sự vào sổ.',
  restored: 'Đã khôi phục vào sổ.',
}

function showForm(res: Response, person: PersonFile, typed: Typed, { more = 1, isStale = false } = {}) {
  const language = languageOf(res.req)
  const values = typed.values ?? {}
  const summary = summaryOf(personForm, typed)
  page(res, 'people/form', {
    person,
    // Saving again, having seen what is stored, is saving over it.
    values: { ...values, version: isStale ? person.version : values.version },
    fields: fieldsOf(personForm, typed),
    spellings: spellingRows(values, more),
    summary,
    hasErrors: summary.length > 0 || isStale,
    isStale,
    countryNames: [countryName('VN', language), ...countryOptions(language)],
  })
}
