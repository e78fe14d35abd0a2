import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchQuery } from '../src/search/match.ts'
import { folded, personSortKey, sortKey, writeDecimal, writeNumber } from '../src/vietnamese.ts'
import { startApp } from './support/app.ts'

const found = (page: { texts(selector: string): string[] }) => page.texts('.ledger .main a')

test('“doan lao” finds “Đoàn nhà báo Lào”, and so does text in NFD', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Đoàn nhà báo Lào', direction: 'inbound' })
  for (const typed of ['doan lao', 'Đoàn LÀO', 'đoàn lào'.normalize('NFD'), '"doan* lao']) {
    expect(found(await visit(`/search?q=${encodeURIComponent(typed)}`)), typed).toEqual(['Đoàn nhà báo Lào'])
  }
})

test('what has the very tones that were typed comes first, older or not', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Thăm Báo Hà Tĩnh' })
  make.delegation({ title: 'Họp về bão' })
  make.delegation({ title: 'Thăm Bao Thắng' })
  expect(found(await visit(`/search?q=${encodeURIComponent('bão')}`))[0]).toBe('Họp về bão')
  expect(found(await visit(`/search?q=${encodeURIComponent('báo')}`))[0]).toBe('Thăm Báo Hà Tĩnh')
  expect(found(await visit('/search?q=bao'))).toHaveLength(3)
})

test('partners are found by abbreviation, English, local script and country; visits by their partner and people', async () => {
  const { make, visit } = startApp()
  const partner = make.partner({
    name: 'Hội Nhà báo toàn quốc Trung Quốc',
    nameEn: 'All-China Journalists Association',
    nameLocal: '中华全国新闻工作者协会',
    abbreviation: 'ACJA',
    country: 'CN',
  })
  make.delegation({
    title: 'Hội đàm tại Bắc Kinh',
    countries: ['CN'],
    partnerIds: [partner],
    participants: [
      { id: null, name: 'Nguyễn Đức Lợi', role: 'head', post: null, organisation: null, hasTravelled: true },
    ],
  })
  for (const typed of ['acja', 'journalists china', '新闻', 'trung quoc']) {
    const page = await visit(`/search?q=${encodeURIComponent(typed)}`)
    expect(page.texts('aside a'), typed).toContain('Hội Nhà báo toàn quốc Trung Quốc')
    expect(found(page), typed).toEqual(['Hội đàm tại Bắc Kinh'])
  }
  expect(found(await visit('/search?q=duc+loi'))).toEqual(['Hội đàm tại Bắc Kinh'])
  expect((await visit('/search?q=DRC')).status).toBe(200)
})

test('a visit is found by its number however it is typed: no marks, no dashes, no spaces', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Thăm Lào', direction: 'outbound', startsOn: '2026-03' })
  make.delegation({ title: 'Thăm Cuba', direction: 'outbound', startsOn: '2026-04' })
  make.delegation({ title: 'Đón bạn Lào', direction: 'inbound', startsOn: '2026-03' })
  for (const typed of [
    'dr2026001',
    'dr 2026 001',
    'ĐR2026001',
    'DR 2026001',
    'đr2026-001',
    'lào ĐR2026001',
  ]) {
    const asked = encodeURIComponent(typed)
    expect(found(await visit(`/search?q=${asked}`)), typed).toEqual(['Thăm Lào'])
    expect((await visit(`/delegations?scope=all&q=${asked}`)).texts('#delegations .main a'), typed).toEqual([
      'Thăm Lào',
    ])
  }
  expect(found(await visit('/search?q=dr2026'))).toEqual(['Thăm Cuba', 'Thăm Lào'])
})

test('nothing that is typed is an error', async () => {
  const { visit } = startApp()
  for (const typed of [
    '',
    '"',
    '*',
    'AND OR NOT',
    'a AND (',
    '%00',
    '--',
    "';drop table",
    'x'.repeat(5000),
    '☺',
  ]) {
    expect((await visit(`/search?q=${encodeURIComponent(typed)}`)).status, typed).toBe(200)
  }
  expect((await visit('/search?q=a&q=b')).status).toBe(200)
})

