import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clashesAmong, type StatedFigure } from '../src/contradictions/figure-rules.ts'
import { addDays, firstDay, lastDay, today, writeDate, yearOf } from '../src/dates.ts'
import type { Qualifier } from '../src/opening-figures/opening-figure.ts'
import { startApp } from './support/app.ts'

const province = 'Hội Nhà báo tỉnh Bến Tre'

/** A product with a provincial unit, and the form of a published figure as somebody types it. */
function withProvince() {
  const app = startApp({ as: 'approver' })
  const unitId = app.make.unit({ name: province, kind: 'local_association' })
  const typed = (fields: Record<string, string>) => ({
    unitId: String(unitId),
    indicator: 'inbound_person_trips',
    startsOn: '7/2023',
    endsOn: '7/2023',
    value: '499',
    qualifier: 'exact',
    source: 'Báo cáo tháng 7/2023 của tỉnh',
    ...fields,
  })
  const figures = () => app.db.$client.prepare('select count(*) from opening_figures').pluck().get()
  return { ...app, unitId, typed, figures }
}
const toDate = { startsOn: '1/2023', endsOn: '7/2023', value: '318' }
const reason =
  'Lũy kế 7 tháng năm 2023 công bố 318 lượt người vào, ít hơn riêng tháng 7/2023 là 499: một phần không thể lớn hơn cả kỳ.'

test('a figure of a time to come is stopped beside its date, with a reason too; of a running one it is kept', async () => {
  const { submit, typed, figures } = withProvince()
  const year = Number(yearOf(today()))
  const send = (startsOn: string, endsOn: string, more = {}) =>
    submit('/opening-figures', typed({ startsOn, endsOn, ...more }))
  const next = String(year + 1)
  const ahead = await send(next, next, { acceptedReason: 'Nguồn ghi thế' })
  expect([ahead.status, ahead.value('startsOn')]).toEqual([422, next])
  expect(ahead.error('startsOn')).toBe(
    `${next} chưa đến: số đã công bố không thể của kỳ chưa bắt đầu. Xem lại năm`,
  )
  expect((await send('', writeDate(addDays(today(), 1)))).error('endsOn')).toContain('chưa đến')
  const tomorrow = writeDate(addDays(today(), 1))
  expect((await send(tomorrow, tomorrow)).error('startsOn')).toContain(`${tomorrow} chưa đến`)
  expect(figures()).toBe(0)
  const running = await send(String(year), String(year))
  expect([running.status, (await send('', String(year), { value: '500' })).status]).toEqual([303, 303])
  expect((await send(writeDate(today()), next, { value: '501' })).status).toBe(303)
  const path = running.location!.replace(/\?.*/, '')
  const moved = await submit(path, { ...typed({ startsOn: next, endsOn: next }), version: '1' })
  expect([moved.status, moved.error('startsOn')]).toEqual([422, expect.stringContaining('chưa đến')])
})

test('C16: the impossible July is stopped with its reason, keeps what was typed, and stores nothing', async () => {
  const { submit, typed, figures } = withProvince()
  await submit('/opening-figures', typed({}))
  const page = await submit('/opening-figures', typed(toDate))
  expect([page.status, page.error('value')]).toEqual([422, reason])
  expect([page.value('value'), page.value('startsOn'), page.value('source')]).toEqual([
    '318',
    '1/2023',
    'Báo cáo tháng 7/2023 của tỉnh',
  ])
  expect(figures()).toBe(1)
})

test('C16: it is stopped in whichever order the two are entered', async () => {
  const { submit, typed, figures } = withProvince()
  await submit('/opening-figures', typed(toDate))
  expect((await submit('/opening-figures', typed({}))).error('value')).toBe(reason)
  expect(figures()).toBe(1)
})

