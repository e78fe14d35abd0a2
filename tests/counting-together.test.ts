import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differencesIn } from '../src/counting/recount.ts'
import { write } from '../src/db/write.ts'
import { countingTogether } from '../src/delegations/counting-together.ts'
import { createDelegation } from '../src/delegations/writing.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { aVisit, startApp } from './support/app.ts'
import { member } from './support/members.ts'

// Of thousands of visits that are added, changed or taken back by one write, what is kept is kept for all of them at once.

const anyVisit = fc.record({
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  status: fc.constantFrom('planned' as const, 'returned' as const),
  startsOn: fc.constantFrom('2023', '2024-06', '2024-06-15', '2025-01-01'),
  headCount: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  isListComplete: fc.boolean(),
  countries: fc.uniqueArray(fc.constantFrom('LA', 'TH'), { minLength: 1 }),
  partnerIds: fc.uniqueArray(fc.constantFrom(1, 2)),
  participants: fc
    .uniqueArray(fc.constantFrom('Lê Minh', 'Trần Hoa'))
    .map((names) => names.map((name) => member(name))),
})

const anyCells = fc.record(
  {
    direction: fc.constantFrom('outbound', 'inbound'),
    status: fc.constantFrom('planned', 'cancelled', 'returned'),
    counts_as: fc.constantFrom('delegation_and_people', 'people_only', 'nothing'),
    starts_on: fc.constantFrom('2022', '2024-06-16', '2025-02'),
    head_count: fc.constantFrom(null, 1, 4),
    is_list_complete: fc.constantFrom(0, 1),
    purpose_kind: fc.constantFrom(null, 'training'),
  },
  { requiredKeys: [] },
)

const reasons = { counts_as_reason: 'thử', status_reason: 'thử' }

const anyStep = fc.oneof(
  fc.record({ add: anyVisit }),
  fc.record({ change: fc.nat(9), cells: anyCells }),
  fc.record({ remove: fc.nat(9) }),
  fc.record({
    unlist: fc.nat(9),
    table: fc.constantFrom('participants', 'delegation_countries', 'delegation_partners'),
  }),
)

test('whatever is added, changed and removed together is counted as a recount counts it', () => {
  const app = startApp()
  const { db, make } = app
  make.partner({ name: 'Hội Nhà báo Lào' })
  make.partner({ name: 'Báo Granma', country: 'CU' })
  const ids = (table: string) => db.$client.prepare(`select id from ${table}`).pluck().all() as number[]
  const triggers = () =>
    db.$client.prepare(`select name, sql from sqlite_schema where type = 'trigger' order by 1`).all()
  const before = triggers()

  fc.assert(
    fc.property(
      fc.array(anyVisit, { maxLength: 4 }),
      fc.array(anyStep, { maxLength: 8 }),
      (visits, steps) => {
        db.$client.exec('begin')
        try {
          for (const visit of visits) make.delegation(visit)
          write(db, { name: 'thử nghiệm' }, (write) => {
            const chosen = (table: string, nth: number) => {
              const from = ids(table)
              return from[nth % from.length]
            }
            countingTogether(write, ids('delegations'), () => {
              for (const step of steps) {
                if ('add' in step) createDelegation(write, { ...aVisit(1), ...step.add })
                else if ('change' in step) {
                  const id = chosen('delegations', step.change)
                  if (id) write.raw.update('delegations', id, { ...step.cells, ...reasons })
                } else if ('remove' in step) {
                  const id = chosen('delegations', step.remove)
                  if (id) deleteRecord(write, 'delegations', id, 'ghi trùng')
                } else {
                  const id = chosen(step.table, step.unlist)
                  if (id) write.raw.remove(step.table, id)
                }
              }
            })
          })
          expect(differencesIn(db).differences).toEqual([])
          expect(triggers()).toEqual(before)
        } finally {
          db.$client.exec('rollback')
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('the table by partner that somebody has just read tells what was added together since', async () => {
  const app = startApp()
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const visit = { status: 'returned' as const, partnerIds: [partner], startsOn: '2024-06-15' }
  app.make.delegation(visit)
  const told = async () => {
    const { rows } = (await app.visit('/totals.json?by=partner')).json as unknown as {
      rows: { outbound: { delegations: number } }[]
    }
    return rows.map(({ outbound }) => outbound.delegations)
  }
  expect(await told()).toEqual([1])
  write(app.db, { name: 'thử nghiệm' }, (write) =>
    countingTogether(write, [], () => void createDelegation(write, { ...aVisit(1), ...visit })),
  )
  expect(await told()).toEqual([2])
})
