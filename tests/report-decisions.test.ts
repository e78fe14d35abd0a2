import { expect, test } from 'vitest'
import { asc } from 'drizzle-orm'
import { write } from '../src/db/write.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { fundings } from '../src/funding/funding.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'
import { program } from './support/program.ts'
import { download, partsOf } from './support/downloads.ts'

type App = ReturnType<typeof startApp>

const row = (given: Record<string, string> = {}) => ({
  'followUps[0][id]': '',
  'followUps[0][content]': 'Gửi dự thảo bản ghi nhớ',
  'followUps[0][lead]': 'Ban Đối ngoại',
  'followUps[0][side]': 'ours',
  'followUps[0][dueOn]': '15/11/2025',
  'followUps[0][owner]': '',
  ...given,
})

const whole = {
  version: '1',
  general: 'Đã đi',
  number: '15/BC-HNBVN',
  submittedOn: '20/9/2024',
  submitReport: '1',
}

/** A visit whose report was handed in. */
async function handedIn(app: App, more: Record<string, string> = {}) {
  const id = app.make.delegation({ status: 'returned' })
  const answer = await app.submit(`/delegations/${id}/report`, { ...whole, ...more })
  expect(answer.status).toBe(303)
  return id
}

const tasksOf = (app: App) => app.db.select().from(followUps).orderBy(asc(followUps.position)).all()
const stepOf = async (app: App, id: number) =>
  (await app.visit(`/delegations/${id}`)).text('.tracker [aria-current]')
const reportOf = async (app: App, id: number) => (await app.visit(`/delegations/${id}.json`)).json.report

test('an approver accepts a report, and the register says so everywhere', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const version = (await app.visit(`/delegations/${id}/report`)).value('version')
  const answer = await app.submit(`/delegations/${id}/report/acceptance`, { version, acceptRemark: 'Tốt' })
  expect(answer.location).toContain(`/delegations/${id}?saved=accepted&act=`)
  const page = await app.visit(answer.location!)
  expect(page.text('.notice--done')).toContain('Đã duyệt báo cáo kết quả.')
  expect(page.text('[aria-labelledby="report"]')).toContain('số 15/BC-HNBVN')
  expect(await reportOf(app, id)).toMatchObject({ status: 'accepted', remark: 'Tốt' })
  // Taken back: it waits to be accepted again.
  await app.submit(`/history/${/act=(\d+)/.exec(answer.location!)![1]}/undo`, {})
  expect(await reportOf(app, id)).toMatchObject({ status: 'submitted', decidedOn: null })
})

test('returned with a remark, the visit waits for its report again, and the remark stands on top', async () => {
  const app = startApp()
  const id = await handedIn(app)
  expect((await app.submit(`/delegations/${id}/report/return`, { remark: ' ' })).error('remark')).toBe(
    'Chưa ghi lý do trả lại',
  )
  await app.submit(`/delegations/${id}/report/return`, { remark: 'Thiếu kinh phí' })
  expect(await stepOf(app, id)).toContain('Đã về')
  const page = await app.visit(`/delegations/${id}/report`)
  expect(page.text('.notice--warn')).toContain('Thiếu kinh phí')
  // A draft of it is still returned; handed in again, it waits for the approver.
  const form = { ...formOf(page), funding: 'Dự toán 10 triệu' }
  await app.submit(`/delegations/${id}/report`, form)
  expect(await reportOf(app, id)).toMatchObject({ status: 'returned' })
  const next = formOf(await app.visit(`/delegations/${id}/report`))
  await app.submit(`/delegations/${id}/report`, { ...next, submitReport: '1' })
  expect(await reportOf(app, id)).toMatchObject({ status: 'submitted' })
  expect(await stepOf(app, id)).toContain('Đã báo cáo')
})

test('who enters data neither accepts nor returns, nor takes an accepted report back', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const { headers } = app.signIn('clerk')
  for (const what of ['acceptance', 'return']) {
    const answer = await app.submit(`/delegations/${id}/report/${what}`, { remark: 'Không' }, headers)
    expect(answer.status).toBe(403)
  }
  expect((await app.visit(`/delegations/${id}/report`, headers)).all('#decision')).toHaveLength(0)
  await app.submit(`/delegations/${id}/report/acceptance`, {})
  expect((await app.submit(`/delegations/${id}/report/withdrawal`, {}, headers)).status).toBe(403)
  expect((await app.submit(`/delegations/${id}/step-back`, {}, headers)).status).toBe(403)
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  expect(await reportOf(app, id)).toMatchObject({ status: 'draft' })
})

test('an approver decides on what they read: a report changed since is read again', async () => {
  const app = startApp()
  const id = await handedIn(app)
  const answer = await app.submit(`/delegations/${id}/report/acceptance`, { version: '1' })
  expect([answer.status, answer.text('[role="alert"]')]).toMatchObject([
    409,
    expect.stringMatching(/Đọc lại rồi quyết định/),
  ])
  const drafted = app.make.delegation({ status: 'returned' })
  expect((await app.submit(`/delegations/${drafted}/report/acceptance`, {})).status).toBe(409)
})

