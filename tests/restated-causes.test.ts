import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegationCountries, delegations } from '../src/delegations/delegation.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { startApp } from './support/app.ts'
import { beginAt, goOn } from './support/clock.ts'
import { namedWhole } from './support/members.ts'
import { publishReport } from './support/publishing.ts'

// Which figures of a published report are restated, and for which of what was changed.

type App = ReturnType<typeof startApp>

beginAt('2026-11-22T03:00:00Z')

const who = { name: 'Lê Thử' }
const done = { status: 'reported' as const, headCount: 6, startsOn: '2024-09-14', endsOn: '2024-09-18' }

const read = (app: App, address: string) => app.visit(address, app.signIn('administrator').headers)

/** Publishes a report, and lets a day go by. */
async function published(app: App, name = '2024') {
  expect((await publishReport(app, name)).status).toBe(303)
  goOn()
}

interface Restated {
  name: string
  label: string
  published: string
  now: string
  why: string | null
}
const restatedOf = async (app: App, name = '2024') => {
  const { json } = await read(app, `/reports/${name}.json`)
  return new Map(
    (json as unknown as { restated: Restated[] }).restated.map((figure) => [figure.name, figure]),
  )
}
const remove = (app: App, id: number) =>
  write(app.db, who, (write) => deleteRecord(write, 'delegations', id, 'ghi trùng'))

test('more people make no other number of countries or units', async () => {
  const app = startApp()
  const [grown, other] = [
    app.make.delegation(done),
    app.make.delegation({ ...done, countries: ['LA', 'KH'] }),
  ]
  await published(app)
  write(app.db, who, (write) => write.update(delegations, grown, { headCount: 9 }))
  goOn()
  write(app.db, who, (write) => {
    write.update(delegations, other, { headCount: 8 })
    write.remove(delegationCountries, 3)
  })
  const restated = await restatedOf(app)
  expect(restated.get('countries')?.why).toBe('24/11: ĐR-2024-002 đổi nước')
  expect(restated.get('outbound.personTrips')?.why).toBe(
    '23/11: ĐR-2024-001 số người 6 → 9; 24/11: ĐR-2024-002 số người 6 → 8, đổi nước',
  )
})

test('what a visit had that makes no đoàn more or fewer is not told of a number of đoàn', async () => {
  const app = startApp()
  const id = app.make.delegation(done)
  await published(app)
  write(app.db, who, (write) =>
    write.update(delegations, id, { headCount: 9, status: 'cancelled', statusReason: 'Bạn bận' }),
  )
  expect((await restatedOf(app)).get('outbound.delegations')?.why).toBe('23/11: ĐR-2024-001 hủy: Bạn bận')
})

test('what covers a figure is another one for its visits, and for the figure where that is of another time', async () => {
  const app = startApp()
  const [gone] = ['2024-03-02', '2024-10-04'].map((startsOn) =>
    app.make.delegation({ ...done, startsOn, endsOn: startsOn }),
  )
  const id = write(app.db, who, (write) =>
    write.insert(openingFigures, {
      unitId: 1,
      indicator: 'outbound_delegations',
      startsOn: '2024',
      endsOn: '2024',
      value: 800,
      qualifier: 'exact',
      sourceId: sourceAt(write, 'https://example.org/so-lieu'),
    }),
  )
  await published(app)
  const covered = async () => {
    const figure = (await restatedOf(app)).get(`opening.${id}.covered`)
    return figure && [figure.published, figure.now, figure.why]
  }
  remove(app, gone!)
  const visit = '23/11: ĐR-2024-001 xóa: ghi trùng'
  expect(await covered()).toEqual(['2', '1', visit])
  goOn()
  write(app.db, who, (write) => write.update(openingFigures, id, { value: 900 }))
  expect(await covered()).toEqual(['2', '1', visit])
  write(app.db, who, (write) => write.update(openingFigures, id, { startsOn: '2024-11', endsOn: '2024-12' }))
  expect(await covered()).toEqual(['2', '0', expect.stringContaining('24/11: Số liệu tổng hợp: ')])
})

