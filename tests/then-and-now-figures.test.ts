import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startApp } from './support/app.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-01-10T16:30:00Z') }))
afterEach(() => void vi.useRealTimers())
/** Past midnight in Viet Nam, an hour later: nobody's session has ended. */
const later = () => vi.setSystemTime(Date.now() + 3_600_000)

test('whom nobody had seen for long and somebody saw since stands in the grid with what it has now', async () => {
  const app = startApp({ as: 'clerk' })
  const [seen, silent] = ['Hội gặp lại', 'Hội vẫn vắng'].map((name) => app.make.partner({ name })) as [
    number,
    number,
  ]
  const visitOf = (partner: number, startsOn: string) =>
    app.make.delegation({ status: 'returned', startsOn, partnerIds: [partner] })
  visitOf(seen, '2021-03-01')
  visitOf(silent, '2021-03-01')
  later()
  visitOf(seen, '2024-12-01')
  const page = await app.visit('/totals/grid?from=2021&to=2024&quiet=24&at=10/01/2025')
  expect(page.texts('tbody th')).toEqual(['Hội gặp lại'])
  expect(page.texts('tbody td')).toEqual([
    'ra 1 vào 0',
    '0',
    '0',
    'ra 0 → nay là 1 vào 0',
    'ra 1 → nay là 2 vào 0',
  ])
  const all = await app.visit('/totals/grid?from=2021&to=2024&at=10/01/2025')
  expect(page.texts('tbody td')).toEqual(all.texts('tbody tr:first-child td'))
})

test('a grid that has no years has nothing to compare', async () => {
  const app = startApp({ as: 'clerk' })
  const partnerIds = [app.make.partner()]
  app.make.delegation({ status: 'returned', startsOn: '2023-03-01', partnerIds })
  later()
  app.make.delegation({ status: 'returned', startsOn: '2024-03-01', partnerIds: [app.make.partner()] })
  const page = await app.visit('/totals/grid?from=2030&at=10/01/2025&scope=all')
  expect([page.status, page.text('.empty h2')]).toEqual([200, 'Không có gì khác'])
  const csv = await app.visit('/totals/grid.csv?from=2030&at=10/01/2025&scope=all')
  expect([csv.status, csv.html.trim().split('\r\n').length]).toEqual([200, 1])
})
