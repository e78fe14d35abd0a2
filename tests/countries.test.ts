import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

test('countries with partners or visits are listed by region, each with what went out and came in', async () => {
  const { make, visit } = startApp()
  const lao = make.partner({ country: 'LA' })
  make.partner({ name: 'Hội Nhà báo Đức', country: 'DE' })
  make.delegation({ partnerIds: [lao], countries: ['LA'], status: 'returned', startsOn: '2024-09' })
  make.delegation({ direction: 'inbound', countries: ['CU'], status: 'returned', startsOn: '2023' })
  make.delegation({ countries: ['FR'], status: 'planned' })
  const page = await visit('/countries')
  expect(page.texts('tbody .main a')).toEqual(['Lào', 'Đức', 'Pháp', 'Cuba'])
  const { json } = await visit('/countries.json')
  expect((json.items as unknown as { iso2: string }[]).map(({ iso2 }) => iso2)).toEqual([
    'LA',
    'DE',
    'FR',
    'CU',
  ])
  expect(page.text('.lede')).toBe('Có đối tác ở 2 nước; đã trao đổi đoàn với 2 nước.')
  expect(page.texts('#south-east-asia td')).toEqual(['1', '0', '', 'ra hơn 1', '1', '9/2024'])
  expect(page.texts('#americas td')).toEqual(['0', '1', '', 'vào hơn 1', '0', '2023'])
})

test('C8: a visit to two countries stands under both, and once in the total', async () => {
  const { make, visit } = startApp()
  make.delegation({ countries: ['LA', 'KH'], status: 'returned' })
  const page = await visit('/countries')
  expect(page.texts('#south-east-asia td:nth-child(2)')).toEqual(['1', '1'])
  expect(page.text('tfoot td')).toBe('1')
  expect(page.text('.note')).toContain('hơn tổng cộng 1')
})

test('a country is found by its code in any case, and an unknown one is not there', async () => {
  const { visit } = startApp()
  const small = await visit('/countries/la')
  expect([small.status, small.location]).toEqual([301, '/countries/LA'])
  expect((await visit('/countries/ZZ')).status).toBe(404)
  expect((await visit('/countries/LA')).text('h1')).toBe('Lào')
})

test('a country’s page holds its partners, and every visit also through multilateral bodies', async () => {
  const { make, visit } = startApp()
  make.partner({ country: 'LA', abbreviation: 'LJA' })
  const asean = make.partner({
    name: 'Liên đoàn các nhà báo ASEAN',
    kind: 'international_body',
    country: null,
  })
  make.delegation({
    title: 'Dự hội nghị',
    partnerIds: [asean],
    countries: ['TH', 'LA'],
    status: 'returned',
    startsOn: '2024-09',
    headCount: 5,
  })
  const page = await visit('/countries/LA')
  expect(page.texts('aside .log a')).toEqual(['Hội Nhà báo Lào', 'Liên đoàn các nhà báo ASEAN'])
  expect(page.text('.tacc tbody')).toContain('Dự hội nghị')
  expect(page.text('.tacc tfoot td')).toBe('1 đoàn · 5 lượt người')
  const list = await visit(page.href('.tacc tfoot a'))
  expect(list.all('#delegations tbody .main')).toHaveLength(1)
})

test('a country has its name in the reader’s language, the other beside it', async () => {
  const { visit } = startApp()
  expect((await visit('/countries/CH')).text('.lede [lang="en"]')).toBe('Switzerland')
  const english = await visit('/countries/CH', { Cookie: 'language=en' })
  expect(english.text('h1')).toBe('Switzerland')
  expect(english.text('.lede [lang="vi"]')).toBe('Thụy Sĩ')
})

test('typed words suggest countries, the likeliest first', async () => {
  const { visit } = startApp()
  expect((await visit('/countries/options?q=lao')).texts('li')[0]).toBe('Lào Laos · LA')
  expect((await visit('/countries/options?q=thuy s')).texts('li')).toEqual(['Thụy Sĩ Switzerland · CH'])
  expect((await visit('/countries/options?q=my')).texts('li').some((words) => words.includes('US'))).toBe(
    true,
  )
})
