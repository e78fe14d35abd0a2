import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueOn } from '../src/checklists/dating.ts'
import { addDays, today, weekdayOf, writeDate } from '../src/dates.ts'
import { addWorkingDays } from '../src/holidays/working-days.ts'
import { startApp } from './support/app.ts'
import { program } from './support/program.ts'
import { formOf, meanwhile } from './support/conflicts.ts'

type App = ReturnType<typeof startApp>

const day = today()
const stored = (app: App, id: number) =>
  app.db.$client
    .prepare('select * from checklist_items where delegation_id = ? order by position')
    .all(id) as Record<string, unknown>[]
const titles = (app: App, id: number) => stored(app, id).map(({ title }) => title)
const linesOf = (lines: Record<string, string>[]) =>
  Object.fromEntries(
    lines.flatMap((line, index) =>
      Object.entries({
        dayKind: 'calendar',
        side: 'before',
        anchor: 'start',
        state: 'open',
        ...line,
      }).map(([column, value]) => [`lines[${index}][${column}]`, value]),
    ),
  )
const write = (app: App, id: number, lines: Record<string, string>[], more = {}) =>
  app.submit(`/delegations/${id}/checklist`, { ...linesOf(lines), ...more })
const idOf = ({ location }: { location: string | undefined }) =>
  Number(/delegations\/(\d+)/.exec(location!)![1])
const rowsOf = (page: Awaited<ReturnType<App['visit']>>) =>
  page.all('tbody tr').map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(' | '))
const undo = (app: App, location: string | undefined) =>
  app.submit(`/history/${/act=(\d+)/.exec(location!)![1]}/undo`, {})

test('a visit that is planned comes with the steps of its direction; one of the past or already back does not', async () => {
  const app = startApp()
  const ahead = writeDate(addDays(day, 60))
  const outbound = await app.submit('/delegations', app.typed({ startsOn: ahead }))
  expect(titles(app, idOf(outbound))).toContain('Trình hồ sơ cử đoàn')
  const inbound = await app.submit('/delegations', app.typed({ direction: 'inbound', startsOn: ahead }))
  expect(titles(app, idOf(inbound))).toContain('Xin giấy phép hoạt động báo chí, nếu khách tác nghiệp')
  const past = await app.submit('/delegations', app.typed({ startsOn: '14/9/2024' }))
  expect(titles(app, idOf(past))).toEqual([])
  const back = await app.submit(
    '/delegations',
    app.typed({ startsOn: writeDate(day), endsOn: writeDate(day), status: 'returned', notDuplicate: '1' }),
  )
  expect(titles(app, idOf(back))).toEqual([])
  const { json } = await program(app).send('/delegations', {
    direction: 'outbound',
    title: 'Qua máy',
    countries: ['LA'],
    startsOn: addDays(day, 90),
  })
  expect(json.checklist).toHaveLength(10)
  // The visit and its checklist are one act.
  await undo(app, inbound.location)
  expect((await app.visit(`/delegations/${idOf(inbound)}`)).status).toBe(410)
})

test('the first steps of the catalogue have the deadlines that the office goes by', async () => {
  const app = startApp()
  const rows = rowsOf(await app.visit('/admin/checklists'))
  expect(rows).toContain('Trình hồ sơ cử đoàn | 20 ngày làm việc trước ngày bắt đầu | –')
  expect(rows).toContain('Trình hồ sơ xin đồng ý đón đoàn | 5 ngày làm việc trước ngày bắt đầu | –')
  expect(rows).toContain(
    'Xin giấy phép hoạt động báo chí, nếu khách tác nghiệp | 10 ngày làm việc trước ngày bắt đầu | –',
  )
})

