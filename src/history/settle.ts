import { and, eq, isNotNull } from 'drizzle-orm'
import type { Write } from '../db/write.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import {
  forgetEntry,
  indexDelegation,
  indexDelegationsOfPartner,
  indexDelegationsOfPerson,
  indexPartner,
  indexPerson,
} from '../search/indexing.ts'
import type { RecordedChange } from './queries.ts'

/** Has what records are found by follow what was undone of them. */
export function settle(write: Write, changes: RecordedChange[]) {
  const subjects = new Map(changes.map((change) => [`${change.subjectTable} ${change.subjectId}`, change]))
  for (const { subjectTable: table, subjectId: id } of subjects.values()) {
    const record = settled[table]
    if (!record) continue
    if (!write.db.$client.prepare(`select 1 from "${table}" where id = ?`).get(id)) {
      forgetEntry(write, record.kind, String(id))
      continue
    }
    if (table === 'delegations') eraseAgain(write, id)
    record.index(write, id)
  }
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

// Lines that came back of somebody whose data was erased meanwhile: history still had their posts.
function eraseAgain(write: Write, delegationId: number) {
  const lines = write.db
    .select({ id: participants.id })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(and(eq(participants.delegationId, delegationId), isNotNull(people.erasedOn)))
    .all()
  for (const { id } of lines) write.erase(participants, id, { post: null, organisation: null })
}
