import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import {
  countLeftOut,
  countPersons,
  type Grouping,
  groupings,
  lastDays,
  personsBy,
  type Scope,
  totalsBy,
} from '../src/counting.ts'
import { warmPeople } from '../src/counting/named-people.ts'
import { type Db, noteWrite, openExisting } from '../src/db/open.ts'
import { closeParts, partOf } from '../src/db/scope.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { askingFor } from '../src/delegations/filters.ts'
import { subjectTable } from '../src/totals/by-subject.ts'
import { gridModel, gridTable } from '../src/totals/grid.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { member } from './support/members.ts'

const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }
const people = ['Lê Minh', 'Trần Hoa', 'Đỗ An'].map((name) => member(name))
const visit = { status: 'returned' as const, isListComplete: true, participants: people }

const check = (dataDir: string) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../src/counting/check.ts')], {
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  })

test('npm run check:counts finds what is kept as the visits give it, and names a cell that is not', () => {
  const { db, dataDir, make } = startApp()
  make.delegation({ ...visit, startsOn: '2024-09', countries: ['LA', 'TH'] })
  make.delegation({ ...visit, startsOn: '2023', direction: 'inbound', status: 'planned' })
  expect(check(dataDir)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('what is kept holds') as string,
  })
  db.$client.exec(
    `update count_sums set person_trip_count = 99 where dimension = 'country' and key = 'TH' and grain = 'ever' and unit_id = 1`,
  )
  db.$client.exec(`update people_cells set visits = '[]'`)
  const broken = check(dataDir)
  expect(broken.status).toBe(1)
  expect(broken.stderr).toContain('sum country 1 ever TH outbound : kept {"delegations":1,"personTrips":99')
  expect(broken.stderr).toContain('people of 1 outbound 2024-09: kept [], recounted [[0,"",["LA","TH"],[],[')
  expect(broken.stderr).toMatch(/2 of \d+ figures differ/)
})

test('npm run check:counts needs a register', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  expect(check(dataDir)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('holds no register') as string,
  })
})

test('a register filled at once holds what its visits give', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const env = { ...process.env, DATA_DIR: dataDir }
  execFileSync(process.execPath, [join(import.meta.dirname, '../src/seed.ts'), '--size', '400'], {
    env,
    stdio: 'ignore',
  })
  expect(check(dataDir).stderr).toBe('')
})

test('people are counted anew where a write touched them, and what another program left empty is worked out', () => {
  const { db, make } = startApp()
  const persons = () => personsBy(db, 'year', everything).get('2024')?.outbound.persons
  make.delegation({ ...visit, startsOn: '2024-09' })
  expect(persons()).toBe(3)
  make.delegation({ ...visit, startsOn: '2024-05', participants: [{ ...people[0]!, name: 'Phạm Bình' }] })
  expect(persons()).toBe(4)
  db.$client.exec(`update participants set has_travelled = 0 where person_id = 1`)
  expect(db.$client.prepare('select count(*) n from people_cells where visits is null').get()).toEqual({
    n: 1,
  })
  noteWrite(db)
  expect(persons()).toBe(3)
  make.delegation({ title: 'Một đoàn khác' })
  expect(db.$client.prepare('select count(*) n from people_cells where visits is null').get()).toEqual({
    n: 0,
  })
  expect(persons()).toBe(3)
})

test('a unit counts its own people and those of the units under it, and nobody else', () => {
  const app = startApp()
  const { db, make } = app
  const above = make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const below = make.unit({ name: 'Chi hội', kind: 'chapter', parentId: above })
  make.delegation({ ...visit, startsOn: '2024-09', unitId: above, participants: people.slice(0, 1) })
  make.delegation({ ...visit, startsOn: '2024-03', unitId: below, participants: people.slice(0, 2) })
  make.delegation({ ...visit, startsOn: '2024-03' })
  onTestFinished(() => closeParts(db))
  const part = partOf(db, above)
  for (const by of ['year', 'half', 'country', 'partner', 'unit'] as const) {
    const { total } = totalsBy(part, by, everything)
    expect(total.outbound, by).toEqual({ delegations: 2, personTrips: 3, unknownPeople: 0 })
  }
  expect(totalsBy(part, 'year', { ...everything, scope: [] }).total.outbound.delegations).toBe(1)
  expect(countPersons(part, askingFor({ scope: ['all'] })).persons).toBe(2)
  expect(countPersons(part, askingFor({})).persons).toBe(1)
  expect(countPersons(db, askingFor({ scope: ['all'] })).persons).toBe(3)
})

