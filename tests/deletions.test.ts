import { expect, test } from 'vitest'
import { recountedCells, type Scope, totalsBy } from '../src/counting.ts'
import { foreignKeys } from '../src/db/belongings.ts'
import { owners, write } from '../src/db/write.ts'
import { deletable } from '../src/deletions/deletion.ts'
import { visitOf } from '../src/deletions/queries.ts'
import { checkChain } from '../src/history/chain.ts'
import { peopleNamed } from '../src/people/queries.ts'
import { startApp } from './support/app.ts'
import { everyRow } from './support/register.ts'

type App = ReturnType<typeof startApp>

const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }
const person = (name: string) => ({
  id: null,
  name,
  role: 'member' as const,
  post: 'Biên tập viên',
  organisation: null,
  hasTravelled: true,
})

/** Sends the deletion form as its page gives it. */
async function remove(app: App, record: string, reason = 'Ghi trùng') {
  const page = await app.visit(`${record}/deletion`)
  return app.submit(`${record}/deletion`, {
    submissionId: page.value('submissionId'),
    lastActId: page.value('lastActId'),
    reason,
  })
}

/** A visit with people, partner, countries, a step and a begun report. */
async function aWholeVisit(app: App) {
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const id = app.make.delegation({
    title: 'Thăm Viêng Chăn',
    status: 'returned',
    partnerIds: [partner],
    countries: ['LA', 'TH'],
    participants: [person('Lê An'), person('Trần Bình')],
    isListComplete: true,
  })
  await app.submit(`/delegations/${id}/report`, { general: 'Đã viết', version: '1' })
  return { id, partner, record: `/delegations/${id}` }
}

const restoring = (location: string | undefined) => `${location!.replace(/\?.*/, '')}/restoration`
const lastAct = ({ db }: App) =>
  (db.$client.prepare('select max(id) id from history_acts').get() as { id: number }).id

test('a deleted visit is in no list, total, search or page any more, and its counts equal a recount', async () => {
  const app = startApp()
  const { record, partner } = await aWholeVisit(app)
  app.make.delegation({ title: 'Đoàn còn lại', status: 'returned', participants: [person('Lê An')] })
  const [an] = peopleNamed(app.db, 'Lê An')
  expect((await app.visit(`/people/${an!.id}`)).texts('.ledger .main')).toHaveLength(2)
  const done = await remove(app, record)
  expect(done.status).toBe(303)
  expect((await app.visit('/delegations')).texts('.ledger .main a')).toEqual(['Đoàn còn lại'])
  expect((await app.visit('/search?q=vieng+chan')).html).not.toContain('Thăm Viêng Chăn')
  expect((await app.visit(`/partners/${partner}`)).html).not.toContain('Thăm Viêng Chăn')
  expect((await app.visit(`/people/${an!.id}`)).texts('.ledger .main')).toHaveLength(1)
  expect((await app.visit('/')).html).not.toContain('Thăm Viêng Chăn')
  expect(totalsBy(app.db, 'year', everything).total.outbound.delegations).toBe(1)
  for (const dimension of ['all', 'country', 'partner', 'purpose'] as const) {
    const recounted = recountedCells(app.db, dimension, everything)
    const kept = app.db.$client
      .prepare('select sum(delegation_count) from count_cells where dimension = ?')
      .pluck()
      .get(dimension)
    expect(recounted.reduce((sum, { delegations }) => sum + delegations, 0)).toBe(kept)
  }
  expect(checkChain(app.db).brokenAt).toBeNull()
})

test('restoring brings every row back as it was, links, report and counts, after other work too', async () => {
  const app = startApp()
  const { record, partner } = await aWholeVisit(app)
  const before = everyRow(app.db)
  const done = await remove(app, record)
  const restored = await app.submit(restoring(done.location), {})
  expect(restored.location).toMatch(new RegExp(`^${record}\\?saved=restored&act=\\d+$`))
  expect(everyRow(app.db)).toEqual(before)
  expect((await app.visit('/search?q=vieng+chan')).html).toContain('Thăm Viêng Chăn')

  const again = await remove(app, record, 'Xóa lần nữa')
  const other = app.make.delegation({
    title: 'Ghi sau',
    status: 'returned',
    participants: [person('Đỗ Cúc')],
  })
  await app.submit(`/partners/${partner}`, {
    version: '1',
    name: 'Hội Nhà báo Lào mới',
    kind: 'journalist_association',
    country: 'Lào',
  })
  await app.submit(restoring(again.location), {})
  expect((await app.visit(record)).text('.facts--row')).toContain('Hội Nhà báo Lào mới')
  expect((await app.visit('/search?q=lao+moi')).html).toContain('Thăm Viêng Chăn')
  await remove(app, `/delegations/${other}`)
  expect(everyRow(app.db).participants).toEqual(before.participants)
  expect(everyRow(app.db).count_cells).toEqual(before.count_cells)
  expect(checkChain(app.db).brokenAt).toBeNull()
})

