import { expect, test, vi } from 'vitest'
import { groupings } from '../src/counting.ts'
import { walk } from './support/figures.ts'
import { hardRegister } from './support/hard-register.ts'

// Every figure of every page is what its list counts. A new page is one line here.
const pages: [page: string, atLeast: number][] = [
  ...Object.keys(groupings).map((by): [string, number] => [`/totals?by=${by}`, 10]),
  ['/totals?scope=all&opening=add', 60],
  ['/totals?from=2022-09-10&to=9/2024', 20],
  ['/totals?from=2024-01-15&to=2024-09-20', 10],
  ['/totals?by=half&scope=all&from=2022', 20],
  ['/totals?by=month&from=2022-09-10&to=20/2/2024&scope=all', 10],
  ['/totals?by=quarter&from=2024&to=2025-11', 10],
  ['/totals?by=partner&scope=all&to=2024-09-15', 10],
  ['/totals?by=country&scope=all&from=2022-02-11', 10],
  ['/totals?by=purpose&from=2024&to=2024', 10],
  ['/totals?by=unit&scope=all&from=2024', 10],
  ['/totals/grid', 10],
  ['/totals/grid?scope=all&from=2015', 40],
  ['/countries', 20],
  ['/countries?scope=all', 20],
  ['/countries/LA', 2],
  ['/partners', 20],
  ['/partners?scope=all', 20],
  ['/partners/1', 2],
  ['/partners/1/brief', 1],
  ['/', 4],
]

test('every figure of every page is what its list counts', async () => {
  vi.useFakeTimers({ now: Date.parse('2025-12-30T05:00:00Z'), toFake: ['Date'] })
  try {
    const app = hardRegister()
    for (const [page, atLeast] of pages)
      expect(await walk(app, await app.visit(page)), page).toBeGreaterThanOrEqual(atLeast)
  } finally {
    vi.useRealTimers()
  }
}, 300_000)
