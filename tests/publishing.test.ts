import type { Statement } from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { deleteRecord, findDeletion } from '../src/deletions/queries.ts'
import { restore, undo } from '../src/history/undo.ts'
import { participants } from '../src/participants/participant.ts'
import { startApp } from './support/app.ts'
import { beginAt, goOn } from './support/clock.ts'
import { download, partsOf, readWorkbook } from './support/downloads.ts'
import { namedWhole } from './support/members.ts'
import { confirmationOf, publishReport } from './support/publishing.ts'

type App = ReturnType<typeof startApp>

beginAt('2025-01-10T03:00:00Z')

const who = { name: 'Lê Thử' }
const done = { status: 'reported' as const, headCount: 6, startsOn: '2024-09-14', endsOn: '2024-09-18' }

/** Who was signed in has long been signed out when days have gone by. */
const read = (app: App, address: string) => app.visit(address, app.signIn('administrator').headers)
const change = (app: App, id: number, changes: Partial<typeof delegations.$inferInsert>) =>
  write(app.db, who, (write) => write.update(delegations, id, changes))
const remove = (app: App, id: number) =>
  write(app.db, who, (write) => deleteRecord(write, 'delegations', id, 'ghi trùng'))

async function withdraw(app: App, reason = 'ký nhầm bản') {
  const { headers } = app.signIn('approver')
  const form = await app.visit('/reports/2024/withdrawal', headers)
  const sent = { submissionId: form.value('submissionId'), version: form.value('version'), reason }
  return app.submit('/reports/2024/withdrawal', sent, headers)
}

const figuresOf = (json: { figures: { name: string; value: number | null }[] }) =>
  new Map(json.figures.map(({ name, value }) => [name, value]))

test('a published report keeps its figures, and says beside them what they are now and why', async () => {
  const app = startApp()
  app.make.delegation({ ...done, direction: 'inbound' })
  expect((await publishReport(app)).status).toBe(303)
  goOn(61)
  app.make.delegation({ ...done, direction: 'inbound', headCount: 5, title: 'Đoàn ghi muộn' })
  const page = await read(app, '/reports/2024')
  expect(page.text('.head .lede')).toContain(
    'Đã phát hành 10/01/2025, số 15/BC-HNBVN, Trưởng ban ký. Số liệu tính đến 10/01/2025, giữ nguyên. Sau đó có 1 thay đổi.',
  )
  expect(page.text('.sheet')).toContain(
    'đã đón 1, sau điều chỉnh 2 (12/03: ĐV-2024-002 ghi muộn) đoàn vào với 6, sau điều chỉnh 11',
  )
  expect(page.texts('.restatements li p')).toEqual([
    '12/03/2025 · ĐV-2024-002 Đoàn ghi muộn: ghi muộn',
    'Số đoàn vào 1 → 2; Lượt người vào 6 → 11 · Test · Xem thao tác',
  ])
  expect((await read(app, page.href('.restatements li .note a'))).status).toBe(200)
})

test('each change after publishing goes on where the one before left the figures', async () => {
  const app = startApp()
  const ids = [3, 4, 5].map((headCount) => app.make.delegation({ ...done, headCount }))
  await publishReport(app)
  goOn()
  change(app, ids[0]!, { headCount: 10 })
  goOn()
  const deletionId = remove(app, ids[1]!)
  goOn()
  change(app, ids[2]!, { status: 'cancelled', statusReason: 'bạn hoãn mời' })
  const moves = async () => {
    const page = await read(app, '/reports/2024')
    return page.texts('.restatements li p.note').map((text) => text.split(' · ')[0])
  }
  expect(await moves()).toEqual([
    'Lượt người ra 12 → 19',
    'Số đoàn ra 3 → 2; Lượt người ra 19 → 15',
    'Số đoàn ra 2 → 1; Lượt người ra 15 → 10',
  ])
  const { actId, subjectTable, subjectId } = findDeletion(app.db, deletionId)!
  restore(app.db, who, actId, subjectTable, subjectId)
  expect(await moves()).toEqual(['Lượt người ra 12 → 19', 'Số đoàn ra 3 → 2; Lượt người ra 19 → 14'])
})

