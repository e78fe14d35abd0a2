import { asc, eq, sql } from 'drizzle-orm'
import { coverageItems } from '../coverage/coverage-item.ts'
import { writeDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { delegations, type Direction, directions } from '../delegations/delegation.ts'
import { askingFor, type DelegationFilters, matching, shapeOf, valuesFor } from '../delegations/filters.ts'
import type { Table } from '../paper/paper.ts'
import { type Annex, type AnnexColumn, numbering, tableOf } from './annex.ts'
import { earlierAnnex, followUpsAnnex, uncountedAnnex } from './annexes-beside.ts'
import { coveredAnnex, partnersAnnex, publishedAnnex, unitsAnnex } from './annexes-of-bodies.ts'
import { countedWithin, linesBeyond, visitColumns, visitLines, type VisitLine } from './annex-visits.ts'
import type { AskedReport } from './asked.ts'
import type { Comparison } from './comparison.ts'
import type { Figures, VisitFigures } from './figures.ts'
import { asOfTold, inCell, periodTold, said } from './wording.ts'
import type { Steps } from './steps.ts'
import type { WayFigures } from './visits.ts'

// The rows behind the figures: every figure of the report is counted from lines of these (made-of.ts).

/** What annexes are made of. */
export interface Behind {
  db: Db
  asked: AskedReport
  figures: Figures
  comparison: Comparison | null
  /** Rows of each at most. */
  most: number
}

/** The annexes of a report; one of nothing is left out. */
export function* annexesOf(
  behind: Behind,
  visits: WayFigures & { conferences: VisitFigures | null },
): Steps<Annex[]> {
  const annexes: Annex[] = []
  for (const made of [
    wayAnnex(behind, 'outbound', visits.outbound),
    wayAnnex(behind, 'inbound', visits.inbound),
    conferencesAnnex(behind, visits.conferences),
    partnersAnnex(behind),
    coverageAnnex(behind),
    followUpsAnnex(behind),
    uncountedAnnex(behind),
    earlierAnnex(behind),
    publishedAnnex(behind),
    coveredAnnex(behind),
    unitsAnnex(behind),
  ]) {
    const annex = yield* made
    if (annex) annexes.push(annex)
    yield
  }
  return annexes
}

const wayNotes = {
  outbound: 'Đoàn tính vào kỳ có ngày đi. Lượt người: người thực đi, mỗi chuyến một lượt.',
  inbound: 'Đoàn tính vào kỳ có ngày đến. Chỉ tính khách nước ngoài.',
}
const peopleOnlyNote =
  'Dòng không có số thứ tự: người đi trong đoàn của cơ quan khác, tính lượt người, không tính đoàn.'
const unknownNote = '“–”: chưa rõ số người; dòng cộng là mức ít nhất.'
export const peopleNote =
  'Người, theo số: mỗi người có tên trong danh sách mang một số riêng của phụ lục này, nên số người là số các số khác nhau; ô trống: danh sách chưa đủ.'

function* wayAnnex(behind: Behind, direction: Direction, counted: VisitFigures): Steps<Annex | null> {
  const { db, asked, figures, comparison, most } = behind
  const filters = countedWithin(asked.counted, { direction: [direction] })
  const lines = yield* visitLines(db, filters, most + 1)
  if (!lines.length) return null
  const comparedTo = comparison?.isRunning ? comparison.asked.now.to[0]! : undefined
  const all = visitColumns(db, { place: direction === 'outbound' ? 'Nơi đến' : 'Nơi thăm', comparedTo })
  const columns = [
    numbering<VisitLine>(({ isCounted }) => isCounted === true),
    all.title,
    ...(asked.scope === 'all' ? [all.unit] : []),
    all.country,
    all.place,
    all.partner,
    all.purpose,
    all.time,
    all.personTrips,
    all.people,
    all.report,
    all.plan,
    all.coverage,
    ...(comparedTo === undefined ? [] : [all.compared]),
  ]
  const persons = figures.known.get(`${direction}.persons`)
  const isNamed = lines.some(({ people }) => people !== null)
  return {
    id: direction,
    name: directions[direction],
    title: `Danh sách ${directions[direction].toLocaleLowerCase('vi')} ${periodTold(asked.period)}`,
    isWide: true,
    ...(yield* tableOf(columns, lines.slice(0, most), [
      ...totalOf(columns, counted),
      { words: isNamed && persons ? [...inCell(persons), { text: ' người' }] : '' },
      { words: '', span: columns.length - columns.indexOf(all.people) - 1 },
    ])),
    note: notesOf(lines, counted, [wayNotes[direction], ...(isNamed ? [peopleNote] : [])]),
    more: beyond(db, filters, lines, most),
  }
}

function* conferencesAnnex({ db, asked, most }: Behind, counted: VisitFigures | null): Steps<Annex | null> {
  if (!counted) return null
  const filters = countedWithin(asked.counted, { purpose: ['conference'] })
  const lines = yield* visitLines(db, filters, most + 1)
  if (!lines.length) return null
  const all = visitColumns(db)
  const columns = [
    numbering<VisitLine>(({ isCounted }) => isCounted === true),
    all.title,
    all.direction,
    ...(asked.scope === 'all' ? [all.unit] : []),
    all.country,
    all.place,
    all.partner,
    all.time,
    all.personTrips,
  ]
  return {
    id: 'conferences',
    name: 'Hội nghị, hội thảo',
    title: `Danh sách đoàn dự hội nghị, hội thảo ${periodTold(asked.period)}`,
    isWide: true,
    ...(yield* tableOf(columns, lines.slice(0, most), totalOf(columns, counted))),
    note: notesOf(lines, counted, ['Đoàn ra và đoàn vào, đã ghi ở các phụ lục trên.']),
    more: beyond(db, filters, lines, most),
  }
}

/** "Cộng 4 đoàn" and the lượt người, under the columns of visits. */
const totalOf = (
  columns: AnnexColumn<VisitLine>[],
  { delegations, personTrips }: VisitFigures,
): NonNullable<Table['total']> => [
  {
    words: said('Cộng {delegations} đoàn', { delegations }),
    span: columns.findIndex(({ id }) => id === 'personTrips'),
  },
  { words: inCell(personTrips) },
]

const notesOf = (lines: VisitLine[], { counts }: VisitFigures, own: string[]) =>
  [
    ...own,
    ...(lines.some(({ isCounted }) => !isCounted) ? [peopleOnlyNote] : []),
    ...(counts.unknownPeople ? [unknownNote] : []),
    asOfTold(),
  ].join(' ')

const beyond = (db: Db, filters: DelegationFilters, lines: VisitLine[], most: number) =>
  lines.length > most ? linesBeyond(db, filters, most) : 0

/** What was published about the counted visits of the period. */
export function coverageOf(db: Db, { counted }: AskedReport, most: number) {
  const { from, to, unit, scope } = counted
  const filters = askingFor({ from, to, unit, scope, counted: ['delegations'] })
  const shape = shapeOf(db, filters)
  const values = valuesFor(db, filters)
  const joined = eq(delegations.id, coverageItems.delegationId)
  const { count } = prepared(db, `count coverage ${shape}`, () =>
    db
      .select({ count: sql<number>`count(*)` })
      .from(coverageItems)
      .innerJoin(delegations, joined)
      .where(matching(db, filters))
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
      .where(matching(db, filters))
      .orderBy(asc(coverageItems.publishedOn), asc(coverageItems.id))
      .limit(sql.placeholder('most'))
      .prepare(),
  ).all({ ...values, most })
  return { count, items }
}

type CoverageLine = ReturnType<typeof coverageOf>['items'][number]

const coverageColumns = (): AnnexColumn<CoverageLine>[] => [
  numbering(),
  {
    id: 'title',
    heading: 'Tên tin bài',
    width: 37,
    cell: ({ title, url }) => (url ? [{ text: title, href: url }] : title),
  },
  { id: 'other', heading: 'Báo, đài', width: 18, cell: ({ outlet }) => outlet ?? '' },
  {
    id: 'time',
    heading: 'Ngày đăng',
    width: 14,
    align: 'center',
    cell: ({ publishedOn }) => (publishedOn ? writeDate(publishedOn) : ''),
  },
  {
    id: 'other',
    heading: 'Đoàn',
    width: 24,
    cell: ({ visit, delegationId }) => [{ text: visit, href: `/delegations/${delegationId}` }],
  },
]

function* coverageAnnex({ db, asked, figures, most }: Behind): Steps<Annex | null> {
  const total = figures.known.get('coverage.items')
  if (!total?.value) return null
  const { count, items } = coverageOf(db, asked, most)
  return {
    id: 'coverage',
    name: 'Tin bài',
    title: `Tin bài về các đoàn ${periodTold(asked.period)}`,
    isWide: false,
    ...(yield* tableOf(coverageColumns(), items, [
      { words: said('Cộng {total} tin bài', { total }), span: 5 },
    ])),
    note: asOfTold(),
    more: Math.max(0, count - items.length),
  }
}