test('what a search cannot read is left aside and named, on the page and in JSON', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Đoàn nhà báo Lào' })
  const left = async (address: string) => (await visit(address)).texts('.notice[role="status"] p')
  const strange = await visit('/search?q=lao&kind=foo&page=abc&sort=q')
  expect(found(strange)).toEqual(['Đoàn nhà báo Lào'])
  expect(strange.texts('.notice[role="status"] p')).toEqual([
    'Không hiểu “kind=foo”, “page=abc”, “sort=q” nên đã bỏ qua.',
  ])
  const long = `lao ${'x '.repeat(98)}thừa`
  for (const list of ['/search', '/delegations', '/partners']) {
    expect(await left(`${list}?q=${encodeURIComponent(long)}`), list).toEqual([
      'Chỉ tìm theo 200 ký tự đầu nên đã bỏ qua “Tìm gì: thừa”.',
    ])
    const nothing = await visit(`${list}?q=%00`)
    expect(nothing.texts('.notice[role="status"] p'), list).toEqual([
      'Không hiểu “Tìm gì: \uFFFD” nên đã bỏ qua.',
    ])
    expect((await visit(`${list}?q=lao%00`)).html, list).not.toContain('\0')
  }
  expect(found(await visit('/search?q=lao%00'))).toEqual(['Đoàn nhà báo Lào'])
  expect(await left('/search?q=lao&q=cuba')).toEqual([
    'Mỗi mục này chỉ chọn được một, nên đã bỏ qua “Tìm gì: cuba”.',
  ])
  expect((await visit('/search.json?q=lao&kind=foo')).json).toMatchObject({
    q: 'lao',
    ignored: [{ name: 'kind', value: 'foo' }],
  })
})

test('the search index agrees with its entries', () => {
  const { db, make } = startApp()
  make.delegation()
  expect(() =>
    db.$client.exec(`insert into search_index (search_index) values ('integrity-check')`),
  ).not.toThrow()
})

test('folding is stable: a folded text folds to itself, in NFC and NFD alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(folded(folded(text))).toBe(folded(text))
      expect(folded(text.normalize('NFD'))).toBe(folded(text.normalize('NFC')))
      expect(() => matchQuery(text)).not.toThrow()
    }),
  )
})

test('words sort as a Vietnamese dictionary does: Đ after D, then by tone', () => {
  const letters = fc.stringMatching(/^[aàảãáạăằâầbcdđeèéẹêềghiìíklmnoòóôồơờpqrstuùúưừvxyỳý]{1,6}$/)
  const collator = new Intl.Collator('vi')
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      const [a, b] = [sortKey(one), sortKey(other)]
      expect(Math.sign(a < b ? -1 : a > b ? 1 : 0)).toBe(Math.sign(collator.compare(one, other)))
    }),
  )
  expect(
    ['Đức', 'Dung', 'An', 'Ánh', 'Ơn', 'Oanh'].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
  ).toEqual(['An', 'Ánh', 'Dung', 'Đức', 'Oanh', 'Ơn'])
})

test('people sort by given name, then by the rest', () => {
  const names = ['Nguyễn Văn Tùng', 'Trần Thị Anh', 'Lê Đức Anh', 'Đỗ Bình']
  expect(names.toSorted((a, b) => (personSortKey(a) < personSortKey(b) ? -1 : 1))).toEqual([
    'Lê Đức Anh',
    'Trần Thị Anh',
    'Đỗ Bình',
    'Nguyễn Văn Tùng',
  ])
})

test('numbers are written 1.200 and 42,5 in Vietnamese, 1,200 and 42.5 in English', () => {
  expect([writeNumber(1200), writeNumber(800_000_000_000), writeNumber(-5)]).toEqual([
    '1.200',
    '800.000.000.000',
    '−5',
  ])
  expect([writeDecimal(42.5), writeDecimal(1234.56, 'en'), writeNumber(1200, 'en')]).toEqual([
    '42,5',
    '1,234.6',
    '1,200',
  ])
})
