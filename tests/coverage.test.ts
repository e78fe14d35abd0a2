import fc from 'fast-check'
import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { MOST, readPasteForm } from '../src/coverage/form.ts'
import { keptLink } from '../src/coverage/links.ts'
import { readPasted } from '../src/coverage/pasted.ts'
import { startApp } from './support/app.ts'
import { clashesOf, formOf, meanwhile } from './support/conflicts.ts'

type App = ReturnType<typeof startApp>

const section = 'section[aria-labelledby="coverage"]'
const rowsOf = ({ db }: App) =>
  db.$client
    .prepare('select title, outlet, language, published_on, url from coverage_items order by id')
    .all()
const read = (pasted: string) =>
  readPasted(pasted, []).rows.map(({ title, url, outlet, publishedOn }) => [title, url, outlet, publishedOn])

test('a piece is added, shown on the visit’s page, edited, removed and brought back', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const added = await app.submit(`/delegations/${id}/coverage`, {
    title: 'Đoàn nhà báo thăm Lào',
    outlet: 'Báo Nhân Dân',
    language: 'vi',
    publishedOn: '9/2024',
    url: 'HTTPS://nhandan.vn/bai-1.html',
  })
  const page = await app.visit(added.location!)
  expect(page.text('.notice--done')).toContain('Đã lưu tin bài.')
  expect(page.href(`${section} li a`)).toBe('https://nhandan.vn/bai-1.html')
  expect(page.all(`${section} li a`)[0]!.getAttribute('rel')).toBe('noreferrer')
  expect(page.text(`${section} small`)).toContain('Báo Nhân Dân · Tiếng Việt · 9/2024')

  const form = formOf(await app.visit(`/delegations/${id}/coverage/1/edit`))
  await app.submit(`/delegations/${id}/coverage/1`, { ...form, title: 'Tên mới' })
  expect(rowsOf(app)).toMatchObject([{ title: 'Tên mới', language: 'vi', published_on: '2024-09' }])
  const removed = await app.submit(`/delegations/${id}/coverage/1/removal`, {})
  expect(rowsOf(app)).toEqual([])
  const act = new URL(removed.location!, 'http://x').searchParams.get('act')
  await app.submit(`/history/${act}/undo`, {})
  expect(rowsOf(app)).toMatchObject([{ title: 'Tên mới' }])
})

test.each([
  ['title', { title: '' }],
  ['url', { url: 'javascript:alert(1)' }],
  ['url', { url: 'ftp://nhandan.vn/x' }],
  ['url', { url: 'nhandan.vn/x' }],
  ['publishedOn', { publishedOn: '1/1/2099' }],
  ['language', { language: 'xx' }],
])('a piece with a wrong %s is handed back', async (field, wrong) => {
  const app = startApp()
  const id = app.make.delegation()
  const page = await app.submit(`/delegations/${id}/coverage`, { title: 'Bài', ...wrong })
  expect([page.status, page.error(field) !== '', rowsOf(app)]).toEqual([422, true, []])
})

test.each(['http:nhandan.vn/a', 'http:///nhandan.vn/a', 'HTTP://nhandan.vn/a'])(
  'an address written as %s is kept as a browser reads it',
  async (url) => {
    const app = startApp()
    await app.submit(`/delegations/${app.make.delegation()}/coverage`, { title: 'Bài', url })
    expect(rowsOf(app)).toMatchObject([{ url: 'http://nhandan.vn/a' }])
  },
)

test('the same link is refused by the name it has, however it was shared', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const url = 'https://nhandan.vn/bai.html'
  await app.submit(`/delegations/${id}/coverage`, { title: 'Bài đầu', url })
  for (const again of [url, 'http://www.nhandan.vn/bai.html?utm_source=fb#x']) {
    const page = await app.submit(`/delegations/${id}/coverage`, { title: 'Bài nữa', url: again })
    expect([page.status, page.error('url')]).toEqual([422, 'Đường dẫn này đã có trong đoàn: “Bài đầu”'])
    const pasted = await app.submit(`/delegations/${id}/coverage/paste`, {
      'items[0][title]': 'B',
      'items[0][url]': again,
    })
    expect([pasted.status, pasted.error('items-0-url')]).toEqual([
      422,
      'Đường dẫn này đã có trong đoàn: “Bài đầu”',
    ])
  }
  expect(rowsOf(app)).toHaveLength(1)
  const other = app.make.delegation()
  expect((await app.submit(`/delegations/${other}/coverage`, { title: 'Bài', url })).status).toBe(303)
})