test('the catalogue is changed for visits to come, and those there are keep theirs', async () => {
  const app = startApp()
  const first = app.make.delegation({ startsOn: addDays(day, 60) })
  await app.submit(`/delegations/${first}/checklist/making`, {})
  await app.submit('/admin/legal-bases', { number: '12-CT/TW', kind: 'directive' })
  const step = { direction: 'outbound', title: 'Mua cờ', days: '3', side: 'before', dayKind: 'working' }
  const added = await app.submit('/admin/checklists', {
    ...step,
    anchor: 'start',
    isInUse: '1',
    legalBasisId: '1',
  })
  expect(rowsOf(await app.visit('/admin/checklists'))).toContain(
    'Mua cờ | 3 ngày làm việc trước ngày bắt đầu | Chỉ thị 12-CT/TW',
  )
  const page = added.location!.split('?')[0]!
  expect((await app.visit(page)).value('days')).toBe('3')
  const second = app.make.delegation({ startsOn: addDays(day, 60) })
  await app.submit(`/delegations/${second}/checklist/making`, {})
  expect([titles(app, first).includes('Mua cờ'), titles(app, second).includes('Mua cờ')]).toEqual([
    false,
    true,
  ])
  // Out of use, it goes into no new visit.
  await app.submit(page, { ...step, anchor: 'start', version: '1' })
  const third = app.make.delegation({ startsOn: addDays(day, 60) })
  await app.submit(`/delegations/${third}/checklist/making`, {})
  expect(titles(app, third)).not.toContain('Mua cờ')
  expect((await app.submit(`${page}/removal`, {})).location).toContain('/admin/checklists?saved=removed')
  expect(titles(app, second)).toContain('Mua cờ')
  const wrong = await app.submit('/admin/checklists', {
    ...step,
    days: '731',
    anchor: 'start',
    legalBasisId: '9',
  })
  expect([wrong.status, wrong.error('days')]).toEqual([422, 'Ghi số từ 0 đến 730'])
})

test('the checklist is made by one button, once', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 60) })
  const page = await app.visit(`/delegations/${id}`)
  expect(page.text('#checklist button')).toBe('Lập việc chuẩn bị')
  const made = await app.submit(`/delegations/${id}/checklist/making`, {})
  await app.submit(`/delegations/${id}/checklist/making`, {})
  expect(stored(app, id)).toHaveLength(10)
  expect((await app.visit(`/delegations/${id}`)).texts('#checklist .count')).toEqual(['xong 0/10'])
  await undo(app, made.location)
  expect(stored(app, id)).toEqual([])
})

test('a line is ticked on the page of its visit, opened again, and taken back', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 60) })
  await write(app, id, [{ title: 'Đặt vé', days: '9', owner: 'Chị Lan' }])
  const before = await app.visit(`/delegations/${id}`)
  expect(before.texts('#checklist li')).toEqual([`Đặt vé hạn ${writeDate(addDays(day, 51))} · Chị Lan`])
  const action = before.document.querySelector('#checklist form')!.getAttribute('action')!
  const ticked = await app.submit(action, { state: 'done' })
  expect(ticked.location).toMatch(/saved=ticked&act=\d+#checklist$/)
  expect(stored(app, id)).toMatchObject([{ state: 'done', done_on: day }])
  const fragment = await app.visit(ticked.location!.replace('#checklist', ''), {
    'HX-Target': 'section#checklist',
  })
  expect(fragment.html.trim()).toMatch(/^<section class="section" id="checklist"/)
  expect(fragment.text('#checklist [role=status]')).toBe('Đã ghi. Hoàn tác')
  await app.submit(action, { state: 'open' })
  expect(stored(app, id)).toMatchObject([{ state: 'open', done_on: null }])
  await undo(app, (await app.submit(action, { state: 'done' })).location)
  expect(stored(app, id)).toMatchObject([{ state: 'open', done_on: null }])
  expect((await app.submit(action, { state: 'nonsense' })).status).toBe(303)
  const other = app.make.delegation()
  expect((await app.submit(action.replace(`/${id}/`, `/${other}/`), { state: 'done' })).status).toBe(404)
  expect(stored(app, id)).toMatchObject([{ state: 'open' }])
})

test('lines are written by hand, moved, and have their day and owner', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2030-05-06', endsOn: '2030-05-10' })
  const lines: Record<string, string>[] = [
    { title: 'Mua quà', days: '5', dayKind: 'working', owner: 'Anh Nam' },
    { title: 'Thư cảm ơn', days: '3', side: 'after', anchor: 'end' },
    { title: 'Không hạn' },
    { title: 'Ngày đi', days: '0' },
  ]
  const moved = await write(app, id, lines, { move: 'lines.1.up' })
  expect([moved.status, moved.value('lines[0][title]'), stored(app, id)]).toEqual([200, 'Thư cảm ơn', []])
  const added = await write(app, id, lines, { add: 'lines' })
  expect(added.all('tbody tr')).toHaveLength(5)
  await write(app, id, lines)
  expect((await app.visit(`/delegations/${id}`)).texts('#checklist li small')).toEqual([
    'hạn 29/04/2030, chưa có lịch nghỉ năm 2030 · Anh Nam',
    'hạn 13/05/2030',
    'không có hạn',
    'hạn 06/05/2030',
  ])
  const form = await app.visit(`/delegations/${id}/checklist`)
  expect([form.value('lines[0][days]'), form.value('lines[1][side]')]).toEqual(['5', 'after'])
  const wrong = await write(app, id, [
    { title: '', owner: 'Anh Nam' },
    { title: 'Xong rồi', doneOn: '1/1/2024' },
    { title: 'Chưa đến', state: 'done', doneOn: writeDate(addDays(day, 3)) },
  ])
  expect(wrong.status).toBe(422)
  expect(wrong.value('lines[0][owner]')).toBe('Anh Nam')
  expect(stored(app, id)).toHaveLength(4)
})