test('a recommendation is a row with one lead, one side and one day, and is kept with the report', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const short = await app.submit(`/delegations/${id}/report`, {
    version: '1',
    ...row({ 'followUps[0][lead]': '' }),
  })
  expect([short.status, short.error('followUps-0-lead')]).toEqual([422, 'Chưa ghi đơn vị đầu mối'])
  await app.submit(`/delegations/${id}/report`, { version: '1', ...row() })
  expect(tasksOf(app)).toMatchObject([
    {
      content: 'Gửi dự thảo bản ghi nhớ',
      side: 'ours',
      dueOn: '2025-11-15',
      isFromReport: true,
      outcome: null,
    },
  ])
})

test('rows come and go without script, and nothing typed is lost by it', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const typed = { version: '1', achieved: 'Đã ký', ...row() }
  const more = await app.submit(`/delegations/${id}/report`, { ...typed, add: 'followUps' })
  expect([more.status, more.all('.task').length, more.text('#achieved')]).toEqual([200, 2, 'Đã ký'])
  const fewer = await app.submit(`/delegations/${id}/report`, { ...formOf(more), remove: 'followUps.0' })
  expect([fewer.all('.task').length, tasksOf(app)]).toEqual([1, []])
})

test('what was closed elsewhere is not lost when the report is written on', async () => {
  const app = startApp()
  const id = await handedIn(app, row())
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  write(app.db, { name: 'B' }, (write) =>
    write.update(followUps, 1, { outcome: 'done', closedOn: '2025-11-01', evidence: 'Công văn 3' }),
  )
  // The form was opened before: its row is as it was, and so is the follow-up.
  expect((await app.submit(`/delegations/${id}/report`, form)).status).toBe(303)
  const page = await app.visit(`/delegations/${id}/report`)
  expect(page.text('#followUps .plain')).toContain(
    'Gửi dự thảo bản ghi nhớ (Ban Đối ngoại; Đã làm 01/11/2025)',
  )
  await app.submit(`/delegations/${id}/report`, {
    ...formOf(page),
    ...row({ 'followUps[0][content]': 'Việc khác' }),
  })
  expect(
    tasksOf(app)
      .map(({ outcome }) => outcome)
      .toSorted((one, other) => String(one).localeCompare(String(other))),
  ).toEqual(['done', null])
})

test('a row that somebody else changed meanwhile is merged, and asked about where both changed it', async () => {
  const app = startApp()
  const id = await handedIn(app, row())
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  write(app.db, { name: 'B' }, (write) => write.update(followUps, 1, { dueOn: '2025-12-31' }))
  await app.submit(`/delegations/${id}/report`, { ...form, 'followUps[0][lead]': 'Văn phòng' })
  expect(tasksOf(app)).toMatchObject([{ dueOn: '2025-12-31', lead: 'Văn phòng' }])
  const clash = await app.submit(`/delegations/${id}/report`, { ...form, 'followUps[0][dueOn]': '1/12/2025' })
  expect([clash.status, clash.error('followUps-0-dueOn')]).toMatchObject([
    422,
    expect.stringMatching(/“31\/12\/2025”/),
  ])
  await app.submit(`/delegations/${id}/report`, formOf(clash))
  expect(tasksOf(app)).toMatchObject([{ dueOn: '2025-12-01' }])
})

test('a row that was changed meanwhile is not removed without asking', async () => {
  const app = startApp()
  const id = await handedIn(app, row())
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  write(app.db, { name: 'B' }, (write) => write.update(followUps, 1, { owner: 'Anh Tú' }))
  const without = Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('followUps[')))
  const asked = await app.submit(`/delegations/${id}/report`, without)
  expect([asked.status, tasksOf(app).length]).toEqual([422, 1])
  const again = Object.fromEntries(
    Object.entries(formOf(asked)).filter(([name]) => !name.startsWith('followUps[')),
  )
  await app.submit(`/delegations/${id}/report`, again)
  expect(tasksOf(app)).toEqual([])
})

test('the programme, what was otherwise in it, and the money are filled in from the file', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned', startsOn: '2024-09-14', endsOn: '2024-09-18' })
  write(app.db, { name: 'Test' }, (write) => {
    const item = { delegationId: id, dayNumber: 1, position: 0, content: 'Làm việc với Hội Nhà báo Lào' }
    write.insert(programmeItems, item)
    write.insert(programmeItems, {
      ...item,
      dayNumber: 2,
      content: 'Thăm đài phát thanh',
      outcome: 'dropped',
      outcomeReason: 'bạn bận',
    })
    write.insert(fundings, {
      delegationId: id,
      estimate: 120_000_000,
      actual: 100_000_000,
      travelPaidBy: 'ours',
    })
  })
  const page = await app.visit(`/delegations/${id}/report`)
  expect(page.text('#programme')).toContain(
    'Không thực hiện: Thăm đài phát thanh (ngày 15/09/2024); lý do: bạn bận.',
  )
  expect(page.text('#funding')).toContain('Dự toán: 120.000.000 đồng')
  expect(page.text('#funding')).toContain('Tiết kiệm so với dự toán: 20.000.000 đồng')
  expect(page.texts('.sheet table tbody tr')[0]).toContain('14/09/2024 Làm việc với Hội Nhà báo Lào')
})

