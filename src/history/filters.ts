import { readDate } from '../dates.ts'
import { type FilterKind, id } from '../web/listing.ts'
import { catalogueTables } from './catalogues.ts'
import type { HistoryFilters } from './queries.ts'

// What has a history of its own to ask for.
const recordTables = new Set([
  'delegations',
  'partners',
  'people',
  'units',
  'yearly_reports',
  ...catalogueTables,
])

const record: FilterKind<HistoryFilters['record'][number]> = (text) => {
  const [, table = '', rowId] = /^([a-z_]+)-([1-9]\d{0,14})$/.exec(text) ?? []
  return recordTables.has(table) && rowId ? { table, id: Number(rowId) } : undefined
}

/** What the address of history may ask. */
export const filterKinds = { who: (text: string) => text, record, day: readDate, before: id }

/** The filters as an address writes them. */
export const asAsked = ({ who, record, day }: HistoryFilters) => ({
  who,
  record: record.slice(0, 1).map(({ table, id }) => `${table}-${id}`),
  day,
})
