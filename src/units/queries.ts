import { asc, eq } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import { type Write, write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { cleaned, sortKey } from '../vietnamese.ts'
import type { Language } from '../web/language.ts'
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

export const unitsById = (db: Db): Map<number, UnitRow> =>
  remembered(db, 'units by id', () => new Map(listUnits(db).map((unit) => [unit.id, unit])))

/** What a unit is called in the reader's language, as far as it has a name there. */
export const unitTitle = ({ name, nameEn }: Pick<UnitRow, 'name' | 'nameEn'>, language: Language): string =>
  language === 'en' && nameEn ? nameEn : name

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
export function unitOptions(db: Db, language: Language): [string, string][] {
  return remembered(db, `unit options ${language}`, () => {
    const visiting = new Set(
      db
        .selectDistinct({ id: delegations.unitId })
        .from(delegations)
        .all()
        .map(({ id }) => id),
    )
    return listUnits(db)
      .filter(({ id, kind }) => kind !== 'other_body' || visiting.has(id))
      .map((unit): [string, string] => [String(unit.id), unitTitle(unit, language)])
  })
}

/** Makes the own body where there is none yet: every visit belongs to a unit. */
export function ensureOwnBody(db: Db, name: string) {
  if (!ownUnitIds(db).length)
    write(db, { name: 'Sổ đoàn' }, (write) => void unitNamed(write, name, 'own_body'))
}

/** The unit of a short code. */
export const unitCoded = (db: Db, code: string): number | undefined =>
  db.select({ id: units.id }).from(units).where(eq(units.code, code)).get()?.id

/** The own body, whose register this is. */
export const findOwnUnit = (db: Db): UnitRow | undefined =>
  listUnits(db).find(({ kind }) => kind === 'own_body')