test('C16: with a reason the source’s contradiction is kept as published, and stands accepted on the desk', async () => {
  const { submit, visit, typed, figures } = withProvince()
  await submit('/opening-figures', typed({}))
  const acceptedReason = 'Trang của tỉnh công bố như vậy'
  const kept = await submit('/opening-figures', typed({ ...toDate, acceptedReason }))
  expect([kept.status, figures()]).toEqual([303, 2])
  expect((await visit('/contradictions?scope=all')).text('.empty h2')).toBe('Không có mâu thuẫn nào')
  const desk = await visit('/contradictions?scope=all&state=accepted')
  expect(desk.text('.checks__what')).toContain(reason)
  expect(desk.text('.checks__what')).toContain(acceptedReason)
})

test('what was accepted opens again once a figure of it changes, and says so', async () => {
  const { submit, visit, typed } = withProvince()
  await submit('/opening-figures', typed({}))
  const kept = await submit('/opening-figures', typed({ ...toDate, acceptedReason: 'Nguồn ghi thế' }))
  const path = kept.location!.replace(/\?.*/, '')
  const worse = await submit(path, { ...typed({ ...toDate, value: '300' }), version: '1' })
  expect(worse.error('value')).toContain('300 lượt người vào, ít hơn riêng tháng 7/2023 là 499')
  await submit(path, {
    ...typed({ ...toDate, value: '300', acceptedReason: 'Xem lại vẫn thế' }),
    version: '1',
  })
  await submit('/opening-figures/1', { ...typed({ value: '480', acceptedReason: ' ' }), version: '1' })
  const stopped = await submit('/opening-figures/1', { ...typed({ value: '480' }), version: '1' })
  expect(stopped.status).toBe(422)
  const desk = await visit('/contradictions?scope=all&state=accepted')
  expect(desk.text('.checks__what')).toContain('Xem lại vẫn thế')
})

test('a note is mended on a figure that stood contradictory before, without being asked for a reason', async () => {
  const { submit, typed } = withProvince()
  await submit('/opening-figures', typed({}))
  await submit('/opening-figures', typed({ ...toDate, acceptedReason: 'Nguồn ghi thế' }))
  const kept = await submit('/opening-figures/1', { ...typed({ note: 'Đã hỏi lại tỉnh' }), version: '1' })
  expect(kept.status).toBe(303)
})

test('the same figure of the same body, time and source is not taken twice; from another source it is', async () => {
  const { submit, visit, typed, figures } = withProvince()
  const location = (await submit('/opening-figures', typed({}))).location!
  const page = await submit('/opening-figures', typed({}))
  expect([page.status, page.error('value')]).toEqual([
    422,
    'Số này của cùng đơn vị, cùng kỳ, cùng nguồn đã có trong sổ',
  ])
  const version = (await visit(location)).value('version')
  expect((await submit(location, typed({ version, note: 'Trang 3' }))).status).toBe(303)
  expect((await submit('/opening-figures', typed({ source: 'Niên giám 2023' }))).status).toBe(303)
  const open = { startsOn: '', endsOn: '2023', value: '900' }
  await submit('/opening-figures', typed(open))
  expect((await submit('/opening-figures', typed(open))).status).toBe(422)
  expect(figures()).toBe(3)
})

test('C13: "hơn" is a lower bound and proves nothing of what is more', async () => {
  const { submit, typed } = withProvince()
  await submit('/opening-figures', typed({}))
  const more = await submit('/opening-figures', typed({ ...toDate, qualifier: 'more_than' }))
  expect(more.status).toBe(303)
})

test('C13, C16: "khoảng" is believed within a tenth, and asked about beyond', async () => {
  const { submit, typed, figures } = withProvince()
  await submit('/opening-figures', typed(toDate))
  const about = (value: string) => submit('/opening-figures', typed({ value, qualifier: 'about' }))
  const off = ' “Khoảng” được hiểu là lệch không quá 10%.'
  expect((await about('499')).error('value')).toBe(reason.replace('là 499', 'là khoảng 499') + off)
  expect([figures(), (await about('353')).status, (await about('355')).status]).toEqual([1, 303, 422])
  const other = withProvince()
  await other.submit('/opening-figures', other.typed({}))
  const whole = await other.submit('/opening-figures', other.typed({ ...toDate, qualifier: 'about' }))
  expect(whole.error('value')).toBe(reason.replace('318', 'khoảng 318') + off)
})

