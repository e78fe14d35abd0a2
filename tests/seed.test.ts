import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { recountedCells } from '../src/counting.ts'
import { write } from '../src/db/write.ts'
import { generateRegister } from '../src/generated-register.ts'
import { openRegister } from '../src/open-register.ts'
import { loadPublishedRegister } from '../src/published-register.ts'
import { indexDelegation } from '../src/search/indexing.ts'

const run = promisify(execFile)

function emptyRegister() {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
  const db = openRegister(dataDir)
  onTestFinished(() => {
    db.$client.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { db, dataDir }
}

function generated(size: number) {
  const { db, dataDir } = emptyRegister()
  return { db, dataDir, made: generateRegister(db, size) }
}

const inOrder = (cells: object[]) =>
  cells.map((cell) => JSON.stringify(cell, Object.keys(cell).toSorted())).toSorted()

type Db = ReturnType<typeof emptyRegister>['db']
const rows = (db: Db, query: string) => db.$client.prepare(query).all() as Record<string, unknown>[]
const seed = (dataDir: string, ...args: string[]) =>
  run(process.execPath, [join(import.meta.dirname, '../src/seed.ts'), ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
  })
const refused = (dataDir: string, ...args: string[]) =>
  seed(dataDir, ...args).then(
    () => expect.unreachable('it was not refused'),
    (error: { code: number; stderr: string }) => error,
  )

test('the same size makes the same rows, in every table', () => {
  const [one, other] = [generated(300), generated(300)]
  const tables = rows(
    one.db,
    `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like 'search_index%'
       and name <> '__drizzle_migrations'`,
  )
  expect(tables.length).toBeGreaterThan(15)
  for (const { name } of tables) {
    const all = `select * from "${String(name)}"`
    expect(rows(other.db, all), String(name)).toEqual(rows(one.db, all))
  }
})

test('a generated register holds as many visits as asked, with all that belongs to a visit', () => {
  const { db, made } = generated(300)
  expect(made).toMatchObject({ delegations: 300, partners: 83 })
  const [parts] = rows(
    db,
    `select count(distinct status) > 4 statuses, count(distinct direction) directions, min(starts_on) >= '2006' early,
       max(starts_on) < '2027' late, sum(head_count is null) > 30 unknown, count(distinct length(starts_on)) precisions,
       count(distinct purpose_kind) > 5 purposes, count(distinct counts_as) > 1 countings from delegations`,
  )
  expect(parts).toEqual({
    statuses: 1,
    directions: 2,
    early: 1,
    late: 1,
    unknown: 1,
    precisions: 3,
    purposes: 1,
    countings: 1,
  })
  expect(rows(db, 'select count(*) n from visit_reports')).toEqual([{ n: 300 }])
  expect(
    rows(
      db,
      `select d.id from delegations d left join delegation_countries c on c.delegation_id = d.id
    where c.id is null`,
    ),
  ).toEqual([])
})

test('what happened has its report handed in or owed; what is ahead has none', () => {
  const { db } = generated(300)
  const states = rows(
    db,
    `select distinct d.status, r.status report from delegations d join visit_reports r on r.delegation_id = d.id
       where (d.status = 'reported') <> (r.status in ('submitted', 'accepted'))`,
  )
  expect(states).toEqual([])
  expect(rows(db, `select id from delegations where status = 'cancelled' and status_reason is null`)).toEqual(
    [],
  )
})

test('the kept counts of a generated register are what a recount gives', () => {
  const { db } = generated(300)
  for (const dimension of ['all', 'country', 'partner', 'purpose'] as const) {
    const kept = rows(
      db,
      `select key, unit_id unitId, direction, period, delegation_count delegations, person_trip_count personTrips,
         unknown_people_count unknownPeople from count_cells where dimension = '${dimension}'
         and (delegation_count <> 0 or person_trip_count <> 0 or unknown_people_count <> 0)`,
    )
    const recounted = recountedCells(db, dimension, { from: [], to: [], unit: [], scope: ['all'] })
    const isSomething = (cell: (typeof recounted)[number]) =>
      cell.delegations + cell.personTrips + cell.unknownPeople > 0
    expect(kept.length).toBeGreaterThan(50)
    expect(inOrder(kept)).toEqual(inOrder(recounted.filter(isSomething)))
  }
})

test('a generated visit is found by what any visit is found by', () => {
  const { db } = generated(40)
  const entries = `select * from search_entries where kind = 'delegation' order by id`
  const before = rows(db, entries)
  write(db, { name: 'thử nghiệm' }, (write) =>
    before.forEach(({ key }) => indexDelegation(write, Number(key))),
  )
  expect(rows(db, entries)).toEqual(before)
  db.$client.exec(`insert into search_index (search_index) values ('integrity-check')`)
  expect(rows(db, `select count(*) n from search_index where search_index match '"lao"'`)).not.toEqual([
    { n: 0 },
  ])
})

test('a generated register is indexed like any other from then on', () => {
  const { db } = generated(40)
  const triggers = `select name, sql from sqlite_schema where type = 'trigger' order by name`
  expect(rows(db, triggers)).toEqual(rows(emptyRegister().db, triggers))
})

test('npm run seed fills an empty data folder and says what it made', async () => {
  const { db, dataDir } = emptyRegister()
  const { stdout } = await seed(dataDir, '--size', '30')
  expect(stdout).toMatch(/^30 delegations, 81 partners, 20 people, \d+ units in [\d.]+ s: .*\n$/)
  expect(rows(db, 'select count(*) n from delegations')).toEqual([{ n: 30 }])
})

test('npm run seed leaves a register that holds something alone, in one line', async () => {
  const { db, dataDir } = emptyRegister()
  loadPublishedRegister(db)
  const { code, stderr } = await refused(dataDir, '--size', '30')
  expect(code).toBe(1)
  expect(stderr).toBe(`DATA_DIR=${dataDir} already holds a register; seed fills an empty one only\n`)
  expect(rows(db, 'select count(*) n from delegations')).toEqual([{ n: 100 }])
})

test.each(['', '--size', '--size 0', '--size many', '--size 1e3', '--sise 30'])(
  'npm run seed refuses “%s” in one line',
  async (typed) => {
    const { code, stderr } = await refused(emptyRegister().dataDir, ...typed.split(' ').filter(Boolean))
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  },
)
