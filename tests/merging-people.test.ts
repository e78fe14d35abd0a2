import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { people } from '../src/people/person.ts'
import type { Member } from '../src/participants/queries.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const going = (name: string, given: Partial<Member> = {}): Member => ({
  id: null,
  name,
  role: 'head',
  post: 'Phóng viên',
  organisation: 'Báo Nhân Dân',
  hasTravelled: true,
  ...given,
})
const idOf = ({ db }: App, name: string) =>
  db.$client.prepare<[string], number>('select id from people where name = ?').pluck().get(name)!
const persons = async ({ visit }: App) =>
  (await visit('/delegations.json')).json as unknown as { counts: { persons: number; personTrips: number } }

/** One person typed in two ways, in a visit each. */
function typedTwice(names: [string, string] = ['Nguyễn Văn An', 'An Nguyen Van']) {
  const app = startApp()
  for (const [at, name] of names.entries())
    app.make.delegation({
      title: `Thăm ${at ? 'Cuba' : 'Lào'}`,
      startsOn: `202${at + 4}-05`,
      status: 'returned',
      isListComplete: true,
      participants: [going(name)],
    })
  const [kept, other] = names.map((name) => idOf(app, name)) as [number, number]
  return { ...app, app, kept, other }
}

async function merge({ visit, submit }: App, kept: number, other: number, more: Record<string, string> = {}) {
  const page = await visit(`/people/${kept}/merge?with=${other}`)
  const names = ['submissionId', 'otherId', 'version', 'otherVersion']
  const form = Object.fromEntries(names.map((name) => [name, page.value(name)]))
  return submit(`/people/${kept}/merge`, { ...form, otherId: String(other), ...more })
}

test('likely twins are proposed whatever the order of the name and its tones', async () => {
  const app = startApp()
  const names = [
    'Nguyễn Văn An',
    'Nguyen Van An',
    'An Nguyễn Văn',
    'Nguyễn An',
    'Nguyễn Văn Anh',
    'Trần Văn An',
  ]
  app.make.delegation({ participants: names.map((name, at) => going(name, at ? { role: 'member' } : {})) })
  const page = await app.visit(`/people/${idOf(app, 'Nguyễn Văn An')}/merge`)
  expect(page.texts('#candidates a')).toEqual(['Nguyen Van An', 'An Nguyễn Văn', 'Nguyễn An'])
  const found = await app.visit(`/people/${idOf(app, 'Nguyễn Văn An')}/merge?q=tran van`)
  expect(found.texts('#candidates a')).toEqual(['Trần Văn An'])
})

test('both are seen side by side before anything is merged', async () => {
  const { app, kept, other, visit } = typedTwice()
  const page = await visit(`/people/${kept}/merge?with=${other}`)
  expect(page.texts('thead a')).toEqual(['Nguyễn Văn An', 'An Nguyen Van'])
  expect(page.texts('tbody tr:last-child td')[1]).toContain('Thăm Cuba')
  expect((await persons(app)).counts.persons).toBe(2)
  expect((await visit(`/people/${other}/merge?with=${kept}`)).texts('thead a')).toEqual([
    'An Nguyen Van',
    'Nguyễn Văn An',
  ])
})

test('C3: merged, two records are one person of two trips, found by either name', async () => {
  const { app, kept, other, visit, submit } = typedTwice()
  await submit(`/people/${other}`, {
    version: 1,
    name: 'An Nguyen Van',
    spellings: ['Nguyen An'],
    note: 'Biết Anh ngữ',
  })
  const done = await merge(app, kept, other)
  expect(done.status).toBe(303)
  const page = await visit(done.location!)
  expect(page.text('[role=status]')).toContain('Đã gộp')
  expect(page.texts('tbody .main a')).toEqual(['Thăm Cuba', 'Thăm Lào'])
  expect(page.text('.lede')).toContain('2 chuyến đã đi')
  expect(page.text('.head .note')).toBe('Cũng viết là: An Nguyen Van; Nguyen An')
  expect(page.text('main')).toContain('Biết Anh ngữ')
  expect((await persons(app)).counts).toMatchObject({ persons: 1, personTrips: 2 })
  expect((await visit('/people/options?q=an nguyen van')).texts('li')).toHaveLength(1)
  expect((await visit('/delegations?q=nguyễn văn an&scope=all')).texts('#delegations .main a')).toEqual([
    'Thăm Cuba',
    'Thăm Lào',
  ])
  // The old address leads to the one that was kept; a later list that says the old name means them.
  expect((await visit(`/people/${other}`)).location).toBe(`/people/${kept}`)
  app.make.delegation({ participants: [going('Nguyen An')] })
  expect((await visit(`/people/${kept}`)).all('tbody .main')).toHaveLength(3)
})

test('merging is one act, and its undo gives back both with what each had', async () => {
  const { app, kept, other, visit, submit, db } = typedTwice()
  const before = db.$client.prepare('select person_id, delegation_id from participants order by id').all()
  const done = await merge(app, kept, other)
  const actId = /act=(\d+)/.exec(done.location!)![1]!
  const act = await visit(`/history/${actId}`)
  expect(act.text('main')).toContain('Họ tên: từ “An Nguyen Van” thành “Nguyễn Văn An”')
  const undone = await submit(`/history/${actId}/undo`, {})
  expect(undone.status).toBe(303)
  expect(db.$client.prepare('select person_id, delegation_id from participants order by id').all()).toEqual(
    before,
  )
  expect((await visit(`/people/${other}`)).text('h1')).toBe('An Nguyen Van')
  expect((await visit(`/people/${kept}`)).all('.head .note')).toHaveLength(0)
  expect((await persons(app)).counts.persons).toBe(2)
  expect((await visit('/people/options?q=an nguyen van')).texts('li')).toHaveLength(2)
})

