import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { addDays, lastDay, type PartialDate } from '../dates.ts'
import { type Db, prepared, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { holidayCalendar } from '../holidays/queries.ts'
import { addWorkingDays } from '../holidays/working-days.ts'
import { legalBasisWords } from '../legal-bases/queries.ts'
import { legalBases } from '../legal-bases/legal-basis.ts'
import type { Message } from '../web/language.ts'
import type { SettingInput } from './form.ts'
import { knownSettings, type SettingKey } from './known-settings.ts'
import { type DayKind, settingValues } from './setting-value.ts'

/** What a setting is from a day on. */
export interface SettingValue {
  /** null: what the program comes with, which nobody set. */
  id: number | null
  version: number
  /** null: from the beginning. */
  sinceOn: string | null
  value: string
  dayKind: DayKind | null
  legalBasisId: number | null
  basis: string | null
  /** The legal basis in words; null where none is written down. */
  basisWords: Message | null
}

/** Every value a setting ever had, the first of all times first. */
export function listSettingValues(db: Db, key: SettingKey): SettingValue[] {
  return rememberedCatalogue(db, `setting values ${key}`, () => {
    const set = prepared(db, 'setting values', () =>
      db
        .select({
          ...getTableColumns(settingValues),
          basisKind: legalBases.kind,
          basisNumber: legalBases.number,
        })
        .from(settingValues)
        .leftJoin(legalBases, eq(legalBases.id, settingValues.legalBasisId))
        .where(eq(settingValues.key, sql.placeholder('key')))
        .orderBy(asc(settingValues.sinceOn))
        .prepare(),
    )
      .all({ key })
      .map(({ key: _key, basisKind, basisNumber, ...row }): SettingValue => {
        const paper = basisKind && basisNumber && legalBasisWords({ kind: basisKind, number: basisNumber })
        const written = row.basis === null ? null : { text: '{name}', gaps: { name: row.basis } }
        return { ...row, basisWords: paper || written }
      })
    // What holds from the beginning, which SQLite sorts first.
    return set[0]?.sinceOn === null ? set : [withoutAny(key), ...set]
  })
}

export const findSettingValue = (db: Db, key: SettingKey, id: number): SettingValue | undefined =>
  listSettingValues(db, key).find((value) => value.id === id)

const withoutAny = (key: SettingKey): SettingValue => ({
  id: null,
  version: 0,
  sinceOn: null,
  value: knownSettings[key].value,
  dayKind: knownSettings[key].dayKind,
  legalBasisId: null,
  basis: null,
  basisWords: null,
})

/** What a setting was on a date; of one not known to the day, on the last day it may mean. */
export const settingAt = (db: Db, key: SettingKey, date: PartialDate): SettingValue =>
  heldOn(listSettingValues(db, key), lastDay(date))

const heldOn = (values: SettingValue[], day: string): SettingValue =>
  values.findLast(({ sinceOn }) => sinceOn === null || sinceOn <= day)!

/** The last day of a deadline that begins after `day`: so many days on, or so many working days. */
export const deadlineAfter = (db: Db, key: SettingKey, day: string): string => deadlinesAfter(db, key)(day)

/** The same for many days, of the settings and holidays as they are now: asked for a day, it reads nothing more. */
export function deadlinesAfter(db: Db, key: SettingKey): (day: string) => string {
  const values = listSettingValues(db, key)
  const calendar = holidayCalendar(db)
  return (day) => {
    const { value, dayKind } = heldOn(values, day)
    const days = Number(value)
    return dayKind === 'working' ? addWorkingDays(day, days, calendar) : addDays(day, days)
  }
}

/** The last day of a deadline that ends before `day`: so many days, or working days, earlier. */
export function deadlineBefore(db: Db, key: SettingKey, day: string): string {
  const { value, dayKind } = settingAt(db, key, day)
  const days = -Number(value)
  return dayKind === 'working' ? addWorkingDays(day, days, holidayCalendar(db)) : addDays(day, days)
}

const columnsOf = ({ value, dayKind, sinceOn, legalBasisId, basis }: SettingInput) => ({
  value,
  dayKind,
  sinceOn,
  legalBasisId,
  basis,
})

export const addSettingValue = (write: Write, key: SettingKey, input: SettingInput): number =>
  write.insert(settingValues, { key, ...columnsOf(input) })

export const updateSettingValue = (write: Write, id: number, input: SettingInput) =>
  write.update(settingValues, id, columnsOf(input))

export const removeSettingValue = (write: Write, id: number) => write.remove(settingValues, id)
