import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { write } from '../src/db/write.ts'
import { type Indicator, openingFigures } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { startApp } from './support/app.ts'
import { publishReport } from './support/publishing.ts'

type App = ReturnType<typeof startApp>

let now: number
beforeEach(() => {
  now = Date.parse('2026-11-22T03:00:00Z')
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterEach(() => void vi.useRealTimers())
const goOn = (days = 1) => void vi.setSystemTime((now += days * 86_400_000))

const who = { name: 'Lê Thử' }

const read = (app: App, address: string) => app.visit(address, app.signIn('administrator').headers)
/** What the page of a report says of the figures that are others now. */
const restated = async (app: App, name: string) => (await read(app, `/reports/${name}`)).texts('.changed li')

/** A figure that was published without its rows. */
const openingFigure = (
  app: App,
  given: Partial<typeof openingFigures.$inferInsert> & { indicator: Indicator },
) =>
  write(app.db, who, (write) =>
    write.insert(openingFigures, {
      unitId: 1,
      startsOn: '2005',
      endsOn: '2022-09-20',
      value: 400,
      qualifier: 'more_than',
      sourceId: sourceAt(write, 'https://example.org/so-lieu'),
      ...given,
    }),
  )

test('C13, C15: an opening figure is restated in its own words, also where its qualifier alone is another', async () => {
  const app = startApp()
  app.make.delegation({ status: 'reported', headCount: 5, startsOn: '2019-05-06', endsOn: '2019-05-09' })
  const people = openingFigure(app, { indicator: 'outbound_person_trips', value: 1200 })
  const visits = openingFigure(app, { indicator: 'inbound_delegations' })
  expect((await publishReport(app, '2019')).status).toBe(303)
  goOn()
  write(app.db, who, (write) => {
    write.update(openingFigures, people, { qualifier: 'about' })
    write.update(openingFigures, visits, { value: 450 })
  })
  openingFigure(app, { indicator: 'outbound_person_trips', startsOn: '2019', endsOn: '2019', value: 50 })
  const told = await restated(app, '2019')
  expect(told).toEqual([
    expect.stringContaining('lượt người ra: hơn 1.200, sau điều chỉnh khoảng 1.200'),
    expect.stringContaining('đoàn vào: hơn 400, sau điều chỉnh hơn 450'),
    expect.stringContaining('lượt người ra: chưa có, sau điều chỉnh hơn 50'),
    expect.stringContaining('lượt người ra: chưa có, sau điều chỉnh 5'),
  ])
  expect((await read(app, '/reports/2019')).text('.sheet')).toContain(
    'hơn 1.200, sau điều chỉnh khoảng 1.200',
  )
  write(app.db, who, (write) => write.remove(openingFigures, visits))
  expect(await restated(app, '2019')).toContainEqual(
    expect.stringContaining('đoàn vào: hơn 400, sau điều chỉnh không còn'),
  )
})
