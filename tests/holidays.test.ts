import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, weekdayOf } from '../src/dates.ts'
import { holidayCalendar } from '../src/holidays/queries.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../src/holidays/working-days.ts'
import { holidays } from '../src/holidays/holiday.ts'
import { startApp } from './support/app.ts'

const START = '2024-01-01'
const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(START, days))
const weekend = day.filter((one) => weekdayOf(one) > 4)
const calendar = fc
  .record({ off: fc.array(day, { maxLength: 60 }), worked: fc.array(weekend, { maxLength: 20 }) })
  .map(({ off, worked }) => ({ off: new Set(off), worked: new Set(worked) }))
const plain = { off: new Set<string>(), worked: new Set<string>() }

test('so many working days on is a working day, with exactly so many between', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), calendar, (from, count, calendar) => {
      const to = addWorkingDays(from, count, calendar)
      expect(isWorkingDay(to, calendar)).toBe(true)
      expect(workingDaysBetween(from, to, calendar)).toBe(count)
      expect(workingDaysBetween(from, addDays(to, -1), calendar)).toBe(count - 1)
    }),
  )
})

test('so many working days back from a working day is undone by as many on', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), calendar, (from, count, calendar) => {
      const start = addWorkingDays(from, 1, calendar)
      expect(addWorkingDays(addWorkingDays(start, -count, calendar), count, calendar)).toBe(start)
    }),
  )
})

test('adding in two steps is adding at once', () => {
  const count = fc.integer({ min: 0, max: 30 })
  fc.assert(
    fc.property(day, count, count, calendar, (from, one, other, calendar) => {
      const twice = addWorkingDays(addWorkingDays(from, one, calendar), other, calendar)
      expect(twice).toBe(addWorkingDays(from, one + other, calendar))
    }),
  )
})

test('without holidays a week has five working days; each day off makes it later, none makes it earlier', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 10 }), calendar, (from, weeks, { off }) => {
      expect(daysBetween(from, addWorkingDays(from, weeks * 5, plain))).toBeLessThanOrEqual(weeks * 7)
      expect(workingDaysBetween(from, addDays(from, weeks * 7), plain)).toBe(weeks * 5)
      const later = addWorkingDays(from, weeks, { off, worked: plain.worked })
      expect(later >= addWorkingDays(from, weeks, plain)).toBe(true)
    }),
  )
})

test('between two days backwards is as many the other way', () => {
  expect(workingDaysBetween('2025-08-29', '2025-09-03', plain)).toBe(3)
  expect(workingDaysBetween('2025-09-03', '2025-08-29', plain)).toBe(-3)
  expect(addWorkingDays('2025-08-30', 0, plain)).toBe('2025-08-30')
})

test('the days of a year are listed in time with their weekday, and one day is written down once', async () => {
  const app = startApp()
  app.db.delete(holidays).run()
  expect((await app.visit('/admin/holidays')).text('.empty')).toContain('Chưa ghi ngày nghỉ nào')
  const add = (fallsOn: string, name: string, kind = 'holiday') =>
    app.submit('/admin/holidays', { fallsOn, name, kind })
  await add('2/9/2025', 'Quốc khánh')
  await add('1/1/2025', 'Tết Dương lịch')
  const page = await app.visit('/admin/holidays')
  expect(page.texts('tbody .key')).toEqual(['01/01/2025 Thứ Tư', '02/09/2025 Thứ Ba'])
  const twice = await add('02/09/2025', 'Lễ 2/9')
  expect([twice.status, twice.error('fallsOn'), twice.value('name')]).toEqual([
    422,
    'Ngày này đã ghi: Quốc khánh',
    'Lễ 2/9',
  ])
  await app.submit('/admin/holidays/1/removal', {})
  expect((await app.visit('/admin/holidays')).all('tbody .main')).toHaveLength(1)
})

test('the days off that the law fixes are there from the start, and the page says which the office adds', async () => {
  const app = startApp()
  const page = await app.visit('/admin/holidays')
  expect(page.texts('tbody .group span')).toEqual(['8 ngày', '8 ngày', '8 ngày'])
  expect(page.texts('tbody .key')).toContain('06/02/2027 Thứ Bảy')
  expect(page.text('.head')).toContain('được công bố từng năm, cơ quan ghi thêm ở đây')
  const english = await app.visit('/admin/holidays', {
    Cookie: `${app.signedIn!.headers.Cookie}; language=en`,
  })
  expect(english.texts('tbody .main a')).toContain('Lunar New Year (first day)')
  const calendar = holidayCalendar(app.db)
  expect(addWorkingDays('2026-02-16', 1, calendar)).toBe('2026-02-20')
  expect(addWorkingDays('2028-01-25', 1, calendar)).toBe('2028-01-31')
})
