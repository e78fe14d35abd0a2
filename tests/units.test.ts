import { expect, test, vi } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const rename = (app: App, id: number, fields: Record<string, string>) =>
  app.submit(`/admin/units/${id}/renaming`, {
    version: '1',
    name: 'Tên mới',
    heldFrom: '1/7/2025',
    ...fields,
  })
const unitOf = async (app: App, visit: number) =>
  (await app.visit(`/delegations/${visit}`)).text('.facts--row div:last-child dd')
const ofUnit = ({ db }: App, id: number) =>
  db.$client.prepare('select name, name_en, parent_id, version from units where id = ?').get(id)
const OWN = 1

test('a renamed unit keeps its old name on old visits and has the new one on new ones', async () => {
  const app = startApp()
  const dated = (startsOn: string) => app.make.delegation({ title: startsOn, startsOn, status: 'returned' })
  const [before, lastDay, firstDay, ofTheYear] = ['2025-06', '2025-06-30', '2025-07-01', '2025'].map(dated)
  const totals = (await app.visit('/totals.json?by=unit')).json.total
  const kept = await rename(app, OWN, { name: 'Hội Nhà báo mới', nameEn: 'New Association' })
  expect((await app.visit(kept.location!)).text('.notice--done')).toContain('Đã đổi tên')

  expect(await unitOf(app, before!)).toBe('Hội Nhà báo Việt Nam')
  expect(await unitOf(app, lastDay!)).toBe('Hội Nhà báo Việt Nam')
  expect(await unitOf(app, firstDay!)).toBe('Hội Nhà báo mới')
  // Nobody knows on which side of the change a visit of 2025 lies: it has the name in use.
  expect(await unitOf(app, ofTheYear!)).toBe('Hội Nhà báo mới')
  const listed = await app.visit('/delegations.json?sort=startsOn')
  const items = listed.json.items as unknown as { title: string; unit: object }[]
  expect(items.map(({ title, unit }) => [title, unit])).toEqual([
    ['2025', { id: OWN, name: 'Hội Nhà báo mới' }],
    ['2025-06', { id: OWN, name: 'Hội Nhà báo Việt Nam' }],
    ['2025-06-30', { id: OWN, name: 'Hội Nhà báo Việt Nam' }],
    ['2025-07-01', { id: OWN, name: 'Hội Nhà báo mới' }],
  ])
  const csv = (await app.visit('/delegations.csv?sort=startsOn&from=2025-06-30')).html
  expect(csv).toMatch(/2025-06-30.*Hội Nhà báo Việt Nam/)
  expect(csv).toMatch(/2025-07-01.*Hội Nhà báo mới/)
  expect((await app.visit('/totals.json?by=unit')).json.total).toEqual(totals)
})

test('the frame of every page shows the name the own body has today, in the reader’s language', async () => {
  const app = startApp()
  await rename(app, OWN, { name: 'Hội mới', nameEn: 'New Association', heldFrom: addDays(today(), 1) })
  expect((await app.visit('/')).text('.foot span')).toBe('Sổ đoàn · Hội Nhà báo Việt Nam')
  await app.submit(`/admin/units/${OWN}`, {
    version: '2',
    name: 'Hội mới',
    nameEn: 'New Association',
    'formerNames[0][id]': '1',
    'formerNames[0][name]': 'Hội Nhà báo Việt Nam',
    'formerNames[0][untilOn]': addDays(today(), -1),
  })
  expect((await app.visit('/')).text('.foot span')).toBe('Sổ đoàn · Hội mới')
  expect((await app.visit('/', { Cookie: 'language=en' })).text('.foot span')).toContain('New Association')
})

