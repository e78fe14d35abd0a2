import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { untranslated } from '../src/web/language.ts'
import { yearlyReports } from '../src/yearly-reports/yearly-report.ts'
import { startApp } from './support/app.ts'
import { beginAt } from './support/clock.ts'
import { confirmationOf, publishReport } from './support/publishing.ts'

beginAt('2025-12-20T03:00:00Z')

type App = ReturnType<typeof startApp>

const done = { status: 'reported' as const, headCount: 6, startsOn: '2024-09-14', endsOn: '2024-09-18' }
const number = '15/BC-HNBVN'
const other = { number: '99/BC', writtenOn: '1/12/2025', signer: 'Người khác' }

async function listed(app: App) {
  const { json } = await app.visit('/reports.json')
  const { items } = json as unknown as { items: Record<string, unknown>[] }
  const report = items.find(({ period }) => period === '2024')!
  return [report.number, report.writtenOn, report.signer]
}

async function withdraw(app: App) {
  const { headers } = app.signIn('approver')
  const form = await app.visit('/reports/2024/withdrawal', headers)
  const [submissionId, version] = ['submissionId', 'version'].map((name) => form.value(name))
  return app.submit('/reports/2024/withdrawal', { submissionId, version, reason: 'ký nhầm' }, headers)
}

test('number, day and signer of a published report are no fields of its draft, and nothing sent changes them', async () => {
  const app = startApp()
  app.make.delegation(done)
  await publishReport(app)
  const form = await app.visit('/reports/2024/edit')
  expect(form.all('#number, #writtenOn, #signer')).toEqual([])
  expect(form.text('.form')).toContain('Số 15/BC-HNBVN, Trưởng ban ký ngày 20/12/2025')
  const version = form.value('version')
  const kept = await app.submit('/reports/2024', { version, ...other, limits: 'Thiếu người.' })
  expect(kept.status).toBe(303)
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
  expect((await app.visit('/reports/2024')).text('.sheet')).toContain('Thiếu người.')
  const { value } = await app.visit('/reports/2024/edit')
  const emptied = { number: '', writtenOn: '', signer: '' }
  await app.submit('/reports/2024', { version: value('version'), ...emptied, limits: 'Thiếu người.' })
  await withdraw(app)
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
})

test('the list of reports and its files say number, day and signer of the edition that stands', async () => {
  const app = startApp()
  app.make.delegation(done)
  await publishReport(app)
  write(app.db, { name: 'Lê Thử' }, (write) =>
    write.update(yearlyReports, 1, { number: '99/BC', writtenOn: null, signer: null }),
  )
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
  expect((await app.visit('/reports')).text('.ledger--reports tbody')).toContain(number)
  expect((await app.visit('/reports.csv')).html).toContain('15/BC-HNBVN,20/12/2025,Trưởng ban')
  await withdraw(app)
  expect(await listed(app)).toEqual(['99/BC', null, null])
})

test('a draft that was open while its report was published or withdrawn leaves its signature as it is', async () => {
  const app = startApp()
  app.make.delegation(done)
  await app.submit('/reports/2024', { number: '7/BC', limits: 'Thiếu người.' })
  const send = (form: { value: (name: string) => string }, more: Record<string, string>) =>
    app.submit('/reports/2024', { version: form.value('version'), ...more })
  const before = await app.visit('/reports/2024/edit')
  await publishReport(app)
  // Nobody winds a signed edition back, so that what was written meanwhile is chosen by whoever sends it.
  const clash = await send(before, { ...other, limits: 'Thiếu kinh phí.' })
  expect([clash.status, clash.all('#number, #writtenOn, #signer')]).toEqual([409, []])
  expect(clash.texts('.clash').join()).not.toContain('99/BC')
  expect((await send(clash, { ...other, limits: 'Thiếu kinh phí.' })).status).toBe(303)
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
  expect((await app.visit('/reports/2024')).text('.sheet')).toContain('Thiếu kinh phí.')
  const during = await app.visit('/reports/2024/edit')
  await withdraw(app)
  const handedBack = await send(during, { limits: 'Thiếu thời gian.' })
  expect(handedBack.status).toBe(409)
  const signature = ['number', 'writtenOn', 'signer'].map((name) => [name, handedBack.value(name)])
  expect(signature.map(([, value]) => value)).toEqual([number, '20/12/2025', 'Trưởng ban'])
  await send(handedBack, { ...Object.fromEntries(signature), limits: 'Thiếu thời gian.' })
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
  await send(handedBack, { limits: 'Thiếu xe.' })
  expect(await listed(app)).toEqual([number, '2025-12-20', 'Trưởng ban'])
})

