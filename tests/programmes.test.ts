import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { addDays, daysBetween, today } from '../src/dates.ts'
import { inCopy, inTime, isOutside, shifted, shiftNeeded } from '../src/programmes/days.ts'
import { startApp } from './support/app.ts'
import { choiceOf, clashesOf, formOf, meanwhile } from './support/conflicts.ts'
import { download, readCalendar } from './support/downloads.ts'

type App = ReturnType<typeof startApp>

const dates = { startsOn: '2025-10-20', endsOn: '2025-10-23' }

/** The rows of a programme's form as a browser sends them. */
const rowsOf = (rows: Record<string, string>[]) =>
  Object.fromEntries(
    rows.flatMap((row, index) =>
      Object.entries({ day: '1', outcome: 'planned', ...row }).map(([column, value]) => [
        `items[${index}][${column}]`,
        value,
      ]),
    ),
  )
const write = (app: App, id: number, rows: Record<string, string>[], more = {}) =>
  app.submit(`/delegations/${id}/programme`, { ...rowsOf(rows), ...more })
const stored = (app: App, id: number) =>
  app.db.$client
    .prepare('select * from programme_items where delegation_id = ? order by position')
    .all(id) as Record<string, unknown>[]
const undo = async (app: App, location: string) =>
  app.submit(`/history/${/act=(\d+)/.exec(location)![1]}/undo`, {})

test('a programme is written by day, and its visit shows it so', async () => {
  const app = startApp()
  app.make.partner({ name: 'Câu lạc bộ các nhà báo Campuchia', abbreviation: 'CCJ', country: 'KH' })
  const id = app.make.delegation(dates)
  expect((await app.visit(`/delegations/${id}`)).text('[aria-labelledby=programme]')).toContain(
    'Chưa ghi chương trình.',
  )
  const saved = await write(app, id, [
    { day: '21/10/2025', startsAt: '14h30', content: 'Thăm một tòa soạn', place: 'Phnôm Pênh' },
    { day: '1', startsAt: '9h', endsAt: '11.30', content: 'Hội đàm', met: 'Chủ tịch', partner: 'CCJ' },
    { day: '20/10/2025', content: 'Ăn tối' },
  ])
  expect(saved.location).toMatch(`/delegations/${id}/programme?saved=1`)
  const page = await app.visit(`/delegations/${id}`)
  expect(page.texts('.days > li')).toEqual([
    '20/10 Thứ Hai 09:00–11:30 Hội đàm gặp Chủ tịch · Câu lạc bộ các nhà báo Campuchia Ăn tối',
    '21/10 Thứ Ba 14:30 Thăm một tòa soạn Phnôm Pênh',
  ])
  expect(stored(app, id).map(({ day_number, held_on }) => [day_number, held_on])).toEqual([
    [1, '2025-10-20'],
    [1, '2025-10-20'],
    [2, '2025-10-21'],
  ])
  const undone = await undo(app, saved.location!)
  expect([undone.status, stored(app, id)]).toEqual([303, []])
})

test('while the first day is not known, lines have numbers, and days once it is', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2025-10' })
  await write(app, id, [
    { day: '2', content: 'Hội đàm' },
    { day: '1', content: 'Đón đoàn' },
  ])
  const page = await app.visit(`/delegations/${id}`)
  expect(page.texts('.days > li')).toEqual(['Ngày thứ 1 Đón đoàn', 'Ngày thứ 2 Hội đàm'])
  const form = await app.visit(`/delegations/${id}/programme/edit`)
  expect(form.texts('#items-0-day option')[0]).toBe('Ngày thứ 1')
  expect(stored(app, id).map(({ held_on }) => held_on)).toEqual([null, null])
  meanwhile(app, (write) => write.raw.update('delegations', id, { starts_on: '2025-10-27' }))
  expect((await app.visit(`/delegations/${id}`)).texts('.days time')).toEqual([
    '27/10 Thứ Hai',
    '28/10 Thứ Ba',
  ])
})

