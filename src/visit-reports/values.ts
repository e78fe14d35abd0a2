import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import type { Dossier } from '../delegations/queries.ts'
import type { Values } from '../web/form.ts'
import type { Draft } from './drafts.ts'
import { ofUntouched, prefilled, prefilledFoot } from './prefill.ts'
import type { VisitReport } from './queries.ts'
import { listRecommendations, rowsShown } from './recommendations.ts'
import { type Sources, sourcesOf } from './sources.ts'
import { isAwaited, reportSections } from './visit-report.ts'

// What the form of a report says.

/** The form of a report as it stands in the register, parts nobody touched filled from the visit's file. */
export function storedValues(db: Db, visit: Dossier, report: VisitReport, sources?: Sources): Values {
  const known = sources ?? sourcesOf(db, visit)
  const sectionsNow = Object.fromEntries(
    valuesOf(reportSections).map((section) => [section, report[section] ?? '']),
  )
  const first = isAwaited(report) ? prefilled(visit, known) : {}
  const { writtenAt, signedFor, signer, recipients } = report
  const hasFoot = [writtenAt, signedFor, signer, recipients].some((text) => text !== null)
  return {
    ...sectionsNow,
    ...ofUntouched(report, first),
    ...rowsShown(listRecommendations(db, visit.id)),
    number: report.number ?? '',
    submittedOn: writeDate(report.submittedOn ?? today()),
    ...(hasFoot || !isAwaited(report)
      ? {
          writtenAt: writtenAt ?? '',
          signedFor: signedFor ?? '',
          signer: signer ?? '',
          recipients: recipients ?? '',
        }
      : prefilledFoot(visit, known)),
    version: String(report.version),
    submissionId: crypto.randomUUID(),
  }
}

/** What somebody sees of a report's form: as they are typing it, else as it stands. */
export function valuesFor(db: Db, visit: Dossier, report: VisitReport, draft: Draft | undefined): Values {
  const stored = storedValues(db, visit, report)
  return draft && isAwaited(report) ? { ...stored, ...draft.typed } : stored
}
