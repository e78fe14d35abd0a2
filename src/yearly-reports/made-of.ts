import { roman, type Run } from '../paper/paper.ts'
import type { Annex } from './annex.ts'

// What a figure is counted from, so that whoever has only the paper can count it again: lines of its annexes. A figure that
// was published without rows has a line of its own, with its source.

/** The lists of rows behind the figures, by name. */
export type AnnexId =
  | 'outbound'
  | 'inbound'
  | 'conferences'
  | 'partners'
  | 'coverage'
  | 'followUps'
  | 'uncounted'
  | 'earlier'
  | 'published'
  | 'covered'
  | 'units'

/** A column of an annex, by what it says. */
export type ColumnId =
  | 'number'
  | 'title'
  | 'unit'
  | 'country'
  | 'place'
  | 'partner'
  | 'purpose'
  | 'time'
  | 'personTrips'
  | 'people'
  | 'report'
  | 'plan'
  | 'coverage'
  | 'compared'
  | 'direction'
  | 'period'
  | 'why'
  | 'closed'
  | 'figure'
  | 'value'
  | 'delegations'
  | 'other'

export interface MadeOf {
  annexes: AnnexId[]
  /** How many lines have something in the column, the sum of it, or how many different entries it has. */
  counts: 'lines' | 'sum' | 'different'
  column: ColumnId
  /** Of which lines: what they say in other columns, one of these, or anything. */
  where: Partial<Record<ColumnId, string[] | 'any'>>
}

/** Several entries of one cell. */
export const SEVERAL = '; '

/** "2; 5–8": the numbers of people in a cell, in their order. */
export function numbersTold(numbers: number[]): string {
  const runs: [number, number][] = []
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last && number <= last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(SEVERAL)
}

/** Where the rows of some figures stand: "Phụ lục I, cột 1 và 9; Phụ lục IV, cột 1"; nothing of those that have none. */
export function annexesTold(madeOf: MadeOf[], annexes: Annex[]): Run[] {
  const columns = new Map<AnnexId, Set<number>>()
  for (const one of madeOf) {
    for (const id of one.annexes) {
      const annex = annexes.find((annex) => annex.id === id)
      if (!annex) continue
      const named = columns.get(id) ?? new Set()
      columns.set(id, named)
      for (const column of [one.column, ...(Object.keys(one.where) as ColumnId[])]) {
        const at = annex.columns?.indexOf(column) ?? -1
        if (at >= 0) named.add(at + 1)
      }
    }
  }
  // Annexes of which the same columns are meant are named together.
  const told = annexes.flatMap(({ id }, index) => {
    const named = columns.get(id)
    return named
      ? [{ id, name: nameOf(index, annexes.length), at: listed([...named].toSorted((a, b) => a - b)) }]
      : []
  })
  return [...Map.groupBy(told, ({ at }) => at)].flatMap(([at, alike], group): Run[] => [
    { text: group ? '; ' : '' },
    { text: 'Phụ lục ' },
    ...alike.flatMap(({ id, name }, index): Run[] => [
      { text: index ? (index === alike.length - 1 ? ' và ' : ', ') : '' },
      { text: name, href: `#${id}` },
    ]),
    { text: `, cột ${at}` },
  ])
}

const nameOf = (index: number, count: number) => (count > 1 ? roman(index + 1) : 'kèm theo')

const listed = (numbers: number[]) =>
  numbers.length > 1 ? `${numbers.slice(0, -1).join(', ')} và ${numbers.at(-1)}` : String(numbers[0])
