import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { type DrawConflict, keepEditForm } from '../history/edit-form.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, summaryOf, textOf, type Typed, type Values } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { keepForm } from '../web/keeping.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedAt } from '../web/saved.ts'
import { buttonKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { coverageLanguages } from './coverage-item.ts'
import {
  coverageForm,
  type CoverageFormInput,
  formValues,
  pasteForm,
  readCoverage,
  readPasteForm,
} from './form.ts'
import { isOfRows, linkTyped, rowsTyped } from './paste-rows.ts'
import { readPasted } from './pasted.ts'
import {
  addCoverage,
  type CoverageItem,
  findCoverageItem,
  listCoverage,
  removeCoverage,
  sameLinkIn,
  updateCoverage,
} from './queries.ts'

/** What the press wrote about a visit: piece by piece, or a whole list of links at once. */
export function coverageRoutes(db: Db) {
  const routes = Router()
  const visitAt = (id: string | string[] | undefined) => found(findDelegation(db, idOf(id)))
  const addressOf = (visit: Dossier) => `/delegations/${visit.id}/coverage`

  routes.get('/delegations/:id/coverage/new', (req, res) => {
    showForm(res, visitAt(req.params.id), undefined, { values: {} })
  })

  routes.post('/delegations/:id/coverage', (req, res) => {
    const visit = visitAt(req.params.id)
    const typed = readCoverage(req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showForm(res, visit, undefined, typed),
      keep(write, input) {
        // Judged where it is written: somebody else may be adding the same link.
        const same = sameLinkIn(listCoverage(write.db, visit.id), input.url)
        if (same) return refusedFor(same, typed)
        addCoverage(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, 'coverage', write)
      },
    })
  })

  routes.get('/delegations/:id/coverage/paste', (req, res) => {
    showPaste(res, visitAt(req.params.id), { values: {} })
  })

  // The first time a list is read; then the rows it was read into are kept.
  routes.post('/delegations/:id/coverage/paste', (req, res) => {
    const visit = visitAt(req.params.id)
    const had = listCoverage(db, visit.id)
    const body = req.body as Values | undefined
    const pasted = textOf(body?.paste)
    if (pasted.trim() || isOfRows(body)) {
      const before = rowsTyped(body)
      const { rows, told } = readPasted(pasted, [
        ...had,
        ...before.map((row) => asItem({ title: row.title, url: linkTyped(row) })),
      ])
      const items = [...before, ...rows]
      if (items.length || !pasted.trim())
        return showPaste(res, visit, { values: { items } }, pasted.trim() ? told : [])
      const errors = { paste: [{ text: 'Không thấy đường dẫn nào trong phần dán' }] }
      return showPaste(res.status(422), visit, { values: { paste: pasted }, errors })
    }
    const typed = readPasteForm(body)
    if (typed.data && !typed.data.items.length) {
      const errors = { paste: [{ text: 'Dán danh sách đường dẫn vào đây' }] }
      return showPaste(res.status(422), visit, { values: {}, errors })
    }
    keepForm(db, req, res, typed, {
      show: (res, typed) => showPaste(res, visit, typed),
      keep(write, { items }) {
        const known = listCoverage(write.db, visit.id)
        const errors: NonNullable<Typed['errors']> = {}
        for (const [index, item] of items.entries()) {
          const same = sameLinkIn([...known, ...items.slice(0, index).map(asItem)], item.url)
          if (same) errors[`items.${index}.url`] = [alreadyThere(same)]
        }
        if (Object.keys(errors).length) return { values: typed.values, errors }
        for (const item of items) addCoverage(write, visit.id, item)
        return savedAt(`/delegations/${visit.id}`, 'coverage', write)
      },
    })
  })

  routes.get('/delegations/:id/coverage/:itemId/edit', (req, res) => {
    const visit = visitAt(req.params.id)
    const item = found(findCoverageItem(db, visit.id, idOf(req.params.itemId)))
    showForm(res, visit, item, { values: { ...formValues(item), version: String(visit.version) } })
  })

  routes.post('/delegations/:id/coverage/:itemId', (req, res) => {
    const visit = visitAt(req.params.id)
    const item = found(findCoverageItem(db, visit.id, idOf(req.params.itemId)))
    keepEditForm<CoverageFormInput>(db, req, res, {
      table: 'delegations',
      id: visit.id,
      form: coverageForm,
      stored: (register) => formValues(found(findCoverageItem(register, visit.id, item.id))),
      read(body) {
        const typed = readCoverage(body)
        const others = listCoverage(db, visit.id).filter(({ id }) => id !== item.id)
        const same = typed.data && sameLinkIn(others, typed.data.url)
        return same ? refusedFor(same, typed) : typed
      },
      keep(write, input) {
        updateCoverage(write, item.id, input)
        return savedAt(`/delegations/${visit.id}`, 'coverage', write)
      },
      show: (res, typed, conflict) => showForm(res, visit, item, typed, conflict),
    })
  })

  routes.post('/delegations/:id/coverage/:itemId/removal', (req, res) => {
    const visit = visitAt(req.params.id)
    const key = buttonKey(req)
    const again = key && findSubmission(db, key)
    const known = findCoverageItem(db, visit.id, idOf(req.params.itemId))
    if (again && !known) return res.redirect(303, again)
    const item = found(known)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        removeCoverage(write, item.id)
        return savedAt(`/delegations/${visit.id}`, 'coverageRemoved', write)
      },
      // What is still there was put back since it was removed.
      () => false,
    )
    res.redirect(303, location)
  })

  function showForm(
    res: Response,
    visit: Dossier,
    item: CoverageItem | undefined,
    typed: Typed,
    conflict?: DrawConflict,
  ) {
    const values = { submissionId: crypto.randomUUID(), ...typed.values }
    const fields = fieldsOf(coverageForm, { ...typed, values })
    page(res, 'coverage/form', {
      visit,
      item: item ?? null,
      action: item ? `${addressOf(visit)}/${item.id}` : addressOf(visit),
      fields: Object.values(fields),
      submissionId: crypto.randomUUID(),
      summary: summaryOf(coverageForm, typed),
      conflict: conflict?.(fields) ?? null,
      hasErrors: res.statusCode >= 400,
    })
  }

  function showPaste(res: Response, visit: Dossier, typed: Typed, told: Message[] = []) {
    const values = typed.values ?? {}
    const model = {
      visit,
      action: `${addressOf(visit)}/paste`,
      items: rowsTyped(values),
      paste: textOf(values.paste),
      errors: typed.errors ?? {},
      summary: summaryOf(pasteForm, typed),
      told,
      languages: coverageLanguages,
      submissionId: textOf(values.submissionId) || crypto.randomUUID(),
      hasErrors: res.statusCode >= 400,
    }
    page(res, 'coverage/paste', model, ['coverage-rows'])
  }

  return routes
}

const alreadyThere = ({ title }: { title: string }): Message => ({
  text: 'Đường dẫn này đã có trong đoàn: “{title}”',
  gaps: { title },
})

const refusedFor = (same: CoverageItem, { values }: Typed): Typed<never> => ({
  values,
  errors: { url: [alreadyThere(same)] },
})

const asItem = ({ title, url }: { title: string; url: string | null }): CoverageItem => ({
  id: 0,
  delegationId: 0,
  title,
  url,
  outlet: null,
  language: null,
  publishedOn: null,
})
