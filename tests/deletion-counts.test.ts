import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recountedCells, type Scope } from '../src/counting.ts'
import { noteWrite } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import { deleteRecord, findDeletion, holdersOf } from '../src/deletions/queries.ts'
import { checkChain } from '../src/history/chain.ts'
import { restore, undo } from '../src/history/undo.ts'
import { startApp } from './support/app.ts'
import { everyRow } from './support/register.ts'

const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }
const who = { name: 'thử nghiệm' }

const anyVisit = fc.record({
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  status: fc.constantFrom('planned' as const, 'underway' as const, 'returned' as const, 'reported' as const),
  startsOn: fc.constantFrom('2023', '2024-06', '2024-06-15', '2025-01-01'),
  headCount: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  isListComplete: fc.boolean(),
  countries: fc.uniqueArray(fc.constantFrom('LA', 'TH', 'CU'), { minLength: 1 }),
  partnerIds: fc.uniqueArray(fc.constantFrom(1, 2)),
  participants: fc.array(
    fc.record({
      id: fc.constant(null),
      name: fc.constantFrom('Lê Minh', 'Trần Hoa', 'Đỗ An'),
      role: fc.constant('member' as const),
      post: fc.constant(null),
      organisation: fc.constant(null),
      hasTravelled: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
})

const anySteps = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('create' as const), visit: anyVisit }),
    fc.record({
      act: fc.constant('delete' as const),
      table: fc.constantFrom('delegations' as const, 'partners' as const, 'people' as const),
      nth: fc.nat(9),
    }),
    fc.record({ act: fc.constantFrom('restore' as const, 'undo' as const), nth: fc.nat(9) }),
  ),
  { minLength: 4, maxLength: 16 },
)

test('whatever is made, deleted, restored and undone, what is counted equals a recount and all of it can come back', () => {
  const app = startApp()
  const { db } = app
  app.make.partner({ name: 'Hội Nhà báo Lào' })
  app.make.partner({ name: 'Báo Granma', country: 'CU' })
  const ids = (sql: string) => db.$client.prepare(sql).pluck().all() as number[]
  const cells = (dimension: string) =>
    db.$client
      .prepare(
        `select key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count
         from count_cells where dimension = ? and (delegation_count or person_trip_count or unknown_people_count)`,
      )
      .raw()
      .all(dimension)
      .map(String)
      .toSorted()
  const chosen = (from: number[], nth: number) => from[nth % from.length]

  fc.assert(
    fc.property(anySteps, (steps) => {
      db.$client.exec('begin')
      try {
        for (const step of steps) {
          if (step.act === 'create') {
            const partnerIds = step.visit.partnerIds.filter((id) =>
              ids('select id from partners').includes(id),
            )
            app.make.delegation({ ...step.visit, partnerIds })
          } else if (step.act === 'delete') {
            const id = chosen(ids(`select id from ${step.table}`), step.nth)
            if (id === undefined || holdersOf(db, step.table, id).isHeld) continue
            const before = everyRow(db)
            const deletion = write(db, who, (write) => deleteRecord(write, step.table, id, 'ghi trùng'))
            const { actId } = findDeletion(db, deletion)!
            expect(undo(db, who, actId).kept).toEqual([])
            expect(everyRow(db)).toEqual(before)
            write(db, who, (write) => deleteRecord(write, step.table, id, 'ghi trùng'))
          } else if (step.act === 'restore') {
            bringBack(chosen(ids('select id from deletions where restored_at is null'), step.nth))
          } else {
            const acts = ids('select id from history_acts order by id desc limit 5')
            const act = chosen(acts, step.nth)
            if (act) undo(db, who, act)
          }
        }
        compare()
        // What needs something else that is deleted comes back once that has.
        for (let left = ids('select id from deletions where restored_at is null'); left.length;) {
          left.forEach(bringBack)
          const still = ids('select id from deletions where restored_at is null')
          expect(still.length).toBeLessThan(left.length)
          left = still
        }
        compare()
        const codes = db.$client.prepare('select code from delegations').pluck().all()
        expect(new Set(codes).size).toBe(codes.length)
        expect(checkChain(db).brokenAt).toBeNull()
      } finally {
        db.$client.exec('rollback')
        noteWrite(db)
      }
    }),
    { numRuns: 120 },
  )

  function bringBack(id: number | undefined) {
    const deletion = id === undefined ? undefined : findDeletion(db, id)
    if (deletion) restore(db, who, deletion.actId, deletion.subjectTable, deletion.subjectId)
  }

  function compare() {
    for (const dimension of ['all', 'country', 'partner', 'purpose'] as const) {
      const recounted = recountedCells(db, dimension, everything).map((cell) =>
        String([
          cell.key,
          cell.unitId,
          cell.direction,
          cell.period,
          cell.delegations,
          cell.personTrips,
          cell.unknownPeople,
        ]),
      )
      expect(cells(dimension)).toEqual(recounted.toSorted())
    }
    db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
  }
})
