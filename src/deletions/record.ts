import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { id, oneOf } from '../web/listing.ts'
import { jsonDay, jsonId, jsonMoment, jsonIgnored, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { deletable } from './deletion.ts'

/** What the address of the list of deletions may ask. */
export const filterKinds = {
  kind: oneOf(deletable),
  q: (text: string) => text.slice(0, 200),
  before: id,
}

const shape = {
  id: jsonId,
  kind: z.enum(valuesOf(deletable)),
  recordId: jsonId,
  code: z.string().nullable(),
  title: z.string(),
  reason: z.string().nullable(),
  undoesActId: jsonId.nullable(),
  mergedIntoId: jsonId.nullable(),
  deletedAt: jsonMoment,
  deletedBy: z.string(),
  restoredAt: jsonMoment.nullable(),
  restoredBy: z.string().nullable(),
}

const deletionList = z.strictObject({
  asOf: jsonDay,
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(z.strictObject(shape)),
})
const deletionRecord = z.strictObject({ asOf: jsonDay, ...shape })

export const deletionOperations: Operation[] = [
  {
    route: 'GET /deletions.json',
    summary: 'Những gì đã xóa và đã khôi phục',
    filters: filterKinds,
    answer: deletionList,
  },
  { route: 'GET /deletions/:id.json', summary: 'Một lần xóa', answer: deletionRecord },
]
