import { type AnySQLiteColumn, check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'

export const unitKinds = {
  own_body: 'Cơ quan Trung ương Hội',
  local_association: 'Hội nhà báo địa phương',
  chapter: 'Liên chi hội, chi hội',
  member: 'Tổ chức thành viên',
  other_body: 'Cơ quan khác',
} as const

/**
 * Đơn vị: whose visit it is. The own body, its local associations and chapters, and other bodies whose
 * published visits are recorded beside ours; totals are the own body's unless the whole system is asked (C12).
 */
export const units = snakeCase.table(
  'units',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    code: text().unique(),
    name: text().notNull().unique(),
    nameEn: text(),
    kind: text({ enum: valuesOf(unitKinds) }).notNull(),
    parentId: integer().references((): AnySQLiteColumn => units.id),
    sinceOn: text(),
    untilOn: text(),
    sortKey: text().notNull(),
  },
  (unit) => [
    index('units_parent').on(unit.parentId),
    check('units_name', isText(unit.name, 200)),
    check('units_kind', isOneOf(unit.kind, unitKinds)),
    check('units_since_on', isPartialDate(unit.sinceOn)),
    check('units_until_on', isPartialDate(unit.untilOn)),
  ],
)

/** What a unit was called, and when: an old record keeps the name of its time. */
export const unitNames = snakeCase.table(
  'unit_names',
  {
    id: integer().primaryKey(),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    name: text().notNull(),
    nameEn: text(),
    sinceOn: text(),
    untilOn: text(),
  },
  (name) => [
    index('unit_names_unit').on(name.unitId),
    check('unit_names_name', isText(name.name, 200)),
    check('unit_names_since_on', isPartialDate(name.sinceOn)),
    check('unit_names_until_on', isPartialDate(name.untilOn)),
  ],
)
