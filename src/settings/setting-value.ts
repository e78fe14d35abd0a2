import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { legalBases } from '../legal-bases/legal-basis.ts'

/** How a deadline is counted. */
export const dayKinds = { calendar: 'Ngày, kể cả ngày nghỉ', working: 'Ngày làm việc' } as const
export type DayKind = keyof typeof dayKinds

/**
 * What an office set for itself, from which day on and on which legal basis. The newest value that had begun holds;
 * before the first, what the program comes with. A value is never rewritten by the next one.
 */
export const settingValues = snakeCase.table(
  'setting_values',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    key: text().notNull(),
    /** The first day it holds; null: from the beginning. */
    sinceOn: text(),
    /** A whole number, or a word of the setting's vocabulary. */
    value: text().notNull(),
    /** Of a deadline: how its days are counted. */
    dayKind: text({ enum: valuesOf(dayKinds) }),
    legalBasisId: integer().references(() => legalBases.id),
    /** The basis in words, where it is in no catalogue. */
    basis: text(),
  },
  (value) => [
    uniqueIndex('setting_values_once').on(value.key, sql`coalesce(since_on, '')`),
    check('setting_values_key', isText(value.key, 60)),
    check('setting_values_since_on', isDay(value.sinceOn)),
    check('setting_values_value', isText(value.value, 60)),
    check('setting_values_day_kind', isOneOf(value.dayKind, dayKinds)),
    check('setting_values_basis', isText(value.basis, 300)),
  ],
)
