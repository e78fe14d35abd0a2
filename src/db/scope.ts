import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Db, rememberedCatalogue, shareMemory } from './open.ts'

// A correspondent of one unit sees that unit's part of the register. They read through a connection of their own, on
// which each table is covered by a view of the same name with the rows they may see: no query has to think of it, and
// none can forget it. Writing goes to the whole register, once what is written about was found in the part.

/**
 * What of each table a part shows: everything (the house's own catalogues), nothing, or the rows of a condition, where
 * {units} stands for the ids of the part's units. A table that is not named here stops the part from opening.
 */
const parts: Record<string, string> = {
  countries: 'everything',
  partners: 'everything',
  partner_names: 'everything',
  partner_distinctions: 'everything',
  authorities: 'everything',
  authority_names: 'everything',
  legal_bases: 'everything',
  holidays: 'everything',
  checklist_steps: 'everything',
  setting_values: 'everything',
  sources: 'everything',
  submissions: 'everything',

  accounts: 'nothing',
  chain_heads: 'nothing',
  api_tokens: 'nothing',
  calendar_feeds: 'nothing',
  credentials: 'nothing',
  known_devices: 'nothing',
  one_time_links: 'nothing',
  recovery_codes: 'nothing',
  security_log: 'nothing',
  sessions: 'nothing',
  sign_in_failures: 'nothing',

  // The centre's own ledger.
  imports: 'nothing',
  import_lines: 'nothing',
  import_mappings: 'nothing',
  import_visits: 'nothing',
  mails: 'nothing',
  reminders: 'nothing',

  units: 'id in ({units})',
  unit_names: 'unit_id in ({units})',
  count_cells: 'unit_id in ({units})',
  count_sums: 'unit_id in ({units})',
  people_cells: 'unit_id in ({units})',
  opening_figures: 'unit_id in ({units})',
  accepted_contradictions: 'unit_id in ({units}) and coalesce(other_unit_id, unit_id) in ({units})',
  contradiction_counts: 'part_unit_id in ({units})',
  delegations: 'unit_id in ({units})',
  delegation_countries: ofVisit('delegation_id'),
  delegation_partners: ofVisit('delegation_id'),
  participants: ofVisit('delegation_id'),
  status_changes: ofVisit('delegation_id'),
  visit_reports: ofVisit('delegation_id'),
  report_drafts: `exists (select 1 from main.visit_reports r join main.delegations d on d.id = r.delegation_id
    where r.id = report_drafts.report_id and d.unit_id in ({units}))`,
  report_extensions: ofVisit('delegation_id'),
  documents: ofVisit('delegation_id'),
  stored_files: ofPaper('stored_files.id'),
  fundings: ofVisit('delegation_id'),
  press_works: ofVisit('delegation_id'),
  programme_items: ofVisit('delegation_id'),
  checklist_items: ofVisit('delegation_id'),
  follow_ups: ofVisit('delegation_id'),
  coverage_items: ofVisit('delegation_id'),
  yearly_reports: 'unit_id in ({units})',
  report_figures: ofYearlyReport('report_id'),
  publications: ofYearlyReport('report_id'),
  published_papers: ofPublication('publication_id'),
  published_figures: ofPublication('publication_id'),
  published_visits: ofPublication('publication_id'),
  identity_papers: `exists (select 1 from main.participants p join main.delegations d on d.id = p.delegation_id
    where p.id = identity_papers.participant_id and d.unit_id in ({units}))`,
  people: ofTravellers('people.id'),
  person_names: `${ofTravellers('person_names.person_id')} and ${ofNobodyElse('person_names.person_id')}`,
  search_entries: `kind in ('partner', 'country')
    or kind = 'delegation' and ${ofVisit('key')} or kind = 'person' and ${ofTravellers('key')}
    or kind = 'file' and ${ofPaper('key')}`,
  deletions: `subject_table = 'partners'
    or subject_table = 'delegations' and ${ofDeletedVisit('deletions.subject_id')}`,
  history_acts: `exists (select 1 from main.history_changes c where c.act_id = history_acts.id and ${ofSubject('c.')})`,
  history_changes: ofSubject('history_changes.'),
}

