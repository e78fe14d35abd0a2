import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'

const ended = { status: 'returned', startsOn: '2024-09-14', endsOn: '2024-09-18' } as const

test('a report exists, empty, from the day its visit does', async () => {
  const { make, visit, db } = startApp()
  const id = make.delegation()
  expect(db.$client.prepare('select status from visit_reports where delegation_id = ?').get(id)).toEqual({
    status: 'empty',
  })
  const page = await visit(`/delegations/${id}/report`)
  expect(page.texts('form.form label').filter((label) => /^\d\./.test(label))).toHaveLength(5)
  expect(page.texts('form.form legend')).toEqual(['4. Kết quả', '5. Đánh giá', 'Việc tiếp theo'])
})

test('what the file knows is filled in: who led, how many, where and when', async () => {
  const { make, visit } = startApp()
  const id = make.delegation({
    status: 'returned',
    startsOn: '2024-09-14',
    endsOn: '2024-09-18',
    headCount: 6,
    participants: [
      {
        id: null,
        name: 'Nguyễn Thử',
        role: 'head',
        post: 'Phó Chủ tịch',
        organisation: null,
        hasTravelled: true,
      },
    ],
  })
  const general = (await visit(`/delegations/${id}/report`)).text('#general')
  expect(general).toContain('Đoàn gồm 06 người do Nguyễn Thử, Phó Chủ tịch làm trưởng đoàn')
  expect(general).toContain('từ ngày 14/09/2024 đến ngày 18/09/2024')
})

test('a draft is kept as typed; handing in needs a number, a day and a visit that has come back', async () => {
  const { make, submit, visit } = startApp()
  const id = make.delegation({ status: 'approved' })
  const form = { version: '1', achieved: 'Dòng một\n\nDòng hai', submittedOn: '', number: '' }
  const draft = await submit(`/delegations/${id}/report`, form)
  expect(draft.status).toBe(303)
  expect((await visit(`/delegations/${id}/report`)).text('#achieved')).toBe('Dòng một Dòng hai')
  const early = await submit(`/delegations/${id}/report`, { ...form, version: '2', submitReport: '1' })
  expect(early.status).toBe(422)
  expect(early.error('number')).toContain('số báo cáo')
  expect(early.error('submittedOn')).toContain('Đoàn chưa ghi là đã về')
})

test('handed in, the visit is reported; taken back, it waits for its report again', async () => {
  const { make, submit, visit } = startApp()
  const id = make.delegation({ status: 'returned' })
  const form = {
    version: '1',
    general: 'Đã đi',
    number: '15/BC-HNBVN',
    submittedOn: '20/9/2024',
    submitReport: '1',
  }
  expect((await submit(`/delegations/${id}/report`, form)).location).toContain(
    `/delegations/${id}?saved=report&act=`,
  )
  expect((await visit(`/delegations/${id}`)).text('.tracker [aria-current]')).toContain('Đã báo cáo')
  await submit(`/delegations/${id}/report/withdrawal`, {})
  expect((await visit(`/delegations/${id}`)).text('.tracker [aria-current]')).toContain('Đã về')
})

test('a report is due 15 days after an outbound visit, 7 after an inbound one, and late ones stand on Today', async () => {
  const { make, visit } = startApp()
  const ended = (days: number, direction: 'outbound' | 'inbound', title: string) =>
    make.delegation({
      title,
      direction,
      status: 'returned',
      startsOn: addDays(today(), -days - 3),
      endsOn: addDays(today(), -days),
    })
  ended(16, 'outbound', 'Ra trễ một ngày')
  ended(10, 'inbound', 'Vào trễ ba ngày')
  ended(13, 'outbound', 'Ra còn hai ngày')
  ended(2, 'outbound', 'Ra còn lâu')
  const page = await visit('/')
  expect(page.texts('.todo__what > a')).toEqual([
    'Báo cáo: Vào trễ ba ngày',
    'Báo cáo: Ra trễ một ngày',
    'Báo cáo: Ra còn hai ngày',
  ])
  expect(page.texts('.todo__when > span')).toEqual(['Quá hạn 3 ngày', 'Quá hạn 1 ngày', 'Còn 2 ngày'])
  expect(page.text('.nav b')).toContain('3')
})

test('C14: of a visit known to the month only, the report is due after the month’s last day', async () => {
  const { make, visit } = startApp()
  const id = make.delegation({ status: 'returned', startsOn: '2024-09', endsOn: null })
  expect((await visit(`/delegations/${id}/report`)).text('.deadline')).toContain('15/10/2024')
})

test('a report nobody awaits is not chased, and says why', async () => {
  const { make, submit, visit } = startApp()
  const id = make.delegation({ status: 'returned', startsOn: '2020-01-01', endsOn: '2020-01-05' })
  expect((await visit('/')).texts('.todo li')).toHaveLength(1)
  expect((await submit(`/delegations/${id}/report/waiver`, { reason: ' ' })).status).toBe(422)
  await submit(`/delegations/${id}/report/waiver`, { reason: 'Có trước khi lập sổ' })
  expect((await visit('/')).text('.empty')).toContain('Không có việc nào')
  expect((await visit(`/delegations/${id}`)).text('main')).toContain('Có trước khi lập sổ')
})

