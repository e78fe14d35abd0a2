import { eq } from 'drizzle-orm'
import { CHAIN_START, chainHeads, type Change, hashOf } from '../db/history.ts'
import type { Db } from '../db/open.ts'

/** What a look at the whole chain found: how many acts, the last hash, and the first act that does not fit. */
export interface ChainState {
  acts: number
  head: string
  brokenAt: number | null
}

/** Works every hash of history out again. An act changed, or a row of it removed or added, breaks the chain there. */
export function checkChain(db: Db): ChainState {
  const changesOf = db.$client.prepare<[number], Record<string, string | number | null>>(
    `select subject_table subjectTable, subject_id subjectId, table_name tableName, row_id rowId, action, before, after
     from history_changes where act_id = ? order by id`,
  )
  const state: ChainState = { acts: 0, head: CHAIN_START, brokenAt: null }
  const acts = db.$client.prepare<[], StoredAct>(
    'select id, at, who, account_id accountId, origin, undoes_act_id undoesActId, hash from history_acts order by id',
  )
  for (const act of acts.iterate()) {
    const changes = changesOf.all(act.id).map((row) => ({
      ...row,
      before: row.before === null ? null : JSON.parse(String(row.before)),
      after: row.after === null ? null : JSON.parse(String(row.after)),
    })) as unknown as Change[]
    if (act.id !== state.acts + 1 || act.hash !== hashOf(state.head, act, changes)) {
      return { ...state, brokenAt: act.id }
    }
    state.acts += 1
    state.head = act.hash
  }
  // What was taken off the end leaves no gap, but the end it left.
  if (!isEnd(db, 'history', state.acts, state.head)) return { ...state, brokenAt: state.acts + 1 }
  return state
}

/** Whether a chain of this length and last hash ends where the register says that it does. */
export function isEnd(db: Db, chain: 'history' | 'security_log', length: number, hash: string): boolean {
  const end = db.select().from(chainHeads).where(eq(chainHeads.chain, chain)).get()
  return length === (end?.length ?? 0) && (length === 0 || hash === end?.hash)
}

interface StoredAct {
  id: number
  at: string
  who: string
  accountId: number | null
  origin: string | null
  undoesActId: number | null
  hash: string
}
