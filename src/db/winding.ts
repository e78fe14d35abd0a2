import type Database from 'better-sqlite3'
import type { Cells } from './history.ts'
import { countedFrom, keptTables } from './kept-then.ts'
import type { Db } from './open.ts'

// Takes what was changed since an instant back, on the connection of a past register: the rows as they were, in temporary
// tables, and views over them and over what has not changed.

/** How far a past register is wound back. */
export interface Winding {
  /** The last change that was taken in; at first the last one of that time. */
  seen: number
  /** How many rows it holds or knows of as not yet there. */
  rows: number
  /** Tables of which something was wound back, with their columns. */
  tables: Map<string, TableThen>
  /** Whether a table has history. */
  recorded: (table: string) => boolean
}

interface TableThen {
  columns: string[]
  /** That always hold something. */
  filled: Set<string>
}

/** The last change of the acts up to one: the changes of an act stand together, after those of the acts before it. */
export function lastChangeOf(client: Database.Database, actId: number): number {
  const first = client
    .prepare<[number], number>(
      'select id from main.history_changes where act_id > ? order by act_id, id limit 1',
    )
    .pluck()
    .get(actId)
  return first === undefined ? lastChange(client) : first - 1
}

/** The last change there is. */
export const lastChange = (client: Database.Database) =>
  client.prepare<[], number>('select coalesce(max(id), 0) from main.history_changes').pluck().get()!

/** So many changes are taken in, or rows kept, between two moments at which others may be answered. */
const A_SLICE = 2000

/**
 * Winds back what was changed since: at first all of it, later what came in addition. It pauses now and then; everything
 * is of one moment all the same, and nobody reads the connection until it is done.
 */
export function* wind({ $client: client }: Db, winding: Winding): Generator<void> {
  client.exec('begin')
  try {
    if (lastChange(client) > winding.seen) yield* windBack(client, winding)
  } finally {
    client.exec('commit')
  }
}

function* windBack(client: Database.Database, winding: Winding): Generator<void> {
  const tables = new Map<string, Map<number, Row>>()
  const visits = new Set<number>()
  const seen = yield* takeIn(client, winding.seen, tables, visits)
  for (const [table, rows] of tables) {
    if (!winding.recorded(table)) throw new TypeError(`${table}: it has history, but no past`)
    yield* keepRows(client, winding, table, rows)
  }
  eraseAgain(client, winding)
  for (const table of countedFrom) if (!winding.tables.has(table)) cover(client, winding, table)
  client.exec(
    'create temp table if not exists then_visits (id integer primary key); delete from temp.then_visits',
  )
  client
    .prepare('insert into temp.then_visits select value from json_each(?)')
    .run(JSON.stringify([...visits]))
  for (const kept of keptTables) {
    yield
    kept.wind(client)
  }
  winding.seen = seen
}

/** A row as it was: null where it was not there, else what is known of it so far. */
interface Row {
  cells: Cells | null
  isWhole: boolean
}

// The first change since tells of each cell what it held; what no change tells of is as it is now.
function* takeIn(
  client: Database.Database,
  since: number,
  tables: Map<string, Map<number, Row>>,
  visits: Set<number>,
): Generator<void, number> {
  const find = client
    .prepare<[number], [number, string, number, string, number, string, string | null]>(
      `select id, subject_table, subject_id, table_name, row_id, action, iif(action = 'insert', null, before)
       from main.history_changes where id > ? order by id limit ${A_SLICE}`,
    )
    .raw()
  for (let last = since; ;) {
    const changes = find.all(last)
    for (const [, subjectTable, subjectId, table, id, action, before] of changes) {
      if (subjectTable === 'delegations' && isCountedFrom(table)) visits.add(subjectId)
      let rows = tables.get(table)
      if (!rows) tables.set(table, (rows = new Map()))
      const known = rows.get(id)
      if (known?.isWhole) continue
      const cells = before === null ? null : { ...(JSON.parse(before) as Cells), ...known?.cells }
      rows.set(id, { cells, isWhole: action !== 'update' })
    }
    last = changes.at(-1)?.[0] ?? last
    if (changes.length < A_SLICE) return last
    yield
  }
}

const isCountedFrom = (table: string) => (countedFrom as readonly string[]).includes(table)

