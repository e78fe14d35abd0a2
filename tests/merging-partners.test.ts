import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { foreignKeys } from '../src/db/belongings.ts'
import { owners, write } from '../src/db/write.ts'
import { delegationPartners } from '../src/delegations/delegation.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { partnerNames, partners } from '../src/partners/partner.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { startApp } from './support/app.ts'
import { everyRow } from './support/register.ts'

type App = ReturnType<typeof startApp>
const who = { name: 'Test' }

/** One association typed in two ways, each with a visit of its own; both stand in a third. */
function typedTwice(given: Partial<typeof partners.$inferInsert> = {}) {
  const app = startApp()
  const { make } = app
  const kept = make.partner({ name: 'Hội Nhà báo Lào', abbreviation: 'LJA', relationSince: '2010' })
  const other = make.partner({
    name: 'Hiệp hội Nhà báo Lào',
    nameEn: 'Lao Journalists Association',
    ...given,
  })
  const visit = (title: string, partnerIds: number[]) =>
    make.delegation({ title, partnerIds, status: 'returned', startsOn: '2024-05', headCount: 3 })
  const visits = {
    first: visit('Thăm Viêng Chăn', [kept]),
    second: visit('Thăm Luông Pha Băng', [other]),
    both: visit('Ký thỏa thuận', [other, kept]),
  }
  return { ...app, kept, other, visits }
}

async function merge(
  { visit, submit }: Pick<App, 'visit' | 'submit'>,
  kept: number,
  other: number,
  more = {},
) {
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  const names = ['submissionId', 'version', 'otherVersion']
  const form = Object.fromEntries(names.map((name) => [name, page.value(name)]))
  return submit(`/partners/${kept}/merge`, { ...form, otherId: String(other), ...more })
}

const partnersOf = ({ db }: Pick<App, 'db'>, delegationId: number) =>
  db
    .select({ id: delegationPartners.partnerId })
    .from(delegationPartners)
    .where(eq(delegationPartners.delegationId, delegationId))
    .orderBy(delegationPartners.position)
    .all()
    .map(({ id }) => id)

const actOf = (location = '') => /act=(\d+)/.exec(location)![1]!

test('both are seen side by side, each with what it has, before anything is merged', async () => {
  const { visit, kept, other, db } = typedTwice()
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  expect(page.texts('thead a')).toEqual(['Hội Nhà báo Lào', 'Hiệp hội Nhà báo Lào'])
  const row = (label: string) =>
    page.all('tbody tr').find((row) => row.querySelector('th')!.textContent.startsWith(label))!
  const cells = (label: string) =>
    [...row(label).querySelectorAll('td')].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim())
  expect(cells('Tên viết tắt')).toEqual(['LJA', '–'])
  expect(cells('Đoàn ra được tính')).toEqual(['2 đoàn · 6 lượt người', '2 đoàn · 6 lượt người'])
  expect(cells('Mọi đoàn')[1]).toContain('Thăm Luông Pha Băng')
  const [link] = [...row('Đoàn ra được tính').querySelectorAll('a')]
  expect((await visit(link!.getAttribute('href'))).texts('#delegations .main a')).toHaveLength(2)
  expect(page.text('#both')).toContain('1 đoàn ghi cả hai')
  expect(db.select().from(partners).all()).toHaveLength(2)
})

test('C8: merged, all visits are with one partner, and a visit that listed both lists one in the first place', async () => {
  const app = typedTwice()
  const { visit, kept, other, visits } = app
  const totals = async () => (await visit('/totals.json?by=partner')).json as unknown as { total: unknown }
  const before = await totals()
  const done = await merge(app, kept, other)
  expect(done.status).toBe(303)
  const page = await visit(done.location!)
  expect(page.text('[role=status]')).toContain('Đã gộp hai đối tác thành một')
  expect(page.texts('.figures .figure__n')[0]).toBe('0')
  expect(Object.values(visits).map((id) => partnersOf(app, id))).toEqual([[kept], [kept], [kept]])
  expect((await totals()).total).toEqual(before.total)
  const list = await visit(`/delegations?partner=${kept}&scope=all`)
  expect(list.all('#delegations .main a')).toHaveLength(3)
})

