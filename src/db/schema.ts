// Every table, for drizzle-kit, which compares them with the migrations made so far.
export { countries } from '../countries/country.ts'
export {
  countCells,
  delegationCountries,
  delegationPartners,
  delegations,
  statusChanges,
} from '../delegations/delegation.ts'
export { importLines, importMappings, imports } from '../imports/import.ts'
export { openingFigures } from '../opening-figures/opening-figure.ts'
export { participants } from '../participants/participant.ts'
export { partnerNames, partners } from '../partners/partner.ts'
export { people, personNames } from '../people/person.ts'
export { searchEntries } from '../search/entry.ts'
export { settings } from '../settings/setting.ts'
export { sources } from '../sources/source.ts'
export { unitNames, units } from '../units/unit.ts'
export { visitReports } from '../visit-reports/visit-report.ts'
export { submissions } from './submission.ts'
export { acts, changes } from './history.ts'
