import type { Response, Router } from 'express'
import { z } from 'zod'
import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { found, idOf } from '../web/errors.ts'
import { readForm, reference, submissionId } from '../web/form.ts'
import { type Language, languageOf } from '../web/language.ts'
import { id as asId, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { areNotesTooLong, listLikelyTwins, listVisitsWithBoth, mergePeople } from './merging.ts'
import {
  findPersonFile,
  lastPostOf,
  listTrips,
  type PersonFile,
  suggestPeople,
  tripCountOf,
} from './queries.ts'

/** Visits of each of the two that are named; their pages have the rest. */
const TRIPS_SHOWN = 8

const mergeForm = z.object({
  submissionId: submissionId(),
  otherId: reference('Người kia'),
  version: reference(''),
  otherVersion: reference(''),
})

/** Making two records of one person one: choosing the other, seeing both side by side, and confirming. */
export function mergeRoutes(db: Db, routes: Router) {
  routes.get('/people/:id/merge', (req, res) => {
    const person = standing(idOf(req.params.id))
    const { filters } = readFilters({ with: asId, q: (text) => text.slice(0, 200) }, req.query)
    const other = filters.with[0] === undefined ? undefined : findPersonFile(db, filters.with[0])
    if (other && other.id !== person.id && !other.erasedOn) return compare(res, person, other)
    const q = filters.q[0]?.trim() ?? ''
    const candidates = q
      ? suggestPeople(db, q).filter(({ id }) => id !== person.id)
      : listLikelyTwins(db, person.id)
    page(res, 'people/merge', { person, q, candidates, isAsked: q !== '' }, ['candidates'])
  })

  routes.post('/people/:id/merge', (req, res) => {
    const typed = readForm(mergeForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    const person = standing(idOf(req.params.id))
    const otherId = mergeForm.shape.otherId.safeParse(
      (req.body as Record<string, unknown> | undefined)?.otherId,
    )
    const other = otherId.success ? findPersonFile(db, otherId.data) : undefined
    if (!other || other.id === person.id || other.erasedOn)
      return res.redirect(303, again ?? `/people/${person.id}/merge`)
    const { data } = typed
    const isStale = !data || data.version !== person.version || data.otherVersion !== other.version
    const both = listVisitsWithBoth(db, person.id, other.id)
    if (isStale || both.length || areNotesTooLong(person, other))
      return compare(res.status(409), person, other, isStale)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        mergePeople(write, person.id, other.id)
        return savedAt(`/people/${person.id}`, 'merged', write)
      },
      // Who is still there was taken apart again since.
      () => false,
    )
    res.redirect(303, location)
  })

  // Who was erased is nobody any more, and so cannot be somebody else either.
  function standing(id: number): PersonFile {
    const person = findPersonFile(db, id)
    return found(person?.erasedOn ? undefined : person)
  }

  function compare(res: Response, person: PersonFile, other: PersonFile, isStale = false) {
    const language = languageOf(res.req)
    page(res, 'people/merging', {
      person: { ...person, ...besides(person, language) },
      other: { ...other, ...besides(other, language) },
      both: listVisitsWithBoth(db, person.id, other.id),
      areNotesTooLong: areNotesTooLong(person, other),
      isStale,
      hasErrors: res.statusCode >= 400,
      submissionId: crypto.randomUUID(),
    })
  }

  function besides(person: PersonFile, language: Language) {
    const trips = listTrips(db, person.id)
    return {
      country: person.nationality && countryName(person.nationality, language),
      lastPost: lastPostOf(trips),
      tripCount: tripCountOf(trips),
      visitCount: trips.length,
      trips: trips.slice(0, TRIPS_SHOWN),
    }
  }
}
