import { and, asc, eq, sql } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { writeDate, writeRange } from '../dates.ts'
import { coverageItems } from '../coverage/coverage-item.ts'
import { type Db, prepared } from '../db/open.ts'
import { delegationCountries, delegations, directions } from '../delegations/delegation.ts'
import { askingFor, type DelegationFilters, matching, shapeOf, valuesFor } from '../delegations/filters.ts'
import type { Table, TableColumn, Words } from '../paper/paper.ts'
import type { AskedReport } from './asked.ts'
import { type Figures, type VisitFigures } from './figures.ts'
import { asOfTold, inSentence, periodTold, said } from './wording.ts'
import type { WayFigures } from './visits.ts'

// The rows behind the figures: every counted visit of the period, and what was written about them.

export interface Annex {
  /** Where a link to it leads on the page. */
  id: string
  /** What the list is of, for the name of its sheet in a workbook: "Đoàn ra". */
  name: string
  title: string
  table: Table
  note: string
  /** Rows that are there and were not asked for. */
  more: number
}

export const COVERAGE_ANNEX = 'coverage'

/** A visit on a line of its annex. */
interface Line {
  id: number
  title: string
  direction: keyof typeof directions
  startsOn: string
  endsOn: string | null
  place: string | null
  personTripCount: number | null
  isCounted: boolean | null
  countries: string | null
}

/** The visits behind a figure in the order they began; `most` of them. */
function linesOf(db: Db, filters: DelegationFilters, most: number): Line[] {
  const { id, title, direction, startsOn, endsOn, place, personTripCount, isCounted } = delegations
  return prepared(db, `annex ${shapeOf(db, filters)}`, () =>
    db
      .select({
        id,
        title,
        direction,
        startsOn,
        endsOn,
        place,
        personTripCount,
        isCounted,
        countries: sql<
          string | null
        >`(select group_concat(${delegationCountries.country} order by ${delegationCountries.position})
          from ${delegationCountries} where ${delegationCountries.delegationId} = ${delegations.id})`,
      })
      .from(delegations)
      .where(matching(db, filters))
      .orderBy(asc(startsOn), asc(id))
      .limit(sql.placeholder('most'))
      .prepare(),
  ).all({ ...valuesFor(db, filters), most })
}

const visitColumns = (place: string): TableColumn[] => [
  { heading: 'STT', width: 7, align: 'center' },
  { heading: 'Tên đoàn', width: 36 },
  { heading: 'Nước', width: 14 },
  { heading: place, width: 14 },
  { heading: 'Thời gian', width: 18, align: 'center' },
  { heading: 'Lượt người', width: 11, align: 'end' },
]

const wayNotes = {
  outbound: 'Đoàn tính vào kỳ có ngày đi. Lượt người: người thực đi, mỗi chuyến một lượt.',
  inbound: 'Đoàn tính vào kỳ có ngày đến. Chỉ tính khách nước ngoài.',
}
const peopleOnlyNote =
  'Dòng không có số thứ tự: người của ta đi trong đoàn của cơ quan khác, tính lượt người, không tính đoàn.'
const unknownNote = '“–”: chưa rõ số người; dòng cộng là mức ít nhất.'

/** The annexes of a report, each with `most` of its rows; one of nothing is left out. */
export function annexesOf(
  db: Db,
  asked: AskedReport,
  figures: Figures,
  visits: WayFigures & { conferences: VisitFigures | null },
  most: number,
): Annex[] {
  const ways = (['outbound', 'inbound'] as const).map((direction) =>
    visitAnnex(db, asked, visits[direction], most, {
      id: direction,
      name: directions[direction],
      title: `Danh sách ${directions[direction].toLocaleLowerCase('vi')} ${periodTold(asked.period)}`,
      place: direction === 'outbound' ? 'Nơi đến' : 'Nơi thăm',
      filters: { direction: [direction] },
      note: wayNotes[direction],
    }),
  )
  return [
    ...ways,
    visits.conferences &&
      visitAnnex(db, asked, visits.conferences, most, {
        id: 'conferences',
        name: 'Hội nghị, hội thảo',
        title: `Danh sách đoàn dự hội nghị, hội thảo ${periodTold(asked.period)}`,
        place: 'Nơi đến',
        filters: { purpose: ['conference'] },
        note: 'Đoàn ra và đoàn vào, đã ghi ở các phụ lục trên.',
      }),
    coverageAnnex(db, asked, figures, most),
  ].filter((annex) => annex !== null)
}

