// Every table, for drizzle-kit, which compares them with the migrations made so far.
export { authorities, authorityNames } from '../authorities/authority.ts'
export { countries } from '../countries/country.ts'
export {
  countCells,
  delegationCountries,
  delegationPartners,
  delegations,
  statusChanges,
} from '../delegations/delegation.ts'
export { importLines, importMappings, imports } from '../imports/import.ts'
export { deletions } from '../deletions/deletion.ts'
export { holidays } from '../holidays/holiday.ts'
export { legalBases } from '../legal-bases/legal-basis.ts'
export { openingFigures } from '../opening-figures/opening-figure.ts'
export { participants } from '../participants/participant.ts'
export { partnerNames, partners } from '../partners/partner.ts'
export { people, personNames } from '../people/person.ts'
export { searchEntries } from '../search/entry.ts'
export { settingValues } from '../settings/setting-value.ts'
export { sources } from '../sources/source.ts'
export { unitNames, units } from '../units/unit.ts'
export { visitReports } from '../visit-reports/visit-report.ts'
export { submissions } from './submission.ts'
export { acts, chainHeads, changes } from './history.ts'
export { accounts } from '../accounts/account.ts'
export { calendarFeeds } from '../accounts/calendar-feed.ts'
export { apiTokens, credentials, oneTimeLinks, recoveryCodes } from '../accounts/credential.ts'
export { securityLog } from '../accounts/security-event.ts'
export { knownDevices, sessions, signInFailures } from '../accounts/session.ts'
export { identityPapers } from '../identity-papers/identity-paper.ts'
