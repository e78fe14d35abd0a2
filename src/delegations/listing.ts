import { countInRows, type Listed, together } from '../counting.ts'
import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { writeDate } from '../dates.ts'
import { followedWords } from '../partners/listing.ts'
import { unitTitleOf } from '../units/queries.ts'
import type { Language, Message } from '../web/language.ts'
import { changed, type Chip, chip } from '../web/listing.ts'
import { directions, purposeKinds, statuses } from './delegation.ts'
import {
  asAsked,
  counted,
  coverageFilters,
  type DelegationFilters,
  leftOut,
  outcomes,
  reportFilters,
  severals,
  type Sort,
  startsKnownTo,
} from './filters.ts'

const PATH = '/delegations'

/** The direction tabs with how many rows each lists, all other filters kept. */
export function tabsOf(filters: DelegationFilters, everyDirection: Listed) {
  const at = (direction: DelegationFilters['direction']) => changed(PATH, asAsked(filters), { direction })
  const current = filters.direction.length === 1 ? filters.direction[0] : undefined
  return [
    { words: 'Tất cả', icon: null, href: at([]), rows: everyDirection.rows, isCurrent: !current },
    {
      words: directions.outbound,
      icon: 'ra',
      href: at(['outbound']),
      rows: everyDirection.rowsOutbound,
      isCurrent: current === 'outbound',
    },
    {
      words: directions.inbound,
      icon: 'vao',
      href: at(['inbound']),
      rows: everyDirection.rowsInbound,
      isCurrent: current === 'inbound',
    },
  ]
}

/** What the list is filtered by, each with the address without it. */
export function chipsOf(db: Db, filters: DelegationFilters, language: Language): Chip[] {
  const asked = asAsked(filters)
  const chips: Chip[] = []
  const each = <Name extends keyof DelegationFilters>(
    name: Name,
    say: (value: DelegationFilters[Name][number]) => Message,
  ) => {
    const values = filters[name] as DelegationFilters[Name][number][]
    for (const value of values) {
      const without = changed(PATH, asked, { [name]: values.filter((other) => other !== value) })
      const { text, gaps } = say(value)
      chips.push(chip(text, without, gaps))
    }
  }
  each('q', (q) => ({ text: 'Có chữ “{words}”', gaps: { words: q } }))
  each('direction', (direction) => ({ text: directions[direction] }))
  each('year', (year) => ({ text: 'Năm {year}', gaps: { year } }))
  each('from', (from) => ({ text: 'Từ {date}', gaps: { date: writeDate(from) } }))
  each('to', (to) => ({ text: 'Đến {date}', gaps: { date: writeDate(to) } }))
  each('country', (iso2) =>
    iso2 === 'none'
      ? { text: 'Chưa ghi nước' }
      : { text: '{name}', gaps: { name: countryName(iso2, language) } },
  )
  each('partner', (partner) =>
    partner === 'none' ? { text: 'Chưa ghi đối tác' } : followedWords(db, partner, language),
  )
  each('status', (status) => ({ text: statuses[status] }))
  each('purpose', (purpose) => ({ text: purpose === 'none' ? 'Chưa phân loại' : purposeKinds[purpose] }))
  each('unit', (unit) => ({ text: '{name}', gaps: { name: unitTitleOf(db, unit, language) } }))
  each('scope', (scope) => ({ text: scope === 'all' ? 'Toàn hệ thống' : 'Cơ quan Trung ương Hội' }))
  each('counted', (value) => ({ text: 'Chỉ {what}', gaps: { what: { text: counted[value] } } }))
  each('leftOut', (value) => ({ text: 'Chỉ {what}', gaps: { what: { text: leftOut[value] } } }))
  each('report', (value) => ({ text: reportFilters[value] }))
  each('outcome', (value) => ({ text: outcomes[value] }))
  each('coverage', (value) => ({ text: coverageFilters[value] }))
  each('several', (value) => ({ text: 'Chỉ {what}', gaps: { what: { text: severals[value] } } }))
  each('startKnownTo', (unit) => ({ text: startsKnownTo[unit] }))
  return chips
}

/** The sortable columns: where each leads, and how the list is sorted now. */
export function sortLinks(filters: DelegationFilters) {
  const sort: Sort = filters.sort[0] ?? '-startsOn'
  const columns = ['code', 'startsOn', 'title', 'headCount', 'status'] as const
  const links = columns.map((column) => {
    const isCurrent = sort.replace('-', '') === column
    const isDescending = sort.startsWith('-')
    // A first click sorts dates and people from the largest, words from the first.
    const first: Sort = column === 'startsOn' || column === 'headCount' ? `-${column}` : column
    const turned: Sort = isDescending ? column : `-${column}`
    return [
      column,
      {
        href: changed(PATH, asAsked(filters), { sort: [isCurrent ? turned : first] }),
        direction: isCurrent ? (isDescending ? 'descending' : 'ascending') : null,
      },
    ] as const
  })
  return Object.fromEntries(links) as Record<
    (typeof columns)[number],
    { href: string; direction: string | null }
  >
}

/** Rows of a list that are in no figure, and why (C10, C11): "thêm 4 đoàn chưa đi, không tính". */
export function uncountedWords({ uncounted }: Listed): Message[] {
  const words: [keyof Listed['uncounted'], string][] = [
    ['ahead', '{count} đoàn chưa đi'],
    ['postponed', '{count} đoàn hoãn'],
    ['cancelled', '{count} đoàn hủy'],
    ['excluded', '{count} đoàn không tính'],
    ['peopleOnly', '{count} đoàn chỉ tính lượt người'],
  ]
  return words
    .filter(([why]) => uncounted[why])
    .map(([why, text]) => ({ text, gaps: { count: uncounted[why] } }))
}

/** Of visits that stand in several rows of a table: what it makes of them, as the note that leads here has it (C8). */
export function inRowsWords(db: Db, filters: DelegationFilters, listed: Listed): Message[] {
  const counter = filters.counted.includes('personTrips') ? 'personTrips' : 'delegations'
  const figures = together(listed)
  const isLeast = counter === 'personTrips' && figures.unknownPeople > 0
  const words = (number: number) => (isLeast ? { text: 'ít nhất {number}', gaps: { number } } : number)
  return filters.several.flatMap((what) => {
    const [count, sum] = [figures[counter], countInRows(db, filters, what)[counter]]
    if (sum <= count) return []
    return {
      text: inRows[what][counter],
      gaps: { count: words(count), sum: words(sum), more: words(sum - count) },
    }
  })
}

const inRows = {
  countries: {
    delegations: 'bảng theo nước ghi {count} đoàn này thành {sum}, hơn {more}',
    personTrips: 'bảng theo nước ghi {count} lượt người này thành {sum}, hơn {more}',
  },
  partners: {
    delegations: 'bảng theo đối tác ghi {count} đoàn này thành {sum}, hơn {more}',
    personTrips: 'bảng theo đối tác ghi {count} lượt người này thành {sum}, hơn {more}',
  },
} as const