test('the page of a deletion tells what, why and by whom, and stays when the record is back', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const done = await remove(app, record, 'Ghi trùng với ĐR-2024-009')
  const page = await app.visit(done.location!)
  expect(page.text('h1')).toBe('ĐR-2024-001 Thăm Viêng Chăn')
  expect(page.text('.facts')).toContain('Ghi trùng với ĐR-2024-009')
  expect(page.text('.facts')).toContain('Test')
  expect(page.text('[aria-labelledby=along]')).toContain('Bỏ người: Lê An')
  expect(page.href('.notice--done a')).toBe(`/history/${lastAct(app)}`)
  await app.submit(restoring(done.location), {})
  const after = await app.visit(done.location!)
  expect(after.text('.facts')).toContain('Khôi phục lúc')
  expect(after.href('.head .actions a')).toBe(record)
  expect((await app.submit(restoring(done.location), {})).location).toBe(record)
})

test('the address a deleted record had says that it was deleted, and leads to its deletion', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const done = await remove(app, record, 'Ghi nhầm')
  for (const address of [record, `${record}/edit`, `${record}/report`, `${record}/deletion`]) {
    const gone = await app.visit(address)
    expect([address, gone.status]).toEqual([address, 410])
    expect(gone.text('main')).toContain('Lý do: Ghi nhầm')
    expect(done.location).toContain(gone.href('.actions a'))
  }
  expect((await app.submit(record, app.typed({ version: '1' }))).status).toBe(410)
  expect((await app.visit('/delegations/999')).status).toBe(404)
})

test('a deletion wants a reason, says what goes with it, and offers cancelling first', async () => {
  const app = startApp()
  const id = app.make.delegation({ participants: [person('Lê An')], countries: ['LA', 'TH'] })
  const page = await app.visit(`/delegations/${id}/deletion`)
  expect(page.text('[aria-labelledby=goes]')).toContain('2 nước')
  expect(page.text('[aria-labelledby=goes]')).toContain('1 người trong danh sách')
  expect(page.texts('.notice .btn')).toEqual(['Hoãn đoàn', 'Hủy đoàn'])
  const refused = await remove(app, `/delegations/${id}`, '  ')
  expect(refused.status).toBe(422)
  expect(refused.error('reason')).toContain('Chưa ghi')
  expect((await app.visit(`/delegations/${id}`)).status).toBe(200)
})

test('a visit that is counted says what the totals will lose', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const told = (await app.visit(`${record}/deletion`)).text('[aria-labelledby=goes]')
  expect(told).toContain('số liệu năm 2024 sẽ bớt 1 đoàn và 2 lượt người')
})

test('what somebody changed since the page was opened, even of its report, stops the deletion and is shown', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const opened = await app.visit(`${record}/deletion`)
  await app.submit(`${record}/report`, { general: 'Viết thêm', version: '2' })
  const sent = {
    submissionId: opened.value('submissionId'),
    lastActId: opened.value('lastActId'),
    reason: 'Ghi trùng',
  }
  const refused = await app.submit(`${record}/deletion`, sent)
  expect(refused.status).toBe(409)
  expect(refused.text('[aria-labelledby=stale]')).toContain('Viết thêm')
  const seen = { ...sent, lastActId: refused.value('lastActId') }
  const kept = await app.submit(`${record}/deletion`, seen)
  expect(kept.status).toBe(303)
  expect((await app.submit(`${record}/deletion`, seen)).location).toBe(kept.location)
})

