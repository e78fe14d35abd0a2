import { expect, test, vi } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { startApp } from './support/app.ts'

const saved = (location: string | undefined) => (location ?? '').replace(/\?.*/, '')

const typedPartner = (fields: Record<string, unknown> = {}) => ({
  name: 'Hội Nhà báo Cuba',
  kind: 'journalist_association',
  country: 'cuba',
  ...fields,
})

test('C18: organisations, countries and multilateral bodies are three figures, of the partners listed', async () => {
  const { make, visit } = startApp()
  make.partner({ name: 'Hội Nhà báo Lào', country: 'LA' })
  make.partner({ name: 'Thông tấn xã Lào', country: 'LA', kind: 'news_agency' })
  make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
  make.partner({ name: 'Liên đoàn các nhà báo ASEAN', kind: 'international_body', country: null })
  const every = await visit('/partners')
  expect(every.text('.lede')).toBe(
    '3 tổ chức ở 2 nước và 1 tổ chức đa phương; trong đó 2 hội, câu lạc bộ, liên đoàn nhà báo của 2 nước.',
  )
  const lao = await visit('/partners?country=LA')
  expect(lao.text('.lede')).toContain('2 tổ chức ở 1 nước và 0 tổ chức đa phương; trong đó 1 hội')
})

test('partners stand by region, then by country and name in Vietnamese order, multilateral ones last', async () => {
  const { make, visit } = startApp()
  make.partner({ name: 'Tổ chức quốc tế các nhà báo', kind: 'international_body', country: null })
  make.partner({ name: 'Hội Nhà báo Úc', country: 'AU' })
  make.partner({ name: 'Thông tấn xã Lào', country: 'LA' })
  make.partner({ name: 'Hội Nhà báo Lào', country: 'LA' })
  make.partner({ name: 'Câu lạc bộ các nhà báo Campuchia', country: 'KH' })
  make.partner({ name: 'Hội Nhà báo Đức', country: 'DE' })
  const page = await visit('/partners')
  expect(page.texts('#partners .main a')).toEqual([
    'Câu lạc bộ các nhà báo Campuchia',
    'Hội Nhà báo Lào',
    'Thông tấn xã Lào',
    'Hội Nhà báo Đức',
    'Hội Nhà báo Úc',
    'Tổ chức quốc tế các nhà báo',
  ])
  expect(page.texts('#partners .group th')).toEqual([
    'Đông Nam Á 3 đối tác',
    'Châu Âu 1 đối tác',
    'Châu Đại Dương 1 đối tác',
    'Đa phương 1 đối tác',
  ])
  expect(page.texts('#south-east-asia .key > a')).toEqual(['Campuchia', 'Lào'])
})

test('a row counts what counts, and each figure leads to the list that shows the same count', async () => {
  const { make, visit } = startApp()
  const lao = make.partner()
  const visitOf = { partnerIds: [lao], countries: ['LA'] }
  make.delegation({ ...visitOf, status: 'returned', startsOn: '2024-09' })
  make.delegation({ ...visitOf, status: 'returned', startsOn: '2025-03-02' })
  make.delegation({ ...visitOf, status: 'planned', startsOn: '2026-12' })
  make.delegation({ ...visitOf, status: 'returned', countsAs: 'nothing', countsAsReason: 'việc riêng' })
  make.delegation({ ...visitOf, direction: 'inbound', status: 'reported', startsOn: '2019' })
  const page = await visit('/partners')
  expect(page.texts('#south-east-asia .n')).toEqual(['2', '1'])
  expect(page.text('#south-east-asia td:nth-child(6)')).toContain('3/2025')
  const list = await visit(page.href('#south-east-asia .n a'))
  expect(list.status).toBe(200)
  expect(list.all('#delegations tbody .main')).toHaveLength(2)
})

test('the rhythm of the last eight years is also said in words', async () => {
  const { make, visit } = startApp()
  const year = today().slice(0, 4)
  const lao = make.partner()
  make.delegation({ partnerIds: [lao], status: 'returned', startsOn: year })
  make.delegation({ partnerIds: [lao], direction: 'inbound', status: 'returned', startsOn: '2001' })
  const page = await visit('/partners')
  expect(page.text('.rhythm-cell .sr')).toBe(`${year}: 1 ra, 0 vào`)
  expect(page.all('.rhythm-cell .f-ra')).toHaveLength(1)
})

