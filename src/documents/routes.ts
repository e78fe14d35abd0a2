import type { Request, Response } from 'express'
import { authoritiesOn } from '../authorities/queries.ts'
import { today, writeDate } from '../dates.ts'
import { dataDirOf, type Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type Conflict, keepEdit, shownConflict } from '../history/edits.ts'
import { settingAt } from '../settings/queries.ts'
import { withChoices } from '../web/clash.ts'
import { sendFile } from '../web/download.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, textOf, type Typed, type Values } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedAt } from '../web/saved.ts'
import { buttonKey, editKey, submissionKey } from '../web/submission.ts'
import { receiveFile } from '../web/upload.ts'
import { whoAsks } from '../web/who.ts'
import { judged, withFileKept } from './arrival.ts'
import { documentKinds } from './document.ts'
import { documentForm, type DocumentInput, formValues, readDocument } from './form.ts'
import { discard, incomingIn, pathOf } from './kept-file.ts'
import { addDocument, findDocument, type PaperOfVisit, removeDocument, updateDocument } from './queries.ts'
import { fileTypes } from './stored-file.ts'

/** The papers of a visit: each written down by its number, with its file or without. */
export function documentRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations/:id/documents/new', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const kind = textOf(req.query.kind)
    const values = {
      kind: Object.hasOwn(documentKinds, kind) ? kind : '',
      // What the visit was approved by is not typed twice.
      ...(kind === 'decision' && visit.approvalNumber !== null
        ? {
            number: visit.approvalNumber,
            issuedOn: visit.approvedOn ? writeDate(visit.approvedOn) : '',
            issuer: visit.approvalAuthority ?? '',
          }
        : {}),
      submissionId: crypto.randomUUID(),
    }
    showForm(res, visit, undefined, { values })
  })

  routes.post('/delegations/:id/documents', async (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const { typed, file, hadFile, again } = await receive(req, submissionKey)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), visit, undefined, typed, { hadFile })
    const input = typed.data
    const location = withFileKept(db, file, () =>
      writeOnce(db, whoAsks(req), submissionKey(req, input.submissionId), (write) => {
        addDocument(write, visit.id, input, file)
        return savedAt(`/delegations/${visit.id}`, savedAs(file), write)
      }),
    )
    res.redirect(303, location)
  })

  routes.get('/delegations/:id/documents/:documentId/edit', (req, res) => {
    const { visit, paper } = paperAt(req)
    showForm(res, visit, paper, {
      values: { ...formValues(paper, visit), submissionId: crypto.randomUUID() },
    })
  })

  routes.post('/delegations/:id/documents/:documentId', async (req, res) => {
    const { visit, paper } = paperAt(req)
    // Somebody may edit the paper while a file comes in.
    const now = () => found(findDocument(db, visit.id, paper.id))
    const { typed, file, hadFile, again } = await receive(req, editKey, now)
    if (again) return res.redirect(303, again)
    if (!typed.data) return showForm(res.status(422), visit, paper, typed, { hadFile })
    const { data, values } = typed
    const at = { id: paper.id, delegationId: visit.id }
    const kept = withFileKept(db, file, () =>
      keepEdit<DocumentInput>(db, whoAsks(req), editKey(req, data.submissionId), {
        table: 'delegations',
        id: visit.id,
        form: documentForm,
        typed: { data, values: values! },
        stored: (register) => storedValues(register, at),
        read: (values) => readDocument(values, { stored: now(), hasNewFile: file !== undefined }),
        keep(write, input) {
          now()
          updateDocument(write, at, input, file)
          return savedAt(`/delegations/${visit.id}`, savedAs(file), write)
        },
      }),
    )
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { conflict } = kept
    const status = res.status(conflict.clashes.length ? 409 : 422)
    showForm(status, visit, paper, kept.typed, { hadFile, conflict })
  })

  routes.post('/delegations/:id/documents/:documentId/removal', (req, res) => {
    const key = buttonKey(req)
    const again = key && findSubmission(db, key)
    if (again && !findDocument(db, idOf(req.params.id), idOf(req.params.documentId)))
      return res.redirect(303, again)
    const { visit, paper } = paperAt(req)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        removeDocument(write, { id: paper.id, delegationId: visit.id })
        return savedAt(`/delegations/${visit.id}`, 'paper-removed', write)
      },
      // What is still there was put back since it was removed.
      () => false,
    )
    res.redirect(303, location)
  })

  routes.get('/delegations/:id/documents/:documentId/file', async (req, res) => {
    const file = found(paperAt(req).paper.file ?? undefined)
    await sendFile(res, pathOf(dataDirOf(db), file.hash), { name: file.name, type: fileTypes[file.kind] })
  })

  function paperAt(req: Request): { visit: Dossier; paper: PaperOfVisit } {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    return { visit, paper: found(findDocument(db, visit.id, idOf(req.params.documentId))) }
  }

  // A paper as it was at some moment: before it was written down its form said nothing.
  function storedValues(register: Db, { id, delegationId }: { id: number; delegationId: number }): Values {
    const visit = found(findDelegation(register, delegationId))
    const paper = findDocument(register, delegationId, id)
    return paper ? formValues(paper, visit) : {}
  }

  /** What came with the form of a paper; its file is looked into once everything else can be kept. */
  async function receive(req: Request, keyOf: typeof editKey, stored?: () => PaperOfVisit) {
    const incoming = await receiveFile(req, incomingIn(dataDirOf(db)), mostBytes())
    const isRefused = incoming !== undefined && 'text' in incoming
    const file = isRefused ? undefined : incoming
    // The same words with another file are another edit.
    if (file) req.body = { ...(req.body as Values), fileHash: file.hash }
    const body = withChoices(documentForm, req.body)
    const typed: Typed<DocumentInput> = readDocument(body, {
      stored: stored?.(),
      hasNewFile: incoming !== undefined,
    })
    const hadFile = incoming !== undefined
    const key = keyOf(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again || !typed.data || !file) {
      if (file) discard(file)
      return { typed: isRefused ? withFileRefused(typed, incoming) : typed, hadFile, again }
    }
    const read = await judged(file)
    return 'text' in read ? { typed: withFileRefused(typed, read), hadFile } : { typed, file: read, hadFile }
  }

  const mostBytes = () => Number(settingAt(db, 'most_megabytes', today()).value) * 1024 * 1024

  function showForm(
    res: Response,
    visit: Dossier,
    paper: PaperOfVisit | undefined,
    typed: Typed,
    { hadFile = false, conflict }: { hadFile?: boolean; conflict?: Conflict } = {},
  ) {
    const fields = fieldsOf(documentForm, typed)
    const errors = typed.errors?.file ?? []
    const { removeFile, ...others } = fields
    // In the order of the page, where the file comes last.
    const summary = summaryOf(documentForm, typed).toSorted(
      (one, other) => Number(one.id === 'file') - Number(other.id === 'file'),
    )
    page(res, 'documents/form', {
      visit,
      paper: paper ?? null,
      kinds: documentKinds,
      fields: Object.values(others),
      removeFile: paper?.file ? removeFile : null,
      file: { errors, isLost: hadFile && !errors.length, most: mostBytes() / 1024 / 1024 },
      offered: {
        issuer: [
          ...new Set([...visit.partners.map(({ name }) => name), ...authoritiesOn(db, today()), visit.unit]),
        ],
      },
      summary,
      removalId: crypto.randomUUID(),
      conflict: conflict
        ? shownConflict(documentForm, fields, conflict, speechOf(languageOf(res.req)))
        : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
    })
  }

  return routes
}

const savedAs = (file: { words: string | null } | undefined) =>
  file && file.words === null ? 'paper-unread' : 'paper'

const withFileRefused = (
  { errors, values }: Typed,
  reason: { text: string },
): { errors: NonNullable<Typed['errors']>; values: Values | undefined; data?: undefined } => ({
  errors: { ...errors, file: [reason] },
  values,
})
