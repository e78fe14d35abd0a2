import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, write, writeOnce } from '../db/write.ts'
import { findDelegation } from '../delegations/queries.ts'
import { takeBack } from '../delegations/steps.ts'
import { keepEdit, labelsOf, meanwhileOf } from '../history/edits.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { readForm, textOf, type Typed, type Values } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Forbidden, Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { editKey, submissionKey } from '../web/submission.ts'
import { ledBack } from '../web/way-back.ts'
import { may, signedInAt, whoAsks } from '../web/who.ts'
import { reportApiRoutes } from './api-routes.ts'
import { chaseRoutes } from './chase-routes.ts'
import { decisionRoutes } from './decision-routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { dropDraft, findDraft, typedValues } from './drafts.ts'
import { editorPage, layoutNamed, type Opened, type Shown } from './editor-page.ts'
import { extensionRoutes } from './extension-routes.ts'
import { reportForm, waiverForm } from './form.ts'
import { isClosed, keepReport, readReport, type ReportInput } from './handing-in.ts'
import { reportPaperRoutes } from './paper-routes.ts'
import { prefilled } from './prefill.ts'
import { findReport, reopenReport, updateReport } from './queries.ts'
import { rearranged } from './recommendations.ts'
import { sourcesOf } from './sources.ts'
import { storedValues, valuesFor } from './values.ts'

export type ShowReport = (res: Response, opened: Opened, typed: Typed, shown?: Shown) => void

/** The report of a visit: written in its sections beside the paper it becomes, put by while it is typed, handed in. */
export function visitReportRoutes(db: Db) {
  const routes = Router()
  const open = (req: Request): Opened => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    return { visit, report: found(findReport(db, visit.id)) }
  }

  reportPaperRoutes(db, routes, open)
  reportApiRoutes(db, routes)
  draftRoutes(db, routes, open, showReport)
  decisionRoutes(db, routes, open, showReport)
  chaseRoutes(db, routes)
  extensionRoutes(db, routes)

  routes.get('/delegations/:id/report', (req, res) => {
    const { visit, report } = open(req)
    const draft = findDraft(db, report.id, signedInAt(res).accountId)
    const record = { table: 'delegations', id: visit.id }
    const meanwhile = meanwhileOf(db, labelsOf(reportForm), record, req.query, speechOf(languageOf(req)))
    const saved = savedWordsOf(req, savedWords)
    const values = valuesFor(db, visit, report, draft)
    showReport(res, { visit, report }, { values }, { saved, savedAct: savedActOf(req), meanwhile })
  })

  routes.post('/delegations/:id/report', (req, res) => {
    const { visit, report } = open(req)
    const isHandedIn = (req.body as Values | undefined)?.submitReport === '1'
    const body = withChoices(reportForm, req.body)
    const rowsChanged = rearranged(body, typedValues)
    if (rowsChanged) return showReport(res, { visit, report }, { values: rowsChanged })
    const refilled = refill(body, { visit, report })
    if (refilled) return showReport(res, { visit, report }, { values: refilled })
    const key = editKey(req, readForm(reportForm, body).data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const who = whoAsks(req)
    const typed = readReport(db, who, visit, body, isHandedIn)
    if (isClosed(report)) return refuseClosed(req, res, { visit, report })
    if (!typed.data) return showReport(res.status(422), { visit, report }, typed)
    const kept = keepEdit<ReportInput>(db, who, key, {
      table: 'visit_reports',
      id: report.id,
      form: reportForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => storedValues(register, visit, found(findReport(register, visit.id))),
      read: (values) => readReport(db, who, found(findDelegation(db, visit.id)), values, isHandedIn),
      keep: (write, input) => keepReport(write, visit.id, report.id, input, isHandedIn),
    })
    if (typeof kept === 'string') {
      const revision = Number((body as Values).draftRevision ?? 0)
      dropDraft(db, { ...who, accountId: signedInAt(res).accountId }, report.id, revision)
      return res.redirect(303, isHandedIn ? ledBack(req, kept) : kept)
    }
    const { conflict } = kept
    showReport(res.status(conflict.clashes.length ? 409 : 422), { visit, report }, kept.typed, { conflict })
  })

  // Taken back to be written on: the visit is waiting for its report again.
  routes.post('/delegations/:id/report/withdrawal', (req, res) => {
    const { visit, report } = open(req)
    // What an approver accepted, a clerk does not take back alone.
    if (report.status === 'accepted' && !may(res, 'approve')) throw new Forbidden('approve')
    const location = write(db, whoAsks(req), (write) => {
      if (isClosed(report) && visit.status === 'reported') takeBack(write, visit)
      else if (isClosed(report)) reopenReport(write, visit.id)
      return savedAt(`/delegations/${visit.id}/report`, 'withdrawn', write)
    })
    res.redirect(303, location)
  })

  routes.post('/delegations/:id/report/waiver', (req, res) => {
    const { visit, report } = open(req)
    const typed = readForm(waiverForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again && report.status === 'waived') return res.redirect(303, again)
    if (isClosed(report)) return refuseClosed(req, res, { visit, report })
    if (!typed.data) {
      const values = { ...storedValues(db, visit, report), ...typed.values }
      return showReport(res.status(422), { visit, report }, { values, errors: typed.errors })
    }
    const { reason } = typed.data
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        updateReport(write, report.id, { status: 'waived', waivedReason: reason })
        return savedAt(`/delegations/${visit.id}`, 'waiver', write)
      },
      () => false,
    )
    res.redirect(303, ledBack(req, location))
  })

  /** The form with one section as the file has it now, as a button asks: `refill=programme`. Nothing is kept by it. */
  function refill(body: unknown, { visit, report }: Opened): Values | undefined {
    const section = textOf((body as Values | undefined)?.refill)
    const first: Values = prefilled(visit, sourcesOf(db, visit))
    if (isClosed(report) || !Object.hasOwn(first, section)) return undefined
    return { ...typedValues(body), [section]: first[section] }
  }

  // What was typed meanwhile is shown, to be copied.
  function refuseClosed(req: Request, res: Response, { visit, report }: Opened) {
    const words = 'Báo cáo đã nộp hoặc không được theo dõi; rút lại rồi mới sửa được. Chưa lưu gì.'
    const values = storedValues(db, visit, report)
    showReport(
      res.status(409),
      { visit, report },
      { values },
      { refused: { words, typed: typedValues(req.body) } },
    )
  }

  function showReport(res: Response, opened: Opened, typed: Typed, shown: Shown = {}) {
    const { accountId } = signedInAt(res)
    const look = { layout: layoutNamed(res.req.query.layout), language: languageOf(res.req) }
    const model = editorPage(db, { ...opened, accountId }, typed, shown, look)
    page(res, 'visit-reports/edit', { ...model, hasErrors: res.statusCode >= 400 }, ['followUps', 'autosave'])
  }

  return routes
}

const savedWords: Record<string, string> = {
  '1': 'Đã lưu bản nháp.',
  withdrawn: 'Đã rút lại báo cáo. Đoàn lại chờ báo cáo.',
  dropped: 'Đã bỏ phần viết dở.',
}
