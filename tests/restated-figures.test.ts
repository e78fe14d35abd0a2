import { expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { write } from '../src/db/write.ts'
import { type Indicator, openingFigures } from '../src/opening-figures/opening-figure.ts'
import { participants } from '../src/participants/participant.ts'
import { partners } from '../src/partners/partner.ts'
import { people } from '../src/people/person.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { startApp } from './support/app.ts'
import { beginAt, goOn } from './support/clock.ts'
import { namedWhole } from './support/members.ts'
import { publishReport } from './support/publishing.ts'

type App = ReturnType<typeof startApp>

beginAt('2026-11-22T03:00:00Z')

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

const done = { status: 'reported' as const, headCount: 6, startsOn: '2024-09-14', endsOn: '2024-09-18' }
const jsonOf = async (app: App, name: string) =>
  (await read(app, `/reports/${name}.json`)).json as unknown as {
    restated: { name: string; published: string; now: string; visits: string[]; why: string | null }[]
    changedBy: { subject: string; page: string; code: string; what: string[] }[]
    figures: { name: string; value: number | null; words: string; was: string | null; list: string | null }[]
  }
const whyOf = async (app: App, report: string, figure: string) =>
  (await jsonOf(app, report)).restated.find(({ name }) => name === figure)?.why

test('one member replaced by another is why fewer people are named', async () => {
  const app = startApp()
  app.make.delegation({ ...done, ...namedWhole('An', 'Bình') })
  app.make.delegation({ ...done, ...namedWhole('Chi', 'Dũng') })
  await publishReport(app, '2024')
  goOn()
  const [an, dung] = ['An', 'Dũng'].map((name) =>
    app.db
      .select({ id: participants.id, personId: participants.personId })
      .from(participants)
      .innerJoin(people, eq(people.id, participants.personId))
      .where(eq(people.name, name))
      .get()!,
  )
  write(app.db, who, (write) => write.update(participants, dung!.id, { personId: an!.personId }))
  expect(await whyOf(app, '2024', 'outbound.persons')).toBe('23/11: ĐR-2024-002 đổi danh sách đoàn')
  const page = await read(app, '/reports/2024')
  expect(page.texts('.restatements li p').slice(0, 2)).toEqual([
    expect.stringContaining('23/11/2026 · ĐR-2024-002'),
    expect.stringContaining('Số người ra 4 → 3 · Lê Thử'),
  ])
  expect((await read(app, '/reports/2025')).text('.sheet')).toContain(
    'Năm 2024: số người ra: 4, sau điều chỉnh 3 (23/11: ĐR-2024-002 đổi danh sách đoàn).',
  )
})

test('a partner that is of another country or kind, and an opening figure, are told as causes', async () => {
  const app = startApp()
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  app.make.delegation({ ...done, partnerIds: [partner] })
  const figure = openingFigure(app, { indicator: 'inbound_delegations', startsOn: '2024', endsOn: '2024' })
  await publishReport(app, '2024')
  goOn()
  write(app.db, who, (write) => {
    write.update(partners, partner, { kind: 'international_body', country: null })
    write.update(openingFigures, figure, { value: 450 })
  })
  const why =
    '23/11: Hội Nhà báo Lào: loại đối tác hội nhà báo → tổ chức đa phương, nước Lào → không nước nào'
  expect(await whyOf(app, '2024', 'partners.organisations')).toBe(why)
  expect(await whyOf(app, '2024', 'partners.countries')).toBe(why)
  expect(await whyOf(app, '2024', `opening.${figure}`)).toBe(
    '23/11: Số liệu tổng hợp: hơn 400 đoàn vào, năm 2024 → hơn 450 đoàn vào, năm 2024',
  )
  const { changedBy } = await jsonOf(app, '2024')
  expect(new Map(changedBy.map(({ subject, page }) => [subject, page]))).toEqual(
    new Map([
      ['opening_figures', `/opening-figures#figure-${figure}`],
      ['partners', `/partners/${partner}`],
    ]),
  )
  const page = await read(app, '/reports/2024')
  expect(page.text('.head .lede')).toContain('Sau đó có 2 thay đổi.')
  for (const link of page.all('.restatements li > p:first-child a'))
    expect((await read(app, link.getAttribute('href') ?? '')).status).toBe(200)
})

test('a visit that left the period is why fewer reports are due, which is told once', async () => {
  const app = startApp()
  const [id] = ['2024-03-14', '2024-04-14'].map((startsOn) =>
    app.make.delegation({ ...done, startsOn, endsOn: startsOn }),
  )
  write(app.db, who, (write) => {
    for (const report of app.db.select().from(visitReports).all())
      write.update(visitReports, report.id, {
        status: 'submitted',
        number: `${report.id}/BC`,
        submittedOn: '2024-05-02',
      })
  })
  await publishReport(app, '2024-H1')
  goOn()
  write(app.db, who, (write) => write.update(delegations, id!, { startsOn: '2024-09', endsOn: '2024-09' }))
  const { restated } = await jsonOf(app, '2024-H1')
  const quality = restated.filter(({ name }) => name.startsWith('quality.'))
  expect(quality.length).toBeGreaterThan(0)
  for (const { name, visits } of quality) expect([name, visits]).toEqual([name, ['ĐR-2024-001']])
  expect(quality.map(({ name }) => name)).not.toContain('quality.reportsLate.of')
})

test('of several changes the one that weighs most in the direction of the difference is named first', async () => {
  const app = startApp()
  const ids = [6, 6, 5, 4, 2].map((headCount) => app.make.delegation({ ...done, headCount }))
  await publishReport(app, '2024')
  goOn()
  write(app.db, who, (write) => write.update(delegations, ids[2]!, { headCount: 6 }))
  goOn()
  write(app.db, who, (write) => deleteRecord(write, 'delegations', ids[0]!, 'ghi trùng'))
  const why = () => whyOf(app, '2024', 'outbound.personTrips')
  const fall = '24/11: ĐR-2024-001 xóa: ghi trùng'
  expect(await why()).toBe(`${fall}; 23/11: ĐR-2024-003 số người 5 → 6`)
  expect((await read(app, '/reports/2025')).text('.sheet')).toContain(
    `23, sau điều chỉnh 18 (${fall}; 23/11: ĐR-2024-003 số người 5 → 6)`,
  )
  write(app.db, who, (write) => {
    write.update(delegations, ids[3]!, { headCount: 3 })
    write.update(delegations, ids[4]!, { headCount: 1 })
  })
  expect(await why()).toBe(
    `${fall}; ĐR-2024-004 số người 4 → 3; ĐR-2024-005 số người 2 → 1; và 1 thay đổi khác`,
  )
})

const before = { ...done, startsOn: '2023-09-14', endsOn: '2023-09-18' }

test('a percentage in a draft is marked and listed where a figure behind it is another one', async () => {
  const app = startApp()
  app.make.delegation({ ...before, headCount: 30 })
  const id = app.make.delegation({ ...done, headCount: 3 })
  await app.submit('/reports/2024', { limits: 'Thiếu kinh phí.' })
  write(app.db, who, (write) => write.update(delegations, id, { headCount: 5 }))
  const page = await read(app, '/reports/2024')
  expect(page.text('.sheet')).toContain('lượt người giảm 83,3% trước là giảm 90,0%')
  expect(page.text('.sheet')).toContain('năm 2023 là 30, giảm 83,3% trước là giảm 90,0%')
  const lines = page.texts('.changed li').filter((line) => line.includes('%'))
  expect(lines).toEqual(['Lượt người ra so với năm 2023: giảm 83,3%, trước là giảm 90,0%'])
})

test('a percentage of a published report, and the numbers of its note of C8, are restated and open their rows', async () => {
  const app = startApp()
  app.make.delegation({ ...before, headCount: 33 })
  const id = app.make.delegation({ ...done, headCount: 4, countries: ['LA', 'KH'] })
  app.make.delegation({ ...done, headCount: 25 })
  const draft = await read(app, '/reports/2024')
  expect(draft.text('.sheet')).toContain('Cột Lượt người ra cộng lại 33, số thật là 29: hơn 4 vì')
  const note = draft.all('.sheet__note').find(({ textContent }) => textContent!.includes('cộng lại 33'))!
  const opened = [...note.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])
  expect(opened).toEqual([
    ['33', '/totals?by=country&from=2024&to=2024#by-country'],
    ['29', '/delegations?direction=outbound&from=2024&to=2024&counted=personTrips'],
    ['4', '/delegations?direction=outbound&from=2024&to=2024&counted=personTrips&several=countries'],
  ])
  expect((await read(app, opened[2]![1])).texts('#delegations tbody .key')).toEqual(['ĐR-2024-001'])
  await publishReport(app, '2024')
  goOn()
  write(app.db, who, (write) => write.update(delegations, id, { headCount: 5 }))
  const { text, texts } = await read(app, '/reports/2024')
  expect(text('.sheet')).toContain('lượt người giảm 12,1%, sau điều chỉnh giảm 9,1%')
  expect(text('.sheet')).toContain(
    'cộng lại 33, sau điều chỉnh 35, số thật là 29, sau điều chỉnh 30: hơn 4, sau điều chỉnh 5 vì',
  )
  expect(texts('.changed li')).toContainEqual(
    'Lượt người ra so với năm 2023: giảm 12,1%, sau điều chỉnh giảm 9,1% (23/11: ĐR-2024-001 số người 4 → 5)',
  )
  const edition = (await read(app, '/reports/2024/editions/1')).text('.sheet')
  expect(edition).toContain('lượt người giảm 12,1%')
  expect(edition).not.toContain('sau điều chỉnh')
})

test('beside visits of no known half, quarter or month stands no figure that was published of the year', async () => {
  const app = startApp()
  const visit = { status: 'reported' as const, headCount: 5 }
  app.make.delegation({ ...visit, startsOn: '2019-05-06', endsOn: '2019-05-09' })
  const id = app.make.delegation({ ...visit, startsOn: '2019', endsOn: null })
  expect((await publishReport(app, '2019')).status).toBe(303)
  goOn()
  write(app.db, who, (write) => write.update(delegations, id, { headCount: 6 }))
  for (const by of ['half', 'quarter', 'month']) {
    const rows = (await read(app, `/totals?by=${by}&from=2019&to=2019`)).texts('.ledger--years tbody tr')
    const unknown = rows.filter((row) => row.startsWith('Không rõ'))
    expect(unknown).toEqual([expect.not.stringContaining('phát hành')])
  }
  const years = (await read(app, '/totals?from=2019&to=2019')).texts('.ledger--years tbody tr')
  expect(years.join(' ')).toContain('đã phát hành')
})