interface Kind {
  id: string
  name: string
  title: string
  place: string
  filters: Partial<DelegationFilters>
  note: string
}

function visitAnnex(
  db: Db,
  { counted }: AskedReport,
  figuresOfRows: VisitFigures,
  most: number,
  { id, name, title, place, filters, note }: Kind,
): Annex | null {
  const { from, to, unit: units, scope } = counted
  const asked = askingFor({ from, to, unit: units, scope, ...filters, counted: ['personTrips'] })
  const lines = linesOf(db, asked, most + 1)
  if (!lines.length) return null
  let number = 0
  const rows = lines.slice(0, most).map((line): Words[] => {
    if (line.isCounted) number += 1
    return [
      line.isCounted ? String(number) : '',
      [{ text: line.title, href: `/delegations/${line.id}` }],
      (line.countries ?? '')
        .split(',')
        .filter(Boolean)
        .map((iso2) => countryName(iso2))
        .join(', '),
      line.place ?? '',
      writeRange(line.startsOn, line.endsOn),
      line.personTripCount === null ? '–' : String(line.personTripCount),
    ]
  })
  const { counts, delegations, personTrips } = figuresOfRows
  return {
    id,
    name,
    title,
    table: {
      kind: 'table',
      columns: visitColumns(place),
      rows,
      total: [
        { words: said('Cộng {delegations} đoàn', { delegations }), span: 5 },
        { words: inSentence(personTrips) },
      ],
    },
    note: [
      note,
      ...(lines.some(({ isCounted }) => !isCounted) ? [peopleOnlyNote] : []),
      ...(counts.unknownPeople ? [unknownNote] : []),
      asOfTold(),
    ].join(' '),
    more: lines.length > most ? rowsBeyond(db, asked, most) : 0,
  }
}

const rowsBeyond = (db: Db, filters: DelegationFilters, most: number): number =>
  prepared(db, `annex rows ${shapeOf(db, filters)}`, () =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(delegations)
      .where(matching(db, filters))
      .prepare(),
  ).get(valuesFor(db, filters))!.count - most

/** What was published about the counted visits of the period. */
export function coverageOf(db: Db, { counted }: AskedReport, most: number) {
  const { from, to, unit, scope } = counted
  const filters = askingFor({ from, to, unit, scope, counted: ['delegations'] })
  const shape = shapeOf(db, filters)
  const values = valuesFor(db, filters)
  const joined = eq(delegations.id, coverageItems.delegationId)
  const found = and(matching(db, filters))
  const { count } = prepared(db, `count coverage ${shape}`, () =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(coverageItems)
      .innerJoin(delegations, joined)
      .where(found)
      .prepare(),
  ).get(values)!
  const items = prepared(db, `list coverage ${shape}`, () =>
    db
      .select({
        title: coverageItems.title,
        outlet: coverageItems.outlet,
        publishedOn: coverageItems.publishedOn,
        url: coverageItems.url,
        delegationId: delegations.id,
        visit: delegations.title,
      })
      .from(coverageItems)
      .innerJoin(delegations, joined)
      .where(found)
      .orderBy(asc(coverageItems.publishedOn), asc(coverageItems.id))
      .limit(sql.placeholder('most'))
      .prepare(),
  ).all({ ...values, most })
  return { count, items }
}

function coverageAnnex(db: Db, asked: AskedReport, figures: Figures, most: number): Annex | null {
  const total = figures.known.get('coverage.items')
  if (!total?.value) return null
  const { count, items } = coverageOf(db, asked, most)
  return {
    id: COVERAGE_ANNEX,
    name: 'Tin bài',
    title: `Tin bài về các đoàn ${periodTold(asked.period)}`,
    table: {
      kind: 'table',
      columns: [
        { heading: 'STT', width: 7, align: 'center' },
        { heading: 'Tên tin bài', width: 37 },
        { heading: 'Báo, đài', width: 18 },
        { heading: 'Ngày đăng', width: 14, align: 'center' },
        { heading: 'Đoàn', width: 24 },
      ],
      rows: items.map(({ title, outlet, publishedOn, url, delegationId, visit }, index) => [
        String(index + 1),
        url ? [{ text: title, href: url }] : title,
        outlet ?? '',
        publishedOn ? writeDate(publishedOn) : '',
        [{ text: visit, href: `/delegations/${delegationId}` }],
      ]),
      total: [{ words: said('Cộng {total} tin bài', { total }), span: 5 }],
    },
    note: asOfTold(),
    more: Math.max(0, count - items.length),
  }
}