test('C16: a total of unknown beginning is no less than what was published of any time before its end', async () => {
  const { submit, visit, typed } = withProvince()
  const month = typed({ startsOn: '7/1990', endsOn: '7/1990' })
  const total = (endsOn: string) => typed({ startsOn: '', endsOn, value: '318' })
  await submit('/opening-figures', month)
  const told =
    'Lũy kế đến 7/1990 công bố 318 lượt người vào, ít hơn riêng tháng 7/1990 là 499: một phần không thể lớn hơn cả kỳ.'
  expect((await submit('/opening-figures', total('7/1990'))).error('value')).toBe(told)
  expect((await submit('/opening-figures', total('6/1990'))).status).toBe(303)
  await submit('/opening-figures', { ...total('7/1990'), acceptedReason: 'Nguồn ghi thế' })
  const desk = await visit('/contradictions?scope=all&state=accepted&from=1990&to=1990')
  expect(desk.text('.checks__what')).toContain(told)
})

test('C16: a figure about far fewer than the visits entered is asked about, one about as many is not', async () => {
  const { submit, make, typed, unitId } = withProvince()
  for (let day = 10; day < 30; day += 1)
    make.delegation({ unitId, direction: 'inbound', startsOn: `2023-07-${day}`, status: 'returned' })
  const about = { indicator: 'inbound_delegations', qualifier: 'about' }
  expect((await submit('/opening-figures', typed({ ...about, value: '17' }))).error('value')).toBe(
    'Tháng 7/2023 công bố khoảng 17 đoàn vào, trong khi sổ đã ghi từng đoàn được 20.',
  )
  expect((await submit('/opening-figures', typed({ ...about, value: '19' }))).status).toBe(303)
})

test('C16: an exact figure below what entered visits of its period count is stopped', async () => {
  const { submit, make, typed, unitId, visit } = withProvince()
  for (const startsOn of ['2023-03-01', '2023-05-02', '2023-07-09'])
    make.delegation({ unitId, direction: 'inbound', startsOn, status: 'returned' })
  const fields = { indicator: 'inbound_delegations', startsOn: '2023', endsOn: '2023', value: '2' }
  const page = await submit('/opening-figures', typed(fields))
  expect(page.error('value')).toBe('Năm 2023 công bố 2 đoàn vào, trong khi sổ đã ghi từng đoàn được 3.')
  await submit('/opening-figures', typed({ ...fields, acceptedReason: 'Theo báo cáo năm' }))
  const desk = await visit('/contradictions?scope=all&state=accepted')
  const [, link] = desk.all('.checks__acts a').map((one) => one.getAttribute('href')!)
  expect((await visit(link)).all('tbody .main')).toHaveLength(3)
})

test('a figure needs a source, a period that does not end before it begins, and a number', async () => {
  const { submit, typed, figures } = withProvince()
  const page = await submit(
    '/opening-figures',
    typed({ source: ' ', startsOn: '8/2023', endsOn: '7/2023', value: '-3' }),
  )
  expect([page.status, page.error('source'), page.error('value'), page.error('endsOn')]).toEqual([
    422,
    'Chưa ghi nguồn',
    'Ghi số từ 0 trở lên',
    'Trước ngày bắt đầu',
  ])
  const turned = await submit('/opening-figures', typed({ startsOn: '8/2023' }))
  expect(turned.error('endsOn')).toBe('Trước ngày bắt đầu')
  expect(figures()).toBe(0)
})

