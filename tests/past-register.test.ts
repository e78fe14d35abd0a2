import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type Grouping, groupings, personsBy, recountedCells, type Scope, totalsBy } from '../src/counting.ts'
import { closePasts, pastReady, registerAt } from '../src/db/past-register.ts'
import { partOf } from '../src/db/scope.ts'
import { fill, write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { askingFor } from '../src/delegations/filters.ts'
import { findDelegation, listDelegations } from '../src/delegations/queries.ts'
import { updateDelegation } from '../src/delegations/writing.ts'
import { deleteRecord, findDeletion, holdersOf } from '../src/deletions/queries.ts'
import { restore, undo } from '../src/history/undo.ts'
import { openRegister } from '../src/open-register.ts'
import { partners } from '../src/partners/partner.ts'
import { mergePeople, listVisitsWithBoth } from '../src/people/merging.ts'
import { erasePerson } from '../src/people/erasing.ts'
import { sources } from '../src/sources/source.ts'
import { units } from '../src/units/unit.ts'
import { startApp } from './support/app.ts'
import { everyRow } from './support/register.ts'

type App = ReturnType<typeof startApp>
type Db = App['db']

const who = { name: 'thử nghiệm' }
const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }

// Acts of one millisecond are of one instant: each step has a second of its own.
let now = Date.parse('2026-01-10T03:00:00Z')
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())
const moment = () => new Date(now).toISOString()
const goOn = (ms = 1000) => vi.setSystemTime((now += ms))

const asIs = (app: App, visitId: number, given: object) => {
  const visit = findDelegation(app.db, visitId)!
  return {
    ...visit,
    partnerIds: visit.partners.map(({ id }) => id),
    participants: [],
    hosts: [],
    submissionId: undefined,
    notDuplicate: true,
    ...given,
  } as Parameters<typeof updateDelegation>[2]
}

test('a visit deleted since stands in the register of the day before, in every list and total', () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned', headCount: 6 })
  const then = moment()
  goOn()
  write(app.db, who, (write) => deleteRecord(write, 'delegations', id, 'ghi trùng'))
  const past = registerAt(app.db, then)
  expect(listDelegations(past, askingFor({})).rows.map((row) => row.id)).toEqual([id])
  expect(totalsBy(past, 'year', everything).total.outbound).toMatchObject({ delegations: 1, personTrips: 6 })
  expect(totalsBy(app.db, 'year', everything).total.outbound.delegations).toBe(0)
})

test('what is written while a past is open does not move it', () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned', headCount: 6 })
  const then = moment()
  goOn()
  expect(totalsBy(registerAt(app.db, then), 'year', everything).total.outbound.personTrips).toBe(6)
  write(app.db, who, (write) => write.update(delegations, id, { headCount: 9, title: 'Khác' }))
  app.make.delegation({ status: 'returned', headCount: 2 })
  const past = registerAt(app.db, then)
  expect(totalsBy(past, 'year', everything).total.outbound).toMatchObject({ delegations: 1, personTrips: 6 })
  expect(findDelegation(past, id)!.title).toBe('Thăm và làm việc')
})

test('what an import brought since is wound back piece by piece, others being answered in between', async () => {
  const app = startApp()
  const then = moment()
  goOn()
  write(app.db, who, (write) => {
    for (let n = 0; n < 6000; n++) write.insert(sources, { url: `https://example.org/${n}` })
  })
  let answered = 0
  const isReady = pastReady(app.db, then)
  const answer = () => setImmediate(() => (answered++ < 100 ? answer() : undefined))
  answer()
  await isReady
  expect(answered).toBeGreaterThan(2)
  const counted = (db: Db) => db.$client.prepare('select count(*) from sources').pluck().get()
  expect([counted(registerAt(app.db, then)), counted(app.db)]).toEqual([0, 6000])
})

test('a day means its end in Viet Nam', () => {
  const app = startApp()
  vi.setSystemTime((now = Date.parse('2026-01-12T16:59:00Z')))
  app.make.delegation()
  vi.setSystemTime((now = Date.parse('2026-01-12T17:01:00Z')))
  app.make.delegation()
  expect(listDelegations(registerAt(app.db, '2026-01-12'), askingFor({})).rows).toHaveLength(1)
  expect(listDelegations(registerAt(app.db, '2026-01-13'), askingFor({})).rows).toHaveLength(2)
})

test('the past is not written', () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const id = app.make.delegation()
  const then = moment()
  goOn()
  app.make.delegation()
  for (const past of [registerAt(app.db, then), registerAt(partOf(app.db, unitId), then)]) {
    expect(() => write(past, who, (write) => write.update(delegations, id, { title: 'Khác' }))).toThrow(
      /readonly|is a view/,
    )
  }
})

