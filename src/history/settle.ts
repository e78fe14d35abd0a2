import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { erasedPeople } from '../deletions/marks.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import {
  forgetEntries,
  indexDelegation,
  indexDelegationsOfPartner,
  indexDelegationsOfPerson,
  indexPartner,
  indexPerson,
} from '../search/indexing.ts'
import { entryId } from '../search/entry.ts'
import { eraseAgainFromPaper } from '../visit-reports/standing.ts'
import type { Subject } from './queries.ts'

/** Has what records are found by follow what was undone of them. */
export function settle(write: Write, subjects: Subject[]) {
  const gone: number[] = []
  for (const { table, id } of subjects) {
    const record = settled[table]
    if (!record) continue
    const row = prepared(write.db, `is there a row of ${table}`, () =>
      write.db.$client.prepare<[number]>(`select 1 from "${table}" where id = ?`),
    ).get(id)
    if (!row) {
      gone.push(entryId(record.kind, String(id)))
      continue
    }
    if (table === 'delegations') eraseAgain(write, id)
    record.index(write, id)
  }
  if (gone.length) forgetEntries(write, gone)
}

const settled: Record<
  string,
  {
    kind: 'delegation' | 'partner' | 'person'
    index: (write: Write, id: number) => void
  }
> = {
  delegations: { kind: 'delegation', index: indexDelegation },
  partners: {
    kind: 'partner',
    index(write, id) {
      indexPartner(write, id)
      indexDelegationsOfPartner(write, id)
    },
  },
  people: {
    kind: 'person',
    index(write, id) {
      indexPerson(write, id)
      indexDelegationsOfPerson(write, id)
    },
  },
}

// What came back of somebody whose data was erased meanwhile: history still had their posts, and the paper as it was.
function eraseAgain(write: Write, delegationId: number) {
  const lines = prepared(write.db, 'lines of erased people in a visit', () =>
    write.db
      .select({ id: participants.id })
      .from(participants)
      .innerJoin(people, eq(people.id, participants.personId))
      .where(and(eq(participants.delegationId, sql.placeholder('id')), isNotNull(people.erasedOn)))
      .prepare(),
  ).all({ id: delegationId })
  for (const { id } of lines) write.erase(participants, id, { post: null, organisation: null })
  const erased = erasedPeople(write.db)
  if (erased.size) eraseAgainFromPaper(write, delegationId, erased)
}
