import { expect, test } from 'vitest'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { type Write, write } from '../src/db/write.ts'
import { delegationCountries, delegations, statusChanges } from '../src/delegations/delegation.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { reportExtensions } from '../src/visit-reports/report-extension.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { publishReport } from './support/publishing.ts'

type App = ReturnType<typeof startApp>

const who = { name: 'Lê Thử' }
const visit = { status: 'reported' as const, headCount: 6, startsOn: '2024-09-14', endsOn: '2024-09-18' }
const grantedOn = '2024-12-01'

/** A year of which a report tells whatever it can: the visits, figures and follow-ups of the changes below. */
function makeYear({ make, db }: App) {
  make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' })
  for (const given of [
    visit,
    visit,
    { ...visit, status: 'returned' as const },
    { ...visit, startsOn: '2023-05-06', endsOn: '2023-05-07' },
    { ...visit, direction: 'inbound' as const },
  ])
    make.delegation(given)
  write(db, who, (write) => {
    write.insert(statusChanges, { delegationId: 1, toStatus: 'approved', happenedOn: '2024-08-01' })
    write.insert(coverageItems, { delegationId: 1, title: 'Đoàn thăm Lào' })
    write.update(visitReports, 2, { status: 'submitted', number: '1/BC', submittedOn: '2024-12-20' })
    write.insert(reportExtensions, { delegationId: 3, dueOn: '2026-11-22', reason: 'Đi tiếp', grantedOn })
    write.insert(followUps, {
      delegationId: 4,
      content: 'Gửi ảnh',
      side: 'ours',
      lead: 'Ban Đối ngoại',
      dueOn: '2024-11-30',
    })
    write.insert(openingFigures, {
      unitId: 1,
      indicator: 'inbound_delegations',
      startsOn: '2024',
      endsOn: '2024',
      value: 400,
      qualifier: 'more_than',
      sourceId: sourceAt(write, 'https://example.org/so-lieu'),
    })
  })
}

/** What the report of the year, published on 22/11, tells on the day after of its figures that are others. */
async function restatedBy(change: (write: Write) => void) {
  const app = await on('2026-11-22', async () => {
    const app = startApp()
    makeYear(app)
    expect((await publishReport(app, '2024', '?scope=all')).status).toBe(303)
    return app
  })
  const { json } = await on('2026-11-23', () => {
    write(app.db, who, change)
    return app.visit('/reports/2024.json?scope=all', app.signIn('administrator').headers)
  })
  const { restated } = json as unknown as { restated: { name: string; why: string | null }[] }
  return new Map(restated.map(({ name, why }) => [name, why]))
}

const changes: Record<string, (write: Write) => void> = {
  'another country'(write) {
    write.remove(delegationCountries, 2)
    write.insert(delegationCountries, { delegationId: 2, position: 0, country: 'KH' })
  },
  'another unit': (write) => write.update(delegations, 2, { unitId: 2 }),
  'a piece of the press': (write) => void write.insert(coverageItems, { delegationId: 2, title: 'Bài khác' }),
  'a follow-up of an earlier visit that is closed': (write) =>
    write.update(followUps, 1, { outcome: 'done', closedOn: '2024-12-01', evidence: 'Đã gửi' }),
  'a report handed in': (write) =>
    write.update(visitReports, 1, { status: 'submitted', number: '2/BC', submittedOn: '2024-09-20' }),
  'a report extended': (write) =>
    void write.insert(reportExtensions, {
      delegationId: 2,
      dueOn: '2025-01-10',
      reason: 'Đi tiếp',
      grantedOn,
    }),
  'a programme that was changed': (write) =>
    void write.insert(programmeItems, {
      delegationId: 1,
      dayNumber: 1,
      content: 'Thăm tòa soạn',
      outcome: 'added',
      position: 0,
    }),
  'a figure with another source': (write) =>
    write.update(openingFigures, 1, { value: 450, sourceId: sourceAt(write, 'https://example.org/so-khac') }),
  'a visit of those a figure covers': (write) => deleteRecord(write, 'delegations', 5, 'ghi trùng'),
  nothing: () => {},
}

