import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

const member = (given: Record<string, unknown> = {}) => ({
  id: null,
  name: 'Lê Quốc Minh',
  role: 'head' as const,
  post: 'Chủ tịch',
  organisation: 'Hội Nhà báo Việt Nam',
  hasTravelled: true,
  ...given,
})

const personId = (db: ReturnType<typeof startApp>['db'], name = 'Lê Quốc Minh') =>
  (db.$client.prepare('select id from people where name = ?').get(name) as { id: number }).id

test('a person’s trips say role, the post at that time, and which trip it was', async () => {
  const { db, make, visit } = startApp()
  make.delegation({
    title: 'Thăm Lào',
    startsOn: '2019',
    status: 'returned',
    participants: [member({ role: 'member', post: 'Tổng Biên tập' })],
  })
  make.delegation({
    title: 'Ở nhà',
    startsOn: '2020',
    status: 'returned',
    participants: [member({ hasTravelled: false })],
  })
  make.delegation({ title: 'Thăm Cuba', startsOn: '2024-09', status: 'reported', participants: [member()] })
  make.delegation({ title: 'Sẽ đi', startsOn: '2026-12', participants: [member()] })
  const page = await visit(`/people/${personId(db)}`)
  expect(page.texts('tbody .main a')).toEqual(['Sẽ đi', 'Thăm Cuba', 'Ở nhà', 'Thăm Lào'])
  expect(page.texts('tbody td:last-child')).toEqual(['chưa đi hoặc không tính', '2', 'không đi', '1'])
  expect(page.texts('tbody td:nth-child(4)').at(-1)).toBe('Tổng Biên tập, Hội Nhà báo Việt Nam')
  expect(page.text('.lede')).toContain('2 chuyến đã đi')
})

test('C4: who received guests is no traveller', async () => {
  const { db, make, visit } = startApp()
  make.delegation({ direction: 'inbound', status: 'returned', hosts: [member()] })
  const page = await visit(`/people/${personId(db)}`)
  expect(page.text('#received')).toBe('Ở phía đón tiếp 1 đoàn · không tính lượt người')
  expect(page.all('[aria-labelledby=received] tbody tr')).toHaveLength(1)
  expect(page.text('[aria-labelledby=trips]')).toContain('chỉ có tên ở phía đón tiếp')
  expect(page.text('.lede')).toContain('chưa có chuyến nào được tính')
})

test('a name and its spellings are mended, and visits are found by the new ones', async () => {
  const { db, make, visit, submit } = startApp()
  make.delegation({ title: 'Thăm Lào', participants: [member()] })
  const id = personId(db)
  const form = await visit(`/people/${id}/edit`)
  const kept = await submit(`/people/${id}`, {
    version: form.value('version'),
    name: 'Lê Quốc Minh',
    spellings: ['Le Quoc Minh', 'Minh Le Quoc', ''],
    nationality: 'viet nam',
  })
  expect(kept.status).toBe(303)
  const page = await visit(kept.location!)
  expect(page.text('.head .note')).toBe('Cũng viết là: Le Quoc Minh; Minh Le Quoc')
  expect(page.text('.lede')).toContain('quốc tịch: Việt Nam')
})

test('who writes a stored spelling means the same person', async () => {
  const { db, make, submit, visit } = startApp()
  make.delegation({ title: 'Thăm Lào', participants: [member()] })
  const id = personId(db)
  await submit(`/people/${id}`, { version: 1, name: 'Lê Quốc Minh', spellings: ['Le Quoc Minh'] })
  make.delegation({ title: 'Thăm Cuba', participants: [member({ name: 'Le Quoc Minh' })] })
  expect((await visit(`/people/${id}`)).all('tbody .main')).toHaveLength(2)
  make.delegation({ title: 'Thăm Đức', participants: [member({ name: 'Lê Quốc Mình' })] })
  expect((await visit(`/people/${id}`)).all('tbody .main')).toHaveLength(2)
})

test('a form of a person is handed back with its reasons', async () => {
  const { db, make, submit } = startApp()
  make.delegation({ participants: [member()] })
  const address = `/people/${personId(db)}`
  const wrong = await submit(address, { version: 1, name: '', nationality: 'Xứ Mơ' })
  expect(wrong.status).toBe(422)
  expect(wrong.error('name')).toBe('Chưa ghi họ tên')
  expect(wrong.error('nationality')).toBe('Không có nước “Xứ Mơ”')
})

test('a box for another spelling is added without script, and nothing is kept', async () => {
  const { db, make, submit } = startApp()
  make.delegation({ participants: [member()] })
  const page = await submit(`/people/${personId(db)}`, {
    version: 1,
    name: 'Lê',
    spellings: ['Le'],
    add: 'spellings',
  })
  expect(page.status).toBe(200)
  expect(page.all('[name="spellings"]').map((input) => input.getAttribute('value'))).toEqual(['Le', '', ''])
})

test('typed words suggest people with their latest post', async () => {
  const { make, visit } = startApp()
  make.delegation({ startsOn: '2019', participants: [member({ post: 'Tổng Biên tập' })] })
  make.delegation({
    startsOn: '2024',
    participants: [member(), member({ name: 'Hà Minh Huệ', role: 'member' })],
  })
  const options = await visit('/people/options?q=minh')
  expect(options.texts('li')).toEqual([
    'Lê Quốc Minh Chủ tịch, Hội Nhà báo Việt Nam',
    'Hà Minh Huệ Chủ tịch, Hội Nhà báo Việt Nam',
  ])
  expect((await visit('/people/options?q=')).texts('li')).toEqual([])
})

test('nobody is there by an unknown number', async () => {
  const { visit } = startApp()
  expect((await visit('/people/7')).status).toBe(404)
  expect((await visit('/people/seven')).status).toBe(404)
})

test('a person’s trips are counted by the year they begin in, each way, and as head', async () => {
  const { db, make, visit } = startApp()
  const made = { status: 'returned' as const, participants: [member()] }
  make.delegation({ ...made, startsOn: '2025-12-28', endsOn: '2026-01-03' })
  make.delegation({ ...made, startsOn: '2025-02', participants: [member({ role: 'member' })] })
  make.delegation({ ...made, startsOn: '2024', countsAs: 'nothing', countsAsReason: 'Việc riêng' })
  make.delegation({ ...made, startsOn: '2024', direction: 'inbound' })
  make.delegation({ ...made, startsOn: '2026-12', status: 'approved' })
  const page = await visit(`/people/${personId(db)}`)
  expect(page.texts('[aria-labelledby=years] dl > div')).toEqual([
    '20252 chuyến ra 2 · trưởng đoàn 1',
    '20241 chuyến vào 1 · trưởng đoàn 1',
  ])
})

test('both orders of a name and every stored spelling find the person', async () => {
  const { db, make, submit, visit } = startApp()
  make.delegation({ participants: [member({ name: 'Nguyễn Thị Minh' })] })
  const id = personId(db, 'Nguyễn Thị Minh')
  await submit(`/people/${id}`, { version: 1, name: 'Nguyễn Thị Minh', spellings: ['Minh Nguyen Ti'] })
  for (const typed of ['nguyen thi minh', 'minh nguyễn thị', 'Minh Nguyen Ti', 'nguyen ti']) {
    expect((await visit(`/people/options?q=${encodeURIComponent(typed)}`)).texts('li')[0]).toContain(
      'Nguyễn Thị Minh',
    )
    expect((await visit(`/search?q=${encodeURIComponent(typed)}`)).html).toContain(`/people/${id}`)
  }
})
