import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'

/** Why a day is no working day although it is none of the weekend, or one although it is. */
export const holidayKinds = {
  holiday: 'Nghỉ lễ',
  in_lieu: 'Nghỉ bù',
  made_up: 'Làm bù',
} as const
export type HolidayKind = keyof typeof holidayKinds

/** Ngày nghỉ, ngày làm bù: announced anew each year, so they are rows. */
export const holidays = snakeCase.table(
  'holidays',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    fallsOn: text().notNull().unique(),
    name: text().notNull(),
    kind: text({ enum: valuesOf(holidayKinds) }).notNull(),
  },
  (holiday) => [
    check('holidays_falls_on', isDay(holiday.fallsOn)),
    check('holidays_name', isText(holiday.name, 200)),
    check('holidays_kind', isOneOf(holiday.kind, holidayKinds)),
  ],
)