test('who was merged comes back from the list of what was deleted, with their visits', async () => {
  const { app, kept, other, visit, submit } = typedTwice()
  await merge(app, kept, other)
  const list = await visit('/deletions')
  expect(list.text('main')).toContain('Gộp hai bản ghi của một người')
  const address = '/deletions/1'
  expect((await visit(address)).href(`main a[href="/people/${kept}"]`)).toBe(`/people/${kept}`)
  expect((await submit(`${address}/restoration`, {})).status).toBe(303)
  expect((await visit(`/people/${other}`)).texts('tbody .main a')).toEqual(['Thăm Cuba'])
})

test('two in one visit are not merged; the visit is named', async () => {
  const { app, kept, other, make, visit, db } = typedTwice()
  const both = make.delegation({
    title: 'Cả hai',
    participants: [going('Nguyễn Văn An'), going('An Nguyen Van', { role: 'member' })],
  })
  const page = await visit(`/people/${kept}/merge?with=${other}`)
  expect(page.href('.notice--error a')).toBe(`/delegations/${both}`)
  expect(page.all('form[method=post][action$="/merge"]')).toHaveLength(0)
  const refused = await merge(app, kept, other, { version: '1', otherVersion: '1' })
  expect([refused.status, refused.text('.notice--error')]).toEqual([409, expect.stringContaining('Cả hai')])
  expect(db.$client.prepare('select count(*) n from people').get()).toEqual({ n: 2 })
})

test('two notes that are too long for one are both kept: one is shortened before merging', async () => {
  const { app, kept, other, visit, submit, db } = typedTwice()
  const note = (id: number, text: string) =>
    write(app.db, { name: 'B' }, (write) => write.update(people, id, { note: text }))
  note(kept, 'a'.repeat(3000))
  note(other, 'b'.repeat(1000))
  const page = await visit(`/people/${kept}/merge?with=${other}`)
  expect(page.text('.notice--error')).toContain('hai ghi chú cộng lại dài quá')
  expect(page.all('form[method=post][action$="/merge"]')).toHaveLength(0)
  expect(page.href('.notice--error a')).toBe(`/people/${kept}/edit`)
  const form = { otherId: String(other), version: '2', otherVersion: '2' }
  const refused = await submit(`/people/${kept}/merge`, form)
  expect([refused.status, refused.text('[role=alert]')]).toEqual([409, page.text('.notice--error')])
  expect(db.$client.prepare('select count(*) n from people').get()).toEqual({ n: 2 })
  note(other, 'b'.repeat(999))
  expect((await merge(app, kept, other)).status).toBe(303)
  expect(app.db.select().from(people).get()!.note).toBe(`${'a'.repeat(3000)}\n${'b'.repeat(999)}`)
})

test('changed meanwhile, they are shown once more; sent twice, they are merged once', async () => {
  const { app, kept, other, visit, submit } = typedTwice()
  const stale = await merge(app, kept, other, { otherVersion: '7' })
  expect([stale.status, stale.text('[role=alert]')]).toEqual([409, expect.stringContaining('Chưa gộp gì')])
  const page = await visit(`/people/${kept}/merge?with=${other}`)
  const names = ['submissionId', 'otherId', 'version', 'otherVersion']
  const form = Object.fromEntries(names.map((name) => [name, page.value(name)]))
  const [first, second] = [
    await submit(`/people/${kept}/merge`, form),
    await submit(`/people/${kept}/merge`, form),
  ]
  expect(second.location).toBe(first.location)
})

test('nobody is merged with themselves, with nobody, or with somebody whose data was erased', async () => {
  const { app, kept, other, visit, submit } = typedTwice()
  for (const wrong of [kept, 99])
    expect((await merge(app, kept, wrong)).location).toBe(`/people/${kept}/merge`)
  await submit(`/people/${other}/erasure`, { request: 'Đơn ngày 12/3/2026' })
  expect((await merge(app, kept, other)).location).toBe(`/people/${kept}/merge`)
  expect((await visit(`/people/${other}/merge`)).status).toBe(404)
})

test('whose data was erased is told of no more, under no record that was merged into theirs', async () => {
  const { app, kept, other, visit, submit, db } = typedTwice()
  const done = await merge(app, kept, other)
  await submit(`/people/${kept}/erasure`, { request: 'Đơn ngày 12/3/2026' })
  expect(db.$client.prepare('select erased_on is not null erased from people').get()).toEqual({ erased: 1 })
  const actId = /act=(\d+)/.exec(done.location!)![1]!
  for (const address of [
    '/deletions',
    '/deletions/1',
    '/deletions.json',
    '/history',
    `/history/${actId}`,
    '/deletions?q=nguyen',
  ])
    expect((await visit(address)).html).not.toContain('An Nguyen Van')
  await submit(`/history/${actId}/undo`, {})
  expect((await submit('/deletions/1/restoration', {})).status).toBe(409)
  expect(db.$client.prepare('select count(*) n from people').get()).toEqual({ n: 1 })
})

test('only the centre merges people', async () => {
  const { kept, submit, visit, signIn, make } = typedTwice()
  const unit = signIn('clerk', { unitId: make.unit({ name: 'Hội địa phương', kind: 'local_association' }) })
  expect((await visit(`/people/${kept}/merge`, unit.headers)).status).toBe(403)
  expect((await submit(`/people/${kept}/merge`, {}, signIn('viewer').headers)).status).toBe(403)
})
