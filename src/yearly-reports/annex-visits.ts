import { and, asc, sql } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { firstDay, lastDay, today, writeRange } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { delegationCountries, delegations, directions } from '../delegations/delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  coverageCount,
  isNamedWhole,
  matching,
  outcome,
  type outcomes,
  shapeOf,
  valuesFor,
} from '../delegations/filters.ts'
import { unitNameAt, unitsById } from '../units/queries.ts'
import { type Punctuality, punctuality, readyPunctuality } from '../visit-reports/punctuality.ts'
import { writeNumber } from '../vietnamese.ts'
import type { AnnexColumn } from './annex.ts'
import { IS_COMPARED, notCompared } from './comparison.ts'
import { outcomesInShort, punctualitiesInShort, purposesInShort } from './in-short.ts'
import { type ColumnId, numbersTold, SEVERAL } from './made-of.ts'
import { partnerNames } from './partner-names.ts'
import type { Steps } from './steps.ts'

// The visits of annexes: each on a line, with everything that figures of the report count.

/** A visit on its line. */
export interface VisitLine {
  id: number
  title: string
  direction: keyof typeof directions
  status: typeof delegations.$inferSelect.status
  statusReason: string | null
  countsAsReason: string | null
  unitId: number
  startsOn: string
  endsOn: string | null
  place: string | null
  purposeKind: typeof delegations.$inferSelect.purposeKind
  personTripCount: number | null
  isCounted: boolean | null
  countries: string | null
  partners: string | null
  /** The ids of those who travelled, where the list names them all. */
  people: string | null
  punctuality: Punctuality | null
  outcome: keyof typeof outcomes | null
  coverageCount: number
}

/** Visits that are read at a time. */
const AT_ONCE = 500

/** The visits behind a figure in the order they began; `most` of them. */
export function* visitLines(db: Db, filters: DelegationFilters, most: number): Steps<VisitLine[]> {
  const lines: VisitLine[] = []
  while (lines.length < most) {
    const size = Math.min(AT_ONCE, most - lines.length)
    const some = linesAfter(db, filters, lines.at(-1), size)
    for (const line of some) lines.push(line)
    if (some.length < size) break
    yield
  }
  return lines
}

function linesAfter(
  db: Db,
  filters: DelegationFilters,
  last: VisitLine | undefined,
  most: number,
): VisitLine[] {
  readyPunctuality(db)
  return prepared(db, `annex ${shapeOf(db, filters)}`, () => {
    const { id, title, direction, status, statusReason, unitId, startsOn, endsOn, place } = delegations
    return db
      .select({
        id,
        title,
        direction,
        status,
        statusReason,
        countsAsReason: delegations.countsAsReason,
        unitId,
        startsOn,
        endsOn,
        place,
        purposeKind: delegations.purposeKind,
        personTripCount: delegations.personTripCount,
        isCounted: delegations.isCounted,
        countries: sql<
          string | null
        >`(select group_concat(${delegationCountries.country} order by ${delegationCountries.position})
          from ${delegationCountries} where ${delegationCountries.delegationId} = ${id})`,
        partners: sql<string | null>`(select group_concat(link.partner_id order by link.position)
          from delegation_partners link where link.delegation_id = delegations.id)`,
        people: sql<
          string | null
        >`iif(${isNamedWhole}, (select group_concat(named.person_id order by named.position)
          from participants named where named.delegation_id = delegations.id
          and named.side = 'delegation' and named.has_travelled), null)`,
        punctuality: sql<Punctuality | null>`(select ${punctuality(sql.placeholder('today'))}
          from visit_reports r where r.delegation_id = delegations.id)`,
        outcome,
        coverageCount,
      })
      .from(delegations)
      .where(
        and(
          matching(db, filters),
          sql`(delegations.starts_on, delegations.id) > (${sql.placeholder('afterOn')}, ${sql.placeholder('afterId')})`,
        ),
      )
      .orderBy(asc(startsOn), asc(id))
      .limit(sql.placeholder('most'))
      .prepare()
  }).all({
    ...valuesFor(db, filters),
    today: today(),
    afterOn: last?.startsOn ?? '',
    afterId: last?.id ?? 0,
    most,
  })
}

