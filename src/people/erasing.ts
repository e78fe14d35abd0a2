import { eq } from 'drizzle-orm'
import { today } from '../dates.ts'
import type { Write } from '../db/write.ts'
import { idsOfPerson } from '../deletions/marks.ts'
import { participants } from '../participants/participant.ts'
import { indexDelegationsOfPerson, indexPerson } from '../search/indexing.ts'
import { folded, personSortKey } from '../vietnamese.ts'
import { erasePersonFromDrafts } from '../visit-reports/drafts.ts'
import { erasePersonFromPapers } from '../visit-reports/standing.ts'
import { people, personNames } from './person.ts'
import { findPerson, listSpellings } from './queries.ts'

/**
 * Erases what says who a person is: names, nationality, note, and the posts of their trips. The trips themselves stay,
 * so that no total moves. History keeps that it was done, and what it told of the person before is told no more.
 */
export function erasePerson(write: Write, id: number) {
  // The same in every language, and of nobody else.
  const name = `••• ${id}`
  const { name: had } = findPerson(write.db, id)!
  const spellings = listSpellings(write.db, id)
  erasePersonFromDrafts(write, id, [had, ...spellings.map((spelling) => spelling.name)])
  for (const spelling of spellings) write.remove(personNames, spelling.id)
  write.erase(people, id, {
    name,
    nationality: null,
    note: null,
    erasedOn: today(),
    matchKey: folded(name),
    sortKey: personSortKey(name),
  })
  const lines = write.db.select().from(participants).where(eq(participants.personId, id)).all()
  for (const line of lines) write.erase(participants, line.id, { post: null, organisation: null })
  erasePersonFromPapers(write, idsOfPerson(write.db, id), name)
  indexPerson(write, id)
  indexDelegationsOfPerson(write, id)
}