test('lines with a day stay where they are when the visit moves; the page says so and moves them together', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  await write(app, id, [
    { day: '1', content: 'Đón đoàn' },
    { day: '4', content: 'Tiễn đoàn' },
  ])
  meanwhile(app, (write) =>
    write.raw.update('delegations', id, { starts_on: '2025-11-03', ends_on: '2025-11-06' }),
  )
  const page = await app.visit(`/delegations/${id}`)
  expect(page.text('[aria-labelledby=programme] .notice')).toContain(
    '2 mục nằm ngoài thời gian đoàn 03–06/11/2025.',
  )
  expect(page.text('[aria-labelledby=programme] .notice button')).toBe('Dời cả chương trình muộn hơn 14 ngày')
  const { location } = await app.submit(`/delegations/${id}/programme/shift`, { days: page.value('days') })
  expect(stored(app, id).map(({ held_on }) => held_on)).toEqual(['2025-11-03', '2025-11-06'])
  expect((await app.visit(`/delegations/${id}/programme`)).text('.notice--warn')).toBe('')
  await undo(app, location!)
  expect(stored(app, id).map(({ held_on }) => held_on)).toEqual(['2025-10-20', '2025-10-23'])
})

test('saving other lines leaves those outside the visit where they are', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  await write(app, id, [{ day: '3', content: 'Hội đàm' }])
  meanwhile(app, (write) =>
    write.raw.update('delegations', id, { starts_on: '2027-11-03', ends_on: '2027-11-06' }),
  )
  const form = await app.visit(`/delegations/${id}/programme/edit`)
  expect(form.text('#items-0-day option[selected]')).toBe('22/10/2025 (ngoài đoàn)')
  await app.submit(`/delegations/${id}/programme`, formOf(form))
  expect(stored(app, id)).toMatchObject([{ day_number: 3, held_on: '2025-10-22' }])
})

test('rows are added, moved and taken out without script, and nothing is kept meanwhile', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  const rows = [
    { day: '20/10/2025', content: 'Một' },
    { day: '20/10/2025', content: 'Hai' },
    { day: '21/10/2025', content: 'Ba' },
  ]
  const press = async (button: object) => {
    const page = await write(app, id, rows, button)
    expect([page.status, stored(app, id)]).toEqual([200, []])
    return page.all('textarea').map((field, index) => [field.textContent, page.value(`items[${index}][day]`)])
  }
  expect(await press({ add: 'items' })).toEqual([
    ['Một', '20/10/2025'],
    ['Hai', '20/10/2025'],
    ['Ba', '21/10/2025'],
    ['', '21/10/2025'],
  ])
  expect((await press({ add: 'items.next' })).at(-1)).toEqual(['', '22/10/2025'])
  expect((await press({ move: 'items.1.up' })).map(([content]) => content)).toEqual(['Hai', 'Một', 'Ba'])
  // Moved past the last line of its day, a line is on the next one.
  expect(await press({ move: 'items.1.down' })).toEqual([
    ['Một', '20/10/2025'],
    ['Ba', '21/10/2025'],
    ['Hai', '21/10/2025'],
  ])
  expect((await press({ remove: 'items.0' })).map(([content]) => content)).toEqual(['Hai', 'Ba'])
  expect((await press({ move: 'items.0.up' })).length).toBe(3)
  const fragment = await app.submit(
    `/delegations/${id}/programme`,
    { ...rowsOf(rows), add: 'items' },
    { 'HX-Target': 'fieldset#items' },
  )
  expect(fragment.html.trim()).toMatch(/^<fieldset class="part" id="items">/)
})

test('what cannot be kept comes back with its reasons and what was typed', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  const page = await write(app, id, [
    { content: 'Hội đàm', startsAt: '25h', partner: 'Hội không có' },
    { content: '', place: 'Viêng Chăn', endsAt: '9h' },
    { content: 'Hủy', outcome: 'dropped' },
    { content: 'Xa', day: '31/2/2025' },
  ])
  expect(page.status).toBe(422)
  expect(page.error('items-0-startsAt')).toBe('Ghi giờ như 9h, 9h30 hoặc 14:30')
  expect(page.error('items-1-content')).toBe('Chưa ghi nội dung')
  expect(page.value('items[0][startsAt]')).toBe('25h')
  const next = await write(app, id, [
    { content: 'Hội đàm', partner: 'Hội không có', endsAt: '9h' },
    { content: 'Hủy', outcome: 'dropped' },
    { content: 'Xa', day: '31/2/2025' },
    { content: 'Năm sau nữa', day: '1/1/2027' },
  ])
  expect(next.error('items-0-partner')).toBe('Chưa có đối tác “Hội không có” trong sổ')
  expect(next.error('items-0-startsAt')).toBe('Có giờ kết thúc thì ghi giờ bắt đầu')
  expect(next.error('items-1-outcomeReason')).toBe('Ghi vì sao khác chương trình đã duyệt')
  expect(next.error('items-2-day')).toBe('Chọn một mục trong danh sách')
  expect(next.error('items-3-day')).toBe('Ngày này cách ngày đầu của đoàn hơn một năm')
  expect(stored(app, id)).toEqual([])
})

