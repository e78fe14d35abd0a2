import { desc, inArray } from 'drizzle-orm'
import { bothWays, knownPersonTrips, personsBy, totalsBy } from '../counting.ts'
import { today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { personTripsCell } from '../totals/export.ts'
import type { Counted } from '../totals/figures.ts'
import { unitTitle } from '../units/queries.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { type Chip, chip, id, type Ignored, oneOf, type Query, readFilters } from '../web/listing.ts'
import { askedOf, reportAt, REPORTS_PATH, type Whose, whoseAsked } from './asked.ts'
import { type Published, publishedBeside } from './earlier.ts'
import { periodOf, periodWords, readPeriod, type ReportPeriod } from './period.ts'
import { publications } from './publication.ts'
import { asSigned, type Publication } from './publications.ts'
import { listYearlyReports, stateOf, type YearlyReport } from './queries.ts'
import { reportScopes, reportStates } from './yearly-report.ts'

// The list of reports: every year and half a year that has visits or a report, with how far its report is.

/** A year or half a year. */
export interface ListedReport {
  period: ReportPeriod
  counted: Counted
  /** What somebody wrote of its report, signed as the edition that stands. */
  report: YearlyReport | undefined
  /** The last edition, whether it stands or was taken back. */
  edition: Publication | undefined
  /** Its published figures, where they are others now. */
  published: Record<string, Published | null>
}

/** Whose reports an address asks for. */
export function readWhose(db: Db, query: Query): { whose: Whose | undefined; ignored: Ignored[] } {
  const { filters, ignored } = readFilters({ unit: id, scope: oneOf(reportScopes) }, query)
  const { whose, ignored: strange } = whoseAsked(db, filters)
  return { whose, ignored: [...ignored, ...strange] }
}

/** The years and halves, the newest first, with what is counted of each. */
export function listReports(db: Db, whose: Whose): ListedReport[] {
  const reports = listYearlyReports(db, whose)
  const written = new Map(reports.map((report) => [report.period, report]))
  const editions = lastEditions(db, reports)
  const { counted } = askedOf(whose, periodOf('2000', null))
  const always = { ...counted, from: [], to: [] }
  // What is known to the year only has the year for its half, and is in the year's own row (C14).
  const counts = new Map([...totalsBy(db, 'half', always).rows, ...totalsBy(db, 'year', always).rows])
  const beside = publishedBeside(db, counted)
  const named = new Map([...personsBy(db, 'half', always), ...personsBy(db, 'year', always)])
  const names = new Set([yearOf(today()), ...counts.keys(), ...written.keys()])
  return [...names]
    .flatMap((name) => readPeriod(name) ?? [])
    .toSorted(newestFirst)
    .map((period) => {
      const { name } = period
      const report = written.get(name)
      const edition = report && editions.get(report.id)
      const row = { counts: counts.get(name) ?? bothWays(), persons: named.get(name), visits: {} }
      return {
        period,
        counted: row,
        report: report && asSigned(report, edition),
        published: beside(name, row),
        edition,
      }
    })
}

const newestFirst = (one: ReportPeriod, other: ReportPeriod) =>
  Number(other.year) - Number(one.year) || (one.half ?? 0) - (other.half ?? 0)

function lastEditions(db: Db, reports: YearlyReport[]): Map<number, Publication> {
  const ids = reports.map(({ id }) => id)
  const found = db
    .select()
    .from(publications)
    .where(inArray(publications.reportId, ids))
    .orderBy(desc(publications.edition))
    .all()
  return new Map(found.toReversed().map((edition) => [edition.reportId, edition]))
}

/** Whose they are, where they are not the own body's own, with the address without it. */
export const chipsOf = ({ unit, scope, isOwn }: Whose, { language }: Speech): Chip[] => [
  ...(isOwn ? [] : [chip('{name}', REPORTS_PATH, { name: unitTitle(unit, language) })]),
  ...(scope === 'all' ? [chip(reportScopes.all, REPORTS_PATH)] : []),
]

/** "Năm 2024" */
export function periodTitle(period: ReportPeriod, { say }: Pick<Speech, 'say'>): string {
  const words = say(periodWords(period))
  return words[0]!.toUpperCase() + words.slice(1)
}

/** The list's columns as a download, in the reader's words. */
export function csvColumns(speech: Speech): Column<ListedReport>[] {
  const { t } = speech
  const headings = {
    'outbound.delegations': t('Đoàn ra'),
    'outbound.personTrips': t('Lượt người ra'),
    'outbound.persons': t('Số người ra'),
    'inbound.delegations': t('Đoàn vào'),
    'inbound.personTrips': t('Lượt người vào'),
    'inbound.persons': t('Số người vào'),
  }
  const ofWay = (way: keyof typeof directions): Column<ListedReport>[] => [
    {
      heading: headings[`${way}.delegations`],
      value: ({ counted }) => counted.counts[way].delegations,
      kind: 'number',
      width: 10,
    },
    {
      heading: headings[`${way}.personTrips`],
      value: ({ counted }) => personTripsCell(counted.counts[way], speech),
      kind: 'number',
      width: 13,
    },
    {
      heading: headings[`${way}.persons`],
      value: ({ counted }) => {
        const { persons = 0, personsKnownIn = 0 } = counted.persons?.[way] ?? {}
        return personsKnownIn ? persons : null
      },
      kind: 'number',
      width: 13,
    },
    {
      heading: t(way === 'outbound' ? 'Lượt ra có danh sách' : 'Lượt vào có danh sách'),
      value: ({ counted }) => {
        const { personTripsNamed = 0, personsKnownIn = 0 } = counted.persons?.[way] ?? {}
        return personsKnownIn ? personTripsNamed : null
      },
      kind: 'number',
      width: 13,
    },
  ]
  return [
    { heading: t('Kỳ'), value: ({ period }) => periodTitle(period, speech), width: 24 },
    { heading: t('Báo cáo'), value: ({ report }) => t(reportStates[stateOf(report)]), width: 15 },
    { heading: t('Số'), value: ({ report }) => report?.number ?? null, width: 18 },
    { heading: t('Ngày ký'), value: ({ report }) => report?.writtenOn ?? null, kind: 'date', width: 12 },
    { heading: t('Người ký'), value: ({ report }) => report?.signer ?? null, width: 24 },
    { heading: t('Bản'), value: ({ edition }) => edition?.edition ?? null, kind: 'number', width: 7 },
    ...valuesOf(directions).flatMap(ofWay),
    {
      heading: t('Phát hành lúc'),
      value: ({ edition }) => edition?.publishedAt ?? null,
      kind: 'moment',
      width: 17,
      isOffPaper: true,
    },
    { heading: t('Người phát hành'), value: ({ edition }) => edition?.publishedBy ?? null, width: 20 },
    {
      heading: t('Thu hồi lúc'),
      value: ({ edition }) => edition?.withdrawnAt ?? null,
      kind: 'moment',
      width: 17,
    },
    { heading: t('Lý do thu hồi'), value: ({ edition }) => edition?.withdrawnReason ?? null, width: 30 },
    {
      heading: t('Số đã phát hành khác nay'),
      value: ({ published }) =>
        Object.entries(headings)
          .flatMap(([name, heading]) => (published[name] ? `${heading}: ${published[name].words}` : []))
          .join('; ') || null,
      width: 34,
    },
  ]
}

/** The list as a workbook. */
export function sheetOf(reports: ListedReport[], whose: Whose, speech: Speech): Sheet<ListedReport> {
  const { t, say, language } = speech
  const chips = chipsOf(whose, speech).map(({ words }) => say(words))
  return {
    title: t('Báo cáo năm, nửa năm'),
    about: [
      t('Gồm: {filters}', { filters: chips.join(' · ') || unitTitle(whose.unit, language) }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(reports),
  }
}

/** The list as other programs read it. */
export function asJson(whose: Whose, reports: ListedReport[]) {
  return {
    asOf: today(),
    unit: { id: whose.unit.id, name: whose.unit.name },
    scope: whose.scope,
    items: reports.map(({ period, counted: { counts, persons }, report, edition }) => {
      const ofWay = (way: keyof typeof directions) => ({
        delegations: counts[way].delegations,
        personTrips: knownPersonTrips(counts[way]),
        personTripsUnknownIn: counts[way].unknownPeople,
        persons: persons?.[way].personsKnownIn ? persons[way].persons : null,
        personsKnownIn: persons?.[way].personsKnownIn ?? 0,
      })
      return {
        period: period.name,
        href: reportAt({ ...whose, period }),
        state: stateOf(report),
        number: report?.number ?? null,
        writtenOn: report?.writtenOn ?? null,
        signer: report?.signer ?? null,
        edition: edition
          ? {
              edition: edition.edition,
              publishedAt: edition.publishedAt,
              publishedBy: edition.publishedBy,
              withdrawnAt: edition.withdrawnAt,
              withdrawnReason: edition.withdrawnReason,
            }
          : null,
        outbound: ofWay('outbound'),
        inbound: ofWay('inbound'),
      }
    }),
  }
}