test('a figure that is stopped links those it cannot be true beside, and not itself', async () => {
  const { submit, make, typed, unitId } = withProvince()
  await submit('/opening-figures', typed({}))
  const links = (page: Awaited<ReturnType<typeof submit>>) =>
    page.all('form a[target]').map((link) => [link.textContent, link.getAttribute('href')])
  const month = ['Sửa số tháng 7/2023', '/opening-figures/1#value']
  expect(links(await submit('/opening-figures', typed(toDate)))).toEqual([month])
  await submit('/opening-figures', typed({ ...toDate, acceptedReason: 'Nguồn ghi thế' }))
  const worse = { ...typed({ ...toDate, value: '300' }), version: '1' }
  expect(links(await submit('/opening-figures/2', worse))).toEqual([month])
  for (const startsOn of ['2023-03-01', '2023-05-02'])
    make.delegation({ unitId, direction: 'inbound', startsOn, status: 'returned' })
  const few = { indicator: 'inbound_delegations', startsOn: '2023', endsOn: '2023', value: '1' }
  expect(links(await submit('/opening-figures', typed(few)))).toEqual([
    ['Xem các đoàn sổ đã đếm', expect.stringContaining('/delegations?direction=inbound')],
  ])
})

test('one more figure of the same report keeps unit, period and source', async () => {
  const { submit, visit, typed, figures, unitId } = withProvince()
  const kept = await submit('/opening-figures', typed({ another: '1' }))
  const page = await visit(kept.location!)
  expect(page.text('.notice--done')).toContain('499 lượt người vào, tháng 7/2023')
  expect(page.text('.notice--done')).toContain('Hoàn tác')
  const source = 'Báo cáo tháng 7/2023 của tỉnh'
  expect(['startsOn', 'endsOn', 'source', 'value'].map((name) => page.value(name))).toEqual([
    '7/2023',
    '7/2023',
    source,
    '',
  ])
  expect(page.document.querySelector('#unitId option[selected]')?.getAttribute('value')).toBe(String(unitId))
  await submit('/opening-figures', typed({ another: '1', indicator: 'inbound_delegations', value: '40' }))
  expect(figures()).toBe(2)
})

test('a comma is not read as thousands: what is meant is asked, in each field of a number', async () => {
  const { submit, make, typed, figures, db } = withProvince()
  const asked = 'Ý là 1.250 hay 1,25? Dấu phẩy là dấu thập phân; hàng nghìn ghi dấu chấm'
  expect((await submit('/opening-figures', typed({ value: '1,250' }))).error('value')).toBe(asked)
  expect((await submit('/opening-figures', typed({ value: '1,000' }))).error('value')).toContain('hay 1?')
  expect(figures()).toBe(0)
  const id = make.delegation()
  const money = await submit(`/delegations/${id}/funding`, { estimate: '1,250' })
  expect(money.error('estimate')).toBe(asked)
  const people = await submit('/delegations', { headCount: '1,250' })
  expect(people.error('headCount')).toBe(asked)
  for (const value of ['1.250', '1 250', '1250', '1,250,000'])
    expect([
      value,
      (await submit('/opening-figures', typed({ value, source: value, acceptedReason: 'x' }))).status,
    ]).toEqual([value, 303])
  const stored = db.$client.prepare('select value from opening_figures order by id').pluck()
  expect(stored.all()).toEqual([1250, 1250, 1250, 1_250_000])
})

test('a figure is listed with its source, taken along, edited, removed and brought back', async () => {
  const { submit, visit, typed, figures } = withProvince()
  await submit('/opening-figures', typed({ value: '1.499', source: 'https://bentre.example/bc7' }))
  const page = await visit('/opening-figures')
  expect(page.text('tbody .main')).toBe('1.499 lượt người vào')
  expect(page.href('tbody a[rel]')).toBe('https://bentre.example/bc7')
  expect((await visit('/opening-figures.csv')).html).toContain('lượt người vào,7/2023,7/2023,đúng,1499')
  expect(((await visit('/opening-figures.json')).json.items as unknown as object[])[0]).toMatchObject({
    value: 1499,
    from: '2023-07',
    qualifier: 'exact',
  })
  await submit('/opening-figures/1', { ...typed({ value: '1.500' }), version: '1' })
  expect((await visit('/opening-figures/1')).text('.log')).toContain('Số: từ “1.499” thành “1.500”')
  const removed = await submit('/opening-figures/1/removal', {})
  expect(figures()).toBe(0)
  const act = /act=(\d+)/.exec(removed.location!)![1]
  await submit(`/history/${act}/undo`, {})
  expect(figures()).toBe(1)
})