test('two people at one programme keep both their changes, and choose where they clash', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  await write(app, id, [{ content: 'Hội đàm' }, { content: 'Ăn tối', day: '2' }])
  const form = formOf(await app.visit(`/delegations/${id}/programme/edit`))
  const [first, second] = stored(app, id).map((row) => Number(row.id)) as [number, number]
  meanwhile(app, (write) => write.raw.update('programme_items', second, { place: 'Sứ quán' }))
  const kept = await app.submit(`/delegations/${id}/programme`, {
    ...form,
    'items[0][content]': 'Hội đàm kín',
  })
  expect(kept.status).toBe(303)
  expect(stored(app, id)).toMatchObject([{ content: 'Hội đàm kín' }, { place: 'Sứ quán' }])

  const again = formOf(await app.visit(`/delegations/${id}/programme/edit`))
  meanwhile(app, (write) => write.raw.update('programme_items', first, { content: 'Tọa đàm' }))
  const mine = { ...again, 'items[0][content]': 'Gặp gỡ' }
  const clash = await app.submit(`/delegations/${id}/programme`, mine)
  expect(clash.status).toBe(409)
  expect(clashesOf(clash)).toEqual([
    { about: 'Chương trình, Gặp gỡ: nội dung', values: ['Gặp gỡ', 'Tọa đàm', 'Hội đàm kín'] },
  ])
  await app.submit(`/delegations/${id}/programme`, { ...formOf(clash), ...choiceOf(clash, 1) })
  expect(stored(app, id)[0]).toMatchObject({ content: 'Tọa đàm' })
})

test('what became of each line stands beside it, with why', async () => {
  const app = startApp()
  const id = app.make.delegation({ ...dates, status: 'returned' })
  expect((await app.visit(`/delegations/${id}/programme/edit`)).all('select[name$="[outcome]"]').length).toBe(
    1,
  )
  await write(app, id, [
    { content: 'Hội đàm', outcome: 'dropped', outcomeReason: 'Bạn bận' },
    { content: 'Thăm báo', outcome: 'added' },
  ])
  expect((await app.visit(`/delegations/${id}/programme`)).texts('tbody tr td:last-child')).toEqual([
    'Không thực hiện Bạn bận',
    'Phát sinh',
  ])
})

test('the programme as a calendar: hours of the place, days without hours whole, and the taking written down', async () => {
  const app = startApp()
  const id = app.make.delegation({ ...dates, title: 'Thăm Campuchia' })
  await write(app, id, [
    { day: '1', content: 'Bay; đến nơi' },
    { day: '2', startsAt: '9h', endsAt: '11h30', content: 'Hội đàm', place: 'Trụ sở', met: 'Chủ tịch' },
    { day: '2', startsAt: '22h', endsAt: '5h', content: 'Tàu đêm' },
    { day: '3', startsAt: '8h', content: 'Thăm báo', outcome: 'dropped', outcomeReason: 'Bạn bận' },
  ])
  const { body, headers } = await download(app, `/delegations/${id}/programme.ics`)
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
  const { events } = readCalendar(body)
  expect(events).toMatchObject([
    { 'DTSTART;VALUE=DATE': '20251020', 'DTEND;VALUE=DATE': '20251021', SUMMARY: 'Bay; đến nơi' },
    {
      DTSTART: '20251021T090000',
      DTEND: '20251021T113000',
      LOCATION: 'Trụ sở',
      DESCRIPTION: 'ĐR-2025-001\nGặp: Chủ tịch',
    },
    { DTSTART: '20251021T220000', DTEND: '20251022T050000' },
    { DTSTART: '20251022T080000', STATUS: 'CANCELLED' },
  ])
  expect(events[3]).not.toHaveProperty('DTEND')
  const noted = listSecurityLog(app.db, {}).rows.map(({ event, about }) => [event, about])
  expect(noted[0]).toEqual(['exported', `/delegations/${id}/programme.ics`])
})

test('a programme of forty lines costs no more statements to show than one of one', async () => {
  const app = startApp()
  const [few, many] = [app.make.delegation(dates), app.make.delegation(dates)]
  await write(app, few, [{ content: 'Một' }])
  await write(
    app,
    many,
    Array.from({ length: 40 }, (_, index) => ({ content: `Mục ${index}` })),
  )
  const counted = async (id: number) => {
    let count = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      count += 1
      return prepare(text)
    }
    await app.visit(`/delegations/${id}/programme`)
    app.db.$client.prepare = prepare
    return count
  }
  await counted(few)
  expect(await counted(many)).toBe(await counted(few))
})