/** Nobody knows any more how many people went: of visits of which none is stated it is accepted. */
async function acceptUnknown({ visit, submit, signIn }: App) {
  const { headers } = signIn('approver')
  const form = await visit('/contradictions/acceptance?all=unknownPeople', headers)
  const [asked, stand, submissionId] = ['asked', 'stand', 'submissionId'].map((name) => form.value(name))
  const sent = { asked, stand, submissionId, reason: 'Không còn hồ sơ' }
  expect((await submit('/contradictions/acceptance', sent, headers)).status).toBe(303)
}

test('what reads the same is not restated', async () => {
  const app = startApp()
  const unknown = { ...done, headCount: null }
  const known = { ...done, headCount: 30 }
  const ids = [unknown, unknown, known].map((visit) => app.make.delegation(visit))
  app.make.delegation({ ...done, direction: 'inbound', ...namedWhole('An', 'Bình') })
  const unlisted = [1, 2].map(() => app.make.delegation({ ...done, direction: 'inbound', countries: ['KH'] }))
  app.make.delegation({ ...unknown, countries: ['TH'] })
  const moved = app.make.delegation({ ...unknown, countries: ['TH'] })
  await acceptUnknown(app)
  await published(app)
  write(app.db, who, (write) => {
    for (const id of [ids[0]!, moved])
      write.update(delegations, id, { startsOn: '2023-09-14', endsOn: '2023-09-18' })
  })
  remove(app, unlisted[0]!)
  const restated = await restatedOf(app)
  expect([...restated.values()].filter(({ published, now }) => published === now)).toEqual([])
  expect(restated.get('outbound.delegations')).toMatchObject({ published: '5', now: '3' })
  expect(restated.get('country.TH.outbound.delegations')).toMatchObject({ published: '2', now: '1' })
  expect(restated.get('inbound.delegations')).toMatchObject({ published: '3', now: '2' })
  for (const address of ['/reports/2024', '/reports/2025', '/totals?by=year'])
    expect((await read(app, address)).text('main')).not.toMatch(/(≥\s\d+|–), sau điều chỉnh \1(?!\d)/)
  const moves = (await read(app, '/reports/2024')).texts('.restatements li .note')
  expect(moves).toHaveLength(3)
  for (const told of moves) expect(told).not.toMatch(/(≥\s\d+|–) → \1(?!\d)/)
})

test('số người of which no list told is another one for the visits of its lượt người', async () => {
  const app = startApp()
  const gone = app.make.delegation({ ...done, countries: ['KR'] })
  app.make.delegation({ ...done, ...namedWhole('An', 'Bình') })
  await published(app)
  remove(app, gone)
  app.make.delegation({ ...done, direction: 'inbound', countries: ['CU'] })
  const late = '23/11: ĐV-2024-001 ghi muộn'
  const restated = await restatedOf(app)
  expect(restated.get('country.KR.outbound.persons')).toMatchObject({
    published: '–',
    now: '0',
    why: '23/11: ĐR-2024-001 xóa: ghi trùng',
  })
  expect(restated.get('country.CU.inbound.persons')).toMatchObject({ published: '0', now: '–', why: late })
  // A list that is not whole any more for a visit that nobody listed.
  expect(restated.get('outbound.persons')).toMatchObject({
    published: '≥\u00A02',
    now: '2',
    why: '23/11: ĐR-2024-001 xóa: ghi trùng',
  })
  expect((await read(app, '/reports/2025')).text('.sheet')).toContain(
    `Năm 2024: số người vào: 0, sau điều chỉnh – (${late}).`,
  )
})

test('a figure of the year before that counts nothing now says in the next report why', async () => {
  const app = startApp()
  const id = app.make.delegation(done)
  await published(app)
  remove(app, id)
  app.make.delegation({ ...done, startsOn: '2025-09-14', endsOn: '2025-09-18' })
  expect((await read(app, '/reports/2025')).text('.sheet')).toContain(
    '1, sau điều chỉnh 0 (23/11: ĐR-2024-001 xóa: ghi trùng)',
  )
})

