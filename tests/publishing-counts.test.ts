import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegationCountries, delegations } from '../src/delegations/delegation.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { undo } from '../src/history/undo.ts'
import { differencesIn } from '../src/restatements/differences.ts'
import { askedOf, whoseAsked } from '../src/yearly-reports/asked.ts'
import type { ReportFigure } from '../src/yearly-reports/figures.ts'
import { readPeriod } from '../src/yearly-reports/period.ts'
import { askedBy } from '../src/yearly-reports/published-rows.ts'
import {
  editionSteps,
  publish,
  publishedModel,
  standingPublication,
  withdraw,
} from '../src/yearly-reports/publications.ts'
import { findYearlyReport } from '../src/yearly-reports/queries.ts'
import { atOnce } from '../src/yearly-reports/steps.ts'
import { reportModel } from '../src/yearly-reports/model.ts'
import { restatedOf } from '../src/yearly-reports/restated.ts'
import { startApp } from './support/app.ts'

const who = { name: 'Lê Thử' }
const signed = { number: '1/BC', writtenOn: '2025-01-10', signer: 'Trưởng ban' }
const asked = (app: ReturnType<typeof startApp>) =>
  askedOf(whoseAsked(app.db, { unit: [], scope: [] }).whose!, readPeriod('2024')!)

const starts = ['2022-05', '2023', '2023-12-31', '2024', '2024-01-01', '2024-06', '2024-12-31', '2025-01-01']
const visit = fc.record({
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  startsOn: fc.constantFrom(...starts),
  headCount: fc.option(fc.integer({ min: 1, max: 20 })),
  status: fc.constantFrom('planned' as const, 'underway' as const, 'returned' as const, 'reported' as const),
  countsAs: fc.constantFrom('delegation_and_people' as const, 'people_only' as const, 'nothing' as const),
  countries: fc.subarray(['LA', 'CU', 'KH']),
  purposeKind: fc.constantFrom(null, 'conference' as const, 'training' as const, 'signing' as const),
})
type Visit = typeof visit extends fc.Arbitrary<infer V> ? V : never
type Step =
  | { kind: 'add'; visit: Visit }
  | { kind: 'change'; which: number; visit: Visit }
  | { kind: 'delete'; which: number }
  | { kind: 'undo'; which: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), visit }),
  fc.record({ kind: fc.constant('change' as const), which: fc.nat(), visit }),
  fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }),
)

test('published figures stay; with the differences since, each gives the figure of today', () => {
  const app = startApp()
  const { db, make } = app
  fc.assert(
    fc.property(
      fc.array(visit, { minLength: 1, maxLength: 5 }),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      (visits, steps) => {
        for (const one of visits) make.delegation(withReason(one))
        const report = asked(app)
        const standing = standingPublication(db, findYearlyReport(db, report, '2024'))
        if (standing) write(db, who, (write) => withdraw(write, standing, 'xong'))
        write(db, who, (write) => publish(write, report, atOnce(editionSteps(db, report)), signed))
        const publication = standingPublication(db, findYearlyReport(db, report, '2024'))!
        const published = publishedModel(db, publication).figures
        for (const one of steps) take(one)
        expect(publishedModel(db, publication).figures).toEqual(published)
        const live = reportModel(db, report, undefined).figures
        const restated = restatedOf(db, report, publication)
        for (const name of new Set([...published.keys(), ...live.keys()])) {
          if (!isSummed(name)) continue
          const [was, is] = [published.get(name), live.get(name)]
          expect([name, ...plusDifferences(name, was, is, publication.publishedAt)]).toEqual([
            name,
            is ? is.value : 0,
            is?.unknown ?? 0,
          ])
          const [then, now] = [was ?? nothing, is ?? nothing]
          // At least as many is as many, however many visits are behind it that nobody knows the people of.
          const isOther =
            then.value !== now.value || (then.value !== null && then.unknown > 0 !== now.unknown > 0)
          if (!/^(now|before)\./.test(name))
            expect([name, restated.figures.has(name)]).toEqual([name, isOther])
        }
      },
    ),
    // One register for all: what one run left is there when the next one publishes.
    { numRuns: 30, endOnFailure: true },
  )

  function take(one: Step) {
    if (one.kind === 'add') return void make.delegation(withReason(one.visit))
    const ids = db.select({ id: delegations.id }).from(delegations).all()
    const id = ids[one.which % ids.length]?.id
    if (id === undefined) return
    if (one.kind === 'delete')
      write(db, who, (write) => void deleteRecord(write, 'delegations', id, 'ghi trùng'))
    else if (one.kind === 'undo') {
      const last = db.$client
        .prepare<[number], number>(
          `select max(act_id) from history_changes where subject_table = 'delegations' and subject_id = ?`,
        )
        .pluck()
        .get(id)
      undo(db, who, last!)
    } else {
      const { countries, ...row } = withReason(one.visit)
      write(db, who, (write) => {
        write.update(delegations, id, row)
        const had = db
          .select()
          .from(delegationCountries)
          .where(eq(delegationCountries.delegationId, id))
          .all()
        for (const country of had) write.remove(delegationCountries, country.id)
        for (const [position, country] of countries.entries())
          write.insert(delegationCountries, { delegationId: id, country, position })
      })
    }
  }

  function plusDifferences(
    name: string,
    was: ReportFigure | undefined,
    is: ReportFigure | undefined,
    at: string,
  ): [number | null, number] {
    const filters = askedBy(is?.href ?? was?.href ?? null)
    const differences = filters ? differencesIn(db, filters, at) : []
    const sum = (values: number[]) => values.reduce((one, other) => one + other, 0)
    const value = was?.value ?? 0
    if (name.endsWith('.delegations')) return [value + sum(differences.map((one) => one.delegations)), 0]
    if (!name.endsWith('.personTrips'))
      return [value + sum(differences.map(({ kind }) => ({ in: 1, out: -1, changed: 0 })[kind])), 0]
    const trips =
      value + sum(differences.map(({ personTrips }) => (personTrips.is ?? 0) - (personTrips.was ?? 0)))
    const unknown =
      (was?.unknown ?? 0) +
      sum(
        differences.map(
          ({ personTrips }) => Number(personTrips.is === null) - Number(personTrips.was === null),
        ),
      )
    return [trips === 0 && unknown > 0 ? null : trips, unknown]
  }
})

const nothing = { value: 0, unknown: 0 }

const withReason = <V extends { countsAs: string }>(visit: V) => ({
  ...visit,
  countsAsReason: visit.countsAs === 'delegation_and_people' ? null : 'đi cùng đoàn khác',
})

// Distinct countries, partners and people are no sums of visits.
const isSummed = (name: string) => /\.(delegations|personTrips)$/.test(name) || name.startsWith('beside.')
