import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { startApp } from './support/app.ts'
import { beginAt } from './support/clock.ts'
import { download, readCsv, readWorkbook } from './support/downloads.ts'
import { publishReport } from './support/publishing.ts'

beginAt('2025-01-10T03:00:00Z')

test('the visits behind a signed figure are taken along as they stood, whatever became of them', async () => {
  const app = startApp()
  const visit = { status: 'reported' as const, startsOn: '2024-09-14', endsOn: '2024-09-18' }
  const first = app.make.delegation({ ...visit, title: 'Thăm Lào', headCount: 6, countries: ['LA', 'KH'] })
  app.make.delegation({ ...visit, title: 'Thăm Cuba', headCount: 4, countries: ['CU'] })
  expect((await publishReport(app)).status).toBe(303)
  write(app.db, { name: 'Lê Thử' }, (write) =>
    write.update(delegations, first, {
      title: 'Thăm hai nước',
      startsOn: '2023-09-14',
      endsOn: '2023-09-18',
    }),
  )
  const report = await app.visit('/reports/2024')
  const links = report.all('.sheet a[href*="/visits?figure="]').map((link) => link.getAttribute('href')!)
  expect(links.length).toBeGreaterThan(1)
  for (const href of new Set(links)) {
    const page = await app.visit(href)
    const titles = page.texts('tbody .main a')
    expect(page.texts('.notice[role="status"]')).toEqual([])
    const offered = page.all('#downloads a').map((link) => link.getAttribute('href')!)
    expect(offered.map((file) => file.replace(/\.(xlsx|csv|json)\?/, '?'))).toEqual([href, href, href])
    const [xlsx, csv, json] = offered as [string, string, string]
    const { about, headings, rows } = await readWorkbook((await download(app, xlsx)).body, 'Số sổ')
    const total = rows.pop()!
    expect(rows.map((row) => row[headings!.indexOf('Tên đoàn')])).toEqual(titles)
    expect(total.slice(0, 2)).toEqual(['TỔNG CỘNG', page.text('h1')])
    expect(about[0]).toBe(`${page.text('tfoot th')}: Báo cáo năm 2024`)
    expect(about.slice(1, 4)).toEqual([
      'Bản 1, số 15/BC-HNBVN',
      'Các đoàn đã tính vào số này, đúng như khi phát hành.',
      'Số liệu tính đến 10/01/2025.',
    ])
    expect(
      readCsv((await download(app, csv)).body)
        .slice(1)
        .map((row) => row[4]),
    ).toEqual(titles)
    const answer = (await app.visit(json)).json as unknown as {
      asOf: string
      ignored: []
      items: { title: string }[]
    }
    expect(answer).toMatchObject({ asOf: '2025-01-10', ignored: [] })
    expect(answer.items.map(({ title }) => title)).toEqual(titles)
  }
  expect((await app.visit('/reports/2024/editions/1/visits.json?figure=none')).status).toBe(404)
  expect((await app.visit('/reports/2024/editions/9/visits.xlsx')).status).toBe(404)
})
