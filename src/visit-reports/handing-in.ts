import type { z } from 'zod'
import { isBefore, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Who, Write } from '../db/write.ts'
import { delegations, statusChanges } from '../delegations/delegation.ts'
import { type Dossier, findDelegation } from '../delegations/queries.ts'
import { takeBack } from '../delegations/steps.ts'
import { found } from '../web/errors.ts'
import { fieldRead, readForm, textOf, type Typed, type Values } from '../web/form.ts'
import { savedAt } from '../web/saved.ts'
import { reportForm, submittedForm } from './form.ts'
import { type Prefilled, prefilled, withoutPrefilled } from './prefill.ts'
import { findReport, isUnwritten, updateReport, type VisitReport } from './queries.ts'
import { keepRecommendations, reconciled } from './recommendations.ts'
import { sourcesOf } from './sources.ts'
import { keepStanding } from './standing.ts'
import { isAwaited, type ReportSection, reportSections } from './visit-report.ts'

// Drafting a report, handing it in, and what an approver says to it.

export const sections = Object.keys(reportSections) as ReportSection[]

export type ReportInput = z.output<typeof reportForm>

/** Handed in, accepted, or not awaited: it is taken back before anybody writes on. */
export const isClosed = (report: VisitReport) => !isAwaited(report)

/** What was typed into the form of a report, with every reason against keeping it. */
export function readReport(
  db: Db,
  who: Who,
  visit: Dossier,
  body: unknown,
  isHandedIn: boolean,
): Typed<ReportInput> {
  const read = readForm(reportForm, body)
  const errors = { ...read.errors }
  if (isHandedIn) {
    Object.assign(errors, readForm(submittedForm, body).errors)
    if (!sections.some((section) => textOf(read.values?.[section]).trim())) {
      errors.general = [{ text: 'Báo cáo còn trống, chưa nộp được' }]
    }
    if (!['returned', 'reported'].includes(visit.status)) {
      errors.submittedOn = [{ text: 'Đoàn chưa ghi là đã về; ghi đã về trước khi nộp báo cáo' }]
    }
    const submittedOn = fieldRead(reportForm, read, 'submittedOn')
    if (submittedOn && submittedOn > today()) {
      errors.submittedOn = [
        { text: '{date} chưa đến. Ghi ngày đã nộp', gaps: { date: writeDate(submittedOn) } },
      ]
    } else if (submittedOn && !errors.submittedOn && isBefore(submittedOn, visit.startsOn)) {
      const gaps = { date: writeDate(visit.startsOn) }
      errors.submittedOn = [{ text: 'Trước khi đoàn bắt đầu ({date}). Ghi ngày đã nộp', gaps }]
    }
  }
  if (read.data) Object.assign(read.data, clearedIn(body))
  const typed = reconciled(db, who, visit.id, read)
  Object.assign(errors, typed.errors)
  return Object.keys(errors).length ? { values: typed.values, errors } : typed
}

/** Keeps a draft, or hands it in; where that leads. */
export function keepReport(
  write: Write,
  visitId: number,
  reportId: number,
  {
    submissionId: _submissionId,
    version: _version,
    openedRows: _openedRows,
    followUps,
    ...draft
  }: ReportInput,
  isHandedIn: boolean,
): string {
  const visit = found(findDelegation(write.db, visitId))
  const [partner, ...others] = visit.partners
  keepRecommendations(write, visitId, followUps, partner && !others.length ? partner.id : null)
  const first = prefilled(visit, sourcesOf(write.db, visit))
  if (isHandedIn) {
    updateReport(write, reportId, { ...draft, ...notCleared(draft, first), status: 'submitted' })
    if (visit.status === 'returned') handIn(write, visit, draft.submittedOn!)
    keepStanding(write, visitId)
    return savedAt(`/delegations/${visitId}`, 'report', write)
  }
  const report = found(findReport(write.db, visitId))
  const own = { ...draft, ...noPrefilled, ...withoutPrefilled(draft, first) }
  const isEmpty = isUnwritten(write.db, visitId, own)
  // What an approver returned stays returned until it is handed in again.
  const status = report.status === 'returned' ? 'returned' : isEmpty ? 'empty' : 'draft'
  updateReport(write, reportId, { ...own, status, waivedReason: null })
  return savedAt(`/delegations/${visitId}/report`, 1, write)
}

const noPrefilled = { general: null, programme: null, funding: null }
const prefilledSections = Object.keys(noPrefilled) as (keyof Prefilled)[]

// A section that the file fills in, and that was sent blank, is not null: it would be filled in again.
const clearedIn = (body: unknown) =>
  Object.fromEntries(
    prefilledSections
      .filter((section) => {
        const sent = (body as Values | undefined)?.[section]
        return typeof sent === 'string' && !sent.trim()
      })
      .map((section) => [section, '']),
  )

// Nothing is cleared where the file has nothing to say.
const notCleared = (draft: Partial<Record<keyof Prefilled, string | null>>, first: Prefilled) =>
  Object.fromEntries(
    prefilledSections
      .filter((section) => draft[section] === '' && first[section] === '')
      .map((section) => [section, null]),
  )

function handIn(write: Write, visit: Dossier, happenedOn: string) {
  write.update(delegations, visit.id, { status: 'reported' })
  write.insert(statusChanges, {
    delegationId: visit.id,
    fromStatus: visit.status,
    toStatus: 'reported',
    happenedOn,
  })
}

/** An approver takes the report as it is. */
export function acceptReport(write: Write, report: VisitReport, remark: string | null) {
  updateReport(write, report.id, { status: 'accepted', decidedOn: today(), remark })
  if (report.standing === null) keepStanding(write, report.delegationId)
}

/** An approver wants it mended: the visit waits for its report again. */
export function returnReport(write: Write, visit: Dossier, report: VisitReport, remark: string) {
  updateReport(write, report.id, { status: 'returned', decidedOn: today(), remark })
  if (visit.status === 'reported') takeBack(write, visit)
}
