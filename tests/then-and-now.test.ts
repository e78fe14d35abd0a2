import { expect, test } from 'vitest'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { today, writeDate } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { deleteRecord } from '../src/deletions/queries.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { partners } from '../src/partners/partner.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { comparedLists } from '../src/then-and-now/lists.ts'
import { thenAndNowOperations } from '../src/then-and-now/operations.ts'
import { untranslated } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { beginAt, goOn } from './support/clock.ts'
import { download, readWorkbook } from './support/downloads.ts'
import { member } from './support/members.ts'

type App = ReturnType<typeof startApp>

const who = { name: 'Lê Thử' }

beginAt('2025-01-10T16:30:00Z')
/** Past midnight in Viet Nam, an hour later: nobody's session has ended. */
const later = () => goOn(1 / 24)
const change = (app: App, id: number, changes: Partial<typeof delegations.$inferInsert>) =>
  write(app.db, who, (write) => write.update(delegations, id, changes))

test('a list compared with a day tells what came, what went and what changed, with who and when', async () => {
  const app = startApp({ as: 'clerk' })
  const back = { status: 'returned' as const, headCount: 6 }
  const [gone, other] = [app.make.delegation(back), app.make.delegation(back)]
  app.make.delegation(back)
  later()
  write(app.db, who, (write) => deleteRecord(write, 'delegations', gone, 'ghi trùng'))
  change(app, other, { headCount: 8, title: 'Thăm Viêng Chăn' })
  app.make.delegation({ ...back, title: 'Ghi muộn' })
  const page = await app.visit('/delegations?at=10/01/2025')
  expect(page.text('.lede')).toContain('10/01/2025')
  expect(page.texts('main > .ledger-box tbody td')).toEqual(
    expect.arrayContaining(['3', '3', '–', '18', '20', '+2']),
  )
  expect(page.texts('[aria-labelledby=came] th.main')).toEqual(['ĐR-2024-004 – Ghi muộn'])
  expect(page.texts('[aria-labelledby=went] th.main')).toEqual(['ĐR-2024-001 – Thăm và làm việc'])
  expect(page.texts('[aria-labelledby=changed] .was-is li')).toEqual([
    'Tên đoàn: Thăm và làm việc → nay là Thăm Viêng Chăn',
    'Lượt người: 6 → nay là 8',
  ])
  const [act] = page.all('[aria-labelledby=changed] td:last-child a')
  expect(page.text('[aria-labelledby=changed] td:last-child')).toContain('Lê Thử')
  expect((await app.visit(act!.getAttribute('href'))).status).toBe(200)
})

test('shares are held against a day, unit by unit, and their files and programs read the same', async () => {
  const app = startApp({ as: 'clerk' })
  const back = { status: 'returned' as const, startsOn: '2024-03-04', endsOn: '2024-03-08' }
  const told = app.make.delegation(back)
  app.make.delegation(back)
  later()
  write(app.db, who, (write) => write.insert(coverageItems, { delegationId: told, title: 'Tin' }))
  const of = 'from=2024&to=2024&at=10/01/2025'
  const page = await app.visit(`/totals/quality?${of}`)
  expect(page.all('.notice')).toEqual([])
  expect(page.texts('[aria-labelledby=changed] .was-is li')).toEqual([
    'Có tin bài: 0 → nay là 1',
    'Tin bài: 0 → nay là 1',
  ])
  const [unit] = page.all('[aria-labelledby=changed] th.main a')
  expect(unit!.getAttribute('href')).toBe('/totals/quality?from=2024&to=2024&unit=1')
  const { location } = await app.visit(`/totals/quality.json?${of}`)
  expect((await app.visit(location!)).json).toMatchObject({ changed: [{ name: 'Hội Nhà báo Việt Nam' }] })
  expect((await app.visit(`/totals/quality.csv?${of}`)).status).toBe(200)
})

test('published figures are held against a day with their qualifiers', async () => {
  const app = startApp({ as: 'clerk' })
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  const add = (value: number) =>
    write(app.db, who, (write) =>
      write.insert(openingFigures, {
        unitId,
        indicator: 'inbound_delegations',
        startsOn: '2005',
        endsOn: '2022',
        value,
        qualifier: 'more_than',
        sourceId: sourceAt(write, 'Báo cáo của tỉnh'),
      }),
    )
  const [changed, gone] = [add(400), add(30)]
  later()
  write(app.db, who, (write) => write.update(openingFigures, changed, { qualifier: 'about', value: 450 }))
  write(app.db, who, (write) => write.remove(openingFigures, gone))
  add(7)
  const page = await app.visit('/opening-figures?indicator=inbound_delegations&at=10/01/2025')
  expect(page.all('.notice')).toEqual([])
  const cells = (kind: string) => page.texts(`[aria-labelledby=${kind}] tbody td`)
  expect(cells('came')).toContain('7')
  expect(cells('went')).toContain('30')
  expect(page.texts('[aria-labelledby=changed] .was-is li')).toEqual([
    'Mức chắc chắn: hơn → nay là khoảng',
    'Số: 400 → nay là 450',
  ])
  expect(page.text('[aria-labelledby=changed] td:last-child')).toContain('Lê Thử')
})

