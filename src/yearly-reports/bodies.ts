import type { BothWays } from '../counting.ts'
import type { Db } from '../db/open.ts'
import type { Run } from '../paper/paper.ts'
import { listOf, totalsAt } from '../totals/filters.ts'
import { listUnits, unitNameAt, type UnitRow } from '../units/queries.ts'
import type { AskedReport } from './asked.ts'
import { countedBy } from './counted.ts'
import type { Figures } from './figures.ts'
import { labels } from './labels.ts'
import { allPublished } from './published.ts'
import { said } from './wording.ts'

/** Bodies that are named; all of them stand in the annex. */
const NAMED = 12

/** A body that a report of every unit covers: with visits that it counts, or with figures it published only (C12). */
export interface Body {
  unit: UnitRow
  counts: BothWays | undefined
  hasPublished: boolean
}

/**
 * The bodies of a report of every unit: whoever has anything in the register for the period, whether it can be chosen
 * by itself or not. All figures of the report are of these.
 */
export function bodiesOf(db: Db, asked: AskedReport): Body[] {
  const { rows } = countedBy(db, 'unit', asked.counted)
  const published = new Set(allPublished(db, asked).map(({ unitId }) => unitId))
  return listUnits(db)
    .map((unit) => ({ unit, counts: rows.get(String(unit.id)), hasPublished: published.has(unit.id) }))
    .filter(({ counts, hasPublished }) => counts || hasPublished)
    .toSorted((one, other) => rank[one.unit.kind] - rank[other.unit.kind])
}

/** Whose visits a report of every unit counts: other bodies' stand beside the own ones in the register (C12). */
export function bodiesTold(db: Db, asked: AskedReport, figures: Figures): Run[] {
  const { counted, period } = asked
  const bodies = bodiesOf(db, asked)
  const withVisits = bodies.filter(({ counts }) => counts)
  const onlyPublished = bodies.filter(({ counts }) => !counts)
  const name = ({ unit }: Body) => unitNameAt(unit, period.to).name
  const count = figures.add({
    name: 'units',
    label: { text: labels.units },
    value: withVisits.length,
    href: totalsAt(counted, { by: ['unit'] }),
    madeOf: { annexes: ['units'], counts: 'lines', column: 'number', where: {} },
  })
  const named = withVisits
    .slice(0, NAMED)
    .flatMap((body, index): Run[] => [
      { text: index ? '; ' : ': ' },
      { text: name(body), href: listOf(counted, { unit: [body.unit.id] }) },
    ])
  const isMore = withVisits.length > NAMED
  return [
    ...said(' Đây là đoàn của {count} đơn vị', { count }),
    ...named,
    { text: isMore ? '; và các đơn vị khác ghi ở phụ lục.' : '.' },
    ...(onlyPublished.length
      ? [
          {
            text: ` Chỉ có số liệu đã công bố, sổ chưa ghi đoàn: ${onlyPublished.slice(0, NAMED).map(name).join('; ')}.`,
          },
        ]
      : []),
  ]
}

// Those that are not the Association's own come before its many branches: nobody is to miss them.
const rank: Record<UnitRow['kind'], number> = {
  own_body: 0,
  other_body: 1,
  member: 2,
  local_association: 3,
  chapter: 4,
}
