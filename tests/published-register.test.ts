import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { totalsBy } from '../src/counting.ts'
import { isEmpty } from '../src/open-register.ts'
import { loadPublishedRegister } from '../src/published-register.ts'
import { startApp } from './support/app.ts'

type Row = Record<string, string>
type App = ReturnType<typeof startApp>

const seeds = (file: string): Row[] =>
  parse(readFileSync(join(import.meta.dirname, '../seeds', file)), { columns: true })
const ask = ({ db }: App, query: string) => db.$client.prepare(query).all() as Record<string, unknown>[]
const count = ({ db }: App, query: string) => db.$client.prepare(query).pluck().get() as number

const OWN = 'Hội Nhà báo Việt Nam'
const ownVisits = seeds('delegations.csv').filter((row) => row.host_or_sender_unit === OWN)

test('an empty register takes in 100 visits, 81 partners and 48 published figures', () => {
  const app = startApp({ published: true })
  expect(count(app, 'select count(*) from delegations')).toBe(100)
  expect(count(app, 'select count(*) from partners')).toBe(81)
  expect(count(app, 'select count(*) from opening_figures')).toBe(48)
  expect(ask(app, 'select number, issued_on from legal_bases')).toEqual([
    { number: '12-CT/TW', issued_on: '2022-01-05' },
  ])
  expect(ask(app, 'select name, code, kind from units where id = 1')).toEqual([
    { name: OWN, code: 'HNBVN', kind: 'own_body' },
  ])
})

test('what was published by 20/09/2022 is there as it was published: hơn 1.200, hơn 400, 8, 7 and 1', () => {
  const app = startApp({ published: true })
  const figures = ask(
    app,
    `select indicator, starts_on "from", qualifier, value from opening_figures
       where unit_id = 1 and ends_on = '2022-09-20' order by id`,
  )
  expect(figures).toEqual([
    { indicator: 'outbound_person_trips', from: '2005', qualifier: 'more_than', value: 1200 },
    { indicator: 'inbound_delegations', from: '2005', qualifier: 'more_than', value: 400 },
    { indicator: 'training_classes', from: '2018', qualifier: 'exact', value: 35 },
    { indicator: 'partner_organisations', from: null, qualifier: 'exact', value: 8 },
    { indicator: 'partner_countries', from: null, qualifier: 'exact', value: 7 },
    { indicator: 'multilateral_bodies', from: null, qualifier: 'exact', value: 1 },
  ])
})

test("the own body's visits are exactly its own rows", () => {
  const app = startApp({ published: true })
  const titles = ask(app, 'select title from delegations where unit_id = 1 order by id').map(
    ({ title }) => title,
  )
  expect(titles).toEqual(ownVisits.map((row) => row.title_vi))
})

test("the own body's totals are what its rows say, counted from the file (C1, C2, C11)", () => {
  const { db } = startApp({ published: true })
  const { total } = totalsBy(db, 'year', { from: [], to: [], unit: [], scope: [] })
  for (const direction of ['outbound', 'inbound'] as const) {
    const rows = ownVisits.filter((row) => row.direction === direction)
    expect(total[direction]).toEqual({
      delegations: rows.filter((row) => !row.notes!.includes('[tháp tùng]')).length,
      personTrips: rows.reduce((sum, row) => sum + Number(row.head_count), 0),
      unknownPeople: rows.filter((row) => row.head_count === '').length,
    })
  }
})

test('every visit, partner and figure names its source', () => {
  const app = startApp({ published: true })
  const known = ask(
    app,
    'select url, published_on "on" from delegations d join sources s on s.id = d.source_id order by d.id',
  )
  const written = seeds('delegations.csv').map((row, index) => ({
    url: row.source_url,
    on: row.source_date || known[index]!.on,
  }))
  expect(known).toEqual(written)
  expect(count(app, 'select count(*) from partners where source_id is null')).toBe(0)
  expect(count(app, `select published_on from sources where url like '%tang-cuong-su-lanh-dao%'`)).toBe(
    '2022-09-20',
  )
})