test('no name is lost: search, forms and imports go on finding the partner by each', async () => {
  const app = typedTwice({ nameLocal: 'ສະມາຄົມນັກຂ່າວລາວ', abbreviation: 'HNB Lào' })
  const { visit, kept, other, db } = app
  write(db, who, (write) =>
    write.insert(partnerNames, {
      partnerId: other,
      name: 'Hội báo chí Lào',
      kind: 'former',
      untilOn: '1999',
    }),
  )
  await merge(app, kept, other)
  const names = db.select().from(partnerNames).where(eq(partnerNames.partnerId, kept)).all()
  expect(names.map(({ name, kind, untilOn }) => [name, kind, untilOn])).toEqual([
    ['Hội báo chí Lào', 'former', '1999'],
    ['Hiệp hội Nhà báo Lào', 'alias', null],
    ['HNB Lào', 'alias', null],
  ])
  expect(db.select().from(partners).get()).toMatchObject({
    name: 'Hội Nhà báo Lào',
    nameEn: 'Lao Journalists Association',
    nameLocal: 'ສະມາຄົມນັກຂ່າວລາວ',
    abbreviation: 'LJA',
  })
  for (const q of ['hiep hoi nha bao lao', 'hoi bao chi lao', 'lao journalists association', 'hnb lao'])
    expect((await visit(`/partners/options?q=${q}`)).all('li'), q).toHaveLength(1)
  const found = await visit('/delegations?q=hiep hoi nha bao lao&scope=all')
  expect(found.all('#delegations .main a')).toHaveLength(3)
})

test('where the two differ, each value is chosen; what only one has is kept', async () => {
  const app = typedTwice({ relationSince: '2005', note: 'Gặp hằng năm', kind: 'federation' })
  const { visit, kept, other, db } = app
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  expect(page.all('tbody input[type=radio][checked]').map((one) => one.getAttribute('name'))).toEqual([
    'name',
    'standing',
    'relationSince',
  ])
  await merge(app, kept, other, { name: 'other', standing: 'other', relationSince: 'kept' })
  expect(db.select().from(partners).all()).toMatchObject([
    {
      id: kept,
      name: 'Hiệp hội Nhà báo Lào',
      kind: 'federation',
      relationSince: '2010',
      note: 'Gặp hằng năm',
      abbreviation: 'LJA',
    },
  ])
  expect(db.select().from(partnerNames).all()).toMatchObject([{ name: 'Hội Nhà báo Lào', kind: 'alias' }])
})

test('the same body under an earlier name: that name becomes a former one, with its dates', async () => {
  const app = startApp()
  const { make, visit } = app
  const kept = make.partner({ name: 'Công đoàn truyền thông Singapore', country: 'SG' })
  const other = make.partner({ name: 'Hội Nhà báo Quốc gia Singapore', abbreviation: 'SNUJ', country: 'SG' })
  make.delegation({ partnerIds: [other], startsOn: '2012', countries: ['SG'] })
  make.delegation({ partnerIds: [kept], startsOn: '2023-05', countries: ['SG'] })
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  expect(page.text('main .notice')).toContain('có thể là một tổ chức đã đổi tên')
  const wrong = await merge(app, kept, other, { leftName: 'former', sinceOn: '2019', untilOn: '1961' })
  expect([wrong.status, wrong.error('untilOn')]).toEqual([422, 'Trước lúc bắt đầu dùng tên này'])
  expect(wrong.value('sinceOn')).toBe('2019')
  await merge(app, kept, other, { leftName: 'former', sinceOn: '1961', untilOn: '2019' })
  expect((await visit(`/partners/${kept}`)).texts('[aria-labelledby=names] dd')).toEqual([
    'Hội Nhà báo Quốc gia Singapore 1961–2019',
  ])
})

