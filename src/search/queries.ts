import { type Db, prepared, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type EntryKind, isEntryOf, keyOfEntry, kindOfEntry, startOfEntries } from './entry.ts'
import { matchQuery, tonedMatchQuery } from './match.ts'

/** What a search gives: a file that is found gives the visit it is a paper of. */
type FoundKind = Exclude<EntryKind, 'file'>

/**
 * How many records of each kind a text finds, and the keys of the first of them, at most `limits` of a kind; and of
 * which visits only an attached file has the words: they come after the others.
 */
export function search(db: Db, typed: string, limits: Record<FoundKind, number>) {
  const query = matchQuery(typed)
  const exact = tonedMatchQuery(typed)
  const found = countFound(db, query)
  const keysOf = (kind: FoundKind) => (found[kind] ? firstKeys(db, kind, query, exact, limits[kind]) : [])
  const own = keysOf('delegation')
  const left = found.inFiles ? limits.delegation - own.length : 0
  const inFiles = left > 0 ? visitsByFiles(db, query, left) : []
  const { inFiles: more, ...counts } = found
  return {
    found: { ...counts, delegation: counts.delegation + more },
    keysOf,
    delegationIds: [...own.map(Number), ...inFiles],
    inFiles: new Set(inFiles),
  }
}

/**
 * The keys of the records of one kind that a text finds: those with its very tones first, then those that only its
 * letters find; within each, the most recently recorded first.
 */
function firstKeys(db: Db, kind: FoundKind, query: string, exact: string, limit: number): string[] {
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

function matchingKeys(db: Db, kind: FoundKind, query: string, limit: number): string[] {
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

function countFound(db: Db, query: string): Record<FoundKind | 'inFiles', number> {
  return remembered(db, `found ${query}`, () => {
    const counts = { delegation: 0, partner: 0, person: 0, country: 0, inFiles: 0 }
    if (!query) return counts
    const rows = prepared(db, 'found', () =>
      db.$client.prepare<[string], { first: number; found: number }>(
        `select min(rowid) as first, count(*) as found from search_index
         where search_index match ? and ${inSight(db)} group by rowid >> 40`,
      ),
    ).all(query)
    for (const { first, found } of rows) {
      const kind = kindOfEntry(first)
      if (kind === 'file') counts.inFiles = countVisitsByFiles(db, query)
      else counts[kind] = found
    }
    return counts
  })
}

// Visits of which a paper's file has the words, and nothing else of the visit.
const byFilesAlone = `from documents where file_id in (
    select rowid - ${startOfEntries('file')} from search_index where search_index match ? and ${isEntryOf('file')})
  and delegation_id not in (select rowid from search_index where search_index match ? and ${isEntryOf('delegation')})`

const countVisitsByFiles = (db: Db, query: string): number =>
  prepared(db, 'count of visits by files', () =>
    db.$client
      .prepare<[string, string], number>(`select count(distinct delegation_id) ${byFilesAlone}`)
      .pluck(),
  ).get(query, query)!

const visitsByFiles = (db: Db, query: string, limit: number): number[] =>
  prepared(db, 'visits by files', () =>
    db.$client
      .prepare<[string, string, number], number>(
        `select distinct delegation_id ${byFilesAlone} order by delegation_id desc limit ?`,
      )
      .pluck(),
  ).all(query, query, limit)
