import type { Router } from 'express'
import type { Db } from '../db/open.ts'
import { findDelegation } from '../delegations/queries.ts'
import { recordOf } from '../delegations/record.ts'
import { found, idOf } from '../web/errors.ts'
import type { Values } from '../web/form.ts'
import { whoAsks } from '../web/who.ts'
import { inJson } from '../web/json-body.ts'
import { editFromJson, type ReadJson } from '../web/json-form.ts'
import { isClosed, keepReport, readReport, type ReportInput, sections } from './handing-in.ts'
import { sentReport } from './operations.ts'
import { findReport, type VisitReport } from './queries.ts'
import { listRecommendations, openedRows, type Recommendation } from './recommendations.ts'

/** A visit's report as programs send it; they read it with the visit. */
export function reportApiRoutes(db: Db, routes: Router) {
  routes.post(
    '/delegations/:id/report',
    inJson((req, res, body) => {
      const visit = found(findDelegation(db, idOf(req.params.id)))
      const report = found(findReport(db, visit.id))
      const isHandedIn = body.submitReport === true
      editFromJson<ReportInput>(db, req, res, body, {
        table: 'visit_reports',
        id: report.id,
        schema: sentReport,
        stored: (register) =>
          fieldsOfReport(found(findReport(register, visit.id)), listRecommendations(register, visit.id)),
        read(sent, stored): ReadJson<ReportInput> {
          if (!isClosed(report)) {
            // Rows that are sent take the place of those there are.
            const opened = { openedRows: openedRows(listRecommendations(db, visit.id)) }
            const values = { ...stored, ...sent, ...opened }
            return readReport(db, whoAsks(req), visit, followingFile(values, body, report), isHandedIn)
          }
          const text = 'Báo cáo đã nộp hoặc không được theo dõi; rút lại rồi mới sửa được. Chưa lưu gì.'
          return { errors: { status: [{ text }] } }
        },
        keep: (write, input) => void keepReport(write, visit.id, report.id, input, isHandedIn),
        show: () => recordOf(db, found(findDelegation(db, visit.id))),
      })
    }),
  )
}

// A section nobody touched goes on following the file, unless it is sent as empty text.
const followingFile = (values: Values, body: Values, report: VisitReport): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const section = sections.find((section) => section === name)
      return value !== '' || body[name] === '' || !section || report[section] !== null
    }),
  )

const fieldsOfReport = (report: VisitReport, recommendations: Recommendation[]): Values => ({
  version: report.version,
  ...Object.fromEntries(sections.map((section) => [section, report[section]])),
  number: report.number,
  submittedOn: report.submittedOn,
  writtenAt: report.writtenAt,
  signedFor: report.signedFor,
  signer: report.signer,
  recipients: report.recipients,
  followUps: recommendations
    .filter(({ outcome }) => outcome === null)
    .map(({ id, content, lead, side, dueOn, owner }) => ({ id, content, lead, side, dueOn, owner })),
})
