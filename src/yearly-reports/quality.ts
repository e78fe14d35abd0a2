import type { Db } from '../db/open.ts'
import type { Block, Run } from '../paper/paper.ts'
import { type Quality, qualityOf, type Share } from '../quality/shares.ts'
import type { AskedReport } from './asked.ts'
import type { Figures } from './figures.ts'
import { outcomesInShort, punctualitiesInShort } from './in-short.ts'
import { labels } from './labels.ts'
import type { MadeOf } from './made-of.ts'
import { said } from './wording.ts'

// Quality beside quantity: plain shares, each with its rows.

export function periodQuality(db: Db, { counted: { from, to, unit, scope } }: AskedReport): Quality {
  return qualityOf(db, { from, to, unit, scope })
}

type Shared = 'reportsOnTime' | 'reportsLate' | 'reportsMissing' | 'followUpsClosed' | 'covered' | 'asPlanned'

/** Every share of reports is of the same reports: the first of them tells how many, where figures are listed. */
export const toldByAnother: ReadonlySet<string> = new Set([
  'quality.reportsLate.of',
  'quality.reportsMissing.of',
])

/** Told beside its part alone: of a report that leaves it out nobody knows that it was 0. */
export const toldWithItsPart: ReadonlySet<string> = new Set(['quality.covered.of'])

const visits = (where: MadeOf['where']): MadeOf => ({
  annexes: ['outbound', 'inbound'],
  counts: 'lines',
  column: 'number',
  where,
})
const reported = visits({
  report: [punctualitiesInShort.onTime, punctualitiesInShort.late, punctualitiesInShort.missing],
})
const followUps = (where: MadeOf['where']): MadeOf => ({
  annexes: ['followUps'],
  counts: 'lines',
  column: 'number',
  where,
})
/** The lines of each share: its part and its whole. */
const linesOf: Record<Shared, [part: MadeOf, whole: MadeOf]> = {
  reportsOnTime: [visits({ report: [punctualitiesInShort.onTime] }), reported],
  reportsLate: [visits({ report: [punctualitiesInShort.late] }), reported],
  reportsMissing: [visits({ report: [punctualitiesInShort.missing] }), reported],
  followUpsClosed: [followUps({ closed: 'any' }), followUps({})],
  covered: [visits({ coverage: 'any' }), visits({})],
  asPlanned: [
    visits({ plan: [outcomesInShort.asPlanned] }),
    visits({ plan: [outcomesInShort.asPlanned, outcomesInShort.otherwise] }),
  ],
}

const shareFigures = (figures: Figures, name: Shared, { part, whole, partHref, wholeHref }: Share) => ({
  part: figures.add({
    name: `quality.${name}`,
    label: { text: labels[name] },
    value: part,
    href: partHref,
    madeOf: linesOf[name][0],
  }),
  whole: figures.add({
    name: `quality.${name}.of`,
    label: { text: labels[`${name}Of`] },
    value: whole,
    href: wholeHref,
    madeOf: linesOf[name][1],
  }),
})

/** III: reports handed in on time, follow-ups closed, visits that went by their plan; nothing of what there is none of. */
export function qualityBlocks(quality: Quality, figures: Figures): Block[] {
  const sentences = [
    reportWords(quality, figures),
    followUpWords(quality, figures),
    planWords(quality, figures),
  ]
  return sentences.flatMap((words): Block[] => (words.length ? [{ kind: 'paragraph', words }] : []))
}

function reportWords({ reportsOnTime, reportsLate, reportsMissing }: Quality, figures: Figures): Run[] {
  if (!reportsOnTime.whole) return []
  const { part: onTime, whole } = shareFigures(figures, 'reportsOnTime', reportsOnTime)
  const { part: late } = shareFigures(figures, 'reportsLate', reportsLate)
  const { part: missing } = shareFigures(figures, 'reportsMissing', reportsMissing)
  return said(
    'Báo cáo kết quả của {whole} đoàn đã đến hạn: {onTime} nộp đúng hạn, {late} nộp chậm, {missing} quá hạn chưa nộp.',
    { whole, onTime, late, missing },
  )
}

function followUpWords({ followUpsClosed }: Quality, figures: Figures): Run[] {
  if (!followUpsClosed.whole) return []
  const share = shareFigures(figures, 'followUpsClosed', followUpsClosed)
  return said('Việc tiếp theo đến hạn trong kỳ: đã đóng {part} trên {whole} việc.', share)
}

function planWords({ asPlanned }: Quality, figures: Figures): Run[] {
  if (!asPlanned.whole) return []
  const share = shareFigures(figures, 'asPlanned', asPlanned)
  return said('Trong {whole} đoàn có kế hoạch ghi trước khi đi, {part} đoàn đi đúng kế hoạch.', share)
}

/** II.8: visits that the press wrote of. */
export function coveredWords({ covered }: Quality, figures: Figures): Run[] {
  if (!covered.part) return []
  return said(' {part} trên {whole} đoàn có tin bài.', shareFigures(figures, 'covered', covered))
}