test('every foreign key to a partner is moved, and a new one has to be thought of here', async () => {
  const app = typedTwice()
  const { kept, other, db, visits } = app
  const delegationId = visits.first
  write(db, who, (write) => {
    write.insert(followUps, {
      delegationId,
      partnerId: other,
      content: 'Gửi dự thảo',
      side: 'ours',
      lead: 'Ban Đối ngoại',
      dueOn: '2024-06-01',
    })
    write.insert(programmeItems, {
      delegationId,
      partnerId: other,
      dayNumber: 1,
      content: 'Hội đàm',
      position: 0,
    })
    write.insert(partnerNames, { partnerId: other, name: 'Hội báo Lào', kind: 'alias' })
  })
  const belongs = new Set(Object.keys(owners).filter((table) => owners[table]![0] === 'partners'))
  const all = db.$client
    .prepare<[], { table: string; column: string; target: string }>(
      `select source.name as "table", key."from" as "column", key."table" as target
       from sqlite_schema as source join pragma_foreign_key_list(source.name) as key where source.type = 'table'`,
    )
    .all()
  const pointing = all.filter(({ target }) => target === 'partners' || belongs.has(target))
  const rowsAt = (id: number) =>
    pointing.map(({ table, column }) => [
      `${table}.${column}`,
      db.$client
        .prepare<[number], number>(`select count(*) from "${table}" where "${column}" = ?`)
        .pluck()
        .get(id)!,
    ])
  // A row of each stands at the one that goes: whoever adds a key adds a row above.
  expect(rowsAt(other).filter(([, count]) => !count)).toEqual([])
  expect(foreignKeys(db).filter(({ target }) => target === 'partners')).toHaveLength(pointing.length)
  expect((await merge(app, kept, other)).status).toBe(303)
  expect(rowsAt(other).filter(([, count]) => count)).toEqual([])
  expect(db.select({ at: followUps.partnerId }).from(followUps).all()).toEqual([{ at: kept }])
  expect(db.select({ at: programmeItems.partnerId }).from(programmeItems).all()).toEqual([{ at: kept }])
  expect(db.$client.pragma('foreign_key_check')).toEqual([])
})

test('the old address leads to the one that stays, and a program is told where it went', async () => {
  const app = typedTwice()
  const { visit, kept, other } = app
  await merge(app, kept, other)
  expect((await visit(`/partners/${other}`)).location).toBe(`/partners/${kept}`)
  expect((await visit(`/partners/${other}/brief`)).location).toBe(`/partners/${kept}`)
  const json = await visit(`/partners/${other}.json`)
  expect([json.status, json.json]).toEqual([
    410,
    { error: 'deleted', deletion: '/deletions/1.json', mergedInto: `/partners/${kept}.json` },
  ])
  expect((await visit('/deletions/1.json')).json).toMatchObject({ recordId: other, mergedIntoId: kept })
  expect((await visit('/deletions')).text('main')).toContain('Gộp hai bản ghi của một đối tác')
})

test('history tells the merging in a sentence, and its undo gives back every row as it was', async () => {
  const app = typedTwice({ note: 'Ghi chú' })
  const { visit, submit, kept, other, db } = app
  const before = everyRow(db)
  const done = await merge(app, kept, other, { name: 'other', leftName: 'former', untilOn: '2015' })
  const act = await visit(`/history/${actOf(done.location)}`)
  expect(act.text('main')).toContain('Gộp Hiệp hội Nhà báo Lào vào Hội Nhà báo Lào')
  expect(act.text('main')).toContain('Bỏ đối tác: Hiệp hội Nhà báo Lào')
  const undone = await submit(`/history/${actOf(done.location)}/undo`, {})
  expect(undone.status).toBe(303)
  expect(everyRow(db)).toEqual(before)
  expect((await visit(`/partners/${other}`)).text('h1')).toBe('Hiệp hội Nhà báo Lào')
})

