import { tookPlace } from '../counting.ts'
import { type Status, statuses } from '../delegations/delegation.ts'
import { findDelegation } from '../delegations/queries.ts'
import { type Step, type StepInput, stepsFrom, takeStep } from '../delegations/steps.ts'
import type { Write } from '../db/write.ts'
import { shortened } from '../vietnamese.ts'
import type { JudgedLine, LineChange } from './judging.ts'
import type { Problem } from './values/problem.ts'

// What a line says of where a visit stands that the register has already.

/** The steps that ask no more than a line of a ledger tells. */
const stepsTold: Partial<Record<Status, Step>> = { cancelled: 'cancellation', postponed: 'postponement' }

function stepTo(said: Status, stored: Status): Step | undefined {
  const step = stepsTold[said]
  return step && stepsFrom(stored).includes(step) ? step : undefined
}

/** What keeps its status beside a line that says another one: as it can be changed by that line, or not. */
const keptByVisit = {
  open: 'Dòng này ghi “{said}”, sổ đang ghi “{status}” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp',
  shut: 'Dòng này ghi “{said}”, sổ đang ghi “{status}” và giữ nguyên. Muốn đổi thì ghi ở trang của đoàn',
}
const keptByLine = {
  open: 'Dòng này ghi “{said}”, dòng {line} ghi “{status}” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp',
  shut: 'Dòng này ghi “{said}”, dòng {line} ghi “{status}” và giữ nguyên. Xem lại trạng thái',
}

// What a plan's result is made of (C10).
const resultOf = (status: Status) =>
  tookPlace.includes(status) ? 'took place' : status in stepsTold ? status : 'ahead'

/** What a line says anew of where a stored visit stands: a step it takes by it, or what no import can write. */
export interface News {
  change?: LineChange
  odds?: Problem
}

/**
 * What becomes of a status that a line says in its own words. A ledger that has a visit before it left is only behind the
 * register, and what the file before this one said is not put back.
 */
export function newsOf(
  said: Status | null,
  stored: Status | null | undefined,
  before: Status | null | undefined,
): News {
  if (!said || !stored) return {}
  // Dates alone have no visit cancelled or postponed: of these it was said.
  if (said === before && said in stepsTold) return {}
  const [told, known] = [resultOf(said), resultOf(stored)]
  if (told === known || (told === 'ahead' && known === 'took place')) return {}
  if (stepTo(said, stored)) return { change: { field: 'status', before: stored, after: said } }
  const reason = {
    text: keptByVisit.shut,
    gaps: { said: { text: statuses[said] }, status: { text: statuses[stored] } },
  }
  return { odds: { field: 'status', text: statuses[said], reason } }
}

/**
 * What becomes of the status of a line that is a double: of a visit of the register, or of another line. What is only
 * like it is not changed by itself: that takes somebody who says the two are one.
 */
export function newsOfDouble(
  said: Status | null,
  { known, ofLine, isMerged }: { known: Status | null; ofLine: number | null; isMerged: boolean },
): News {
  const news = newsOf(said, known, undefined)
  if (!said || !known || (!news.odds && !news.change)) return {}
  if (news.change && isMerged) return news
  const text = (ofLine === null ? keptByVisit : keptByLine)[news.change ? 'open' : 'shut']
  const gaps = {
    said: { text: statuses[said] },
    status: { text: statuses[known] },
    ...(ofLine !== null && { line: String(ofLine) }),
  }
  return { odds: { field: 'status', text: statuses[said], reason: { text, gaps } } }
}

/** Takes a visit the step that its line tells of, with the dates that it then has, and remembers those it had. */
export function moveOn(write: Write, id: number, { values, changes, visit }: JudgedLine) {
  const changed = new Set(changes?.map(({ field }) => field))
  if (!changed.has('status')) return
  const stored = findDelegation(write.db, id)!
  const step = stepTo(values.status!, stored.status)
  if (!step) return
  const dates: StepInput = {}
  if (changed.has('startsOn')) dates.startsOn = values.startsOn!
  if (changed.has('endsOn')) dates.endsOn = values.endsOn
  const reason = shortened(visit!.statusReason ?? statuses[values.status!], 500)
  takeStep(write, stored, step, { ...dates, reason })
}
