import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Whether a line's visit took place and counts, as its remarks, its status and its dates say (C9, C10, C11).

const startOffice = () => startApp({ published: 'catalogue' })
const header = 'STT,Chiều,Tên đoàn,Nước,Trưởng đoàn,Số người,Từ ngày,Đến ngày,Nơi thăm,Trạng thái,Ghi chú'
type Row = Partial<Record<'title' | 'from' | 'to' | 'place' | 'status' | 'note', string>>
const countries = ['Lào', 'Cuba', 'Pháp', 'Đức', 'Nga', 'Anh', 'Thái Lan', 'Hàn Quốc', 'Nhật Bản', 'Mỹ']
const ledger = (rows: Row[]) =>
  Buffer.from(
    [
      header,
      ...rows.map(({ title, from, to, place, status, note }, at) =>
        [
          at + 1,
          'Ra',
          title ?? `Đoàn số ${at + 1}`,
          countries[at % countries.length],
          `Người ${'ABCDEFGHIJKLMNOPQRSTUVW'[at]}`,
          5,
          from ?? `${at + 1}/5/2001`,
          to ?? (from ? '' : `${at + 3}/5/2001`),
          place ?? '',
          status ?? '',
          note ?? '',
        ].join(),
      ),
    ].join('\r\n'),
  )

async function read(app: ReturnType<typeof startApp>, rows: Row[]) {
  const { location } = await upload(app, ledger(rows), 'sổ đoàn ra.csv')
  const lines = (await linesOf(app, location)).slice(1)
  return { location, lines }
}

test('what never took place, was held online or was private is told on its line and never counted', async () => {
  const app = startOffice()
  const { location, lines } = await read(app, [
    { note: 'họp trực tuyến' },
    { note: 'việc riêng' },
    { note: 'chưa thực hiện' },
    { note: 'đoàn bị hủy' },
    { note: 'lùi sang 2002' },
    { note: 'khong to chuc' },
    { title: 'Thăm Hội bạn (hoãn)' },
    { place: 'Trực tuyến' },
    { note: 'đi ghép đoàn Ban Tuyên giáo' },
    { note: 'không hủy' },
  ])
  expect(lines.map(({ values }) => `${values.status} ${values.countsAs}`)).toEqual([
    'returned nothing',
    'returned nothing',
    'planned delegation_and_people',
    'cancelled delegation_and_people',
    'postponed delegation_and_people',
    'cancelled delegation_and_people',
    'postponed delegation_and_people',
    'returned nothing',
    'returned people_only',
    'returned delegation_and_people',
  ])
  expect(lines.map(({ problems }) => problems.map(({ field }) => field).join())).toEqual([
    'countsAs',
    'countsAs',
    'status',
    'status',
    'status',
    'status',
    'status',
    'countsAs',
    'countsAs',
    '',
  ])
  expect((await app.visit(location)).texts('[aria-labelledby=totals] tbody tr').join()).toContain('0 → 1')
  await app.submit(`${location}/commit`, {})
  const stored = app.db.$client.prepare(
    'select title, counts_as_reason reason from delegations where is_counted = ? order by id',
  )
  expect(stored.all(1)).toEqual([{ title: 'Đoàn số 10', reason: null }])
  expect(stored.all(0)[0]).toEqual({ title: 'Đoàn số 1', reason: 'họp trực tuyến' })
})

test('where words may mean something else nothing is changed, and somebody is asked to look', async () => {
  const app = startOffice()
  const { lines } = await read(app, [
    { note: 'hủy buổi làm việc với Bộ' },
    { title: 'Hội thảo báo chí trực tuyến' },
    { title: 'Đoàn dự kiến sang Đức' },
    { status: 'Đã về', note: 'hủy' },
  ])
  expect(lines.map(({ values }) => `${values.status} ${values.countsAs}`)).toEqual(
    lines.map(() => 'returned delegation_and_people'),
  )
  expect(lines.map(({ problems }) => problems.map(({ field }) => field).join())).toEqual([
    'status',
    'countsAs',
    'status',
    'status',
  ])
})

test('what somebody chose of a line holds: a status, and whether it counts', async () => {
  const app = startOffice()
  const { location } = await read(app, [{ note: 'họp trực tuyến' }, { note: 'hoãn' }, { note: 'hủy vé' }])
  const page = await app.visit(location)
  const [online] = page.all('select[name$="[countsAs]"]').map((one) => one.getAttribute('name')!)
  const [postponed, doubted] = page.all('select[name$="[status]"]').map((one) => one.getAttribute('name')!)
  await app.submit(`${location}/lines`, {
    [online!]: 'delegation_and_people',
    [postponed!]: 'returned',
    [doubted!]: 'cancelled',
  })
  await app.submit(`${location}/commit`, {})
  const stored = app.db.$client.prepare(
    'select status, status_reason reason, counts_as countsAs from delegations order by id',
  )
  expect(stored.all()).toEqual([
    { status: 'returned', reason: null, countsAs: 'delegation_and_people' },
    { status: 'returned', reason: null, countsAs: 'delegation_and_people' },
    { status: 'cancelled', reason: 'hủy vé', countsAs: 'delegation_and_people' },
  ])
})

test('a visit under way is under way, and of a month that is not over nobody knows', async () => {
  const app = startOffice()
  const day = today()
  const { lines } = await read(app, [
    { from: writeDate(addDays(day, -3)), to: writeDate(addDays(day, 5)) },
    { from: writeDate(day) },
    { from: writeDate(addDays(day, 1)) },
    { from: day.slice(0, 4) },
    { from: writeDate(addDays(day, -3)), to: writeDate(addDays(day, -1)) },
  ])
  expect(lines.map(({ values }) => values.status)).toEqual([
    'underway',
    'underway',
    'planned',
    'planned',
    'returned',
  ])
  expect(lines[3]!.problems.map(({ field }) => field)).toContain('status')
})

test('who has not left yet has not come back, and what is over is no plan without a word', async () => {
  const app = startOffice()
  const { lines } = await read(app, [
    { from: writeDate(addDays(today(), 200)), status: 'Đã về' },
    { status: 'Đã duyệt' },
    { status: 'Chưa nộp báo cáo' },
    { status: 'Không hủy' },
  ])
  expect(lines.map(({ values }) => values.status)).toEqual(['planned', 'approved', 'returned', 'returned'])
  for (const { problems } of lines) expect(problems.map(({ field }) => field)).toContain('status')
})
