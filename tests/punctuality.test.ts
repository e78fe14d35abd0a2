import { expect, test } from 'vitest'
import { addDays } from '../src/dates.ts'
import { punctualityOf, type Reported } from '../src/visit-reports/punctuality.ts'

const inTenDays = (_direction: string, day: string) => addDays(day, 10)
const TODAY = '2026-03-20'

const visit: Reported = {
  direction: 'outbound',
  status: 'reported',
  startsOn: '2026-03-01',
  endsOn: '2026-03-05',
  extendedTo: null,
  reportStatus: 'submitted',
  submittedOn: '2026-03-15',
}
const awaited = { status: 'returned', reportStatus: 'empty', submittedOn: null } as const

test.each<[string, Partial<Reported>, ReturnType<typeof punctualityOf>]>([
  ['handed in on the last day', {}, 'onTime'],
  ['handed in a day after it', { submittedOn: '2026-03-16' }, 'late'],
  ['accepted weeks after it was handed in on time', { reportStatus: 'accepted' }, 'onTime'],
  ['late, but within an extension', { submittedOn: '2026-03-18', extendedTo: '2026-03-18' }, 'onTime'],
  ['extended to a day before the rule’s own', { extendedTo: '2026-03-10' }, 'onTime'],
  [
    'handed in on time, then returned',
    { ...awaited, reportStatus: 'returned', submittedOn: '2026-03-10' },
    'missing',
  ],
  ['a draft of a visit that came back long ago', { ...awaited, reportStatus: 'draft' }, 'missing'],
  ['due today', { ...awaited, endsOn: '2026-03-10' }, 'ahead'],
  ['due yesterday', { ...awaited, endsOn: '2026-03-09' }, 'missing'],
  ['awaited, and extended', { ...awaited, extendedTo: '2026-03-25' }, 'ahead'],
  ['of a visit that is still away', { ...awaited, status: 'underway' }, 'ahead'],
  ['of a visit written down as reported, with no report', { ...awaited, status: 'reported' }, 'unknown'],
  ['not awaited', { reportStatus: 'waived', submittedOn: null }, 'waived'],
  ['early whichever day of March it came back', { endsOn: '2026-03', submittedOn: '2026-03-11' }, 'onTime'],
  ['late whichever day of March it came back', { endsOn: '2026-03', submittedOn: '2026-04-11' }, 'late'],
  ['of a day of March nobody knows', { endsOn: '2026-03', submittedOn: '2026-04-01' }, 'unknown'],
  [
    'of a visit without an end, handed in soon after its start',
    { endsOn: null, submittedOn: '2026-03-11' },
    'onTime',
  ],
  ['of a visit without an end, handed in later', { endsOn: null, submittedOn: '2026-03-12' }, 'unknown'],
  ['of a visit that is only planned', { ...awaited, status: 'planned' }, null],
  ['of a cancelled visit', { ...awaited, status: 'cancelled' }, null],
])('a report %s', (_told, given, standing) => {
  expect(punctualityOf(inTenDays, { ...visit, ...given }, TODAY)).toBe(standing)
})