test('who may only read sees the programme and is offered nothing to change; another unit sees none', async () => {
  const app = startApp()
  const id = app.make.delegation(dates)
  await write(app, id, [{ content: 'Hội đàm' }])
  const reader = app.signIn('viewer')
  const page = await app.visit(`/delegations/${id}/programme`, reader.headers)
  expect([page.status, page.all('main form, main a[href$="/edit"]').length]).toEqual([200, 0])
  expect((await app.visit(`/delegations/${id}/programme/edit`, reader.headers)).status).toBe(403)
  const local = app.make.unit({ name: 'Hội tỉnh', kind: 'local_association' })
  const elsewhere = app.signIn('clerk', { unitId: local })
  for (const path of ['', '.ics', '/edit'])
    expect((await app.visit(`/delegations/${id}/programme${path}`, elsewhere.headers)).status).toBe(404)
  const sent = await app.submit(`/delegations/${id}/programme/shift`, { days: '1' }, elsewhere.headers)
  expect(sent.status).toBe(404)
})

const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2024-01-01', days))
const visitDays = fc
  .record({ startsOn: day, length: fc.integer({ min: 1, max: 20 }) })
  .map(({ startsOn, length }) => ({ startsOn, endsOn: addDays(startsOn, length - 1) }))
const numbers = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 })

test('a programme left behind by its visit is back in its place after the shift that is offered', () => {
  fc.assert(
    fc.property(visitDays, numbers, fc.integer({ min: -300, max: 300 }), (was, numbers, days) => {
      const length = daysBetween(was.startsOn, was.endsOn) + 1
      const lines = numbers.map((number) => ({
        dayNumber: Math.min(number, length),
        heldOn: addDays(was.startsOn, Math.min(number, length) - 1),
      }))
      const now = { startsOn: addDays(was.startsOn, days), endsOn: addDays(was.endsOn, days) }
      const offered = shiftNeeded(lines, now)
      // Offered exactly when something lies outside.
      expect(offered).toBe(lines.some((line) => isOutside(line, now)) ? days : null)
      const moved = lines.map((line) => shifted(line, days, now))
      expect(moved.map(({ heldOn }) => heldOn)).toEqual(lines.map(({ heldOn }) => addDays(heldOn, days)))
      expect(moved.some((line) => isOutside(line, now))).toBe(false)
      expect(moved.map((line) => shifted(line, -days, was))).toEqual(lines)
    }),
  )
})

test('a copy has each line on the same of its own days, in the same order', () => {
  fc.assert(
    fc.property(visitDays, numbers, day, (was, numbers, newStart) => {
      const lines = inTime(
        numbers.map((dayNumber) => ({ dayNumber, heldOn: addDays(was.startsOn, dayNumber - 1) })),
        was,
      )
      const copied = lines.map((line) => inCopy(line, newStart))
      expect(inTime(copied, { startsOn: newStart, endsOn: null })).toEqual(copied)
      copied.forEach(({ heldOn }, index) =>
        expect(daysBetween(newStart, heldOn!)).toBe(daysBetween(was.startsOn, lines[index]!.heldOn)),
      )
      expect(lines.every((line) => inCopy(line, newStart.slice(0, 7)).heldOn === null)).toBe(true)
    }),
  )
})

test('a program reads the programme with the visit', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(today(), 5) })
  await write(app, id, [{ day: '2', content: 'Hội đàm', startsAt: '9h' }])
  const { json } = await app.visit(`/delegations/${id}.json`)
  expect(json.programme).toMatchObject([
    { dayNumber: 2, heldOn: addDays(today(), 6), startsAt: '09:00', outcome: 'planned', partnerId: null },
  ])
})

test('a meeting that ends before it starts is refused, a night train is not', async () => {
  const app = startApp()
  const id = app.make.delegation({ ...dates })
  const line = (startsAt: string, endsAt: string) => ({
    version: '1',
    'items[0][day]': '1',
    'items[0][content]': 'Hội đàm',
    'items[0][startsAt]': startsAt,
    'items[0][endsAt]': endsAt,
    'items[0][outcome]': 'planned',
  })
  const refused = await app.submit(`/delegations/${id}/programme`, line('8h30', '7h'))
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('Giờ kết thúc trước giờ bắt đầu')
  expect((await app.submit(`/delegations/${id}/programme`, line('22h', '5h'))).status).toBe(303)
})
