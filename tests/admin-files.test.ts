import { expect, test } from 'vitest'
import { today, writeDate } from '../src/dates.ts'
import { noteSent, queueLetter } from '../src/mail/queries.ts'
import { startApp } from './support/app.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'
import { program } from './support/program.ts'

/** The lists of the rooms around the register: the first heading of each, and where the name of a row stands. */
const lists: Record<string, [first: string, named: string]> = {
  '/admin/accounts': ['Vai trò', 'Họ tên'],
  '/admin/rights': ['Quyền', 'Quyền'],
  '/admin/security-log': ['Lúc', 'Việc'],
  '/admin/units': ['Mã', 'Đơn vị'],
  '/admin/authorities': ['Có từ', 'Cơ quan'],
  '/admin/legal-bases': ['Ngày ban hành', 'Văn bản'],
  '/admin/settings': ['Phần', 'Mục'],
  '/admin/holidays': ['Ngày', 'Tên ngày'],
  '/admin/checklists': ['Chiều', 'Việc chuẩn bị'],
  '/admin/mail': ['Tình trạng', 'Thư'],
}

/** A register where each of these lists has several rows. */
async function withRooms() {
  const app = startApp({ published: true })
  app.signIn('clerk', { name: 'Lê Minh' })
  app.signIn('viewer', { name: '=Trần Hoa', isEnrolled: false })
  for (const [path, typed] of [
    ['/admin/authorities', { name: 'Ban Thử', note: 'Ghi chú' }],
    ['/admin/authorities', { name: 'Ban Đối ngoại thử', sinceOn: '3/2025', untilOn: '2026' }],
    ['/admin/legal-bases', { kind: 'directive', number: '177/HD-HNBVN', issuedOn: '5/1/2025' }],
    ['/admin/legal-bases', { kind: 'other', number: 'Thông báo 3' }],
    ['/admin/holidays', { fallsOn: '31/12/2026', name: 'Nghỉ thử', kind: 'in_lieu' }],
  ] as [string, Record<string, string>][])
    expect((await app.submit(path, typed)).status, path).toBe(303)
  for (const [index, recipient] of ['mot@example.org', 'hai@example.org'].entries()) {
    const letter = { topic: 'test', recipient, subject: `Thư ${index}`, body: 'Điều chỉ người nhận đọc' }
    const id = queueLetter(app.db, new Date(), letter)
    if (index) noteSent(app.db, id!, new Date())
  }
  return app
}

const itemsOf = (json: Record<string, unknown>) => json.items as object[]

const namesOf = (rows: unknown[][], headings: readonly unknown[], heading: string) =>
  rows.map((row) => row[headings.indexOf(heading)])

