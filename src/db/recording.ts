import { watchingCounts } from './counted.ts'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Cells, CHAIN_START, type Change, hashing, type StoredChange, storedOf } from './history.ts'
import { type Db, prepared } from './open.ts'
import type { Who } from './write.ts'

export type Recording = ReturnType<typeof recording>

/** So many changes are packed together. */
const A_PACK = 1000
/** So many are stored by one statement. */
const AT_ONCE = 50

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
  let waiting: StoredChange[] = []
  const act = {
    at: new Date().toISOString(),
    who: who.name,
    accountId: who.accountId ?? null,
    origin: who.origin ?? null,
    undoesActId,
  }
  /** Where changes are kept as they come: so many of them, of this act. */
  let kept: { actId: number; count: number } | undefined
  /** Over the packs, and over what is kept. */
  let hash: ReturnType<typeof hashing> | undefined

  const hashFromStart = () => {
    const previous = statement('select hash from history_acts order by id desc limit 1').get()?.hash
    const hash = hashing(previous ?? CHAIN_START, act)
    for (const pack of packs) hash.add(unpacked(pack))
    return hash
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
      waiting.push(storedOf(change))
      count++
      if (waiting.length < A_PACK) return
      if (kept) return keep()
      hash ??= hashFromStart()
      hash.add(waiting)
      packs.push(packed(waiting))
      waiting = []
    },
    /**
     * From now on changes are kept a thousand at a time, before the act that they are of: foreign keys are looked at when all
     * is written. Of what is kept nothing can be given up alone.
     */
    keepAsItGoes() {
      if (kept) return
      db.$client.pragma('defer_foreign_keys = on')
      hash ??= hashFromStart()
      kept = { actId: nextActId(db), count: 0 }
      for (const pack of packs.splice(0)) store(kept.actId, unpacked(pack))
      kept.count = count - waiting.length
    },
    /** The changes after the first `kept` were rolled back. */
    forgetSince(first: number) {
      if (kept && kept.count > first)
        throw new TypeError('what is kept as it goes cannot be given up in part')
      count = first
      while (packs.length * A_PACK > first) {
        waiting = unpacked(packs.pop()!)
        hash = undefined
      }
      waiting.length = first - (kept?.count ?? packs.length * A_PACK)
    },
    end() {
      if (!count) return
      hash ??= hashFromStart()
      hash.add(waiting)
      const actId = kept?.actId ?? nextActId(db)
      statement(
        'insert into history_acts (id, at, who, account_id, origin, undoes_act_id, hash) values (?, ?, ?, ?, ?, ?, ?)',
      ).run(actId, ...Object.values(act), hash.digest())
      for (const pack of packs) store(actId, unpacked(pack))
      store(actId, waiting)
    },
  }

  function keep() {
    hash!.add(waiting)
    store(kept!.actId, waiting)
    kept!.count = count
    waiting = []
  }

  function store(actId: number | bigint, changes: StoredChange[]) {
    for (let at = 0; at < changes.length; at += AT_ONCE) {
      const some = changes.slice(at, at + AT_ONCE)
      insertOf(some.length).run(some.flatMap((change) => [actId, ...change]))
    }
  }

  function insertOf(count: number) {
    const rows = Array<string>(count).fill('(?, ?, ?, ?, ?, ?, ?, ?)')
    return statement(
      `insert into history_changes (act_id, subject_table, subject_id, table_name, row_id, action, before, after)
       values ${rows.join()}`,
    )
  }
}

/** The last thing that was done to the register; 0 where nothing was. */
export const lastActId = (db: Db): number =>
  prepared(db, 'last act', () =>
    db.$client.prepare<[], number>('select coalesce(max(id), 0) from history_acts').pluck(),
  ).get()!

// Acts are never removed, so that the next id is certain before the act is written down.
export const nextActId = (db: Db): number => lastActId(db) + 1

// JSON has no line ends: twice as quick as JSON within JSON.
const packed = (changes: StoredChange[]) => zstdCompressSync(changes.flat().join('\n'))
function unpacked(pack: Buffer): StoredChange[] {
  const cells = zstdDecompressSync(pack).toString().split('\n')
  return Array.from({ length: cells.length / 7 }, (_, change) => {
    const [subjectTable, subjectId, tableName, rowId, action, before, after] = cells.slice(
      7 * change,
      7 * change + 7,
    )
    return [
      subjectTable!,
      Number(subjectId),
      tableName!,
      Number(rowId),
      action!,
      before || null,
      after || null,
    ]
  })
}
