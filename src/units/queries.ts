import { asc, eq } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import { type Write, write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { cleaned, sortKey } from '../vietnamese.ts'
import { units } from './unit.ts'

export interface UnitRow {
  id: number
  name: string
  nameEn: string | null
  kind: typeof units.$inferSelect.kind
}

/** Every unit, the own body first, then by name. */
export function listUnits(db: Db): UnitRow[] {
  return remembered(db, 'units', () =>
    prepared(db, 'units', () =>
      db
        .select({ id: units.id, name: units.name, nameEn: units.nameEn, kind: units.kind })
        .from(units)
        .orderBy(asc(units.sortKey))
        .prepare(),
    )
      .all()
      .toSorted((one, other) => Number(other.kind === 'own_body') - Number(one.kind === 'own_body')),
  )
}

/** The units whose visits are the house's own (C12). */
export function ownUnitIds(db: Db): number[] {
  return listUnits(db)
    .filter(({ kind }) => kind === 'own_body')
    .map(({ id }) => id)
}

/** The unit of this name, or a new one of this kind. */
export function unitNamed(write: Write, name: string, kind: UnitRow['kind']): number {
  const clean = cleaned(name)
  const known = write.db.select({ id: units.id }).from(units).where(eq(units.name, clean)).get()
  return known?.id ?? write.insert(units, { name: clean, kind, sortKey: sortKey(clean) })
}

/**
 * The units a visit may be of, to choose from: the house's own, and other bodies whose visits are recorded here. A
 * body that only published a figure is not offered.
 */
export function unitOptions(db: Db): [string, string][] {
  return remembered(db, 'unit options', () => {
    const visiting = new Set(
      db
        .selectDistinct({ id: delegations.unitId })
        .from(delegations)
        .all()
        .map(({ id }) => id),
    )
    return listUnits(db)
      .filter(({ id, kind }) => kind !== 'other_body' || visiting.has(id))
      .map(({ id, name }): [string, string] => [String(id), name])
  })
}

/** Makes the own body where there is none yet: every visit belongs to a unit. */
export function ensureOwnBody(db: Db, name: string) {
  if (!ownUnitIds(db).length)
    write(db, { name: 'Sổ đoàn' }, (write) => void unitNamed(write, name, 'own_body'))
}

/** What the house calls itself today. */
export const findOwnName = (db: Db): string =>
  listUnits(db).find(({ kind }) => kind === 'own_body')?.name ?? 'Sổ đoàn'
