import type { Direction } from '../delegations/delegation.ts'
import type { Speech } from '../web/language.ts'
import type { Counted, Quality, Share } from './shares.ts'

// Shares in words. A share of nothing is no share: neither 0% nor 100%.

/** In per cent with one decimal; null where there is nothing to take a share of. Only none is 0, only all is 100. */
export function percentOf({ part, whole }: Pick<Share, 'part' | 'whole'>): number | null {
  if (!whole) return null
  const percent = Math.round((part / whole) * 1000) / 10
  if (part > 0 && percent === 0) return 0.1
  return part < whole && percent === 100 ? 99.9 : percent
}

/** "80,8%", or null. */
export function percentWords(share: Share, { decimal }: Speech): string | null {
  const percent = percentOf(share)
  return percent === null ? null : `${decimal(percent)}%`
}

/** "tăng 5,8 điểm phần trăm": the difference of the two shares as they are printed. */
export function pointsTold(before: Share, now: Share, { t, decimal }: Speech): string {
  const [was, is] = [percentOf(before), percentOf(now)]
  if (was === null || is === null) return t('không so sánh')
  const points = Math.round((is - was) * 10) / 10
  if (points === 0) return t('không đổi')
  return t(points > 0 ? 'tăng {points} điểm phần trăm' : 'giảm {points} điểm phần trăm', {
    points: decimal(Math.abs(points)),
  })
}

type ShareName = { [Name in keyof Quality]: Quality[Name] extends Share ? Name : never }[keyof Quality]
type CountName = { [Name in keyof Quality]: Quality[Name] extends Counted ? Name : never }[keyof Quality]

interface Measure {
  title: string
  /** What the whole is counted in. */
  unit: string
  lead: ShareName
  /** Further shares of the same kind, each with its words. */
  others: [words: string, name: ShareName][]
  rules: string[]
  /** What is in none of the shares, and why. */
  apart: [words: string, name: CountName][]
}

/** What is told of quality, in the order of the page. */
export const measures: Record<string, Measure> = {
  reports: {
    title: 'Báo cáo đúng hạn',
    unit: 'báo cáo',
    lead: 'reportsOnTime',
    others: [
      ['Nộp muộn', 'reportsLate'],
      ['Quá hạn, chưa nộp', 'reportsMissing'],
    ],
    rules: [
      'Báo cáo của các đoàn được tính bắt đầu trong kỳ: đã nộp, hoặc đã quá hạn mà chưa nộp.',
      'Đúng hạn là nộp chậm nhất vào ngày hạn của đoàn, kể cả gia hạn; nộp là đủ, không đợi duyệt. Báo cáo bị trả lại thì tính theo ngày nộp lại.',
    ],
    apart: [
      ['{count} đoàn chưa về hoặc chưa đến hạn', 'reportsAhead'],
      ['{count} đoàn không rõ ngày về hoặc ngày nộp', 'reportsUnknown'],
      ['{count} đoàn không theo dõi báo cáo', 'reportsWaived'],
    ],
  },
  followUps: {
    title: 'Việc tiếp theo đã đóng',
    unit: 'việc đến hạn',
    lead: 'followUpsClosed',
    others: [['Trong mọi việc các đoàn của kỳ đã hẹn', 'followUpsAgreed']],
    rules: [
      'Việc của cả hai bên có hạn trong kỳ, tính đến hôm nay, dù đoàn đi kỳ nào. Đóng là đã làm hoặc thôi không làm, đều có ghi lý do hay minh chứng.',
    ],
    apart: [['Trong số đã đóng có {count} việc thôi không làm', 'followUpsDropped']],
  },
  coverage: {
    title: 'Đoàn có tin bài',
    unit: 'đoàn',
    lead: 'covered',
    others: [],
    rules: ['Đoàn được tính bắt đầu trong kỳ, có ít nhất một tin bài ghi trong sổ.'],
    apart: [],
  },
  plan: {
    title: 'Đoàn đi đúng kế hoạch',
    unit: 'đoàn đã về',
    lead: 'asPlanned',
    others: [],
    rules: [
      'Đoàn được tính bắt đầu trong kỳ và đã về, có trong sổ từ trước khi đi. Đúng kế hoạch là khi về không ghi lý do khác kế hoạch, chương trình không có mục đổi, bỏ hay phát sinh. Hoãn rồi đi theo ngày mới vẫn là đúng kế hoạch.',
    ],
    apart: [['{count} đoàn ghi vào sổ khi đã đi, không có kế hoạch để so', 'planUnknown']],
  },
}

export interface QualityBoth {
  now: Quality
  before: Quality | null
  byDirection: Record<Direction, Quality>
}

/** What the page shows of each measure: its shares beside those of the period before, each way, and what is apart. */
export function measuresTold({ now, before, byDirection }: QualityBoth, speech: Speech) {
  const told = (share: Share) => ({ ...share, percent: percentWords(share, speech) })
  return Object.entries(measures).map(([name, { title, unit, lead, others, rules, apart }]) => ({
    name,
    title,
    unit,
    lead: told(now[lead]),
    before: before && { ...told(before[lead]), change: pointsTold(before[lead], now[lead], speech) },
    // As parts of the bar's length.
    bar: { now: percentOf(now[lead]), before: before && percentOf(before[lead]) },
    others: others.map(([words, share]) => ({
      words,
      ...told(now[share]),
      before: before && { ...told(before[share]), change: pointsTold(before[share], now[share], speech) },
    })),
    ways: (['outbound', 'inbound'] as const).map((direction) => ({
      direction,
      ...told(byDirection[direction][lead]),
    })),
    items: name === 'coverage' ? { now: now.coverageItems, before: before?.coverageItems ?? null } : null,
    rules,
    apart: apart.map(([words, count]) => ({ words, ...now[count] })).filter(({ count }) => count),
  }))
}