test('while the day of a visit is not known, none is guessed for its checklist', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: day.slice(0, 7), endsOn: null })
  await write(app, id, [
    { title: 'Trình hồ sơ', days: '20', dayKind: 'working' },
    { title: 'Thư cảm ơn', days: '3', side: 'after', anchor: 'end' },
  ])
  expect((await app.visit(`/delegations/${id}`)).texts('#checklist li small')).toEqual([
    'chưa có ngày: 20 ngày làm việc trước ngày bắt đầu',
    'chưa có ngày: 3 ngày sau ngày kết thúc',
  ])
  expect((await app.visit('/')).text('[aria-labelledby=attention]')).not.toContain('Trình hồ sơ')
})

test('what is late or soon stands on Today once for a visit, and nobody is wanted for one that is cancelled', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 30), title: 'Thăm Lào', status: 'approved' })
  await write(app, id, [
    { title: 'Trình hồ sơ', days: '35' },
    { title: 'Đặt vé', days: '25' },
    { title: 'Họp đoàn', days: '2' },
    { title: 'Xong', days: '40', state: 'done' },
    { title: 'Thôi', days: '40', state: 'not_needed' },
  ])
  const listed = async () => (await app.visit('/')).texts('.todo li')
  expect(await listed()).toEqual([
    expect.stringMatching(/^Quá hạn 5 ngày .* Trình hồ sơ: Thăm Lào .* chưa xong, cùng 1 việc chuẩn bị khác/),
  ])
  expect((await app.visit(`/delegations/${id}`)).texts('#checklist .late')).toEqual([
    `quá hạn, hạn ${writeDate(addDays(day, -5))}`,
  ])
  await app.submit(`/delegations/${id}/cancellation`, { reason: 'Bạn hoãn' })
  expect(await listed()).toEqual([])
  const page = await app.visit(`/delegations/${id}`)
  expect([page.all('#checklist .late').length, page.all('#checklist form').length]).toEqual([0, 0])
})

test('what was to be done before a visit left wants nobody once it is away; what follows its end does', async () => {
  const app = startApp()
  const dates = { startsOn: addDays(day, -9), endsOn: addDays(day, -5), status: 'returned' as const }
  const id = app.make.delegation({ ...dates, title: 'Thăm Lào' })
  await write(app, id, [
    { title: 'Đặt vé', days: '9' },
    { title: 'Thư cảm ơn', days: '4', side: 'after', anchor: 'end', owner: 'Chị Lan' },
  ])
  const [only, ...more] = (await app.visit('/')).texts('.todo li').filter((text) => !text.includes('Báo cáo'))
  expect(only).toMatch(/^Quá hạn 1 ngày .* Thư cảm ơn: Thăm Lào .* chưa xong, Chị Lan phụ trách/)
  expect(more).toEqual([])
})

test('what follows the end of a visit is still wanted after its report is handed in', async () => {
  const app = startApp()
  const dates = { startsOn: addDays(day, -9), endsOn: addDays(day, -5), status: 'reported' as const }
  const id = app.make.delegation({ ...dates, title: 'Thăm Lào' })
  await write(app, id, [
    { title: 'Đặt vé', days: '9' },
    { title: 'Thư cảm ơn', days: '4', side: 'after', anchor: 'end' },
  ])
  expect((await app.visit('/')).texts('.todo li')).toEqual([
    expect.stringMatching(/^Quá hạn 1 ngày .* Thư cảm ơn: Thăm Lào/),
  ])
  expect((await app.visit(`/delegations/${id}`)).texts('#checklist .late')).toHaveLength(1)
})