test('a figure of an edition opens the visits it counted, also those that are gone since', async () => {
  const app = startApp()
  const id = app.make.delegation({ ...done, title: 'Đoàn đi Lào' })
  app.make.delegation({ ...done, title: 'Đoàn kia' })
  await publishReport(app)
  goOn()
  remove(app, id)
  const page = await read(app, '/reports/2024')
  const figure = page.all('.sheet a').find((link) => link.textContent === '2')!
  const list = await read(app, figure.getAttribute('href') ?? '')
  expect(list.text('h1')).toBe('Số đoàn ra: 2')
  expect(list.texts('tbody th a')).toEqual(['Đoàn đi Lào', 'Đoàn kia'])
  expect(list.text('tfoot td')).toBe('2')
})

test('the files and the JSON of a published report are as it was published', async () => {
  const app = startApp()
  const id = app.make.delegation({ ...done, title: 'Đoàn đi Lào' })
  await publishReport(app)
  goOn()
  change(app, id, { title: 'Tên khác', headCount: 9 })
  const { json } = await read(app, '/reports/2024.json')
  expect(figuresOf(json as never).get('outbound.personTrips')).toBe(6)
  expect(json).toMatchObject({
    asOf: '2025-01-10',
    state: 'published',
    published: { edition: 1, number: '15/BC-HNBVN', signer: 'Trưởng ban', page: '/reports/2024/editions/1' },
    changedBy: [{ id, what: ['số người 6 → 9'], figures: [{ was: '6', is: '9' }] }],
  })
  expect(json.restated).toContainEqual(
    expect.objectContaining({
      name: 'outbound.personTrips',
      published: '6',
      now: '9',
      visits: ['ĐR-2024-001'],
    }),
  )
  const [outbound] = json.annexes as unknown as { rows: string[][] }[]
  expect(outbound?.rows).toEqual([
    ['1', 'Đoàn đi Lào', 'Lào', '', '', '', '14–18/09/2024', '6', '', 'Không rõ', 'Không rõ', ''],
  ])
})

test('what the office says can still be written; the edition stays word for word', async () => {
  const app = startApp()
  app.make.delegation(done)
  await app.submit('/reports/2024', { limits: 'Thiếu kinh phí.' })
  await publishReport(app)
  const form = await app.visit('/reports/2024/edit')
  await app.submit('/reports/2024', { version: form.value('version'), limits: 'Thiếu người.' })
  expect((await app.visit('/reports/2024')).text('.sheet')).toContain('Thiếu người.')
  const edition = await app.visit('/reports/2024/editions/1')
  expect(edition.text('.sheet')).toContain('Thiếu kinh phí.')
  expect(edition.text('.sheet')).not.toContain('Thiếu người.')
})

test('publishing waits until what contradicts in the period is mended or accepted', async () => {
  const app = startApp()
  app.make.delegation({ ...done, startsOn: '2024', endsOn: null, countries: [] })
  app.make.delegation({ ...done, startsOn: '2023-05-05', endsOn: '2023-05-06', countries: [] })
  const { form, send } = await confirmationOf(app)
  const answer = await send()
  expect(form.text('.notice--error')).toContain('Còn 1 điều mâu thuẫn hoặc còn thiếu trong kỳ này')
  expect(form.href('.notice--error a')).toBe('/contradictions?from=2024&to=2024')
  expect(answer.status).toBe(409)
  expect((await app.visit('/reports/2024')).text('.head .lede')).not.toContain('Đã phát hành')
})

test('what changed while the confirmation was open is read again before it is published', async () => {
  const app = startApp()
  app.make.delegation(done)
  const { send } = await confirmationOf(app)
  app.make.delegation(done)
  const page = await send({ number: '15' })
  expect(page.status).toBe(409)
  expect(page.text('.notice--warn h2')).toBe('Số liệu hoặc lời báo cáo vừa đổi')
  expect(page.value('number')).toBe('15')
  const again = await send({ mark: page.value('mark') })
  expect(again.status).toBe(303)
})