test('a unit sees its part of the past, and of others nothing', () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const own = app.make.delegation({ unitId, title: 'Của hội tỉnh', status: 'returned', headCount: 3 })
  const other = app.make.delegation({ title: 'Của Trung ương', status: 'returned', headCount: 5 })
  const then = moment()
  goOn()
  write(app.db, who, (write) => {
    write.update(delegations, own, { headCount: 4 })
    deleteRecord(write, 'delegations', other, 'ghi trùng')
  })
  const part = partOf(app.db, unitId)
  const past = registerAt(part, then)
  expect(listDelegations(past, askingFor({ scope: ['all'] })).rows.map(({ title }) => title)).toEqual([
    'Của hội tỉnh',
  ])
  expect(totalsBy(past, 'year', everything).total.outbound).toMatchObject({ delegations: 1, personTrips: 3 })
  expect(JSON.stringify(everyRow(past))).not.toContain('Của Trung ương')
  expect(totalsBy(registerAt(app.db, then), 'year', everything).total.outbound.delegations).toBe(2)
})

test('whose data was erased is nobody in the past either, nor is who was merged into them', () => {
  const app = startApp()
  const id = app.make.delegation({
    participants: ['Lê Văn Thử', 'Trần Hoa'].map((name) => ({
      id: null,
      name,
      role: 'member' as const,
      post: 'Phóng viên Báo Thử',
      organisation: 'Báo Thử',
      hasTravelled: true,
    })),
  })
  app.make.delegation({
    participants: [
      { id: null, name: 'Lê V. Thử', role: 'member', post: null, organisation: null, hasTravelled: true },
    ],
  })
  const then = moment()
  goOn()
  registerAt(app.db, then)
  write(app.db, who, (write) => mergePeople(write, 1, 3))
  goOn()
  write(app.db, who, (write) => erasePerson(write, 1))
  for (const fresh of [false, true]) {
    if (fresh) closePasts(app.db)
    const rows = JSON.stringify(everyRow(registerAt(app.db, then)))
    expect(rows).not.toMatch(/Lê V/)
    expect(rows.match(/Phóng viên Báo Thử/g)).toHaveLength(1)
    expect(rows).toContain('Trần Hoa')
  }
  expect(findDelegation(registerAt(app.db, then), id)).toBeDefined()
})

test('what was loaded without history counts as always there', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
  const loaded = openRegister(dataDir)
  onTestFinished(() => {
    closePasts(loaded)
    loaded.$client.close()
    rmSync(dataDir, { recursive: true })
  })
  fill(loaded, who, (write) => {
    write.insert(units, { kind: 'own_body', name: 'Hội', sortKey: 'hoi' })
    write.insert(delegations, { ...aVisit, code: 'ĐR-2024-001' })
  })
  write(loaded, who, (write) => write.insert(delegations, { ...aVisit, code: 'ĐR-2024-002' }))
  const counted = (db: Db) => totalsBy(db, 'year', everything).total.outbound.delegations
  expect([counted(registerAt(loaded, '2001-01-01')), counted(loaded)]).toEqual([1, 2])
})

const aVisit = {
  direction: 'outbound' as const,
  title: 'Thăm và làm việc',
  status: 'returned' as const,
  unitId: 1,
  startsOn: '2024-09-14',
  sortKey: 'tham',
}

test('a table of which nobody said what it was in the past keeps the past from opening', () => {
  const app = startApp()
  app.db.$client.exec('create table unheard_of (id integer primary key)')
  expect(() => registerAt(app.db, moment())).toThrow('unheard_of')
})

