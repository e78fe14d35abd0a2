import { expect, test } from 'vitest'
import { today, yearOf } from '../src/dates.ts'
import { startApp } from './support/app.ts'

test('a phone draws all months of the year and folds none of them away', async () => {
  const app = startApp()
  app.make.delegation({ status: 'returned', startsOn: `${yearOf(today())}-01-02`, headCount: 3 })
  app.make.delegation({ status: 'returned', startsOn: yearOf(today()), headCount: 3 })
  const page = await app.visit(`/totals?by=month&from=${yearOf(today())}`)
  expect(page.texts('.chart__tall a .t-strong')).toEqual([
    ...Array.from({ length: 12 }, (_, month) => `Tháng ${month + 1}`),
    'Không rõ',
  ])
  expect(page.texts('p.chart__tall')).toEqual([])
  expect(page.texts('.ledger--years .later')).toEqual([])
})

test('a phone draws whole years of months, and what it leaves out is older', async () => {
  const app = startApp()
  for (const startsOn of ['2023-03-01', '2024-05-01', '2024'])
    app.make.delegation({ status: 'returned', startsOn, headCount: 3 })
  const page = await app.visit('/totals?by=month&from=2023&to=2024')
  const drawn = page.texts('.chart__tall a .t-strong')
  expect(drawn).toHaveLength(13)
  expect(drawn.filter((name) => !name.endsWith('2024'))).toEqual([])
})
