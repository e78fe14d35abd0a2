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

test('the axis says the year it begins with, the one it begins again with, and the last', async () => {
  const app = startApp()
  for (const startsOn of ['1950', '1970', '1971', '2026'])
    app.make.delegation({ status: 'returned', startsOn, headCount: 3 })
  const labels = async (asked: string) =>
    (await app.visit(`/totals?to=2026${asked}`)).texts('.chart__wide a > text[y="257"]')
  expect((await labels('')).slice(0, 4)).toEqual(['1950', '1970', '1990', '1992'])
  expect((await labels('&from=1990')).slice(0, 2)).toEqual(['1990', '1992'])
  const odd = await labels('&from=1991')
  expect([odd[0], odd.at(-1)]).toEqual(['1991', '2026'])
})

test('of a year that is asked for, none is left out of table and chart, though nobody went then', async () => {
  const app = startApp()
  for (const startsOn of ['2020-03-04', '2023-03-04'])
    app.make.delegation({ status: 'returned', startsOn, headCount: 3 })
  const page = await app.visit('/totals?from=2005')
  expect(page.texts('#totals tbody .key')).toEqual(['2023', '2022', '2021', '2020', '2005–2019'])
  expect(page.texts('.chart__wide a > text[y="257"]')[0]).toBe('2005')
})

test('a stretch of days breaks between its ends, and within neither', async () => {
  const app = startApp({ published: true })
  for (const address of ['/totals', '/totals/grid', '/opening-figures']) {
    const page = await app.visit(address)
    expect([address, page.texts('th .nowrap, td .nowrap')]).toEqual([
      address,
      expect.arrayContaining(['2005', '20/09/2022']),
    ])
  }
  const asked = await app.visit('/totals?from=2005&to=2022-09-20')
  expect(asked.texts('tfoot .nowrap')).toEqual(['01/01/2005', '20/09/2022'])
})
