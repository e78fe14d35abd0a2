import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import { likelyDuplicatePartners } from '../src/partners/likely-duplicates.ts'
import { partners } from '../src/partners/partner.ts'
import { startApp } from './support/app.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'

type Given = Partial<typeof partners.$inferInsert>

const pairsOf = (app: ReturnType<typeof startApp>, given: Given[]) => {
  for (const one of given) app.make.partner(one)
  return likelyDuplicatePartners(app.db).map(({ one, other, reason }) => [one.name, other.name, reason.text])
}

test('names that may be of one body are proposed, each pair with what speaks for it', () => {
  for (const [name, reason] of [
    ['HOI NHA BAO LAO', 'cùng mang tên “{name}”'],
    ['Hội các nhà báo Lào', 'tên gồm cùng những chữ: “{one}”, “{other}”'],
    ['Hội nhà báo', 'tên gồm cùng những chữ: “{one}”, “{other}”'],
    ['Nhà báo Lào (Hội)', 'tên gồm cùng những chữ: “{one}”, “{other}”'],
    ['HNB Lào', 'tên gồm cùng những chữ: “{one}”, “{other}”'],
    ['Hiệp hội Nhà báo Lào', 'tên gần giống: “{one}”, “{other}”'],
    ['LJA', 'cùng tên viết tắt {name}'],
  ] as const) {
    const app = startApp()
    const found = pairsOf(app, [{ name: 'Hội Nhà báo Lào', abbreviation: 'LJA' }, { name }])
    expect(
      found.map(([, , text]) => text),
      name,
    ).toEqual([reason])
  }
})

test('a name in another script, a sound and a letter more are seen too', () => {
  expect(pairsOf(startApp(), [{ name: 'Báo Pasaxon' }, { name: 'Báo Pa-xa-xổn' }])).toHaveLength(1)
  expect(
    pairsOf(startApp(), [
      { name: 'Hội A', nameEn: 'Lao Journalists Union' },
      { name: 'Lao Journalist Union' },
    ]),
  ).toEqual([['Hội A', 'Lao Journalist Union', 'tên chỉ khác một chữ cái: “{one}”, “{other}”']])
  expect(pairsOf(startApp(), [{ name: 'Hội B', nameLocal: '记者协会' }, { name: '记者协会' }])).toHaveLength(
    1,
  )
})

test('bodies of two countries are never proposed; one without a country is, of its name', () => {
  expect(
    pairsOf(startApp(), [
      { name: 'National Press Club', abbreviation: 'NPC', country: 'PH' },
      { name: 'National Press Club', abbreviation: 'NPC', country: 'TH' },
    ]),
  ).toEqual([])
  expect(
    pairsOf(startApp(), [
      { name: 'ASEAN Foundation', country: 'ID', kind: 'foundation' },
      { name: 'Asean foundation', country: null, kind: 'international_body' },
    ]),
  ).toHaveLength(1)
})

test('bodies that only share a country or a kind are two', () => {
  expect(
    pairsOf(startApp(), [
      { name: 'Hội Nhà báo Trung Quốc', country: 'CN' },
      { name: 'Hội Nhà báo Bắc Kinh', country: 'CN' },
      { name: 'Hội Nhà báo Thượng Hải', country: 'CN' },
      { name: 'Quỹ 2000', country: 'CN', kind: 'foundation' },
      { name: 'Quỹ 2001', country: 'CN', kind: 'foundation' },
    ]),
  ).toEqual([])
  const { db } = startApp({ published: true })
  expect(likelyDuplicatePartners(db)).toEqual([])
})

