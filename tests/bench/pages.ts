// What is measured, how much it may cost, and how a server without any framework reads what it shows.
import type { Database } from 'better-sqlite3'
import { writeCursor } from '../../src/web/listing.ts'
import {
  attentionReader,
  countryTotalsReader,
  dossierReader,
  listReader,
  partnersReader,
  type Reader,
  searchReader,
  timeTotalsReader,
} from './readers.ts'

export interface Measured {
  name: string
  /** The most its processor time may be, as a multiple of the reference's; none where nothing was agreed. */
  limit?: number
  /** Addresses, asked in turn. */
  paths: string[]
  reader: Reader
}

/** The pages that are measured, over a generated register. */
export function measuredPages(client: Database): Measured[] {
  const own = 'd.unit_id = 1'
  const withCountry = 'select 1 from delegation_countries where country = ? and delegation_id = d.id'
  const withPartner = 'select 1 from delegation_partners where partner_id = ? and delegation_id = d.id'
  // Few rows are collected and sorted by their ids before anything else of them is read.
  const fewOf = (links: string, and = '') =>
    `d.id in (select d.id from delegations d where d.id in (select delegation_id from ${links} = ?) and +${own} ${and}
       order by d.starts_on desc, d.id desc limit 51)`
  const ofCountry = 'delegation_countries where country'
  const ofPartner = 'delegation_partners where partner_id'
  const list = (name: string, path: string, where: string, values: (string | number)[] = []): Measured => ({
    name,
    limit: name === 'list' ? 2 : 3.5,
    paths: [path],
    reader: listReader(client, where, () => values),
  })
  return [
    list('list', '/delegations', own),
    {
      name: 'list, later pages',
      limit: 2,
      paths: laterPages(client),
      reader: listReader(
        client,
        `${own} and (d.starts_on, d.id) < (?, ?)`,
        (asked) => JSON.parse(Buffer.from(asked.get('page')!, 'base64url').toString()) as [string, number],
      ),
    },
    list(
      'list, direction and year',
      '/delegations?direction=outbound&year=2021',
      `${own} and d.direction = ? and d.starts_on >= ? and d.starts_on < ?`,
      ['outbound', '2021', '2022'],
    ),
    list('list, frequent country', '/delegations?country=LA', `${own} and exists (${withCountry})`, ['LA']),
    list('list, rare country', '/delegations?country=KP', fewOf(ofCountry), ['KP']),
    list('list, frequent partner', '/delegations?partner=1', `${own} and exists (${withPartner})`, [1]),
    list('list, rare partner', '/delegations?partner=400', fewOf(ofPartner), [400]),
    list('list, status', '/delegations?status=returned', `${own} and d.status = ?`, ['returned']),
    list(
      'list, few rows',
      '/delegations?country=KP&direction=outbound&year=2015',
      fewOf(ofCountry, 'and d.direction = ? and d.starts_on >= ? and d.starts_on < ?'),
      ['KP', 'outbound', '2015', '2016'],
    ),
    {
      name: 'dossier',
      limit: 3.5,
      paths: client
        .prepare<[], string>(`select '/delegations/' || id from delegations where id % 997 = 5 limit 40`)
        .pluck()
        .all(),
      reader: dossierReader(client),
    },
    ...['doan lao', 'phong xa', 'ACJA'].map((words) => ({
      name: `search “${words}”`,
      limit: 1.5,
      paths: [`/search?q=${encodeURIComponent(words)}`],
      reader: searchReader(client, words),
    })),
    {
      name: 'totals by year',
      limit: 2,
      paths: ['/totals'],
      reader: timeTotalsReader(client, 'substr(period, 1, 4)', '', 'desc'),
    },
    {
      name: 'totals by month',
      limit: 2,
      paths: ['/totals?by=month&from=2025&to=2025'],
      reader: timeTotalsReader(client, 'period', `and period > '2025' and period < '2026'`, 'asc'),
    },
    {
      name: 'totals by country',
      limit: 2,
      paths: ['/totals?by=country'],
      reader: countryTotalsReader(client),
    },
    { name: 'today', paths: ['/'], reader: attentionReader(client) },
    { name: 'partners', paths: ['/partners'], reader: partnersReader(client) },
  ]
}

// OFFSET is fit for finding a few places to begin at, once.
function laterPages(client: Database): string[] {
  const rowAt = client.prepare<[number], { value: string; id: number }>(
    `select starts_on value, id from delegations where unit_id = 1 order by starts_on desc, id desc limit 1 offset ?`,
  )
  const { own } = client.prepare('select count(*) own from delegations where unit_id = 1').get() as {
    own: number
  }
  return [0.02, 0.1, 0.3, 0.6, 0.9].map(
    (share) => `/delegations?page=${writeCursor({ side: 'after', ...rowAt.get(Math.floor(own * share))! })}`,
  )
}