test('the filters of the list hold in both, and stay with the day', async () => {
  const app = startApp({ as: 'clerk' })
  const moved = app.make.delegation({ startsOn: '2024-12-30' })
  app.make.delegation({ direction: 'inbound' })
  later()
  change(app, moved, { startsOn: '2025-01-02' })
  const page = await app.visit('/delegations?year=2024&direction=outbound&at=10/01/2025')
  expect(page.texts('[aria-labelledby=went] th.main')).toEqual(['ĐR-2024-001 – Thăm và làm việc'])
  expect(page.texts('.chip')[0]).toContain('So với 10/01/2025')
  expect(page.all('.chip').map((chip) => chip.getAttribute('href'))).toEqual([
    '/delegations?direction=outbound&year=2024',
    '/delegations?year=2024&at=10%2F01%2F2025',
    '/delegations?direction=outbound&at=10%2F01%2F2025',
  ])
  expect(page.value('year')).toBe('2024')
})

test.each(['/partners', '/follow-ups?state=all', '/visit-reports', '/countries'])(
  '%s is compared too',
  async (list) => {
    const app = startApp({ as: 'clerk' })
    const partnerId = app.make.partner()
    const visit = app.make.delegation({ partnerIds: [partnerId], status: 'returned', endsOn: '2024-09-20' })
    const followUp = write(app.db, who, (write) =>
      write.insert(followUps, {
        delegationId: visit,
        content: 'Gửi ảnh',
        side: 'ours',
        lead: 'Ban Đối ngoại',
        dueOn: '2025-02-01',
      }),
    )
    later()
    write(app.db, who, (write) => {
      write.update(partners, partnerId, { name: 'Hội Nhà báo CHDCND Lào', kind: 'federation' })
      write.update(followUps, followUp, { content: 'Gửi ảnh và phim' })
      write.update(delegations, visit, { title: 'Tên mới' })
    })
    app.make.delegation({ partnerIds: [partnerId], status: 'returned', countries: ['LA', 'TH'] })
    const page = await app.visit(`${list}${list.includes('?') ? '&' : '?'}at=10/01/2025`)
    expect(page.status).toBe(200)
    expect(
      page.texts('[aria-labelledby=changed] .was-is li, [aria-labelledby=came] th.main').length,
    ).toBeGreaterThan(0)
  },
)

test('a day on which nothing differed says so; one that has not come, or is none, is named and left aside', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation()
  later()
  expect((await app.visit('/delegations?at=10/1/2025')).text('.empty h2')).toBe('Không có gì khác')
  for (const [at, why] of [
    ['31/12/2099', 'Ngày ấy chưa đến'],
    ['hôm qua', 'Không hiểu'],
    ['2024', 'Muốn so thì ghi đủ ngày, tháng, năm'],
  ]) {
    for (const [path, heading] of [
      ['/delegations', 'Đoàn ra – đoàn vào'],
      ['/totals', 'Số liệu đoàn ra – đoàn vào'],
      ['/partners', 'Đối tác'],
    ]) {
      const page = await app.visit(`${path}?at=${encodeURIComponent(at!)}`)
      expect(page.text('h1')).toBe(heading)
      expect(page.text('.notice')).toContain(why)
      expect(page.text('.notice')).toContain(`“So với ngày: ${at}”`)
    }
  }
  const early = await app.visit('/delegations?at=01/02/2020')
  expect(early.text('.notice')).toContain(
    'Ngày 01/02/2020 ở trước dòng lịch sử đầu tiên: sổ có lịch sử từ 10/01/2025',
  )
})

