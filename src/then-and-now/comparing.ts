import { type Cell, plainOf } from '../web/export.ts'

/** A row of a list in whatever columns the list has. */
export interface Line {
  key: string | number
  /** What history tells of it by; nothing where no record of its own stands behind it. */
  records: { table: string; id: number }[]
  name: string
  href: string
  cells: Cell[]
}

/** A cell that holds something else than it held. */
export interface Field {
  column: number
  was: Cell
  is: Cell
}

export interface Comparison {
  came: Line[]
  went: Line[]
  changed: { line: Line; fields: Field[] }[]
}

/** What came into a list, what went out of it, and what changed in it, each in the list's order. */
export function compare(then: Line[], now: Line[]): Comparison {
  const before = new Map(then.map((line) => [line.key, line]))
  const after = new Set(now.map(({ key }) => key))
  return {
    came: now.filter(({ key }) => !before.has(key)),
    went: then.filter(({ key }) => !after.has(key)),
    changed: now.flatMap((line) => {
      const old = before.get(line.key)
      const fields = line.cells.flatMap((is, column): Field[] => {
        const was = old?.cells[column] ?? null
        // As they read: what no reader sees differ is no difference.
        return plainOf(was) === plainOf(is) ? [] : [{ column, was, is }]
      })
      return old && fields.length ? [{ line, fields }] : []
    }),
  }
}