test('a partner or person that visits name stays, and the page leads to exactly these visits', async () => {
  const app = startApp()
  const { record, partner } = await aWholeVisit(app)
  app.make.delegation({ title: 'Đã hủy', partnerIds: [partner], participants: [person('Lê An')] })
  const [an] = peopleNamed(app.db, 'Lê An')
  for (const held of [`/partners/${partner}`, `/people/${an!.id}`]) {
    const page = await app.visit(`${held}/deletion`)
    expect(page.text('.notice--error')).toContain('2 đoàn còn ghi')
    expect(page.texts('main .log a')).toHaveLength(2)
    const all = await app.visit(page.href('.notice--error a'))
    expect(all.texts('.ledger .main a').toSorted()).toEqual(['Thăm Viêng Chăn', 'Đã hủy'])
    const lastActId = String(lastAct(app))
    expect((await app.submit(`${held}/deletion`, { reason: 'Ghi trùng', lastActId })).status).toBe(409)
    expect((await app.visit(held)).status).toBe(200)
  }
  expect((await app.visit(record)).status).toBe(200)
})

test('a partner and a person of no visit are deleted and restored with their names', async () => {
  const app = startApp()
  const partner = app.make.partner({ name: 'Báo Granma', country: 'CU' })
  await app.submit(`/partners/${partner}`, {
    version: '1',
    name: 'Báo Granma',
    kind: 'media_organisation',
    country: 'Cuba',
    'names[0][name]': 'Granma',
    'names[0][kind]': 'alias',
  })
  const visit = app.make.delegation({ participants: [person('Lê An')] })
  const [an] = peopleNamed(app.db, 'Lê An')
  await app.submit(`/people/${an!.id}`, { version: '1', name: 'Lê An', spellings: ['Le An'] })
  await remove(app, `/delegations/${visit}`)
  const before = everyRow(app.db)
  expect([before.partner_names, before.person_names].map((rows) => rows!.length)).toEqual([1, 1])
  for (const record of [`/partners/${partner}`, `/people/${an!.id}`]) {
    const done = await remove(app, record)
    expect(done.status).toBe(303)
    expect((await app.visit(record)).status).toBe(410)
    await app.submit(restoring(done.location), {})
    expect(everyRow(app.db)).toEqual(before)
  }
})

test('a visit whose person is deleted too waits for that person, and says so with the way there', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const before = everyRow(app.db)
  const visit = await remove(app, record)
  const [an] = peopleNamed(app.db, 'Lê An')
  const goneToo = await remove(app, `/people/${an!.id}`)
  const refused = await app.submit(restoring(visit.location), {})
  expect(refused.status).toBe(409)
  expect(refused.text('.notice--error')).toContain('Mục này cần Lê An, nay cũng đã xóa')
  expect(goneToo.location).toContain(refused.href('.notice--error a'))
  expect(everyRow(app.db).delegations).toEqual([])
  await app.submit(restoring(goneToo.location), {})
  expect((await app.submit(restoring(visit.location), {})).status).toBe(303)
  expect(everyRow(app.db)).toEqual(before)
})

test('the number and the ids of what was deleted are given to nothing else', async () => {
  const app = startApp()
  const { id, record } = await aWholeVisit(app)
  const done = await remove(app, record)
  const later = app.make.delegation({ title: 'Ghi sau', participants: [person('Phạm Hà')] })
  expect(later).toBeGreaterThan(id)
  expect((await app.visit(`/delegations/${later}`)).text('.dir')).toContain('ĐR-2024-002')
  await app.submit(restoring(done.location), {})
  expect(everyRow(app.db).delegations!.map(({ code }) => code)).toEqual(['ĐR-2024-001', 'ĐR-2024-002'])
})

test('a visit whose number was given away by hand does not come back, whole or in part', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const done = await remove(app, record)
  const other = app.make.delegation({ title: 'Ghi sau' })
  write(app.db, { name: 'thử' }, (write) => write.raw.update('delegations', other, { code: 'ĐR-2024-001' }))
  const before = everyRow(app.db)
  const refused = await app.submit(restoring(done.location), {})
  expect(refused.status).toBe(409)
  expect(refused.text('.notice--error')).toContain('cùng số sổ')
  expect(everyRow(app.db)).toEqual(before)
})

test('undoing a deletion in the history restores the record and completes its mark', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const before = everyRow(app.db)
  const done = await remove(app, record)
  const undone = await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect(undone.status).toBe(303)
  expect(everyRow(app.db)).toEqual(before)
  expect((await app.visit(done.location!)).text('.facts')).toContain('Khôi phục lúc')
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect((await app.visit(record)).status).toBe(410)
})

