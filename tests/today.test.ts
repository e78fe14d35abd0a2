import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { countFollowUps } from '../src/follow-ups/queries.ts'
import { askingFor } from '../src/follow-ups/filters.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'

const day = (days: number) => addDays(today(), days)
type App = ReturnType<typeof startApp>

const promise = ({ db }: App, delegationId: number, dueOn: string) =>
  write(db, { name: 'Test' }, (write) =>
    write.insert(followUps, {
      delegationId,
      content: `Gửi ảnh ${dueOn}`,
      side: 'ours',
      lead: 'Ban Đối ngoại',
      dueOn,
    }),
  )

/** A visit whose report is so many days late. */
const reportLate = ({ make }: App, days: number, title: string) =>
  make.delegation({ title, status: 'returned', startsOn: day(-days - 20), endsOn: day(-days - 15) })

test('what wants somebody stands by consequence: a departure first, what is only due last', async () => {
  const app = startApp()
  promise(app, reportLate(app, 40, 'Báo cáo rất muộn'), day(4))
  promise(app, reportLate(app, 2, 'Báo cáo hơi muộn'), day(-90))
  app.make.delegation({ title: 'Đã đến ngày', status: 'approved', startsOn: day(-1) })
  app.make.delegation({ title: 'Còn ba tuần', status: 'planned', startsOn: day(21) })
  app.make.delegation({ title: 'Còn ba ngày', status: 'submitted', startsOn: day(3) })
  app.make.delegation({ title: 'Khách mai đến', direction: 'inbound', startsOn: day(1) })
  const page = await app.visit('/')
  expect(page.texts('.todo-group h3')).toEqual([
    'Sắp đi, sắp đến mà còn thiếu 2 việc',
    'Việc của đoàn đã quá hạn 1 việc',
    'Đã đến ngày mà sổ chưa ghi 1 việc',
    'Báo cáo quá hạn 2 việc',
    'Việc đã hẹn quá hạn 1 việc',
    'Đến hạn trong bảy ngày tới 1 việc',
  ])
  expect(page.texts('.todo__what > a')).toEqual([
    'Văn bản đồng ý: Khách mai đến',
    'Quyết định cử đoàn: Còn ba ngày',
    'Trình hồ sơ: Còn ba tuần',
    'Đã đến ngày',
    'Báo cáo: Báo cáo rất muộn',
    'Báo cáo: Báo cáo hơi muộn',
    `Việc tiếp theo: Gửi ảnh ${day(-90)}`,
    `Việc tiếp theo: Gửi ảnh ${day(4)}`,
  ])
  expect(page.text('#attention')).toBe('Cần xử lý 8 việc')
  expect(page.texts('.nav b')[0]).toContain('8')
})

test('guests come and are here; it is delegations that go', async () => {
  const app = startApp()
  for (const [direction, title] of [
    ['outbound', 'Đi Lào'],
    ['inbound', 'Khách Lào'],
  ] as const) {
    app.make.delegation({ title: `${title} đã qua`, direction, startsOn: day(-3), endsOn: day(-2) })
    app.make.delegation({ title, direction, status: 'underway', startsOn: day(-3), endsOn: day(2) })
    app.make.delegation({
      title: `${title} hết ngày`,
      direction,
      status: 'underway',
      startsOn: day(-4),
      endsOn: day(-2),
    })
  }
  const page = await app.visit('/')
  const told = (title: string) =>
    page
      .texts('.todo li')
      .filter((text) => text.includes(title))
      .join(' ')
  expect(told('Đi Lào đã qua')).toContain('đã qua ngày đi, chưa ghi đang đi hay đã về')
  expect(told('Khách Lào đã qua')).toContain('đã qua ngày khách ở Việt Nam, chưa ghi đã đến hay đã về')
  expect(told('Khách Lào hết ngày')).toContain(`khách về ${writeDate(day(-2))}`)
  const rows = page.texts('[aria-labelledby=calendar] tbody tr')
  expect(rows.find((row) => row.includes('Khách Lào'))).toContain('Đang ở Việt Nam')
  expect(rows.find((row) => row.includes('Đi Lào'))).toContain('Đang đi')
})

test('before a departure the days that are left are told, and what it lacks with its deadline', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Đi Lào', status: 'submitted', startsOn: day(3) })
  const page = await visit('/')
  expect(page.text('.todo__when')).toBe(`Còn 3 ngày đi ${writeDate(day(3))}`)
  expect(page.text('.todo__what p')).toContain('đã trình, chưa ghi quyết định cử đoàn')
})