test('the last day with a partner follows what is written of its month', () => {
  const { db, make } = startApp()
  const partnerId = make.partner()
  const id = make.delegation({ ...visit, startsOn: '2024-06-05', partnerIds: [partnerId] })
  const lastDay = () => lastDays(db, everything, [{ key: String(partnerId), lastOn: '2024-06' }])
  expect([...lastDay().values()]).toEqual(['2024-06-05'])
  for (const [startsOn, days] of [
    ['2024-06-20', ['2024-06-20']],
    ['2024-06', []],
    ['2024-06-01', ['2024-06-01']],
  ] as const) {
    db.$client.exec(`update delegations set starts_on = '${startsOn}', ends_on = null where id = ${id}`)
    noteWrite(db)
    expect([...lastDay().values()], startsOn).toEqual(days)
  }
  // The day it came back moves no figure.
  write(db, { name: 'Test' }, (write) => write.update(delegations, id, { endsOn: '2024-06-04' }))
  expect([...lastDay().values()]).toEqual(['2024-06-04'])
})

test('partners of some days of a month follow what is written of them', () => {
  const { db, make } = startApp()
  const partnerId = make.partner()
  const id = make.delegation({ ...visit, startsOn: '2024-06-05', partnerIds: [partnerId] })
  const days: Scope = { ...everything, from: ['2024-06-02'], to: ['2024-06-10'] }
  const counted = () => {
    const { rows, lastOn, sum } = totalsBy(db, 'partner', days)
    return [rows.get(String(partnerId))?.outbound.delegations, lastOn.size, sum.outbound.delegations]
  }
  expect(counted()).toEqual([1, 1, 1])
  db.$client.exec(`update delegations set starts_on = '2024-06-20', ends_on = null where id = ${id}`)
  noteWrite(db)
  expect(counted()).toEqual([undefined, 0, 0])
  db.$client.exec(`update delegations set starts_on = '2024-06-10' where id = ${id}`)
  noteWrite(db)
  expect(counted()).toEqual([1, 1, 1])
})

const scopes: Scope[] = [
  everything,
  { ...everything, scope: [] },
  { ...everything, scope: [], unit: [2] },
  { from: ['2023-03'], to: ['2024-06-10'], unit: [], scope: ['all'] },
  { from: ['2023-03'], to: ['2024-06-10'], unit: [2], scope: [] },
  { from: ['2024'], to: ['2024'], unit: [], scope: [] },
]

/** Every total of a register, in an order of its own. */
const countedIn = (db: Db) =>
  scopes.map((scope) => [
    countLeftOut(db, scope),
    (Object.keys(groupings) as Grouping[]).map((by) => {
      const { rows, lastOn, total, sum } = totalsBy(db, by, scope)
      const sorted = (map: Map<string, unknown>) =>
        [...map].toSorted(([one], [other]) => (one < other ? -1 : 1))
      const persons = new Map([...personsBy(db, by, scope)].filter(([key]) => rows.has(key)))
      return [by, sorted(rows), sorted(lastOn), total, sum, sorted(persons)]
    }),
    // No more than are held.
    ...(scope.from.length ? [] : linesIn(db, scope)),
  ])