test('an unknown head-count stays unknown, and an unknown end stays open', () => {
  const app = startApp({ published: true })
  const rows = seeds('delegations.csv')
  const kept = ask(
    app,
    'select head_count, person_trip_count, starts_on, ends_on, is_list_complete from delegations order by id',
  )
  expect(kept.map((visit) => visit.head_count ?? '')).toEqual(
    rows.map((row) => (row.head_count ? Number(row.head_count) : '')),
  )
  expect(kept.filter((visit) => visit.person_trip_count === null)).toHaveLength(81)
  expect(kept.map((visit) => visit.ends_on ?? '')).toEqual(rows.map((row) => row.end_date))
  expect(kept.every((visit) => visit.is_list_complete === 0)).toBe(true)
})

test('own people within a state visit are people and no delegation, with the reason', () => {
  const app = startApp({ published: true })
  const visits = ask(app, `select counts_as_reason from delegations where counts_as = 'people_only'`)
  expect(visits).toHaveLength(3)
  expect(
    visits.every(({ counts_as_reason }) => String(counts_as_reason).startsWith('Đi trong chuyến thăm')),
  ).toBe(true)
})

test('departments that are no partners stay in the note; several partners of one visit are all linked', () => {
  const app = startApp({ published: true })
  const unlisted = ask(
    app,
    `select partner_count from delegations where note like '%Đối tác ghi theo nguồn: %'`,
  )
  expect(unlisted).toEqual(Array.from({ length: 4 }, () => ({ partner_count: 0 })))
  const names = ask(
    app,
    `select p.name from delegations d join delegation_partners l on l.delegation_id = d.id
       join partners p on p.id = l.partner_id where d.title like '%Nga và Belarus' order by l.position`,
  )
  expect(names).toEqual([{ name: 'Đài Orpheus' }, { name: 'Đài Belteleradio' }])
})

test('one man in two spellings is one person, found by both', async () => {
  const app = startApp({ published: true })
  const people = ask(app, `select id, name from people where name like '%Razmountry'`)
  expect(people).toHaveLength(1)
  expect(count(app, `select count(*) from participants where person_id = ${Number(people[0]!.id)}`)).toBe(3)
  const entry = `select written from search_entries where kind = 'person' and key = '${Number(people[0]!.id)}'`
  expect(ask(app, entry)).toEqual([{ written: 'savankhone razmountry | savanhkhone razmountry' }])
})

test('nobody is chased for the report of a visit read in the press', () => {
  const app = startApp({ published: true })
  expect(ask(app, 'select distinct status from visit_reports')).toEqual([{ status: 'waived' }])
})

test('no text of the register speaks of files', () => {
  const app = startApp({ published: true })
  for (const table of ['delegations', 'partners', 'opening_figures']) {
    expect(
      ask(app, `select note from ${table} where note like '%tài liệu mầm%' or note like '%.txt%'`),
    ).toEqual([])
  }
})

test('a register that holds something is not loaded into', () => {
  const published = startApp({ published: true })
  expect(loadPublishedRegister(published.db)).toBe(false)
  expect(count(published, 'select count(*) from delegations')).toBe(100)
  const begun = startApp()
  expect(isEmpty(begun.db)).toBe(false)
  expect(loadPublishedRegister(begun.db)).toBe(false)
  expect(count(begun, 'select count(*) from partners')).toBe(0)
})

test('why no report is awaited is told in the reader’s language, where the program wrote it', async () => {
  const { visit, submit, make } = startApp({ published: true })
  const english = { Cookie: 'language=en' }
  const published = '/delegations/82'
  expect((await visit(published)).html).toContain('Ghi lại từ nguồn công bố')
  for (const path of [published, `${published}/report`]) {
    const { html } = await visit(path, english)
    expect(html).toMatch(/written down from published sources/i)
    expect(html).not.toContain('Ghi lại từ nguồn')
  }
  // What somebody wrote stays as it was written.
  const id = make.delegation({ status: 'returned' })
  await submit(`/delegations/${id}/report/waiver`, { reason: 'Đoàn cấp trên báo cáo' })
  expect((await visit(`/delegations/${id}`, english)).html).toContain('Đoàn cấp trên báo cáo')
})
