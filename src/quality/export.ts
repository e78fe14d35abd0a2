import type { Scope } from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { spanWords } from '../totals/compared.ts'
import { listUnits } from '../units/queries.ts'
import type { Cell, Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { chipsFor } from './filters.ts'
import { periodsOf, qualityRows } from './page.ts'
import { type Quality, qualityByUnit, qualityOf, type Share } from './shares.ts'
import { measures, percentOf, percentWords } from './told.ts'

interface Line {
  name: string
  quality: Quality
}

/** The table by unit to take along, with all that is in no share. */
export function download(db: Db, asked: Scope, speech: Speech) {
  const { now } = periodsOf(asked, today())
  const isOfAll = asked.scope.includes('all') && !asked.unit.length
  const name = speech.t(isOfAll ? 'Toàn hệ thống' : 'Cộng')
  const total: Line = { name, quality: qualityOf(db, now) }
  return { columns: columnsOf(speech), rows: qualityRows(db, now, speech), total }
}

function shareCell(share: Share, speech: Speech): Cell {
  const [percent, words] = [percentOf(share), percentWords(share, speech)]
  // To the thousandth, as it is said.
  return percent === null || words === null ? null : { value: Math.round(percent * 10) / 1000, words }
}

export function columnsOf(speech: Speech): Column<Line>[] {
  const { t } = speech
  const number = { kind: 'number', width: 9 } as const
  const count = (heading: string, value: (quality: Quality) => number): Column<Line> => ({
    heading: t(heading),
    ...number,
    value: ({ quality }) => value(quality),
  })
  const share = (whole: string, part: string, value: (quality: Quality) => Share): Column<Line>[] => [
    count(whole, (quality) => value(quality).whole),
    count(part, (quality) => value(quality).part),
    { heading: t('Tỉ lệ'), width: 8, value: ({ quality }) => shareCell(value(quality), speech) },
  ]
  return [
    { heading: t('Đơn vị'), width: 34, value: ({ name }) => name },
    ...share('Báo cáo tính được', 'Đúng hạn', ({ reportsOnTime }) => reportsOnTime),
    count('Nộp muộn', ({ reportsLate }) => reportsLate.part),
    count('Chưa nộp', ({ reportsMissing }) => reportsMissing.part),
    count('Chưa đến hạn', ({ reportsAhead }) => reportsAhead.count),
    count('Không rõ', ({ reportsUnknown }) => reportsUnknown.count),
    count('Không theo dõi', ({ reportsWaived }) => reportsWaived.count),
    ...share('Việc đến hạn', 'Đã đóng', ({ followUpsClosed }) => followUpsClosed),
    ...share('Việc đã hẹn', 'Trong đó đã đóng', ({ followUpsAgreed }) => followUpsAgreed),
    ...share('Đoàn được tính', 'Có tin bài', ({ covered }) => covered),
    count('Tin bài', ({ coverageItems }) => coverageItems),
    ...share('Đoàn về có kế hoạch', 'Đúng kế hoạch', ({ asPlanned }) => asPlanned),
    count('Không có kế hoạch', ({ planUnknown }) => planUnknown.count),
  ]
}

export function sheetOf(db: Db, asked: Scope, speech: Speech): Sheet<Line> {
  const { t, say, date } = speech
  const { columns, rows, total } = download(db, asked, speech)
  const { periods } = periodsOf(asked, today())
  const about = chipsFor(db, asked, speech.language).map(({ words }) => say(words))
  return {
    title: t('Chất lượng đoàn ra – đoàn vào'),
    about: [
      ...(periods ? [t('Kỳ: {period}', { period: spanWords(periods.now) })] : []),
      ...(about.length ? [t('Gồm: {filters}', { filters: about.join(' · ') })] : []),
      t('Số liệu tính đến {date}.', { date: date(today()) }),
    ],
    columns,
    batches: [rows],
    closing: [
      { kind: 'total', cells: columns.map(({ value }) => value(total)) },
      ...Object.values(measures).flatMap(({ rules }) =>
        rules.map((rule) => ({ kind: 'note' as const, cells: [t(rule)] })),
      ),
    ],
  }
}

/** The shares in the shape that other programs rely on. */
export function asJson(db: Db, asked: Scope) {
  const { periods, now, before } = periodsOf(asked, today())
  const names = new Map(listUnits(db).map(({ id, name }) => [id, name]))
  const period = (of: Scope) => ({ from: of.from[0] ?? null, to: of.to[0] ?? null })
  return {
    asOf: today(),
    period: period(now),
    quality: qualityOf(db, now),
    before: before && periods ? { period: period(before), quality: qualityOf(db, before) } : null,
    units: [...qualityByUnit(db, now)].map(([id, quality]) => ({ id, name: names.get(id)!, quality })),
  }
}