test('a report is not signed before the latest visit that it counts began', async () => {
  const app = startApp()
  app.make.delegation(done)
  app.make.delegation({ ...done, startsOn: '2024-11-02', endsOn: '2024-11-05', title: 'Đoàn đi Lào' })
  app.make.delegation({
    ...done,
    startsOn: '2024-12-08',
    endsOn: '2024-12-09',
    countsAs: 'nothing',
    countsAsReason: 'việc riêng',
  })
  const called = { status: 'cancelled' as const, statusReason: 'bạn hoãn mời' }
  app.make.delegation({ ...done, startsOn: '2024-12-20', endsOn: '2024-12-21', ...called })
  const { send } = await confirmationOf(app)
  const early = await send({ writtenOn: '15/3/2024', number: '15' })
  expect([early.status, early.value('number'), early.value('writtenOn')]).toEqual([422, '15', '15/3/2024'])
  expect(early.error('writtenOn')).toBe(
    'Trước ngày 02/11/2024 của đoàn ĐR-2024-002 (Đoàn đi Lào) đã tính trong báo cáo. Xem lại ngày ký',
  )
  expect((await send({ writtenOn: '1/11/2024' })).status).toBe(422)
  expect((await send({ writtenOn: '2/11/2024' })).status).toBe(303)
})

test('of people-only and half-known visits, a day of signing is refused only where it surely lies before them', async () => {
  const app = startApp()
  const half = { ...done, startsOn: '2024-11', endsOn: null, title: 'Đoàn đi Lào' }
  app.make.delegation(done)
  app.make.delegation({ ...done, startsOn: '2024', endsOn: null })
  app.make.delegation({ ...half, countsAs: 'people_only', countsAsReason: 'đi cùng đoàn khác' })
  const { send } = await confirmationOf(app)
  const early = await send({ writtenOn: '31/10/2024' })
  expect(early.error('writtenOn')).toBe(
    'Trước tháng 11/2024 của đoàn ĐR-2024-003 (Đoàn đi Lào) đã tính trong báo cáo. Xem lại ngày ký',
  )
  expect((await send({ writtenOn: '1/11/2024' })).status).toBe(303)
})

test('visits of other periods and units do not hinder the day of signing', async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  app.make.delegation(done)
  app.make.delegation({ ...done, startsOn: '2024-12-01', endsOn: '2024-12-02', unitId })
  app.make.delegation({ ...done, startsOn: '2025-01-04', endsOn: '2025-01-05' })
  const own = await confirmationOf(app)
  const all = await confirmationOf(app, '2024', '?scope=all')
  expect((await all.send({ writtenOn: '1/10/2024' })).error('writtenOn')).toContain('Trước ngày 01/12/2024')
  expect((await own.send({ writtenOn: '1/10/2024' })).status).toBe(303)
})

test('the reasons against a signature are told in English too', async () => {
  const app = startApp()
  app.make.delegation(done)
  app.make.delegation({ ...done, startsOn: '2024-11', endsOn: null })
  untranslated.clear()
  const { headers } = app.signIn('approver')
  const form = await app.visit('/reports/2024/publication', headers)
  const sent = {
    submissionId: form.value('submissionId'),
    version: '',
    mark: form.value('mark'),
    number,
    signer: 'A',
  }
  const english = { ...headers, Cookie: `${headers.Cookie}; language=en` }
  const answer = await app.submit('/reports/2024/publication', { ...sent, writtenOn: '1/10/2024' }, english)
  expect(answer.error('writtenOn')).toContain('Before 11/2024, when visit ĐR-2024-002')
  await publishReport(app)
  await app.visit('/reports/2024/edit', { Cookie: 'language=en' })
  expect([...untranslated]).toEqual([])
})