function ofVisit(id: string): string {
  return `exists (select 1 from main.delegations d where d.id = ${id} and d.unit_id in ({units}))`
}
function ofYearlyReport(id: string): string {
  return `exists (select 1 from main.yearly_reports y where y.id = ${id} and y.unit_id in ({units}))`
}
function ofPublication(id: string): string {
  return `exists (select 1 from main.publications p join main.yearly_reports y on y.id = p.report_id
    where p.id = ${id} and y.unit_id in ({units}))`
}
function ofPaper(fileId: string): string {
  return `exists (select 1 from main.documents p join main.delegations d on d.id = p.delegation_id
    where p.file_id = ${fileId} and d.unit_id in ({units}))`
}
// Whose a deleted visit was, history says.
function ofDeletedVisit(id: string): string {
  return `(not exists (select 1 from main.delegations d where d.id = ${id})
    and (select r.before ->> 'unit_id' from main.history_changes r where r.table_name = 'delegations'
      and r.row_id = ${id} and r.action = 'remove' order by r.id desc limit 1) in ({units}))`
}
function ofTravellers(id: string): string {
  return `exists (select 1 from main.participants p join main.delegations d on d.id = p.delegation_id
    where p.person_id = ${id} and d.unit_id in ({units}))`
}
// Of somebody who travels for others too, what those others wrote about them is not shown.
function ofNobodyElse(id: string): string {
  return `not exists (select 1 from main.participants p join main.delegations d on d.id = p.delegation_id
    where p.person_id = ${id} and d.unit_id not in ({units}))`
}
function ofSubject(c: string): string {
  return `(${c}subject_table in ('partners', 'sources')
    or ${c}subject_table = 'units' and ${c}subject_id in ({units})
    or ${c}subject_table = 'yearly_reports' and ${ofYearlyReport(`${c}subject_id`)}
    or ${c}subject_table = 'delegations'
      and (${ofVisit(`${c}subject_id`)} or ${ofDeletedVisit(`${c}subject_id`)})
    or ${c}subject_table in ('opening_figures', 'accepted_contradictions') and ${ofUnits(c)}
    or ${c}subject_table = 'people' and ${ofTravellers(`${c}subject_id`)} and ${ofNobodyElse(`${c}subject_id`)})`
}

// Whose a row with a unit of its own is, or was when it was removed. What is of two units is of a part with both.
function ofUnits(c: string): string {
  const removed = (
    unit: string,
  ) => `(select ${unit} from main.history_changes r where r.table_name = ${c}subject_table
    and r.row_id = ${c}subject_id and r.action = 'remove' order by r.id desc limit 1)`
  const ofOne = `case ${c}subject_table
    when 'opening_figures' then (select t.unit_id from main.opening_figures t where t.id = ${c}subject_id)
    else (select t.unit_id from main.accepted_contradictions t where t.id = ${c}subject_id) end`
  const ofOther = `(select coalesce(t.other_unit_id, t.unit_id) from main.accepted_contradictions t
    where t.id = ${c}subject_id)`
  return `coalesce(${ofOne}, ${removed(`r.before ->> 'unit_id'`)}) in ({units})
    and (${c}subject_table = 'opening_figures' or coalesce(${ofOther},
      ${removed(`coalesce(r.before ->> 'other_unit_id', r.before ->> 'unit_id')`)}) in ({units}))`
}

/** The units of a part, the first of which is the own body there. */
export interface Part {
  unitId: number
  units: number[]
}

const wholes = new WeakMap<Db, Db>()
const units = new WeakMap<Db, Part>()
const opened = new WeakMap<Db, Map<string, Db>>()

/** The whole register that a part belongs to; a whole register itself. */
export const wholeOf = (db: Db): Db => wholes.get(db) ?? db

/** The units that a part of the register shows; undefined for a whole one. */
export const unitsOf = (db: Db): Part | undefined => units.get(db)