test('what comes to contradict while a report is made ready keeps it from being published', async () => {
  const app = startApp()
  app.make.delegation({ ...done, ...namedWhole('An'), headCount: 1 })
  const { send } = await confirmationOf(app)
  const { id } = app.db.select().from(participants).get()!
  // No figure and no line of an annex says who leads.
  whileAnnexesAreRead(app, () =>
    write(app.db, who, (write) => write.update(participants, id, { role: 'member' })),
  )
  const page = await send()
  expect(page.status).toBe(409)
  expect(page.text('.notice--error')).toContain('Còn 1 điều mâu thuẫn')
  expect((await app.visit('/reports/2024')).text('.head .lede')).not.toContain('Đã phát hành')
})

/** Has something happen once, between the pieces of a report that is made ready. */
function whileAnnexesAreRead({ db }: App, act: () => void) {
  const statement = Object.getPrototypeOf(db.$client.prepare('select 1')) as {
    all: (this: Statement, ...values: unknown[]) => unknown[]
  }
  const { all } = statement
  const reading = vi.spyOn(statement, 'all').mockImplementation(function (this: Statement, ...values) {
    if (this.source.includes('group_concat(named.person_id')) {
      reading.mockRestore()
      setImmediate(act)
    }
    return all.apply(this, values)
  })
  onTestFinished(() => reading.mockRestore())
}

test('a confirmation sent twice publishes once', async () => {
  const app = startApp()
  app.make.delegation(done)
  const { send } = await confirmationOf(app)
  const { location } = await send()
  expect((await send()).location).toBe(location)
  expect((await publishReport(app)).status).toBe(409)
})

test('a number, a day that has come and lies in the period or after it, and a signer are asked for', async () => {
  const app = startApp()
  app.make.delegation(done)
  const { send } = await confirmationOf(app)
  const answer = await send({ number: '', writtenOn: '11/1/2025', signer: ' ' })
  expect(answer.status).toBe(422)
  expect(answer.error('number')).not.toBe('')
  expect(answer.error('signer')).not.toBe('')
  const late = await send({ writtenOn: '11/1/2025' })
  expect(late.error('writtenOn')).toBe('11/01/2025 chưa đến. Ghi ngày đã ký')
  const early = await send({ writtenOn: '31/12/2023' })
  expect(early.error('writtenOn')).toContain('trước khi kỳ báo cáo bắt đầu')
})

test('a running period may be published for what passed of it, one that has not begun may not', async () => {
  const app = startApp()
  app.make.delegation({ ...done, startsOn: '2025-01-03', endsOn: '2025-01-05' })
  const { form, send } = await confirmationOf(app, '2025')
  expect(form.text('.notice--warn')).toContain('Kỳ này chưa hết')
  expect((await send()).status).toBe(303)
  expect((await confirmationOf(app, '2026')).form.text('.notice--error')).toContain('chưa bắt đầu')
})

test('an edition that is withdrawn stays to be read, and the next one stands beside it', async () => {
  const app = startApp()
  app.make.delegation(done)
  await publishReport(app)
  goOn()
  app.make.delegation(done)
  expect((await withdraw(app)).status).toBe(303)
  const page = await read(app, '/reports/2024')
  expect(page.text('.sheet')).toContain('đã cử 2 trước là 1 đoàn ra')
  expect(page.text('[aria-labelledby="editions"]')).toContain(
    'Bản 1, số 15/BC-HNBVN: thu hồi 11/01/2025 10:00, vì: ký nhầm bản',
  )
  const { send } = await confirmationOf(app)
  await send({ number: '16/BC-HNBVN' })
  const [first, second] = [
    await read(app, '/reports/2024/editions/1'),
    await read(app, '/reports/2024/editions/2'),
  ]
  expect(first.text('.notice--warn')).toContain('Lý do: ký nhầm bản')
  expect(first.text('.sheet')).toContain('đã cử 1 đoàn ra')
  expect(second.text('.sheet')).toContain('đã cử 2 đoàn ra')
  expect((await read(app, '/history?record=yearly_reports-1')).text('main')).toContain(
    'Thu hồi bản đã phát hành: ký nhầm bản',
  )
})

