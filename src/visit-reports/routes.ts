import type { Response } from 'express'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, write } from '../db/write.ts'
import { type Dossier, findDelegation, listParticipants } from '../delegations/queries.ts'
import { takeBack } from '../delegations/steps.ts'
import { type Conflict, keepEdit, labelsOf, meanwhileOf, shownConflict } from '../history/edits.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { type Typed, type Values, fieldsOf, readForm, summaryOf, textOf } from '../web/form.ts'
import { languageOf, type Message, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'
import { editKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { reportApiRoutes } from './api-routes.ts'
import { chaseRoutes } from './chase-routes.ts'
import { reportForm, waiverForm } from './form.ts'
import { isClosed, keepReport, readReport, type ReportInput, sections } from './handing-in.ts'
import { prefilled, subjectOf } from './prefill.ts'
import { deadlineOf } from './deadline.ts'
import { extensionRoutes } from './extension-routes.ts'
import { findReport, reopenReport, updateReport, type VisitReport } from './queries.ts'
import { isAwaited, reportParts, reportSections } from './visit-report.ts'
import { participantRoles } from '../participants/participant.ts'

/** What the page of a report says beside it. */
interface Shown {
  saved?: string | null
  refused?: { words: string; unkept: { label: string; text: string }[] }
  conflict?: Conflict
  meanwhile?: Message[]
}

/** The report of a visit: written in its sections beside the paper it becomes, kept as a draft, handed in. */
export function visitReportRoutes(db: Db) {
  const routes = Router()

  reportApiRoutes(db, routes)
  chaseRoutes(db, routes)
  extensionRoutes(db, routes)

  routes.get('/delegations/:id/report', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    const saved =
      req.query.saved === '1'
        ? 'Đã lưu bản nháp.'
        : req.query.saved === 'withdrawn'
          ? 'Đã rút lại báo cáo. Đoàn lại chờ báo cáo.'
          : null
    const record = { table: 'delegations', id: visit.id }
    const meanwhile = meanwhileOf(db, labelsOf(reportForm), record, req.query, speechOf(languageOf(req)))
    showReport(res, visit, report, { values: storedValues(visit, report) }, { saved, meanwhile })
  })

  routes.post('/delegations/:id/report', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    const isHandedIn = (req.body as Values | undefined)?.submitReport === '1'
    const body = withChoices(reportForm, req.body)
    const key = editKey(req, readForm(reportForm, body).data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const typed = readReport(visit, body, isHandedIn)
    if (isClosed(report)) return refuseClosed(res, visit, report, typed.values)
    if (!typed.data) return showReport(res.status(422), visit, report, typed)
    const kept = keepEdit<ReportInput>(db, whoAsks(req), key, {
      table: 'visit_reports',
      id: report.id,
      form: reportForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => storedValues(visit, found(findReport(register, visit.id))),
      read: (values) => readReport(found(findDelegation(db, visit.id)), values, isHandedIn),
      keep: (write, input) => keepReport(write, visit.id, report.id, input, isHandedIn),
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { conflict } = kept
    showReport(res.status(conflict.clashes.length ? 409 : 422), visit, report, kept.typed, { conflict })
  })

  // Taken back to be written on: the visit is waiting for its report again.
  routes.post('/delegations/:id/report/withdrawal', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    const location = write(db, whoAsks(req), (write) => {
      if (isClosed(report) && visit.status === 'reported') takeBack(write, visit)
      else if (isClosed(report)) reopenReport(write, visit.id)
      return savedAt(`/delegations/${visit.id}/report`, 'withdrawn', write)
    })
    res.redirect(303, location)
  })

  routes.post('/delegations/:id/report/waiver', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    if (isClosed(report)) return refuseClosed(res, visit, report)
    const typed = readForm(waiverForm, req.body)
    if (!typed.data) {
      const values = { ...storedValues(visit, report), ...typed.values }
      return showReport(res.status(422), visit, report, { values, errors: typed.errors })
    }
    const { reason } = typed.data
    const location = write(db, whoAsks(req), (write) => {
      updateReport(write, report.id, { status: 'waived', waivedReason: reason })
      return savedAt(`/delegations/${visit.id}`, 'waiver', write)
    })
    res.redirect(303, location)
  })

  // What was typed meanwhile is shown, to be copied.
  function refuseClosed(res: Response, visit: Dossier, report: VisitReport, typed: Values = {}) {
    const unkept = sections
      .map((section) => ({ label: reportSections[section], text: textOf(typed[section]).trim() }))
      .filter(({ text }, index) => text && text !== report[sections[index]!])
    const words = 'Báo cáo đã nộp hoặc không được theo dõi; rút lại rồi mới sửa được. Chưa lưu gì.'
    const values = storedValues(visit, report)
    showReport(res.status(409), visit, report, { values }, { refused: { words, unkept } })
  }

  function storedValues(visit: Dossier, report: VisitReport): Values {
    const known = report.status === 'empty' ? prefilled(visit, listParticipants(db, visit.id)) : {}
    const stored = Object.fromEntries(sections.map((section) => [section, report[section] ?? '']))
    return {
      ...stored,
      ...Object.fromEntries(Object.entries(known).filter(([section]) => !stored[section])),
      number: report.number ?? '',
      submittedOn: writeDate(report.submittedOn ?? today()),
      version: String(report.version),
      submissionId: crypto.randomUUID(),
    }
  }

  function showReport(
    res: Response,
    visit: Dossier,
    report: VisitReport,
    typed: Typed,
    { saved, refused, conflict, meanwhile }: Shown = {},
  ) {
    const summary = summaryOf(reportForm, typed)
    const fields = fieldsOf(reportForm, typed)
    const deadline = deadlineOf(db, visit, report, today())
    page(res, 'visit-reports/edit', {
      visit,
      report,
      isClosed: isClosed(report),
      fields,
      waiver: fieldsOf(waiverForm, typed).reason,
      summary,
      hasErrors: res.statusCode >= 400,
      saved: saved ?? null,
      savedAct: savedActOf(res.req),
      refused: refused ?? null,
      conflict: conflict ? shownConflict(reportForm, fields, conflict, speechOf(languageOf(res.req))) : null,
      meanwhile: meanwhile ?? [],
      deadline,
      isAwaited: isAwaited(report),
      subject: subjectOf(visit),
      parts: reportParts,
      roles: participantRoles,
      written: Object.fromEntries(
        sections.map((section) => [section, textOf(typed.values?.[section]).trim()]),
      ),
      people: listParticipants(db, visit.id).filter(({ side }) => side === 'delegation'),
    })
  }

  return routes
}
