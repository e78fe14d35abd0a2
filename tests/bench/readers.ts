// What a page shows, read by hand-written statements that are prepared once. Only what the product remembers from
// one write to the next (headline counts, choices of a filter) is left out: it stays in the page as fixed text.
import type { Database } from 'better-sqlite3'
import { countryName } from '../../src/countries/names.ts'
import { writeDate, writeRange } from '../../src/dates.ts'
import { statuses } from '../../src/delegations/delegation.ts'
import { participantRoles } from '../../src/participants/participant.ts'
import { matchQuery } from '../../src/search/match.ts'
import { writeNumber } from '../../src/vietnamese.ts'
import { escaped } from './skeleton.ts'

/** The texts of a page that come from the database, in its order. */
export type Reader = (asked: URLSearchParams, path: string) => string[]

const number = (value: number | null) => (value === null ? '–' : writeNumber(value))
const cell = (text: string) => `>${text}<`

// ── Lists ─────────────────────────────────────────────────────────────────

interface ListedRow {
  id: number
  code: string
  title: string
  startsOn: string
  endsOn: string | null
  people: number | null
  areCounted: number
  status: keyof typeof statuses
  countries: string
  partners: string | null
}

export function listReader(
  client: Database,
  where: string,
  valuesOf: (asked: URLSearchParams) => (string | number)[],
): Reader {
  const rows = client.prepare<(string | number)[], ListedRow>(
    `select d.id, d.code, d.title, d.starts_on startsOn, d.ends_on endsOn, d.person_trip_count people, d.status,
       d.are_people_counted areCounted,
       (select group_concat(country order by position) from delegation_countries where delegation_id = d.id) countries,
       (select group_concat(coalesce(p.abbreviation, p.name), ', ' order by l.position) from delegation_partners l
         join partners p on p.id = l.partner_id where l.delegation_id = d.id) partners
     from delegations d where ${where} order by d.starts_on desc, d.id desc limit 51`,
  )
  return (asked) =>
    rows
      .all(...valuesOf(asked))
      .slice(0, 50)
      .flatMap((row) => [
        cell(row.code).slice(1),
        cell(writeRange(row.startsOn, row.endsOn)),
        `/delegations/${row.id}"`,
        cell(escaped(row.title)),
        cell(escaped(row.partners ?? '–')),
        cell(countriesOf(row.countries.split(','))),
        row.areCounted || row.people === null ? cell(number(row.people)) : String(row.people),
        cell(statuses[row.status]).slice(1),
      ])
}

function countriesOf(codes: string[]): string {
  const names = codes.map((iso2) => countryName(iso2))
  return names.length > 3
    ? `${names.slice(0, 2).join(', ')} và ${names.length - 2} nước khác`
    : names.join(', ')
}

// ── A visit's file ────────────────────────────────────────────────────────

interface DossierRow {
  code: string
  title: string
  startsOn: string
  endsOn: string | null
  place: string | null
  people: number | null
  number: string | null
  unit: string
  purpose: string | null
  countries: string
  partners: string | null
}

interface PersonRow {
  id: number
  name: string
  role: keyof typeof participantRoles
  post: string | null
  organisation: string | null
  hasTravelled: number
  trip: number
}

export function dossierReader(client: Database): Reader {
  const visit = client.prepare<[string], DossierRow>(
    `select d.code, d.title, d.starts_on startsOn, d.ends_on endsOn, d.place, d.person_trip_count people,
       d.approval_number number, u.name unit, d.purpose,
       (select group_concat(country order by position) from delegation_countries where delegation_id = d.id) countries,
       (select json_group_array(json_array(p.id, p.name) order by l.position) from delegation_partners l
         join partners p on p.id = l.partner_id where l.delegation_id = d.id) partners
     from delegations d join units u on u.id = d.unit_id where d.id = ?`,
  )
  const people = client.prepare<[string], PersonRow>(
    `select e.id, e.name, p.role, p.post, p.organisation, p.has_travelled hasTravelled,
       (select count(*) from participants o join delegations t on t.id = o.delegation_id
        where o.person_id = p.person_id and o.side = 'delegation' and o.has_travelled and t.are_people_counted
          and (t.starts_on, t.id) <= (d.starts_on, d.id)) trip
     from participants p join people e on e.id = p.person_id join delegations d on d.id = p.delegation_id
     where p.delegation_id = ? order by p.side, p.position`,
  )
  const report = client.prepare<[string], { submittedOn: string | null; number: string | null }>(
    `select submitted_on submittedOn, number from visit_reports where delegation_id = ?`,
  )
  // The days of the steps stand in the tracker in an order of their own: read like the rest, and left where they are.
  const changes = client.prepare<[string], { happenedOn: string | null }>(
    `select max(id), happened_on happenedOn from status_changes where delegation_id = ? group by to_status order by 1`,
  )
  return (_asked, path) => {
    const id = path.slice('/delegations/'.length)
    const row = visit.get(id)!
    changes.all(id)
    const partners = JSON.parse(row.partners ?? '[]') as [number, string][]
    const { submittedOn, number: reportNumber } = report.get(id)!
    return [
      row.code,
      cell(escaped(row.title)),
      writeRange(row.startsOn, row.endsOn),
      ...row.countries.split(',').map((iso2) => `/countries/${iso2}">${countryName(iso2)}<`),
      escaped(row.place ?? ''),
      ...partners.map(([partner, name]) => `/partners/${partner}">${escaped(name)}<`),
      number(row.people),
      escaped(row.number ?? ''),
      escaped(row.unit),
      submittedOn ? writeDate(submittedOn) : '',
      escaped(reportNumber ?? ''),
      ...people
        .all(id)
        .flatMap((person) => [
          `/people/${person.id}">${escaped(person.name)}<`,
          cell(participantRoles[person.role]),
          cell(escaped(person.post ?? '–')),
          cell(escaped(person.organisation ?? '–')),
          cell(person.hasTravelled ? number(person.trip) : '–'),
        ]),
      escaped(row.purpose ?? ''),
    ]
  }
}

