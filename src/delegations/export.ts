import { and, eq, inArray } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { sources } from '../sources/source.ts'
import { reportDueOn } from '../visit-reports/deadline.ts'
import { extendedTo } from '../visit-reports/report-extension.ts'
import { visitReports } from '../visit-reports/visit-report.ts'
import { countListed, knownPersonTrips, together } from '../counting.ts'
import { findOwnUnit, unitTitle } from '../units/queries.ts'
import type { Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { countings, delegations, directions, purposeKinds, statuses } from './delegation.ts'
import type { DelegationFilters } from './filters.ts'
import { chipsOf, inRowsWords, uncountedWords } from './listing.ts'
import { listDelegations, type ListedDelegation, titled } from './queries.ts'

// Between pages others are answered; and what a page leaves behind is gone before the next one grows the heap.
const EXPORT_PAGE = 100

/** Rows of the list with what only a download shows: head, purpose, source and report. A few statements a page. */
export function withDetails(db: Db, rows: Omit<ListedDelegation, 'key'>[]) {
  const ids = rows.map(({ id }) => id)
  const details = db
    .select({
      id: delegations.id,
      version: delegations.version,
      purpose: delegations.purpose,
      purposeKind: delegations.purposeKind,
      sourceUrl: sources.url,
      reportStatus: visitReports.status,
      extendedTo,
    })
    .from(delegations)
    .innerJoin(visitReports, eq(visitReports.delegationId, delegations.id))
    .leftJoin(sources, eq(sources.id, delegations.sourceId))
    .where(inArray(delegations.id, ids))
    .all()
  const heads = db
    .select({ delegationId: participants.delegationId, name: people.name, position: participants.post })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(
      and(
        inArray(participants.delegationId, ids),
        eq(participants.role, 'head'),
        eq(participants.side, 'delegation'),
      ),
    )
    .all()
  const detailsById = new Map(details.map((row) => [row.id, row]))
  const headById = new Map(heads.map((row) => [row.delegationId, row]))
  return rows.map((row) => {
    const head = headById.get(row.id)
    const detail = detailsById.get(row.id)!
    return {
      ...row,
      ...detail,
      head: head ? { name: head.name, position: head.position } : null,
      reportDueOn: reportDueOn(db, { ...row, ...detail }),
    }
  })
}

export type DetailedDelegation = ReturnType<typeof withDetails>[number]

// Of one list the figures of its column add up to its total: who is no lượt người yet, or never, has a place apart.
type People = Pick<ListedDelegation, 'arePeopleCounted' | 'personTripCount'>
const personTrips = (row: People) => (row.arePeopleCounted ? row.personTripCount : null)
const peopleNotCounted = (row: People) => (row.arePeopleCounted ? null : row.personTripCount)

/** A visit in the shape that other programs rely on. */
export function asJson(row: DetailedDelegation) {
  return {
    id: row.id,
    version: row.version,
    code: row.code,
    direction: row.direction,
    title: row.title,
    status: row.status,
    countsAs: row.countsAs,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    headCount: row.headCount,
    personTrips: personTrips(row),
    peopleNotCounted: peopleNotCounted(row),
    countries: row.countries,
    partners: row.partners.map(({ id, name }) => ({ id, name })),
    unit: { id: row.unitId, name: row.unit },
    head: row.head,
    purpose: row.purpose,
    purposeKind: row.purposeKind,
    sourceUrl: row.sourceUrl,
    report: { status: row.reportStatus, dueOn: row.reportStatus === 'waived' ? null : row.reportDueOn },
  }
}

/** The list's columns as a download, in the reader's words. */
export function csvColumns({ t, language }: Speech): Column<DetailedDelegation>[] {
  return [
    { heading: t('Số sổ'), value: (row) => row.code, width: 14 },
    { heading: t('Chiều'), value: (row) => t(directions[row.direction]), width: 9 },
    { heading: t('Ngày bắt đầu'), value: (row) => row.startsOn, kind: 'date', width: 11 },
    { heading: t('Ngày kết thúc'), value: (row) => row.endsOn, kind: 'date', width: 11 },
    { heading: t('Tên đoàn'), value: (row) => row.title, width: 42 },
    {
      heading: t('Đối tác'),
      value: (row) =>
        titled(row, language)
          .partners.map(({ name }) => name)
          .join('; '),
      width: 32,
    },
    {
      heading: t('Nước'),
      value: (row) => row.countries.map((iso2) => countryName(iso2, language)).join('; '),
      width: 18,
    },
    // As wide as its total, 'ít nhất 12.345', in bold: a number without room is shown as '###'.
    { heading: t('Lượt người'), value: personTrips, kind: 'number', width: 15 },
    { heading: t('Trạng thái'), value: (row) => t(statuses[row.status]), width: 12 },
    {
      heading: t('Tính vào số liệu'),
      value: (row) => t(countings[row.countsAs]),
      width: 18,
      isOffPaper: true,
    },
    { heading: t('Số người chưa tính'), value: peopleNotCounted, kind: 'number', width: 8 },
    { heading: t('Đơn vị'), value: (row) => titled(row, language).unit, width: 28 },
    { heading: t('Trưởng đoàn'), value: (row) => row.head?.name ?? null, width: 22 },
    { heading: t('Chức vụ'), value: (row) => row.head?.position ?? null, width: 24 },
    {
      heading: t('Loại nội dung'),
      value: (row) => row.purposeKind && t(purposeKinds[row.purposeKind]),
      width: 20,
    },
    { heading: t('Nội dung'), value: (row) => row.purpose, width: 40 },
    { heading: t('Nguồn'), value: (row) => row.sourceUrl, width: 30 },
  ]
}

/** The list as a workbook: what it is of in words, its rows, and under them the figures above the list on screen. */
export function sheetOf(db: Db, filters: DelegationFilters, speech: Speech): Sheet<DetailedDelegation> {
  const { t, say, language } = speech
  const listed = countListed(db, filters)
  const figures = together(listed)
  const total = knownPersonTrips(figures)
  const own = findOwnUnit(db)
  const isOfOwn = !filters.unit.length && !filters.scope.length
  const words = [
    ...(isOfOwn && own ? [unitTitle(own, language)] : []),
    ...chipsOf(db, filters, language).map((chip) => say(chip.words)),
  ]
  const uncounted = uncountedWords(listed).map(say)
  const atLeast = figures.unknownPeople > 0
  return {
    title: t('Đoàn ra – đoàn vào'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') }),
      [
        t('{out} ra, {in} vào', { out: listed.outbound.delegations, in: listed.inbound.delegations }),
        ...(atLeast ? [t('{count} đoàn chưa rõ số người', { count: figures.unknownPeople })] : []),
        ...(uncounted.length
          ? [t('thêm {rows}, không tính vào số đoàn', { rows: uncounted.join(', ') })]
          : []),
        ...inRowsWords(db, filters, listed).map(say),
      ].join('; '),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: exportBatches(db, filters),
    closing: [
      {
        kind: 'total',
        cells: [
          t('TỔNG CỘNG'),
          null,
          null,
          null,
          t('{delegations} đoàn', { delegations: figures.delegations }),
          null,
          null,
          total === null
            ? '–'
            : atLeast
              ? { value: total, words: t('ít nhất {number}', { number: total }), qualifier: 'at_least' }
              : total,
        ],
      },
    ],
  }
}

/** Every row the filters mean, in the list's order, some hundred at a time. */
export function* exportBatches(db: Db, filters: DelegationFilters): Generator<DetailedDelegation[]> {
  let page: DelegationFilters['page'] = []
  for (;;) {
    const { rows, next } = listDelegations(db, { ...filters, page }, EXPORT_PAGE)
    if (rows.length) yield withDetails(db, rows)
    if (!next) return
    page = [next]
  }
}
