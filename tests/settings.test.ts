import { expect, test } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const OUT = '/admin/settings/report_days_outbound'
const set = (app: App, fields: Record<string, string>, where = OUT) =>
  app.submit(where, { dayKind: 'calendar', ...fields })
const dueOn = async (app: App, visit: number) => {
  const { items } = (await app.visit('/delegations.json')).json as unknown as {
    items: { id: number; report: { dueOn: string } }[]
  }
  return items.find(({ id }) => id === visit)?.report.dueOn
}
const back = (app: App, endsOn: string) =>
  app.make.delegation({ startsOn: endsOn, endsOn, status: 'returned' })
const warnings = async (app: App, visit: number) =>
  (await app.visit(`/delegations/${visit}`)).texts('main > .notice--warn')

test('a deadline set from a day on moves only the reports of visits that end from that day', async () => {
  const app = startApp()
  const [before, after] = [back(app, '2025-06-30'), back(app, '2025-07-01')]
  const monthOnly = back(app, '2025-06')
  expect(await dueOn(app, after)).toBe('2025-07-16')
  expect((await set(app, { value: '5', sinceOn: '1/7/2025' })).status).toBe(303)
  expect(await Promise.all([before, after, monthOnly].map((visit) => dueOn(app, visit)))).toEqual([
    '2025-07-15',
    '2025-07-06',
    '2025-07-15',
  ])
  expect((await app.visit(`/delegations/${before}`)).text('[aria-labelledby=report]')).toContain('15/07/2025')
  expect((await app.visit(`/delegations/${after}`)).text('[aria-labelledby=report]')).toContain('06/07/2025')
})

test('what wants attention goes by the deadline of each visit’s own time', async () => {
  const app = startApp()
  const ended = addDays(today(), -9)
  back(app, ended)
  const late = async () => (await app.visit('/')).text('.todo')
  expect(await late()).toContain('Còn 6 ngày')
  await set(app, { value: '5', sinceOn: addDays(ended, 1) })
  expect(await late()).toContain('Còn 6 ngày')
  await set(app, { value: '5', sinceOn: ended })
  expect(await late()).toContain('Quá hạn 4 ngày')
})

test('a deadline in working days leaves out weekends and holidays, and counts days made up for', async () => {
  const app = startApp()
  const friday = back(app, '2025-08-29')
  await set(app, { value: '3', dayKind: 'working' })
  expect(await dueOn(app, friday)).toBe('2025-09-03')
  await app.submit('/admin/holidays', { fallsOn: '2/9/2025', name: 'Quốc khánh', kind: 'holiday' })
  expect(await dueOn(app, friday)).toBe('2025-09-04')
  await app.submit('/admin/holidays', { fallsOn: '30/8/2025', name: 'Làm bù', kind: 'made_up' })
  expect(await dueOn(app, friday)).toBe('2025-09-03')
})

test('a value may rest on a paper of the catalogue, which then is not removed', async () => {
  const app = startApp()
  const paper = { number: '12-CT/TW', kind: 'directive', issuedOn: '5/1/2022' }
  const { location } = await app.submit('/admin/legal-bases', paper)
  expect(location).toMatch(/^\/admin\/legal-bases\/1\?saved=1&act=\d+$/)
  await set(app, { value: '10', legalBasisId: '1' })
  expect((await app.visit('/admin/settings')).text('tbody')).toContain('10 ngày')
  expect((await app.visit('/admin/settings')).text('tbody')).toContain('Chỉ thị 12-CT/TW')
  expect((await app.visit('/help')).text('[aria-labelledby=deadlines]')).toContain('Chỉ thị 12-CT/TW')
  const refused = await app.submit('/admin/legal-bases/1/removal', {})
  expect([refused.status, refused.text('.notice--error')]).toEqual([
    409,
    'Không bỏ được: có 1 mục thời hạn, mức nhắc dẫn văn bản này.',
  ])
  await app.submit(`${OUT}/1/removal`, {})
  expect((await app.submit('/admin/legal-bases/1/removal', {})).status).toBe(303)
  expect((await app.visit('/admin/legal-bases')).all('.empty')).toHaveLength(1)
})

