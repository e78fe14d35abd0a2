import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { scopes } from '../delegations/filters.ts'
import { understood } from '../totals/filters.ts'
import { listUnits, unitTitleOf } from '../units/queries.ts'
import type { Language } from '../web/language.ts'
import {
  type Asked,
  changed,
  type Chip,
  chip,
  cursor,
  id,
  oneOf,
  period,
  type Query,
  readCursor,
  readFilters,
  withOneOfEach,
  writeCursor,
} from '../web/listing.ts'
import { type Kind, kinds, severities, severityOf } from './contradiction.ts'
import type { Found } from './found.ts'
import { type Contradictions, contradictionsIn, DESK_PATH } from './queries.ts'

export const states = { open: 'Còn mở', accepted: 'Đã chấp nhận', all: 'Tất cả' } as const

const [from, to] = period()

/** What the address of the desk may ask. */
export const deskFilters = {
  kind: oneOf(kinds),
  severity: oneOf(severities),
  state: oneOf(states),
  from,
  to,
  unit: id,
  scope: oneOf(scopes),
  page: cursor,
}

export type DeskFilters = {
  [Name in keyof typeof deskFilters]: NonNullable<ReturnType<(typeof deskFilters)[Name]>>[]
}

/** What an address asks, as totals understand it; what it says was just done, and where, is no filter. */
export function readDeskFilters(
  db: Db,
  { saved: _saved, act: _act, done: _done, next: _next, ...query }: Query,
) {
  const { asked, ignored } = understood(readFilters(deskFilters, query), listUnits(db))
  return withOneOfEach({ filters: asked, ignored }, ['state', 'scope', 'page'])
}

export const asAsked = (filters: DeskFilters): Asked => filters

export const stateOf = ({ state }: Pick<DeskFilters, 'state'>) => state[0] ?? 'open'

/** The rows that the filters mean, on whatever page: by kind, of each kind the open ones first. */
export const rowsAsked = (db: Db, filters: DeskFilters): Found[] =>
  rowsAmong(contradictionsIn(db, filters), filters)

/** The same among those of the period and the units that are asked for. */
export function rowsAmong({ open, accepted }: Contradictions, filters: DeskFilters): Found[] {
  const asked = (rows: Found[]) =>
    filters.kind.length || filters.severity.length
      ? rows.filter(({ kind }) => isKindAsked(filters)(kind))
      : rows
  if (stateOf(filters) !== 'all') return asked(stateOf(filters) === 'open' ? open : accepted)
  const byKind = Map.groupBy(asked([...open, ...accepted]), ({ kind }) => kind)
  return valuesOf(kinds).flatMap((kind) => byKind.get(kind) ?? [])
}

export const isKindAsked =
  ({ kind, severity }: Pick<DeskFilters, 'kind' | 'severity'>) =>
  (one: Kind): boolean =>
    (!kind.length || kind.includes(one)) && (!severity.length || severity.includes(severityOf[one]))

export const A_PAGE = 50

/** One page of the rows, and where the next begins: after the last one, or in its place where that is gone. */
export function pageOf(rows: Found[], { page }: DeskFilters, size = A_PAGE) {
  const at = readCursor(page[0])
  const known = at ? rows.findIndex(({ key }) => key === at.value) : -1
  const from = at ? (known < 0 ? at.id : known + 1) : 0
  const shown = rows.slice(from, from + size)
  const last = shown.at(-1)
  const hasNext = last !== undefined && from + size < rows.length
  return { shown, next: hasNext ? writeCursor({ side: 'after', value: last.key, id: from + size }) : null }
}

/** What the list is filtered by, each with the address without it. */
export function chipsOf(db: Db, filters: DeskFilters, language: Language): Chip[] {
  const without = (name: keyof DeskFilters, value: string | number) =>
    changed(DESK_PATH, asAsked(filters), {
      [name]: (filters[name] as (string | number)[]).filter((other) => other !== value),
    })
  return [
    ...filters.severity.map((value) => chip(severities[value], without('severity', value))),
    ...filters.kind.map((value) => chip(kinds[value], without('kind', value))),
    ...filters.from.map((date) => chip('Từ {date}', without('from', date), { date: writeDate(date) })),
    ...filters.to.map((date) => chip('Đến {date}', without('to', date), { date: writeDate(date) })),
    ...filters.unit.map((id) => chip('{name}', without('unit', id), { name: unitTitleOf(db, id, language) })),
    ...(filters.scope.includes('all') ? [chip(scopes.all, without('scope', 'all'))] : []),
  ]
}
