import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'

const changeActions = ['insert', 'update', 'remove'] as const

/**
 * What somebody did at one moment: all its changes were kept together. Each act carries a hash over itself and the
 * act before it, so that a changed or removed row of history breaks the chain. Triggers refuse to change either table.
 */
export const acts = snakeCase.table(
  'history_acts',
  {
    id: integer().primaryKey(),
    /** ISO 8601, UTC. */
    at: text().notNull(),
    who: text().notNull(),
    /** The account of whoever did it; none for a program, and before there were accounts. */
    accountId: integer(),
    /** The network address it came from, or the name of what was loaded. */
    origin: text(),
    /** The act that this one takes back. */
    undoesActId: integer(),
    hash: text().notNull(),
  },
  (act) => [
    index('history_acts_undoes').on(act.undoesActId),
    check('history_acts_hash', sql`length(hash) = 64`),
  ],
)

/** One row of the register before and after: of an update only the columns that changed, else the whole row. */
export const changes = snakeCase.table(
  'history_changes',
  {
    id: integer().primaryKey(),
    actId: integer()
      .notNull()
      .references(() => acts.id),
    /** The record whose page tells of it: of a participant, the visit. */
    subjectTable: text().notNull(),
    subjectId: integer().notNull(),
    tableName: text().notNull(),
    rowId: integer().notNull(),
    action: text({ enum: changeActions }).notNull(),
    /** JSON objects by column name. */
    before: text(),
    after: text(),
  },
  (change) => [
    index('history_changes_act').on(change.actId),
    index('history_changes_subject').on(change.subjectTable, change.subjectId, change.actId),
    index('history_changes_row').on(change.tableName, change.rowId, change.id),
    check('history_changes_action', sql`action in ('insert', 'update', 'remove')`),
  ],
)

export type Cells = Record<string, string | number | null>

/** One change as it is recorded and hashed. */
export interface Change {
  subjectTable: string
  subjectId: number
  tableName: string
  rowId: number
  action: (typeof changeActions)[number]
  before: Cells | null
  after: Cells | null
}

/** A change as it is stored: its columns in their order, rows as JSON. */
export type StoredChange = [
  subjectTable: string,
  subjectId: number,
  tableName: string,
  rowId: number,
  action: string,
  before: string | null,
  after: string | null,
]

export const storedOf = (change: Change): StoredChange => [
  change.subjectTable,
  change.subjectId,
  change.tableName,
  change.rowId,
  change.action,
  change.before && JSON.stringify(change.before),
  change.after && JSON.stringify(change.after),
]

/** What an act says of itself, beside its changes. */
export interface Told {
  at: string
  who: string
  accountId: number | null
  origin: string | null
  undoesActId: number | null
}

/**
 * The hash of an act over the one before it and everything the act says: of the text of JSON.stringify([said, changes]),
 * taken piece by piece, because an act may have a hundred thousand changes.
 */
export function hashing(previous: string, act: Told) {
  // Acts from before there were accounts were hashed without one.
  const account = act.accountId === null ? [] : [act.accountId]
  const said = [previous, act.at, act.who, act.origin, act.undoesActId, ...account]
  const hash = createHash('sha256').update(`[${JSON.stringify(said)},[`)
  let isFirst = true
  return {
    add(changes: StoredChange[]) {
      if (!changes.length) return
      const text = JSON.stringify(changes).slice(1, -1)
      hash.update(isFirst ? text : `,${text}`)
      isFirst = false
    },
    digest: () => hash.update(']]').digest('hex'),
  }
}

export function hashOf(previous: string, act: Told, changes: Change[]): string {
  const hash = hashing(previous, act)
  for (const change of changes) hash.add([storedOf(change)])
  return hash.digest()
}

/** What the first act of a register builds on. */
export const CHAIN_START = '0'.repeat(64)

/**
 * Where each chain ends, kept by triggers with every act and entry: one taken off the end is missed. No number of it
 * ever goes down.
 */
export const chainHeads = snakeCase.table('chain_heads', {
  chain: text().primaryKey(),
  length: integer().notNull(),
  hash: text().notNull(),
})
