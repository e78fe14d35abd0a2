import { expect, test } from 'vitest'
import { addDays, today, yearOf } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { member } from './support/members.ts'

const day = (days = 0) => addDays(today(), days)
type App = ReturnType<typeof startApp>

/** One visit of each kind that a leader asks about, of the own body. */
function aYear({ make, db }: App) {
  make.delegation({ title: 'Đang ở Lào', status: 'underway', startsOn: day(), headCount: 4 })
  make.delegation({ title: 'Tháng tới', status: 'approved', startsOn: day(30) })
  make.delegation({ title: 'Nửa năm nữa', status: 'approved', startsOn: day(61) })
  const late = make.delegation({
    title: 'Về đã lâu',
    direction: 'inbound',
    status: 'returned',
    headCount: 1,
    startsOn: day(-60),
    endsOn: day(-58),
  })
  write(db, { name: 'Test' }, (write) =>
    write.insert(followUps, {
      delegationId: late,
      content: 'Gửi dự thảo bản ghi nhớ',
      side: 'theirs',
      lead: 'Hội Nhà báo Lào',
      dueOn: day(-3),
    }),
  )
}

test('a leader sees this year beside last, who is away, who goes next and what is late, each opening its rows', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    aYear(app)
    const page = await app.visit('/leader')
    expect(page.text('h1')).toBe('Lãnh đạo xem nhanh')
    expect(page.text('.glance__figures .figure')).toContain('1 đoàn')
    expect(page.texts('.glance__title')).toEqual(['Đang ở Lào', 'Tháng tới'])
    expect(page.text('.glance__late')).toContain('1 ở mức báo lãnh đạo')
    const rowsOf: Record<string, string> = {
      '/delegations': '#delegations tbody .main',
      '/visit-reports': 'tbody tr',
      '/follow-ups': '#follow-ups tbody tr',
    }
    const links = page
      .all('.glance a[href*="?"]')
      .map(
        (link) => [link.getAttribute('href')!, /\d+/.exec(link.textContent)?.[0], link.textContent] as const,
      )
    const unknown = links.filter(([, count]) => count === undefined)
    expect(unknown.map(([, , words]) => words.trim())).toEqual(['chưa có danh sách', 'chưa có danh sách'])
    const behind: string[] = []
    for (const [href] of unknown)
      behind.push(...(await app.visit(href)).texts('#delegations tbody .main > a'))
    expect(behind).toEqual(['Đang ở Lào', 'Về đã lâu'])
    const known = links.filter(([, count]) => count !== undefined)
    expect(known.length).toBeGreaterThan(6)
    for (const [href, count] of known) {
      const list = await app.visit(href)
      // Of visits their number, of people the visits they are counted in: here one each.
      if (count === '4') expect(list.text('main')).toContain('4 lượt người')
      else expect([href, list.texts(rowsOf[href.split('?')[0]!]!).length]).toEqual([href, Number(count)])
    }
  }))

test('growth is said in per cent, and where last year had none nothing is compared (C17)', async () => {
  const app = startApp()
  const [now, before] = [`${yearOf(today())}-01-01`, `${Number(yearOf(today())) - 1}-01-01`]
  for (const startsOn of [now, now, now, before, before])
    app.make.delegation({ status: 'returned', startsOn, endsOn: startsOn, headCount: 5 })
  const page = await app.visit('/leader')
  const [outbound, inbound] = page.texts('.glance__figures .figure')
  expect(outbound).toContain('3 đoàn')
  expect(outbound).toContain('cùng kỳ 2 · tăng 50,0%')
  expect(outbound).toContain('15 lượt người')
  expect(inbound).toContain('không so sánh')
})

test('the units’ visits are apart until the whole system is asked for (C12)', async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh Nghệ An', kind: 'local_association' })
  app.make.delegation({ title: 'Của tỉnh', status: 'underway', startsOn: day(), unitId })
  const own = await app.visit('/leader')
  expect(own.texts('.glance__title')).toEqual([])
  expect((await app.visit(own.href('.lede a'))).texts('.glance__title')).toEqual(['Của tỉnh'])
})

test('whoever approves finds it at the head of Today; everybody finds it from there and in the menu', async () => {
  const app = startApp()
  aYear(app)
  const { headers } = app.signIn('approver')
  const approver = await app.visit('/', headers)
  expect(approver.texts('main h2')[0]).toMatch(/^Năm \d+ đến nay/)
  expect(approver.texts('main h2')).toContain('Đang đi')
  expect(approver.text('.glance__late')).toContain('Báo cáo chờ duyệt')
  const clerk = await app.visit('/', app.signIn('clerk').headers)
  expect(clerk.all('.glance')).toHaveLength(0)
  expect(clerk.all('main a[href="/leader"]')).toHaveLength(1)
  expect(clerk.all('.menu__list a[href="/leader"]')).toHaveLength(1)
  // Nothing is taken away from the one who approves.
  const kept = (page: typeof clerk) => page.texts('#attention, #calendar')
  expect(kept(approver)).toEqual(kept(clerk))
})

test('what a comparison day for day leaves out is said beside it, and opens exactly those', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    const year = yearOf(today())
    app.make.delegation({ title: 'Chỉ rõ năm', status: 'returned', startsOn: year })
    const cancelled = app.make.delegation({ title: 'Đã hủy', startsOn: `${year}-01-01` })
    app.db.$client
      .prepare(`update delegations set status = 'cancelled', status_reason = 'Bạn hủy' where id = ?`)
      .run(cancelled)
    for (const [path, rule] of [
      ['/leader', '.glance__rule'],
      ['/', '[aria-labelledby=this-year] .note'],
    ] as const) {
      const page = await app.visit(path)
      expect(page.text(rule)).toMatch(/Không kể 1 đoàn chỉ biết năm.*Số liệu tính đến .* Quy tắc tính/)
      const list = await app.visit(page.href(`${rule} a[href*=startKnownTo]`))
      expect(list.texts('#delegations tbody .main a')).toEqual(['Chỉ rõ năm'])
    }
    expect((await app.visit('/leader')).text('.glance__rule')).toContain('1 đoàn hủy')
  }))

test('số người stands beside the other counters, as far as lists name them (C3)', async () => {
  const app = startApp()
  const went = {
    status: 'returned' as const,
    startsOn: `${yearOf(today())}-01-01`,
    endsOn: `${yearOf(today())}-01-01`,
  }
  app.make.delegation({
    ...went,
    isListComplete: true,
    participants: ['An', 'Bình'].map((name) => member(name)),
  })
  app.make.delegation({ ...went, headCount: 3 })
  const [outbound, inbound] = (await app.visit('/leader')).texts('.glance__persons')
  expect(outbound).toBe('Số người: 2 trên 2 lượt có danh sách')
  expect(inbound).toBe('Số người: 0')
})

test('a visit that is still planned though its day has passed is told, and opened with the others', async () => {
  const app = startApp()
  app.make.delegation({ title: 'Đã qua ngày', status: 'approved', startsOn: day(-1) })
  app.make.delegation({ title: 'Hôm nay đi', status: 'approved', startsOn: day() })
  app.make.delegation({ title: 'Đã về', status: 'returned', startsOn: day(-9) })
  const page = await app.visit('/leader')
  expect(page.text('.glance__late div')).toBe('Qua ngày, còn dự kiến1 Đã qua ngày')
  const list = await app.visit(page.href('.glance__late a.late'))
  expect(list.texts('#delegations tbody .main a')).toEqual(['Đã qua ngày'])
})
