import type { PartialDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import type { Bodies } from './paper.ts'

/**
 * Who a unit's papers are from, under the names of a date: the unit, and the one above it in the catalogue. Whoever sees
 * only a unit's part of the register names the body above it on paper all the same.
 */
export function bodiesOf(db: Db, unitId: number, date: PartialDate): Bodies {
  const units = unitsById(wholeOf(db))
  const unit = units.get(unitId)!
  const parent = unit.parentId === null ? undefined : units.get(unit.parentId)
  return {
    parent: parent ? unitNameAt(parent, date).name : null,
    issuing: unitNameAt(unit, date).name,
  }
}
