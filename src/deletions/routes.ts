import type { ErrorRequestHandler, Request, Response } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { note } from '../accounts/security-log.ts'
import { findDelegation } from '../delegations/queries.ts'
import { countHeld } from '../identity-papers/queries.ts'
import { lastActOf } from '../history/queries.ts'
import { lastActsTold } from '../history/told.ts'
import { type Refusal, restore, undo } from '../history/undo.ts'
import { found, idOf, NotFound, wantsJson } from '../web/errors.ts'
import { sendCsv, sendJson, sendList } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Forbidden, Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { may, whoAsks } from '../web/who.ts'
import { sendXlsx } from '../web/workbook.ts'
import { type Deletable, deletable } from './deletion.ts'
import { asJson, batchesOf, csvColumns, sheetOf } from './export.ts'
import { filterKinds } from './record.ts'
import { deletionForm } from './form.ts'
import { findNamed, findStanding, isDeletable } from './marks.ts'
import {
  countBelongings,
  deleteRecord,
  DELETIONS_A_PAGE,
  findDeletion,
  holdersOf,
  listDeletions,
} from './queries.ts'
import { deletionTold, deletionWords, removedTold, rowsTold, visitTold } from './told.ts'

/** Visits named on the page of a record that they keep; the rest are behind its link. */
const VISITS_SHOWN = 10

const savedWords = { deleted: 'Đã xóa khỏi sổ.' }

