import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Two people check one import at a time: what one of them corrected is not put back by the older page of the other.

const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Số người,Từ ngày,Đến ngày'
const csv = (...rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`)
const toLaos = '1,Ra,Thăm Hội Nhà báo Lào,Lào,HNB Lào,Lê Văn Ánh,3,14/9/2024,18/9/2024'
const toCuba = '2,Ra,Thăm Cuba,Cuba,,Trần Hoa,4,3/3/2024,6/3/2024'

type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>

async function imported(...rows: string[]) {
  const app = startApp({ published: 'catalogue' })
  const { location } = await upload(app, csv(...rows), 'sổ.csv')
  return { app, location }
}

/** A page with every field of these lines open. */
const opened = async (app: App, location: string) => {
  const listed = await app.visit(`${location}?verdict=all`)
  const ids = listed.all('tbody[id^="line-"]').map((line) => line.id.slice('line-'.length))
  return app.visit(`${location}?verdict=all&${ids.map((id) => `edit=${id}`).join('&')}`)
}

const fieldsIn = (page: Page, form: string) =>
  Object.fromEntries(
    page
      .all(`${form} :is(input, select)[name]`)
      .filter((one) => one.getAttribute('type') !== 'radio' || one.hasAttribute('checked'))
      .map((one) => [one.getAttribute('name')!, page.value(one.getAttribute('name')) ?? '']),
  )

/** Sends the form of lines as the browser does, with some fields of one line typed anew. */
function save(app: App, location: string, page: Page, at: number, typed: Record<string, string>) {
  const fields = fieldsIn(page, '#lines')
  const ids = [...new Set(Object.keys(fields).flatMap((name) => /^l(\d+)\[title\]/.exec(name)?.[1] ?? []))]
  for (const [field, value] of Object.entries(typed)) fields[`l${ids[at]}[${field}]`] = value
  return app.submit(`${location}/lines`, fields)
}

const told = async (app: App, location: string) =>
  (await linesOf(app, location))
    .filter(({ verdict }) => verdict !== 'skipped')
    .map(({ values }) => [values.title, values.headCount])
const stored = ({ db }: App) =>
  db.$client.prepare('select title, head_count headCount from delegations order by id').all()

test('an older page changes only what was changed in it, of the same line and of others', async () => {
  const { app, location } = await imported(toLaos, toCuba)
  const [one, other] = [await opened(app, location), await opened(app, location)]
  await save(app, location, one, 0, { title: 'Thăm Lào lần hai' })
  expect((await save(app, location, other, 0, { headCount: '7' })).status).toBe(303)
  const third = await save(app, location, one, 1, { title: 'Thăm Cuba lần hai' })
  expect(third.status).toBe(303)
  expect(await told(app, location)).toEqual([
    ['Thăm Lào lần hai', 7],
    ['Thăm Cuba lần hai', 4],
  ])
})

test('what two people correct in one field is told to the second, with what both typed, and kept by a second saving', async () => {
  const { app, location } = await imported(toLaos, toCuba)
  const [one, other] = [await opened(app, location), await opened(app, location)]
  await save(app, location, one, 0, { headCount: '5' })
  const clash = await save(app, location, other, 0, { headCount: '7', title: 'Thăm Lào lần hai' })
  expect([clash.status, clash.text('[role=alert]')]).toEqual([
    409,
    'Chưa lưu 1 ô: người khác vừa sửa đúng ô ấy. Các ô khác đã lưu. Ô chưa lưu còn giữ chỗ anh chị gõ: xem lại, lưu lần nữa thì thay.',
  ])
  expect(await told(app, location)).toEqual([
    ['Thăm Lào lần hai', 5],
    ['Thăm Cuba', 4],
  ])
  expect(clash.text('.fix__all')).toContain('Người khác vừa sửa thành “5”')
  expect((await save(app, location, clash, 0, {})).status).toBe(303)
  expect((await told(app, location))[0]).toEqual(['Thăm Lào lần hai', 7])
})

test('what two people correct alike is no clash, and what was decided about a line stays beside an older page', async () => {
  const { app, location } = await imported(toLaos, toLaos.replace('1,', '2,'))
  const [one, other] = [await opened(app, location), await opened(app, location)]
  await save(app, location, one, 1, { decision: 'keep', title: 'Thăm Lào lần hai' })
  const same = await save(app, location, other, 1, { title: 'Thăm Lào lần hai' })
  expect(same.status).toBe(303)
  expect((await linesOf(app, location)).map(({ verdict }) => verdict)).toEqual(['skipped', 'new', 'new'])
  const third = await save(app, location, other, 1, { decision: 'merge' })
  expect([third.status, third.text('.fix .choose')]).toEqual([409, expect.stringContaining('Theo kết quả')])
  expect((await linesOf(app, location)).map(({ verdict }) => verdict)).toEqual(['skipped', 'new', 'new'])
})

test('what was corrected since a page was opened is not written from that page, and programs write what stands', async () => {
  const { app, location } = await imported(toLaos)
  const [one, other] = [await opened(app, location), await opened(app, location)]
  await save(app, location, one, 0, { headCount: '50' })
  const commit = (page: Page) => app.submit(`${location}/commit`, fieldsIn(page, 'form[action$="/commit"]'))
  const refused = await commit(other)
  expect([refused.status, refused.text('[role=alert]'), stored(app)]).toEqual([
    409,
    'Chưa ghi: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi ghi.',
    [],
  ])
  expect((await commit(refused)).status).toBe(303)
  expect(stored(app)).toEqual([{ title: 'Thăm Hội Nhà báo Lào', headCount: 50 }])

  const bare = await imported(toLaos)
  await bare.app.submit(`${bare.location}/commit`, {})
  expect(stored(bare.app)).toHaveLength(1)
})

test('columns and names are not chosen anew from a page older than the choice of another', async () => {
  const { app, location } = await imported(toLaos.replace('HNB Lào', 'Hội Không Có'), toCuba)
  const [one, other] = [await app.visit(location), await app.visit(location)]
  const send = (page: Page, form: string, changed: Record<string, string>) =>
    app.submit(`${location}/${form}`, { ...fieldsIn(page, `form[action$="/${form}"]`), ...changed })
  const { name } = Object.fromEntries(
    one.all('select[name^="partner["]').map((select) => ['name', select.getAttribute('name')!]),
  )
  expect((await send(one, 'matches', { [name!]: 'none' })).status).toBe(303)
  const again = await send(one, 'matches', { [name!]: 'none' })
  expect(again.status).toBe(303)
  const refused = await send(other, 'columns', { 'c0[6]': 'ignored' })
  expect([refused.status, refused.text('[role=alert]')]).toEqual([
    409,
    'Chưa lưu: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi chọn.',
  ])
  expect((await told(app, location))[0]).toEqual(['Thăm Hội Nhà báo Lào', 3])
})

test('no form of a deleted file changes the file that has its number now', async () => {
  const { app, location } = await imported(toLaos.replace('HNB Lào', 'Hội Không Có'))
  const old = await opened(app, location)
  await app.submit(`${location}/deletion`, {})
  expect((await upload(app, csv(toCuba), 'sổ mới.csv')).location).toBe(location)
  const before = await linesOf(app, location)
  const answers = [await save(app, location, old, 0, { title: 'Tên cũ', headCount: '9' })]
  for (const form of ['matches', 'columns'])
    answers.push(
      await app.submit(`${location}/${form}`, {
        ...fieldsIn(old, `form[action$="/${form}"]`),
        'direction[0]': 'inbound',
        'c0[6]': 'ignored',
      }),
    )
  answers.push(await app.submit(`${location}/reading`, { of: old.value('of') ?? '' }))
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    answers.map(() => [303, '/imports']),
  )
  expect(await linesOf(app, location)).toEqual(before)
})
