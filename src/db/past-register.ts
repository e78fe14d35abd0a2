import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { keptTables } from './kept-then.ts'
import { type Db, prepared, shareMemory } from './open.ts'
import { belongTo, coverByPart, type Part, tablesOf, unitsOf, wholeOf } from './scope.ts'
import { lastChange, lastChangeOf, wind, type Winding } from './winding.ts'

// The register as it stood at an instant: a connection of its own on which each table is covered by a view of the same
// name, with the rows that have not changed since and, of those that have, what history keeps of them. Every ordinary
// query reads it, and it costs as much as was changed since, whatever the size of the register.

const ofPublication = 'publication_id in (select id from main.publications where act_id <= {act})'

/**
 * Where the rows of each table come from: out of history; as they are now; nowhere, where they are nothing that lists or
 * totals tell; worked out (kept-then.ts); or by a statement, where {act} stands for the last act of that time. A table
 * that is not named here keeps the past from opening.
 */
const thens: Record<string, string> = {
  accepted_contradictions: 'history',
  authorities: 'history',
  authority_names: 'history',
  checklist_items: 'history',
  checklist_steps: 'history',
  coverage_items: 'history',
  delegation_countries: 'history',
  delegation_partners: 'history',
  delegations: 'history',
  documents: 'history',
  follow_ups: 'history',
  fundings: 'history',
  holidays: 'history',
  legal_bases: 'history',
  opening_figures: 'history',
  participants: 'history',
  partner_distinctions: 'history',
  partner_names: 'history',
  partners: 'history',
  people: 'history',
  person_names: 'history',
  press_works: 'history',
  programme_items: 'history',
  publications: 'history',
  report_extensions: 'history',
  report_figures: 'history',
  setting_values: 'history',
  sources: 'history',
  status_changes: 'history',
  unit_names: 'history',
  units: 'history',
  visit_reports: 'history',
  yearly_reports: 'history',

  count_cells: 'worked out',
  count_sums: 'worked out',
  people_cells: 'worked out',

  history_acts: 'select * from main.history_acts where id <= {act}',
  history_changes: 'select * from main.history_changes where act_id <= {act}',
  deletions: `select id, subject_table, subject_id, code, title, match_key, reason, undoes_act_id, merged_into_id, deleted_at,
    deleted_by, act_id, iif(restored_act_id <= {act}, restored_at, null) as restored_at,
    iif(restored_act_id <= {act}, restored_by, null) as restored_by,
    iif(restored_act_id <= {act}, restored_act_id, null) as restored_act_id
    from main.deletions where act_id <= {act}`,

  published_papers: `select * from main.published_papers where ${ofPublication}`,
  published_figures: `select * from main.published_figures where ${ofPublication}`,
  published_visits: `select * from main.published_visits where ${ofPublication}`,

  // The runtime's own names of countries, and files that are only ever pointed at.
  countries: 'now',
  stored_files: 'now',
  // What is found by its words is found by the words of today.
  search_entries: 'now',
  submissions: 'now',
  chain_heads: 'now',

  accounts: 'nothing',
  api_tokens: 'nothing',
  calendar_feeds: 'nothing',
  contradiction_counts: 'nothing',
  credentials: 'nothing',
  identity_papers: 'nothing',
  import_lines: 'nothing',
  import_mappings: 'nothing',
  import_visits: 'nothing',
  imports: 'nothing',
  known_devices: 'nothing',
  mails: 'nothing',
  one_time_links: 'nothing',
  recovery_codes: 'nothing',
  reminders: 'nothing',
  report_drafts: 'nothing',
  security_log: 'nothing',
  sessions: 'nothing',
  sign_in_failures: 'nothing',
}

/** What has history: only of that is there a past. */
const recorded = (table: string) => thens[table] === 'history'

interface Past {
  db: Db
  winding: Winding
  closing?: NodeJS.Timeout
}

/** So many are kept open, and, beyond the one that is asked for, with so many rows wound back. */
const MOST_OPEN = 6
const MOST_ROWS = 400_000
/** A past that gave way to another may still be read by whoever opened it. */
const CLOSES_AFTER_MS = 60_000

const opened = new WeakMap<Db, Map<string, Past>>()
const leaving = new WeakMap<Db, Set<Past>>()

/** The instant a day ends in Viet Nam; an instant itself. */
export const instantOf = (at: string): string =>
  at.length === 10 ? new Date(`${at}T23:59:59.999+07:00`).toISOString() : at

/**
 * The register as it stood at an instant (ISO 8601), or at the end of a day in Viet Nam: for reading, with every
 * ordinary query; of a part of the register, that part. What was loaded without history counts as always there, what was
 * erased of a person since is not there either, and versions are those of today. Ask for it anew for each page: what is
 * written meanwhile is wound back then.
 */
