import type { Db } from '../db/open.ts'
import { understood } from '../totals/filters.ts'
import { listUnits } from '../units/queries.ts'
import { type Asked, id, oneOf, type Query, readFilters } from '../web/listing.ts'
import { indicators } from './opening-figure.ts'
import { listOpeningFigures, type OpeningFigure } from './queries.ts'

export const PATH = '/opening-figures'

/** What the address of the list may ask. */
export const figureFilters = { indicator: oneOf(indicators), unit: id }

export type FigureFilters = ReturnType<typeof readFigureFilters>['filters']

/** What an address asks, but for units nobody knows; what it says of a form that was just kept is no filter. */
export function readFigureFilters(db: Db, { saved: _saved, act: _act, ...query }: Query) {
  const { asked, ignored } = understood(readFilters(figureFilters, query), listUnits(db))
  return { filters: asked, ignored }
}

export const asAsked = (filters: FigureFilters): Asked => filters

/** The published figures that the filters mean: the own body's first, of each unit the newest period first. */
export const figuresAsked = (db: Db, { indicator, unit }: FigureFilters): OpeningFigure[] =>
  listOpeningFigures(db, undefined).filter(
    (figure) =>
      (!indicator.length || indicator.includes(figure.indicator)) &&
      (!unit.length || unit.includes(figure.unitId)),
  )
