import { eq, inArray } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { sources } from '../sources/source.ts'
import { reportDueOn } from '../visit-reports/queries.ts'
import { visitReports } from '../visit-reports/visit-report.ts'
import type { Column } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { countings, delegations, directions, purposeKinds, statuses } from './delegation.ts'
import type { DelegationFilters } from './filters.ts'
import { listDelegations, type ListedDelegation, titled } from './queries.ts'
import { and } from 'drizzle-orm'

export const EXPORT_PAGE = 500

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
    return {
      ...row,
      ...detailsById.get(row.id)!,
      head: head ? { name: head.name, position: head.position } : null,
      reportDueOn: reportDueOn(db, row),
    }
  })
}

export type DetailedDelegation = ReturnType<typeof withDetails>[number]

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
    personTrips: row.personTripCount,
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
    { heading: t('Số sổ'), value: (row) => row.code },
    { heading: t('Chiều'), value: (row) => t(directions[row.direction]) },
    { heading: t('Ngày bắt đầu'), value: (row) => writeDate(row.startsOn) },
    { heading: t('Ngày kết thúc'), value: (row) => row.endsOn && writeDate(row.endsOn) },
    { heading: t('Tên đoàn'), value: (row) => row.title },
    {
      heading: t('Đối tác'),
      value: (row) =>
        titled(row, language)
          .partners.map(({ name }) => name)
          .join('; '),
    },
    {
      heading: t('Nước'),
      value: (row) => row.countries.map((iso2) => countryName(iso2, language)).join('; '),
    },
    { heading: t('Lượt người'), value: (row) => row.personTripCount },
    { heading: t('Trạng thái'), value: (row) => t(statuses[row.status]) },
    { heading: t('Tính vào số liệu'), value: (row) => t(countings[row.countsAs]) },
    { heading: t('Đơn vị'), value: (row) => titled(row, language).unit },
    { heading: t('Trưởng đoàn'), value: (row) => row.head?.name ?? null },
    { heading: t('Chức vụ'), value: (row) => row.head?.position ?? null },
    { heading: t('Loại nội dung'), value: (row) => row.purposeKind && t(purposeKinds[row.purposeKind]) },
    { heading: t('Nội dung'), value: (row) => row.purpose },
    { heading: t('Nguồn'), value: (row) => row.sourceUrl },
  ]
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
