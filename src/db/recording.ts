import { watchingCounts } from './counted.ts'
import { type Cells, cellsOfChange, CHAIN_START, type Change, hashing } from './history.ts'
import { type Db, prepared } from './open.ts'
import type { Who } from './write.ts'

export type Recording = ReturnType<typeof recording>

/**
 * The act of one write, with its changes: no change, no act. They wait in a table of this connection, because the act
 * stands before them and carries the hash over all of them, and a large one would fill the memory.
 */
export function recording(db: Db, who: Who, undoesActId: number | null) {
  const statement = (sql: string) =>
    prepared(db, sql, () => db.$client.prepare<unknown[], { hash: string }>(sql))
  let count = 0
  const tables = new Set<string>()
  const counts = watchingCounts(db)
  // As part of the transaction: whatever of it is rolled back, what waited goes too.
  db.$client.exec(
    'create temp table if not exists waiting (s text, i int, t text, r int, a text, b text, n text)',
  )

  return {
    get count() {
      return count
    },
    /** Which tables were changed. */
    tables,
    /** Whether a counted figure may be another one now. */
    get areCountsTouched() {
      return counts.areTouched
    },
    /** `row` as it stood before the change; of a new one, as it stands. */
    add(change: Change, row: Cells) {
      tables.add(change.tableName)
      counts.see(change, row)
      statement('insert into temp.waiting values (?, ?, ?, ?, ?, ?, ?)').run(cellsOfChange(change))
      count++
    },
    /** The changes after the first `kept` were rolled back. */
    forgetSince(kept: number) {
      count = kept
    },
    end() {
      if (!count) return
      const previous = statement('select hash from history_acts order by id desc limit 1').get()?.hash
      const act = {
        at: new Date().toISOString(),
        who: who.name,
        accountId: who.accountId ?? null,
        origin: who.origin ?? null,
        undoesActId,
      }
      const hash = hashing(previous ?? CHAIN_START, act)
      const waiting = prepared(db, 'waiting changes', () =>
        db.$client
          .prepare<[], ReturnType<typeof cellsOfChange>>('select * from temp.waiting order by rowid')
          .raw(),
      )
      for (const cells of waiting.iterate()) hash.add(cells)
      const actId = statement(
        'insert into history_acts (at, who, account_id, origin, undoes_act_id, hash) values (?, ?, ?, ?, ?, ?)',
      ).run(...Object.values(act), hash.digest()).lastInsertRowid
      statement(
        `insert into history_changes (act_id, subject_table, subject_id, table_name, row_id, action, before, after)
         select ?, s, i, t, r, a, b, n from temp.waiting order by rowid`,
      ).run(actId)
      statement('delete from temp.waiting').run()
    },
  }
}