test('a form that was kept and comes again with another piece is handed back, and kept as one more', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const url = `/delegations/${id}/coverage`
  const typed = { ...formOf(await app.visit(`${url}/new`)), title: 'Bài một', url: 'https://nhandan.vn/1' }
  const kept = await app.submit(url, typed)
  expect((await app.submit(url, typed)).location).toBe(kept.location)
  const again = await app.submit(url, { ...typed, title: 'Bài hai', url: 'https://nhandan.vn/2' })
  expect([again.status, again.value('title')]).toEqual([422, 'Bài hai'])
  expect(again.text('.notice--error')).toContain('Mẫu này đã lưu một lần với nội dung khác')
  await app.submit(url, formOf(again))
  expect(rowsOf(app)).toMatchObject([{ title: 'Bài một' }, { title: 'Bài hai' }])
})

test('a pasted list that was kept and comes again with other pieces is handed back', async () => {
  const app = startApp()
  const url = `/delegations/${app.make.delegation()}/coverage/paste`
  const read = formOf(await app.submit(url, { paste: 'https://nhandan.vn/1' }))
  const kept = await app.submit(url, read)
  expect((await app.submit(url, read)).location).toBe(kept.location)
  const again = await app.submit(url, { ...read, 'items[0][url]': 'https://nhandan.vn/2' })
  expect([again.status, again.value('items[0][url]')]).toEqual([422, 'https://nhandan.vn/2'])
  await app.submit(url, formOf(again))
  expect(rowsOf(app)).toMatchObject([{ url: 'https://nhandan.vn/1' }, { url: 'https://nhandan.vn/2' }])
})

test('two people edit one piece: what clashes is asked about', async () => {
  const app = startApp()
  const id = app.make.delegation()
  write(app.db, { name: 'Test' }, (write) => write.insert(coverageItems, { delegationId: id, title: 'Bài' }))
  const form = formOf(await app.visit(`/delegations/${id}/coverage/1/edit`))
  meanwhile(app, (write) => write.update(coverageItems, 1, { title: 'Của B', outlet: 'VOV' }))
  const page = await app.submit(`/delegations/${id}/coverage/1`, { ...form, title: 'Của tôi' })
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [{ about: 'Tên tin bài', values: ['Của tôi', 'Của B', 'Bài'] }],
  ])
  expect(page.value('outlet')).toBe('VOV')
})

test('a pasted list is shown as it was understood, corrected, and only then kept', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const paste = `/delegations/${id}/coverage/paste`
  const pasted = 'Đoàn thăm Lào – https://nhandan.vn/a.html\nhttps://vjn.vn/b\nkhông có gì\n'
  const page = await app.submit(paste, { paste: pasted })
  expect([page.status, rowsOf(app)]).toEqual([200, []])
  expect(page.text('.notice')).toContain('Đã đọc được 2 tin bài')
  expect(page.text('.notice')).toContain('1 dòng không có đường dẫn nên bỏ qua, dòng đầu là “không có gì”')
  expect([page.value('items[0][title]'), page.value('items[0][outlet]')]).toEqual([
    'Đoàn thăm Lào',
    'Báo Nhân Dân',
  ])
  const without = await app.submit(paste, { ...formOf(page), remove: 'items.1' })
  expect(without.all('tbody tr')).toHaveLength(1)
  const more = await app.submit(paste, {
    ...formOf(page),
    paste: 'https://vov.vn/c\nhttps://nhandan.vn/a.html',
  })
  expect(more.all('tbody tr')).toHaveLength(3)
  expect(more.text('.notice')).toContain('Đã có trong đoàn, không thêm lần nữa: “Đoàn thăm Lào”')
  const kept = await app.submit(paste, { ...formOf(more), 'items[1][title]': 'Tin của Hội' })
  expect(kept.status).toBe(303)
  expect(rowsOf(app)).toMatchObject([
    { title: 'Đoàn thăm Lào', outlet: 'Báo Nhân Dân', language: null, published_on: null },
    { title: 'Tin của Hội', outlet: 'Hội Nhà báo Việt Nam' },
    { title: 'vov.vn/c', outlet: 'VOV' },
  ])
})