test('a unit renamed twice has three names, each of its time', async () => {
  const app = startApp()
  const visits = ['2010-05', '2020-05', '2026-05'].map((startsOn) => app.make.delegation({ startsOn }))
  await rename(app, OWN, { name: 'Hội thứ hai', heldFrom: '2015' })
  await rename(app, OWN, { name: 'Hội thứ ba', heldFrom: '3/2025', version: '2' })
  expect(await Promise.all(visits.map((visit) => unitOf(app, visit)))).toEqual([
    'Hội Nhà báo Việt Nam',
    'Hội thứ hai',
    'Hội thứ ba',
  ])
  const names = app.db.$client.prepare('select name, since_on, until_on from unit_names order by id').all()
  expect(names).toEqual([
    { name: 'Hội Nhà báo Việt Nam', since_on: null, until_on: '2014' },
    { name: 'Hội thứ hai', since_on: '2015', until_on: '2025-02' },
  ])
  const early = await rename(app, OWN, { name: 'Hội thứ tư', heldFrom: '2/2025', version: '3' })
  expect([early.status, early.error('heldFrom')]).toEqual([
    422,
    'Lần đổi tên trước đã muộn hơn ngày này. Sửa ở phần tên cũ',
  ])
  expect(early.value('name')).toBe('Hội thứ tư')
})

test('a person’s trips and a partner’s years name the unit as it was called then', async () => {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo Bến Tre', kind: 'local_association' })
  const partner = app.make.partner()
  const head = {
    id: null,
    name: 'Lê An',
    role: 'head',
    post: null,
    organisation: null,
    hasTravelled: true,
  } as const
  app.make.delegation({ unitId: local, partnerIds: [partner], participants: [head], status: 'returned' })
  await rename(app, local, { name: 'Hội Nhà báo Vĩnh Long' })
  expect((await app.visit('/people/1')).text('tbody')).toContain('Hội Nhà báo Bến Tre')
  expect((await app.visit(`/partners/${partner}`)).text('main')).toContain('Hội Nhà báo Bến Tre')
  expect((await app.visit('/totals?by=unit&scope=all')).text('main')).toContain('Hội Nhà báo Vĩnh Long')
})

test('a unit that has ended is not offered for later visits, and stays on those it had', async () => {
  const app = startApp()
  const chapter = app.make.unit({ name: 'Liên chi hội A', kind: 'chapter', untilOn: '2025-06-30' })
  const visit = app.make.delegation({ unitId: chapter, startsOn: '2025-06-10' })
  const options = async (page: Promise<Awaited<ReturnType<App['visit']>>>) =>
    (await page).texts('#unitId option')
  expect(await options(app.visit(`/delegations/${visit}/edit`))).toContain('Liên chi hội A')
  expect(await options(app.visit('/delegations/new?direction=outbound'))).toContain(
    'Liên chi hội A (đến 30/06/2025)',
  )
  const late = app.typed({ unitId: String(chapter), startsOn: '1/7/2025', title: 'Đi muộn' })
  const refused = await app.submit('/delegations', late)
  expect([refused.status, refused.error('unitId')]).toEqual([
    422,
    'Đơn vị này chỉ có đến 30/06/2025. Chọn đơn vị khác, hoặc xem lại ngày bắt đầu',
  ])
  expect([refused.value('unitId'), refused.value('title')]).toEqual([String(chapter), 'Đi muộn'])
  const another = await app.submit('/delegations', app.typed({ startsOn: '1/7/2025', title: '' }))
  expect(another.texts('#unitId option')).toEqual(['Hội Nhà báo Việt Nam'])
  expect((await app.submit('/delegations', { ...late, startsOn: '30/6/2025' })).status).toBe(303)
})

test('a unit cannot become its own ancestor, neither by its form nor by taking an act back', async () => {
  const app = startApp()
  const above = app.make.unit({ name: 'Trên', kind: 'chapter', parentId: OWN })
  const below = app.make.unit({ name: 'Dưới', kind: 'chapter', parentId: above })
  const move = (id: number, name: string, parentId: number | '', version: number) =>
    app.submit(`/admin/units/${id}`, {
      name,
      kind: 'chapter',
      parentId: String(parentId),
      version: String(version),
    })
  const page = await app.visit(`/admin/units/${above}`)
  expect(page.texts('#parentId option')).toEqual(['Không thuộc đơn vị nào', 'Hội Nhà báo Việt Nam'])
  for (const parentId of [above, below]) {
    const refused = await move(above, 'Trên', parentId, 1)
    expect([refused.status, refused.error('parentId')]).toEqual([
      422,
      'Đơn vị không thể thuộc chính nó hoặc thuộc đơn vị bên dưới nó',
    ])
  }
  // Set free and turned round, the first move cannot come back.
  expect((await move(below, 'Dưới', '', 1)).status).toBe(303)
  const { id } = app.db.$client.prepare('select max(id) id from history_acts').get() as { id: number }
  expect((await move(above, 'Trên', below, 1)).status).toBe(303)
  expect((await app.submit(`/history/${id}/undo`, {})).status).toBe(409)
  expect(ofUnit(app, below)).toMatchObject({ parent_id: null })
})