test('the foot of a report is filled in as the unit signed its last one', async () => {
  const app = startApp()
  const foot = {
    writtenAt: 'Hà Nội',
    signedFor: 'TM. BAN THƯỜNG VỤ',
    signer: 'Lê Thử',
    recipients: 'Lưu: VT',
  }
  await handedIn(app, foot)
  const id = app.make.delegation({ status: 'returned' })
  const page = await app.visit(`/delegations/${id}/report`)
  expect([page.value('writtenAt'), page.value('signer'), page.value('recipients')]).toEqual([
    'Hà Nội',
    'Lê Thử',
    'Lưu: VT',
  ])
})

test('a report is a Word file with all its parts, its tables and the list of people, in both layouts', async () => {
  const app = startApp()
  const id = await handedIn(app, { ...row(), writtenAt: 'Hà Nội', signer: 'Lê Thử', achieved: 'Đã ký' })
  const state = await download(app, `/delegations/${id}/report.docx`)
  expect(state.headers['content-disposition']).toContain("filename*=UTF-8''B%C3%A1o%20c%C3%A1o")
  const text = textOf(state.body)
  for (const words of [
    'HỘI NHÀ BÁO VIỆT NAM',
    'Số: 15/BC-HNBVN',
    '7. Đề xuất',
    '4.1. Đã đạt',
    'Ban Đối ngoại',
  ])
    expect(text).toContain(words)
  expect(text).toContain('Hà Nội, ngày 20 tháng 9 năm 2024')
  const party = textOf((await download(app, `/delegations/${id}/report.docx?layout=party`)).body)
  expect(party).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
  expect(party).toContain('Số 15/BC-HNBVN')
  const noted = app.db.$client.prepare("select count(*) n from security_log where event = 'exported'").get()
  expect(noted).toEqual({ n: 2 })
})

const textOf = (file: Buffer) =>
  [
    ...partsOf(file)
      .get('word/document.xml')!
      .matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g),
  ]
    .map(([, words]) => words)
    .join('\n')

test('a program hands in recommendations with the report, and reads what was decided', async () => {
  const app = startApp()
  const { send } = program(app)
  const id = app.make.delegation({ status: 'returned' })
  const task = { content: 'Gửi thư cảm ơn', lead: 'Văn phòng', side: 'ours', dueOn: '2025-01-10' }
  const { version: _version, submitReport: _submitReport, ...texts } = whole
  const sent = { ...texts, submittedOn: '2024-09-20', version: 1, submitReport: true, followUps: [task] }
  expect((await send(`/delegations/${id}/report`, sent)).status).toBe(200)
  expect(tasksOf(app)).toMatchObject([{ ...task, isFromReport: true }])
  await app.submit(`/delegations/${id}/report/return`, { remark: 'Thiếu' })
  expect(await reportOf(app, id)).toMatchObject({ status: 'returned', remark: 'Thiếu' })
})

test('the report of a visit that was imported as reported comes back to be written, withdrawn or returned', async () => {
  const app = startApp()
  const imported = async () => {
    const id = app.make.delegation({ status: 'reported' })
    expect((await app.submit(`/delegations/${id}/report`, whole)).status).toBe(303)
    return id
  }
  const withdrawn = await imported()
  await app.submit(`/delegations/${withdrawn}/report/withdrawal`, {})
  expect(await reportOf(app, withdrawn)).toMatchObject({ status: 'draft' })
  expect(await stepOf(app, withdrawn)).toContain('Đã về')
  const returned = await imported()
  await app.submit(`/delegations/${returned}/report/return`, { remark: 'Thiếu kinh phí' })
  expect(await stepOf(app, returned)).toContain('Đã về')
  // Handed in again, it moves on as any other.
  const form = formOf(await app.visit(`/delegations/${returned}/report`))
  await app.submit(`/delegations/${returned}/report`, { ...form, submitReport: '1' })
  expect(await stepOf(app, returned)).toContain('Đã báo cáo')
})

test('whoever approves is told how many reports wait, and opens just those; a clerk is not', async () => {
  const app = startApp({ as: null })
  const clerk = app.signIn('clerk').headers
  const approver = app.signIn('approver').headers
  const asked = async (headers: Record<string, string>) =>
    (await app.visit('/', headers)).all('main p.note a[href^="/delegations?report=submitted"]')
  expect(await asked(approver)).toHaveLength(0)
  const id = app.make.delegation({ title: 'Chờ duyệt', status: 'returned' })
  app.make.delegation({ title: 'Chưa nộp', status: 'returned' })
  expect((await app.submit(`/delegations/${id}/report`, whole, clerk)).status).toBe(303)
  const [link] = await asked(approver)
  expect(link.textContent).toBe('1 báo cáo đã nộp, chờ duyệt')
  const list = await app.visit(link.getAttribute('href').replaceAll('&amp;', '&'), approver)
  expect(list.texts('#delegations .main a')).toEqual(['Chờ duyệt'])
  expect(await asked(clerk)).toHaveLength(0)
})
