import { type BothWays, knownPersonTrips, together, totalsBy } from '../counting.ts'
import { countryName } from '../countries/names.ts'
import { partnersById } from '../partners/queries.ts'
import { indicators } from '../opening-figures/opening-figure.ts'
import type { OpeningFigure } from '../opening-figures/queries.ts'
import { isOfVisits, periodWords, sourceOf, type VisitFigure } from '../totals/opening.ts'
import { unitNameAt } from '../units/queries.ts'
import { unitKinds } from '../units/unit.ts'
import { writeNumber } from '../vietnamese.ts'
import { speechOf } from '../web/language.ts'
import { type Annex, type AnnexColumn, numbering, tableOf } from './annex.ts'
import type { Behind } from './annexes.ts'
import { type Body, bodiesOf } from './bodies.ts'
import { countedTable } from './counted.ts'
import { wordsOf } from './figures.ts'
import { partnerNames } from './partner-names.ts'
import { allPublished, coveredTitle, publishedWords } from './published.ts'
import type { Steps } from './steps.ts'
import { asOfTold, periodTold } from './wording.ts'

// The annexes of bodies: with whom visits were exchanged, whose visits they were, and what was published of them.

interface PartnerLine {
  id: number
  name: string
  country: string | null
  counts: BothWays
}

const countColumns = <Line extends { counts: BothWays | undefined }>(): AnnexColumn<Line>[] =>
  (['outbound', 'inbound'] as const).map((direction) => ({
    id: 'other',
    heading: direction === 'outbound' ? 'Đoàn ra' : 'Đoàn vào',
    width: 12,
    align: 'end',
    cell: ({ counts }) => (counts ? writeNumber(counts[direction].delegations) : ''),
  }))

const partnerColumns = (): AnnexColumn<PartnerLine>[] => [
  numbering(),
  {
    id: 'partner',
    heading: 'Đối tác',
    width: 46,
    cell: ({ id, name }) => [{ text: name, href: `/partners/${id}` }],
  },
  {
    id: 'country',
    heading: 'Nước',
    width: 20,
    cell: ({ country }) => (country === null ? '' : countryName(country)),
  },
  ...countColumns<PartnerLine>(),
]

/** Partners with whom there was an exchange, those of most đoàn first. */
export function* partnersAnnex({ db, asked, most }: Behind): Steps<Annex | null> {
  const known = partnersById(db)
  const names = partnerNames(db)
  const lines = countedTable(db, 'partner', asked.counted).rows.flatMap(({ key, counts }): PartnerLine[] => {
    const partner = known.get(Number(key))
    return partner && together(counts).delegations > 0
      ? [{ id: partner.id, name: names.get(partner.id)!, country: partner.country, counts }]
      : []
  })
  if (!lines.length) return null
  return {
    id: 'partners',
    name: 'Đối tác',
    title: `Đối tác có trao đổi đoàn ${periodTold(asked.period)}`,
    isWide: false,
    ...(yield* tableOf(partnerColumns(), lines.slice(0, most))),
    note: `Ô nước để trống: tổ chức đa phương. Một đoàn có thể làm việc với nhiều đối tác, nên không cộng các dòng. ${asOfTold()}`,
    more: Math.max(0, lines.length - most),
  }
}

/** The bodies of a report of every unit. */
export function* unitsAnnex({ db, asked, most }: Behind): Steps<Annex | null> {
  if (asked.scope !== 'all') return null
  const lines = bodiesOf(db, asked)
  if (!lines.length) return null
  const columns: AnnexColumn<Body>[] = [
    numbering(({ counts }) => counts !== undefined),
    {
      id: 'unit',
      heading: 'Đơn vị',
      width: 44,
      cell: ({ unit }) => unitNameAt(unit, asked.period.to).name,
    },
    { id: 'other', heading: 'Loại', width: 24, cell: ({ unit }) => unitKinds[unit.kind] },
    ...countColumns<Body>(),
    {
      id: 'other',
      heading: 'Số liệu đã công bố',
      width: 14,
      align: 'center',
      cell: ({ hasPublished }) => (hasPublished ? 'có' : ''),
    },
  ]
  return {
    id: 'units',
    name: 'Đơn vị',
    title: `Đơn vị có trong báo cáo ${periodTold(asked.period)}`,
    isWide: false,
    ...(yield* tableOf(columns, lines.slice(0, most))),
    note: `Mọi số của báo cáo tính trên các đơn vị này. Dòng không có số thứ tự: sổ chưa ghi đoàn nào của đơn vị trong kỳ. ${asOfTold()}`,
    more: Math.max(0, lines.length - most),
  }
}