test('what the file of a visit settles is done in its checklist, and open again when the file loses it', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 9), status: 'approved', title: 'Thăm Lào' })
  await app.submit(`/delegations/${id}/checklist/making`, {})
  const lines = async () => (await app.visit(`/delegations/${id}`)).texts('#checklist li')
  const [invitation, members, submission, decision] = await lines()
  expect(invitation).toMatch(/^Nhận thư mời của phía bạn quá hạn/)
  expect(members).toMatch(/^Lập danh sách đoàn và dự toán quá hạn/)
  expect(submission).toBe('Trình hồ sơ cử đoàn xong theo hồ sơ: đã trình')
  expect(decision).toBe('Nhận quyết định cử đoàn xong theo hồ sơ: có quyết định hoặc văn bản đồng ý')
  expect((await app.visit('/')).text('.todo li')).toContain('Nhận thư mời')
  meanwhile(app, (write) => {
    write.raw.insert('documents', { delegation_id: id, kind: 'invitation' })
    write.raw.insert('documents', { delegation_id: id, kind: 'member_list' })
    write.raw.insert('fundings', { delegation_id: id, estimate: 1000 })
    write.raw.insert('programme_items', { delegation_id: id, day_number: 1, content: 'Gặp', position: 0 })
  })
  const settled = await app.visit(`/delegations/${id}`)
  expect(settled.text('#checklist .count')).toBe('xong 5/10')
  expect(settled.all('#checklist li form')).toHaveLength(5)
  expect((await app.visit('/')).text('.todo li')).toContain('Xin thị thực')
  const { json } = await program(app).read(`/delegations/${id}.json`)
  expect(json).toHaveProperty(
    'checklist[0]',
    expect.objectContaining({
      state: 'done',
      doneOn: null,
      settledBy: 'invitation',
    }),
  )
  meanwhile(app, (write) => write.raw.remove('documents', 1))
  expect((await app.visit('/')).text('.todo li')).toContain('Nhận thư mời')
  // What settles a line is kept through its form and chosen there.
  const form = formOf(await app.visit(`/delegations/${id}/checklist`))
  await app.submit(`/delegations/${id}/checklist`, { ...form, 'lines[4][settledBy]': 'report' })
  expect(stored(app, id).map((line) => line.settled_by)).toEqual([
    'invitation',
    'members_and_estimate',
    'submission',
    'approval',
    'report',
    'programme',
    null,
    null,
    null,
    'costs',
  ])
})

test('a missing consent stands on Today beside other lines of a checklist, and once where the checklist has it', async () => {
  const app = startApp()
  const id = app.make.delegation({ direction: 'inbound', startsOn: addDays(day, 4), title: 'Bạn Lào' })
  const listed = async () => (await app.visit('/')).texts('.todo li .todo__title, .todo li a').join('; ')
  await write(app, id, [{ title: 'Đặt xe', days: '5' }])
  expect(await listed()).toContain('Đặt xe: Bạn Lào')
  expect(await listed()).toContain('Văn bản đồng ý: Bạn Lào')
  await write(app, id, [
    { title: 'Đặt xe', days: '5' },
    { title: 'Xin đồng ý', days: '6', settledBy: 'approval' },
  ])
  expect(await listed()).toContain('Xin đồng ý: Bạn Lào')
  expect(await listed()).not.toContain('Văn bản đồng ý')
})

test('days follow the visit when it moves, and the holidays of the catalogue', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2030-05-06' })
  await write(app, id, [{ title: 'Trình hồ sơ', days: '3', dayKind: 'working' }])
  const due = async () => (await app.visit(`/delegations/${id}`)).text('#checklist li small')
  expect(await due()).toBe('hạn 01/05/2030, chưa có lịch nghỉ năm 2030')
  await app.submit('/admin/holidays', { fallsOn: '1/5/2030', name: 'Quốc tế Lao động', kind: 'holiday' })
  expect(await due()).toBe('hạn 30/04/2030')
  meanwhile(app, (write) => write.raw.update('delegations', id, { starts_on: '2030-05-13' }))
  expect(await due()).toBe('hạn 08/05/2030')
})

test('two people at one checklist keep both their changes', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 30) })
  await write(app, id, [
    { title: 'Đặt vé', days: '9' },
    { title: 'Mua quà', days: '3' },
  ])
  const form = formOf(await app.visit(`/delegations/${id}/checklist`))
  await app.submit(`/delegations/${id}/checklist/${Number(stored(app, id)[1]!.id)}/state`, { state: 'done' })
  const kept = await app.submit(`/delegations/${id}/checklist`, { ...form, 'lines[0][owner]': 'Chị Lan' })
  expect(kept.status).toBe(303)
  expect(stored(app, id)).toMatchObject([{ owner: 'Chị Lan' }, { state: 'done', done_on: day }])
})

