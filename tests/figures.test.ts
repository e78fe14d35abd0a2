import { expect, test } from 'vitest'
import { groupings } from '../src/counting.ts'
import { write } from '../src/db/write.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { on } from './support/clock.ts'
import { rowsListed, walk, walkOthers } from './support/figures.ts'
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

test('every figure of every page is what its list counts', () =>
  on('2025-12-30', async () => {
    const app = hardRegister()
    for (const [page, atLeast] of pages)
      expect(await walk(app, await app.visit(page)), page).toBeGreaterThanOrEqual(atLeast)
  }))

test('a list of something else than visits says its number at its foot, with its filter in words', () =>
  on('2025-12-30', async () => {
    const app = hardRegister()
    for (const [startsOn, side] of [
      ['2025-10-01', 'ours'],
      ['2025-10-20', 'theirs'],
      ['2025-12-26', 'ours'],
    ] as const) {
      const delegationId = app.make.delegation({ status: 'returned', startsOn, endsOn: startsOn })
      write(app.db, { name: 'thử nghiệm' }, (unit) =>
        unit.insert(followUps, {
          delegationId,
          side,
          content: 'Gửi thư cảm ơn',
          lead: 'Văn phòng',
          dueOn: startsOn.replace(/..$/, '28'),
        }),
      )
    }
    for (const list of [
      '/follow-ups',
      '/follow-ups?state=all&side=ours',
      '/follow-ups?due=overdue',
      '/visit-reports',
      '/visit-reports?direction=outbound',
      '/contradictions',
      '/contradictions?scope=all&severity=missing',
      '/partners',
      '/partners?region=south-east-asia&quiet=24',
      '/opening-figures',
    ])
      expect(await rowsListed(app, list), list).toBeGreaterThan(0)
    expect(await rowsListed(app, '/partners?q=khong-co')).toBe(0)
    for (const [page, atLeast] of [
      ['/leader', 4],
      ['/contradictions?scope=all', 5],
      ['/visit-reports', 2],
      ['/partners', 2],
    ] as const)
      expect(await walkOthers(app, await app.visit(page)), page).toBeGreaterThanOrEqual(atLeast)
  }))