test('a value that cannot be kept comes back as typed', async () => {
  const app = startApp()
  await set(app, { value: '10', sinceOn: '1/7/2025' })
  const twice = await set(app, { value: '12', sinceOn: '1/7/2025', basis: 'Quy chế' })
  expect([twice.status, twice.error('sinceOn'), twice.value('value'), twice.value('basis')]).toEqual([
    422,
    'Đã có giá trị áp dụng từ ngày này. Sửa ở dòng ấy',
    '12',
    'Quy chế',
  ])
  expect((await set(app, { value: '0' })).error('value')).toBe('Ghi số từ 1 đến 365')
  expect((await set(app, { value: '5', sinceOn: '2025' })).error('sinceOn')).toMatch(/đủ ngày, tháng, năm/)
  expect((await set(app, { value: '5', dayKind: '' })).error('dayKind')).toMatch(/Chưa chọn/)
  expect((await app.submit('/admin/settings/no_such_setting', { value: '5' })).status).toBe(404)
  const stale = await set(app, { value: '9', version: '7' }, `${OUT}/1`)
  expect([stale.status, stale.value('value')]).toEqual([409, '9'])
})

test('a setting that is about no visit does not speak of visits', async () => {
  const app = startApp()
  const hint = async (key: string) => (await app.visit(`/admin/settings/${key}/new`)).text('#sinceOn-hint')
  expect(await hint('most_people')).toMatch(/^Đoàn của thời trước/)
  expect(await hint('report_days_inbound')).toMatch(/^Đoàn của thời trước/)
  expect(await hint('second_factor')).toMatch(/^Trước ngày này vẫn theo giá trị cũ/)
  expect(await hint('identity_months')).toMatch(/^Trước ngày này vẫn theo giá trị cũ/)
})

test('setting a value is told in the history, and taken back', async () => {
  const app = startApp()
  const visit = back(app, '2025-07-01')
  await set(app, { value: '5', sinceOn: '1/7/2025' })
  const told = await app.visit('/history')
  expect(told.text('tbody tr')).toContain('Báo cáo kết quả đoàn ra: đặt 5 ngày, từ 01/07/2025')
  await app.submit(told.document.querySelector('tbody form')?.getAttribute('action') ?? '', {})
  expect(await dueOn(app, visit)).toBe('2025-07-16')
})

test('beyond a limit a visit is kept with a warning that says its basis', async () => {
  const app = startApp()
  await app.submit('/admin/settings/most_people', { value: '8', sinceOn: '1/7/2025', basis: 'Quy chế số 5' })
  const large = {
    headCount: 9,
    startsOn: '2025-07-01',
    endsOn: '2025-07-11',
    countries: ['LA', 'KH', 'TH', 'CN'],
  }
  expect(await warnings(app, app.make.delegation(large))).toEqual([
    'Đoàn có 9 người, quá mức 8 người (căn cứ: Quy chế số 5).',
    'Đoàn đi 11 ngày, quá mức 10 ngày (mức này chưa ghi căn cứ).',
    'Đoàn qua 4 nước, quá mức 3 nước (mức này chưa ghi căn cứ).',
  ])
  const earlier = { ...large, startsOn: '2025-06-01', endsOn: '2025-06-10', countries: ['LA', 'KH', 'TH'] }
  expect(await warnings(app, app.make.delegation(earlier))).toEqual([])
  const other = app.make.unit({ name: 'Báo khác', kind: 'other_body' })
  for (const given of [{ direction: 'inbound' }, { unitId: other }] as const)
    expect(await warnings(app, app.make.delegation({ ...large, ...given }))).toEqual([])
})

test('the third visit of a year under the same head is warned of, whatever came before or after', async () => {
  const app = startApp()
  const head = {
    id: null,
    name: 'Lê An',
    role: 'head',
    post: null,
    organisation: null,
    hasTravelled: true,
  } as const
  const led = (startsOn: string, given = {}) =>
    app.make.delegation({ startsOn, participants: [head], ...given })
  led('2024-12-30')
  led('2025-02', { direction: 'inbound' })
  const [first, third, second] = ['2025-01-05', '2025-09-09', '2025-03'].map((startsOn) => led(startsOn))
  const cancelled = led('2025-01-02')
  await app.submit(`/delegations/${cancelled}/cancellation`, { reason: 'Bão' })
  expect(await warnings(app, first!)).toEqual([])
  expect(await warnings(app, second!)).toEqual([])
  expect(await warnings(app, third!)).toEqual([
    'Chuyến thứ 3 trong năm 2025 mà Lê An làm trưởng đoàn, quá mức 2 chuyến (mức này chưa ghi căn cứ).',
  ])
})
