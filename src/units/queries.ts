import { asc, eq, sql } from 'drizzle-orm'
import { mayLieIn, type PartialDate, type Period, today, writeDate } from '../dates.ts'
import { type Db, prepared, remembered, rememberedCatalogue } from '../db/open.ts'
import { type Write, write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import {
  inTime,
  type Name,
  nameAt,
  type Names,
  outgoingName,
  saveFormerNames,
  titleOf,
  type RenamingInput,
} from '../former-names.ts'
import { openingFigures } from '../opening-figures/opening-figure.ts'
import { cleaned, sortKey } from '../vietnamese.ts'
import { type Language, speechOf } from '../web/language.ts'
import type { UnitInput } from './form.ts'
import { unitNames, units } from './unit.ts'

/** A unit under the name it has today. */
export interface UnitRow extends Name, Period {
  id: number
  code: string | null
  kind: typeof units.$inferSelect.kind
  parentId: number | null
  /** Its newest name, which may not hold yet, and the ones before. */
  names: Names
}

/** Every unit, the own body first, then by name. */
export function listUnits(db: Db): UnitRow[] {
  const day = today()
  return rememberedCatalogue(db, `units ${day}`, () => {
    const former = Map.groupBy(listFormerNames(db), ({ unitId }) => unitId)
    const { id, code, name, nameEn, kind, parentId, sinceOn, untilOn, sortKey } = units
    return prepared(db, 'units', () =>
      db
        .select({ id, code, name, nameEn, kind, parentId, sinceOn, untilOn })
        .from(units)
        .orderBy(asc(sortKey))
        .prepare(),
    )
      .all()
      .map(({ name, nameEn, ...unit }) => {
        const names = { name, nameEn, formerNames: inTime(former.get(unit.id) ?? []) }
        return { ...unit, ...nameAt(names, day), names }
      })
      .toSorted((one, other) => Number(other.kind === 'own_body') - Number(one.kind === 'own_body'))
  })
}

const listFormerNames = (db: Db) =>
  prepared(db, 'unit names', () => db.select().from(unitNames).orderBy(asc(unitNames.id)).prepare()).all()

export const unitsById = (db: Db): Map<number, UnitRow> =>
  rememberedCatalogue(
    db,
    `units by id ${today()}`,
    () => new Map(listUnits(db).map((unit) => [unit.id, unit])),
  )

/** What a unit was called on a date: a record of an earlier time keeps the name of its time. */
export const unitNameAt = (unit: UnitRow, date: PartialDate): Name => nameAt(unit.names, date)

/** What a unit is called in the reader's language, as far as it has a name there. */
export const unitTitle: (unit: Name, language: Language) => string = titleOf

/** The same of a unit that is asked for by its id, and nothing but that of one nobody knows. */
export function unitTitleOf(db: Db, id: number, language: Language): string {
  const unit = unitsById(db).get(id)
  return unit ? unitTitle(unit, language) : String(id)
}

/** The units whose visits are the house's own (C12). */
export function ownUnitIds(db: Db): number[] {
  return listUnits(db)
    .filter(({ kind }) => kind === 'own_body')
    .map(({ id }) => id)
}

/** The unit that has this name, or had it, or a new one of this kind. */
export function unitNamed(write: Write, name: string, kind: UnitRow['kind']): number {
  const clean = cleaned(name)
  const known = write.db.select({ id: units.id }).from(units).where(eq(units.name, clean)).get()
  const renamed = write.db
    .select({ id: unitNames.unitId })
    .from(unitNames)
    .where(eq(unitNames.name, clean))
    .get()
  return (known ?? renamed)?.id ?? write.insert(units, { name: clean, kind, sortKey: sortKey(clean) })
}

/**
 * The units a visit may be of, to choose from: the house's own, and other bodies whose visits are recorded here. A
 * body that only published a figure is not offered. With the start of a visit given, those that were there then, under
 * the name of then; without, all of them, with their end.
 */
export function unitOptions(db: Db, language: Language, startsOn?: PartialDate): [string, string][] {
  return remembered(db, `unit options ${language} ${startsOn} ${today()}`, () => {
    const onlyPublished = publishedOnly(db)
    return listUnits(db)
      .filter(({ id }) => !onlyPublished.has(id))
      .filter((unit) => !startsOn || mayLieIn(unit, startsOn))
      .map((unit): [string, string] => {
        const name = unitTitle(startsOn ? unitNameAt(unit, startsOn) : unit, language)
        const hasEnded = !startsOn && unit.untilOn && !mayLieIn(unit, today())
        const gaps = { name, date: unit.untilOn ? writeDate(unit.untilOn) : '' }
        return [String(unit.id), hasEnded ? speechOf(language).t('{name} (đến {date})', gaps) : name]
      })
  })
}

// Other bodies of which the register has a figure, and no visit.
function publishedOnly(db: Db): Set<number> {
  const rows = prepared(db, 'units that only published', () =>
    db
      .select({ id: units.id })
      .from(units)
      .where(
        sql`${units.kind} = 'other_body'
          and exists (select 1 from ${openingFigures} where ${openingFigures.unitId} = ${units.id})
          and not exists (select 1 from ${delegations} where ${delegations.unitId} = ${units.id})`,
      )
      .prepare(),
  ).all()
  return new Set(rows.map(({ id }) => id))
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

/** A unit as its form changes it, with its former names; undefined where there is none. */
export function findUnit(db: Db, id: number) {
  const unit = db.select().from(units).where(eq(units.id, id)).get()
  return unit && { ...unit, formerNames: inTime(listFormerNames(db).filter(({ unitId }) => unitId === id)) }
}

export type UnitFile = NonNullable<ReturnType<typeof findUnit>>

/** What relies on each unit: visits in the register, published figures, units below it. */
export function unitUse(db: Db): Map<number, { visits: number; figures: number; below: number }> {
  return remembered(db, 'unit use', () => {
    const rows = db.all<{ id: number; visits: number; figures: number; below: number }>(sql`
      select id, (select count(*) from delegations where unit_id = units.id) visits,
        (select count(*) from opening_figures where unit_id = units.id) figures,
        (select count(*) from units child where child.parent_id = units.id) below
      from units`)
    return new Map(rows.map((row) => [row.id, row]))
  })
}

/** The units in the order of their tree, each below the one it belongs to: `level` 0 stands below none. */
export function unitTree(db: Db): (UnitRow & { level: number })[] {
  const known = unitsById(db)
  // Who sees only a part of the register may see a unit without the one above it.
  const below = Map.groupBy(listUnits(db), ({ parentId }) =>
    parentId && known.has(parentId) ? parentId : null,
  )
  const branch = (parentId: number | null, level: number): (UnitRow & { level: number })[] =>
    (below.get(parentId) ?? []).flatMap((unit) => [{ ...unit, level }, ...branch(unit.id, level + 1)])
  return branch(null, 0)
}

/** A unit and all below it: none of them can be above it. */
export function unitsFrom(db: Db, id: number): Set<number> {
  const tree = unitTree(db)
  const at = tree.findIndex((unit) => unit.id === id)
  const after = tree.slice(at + 1)
  const end = after.findIndex(({ level }) => level <= (tree[at]?.level ?? 0))
  return new Set([id, ...(end < 0 ? after : after.slice(0, end)).map((unit) => unit.id)])
}

/** The new unit's id. */
export function createUnit(write: Write, { formerNames, version: _version, ...input }: UnitInput): number {
  const id = write.insert(units, { ...input, sortKey: sortKey(input.name) })
  for (const { id: _id, ...name } of formerNames) write.insert(unitNames, { unitId: id, ...name })
  return id
}

export function updateUnit(
  write: Write,
  unit: UnitFile,
  { formerNames, version: _version, ...input }: UnitInput,
) {
  write.update(units, unit.id, { ...input, sortKey: sortKey(input.name) })
  saveFormerNames(unit.formerNames, formerNames, {
    insert: (name) => write.insert(unitNames, { unitId: unit.id, ...name }),
    update: (id, name) => write.update(unitNames, id, name),
    remove: (id) => write.remove(unitNames, id),
  })
}

/** Gives a unit a new name from a date on; the old one stays with its dates. */
export function renameUnit(write: Write, unit: UnitFile, { name, nameEn, heldFrom }: RenamingInput) {
  write.insert(unitNames, { unitId: unit.id, ...outgoingName(unit, heldFrom, unit.sinceOn) })
  write.update(units, unit.id, { name, nameEn, sortKey: sortKey(name) })
}

/** Removes a unit that nothing relies on, with its names. */
export function removeUnit(write: Write, unit: UnitFile) {
  for (const { id } of unit.formerNames) write.remove(unitNames, id)
  write.remove(units, unit.id)
}
