import type { Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'
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

/** Has what is worked out from records follow what was undone of them: their versions and what they are found by. */
export function settle(write: Write, changes: RecordedChange[]) {
  const subjects = new Map(changes.map((change) => [`${change.subjectTable} ${change.subjectId}`, change]))
  for (const { subjectTable: table, subjectId: id } of subjects.values()) {
    const record = settled[table]
    if (!record) continue
    if (!write.db.$client.prepare(`select 1 from "${table}" where id = ?`).get(id)) {
      forgetEntry(write, record.kind, String(id))
      continue
    }
    const touchesRow = changes.some(({ tableName, rowId }) => tableName === table && rowId === id)
    if (!touchesRow) write.touch(record.table, id)
    record.index(write, id)
  }
}

const settled: Record<
  string,
  {
    table: Parameters<Write['touch']>[0]
    kind: 'delegation' | 'partner' | 'person'
    index: (write: Write, id: number) => void
  }
> = {
  delegations: { table: delegations, kind: 'delegation', index: indexDelegation },
  partners: {
    table: partners,
    kind: 'partner',
    index(write, id) {
      indexPartner(write, id)
      indexDelegationsOfPartner(write, id)
    },
  },
  people: {
    table: people,
    kind: 'person',
    index(write, id) {
      indexPerson(write, id)
      indexDelegationsOfPerson(write, id)
    },
  },
}
