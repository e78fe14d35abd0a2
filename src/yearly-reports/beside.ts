import { countListed } from '../counting.ts'
import type { Db } from '../db/open.ts'
import { askingFor, type DelegationFilters, type leftOut } from '../delegations/filters.ts'
import type { Block, Run } from '../paper/paper.ts'
import { listOf, type TotalsFilters } from '../totals/filters.ts'
import type { AskedReport } from './asked.ts'
import type { Figures } from './figures.ts'
import { labels } from './labels.ts'
import type { MadeOf } from './made-of.ts'
import { said } from './wording.ts'

// Visits of the period that are no counted ones.

/** Why visits of the annex of those that are no counted ones stand there. */
export const whyUncounted = {
  ahead: 'Chưa đi',
  postponed: 'Hoãn',
  cancelled: 'Hủy',
  excluded: 'Việc riêng, việc khác',
  ofNeitherHalf: 'Chỉ rõ năm',
} as const

/** Those that count as nothing, as the totals sort them (C10, C11). */
export const beside = {
  ahead: '{count} đoàn còn dự kiến, đã trình hoặc đã duyệt',
  postponed: '{count} đoàn hoãn',
  cancelled: '{count} đoàn hủy',
  excluded: '{count} đoàn đi việc riêng hoặc việc khác',
} as const
export const besideReasons = Object.keys(beside) as (keyof typeof beside)[]

/** Visits of the period that are no counted ones (C10, C11), and those of its year that lie in neither half (C14). */
export function besideBlocks(db: Db, { counted, period }: AskedReport, figures: Figures): Block[] {
  const { from, to, unit, scope } = counted
  // Told where there are none as well: an edition that does not tell one is from before it was told.
  const figureOf = (why: keyof typeof leftOut, madeOf: Pick<MadeOf, 'annexes' | 'column' | 'where'>) => {
    const asked = { leftOut: [why] }
    const { rows } = countListed(db, askingFor({ from, to, unit, scope, ...asked }))
    return figures.add({
      name: `beside.${why}`,
      label: { text: labels[why] },
      value: rows,
      href: rows ? listOf(counted, asked) : null,
      madeOf: { counts: 'lines', ...madeOf },
    })
  }
  const parts = besideReasons.flatMap((why): Run[][] => {
    const where = { why: [whyUncounted[why]] }
    const count = figureOf(why, { annexes: ['uncounted'], column: 'number', where })
    return count.value ? [said(beside[why], { count })] : []
  })
  const peopleOnly = figureOf('peopleOnly', {
    annexes: ['outbound', 'inbound'],
    column: 'title',
    where: { number: [''] },
  })
  const sentences: Run[][] = [
    ...(parts.length
      ? [
          [
            { text: 'Không tính vào các số trên: ' },
            ...parts.flatMap((words, index) => (index ? [{ text: ', ' }, ...words] : words)),
            { text: '.' },
          ],
        ]
      : []),
    ...(peopleOnly.value
      ? [said('Chỉ tính lượt người, không tính đoàn: {count} đoàn.', { count: peopleOnly })]
      : []),
  ]
  const blocks = sentences.map((words): Block => ({ kind: 'paragraph', words }))
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
