import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { checkChain } from '../src/history/chain.ts'
import { startApp } from './support/app.ts'

const lastAct = ({ db }: ReturnType<typeof startApp>) =>
  (db.$client.prepare('select max(id) id from history_acts').get() as { id: number }).id
const tables = [
  'delegations',
  'delegation_countries',
  'delegation_partners',
  'participants',
  'people',
  'visit_reports',
  'search_entries',
  'status_changes',
]
const register = ({ db }: ReturnType<typeof startApp>) =>
  Object.fromEntries(
    tables.map((table) => [
      table,
      db.$client
        .prepare(`select * from ${table} order by id`)
        .all()
        .map((row) => ({ ...(row as object), version: 0 })),
    ]),
  )

test('what a clerk changed is told as sentences, on the record and in the history of the whole', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Thăm Lào', endsOn: '2024-09-18' })
  await app.submit(
    `/delegations/${id}`,
    app.typed({
      version: '1',
      title: 'Thăm Lào',
      endsOn: '19/9/2024',
      'participants[0][name]': 'Lê An',
      'participants[0][role]': 'head',
    }),
  )
  const page = await app.visit(`/history?record=delegations-${id}`)
  expect(page.texts('tbody tr')).toHaveLength(2)
  expect(page.text('tbody tr')).toContain('Ngày kết thúc: từ “18/09/2024” thành “19/09/2024”')
  expect(page.text('tbody tr')).toContain('Thêm người: Lê An, trưởng đoàn')
  expect((await app.visit(`/delegations/${id}`)).text('[aria-labelledby=history]')).toContain('Ngày kết thúc')
  expect((await app.visit('/history?who=nobody')).texts('tbody tr')).toHaveLength(0)
})

test('any act can be taken back, and its undo too: the register is as it was', async () => {
  const app = startApp()
  const partner = app.make.partner()
  const id = app.make.delegation({ title: 'Trước', headCount: 4 })
  const before = register(app)
  await app.submit(
    `/delegations/${id}`,
    app.typed({
      version: '1',
      title: 'Sau',
      partners: ['Hội Nhà báo Lào'],
      headCount: '9',
      'participants[0][name]': 'Lê An',
      'participants[0][role]': 'head',
    }),
  )
  const after = register(app)
  expect(partner).toBeGreaterThan(0)
  const edit = lastAct(app)
  expect((await app.submit(`/history/${edit}/undo`, {})).status).toBe(303)
  expect(register(app)).toEqual(before)
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect(register(app)).toEqual(after)
})

test('a visit that was made can be unmade and brought back with everything that belongs to it', async () => {
  const app = startApp()
  const empty = register(app)
  const kept = await app.submit(
    '/delegations',
    app.typed({ 'participants[0][name]': 'Lê An', 'participants[0][role]': 'head' }),
  )
  const full = register(app)
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect(register(app)).toEqual(empty)
  expect((await app.visit(kept.location!)).status).toBe(410)
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect(register(app)).toEqual(full)
  expect((await app.visit('/search?q=le+an')).texts('.ledger .main a')).toHaveLength(1)
})

test('an undo leaves what somebody changed since, and says so', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Một', place: 'Viêng Chăn' })
  await app.submit(`/delegations/${id}`, app.typed({ version: '1', title: 'Hai', place: 'Luông Phra Băng' }))
  const edit = lastAct(app)
  await app.submit(`/delegations/${id}`, app.typed({ version: '2', title: 'Ba', place: 'Luông Phra Băng' }))
  const undone = await app.submit(`/history/${edit}/undo`, {})
  const told = await app.visit(undone.location!)
  expect(told.text('.notice--warn')).toContain('Tên đoàn: từ “Một” thành “Hai”')
  const page = await app.visit(`/delegations/${id}`)
  expect(page.text('h1')).toBe('Ba')
  expect(page.text('.facts--row')).toContain('Viêng Chăn')
  await app.submit(`/delegations/${id}`, app.typed({ version: '4', title: 'Bốn', place: 'Pắc Xế' }))
  expect((await app.submit(`/history/${edit}/undo`, {})).location).toBe(undone.location)
})

test('an act of which nothing can be taken back any more is refused with its reason', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Một' })
  await app.submit(`/delegations/${id}`, app.typed({ version: '1', title: 'Hai' }))
  const edit = lastAct(app)
  await app.submit(`/delegations/${id}`, app.typed({ version: '2', title: 'Ba' }))
  const refused = await app.submit(`/history/${edit}/undo`, {})
  expect(refused.status).toBe(409)
  expect(refused.text('.notice--error')).toContain('đã được sửa từ sau đó')
})

test('that something was undone is said once: whoever comes back later reads what it was', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Một' })
  await app.submit(`/delegations/${id}`, app.typed({ version: '1', title: 'Hai' }))
  const { location } = await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect((await app.visit(location!)).text('.notice--done')).toBe('Đã hoàn tác.')
  const later = await app.visit(`/history/${lastAct(app)}`)
  expect([later.all('.notice--done').length, later.text('.note')]).toEqual([0, 'Hoàn tác một thao tác trước'])
})

test('a double click takes back once', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Một' })
  await app.submit(`/delegations/${id}`, app.typed({ version: '1', title: 'Hai' }))
  const edit = lastAct(app)
  await app.submit(`/history/${edit}/undo`, {})
  await app.submit(`/history/${edit}/undo`, {})
  expect((await app.visit(`/delegations/${id}`)).text('h1')).toBe('Một')
})

