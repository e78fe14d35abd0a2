import type { Scope } from '../counting.ts'
import type { Db } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { leftOutByDay } from '../totals/after-today.ts'
import { comparedPeriods, type Span, spanWords, usualPeriods } from '../totals/compared.ts'
import { unclearIn } from '../totals/figures.ts'
import { GRID_PATH } from '../totals/grid-filters.ts'
import { listUnits, unitTitle } from '../units/queries.ts'
import type { Speech } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { asTotals, chipsFor, downloadsOf, moved, qualityAt, totalsTabs } from './filters.ts'
import { type Quality, qualityByUnit, qualityOf } from './shares.ts'
import { measuresTold, percentWords } from './told.ts'

/** The period whose shares are told: the asked one, else this year; one that is still running until today. */
export function periodsOf(asked: Scope, today: string) {
  const periods = comparedPeriods(asked, today)
  const within = ({ from, to }: Span): Scope => ({ ...asked, from: [from], to: [to] })
  return {
    periods,
    whole: periods ? within(periods.whole ?? periods.now) : asked,
    now: periods ? within(periods.now) : asked,
    before: periods ? within(periods.before) : null,
  }
}

/** What the page shows. */
export function qualityModel(db: Db, asked: Scope, today: string, speech: Speech) {
  const { periods, whole, now, before } = periodsOf(asked, today)
  const quality = qualityOf(db, now)
  const isOfAll = asked.scope.includes('all') && !asked.unit.length
  return {
    asked,
    asOf: today,
    period: periods
      ? periods.whole
        ? { text: '{period}, đến hôm nay', gaps: { period: spanWords(periods.whole) } }
        : spanWords(periods.now)
      : null,
    before: periods && spanWords(periods.before),
    measures: measuresTold(
      {
        now: quality,
        before: before && qualityOf(db, before),
        byDirection: {
          outbound: qualityOf(db, { ...now, direction: ['outbound'] }),
          inbound: qualityOf(db, { ...now, direction: ['inbound'] }),
        },
      },
      speech,
    ),
    leftOut: [...leftOutByDay(db, asked, periods?.whole ?? null, today), ...unclearIn(db, whole)],
    units: unitRows(db, now, speech),
    total: drawn(quality, speech),
    system: isOfAll ? null : drawn(qualityOf(db, { ...now, unit: [], scope: ['all'] }), speech),
    isOfAll,
    everyUnit: isOfAll ? null : qualityAt(asked, { scope: ['all'], unit: [] }),
    usual: usualPeriods(asTotals(asked), today).map((usual) => ({ ...usual, href: moved(usual.href) })),
    tabs: totalsTabs(asked),
    grid: addressOf(GRID_PATH, { unit: asked.unit, scope: asked.scope }),
    chips: chipsFor(db, asked, speech.language),
    all: qualityAt(asked, { from: [], to: [], unit: [], scope: [] }),
    downloads: downloadsOf(asked),
    scopes,
  }
}

/** A row for each unit with anything to tell, in the order of the catalogue. */
export function qualityRows(db: Db, scope: Scope, speech: Speech) {
  const byUnit = qualityByUnit(db, scope)
  return listUnits(db).flatMap((unit) => {
    const quality = byUnit.get(unit.id)
    return quality ? [{ id: unit.id, name: unitTitle(unit, speech.language), quality }] : []
  })
}

const unitRows = (db: Db, scope: Scope, speech: Speech) =>
  qualityRows(db, scope, speech).map(({ name, quality }) => ({ name, ...drawn(quality, speech) }))

// The cells of a row of the table by unit: shares of their own whole, and counts of the one before.
function drawn(quality: Quality, speech: Speech) {
  const cell = (share: Quality['covered']) => ({ ...share, percent: percentWords(share, speech) })
  return {
    cells: [
      { words: 'Báo cáo đúng hạn', share: cell(quality.reportsOnTime) },
      { words: 'Nộp muộn', count: quality.reportsLate.part, href: quality.reportsLate.partHref },
      { words: 'Chưa nộp', count: quality.reportsMissing.part, href: quality.reportsMissing.partHref },
      { words: 'Việc tiếp theo đã đóng', share: cell(quality.followUpsClosed) },
      { words: 'Có tin bài', share: cell(quality.covered) },
      { words: 'Đúng kế hoạch', share: cell(quality.asPlanned) },
    ],
  }
}
