import { textOf, type Values } from './form.ts'

// The rows of a form as they are typed: added, taken out and moved without script, by sending the form and getting it
// back with its rows changed. Nothing is kept.

/** A button that changes rows: `add=items`, `remove=items.2`, `move=items.2.up`. */
export interface RowPress {
  deed: 'add' | 'remove' | 'move'
  /** What follows the field: the row, and which way it goes; or what is added. */
  more: string[]
}

/** The button that sent a form of these rows, where it was one that changes them. */
export function rowPressIn(body: unknown, field: string): RowPress | undefined {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Values
  for (const deed of ['add', 'remove', 'move'] as const) {
    const [name, ...more] = textOf(sent[deed]).split('.')
    if (name === field) return { deed, more }
  }
  return undefined
}

/** All rows as sent, blank ones too: adding a row must not lose the blank one above it. */
export function rowsSent(body: unknown, field: string): Values[] {
  const found = new Map<number, Values>()
  for (const [key, value] of Object.entries((body ?? {}) as Values)) {
    const [, name, index, column] = /^(\w+)\[(\d{1,4})\]\[(\w+)\]$/.exec(key) ?? []
    if (name === field && column)
      found.set(Number(index), { ...found.get(Number(index)), [column]: textOf(value) })
  }
  return [...found].toSorted(([one], [other]) => one - other).map(([, row]) => row)
}

/** The rows after that button; `blank` is the row that comes in, after the last one. */
export function rowsPressed(
  rows: Values[],
  { deed, more: [at, way] }: RowPress,
  blank: (last: Values | undefined) => Values,
): Values[] {
  if (deed === 'add') return [...rows, blank(rows.at(-1))]
  const index = Number(at)
  if (deed === 'remove') return rows.filter((_, place) => place !== index)
  const other = index + (way === 'up' ? -1 : 1)
  const [row, neighbour] = [rows[index], rows[other]]
  return row && neighbour ? rows.with(index, neighbour).with(other, row) : rows
}