test('a changed, removed or added row of history is found by the chain, and the tables refuse it anyway', () => {
  const app = startApp()
  const id = app.make.delegation()
  app.make.delegation()
  expect(checkChain(app.db).brokenAt).toBeNull()
  const client = app.db.$client
  for (const tampering of [
    'update history_acts set who = 1',
    'delete from history_acts',
    'update history_changes set after = null',
    'delete from history_changes',
  ]) {
    expect(() => client.exec(tampering)).toThrow(/history is not/)
  }
  client.exec('drop trigger history_changes_no_update; drop trigger history_changes_no_delete')
  const act = client
    .prepare('select act_id from history_changes where subject_table = ? and subject_id = ? limit 1')
    .get('delegations', id) as { act_id: number }
  client
    .prepare(
      'update history_changes set after = ? where id = (select max(id) from history_changes where act_id = ?)',
    )
    .run('{"title":"khác"}', act.act_id)
  expect(checkChain(app.db).brokenAt).toBe(act.act_id)
})

test('each change of the register leaves its row of history in the same transaction', () => {
  const app = startApp()
  const counts = () => app.db.$client.prepare('select count(*) n from history_changes').get() as { n: number }
  const before = counts().n
  app.make.delegation({ countries: ['LA', 'TH'] })
  // the visit, two countries, its report, its first step
  expect(counts().n - before).toBe(5)
  expect(() =>
    write(app.db, { name: 'thử' }, (write) => {
      write.raw.update('delegations', 1, { title: 'Nửa chừng' })
      throw new Error('mất điện')
    }),
  ).toThrow('mất điện')
  expect(counts().n - before).toBe(5)
})

test('nobody is offered to take back the own body, and what loaded it is named in the reader’s language', async () => {
  const app = startApp()
  const bare = await app.visit('/history')
  expect(bare.texts('tbody tr')).toHaveLength(1)
  expect(bare.all('tbody form')).toHaveLength(0)
  const act = await app.visit('/history/1')
  expect(act.all('main form')).toHaveLength(0)
  expect(act.text('.note')).toContain('cơ quan chủ sổ')
  expect((await app.submit('/history/1/undo', {})).status).toBe(409)
  const published = startApp({ published: true })
  const inEnglish = await published.visit('/history', { Cookie: 'language=en' })
  expect(inEnglish.text('tbody')).toContain('Published sources')
  expect(inEnglish.texts('select option')).toContain('Published sources')
})

test('the check of history refuses a folder that holds no register, and makes none', () => {
  const dataDir = join(startApp().dataDir, 'elsewhere')
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../src/history/check.ts')],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    },
  )
  expect([status, stderr]).toEqual([1, `DATA_DIR=${dataDir} holds no register\n`])
  expect(existsSync(dataDir)).toBe(false)
})

test('an undone name is what visits are found by again', async () => {
  const app = startApp()
  const partner = app.make.partner({ name: 'Báo Granma', country: 'CU' })
  app.make.delegation({ title: 'Thăm La Habana', partnerIds: [partner], countries: ['CU'] })
  await app.submit(`/partners/${partner}`, {
    version: '1',
    name: 'Nhật báo Cách mạng',
    kind: 'journalist_association',
    country: 'Cuba',
  })
  await app.submit(`/history/${lastAct(app)}/undo`, {})
  expect((await app.visit('/search?q=granma')).html).toContain('Thăm La Habana')
  expect((await app.visit('/search?q=nhat+bao+cach+mang')).html).not.toContain('Thăm La Habana')
})

test('a row added after another was removed does not take its id, so both can be taken back', async () => {
  const app = startApp()
  const id = app.make.delegation({ countries: ['LA', 'TH'] })
  await app.submit(`/delegations/${id}`, app.typed({ version: '1', countries: ['Lào'] }))
  const removing = lastAct(app)
  await app.submit(`/delegations/${id}`, app.typed({ version: '2', countries: ['Lào', 'Cuba'] }))
  const undone = await app.submit(`/history/${removing}/undo`, {})
  expect((await app.visit(undone.location!)).all('.notice--warn')).toHaveLength(0)
  expect((await app.visit(`/delegations/${id}`)).text('.facts--row')).toContain('Thái Lan')
})

test('what one record tells of a large act is what happened to it', async () => {
  const app = startApp({ published: true })
  const told = (await app.visit('/delegations/1')).text('[aria-labelledby=history]')
  expect(told).toContain('Ghi đoàn vào sổ')
  expect(told).not.toContain('Thêm đơn vị')
  const acts = await app.visit('/history?record=delegations-1')
  expect(acts.text('tbody tr')).not.toContain('Thêm đơn vị')
  // The way back is of the whole act, and asks first.
  expect(acts.all('tbody form')).toHaveLength(0)
})

test('what was written into an empty field of a new record is found by the undo of that record', async () => {
  const app = startApp()
  const made = await app.submit('/partners', {
    name: 'Hội Nhà báo Lào',
    kind: 'journalist_association',
    country: 'Lào',
    submissionId: crypto.randomUUID(),
  })
  const act = lastAct(app)
  const id = Number(/\d+/.exec(made.location!)![0])
  const stored = app.db.$client
    .prepare(`select after from history_changes where act_id = ? and table_name = 'partners'`)
    .pluck()
    .get(act) as string
  expect(Object.values(JSON.parse(stored) as object)).not.toContain(null)
  // Outside history, as a hand at the file would: only the row itself tells.
  app.db.$client.prepare(`update partners set note = 'ghi thêm' where id = ?`).run(id)
  await app.submit(`/history/${act}/undo`, {})
  expect((await app.visit(`/partners/${id}`)).status).toBe(200)
})