test.each(['lao', 'LJA', 'nhà báo lào', 'ສະມາຄົມ', 'hoi nha bao vientiane', 'Lao Journalists'])(
  'a partner is found by %s',
  async (q) => {
    const { make, visit, submit } = startApp()
    make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
    const kept = await submit('/partners', {
      ...typedPartner({ name: 'Hội Nhà báo Lào', country: 'Lào', abbreviation: 'LJA' }),
      nameEn: 'Lao Journalists Association',
      nameLocal: 'ສະມາຄົມນັກຂ່າວແຫ່ງ ສປປ ລາວ',
      'names[0][name]': 'Hội Nhà báo Viêng Chăn (Vientiane)',
      'names[0][kind]': 'alias',
    })
    expect(kept.status).toBe(303)
    const page = await visit(`/partners?q=${encodeURIComponent(q)}`)
    expect(page.texts('#partners .main a')).toEqual(['Hội Nhà báo Lào'])
  },
)

test('exchanges are the own body’s, or every unit’s when the whole system is asked', async () => {
  const { make, visit } = startApp()
  const lao = make.partner()
  const local = make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  make.delegation({ partnerIds: [lao], unitId: local, status: 'returned' })
  expect((await visit('/partners')).texts('#south-east-asia .n')).toEqual(['0', '0'])
  const whole = await visit('/partners?scope=all')
  expect(whole.texts('#south-east-asia .n')).toEqual(['1', '0'])
  expect(whole.href('#south-east-asia .n a')).toContain('scope=all')
})

test('quiet partners are those whose last exchange surely lies further back', async () => {
  const { make, visit } = startApp()
  const names = ['Vừa qua', 'Đúng hạn', 'Đã lâu', 'Chưa từng']
  const [recent, edge, long] = names.map((name) => make.partner({ name }))
  const edgeMonth = `${Number(today().slice(0, 4)) - 2}${today().slice(4, 7)}`
  make.delegation({ partnerIds: [recent!], status: 'returned', startsOn: addDays(today(), -40) })
  make.delegation({ partnerIds: [edge!], status: 'returned', startsOn: edgeMonth })
  make.delegation({ partnerIds: [long!], status: 'returned', startsOn: '2019-05' })
  const page = await visit('/partners?quiet=24')
  expect(page.texts('#partners .main a')).toEqual(['Đã lâu'])
  expect(page.texts('.tabs a')).toContain('Chưa có đoàn nào trong sổ 1')
})

test('at a date, only relations known to have begun are listed, and unknown ones are counted apart', async () => {
  const { make, visit } = startApp()
  make.partner({ name: 'Từ 1993', relationSince: '1993' })
  make.partner({ name: 'Từ 2020', relationSince: '2020' })
  make.partner({ name: 'Chưa rõ' })
  const met = make.partner({ name: 'Gặp 9/2010' })
  make.delegation({ partnerIds: [met], status: 'returned', startsOn: '2010-09' })
  const page = await visit('/partners?on=2015-06-30')
  expect(page.texts('#partners .main a')).toEqual(['Gặp 9/2010', 'Từ 1993'])
  expect(page.text('#partners .note:not(.on-paper)')).toContain(
    'Thêm 1 đối tác chưa biết có quan hệ từ bao giờ',
  )
  expect((await visit('/partners?on=2020-06-30')).text('#partners .note:not(.on-paper)')).toContain(
    'Thêm 2 đối tác',
  )
})

test('what an address asks without sense is left aside and named', async () => {
  const { make, visit } = startApp()
  make.partner()
  const page = await visit('/partners?region=moon&country=la&quiet=soon&colour=red')
  expect(page.status).toBe(200)
  expect(page.text('.notice')).toContain('“region=moon”, “quiet=soon”, “colour=red”')
  expect(page.texts('.chip')).toEqual(['Lào bỏ lọc'])
})

test('a list without a match says so, and an empty register how to begin', async () => {
  const { make, visit } = startApp()
  expect((await visit('/partners')).text('.empty h2')).toBe('Chưa có đối tác nào')
  make.partner()
  const page = await visit('/partners?q=khong-co', { 'HX-Target': 'section#partners' })
  expect(page.text('.empty h2')).toBe('Không có đối tác nào như vậy')
  expect(page.html).not.toContain('<main')
})