test('a form of a unit that cannot be kept comes back as it was typed', async () => {
  const app = startApp()
  app.make.unit({ name: 'Chi hội B', kind: 'chapter', code: 'CHB' })
  const typed = {
    name: 'Chi hội B',
    nameEn: 'Chapter B',
    code: 'CHB',
    sinceOn: '2020',
    untilOn: '2019',
    'formerNames[0][name]': 'Chi hội cũ',
    'formerNames[0][untilOn]': '31/2/2020',
  }
  const page = await app.submit('/admin/units', typed)
  expect(page.status).toBe(422)
  expect(page.error('name')).toBe('Đã có đơn vị tên này')
  expect(page.error('code')).toBe('Đã có đơn vị mang mã này')
  expect(page.error('kind')).toMatch(/Chưa chọn/)
  expect(page.error('untilOn')).toBe('Trước ngày bắt đầu')
  expect(page.error('formerNames-0-untilOn')).toMatch(/Không có ngày 31\/2\/2020/)
  for (const [name, value] of Object.entries(typed)) expect(page.value(name), name).toBe(value)
  expect(page.document.title).toMatch(/^Lỗi:/)
})

test('one form sent twice makes one unit', async () => {
  const app = startApp()
  const typed = { name: 'Chi hội D', kind: 'chapter', submissionId: crypto.randomUUID() }
  const [once, twice] = [await app.submit('/admin/units', typed), await app.submit('/admin/units', typed)]
  expect(twice.location).toBe(once.location)
})

test('a kept form sent again with another name is handed back, with where it was kept', async () => {
  const { submit, db } = startApp()
  const typed = { name: 'Chi hội D', kind: 'chapter', submissionId: crypto.randomUUID() }
  const count = () => db.$client.prepare('select count(*) from units').pluck().get() as number
  const kept = await submit('/admin/units', typed)
  const before = count()
  const again = await submit('/admin/units', { ...typed, name: 'Chi hội E' })
  expect([again.status, again.value('name'), count()]).toEqual([422, 'Chi hội E', before])
  expect(again.href('.notice--error a')).toBe(kept.location!.replace(/\?.*/, ''))
  const more = { ...typed, name: 'Chi hội E', submissionId: again.value('submissionId') }
  expect((await submit('/admin/units', more)).status).toBe(303)
  expect(count()).toBe(before + 1)
})

test('a unit that something relies on is not removed; one that nothing uses is, and comes back by undo', async () => {
  const app = startApp()
  const used = app.make.unit({ name: 'Có đoàn', kind: 'chapter' })
  const above = app.make.unit({ name: 'Có đơn vị', kind: 'chapter' })
  const free = app.make.unit({ name: 'Không dùng', kind: 'chapter', parentId: above })
  app.make.delegation({ unitId: used })
  await rename(app, free, { name: 'Không dùng nữa' })
  const why = async (id: number) => {
    const page = await app.submit(`/admin/units/${id}/removal`, {})
    return [page.status, page.text('.notice--error')]
  }
  expect(await why(used)).toEqual([409, 'Không bỏ được: sổ có 1 đoàn của đơn vị này.'])
  expect(await why(above)).toEqual([409, 'Không bỏ được: có 1 đơn vị thuộc đơn vị này.'])
  expect(await why(OWN)).toEqual([409, 'Cơ quan của sổ không bỏ được.'])
  const { location } = await app.submit(`/admin/units/${free}/removal`, {})
  expect(ofUnit(app, free)).toBeUndefined()
  const act = (await app.visit(location!)).href('.notice--done a')
  await app.submit(`${act}/undo`, {})
  expect(ofUnit(app, free)).toMatchObject({ name: 'Không dùng nữa' })
  expect((await app.visit('/admin/units')).text('main')).toContain('đến 30/06/2025: Không dùng')
})

