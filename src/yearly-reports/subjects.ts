import { type BothWays, countPartners, together } from '../counting.ts'
import type { Db } from '../db/open.ts'
import type { Block, Run } from '../paper/paper.ts'
import { partnersById } from '../partners/queries.ts'
import { type SubjectRow, surplusNotes } from '../totals/by-subject.ts'
import { totalsAt } from '../totals/filters.ts'
import { type Message, speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { countedBy, countedTable } from './counted.ts'
import { type Caption, type Figures } from './figures.ts'
import { labels, subjects } from './labels.ts'
import { inCell, said } from './wording.ts'
import { madeWords } from './visits.ts'

// The period by country, by partner and by what visits were for.

/** Rows of a table at most: of a longer one, those of most delegations. */
const SHOWN = 30

const speech = speechOf('vi')
const headings = { country: 'Nước', partner: 'Đối tác' } as const
const captions = { country: 'Đoàn ra, đoàn vào theo nước', partner: 'Đoàn ra, đoàn vào theo đối tác' }
const others = { country: 'nước', partner: 'đối tác' }

/** A table by country or partner, its distinct total, and why its columns add up to more (C8). */
export function tableBy(
  db: Db,
  by: 'country' | 'partner',
  asked: AskedReport,
  figures: Figures,
  caption: Caption,
): Block[] {
  const { rows, totals } = countedTable(db, by, asked.counted)
  if (!rows.length) return []
  const shown = rows.slice(0, SHOWN)
  const cells = (name: string, subject: string, counts: BothWays, visits: SubjectRow['visits']) =>
    (['outbound', 'inbound'] as const).flatMap((direction) => {
      const { delegations, personTrips } = figures.visits(
        `${name}.${direction}`,
        [subject],
        counts[direction],
        { ...visits, direction: [direction] },
      )
      return [inCell(delegations), inCell(personTrips)]
    })
  const column = (heading: string) => ({ heading, width: 14, align: 'end' as const })
  const table: Block = {
    kind: 'table',
    caption: caption(captions[by]),
    columns: [
      { heading: headings[by], width: 44 },
      ...['Đoàn', 'Lượt người', 'Đoàn', 'Lượt người'].map(column),
    ],
    groups: [
      { heading: '', span: 1 },
      { heading: 'Đoàn ra', span: 2 },
      { heading: 'Đoàn vào', span: 2 },
    ],
    rows: shown.map((row) => [
      row.href ? [{ text: row.name, href: row.href }] : row.name,
      ...cells(`${by}.${row.key || 'none'}`, row.name, row.counts, row.visits),
    ]),
    total: [
      { words: 'TỔNG CỘNG' },
      ...(['outbound', 'inbound'] as const).flatMap((direction) =>
        (['delegations', 'personTrips'] as const).map((counter) => ({
          words: inCell(figures.known.get(`${direction}.${counter}`)!),
        })),
      ),
    ],
  }
  const notes = surplusNotes(by, totals, speech)
  const left = rows.length - shown.length
  if (left) {
    const text = `Bảng ghi ${SHOWN} ${others[by]} nhiều đoàn nhất; còn ${left} ${others[by]} nữa. Dòng tổng là của tất cả.`
    notes.unshift(text)
  }
  return [table, ...notes.map((text): Block => ({ kind: 'note', text }))]
}

/** C18: organisations of countries, their countries, multilateral bodies: three figures, never added. */
export function partnerBlocks(db: Db, asked: AskedReport, figures: Figures): Block[] {
  const known = partnersById(db)
  const partners = [...countedBy(db, 'partner', asked.counted).rows].flatMap(([key, counts]) =>
    together(counts).delegations > 0 ? (known.get(Number(key)) ?? []) : [],
  )
  if (!partners.length) return []
  const { organisations, countries } = countPartners(partners)
  if (!organisations) return []
  const href = totalsAt(asked.counted, { by: ['partner'] })
  return [
    {
      kind: 'paragraph',
      words: said('Trong kỳ có trao đổi với {organisations} tổ chức của {countries} nước.', {
        organisations: figures.add({
          name: 'partners.organisations',
          label: { text: labels.partnerOrganisations },
          value: organisations,
          href,
        }),
        countries: figures.add({
          name: 'partners.countries',
          label: { text: labels.partnerCountries },
          value: countries,
          href,
        }),
      }),
    },
  ]
}

/** Bodies of no one country, each with what was exchanged with it. */
export function multilateralBlocks(db: Db, asked: AskedReport, figures: Figures): Block[] {
  const known = partnersById(db)
  const items = [...countedBy(db, 'partner', asked.counted).rows]
    .flatMap(([key, counts]) => {
      const partner = known.get(Number(key))
      return partner?.country === null ? [{ partner, counts }] : []
    })
    .toSorted((one, other) => together(other.counts).delegations - together(one.counts).delegations)
    .map(({ partner, counts }): Run[] => [
      { text: partner.name, href: `/partners/${partner.id}` },
      { text: ': ' },
      ...bothTold(counts, asked, figures, `multilateral.${partner.id}`, partner.name, {
        partner: [partner.id],
      }),
    ])
  return items.length ? [{ kind: 'list', items }] : []
}

/** What was counted of one kind of purpose: "cử 3 đoàn ra với 12 lượt người, đón 2 đoàn vào…". */
export function purposeBlocks(
  db: Db,
  asked: AskedReport,
  figures: Figures,
  kind: 'conference' | 'signing' | 'training',
): Block[] {
  const counts = countedBy(db, 'purpose', asked.counted).rows.get(kind)
  if (!counts) return []
  const opening = {
    conference: 'Hội nghị, hội thảo, đại hội: ',
    signing: 'Đoàn có nội dung ký kết thỏa thuận: ',
    training: 'Đoàn bồi dưỡng, học tập, khảo sát: ',
  }[kind]
  const words = bothTold(counts, asked, figures, `purpose.${kind}`, subjects[kind], { purpose: [kind] })
  return [{ kind: 'paragraph', words: [{ text: opening }, ...words, { text: '.' }] }]
}

function bothTold(
  counts: BothWays,
  { counted }: AskedReport,
  figures: Figures,
  name: string,
  subject: string | Message,
  row: SubjectRow['visits'],
): Run[] {
  return (['outbound', 'inbound'] as const)
    .map((direction) =>
      madeWords(
        direction,
        figures.visits(
          `${name}.${direction}`,
          [subject],
          counts[direction],
          { ...row, direction: [direction] },
          counted,
        ),
      ),
    )
    .filter((words) => words.length > 0)
    .flatMap((words, index) => (index ? [{ text: ', ' }, ...words] : words))
}
