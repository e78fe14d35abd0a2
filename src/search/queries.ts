import { and, eq, sql } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import { matchQuery, tonedMatchQuery } from '../vietnamese.ts'
import { type EntryKind, searchEntries } from './entry.ts'

/**
 * The keys of the records of one kind that a text finds: those with its very tones first, then those that only its
 * letters find; within each, the most recently recorded first.
 */
export function searchKeys(db: Db, kind: EntryKind, typed: string, limit: number): string[] {
  const exact = tonedMatchQuery(typed)
  const keys = exact ? matchingKeys(db, kind, exact, limit) : []
  if (keys.length < limit) {
    for (const key of matchingKeys(db, kind, matchQuery(typed), limit))
      if (!keys.includes(key)) keys.push(key)
  }
  return keys.slice(0, limit)
}

function matchingKeys(db: Db, kind: EntryKind, query: string, limit: number): string[] {
  if (!query) return []
  return prepared(db, 'search keys', () =>
    db
      .select({ key: searchEntries.key })
      .from(searchEntries)
      .innerJoin(sql`search_index`, sql`search_index.rowid = ${searchEntries.id}`)
      .where(
        and(
          sql`search_index match ${sql.placeholder('query')}`,
          eq(searchEntries.kind, sql.placeholder('kind') as never),
        ),
      )
      .orderBy(sql`search_index.rowid desc`)
      .limit(sql.placeholder('limit'))
      .prepare(),
  )
    .all({ query, kind, limit })
    .map(({ key }) => key)
}

/** How many records of each kind a text finds. */
export function countFound(db: Db, typed: string): Record<EntryKind, number> {
  const query = matchQuery(typed)
  return remembered(db, `found ${query}`, () => {
    const counts = { delegation: 0, partner: 0, person: 0, country: 0 }
    if (!query) return counts
    const rows = prepared(db, 'found', () =>
      db
        .select({ kind: searchEntries.kind, found: sql<number>`count(*)` })
        .from(searchEntries)
        .innerJoin(sql`search_index`, sql`search_index.rowid = ${searchEntries.id}`)
        .where(sql`search_index match ${sql.placeholder('query')}`)
        .groupBy(searchEntries.kind)
        .prepare(),
    ).all({ query })
    for (const { kind, found } of rows) counts[kind] = found
    return counts
  })
}
