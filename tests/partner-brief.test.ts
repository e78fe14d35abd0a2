import { expect, test } from 'vitest'
import { today, writeDate } from '../src/dates.ts'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { write } from '../src/db/write.ts'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { startApp } from './support/app.ts'
import { download, partsOf } from './support/downloads.ts'
import { member as person } from './support/members.ts'

type App = ReturnType<typeof startApp>

/** A partner with everything that a brief tells. */
function withPartner() {
  const app = startApp()
  const id = app.make.partner({
    name: 'Hội Nhà báo Lào',
    nameEn: 'Lao Journalists Association',
    abbreviation: 'LJA',
    relationSince: '1993',
  })
  const visit = { partnerIds: [id], status: 'returned' as const }
  for (const year of ['2019', '2021', '2022', '2023', '2024'])
    app.make.delegation({ ...visit, title: `Thăm Lào ${year}`, startsOn: `${year}-05-02`, headCount: 5 })
  const inbound = app.make.delegation({
    ...visit,
    title: 'Đón đoàn Lào',
    direction: 'inbound',
    startsOn: '2025-03-04',
    participants: [
      person('Khamla Vong', { role: 'head', post: 'Chủ tịch', organisation: 'LJA' }),
      person('Bounmy', { post: 'Trưởng ban' }),
      person('Phiên dịch', { role: 'interpreter' }),
      person('Ở nhà', { hasTravelled: false }),
    ],
    hosts: [person('Người của ta')],
  })
  app.make.delegation({ ...visit, title: 'Chưa đi', status: 'planned', startsOn: '2030' })
  write(app.db, { name: 'Test' }, (write) => {
    const row = { delegationId: inbound, lead: 'Ban Đối ngoại', dueOn: '2030-01-02' }
    write.insert(followUps, { ...row, content: 'Gửi dự thảo', side: 'ours', dueOn: '2025-06-01' })
    write.insert(followUps, { ...row, content: 'Mời ta sang', side: 'theirs' })
    write.insert(followUps, {
      ...row,
      content: 'Xong rồi',
      side: 'ours',
      outcome: 'done',
      closedOn: '2025-05-01',
      evidence: 'Thư',
    })
    write.insert(programmeItems, {
      delegationId: inbound,
      dayNumber: 1,
      position: 0,
      content: 'Chào xã giao',
      met: 'Đại sứ Lào',
    })
    write.insert(coverageItems, { delegationId: inbound, title: 'Bài' })
  })
  return { ...app, id }
}

const part = (page: Awaited<ReturnType<App['visit']>>, id: string) =>
  page.text(`section[aria-labelledby="${id}"]`)

test('a brief tells on one page who they are, what was exchanged, what is open and who was met', async () => {
  const { visit, id } = withPartner()
  const page = await visit(`/partners/${id}/brief`)
  expect(page.text('.lede')).toBe('Hội nhà báo · Lào · quan hệ từ 1993')
  expect(part(page, 'names')).toContain('Lao Journalists Association Tên tiếng Anh')
  expect(part(page, 'agreements')).toContain('Chưa ghi thỏa thuận nào trong sổ.')
  expect(page.texts('section[aria-labelledby="outbound"] li a')).toEqual([
    'Thăm Lào 2024',
    'Thăm Lào 2023',
    'Thăm Lào 2022',
    'Thăm Lào 2021',
  ])
  expect(page.text('#outbound')).toBe('Đoàn ra 5 đoàn · 25 lượt người')
  expect(page.texts('section[aria-labelledby="inbound"] li a')).toEqual(['Đón đoàn Lào'])
  expect(part(page, 'ours')).toBe('Việc còn mở, bên ta 1 việc Gửi dự thảo Ban Đối ngoại · quá hạn 01/06/2025')
  expect(part(page, 'theirs')).toContain('Mời ta sang')
  expect(page.texts('section[aria-labelledby="people"] li')).toEqual([
    'Khamla Vong, Chủ tịch LJA · 04/03/2025',
    'Bounmy, Trưởng ban 04/03/2025',
  ])
  expect(part(page, 'meetings')).toContain('Đại sứ Lào 04/03/2025')
  expect(part(page, 'coverage')).toContain('1 tin bài về các đoàn với đối tác này.')
  expect(page.text('.note')).toContain(`Số liệu tính đến ${writeDate(today())}.`)
})

