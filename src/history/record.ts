import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Speech } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { jsonCount, jsonDay, jsonId, jsonMoment, jsonIgnored, jsonNext } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { asAsked, filterKinds } from './filters.ts'
import { type Act, ACTS_A_PAGE, type HistoryFilters, listActs } from './queries.ts'
import { actsTold, type ToldAct } from './told.ts'

// History as programs read it: the acts with the sentences that a page tells them in.

/** Sentences of one act on its own; what a whole register loaded at once has thousands. */
export const MOST_SENTENCES = 300

const actShape = {
  id: jsonId,
  at: jsonMoment,
  who: z.string(),
  subjects: z.array(z.strictObject({ title: z.string(), href: z.string().nullable() })),
  sentences: z.array(z.string()),
  moreSentences: jsonCount,
  changeCount: jsonCount,
  undoesActId: jsonId.nullable(),
  undoneByActId: jsonId.nullable(),
}

const historyList = z.strictObject({
  asOf: jsonDay,
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(z.strictObject(actShape)),
})
const actRecord = z.strictObject({ asOf: jsonDay, ...actShape })

/** A page of acts, the newest first. */
export function historyOf(
  db: Db,
  filters: HistoryFilters,
  speech: Speech,
): Omit<z.output<typeof historyList>, 'ignored'> {
  const acts = listActs(db, filters)
  const shown = acts.slice(0, ACTS_A_PAGE)
  const isMore = acts.length > shown.length
  const told = actsTold(db, shown, speech.language, { record: filters.record[0] })
  return {
    asOf: today(),
    next: isMore ? addressOf('/history.json', { ...asAsked(filters), before: [shown.at(-1)!.id] }) : null,
    items: told.map((act) => shapeOf(act, speech)),
  }
}

/** One act, with all of its sentences. */
export function actRecordOf(db: Db, act: Act, speech: Speech): z.output<typeof actRecord> {
  const [told] = actsTold(db, [act], speech.language, { most: MOST_SENTENCES })
  return { asOf: today(), ...shapeOf(told!, speech) }
}

const shapeOf = (act: ToldAct, { say }: Speech) => ({
  id: act.id,
  at: act.at,
  who: act.who,
  subjects: act.subjects,
  sentences: act.sentences.map(say),
  moreSentences: act.moreSentences,
  changeCount: act.changeCount,
  undoesActId: act.undoesActId,
  undoneByActId: act.undoneByActId,
})

export const historyOperations: Operation[] = [
  {
    route: 'GET /history.json',
    summary: 'Ai đã sửa gì, lúc nào; mới nhất trước',
    filters: filterKinds,
    answer: historyList,
  },
  { route: 'GET /history/:id.json', summary: 'Một thao tác trong lịch sử', answer: actRecord },
]