test('totals tell each figure that differs as it was and as it is, and it opens the visits that make it', async () => {
  const app = startApp({ as: 'clerk' })
  const back = { status: 'returned' as const, headCount: 6 }
  const first = app.make.delegation(back)
  app.make.delegation({ ...back, direction: 'inbound' })
  later()
  app.make.delegation({ ...back, title: 'Ghi muộn' })
  change(app, first, { headCount: 9 })
  const page = await app.visit('/totals?at=10/01/2025')
  expect(page.text('.lede')).toContain('2 số khác')
  expect(page.texts('tbody td')).toEqual(['1 → nay là 2 (+1)', '6 → nay là 15 (+9)', '–', '1', '6', '–'])
  const [delegationsLink, peopleLink] = page.all('tbody a.was-is').map((link) => link.getAttribute('href')!)
  const visits = await app.visit(delegationsLink)
  expect(visits.texts('[aria-labelledby=came] th.main')).toEqual(['ĐR-2024-002 – Ghi muộn'])
  const people = await app.visit(peopleLink)
  expect(people.texts('[aria-labelledby=changed] .was-is li')).toEqual(['Lượt người: 6 → nay là 9'])
  for (const by of ['month', 'quarter', 'country', 'partner', 'purpose', 'unit'])
    expect((await app.visit(`/totals?by=${by}&at=10/01/2025`)).text('tfoot td')).toBe('1 → nay là 2 (+1)')
})

test('people who were named since are told beside the totals, and open the visits that name them', async () => {
  const app = startApp({ as: 'clerk' })
  const id = app.make.delegation({
    status: 'returned',
    headCount: null,
    isListComplete: true,
    participants: [member('Nguyễn An', { role: 'head' })],
  })
  later()
  const another = app.make.delegation({
    status: 'returned',
    headCount: null,
    isListComplete: true,
    participants: [member('Trần Bình', { role: 'head' }), member('Lê Chi')],
  })
  expect([id, another]).toEqual([1, 2])
  const page = await app.visit('/totals?at=10/01/2025')
  expect(page.texts('thead th.n')).toContain('Số người ra')
  expect(page.texts('tbody td')[2]).toBe('1 → nay là 3 (+2)')
  const link = page.all('tbody td')[2]!.querySelector('a')!.getAttribute('href')!
  expect((await app.visit(link)).texts('[aria-labelledby=came] th.main')).toHaveLength(1)
})

test('what is compared is taken along: as a table, a workbook, and for programs', async () => {
  const app = startApp({ as: 'clerk' })
  const id = app.make.delegation({ status: 'returned', headCount: 6 })
  later()
  change(app, id, { headCount: 8 })
  const page = await app.visit('/delegations?at=10/01/2025')
  const [xlsx, csv, json] = page.all('#downloads a').map((link) => link.getAttribute('href')!)
  expect((await app.visit(csv)).html).toContain('Lượt người: 6')
  expect((await app.visit(xlsx)).headers['content-disposition']).toContain('doan-so-voi-2025-01-10.xlsx')
  const { location } = await app.visit(json)
  expect((await app.visit(location!)).json).toMatchObject({
    at: '2025-01-10',
    changed: [{ key: id, changes: [{ heading: 'Lượt người', was: 6, is: 8 }] }],
  })
  const [{ answer }] = thenAndNowOperations as [(typeof thenAndNowOperations)[number]]
  for (const asked of [location!, '/then-and-now/totals.json?at=10/01/2025'])
    expect(answer!.safeParse((await app.visit(asked)).json).error).toBeUndefined()
  expect((await app.visit('/totals.csv?at=10/01/2025')).html).toContain('2024,1,1,6,8,–,–')
  const { body } = await download(app, '/totals.xlsx?at=10/01/2025')
  const { about } = await readWorkbook(body, 'Theo năm')
  expect(about.slice(1, 3)).toEqual([
    'Gồm: Theo năm · Hội Nhà báo Việt Nam',
    `Số liệu tính đến ${writeDate(today())}.`,
  ])
})

test('a unit compares its own part, and is told nothing of another', async () => {
  const app = startApp({ as: 'clerk' })
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const own = app.make.delegation({ unitId, title: 'Của hội tỉnh' })
  const other = app.make.delegation({ title: 'Của Trung ương' })
  later()
  change(app, own, { title: 'Của hội tỉnh, sửa' })
  change(app, other, { title: 'Của Trung ương, sửa' })
  const { headers } = app.signIn('viewer', { unitId })
  const page = await app.visit('/delegations?at=10/01/2025&scope=all', headers)
  expect(page.texts('[aria-labelledby=changed] th.main')).toEqual(['ĐR-2024-001 – Của hội tỉnh, sửa'])
  expect(page.html).not.toContain('Của Trung ương')
})

