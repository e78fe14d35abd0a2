import { expect, test } from 'vitest'
import { recountedCells } from '../src/counting.ts'
import { differencesIn } from '../src/counting/recount.ts'
import { addDays } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { checkChain } from '../src/history/chain.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'
import { member } from './support/members.ts'

// From some hundred lines on, what triggers keep of each visit is kept of all of them at once.

type App = ReturnType<typeof startApp>

const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Chức vụ,Số người,Từ ngày,Đến ngày,Trạng thái'
const partners = ['HNB Lào', 'JAK', 'UPEC', '']
const countries = ['Lào', 'Hàn Quốc', 'Cuba', 'Thái Lan; Lào']
const visits = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => {
    const at = from + index
    const [year, month, date] = addDays('1955-01-03', at * 40)
      .split('-')
      .map(Number)
    const people = at % 3 ? (at % 9) + 1 : ''
    const status = at % 7 ? '' : 'Hủy'
    return `${at},${at % 2 ? 'Ra' : 'Vào'},Đoàn số ${at} của ta,${countries[at % 4]},${partners[at % 4]},Lê Văn ${at % 40 ? 'Ánh' : 'Bình'},PCT,${people},${date}/${month}/${year},,${status}`
  })
const csv = (rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`)
const rows = ({ db }: App, sql: string) => db.$client.prepare(sql).all() as Record<string, unknown>[]
const startOffice = () => startApp({ published: 'catalogue' })

async function imported(app: App, lines: string[]) {
  const { location } = await upload(app, csv(lines), 'sổ lớn.csv')
  await app.submit(`${location}/commit`, {})
  return location
}

function expectCountsOfARecount(app: App) {
  expect(differencesIn(app.db).differences).toEqual([])
  for (const dimension of ['all', 'country', 'partner', 'purpose'] as const) {
    const kept = rows(
      app,
      `select key, unit_id unitId, direction, period, delegation_count delegations, person_trip_count personTrips,
         unknown_people_count unknownPeople from count_cells where dimension = '${dimension}'
         and (delegation_count <> 0 or person_trip_count <> 0 or unknown_people_count <> 0)`,
    )
    const recounted = recountedCells(app.db, dimension, { from: [], to: [], unit: [], scope: ['all'] })
    const inOrder = (cells: object[]) => cells.map((cell) => JSON.stringify(cell)).toSorted()
    const pick = ({
      key,
      unitId,
      direction,
      period,
      delegations,
      personTrips,
      unknownPeople,
    }: (typeof recounted)[number]) => ({
      key: key ?? '',
      unitId,
      direction,
      period,
      delegations,
      personTrips,
      unknownPeople,
    })
    expect(inOrder(kept)).toEqual(inOrder(recounted.map(pick)))
  }
}

test('hundreds of lines are counted as a recount counts them, and found by their words', async () => {
  const app = startOffice()
  app.make.delegation({ title: 'Đoàn có từ trước', countries: ['LA'] })
  await imported(app, visits(620))
  expect(rows(app, 'select count(*) n from delegations')).toEqual([{ n: 621 }])
  expectCountsOfARecount(app)
  app.db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
  expect((await app.visit('/search?q=doan+so+613')).text('main')).toContain('Đoàn số 613')
})

test('visits added after hundreds of others are counted and found like any', async () => {
  const app = startOffice()
  await imported(app, visits(620))
  const triggers = `select name, sql from sqlite_schema where type = 'trigger' order by name`
  expect(rows(app, triggers)).toEqual(rows(startOffice(), triggers))
  app.make.delegation({ title: 'Đoàn thêm sau', countries: ['LA'], status: 'returned' })
  expectCountsOfARecount(app)
  expect((await app.visit('/search?q=them+sau')).text('main')).toContain('Đoàn thêm sau')
})

test('history holds each row of hundreds as it stands in the register, in one act of an unbroken chain', async () => {
  const app = startOffice()
  await imported(app, visits(620))
  const act = rows(app, 'select max(id) id from history_acts')[0]!.id as number
  for (const table of [
    'delegations',
    'delegation_countries',
    'delegation_partners',
    'participants',
    'status_changes',
    'visit_reports',
  ]) {
    const recorded = rows(
      app,
      `select after from history_changes where act_id = ${act} and table_name = '${table}' and action = 'insert' order by row_id`,
    ).map(({ after }) => JSON.parse(String(after)) as object)
    expect(recorded.length, table).toBeGreaterThan(400)
    expect(rows(app, `select * from ${table} order by id`), table).toEqual(
      recorded.map((row) => expect.objectContaining(row)),
    )
  }
  expect(checkChain(app.db)).toMatchObject({ brokenAt: null })
})

test('hundreds of visits go again with one undo, but for the one that somebody corrected', async () => {
  const app = startOffice()
  const entries = () => rows(app, 'select count(*) n from search_entries')
  const before = entries()
  const location = await imported(app, visits(620))
  const corrected = rows(app, `select id from delegations where title = 'Đoàn số 5 của ta'`)[0]!.id as number
  write(app.db, { name: 'Test' }, (write) =>
    write.raw.update('delegations', corrected, { note: 'đã xem lại' }),
  )
  await app.submit(`${location}/undo`, {})
  expect(rows(app, 'select id from delegations')).toEqual([{ id: corrected }])
  expect((await app.visit(location)).texts('#kept li')).toEqual([expect.stringContaining('Đoàn số 5 của ta')])
  expectCountsOfARecount(app)
  expect(entries()[0]!.n).toBeGreaterThan(before[0]!.n as number)
  app.db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
  expect(checkChain(app.db)).toMatchObject({ brokenAt: null })
})

test('of what goes together, only that stays on which something else relies', async () => {
  const app = startOffice()
  const location = await imported(app, visits(620))
  app.make.delegation({ title: 'Đoàn ghi tay', participants: [member('Lê Văn Ánh')] })
  await app.submit(`${location}/undo`, {})
  expect(rows(app, 'select title from delegations')).toEqual([{ title: 'Đoàn ghi tay' }])
  expect(rows(app, `select name from people where name in ('Lê Văn Ánh', 'Lê Văn Bình')`)).toEqual([
    { name: 'Lê Văn Ánh' },
  ])
  expectCountsOfARecount(app)
  expect(checkChain(app.db)).toMatchObject({ brokenAt: null })
})

test('a double among hundreds adds what it knows to the visit of its first line', async () => {
  const app = startOffice()
  const known = visits(620)
  known[600] = '600,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,PCT,,14/9/2024,,Dự kiến'
  const double = '620,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,PCT,6,14/9/2024,18/9/2024,Dự kiến'
  const { location } = await upload(app, csv([...known, double]), 'sổ lớn.csv')
  const last = (await linesOf(app, location)).at(-1)!
  expect(last).toMatchObject({ verdict: 'duplicate', duplicateOf: { line: 602 } })
  const page = await app.visit(`${location}?verdict=duplicate`)
  const [field] = page.html.match(/l\d+\[decision\]/) ?? []
  await app.submit(`${location}/lines`, { [field!]: 'merge' })
  await app.submit(`${location}/commit`, {})
  expect(
    rows(
      app,
      `select head_count headCount, ends_on endsOn from delegations where title = 'Thăm Hội Nhà báo Lào'`,
    ),
  ).toEqual([{ headCount: 6, endsOn: '2024-09-18' }])
  app.db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
})

test('the page of an import in history tells what an undo would leave, and takes the rest back', async () => {
  const app = startOffice()
  const location = await imported(app, visits(620))
  const act = rows(app, 'select max(id) id from history_acts')[0]!.id as number
  const corrected = rows(app, `select id from delegations where title = 'Đoàn số 5 của ta'`)[0]!.id as number
  write(app.db, { name: 'Test' }, (write) =>
    write.raw.update('delegations', corrected, { note: 'đã xem lại' }),
  )
  const page = await app.visit(`/history/${act}`)
  expect(page.text('.notice')).toContain('Hoàn tác bây giờ thì những chỗ này giữ nguyên')
  expect(page.text('.notice')).toContain('Đoàn số 5 của ta')
  expect(page.text('.notice')).not.toContain('Đoàn số 6 của ta')
  const undone = await app.submit(`/history/${act}/undo`, { all: '1' })
  expect(undone.status).toBe(303)
  expect(rows(app, 'select id from delegations')).toEqual([{ id: corrected }])
  const after = await app.visit(undone.location!)
  expect(after.text('.notice--warn')).toContain('Đoàn số 5 của ta')
  expect((await app.visit(location)).texts('#kept li')).toEqual([expect.stringContaining('Đoàn số 5 của ta')])
})

test('a double click on the undo of an import leads to the same page both times', async () => {
  const app = startOffice()
  await imported(app, visits(620))
  const act = rows(app, 'select max(id) id from history_acts')[0]!.id as number
  const undoing = () => app.submit(`/history/${act}/undo`, { all: '1' })
  const [first, second] = await Promise.all([undoing(), undoing()])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(second.location).toBe(first.location)
  expect(rows(app, 'select id from delegations')).toEqual([])
})

test('taking back the undo of an import brings all of its visits back', async () => {
  const app = startOffice()
  const location = await imported(app, visits(620))
  const before = rows(app, 'select id, code, title, status, person_trip_count from delegations order by id')
  await app.submit(`${location}/undo`, {})
  const undo = rows(app, 'select max(id) id from history_acts')[0]!.id as number
  expect((await app.visit(`/history/${undo}`)).status).toBe(200)
  await app.submit(`/history/${undo}/undo`, { all: '1' })
  expect(rows(app, 'select id, code, title, status, person_trip_count from delegations order by id')).toEqual(
    before,
  )
  expectCountsOfARecount(app)
  app.db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
})
