import { expect, test } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Which lines of a file, and which visits of the register, are one visit told twice.

const startOffice = () => startApp({ published: 'catalogue' })
const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Từ ngày,Đến ngày'
const toThailand = (...dates: [from: string, to: string][]) =>
  Buffer.from(
    [
      header,
      ...dates.map(
        ([from, to], at) =>
          `${at + 1},Ra,Chuyến đi số ${at + 1} sang Thái Lan,Thái Lan,TJA,Lê Văn Ánh,${from},${to}`,
      ),
    ].join('\r\n'),
  )
const march: [string, string] = ['1/3/2007', '5/3/2007']
const yearOnly: [string, string] = ['2007', '']
const october: [string, string] = ['10/10/2007', '14/10/2007']
const december: [string, string] = ['10/12/2007', '14/12/2007']

async function verdictsOf(app: ReturnType<typeof startApp>, ...dates: [from: string, to: string][]) {
  const { location } = await upload(app, toThailand(...dates), 'sổ.csv')
  const lines = (await linesOf(app, location)).slice(1)
  return lines.map(({ verdict, duplicateOf }) => [verdict, duplicateOf?.line ?? ''].join(' ').trim())
}

test('a line of which only the year is known is the double of one visit, and makes no other one its double', async () => {
  const app = startOffice()
  expect(await verdictsOf(app, march, yearOnly, october, december)).toEqual([
    'new',
    'duplicate 2',
    'new',
    'new',
  ])
  expect(await verdictsOf(app, yearOnly, march, october, december)).toEqual([
    'new',
    'duplicate 2',
    'new',
    'new',
  ])
  expect(await verdictsOf(app, march, october, ['10/2007', ''], yearOnly, december)).toEqual([
    'new',
    'new',
    'duplicate 3',
    'duplicate 2',
    'new',
  ])
})

test('a stored visit of which only the year is known takes one line of a file, not all of that year', async () => {
  const app = startOffice()
  const { location } = await upload(app, toThailand(yearOnly), 'sổ cũ.csv')
  await app.submit(`${location}/commit`, {})
  app.db.$client.prepare(`delete from import_visits`).run()
  expect(await verdictsOf(app, march, october, december)).toEqual(['duplicate', 'new', 'new'])
})

test('days that overlap are one visit still, however many lines tell of it', async () => {
  const app = startOffice()
  expect(await verdictsOf(app, march, ['2/3/2007', '5/3/2007'], ['3/2007', ''])).toEqual([
    'new',
    'duplicate 2',
    'duplicate 2',
  ])
})

test('a double that is kept as a visit of its own has doubles of its own', async () => {
  const app = startOffice()
  const file = toThailand(march, ['5/3/2007', '8/3/2007'], ['8/3/2007', '9/3/2007'])
  const { location } = await upload(app, file, 'sổ.csv')
  const page = await app.visit(`${location}?verdict=all`)
  const keep = page.all('[name$="[decision]"][value="keep"]').map((one) => one.getAttribute('name')!)
  await app.submit(`${location}/lines`, { [keep[0]!]: 'keep' })
  const lines = (await linesOf(app, location)).slice(1)
  expect(lines.map(({ verdict, duplicateOf }) => [verdict, duplicateOf?.line ?? ''].join(' '))).toEqual([
    'new ',
    'new ',
    'duplicate 3',
  ])
})

const plan = (...rows: [title: string, status: string][]) => {
  const [from, to] = [addDays(today(), 60), addDays(today(), 64)].map((day) =>
    day.split('-').toReversed().join('/'),
  )
  const lines = rows.map(([title, status], at) =>
    [at + 1, 'Ra', title, 'Thái Lan', 'TJA', 'Lê Văn Ánh', from, to, status].join(),
  )
  return Buffer.from([`${header},Trạng thái`, ...lines].join('\r\n'))
}
const stored = ({ db }: ReturnType<typeof startApp>) =>
  db.$client.prepare('select status, status_reason reason from delegations').all()