test('a long register comes in pages by key, each partner once', async () => {
  const { make, visit } = startApp()
  for (let number = 0; number < 205; number++)
    make.partner({ name: `Hội ${String(number).padStart(3, '0')}` })
  const first = await visit('/partners')
  expect(first.all('#partners .main a')).toHaveLength(200)
  const second = await visit(first.href('a[rel="next"]'))
  expect(second.texts('#partners .main a')).toEqual(
    [200, 201, 202, 203, 204].map((number) => `Hội ${number}`),
  )
  const back = await visit(second.href('a[rel="prev"]'))
  expect(back.texts('#partners .main a')).toEqual(first.texts('#partners .main a'))
})

test('the list is JSON and CSV too, with the same filters and order', async () => {
  const { make, visit } = startApp()
  const lao = make.partner({
    abbreviation: 'LJA',
    nameEn: 'Lao Journalists Association',
    relationSince: '1990',
  })
  make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
  make.delegation({ partnerIds: [lao], status: 'returned', startsOn: '2024-09-14' })
  const { json } = await visit('/partners.json?country=LA&q=nha bao')
  expect(json).toMatchObject({
    next: null,
    items: [
      {
        id: lao,
        name: 'Hội Nhà báo Lào',
        names: { en: 'Lao Journalists Association', local: null, abbreviation: 'LJA', aliases: [] },
        kind: 'journalist_association',
        country: 'LA',
        relationSince: '1990',
        lastExchangeOn: '2024-09',
        agreement: null,
      },
    ],
  })
  const csv = (await visit('/partners.csv')).html
  expect(csv.split('\r\n').slice(0, 3).join('\n')).toMatch(
    /Nước,Mã nước,Đối tác.*\nLào,LA,Hội Nhà báo Lào.*\nCuba,CU/s,
  )
})

test('a partner’s page holds everything both ways, and only what counts is summed', async () => {
  const { make, visit } = startApp()
  const lao = make.partner()
  const local = make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  const visitOf = { partnerIds: [lao], countries: ['LA'] }
  make.delegation({
    ...visitOf,
    title: 'Thăm Viêng Chăn',
    status: 'returned',
    startsOn: '2024-09',
    headCount: 6,
  })
  make.delegation({
    ...visitOf,
    title: 'Thăm Savannakhet',
    status: 'returned',
    startsOn: '2024',
    unitId: local,
  })
  make.delegation({ ...visitOf, title: 'Sẽ thăm', status: 'planned', startsOn: '2024-11' })
  make.delegation({
    ...visitOf,
    title: 'Bạn sang',
    direction: 'inbound',
    status: 'reported',
    startsOn: '2020',
    headCount: 4,
  })
  const page = await visit(`/partners/${lao}`)
  expect(page.texts('.tacc tbody th')).toEqual(['2024', '2021–2023', '2020'])
  expect(page.text('.tacc tbody tr')).toContain(
    'Thăm Savannakhet 2024 · chưa rõ số người · Hội Nhà báo tỉnh Nghệ An',
  )
  expect(page.text('.tacc tbody tr')).toContain('chưa đi, chưa tính')
  expect(page.texts('.tacc tfoot td')).toEqual([
    '2 đoàn · ít nhất 6 lượt người',
    '1 đoàn · 4 lượt người',
    'ra hơn 1',
  ])
  const list = await visit(page.href('.tacc tfoot a'))
  expect(list.all('#delegations tbody .main')).toHaveLength(2)
})

test('a partner without a visit invites the first one', async () => {
  const { make, visit } = startApp()
  const page = await visit(`/partners/${make.partner()}`)
  expect(page.text('.empty h3')).toBe('Chưa có đoàn nào với đối tác này')
  expect((await visit('/partners/999')).status).toBe(404)
})

test('names in other scripts say which language they are in', async () => {
  const { make, visit } = startApp()
  const id = make.partner({ nameEn: 'Lao Journalists Association', nameLocal: 'ສະມາຄົມນັກຂ່າວ' })
  const page = await visit(`/partners/${id}`)
  expect(page.text('[lang="lo"]')).toBe('ສະມາຄົມນັກຂ່າວ')
  expect(page.text('.lede [lang="en"]')).toBe('Lao Journalists Association')
})

const head = (post: string) => ({
  id: null,
  name: 'Savankhone Razmountry',
  role: 'head' as const,
  post,
  organisation: null,
  hasTravelled: true,
})

