// What counts, and when: rules C1 to C18 of the house. Every heading, total, chart, export and report takes its
// figures from here, so that no two of them can disagree.
export * from './counting/rules.ts'
export * from './counting/listed.ts'
export * from './counting/totals.ts'
export * from './counting/exchanges.ts'
export * from './counting/openings.ts'
export type { SubjectGrouping } from './counting/kept-rows.ts'
export { laterOf } from './counting/stays.ts'
export type { LastSeen } from './counting/last-days.ts'
export { nobody, type Persons } from './counting/named-people.ts'
export { type TimeGrouping, timeGroupings } from './counting/periods.ts'