test('a unit nobody knows is left aside and named', async () => {
  const { submit, visit, typed } = withProvince()
  await submit('/opening-figures', typed({}))
  const page = await visit('/opening-figures?unit=9999')
  expect(page.text('.notice')).toBe('Không hiểu “Đơn vị: 9999” nên đã bỏ qua.')
  expect(page.texts('tbody .main')).toEqual(['499 lượt người vào'])
})

test('a clerk reads published figures and may not change them; a unit’s approver keeps the unit’s own', async () => {
  const { signIn, submit, visit, typed, unitId } = withProvince()
  const clerk = signIn('clerk').headers
  expect((await visit('/opening-figures', clerk)).status).toBe(200)
  expect((await submit('/opening-figures', typed({}), clerk)).status).toBe(403)
  const local = signIn('approver', { unitId }).headers
  expect((await submit('/opening-figures', typed({}), local)).status).toBe(303)
  const foreign = await submit('/opening-figures', typed({ unitId: '1' }), local)
  expect(foreign.error('unitId')).toBe('Chọn một mục trong danh sách')
})

// ── Any figures ───────────────────────────────────────────────────────────

const START = '2020-01-01'
const DAYS = 730
const day = fc.integer({ min: 0, max: DAYS - 1 }).map((days) => addDays(START, days))
const starts = fc.array(day, { maxLength: 40 })
interface Period {
  startsOn: string | null
  endsOn: string
}
const period: fc.Arbitrary<Period> = fc.oneof(
  // From the beginning, whenever that was.
  day.map((endsOn) => ({ startsOn: null, endsOn })),
  fc.integer({ min: 0, max: 23 }).map((month) => {
    const on = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    return { startsOn: on, endsOn: on }
  }),
  fc.constantFrom('2020', '2021').map((year) => ({ startsOn: year, endsOn: year })),
  fc
    .integer({ min: 1, max: 12 })
    .map((month) => ({ startsOn: '2021-01', endsOn: `2021-${String(month).padStart(2, '0')}` })),
  fc.tuple(day, day).map(([one, other]) => ({
    startsOn: one < other ? one : other,
    endsOn: one < other ? other : one,
  })),
)

const countIn = (days: string[], { startsOn, endsOn }: Period) =>
  days.filter((one) => (!startsOn || one >= firstDay(startsOn)) && one <= lastDay(endsOn)).length

let id = 0
const figureOf = (period: Period, value: number, qualifier: Qualifier = 'exact'): StatedFigure => ({
  id: (id += 1),
  unitId: 1,
  indicator: 'outbound_delegations',
  ...period,
  value,
  qualifier,
})

/** What somebody may truly have published of a count. */
const stated = fc.record({
  period,
  qualifier: fc.constantFrom<Qualifier>('exact', 'more_than', 'about'),
  off: fc.nat({ max: 5 }),
})
type Stated = typeof stated extends fc.Arbitrary<infer One> ? One : never

const publishedOf = (days: string[], { period, qualifier, off }: Stated) => {
  const count = countIn(days, period)
  // All that "about" may be said of this count with a tenth of it at most.
  const abouts = Array.from({ length: 11 }, (_, at) => count - 5 + at).filter(
    (value) => Math.abs(value - count) * 10 <= value,
  )
  const value = { exact: count, more_than: Math.max(0, count - off), about: abouts[off % abouts.length]! }
  return figureOf(period, value[qualifier], qualifier)
}

