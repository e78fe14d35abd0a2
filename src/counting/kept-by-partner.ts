// Of visits that are few among all, what matters of each partner's: read once, and again only of what was written since.
import { keptByVisit } from '../db/kept-by-visit.ts'
import type { Db } from '../db/open.ts'

/** A visit with one of its partners. */
export interface OfPartner {
  id: number
  /** The partner's id. */
  key: string
  unitId: number
}

/** Visits by partner, then by their own id. */
export type ByPartner<Row> = ReadonlyMap<string, ReadonlyMap<number, Row>>

interface Kept<Row> {
  partnersOf: Map<number, string[]>
  byPartner: Map<string, Map<number, Row>>
}

export const keptByPartner = <Row extends OfPartner>(
  db: Db,
  name: string,
  read: (among: number[] | null) => Row[],
): ByPartner<Row> =>
  keptByVisit<Kept<Row>>(db, {
    name,
    asOf: null,
    anew: () => withRows({ partnersOf: new Map(), byPartner: new Map() }, read(null)),
    again(before, written) {
      for (const id of written) {
        for (const key of before.partnersOf.get(id) ?? []) before.byPartner.get(key)!.delete(id)
        before.partnersOf.delete(id)
      }
      return withRows(before, read(written))
    },
  }).byPartner

function withRows<Row extends OfPartner>(kept: Kept<Row>, rows: Row[]): Kept<Row> {
  const { partnersOf, byPartner } = kept
  for (const row of rows) {
    const { id, key } = row
    let ofPartner = byPartner.get(key)
    if (!ofPartner) byPartner.set(key, (ofPartner = new Map<number, Row>()))
    ofPartner.set(id, row)
    const partners = partnersOf.get(id)
    if (partners) partners.push(key)
    else partnersOf.set(id, [key])
  }
  return kept
}