test('a merging is not taken back by halves: not once the one that stayed went, nor where a visit lists it no more', async () => {
  const app = typedTwice()
  const { visit, submit, make, kept, other, visits, db } = app
  const first = actOf((await merge(app, kept, other)).location)
  const third = make.partner({ name: 'Hội báo Lào' })
  const second = actOf((await merge(app, third, kept)).location)
  expect((await visit(`/partners/${other}`)).location).toBe(`/partners/${kept}`)
  expect((await visit(`/partners/${kept}`)).location).toBe(`/partners/${third}`)
  const refused = await submit(`/history/${first}/undo`, {})
  expect([refused.status, refused.text('[role=alert]')]).toEqual([
    409,
    expect.stringContaining('Bản ghi được giữ, Hội Nhà báo Lào, nay cũng không còn'),
  ])
  expect((await submit('/deletions/1/restoration', {})).status).toBe(409)
  expect((await submit(`/history/${second}/undo`, {})).status).toBe(303)
  const link = db
    .select()
    .from(delegationPartners)
    .where(eq(delegationPartners.delegationId, visits.second))
    .get()!
  write(db, who, (write) => write.remove(delegationPartners, link.id))
  const held = await submit(`/history/${first}/undo`, {})
  expect([held.status, held.text('[role=alert]')]).toEqual([
    409,
    expect.stringContaining('Thăm Luông Pha Băng'),
  ])
  expect(partnersOf(app, visits.second)).toEqual([])
  write(db, who, (write) => write.raw.insert('delegation_partners', { ...rawOf(link) }))
  expect((await submit(`/history/${first}/undo`, {})).status).toBe(303)
  expect(partnersOf(app, visits.both)).toEqual([other, kept])
})
const rawOf = ({ id, delegationId, position, partnerId }: typeof delegationPartners.$inferSelect) => ({
  id,
  delegation_id: delegationId,
  position,
  partner_id: partnerId,
})

test('NPC is two bodies: of two countries nothing is proposed, and merging them asks plainly', async () => {
  const app = startApp()
  const { make, visit, db } = app
  const kept = make.partner({
    name: 'National Press Club',
    abbreviation: 'NPC',
    country: 'PH',
    kind: 'press_club',
  })
  const other = make.partner({ name: 'National Press Club', abbreviation: 'NPC', country: 'TH' })
  expect((await visit('/partners/duplicates')).all('#pairs tbody tr')).toEqual([])
  expect((await visit(`/partners/${kept}/merge`)).all('#candidates a')).toEqual([])
  const asked = await merge(app, kept, other)
  expect([asked.status, asked.error('isAcrossCountries')]).toEqual([422, expect.stringContaining('hai nước')])
  expect(db.select().from(partners).all()).toHaveLength(2)
  expect((await merge(app, kept, other, { isAcrossCountries: '1' })).status).toBe(303)
  expect(db.select().from(partners).all()).toMatchObject([{ id: kept, country: 'PH', kind: 'press_club' }])
})

test('two notes are kept both, or the one that is chosen where both are too long for one', async () => {
  const app = typedTwice({ note: 'Sau' })
  const { kept, other, db, visit } = app
  write(db, who, (write) => write.update(partners, kept, { note: 'Trước' }))
  const before = await visit(`/partners/${kept}/merge?with=${other}`)
  expect(before.all('input[name=note][checked]')[0]!.getAttribute('value')).toBe('both')
  write(db, who, (write) => write.update(partners, kept, { note: 'a'.repeat(4000) }))
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  expect(page.all('input[name=note]').map((one) => one.getAttribute('value'))).toEqual(['kept', 'other'])
  const refused = await merge(app, kept, other, { note: 'both' })
  expect([refused.status, refused.text('[role=alert]')]).toEqual([422, expect.stringContaining('Ghi chú')])
  await merge(app, kept, other, { note: 'other' })
  expect(db.select().from(partners).get()!.note).toBe('Sau')
})

test('more names than a partner holds are not merged; somebody removes one first', async () => {
  const app = typedTwice()
  const { kept, other, db } = app
  write(db, who, (write) => {
    for (let at = 0; at < 15; at++)
      for (const partnerId of [kept, other])
        write.insert(partnerNames, { partnerId, name: `Tên ${partnerId} ${at}`, kind: 'alias' })
  })
  const refused = await merge(app, kept, other)
  expect([refused.status, refused.text('[role=alert]')]).toEqual([
    409,
    expect.stringContaining('quá nhiều tên'),
  ])
  expect(db.select().from(partners).all()).toHaveLength(2)
})

