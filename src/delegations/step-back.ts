import { momentOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { pastOf } from '../db/past.ts'
import { byWhom } from '../history/told.ts'
import type { Message } from '../web/language.ts'
import { statuses } from './delegation.ts'
import { type Dossier, listStatusChanges } from './queries.ts'
import { standingChanges } from './steps.ts'

/**
 * Why a step back is refused that was asked for at an older `version` of the visit: another step was taken or taken back
 * since, and it is that one that would go. Null where the last step is the one that was seen. Within a `write` only.
 */
export function stepSince(db: Db, visit: Dossier, version: number): Message | null {
  const lastStep = () => standingChanges(listStatusChanges(db, visit.id)).at(-1)?.id
  const now = lastStep()
  const acts = pastOf(db, 'delegations', visit.id, visit.version - version, lastStep)
  if (acts && acts.at(-1)?.before === now) return null
  const act = acts?.find(({ before }) => before !== now)
  const status = { text: statuses[visit.status] }
  return act
    ? {
        text: 'Chưa lùi: từ lúc anh chị mở trang, {who} đã chuyển đoàn sang “{status}” lúc {moment}. Muốn lùi bước ấy thì bấm lần nữa.',
        gaps: { who: byWhom(act.who), status, moment: momentOf(act.at) },
      }
    : {
        text: 'Chưa lùi: từ lúc anh chị mở trang, đoàn đã chuyển sang “{status}”. Muốn lùi bước ấy thì bấm lần nữa.',
        gaps: { status },
      }
}