test('the people of a partner are its heads who came, with the post held last', async () => {
  const { make, visit } = startApp()
  const lao = make.partner()
  const inbound = { partnerIds: [lao], direction: 'inbound' as const, status: 'returned' as const }
  make.delegation({ ...inbound, startsOn: '2019-04', participants: [head('Chủ tịch')] })
  make.delegation({ ...inbound, startsOn: '2016', participants: [head('Thứ trưởng')] })
  make.delegation({
    partnerIds: [lao],
    status: 'returned',
    participants: [{ ...head('Ta'), name: 'Lê Minh' }],
  })
  const page = await visit(`/partners/${lao}`)
  expect(page.texts('aside .log li')).toEqual(['Savankhone Razmountry, Chủ tịch 2 lần, gần nhất 4/2019'])
})

test('a partner is written with its former names, and its visits are found by them', async () => {
  const { make, visit, submit } = startApp()
  const kept = await submit('/partners', {
    ...typedPartner(),
    relationSince: '12/2014',
    sourceUrl: 'https://example.org/tin',
    'names[0][name]': 'Liên hiệp Nhà báo Cu-ba',
    'names[0][kind]': 'former',
    'names[0][untilOn]': '1990',
  })
  const address = saved(kept.location)
  const id = Number(address.split('/').at(-1))
  make.delegation({ partnerIds: [id], title: 'Thăm La Habana', countries: ['CU'] })
  const page = await visit(kept.location!)
  expect(page.text('.notice--done p')).toBe('Đã lưu đối tác vào sổ.')
  expect(page.text('aside .facts')).toBe('Tên cũLiên hiệp Nhà báo Cu-ba đến 1990')
  expect(page.text('.figures')).toContain('12/2014')
  expect((await visit('/delegations?q=bao gioi')).all('#delegations tbody .main')).toHaveLength(0)
  const form = await visit(`${address}/edit`)
  await submit(address, {
    ...typedPartner({ country: 'CU', version: form.value('version') }),
    'names[0][id]': form.value('names[0][id]'),
    'names[0][name]': 'Liên hiệp Báo giới Cu-ba',
    'names[0][kind]': 'former',
  })
  expect((await visit('/delegations?q=bao gioi')).texts('#delegations tbody .main a')[0]).toBe(
    'Thăm La Habana',
  )
})

test('every kind but a multilateral body needs a country, and that one has none', async () => {
  const { submit } = startApp()
  const without = await submit('/partners', typedPartner({ country: '' }))
  expect(without.status).toBe(422)
  expect(without.error('country')).toBe('Chưa ghi nước')
  expect(without.value('name')).toBe('Hội Nhà báo Cuba')
  const body = await submit('/partners', typedPartner({ kind: 'international_body' }))
  expect(body.error('country')).toContain('Tổ chức đa phương không thuộc nước nào')
  const nowhere = await submit('/partners', typedPartner({ country: 'Xứ Mơ', relationSince: '31/2/2020' }))
  expect(nowhere.error('country')).toBe('Không có nước “Xứ Mơ”')
  expect(nowhere.error('relationSince')).toContain('Không có ngày 31/2/2020')
})

test('a partner that may be there already is shown, and kept only as another one', async () => {
  const { make, visit, submit } = startApp()
  make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU', abbreviation: 'UPEC' })
  const again = await submit('/partners', typedPartner({ name: 'hoi nha bao CUBA' }))
  expect(again.status).toBe(422)
  expect(again.text('.notice--warn a')).toBe('Hội Nhà báo Cuba')
  const sameLetters = await submit('/partners', typedPartner({ name: 'Khác', abbreviation: 'upec' }))
  expect(sameLetters.status).toBe(422)
  const elsewhere = await submit(
    '/partners',
    typedPartner({ name: 'Khác', abbreviation: 'UPEC', country: 'Lào' }),
  )
  expect(elsewhere.status).toBe(303)
  const other = await submit('/partners', typedPartner({ notDuplicate: '1' }))
  expect(other.status).toBe(303)
  // Told apart once, it is not asked about again.
  const form = await visit(`${saved(other.location)}/edit`)
  const edited = await submit(
    saved(other.location),
    typedPartner({ version: form.value('version'), note: 'x' }),
  )
  expect(edited.status).toBe(303)
})

