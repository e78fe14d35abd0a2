import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { found, idOf } from '../web/errors.ts'
import type { Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf, type Message } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { legalBasisAsJson, legalBasisList, legalBasisRows } from './export.ts'
import { formValues, legalBasisForm, type LegalBasisInput, readLegalBasis } from './form.ts'
import {
  addLegalBasis,
  findLegalBasis,
  legalBasisUse,
  legalBasisWords,
  type LegalBasis,
  removeLegalBasis,
  updateLegalBasis,
} from './queries.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'

const ROOM = '/admin/legal-bases'
const frame = { room: ROOM, roomWords: 'Căn cứ pháp lý' }

/** The papers that deadlines and limits rest on. */
export function legalBasisRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (req, res) => {
    page(res, 'legal-bases/index', {
      ...frame,
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      bases: legalBasisRows(db),
      downloads: filesAt(ROOM),
    })
  })

  addFiles(routes, ROOM, (speech) => legalBasisList(db, speech), legalBasisAsJson)

  routes.get(`${ROOM}/new`, (_req, res) => showBasis(res, undefined, { values: {} }))

  routes.post(ROOM, (req, res) => {
    const typed = readLegalBasis(db, req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showBasis(res, undefined, typed),
      keep: (write, input) => savedAt(`${ROOM}/${addLegalBasis(write, input)}`, 1, write),
    })
  })

  routes.get(`${ROOM}/:id`, (req, res) => {
    const basis = found(findLegalBasis(db, idOf(req.params.id)))
    showBasis(res, basis, { values: formValues(basis) }, { isSaved: req.query.saved === '1' })
  })

  routes.post(`${ROOM}/:id`, (req, res) => {
    const basis = found(findLegalBasis(db, idOf(req.params.id)))
    keepEditForm<LegalBasisInput>(db, req, res, {
      table: 'legal_bases',
      id: basis.id,
      form: legalBasisForm,
      stored: (register) => formValues(found(findLegalBasis(register, basis.id))),
      read: (body) => readLegalBasis(db, body, basis),
      show: (res, typed, conflict) => showBasis(res, basis, typed, { conflict }),
      keep: (write, input) => {
        updateLegalBasis(write, basis.id, input)
        return savedAt(`${ROOM}/${basis.id}`, 1, write)
      },
    })
  })

  routes.post(`${ROOM}/:id/removal`, (req, res) => {
    const basis = found(findLegalBasis(db, idOf(req.params.id)))
    const used = whatUses(basis)
    const location = used ? undefined : removed(db, req, ROOM, (write) => removeLegalBasis(write, basis.id))
    if (location) return res.redirect(303, location)
    const refused = used ?? { text: 'Chưa bỏ: sổ còn dẫn văn bản này ở nơi khác.' }
    showBasis(res.status(409), basis, { values: formValues(basis) }, { refused })
  })

  function whatUses({ id }: LegalBasis): Message | null {
    const count = legalBasisUse(db).get(id)
    return count
      ? { text: 'Không bỏ được: có {count} mục thời hạn, mức nhắc dẫn văn bản này.', gaps: { count } }
      : null
  }

  function showBasis(
    res: Response,
    basis: LegalBasis | undefined,
    typed: Typed,
    {
      conflict,
      isSaved = false,
      refused,
    }: { conflict?: DrawConflict; isSaved?: boolean; refused?: Message } = {},
  ) {
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(legalBasisForm, typed, { conflict }),
      meanwhile: basis && meanwhileTold(db, res.req, legalBasisForm, { table: 'legal_bases', id: basis.id }),
      title: basis ? legalBasisWords(basis) : { text: 'Thêm căn cứ pháp lý' },
      action: basis ? `${ROOM}/${basis.id}` : ROOM,
      verb: 'Lưu văn bản',
      saved: isSaved && 'Đã lưu văn bản.',
      refused,
      removal: basis && {
        used: whatUses(basis),
        action: `${ROOM}/${basis.id}/removal`,
        verb: 'Bỏ văn bản',
        note: 'Chưa nơi nào dùng mục này.',
      },
      record: basis && `legal_bases-${basis.id}`,
      history: basis && lastActsTold(db, 'legal_bases', basis.id, languageOf(res.req)),
    })
  }

  return routes
}
