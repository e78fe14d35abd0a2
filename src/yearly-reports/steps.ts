import type { Db } from '../db/open.ts'
import { lastActId } from '../db/recording.ts'

// A report of thousands of visits takes longer than others are to wait: it is made piece by piece, all of one state of
// the register.

/** Work that stops between its pieces. */
export type Steps<T> = Generator<undefined, T, undefined>

/** What it gives, without a stop: within a writing, or where there is little of it. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

const MOST_TRIES = 3

/** What it gives, others being answered between its pieces; begun anew where somebody wrote meanwhile. */
export async function inSteps<T>(db: Db, begin: () => Steps<T>): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const actId = lastActId(db)
    const steps = begin()
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value
      await new Promise((resolve) => setImmediate(resolve))
      if (lastActId(db) !== actId) break
    }
  }
  // Somebody writes all the time.
  return atOnce(begin())
}
