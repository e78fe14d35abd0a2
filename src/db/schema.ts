// Every table, for drizzle-kit, which compares them with the migrations made so far.
export { authorities, authorityNames } from '../authorities/authority.ts'
export { acceptedContradictions, contradictionCounts } from '../contradictions/contradiction.ts'
export { countries } from '../countries/country.ts'
export {
  countCells,
  delegationCountries,
  delegationPartners,
  delegations,
  statusChanges,
} from '../delegations/delegation.ts'
export { importLines, importMappings, imports, importVisits } from '../imports/import.ts'
export { countSums, peopleCells } from '../counting/kept-count.ts'
export { checklistItems, checklistSteps } from '../checklists/checklist-line.ts'
export { coverageItems } from '../coverage/coverage-item.ts'
export { deletions } from '../deletions/deletion.ts'
export { documents } from '../documents/document.ts'
export { storedFiles } from '../documents/stored-file.ts'
export { followUps } from '../follow-ups/follow-up.ts'
export { fundings } from '../funding/funding.ts'
export { holidays } from '../holidays/holiday.ts'
export { legalBases } from '../legal-bases/legal-basis.ts'
export { mails } from '../mail/mail.ts'
export { reminders } from '../mail/reminder.ts'
export { openingFigures } from '../opening-figures/opening-figure.ts'
export { participants } from '../participants/participant.ts'
export { partnerDistinctions, partnerNames, partners } from '../partners/partner.ts'
export { people, personNames } from '../people/person.ts'
export { pressWorks } from '../press-work/press-work.ts'
export { programmeItems } from '../programmes/programme-item.ts'
export { searchEntries } from '../search/entry.ts'
export { settingValues } from '../settings/setting-value.ts'
export { sources } from '../sources/source.ts'
export { unitNames, units } from '../units/unit.ts'
export { reportDrafts } from '../visit-reports/report-draft.ts'
export { reportExtensions } from '../visit-reports/report-extension.ts'
export { visitReports } from '../visit-reports/visit-report.ts'
export {
  publications,
  publishedFigures,
  publishedPapers,
  publishedVisits,
} from '../yearly-reports/publication.ts'
export { reportFigures, yearlyReports } from '../yearly-reports/yearly-report.ts'
export { submissions } from './submission.ts'
export { acts, chainHeads, changes } from './history.ts'
export { accounts } from '../accounts/account.ts'
export { calendarFeeds } from '../accounts/calendar-feed.ts'
export { apiTokens, credentials, oneTimeLinks, recoveryCodes } from '../accounts/credential.ts'
export { securityLog } from '../accounts/security-event.ts'
export { knownDevices, sessions, signInFailures } from '../accounts/session.ts'
export { identityPapers } from '../identity-papers/identity-paper.ts'