const publishedColumns = (): AnnexColumn<OpeningFigure>[] => [
  numbering(),
  { id: 'unit', heading: 'Đơn vị', width: 24, cell: ({ unit }) => unit },
  { id: 'figure', heading: 'Số liệu', width: 22, cell: ({ indicator }) => indicators[indicator] },
  { id: 'value', heading: 'Trị số', width: 16, align: 'end', cell: publishedWords },
  {
    id: 'period',
    heading: 'Kỳ',
    width: 18,
    align: 'center',
    cell: (figure) => periodWords(figure, speechOf('vi')),
  },
  {
    id: 'other',
    heading: 'Nguồn',
    width: 40,
    cell: ({ source }) => {
      const { href } = sourceOf(source)
      return href ? [{ text: source, href }] : source
    },
  },
]

/** What was published without rows, each with its source (C13). */
export function* publishedAnnex({ db, asked, most }: Behind): Steps<Annex | null> {
  const lines = allPublished(db, asked)
  if (!lines.length) return null
  return {
    id: 'published',
    name: 'Số liệu đã công bố',
    title: `Số liệu đã công bố có kỳ trùng với ${periodTold(asked.period)}`,
    isWide: true,
    ...(yield* tableOf(publishedColumns(), lines.slice(0, most))),
    note: `Số công bố không có danh sách đoàn kèm theo, ghi đúng như nguồn. ${asOfTold()}`,
    more: Math.max(0, lines.length - most),
  }
}

interface CoveredLine {
  figure: VisitFigure
  year: string
  counts: BothWays
}

const coveredColumns: AnnexColumn<CoveredLine>[] = [
  { id: 'figure', heading: 'Số liệu đã công bố', width: 56, cell: ({ figure }) => coveredTitle(figure) },
  { id: 'period', heading: 'Năm', width: 12, align: 'center', cell: ({ year }) => year },
  {
    id: 'delegations',
    heading: 'Đoàn',
    width: 12,
    align: 'end',
    cell: ({ figure, counts }) => writeNumber(counts[figure.counts.direction].delegations),
  },
  {
    id: 'personTrips',
    heading: 'Lượt người',
    width: 14,
    align: 'end',
    cell: ({ figure, counts }) => {
      const { unknownPeople: unknown, ...of } = counts[figure.counts.direction]
      return wordsOf({ value: knownPersonTrips({ ...of, unknownPeople: unknown }), unknown })
    },
  },
]

/** What the register has, year by year, of the time of figures that were published without rows (C13). */
export function* coveredAnnex({ db, asked, most }: Behind): Steps<Annex | null> {
  const published = allPublished(db, asked).filter(isOfVisits)
  const lines = published.flatMap((figure): CoveredLine[] => {
    const within = {
      from: figure.startsOn ? [figure.startsOn] : [],
      to: [figure.endsOn],
      unit: [figure.unitId],
      scope: [],
    }
    return [...totalsBy(db, 'year', within).rows]
      .filter(([, counts]) => {
        const { delegations, personTrips, unknownPeople } = counts[figure.counts.direction]
        return delegations + personTrips + unknownPeople > 0
      })
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([year, counts]) => ({ figure, year, counts }))
  })
  if (!lines.length) return null
  return {
    id: 'covered',
    name: 'Sổ đã ghi theo năm',
    title: 'Sổ đã ghi trong kỳ của số liệu đã công bố, theo năm',
    isWide: false,
    ...(yield* tableOf(coveredColumns, lines.slice(0, most))),
    note: `Từng đoàn của mỗi năm: phụ lục báo cáo năm ấy. Không cộng vào số liệu đã công bố. ${asOfTold()}`,
    more: Math.max(0, lines.length - most),
  }
}
