import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recountedCells, type Scope, totalsBy } from '../src/counting.ts'
import { noteWrite } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import { undo } from '../src/history/undo.ts'
import { mergePartners, usualChoices } from '../src/partners/merging.ts'
import { findPartnerFile } from '../src/partners/queries.ts'
import { startApp } from './support/app.ts'
import { everyRow } from './support/register.ts'

const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }
const who = { name: 'thử nghiệm' }

const anyVisit = fc.record({
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  status: fc.constantFrom('planned' as const, 'returned' as const, 'reported' as const),
  countsAs: fc.constantFrom('delegation_and_people' as const, 'people_only' as const),
  startsOn: fc.constantFrom('2023', '2024-06', '2024-06-15', '2025-01-01'),
  headCount: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  partnerIds: fc.uniqueArray(fc.integer({ min: 1, max: 3 })),
})

test('C1, C8: merging two partners changes no total; the rows by partner lose just what stood in both', () => {
  const { db, make } = startApp()
  const [kept, other] = [
    make.partner(),
    make.partner({ name: 'Hội báo Lào' }),
    make.partner({ name: 'Báo Pasaxon' }),
  ]
  const listed = () =>
    db.$client
      .prepare<[], [number, number]>(
        'select delegation_id, partner_id from delegation_partners order by delegation_id, position',
      )
      .raw()
      .all()
  fc.assert(
    fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 8 }), (visits) => {
      db.$client.exec('begin')
      try {
        for (const visit of visits)
          make.delegation({ ...visit, countsAsReason: visit.countsAs === 'people_only' ? 'Đi ghép' : null })
        const before = { totals: totalsBy(db, 'partner', everything), rows: everyRow(db), listed: listed() }
        const actId = write(db, who, (write) => {
          const [one, two] = [findPartnerFile(write.db, kept)!, findPartnerFile(write.db, other)!]
          mergePartners(write, one.id, two.id, usualChoices(one, two))
          return write.actId
        })
        const after = totalsBy(db, 'partner', everything)
        expect(after.total).toEqual(before.totals.total)
        expect(after.rows.has(String(other))).toBe(false)
        const countedOf = visits.filter(
          ({ status, countsAs }) => status !== 'planned' && countsAs !== 'people_only',
        )
        for (const direction of ['outbound', 'inbound'] as const) {
          const going = countedOf.filter((visit) => visit.direction === direction)
          const either = going.filter(({ partnerIds }) =>
            partnerIds.some((id) => id === kept || id === other),
          )
          const inBoth = going.filter(
            ({ partnerIds }) => partnerIds.includes(kept) && partnerIds.includes(other),
          )
          expect(after.rows.get(String(kept))?.[direction].delegations ?? 0).toBe(either.length)
          expect(after.sum[direction].delegations).toBe(
            before.totals.sum[direction].delegations - inBoth.length,
          )
          expect(after.rows.get('3')?.[direction]).toEqual(before.totals.rows.get('3')?.[direction])
        }
        expect(listed()).toEqual(
          [...Map.groupBy(before.listed, ([visit]) => visit)].flatMap(([visit, links]) =>
            [...new Set(links.map(([, id]) => (id === other ? kept : id)))].map((id) => [visit, id]),
          ),
        )
        compare()
        expect(undo(db, who, actId)).toMatchObject({ kept: [], refusals: [] })
        expect(everyRow(db)).toEqual(before.rows)
        compare()
      } finally {
        db.$client.exec('rollback')
        noteWrite(db)
      }
    }),
    { numRuns: 100 },
  )

  // What triggers keep, against the visits counted anew.
  function compare() {
    const kept = db.$client
      .prepare(
        `select key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count
         from count_cells where dimension = 'partner' and (delegation_count or person_trip_count or unknown_people_count)`,
      )
      .raw()
      .all()
    const recounted = recountedCells(db, 'partner', everything).map((cell) => [
      cell.key,
      cell.unitId,
      cell.direction,
      cell.period,
      cell.delegations,
      cell.personTrips,
      cell.unknownPeople,
    ])
    expect(kept.map(String).toSorted()).toEqual(recounted.map(String).toSorted())
    expect(
      db.$client
        .prepare(
          'select count(*) from delegations d where partner_count <> (select count(*) from delegation_partners where delegation_id = d.id)',
        )
        .pluck()
        .get(),
    ).toBe(0)
  }
})