test('who was said not to be one is proposed no more, until that is taken back', async () => {
  const app = startApp()
  const { visit, submit, make } = app
  const [one, other] = [make.partner(), make.partner({ name: 'Hội các nhà báo Lào' })]
  const page = await visit('/partners/duplicates')
  expect(page.texts('#pairs tbody .main a')).toEqual(['Hội các nhà báo Lào', 'Hội Nhà báo Lào'])
  const form = { submissionId: page.value('submissionId'), otherId: String(other) }
  const told = await submit(`/partners/${one}/distinction`, form)
  const after = await visit(told.location!)
  expect(after.text('[role=status]')).toContain('không phải một')
  expect(after.all('#pairs tbody tr')).toEqual([])
  expect(after.texts('.log--acts li a')).toEqual(['Hội Nhà báo Lào', 'Hội các nhà báo Lào'])
  expect((await visit(`/partners/${one}/merge`)).all('#candidates a')).toEqual([])
  expect((await visit(`/partners/${one}/merge?with=${other}`)).text('main .notice')).toContain(
    'không phải một',
  )
  expect((await visit(`/history?record=partners-${one}`)).text('main')).toContain(
    'Không phải một: Hội Nhà báo Lào và Hội các nhà báo Lào',
  )
  await submit(after.all('.log--acts form')[0]!.getAttribute('action'), {})
  expect((await visit('/partners/duplicates')).all('#pairs tbody tr')).toHaveLength(1)
})

test('what was said of a record that was merged holds for the one that stays, and again for it once it is back', async () => {
  const app = startApp()
  const { visit, submit, make } = app
  const [gone, apart] = [make.partner({ name: 'Hội nhà báo' }), make.partner({ name: 'Hội các nhà báo' })]
  const kept = make.partner({ name: 'Hội những nhà báo' })
  await submit(`/partners/${gone}/distinction`, { otherId: String(apart) })
  const count = async () => (await visit('/partners/duplicates')).all('#pairs tbody tr').length
  expect(await count()).toBe(2)
  const merged = await submit(`/partners/${kept}/merge`, {
    otherId: String(gone),
    version: '1',
    otherVersion: '2',
  })
  expect(merged.status).toBe(303)
  expect(await count()).toBe(0)
  await submit(`/history/${/act=(\d+)/.exec(merged.location!)![1]}/undo`, {})
  expect(await count()).toBe(2)
})

test('two that were told apart by several rows are listed once, and taking that away leaves none of it', async () => {
  const { visit, submit, make } = startApp()
  const [one, other] = [make.partner({ name: 'Hội nhà báo' }), make.partner({ name: 'Hội các nhà báo' })]
  const apart = make.partner({ name: 'Hội những nhà báo' })
  for (const id of [one, other]) await submit(`/partners/${id}/distinction`, { otherId: String(apart) })
  const versions = { version: '2', otherVersion: '2' }
  const merged = await submit(`/partners/${one}/merge`, { otherId: String(other), ...versions })
  expect(merged.status).toBe(303)
  const page = await visit('/partners/duplicates')
  expect([page.all('.log--acts form').length, page.all('#pairs tbody tr').length]).toEqual([1, 0])
  await submit(page.all('.log--acts form')[0]!.getAttribute('action'), {})
  const after = await visit('/partners/duplicates')
  expect([after.all('.log--acts form').length, after.all('#pairs tbody tr').length]).toEqual([0, 1])
})

test('who is entered as another one than those of like name is not asked about again', async () => {
  const { visit, submit, make } = startApp()
  make.partner({ name: 'Hội Nhà báo Lào' })
  const typed = { name: 'Hội nhà báo Lào', kind: 'press_club', country: 'Lào', notDuplicate: '1' }
  expect((await submit('/partners', typed)).status).toBe(303)
  const page = await visit('/partners/duplicates')
  expect(page.all('#pairs tbody tr')).toEqual([])
  expect(page.texts('.log--acts li a')).toEqual(['Hội Nhà báo Lào', 'Hội nhà báo Lào'])
})

