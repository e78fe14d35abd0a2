import { asc, eq } from 'drizzle-orm'
import { type Db, prepared, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { HolidayInput } from './form.ts'
import { holidays } from './holiday.ts'
import type { Calendar } from './working-days.ts'

/** Every announced day, in time. */
export const listHolidays = (db: Db) =>
  rememberedCatalogue(db, 'holidays', () =>
    prepared(db, 'holidays', () => db.select().from(holidays).orderBy(asc(holidays.fallsOn)).prepare()).all(),
  )

export type Holiday = ReturnType<typeof listHolidays>[number]

/** The announced days as `working-days.ts` asks for them. */
export const holidayCalendar = (db: Db): Calendar =>
  rememberedCatalogue(db, 'holiday calendar', () => {
    const days = (isWorked: boolean) =>
      listHolidays(db)
        .filter(({ kind }) => (kind === 'made_up') === isWorked)
        .map(({ fallsOn }) => fallsOn)
    return { off: new Set(days(false)), worked: new Set(days(true)) }
  })

/** Whether any day of a year is written down: until then its working days are Monday to Friday throughout. */
export const hasHolidays = (db: Db, year: number): boolean =>
  rememberedCatalogue(
    db,
    'years with holidays',
    () => new Set(listHolidays(db).map(({ fallsOn }) => Number(fallsOn.slice(0, 4)))),
  ).has(year)

export const findHoliday = (db: Db, id: number) => db.select().from(holidays).where(eq(holidays.id, id)).get()

const columnsOf = ({ fallsOn, name, kind }: HolidayInput) => ({ fallsOn, name, kind })

export const addHoliday = (write: Write, input: HolidayInput): number =>
  write.insert(holidays, columnsOf(input))

export const updateHoliday = (write: Write, id: number, input: HolidayInput) =>
  write.update(holidays, id, columnsOf(input))

export const removeHoliday = (write: Write, id: number) => write.remove(holidays, id)