async function reread(app: ReturnType<typeof startApp>, location: string, decision?: string) {
  const page = await app.visit(`${location}?verdict=duplicate`)
  const name = page.document.querySelector('[name$="[decision]"]')!.getAttribute('name')!
  if (decision) await app.submit(`${location}/lines`, { [name]: decision })
  return (await linesOf(app, location)).at(-1)!
}

test.each([
  ['Hủy vì dịch', 'cancelled', 'hủy'],
  ['Hoãn sang năm', 'postponed', 'hoãn'],
])(
  'a double of a stored visit that says “%s” is told of, and changes it where somebody merges the two',
  async (words, status, said) => {
    const app = startOffice()
    const first = await upload(app, plan(['Đoàn công tác sang Thái Lan', 'Dự kiến']), 'kế hoạch.csv')
    await app.submit(`${first.location}/commit`, {})
    app.db.$client.prepare(`delete from import_visits`).run()

    const { location } = await upload(app, plan(['Làm việc với bạn Thái', words]), 'kế hoạch mới.csv')
    const double = await reread(app, location)
    expect([double.verdict, double.changes]).toEqual(['duplicate', undefined])
    expect(double.problems.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      `status: Dòng này ghi “${said}”, sổ đang ghi “dự kiến” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp`,
    )
    await app.submit(`${location}/commit`, {})
    expect(stored(app)).toEqual([{ status: 'planned', reason: null }])

    app.db.$client.prepare(`delete from import_visits`).run()
    const again = await upload(app, plan(['Làm việc với bạn Thái', words]), 'kế hoạch mới nữa.csv')
    const merged = await reread(app, again.location, 'merge')
    expect(merged.changes).toEqual([{ field: 'status', before: 'planned', after: status }])
    const page = await app.visit(again.location)
    expect(page.text('.fix')).toContain('Trạng thái: từ “Dự kiến” thành')
    expect(page.text('.dock .btn--primary')).toBe('Ghi 0 đoàn mới, sửa 0 đoàn, gộp 1 dòng')
    expect(page.document.querySelector('.dock .btn--primary')!.hasAttribute('disabled')).toBe(false)
    await app.submit(`${again.location}/commit`, {})
    expect(stored(app)).toEqual([{ status, reason: words }])
    expect((await app.visit(again.location)).text('.notice--done')).toContain('Đã gộp 1 dòng trùng.')
  },
)

test('a double of another line that says “Hủy” is told of, and cancels the visit of that line where they are merged', async () => {
  const file = plan(['Đoàn công tác sang Thái Lan', 'Dự kiến'], ['Làm việc với bạn Thái', 'Hủy vì dịch'])
  const app = startOffice()
  const { location } = await upload(app, file, 'kế hoạch.csv')
  const double = await reread(app, location)
  expect(double.problems.map(({ reason }) => reason)).toContain(
    'Dòng này ghi “hủy”, dòng 2 ghi “dự kiến” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp',
  )
  await reread(app, location, 'merge')
  await app.submit(`${location}/commit`, {})
  expect(stored(app)).toEqual([{ status: 'cancelled', reason: 'Hủy vì dịch' }])
})

test('a double that says what the other says, or a plan of what took place, tells nothing new of it', async () => {
  const app = startOffice()
  const same = plan(['Đoàn công tác sang Thái Lan', 'Hủy'], ['Làm việc với bạn Thái', 'Hủy vì dịch'])
  const { location } = await upload(app, same, 'kế hoạch.csv')
  expect((await reread(app, location)).problems).toEqual([])
  const undone = plan(['Đoàn công tác sang Thái Lan', 'Hủy'], ['Làm việc với bạn Thái', 'Dự kiến'])
  const other = await upload(app, undone, 'kế hoạch khác.csv')
  expect((await reread(app, other.location)).problems.map(({ reason }) => reason)).toEqual([
    'Dòng này ghi “dự kiến”, dòng 2 ghi “hủy” và giữ nguyên. Xem lại trạng thái',
  ])
})