test('a list of thousands is turned page by page', async () => {
  const app = startApp()
  const names = Array.from({ length: 60 }, (_, at) => `Báo ${String.fromCodePoint(0x4e00 + at)}`)
  for (const name of names) for (const written of [name, `${name} `]) app.make.partner({ name: written })
  const page = await app.visit('/partners/duplicates')
  expect([page.text('#pairs-title'), page.all('#pairs tbody tr').length]).toEqual([
    expect.stringContaining('60 cặp'),
    50,
  ])
  expect((await app.visit(page.href('[rel=next]'))).all('#pairs tbody tr')).toHaveLength(10)
})

const written = fc.record({
  at: fc.nat({ max: 5 }),
  name: fc.constantFrom(
    'Hội Nhà báo Lào',
    'Hội nhà báo',
    'HOI NHA BAO LAO',
    'Báo Pasaxon',
    'Báo Pa-xa-xổn',
    'LJA',
  ),
  abbreviation: fc.constantFrom(null, 'LJA'),
  country: fc.constantFrom('LA', 'KH'),
  note: fc.constantFrom(null, 'Đã đổi trụ sở'),
})

test('whatever is written between two looks, those are proposed that a look at everything would propose', () => {
  const { db, make, dataDir } = startApp()
  for (let nth = 0; nth < 6; nth += 1) make.partner({ name: `Báo ${nth}` })
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 4 }), (edits) => {
      for (const { at, ...changes } of edits) {
        write(db, { name: 'Test' }, (write) => write.update(partners, at + 1, changes))
        likelyDuplicatePartners(db)
      }
      const another = openDatabase(dataDir)
      expect(likelyDuplicatePartners(db)).toEqual(likelyDuplicatePartners(another))
      another.$client.close()
    }),
    { numRuns: 30, endOnFailure: true },
  )
})

test('only who is written another way is compared anew', () => {
  const { db, make } = startApp()
  for (const name of ['Hội Nhà báo Lào', 'Hội nhà báo Lào', 'Báo Pasaxon']) make.partner({ name })
  const before = likelyDuplicatePartners(db)[0]!
  const update = (id: number, changes: Given) =>
    write(db, { name: 'Test' }, (write) => write.update(partners, id, changes))
  update(1, { note: 'Đã đổi trụ sở' })
  update(3, { name: 'Báo Nhân dân' })
  expect(likelyDuplicatePartners(db)[0]!.reason).toBe(before.reason)
  update(1, { name: 'Hội  Nhà báo Lào' })
  expect(likelyDuplicatePartners(db)[0]!.reason).not.toBe(before.reason)
})

test('pairs of partners that may be one are taken along, all of them, with what each is counted with', async () => {
  const app = startApp()
  const one = app.make.partner({ name: 'Hội Nhà báo Lào', abbreviation: 'LJA' })
  app.make.partner({ name: 'Hội nhà báo Lao', abbreviation: 'LJA' })
  app.make.partner({ name: 'Báo Cuba', country: 'CU' })
  app.make.delegation({ partnerIds: [one], status: 'returned', startsOn: '2024-03-05' })
  const page = await app.visit('/partners/duplicates')
  const [headings, ...rows] = readCsv((await download(app, '/partners/duplicates.csv')).body)
  expect(headings).toEqual(['Đối tác', 'Nước', 'Đoàn', 'Có thể trùng với', 'Nước', 'Đoàn', 'Vì sao'])
  expect(rows.map((row) => [row[0], row[3]])).toEqual([
    page.texts('tbody .main a').filter((text) => !/đoàn/.test(text)),
  ])
  expect(new Set([rows[0]![2], rows[0]![5]])).toEqual(new Set(['0', '1']))
  expect(rows[0]![6]).toBe(page.text('tbody td.wide'))
  const workbook = await readWorkbook((await download(app, '/partners/duplicates.xlsx')).body, 'Đối tác')
  expect(workbook.rows.at(-1)!.slice(0, 2)).toEqual(['TỔNG CỘNG', '1 cặp'])
  expect(workbook.rows).toHaveLength(2)
})
