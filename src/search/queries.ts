import { type Db, prepared, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type EntryKind, isEntryOf, keyOfEntry, kindOfEntry } from './entry.ts'
import { matchQuery, tonedMatchQuery } from './match.ts'

/** How many records of each kind a text finds, and the keys of the first of them, at most `limits` of a kind. */
export function search(db: Db, typed: string, limits: Record<EntryKind, number>) {
  const query = matchQuery(typed)
  const exact = tonedMatchQuery(typed)
  const found = countFound(db, query)
  const keysOf = (kind: EntryKind) => (found[kind] ? firstKeys(db, kind, query, exact, limits[kind]) : [])
  return { found, keysOf }
}

/**
 * The keys of the records of one kind that a text finds: those with its very tones first, then those that only its
 * letters find; within each, the most recently recorded first.
 */
function firstKeys(db: Db, kind: EntryKind, query: string, exact: string, limit: number): string[] {
  const keys = exact ? matchingKeys(db, kind, exact, limit) : []
  if (keys.length < limit) {
    for (const key of matchingKeys(db, kind, query, limit)) if (!keys.includes(key)) keys.push(key)
  }
  return keys.slice(0, limit)
}

// Both read the index of words alone, never the entries: an entry's id says what it is of. Only who sees a part of the
// register is shown no more of the index than they see of the entries. A limit that is bound, and rows made into
// objects, would cost a tenth of the search.
const inSight = (db: Db) =>
  db === wholeOf(db)
    ? 'true'
    : 'exists (select 1 from search_entries where search_entries.id = search_index.rowid)'

function matchingKeys(db: Db, kind: EntryKind, query: string, limit: number): string[] {
  return prepared(db, `first ${limit} found of ${kind}`, () =>
    db.$client
      .prepare<[string], number>(
        `select rowid from search_index where search_index match ? and ${isEntryOf(kind)} and ${inSight(db)}
         order by rowid desc limit ${limit}`,
      )
      .pluck(),
  )
    .all(query)
    .map(keyOfEntry)
}

function countFound(db: Db, query: string): Record<EntryKind, number> {
  return remembered(db, `found ${query}`, () => {
    const counts = { delegation: 0, partner: 0, person: 0, country: 0 }
    if (!query) return counts
    const rows = prepared(db, 'found', () =>
      db.$client.prepare<[string], { first: number; found: number }>(
        `select min(rowid) as first, count(*) as found from search_index
         where search_index match ? and ${inSight(db)} group by rowid >> 40`,
      ),
    ).all(query)
    for (const { first, found } of rows) counts[kindOfEntry(first)] = found
    return counts
  })
}