test('changed meanwhile, both are shown once more; sent twice, they are merged once', async () => {
  const app = typedTwice()
  const { visit, submit, kept, other } = app
  const stale = await merge(app, kept, other, { otherVersion: '7' })
  expect([stale.status, stale.text('[role=alert]')]).toEqual([409, expect.stringContaining('Chưa gộp gì')])
  const page = await visit(`/partners/${kept}/merge?with=${other}`)
  const names = ['submissionId', 'version', 'otherVersion']
  const form = {
    ...Object.fromEntries(names.map((name) => [name, page.value(name)])),
    otherId: String(other),
  }
  const first = await submit(`/partners/${kept}/merge`, form)
  const second = await submit(`/partners/${kept}/merge`, form)
  expect(second.location).toBe(first.location)
})

test('a partner is merged neither with itself nor with nobody, and only by the centre', async () => {
  const app = typedTwice()
  const { visit, submit, signIn, make, kept, other } = app
  for (const wrong of [kept, 99])
    expect((await merge(app, kept, wrong)).location).toBe(`/partners/${kept}/merge`)
  const unit = make.unit({ name: 'Hội địa phương', kind: 'local_association' })
  const [correspondent, viewer] = [signIn('clerk', { unitId: unit }), signIn('viewer')]
  for (const { headers } of [correspondent, viewer]) {
    expect((await visit(`/partners/${kept}/merge?with=${other}`, headers)).status).toBe(403)
    expect((await visit('/partners/duplicates', headers)).status).toBe(403)
    expect((await submit(`/partners/${kept}/merge`, { otherId: String(other) }, headers)).status).toBe(403)
    expect((await submit(`/partners/${kept}/distinction`, { otherId: String(other) }, headers)).status).toBe(
      403,
    )
    expect((await visit(`/partners/${kept}`, headers)).all('a[href$="/merge"]')).toEqual([])
  }
})

test('what cannot be deleted because it was typed twice is sent to be merged', async () => {
  const { visit, other } = typedTwice()
  const page = await visit(`/partners/${other}/deletion`)
  expect(page.href(`main a[href="/partners/${other}/merge"]`)).toBe(`/partners/${other}/merge`)
})

test('a bookmarked list of a partner that was merged is that of the one that stays, and says so', async () => {
  const app = startApp()
  const kept = app.make.partner({ name: 'Hội Nhà báo Lào', country: 'LA' })
  const other = app.make.partner({ name: 'Hội nhà báo CHDCND Lào', country: 'LA' })
  const visits = [kept, other].map((partner) => app.make.delegation({ partnerIds: [partner] }))
  write(app.db, { name: 'Test' }, (write) =>
    write.insert(followUps, {
      delegationId: visits[1]!,
      content: 'Gửi ảnh',
      side: 'ours',
      lead: 'Ban Đối ngoại',
      dueOn: '2030-01-01',
    }),
  )
  await merge(app, kept, other)
  const titles = (page: Awaited<ReturnType<typeof app.visit>>) => page.all('tbody .main a').length
  const bookmark = await app.visit(`/delegations?partner=${other}`)
  expect(titles(bookmark)).toBe(visits.length)
  expect(bookmark.text('.chip')).toContain('Hội Nhà báo Lào (đã gộp Hội nhà báo CHDCND Lào)')
  expect((await app.visit(`/delegations.json?partner=${other}`)).json.items).toHaveLength(2)
  expect((await app.visit(`/delegations?partner=${kept}`)).text('.chip')).not.toContain('đã gộp')
  const promises = await app.visit(`/follow-ups?partner=${other}`)
  expect([promises.text('.chip'), promises.text('tbody')]).toEqual([
    expect.stringContaining('đã gộp'),
    expect.stringContaining('Gửi ảnh'),
  ])
})
