import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { download, readCsv } from './support/downloads.ts'
import { docx } from './support/files.ts'
import { member } from './support/members.ts'
import { sendPaper } from './support/papers.ts'

type App = ReturnType<typeof startApp>

/** More of every kind than the page of a search shows; some with the very tones, one by a file only. */
async function withMany() {
  const app = startApp()
  for (let index = 0; index < 14; index += 1)
    app.make.partner({ name: `Báo Lào ${index}`, abbreviation: `BL${index}` })
  for (let index = 0; index < 60; index += 1) {
    app.make.delegation({
      title: index % 3 ? `Thăm Lào ${index}` : `Thăm bạn lao ${index}`,
      countries: ['CU'],
      startsOn: index % 2 ? '2024-03-05' : '2024-09',
      endsOn: null,
      participants: index < 20 ? [member(`Nguyễn Láo ${index}`)] : [],
    })
  }
  const byFile = app.make.delegation({ title: 'Thăm Cuba', countries: ['CU'] })
  const file = { bytes: docx(['Gặp bạn Lào']), name: 'a.docx' }
  await sendPaper(app, `/delegations/${byFile}/documents`, { kind: 'other' }, file)
  app.make.delegation({ title: 'Không liên quan', countries: ['CU'] })
  return app
}

/** The sheets of a search's workbook: the lines above the header, the header, the rows, the total. */
async function sheetsOf(app: App, url: string, headers?: Record<string, string>) {
  const { body } = await download(app, url, headers)
  const { sheets } = await readXlsx(body)
  return sheets.map(({ name, rows }) => ({
    name,
    about: rows.slice(0, 3).map(([first]) => first),
    headings: rows[4]!,
    rows: rows.slice(5, -1),
    total: rows.at(-1)!,
  }))
}

async function readThrough(app: App, url: string) {
  const lists: Record<string, { name?: string; title?: string }[]> = {
    delegations: [],
    partners: [],
    countries: [],
    people: [],
  }
  let next: string | null = url
  let pages = 0
  while (next) {
    const { json }: { json: Record<string, unknown> } = await app.visit(next)
    for (const [kind, list] of Object.entries(lists)) list.push(...(json[kind] as []))
    next = json.next as string | null
    pages += 1
  }
  return { lists, pages }
}

test('a search is taken along whole: each kind it found has a sheet with all its rows, in the order of the page', async () => {
  const app = await withMany()
  for (const typed of ['lao', 'lào']) {
    const page = await app.visit(`/search?q=${encodeURIComponent(typed)}`)
    const counts = [...page.text('.lede').matchAll(/(\d+) (đoàn|đối tác|người|nước)/g)]
    const [visits, partners, people, countries] = counts.map(([, count]) => Number(count))
    expect([visits, partners]).toEqual([61, 14])
    const sheets = await sheetsOf(app, `/search.xlsx?q=${typed}`)
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Đoàn', visits],
      ['Đối tác', partners],
      ['Nước', countries],
      ['Nhân sự', people],
    ])
    const [ofVisits, ofPartners, ofCountries, ofPeople] = sheets
    expect(ofVisits!.rows.slice(0, 30).map((row) => row[4])).toEqual(page.texts('.ledger .main a'))
    const beside = page.texts('aside li a')
    expect(beside).toEqual([
      ...ofPartners!.rows.slice(0, 12).map(([name]) => name),
      ...ofCountries!.rows.map(([name]) => name),
      ...ofPeople!.rows.slice(0, 12).map(([name]) => name),
    ])
    expect(ofVisits!.about).toEqual([`Tìm “${typed}”`, '61 đoàn', `Số liệu tính đến ${writeDate(today())}.`])
    expect(sheets.map(({ total }) => total.filter(Boolean).join(': '))).toEqual([
      'TỔNG CỘNG: 61 đoàn',
      'TỔNG CỘNG: 14 đối tác',
      'TỔNG CỘNG: 1 nước',
      'TỔNG CỘNG: 20 người',
    ])
    // The very tones first, what only a file says last, and nothing twice.
    expect(ofVisits!.rows.at(-1)!.slice(4)).toEqual([
      'Thăm Cuba',
      expect.anything(),
      expect.anything(),
      expect.anything(),
      'trong tệp đính kèm',
    ])
    expect(new Set(ofVisits!.rows.map(([code]) => code)).size).toBe(61)
  }
  const [withTones] = await sheetsOf(app, '/search.xlsx?q=lào')
  expect(withTones!.rows.slice(0, 41).filter((row) => String(row[4]).includes('lao'))).toHaveLength(1)
})

