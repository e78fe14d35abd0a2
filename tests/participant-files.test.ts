import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'

test('the list of a visit is taken along as its page shows it, who receives apart from who goes', async () => {
  const app = startApp()
  const person = { id: null, post: null, organisation: null, hasTravelled: true }
  const visit = app.make.delegation({
    title: 'Thăm Lào',
    status: 'returned',
    startsOn: '2024-03-05',
    participants: [
      { ...person, name: 'Lê Minh', role: 'head', post: '=Chủ tịch', organisation: 'Hội' },
      { ...person, name: 'Trần Hoa', role: 'member', hasTravelled: false },
    ],
    hosts: [{ ...person, name: 'Somchai', role: 'interpreter' }],
  })
  const page = await app.visit(`/delegations/${visit}`)
  expect(page.all('section[aria-labelledby="participants"] tbody tr')).toHaveLength(2)
  const links = page.all('a[href*="/participants."]').map((link) => link.getAttribute('href')!)
  expect(links).toEqual(['xlsx', 'csv'].map((ending) => `/delegations/${visit}/participants.${ending}`))
  const { about, headings, rows } = await readWorkbook((await download(app, links[0])).body, 'STT')
  expect(about[0]).toMatch(/^Người trong đoàn: ĐR-2024-001 Thăm Lào$/)
  expect(headings).toEqual(page.texts('section[aria-labelledby="participants"] thead th'))
  expect(rows.slice(0, 2)).toEqual([
    [1, 'Lê Minh', 'Trưởng đoàn', '=Chủ tịch', 'Hội', 'có', 1],
    [2, 'Trần Hoa', 'Thành viên', null, null, 'không đi', null],
  ])
  expect(rows[2]!.slice(0, 2)).toEqual(['TỔNG CỘNG', '2 người trong danh sách'])
  const table = readCsv((await download(app, links[1])).body)
  expect(table.slice(1).map((row) => row.slice(0, 5))).toEqual([
    ['Trong đoàn', '1', 'Lê Minh', 'Trưởng đoàn', "'=Chủ tịch"],
    ['Trong đoàn', '2', 'Trần Hoa', 'Thành viên', ''],
    ['Phía đón tiếp', '1', 'Somchai', 'Phiên dịch', ''],
  ])
  expect((await download(app, '/delegations/99/participants.csv')).status).toBe(404)
})

test('whoever does not see a visit does not get its list', async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo Lào Cai', kind: 'local_association' })
  const visit = app.make.delegation({ title: 'Của Trung ương' })
  const { headers } = app.signIn('viewer', { unitId })
  expect((await download(app, `/delegations/${visit}/participants.xlsx`, headers)).status).toBe(404)
})
