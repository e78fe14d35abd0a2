import { type Db, prepared, remembered } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { endOfEntries, type EntryKind, isEntryOf, keyOfEntry, kindOfEntry, startOfEntries } from './entry.ts'
import { matchQuery, tonedMatchQuery } from './match.ts'

/** What a search gives: a file that is found gives the visit it is a paper of. */
export type FoundKind = Exclude<EntryKind, 'file'>

/** What found a record, in the order of what is found: its very tones, its letters, or only an attached file. */
const ways = ['tones', 'letters', 'files'] as const
type Way = (typeof ways)[number]

/** Where what a search found of one kind goes on: after this entry or, of visits found by their files, this visit. */
export interface Place {
  kind: FoundKind
  way: Way
  id: number
}

export interface Found extends Place {
  /** The record's id, or a country's code. */
  key: string
}

/** A place as a URL writes it; undefined where it is none. */
export function readPlace(text: string): Place | undefined {
  const [, written, digits] = /^(\w+)-(\d{1,15})$/.exec(text) ?? []
  const way = ways.find((way) => way === written)
  const id = Number(digits)
  if (!way || id >= startOfEntries('file')) return undefined
  const kind = way === 'files' ? 'delegation' : kindOfEntry(id)
  return kind === 'file' ? undefined : { kind, way, id }
}

export const writePlace = ({ way, id }: Place) => `${way}-${id}`

interface Words {
  query: string
  /** With its tones; empty where nothing was typed with a tone. */
  exact: string
}

/** How many records of each kind a text finds, and the records, some at a time. */
export function search(db: Db, typed: string) {
  const words = { query: matchQuery(typed), exact: tonedMatchQuery(typed) }
  const { inFiles, ...counts } = countFound(db, words.query)
  const found = { ...counts, delegation: counts.delegation + inFiles }
  return {
    found,
    /** At most `limit` records of one kind, from the first or after a place. */
    list: (kind: FoundKind, limit: number, after?: Place): Found[] =>
      found[kind] ? listFound(db, kind, words, limit, after) : [],
  }
}

/**
 * Those with the very tones of a text first, then those that only its letters find, each the most recently recorded
 * first; last the visits of which only an attached file has the words.
 */
function listFound(db: Db, kind: FoundKind, words: Words, limit: number, after?: Place): Found[] {
  const rows: Found[] = []
  for (const way of ways.slice(after ? ways.indexOf(after.way) : 0)) {
    const left = limit - rows.length
    if (left <= 0) break
    const before = after?.way === way ? after.id : endOfEntries(kind)
    if (way === 'files') {
      if (kind === 'delegation')
        for (const id of visitsByFiles(db, words.query, before, left))
          rows.push({ kind, way, id, key: String(id) })
    } else if (way === 'tones') {
      if (words.exact)
        for (const id of entriesFound(db, kind, words.exact, before, limit))
          rows.push({ kind, way, id, key: keyOfEntry(id) })
    } else {
      // What has the very tones has been given already: here, or before this place.
      const given = new Set(rows.map(({ id }) => id))
      const ids =
        after && words.exact
          ? entriesFoundAlone(db, kind, words, before, limit)
          : entriesFound(db, kind, words.query, before, limit).filter((id) => !given.has(id))
      for (const id of ids.slice(0, left)) rows.push({ kind, way, id, key: keyOfEntry(id) })
    }
  }
  return rows
}

// Both read the index of words alone, never the entries: an entry's id says what it is of. Only who sees a part of the
// register is shown no more of the index than they see of the entries. A limit that is bound, and rows made into
// objects, would cost a tenth of the search.
const inSight = (db: Db) =>
  db === wholeOf(db)
    ? 'true'
    : 'exists (select 1 from search_entries where search_entries.id = search_index.rowid)'

const entriesBefore = (db: Db, kind: FoundKind) =>
  `select rowid from search_index
   where search_index match ? and rowid between ${startOfEntries(kind)} and cast(? as integer) - 1
     and ${inSight(db)}`

const entriesFound = (db: Db, kind: FoundKind, query: string, before: number, limit: number): number[] =>
  prepared(db, `${limit} found of ${kind}`, () =>
    db.$client
      .prepare<[string, number], number>(`${entriesBefore(db, kind)} order by rowid desc limit ${limit}`)
      .pluck(),
  ).all(query, before)

/** Those that only the letters find. */
const entriesFoundAlone = (
  db: Db,
  kind: FoundKind,
  { query, exact }: Words,
  before: number,
  limit: number,
): number[] =>
  prepared(db, `${limit} found of ${kind} by letters alone`, () =>
    db.$client
      .prepare<[string, number, string], number>(
        `${entriesBefore(db, kind)}
           and rowid not in (select rowid from search_index where search_index match ? and ${isEntryOf(kind)})
         order by rowid desc limit ${limit}`,
      )
      .pluck(),
  ).all(query, before, exact)

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

const visitsByFiles = (db: Db, query: string, before: number, limit: number): number[] =>
  prepared(db, 'visits by files', () =>
    db.$client
      .prepare<[string, string, number, number], number>(
        `select distinct delegation_id ${byFilesAlone} and delegation_id < ? order by delegation_id desc limit ?`,
      )
      .pluck(),
  ).all(query, query, before, limit)
