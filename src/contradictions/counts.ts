import { and, eq, gte } from 'drizzle-orm'
import type { Logger } from 'pino'
import { addDays, weekdayOf } from '../dates.ts'
import { inShortSteps } from '../db/in-short-steps.ts'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { forgiving, writeAside } from '../db/write.ts'
import { findOwnUnit } from '../units/queries.ts'
import { contradictionCounts, type Kind, type Severity, severityOf } from './contradiction.ts'
import { lastVisit } from './kept-by-visit.ts'
import { countsIn, isLookedThrough, lookingThrough } from './queries.ts'

const everything = { from: [], to: [], unit: [], scope: ['all' as const] }

/** How many stand open in all that is in sight, by how severe they are. */
export function countOpen(db: Db): Record<Severity, number> {
  const counts = { wrong: 0, missing: 0 }
  for (const [kind, count] of countsIn(db, everything).open) counts[severityOf[kind]] += count
  return counts
}

/** From so many visits on, the first look of a day, which goes through all of them, holds nobody up. */
const MANY = 5000
const underWay = new WeakMap<Db, Promise<void>>()

const isReady = (whole: Db) => lastVisit(whole) < MANY || isLookedThrough(whole)

/** Resolves once a large register was looked through; others are answered meanwhile. */
export async function lookedThrough(db: Db): Promise<void> {
  const whole = wholeOf(db)
  if (isReady(whole)) return
  let looking = underWay.get(whole)
  if (!looking) {
    looking = inShortSteps(lookingThrough(whole)).finally(() => underWay.delete(whole))
    underWay.set(whole, looking)
  }
  await looking
}

const aboutToLook = new WeakSet<Db>()

/**
 * How many stand open, for whoever does not come for it: null while a large register was not looked through, which is
 * soon begun then. Nobody waits for that, so `log` is told where it fails.
 */
export function countOpenMeanwhile(db: Db, log: Logger): Record<Severity, number> | null {
  const whole = wholeOf(db)
  if (isReady(whole)) return countOpen(db)
  if (underWay.has(whole) || aboutToLook.has(whole)) return null
  aboutToLook.add(whole)
  setTimeout(() => {
    aboutToLook.delete(whole)
    if (!whole.$client.open) return
    lookedThrough(whole).catch((error: unknown) =>
      log.error({ err: error }, 'looking for contradictions failed'),
    )
  }, 1000).unref()
  return null
}

const ofFigures = ['figuresClash', 'figureBelowVisits', 'partnersDiffer'] as const satisfies Kind[]

/** How many of published figures stand open. */
export function openCountOfFigures(db: Db): number {
  const { open } = countsIn(db, everything)
  return ofFigures.reduce((total, kind) => total + open.get(kind)!, 0)
}

// A part of the register is counted apart from the whole.
const partIn = (db: Db): number => (db === wholeOf(db) ? 0 : (findOwnUnit(db)?.id ?? 0))

/** Writes down how many stand open today, where that is not written yet. Nobody waits for it. */
export function noteCounts(db: Db, today: string) {
  const { wrong: wrongCount, missing: missingCount } = countOpen(db)
  const partUnitId = partIn(db)
  const before = db
    .select()
    .from(contradictionCounts)
    .where(and(eq(contradictionCounts.partUnitId, partUnitId), eq(contradictionCounts.countedOn, today)))
    .get()
  if (before?.wrongCount === wrongCount && before.missingCount === missingCount) return
  const whole = wholeOf(db)
  forgiving(whole, () =>
    writeAside(whole, { name: 'Sổ đoàn' }, (write) => {
      if (before) write.update(contradictionCounts, before.id, { wrongCount, missingCount })
      else write.insert(contradictionCounts, { partUnitId, countedOn: today, wrongCount, missingCount })
    }),
  )
}

export interface Week {
  /** Its Monday and its Sunday. */
  from: string
  to: string
  /** As it stood when it was last counted that week; null where nobody looked. */
  counted: { on: string; wrong: number; missing: number } | null
}

export const WEEKS = 12

/** The last twelve weeks, this one last. */
export function listWeeks(db: Db, today: string): Week[] {
  const monday = addDays(today, -weekdayOf(today) - 7 * (WEEKS - 1))
  const rows = db
    .select()
    .from(contradictionCounts)
    .where(and(eq(contradictionCounts.partUnitId, partIn(db)), gte(contradictionCounts.countedOn, monday)))
    .orderBy(contradictionCounts.countedOn)
    .all()
  return Array.from({ length: WEEKS }, (_, index) => {
    const from = addDays(monday, 7 * index)
    const to = addDays(from, 6)
    const last = rows.findLast(({ countedOn }) => countedOn >= from && countedOn <= to)
    return {
      from,
      to,
      counted: last ? { on: last.countedOn, wrong: last.wrongCount, missing: last.missingCount } : null,
    }
  })
}

const CHART = { height: 64, step: 28, bar: 16, foot: 16 }

/** The weeks as columns, in units of the drawing's view box. A week nobody counted is a gap, not a nought. */
export function weeksDrawn(weeks: Week[]) {
  const most = Math.max(1, ...weeks.map(({ counted }) => (counted ? counted.wrong + counted.missing : 0)))
  const tall = (count: number) => Math.round((count / most) * CHART.height * 10) / 10
  return {
    width: CHART.step * weeks.length,
    height: CHART.height + CHART.foot,
    base: CHART.height,
    bars: weeks.map(({ counted }, index) => ({
      x: index * CHART.step + (CHART.step - CHART.bar) / 2,
      width: CHART.bar,
      wrong: counted ? tall(counted.wrong) : null,
      missing: counted ? tall(counted.missing) : null,
    })),
  }
}