test('undoing what made a record leaves the mark of a deletion, and restoring brings what it needs along', async () => {
  const app = startApp()
  const kept = await app.submit(
    '/delegations',
    app.typed({ 'participants[0][name]': 'Lê An', 'participants[0][role]': 'head' }),
  )
  const record = kept.location!.replace(/\?.*/, '')
  const before = everyRow(app.db)
  const making = lastAct(app)
  await app.submit(`/history/${making}/undo`, {})
  const gone = await app.visit(record)
  expect(gone.text('main')).toContain('Hoàn tác thao tác đã ghi mục này vào sổ')
  const deletion = gone.href('.actions a')
  expect((await app.visit(deletion)).href('.facts a')).toBe(`/history/${making}`)
  expect((await app.visit('/deletions')).texts('.main a')).toHaveLength(2)
  await app.submit(`${deletion}/restoration`, {})
  expect(everyRow(app.db)).toEqual(before)
})

test('restoring one record that an undo took away leaves the others of that undo away', async () => {
  const app = startApp()
  const twoPartners = () =>
    write(app.db, { name: 'thử' }, (write) => {
      for (const name of ['Báo Granma', 'Báo Pasaxon']) {
        write.raw.insert('partners', { name, kind: 'media_organisation', country: 'LA', sort_key: name })
      }
    })
  twoPartners()
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  const deletions = await app.visit('/deletions?q=granma')
  await app.submit(`${deletions.href('.main a')}/restoration`, {})
  expect(everyRow(app.db).partners!.map(({ name }) => name)).toEqual(['Báo Granma'])
})

test('undoing what made a partner that visits name by now leaves it whole', async () => {
  const app = startApp()
  await app.submit('/partners', {
    name: 'Báo Granma',
    kind: 'media_organisation',
    country: 'Cuba',
    'names[0][name]': 'Granma',
    'names[0][kind]': 'alias',
  })
  const making = lastAct(app)
  app.make.delegation({ partnerIds: [1] })
  const before = everyRow(app.db)
  const refused = await app.submit(`/history/${making}/undo`, {})
  expect(refused.status).toBe(409)
  expect(refused.text('.notice--error')).toContain('Báo Granma ở lại, vì còn chỗ khác trong sổ dựa vào')
  expect(everyRow(app.db)).toEqual(before)
})

test('what a confirmation offers to take back still says later what it would have to leave', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Một', place: 'Viêng Chăn' })
  const edit = { version: '1', title: 'Hai', place: 'Luông Phra Băng' }
  const saved = await app.submit(`/delegations/${id}`, app.typed(edit))
  const way = (await app.visit(saved.location!)).href('.notice--done a')
  expect(way).toBe(`/history/${lastAct(app)}`)
  expect((await app.visit(way)).text('main')).not.toContain('giữ nguyên')
  await app.submit(`/delegations/${id}`, app.typed({ ...edit, version: '2', title: 'Ba' }))
  const later = await app.visit(way)
  expect(later.text('.notice')).toContain('giữ nguyên')
  expect(later.text('.notice li')).toContain('Tên đoàn: từ “Một” thành “Hai”')
  await app.submit(`/delegations/${id}`, app.typed({ ...edit, version: '3', title: 'Ba', place: 'Pắc Xế' }))
  const last = await app.visit(way)
  expect(last.text('.notice')).toContain('Không còn gì để hoàn tác')
  expect(last.all('main form')).toHaveLength(0)
})

test('every confirmation leads to the act that it tells of', async () => {
  const app = startApp()
  const { record, partner } = await aWholeVisit(app)
  const planned = `/delegations/${app.make.delegation({ startsOn: '2025' })}`
  const [an] = peopleNamed(app.db, 'Lê An')
  const kept = [
    await app.submit('/delegations', app.typed({ title: 'Một đoàn khác' })),
    await app.submit('/delegations', app.typed({ title: 'Thêm đoàn nữa', another: '1', startsOn: '2023' })),
    await app.submit(`${planned}/submission`, { happenedOn: '1/2/2024' }),
    await app.submit(`${planned}/step-back`, {}),
    await app.submit(`${record}/report`, { general: 'Viết thêm', version: '2' }),
    await app.submit(`${record}/report/waiver`, { reason: 'Đoàn ngắn ngày' }),
    await app.submit(`${record}/report/withdrawal`, {}),
    await app.submit(`/people/${an!.id}`, { version: '1', name: 'Lê Văn An' }),
    await app.submit(`/partners/${partner}`, {
      version: '1',
      name: 'Hội Nhà báo Lào',
      kind: 'journalist_association',
      country: 'Lào',
      note: 'Ghi thêm',
    }),
  ]
  for (const { location } of kept) {
    const act = /act=(\d+)/.exec(location ?? '')?.[1]
    expect([location, (await app.visit(location!)).href('.notice--done .btn')]).toEqual([
      location,
      `/history/${act}`,
    ])
    expect((await app.visit(`/history/${act}`)).status).toBe(200)
  }
  const nothing = await app.submit(`/people/${an!.id}`, { version: '2', name: 'Lê Văn An' })
  expect(nothing.location).toBe(`/people/${an!.id}?saved=1`)
})

