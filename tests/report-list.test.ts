import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { thenAndNowOperations } from '../src/then-and-now/operations.ts'
import { untranslated } from '../src/web/language.ts'
import { yearlyReports } from '../src/yearly-reports/yearly-report.ts'
import { startApp } from './support/app.ts'
import { download, readWorkbook } from './support/downloads.ts'

type App = ReturnType<typeof startApp>

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-01-10T16:30:00Z') }))
afterEach(() => void vi.useRealTimers())
/** Past midnight in Viet Nam, an hour later: nobody's session has ended. */
const later = () => vi.setSystemTime(Date.now() + 3_600_000)

const past = {
  status: 'reported' as const,
  startsOn: '2024-03-01',
  endsOn: '2024-03-05',
  headCount: 6,
  countries: ['LA'],
}

async function publish(app: App, headers: Record<string, string>) {
  const form = await app.visit('/reports/2024/publication', headers)
  const [submissionId, version, mark] = ['submissionId', 'version', 'mark'].map((name) => form.value(name))
  const signed = { number: '15/BC-HNBVN', writtenOn: '11/01/2025', signer: 'Trưởng ban' }
  return app.submit('/reports/2024/publication', { submissionId, version, mark, ...signed }, headers)
}

test('the list of reports is taken along: state, number, day, signer and edition of each period', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation(past)
  app.make.delegation({ ...past, startsOn: '2023', endsOn: null, headCount: null })
  later()
  const { headers } = app.signIn('approver')
  expect((await publish(app, headers)).status).toBe(303)
  const page = await app.visit('/reports')
  const [xlsx, csv, json] = page.all('#downloads a').map((link) => link.getAttribute('href')!)
  const lines = (await app.visit(csv)).html.trim().split('\r\n')
  expect(lines.map((line) => line.split(',').slice(0, 6).join(' | '))).toEqual([
    'Kỳ | Báo cáo | Số | Ngày ký | Người ký | Bản',
    'Năm 2025 | Chưa soạn |  |  |  | ',
    'Năm 2024 | Đã phát hành | 15/BC-HNBVN | 11/01/2025 | Trưởng ban | 1',
    '6 tháng đầu năm 2024 | Chưa soạn |  |  |  | ',
    'Năm 2023 | Chưa soạn |  |  |  | ',
  ])
  expect(lines.map((line) => line.split(',').slice(6, 14).join(' | ')).slice(2)).toEqual([
    '1 | 6 |  |  | 0 | 0 |  | ',
    '1 | 6 |  |  | 0 | 0 |  | ',
    '1 | – |  |  | 0 | 0 |  | ',
  ])
  const workbook = await download(app, xlsx)
  expect(workbook.headers['content-disposition']).toContain('bao-cao-nam-2025-01-11.xlsx')
  // A sheet of paper has room for the figures; who published and withdrew what is to be worked with.
  const { about } = await readWorkbook(workbook.body, 'Kỳ')
  expect(about).toContain('Khi in, các cột từ “Phát hành lúc” trở đi không có trên giấy.')
  expect((await app.visit(json)).json).toMatchObject({
    scope: 'own',
    items: [{ period: '2025' }, { period: '2024', state: 'published', edition: { edition: 1 } }, {}, {}],
  })
})

test('the list of reports held against a day tells what was begun, signed and withdrawn since, and by whom', async () => {
  const app = startApp({ as: 'clerk' })
  const id = app.make.delegation(past)
  later()
  const { headers, name } = app.signIn('approver', { name: 'Trần Duyệt' })
  await publish(app, headers)
  const unitId = 1
  write(app.db, { name: 'Lê Thử' }, (write) => {
    write.insert(yearlyReports, { unitId, scope: 'own', period: '2019', number: '3/BC' })
    write.update(delegations, id, { headCount: 8 })
  })
  const page = await app.visit('/reports?at=10/01/2025')
  expect(page.texts('[aria-labelledby=came] th.main')).toEqual(['Năm 2019'])
  expect(page.texts('[aria-labelledby=came] td')).toEqual(
    expect.arrayContaining(['Đang soạn', '3/BC', expect.stringMatching(/Lê Thử/)]),
  )
  expect(page.texts('[aria-labelledby=changed] th.main')).toEqual(['Năm 2024', '6 tháng đầu năm 2024'])
  const [year] = page.all('[aria-labelledby=changed] tbody tr')
  const changes = [...year!.querySelectorAll('.was-is li')].map((line) =>
    line.textContent.replaceAll(/\s+/g, ' ').trim(),
  )
  expect(changes).toEqual([
    'Báo cáo: Chưa soạn → nay là Đã phát hành',
    'Số: – → nay là 15/BC-HNBVN',
    'Ngày ký: – → nay là 11/01/2025',
    'Người ký: – → nay là Trưởng ban',
    'Bản: – → nay là 1',
    'Lượt người ra: 6 → nay là 8',
    expect.stringMatching(/^Phát hành lúc: – → nay là /),
    `Người phát hành: – → nay là ${name}`,
    'Số đã phát hành khác nay: – → nay là Lượt người ra: 6',
  ])
  expect(year!.textContent).toContain(name)
  const asked = await app.visit('/reports.json?at=10/01/2025')
  const { json } = await app.visit(asked.location!)
  expect(asked.location).toContain('/then-and-now/reports.json')
  expect(thenAndNowOperations[0]!.answer!.safeParse(json).error).toBeUndefined()
  expect((await app.visit('/reports?at=11/01/2025')).text('.empty h2')).toBe('Không có gì khác')
})

test('the reports of the whole system, and of a unit, are held against a day apart, in English too', async () => {
  const app = startApp({ as: 'clerk' })
  const unitId = app.make.unit({
    name: 'Provincial association',
    nameEn: 'Association',
    kind: 'local_association',
  })
  later()
  app.make.delegation({ ...past, unitId })
  const came = async (query: string, headers = {}) => {
    const page = await app.visit(`/reports?at=10/01/2025${query}`, { Cookie: 'language=en', ...headers })
    return [page.texts('[aria-labelledby=came] th.main'), page.texts('.chip').slice(1)]
  }
  untranslated.clear()
  expect(await came('')).toEqual([[], []])
  expect((await came('&scope=all'))[0]).toEqual(['2024', 'First half of 2024'])
  expect((await came(`&unit=${unitId}`))[0]).toEqual(['2024', 'First half of 2024'])
  expect((await came(`&unit=${unitId}`))[1]!.join()).toContain('Association')
  await app.visit('/reports.xlsx', { Cookie: 'language=en' })
  expect([...untranslated]).toEqual([])
})