test('with a script, reading answers with the rows alone; nothing to read is said', async () => {
  const app = startApp()
  const paste = `/delegations/${app.make.delegation()}/coverage/paste`
  const rows = await app.submit(paste, { paste: 'https://vov.vn/c' }, { 'HX-Target': 'div#coverage-rows' })
  expect([rows.all('header').length, rows.all('#coverage-rows tbody tr').length]).toEqual([0, 1])
  const none = await app.submit(paste, { paste: 'Không có gì cả' })
  expect([none.status, none.error('paste'), none.value('paste')]).toEqual([
    422,
    'Không thấy đường dẫn nào trong phần dán',
    'Không có gì cả',
  ])
  expect((await app.submit(paste, {})).status).toBe(422)
})

test.each<[string, string, (string | undefined)[]]>([
  ['a link alone', 'https://example.org/a', ['example.org/a', 'https://example.org/a', 'example.org', '']],
  [
    'without its scheme',
    'www.nhandan.vn/a',
    ['nhandan.vn/a', 'https://www.nhandan.vn/a', 'Báo Nhân Dân', ''],
  ],
  [
    'a title before',
    '1. Lào - Việt Nam: https://vov.vn/a.',
    ['Lào - Việt Nam', 'https://vov.vn/a', 'VOV', ''],
  ],
  ['a number of a list before', '2. https://vov.vn/a', ['vov.vn/a', 'https://vov.vn/a', 'VOV', '']],
  ['a number and a dash before', '12 - https://vov.vn/a', ['vov.vn/a', 'https://vov.vn/a', 'VOV', '']],
  ['a bullet of Word before', '\uF0B7 https://vov.vn/a', ['vov.vn/a', 'https://vov.vn/a', 'VOV', '']],
  ['a title after', 'https://vov.vn/a – Bài sau', ['Bài sau', 'https://vov.vn/a', 'VOV', '']],
  ['a title above', 'Bài trên\nhttps://vov.vn/a', ['Bài trên', 'https://vov.vn/a', 'VOV', '']],
  ['markdown', '- [Bài (ảnh)](https://vov.vn/a_(b))', ['Bài (ảnh)', 'https://vov.vn/a_(b)', 'VOV', '']],
  ['a day in front', '14/9/2024: Bài – https://vov.vn/a', ['Bài', 'https://vov.vn/a', 'VOV', '14/09/2024']],
  ['a day behind', 'Bài (14/9/2024) https://vov.vn/a', ['Bài', 'https://vov.vn/a', 'VOV', '14/09/2024']],
  [
    'a day inside',
    'Lễ 2/9/2024 ở Lào – https://vov.vn/a',
    ['Lễ 2/9/2024 ở Lào', 'https://vov.vn/a', 'VOV', ''],
  ],
  [
    'a day of the path',
    'https://vov.vn/2024/9/14/a',
    ['vov.vn/2024/9/14/a', 'https://vov.vn/2024/9/14/a', 'VOV', '14/09/2024'],
  ],
  [
    'an outlet behind a bar',
    'Bài | Báo Lào https://kpl.gov.la/a',
    ['Bài', 'https://kpl.gov.la/a', 'Báo Lào', ''],
  ],
  [
    'Excel',
    '3\tBài\tBáo Lào\t14/9/2024\thttps://kpl.gov.la/a',
    ['Bài', 'https://kpl.gov.la/a', 'Báo Lào', '14/09/2024'],
  ],
  [
    'Excel with headings',
    'Link\tTên bài\tNgày\nhttps://vov.vn/a\tBài\t9/2024',
    ['Bài', 'https://vov.vn/a', 'VOV', ''],
  ],
  ['Word', 'HYPERLINK "https://vov.vn/a" \\o "x" Bài', ['Bài', 'https://vov.vn/a', 'VOV', '']],
  [
    'a table of markdown',
    '| Bài | Link |\n|---|---|\n| A | https://vov.vn/a |',
    ['A', 'https://vov.vn/a', 'VOV', ''],
  ],
])('a paste is understood: %s', (_what, pasted, expected) => {
  expect(read(pasted)).toEqual([expected])
})

test('a heading above a list is not taken for the title of its first link', () => {
  expect(read('Danh sách tin bài:\nhttps://vov.vn/a')[0]![0]).toBe('vov.vn/a')
})

