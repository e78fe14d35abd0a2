import type { Response } from 'express'
import { countryName, countryOptions, HOME } from '../countries/names.ts'
import { yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { participantRoles } from '../participants/participant.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, type Typed, valuesOfBody } from '../web/form.ts'
import { languageOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { personApiRoutes } from './api-routes.ts'
import { formValues, meansInPerson, personForm, type PersonInput, readPerson, spellingRows } from './form.ts'
import { mergeRoutes } from './merge-routes.ts'
import {
  findPersonFile,
  lastPostOf,
  listTrips,
  type PersonFile,
  suggestPeople,
  type Trip,
  tripCountOf,
  updatePerson,
} from './queries.ts'

/** One person: every trip, and the form that mends name and spellings. */
export function personRoutes(db: Db) {
  const routes = Router()

  personApiRoutes(db, routes)
  mergeRoutes(db, routes)

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
    page(res, 'people/show', {
      person,
      nationality: person.nationality && countryName(person.nationality, languageOf(req)),
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
      meanwhile: meanwhileTold(db, req, personForm, { table: 'people', id: person.id }),
      ...bySide(trips),
      years: yearsOf(trips),
      tripCount: tripCountOf(trips),
      lastPost: lastPostOf(trips),
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
    if (isAdding) {
      const values = valuesOfBody(personForm, withChoices(personForm, req.body))
      return showForm(res, person, { values }, { more: 2 })
    }
    keepEditForm<PersonInput>(db, req, res, {
      table: 'people',
      id: person.id,
      form: personForm,
      stored: (register) => formValues(found(findPersonFile(register, person.id)), languageOf(req)),
      read: readPerson,
      keep(write, input) {
        updatePerson(write, person.id, input)
        return savedAt(`/people/${person.id}`, 1, write)
      },
      means: meansInPerson,
      show: (res, typed, conflict) => showForm(res, person, typed, { conflict }),
    })
  })

  return routes
}

const shown = (trip: Trip) => ({ ...trip, otherUnit: trip.unitKind === 'own_body' ? null : trip.unit })

// Who receives guests makes no trip: that is told apart (C4).
function bySide(trips: Trip[]) {
  return {
    trips: trips.filter(({ side }) => side === 'delegation').map(shown),
    received: trips.filter(({ side }) => side === 'host').map(shown),
  }
}

// Counted trips by the year they begin in (C5), the newest first, each way.
function yearsOf(trips: Trip[]) {
  const counted = trips.filter(({ tripNumber }) => tripNumber)
  return [...Map.groupBy(counted, ({ startsOn }) => yearOf(startsOn))].map(([year, trips]) => ({
    year,
    count: trips.length,
    outbound: trips.filter(({ direction }) => direction === 'outbound').length,
    inbound: trips.filter(({ direction }) => direction === 'inbound').length,
    asHead: trips.filter(({ role }) => role === 'head').length,
  }))
}

const savedWords: Record<string, string> = {
  1: 'Đã lưu nhân sự vào sổ.',
  restored: 'Đã khôi phục vào sổ.',
  merged: 'Đã gộp hai nhân sự thành một.',
  erased: 'Đã xóa dữ liệu của người này.',
}

function showForm(
  res: Response,
  person: PersonFile,
  typed: Typed,
  { more = 1, conflict }: { more?: number; conflict?: DrawConflict } = {},
) {
  const language = languageOf(res.req)
  const values = typed.values ?? {}
  const summary = summaryOf(personForm, typed)
  const fields = fieldsOf(personForm, typed)
  page(res, 'people/form', {
    person,
    values,
    fields,
    spellings: spellingRows(values, more),
    summary,
    hasErrors: summary.length > 0 || conflict !== undefined,
    conflict: conflict?.(fields) ?? null,
    countryNames: [countryName(HOME, language), ...countryOptions(language)],
  })
}
