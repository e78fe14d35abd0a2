import { watchingCounts } from './counted.ts'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Cells, CHAIN_START, type Change, hashing, type StoredChange, textOfChange } from './history.ts'
import { type Db, prepared } from './open.ts'
import type { Who } from './write.ts'

export type Recording = ReturnType<typeof recording>

/** So many changes are packed together. */
const A_PACK = 1000
/** So many are stored by one statement. */
const AT_ONCE = 10

/**
 * The act of one write, with its changes: no change, no act. They wait until its end, because the act stands before them
 * and carries the hash over all of them; packed, because a large act would fill the memory.
 */
export function recording(db: Db, who: Who, undoesActId: number | null) {
  const statement = (sql: string) =>
    prepared(db, sql, () => db.$client.prepare<unknown[], { hash: string }>(sql))
  let count = 0
  const tables = new Set<string>()
  const counts = watchingCounts(db)
  const packs: Buffer[] = []
  /** Those after the last pack. */
  let waiting: string[] = []

  function* texts(): Generator<string> {
    for (const pack of packs) yield unpacked(pack)
    if (waiting.length) yield waiting.join()
  }

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
      waiting.push(textOfChange(change))
      count++
      if (waiting.length < A_PACK) return
      packs.push(zstdCompressSync(waiting.join()))
      waiting = []
    },
    /** The changes after the first `kept` were rolled back. */
    forgetSince(kept: number) {
      count = kept
      while (packs.length * A_PACK > kept)
        waiting = changesIn(unpacked(packs.pop()!)).map((change) => JSON.stringify(change))
      waiting.length = kept - packs.length * A_PACK
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
      for (const text of texts()) hash.add(text)
      const actId = statement(
        'insert into history_acts (at, who, account_id, origin, undoes_act_id, hash) values (?, ?, ?, ?, ?, ?)',
      ).run(...Object.values(act), hash.digest()).lastInsertRowid
      for (const text of texts()) {
        const changes = changesIn(text)
        for (let at = 0; at < changes.length; at += AT_ONCE) {
          const some = changes.slice(at, at + AT_ONCE)
          insertOf(some.length).run(some.flatMap((change) => [actId, ...change]))
        }
      }
    },
  }

  function insertOf(count: number) {
    const rows = Array<string>(count).fill('(?, ?, ?, ?, ?, ?, ?, ?)')
    return statement(
      `insert into history_changes (act_id, subject_table, subject_id, table_name, row_id, action, before, after)
       values ${rows.join()}`,
    )
  }
}

const unpacked = (pack: Buffer) => zstdDecompressSync(pack).toString()
const changesIn = (text: string) => JSON.parse(`[${text}]`) as StoredChange[]
