import type { z } from 'zod'
import { today, writeDate } from '../dates.ts'
import type { Write } from '../db/write.ts'
import { delegations, statusChanges } from '../delegations/delegation.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { found } from '../web/errors.ts'
import { readForm, textOf, type Typed } from '../web/form.ts'
import { savedAt } from '../web/saved.ts'
import { reportForm, submittedForm } from './form.ts'
import { updateReport, type VisitReport } from './queries.ts'
import { isAwaited, type ReportSection, reportSections } from './visit-report.ts'

// Drafting a report and handing it in.

export const sections = Object.keys(reportSections) as ReportSection[]

export type ReportInput = z.output<typeof reportForm>

/** Handed in, or not awaited: it is taken back before anybody writes on. */
export const isClosed = (report: VisitReport) => !isAwaited(report)

/** What was typed into the form of a report, with every reason against keeping it. */
export function readReport(visit: Dossier, body: unknown, isHandedIn: boolean): Typed<ReportInput> {
  const typed = readForm(reportForm, body)
  const errors = { ...typed.errors }
  if (isHandedIn) {
    Object.assign(errors, readForm(submittedForm, body).errors)
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
  return Object.keys(errors).length ? { values: typed.values, errors } : typed
}

/** Keeps a draft, or hands it in; where that leads. */
export function keepReport(
  write: Write,
  visitId: number,
  reportId: number,
  { submissionId: _submissionId, version: _version, ...draft }: ReportInput,
  isHandedIn: boolean,
): string {
  if (isHandedIn) {
    const visit = found(findDelegation(write.db, visitId))
    updateReport(write, reportId, { ...draft, status: 'submitted' })
    if (visit.status === 'returned') handIn(write, visit, draft.submittedOn!)
    return savedAt(`/delegations/${visitId}`, 'report', write)
  }
  const isEmpty = !sections.some((section) => draft[section])
  updateReport(write, reportId, { ...draft, status: isEmpty ? 'empty' : 'draft', waivedReason: null })
  return savedAt(`/delegations/${visitId}/report`, 1, write)
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