test.each([
  ['another country', 'countries', '23/11: ĐR-2024-002 đổi nước'],
  ['another unit', 'units', '23/11: ĐR-2024-002 chuyển đơn vị: Hội Nhà báo Việt Nam → Hội Nhà báo Huế'],
  ['a piece of the press', 'coverage.items', '23/11: ĐR-2024-002 sửa tin bài'],
  ['a piece of the press', 'quality.covered', '23/11: ĐR-2024-002 sửa tin bài'],
  [
    'a follow-up of an earlier visit that is closed',
    'quality.followUpsClosed',
    '23/11: ĐR-2023-001 sửa việc tiếp theo',
  ],
  ['a report handed in', 'quality.reportsOnTime', '23/11: ĐR-2024-001 sửa báo cáo kết quả'],
  ['a report extended', 'quality.reportsLate', '23/11: ĐR-2024-002 sửa báo cáo kết quả'],
  ['a programme that was changed', 'quality.asPlanned', '23/11: ĐR-2024-001 sửa chương trình'],
  [
    'a figure with another source',
    'opening.1',
    '23/11: Số liệu tổng hợp: hơn 400 đoàn vào, năm 2024 → hơn 450 đoàn vào, năm 2024, đổi nguồn',
  ],
  ['a visit of those a figure covers', 'opening.1.covered', '23/11: ĐV-2024-001 xóa: ghi trùng'],
  ['nothing', 'quality.reportsMissing', 'đến hạn từ khi phát hành'],
])('%s is why %s is another figure since', async (change, figure, why) => {
  expect((await restatedBy(changes[change]!)).get(figure)).toBe(why)
})

test('where nobody writes of any visit any more, those that were counted have not become none', async () => {
  const restated = await restatedBy((write) => write.remove(coverageItems, 1))
  expect(restated.get('coverage.items')).toBe('23/11: ĐR-2024-001 sửa tin bài')
  expect([...restated.keys()]).not.toContain('quality.covered.of')
})

test('a draft lists the reports that are due once, and no visits that it only leaves out', async () => {
  const app = startApp()
  const overdue = { ...visit, status: 'returned' as const }
  const [first, second] = [app.make.delegation(overdue), app.make.delegation(overdue)]
  const piece = write(app.db, who, (write) =>
    write.insert(coverageItems, { delegationId: first, title: 'Đoàn thăm Lào' }),
  )
  await app.submit('/reports/2024', { limits: 'Thiếu kinh phí.' })
  const changed = async (name: string) => {
    const page = await app.visit('/reports/2024')
    return page.texts('.changed li').filter((line) => line.startsWith(name))
  }
  write(app.db, who, (write) => deleteRecord(write, 'delegations', second, 'ghi trùng'))
  expect(await changed('Báo cáo đã đến hạn')).toEqual(['Báo cáo đã đến hạn: 1, trước là 2'])
  write(app.db, who, (write) => write.remove(coverageItems, piece))
  const gone = (was: number) => `Một số không còn trong báo cáo: 0, trước là ${was}`
  expect(await changed('Một số')).toEqual([gone(1), gone(1)])
})

test('in English, words worked out of figures are marked as the Vietnamese of the paper', () =>
  on('2026-11-22', async () => {
    const app = startApp({ as: 'approver' })
    app.make.delegation({ ...visit, startsOn: '2023-09-14', endsOn: '2023-09-18', headCount: 33 })
    const id = app.make.delegation({ ...visit, headCount: 29 })
    const quoted = async (selector: string) =>
      (await app.visit('/reports/2024', { Cookie: 'language=en' })).texts(`${selector} [lang="vi"]`)
    await app.submit('/reports/2024', { limits: 'Thiếu kinh phí.' })
    write(app.db, who, (write) => write.update(delegations, id, { headCount: 30 }))
    expect(await quoted('.changed')).toEqual(['giảm 9,1%, trước là giảm 12,1%'])
    expect(await quoted('.sheet')).toContain('trước là giảm 12,1%')
    await publishReport(app, '2024')
    write(app.db, who, (write) => write.update(delegations, id, { headCount: 31 }))
    expect(await quoted('.changed')).toEqual(['giảm 9,1%, sau điều chỉnh giảm 6,1%'])
    expect(await quoted('.sheet')).toContain('sau điều chỉnh giảm 6,1%')
  }))
