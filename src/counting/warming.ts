import type { Db } from '../db/open.ts'
import { ownUnitIds } from '../units/queries.ts'
import { warmPeople } from './named-people.ts'

/** So long a step holds up whoever asks for a page, and so long they are let through then. */
const STEP_MS = 15
const PAUSE_MS = 15

/** Reads what totals are remembered of, in short steps, so that nobody has to wait for it. */
export function warmCounts(db: Db) {
  const steps = warmPeople(db, [ownUnitIds(db), undefined])
  const go = () => {
    const until = performance.now() + STEP_MS
    while (performance.now() < until) if (steps.next().done) return
    setTimeout(go, PAUSE_MS).unref()
  }
  go()
}