test('neither publishing nor withdrawing is taken back by an undo, and nothing published is changed', async () => {
  const app = startApp()
  app.make.delegation(done)
  await publishReport(app)
  const actOf = () => app.db.$client.prepare('select max(id) from history_acts').pluck().get() as number
  undo(app.db, who, actOf())
  expect((await read(app, '/reports/2024')).text('.head .lede')).toContain('Đã phát hành')
  await withdraw(app)
  undo(app.db, who, actOf())
  expect((await read(app, '/reports/2024')).text('.head .lede')).not.toContain('Đã phát hành')
  for (const sql of [
    'delete from publications',
    `update publications set number = '1'`,
    'delete from published_papers',
    `update published_figures set value = 9`,
    'delete from published_visits',
    `insert into published_figures (publication_id, name, label, unknown_count, words) values (1, 'x', '""', 0, '1')`,
  ])
    expect(() => app.db.$client.exec(sql)).toThrow(/as it was signed|stays on record|withdrawn once/)
})

test("next year's report names what was published and what it is now", async () => {
  const app = startApp()
  const id = app.make.delegation(done)
  app.make.delegation({ ...done, startsOn: '2025-02-03', endsOn: '2025-02-05' })
  await publishReport(app)
  goOn(400)
  change(app, id, { headCount: 8 })
  app.make.delegation(done)
  const page = await read(app, '/reports/2025')
  expect(page.text('.sheet')).toContain(
    'năm 2024 là 1, sau điều chỉnh 2 (14/02: ĐR-2024-002 ghi muộn) đoàn, giảm 50,0%; 6 lượt người, năm 2024 là 6, sau điều chỉnh 14 (14/02: ĐR-2024-002 ghi muộn; ĐR-2024-001 số người 6 → 8), giảm',
  )
  const row = page.all('.sheet tr').find((one) => one.textContent!.startsWith('2024'))
  const cells = [...row!.querySelectorAll('td')].map((cell) => cell.textContent!.trim())
  expect(cells.slice(1, 3)).toEqual(['1, sau điều chỉnh 2', '6, sau điều chỉnh 14'])
  expect(page.texts('.sheet__note')).toContainEqual(
    'Năm 2024: số đoàn ra: 1, sau điều chỉnh 2 (14/02: ĐR-2024-002 ghi muộn).',
  )
  const { json } = await read(app, '/reports/2025.json')
  expect(json.figures).toContainEqual(
    expect.objectContaining({ name: '2024.outbound.delegations', value: 2, published: '1' }),
  )
})

test("a unit's people publish nothing, and see what was published of their unit", async () => {
  const app = startApp()
  const unitId = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  app.make.delegation({ ...done, unitId })
  await publishReport(app, '2024', `?unit=${unitId}`)
  const { headers } = app.signIn('approver', { unitId })
  const page = await app.visit('/reports/2024', headers)
  expect(page.text('.head .lede')).toContain('Đã phát hành')
  expect(page.texts('.head a')).not.toContain('Thu hồi')
  expect((await app.visit('/reports/2024/publication', headers)).status).toBe(403)
  expect((await app.visit('/reports/2024/withdrawal', headers)).status).toBe(403)
  expect((await app.visit('/reports/2024/editions/1', headers)).status).toBe(200)
  const { headers: others } = app.signIn('approver', {
    unitId: app.make.unit({ name: 'Hội khác', kind: 'local_association' }),
  })
  expect((await app.visit('/reports/2024/editions/1', others)).status).toBe(404)
})

test('a clerk does not publish', async () => {
  const app = startApp({ as: 'clerk' })
  app.make.delegation(done)
  expect((await app.visit('/reports/2024/publication')).status).toBe(403)
  expect((await app.visit('/reports/2024')).texts('.head a')).not.toContain('Phát hành')
})

