import { type Response, Router } from 'express'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, type Write, write, writeOnce } from '../db/write.ts'
import { delegations, statusChanges } from '../delegations/delegation.ts'
import { type Dossier, findDelegation, listParticipants } from '../delegations/queries.ts'
import { takeBack } from '../delegations/steps.ts'
import { found, idOf } from '../web/errors.ts'
import { type Typed, type Values, fieldsOf, readForm, summaryOf, textOf } from '../web/form.ts'
import { page } from '../web/page.ts'
import { savedActOf, savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { reportForm, submittedForm, waiverForm } from './form.ts'
import { prefilled, subjectOf } from './prefill.ts'
import { findReport, reopenReport, reportDueOn, updateReport, type VisitReport } from './queries.ts'
import { reportParts, type ReportSection, reportSections } from './visit-report.ts'
import { participantRoles } from '../participants/participant.ts'

const sections = Object.keys(reportSections) as ReportSection[]

const isClosed = ({ status }: VisitReport) => status === 'submitted' || status === 'waived'

/** The report of a visit: written in its sections beside the paper it becomes, kept as a draft, handed in. */
export function visitReportRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations/:id/report', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    const saved =
      req.query.saved === '1'
        ? 'Đã lưu bản nháp.'
        : req.query.saved === 'withdrawn'
          ? 'Đã rút lại báo cáo. Đoàn lại chờ báo cáo.'
          : null
    showReport(res, visit, report, { values: storedValues(visit, report) }, saved)
  })

  routes.post('/delegations/:id/report', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const report = found(findReport(db, visit.id))
    const isHandedIn = (req.body as Values | undefined)?.submitReport === '1'
    const typed = readForm(reportForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    if (isClosed(report)) return refuseClosed(res, visit, report)
    const errors = { ...typed.errors }
    if (isHandedIn) {
      Object.assign(errors, readForm(submittedForm, req.body).errors)
      if (!sections.some((section) => textOf(typed.values?.[section]).trim())) {
        errors.general = [{ text: 'Báo cáo còn trống, chưa nộp được' }]
      }
      if (!['returned', 'reported'].includes(visit.status)) {
        errors.submittedOn = [{ text: 'Đoàn chưa ghi là đã về; ghi đã về trước khi nộp báo cáo' }]
      }
      if (typed.data?.submittedOn && typed.data.submittedOn > today()) {
        errors.submittedOn = [
          { text: '{date} chưa đến. Ghi ngày đã nộp', gaps: { date: writeDate(typed.data.submittedOn) } },
        ]
      }
    }
    if (!typed.data || Object.keys(errors).length) {
      return showReport(res.status(422), visit, report, { values: typed.values, errors })
    }
    if (typed.data.version !== report.version) {
      const stale = {
        text: 'Báo cáo vừa được sửa ở nơi khác. Chưa lưu gì; chép phần anh chị viết rồi mở lại trang',
      }
      return showReport(res.status(409), visit, report, {
        values: typed.values,
        errors: { general: [stale] },
      })
    }
    const { submissionId: _submissionId, version: _version, ...draft } = typed.data
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      if (isHandedIn) {
        updateReport(write, report.id, { ...draft, status: 'submitted' })
        if (visit.status === 'returned') handIn(write, visit, draft.submittedOn!)
        return savedAt(`/delegations/${visit.id}`, 'report', write)
      }
      const isEmpty = !sections.some((section) => draft[section])
      updateReport(write, report.id, { ...draft, status: isEmpty ? 'empty' : 'draft', waivedReason: null })
      return savedAt(`/delegations/${visit.id}/report`, 1, write)
    })
    res.redirect(303, location)
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

  function refuseClosed(res: Response, visit: Dossier, report: VisitReport) {
    const words = 'Báo cáo đã nộp hoặc không được theo dõi; rút lại rồi mới sửa được. Chưa lưu gì.'
    showReport(res.status(409), visit, report, { values: storedValues(visit, report) }, null, words)
  }

  function handIn(write: Write, visit: Dossier, happenedOn: string) {
    write.update(delegations, visit.id, { status: 'reported' })
    write.insert(statusChanges, {
      delegationId: visit.id,
      fromStatus: visit.status,
      toStatus: 'reported',
      happenedOn,
    })
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
    saved: string | null = null,
    refused: string | null = null,
  ) {
    const summary = summaryOf(reportForm, typed)
    const dueOn = reportDueOn(db, visit)
    page(res, 'visit-reports/edit', {
      visit,
      report,
      fields: fieldsOf(reportForm, typed),
      waiver: fieldsOf(waiverForm, typed).reason,
      summary,
      hasErrors: summary.length > 0 || refused !== null,
      saved,
      savedAct: savedActOf(res.req),
      refused,
      dueOn,
      isOverdue:
        visit.status === 'returned' &&
        report.status !== 'submitted' &&
        report.status !== 'waived' &&
        dueOn < today(),
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
