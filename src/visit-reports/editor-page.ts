import { momentOf, timeOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Dossier } from '../delegations/queries.ts'
import { followUpOutcomes, followUpSides } from '../follow-ups/follow-up.ts'
import { type Conflict, shownConflict } from '../history/edits.ts'
import { type Layout, layouts } from '../paper/layout.ts'
import { sheetOf } from '../paper/sheet.ts'
import { fieldsOf, summaryOf, textOf, type Typed, type Values } from '../web/form.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import { findDraft, listOtherWriters } from './drafts.ts'
import { acceptanceForm, reportForm, returnForm, waiverForm } from './form.ts'
import { isClosed, sections } from './handing-in.ts'
import { deadlineOf } from './deadline.ts'
import { lastSaved, type VisitReport } from './queries.ts'
import { emptyRow, listRecommendations } from './recommendations.ts'
import { sourcesOf } from './sources.ts'
import { paperShown } from './standing.ts'
import { isAwaited, reportParts, reportSections } from './visit-report.ts'
import { waiverWords } from './waiver.ts'

/** A visit and its report, as an address names them. */
export interface Opened {
  visit: Dossier
  report: VisitReport
}

/** The layout an address asks for: the State's, unless it says the Party's. */
export const layoutNamed = (asked: unknown): Layout => (asked === 'party' ? 'party' : 'state')

/** What the page of a report says beside it. */
export interface Shown {
  saved?: string | null
  savedAct?: number | null
  refused?: { words: string; typed?: Values }
  conflict?: Conflict
  meanwhile?: Message[]
  /** What was just put by, or why it was not. */
  autosave?: Autosave
}

export interface Autosave {
  revision: number
  /** The moment it was put by; null where it was not, and why. */
  savedAt: string | null
  refused?: Message
}

/** The page of a report for whoever has this account. */
export function editorPage(
  db: Db,
  { visit, report, accountId }: { visit: Dossier; report: VisitReport; accountId: number },
  typed: Typed,
  { saved, savedAct, refused, conflict, meanwhile, autosave }: Shown,
  { layout, language }: { layout: Layout; language: Language },
) {
  const values = typed.values ?? {}
  const sources = sourcesOf(db, visit)
  const recommendations = listRecommendations(db, visit.id)
  const closed = recommendations.filter(({ outcome }) => outcome !== null)
  const fields = fieldsOf(reportForm, typed)
  const draft = findDraft(db, report.id, accountId)
  const rows = values.followUps as Values[] | undefined
  return {
    visit,
    report,
    isClosed: isClosed(report),
    fields,
    errors: typed.errors ?? {},
    rows: rows?.length ? rows : [emptyRow],
    closed,
    outcomes: followUpOutcomes,
    sides: followUpSides,
    waiver: fieldsOf(waiverForm, typed).reason,
    acceptance: fieldsOf(acceptanceForm, typed),
    returning: fieldsOf(returnForm, typed),
    summary: summaryOf(reportForm, typed),
    saved: saved ?? null,
    savedAct: savedAct ?? null,
    refused: refused ?? null,
    unkept: isClosed(report) ? unkeptOf(report, refused?.typed ?? draft?.typed ?? {}) : [],
    conflict: conflict ? shownConflict(reportForm, fields, conflict, speechOf(language)) : null,
    meanwhile: meanwhile ?? [],
    deadline: deadlineOf(db, visit, report, today()),
    isAwaited: isAwaited(report),
    whyNotAwaited: waiverWords(report.waivedReason),
    parts: reportParts,
    written: Object.fromEntries(sections.map((section) => [section, textOf(values[section]).trim()])),
    accountId,
    draft: draft && { ...draft, moment: momentOf(draft.savedAt) },
    draftRevision: autosave?.revision ?? draft?.revision ?? 0,
    autosave: autosave ? told(autosave) : null,
    // Somebody saved the report since this form was opened: told, and the typing goes on.
    isBehind: textOf(values.version) !== '' && Number(values.version) < report.version,
    lastSaved: lastSavedTold(db, report),
    otherWriters: isClosed(report)
      ? []
      : listOtherWriters(db, report.id, accountId).map(({ name, savedAt }) => ({
          name,
          moment: momentOf(savedAt),
        })),
    layout,
    layouts,
    sheet: sheetOf(layout, paperShown(db, { visit, report, values, closed, sources })),
  }
}

const told = ({ savedAt, refused }: Autosave) => ({
  time: savedAt ? timeOf(savedAt) : null,
  refused: refused ?? null,
})

function lastSavedTold(db: Db, report: VisitReport) {
  const last = lastSaved(db, report.id)
  return last ? { who: last.who, moment: momentOf(last.at) } : null
}

// What was typed and differs from what stands, to be copied.
const unkeptOf = (report: VisitReport, typed: Values) =>
  sections
    .map((section) => ({ section, label: reportSections[section], text: textOf(typed[section]).trim() }))
    .filter(({ section, text }) => text && text !== report[section])