/**
 * The part of the register that belongs to a unit and the units under it, for reading. There, this unit is the own
 * body: what is counted first is its visits, and the units under it come with "toàn hệ thống" (C12).
 */
export function partOf(db: Db, unitId: number): Db {
  const units = rememberedCatalogue(db, `units under ${unitId}`, () =>
    db.$client
      .prepare<[number], number>(
        `with recursive under (id) as (
          select ? union select units.id from units join under on units.parent_id = under.id
        ) select id from under order by id`,
      )
      .pluck()
      .all(unitId),
  )
  let known = opened.get(db)
  if (!known) opened.set(db, (known = new Map()))
  const key = `${unitId}: ${units.join()}`
  let part = known.get(key)
  if (!part) known.set(key, (part = openPart(db, { unitId, units })))
  return part
}

/** What `read` finds in a unit's part, which is closed again where nobody had it open. */
export function readPart<Found>(db: Db, unitId: number, read: (part: Db) => Found): Found {
  const before = new Set(opened.get(db)?.keys())
  const part = partOf(db, unitId)
  try {
    return read(part)
  } finally {
    for (const [key, one] of opened.get(db) ?? []) {
      if (before.has(key)) continue
      opened.get(db)!.delete(key)
      one.$client.close()
    }
  }
}

/** Closes every part of a register; the register itself stays open. */
export function closeParts(db: Db) {
  for (const part of opened.get(db)?.values() ?? []) part.$client.close()
  opened.delete(db)
}

function openPart(db: Db, part: Part): Db {
  const client = new Database(db.$client.name, { readonly: true })
  client.pragma('busy_timeout = 5000')
  client.pragma('cache_size = -8000')
  client.pragma('temp_store = MEMORY')
  coverByPart(client, part, 'main.')
  const opened = drizzle({ client, jit: true })
  belongTo(opened, db, part)
  shareMemory(opened, db)
  return opened
}

/** Has a connection belong to a whole register, as the part of these units. */
export function belongTo(db: Db, whole: Db, part: Part) {
  wholes.set(db, whole)
  units.set(db, part)
}

/** Covers every table by what of it a part shows, out of the tables or views that `whole` stands before. */
export function coverByPart(
  client: Database.Database,
  { unitId, units }: Part,
  whole: 'main.' | 'temp.whole_',
) {
  const ids = units.join()
  for (const table of tablesOf(client)) {
    const part = parts[table]
    if (!part) throw new TypeError(`${table}: nobody has said what of it a unit may see`)
    if (part === 'everything') continue
    const rows = part === 'nothing' ? 'false' : part.replaceAll('{units}', ids)
    const view = `select ${columnsOf(client, table, unitId, ids)} from main.${table} as ${table} where ${rows}`
    client.exec(
      `drop view if exists temp.${table}; create temp view ${table} as ${view.replaceAll('main.', whole)}`,
    )
  }
}

/** The tables of the register, but for those that SQLite and its index of words keep. */
export const tablesOf = (client: Database.Database): string[] =>
  client
    .prepare<[], string>(
      `select name from main.sqlite_schema
       where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'search\\_index%' escape '\\'
         and name <> '__drizzle_migrations'`,
    )
    .pluck()
    .all()

// What some columns show in a part: the part's unit is the own body there.
function columnsOf(client: Database.Database, table: string, unitId: number, ids: string): string {
  const shown: Record<string, string> = {
    'units.kind': `iif(id = ${unitId}, 'own_body', kind)`,
    'people.note': `iif(${ofNobodyElse('people.id').replaceAll('{units}', ids)}, note, null)`,
    'people.nationality': `iif(${ofNobodyElse('people.id').replaceAll('{units}', ids)}, nationality, null)`,
  }
  return client
    .prepare<[string], string>(`select name from pragma_table_xinfo(?, 'main') where hidden <> 1`)
    .pluck()
    .all(table)
    .map((name) => (shown[`${table}.${name}`] ? `${shown[`${table}.${name}`]} as "${name}"` : `"${name}"`))
    .join()
}
