import { expect, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'
import { program } from './support/program.ts'

// A line that was read without a problem is corrected like one with problems; and what is confirmed twice is done once.

const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Số người,Từ ngày,Đến ngày'
const csv = (...rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`)
const toLaos = '1,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,5,14/9/2024,18/9/2024'
const toCuba = '2,Ra,Thăm Cuba,Cuba,,Trần Hoa,4,3/3/2024,6/3/2024'

const startOffice = () => startApp({ published: 'catalogue' })
type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>

/** The address that opens every field of the line with this title. */
const opening = (page: Page, title: string) =>
  page
    .all('tbody[id^="line-"]')
    .find((line) => line.textContent.includes(title))!
    .querySelector('a.fix__open')!
    .getAttribute('href')!
    .replace(/#.*/, '')

const typedIn = (page: Page) =>
  Object.fromEntries(
    page
      .all('.fix__all :is(input, select)')
      .map((field) => [field.getAttribute('name')!, page.value(field.getAttribute('name')) ?? '']),
  )

test('a line read without a problem is corrected in place, every field of it, and only that line is open', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos, toCuba), 'sổ.csv')
  const listed = await app.visit(`${location}?verdict=all`)
  expect(listed.all('.fix__all')).toHaveLength(0)
  const page = await app.visit(opening(listed, 'Thăm Hội Nhà báo Lào'))
  expect(page.texts('.fix__all > legend')).toEqual(['Sửa dòng 2'])
  expect(page.texts('.fix__all label')).toHaveLength(11)
  const typed = typedIn(page)
  const name = (field: string) => Object.keys(typed).find((one) => one.endsWith(`[${field}]`))!
  expect([typed[name('countries')], typed[name('startsOn')], typed[name('headCount')]]).toEqual([
    'Lào',
    '14/09/2024',
    '5',
  ])
  const sent = { ...typed, [name('title')]: 'Thăm Hội Nhà báo Lào lần hai', [name('headCount')]: '7' }
  const saved = await app.submit(`${location}/lines`, { ...sent, back: '?verdict=all' })
  expect([saved.status, saved.location]).toEqual([303, `${location}?verdict=all`])
  const lines = (await linesOf(app, location)).filter(({ verdict }) => verdict === 'new')
  expect(lines.map(({ values }) => [values.title, values.headCount, values.countries])).toEqual([
    ['Thăm Hội Nhà báo Lào lần hai', 7, ['LA']],
    ['Thăm Cuba', 4, ['CU']],
  ])
})

test('an open line that nobody touched is as it was read, its fields of choice among them', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos.replace('Lào,HNB', 'Xứ Lạ,HNB'), toCuba), 'sổ.csv')
  const before = await linesOf(app, location)
  let page = await app.visit(`${location}?verdict=all`)
  page = await app.visit(opening(page, 'Thăm Cuba'))
  page = await app.visit(opening(page, 'Thăm Hội Nhà báo Lào'))
  expect(page.texts('.fix__all > legend')).toEqual(['Sửa dòng 2', 'Sửa dòng 3'])
  await app.submit(`${location}/lines`, typedIn(page))
  expect(await linesOf(app, location)).toEqual(before)
})

test('what is no visit, and what was written already, offers nothing to correct', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  const page = await app.visit(`${location}?verdict=all&edit=1&edit=2`)
  expect(page.texts('.fix__all > legend')).toEqual(['Sửa dòng 2'])
  await app.submit(`${location}/commit`, {})
  const done = await app.visit(`${location}?verdict=all&edit=2`)
  expect(done.all('.fix__all, .fix__open')).toHaveLength(0)
})

test('a file with a line open costs no more statements, and opens no other line', async () => {
  const app = startOffice()
  const rows = Array.from({ length: 40 }, (_, at) => toCuba.replace('Thăm Cuba', `Thăm Cuba ${at}`))
  const { location } = await upload(app, csv(...rows), 'sổ.csv')
  const listed = await app.visit(`${location}?verdict=all`)
  const href = opening(listed, 'Thăm Cuba 7')
  const statementsOf = async (url: string) => {
    let statements = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      statements += 1
      return prepare(text)
    }
    const page = await app.visit(url)
    app.db.$client.prepare = prepare
    return { statements, open: page.all('.fix__all').length }
  }
  const closed = await statementsOf(`${location}?verdict=all`)
  expect(await statementsOf(href)).toEqual({ statements: closed.statements, open: 1 })
})

test('an undo of what was never written is a conflict, said on the page and to a program', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ.csv')
  const page = await app.submit(`${location}/undo`, {})
  expect(page.status).toBe(409)
  expect(page.text('[role=alert]')).toBe('Lần nhập này chưa ghi gì vào sổ nên không có gì để hoàn tác.')
  const { token } = program(app)
  const told = await app.submit(`${location}/undo`, {}, { Authorization: `Bearer ${token}` })
  expect([told.status, told.json]).toEqual([
    409,
    { error: 'This import has not written anything into the register, so there is nothing to take back.' },
  ])
  expect((await app.visit(`${location}?verdict=all`)).text('h1')).toBe('Kiểm tra trước khi ghi')

  await app.submit(`${location}/commit`, {})
  const again = await upload(app, csv(toLaos), 'sổ.csv')
  await app.submit(`${again.location}/commit`, {})
  const nothing = await app.submit(`${again.location}/undo`, {})
  expect([nothing.status, nothing.text('[role=alert]')]).toEqual([
    409,
    'Lần nhập này không đổi gì trong sổ nên không có gì để hoàn tác.',
  ])
})

const acts = ({ db }: App) => db.$client.prepare('select count(*) from history_acts').pluck().get()
const deletions = ({ db }: App) => listSecurityLog(db, { event: 'import_deleted' }).rows.length

test.each(['commit', 'undo', 'deletion'])(
  'what is confirmed of an import twice at once, and again after Back, is done once: %s',
  async (what) => {
    const app = startOffice()
    const { location } = await upload(app, csv(toLaos, toCuba), 'sổ.csv')
    if (what === 'undo') await app.submit(`${location}/commit`, {})
    const form = await app.visit(what === 'deletion' ? `${location}/deletion` : location)
    const sent = { of: form.value('of') }
    const send = () => app.submit(`${location}/${what}`, sent)
    const twice = await Promise.all([send(), send()])
    const done = acts(app)
    const answers = [...twice, await send()]
    const page = what === 'deletion' ? '/imports' : location
    expect(answers.map(({ status, location }) => [status, location])).toEqual(answers.map(() => [303, page]))
    expect([acts(app), deletions(app)]).toEqual([done, what === 'deletion' ? 1 : 0])
    expect((await app.visit(page)).status).toBe(200)
  },
)

test('a page of a deleted file confirms nothing of the file that has its number now', async () => {
  const app = startOffice()
  const { location } = await upload(app, csv(toLaos), 'sổ cũ.csv')
  const sent = { of: (await app.visit(`${location}/deletion`)).value('of') }
  await app.submit(`${location}/deletion`, sent)
  const other = await upload(app, csv(toCuba), 'sổ mới.csv')
  expect(other.location).toBe(location)
  for (const what of ['commit', 'undo', 'deletion']) {
    const answer = await app.submit(`${location}/${what}`, sent)
    expect([answer.status, answer.location]).toEqual([303, '/imports'])
  }
  expect((await app.visit(location)).text('h1')).toBe('Kiểm tra trước khi ghi')
  expect(deletions(app)).toBe(1)
})
