import { inShortSteps } from './db/in-short-steps.ts'
import type { Db } from './db/open.ts'
import { warmStandings } from './quality/standings.ts'
import { ownUnitIds } from './units/queries.ts'
import { warmPeople } from './counting/named-people.ts'

/** Reads what totals and shares are remembered of, so that nobody has to wait for it. */
export function warmCounts(db: Db) {
  void inShortSteps(warming(db))
}

function* warming(db: Db): Generator<void> {
  yield* warmPeople(db, [ownUnitIds(db), undefined])
  if (db.$client.open) yield* warmStandings(db)
}
