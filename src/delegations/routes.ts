import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { keepEdit, labelsOf, meanwhileOf } from '../history/edits.ts'
import { partnerLabel, partnersByIds } from '../partners/queries.ts'
import { isPrepared, makeChecklist } from '../checklists/queries.ts'
import { ownUnitIds } from '../units/queries.ts'
import { findReport } from '../visit-reports/queries.ts'
import { withChoices } from '../web/clash.ts'
import { reportSections } from '../visit-reports/visit-report.ts'
import { visitWarnings } from '../warnings/queries.ts'
import { found, idOf } from '../web/errors.ts'
import type { Values } from '../web/form.ts'
import { type Language, languageOf, type Message, speechOf } from '../web/language.ts'
import { id, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { editKey, submissionKey } from '../web/submission.ts'
import { ledBack } from '../web/way-back.ts'
import { may, whoAsks } from '../web/who.ts'
import { delegationApiRoutes } from './api-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import { dossierPage } from './dossier-page.ts'
import { duplicatesOf, keptOtherwise } from './duplicates.ts'
import { delegationFilters } from './filters.ts'
import { delegationForm, type DelegationInput, meansInDelegation, readDelegation } from './form.ts'
import { savedOfFile } from './file-page.ts'
import { formPage, type Refusal } from './form-page.ts'
import { withEditJudged, withStepJudged } from './judging.ts'
import { type Dossier, findDelegation, listParticipants } from './queries.ts'
import { createDelegation, updateDelegation } from './writing.ts'
import { formValues, type Rearranged, rearranged, withNamesOfNow } from './rows.ts'
import { steps } from './steps.ts'
import { stepRoutes } from './step-routes.ts'

/** A visit's file, and the form that writes it. */
export function delegationRoutes(db: Db) {
  const routes = Router()

  delegationApiRoutes(db, routes)

  routes.get('/delegations/new', (req, res) => {
    const { filters: asked } = readFilters(
      { direction: delegationFilters.direction, partner: id, saved: id },
      req.query,
    )
    const values = {
      direction: asked.direction[0] ?? '',
      partners: partnersByIds(db, asked.partner).map((partner) => partnerLabel(db, partner)),
      unitId: String(ownUnitIds(db)[0] ?? ''),
      countsAs: 'delegation_and_people',
      submissionId: crypto.randomUUID(),
    }
    const savedBefore = asked.saved[0] ? findDelegation(db, asked.saved[0]) : undefined
    showForm(res, undefined, { values }, {}, savedBefore)
  })

  routes.post('/delegations', (req, res) => {
    const changed = rearranged(req.body)
    if (changed) return showForm(res, undefined, changed)
    const typed = withStepJudged(readDelegation(db, req.body), { mayApprove: may(res, 'approve') })
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    const kept = again && typed.data ? keptOtherwise(db, again, typed.data) : undefined
    if (again && !kept) return res.redirect(303, ledBack(req, again))
    const duplicates = kept ? [kept] : duplicatesOf(db, typed.data)
    if (!typed.data || duplicates.length) {
      // What was sent with the number of a form that is kept needs a number of its own.
      const values = kept ? { ...typed.values, submissionId: crypto.randomUUID() } : typed.values
      return showForm(res.status(422), undefined, { ...typed, values }, { duplicates })
    }
    const input = typed.data
    const isAnother = !!(req.body as Values).another
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      const id = createDelegation(write, input)
      const visit = { ...input, id, status: input.status ?? 'planned' }
      if (isPrepared(visit)) makeChecklist(write, visit)
      return isAnother
        ? savedAt('/delegations/new', id, write, { direction: input.direction })
        : savedAt(`/delegations/${id}`, 1, write)
    })
    res.redirect(303, location)
  })

  routes.get('/delegations/:id', (req, res) => {
    showVisit(res, found(findDelegation(db, idOf(req.params.id))))
  })

  function showVisit(res: Response, visit: Dossier, refused?: Message) {
    const { req } = res
    const report = found(findReport(db, visit.id))
    const record = { table: 'delegations', id: visit.id }
    // Its report leads here too, once it is handed in.
    const labels = { ...reportSections, ...labelsOf(delegationForm) }
    page(
      res,
      'delegations/show',
      {
        ...dossierPage(db, visit, report, languageOf(req)),
        refused,
        saved: savedWordsOf(req, savedWords),
        ticked: req.query.saved === 'ticked',
        savedAct: savedActOf(req),
        meanwhile: meanwhileOf(db, labels, record, req.query, speechOf(languageOf(req))),
      },
      ['checklist'],
    )
  }

  routes.get('/delegations/:id/edit', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const values = storedValues(db, visit.id, languageOf(req))
    showForm(res, visit, { values: { ...values, submissionId: crypto.randomUUID() } })
  })

  routes.post('/delegations/:id', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const body = withChoices(delegationForm, req.body)
    const changed = rearranged(body)
    if (changed) return showForm(res, visit, changed)
    const read = readDelegation(db, withNamesOfNow(db, visit.id, body))
    // An older form is judged once both people's changes are in it.
    const typed =
      read.data?.version === visit.version
        ? withEditJudged(visit, read, { mayApprove: may(res, 'approve') })
        : read
    const key = editKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, ledBack(req, again))
    const duplicates = duplicatesOf(db, typed.data, visit)
    if (!typed.data || duplicates.length) return showForm(res.status(422), visit, typed, { duplicates })
    const kept = keepEdit<DelegationInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: delegationForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => storedValues(register, visit.id, languageOf(req)),
      read: (values) =>
        withEditJudged(found(findDelegation(db, visit.id)), readDelegation(db, values), {
          mayApprove: may(res, 'approve'),
        }),
      keep(write, input) {
        const isTurned = updateDelegation(write, visit.id, input)
        return savedAt(`/delegations/${visit.id}`, isTurned ? 'turned' : 1, write)
      },
      means: meansInDelegation(db),
    })
    if (typeof kept === 'string') return res.redirect(303, ledBack(req, kept))
    const { conflict } = kept
    showForm(res.status(conflict.clashes.length ? 409 : 422), visit, kept.typed, { conflict })
  })

  copyRoutes(db, routes)
  stepRoutes(db, routes, showVisit)

  const storedValues = (register: Db, id: number, language: Language) =>
    formValues(register, found(findDelegation(register, id)), listParticipants(register, id), language)

  function showForm(
    res: Response,
    visit: Dossier | undefined,
    typed: Rearranged,
    refusal: Refusal = {},
    savedBefore?: Dossier,
  ) {
    const model = formPage(db, visit, typed, refusal, languageOf(res.req))
    const savedAct = savedActOf(res.req)
    const warnings = savedBefore ? visitWarnings(db, savedBefore, listParticipants(db, savedBefore.id)) : []
    const more = { savedBefore, savedAct, warnings }
    page(res, 'delegations/form', { ...model, ...more }, ['participants', 'partner-boxes', 'country-boxes'])
  }

  return routes
}

const savedWords: Record<string, string> = {
  '1': 'Đã lưu đoàn vào sổ.',
  turned: 'Đã đổi chiều đoàn, nên đoàn có số mới trong sổ.',
  ...Object.fromEntries(Object.entries(steps).map(([step, { said }]) => [step, said])),
  back: 'Đã lùi về bước trước.',
  report: 'Đã nộp báo cáo kết quả.',
  extended: 'Đã gia hạn báo cáo.',
  waiver: 'Đã thôi theo dõi báo cáo của đoàn.',
  accepted: 'Đã duyệt báo cáo kết quả.',
  reportReturned: 'Đã trả lại báo cáo. Đoàn lại chờ báo cáo.',
  ...savedOfFile,
  followUp: 'Đã lưu việc tiếp theo.',
  closed: 'Đã ghi kết quả của việc tiếp theo.',
  reopened: 'Đã mở lại việc tiếp theo.',
  followUpRemoved: 'Đã bỏ việc tiếp theo.',
  coverage: 'Đã lưu tin bài.',
  coverageRemoved: 'Đã bỏ tin bài.',
  restored: 'Đã khôi phục vào sổ.',
  copied: 'Đã chép thành đoàn mới.',
  checklist: 'Đã lưu việc chuẩn bị.',
}
