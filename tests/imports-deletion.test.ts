import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partOf } from '../src/db/scope.ts'
import { progressOf, startImport, whenDone } from '../src/imports/jobs.ts'
import { noOptions } from '../src/imports/reading-options.ts'
import { startApp } from './support/app.ts'
import { upload } from './support/imports.ts'

const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Số người,Từ ngày,Đến ngày,Trạng thái'
const csv = (...rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`)
const toLaos = '1,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,5,14/9/2024,18/9/2024,'

type App = ReturnType<typeof startApp>
const startOffice = () => startApp({ published: 'catalogue' })
const files = ({ dataDir }: App) => readdirSync(join(dataDir, 'imports'))
const count = ({ db }: App, table: string) =>
  (db.$client.prepare(`select count(*) n from ${table}`).get() as { n: number }).n

test('a file that was written into the register can go, with its lines; its visits stay, and can still be taken back', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ riêng.csv')
  await app.submit(`${location}/commit`, {})
  const act = (await app.visit(location)).html.match(/\/history\/\d+/)![0]
  const page = await app.visit(`${location}/deletion`)
  expect(page.text('main')).toContain('tệp “sổ riêng.csv” như đã đưa vào')
  expect(page.text('main')).toContain('mọi đoàn, đối tác và nhân sự mà lần nhập này đã ghi vào sổ')
  const done = await app.submit(`${location}/deletion`, {})
  expect([done.status, done.location]).toEqual([303, '/imports'])
  expect((await app.visit(location)).status).toBe(404)
  expect([files(app), count(app, 'imports'), count(app, 'import_lines')]).toEqual([[], 0, 0])
  expect((await app.visit('/delegations')).texts('.ledger .main a')).toEqual(['Thăm Hội Nhà báo Lào'])
  expect((await app.visit('/admin/security-log')).text('main')).toContain('sổ riêng.csv')
  expect((await app.submit(`${act}/undo`, {})).status).toBe(303)
  expect(count(app, 'delegations')).toBe(0)
})

test('a file that another import is of stays until that goes too', async () => {
  const app = startOffice()
  const first = await upload(app, csv(toLaos), 'sổ.csv')
  const second = await upload(app, csv(toLaos), 'sổ.csv')
  expect((await app.visit(`${first.location}/deletion`)).text('main')).toContain('tệp vẫn giữ')
  await app.submit(`${first.location}/deletion`, {})
  expect(files(app)).toHaveLength(1)
  expect((await app.visit(second.location)).status).toBe(200)
  await app.submit(`${second.location}/deletion`, {})
  expect(files(app)).toEqual([])
})

test('whoever may not import deletes no file', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  expect((await app.submit(`${location}/deletion`, {}, app.signIn('viewer').headers)).status).toBe(403)
  expect(files(app)).toHaveLength(1)
})

const future = '2,Ra,Đoàn sang Lào năm tới,Lào,HNB Lào,Lê Văn Ánh,5,14/9/2031,18/9/2031,Đã duyệt'
const past = toLaos.replace(/,$/, ',Đã duyệt')
const statuses = ({ db }: App) =>
  db.$client.prepare('select status from delegations order by starts_on').pluck().all()

test('an approved visit of a clerk’s ledger that has not left comes in as submitted, and its line says so', async () => {
  const app = startApp({ published: 'catalogue', as: 'clerk' })
  const { location } = await upload(app, csv(past, future), 'sổ.csv')
  expect((await app.visit(location)).text('#lines')).toContain(
    'chỉ người có quyền duyệt mới ghi là “Đã duyệt”',
  )
  await app.submit(`${location}/commit`, {})
  expect(statuses(app)).toEqual(['approved', 'submitted'])
})

test('an approver’s ledger says what is approved, and a clerk who writes it is asked to look again', async () => {
  const app = startApp({ published: 'catalogue', as: 'approver' })
  const { location } = await upload(app, csv(past, future), 'sổ.csv')
  const clerk = app.signIn('clerk').headers
  const asked = await app.submit(`${location}/commit`, {}, clerk)
  expect(asked.status).toBe(409)
  expect(asked.text('[role=alert]')).toContain('đọc lại theo quyền của anh chị')
  await app.submit(`${location}/commit`, {}, clerk)
  expect(statuses(app)).toEqual(['approved', 'submitted'])
  const own = await upload(
    app,
    csv(
      future
        .replace('năm tới', 'và Thái Lan')
        .replace('Lê Văn Ánh', 'Trần Bình')
        .replaceAll('/9/2031', '/3/2031'),
    ),
    'khác.csv',
  )
  await app.submit(`${own.location}/commit`, {})
  expect(statuses(app)).toEqual(['approved', 'approved', 'submitted'])
})

test('a clerk who writes what an approver’s reading is still busy with is asked to look again too', async () => {
  const app = startApp({ published: 'catalogue', as: 'approver' })
  const file = { bytes: csv(past, future), name: 'sổ.csv' }
  const id = await startImport(app.db, { name: 'Người duyệt' }, file, noOptions(true))
  expect(app.db.$client.prepare('select state from imports').pluck().get()).toBe('reading')
  const clerk = app.signIn('clerk').headers
  const asked = await app.submit(`/imports/${Number(id)}/commit`, {}, clerk)
  expect([asked.status, asked.text('[role=alert]')]).toEqual([
    409,
    expect.stringContaining('đọc lại theo quyền của anh chị'),
  ])
  expect(statuses(app)).toEqual([])
  await app.submit(`/imports/${Number(id)}/commit`, {}, clerk)
  expect(statuses(app)).toEqual(['approved', 'submitted'])
})

test('a reader of one unit waits for what the register is busy writing', async () => {
  const app = startOffice()
  const part = partOf(app.db, app.make.unit({ name: 'Hội địa phương', kind: 'local_association' }))
  const file = { bytes: csv(past), name: 'sổ.csv' }
  const id = await startImport(app.db, { name: 'Người nhập' }, file, noOptions(false))
  expect(progressOf(part, Number(id))).toBeDefined()
  await whenDone(part, Number(id))
})