test('totals by year and the list of reports say beside a figure how it was published', async () => {
  const app = startApp()
  app.make.delegation({ ...done, ...namedWhole('An', 'Bình') })
  await publishReport(app)
  expect((await app.visit('/totals')).text('.ledger--years tbody')).not.toContain('đã phát hành')
  goOn()
  app.make.delegation({ ...done, ...namedWhole('An', 'Bình', 'Chi', 'Dũng', 'Hà') })
  const totals = await read(app, '/totals')
  expect(totals.texts('.ledger--years tbody td')).toContain('2 đã phát hành 1')
  expect(totals.texts('.ledger--years tbody td')).toContain('7 đã phát hành 2')
  expect(totals.texts('.ledger--years tbody td')).toContain('5 đã phát hành 2')
  expect(totals.href('.ledger--years tbody small.then a')).toBe('/reports/2024#restated')
  expect((await read(app, '/totals?from=2024-09&to=2024')).text('.ledger--years tbody')).not.toContain(
    'phát hành',
  )
  const list = await read(app, '/reports')
  expect(list.text('.ledger--reports')).toContain('Đã phát hành 10/01/2025')
  expect(list.texts('.ledger--reports td')).toContain('2 đã phát hành 1')
  expect(list.texts('.ledger--reports td')).toContain(
    '7 5 người trên 7 lượt có danh sách đã phát hành 2, số người 2',
  )
})

test('what editions did not tell yet is no change: private trips, and what lists leave out of số người', async () => {
  const app = startApp()
  app.make.delegation({ ...done, ...namedWhole('An', 'Bình') })
  app.make.delegation({ ...done, headCount: 5 })
  app.make.delegation({ ...done, countsAs: 'nothing', countsAsReason: 'Việc riêng' })
  expect((await publishReport(app)).status).toBe(303)
  // Such editions told 2 where 5 lượt người of 7 have no list, and nothing of private trips.
  app.db.$client.exec(`drop trigger published_figures_no_update; drop trigger published_figures_no_delete;
    update published_figures set made_of = null;
    update published_figures set unknown_count = 0, words = value where name like '%.persons';
    delete from published_figures where name = 'beside.excluded'`)
  goOn()
  app.make.delegation({ ...done, startsOn: '2025-01-05', endsOn: null, headCount: 3 })
  expect((await read(app, '/totals')).text('.ledger--years tbody')).not.toContain('đã phát hành')
  for (const period of ['2024', '2025'])
    expect([period, (await read(app, `/reports/${period}`)).html]).toEqual([
      period,
      expect.not.stringContaining('sau điều chỉnh'),
    ])
  expect((await read(app, '/reports/2024.json')).json).toMatchObject({ restated: [] })
  app.make.delegation({ ...done, ...namedWhole('Chi') })
  expect((await read(app, '/totals')).texts('.ledger--years tbody td')).toContain('3 trên 3 đã phát hành 2')
})

test('a report that was not published says so on every sheet, on paper, in Word and in its workbook', async () => {
  const app = startApp()
  app.make.delegation(done)
  const drafts = async () => {
    const { body } = await download(app, '/reports/2024.docx')
    const parts = [...partsOf(body)].filter(([path]) => path.startsWith('word/header'))
    const { about } = await readWorkbook((await download(app, '/reports/2024.xlsx')).body, 'STT')
    const sheets = (await app.visit('/reports/2024')).all('.sheet')
    return [
      parts.map(([, text]) => text.includes('DỰ THẢO')),
      about.some((line) => String(line).startsWith('DỰ THẢO')),
      sheets.map((sheet) => sheet.classList.contains('sheet--draft')),
    ]
  }
  expect(await drafts()).toEqual([[true, true, true, true], true, [true, true]])
  await publishReport(app)
  expect(await drafts()).toEqual([[false, false, false, false], false, [false, false]])
})

test('a visit of the period that nobody wrote down as gone is told, and after a week stands in the way', async () => {
  const app = startApp()
  app.make.delegation(done)
  app.make.delegation({
    title: 'Dự lễ ở Lào',
    status: 'approved',
    startsOn: '2024-12-29',
    endsOn: '2025-01-03',
  })
  app.make.delegation({ title: 'Sắp đi', status: 'approved', startsOn: '2025-02-01' })
  const { form } = await confirmationOf(app)
  const warning = form.all('li').find((item) => item.textContent.includes('còn ghi dự kiến'))
  expect(warning?.textContent).toContain('1 đoàn đã qua ngày mà còn ghi dự kiến: báo cáo này không tính.')
  const list = await read(app, warning!.querySelector('a')!.getAttribute('href'))
  expect(list.texts('#delegations tbody .main a')).toEqual(['Dự lễ ở Lào'])
  goOn()
  expect((await publishReport(app)).status).toBe(409)
})