test('who may only read sees the checklist and may not tick it', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(day, 30) })
  await write(app, id, [{ title: 'Đặt vé', days: '9' }])
  const reader = app.signIn('viewer')
  const page = await app.visit(`/delegations/${id}`, reader.headers)
  expect([page.texts('#checklist li').length, page.all('#checklist form, #checklist a').length]).toEqual([
    1, 0,
  ])
  const item = `/delegations/${id}/checklist/${Number(stored(app, id)[0]!.id)}/state`
  expect((await app.submit(item, { state: 'done' }, reader.headers)).status).toBe(403)
  const unitId = app.make.unit({ name: 'Hội tỉnh', kind: 'local_association' })
  const elsewhere = app.signIn('clerk', { unitId })
  expect((await app.submit(item, { state: 'done' }, elsewhere.headers)).status).toBe(404)
  expect((await app.visit(`/delegations/${id}/checklist`, elsewhere.headers)).status).toBe(404)
})

test('checklists of 40 visits cost Today no more statements than one', async () => {
  const app = startApp()
  const make = () =>
    write(app, app.make.delegation({ startsOn: addDays(day, 9) }), [{ title: 'Vé', days: '9' }])
  const statements = async () => {
    let count = 0
    const prepare = app.db.$client.prepare.bind(app.db.$client)
    app.db.$client.prepare = (text: string) => {
      count += 1
      return prepare(text)
    }
    await app.visit('/')
    app.db.$client.prepare = prepare
    return count
  }
  await make()
  await statements()
  // What asks only for what changed since the last look is asked now.
  await make()
  const one = await statements()
  for (let nth = 0; nth < 38; nth++) await make()
  expect(await statements()).toBeLessThanOrEqual(one)
})

const START = '2024-01-01'
const someDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays(START, days))
const calendar = fc
  .record({ off: fc.array(someDay, { maxLength: 60 }), worked: fc.array(someDay, { maxLength: 20 }) })
  .map(({ off, worked }) => ({ off: new Set(off), worked: new Set(worked) }))

test('working days before and after a visit are those that a plain count finds', () => {
  fc.assert(
    fc.property(
      someDay,
      fc.integer({ min: 0, max: 15 }),
      fc.integer({ min: -40, max: 40 }).filter((offset) => offset !== 0),
      fc.constantFrom('start' as const, 'end' as const),
      calendar,
      (startsOn, length, offset, anchor, calendar) => {
        const visit = { startsOn, endsOn: addDays(startsOn, length) }
        const due = dueOn({ anchor, offset, dayKind: 'working' }, visit, calendar)!
        // Every day between, one by one, by the calendar on the wall.
        const from = anchor === 'start' ? visit.startsOn : visit.endsOn
        const step = offset < 0 ? -1 : 1
        let worked = 0
        for (
          let at = addDays(from, step);
          step * Date.parse(at) <= step * Date.parse(due);
          at = addDays(at, step)
        ) {
          const isWeekend = [5, 6].includes(weekdayOf(at))
          if (calendar.worked.has(at) || (!isWeekend && !calendar.off.has(at))) worked += 1
        }
        expect(worked).toBe(Math.abs(offset))
        expect(addWorkingDays(due, 0, calendar)).toBe(due)
        expect(dueOn({ anchor, offset, dayKind: 'calendar' }, visit, calendar)).toBe(addDays(from, offset))
      },
    ),
  )
})

test('a day known only to the month or year gives no day to a line, whatever its timing', () => {
  fc.assert(
    fc.property(
      someDay,
      fc.constantFrom(4, 7),
      fc.integer({ min: -40, max: 40 }),
      fc.constantFrom('calendar' as const, 'working' as const),
      (date, known, offset, dayKind) => {
        const visit = { startsOn: date.slice(0, known), endsOn: null }
        const plain = { off: new Set<string>(), worked: new Set<string>() }
        expect(dueOn({ anchor: 'start', offset, dayKind }, visit, plain)).toBeNull()
        expect(dueOn({ anchor: 'end', offset, dayKind }, { startsOn: date, endsOn: null }, plain)).toBeNull()
      },
    ),
  )
})

test('history says which line was ticked', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: addDays(today(), 40) })
  await app.submit(`/delegations/${id}/checklist/making`, {})
  const { id: item, title } = app.db.$client
    .prepare('select id, title from checklist_items order by id limit 1')
    .get() as { id: number; title: string }
  await app.submit(`/delegations/${id}/checklist/${item}/state`, { state: 'done' })
  expect((await app.visit(`/history?record=delegations-${id}`)).text('tbody tr')).toContain(
    `${title}: Trạng thái: từ “chưa xong” thành “đã xong”`,
  )
})
