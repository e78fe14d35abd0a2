import type { Response } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { legalBasisOptions } from '../legal-bases/queries.ts'
import { found, idOf } from '../web/errors.ts'
import type { Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'
import { stepAsJson, stepGroups, stepList } from './export.ts'
import { readStep, stepForm, type StepInput, stepValues } from './form.ts'
import { addStep, type ChecklistStep, findStep, removeStep, updateStep } from './queries.ts'
import { titleOf } from './words.ts'

const ROOM = '/admin/checklists'
const frame = { room: ROOM, roomWords: 'Việc chuẩn bị' }

/** What is prepared for each visit of a direction, and when: the catalogue that checklists are made from. */
export function checklistCatalogueRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (req, res) => {
    page(res, 'checklists/index', {
      ...frame,
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      groups: stepGroups(db),
      downloads: filesAt(ROOM),
    })
  })

  addFiles(routes, ROOM, (speech) => stepList(db, speech), stepAsJson)

  routes.get(`${ROOM}/new`, (_req, res) =>
    showStep(res, undefined, {
      values: { side: 'before', dayKind: 'working', anchor: 'start', isInUse: '1' },
    }),
  )

  routes.post(ROOM, (req, res) => {
    const typed = readStep(db, req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showStep(res, undefined, typed),
      keep: (write, input) => savedAt(`${ROOM}/${addStep(write, input)}`, 1, write),
    })
  })

  routes.get(`${ROOM}/:id`, (req, res) => {
    const step = found(findStep(db, idOf(req.params.id)))
    showStep(res, step, { values: stepValues(step) }, { isSaved: req.query.saved === '1' })
  })

  routes.post(`${ROOM}/:id`, (req, res) => {
    const step = found(findStep(db, idOf(req.params.id)))
    keepEditForm<StepInput>(db, req, res, {
      table: 'checklist_steps',
      id: step.id,
      form: stepForm,
      stored: (register) => stepValues(found(findStep(register, step.id))),
      read: (body) => readStep(db, body),
      show: (res, typed, conflict) => showStep(res, step, typed, { conflict }),
      keep: (write, input) => {
        updateStep(write, step.id, input)
        return savedAt(`${ROOM}/${step.id}`, 1, write)
      },
    })
  })

  routes.post(`${ROOM}/:id/removal`, (req, res) => {
    const step = found(findStep(db, idOf(req.params.id)))
    const location = removed(db, req, ROOM, (write) => removeStep(write, step.id))
    res.redirect(303, found(location))
  })

  function showStep(
    res: Response,
    step: ChecklistStep | undefined,
    typed: Typed,
    { conflict, isSaved = false }: { conflict?: DrawConflict; isSaved?: boolean } = {},
  ) {
    const language = languageOf(res.req)
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(stepForm, typed, {
        options: { legalBasisId: legalBasisOptions(db, language, today()) },
        conflict,
      }),
      meanwhile: step && meanwhileTold(db, res.req, stepForm, { table: 'checklist_steps', id: step.id }),
      title: step ? titleOf(step.title) : { text: 'Thêm việc chuẩn bị' },
      action: step ? `${ROOM}/${step.id}` : ROOM,
      verb: 'Lưu việc',
      saved: isSaved && 'Đã lưu việc.',
      removal: step && {
        used: null,
        action: `${ROOM}/${step.id}/removal`,
        verb: 'Bỏ việc',
        note: 'Đoàn đã lập việc chuẩn bị giữ nguyên việc này.',
      },
      record: step && `checklist_steps-${step.id}`,
      history: step && lastActsTold(db, 'checklist_steps', step.id, language),
    })
  }

  return routes
}