test('every list that can be compared offers it in a place of its own', async () => {
  const app = startApp({ published: true, as: 'clerk' })
  for (const path of [...comparedLists.map((list) => list.path), '/totals']) {
    const page = await app.visit(`${path}?scope=all`)
    const form = page.document.querySelector('.menu--day .menu__form')
    expect([path, form?.getAttribute('action')]).toEqual([path, path])
    const tab = (one: typeof page) => [
      path,
      one.document.querySelector('nav [aria-current=page]')?.textContent,
    ]
    expect(tab(await app.visit(`${path}?scope=all&at=10/01/2025`))).toEqual(tab(page))
  }
})

test('in English every word of it is English', async () => {
  const app = startApp({ as: 'clerk' })
  const partnerId = app.make.partner({ name: 'Lao Journalists', nameEn: 'Lao Journalists' })
  const visit = { title: 'Talks', status: 'returned' as const, partnerIds: [partnerId] }
  const [gone, other] = [app.make.delegation(visit), app.make.delegation(visit)]
  later()
  write(app.db, who, (write) => deleteRecord(write, 'delegations', gone, 'Twice'))
  change(app, other, { headCount: 8 })
  app.make.delegation(visit)
  untranslated.clear()
  for (const path of [...comparedLists.map((list) => list.path), '/totals'])
    for (const at of ['10/01/2025', '01/01/2020'])
      for (const ending of ['', '.csv', '.xlsx'])
        await app.visit(`${path}${ending}?at=${at}`, { Cookie: 'language=en' })
  expect([...untranslated]).toEqual([])
})

test('the grid tells each cell that differs as it was and as it is, and it opens the visits that make it', async () => {
  const app = startApp({ as: 'clerk' })
  const partnerIds = [app.make.partner({ name: 'Hội Nhà báo Lào' })]
  const back = { status: 'returned' as const, startsOn: '2024-03-01', partnerIds }
  app.make.delegation(back)
  app.make.delegation({ ...back, partnerIds: [app.make.partner({ name: 'Không đổi' })] })
  later()
  app.make.delegation({ ...back, title: 'Ghi muộn' })
  const gone = app.make.delegation({ ...back, startsOn: '2023-01-01', direction: 'inbound' })
  expect(gone).toBe(4)
  const page = await app.visit('/totals/grid?from=2023&to=2024&at=10/01/2025')
  expect(page.texts('tbody th')).toEqual(['Hội Nhà báo Lào', 'TỔNG CỘNG'])
  expect(page.texts('tbody tr:first-child td')).toEqual([
    'ra 0 vào 0 → nay là 1',
    'ra 1 → nay là 2 vào 0',
    'ra 1 → nay là 2 vào 0 → nay là 1',
  ])
  expect(page.text('.lede')).toContain('2 số khác')
  const [, late] = page.all('tbody tr:first-child a.was-is').map((link) => link.getAttribute('href')!)
  expect((await app.visit(late)).texts('[aria-labelledby=came] th.main')).toEqual(['ĐR-2024-003 – Ghi muộn'])
  const csv = await app.visit('/totals/grid.csv?from=2023&to=2024&at=10/01/2025')
  expect(csv.html).toContain('Hội Nhà báo Lào,2024,Đoàn ra,1,2')
  const { body } = await download(app, '/totals/grid.xlsx?at=10/01/2025')
  const { about } = await readWorkbook(body, 'Đối tác')
  expect(about[1]).toMatch(/^Gồm: Hội Nhà báo Việt Nam/)
  expect(about).toContain(`Số liệu tính đến ${writeDate(today())}.`)
  const { location } = await app.visit('/totals/grid.json?from=2023&to=2024&at=10/01/2025')
  const { json } = await app.visit(location!)
  const none = { year: '2023', outbound: 0, inbound: 0 }
  expect(json).toMatchObject({
    at: '2025-01-10',
    ignored: [],
    items: [
      {
        partner: { name: 'Hội Nhà báo Lào' },
        was: { years: [none, { year: '2024', outbound: 1, inbound: 0 }], outbound: 1, inbound: 0 },
        is: {
          years: [
            { ...none, inbound: 1 },
            { year: '2024', outbound: 2, inbound: 0 },
          ],
          outbound: 2,
          inbound: 1,
        },
      },
    ],
    total: { was: { outbound: 2, inbound: 0 }, is: { outbound: 3, inbound: 1 } },
  })
  const same = await app.visit(`/totals/grid?at=16/01/2025`)
  expect(same.status).toBe(200)
  expect((await app.visit('/totals/grid')).document.querySelector('.menu--day form')).not.toBeNull()
})