export function registerAt(db: Db, at: string): Db {
  const asked = askedFor(db, at)
  const { whole, actId, part, pasts, key } = asked
  let past = pasts.get(key)
  if (past) {
    atOnce(wind(past.db, past.winding))
    if (part) registerAt(whole, at)
  } else {
    past = atOnce(openPast(whole, actId))
    if (part) showPart(past, part, registerAt(whole, at))
  }
  return keep(asked, past)
}

/** So many changes are wound back at once. */
const FEW = 5000

/**
 * Resolves once `registerAt` has little left to do: what takes long, an import that came since, is done piece by piece
 * while others are answered.
 */
export async function pastReady(db: Db, at: string): Promise<void> {
  const asked = askedFor(db, at)
  const { whole, actId, part, pasts, key } = asked
  const known = pasts.get(key)
  const since = known?.winding.seen ?? lastChangeOf(whole.$client, actId)
  if (lastChange(whole.$client) - since < FEW) return
  const past = await inTurn(openPast(whole, actId))
  if (part) {
    await pastReady(whole, at)
    showPart(past, part, registerAt(whole, at))
  }
  // Others may be reading it as it was.
  const before = pasts.get(key)
  if (before) letGo(whole, key, before)
  keep(asked, past)
}

function askedFor(db: Db, at: string) {
  const whole = wholeOf(db)
  const actId = lastActAt(whole, instantOf(at))
  const part = unitsOf(db)
  let pasts = opened.get(whole)
  if (!pasts) opened.set(whole, (pasts = new Map<string, Past>()))
  const key = part ? `${actId} ${part.unitId} ${part.units.join()}` : String(actId)
  return { whole, actId, part, pasts, key }
}

// The one asked for last gives way last.
function keep({ whole, pasts, key }: ReturnType<typeof askedFor>, past: Past): Db {
  pasts.delete(key)
  pasts.set(key, past)
  makeRoom(whole, pasts)
  return past.db
}

function showPart({ db }: Past, part: Part, wholePast: Db) {
  coverByPart(db.$client, part, 'temp.whole_')
  belongTo(db, wholePast, part)
}

function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

async function inTurn<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The last act before or at an instant; 0 where there was none. */
export function lastActAt(whole: Db, instant: string): number {
  const find = prepared(whole, 'last act at', () =>
    whole.$client
      .prepare<[string], number>('select id from history_acts where at <= ? order by id desc limit 1')
      .pluck(),
  )
  return find.get(instant) ?? 0
}

/** Closes every past of a register; the register itself stays open. */
export function closePasts(db: Db) {
  for (const past of [...(opened.get(db)?.values() ?? []), ...(leaving.get(db) ?? [])]) {
    clearTimeout(past.closing)
    past.db.$client.close()
  }
  opened.delete(db)
  leaving.delete(db)
}

function makeRoom(whole: Db, pasts: Map<string, Past>) {
  let rows = [...pasts.values()].reduce((sum, { winding }) => sum + winding.rows, 0)
  for (const [key, past] of pasts) {
    // A unit's past belongs to the whole one, which was asked for just before it.
    if (pasts.size <= 2 || (pasts.size <= MOST_OPEN && rows <= MOST_ROWS)) return
    rows -= past.winding.rows
    letGo(whole, key, past)
  }
}

function letGo(whole: Db, key: string, past: Past) {
  opened.get(whole)?.delete(key)
  let left = leaving.get(whole)
  if (!left) leaving.set(whole, (left = new Set()))
  left.add(past)
  past.closing = setTimeout(() => {
    leaving.get(whole)?.delete(past)
    past.db.$client.close()
  }, CLOSES_AFTER_MS)
  past.closing.unref()
}

const ofThePast = new WeakSet<Db>()

/** Whether a whole register is one of the past: open for a while, and read once or twice. */
export const isPast = (whole: Db): boolean => ofThePast.has(whole)

function* openPast(whole: Db, actId: number): Generator<void, Past> {
  const client = new Database(whole.$client.name, { readonly: true })
  client.pragma('busy_timeout = 5000')
  client.pragma('cache_size = -8000')
  client.pragma('temp_store = MEMORY')
  // Rows of the past point at rows of the past, and may be older than a rule of today.
  client.pragma('foreign_keys = OFF')
  client.pragma('ignore_check_constraints = ON')
  const db = drizzle({ client, jit: true })
  shareMemory(db, whole)
  const tables = tablesOf(client)
  for (const table of tables) {
    const then = thens[table]
    if (!then || (then === 'worked out' && !keptTables.some(({ name }) => name === table)))
      throw new TypeError(`${table}: nobody has said what of it there was in the past`)
    client.exec(`create temp view whole_${table} as ${rowsOf(table, then, actId)};
      create temp view ${table} as select * from temp.whole_${table}`)
  }
  const winding = { seen: lastChangeOf(client, actId), rows: 0, tables: new Map(), recorded }
  yield* wind(db, winding)
  ofThePast.add(db)
  return { db, winding }
}

function rowsOf(table: string, then: string, actId: number): string {
  if (then.startsWith('select')) return then.replaceAll('{act}', String(actId))
  return `select * from main.${table}${then === 'nothing' ? ' where false' : ''}`
}
