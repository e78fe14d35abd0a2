// What entered visits cover of a published figure, and add to it (C13).
import { lastDay, type PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import { narrowest } from './periods.ts'
import { type Counts, dayAfter, minus, nothing } from './rules.ts'
import { type Scope, totalsBy } from './totals.ts'

/** Figures of a published number beside the rows entered for its period. */
export interface Coverage {
  /** What entered visits cover of the figure: never added to it. */
  covered: Counts
  /** Entered visits that may lie within the period or after it, their start being known to the month or year only. */
  unclear: Counts
}

/** How much of an opening figure's period is entered visit by visit. */
export function coverageOf(
  db: Db,
  figure: { unitId: number; startsOn: PartialDate | null; endsOn: PartialDate },
  direction: Direction,
): Coverage {
  const from = figure.startsOn ? [figure.startsOn] : []
  const scope = { unit: [figure.unitId], scope: [] }
  const within = (period: Pick<Scope, 'from' | 'to'>) =>
    totalsBy(db, 'year', { ...scope, ...period }).total[direction]
  const covered = within({ from, to: [figure.endsOn] })
  const since = within({ from: [dayAfter(figure)], to: [] })
  const ever = within({ from, to: [] })
  return { covered, unclear: minus(minus(ever, covered), since) }
}

/**
 * What was entered after a figure's period and no later than is asked for, with what may lie beyond that end; null where
 * what is asked for ends before anything could be added.
 */
export function enteredSince(
  db: Db,
  figure: { unitId: number; endsOn: PartialDate },
  direction: Direction,
  asked: Pick<Scope, 'to'>,
): { since: Counts; unclear: Counts; to: PartialDate | undefined } | null {
  const { to } = narrowest({ from: [], to: asked.to })
  const from = dayAfter(figure)
  if (to && lastDay(to) < from) return null
  const within = (period: Pick<Scope, 'from' | 'to'>) =>
    totalsBy(db, 'year', { unit: [figure.unitId], scope: [], ...period }).total[direction]
  const ever = within({ from: [from], to: [] })
  if (!to) return { since: ever, unclear: nothing, to }
  const since = within({ from: [from], to: [to] })
  const beyond = within({ from: [dayAfter({ endsOn: to })], to: [] })
  return { since, unclear: minus(minus(ever, since), beyond), to }
}
