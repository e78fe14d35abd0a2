import { countListed } from '../counting.ts'
import type { Db } from '../db/open.ts'
import { askingFor, type DelegationFilters } from '../delegations/filters.ts'
import type { Block, Run } from '../paper/paper.ts'
import { listOf, type TotalsFilters } from '../totals/filters.ts'
import type { AskedReport } from './asked.ts'
import type { Figures } from './figures.ts'
import { labels } from './labels.ts'
import { said } from './wording.ts'

// Visits of the period that are no counted ones.

/** Why visits of the annex of those that are no counted ones stand there. */
export const whyUncounted = {
  ahead: 'Chưa đi',
  postponed: 'Hoãn',
  cancelled: 'Hủy',
  ofNeitherHalf: 'Chỉ rõ năm',
} as const

export const beside = {
  ahead: {
    status: ['planned', 'submitted', 'approved'],
    words: '{count} đoàn còn dự kiến, đã trình hoặc đã duyệt',
  },
  postponed: { status: ['postponed'], words: '{count} đoàn hoãn' },
  cancelled: { status: ['cancelled'], words: '{count} đoàn hủy' },
} as const

/** Visits of the period that are no counted ones (C10), and those of its year that lie in neither half (C14). */
export function besideBlocks(db: Db, { counted, period }: AskedReport, figures: Figures): Block[] {
  const { from, to, unit, scope } = counted
  const parts = (['ahead', 'postponed', 'cancelled'] as const).flatMap((name): Run[][] => {
    const { status, words } = beside[name]
    const asked = { status: [...status] }
    const { rows } = countListed(db, askingFor({ from, to, unit, scope, ...asked }))
    if (!rows) return []
    const count = figures.add({
      name: `beside.${name}`,
      label: { text: labels[name] },
      value: rows,
      href: listOf(counted, asked),
      madeOf: {
        annexes: ['uncounted'],
        counts: 'lines',
        column: 'number',
        where: { why: [whyUncounted[name]] },
      },
    })
    return [said(words, { count })]
  })
  const blocks: Block[] = parts.length
    ? [
        {
          kind: 'paragraph',
          words: [
            { text: 'Không tính vào các số trên: ' },
            ...parts.flatMap((words, index) => (index ? [{ text: ', ' }, ...words] : words)),
            { text: '.' },
          ],
        },
      ]
    : []
  return period.half ? [...blocks, ...ofNeitherHalf(db, counted, period.year, figures)] : blocks
}

/** Counted visits of a year that may lie in either of its halves. */
export const eitherHalf = (year: string): Partial<DelegationFilters> => ({
  year: [year],
  startKnownTo: ['year'],
  counted: ['delegations'],
})

function ofNeitherHalf(db: Db, counted: TotalsFilters, year: string, figures: Figures): Block[] {
  const { unit, scope } = counted
  const asked = eitherHalf(year)
  const { rows } = countListed(db, askingFor({ unit, scope, ...asked }))
  if (!rows) return []
  const count = figures.add({
    name: 'ofNeitherHalf',
    label: { text: labels.ofNeitherHalf },
    value: rows,
    href: listOf({ ...counted, from: [], to: [] }, asked),
    madeOf: {
      annexes: ['uncounted'],
      counts: 'lines',
      column: 'number',
      where: { why: [whyUncounted.ofNeitherHalf] },
    },
  })
  return [
    {
      kind: 'paragraph',
      words: said(`Ngoài ra {count} đoàn chỉ rõ là trong năm ${year}, không xếp được vào nửa năm nào.`, {
        count,
      }),
    },
  ]
}
