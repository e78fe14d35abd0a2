import { pointersAt } from '../db/belongings.ts'
import type { Cells } from '../db/history.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { type Deletable, deletable } from './deletion.ts'
import { findNamed, findStanding } from './marks.ts'

// Making two records one, whatever they are of: what points at the one that goes points at the one that stays. Whoever
// merges marks and removes the record that goes, last of all, so that an undo brings it back first.

/** Links that name a record once for each owner and never change: their table, and the column of their owner. */
const links: Readonly<Record<string, string>> = { delegation_partners: 'delegation_id' }

/**
 * Has every row that points at `fromId` point at `toId`, by the foreign keys that the tables themselves tell. An owner
 * that listed both lists one, in the place of the earlier of the two.
 */
export function movePointers(write: Write, table: Deletable, fromId: number, toId: number) {
  const pointers = pointersAt(write.db, table, fromId).filter(({ target }) => target === table)
  for (const { table, column, ids } of pointers) {
    const owner = links[table]
    for (const id of ids.toReversed()) {
      if (owner) moveLink(write, { table, column, owner }, id, toId)
      else write.raw.update(table, id, { [column]: toId })
    }
  }
}

interface Link {
  table: string
  column: string
  owner: string
}

function moveLink({ db, raw }: Write, { table, column, owner }: Link, id: number, toId: number) {
  const link = prepared(db, `link of ${table}`, () =>
    db.$client.prepare<[number], Cells>(`select * from "${table}" where id = ?`),
  ).get(id)!
  const twin = prepared(db, `twin link of ${table}`, () =>
    db.$client.prepare<[unknown, number], { id: number; position: number }>(
      `select id, position from "${table}" where "${owner}" = ? and "${column}" = ?`,
    ),
  ).get(link[owner], toId)
  raw.remove(table, id)
  const { id: _, ...cells } = link
  if (!twin) raw.insert(table, { ...cells, [column]: toId })
  else if (Number(link.position) < twin.position) raw.update(table, twin.id, { position: link.position! })
}

/** What stands in the way of giving back what an act merged. */
export type Obstacle = { what: 'gone' | 'unlinked'; title: string; href: string | null }

/**
 * A merging is taken back whole or not at all: not once the record that stayed is gone itself, nor where a visit lists it
 * no more: it would come to list a partner that somebody took off.
 */
export function obstaclesToUnmerging(db: Db, actId: number): Obstacle[] {
  const marks = prepared(db, 'marks of merging', () =>
    db.$client.prepare<[number], { table: Deletable; into: number }>(
      `select subject_table as "table", merged_into_id as "into" from deletions
       where act_id = ? and merged_into_id is not null and restored_at is null`,
    ),
  ).all(actId)
  const gone = marks.flatMap(({ table, into }): Obstacle[] => {
    if (findNamed(db, table, into)) return []
    const deletion = findStanding(db, table, into)
    return [
      {
        what: 'gone',
        title: deletion?.title ?? deletable[table],
        href: deletion ? `/deletions/${deletion.id}` : null,
      },
    ]
  })
  return marks.length && !gone.length ? listUnlinked(db, actId) : gone
}

const listUnlinked = (db: Db, actId: number): Obstacle[] =>
  prepared(db, 'unlinked since merging', () =>
    db.$client.prepare<[number], { id: number; title: string }>(
      `select distinct d.id, d.title from history_changes c join delegations d on d.id = c.subject_id
       where c.act_id = ? and c.table_name = 'delegation_partners' and c.action = 'insert'
         and not exists (select 1 from delegation_partners l where l.id = c.row_id) limit 10`,
    ),
  )
    .all(actId)
    .map(({ id, title }) => ({ what: 'unlinked', title, href: `/delegations/${id}` }))