/** How many lines there are beyond those. */
export const linesBeyond = (db: Db, filters: DelegationFilters, most: number): number =>
  Math.max(
    0,
    prepared(db, `annex rows ${shapeOf(db, filters)}`, () =>
      db
        .select({ count: sql<number>`count(*)` })
        .from(delegations)
        .where(matching(db, filters))
        .prepare(),
    ).get(valuesFor(db, filters))!.count - most,
  )

/** The visits of a period that its figures count, people who went with another body among them. */
export const countedWithin = (
  { from, to, unit, scope }: Pick<DelegationFilters, 'from' | 'to' | 'unit' | 'scope'>,
  more: Partial<DelegationFilters> = {},
): DelegationFilters => askingFor({ from, to, unit, scope, ...more, counted: ['personTrips'] })

export type VisitColumns = Record<Exclude<ColumnId, 'number'>, AnnexColumn<VisitLine>>

/**
 * What an annex can say of a visit. People are numbered as they first stand on the lines: who went twice has one number,
 * so that people of any of the lines can be told apart, and nobody is named (C3).
 */
export function visitColumns(
  db: Db,
  { place = 'Nơi đến', comparedTo }: { place?: string; comparedTo?: string } = {},
) {
  const partners = partnerNames(db)
  const units = unitsById(db)
  const people = new Map<string, number>()
  const numberOf = (person: string) => {
    let number = people.get(person)
    if (number === undefined) people.set(person, (number = people.size + 1))
    return number
  }
  const several = (keys: string | null, nameOf: (key: string) => string | undefined) =>
    (keys?.split(',') ?? []).flatMap((key) => nameOf(key) ?? []).join(SEVERAL)
  const column = (
    id: ColumnId,
    heading: string,
    width: number,
    cell: AnnexColumn<VisitLine>['cell'],
    align?: AnnexColumn<VisitLine>['align'],
  ): AnnexColumn<VisitLine> => ({ id, heading, width, cell, ...(align && { align }) })
  return {
    title: column('title', 'Tên đoàn', 25, ({ id, title }) => [{ text: title, href: `/delegations/${id}` }]),
    unit: column(
      'unit',
      'Đơn vị',
      16,
      ({ unitId, startsOn }) => unitNameAt(units.get(unitId)!, startsOn).name,
    ),
    direction: column('direction', 'Loại', 9, ({ direction }) => directions[direction], 'start'),
    country: column('country', 'Nước', 13, ({ countries }) =>
      several(countries, (iso2) => countryName(iso2)),
    ),
    place: column('place', place, 11, ({ place }) => place ?? ''),
    partner: column('partner', 'Đối tác', 18, ({ partners: ids }) =>
      several(ids, (id) => partners.get(Number(id))),
    ),
    purpose: column('purpose', 'Nội dung', 10, ({ purposeKind }) =>
      purposeKind ? purposesInShort[purposeKind] : '',
    ),
    time: column('time', 'Thời gian', 19, ({ startsOn, endsOn }) => writeRange(startsOn, endsOn), 'center'),
    personTrips: column(
      'personTrips',
      'Lượt người',
      10,
      ({ personTripCount }) => (personTripCount === null ? '–' : writeNumber(personTripCount)),
      'end',
    ),
    people: column('people', 'Người, theo số', 12, ({ people }) =>
      people === null ? '' : numbersTold(people.split(',').map(numberOf)),
    ),
    report: column('report', 'Báo cáo', 11, ({ punctuality, isCounted }) =>
      punctuality && isCounted ? punctualitiesInShort[punctuality] : '',
    ),
    plan: column('plan', 'Theo kế hoạch', 10, ({ outcome }) => (outcome ? outcomesInShort[outcome] : '')),
    coverage: column(
      'coverage',
      'Tin bài',
      7,
      ({ coverageCount }) => (coverageCount ? String(coverageCount) : ''),
      'end',
    ),
    compared: column(
      'compared',
      'So cùng kỳ',
      9,
      ({ startsOn }) => comparedMark(startsOn, comparedTo ?? ''),
      'center',
    ),
  }
}

// Day for day, only what has surely begun by that day is compared (C14).
function comparedMark(startsOn: string, day: string): string {
  if (lastDay(startsOn) <= day) return IS_COMPARED
  if (firstDay(startsOn) > day) return day === today() ? notCompared.ahead : ''
  if (startsOn.length === 4) return notCompared.year
  return notCompared.month
}
