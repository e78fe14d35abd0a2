import { type BothWays, countPartners, together } from '../counting.ts'
import type { Db } from '../db/open.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { Block, Run, Words } from '../paper/paper.ts'
import { partnersById } from '../partners/queries.ts'
import type { SubjectRow } from '../totals/by-subject.ts'
import { totalsAt } from '../totals/filters.ts'
import type { Message } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { countedBy, countedTable } from './counted.ts'
import { type Caption, type Figures, type Lines } from './figures.ts'
import { purposesInShort } from './in-short.ts'
import { labels, subjects } from './labels.ts'
import { partnerNames } from './partner-names.ts'
import { inCell, said } from './wording.ts'
import { surplusNotes } from './surplus.ts'
import { bothDirections, madeWords } from './visits.ts'

// The period by country, by partner and by what visits were for.

/** Rows of a table at most: of a longer one, those of most delegations. */
const SHOWN = 30

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
  const { rows, totals, total } = countedTable(db, by, asked.counted)
  if (!rows.length) return []
  const shown = rows.slice(0, SHOWN)
  const nameOf = by === 'partner' ? partnerNames(db) : undefined
  const called = ({ key, name }: SubjectRow) => nameOf?.get(Number(key)) ?? name
  const cells = (row: SubjectRow) =>
    bothDirections.flatMap((direction) => {
      const name = `${by}.${row.key || 'none'}.${direction}`
      const of = { ...row.visits, direction: [direction] as [Direction] }
      const lines = { where: { [by]: [row.key ? called(row) : ''] } }
      const counts = row.counts[direction]
      const { delegations, personTrips } = figures.visits(name, [called(row)], counts, of, lines)
      const persons = figures.persons(name, [called(row)], row.persons?.[direction], counts, of, lines)
      return [delegations, personTrips, persons].map(inCell)
    })
  const column = (heading: string) => ({ heading, width: 14, align: 'end' as const })
  const table: Block = {
    kind: 'table',
    caption: caption(captions[by]),
    columns: [
      { heading: headings[by], width: 42 },
      ...bothDirections.flatMap(() => ['Đoàn', 'Lượt người', 'Số người'].map(column)),
    ],
    groups: [
      { heading: '', span: 1 },
      { heading: 'Đoàn ra', span: 3 },
      { heading: 'Đoàn vào', span: 3 },
    ],
    rows: shown.map((row) => [
      row.href ? [{ text: called(row), href: row.href }] : called(row),
      ...cells(row),
    ]),
    total: [
      { words: 'TỔNG CỘNG' },
      ...bothDirections
        .flatMap((direction) => [
          figures.known.get(`${direction}.delegations`)!,
          figures.known.get(`${direction}.personTrips`)!,
          figures.persons(direction, [], total.persons?.[direction], total.counts[direction], {
            direction: [direction],
          }),
        ])
        .map((figure) => ({ words: inCell(figure) })),
    ],
  }
  const notes: Words[] = surplusNotes(figures, {
    by,
    totals,
    rows: shown.map(({ key }) => `${by}.${key || 'none'}`),
    isWhole: rows.length <= SHOWN,
  })
  const left = rows.length - shown.length
  if (left) {
    const text = `Bảng ghi ${SHOWN} ${others[by]} nhiều đoàn nhất; còn ${left} ${others[by]} nữa. Dòng tổng là của tất cả.`
    notes.unshift(text)
  }
  return [table, ...[...notes, ...personsNotes([table])].map((text): Block => ({ kind: 'note', text }))]
}

/** What “≥” and “–” of people mean, under a table that says them (C3). */
export function personsNotes(tables: Block[]): string[] {
  const isPartial = tables.some(
    (block) =>
      block.kind === 'table' &&
      block.rows.some((row) =>
        row.some((words) => typeof words !== 'string' && words.some(isPartialPersons)),
      ),
  )
  return isPartial
    ? ['Số người: người khác nhau trong danh sách đã ghi; “≥”: danh sách chưa đủ; “–”: chưa có danh sách.']
    : []
}

const isPartialPersons = ({ figure, text }: Run) => figure?.endsWith('.persons') && !/^[\d.]+$/.test(text)

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
          madeOf: { annexes: ['partners'], counts: 'lines', column: 'number', where: { country: 'any' } },
        }),
        countries: figures.add({
          name: 'partners.countries',
          label: { text: labels.partnerCountries },
          value: countries,
          href,
          madeOf: { annexes: ['partners'], counts: 'different', column: 'country', where: {} },
        }),
      }),
    },
  ]
}

/** Bodies of no one country, each with what was exchanged with it. */
export function multilateralBlocks(db: Db, asked: AskedReport, figures: Figures): Block[] {
  const known = partnersById(db)
  const names = partnerNames(db)
  const items = [...countedBy(db, 'partner', asked.counted).rows]
    .flatMap(([key, counts]) => {
      const partner = known.get(Number(key))
      return partner?.country === null ? [{ partner, counts }] : []
    })
    .toSorted((one, other) => together(other.counts).delegations - together(one.counts).delegations)
    .map(({ partner, counts }): Run[] => [
      { text: names.get(partner.id)!, href: `/partners/${partner.id}` },
      { text: ': ' },
      ...bothTold(
        counts,
        figures,
        `multilateral.${partner.id}`,
        [subjects.multilateral, names.get(partner.id)!],
        { partner: [partner.id] },
        { where: { partner: [names.get(partner.id)!] } },
      ),
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
  const words = bothTold(
    counts,
    figures,
    `purpose.${kind}`,
    [subjects[kind]],
    { purpose: [kind] },
    { where: { purpose: [purposesInShort[kind]] } },
  )
  return [{ kind: 'paragraph', words: [{ text: opening }, ...words, { text: '.' }] }]
}

function bothTold(
  counts: BothWays,
  figures: Figures,
  name: string,
  called: (string | Message)[],
  row: SubjectRow['visits'],
  lines: Lines,
): Run[] {
  return bothDirections
    .map((direction) =>
      madeWords(
        direction,
        figures.visits(
          `${name}.${direction}`,
          called,
          counts[direction],
          { ...row, direction: [direction] },
          lines,
        ),
      ),
    )
    .filter((words) => words.length > 0)
    .flatMap((words, index) => (index ? [{ text: ', ' }, ...words] : words))
}