test('a row for another name is added without script, and nothing is kept', async () => {
  const { db, submit } = startApp()
  const page = await submit('/partners', {
    ...typedPartner(),
    'names[0][name]': 'UPEC Cuba',
    'names[0][kind]': 'alias',
    add: 'names',
  })
  expect(page.status).toBe(200)
  expect(page.value('names[0][name]')).toBe('UPEC Cuba')
  expect(page.all('[name="names[1][name]"]')).toHaveLength(1)
  expect(db.$client.prepare('select count(*) n from partners').get()).toEqual({ n: 0 })
})

test('a form sent twice makes one partner', async () => {
  const { db, submit } = startApp()
  const typed = typedPartner({ submissionId: crypto.randomUUID() })
  const [one, two] = [await submit('/partners', typed), await submit('/partners', typed)]
  expect(two.location).toBe(one.location)
  expect(db.$client.prepare('select count(*) n from partners').get()).toEqual({ n: 1 })
})

test('a kept form sent again with another name is handed back with it, and makes one more if that is meant', async () => {
  const { submit, db } = startApp()
  const typed = typedPartner({ submissionId: crypto.randomUUID() })
  const first = await submit('/partners', typed)
  const again = await submit('/partners', { ...typed, name: 'Thông tấn xã Cuba', kind: 'news_agency' })
  expect([again.status, again.value('name')]).toEqual([422, 'Thông tấn xã Cuba'])
  expect(again.text('.notice--error a')).toContain('Mẫu này đã lưu một lần với nội dung khác')
  expect(again.href('.notice--error a')).toBe(saved(first.location))
  const sent = { ...typed, name: 'Thông tấn xã Cuba', kind: 'news_agency' }
  const kept = await submit('/partners', { ...sent, submissionId: again.value('submissionId') })
  expect([kept.status, saved(kept.location)]).toEqual([303, '/partners/2'])
  expect(db.$client.prepare('select count(*) from partners').pluck().get()).toBe(2)
})

test('typed words suggest partners, the likeliest first, without a frame', async () => {
  const { make, visit } = startApp()
  make.partner({ name: 'Thông tấn xã Lào', country: 'LA', kind: 'news_agency' })
  make.partner({ name: 'Hội Nhà báo Lào', country: 'LA', abbreviation: 'LJA' })
  make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
  const page = await visit('/partners/options?q=lja')
  expect(page.html).not.toContain('<html')
  expect(page.texts('li[role="option"]')).toEqual(['Hội Nhà báo Lào Lào · LJA'])
  expect(page.all('li')[0]!.getAttribute('data-value')).toBe('Hội Nhà báo Lào')
  expect((await visit('/partners/options?q=hoi nha bao lao')).texts('li')).toHaveLength(1)
  expect((await visit('/partners/options?q=%22%3Cscript')).texts('li')).toEqual([])
})

test('while nothing is typed, the partners met most recently are suggested, twelve at most', async () => {
  const { make, visit } = startApp()
  for (let number = 10; number < 24; number++) {
    const id = make.partner({ name: `Hội ${number}` })
    make.delegation({ partnerIds: [id], status: 'returned', startsOn: `20${number}` })
  }
  make.partner({ name: 'Chưa gặp' })
  const options = (await visit('/partners/options?q=')).texts('li')
  expect(options).toHaveLength(12)
  expect(options[0]).toBe('Hội 23 Lào')
})

test('the list and a partner’s page cost the same statements with 40 rows as with 1', async () => {
  const { db, make, visit } = startApp()
  const statements = async (url: string) => {
    const prepare = vi.spyOn(db.$client, 'prepare')
    await visit(url)
    const count = prepare.mock.calls.length
    prepare.mockRestore()
    return count
  }
  const lao = make.partner()
  make.delegation({ partnerIds: [lao], status: 'returned' })
  for (const url of ['/partners', `/partners/${lao}`]) await visit(url)
  make.partner({ name: 'Hội thử' })
  make.delegation({ partnerIds: [lao], status: 'returned' })
  for (const url of ['/partners', `/partners/${lao}`]) await visit(url)
  make.partner({ name: 'Hội thử nữa' })
  make.delegation({ partnerIds: [lao] })
  const few = [await statements('/partners'), await statements(`/partners/${lao}`)]
  for (let number = 0; number < 40; number++) {
    const id = make.partner({ name: `Hội ${number}` })
    make.delegation({ partnerIds: [lao, id], status: 'returned' })
  }
  expect([await statements('/partners'), await statements(`/partners/${lao}`)]).toEqual(few)
})