test('C16: whatever is truly published of any visits, over any nested periods, is no contradiction', () => {
  fc.assert(
    fc.property(starts, fc.array(stated, { maxLength: 25 }), (days, published) => {
      expect(clashesAmong(published.map((one) => publishedOf(days, one)))).toEqual([])
    }),
  )
})

test('C16: a part published larger than its exact whole is always found, among whatever else is true', () => {
  fc.assert(
    fc.property(
      starts,
      fc.array(stated, { maxLength: 15 }),
      fc.tuple(day, day, day, day),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom<Qualifier>('exact', 'more_than', 'about'),
      fc.boolean(),
      (days, published, ends, more, qualifier, isSinceKnown) => {
        const [from, start, end, to] = ends.toSorted() as [string, string, string, string]
        const ofWhole = { startsOn: isSinceKnown ? from : null, endsOn: to }
        const whole = figureOf(ofWhole, countIn(days, ofWhole))
        const least = whole.value + more
        const value = qualifier === 'about' ? Math.ceil(least / 0.9) + 1 : least
        const part = figureOf({ startsOn: start, endsOn: end }, value, qualifier)
        const found = clashesAmong([...published.map((one) => publishedOf(days, one)), whole, part])
        expect(found.some(({ parts, wholes }) => parts.includes(part) && wholes.includes(whole))).toBe(true)
      },
    ),
  )
})

test('C16: twelve exact months that do not sum to the exact year are always found', () => {
  fc.assert(
    fc.property(
      starts,
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: -9, max: 9 }),
      (days, month, off) => {
        const months = Array.from({ length: 12 }, (_, index) => {
          const on = `2021-${String(index + 1).padStart(2, '0')}`
          const value = countIn(days, { startsOn: on, endsOn: on })
          return figureOf({ startsOn: on, endsOn: on }, index === month ? Math.max(0, value + off) : value)
        })
        const year = { startsOn: '2021', endsOn: '2021' }
        const sum = months.reduce((total, { value }) => total + value, 0)
        const found = clashesAmong([...months, figureOf(year, countIn(days, year))])
        expect(found.length > 0).toBe(sum !== countIn(days, year))
      },
    ),
  )
})

test('C16: of figures of units or indicators that are not the same, nothing is proved', () => {
  const [month, year] = [
    { startsOn: '2021-02', endsOn: '2021-02' },
    { startsOn: '2021', endsOn: '2021' },
  ]
  const whole = figureOf(year, 1)
  const part = figureOf(month, 2)
  expect(clashesAmong([whole, { ...part, unitId: 2 }])).toEqual([])
  expect(clashesAmong([whole, { ...part, indicator: 'inbound_delegations' }])).toEqual([])
  expect(clashesAmong([{ ...whole, startsOn: null, endsOn: '2021-01' }, part])).toEqual([])
  expect(clashesAmong([whole, { ...part, startsOn: null }])).toEqual([])
  expect(clashesAmong([whole, part])).toHaveLength(1)
})

test('a reason is asked for only where a figure contradicts others, not where nothing is typed', async () => {
  const { submit, typed } = withProvince()
  const asked = (page: { texts: (selector: string) => string[] }) =>
    page.texts('label').filter((label) => label.startsWith('Lý do nhận'))
  const empty = await submit('/opening-figures', typed({ value: '' }))
  expect([empty.status, asked(empty)]).toEqual([422, []])
  await submit('/opening-figures', typed({}))
  const second = await submit('/opening-figures', typed({ value: '600' }))
  expect([second.status, asked(second).length]).toEqual([422, 1])
})

test('C18: what is counted on a day is never summed over time', () => {
  const members = (endsOn: string, value: number) => ({
    ...figureOf({ startsOn: '2005', endsOn }, value),
    indicator: 'members' as const,
  })
  expect(clashesAmong([members('2005', 13000), members('2009', 12000)])).toEqual([])
  expect(clashesAmong([members('2009', 13000), members('2009', 12000)])).toHaveLength(1)
})
