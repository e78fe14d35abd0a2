import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { thenAndNowOperations } from '../src/then-and-now/operations.ts'
import { startApp } from './support/app.ts'
import { beginAt, goOn } from './support/clock.ts'
import { namedWhole } from './support/members.ts'

beginAt('2025-01-10T16:30:00Z')
/** Past midnight in Viet Nam, an hour later: nobody's session has ended. */
const later = () => goOn(1 / 24)

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

test('C3: people named in part are told with the lượt người they were named in, then and now', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation({ status: 'returned', ...namedWhole('Nguyễn An') })
  app.make.delegation({ status: 'returned', headCount: 25 })
  later()
  app.make.delegation({ status: 'returned', ...namedWhole('Trần Bình', 'Lê Chi') })
  const page = await app.visit('/totals?at=10/01/2025')
  expect(page.texts('tbody td')[2]).toBe('1 trên 1 → nay là 3 trên 3')
  expect(page.text('main')).toContain('“27 trên 38”: 27 người, trên 38 lượt người có danh sách')
  const csv = await app.visit('/totals.csv?at=10/01/2025')
  expect(csv.html).toContain('2024,2,3,26,28,1,3,1,3,0,0')
})

test('C3: of people whom no list names nobody is told a number, and no empty list', async () => {
  const app = startApp({ as: 'clerk' })
  const id = app.make.delegation({ status: 'returned', headCount: 25 })
  later()
  write(app.db, { name: 'Lê Thử' }, (write) => write.update(delegations, id, { headCount: 26 }))
  const page = await app.visit('/totals?at=10/01/2025')
  expect([page.texts('tbody td')[2], page.all('tbody td')[2]!.querySelector('a')]).toEqual(['–', null])
  const { json } = await app.visit('/then-and-now/totals.json?at=10/01/2025')
  expect(json.total).toMatchObject({
    was: { outbound: { personTrips: 25, persons: null }, inbound: { persons: 0 } },
    is: { outbound: { personTrips: 26, persons: null } },
  })
  expect(thenAndNowOperations[0]!.answer!.safeParse(json).error).toBeUndefined()
})

test('C3: people who went since and whom no list names open the visits they went with', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation({ status: 'returned', direction: 'inbound', headCount: 4 })
  later()
  app.make.delegation({ status: 'returned', headCount: 25, title: 'Ghi muộn' })
  const page = await app.visit('/totals?at=10/01/2025')
  expect(page.texts('tbody td')[2]).toBe('0 → nay là –')
  const visits = await app.visit(page.all('tbody td')[2]!.querySelector('a')!.getAttribute('href'))
  expect(visits.texts('[aria-labelledby=came] th.main')).toEqual(['ĐR-2024-001 – Ghi muộn'])
})
