import { countryName } from '../countries/names.ts'
import { daysBetween, isBefore, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { findDelegation } from '../delegations/queries.ts'
import { partnerTitle } from '../partners/partner.ts'
import { followedWords } from '../partners/listing.ts'
import { SOON } from '../today/attention.ts'
import { unitTitleOf, unitOptions } from '../units/queries.ts'
import type { Language, Message } from '../web/language.ts'
import { addressOf, changed, type Chip, chip, type Ignored } from '../web/listing.ts'
import {
  asAsked,
  askingFor,
  dues,
  type FollowUpFilters,
  followUpStates,
  listNames,
  sortOf,
  stateOf,
} from './filters.ts'
import { followUpOutcomes, followUpSides } from './follow-up.ts'
import { countFollowUps, type FollowUp, type FollowUpCounts, listFollowUps } from './queries.ts'

const PATH = '/follow-ups'
const IN_FORM = new Set(['side', 'due', 'unit', 'who'])

/** The list as its page shows it: what is asked, how many there are, its rows, and where one goes from there. */
export function listPage(
  db: Db,
  filters: FollowUpFilters,
  ignored: Ignored[],
  language: Language,
  today: string,
) {
  const asked = asAsked(filters)
  const { rows, previous, next } = listFollowUps(db, filters)
  const counts = countFollowUps(db, filters)
  const every = countFollowUps(db, { ...filters, state: ['all'], due: [] })
  const link = (cursor: string | null) => cursor && changed(PATH, asked, { page: [cursor] })
  const kept = Object.entries({ ...asked, page: [] }).filter(([name]) => !IN_FORM.has(name))
  return {
    asOf: today,
    ignored,
    filters,
    state: stateOf(filters),
    tabs: tabsOf(filters, every),
    figures: figuresOf(filters, counts),
    count: counts.open + counts.closed,
    rows: rows.map((row) => drawn(row, language, today)),
    sorting: sortLinks(filters),
    pages: {
      first: filters.page.length ? changed(PATH, asked, {}) : null,
      previous: link(previous),
      next: link(next),
    },
    chips: chipsOf(db, filters, language),
    all: changed(PATH, asAsked(askingFor({ state: filters.state, sort: filters.sort })), {}),
    kept: kept.flatMap(([name, values]) => values.map((value) => [name, String(value)])),
    sides: followUpSides,
    dues,
    units: unitOptions(db, language),
    names: listNames(db).slice(0, 200),
    isRegisterEmpty: countsNothing(countFollowUps(db, askingFor({ state: ['all'] }))),
    downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
      ending,
      href: addressOf(`${PATH}.${ending}`, { ...asked, page: [] }),
    })),
  }
}

const countsNothing = ({ open, closed }: FollowUpCounts) => open + closed === 0

/** A follow-up as a page draws it: whom it concerns by name, and how it stands today. */
export const drawn = <Row extends FollowUp>(row: Row, language: Language, today: string) => ({
  ...row,
  partners: row.partners.map((partner) => ({ id: partner.id, title: partnerTitle(partner, language) })),
  sideWords: followUpSides[row.side],
  outcomeWords: row.outcome && followUpOutcomes[row.outcome],
  daysLate: daysBetween(row.dueOn, today),
  isLate: row.outcome === null && isBefore(row.dueOn, today),
  isSoon: row.outcome === null && row.dueOn >= today && daysBetween(row.dueOn, today) >= -SOON,
})
export type DrawnFollowUp = ReturnType<typeof drawn>

function tabsOf(filters: FollowUpFilters, { open, closed }: FollowUpCounts) {
  const counts = { open, closed, all: open + closed }
  return (['open', 'closed', 'all'] as const).map((state) => ({
    words: followUpStates[state],
    href: changed(PATH, asAsked({ ...filters, due: state === 'open' ? filters.due : [], sort: [] }), {
      state: state === 'open' ? [] : [state],
    }),
    count: counts[state],
    isCurrent: stateOf(filters) === state,
  }))
}

/** The line above the rows. */
export function figuresOf(filters: FollowUpFilters, counts: FollowUpCounts): Message[] {
  const { open, closed, ours, theirs, overdue } = counts
  const ofOpen: Message[] = [
    { text: '{count} việc còn mở', gaps: { count: open } },
    { text: '{ours} bên ta, {theirs} phía bạn', gaps: { ours, theirs } },
    ...(overdue ? [{ text: '{count} việc quá hạn', gaps: { count: overdue } }] : []),
  ]
  const ofClosed: Message[] = [{ text: '{count} việc đã đóng', gaps: { count: closed } }]
  return { open: ofOpen, closed: ofClosed, all: [...ofOpen, ...ofClosed] }[stateOf(filters)]
}

/** What the list is filtered by, each with the address without it. */
export function chipsOf(db: Db, filters: FollowUpFilters, language: Language): Chip[] {
  const chips: Chip[] = []
  const each = <Name extends keyof FollowUpFilters>(
    name: Name,
    say: (value: FollowUpFilters[Name][number]) => Message,
  ) => {
    const values = filters[name] as FollowUpFilters[Name][number][]
    for (const value of values) {
      const without = changed(PATH, asAsked(filters), { [name]: values.filter((other) => other !== value) })
      const { text, gaps } = say(value)
      chips.push(chip(text, without, gaps))
    }
  }
  const named = (name: string): Message => ({ text: '{name}', gaps: { name } })
  each('side', (side) => ({ text: followUpSides[side] }))
  each('outcome', (outcome) => ({ text: followUpOutcomes[outcome] }))
  each('due', (due) => ({ text: dues[due] }))
  each('from', (date) => ({ text: 'Hạn từ {date}', gaps: { date: writeDate(date) } }))
  each('to', (date) => ({ text: 'Hạn đến {date}', gaps: { date: writeDate(date) } }))
  each('agreedFrom', (date) => ({ text: 'Của đoàn bắt đầu từ {date}', gaps: { date: writeDate(date) } }))
  each('agreedTo', (date) => ({ text: 'Của đoàn bắt đầu đến {date}', gaps: { date: writeDate(date) } }))
  each('direction', (direction) => ({ text: directions[direction] }))
  each('partner', (partner) => followedWords(db, partner, language))
  each('country', (iso2) => named(countryName(iso2, language)))
  each('unit', (unit) => named(unitTitleOf(db, unit, language)))
  each('delegation', (visit) => named(findDelegation(db, visit)?.code ?? String(visit)))
  each('who', (words) => ({ text: 'Đầu mối hoặc người phụ trách có chữ “{words}”', gaps: { words } }))
  return chips
}

/** The sortable columns: where each leads, and how the list is sorted now. */
function sortLinks(filters: FollowUpFilters) {
  const sort = sortOf(filters)
  const link = (column: 'dueOn' | 'closedOn') => {
    const isCurrent = sort.replace('-', '') === column
    const first = column === 'dueOn' ? ('dueOn' as const) : ('-closedOn' as const)
    const turned = sort.startsWith('-') ? column : (`-${column}` as const)
    return {
      href: changed(PATH, asAsked(filters), { sort: [isCurrent ? turned : first] }),
      direction: isCurrent ? (sort.startsWith('-') ? 'descending' : 'ascending') : null,
    }
  }
  return { dueOn: link('dueOn'), closedOn: link('closedOn') }
}
