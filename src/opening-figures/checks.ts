import { coverageOf } from '../counting.ts'
import { accept } from '../contradictions/accepting.ts'
import type { Found } from '../contradictions/found.ts'
import { belowVisits, clashFound } from '../contradictions/figures.ts'
import { clashesAmong, type StatedFigure } from '../contradictions/figure-rules.ts'
import { listAcceptances } from '../contradictions/queries.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { listOpeningFigures, visitIndicators } from './queries.ts'

/** Stands for the figure that is not stored yet: after all others. */
export const NEW = Number.MAX_SAFE_INTEGER

/** What a figure would contradict were it stored so, and nobody has accepted; nothing that it contradicted before. */
export function contradictionsOfFigure(
  db: Db,
  figure: Omit<StatedFigure, 'id'>,
  stored?: StatedFigure,
): Found[] {
  const before = new Set(stored ? aboutFigure(db, stored).map(asItStands) : [])
  const accepted = new Set(listAcceptances(db).map(({ key, facts }) => `${key} ${facts}`))
  return aboutFigure(db, { ...figure, id: stored?.id ?? NEW }).filter(
    (found) => !before.has(asItStands(found)) && !accepted.has(asItStands(found)),
  )
}

/** Lets a stored figure stand as it was published, whatever it contradicts, with the reason somebody gave. */
export function acceptFigure(write: Write, figure: StatedFigure, reason: string) {
  for (const found of aboutFigure(write.db, figure)) accept(write, found, reason)
}

function aboutFigure(db: Db, figure: StatedFigure): Found[] {
  const { id, unitId, indicator, startsOn, endsOn, value, qualifier } = figure
  const stated = { id, unitId, indicator, startsOn, endsOn, value, qualifier }
  const others = listOpeningFigures(db, [unitId]).filter(
    (other) => other.id !== id && other.indicator === indicator,
  )
  const counts = visitIndicators[indicator]
  const below =
    counts && belowVisits({ ...stated, counts, coverage: coverageOf(db, stated, counts.direction) })
  return [
    ...clashesAmong([...others, stated])
      .filter(({ parts, wholes }) => [...parts, ...wholes].some((one) => one.id === id))
      .map(clashFound),
    ...(below ? [below] : []),
  ]
}

const asItStands = (found: Found) => `${found.key} ${found.tell().facts}`