test('no two figures that are restated are called the same', async () => {
  const app = startApp()
  const hosts = ['Hội Nhà báo Lào', 'Hội Nhà báo Campuchia'].map((name) => app.make.partner({ name }))
  const body = app.make.partner({
    name: 'Liên đoàn Báo chí ASEAN',
    kind: 'international_body',
    country: null,
  })
  const given = { ...done, countries: ['LA', 'KH'], partnerIds: [...hosts, body] }
  const ids = (['outbound', 'inbound'] as const).flatMap((direction) =>
    [1, 2].map(() => app.make.delegation({ ...given, direction, purposeKind: 'conference' })),
  )
  const figures = ['2024', '2019', '2019'].map((startsOn, index) =>
    write(app.db, who, (write) =>
      write.insert(openingFigures, {
        unitId: 1,
        indicator: 'outbound_delegations',
        startsOn,
        endsOn: '2024',
        value: 800,
        qualifier: 'exact',
        sourceId: sourceAt(write, `https://so-${index}.example.org`),
      }),
    ),
  )
  await published(app)
  for (const id of ids.filter((_, index) => index % 2)) remove(app, id)
  write(app.db, who, (write) => {
    for (const figure of figures) write.update(openingFigures, figure, { value: 900 })
  })
  const { Cookie } = app.signIn('administrator').headers
  for (const language of ['vi', 'en']) {
    const page = await app.visit('/reports/2024', { Cookie: `${Cookie}; language=${language}` })
    const names = page
      .texts('.changed li')
      .map((line) => line.replace(/: [^:]*(, sau điều chỉnh|, restated).*$/s, ''))
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  }
})

test('a visit that another unit has now took its follow-ups along', async () => {
  const app = startApp()
  app.make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' })
  const [given, kept, bare] = [1, 2, 3].map(() => app.make.delegation(done))
  const due = { content: 'Gửi ảnh', side: 'ours' as const, lead: 'Ban Đối ngoại', dueOn: '2024-11-30' }
  write(app.db, who, (write) => {
    for (const delegationId of [given!, kept!]) write.insert(followUps, { delegationId, ...due })
  })
  await published(app)
  write(app.db, who, (write) => {
    for (const id of [given!, bare!]) write.update(delegations, id, { unitId: 2 })
    write.update(delegations, kept!, { headCount: 9 })
  })
  expect((await restatedOf(app)).get('quality.followUpsClosed.of')).toMatchObject({
    published: '2',
    now: '1',
    why: '23/11: ĐR-2024-001 chuyển đơn vị: Hội Nhà báo Việt Nam → Hội Nhà báo Huế',
  })
})

test('of an edition that called two sums the same, each is told with its table', async () => {
  const app = startApp()
  const partnerIds = ['Hội Nhà báo Lào', 'Hội Nhà báo Campuchia'].map((name) => app.make.partner({ name }))
  const id = app.make.delegation({ ...done, countries: ['LA', 'KH'], partnerIds })
  await published(app)
  // As editions were stored before tables were named.
  const unnamed = (
    _key: string,
    value: { text?: string; gaps?: { subject?: { text?: string }; counter: unknown } },
  ) => (value?.gaps?.subject?.text?.startsWith('Bảng theo') ? value.gaps.counter : value)
  app.db.$client.exec('drop trigger published_papers_no_update')
  const { sections } = app.db.$client.prepare('select sections from published_papers').get() as {
    sections: string
  }
  app.db.$client
    .prepare('update published_papers set sections = ?')
    .run(JSON.stringify(JSON.parse(sections, unnamed)))
  remove(app, id)
  const sums = (await read(app, '/reports/2024'))
    .texts('.changed li')
    .filter((line) => line.includes('cột đoàn ra'))
  expect(sums.map((line) => line.replace(/(cộng lại|số thật): .*/, '$1'))).toEqual([
    'Bảng theo nước: cột đoàn ra cộng lại',
    'Bảng theo nước: cột đoàn ra cộng lại hơn số thật',
    'Bảng theo đối tác: cột đoàn ra cộng lại',
    'Bảng theo đối tác: cột đoàn ra cộng lại hơn số thật',
  ])
})