test('each unit says how many visits it has, and leads to them', async () => {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association', parentId: OWN })
  for (const status of ['planned', 'returned', 'postponed'] as const)
    app.make.delegation({ unitId: local, status })
  const page = await app.visit('/admin/units')
  const link = page.all('tbody .n a').find((one) => one.getAttribute('href')?.endsWith(`=${local}`))
  expect(link?.textContent).toBe('3')
  const list = await app.visit(link?.getAttribute('href') ?? '')
  expect(list.text('#delegation-tabs a small')).toBe('3')
  expect(list.all('#delegations .main a')).toHaveLength(3)
})

test('renaming is told in the history and taken back whole', async () => {
  const app = startApp()
  const before = ofUnit(app, OWN)
  await rename(app, OWN, { name: 'Hội mới' })
  const told = await app.visit(`/history?record=units-${OWN}`)
  expect(told.text('tbody tr')).toContain('Tên: từ “Hội Nhà báo Việt Nam” thành “Hội mới”')
  expect(told.text('tbody tr')).toContain('Thêm tên gọi: Hội Nhà báo Việt Nam')
  const { id } = app.db.$client.prepare('select max(id) id from history_acts').get() as { id: number }
  await app.submit(`/history/${id}/undo`, {})
  expect({ ...(ofUnit(app, OWN) as object), version: 1 }).toEqual(before)
  expect(app.db.$client.prepare('select count(*) n from unit_names').get()).toEqual({ n: 0 })
})

test('40 units with former names cost no more statements than one', async () => {
  const app = startApp()
  await rename(app, OWN, { name: 'Hội mới' })
  const statements = async () => {
    const prepare = vi.spyOn(app.db.$client, 'prepare')
    await app.visit('/admin/units')
    const count = prepare.mock.calls.length
    prepare.mockRestore()
    return count
  }
  const one = await statements()
  for (let n = 0; n < 40; n += 1) {
    const id = app.make.unit({ name: `Chi hội số ${n}`, kind: 'chapter', parentId: OWN })
    await rename(app, id, { name: `Liên chi hội số ${n}` })
  }
  expect(await statements()).toBeLessThanOrEqual(one)
})

test('in English a unit has its English name in what is asked for, in timelines and beside a form', async () => {
  const { db, make, visit } = startApp()
  const unitId = make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  const partner = make.partner({ name: 'Hội Nhà báo Lào' })
  db.$client.exec(`update units set name_en = 'Association of Nghe An' where id = ${unitId};
    update partners set name_en = 'Lao Journalists Association'`)
  make.delegation({ status: 'returned', startsOn: '2024-09-14', unitId, partnerIds: [partner] })
  const asked = ['/totals', '/totals/grid', '/totals/quality', '/delegations', '/visit-reports'].flatMap(
    (path) => [`${path}?unit=${unitId}`, `${path}?unit=${unitId}&at=1/1/2024`],
  )
  const pages = [...asked, `/partners/${partner}`, `/partners/${partner}/brief`, '/countries/LA']
  for (const path of pages) {
    const main = (await visit(path, { Cookie: 'language=en' })).all('main')[0]!
    for (const input of main.querySelectorAll('option')) input.remove()
    expect([path, main.textContent]).toEqual([path, expect.stringContaining('Association of Nghe An')])
    expect([path, main.textContent]).not.toEqual([path, expect.stringContaining('Hội Nhà báo tỉnh Nghệ An')])
  }
  const form = await visit(`/delegations/new?partner=${partner}`, { Cookie: 'language=en' })
  expect(form.text('#recent')).toBe('With Lao Journalists Association')
})