test('every list of administration is taken along with the rows of its page, in its order, and their number', async () => {
  const app = await withRooms()
  for (const [path, [first, named]] of Object.entries(lists)) {
    const page = await app.visit(path)
    const offered = page.all('#downloads a').map((link) => link.getAttribute('href'))
    expect([path, offered]).toEqual([path, ['xlsx', 'csv', 'json'].map((ending) => `${path}.${ending}`)])
    const isMain = path === '/admin/rights' ? 'tbody th' : 'tbody .main'
    const shown = page
      .all(isMain)
      .map((cell) => (cell.querySelector('a') ?? cell.firstChild!).textContent!.trim())
    expect([path, shown.length > 1]).toEqual([path, true])

    const [headings, ...rows] = readCsv((await download(app, `${path}.csv`)).body)
    const inTable = namesOf(rows, headings!, named).map((name) => String(name).replace(/^'=/, '='))
    // What was read since is in the log.
    const isLog = path === '/admin/security-log'
    expect([path, isLog ? inTable.slice(-shown.length) : inTable]).toEqual([path, shown])

    const { body } = await download(app, `${path}.xlsx`)
    const workbook = await readWorkbook(body, first)
    const total = workbook.rows.pop()!
    const inWorkbook = namesOf(workbook.rows, workbook.headings!, named)
    expect([path, isLog ? inWorkbook.slice(-shown.length) : inWorkbook]).toEqual([path, shown])
    expect([path, total[0], parseInt(String(total[1]))]).toEqual([path, 'TỔNG CỘNG', workbook.rows.length])
    expect(workbook.about).toContain(`Số liệu tính đến ${writeDate(today())}.`)
    expect(workbook.about[0]).toBe(page.text('h1').replace(/^Ngày nghỉ$/, 'Ngày nghỉ và ngày làm bù'))
    const { json } = await app.visit(`${path}.json`)
    expect([path, itemsOf(json).length, json.next]).toEqual([
      path,
      workbook.rows.length + (isLog ? 1 : 0),
      null,
    ])
  }
})

test('an account is told as on its page, and nothing that proves who somebody is leaves', async () => {
  const app = await withRooms()
  const { token } = program(app, { role: 'administrator' })
  const disabled = app.signIn('viewer', { name: 'Người cũ' }).accountId
  app.db.$client.prepare('update accounts set is_disabled = 1 where id = ?').run(disabled)
  app.db.$client
    .prepare(`update credentials set password_hash = 'hash-of-all', totp_sealed = 'seed-of-all'`)
    .run()
  const page = await app.visit('/admin/accounts')
  const [headings, ...rows] = readCsv((await download(app, '/admin/accounts.csv')).body)
  expect(namesOf(rows, headings!, 'Tình trạng')).toEqual(page.texts('tbody td:last-child'))
  expect(namesOf(rows, headings!, 'Địa chỉ email')).toEqual(page.texts('tbody .main small'))
  const { json } = await app.visit('/admin/accounts.json')
  expect(json.items).toContainEqual(expect.objectContaining({ name: 'Người cũ', isDisabled: true }))
  const secrets = app.db.$client
    .prepare(
      `select hash from sessions union select hash from api_tokens union select hash from security_log
       union select 'hash-of-all' union select 'seed-of-all' union select ?`,
    )
    .pluck()
    .all(token) as string[]
  expect(secrets.length).toBeGreaterThan(5)
  for (const path of ['/admin/accounts', '/admin/security-log', '/admin/mail']) {
    for (const ending of ['csv', 'json']) {
      const text = (await download(app, `${path}.${ending}`)).body.toString()
      expect([path, secrets.filter((secret) => text.includes(secret))]).toEqual([path, []])
      expect([path, text.includes('Điều chỉ người nhận đọc')]).toEqual([path, false])
    }
  }
})

test('a setting says since when it holds, or that nobody set it; a body says what it was and will be called', async () => {
  const app = startApp()
  await app.submit('/admin/settings/report_days_outbound', {
    value: '10',
    dayKind: 'calendar',
    sinceOn: '1/3/2025',
  })
  await app.submit('/admin/settings/report_days_outbound', {
    value: '12',
    dayKind: 'calendar',
    sinceOn: '1/3/2090',
  })
  const [headings, set, other] = readCsv((await download(app, '/admin/settings.csv')).body)
  const values = (row: string[]) =>
    ['Đang áp dụng', 'Từ ngày', 'Sắp đổi', 'Ghi chú'].map((heading) => row[headings!.indexOf(heading)])
  expect(values(set!)).toEqual(['10 ngày', '01/03/2025', 'từ 01/03/2090: 12 ngày', ''])
  expect(values(other!)).toEqual(['7 ngày', '', '', 'mặc định của sổ'])

  const { location } = await app.submit('/admin/units', {
    name: 'Hội Cũ',
    kind: 'local_association',
    sinceOn: '2001',
  })
  const rename = async (name: string, heldFrom: string, version: string) =>
    expect(
      (await app.submit(`${location!.split('?')[0]!}/renaming`, { name, heldFrom, version })).status,
    ).toBe(303)
  await rename('Hội Nay', '1/7/2025', '1')
  await rename('Hội Mai Sau', '1/1/2090', '2')
  const units = readCsv((await download(app, '/admin/units.csv')).body)
  const named = ['Đơn vị', 'Tên cũ', 'Tên mới', 'Có từ'].map(
    (heading) => units.at(-1)![units[0]!.indexOf(heading)],
  )
  expect(named).toEqual(['Hội Nay', 'đến 30/06/2025: Hội Cũ', 'Hội Mai Sau', '2001'])
  const { json } = await app.visit('/admin/units.json')
  expect(itemsOf(json).at(-1)).toMatchObject({
    name: 'Hội Nay',
    nextName: 'Hội Mai Sau',
    formerNames: [{ name: 'Hội Cũ' }],
  })
})

test('what is taken of the security log is what was asked for, and all of it', async () => {
  const app = startApp()
  for (let index = 0; index < 130; index += 1) await download(app, '/delegations.csv')
  const page = await app.visit('/admin/security-log?event=exported')
  expect(page.all('tbody tr')).toHaveLength(100)
  const href = page.all('#downloads a')[1]!.getAttribute('href')!
  expect(href).toBe('/admin/security-log.csv?event=exported')
  const rows = readCsv((await download(app, href)).body).slice(1)
  expect(rows).toHaveLength(130)
  expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['/delegations.csv']))
  const { body } = await download(app, '/admin/security-log.xlsx?event=exported&account=1')
  const workbook = await readWorkbook(body, 'Lúc')
  expect(workbook.about).toContain('Gồm: Test · Tải dữ liệu xuống')
  expect(workbook.rows.pop()!.slice(0, 2)).toEqual(['TỔNG CỘNG', '131 dòng'])
  expect(workbook.rows).toHaveLength(131)
  const { json } = await app.visit('/admin/security-log.json?event=exported')
  const more = (await app.visit(json.next as unknown as string)).json
  expect([itemsOf(json).length, itemsOf(more).length, more.next]).toEqual([100, 32, null])
  expect((await app.visit('/admin/security-log.json?event=nothing&event=refused')).json.items).toEqual([])
  const empty = await readWorkbook(
    (await download(app, '/admin/security-log.xlsx?event=refused')).body,
    'Lúc',
  )
  expect(empty.rows.map((row) => row.slice(0, 2))).toEqual([['TỔNG CỘNG', '0 dòng']])
})

test('many units, accounts and letters cost a file no more statements than one', async () => {
  const count = async (many: number) => {
    const app = startApp()
    for (let index = 0; index < many; index += 1) {
      app.make.unit({ name: `Hội ${index}`, kind: 'local_association' })
      app.signIn('viewer', { name: `Người ${index}` })
      queueLetter(app.db, new Date(), {
        topic: 'x',
        recipient: `${index}@example.org`,
        subject: 'x',
        body: 'x',
      })
    }
    let statements = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      statements += 1
      return prepare(text)
    }
    for (const path of Object.keys(lists)) await download(app, `${path}.xlsx`)
    return statements
  }
  expect(await count(40)).toBe(await count(1))
})