test('every figure of a brief leads to its rows, and the page and the list of partners lead to the brief', async () => {
  const { visit, id } = withPartner()
  const page = await visit(`/partners/${id}/brief`)
  expect((await visit(page.href('#outbound a'))).all('#delegations tbody .main')).toHaveLength(5)
  expect((await visit(page.href('#ours a'))).all('#follow-ups tbody .main')).toHaveLength(1)
  for (const url of [`/partners/${id}`, '/partners'])
    expect((await visit(url)).all(`a[href="/partners/${id}/brief"]`)).toHaveLength(1)
})

test('empty parts say so', async () => {
  const { make, visit } = startApp()
  const page = await visit(`/partners/${make.partner()}/brief`)
  expect(page.texts('.brief .soft')).toEqual([
    'Chưa ghi tên khác hay tên cũ nào.',
    'Chưa ghi thỏa thuận nào trong sổ.',
    'Chưa ghi tin bài nào về các đoàn với đối tác này.',
    'Chưa có đoàn nào đã đi.',
    'Chưa có đoàn nào đã đi.',
    'Không có việc nào còn mở.',
    'Không có việc nào còn mở.',
    'Chưa ghi tên ai phía bạn.',
    'Chưa chương trình nào ghi gặp ai.',
  ])
  expect((await visit('/partners/99/brief')).status).toBe(404)
})

test('what a partner was called stands with its dates', async () => {
  const { make, visit, submit } = startApp()
  const id = make.partner({ name: 'Hội Nhà báo Lào' })
  await submit(`/partners/${id}`, {
    version: '1',
    name: 'Hội Nhà báo Lào',
    kind: 'journalist_association',
    country: 'Lào',
    'names[0][name]': 'Hội Phóng viên Lào',
    'names[0][kind]': 'former',
    'names[0][sinceOn]': '1968',
    'names[0][untilOn]': '1992',
  })
  expect(part(await visit(`/partners/${id}/brief`), 'names')).toContain(
    'Hội Phóng viên Lào Tên cũ · 1968–1992',
  )
})

test('the Word file says what the page says, under a safe name, and is written down as an export', async () => {
  const app = withPartner()
  write(app.db, { name: 'Test' }, (write) =>
    write.raw.update('partners', app.id, { abbreviation: '../L"JA' }),
  )
  const page = await app.visit(`/partners/${app.id}/brief`)
  const { status, headers, body } = await download(app, `/partners/${app.id}/brief.docx`)
  expect([status, headers['content-type']]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ])
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename="[^"/\\]+\.docx"(; filename\*=UTF-8''[\w.%-]+)?$/,
  )
  const xml = partsOf(body).get('word/document.xml')!
  const words = xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '')
  for (const text of page.texts('.brief :is(li a, li > :first-child)')) expect(words).toContain(text)
  expect(words).toContain('Chưa ghi thỏa thuận nào trong sổ.')
  expect(xml).toContain('w:w="11906" w:h="16838"')
  const { rows } = listSecurityLog(app.db, { event: 'exported' })
  expect(rows.map(({ about }) => about)).toEqual([`/partners/${app.id}/brief.docx`])
})

test('a unit’s brief is of its own visits', async () => {
  const app = withPartner()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  app.make.delegation({ title: 'Của tỉnh', unitId: local, partnerIds: [app.id], status: 'returned' })
  const { headers } = app.signIn('viewer', { unitId: local })
  const page = await app.visit(`/partners/${app.id}/brief`, headers)
  expect(page.texts('.brief li a')).toEqual(['Của tỉnh'])
  expect(part(page, 'people')).toContain('Chưa ghi tên ai phía bạn.')
})