test('one table and the pages for programs have the same rows as the workbook', async () => {
  const app = await withMany()
  for (const typed of ['lao', 'lào', 'cu', 'thăm']) {
    const [headings, ...rows] = readCsv((await download(app, `/search.csv?q=${typed}`)).body)
    expect(headings!.slice(0, 4)).toEqual(['Loại', 'Tên', 'Tên viết tắt', 'Nước'])
    const named = (kind: string) => rows.filter(([first]) => first === kind).map(([, name]) => name)
    const sheets = await sheetsOf(app, `/search.xlsx?q=${typed}`)
    for (const sheet of sheets) {
      const at = Math.max(sheet.headings.indexOf('Tên đoàn'), 0)
      expect(named(sheet.name)).toEqual(sheet.rows.map((row) => row[at]))
    }
    expect(rows).toHaveLength(sheets.reduce((sum, { rows }) => sum + rows.length, 0))
    const { lists, pages } = await readThrough(app, `/search.json?q=${encodeURIComponent(typed)}`)
    expect(pages).toBe(2)
    expect(lists.delegations!.map(({ title }) => title)).toEqual(named('Đoàn'))
    expect(lists.partners!.map(({ name }) => name)).toEqual(named('Đối tác'))
    expect(lists.people!.map(({ name }) => name)).toEqual(named('Nhân sự'))
    expect(lists.countries!.map(({ name }) => name)).toEqual(named('Nước'))
  }
})

test('days are days in a found visit, and 9/2024 stays 9/2024', async () => {
  const app = await withMany()
  const [visits] = await sheetsOf(app, '/search.xlsx?q=thăm lào')
  const starts = visits!.headings.indexOf('Ngày bắt đầu')
  const written = visits!.rows.map((row) => row[starts])
  expect(written.filter((value) => value === '9/2024')).toHaveLength(30)
  expect(written.filter((value) => value instanceof Date && value.getUTCDate() === 5)).toHaveLength(30)
})

test('a search that finds nothing, or asks for nothing, is a file that says so', async () => {
  const app = startApp()
  for (const asked of ['', '?q=', '?q=chẳng có']) {
    const sheets = await sheetsOf(app, `/search.xlsx${asked}`)
    expect(sheets.map(({ name, rows }) => [name, rows])).toEqual([['Đoàn', []]])
    expect(sheets[0]!.total.slice(0, 2)).toEqual(['TỔNG CỘNG', '0 đoàn'])
    expect(readCsv((await download(app, `/search.csv${asked}`)).body)).toHaveLength(1)
    expect((await app.visit(encodeURI(`/search.json${asked}`))).json).toMatchObject({ next: null })
  }
  // What is no place in what was found is left aside and named.
  const places = ['files-x', 'tones-999999999999999', 'letters-4398046511104', '1']
  const { json } = await app.visit(`/search.json?q=lao&page=${places.join('&page=')}`)
  expect((json as { ignored?: unknown }).ignored).toEqual(places.map((value) => ({ name: 'page', value })))
})

test('whoever sees a part of the register takes along what they would find there', async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo Lào Cai', kind: 'local_association' })
  app.make.delegation({ title: 'Thăm Lào của Trung ương' })
  app.make.delegation({ title: 'Thăm Lào của tỉnh', unitId })
  const { headers } = app.signIn('viewer', { unitId })
  const [visits] = await sheetsOf(app, '/search.xlsx?q=thăm', headers)
  expect(visits!.rows.map((row) => row[4])).toEqual(['Thăm Lào của tỉnh'])
  const rows = readCsv((await download(app, '/search.csv?q=thăm', headers)).body).slice(1)
  expect(rows.map(([, name]) => name)).toEqual(['Thăm Lào của tỉnh'])
})

test('many found cost a file no more statements than one', async () => {
  const count = async (visits: number) => {
    const app = startApp()
    for (let index = 0; index < visits; index += 1) {
      app.make.delegation({ title: `Lào ${index}`, participants: [member(`Lào ${index}`)] })
      app.make.partner({ name: `Báo Lào ${index}` })
    }
    let statements = 0
    const { db } = app
    await download(app, '/search.xlsx?q=lào')
    const prepare = db.$client.prepare.bind(db.$client)
    db.$client.prepare = (text: string) => {
      statements += 1
      return prepare(text)
    }
    await download(app, '/search.xlsx?q=lào')
    return statements
  }
  expect(await count(40)).toBe(await count(1))
})
