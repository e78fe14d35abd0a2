import { checklistOf } from '../checklists/of-visit.ts'
import { daysOfVisit } from '../counting.ts'
import { lastActsTold } from '../history/told.ts'
import { countryName } from '../countries/names.ts'
import { listCoverage } from '../coverage/queries.ts'
import { coverageLanguages } from '../coverage/coverage-item.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { drawn } from '../follow-ups/listing.ts'
import { listFollowUpsOfVisit } from '../follow-ups/queries.ts'
import { participantRoles } from '../participants/participant.ts'
import { programmeOf } from '../programmes/of-visit.ts'
import { deadlineOf } from '../visit-reports/deadline.ts'
import type { VisitReport } from '../visit-reports/queries.ts'
import { isAwaited } from '../visit-reports/visit-report.ts'
import { waiverWords } from '../visit-reports/waiver.ts'
import { visitWarnings } from '../warnings/queries.ts'
import type { Language } from '../web/language.ts'
import { directions, lifeline, statuses } from './delegation.ts'
import { filePage } from './file-page.ts'
import { missingFrom } from './missing.ts'
import { type Dossier, listParticipants, listStatusChanges, titled } from './queries.ts'
import { pastIn, standingChanges, steps, stepsFrom } from './steps.ts'

/** The last acts on a page that has much else; the rest are a page away. */
const ACTS_TOLD = 3

/** A visit's file as its page shows it. */
export function dossierPage(db: Db, visit: Dossier, report: VisitReport, language: Language) {
  const people = listParticipants(db, visit.id)
  const members = people.filter(({ side }) => side === 'delegation')
  const changes = listStatusChanges(db, visit.id)
  const standing = standingChanges(changes)
  const file = filePage(db, visit)
  const deadline = deadlineOf(db, visit, report, today())
  const { dueOn } = deadline
  return {
    ...file,
    visit: titled(visit, language),
    countryNames: visit.countries.map((iso2): [string, string] => [iso2, countryName(iso2, language)]),
    directions,
    statuses,
    roles: participantRoles,
    steps: stepsFrom(visit.status).map((step) => ({ step, verb: steps[step].verb })),
    days: daysOfVisit(visit.startsOn, visit.endsOn),
    members,
    travelled: members.filter(({ hasTravelled }) => hasTravelled).length,
    sent: members.filter(({ isAdded }) => !isAdded).length,
    absent: members.filter(({ hasTravelled }) => !hasTravelled).map(({ name }) => name),
    added: members.filter(({ isAdded }) => isAdded).map(({ name }) => name),
    hosts: people.filter(({ side }) => side === 'host'),
    programme: programmeOf(db, visit, language),
    checklist: checklistOf(db, visit, today()),
    report,
    dueOn,
    deadline,
    isAwaited: isAwaited(report),
    whyNotAwaited: waiverWords(report.waivedReason),
    isOver: visit.status === 'returned' && isAwaited(report) && dueOn < today(),
    tracker: trackerOf(visit, standing),
    turns: turnsOf(visit, changes),
    history: lastActsTold(db, 'delegations', visit.id, language, ACTS_TOLD),
    submissionId: crypto.randomUUID(),
    canStepBack: !!standing.at(-1)?.fromStatus,
    missing: missingFrom(visit, people, report, file),
    warnings: visitWarnings(db, visit, people),
    followUps: listFollowUpsOfVisit(db, visit.id).map((row) => drawn(row, language, today())),
    coverage: listCoverage(db, visit.id),
    languages: coverageLanguages,
  }
}

/** What the line of steps does not tell: a step taken back, put off or given up, a reason, dates that were others. */
function turnsOf(visit: Dossier, changes: ReturnType<typeof listStatusChanges>) {
  const line: readonly string[] = lifeline
  return changes
    .map((change) => {
      const { startsOn, endsOn } = pastIn(change)
      const isMoved = startsOn !== undefined || endsOn !== undefined
      return { ...change, datesBefore: isMoved ? [startsOn ?? visit.startsOn, endsOn ?? null] : null }
    })
    .filter(
      ({ revertsId, toStatus, reason, datesBefore }) =>
        revertsId || reason || datesBefore || !line.includes(toStatus),
    )
    .toReversed()
}

/** The steps of a visit's life with the day each was reached. */
function trackerOf(visit: Dossier, changes: { toStatus: string; happenedOn: string | null }[]) {
  const line: readonly string[] = lifeline
  const dayOf = (status: string) =>
    changes.findLast(({ toStatus }) => toStatus === status)?.happenedOn ?? null
  const isBeside = !line.includes(visit.status)
  const reached = isBeside
    ? Math.max(...changes.map(({ toStatus }) => line.indexOf(toStatus)), 0)
    : line.indexOf(visit.status)
  return lifeline.map((status, index) => ({
    status,
    day: dayOf(status),
    state:
      index < reached || (index === reached && isBeside) ? 'done' : index === reached ? 'current' : 'ahead',
  }))
}
