import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differencesIn } from '../src/counting/recount.ts'
import { write } from '../src/db/write.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

const ledger = readFileSync(join(import.meta.dirname, 'imports/messy-ledger.csv'))

const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Chức vụ,Số người,Từ ngày,Đến ngày'
const csv = (...rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`)
const toLaos = '1,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,PCT,5,14/9/2024,18/9/2024'
const fromKorea = '2,Vào,Đoàn Hội Nhà báo Hàn Quốc,Hàn Quốc,JAK,Kim Min-soo,CT,7,2/3/2024,6/3/2024'

/** An office that knows the partners of the published register and has no visits yet. */
const startOffice = () => startApp({ published: 'catalogue' })
const countVisits = ({ db }: ReturnType<typeof startApp>) =>
  (db.$client.prepare('select count(*) n from delegations').get() as { n: number }).n
const registered = [
  'delegations',
  'delegation_countries',
  'delegation_partners',
  'participants',
  'people',
  'partners',
  'visit_reports',
  'status_changes',
  'search_entries',
  'count_cells',
]
const register = ({ db }: ReturnType<typeof startApp>) =>
  registered.map((table) => [table, db.$client.prepare(`select * from ${table} order by 1, 2, 3`).all()])

test('a file is read without writing anything, then written, then taken back to the last row', async () => {
  const app = startOffice()
  const before = register(app)
  const { location } = await upload(app, csv(toLaos, fromKorea), 'sổ 2024.csv')
  const page = await app.visit(location)
  expect(page.text('h1')).toBe('Kiểm tra trước khi ghi')
  expect(page.text('.lede')).toContain('sổ 2024.csv')
  expect(register(app)).toEqual(before)
  await app.submit(`${location}/commit`, {})
  expect((await app.visit(location)).text('.notice--done')).toContain('Đã ghi 2 đoàn mới')
  expect((await app.visit('/delegations')).texts('.ledger .main a')).toEqual([
    'Thăm Hội Nhà báo Lào',
    'Đoàn Hội Nhà báo Hàn Quốc',
  ])
  expect((await app.visit('/search?q=kim+min+soo')).text('.ledger')).toContain('Đoàn Hội Nhà báo Hàn Quốc')
  await app.submit(`${location}/undo`, {})
  expect((await app.visit(location)).text('h1')).toBe('Lần nhập đã hoàn tác')
  const empty = (rows: unknown) => JSON.stringify(rows).replace(/\["count_cells",\[.*?\]\]/, '')
  expect(empty(register(app))).toEqual(empty(before))
})

test('the same file again is all the same, and one changed cell is one changed line with the old and the new value', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos, fromKorea), 'sổ.csv')
  await app.submit(`${location}/commit`, {})
  const again = await upload(app, csv(toLaos, fromKorea), 'sổ.csv')
  expect((await linesOf(app, again.location)).map(({ verdict }) => verdict)).toEqual([
    'skipped',
    'same',
    'same',
  ])
  const changed = await upload(app, csv(toLaos, fromKorea.replace('6/3/2024', '7/3/2024')), 'sổ.csv')
  const lines = await linesOf(app, changed.location)
  expect(lines.map(({ verdict }) => verdict)).toEqual(['skipped', 'same', 'changed'])
  expect(lines[2]!.changes).toEqual([{ field: 'endsOn', before: '2024-03-06', after: '2024-03-07' }])
  await app.submit(`${changed.location}/commit`, {})
  expect(countVisits(app)).toBe(2)
  expect((await app.visit('/delegations')).text('.ledger')).toContain('02–07/03/2024')
})

test('what somebody corrected in the register is not put back by the same file', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  await app.submit(`${location}/commit`, {})
  const id = (app.db.$client.prepare('select id from delegations').get() as { id: number }).id
  write(app.db, { name: 'Test' }, (write) =>
    write.raw.update('delegations', id, { title: 'Thăm Lào, đã sửa' }),
  )
  const again = await upload(app, csv(toLaos), 'sổ.csv')
  expect((await linesOf(app, again.location))[1]!.verdict).toBe('same')
})

test('an undo keeps what was edited since, and names it', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos, fromKorea), 'sổ.csv')
  await app.submit(`${location}/commit`, {})
  const id = (
    app.db.$client.prepare(`select id from delegations where direction = 'inbound'`).get() as { id: number }
  ).id
  write(app.db, { name: 'Test' }, (write) => write.raw.update('delegations', id, { title: 'Đoàn đã sửa' }))
  await app.submit(`${location}/undo`, {})
  const page = await app.visit(location)
  expect(page.texts('#kept li')).toEqual(['ĐV-2024-001 Đoàn đã sửa'])
  expect(countVisits(app)).toBe(1)
})

test('imports taken back in the wrong order leave nothing behind, once the first is asked for again', async () => {
  const app = startOffice()
  const before = register(app)
  const first = await upload(app, csv(toLaos, fromKorea), 'sổ.csv')
  await app.submit(`${first.location}/commit`, {})
  const second = await upload(app, csv(toLaos, fromKorea.replace('6/3/2024', '7/3/2024')), 'sổ sửa.csv')
  await app.submit(`${second.location}/commit`, {})
  await app.submit(`${first.location}/undo`, {})
  expect((await app.visit(first.location)).texts('#kept li')).toEqual([
    'ĐV-2024-001 Đoàn Hội Nhà báo Hàn Quốc',
  ])
  // Still corrected by the second file: it stays.
  await app.submit(`${first.location}/undo`, {})
  expect(countVisits(app)).toBe(1)
  await app.submit(`${second.location}/undo`, {})
  await app.submit(`${first.location}/undo`, {})
  expect((await app.visit(first.location)).texts('#kept li')).toEqual([])
  const empty = (rows: unknown) => JSON.stringify(rows).replace(/\["count_cells",\[.*?\]\]/, '')
  expect(empty(register(app))).toEqual(empty(before))
  expect(differencesIn(app.db).differences).toEqual([])
})

test('a visit that an import changed is taken back bit by bit, and is named only as long as something stays', async () => {
  const app = startOffice()
  const first = await upload(app, csv(toLaos), 'sổ.csv')
  await app.submit(`${first.location}/commit`, {})
  const later = toLaos.replace('PCT,5', 'PCT,6').replace('18/9/2024', '19/9/2024')
  const second = await upload(app, csv(later), 'sổ sửa.csv')
  await app.submit(`${second.location}/commit`, {})
  const id = (app.db.$client.prepare('select id from delegations').get() as { id: number }).id
  const setCount = (count: number) =>
    write(app.db, { name: 'Test' }, (write) => write.raw.update('delegations', id, { head_count: count }))
  setCount(9)
  await app.submit(`${second.location}/undo`, {})
  expect((await app.visit(second.location)).texts('#kept li')).toHaveLength(1)
  setCount(6)
  await app.submit(`${second.location}/undo`, {})
  expect((await app.visit(second.location)).texts('#kept li')).toEqual([])
  const visit = app.db.$client.prepare('select ends_on endsOn, head_count headCount from delegations').get()
  expect(visit).toEqual({ endsOn: '2024-09-18', headCount: 5 })
})

test('a line in error is repaired in place, a double may be kept, and then both are written', async () => {
  const app = startOffice()
  const late = '3,Ra,Dự hội thảo tại Lào,Lào,HNB Lào,Trần Bá Dung,Trưởng ban,2,20/11/2024,2/11/2024'
  const twin = '4,Ra,Đoàn công tác Lào,Lào,HNB Lào,Lê Văn Ánh,PCT,5,15/9/2024,16/9/2024'
  const { location } = await upload(app, csv(toLaos, late, twin), 'sổ.csv')
  const page = await app.visit(location)
  expect(page.texts('.verdict')).toEqual(['Lỗi', 'Trùng'])
  const end = page.document.querySelector('[name$="[endsOn]"]')!.getAttribute('name')!
  const choice = page.all('[name$="[decision]"][value="keep"]').at(-1)!.getAttribute('name')!
  const repaired = await app.submit(`${location}/lines`, {
    [end]: '22/11/2024',
    [choice]: 'keep',
    back: '?verdict=all',
  })
  expect(repaired.location).toBe(`${location}?verdict=all`)
  const lines = await linesOf(app, location)
  expect(lines.map(({ verdict }) => verdict)).toEqual(['skipped', 'new', 'new', 'new'])
  expect(lines[2]!.values.endsOn).toBe('2024-11-22')
  await app.submit(`${location}/commit`, {})
  expect(countVisits(app)).toBe(3)
})

test('a partner nobody knows is matched once for all its lines, or made new with the commit', async () => {
  const app = startOffice()
  const rows = [1, 2].map(
    (at) => `${at},Ra,Chuyến số ${at},Pháp,Hội NB Paris,Lê An,PCT,3,1/${at}/2024,3/${at}/2024`,
  )
  const { location } = await upload(app, csv(...rows), 'sổ.csv')
  const page = await app.visit(location)
  expect(page.text('#matches + *, form[action$="/matches"]')).toContain('“Hội NB Paris”, 2 dòng')
  const name = page.document.querySelector('select[name^="partner["]')!.getAttribute('name')!
  await app.submit(`${location}/matches`, { [name]: 'new' })
  await app.submit(`${location}/commit`, {})
  expect((await app.visit('/partners?q=paris')).text('.ledger .main')).toContain('Hội Nhà báo Paris')
  const links = app.db.$client.prepare('select count(*) n from delegation_partners').get()
  expect(links).toEqual({ n: 2 })
})

test('columns that were chosen hold for the next file of the same shape', async () => {
  const app = startOffice()
  const odd = (day: string) =>
    Buffer.from(
      `Hướng,Tên đoàn,Nước,Mốc một,Mốc hai\r\nra,Thăm Hội bạn ${day},Lào,${day}/8/2024,${day}/9/2024\r\nra,Dự họp báo ${day},Lào,1/1/2024,1${day}/10/2024\r\n`,
    )
  const starts = async (location: string) =>
    (await linesOf(app, location)).flatMap(({ values }) => values.startsOn ?? [])
  const { location } = await upload(app, odd('2'), 'lạ.csv')
  expect(await starts(location)).toEqual(['2024-08-02', '2024-01-01'])
  await app.submit(`${location}/columns`, { 'c0[3]': 'ignored', 'c0[4]': 'startsOn' })
  expect(await starts(location)).toEqual(['2024-09-02', '2024-10-12'])
  await app.submit(`${location}/commit`, {})
  const next = await upload(app, odd('3'), 'lạ 2.csv')
  expect(await starts(next.location)).toEqual(['2024-09-03', '2024-10-13'])
  expect((await app.visit(next.location)).text('[aria-labelledby=columns]')).toContain('như lần nhập trước')
})

test('the totals before and after are those of the commit', async () => {
  const app = startApp({ published: true })
  const { location } = await upload(app, ledger, 'messy-ledger.csv')
  const rows = (await app.visit(location)).texts('[aria-labelledby=totals] tbody tr')
  await app.submit(`${location}/commit`, {})
  expect(rows).toHaveLength(1)
  const total = (await app.visit('/totals.json?by=year&from=2019&to=2019')).json as unknown as {
    rows: { outbound: { delegations: number } }[]
  }
  expect(rows[0]).toContain(`→ ${total.rows[0]!.outbound.delegations}`)
})

test('person-trips of which none is known are no 0 after an import either', async () => {
  const app = startOffice()
  const unknown = toLaos.replace(',5,', ',,')
  const { location } = await upload(app, csv(unknown, fromKorea), 'sổ.csv')
  const cells = (await app.visit(location)).texts('[aria-labelledby=totals] tbody td')
  expect(cells).toEqual(['0 → 1', '0 → –', '0 → 1', '0 → 7'])
})

test('published figures that are about the years of an import stand beside their totals', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos.replaceAll('/2024', '/2019')), 'sổ.csv')
  const told = (await app.visit(location)).texts('#published li')
  expect(told.length).toBeGreaterThan(0)
  expect(told.join()).toMatch(/đoàn ra|lượt người/)
})

test('a visit that was entered meanwhile makes the commit ask for another look', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  const partner = app.db.$client.prepare(`select id from partners where name = 'Hội Nhà báo Lào'`).get() as {
    id: number
  }
  const unit = app.db.$client.prepare(`select id from units where kind = 'own_body'`).get() as { id: number }
  app.make.delegation({
    unitId: unit.id,
    partnerIds: [partner.id],
    startsOn: '2024-09-14',
    endsOn: '2024-09-18',
  })
  const refused = await app.submit(`${location}/commit`, {})
  expect(refused.status).toBe(409)
  expect((await linesOf(app, location))[1]!.verdict).toBe('duplicate')
  expect(countVisits(app)).toBe(1)
})

test('a double click writes once', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  await Promise.all([app.submit(`${location}/commit`, {}), app.submit(`${location}/commit`, {})])
  expect(countVisits(app)).toBe(1)
})

test('a visit that an import made can be deleted, and the same file brings it back as new', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  await app.submit(`${location}/commit`, {})
  const record = (await app.visit('/delegations')).href('.ledger .main a')
  const page = await app.visit(`${record}/deletion`)
  const sent = { submissionId: page.value('submissionId'), lastActId: page.value('lastActId') }
  expect((await app.submit(`${record}/deletion`, { ...sent, reason: 'Nhập nhầm' })).status).toBe(303)
  expect(countVisits(app)).toBe(0)
  expect((await app.visit(location)).status).toBe(200)
  const again = await upload(app, csv(toLaos), 'sổ.csv')
  expect((await linesOf(app, again.location))[1]!.verdict).toBe('new')
})

test('a line that bears the mark of a State secret is an error, and what it said is kept nowhere', async () => {
  const app = startOffice()
  const marked = toLaos.replace('Thăm Hội Nhà báo Lào', 'Kế hoạch (TỐI MẬT) thăm Lào')
  const { location } = await upload(app, csv(marked, fromKorea), 'sổ.csv')
  const page = await app.visit(`${location}?verdict=error`)
  expect(page.texts('.verdict')).toEqual(['Lỗi'])
  expect(page.text('#lines')).toContain('Sổ không nhận nội dung đóng dấu Mật')
  const kept = app.db.$client.prepare(`select count(*) n from import_lines where content like '%TỐI MẬT%'`)
  expect(kept.get()).toEqual({ n: 0 })
  const title = page.document.querySelector('[name$="[title]"], [name$="[decision]"]')!.getAttribute('name')!
  expect((await app.submit(`${location}/lines`, { [title]: 'TUYỆT MẬT' })).status).toBe(422)
  await app.submit(`${location}/commit`, {})
  expect((await app.visit('/delegations')).texts('.ledger .main a')).toEqual(['Đoàn Hội Nhà báo Hàn Quốc'])
})

test('whoever may not import is refused before the file is read, and so is another site', async () => {
  const app = startOffice()
  const send = (headers: Record<string, string>) =>
    upload(
      { app: app.app, signedIn: { ...app.signedIn!, headers: headers as { Cookie: string } } },
      csv(toLaos),
      'sổ.csv',
    )
  const { Cookie } = app.signedIn!.headers
  const elsewhere = app.make.unit({ kind: 'local_association', name: 'Hội Nhà báo tỉnh Cao Bằng' })
  expect((await send(app.signIn('viewer').headers)).status).toBe(403)
  expect((await send(app.signIn('clerk', { unitId: elsewhere }).headers)).status).toBe(403)
  expect((await send({ Cookie, Origin: 'https://evil.example' })).status).toBe(403)
  expect((await app.visit('/imports')).text('main')).toContain('Chưa nhập tệp nào')
})
