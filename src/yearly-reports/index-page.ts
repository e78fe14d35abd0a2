import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Figure, waysOf } from '../totals/figures.ts'
import type { Message, Speech } from '../web/language.ts'
import { askedOf, reportAt, type Whose } from './asked.ts'
import type { Published } from './earlier.ts'
import { type ListedReport, listReports } from './list.ts'
import { periodWords } from './period.ts'
import { stateOf } from './queries.ts'
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
export const reportLines = (db: Db, whose: Whose, speech: Speech): Line[] =>
  listReports(db, whose).map((listed) => lineOf(whose, listed, speech))

function lineOf(
  whose: Whose,
  { period, counted: row, report, published }: ListedReport,
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
