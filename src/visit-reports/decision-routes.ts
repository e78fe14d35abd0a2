import type { Request, Router } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { found } from '../web/errors.ts'
import { readForm } from '../web/form.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { findDelegation } from '../delegations/queries.ts'
import { type Opened } from './editor-page.ts'
import { acceptanceForm, returnForm } from './form.ts'
import { acceptReport, returnReport } from './handing-in.ts'
import type { ShowReport } from './routes.ts'
import { storedValues } from './values.ts'

/** What an approver says to a report that was handed in. */
export function decisionRoutes(
  db: Db,
  routes: Router,
  open: (req: Request) => Opened,
  showReport: ShowReport,
) {
  routes.post('/delegations/:id/report/acceptance', (req, res) => {
    const opened = open(req)
    const { visit, report } = opened
    const typed = readForm(acceptanceForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again && report.status === 'accepted') return res.redirect(303, again)
    const values = { ...storedValues(db, visit, report), ...typed.values, version: String(report.version) }
    if (!typed.data) return showReport(res.status(422), opened, { values, errors: typed.errors })
    const { version, acceptRemark } = typed.data
    if (!isDecidable(opened, version)) return showReport(res.status(409), opened, { values }, { refused })
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        acceptReport(write, report, acceptRemark)
        return savedAt(`/delegations/${visit.id}`, 'accepted', write)
      },
      () => false,
    )
    res.redirect(303, location)
  })

  routes.post('/delegations/:id/report/return', (req, res) => {
    const opened = open(req)
    const { visit, report } = opened
    const typed = readForm(returnForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again && report.status === 'returned') return res.redirect(303, again)
    const values = { ...storedValues(db, visit, report), ...typed.values, version: String(report.version) }
    if (!typed.data) return showReport(res.status(422), opened, { values, errors: typed.errors })
    const { version, remark } = typed.data
    if (!isDecidable(opened, version)) return showReport(res.status(409), opened, { values }, { refused })
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        returnReport(write, found(findDelegation(write.db, visit.id)), report, remark)
        return savedAt(`/delegations/${visit.id}`, 'reportReturned', write)
      },
      () => false,
    )
    res.redirect(303, location)
  })
}

// An approver decides on what they read: a report that was changed since is read again first.
const isDecidable = ({ report }: Opened, version: number | null) =>
  report.status === 'submitted' && (version === null || version === report.version)

const refused = {
  words: 'Báo cáo vừa được sửa, hoặc không còn chờ duyệt. Đọc lại rồi quyết định. Chưa lưu gì.',
}
