import { bothWays, type BothWays, personsBy, totalsBy } from '../counting.ts'
import { today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Counted, type Figure, waysOf } from '../totals/figures.ts'
import type { Message, Speech } from '../web/language.ts'
import { askedOf, reportAt, type Whose } from './asked.ts'
import { type Published, publishedBeside } from './earlier.ts'
import { periodOf, periodWords, readPeriod, type ReportPeriod } from './period.ts'
import { listYearlyReports, stateOf, type YearlyReport } from './queries.ts'
import type { ReportState } from './yearly-report.ts'

/** A year or half a year on the list of reports. */
interface Line {
  words: Message
  isHalf: boolean
  isRunning: boolean
  state: ReportState
  number: string | null
  /** Đoàn ra, lượt người ra, đoàn vào, lượt người vào. */
  figures: Figure[]
  /** Số người không trùng beside the lượt người going out and coming in, where any are named (C3). */
  persons: (Figure | null)[]
  /** What was published of each, số người with the lượt người, where it is another figure now. */
  published: (Published | null)[]
  publishedOn: string | null
  href: string
  docx: string
}

/** The years and halves that have visits or a report, the newest first, with what is counted of each. */
export function reportLines(db: Db, whose: Whose, speech: Speech): Line[] {
  const written = new Map(listYearlyReports(db, whose).map((report) => [report.period, report]))
  const counted = countsByPeriod(db, whose)
  const named = personsByPeriod(db, whose)
  const beside = publishedBeside(db, askedOf(whose, periodOf('2000', null)).counted)
  const names = new Set([yearOf(today()), ...counted.keys(), ...written.keys()])
  return [...names]
    .flatMap((name) => readPeriod(name) ?? [])
    .toSorted(newestFirst)
    .map((period) => {
      const { name } = period
      const row = { counts: counted.get(name) ?? bothWays(), persons: named.get(name), visits: {} }
      return lineOf(whose, period, row, written.get(name), beside(name, row), speech)
    })
}

const newestFirst = (one: ReportPeriod, other: ReportPeriod) =>
  Number(other.year) - Number(one.year) || (one.half ?? 0) - (other.half ?? 0)

function lineOf(
  whose: Whose,
  period: ReportPeriod,
  row: Counted,
  report: YearlyReport | undefined,
  published: Record<string, Published | null>,
  speech: Speech,
): Line {
  const asked = askedOf(whose, period)
  const day = today()
  const { outbound, inbound } = waysOf(row, asked.counted, speech)
  return {
    words: periodWords(period),
    isHalf: period.half !== null,
    isRunning: period.from <= day.slice(0, period.from.length) && day.slice(0, period.to.length) <= period.to,
    state: stateOf(report),
    number: report?.number ?? null,
    figures: [outbound.delegations, outbound.personTrips, inbound.delegations, inbound.personTrips],
    persons: [outbound, inbound].map(({ persons, personTrips }) => {
      const { words, href, of = personTrips.words } = persons
      const known = { persons: words, personTrips: of }
      return href
        ? { words: speech.t('{persons} người trên {personTrips} lượt có danh sách', known), href }
        : null
    }),
    published: ['outbound', 'inbound'].flatMap((way) => [
      published[`${way}.delegations`] ?? null,
      peoplePublished(published, way, speech),
    ]),
    publishedOn: report?.publishedAt ? today(Date.parse(report.publishedAt)) : null,
    href: reportAt(asked),
    docx: reportAt(asked, '.docx'),
  }
}

// "6, số người 2"
function peoplePublished(
  published: Record<string, Published | null>,
  way: string,
  { t }: Speech,
): Published | null {
  const [trips, persons] = [published[`${way}.personTrips`], published[`${way}.persons`]]
  if (!persons) return trips ?? null
  const told = t('số người {persons}', { persons: persons.words })
  return { ...persons, words: trips ? `${trips.words}, ${told}` : told }
}

/** Who is named of each year and half, people once. */
function personsByPeriod(db: Db, whose: Whose) {
  const { counted } = askedOf(whose, periodOf('2000', null))
  const always = { ...counted, from: [], to: [] }
  return new Map([...personsBy(db, 'half', always), ...personsBy(db, 'year', always)])
}

/** What is counted of each year and half; of a half, what is known to lie there (C14). */
function countsByPeriod(db: Db, whose: Whose): Map<string, BothWays> {
  const { counted } = askedOf(whose, periodOf('2000', null))
  const always = { ...counted, from: [], to: [] }
  // What is known to the year only has the year for its half, and is in the year's own row.
  return new Map([...totalsBy(db, 'half', always).rows, ...totalsBy(db, 'year', always).rows])
}
