import type { Write } from '../db/write.ts'
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
