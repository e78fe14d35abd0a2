import { and, eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { markDeleted } from '../deletions/marks.ts'
import { movePointers } from '../deletions/merging.ts'
import { participants } from '../participants/participant.ts'
import { forgetEntry, indexDelegationsOfPerson, indexPerson } from '../search/indexing.ts'
import { folded } from '../vietnamese.ts'
import { people, personNames } from './person.ts'
import { findPersonFile, listSpellings, suggestPeople } from './queries.ts'

const TWINS_TOLD = 6
const NOTE_MAX = 4000

/**
 * People who may be this one typed another way, the likeliest first: the same words in any order, tones aside, or the same
 * with a middle name more or less.
 */
export function listLikelyTwins(db: Db, personId: number) {
  const person = findPersonFile(db, personId)
  if (!person) return []
  const names = [person.name, ...person.spellings].slice(0, 8)
  const found = new Map(
    names
      .flatMap((name) => {
        const words = name.split(' ')
        return [name, words.length > 2 ? `${words[0]} ${words.at(-1)}` : '']
      })
      .flatMap((asked) => suggestPeople(db, asked, 40))
      .map((other) => [other.id, other]),
  )
  found.delete(personId)
  return [...found.values()]
    .map((other) => ({ ...other, twinness: Math.max(...names.map((name) => twinness(name, other.name))) }))
    .filter(({ twinness }) => twinness > 0)
    .toSorted((one, other) => other.twinness - one.twinness || one.id - other.id)
    .slice(0, TWINS_TOLD)
}

// 2: the same words; 1: those of one are all in the other, which begins and ends with two of them; 0: somebody else.
function twinness(one: string, other: string): number {
  const [few, many] = [folded(one).split(' '), folded(other).split(' ')].toSorted(
    (some, more) => some.length - more.length,
  ) as [string[], string[]]
  const left = [...many]
  for (const word of few) {
    const at = left.indexOf(word)
    if (at === -1) return 0
    left.splice(at, 1)
  }
  if (!left.length) return 2
  return few.length > 1 && few.includes(many[0]!) && few.includes(many.at(-1)!) ? 1 : 0
}

/** Visits that name both: two people in one list, for all the register knows. */
export function listVisitsWithBoth(db: Db, one: number, other: number) {
  return prepared(db, 'visits with both', () =>
    db
      .selectDistinct({ id: delegations.id, code: delegations.code, title: delegations.title })
      .from(participants)
      .innerJoin(delegations, eq(delegations.id, participants.delegationId))
      .where(
        and(
          sql`${participants.personId} = ${sql.placeholder('one')}`,
          sql`${participants.delegationId} in (select delegation_id from participants where person_id = ${sql.placeholder('other')})`,
        ),
      )
      .prepare(),
  ).all({ one, other })
}

/** What both notes come to; more than one note may hold, neither is left out: somebody shortens one first. */
const notesOf = (kept: { note: string | null }, other: { note: string | null }) =>
  [kept.note, other.note].filter(Boolean).join('\n')

export const areNotesTooLong = (...both: Parameters<typeof notesOf>) => notesOf(...both).length > NOTE_MAX

/**
 * Makes two records of one person one: whatever points at the other points at the kept one, its names become spellings,
 * what the kept one lacks is filled in. The other leaves the mark of a deletion that says where it went.
 */
export function mergePeople(write: Write, keptId: number, otherId: number) {
  const { db } = write
  const kept = findPersonFile(db, keptId)!
  const other = findPersonFile(db, otherId)!
  movePointers(write, 'people', otherId, keptId)
  const known = new Set([kept.name, ...kept.spellings])
  for (const name of new Set([other.name, ...other.spellings])) {
    if (!known.has(name)) write.insert(personNames, { personId: keptId, name, matchKey: folded(name) })
  }
  write.update(people, keptId, {
    nationality: kept.nationality ?? other.nationality,
    note: notesOf(kept, other) || null,
  })
  markDeleted(write, 'people', otherId, {
    reason: 'Gộp hai bản ghi của một người',
    mergedIntoId: keptId,
  })
  for (const { id } of listSpellings(db, otherId)) write.remove(personNames, id)
  // Last, so that an undo brings it back first: the visits are given back to somebody who is there.
  write.remove(people, otherId)
  forgetEntry(write, 'person', String(otherId))
  indexPerson(write, keptId)
  indexDelegationsOfPerson(write, keptId)
}