// Words as they stand in a title: nothing that sets it off from what is beside it at either end.
const word = fc.constantFrom(
  'Đoàn',
  'nhà',
  'báo',
  'Lào',
  'thăm',
  'Hà',
  'Nội',
  'và',
  'làm',
  'việc',
  '2024',
  'VOV',
)
const titles = fc.array(word, { minLength: 2, maxLength: 8 }).map((words) => `Tin ${words.join(' ')} xong`)
const urls = fc
  .tuple(
    fc.constantFrom('nhandan.vn', 'vov.vn', 'kpl.gov.la', 'example.org'),
    fc.integer({ min: 0 }),
    fc.constantFrom('.html', '/', '?id=7'),
  )
  .map(([host, number, end]) => `https://${host}/bai-${number}${end}`)
const styles: ((title: string, url: string) => string)[] = [
  (title, url) => `${title} – ${url}`,
  (title, url) => `- ${title}: ${url}`,
  (title, url) => `• ${title} (${url})`,
  (title, url) => `[${title}](${url})`,
  (title, url) => `12. [${title}](<${url}>)`,
  (title, url) => `${url} - ${title}`,
  (title, url) => `${title}\n${url}`,
  (title, url) => `7\t${title}\t${url}`,
  (title, url) => `${url}\t${title}`,
  (title, url) => `HYPERLINK "${url}" ${title}`,
]

test('whatever way titles and links are written, each piece comes back with its own', () => {
  const piece = fc.tuple(titles, urls, fc.constantFrom(...styles))
  fc.assert(
    fc.property(fc.uniqueArray(piece, { selector: ([, url]) => url, maxLength: 12 }), (pieces) => {
      const pasted = pieces.map(([title, url, style]) => style(title, url)).join('\n')
      expect(read(pasted).map(([title, url]) => [title, url])).toEqual(
        pieces.map(([title, url]) => [title, url]),
      )
    }),
  )
})

test('whatever is pasted, what is understood are web addresses, and a form that can be kept', () => {
  const scraps = fc.constantFrom(
    'https://',
    'http://a',
    '](',
    '[',
    ')',
    '(',
    '\t',
    '|',
    '\n',
    'HYPERLINK "',
    '"',
    '–',
    '12/9/2024',
    '%E0%A4',
    '<',
    '\u0000',
  )
  const text = fc.array(fc.oneof(scraps, fc.string({ unit: 'binary' }), urls, titles), { maxLength: 40 })
  fc.assert(
    fc.property(
      text.map((parts) => parts.join('')),
      (pasted) => {
        const { rows, told } = readPasted(pasted, [])
        expect(rows.length).toBeLessThanOrEqual(MOST)
        expect(told.length).toBeGreaterThan(0)
        for (const { url, title } of rows) {
          expect(title.trim() === '' || title.length > 500).toBe(false)
          expect(url === '' || keptLink(url) === url).toBe(true)
        }
        const body = Object.fromEntries(
          rows.flatMap((row, index) =>
            Object.entries(row).map(([name, value]) => [`items[${index}][${name}]`, value]),
          ),
        )
        expect(readPasteForm(body).errors ?? {}).toEqual({})
      },
    ),
    { numRuns: 300 },
  )
})

test('a long and malicious paste is read at once', () => {
  for (const scrap of [
    '](http://a',
    '(((((',
    'HYPERLINK "',
    '-----',
    '| ',
    '\t',
    '1/1/2024 ',
    'http://',
    '[[[[',
    '))))',
  ])
    expect(readPasted(scrap.repeat(Math.ceil(500_000 / scrap.length)), []).rows.length).toBeLessThanOrEqual(
      MOST,
    )
  const lines = `${'[('.repeat(2000)}https://a.b/c${')'.repeat(900)}\n`.repeat(100)
  expect(readPasted(lines, []).rows.length).toBe(1)
})

test('who only reads is offered nothing, and a unit sees its own', async () => {
  const app = startApp()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const id = app.make.delegation()
  await app.submit(`/delegations/${id}/coverage`, { title: 'Bài' })
  const page = await app.visit(`/delegations/${id}`, app.signIn('viewer').headers)
  expect([page.texts(`${section} li`).join(), page.all(`${section} a`)]).toEqual([
    expect.stringContaining('Bài'),
    [],
  ])
  const clerk = app.signIn('clerk', { unitId: local }).headers
  expect((await app.submit(`/delegations/${id}/coverage`, { title: 'Bài' }, clerk)).status).toBe(404)
})
