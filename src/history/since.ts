import { type Db, prepared, remembered } from '../db/open.ts'
import { instantOf, lastActAt } from '../db/past-register.ts'
import { wholeOf } from '../db/scope.ts'

// Which records were changed since an instant, and by which acts: as far as a reader sees them.

/** The records of a table that were changed since, themselves or (in these tables, all unless said) what belongs to them. */
export function listChangedSince(
  db: Db,
  at: string,
  subjectTable: string,
  tables?: readonly string[],
): number[] {
  // Of the whole register: what a unit gave away since was theirs then. Ids alone tell nothing.
  const whole = wholeOf(db)
  const find = prepared(whole, 'changed since', () =>
    whole.$client
      .prepare<[object], number>(
        `select distinct subject_id from history_changes where act_id > @act and subject_table = @subjectTable
           and (@tables is null or table_name in (select value from json_each(@tables)))`,
      )
      .pluck(),
  )
  return find.all({
    act: lastActAt(whole, instantOf(at)),
    subjectTable,
    tables: tables ? JSON.stringify(tables) : null,
  })
}

export interface ActSince {
  actId: number
  /** ISO 8601, UTC. */
  at: string
  who: string
  /** How many acts changed it since, this one among them. */
  acts: number
}

/** What acts are asked about: records with all that belongs to them, or rows of one table alone. */
export interface Asked {
  table: string
  of: 'records' | 'rows'
}

/** The last act since that changed each of these, as far as the reader sees it. */
export function lastActsSince(
  db: Db,
  at: string,
  { table, of }: Asked,
  ids: number[],
): Map<number, ActSince> {
  const [name, id] = of === 'records' ? ['subject_table', 'subject_id'] : ['table_name', 'row_id']
  const find = prepared(db, `last acts since of ${of}`, () =>
    db.$client.prepare<[object], ActSince & { id: number }>(
      `select last.id, acts, act.id as actId, act.at, act.who from (
         select ${id} as id, max(act_id) as act_id, count(distinct act_id) as acts from history_changes
         where act_id > @act and ${name} = @table and ${id} in (select value from json_each(@ids)) group by ${id}
       ) last join history_acts act on act.id = last.act_id`,
    ),
  )
  const act = lastActAt(wholeOf(db), instantOf(at))
  const found = find.all({ act, table, ids: JSON.stringify(ids) })
  return new Map(found.map(({ id, ...last }) => [id, last]))
}

/** The records of these that were there before and were removed before they came back. */
export function listRemovedBefore(db: Db, at: string, table: string, ids: number[]): Set<number> {
  const find = prepared(db, 'removed before', () =>
    db.$client
      .prepare<[object], number>(
        `select distinct row_id from history_changes where table_name = @table and action = 'remove'
           and act_id <= @act and row_id in (select value from json_each(@ids))`,
      )
      .pluck(),
  )
  const act = lastActAt(wholeOf(db), instantOf(at))
  return new Set(find.all({ act, table, ids: JSON.stringify(ids) }))
}

/** When history begins (ISO 8601, UTC); null while there is none. */
export const historyBegan = (db: Db): string | null =>
  remembered(db, 'history began', () =>
    wholeOf(db)
      .$client.prepare<[], string | null>('select at from history_acts order by id limit 1')
      .pluck()
      .get(),
  ) ?? null