test('every key to a record that can be deleted is of what belongs to it or of what keeps it', () => {
  const { db } = startApp()
  const keys = foreignKeys(db).filter(({ target }) => Object.hasOwn(deletable, target))
  expect(keys.length).toBeGreaterThan(6)
  const unknown = keys.filter(({ table, column, target }) => {
    const [owner, by] = owners[table] ?? []
    return !(owner === target && by === column) && !Object.hasOwn(visitOf, `${table}.${column}`)
  })
  expect(unknown).toEqual([])
})

test('a table nobody told of keeps the record it points at, without an error', async () => {
  const app = startApp()
  const { id, record } = await aWholeVisit(app)
  app.db.$client
    .exec(`create table gifts (id integer primary key, report_id integer references visit_reports (id));
    insert into gifts (report_id) select id from visit_reports where delegation_id = ${id}`)
  const refused = await remove(app, record)
  expect(refused.status).toBe(409)
  expect(refused.text('.notice--error')).toContain('1 dòng ở bảng gifts')
  expect((await app.visit(record)).status).toBe(200)
})

test('the mark of a deletion stays as it was written', async () => {
  const app = startApp()
  const { record } = await aWholeVisit(app)
  const done = await remove(app, record)
  const client = app.db.$client
  for (const tampering of [
    `delete from deletions`,
    `update deletions set reason = 'khác'`,
    `update deletions set deleted_by = 'khác'`,
    `update deletions set deleted_at = '2020'`,
  ]) {
    expect(() => client.exec(tampering)).toThrow(/a deletion stays/)
  }
  await app.submit(restoring(done.location), {})
  expect(() => client.exec(`update deletions set restored_by = 'khác'`)).toThrow(/restored once/)
})

test('what was deleted is found by kind, number and name, page by page', async () => {
  const app = startApp()
  expect((await app.visit('/deletions')).text('.empty')).toContain('Chưa xóa gì')
  const { record } = await aWholeVisit(app)
  await remove(app, record)
  for (let nth = 0; nth < 55; nth++)
    await remove(app, `/partners/${app.make.partner({ name: `Báo thứ ${nth}` })}`)
  const first = await app.visit('/deletions')
  expect(first.texts('.main a')).toHaveLength(50)
  expect((await app.visit(first.href('[rel=next]'))).texts('.main a')).toHaveLength(6)
  expect((await app.visit('/deletions?q=2024-001')).texts('.main a')).toEqual(['ĐR-2024-001 Thăm Viêng Chăn'])
  expect((await app.visit('/deletions?kind=partners&q=bao+54')).texts('.main a')).toEqual(['Báo thứ 54'])
  expect((await app.visit('/deletions?kind=people')).text('.empty')).toContain('Không có gì')
  const { json } = await app.visit('/deletions.json?q=vieng')
  expect(json.items).toMatchObject([{ kind: 'delegations', code: 'ĐR-2024-001', reason: 'Ghi trùng' }])
  expect((await app.visit('/deletions.csv')).html.trim().split('\r\n')).toHaveLength(57)
})

test('40 deletions cost no more statements than 1', async () => {
  const app = startApp()
  const statements = async () => {
    let count = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      count += 1
      return prepare(text)
    }
    await app.visit('/deletions')
    app.db.$client.prepare = prepare
    return count
  }
  await remove(app, `/partners/${app.make.partner()}`)
  await statements()
  const one = await statements()
  for (let nth = 0; nth < 39; nth++) await remove(app, `/partners/${app.make.partner()}`)
  expect(await statements()).toBe(one)
})