/** The partners of a register as its pages sort them. */
function linesIn(db: Db, scope: Scope) {
  const vi = speechOf('vi')
  const ofNothing = { by: [], count: [], opening: [], page: [] }
  return [
    (['size', 'balance', 'last', 'name'] as const).map((sort) =>
      subjectTable(db, 'partner', { ...scope, ...ofNothing, sort: [sort] }, vi).rows.map(({ name }) => name),
    ),
    (['size', 'quiet', 'country', 'name'] as const).flatMap((sort) => {
      const asked = { ...scope, sort: [sort], quiet: [], rows: [], page: [] }
      return [
        gridTable(db, asked, '2025-06-01', vi).rows,
        gridModel(db, asked, '2025-06-01', vi).rows.map(({ name, cells }) => [name, cells]),
      ]
    }),
  ]
}

test('what is remembered while people write is what a program that starts now counts', () => {
  const { db, dataDir, make } = startApp()
  const unit = make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  expect(unit).toBe(2)
  const partnerIds = ['Hội A', 'Hội B', 'Hội C'].map((name) => make.partner({ name }))
  const starts = ['2023', '2023-11', '2024-02-01', '2024-06-05', '2024-06-20', '2025-01-03']
  for (const [index, startsOn] of starts.entries())
    for (const unitId of [1, unit])
      make.delegation({
        ...visit,
        startsOn,
        unitId,
        partnerIds: partnerIds.slice(0, index % 4),
        participants: people.slice(0, (index % 3) + 1),
      })
  const number = fc.nat(11).map((nth) => nth + 1)
  const write = fc.oneof(
    fc
      .tuple(number, fc.constantFrom('returned', 'cancelled', 'planned'))
      .map(
        ([id, status]) =>
          `update delegations set status = '${status}', status_reason = 'thử' where id = ${id}`,
      ),
    fc
      .tuple(number, fc.constantFrom(...starts))
      .map(
        ([id, startsOn]) =>
          `update delegations set starts_on = '${startsOn}', ends_on = null where id = ${id}`,
      ),
    fc
      .tuple(number, fc.constantFrom(1, 2))
      .map(([id, to]) => `update delegations set unit_id = ${to} where id = ${id}`),
    number.map(
      (id) => `update participants set has_travelled = not has_travelled where delegation_id = ${id}`,
    ),
    number.map((id) => `delete from delegation_partners where delegation_id = ${id}`),
    number.map((id) => `delete from delegation_countries where delegation_id = ${id}`),
    fc
      .tuple(number, fc.constantFrom(...partnerIds))
      .map(
        ([id, partner]) =>
          `insert or ignore into delegation_partners (delegation_id, position, partner_id) values (${id}, 0, ${partner})`,
      ),
    fc
      .tuple(number, fc.constantFrom('LA', 'TH'))
      .map(
        ([id, country]) =>
          `insert or ignore into delegation_countries (delegation_id, position, country) values (${id}, 0, '${country}')`,
      ),
  )
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 4 }), (writes) => {
      for (const sql of writes) db.$client.exec(sql)
      // As a write of visits is told: the catalogues are what they were, and what was put in order by them.
      noteWrite(db, { tables: new Set(['delegations']), areCountsTouched: true })
      const anew = openExisting(dataDir)
      try {
        expect(countedIn(db)).toEqual(countedIn(anew))
      } finally {
        anew.$client.close()
      }
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

test('what is read beforehand, some before a write and some after it, is counted as it stands', () => {
  const { db, dataDir, make } = startApp()
  for (const startsOn of ['2023-02', '2023-11', '2024-02']) make.delegation({ ...visit, startsOn })
  const anew = openExisting(dataDir)
  onTestFinished(() => void anew.$client.close())
  const steps = warmPeople(anew, [[1], undefined])
  for (let step = 0; step < 3; step++) expect(steps.next().done).toBe(false)
  db.$client.exec('update participants set has_travelled = 0 where person_id = 1')
  make.delegation({ ...visit, startsOn: '2023-02', participants: [member('Phạm Bình')] })
  expect([...steps].length).toBeGreaterThan(0)
  noteWrite(db)
  noteWrite(anew)
  expect(countedIn(anew)).toEqual(countedIn(db))
})