/** Deleting a record with a reason, what was deleted, and bringing it back. */
export function deletionRoutes(db: Db) {
  const routes = Router()

  for (const table of valuesOf(deletable)) {
    routes.get(`/${table}/:id/deletion`, (req, res) => {
      const recordId = idOf(req.params.id)
      showForm(res, table, recordId, { values: { submissionId: crypto.randomUUID() } })
    })

    routes.post(`/${table}/:id/deletion`, (req, res) => {
      const recordId = idOf(req.params.id)
      const typed = readForm(deletionForm, req.body)
      const key = submissionKey(req, typed.data?.submissionId)
      const again = key && findSubmission(db, key)
      if (again && !findNamed(db, table, recordId)) return res.redirect(303, again)
      found(findNamed(db, table, recordId))
      if (holdersOf(db, table, recordId).isHeld) return showForm(res.status(409), table, recordId, typed)
      if (!typed.data) return showForm(res.status(422), table, recordId, typed)
      const { reason, lastActId } = typed.data
      if (lastActId !== (lastActOf(db, table, recordId)?.id ?? null))
        return showForm(res.status(409), table, recordId, typed, lastActId ?? 0)
      const papers = table === 'delegations' ? countHeld(db, recordId) : 0
      const location = writeOnce(
        db,
        whoAsks(req),
        key,
        (write) => savedAt(`/deletions/${deleteRecord(write, table, recordId, reason)}`, 'deleted', write),
        // What is still there was restored since it was deleted.
        () => false,
      )
      if (papers) note(db, 'identity_erased', whoAsks(req), `participants: ${papers}, with ${location}`)
      res.redirect(303, location)
    })
  }

  routes.get('/deletions', (req, res) => {
    const { filters, ignored } = readFilters(filterKinds, req.query)
    const deletions = listDeletions(db, filters)
    const shown = deletions.slice(0, DELETIONS_A_PAGE)
    const asked = { kind: filters.kind, q: filters.q }
    const isMore = deletions.length > DELETIONS_A_PAGE
    page(res, 'deletions/index', {
      ignored,
      deletions: shown.map(deletionTold),
      kinds: deletable,
      kind: filters.kind[0] ?? '',
      q: filters.q[0] ?? '',
      isFiltered: filters.kind.length + filters.q.length > 0,
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`/deletions.${ending}`, asked),
      })),
      pages: {
        first: filters.before.length ? addressOf('/deletions', asked) : null,
        previous: null,
        next: isMore ? addressOf('/deletions', { ...asked, before: [shown.at(-1)!.id] }) : null,
      },
    })
  })

  routes.get('/deletions.json', (req, res) => {
    const { filters, ignored } = readFilters(filterKinds, req.query)
    const deletions = listDeletions(db, filters)
    const shown = deletions.slice(0, DELETIONS_A_PAGE)
    const next = { kind: filters.kind, q: filters.q, before: [shown.at(-1)?.id ?? 0] }
    sendList(res, ignored, {
      asOf: today(),
      next: deletions.length > DELETIONS_A_PAGE ? addressOf('/deletions.json', next) : null,
      items: shown.map(asJson),
    })
  })

  routes.get('/deletions.csv', (req, res) => {
    const { filters } = readFilters(filterKinds, req.query)
    return sendCsv(res, `da-xoa-${today()}`, csvColumns(speechOf(languageOf(req))), batchesOf(db, filters))
  })

  routes.get('/deletions.xlsx', (req, res) => {
    const { filters } = readFilters(filterKinds, req.query)
    return sendXlsx(res, `da-xoa-${today()}`, sheetOf(db, filters, speechOf(languageOf(req))))
  })

  routes.get('/deletions/:id.json', (req, res) => {
    sendJson(res, { asOf: today(), ...asJson(found(findDeletion(db, idOf(req.params.id)))) })
  })

  routes.get('/deletions/:id', (req, res) => {
    showDeletion(req, res, found(findDeletion(db, idOf(req.params.id))).id)
  })

  // A record that is back already is where this leads: a double click restores once.
  routes.post('/deletions/:id/restoration', (req, res) => {
    const deletion = found(findDeletion(db, idOf(req.params.id)))
    const { subjectTable, subjectId } = deletion
    if (subjectTable !== 'delegations' && !may(res, 'enterAtCentre')) throw new Forbidden('enterAtCentre')
    if (deletion.restoredAt !== null) return res.redirect(303, `/${subjectTable}/${subjectId}`)
    // What was merged comes back with all that was its own, as the undo of the merging gives it.
    const { actId, refusals } =
      deletion.mergedIntoId === null
        ? restore(db, whoAsks(req), deletion.actId, subjectTable, subjectId)
        : undo(db, whoAsks(req), deletion.actId)
    if (findDeletion(db, deletion.id)?.restoredAt === null)
      return showDeletion(req, res.status(409), deletion.id, refusals)
    res.redirect(
      303,
      addressOf(`/${subjectTable}/${subjectId}`, { saved: ['restored'], act: actId ? [actId] : [] }),
    )
  })

  function showDeletion(req: Request, res: Response, deletionId: number, refusals: Refusal[] = []) {
    const deletion = found(findDeletion(db, deletionId))
    page(res, 'deletions/show', {
      deletion: deletionTold(deletion),
      ...removedTold(db, deletion, languageOf(req)),
      refusals,
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
    })
  }

  // `seenActId`: the last act that whoever sent the form had seen, where others came after it.
  function showForm(res: Response, table: Deletable, recordId: number, typed: Typed, seenActId?: number) {
    const named = found(findNamed(db, table, recordId))
    const language = languageOf(res.req)
    const summary = summaryOf(deletionForm, typed)
    const { visits, others, isHeld } = holdersOf(db, table, recordId)
    const visit = table === 'delegations' ? findDelegation(db, recordId) : undefined
    const lastActId = lastActOf(db, table, recordId)?.id
    page(res, 'deletions/form', {
      table,
      words: deletionWords[table],
      name: [named.code, named.title].filter(Boolean).join(' '),
      record: `/${table}/${recordId}`,
      action: `/${table}/${recordId}/deletion`,
      section: table === 'partners' ? '/partners' : '/delegations',
      visit: visit ? visitTold(visit) : null,
      papers: table === 'delegations' ? countHeld(db, recordId) : 0,
      goes: rowsTold(countBelongings(db, table, recordId)),
      isHeld,
      visits: visits.slice(0, VISITS_SHOWN),
      visitCount: visits.length,
      // Exactly these visits: of a partner in the list of visits, of a person on the person's own page.
      allVisits:
        table === 'partners'
          ? addressOf('/delegations', { partner: [recordId], scope: ['all'] })
          : `/${table}/${recordId}#trips`,
      holders: rowsTold(new Map(others.map(({ table, count }) => [table, count]))),
      fields: fieldsOf(deletionForm, {
        ...typed,
        values: { ...typed.values, lastActId: lastActId === undefined ? '' : String(lastActId) },
      }),
      summary: isHeld ? [] : summary,
      hasErrors: res.statusCode >= 400,
      isStale: seenActId !== undefined,
      changedSince:
        seenActId === undefined
          ? []
          : lastActsTold(db, table, recordId, language).acts.filter(({ id }) => id > seenActId),
    })
  }

  return routes
}

/** Answers for a record that is deleted, at whatever address it had: gone, when, why, and where it can be restored. */
export function showDeleted(db: Db): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const [, table = '', recordId] = /^\/(\w+)\/(\d{1,15})(?:\/|\.json$|$)/.exec(req.path) ?? []
    const deletion =
      error instanceof NotFound && isDeletable(table) ? findStanding(db, table, Number(recordId)) : undefined
    if (!deletion || res.headersSent) return next(error)
    // One person or partner typed twice is found under the record that was kept.
    if (deletion.mergedIntoId !== null && !wantsJson(req) && req.method === 'GET')
      return res.redirect(302, `/${table}/${deletion.mergedIntoId}`)
    if (wantsJson(req)) {
      const { id, mergedIntoId } = deletion
      const mergedInto = mergedIntoId === null ? undefined : `/${table}/${mergedIntoId}.json`
      return sendJson(res.status(410), { error: 'deleted', deletion: `/deletions/${id}.json`, mergedInto })
    }
    page(res.status(410), 'deletions/gone', { deletion: deletionTold(deletion) })
  }
}