test('a decision that is written down wants nobody, nor does a departure a week away and more', async () => {
  const { make, visit } = startApp()
  const decided = { approvalNumber: '12/QĐ-HNBVN', approvedOn: day(-5), approvalAuthority: 'Thường trực Hội' }
  make.delegation({ status: 'submitted', startsOn: day(3), ...decided })
  make.delegation({ status: 'submitted', startsOn: day(8) })
  expect((await visit('/')).all('.todo li')).toHaveLength(0)
})

test('the number of late reports and of late promises opens exactly those', async () => {
  const app = startApp()
  for (const days of [3, 30]) promise(app, reportLate(app, days, 'Về rồi'), day(-days))
  const page = await app.visit('/')
  const reports = await app.visit(page.href('#report a'))
  expect(reports.texts('tbody tr')).toHaveLength(2)
  expect(page.href('#promise a')).toBe('/follow-ups?due=overdue')
  expect(countFollowUps(app.db, askingFor({ due: ['overdue'] })).open).toBe(2)
})

test('of many things of one kind the first are shown and the others unfold', async () => {
  const app = startApp()
  for (let late = 1; late <= 11; late++) reportLate(app, late, `Đoàn ${late}`)
  const page = await app.visit('/')
  expect(page.text('.todo-group summary')).toBe('3 việc nữa')
  expect(page.texts('.todo-group details li')).toHaveLength(3)
  expect(page.texts('.todo-group li')).toHaveLength(11)
})

test('beside the menu things are counted as far as they are told, and on Today to the last one', async () => {
  const app = startApp()
  for (let late = 1; late <= 60; late++) {
    reportLate(app, late, `Đoàn ${late}`)
    if (late <= 39) app.make.delegation({ status: 'approved', startsOn: day(-late) })
  }
  expect((await app.visit('/help')).texts('.nav b')[0]).toBe(': 99 việc')
  app.make.delegation({ status: 'planned', startsOn: day(2) })
  expect((await app.visit('/help')).texts('.nav b')[0]).toBe(': 99+ việc')
  expect((await app.visit('/')).text('#attention')).toBe('Cần xử lý 100 việc')
})

test('reports that are not due yet are never counted beside the menu, however many they are', async () => {
  const app = startApp()
  for (let each = 0; each < 230; each++) reportLate(app, -9, 'Vừa về')
  for (let late = 1; late <= 7; late++) reportLate(app, late, `Đoàn ${late}`)
  expect((await app.visit('/help')).texts('.nav b')[0]).toBe(': 7 việc')
})

test('each number of Today opens exactly its rows', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    const { make } = app
    make.delegation({ title: 'Đang ở Lào', status: 'underway', startsOn: day(-1), headCount: 4 })
    make.delegation({ title: 'Tuần tới', status: 'approved', startsOn: day(7) })
    make.delegation({ title: 'Chỉ rõ tháng', status: 'approved', startsOn: day(20).slice(0, 7) })
    make.delegation({ title: 'Nửa năm nữa', status: 'approved', startsOn: day(180) })
    const late = { direction: 'inbound' as const, status: 'returned' as const }
    make.delegation({ ...late, title: 'Báo cáo muộn', startsOn: day(-50), endsOn: day(-45) })
    for (const days of [1, 2])
      make.delegation({ title: 'Đã đến ngày', status: 'approved', startsOn: day(-days) })
    const page = await app.visit('/')
    const opened = async (words: string) => {
      const link = page.all('main a').find((one) => one.textContent.trim() === words)
      const list = await app.visit(link?.getAttribute('href') ?? 'none')
      return list.texts('#delegations tbody .main a')
    }
    expect(await opened('1 đoàn đang đi')).toEqual(['Đang ở Lào'])
    expect(await opened('1 đoàn sắp tới trong sáu tuần')).toEqual(['Tuần tới'])
    expect(await opened('4 lượt người')).toEqual(['Đang ở Lào'])
    const counts = page.all('#attention-all .count').map((count) => ({
      href: count.getAttribute('href')!,
      count: Number.parseInt(count.textContent),
    }))
    expect(counts.map(({ href }) => href.split('?')[0])).toEqual([
      '#attention-all',
      '#all-record',
      '/visit-reports',
    ])
    for (const { href, count } of counts) {
      const rows = href.startsWith('#')
        ? page.all(`${href} .todo li`)
        : (await app.visit(href)).all('tbody tr')
      expect([href, rows.length]).toEqual([href, count])
    }
  }))