function* keepRows(
  client: Database.Database,
  winding: Winding,
  name: string,
  rows: Map<number, Row>,
): Generator<void> {
  const table = winding.tables.get(name) ?? cover(client, winding, name)
  const touch = client.prepare<[number]>(`insert or ignore into temp.then_ids_${name} values (?)`)
  const find = client.prepare<[number], Cells>(`select * from main.${name} where id = ?`)
  let count = 0
  for (const [id, { cells, isWhole }] of rows) {
    if (++count % A_SLICE === 0) yield
    // What was wound back before is as it was.
    if (!touch.run(id).changes) continue
    winding.rows++
    const now = cells && !isWhole ? find.get(id) : undefined
    if (!cells || (!isWhole && !now)) continue
    const row: Cells = { id }
    for (const column of table.columns) {
      // What was erased is told as nothing; where something has to stand, it is what the erasure put there.
      const value = cells[column] ?? (column in cells && !table.filled.has(column) ? null : now?.[column])
      if (value !== undefined) row[column] = value
    }
    const columns = Object.keys(row)
    client
      .prepare(`insert into temp.then_${name} (${columns.join()}) values (${columns.map(() => '?').join()})`)
      .run(Object.values(row))
  }
}

/** Has the rows of a table come from what was wound back of it and from those that have not changed. */
function cover(client: Database.Database, winding: Winding, name: string): TableThen {
  const info = client
    .prepare<[string], { name: string; notnull: number; pk: number; hidden: number }>(
      `select name, "notnull", pk, hidden from pragma_table_xinfo(?, 'main')`,
    )
    .all(name)
  if (info.find(({ pk }) => pk)?.name !== 'id') throw new TypeError(`${name}: its rows have no id`)
  const made = client
    .prepare<[string], string>(`select sql from main.sqlite_schema where type = 'table' and name = ?`)
    .pluck()
    .get(name)!
  const all = info.map((column) => column.name).join()
  client.exec(
    `${made.replace(/^create table\s+\S+/i, `create temp table then_${name}`)};
     create temp table then_ids_${name} (id integer primary key);
     drop view temp.whole_${name};
     create temp view whole_${name} as
       select ${all} from main.${name} where id not in (select id from temp.then_ids_${name})
       union all select ${all} from temp.then_${name};`,
  )
  if (info.some((column) => column.name === 'delegation_id'))
    client.exec(`create index temp.then_${name}_of_visit on then_${name} (delegation_id)`)
  const written = info.filter(({ hidden }) => hidden === 0)
  const table = {
    columns: written.map((column) => column.name),
    filled: new Set(written.filter(({ notnull }) => notnull).map((column) => column.name)),
  }
  winding.tables.set(name, table)
  return table
}

// Whose data was erased since, and who was merged into them, is nobody in the past either: neither by their rows nor by the
// papers that name them.
function eraseAgain(client: Database.Database, { tables }: Winding) {
  client.exec(
    `create temp table if not exists then_erased
       (id integer primary key, name text, match_key text, sort_key text, erased_on text);
     delete from temp.then_erased;
     insert or ignore into temp.then_erased
       with recursive erased as (
         select id, name, match_key, sort_key, erased_on from main.people where erased_on is not null
         union
         select subject_id, erased.name, erased.match_key, erased.sort_key, erased.erased_on
         from main.deletions join erased on merged_into_id = erased.id
         where subject_table = 'people' and restored_at is null)
       select * from erased`,
  )
  const isErased = 'in (select id from temp.then_erased)'
  if (tables.has('people'))
    client.exec(
      `update temp.then_people set nationality = null, note = null, (name, match_key, sort_key, erased_on) =
         (select name, match_key, sort_key, erased_on from temp.then_erased where id = then_people.id)
       where id ${isErased}`,
    )
  if (tables.has('person_names'))
    client.exec(`delete from temp.then_person_names where person_id ${isErased}`)
  if (tables.has('participants'))
    client.exec(
      `update temp.then_participants set post = null, organisation = null where person_id ${isErased}`,
    )
  if (tables.has('visit_reports'))
    client.exec(
      `update temp.then_visit_reports set standing = null where standing is not null
       and exists (select 1 from json_each(standing, '$.people') where value ${isErased})`,
    )
}