// ── Search ────────────────────────────────────────────────────────────────

interface FoundRow {
  id: number
  code: string
  title: string
  startsOn: string
  endsOn: string | null
  status: keyof typeof statuses
  unit: string
  partners: string | null
}

const kinds = ['delegation', 'partner', 'person'] as const

export function searchReader(client: Database, words: string): Reader {
  const match = matchQuery(words)
  // What the product remembers of a search is how many records of each kind it finds: none need not be looked for.
  const found = kinds.map((kind, index) => {
    const keys = client
      .prepare<[string], number>(
        `select rowid - (${index} << 40) from search_index
         where search_index match ? and rowid between ${index} << 40 and (${index + 1} << 40) - 1
         order by rowid desc limit ${kind === 'delegation' ? 30 : 12}`,
      )
      .pluck()
    return keys.get(match) === undefined ? undefined : keys
  })
  const visits = client.prepare<[string], FoundRow>(
    `select d.id, d.code, d.title, d.starts_on startsOn, d.ends_on endsOn, d.status, u.name unit,
       (select group_concat(p.name, ', ' order by l.position) from delegation_partners l
         join partners p on p.id = l.partner_id where l.delegation_id = d.id) partners
     from delegations d join units u on u.id = d.unit_id
     where d.id in (select value from json_each(?)) order by d.id desc`,
  )
  const names = (table: string) =>
    client.prepare<[string], { id: number; name: string }>(
      `select id, name from ${table} where id in (select value from json_each(?)) order by id desc`,
    )
  const named = [names('partners'), names('people')]
  const linked = (index: 1 | 2, folder: string) =>
    found[index]
      ? named[index - 1]!.all(JSON.stringify(found[index].all(match))).map(
          ({ id, name }) => `/${folder}/${id}">${escaped(name)}<`,
        )
      : []
  return () => [
    ...(found[0] ? visits.all(JSON.stringify(found[0].all(match))) : []).flatMap((row) => [
      `${row.code}<`,
      cell(writeRange(row.startsOn, row.endsOn)),
      `/delegations/${row.id}">${escaped(row.title)}<`,
      cell(escaped([row.partners, row.unit].filter(Boolean).join(' · '))),
      cell(statuses[row.status]),
    ]),
    ...linked(1, 'partners'),
    ...linked(2, 'people'),
  ]
}

// ── Totals ────────────────────────────────────────────────────────────────

interface TotalsRow {
  key: string
  outbound: number
  outboundPeople: number
  outboundUnknown: number
  inbound: number
  inboundPeople: number
  inboundUnknown: number
}

const figures = ['outbound', 'inbound'].map(
  (direction) => `sum(iif(direction = '${direction}', delegation_count, 0)) ${direction},
    sum(iif(direction = '${direction}', person_trip_count, 0)) ${direction}People,
    sum(iif(direction = '${direction}', unknown_people_count, 0)) ${direction}Unknown`,
)

const people = (count: number, unknown: number) => cell(unknown ? `≥\u00a0${number(count)}` : number(count))

export function timeTotalsReader(
  client: Database,
  key: string,
  where: string,
  order: 'asc' | 'desc',
): Reader {
  const rows = client.prepare<[], TotalsRow>(
    `select ${key} key, ${figures.join()} from count_cells
     where dimension = 'all' and key = '' and unit_id = 1 ${where} group by 1 order by 1 ${order}`,
  )
  return () =>
    rows
      .all()
      .flatMap((row) => [
        cell(number(row.outbound)),
        people(row.outboundPeople, row.outboundUnknown),
        cell(number(row.inbound)),
        people(row.inboundPeople, row.inboundUnknown),
      ])
}

export function countryTotalsReader(client: Database): Reader {
  const rows = client.prepare<[], TotalsRow>(
    `select key, ${figures.join()} from count_cells where dimension = 'country' and unit_id = 1 group by key`,
  )
  return () =>
    rows
      .all()
      .toSorted((one, other) => other.outbound + other.inbound - one.outbound - one.inbound)
      .flatMap((row) => [
        `/countries/${row.key}">${countryName(row.key)}<`,
        cell(number(row.outbound)),
        cell(number(row.inbound)),
      ])
}

// ── Other pages, of which only the first rows are read ────────────────────

export function attentionReader(client: Database): Reader {
  const rows = client.prepare<[], { id: number; code: string; title: string }>(
    `select id, code, title from delegations
     where status in ('planned', 'submitted', 'approved', 'postponed') and length(starts_on) = 10
     order by +starts_on limit 3`,
  )
  return () =>
    rows
      .all()
      .flatMap(({ id, title, code }) => [`/delegations/${id}"`, cell(escaped(title)), cell(code).slice(1)])
}

export function partnersReader(client: Database): Reader {
  const rows = client.prepare<[], { id: number; name: string }>(
    `select id, name from partners where country = 'KH' order by sort_key limit 20`,
  )
  return () => rows.all().map(({ id, name }) => `/partners/${id}">${escaped(name)}<`)
}
