import { type Grouping, groupings } from '../counting.ts'
import { highestWithin, lowestWithin, writeDate } from '../dates.ts'
import { type DelegationFilters, scopes, visitsAt } from '../delegations/filters.ts'
import type { Db } from '../db/open.ts'
import { findOwnUnit, unitTitleOf, unitTitle } from '../units/queries.ts'
import type { Language, Speech } from '../web/language.ts'
import { changed, type Chip, chip, id, type Ignored, oneOf, period } from '../web/listing.ts'

/** What the columns of the chart measure. */
export const chartUnits = { delegations: 'Số đoàn', personTrips: 'Lượt người' } as const
export type ChartUnit = keyof typeof chartUnits

export const subjectSorts = {
  size: 'Nhiều đoàn trước',
  name: 'Theo tên',
  outbound: 'Nhiều đoàn ra trước',
  inbound: 'Nhiều đoàn vào trước',
  balance: 'Chênh lệch nhiều trước',
  last: 'Mới trao đổi trước',
} as const
export type SubjectSort = keyof typeof subjectSorts

const [from, to] = period()

/** What the address of the totals may ask. */
export const totalsFilters = {
  by: oneOf(groupings),
  from,
  to,
  scope: oneOf(scopes),
  unit: id,
  count: oneOf(chartUnits),
  sort: oneOf(subjectSorts),
  opening: oneOf({ add: 'Cộng với số ghi sau kỳ' }),
  page: id,
}

export type TotalsFilters = {
  [Name in keyof typeof totalsFilters]: NonNullable<ReturnType<(typeof totalsFilters)[Name]>>[]
}

export const PATH = '/totals'

/** The totals' own address with some of its filters changed. */
export const totalsAt = (asked: TotalsFilters, changes: Partial<TotalsFilters>) =>
  changed(PATH, asked, changes)

/**
 * The address of exactly the visits that a figure counted: those of the asked period and units, and of its `row`. A
 * row that is a period of its own names the asked one only where that cuts it.
 */
export function listOf(
  asked: Pick<TotalsFilters, 'from' | 'to' | 'scope' | 'unit'>,
  row: Partial<DelegationFilters>,
) {
  // A unit is its own scope.
  const unit = row.unit ?? asked.unit
  const scope = unit.length ? [] : asked.scope.filter((scope) => scope === 'all')
  const [start, end] = row.year ? [row.year[0], row.year[0]] : [row.from?.[0], row.to?.[0]]
  const cutsStart = (from: string) => start === undefined || lowestWithin(from) > lowestWithin(start)
  const cutsEnd = (to: string) => end === undefined || highestWithin(to).below < highestWithin(end).below
  return visitsAt({
    ...row,
    unit,
    scope,
    from: [...(row.from ?? []), ...asked.from.filter(cutsStart)],
    to: [...(row.to ?? []), ...asked.to.filter(cutsEnd)],
  })
}

/** What was asked, and what of it is left aside: units nobody knows. */
export function understood<Asked extends Pick<TotalsFilters, 'unit'>>(
  { filters, ignored }: { filters: Asked; ignored: Ignored[] },
  units: { id: number }[],
): { asked: Asked; ignored: Ignored[] } {
  const known = new Set(units.map(({ id }) => id))
  const strange = filters.unit.filter((unit) => !known.has(unit))
  return {
    asked: { ...filters, unit: filters.unit.filter((unit) => known.has(unit)) },
    ignored: [...ignored, ...strange.map((unit) => ({ name: 'unit', value: String(unit) }))],
  }
}

/** What the totals may be read by, each with its address. */
export function tabsOf(asked: TotalsFilters, by: Grouping) {
  const names = Object.keys(groupings) as Grouping[]
  return names.map((name) => ({
    name,
    words: groupings[name],
    isCurrent: name === by,
    href: totalsAt(asked, {
      by: name === 'year' ? [] : [name],
      // Own totals by unit would be a single row.
      ...(name === 'unit' && !asked.unit.length && { scope: ['all' as const] }),
      ...(name !== 'unit' && by === 'unit' && { scope: [] }),
      sort: [],
      opening: [],
    }),
  }))
}

/** What figures hold, as sheets and paper say it: the own body where no other units are asked, then what the chips say. */
export function askedInWords(
  db: Db,
  asked: Pick<TotalsFilters, 'unit' | 'scope'>,
  chips: Chip[],
  { language, say }: Speech,
): string[] {
  const own = asked.unit.length || asked.scope.includes('all') ? undefined : findOwnUnit(db)
  return [...(own ? [unitTitle(own, language)] : []), ...chips.map(({ words }) => say(words))]
}

/** Period and units as they are asked, each with the address without it. */
export function chipsOf(db: Db, asked: TotalsFilters, language: Language): Chip[] {
  const { from, to, unit, scope } = asked
  return [
    ...from.map((date) =>
      chip('Từ {date}', totalsAt(asked, { from: from.filter((other) => other !== date) }), {
        date: writeDate(date),
      }),
    ),
    ...to.map((date) =>
      chip('Đến {date}', totalsAt(asked, { to: to.filter((other) => other !== date) }), {
        date: writeDate(date),
      }),
    ),
    ...unit.map((id) =>
      chip('{name}', totalsAt(asked, { unit: unit.filter((other) => other !== id) }), {
        name: unitTitleOf(db, id, language),
      }),
    ),
    ...(scope.includes('all') ? [chip('Toàn hệ thống', totalsAt(asked, { scope: [] }))] : []),
  ]
}
