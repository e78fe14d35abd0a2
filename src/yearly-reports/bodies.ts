import type { Db } from '../db/open.ts'
import type { Run } from '../paper/paper.ts'
import { listOf, totalsAt } from '../totals/filters.ts'
import { listUnits, unitNameAt, type UnitRow } from '../units/queries.ts'
import type { AskedReport } from './asked.ts'
import { countedBy } from './counted.ts'
import { said } from './wording.ts'

/** Bodies that are named; the others stand in the totals by unit. */
const NAMED = 12

/** Whose visits a report of every unit counts: other bodies' stand beside the own ones in the register (C12). */
export function bodiesTold(db: Db, { counted, period }: AskedReport): Run[] {
  const { rows } = countedBy(db, 'unit', counted)
  const counts = listUnits(db)
    .filter(({ id }) => rows.has(String(id)))
    .toSorted((one, other) => rank[one.kind] - rank[other.kind])
  const runs = counts
    .slice(0, NAMED)
    .flatMap((unit, index): Run[] => [
      { text: index ? '; ' : ' Đây là đoàn của: ' },
      { text: unitNameAt(unit, period.to).name, href: listOf(counted, { unit: [unit.id] }) },
    ])
  const href = totalsAt(counted, { by: ['unit'] })
  const others = counts.length - NAMED
  const rest = others > 0 ? said('; và {others} đơn vị khác', { others: { text: String(others), href } }) : []
  return [...runs, ...rest, { text: '.' }]
}

// Those that are not the Association's own come before its many branches: nobody is to miss them.
const rank: Record<UnitRow['kind'], number> = {
  own_body: 0,
  other_body: 1,
  member: 2,
  local_association: 3,
  chapter: 4,
}