const anyVisit = fc.record({
  title: fc.constantFrom('Thăm Lào', 'Dự hội nghị', 'Tập huấn'),
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  status: fc.constantFrom('planned' as const, 'returned' as const, 'reported' as const),
  startsOn: fc.constantFrom('2023', '2024-06', '2024-06-15', '2025-01-01'),
  headCount: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  isListComplete: fc.boolean(),
  countsAs: fc.constant('delegation_and_people' as const),
  unitId: fc.constantFrom(1, 2),
  countries: fc.uniqueArray(fc.constantFrom('LA', 'TH', 'CU'), { minLength: 1 }),
  partnerIds: fc.uniqueArray(fc.constantFrom(1, 2)),
  participants: fc.array(
    fc.record({
      id: fc.constant(null),
      name: fc.constantFrom('Lê Minh', 'Trần Hoa', 'Đỗ An', 'Lê V. Minh'),
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
    fc.record({ act: fc.constant('edit' as const), visit: anyVisit, nth: fc.nat(9) }),
    fc.record({
      act: fc.constant('delete' as const),
      table: fc.constantFrom('delegations' as const, 'partners' as const, 'people' as const),
      nth: fc.nat(9),
    }),
    fc.record({ act: fc.constantFrom('restore', 'undo', 'merge', 'rename', 'look'), nth: fc.nat(9) }),
  ),
  { minLength: 4, maxLength: 14 },
)

test('whatever is edited, deleted, restored, undone and merged since, the register of an instant is what was read then', () => {
  const app = startApp()
  const { db } = app
  app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  app.make.partner({ name: 'Hội Nhà báo Lào' })
  app.make.partner({ name: 'Báo Granma', country: 'CU' })
  const ids = (sql: string) => db.$client.prepare(sql).pluck().all() as number[]
  const chosen = (from: number[], nth: number) => from[nth % from.length]
  const visitsShown = () => ids('select id from delegations order by id desc limit 10')

  fc.assert(
    fc.property(anySteps, (steps) => {
      const read: { at: string; was: unknown }[] = []
      for (const step of steps) {
        goOn()
        take(step)
        if (read.length < 3) read.push({ at: moment(), was: told(db) })
        // Opened early and wound back further with every step, or opened late.
        else registerAt(db, read[0]!.at)
      }
      for (const { at, was } of read) {
        const past = registerAt(db, at)
        expect(told(past)).toEqual(was)
        for (const dimension of ['all', 'country', 'partner', 'purpose'] as const)
          expect(cellsOf(past, dimension)).toEqual(recountOf(past, dimension))
      }
      closePasts(db)
    }),
    { numRuns: 40 },
  )

  function take(step: Step) {
    if (step.act === 'create') {
      app.make.delegation({ ...step.visit, partnerIds: step.visit.partnerIds.filter(isThere) })
    } else if (step.act === 'edit') {
      const id = chosen(visitsShown(), step.nth)
      const given = { ...step.visit, partnerIds: step.visit.partnerIds.filter(isThere) }
      if (id) write(db, who, (write) => updateDelegation(write, id, asIs(app, id, given)))
    } else if (step.act === 'delete') {
      const id = chosen(ids(`select id from ${step.table} order by id desc limit 10`), step.nth)
      if (id === undefined || holdersOf(db, step.table, id).isHeld) return
      write(db, who, (write) => deleteRecord(write, step.table, id, 'ghi trùng'))
    } else if (step.act === 'restore') {
      const id = chosen(ids('select id from deletions where restored_at is null'), step.nth)
      const deletion = id === undefined ? undefined : findDeletion(db, id)
      if (deletion) restore(db, who, deletion.actId, deletion.subjectTable, deletion.subjectId)
    } else if (step.act === 'undo') {
      const act = chosen(ids('select id from history_acts order by id desc limit 5'), step.nth)
      if (act && act > 4) undo(db, who, act)
    } else if (step.act === 'merge') {
      const people = ids('select id from people')
      const [kept, other] = [chosen(people, step.nth), chosen(people, step.nth + 1)]
      if (!kept || !other || kept === other || listVisitsWithBoth(db, kept, other).length) return
      write(db, who, (write) => mergePeople(write, kept, other))
    } else if (step.act === 'rename') {
      const id = chosen(ids('select id from partners'), step.nth)
      if (id) write(db, who, (write) => write.update(partners, id, { name: `Tên ${step.nth}` }))
    }
  }

  function isThere(id: number) {
    return ids('select id from partners').includes(id)
  }
})

type Step = typeof anySteps extends fc.Arbitrary<(infer One)[]> ? One : never

// What is of no past: what is found by words, and what the program keeps for itself. Cells of people are told by who is
// counted from them.
const aside =
  /^(search_entries|people_cells|accounts|sessions|credentials|security_log|one_time_links|known_devices|imports?_|imports$)/

function told(db: Db) {
  const rows = Object.entries(everyRow(db)).filter(([table]) => !aside.test(table))
  const by = Object.keys(groupings) as Grouping[]
  return {
    rows: rows.map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).toSorted()]),
    totals: by.map((grouping) => {
      const { rows, lastOn, total, sum } = totalsBy(db, grouping, everything)
      return [inOrder(rows), inOrder(lastOn), total, sum]
    }),
    // Where nobody is counted may be said or not.
    persons: by.map((grouping) =>
      inOrder(
        [...personsBy(db, grouping, everything)].filter(
          ([, { outbound, inbound }]) => outbound.persons + inbound.persons > 0,
        ),
      ),
    ),
    list: listDelegations(db, askingFor({ scope: ['all'] }), 500).rows,
  }
}

const inOrder = (entries: Iterable<unknown>) => [...entries].map((entry) => JSON.stringify(entry)).toSorted()

const cellsOf = (db: Db, dimension: string) =>
  db.$client
    .prepare(
      `select key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count
       from count_cells where dimension = ? and (delegation_count or person_trip_count or unknown_people_count)`,
    )
    .raw()
    .all(dimension)
    .map(String)
    .toSorted()

const recountOf = (db: Db, dimension: 'all' | 'country' | 'partner' | 'purpose') =>
  recountedCells(db, dimension, everything)
    .map(({ key, unitId, direction, period, ...counts }) =>
      String([key, unitId, direction, period, counts.delegations, counts.personTrips, counts.unknownPeople]),
    )
    .toSorted()
