import { type BothWays, groupings, type SubjectGrouping, type TimeGrouping } from '../counting.ts'
import { yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Speech } from '../web/language.ts'
import { publishedBeside } from '../yearly-reports/earlier.ts'
import { balanceWords, pageSizes, sortedSubjects, surplusNotes } from './by-subject.ts'
import { growthWords, startsAheadOf, timeTable, totalOf, withEmptyYearsTogether } from './by-time.ts'
import { chartOf, chartSentence } from './chart.ts'
import { subjectHeadings } from './export.ts'
import { figuresOf, waysOf } from './figures.ts'
import { chartUnits, subjectSorts, totalsAt, type TotalsFilters } from './filters.ts'
import { comparisonOf, isOfVisits, legacyRows, openingFiguresFor, otherFigures, sumOf } from './opening.ts'

/** What the page by year, half, quarter or month shows: chart, table, and what was published. */
export function timeModel(db: Db, by: TimeGrouping, asked: TotalsFilters, speech: Speech) {
  const { rows, total, isSkipping } = timeTable(db, by, asked)
  const unit = asked.count[0] ?? 'delegations'
  const openings = openingFiguresFor(db, asked)
  const ofVisits = openings.filter(isOfVisits)
  const years = [...new Set(rows.map(({ year }) => year))]
  const published = publishedBeside(db, asked)
  // A year that is asked for in part is no other figure than the published one: it is another period.
  const isWhole = [...asked.from, ...asked.to].every((date) => date === yearOf(date))
  return {
    total,
    years,
    time: {
      groups: (by === 'year' ? [null] : years).map((year) => ({
        year: years.length > 1 ? year : null,
        rows: (by === 'year' ? withEmptyYearsTogether(rows) : rows)
          .filter((row) => year === null || row.year === year)
          .map((row) => ({
            // Under its year, or in a table of one, the year goes without saying.
            name: speech.say(by !== 'year' && row.key === row.year ? unknownPart[by] : row.name),
            // A row in part says its days in its name.
            until: row.cut.since || row.cut.until ? null : row.until,
            figures: figuresOf(row, asked, speech),
            // What nobody knows the month of is no year, whatever was published of that.
            published:
              isWhole && (by === 'year' || row.key !== row.year) ? publishedIn(published(row.key, row)) : [],
          })),
      })),
      totals: figuresOf(total, asked, speech),
      legacy: by === 'year' ? legacyRows(openings, speech) : [],
      isSkipping,
      startsAhead: startsAheadOf(db, rows, asked),
      growth: by === 'year' ? growthWords(rows, asked, speech) : null,
    },
    chart: chartOf(rows, unit, by === 'year' ? ofVisits : [], asked, speech),
    chartSentence: rows.length ? chartSentence(rows, unit, speech) : '',
    chartSwitch: Object.entries(chartUnits).map(([value, words]) => ({
      words,
      isCurrent: value === unit,
      href: totalsAt(asked, { count: value === 'delegations' ? [] : ['personTrips'] }),
    })),
    comparisons: ofVisits.map((figure) => ({
      ...comparisonOf(figure, speech),
      sum: asked.opening.length ? sumOf(db, figure, asked, speech) : null,
    })),
    addOpening: asked.opening.length ? null : `${totalsAt(asked, { opening: ['add'] })}#opening`,
    leaveOpening: `${totalsAt(asked, { opening: [] })}#opening`,
    others: otherFigures(openings, speech),
    subject: by === 'year' ? subjectPart(db, 'country', asked, speech) : null,
  }
}

// In the order of `figuresOf`.
const publishedIn = (figures: ReturnType<ReturnType<typeof publishedBeside>>) =>
  ['outbound', 'inbound', 'both'].flatMap((way) => [
    figures[`${way}.delegations`] ?? null,
    figures[`${way}.personTrips`] ?? null,
    figures[`${way}.persons`] ?? null,
  ])

const unknownPart = {
  half: { text: 'Không rõ nửa năm' },
  quarter: { text: 'Không rõ quý' },
  month: { text: 'Không rõ tháng' },
}

/** What the page by country, partner, purpose or unit shows. */
export function subjectModel(db: Db, by: SubjectGrouping, asked: TotalsFilters, speech: Speech) {
  const subject = subjectPart(db, by, asked, speech)
  return { total: subject.total, years: [], time: null, chart: null, subject }
}

function subjectPart(db: Db, by: SubjectGrouping, asked: TotalsFilters, speech: Speech) {
  const { subjects, totals, rowOf } = sortedSubjects(db, by, asked, speech)
  const total = totalOf(db, totals, asked)
  const pageSize = pageSizes[by]
  const pageCount = Math.max(1, Math.ceil(subjects.length / pageSize))
  const page = Math.min(asked.page[0] ?? 1, pageCount)
  const isBeyond = (asked.page[0] ?? 1) > pageCount
  const shown = subjects.slice((page - 1) * pageSize, page * pageSize).map(rowOf)
  const isOwnPage = asked.by[0] === by
  const at = (number: number) => totalsAt(asked, { page: number > 1 ? [number] : [] })
  const sorts = Object.keys(subjectSorts) as (keyof typeof subjectSorts)[]
  return {
    by,
    heading: subjectHeadings[by],
    title: groupings[by],
    total,
    count: subjects.length,
    counted: speech.t(countWords[by], { count: subjects.length - (totals.rows.has('') ? 1 : 0) }),
    first: (page - 1) * pageSize + 1,
    last: (page - 1) * pageSize + shown.length,
    rows: shown.map((row) => ({
      name: row.name,
      href: row.href,
      figures: waysOf(row, asked, speech),
      balance: speech.say(balanceWords(row)),
      bar: barOf(row.counts, totals.most || 1),
      lastOn: row.lastOn,
    })),
    totals: waysOf(total, asked, speech),
    notes: surplusNotes(by, totals, asked, speech),
    ignored: isBeyond ? [{ name: 'page', value: String(asked.page[0]), why: 'beyond' as const }] : [],
    pages: {
      first: page > 2 ? at(1) : null,
      previous: page > 1 ? at(page - 1) : null,
      next: page < pageCount ? at(page + 1) : null,
    },
    sorts: Object.fromEntries(
      sorts.map((sort) => [
        sort,
        {
          href: totalsAt(asked, { by: [by], sort: sort === 'size' ? [] : [sort] }),
          isCurrent: isOwnPage && (asked.sort[0] ?? 'size') === sort,
        },
      ]),
    ),
    isOwnPage,
  }
}

const countWords = {
  country: '{count} nước',
  partner: '{count} đối tác',
  purpose: '{count} nội dung',
  unit: '{count} đơn vị',
} as const

/** The two halves of a bar around its middle, in per cent of the whole width. */
function barOf({ outbound, inbound }: BothWays, most: number) {
  const tenths = (part: number) => Math.round((part / most) * 460)
  const [out, into] = [tenths(outbound.delegations), tenths(inbound.delegations)]
  return { start: (500 - out) / 10, out: out / 10, in: into / 10 }
}
