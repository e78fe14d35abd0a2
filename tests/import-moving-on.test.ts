import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { download, readCsv } from './support/downloads.ts'
import { linesOf, upload } from './support/imports.ts'

// What a later ledger says of where a visit stands that the register has already (C10).

const header = 'STT,Chiều,Tên đoàn,Nước,Trưởng đoàn,Số người,Từ ngày,Đến ngày,Trạng thái'
const [from, to] = [addDays(today(), 60), addDays(today(), 64)]
const [laterFrom, laterTo] = [addDays(today(), 160), addDays(today(), 164)]

type App = ReturnType<typeof startApp>
interface Row {
  status: string
  from?: string
  to?: string
  head?: string
}

async function read(app: App, row: Row) {
  const cells = [
    '1,Ra,Thăm và làm việc với bạn,Lào',
    row.head ?? 'Lê Văn Ánh',
    5,
    writeDate(row.from ?? from),
  ]
  const line = [...cells, writeDate(row.to ?? to), row.status].join()
  const { location } = await upload(app, Buffer.from([header, line].join('\r\n')), 'kế hoạch.csv')
  return { location, line: (await linesOf(app, location)).at(-1)! }
}
async function bringIn(app: App, row: Row) {
  const { location, line } = await read(app, row)
  await app.submit(`${location}/commit`, {})
  return { location, line }
}
const stored = ({ db }: App) =>
  db.$client
    .prepare('select status, status_reason reason, starts_on startsOn, ends_on endsOn from delegations')
    .get()
const stepsOf = ({ db }: App) =>
  db.$client.prepare(`select to_status from status_changes order by id`).pluck().all()

test('a visit that a later ledger cancels is cancelled with the words of the ledger, and all of it can be undone', async () => {
  const app = startApp({ published: 'catalogue' })
  await bringIn(app, { status: 'Dự kiến' })
  const { location, line } = await read(app, { status: 'Hủy vì dịch' })
  expect([line.verdict, line.changes]).toEqual([
    'changed',
    [{ field: 'status', before: 'planned', after: 'cancelled' }],
  ])
  const told = 'Trạng thái: từ “Dự kiến” thành “Hủy”'
  expect((await app.visit(location)).text('.fix')).toContain(told)
  // Whoever mends the ledger takes the same words along.
  const [headings, ...lines] = readCsv((await download(app, `${location}.csv?verdict=changed`)).body)
  expect(lines.map((cells) => cells[headings!.indexOf('Thay đổi')])).toEqual([told])
  await app.submit(`${location}/commit`, {})
  expect(stored(app)).toMatchObject({ status: 'cancelled', reason: 'Hủy vì dịch' })
  expect(stepsOf(app)).toEqual(['planned', 'cancelled'])
  await app.submit(`${location}/undo`, {})
  expect([stored(app), stepsOf(app)]).toEqual([
    { status: 'planned', reason: null, startsOn: from, endsOn: to },
    ['planned'],
  ])
})

test('a visit that a later ledger postpones has its new dates, and steps back to those it had', async () => {
  const app = startApp({ published: 'catalogue' })
  const id = app.make.delegation({
    title: 'Thăm và làm việc với bạn',
    startsOn: from,
    endsOn: to,
    headCount: 5,
    countries: ['LA'],
  })
  await bringIn(app, { status: 'Dự kiến' })
  const { line } = await bringIn(app, { status: 'Hoãn sang năm', from: laterFrom, to: laterTo })
  expect(line.changes!.map(({ field }) => field)).toEqual(['startsOn', 'endsOn', 'status'])
  expect(stored(app)).toEqual({
    status: 'postponed',
    reason: 'Hoãn sang năm',
    startsOn: laterFrom,
    endsOn: laterTo,
  })
  await app.submit(`/delegations/${id}/step-back`, {})
  expect(stored(app)).toMatchObject({ status: 'planned', startsOn: from, endsOn: to })
})

test.each([
  ['a visit that took place', { status: 'returned', startsOn: '2024-03-04', endsOn: '2024-03-08' }, 'Hủy'],
  ['a visit still planned', { status: 'planned', startsOn: '2024-03-04', endsOn: '2024-03-08' }, 'Đã về'],
] as const)(
  'what no ledger can make of %s is noted, and nothing is changed',
  async (_what, visit, status) => {
    const app = startApp({ published: 'catalogue' })
    app.make.delegation({ title: 'Thăm và làm việc với bạn', headCount: 5, countries: ['LA'], ...visit })
    await bringIn(app, { status: '', from: visit.startsOn, to: visit.endsOn })
    const { location, line } = await read(app, { status, from: visit.startsOn, to: visit.endsOn })
    expect([line.verdict, line.changes]).toEqual(['same', undefined])
    expect(line.problems.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      `status: Dòng này ghi “${status.toLowerCase()}”, sổ đang ghi “${visit.status === 'planned' ? 'dự kiến' : 'đã về'}” và giữ nguyên. Muốn đổi thì ghi ở trang của đoàn`,
    )
    expect((await app.visit(`${location}?verdict=doubtful`)).texts('.ledger--import th.main')).toHaveLength(1)
    const before = stored(app)
    await app.submit(`${location}/commit`, {})
    expect(stored(app)).toEqual(before)
  },
)

test('a ledger that is only behind the register is no news, nor is what somebody took back since', async () => {
  const app = startApp({ published: 'catalogue' })
  const days = { from: '2024-03-04', to: '2024-03-08' }
  await bringIn(app, { status: 'Đã về', ...days })
  const { line } = await read(app, { status: 'Dự kiến', ...days })
  expect([line.verdict, line.problems.filter(({ reason }) => reason.startsWith('Dòng này'))]).toEqual([
    'same',
    [],
  ])

  const other = startApp({ published: 'catalogue' })
  await bringIn(other, { status: 'Dự kiến' })
  await bringIn(other, { status: 'Hủy' })
  const id = (other.db.$client.prepare('select id from delegations').get() as { id: number }).id
  await other.submit(`/delegations/${id}/step-back`, {})
  const again = await read(other, { status: 'Hủy', head: 'Lê Văn Anh' })
  expect(again.line.changes?.map(({ field }) => field) ?? []).not.toContain('status')
  expect(again.line.problems).toEqual([])
})