test('C11: a private trip owes no report until somebody asks for one', async () => {
  const { make, submit, visit } = startApp()
  const id = make.delegation({ ...ended, title: 'Về quê', countsAs: 'nothing', countsAsReason: 'Việc riêng' })
  expect((await visit('/')).text('.empty')).toContain('Không có việc nào')
  expect((await visit(`/delegations/${id}`)).text('main')).toContain('không phải báo cáo')
  await submit(`/delegations/${id}/report/withdrawal`, {})
  expect((await visit('/')).texts('.todo__what > a')).toEqual(['Báo cáo: Về quê'])
})

test('C11: a visit that proves private owes its report no more, and one that counts after all owes it again', async () => {
  const { make, submit, visit, typed } = startApp()
  const id = make.delegation(ended)
  const isAwaited = async () => (await visit('/')).texts('.todo__what > a').length === 1
  const counted = async (version: number, countsAs: string) => {
    const visitNow = {
      ...ended,
      startsOn: '14/9/2024',
      endsOn: '18/9/2024',
      countsAs,
      countsAsReason: 'Việc riêng',
    }
    await submit(`/delegations/${id}`, typed({ ...visitNow, version: String(version) }))
    return await isAwaited()
  }
  expect(await isAwaited()).toBe(true)
  expect(await counted(1, 'nothing')).toBe(false)
  expect(await counted(2, 'people_only')).toBe(true)
  await submit(`/delegations/${id}/report/waiver`, { reason: 'Đã kể miệng' })
  expect(await counted(3, 'nothing')).toBe(false)
  expect(await counted(4, 'delegation_and_people')).toBe(false)
})

test('pressed twice, a report is let go once, and both presses lead to its visit', async () => {
  const { make, visit, submit } = startApp()
  const id = make.delegation({ status: 'returned', startsOn: '2024-09-14', endsOn: '2024-09-18' })
  const form = await visit(`/delegations/${id}/report`)
  const submissionId = form.all('form[action$="/waiver"] [name="submissionId"]')[0]?.getAttribute('value')
  const sent = { submissionId, reason: 'Đoàn ngắn ngày' }
  const first = await submit(`/delegations/${id}/report/waiver`, sent)
  const second = await submit(`/delegations/${id}/report/waiver`, sent)
  expect(first.location).toContain(`/delegations/${id}?saved=waiver`)
  expect([second.status, second.location]).toEqual([303, first.location])
})

test('a visit whose day has come while still planned wants somebody, and six weeks ahead are drawn', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Đã đến ngày', status: 'approved', startsOn: addDays(today(), -2) })
  make.delegation({
    title: 'Tuần sau',
    status: 'approved',
    startsOn: addDays(today(), 8),
    endsOn: addDays(today(), 12),
  })
  make.delegation({ title: 'Năm sau', status: 'planned', startsOn: addDays(today(), 300) })
  make.delegation({ title: 'Còn dự kiến', status: 'planned', startsOn: addDays(today(), 9) })
  const page = await visit('/')
  expect(page.texts('.todo__what > a')).toEqual(['Trình hồ sơ: Còn dự kiến', 'Đã đến ngày'])
  expect(page.texts('.ledger .main a')).toEqual(['Tuần sau', 'Còn dự kiến'])
  expect(page.text('h1')).toContain(writeDate(today()))
})

test('a report is not handed in before its visit, told beside the day whatever else is wrong', async () => {
  const { make, submit } = startApp()
  const handIn = (id: number, submittedOn: string, fields: Record<string, string> = {}) =>
    submit(`/delegations/${id}/report`, {
      version: '1',
      general: 'Đã đi',
      number: '15/BC-HNBVN',
      submittedOn,
      submitReport: '1',
      ...fields,
    })
  const known = make.delegation({ status: 'returned', startsOn: '2024-09-14', endsOn: '2024-09-18' })
  const early = await handIn(known, '13/9/2024')
  expect([early.status, early.error('submittedOn'), early.value('submittedOn')]).toEqual([
    422,
    'Trước khi đoàn bắt đầu (14/09/2024). Ghi ngày đã nộp',
    '13/9/2024',
  ])
  const unnumbered = await handIn(known, '1/1/2020', { number: '', writtenAt: 'x'.repeat(200) })
  expect(unnumbered.error('submittedOn')).toContain('Trước khi đoàn bắt đầu')
  expect(unnumbered.error('number')).not.toBe('')
  expect((await handIn(known, '14/9/2024')).status).toBe(303)

  const ofAMonth = make.delegation({ status: 'returned', startsOn: '2024-09' })
  expect((await handIn(ofAMonth, '31/8/2024')).error('submittedOn')).toContain('(9/2024)')
  expect((await handIn(ofAMonth, '1/9/2024')).status).toBe(303)
})
