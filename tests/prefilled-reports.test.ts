import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { fundings } from '../src/funding/funding.ts'
import { programmeItems } from '../src/programmes/programme-item.ts'
import { listChase } from '../src/visit-reports/chase.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'
import { program } from './support/program.ts'

type App = ReturnType<typeof startApp>
type Visit = Parameters<App['make']['delegation']>[0]

/** A visit that came back, with one line of programme of which nobody recorded what became of it. */
function returned(app: App, given: Visit = {}) {
  const id = app.make.delegation({
    status: 'returned',
    startsOn: '2024-09-14',
    endsOn: '2024-09-18',
    ...given,
  })
  addItem(app, id, 'Làm việc với Hội Nhà báo Lào')
  return id
}

const addItem = (app: App, delegationId: number, content: string) =>
  write(app.db, { name: 'Test' }, (write) =>
    write.insert(programmeItems, { delegationId, dayNumber: 1, position: 0, content }),
  )
const addFunding = (app: App, delegationId: number, estimate: number) =>
  write(app.db, { name: 'Test' }, (write) => write.insert(fundings, { delegationId, estimate }))
const open = (app: App, id: number) => app.visit(`/delegations/${id}/report`)

test('a report claims nothing of its programme that nobody recorded', async () => {
  const app = startApp()
  const id = returned(app)
  const page = await open(app, id)
  expect(page.text('#programme')).toBe('Chương trình gồm 01 nội dung (bảng kèm theo).')
  expect(page.text('.sheet')).not.toContain('Theo chương trình')
  write(app.db, { name: 'Test' }, (write) => write.update(delegations, id, { statusReason: 'về sớm' }))
  const otherwise = (await open(app, id)).text('#programme')
  expect(otherwise).toContain('Đoàn thực hiện khác kế hoạch: về sớm')
  expect(otherwise).not.toContain('đúng')
})

test('what a report says from the file follows the file until somebody writes otherwise', async () => {
  const app = startApp()
  const id = returned(app)
  const form = formOf(await open(app, id))
  await app.submit(`/delegations/${id}/report`, { ...form, general: 'Tự viết', achieved: 'Đã ký' })
  addItem(app, id, 'Thăm đài phát thanh')
  addFunding(app, id, 120_000_000)
  const page = await open(app, id)
  expect(page.text('#general')).toBe('Tự viết')
  expect(page.text('#programme')).toContain('gồm 02 nội dung')
  expect(page.text('#funding')).toContain('Dự toán: 120.000.000 đồng')
  // Handed in, it is kept as it reads.
  await app.submit(`/delegations/${id}/report`, { ...formOf(page), number: '1/BC', submitReport: '1' })
  addItem(app, id, 'Ăn tối')
  const { json } = await app.visit(`/delegations/${id}.json`)
  const programme = expect.stringContaining('02 nội dung') as string
  expect(json).toMatchObject({ report: { sections: { programme } } })
})

test('a section somebody cleared stays clear, also once the report is handed in and taken back', async () => {
  const app = startApp()
  const id = returned(app)
  addFunding(app, id, 120_000_000)
  const form = formOf(await open(app, id))
  expect(form.funding).toContain('Dự toán')
  await app.submit(`/delegations/${id}/report`, { ...form, funding: ' ', achieved: 'Đã ký' })
  const cleared = await open(app, id)
  expect(cleared.text('#funding')).toBe('')
  expect(cleared.text('.sheet')).not.toContain('Dự toán')
  expect((await app.visit(`/delegations/${id}`)).text('[aria-labelledby="history"]')).toContain(
    'Kinh phí: để trống',
  )
  // Sent up by a program, with nothing of it, it stays so; and what nobody wrote still follows the file.
  await program(app).send(`/delegations/${id}/report`, { version: 2, ongoing: 'Còn bàn', programme: null })
  const page = await open(app, id)
  expect([page.text('#funding'), page.text('#programme')]).toEqual(['', form.programme])
  expect(listChase(app.db, '2024-10-20')[0]).toMatchObject({ id, writtenParts: 1 })
  await app.submit(`/delegations/${id}/report`, { ...formOf(page), number: '1/BC', submitReport: '1' })
  const { json } = await app.visit(`/delegations/${id}.json`)
  expect(json).toMatchObject({ report: { status: 'submitted', sections: { funding: '' } } })
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  expect((await open(app, id)).text('#funding')).toBe('')
  // Filled in again by the button, it is put by as it reads.
  const again = await app.submit(`/delegations/${id}/report`, { ...formOf(page), refill: 'funding' })
  const writer = { ...formOf(page), funding: again.text('#funding'), draftRevision: '0' }
  expect((await app.submit(`/delegations/${id}/report/draft`, writer)).status).toBe(200)
  expect((await open(app, id)).text('#funding')).toContain('Dự toán: 120.000.000 đồng')
})

test('a program clears a section by sending it empty', async () => {
  const app = startApp()
  const id = returned(app)
  await program(app).send(`/delegations/${id}/report`, { version: 1, programme: '', achieved: 'Đã ký' })
  expect((await open(app, id)).text('#programme')).toBe('')
})

test('a report saved as it opened is not written yet, whether saved or watched again', async () => {
  const app = startApp()
  const id = returned(app)
  const status = async () =>
    ((await app.visit(`/delegations/${id}.json`)).json as unknown as Report).report.status
  await app.submit(`/delegations/${id}/report`, formOf(await open(app, id)))
  expect(await status()).toBe('empty')
  const row = { content: 'Gửi thư', lead: 'Văn phòng', side: 'ours', dueOn: '1/12/2026' }
  const rows = Object.entries(row).map(([name, value]) => [`followUps[0][${name}]`, value])
  await app.submit(`/delegations/${id}/report`, {
    ...formOf(await open(app, id)),
    ...(Object.fromEntries(rows) as object),
  })
  expect(await status()).toBe('draft')
  await app.submit(`/delegations/${id}/report/waiver`, { reason: 'Ngắn ngày' })
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  expect(await status()).toBe('draft')
})

interface Report {
  report: { status: string }
}

test('what is put by while somebody types does not hold the file’s words either', async () => {
  const app = startApp()
  const id = returned(app)
  const form = formOf(await open(app, id))
  const sent = { ...form, achieved: 'Đang viết' }
  expect((await app.submit(`/delegations/${id}/report/draft`, sent)).status).toBe(200)
  addItem(app, id, 'Thăm đài phát thanh')
  const page = await open(app, id)
  expect(page.text('#achieved')).toBe('Đang viết')
  expect(page.text('#programme')).toContain('02 nội dung')
})

test('a section is filled in again from the file when asked, and the rest stays as typed', async () => {
  const app = startApp()
  const id = returned(app)
  const form = { ...formOf(await open(app, id)), programme: 'Viết hỏng', general: 'Tự viết' }
  await app.submit(`/delegations/${id}/report`, form)
  const again = { ...formOf(await open(app, id)), achieved: 'Đang gõ', refill: 'programme' }
  const page = await app.submit(`/delegations/${id}/report`, again)
  expect(page.status).toBe(200)
  expect([page.text('#general'), page.text('#achieved')]).toEqual(['Tự viết', 'Đang gõ'])
  expect(page.text('#programme')).toContain('gồm 01 nội dung')
  // Nothing is kept by it.
  expect((await open(app, id)).text('#programme')).toBe('Viết hỏng')
})

const led = (name: string) => ({
  participants: [
    { id: null, name, role: 'head' as const, post: null, organisation: null, hasTravelled: true },
  ],
})

test('nobody signs for a guest, and who led the last visit does not sign for this one', async () => {
  const app = startApp()
  const inbound = await open(app, returned(app, { direction: 'inbound', ...led('Khamla Thử') }))
  expect([inbound.value('signer'), inbound.text('#signedFor')]).toEqual(['', ''])
  const first = await open(app, returned(app, led('Nguyễn Một')))
  expect([first.value('signer'), first.text('#signedFor')]).toEqual(['Nguyễn Một', 'TRƯỞNG ĐOÀN'])
  const id = returned(app, led('Nguyễn Một'))
  const foot = { signedFor: 'TRƯỞNG ĐOÀN', signer: 'Nguyễn Một', recipients: 'Lưu: VT', writtenAt: 'Hà Nội' }
  await app.submit(`/delegations/${id}/report`, { ...formOf(await open(app, id)), ...foot })
  const next = await open(app, returned(app, led('Trần Hai')))
  expect([next.value('signer'), next.text('#signedFor')]).toEqual(['Trần Hai', 'TRƯỞNG ĐOÀN'])
  const guest = await open(app, returned(app, { direction: 'inbound', ...led('Khamla Thử') }))
  expect([guest.value('signer'), guest.text('#signedFor'), guest.value('writtenAt')]).toEqual([
    '',
    '',
    'Hà Nội',
  ])
})

test('the programme of a report names the partner that was met', async () => {
  const app = startApp()
  const id = returned(app)
  const partnerId = app.make.partner({ name: 'Hội Nhà báo Campuchia' })
  write(app.db, { name: 'Test' }, (write) =>
    write.update(programmeItems, 1, { partnerId, place: 'Trụ sở', met: 'Chủ tịch Hội' }),
  )
  expect((await open(app, id)).text('.sheet table')).toContain('Trụ sở; Hội Nhà báo Campuchia; Chủ tịch Hội')
})

test('a part nobody wrote is printed as not written, never as none', async () => {
  const app = startApp()
  const id = returned(app)
  expect((await open(app, id)).text('.sheet')).toMatch(/3\. Nội dung trao đổi\s+\(Chưa ghi\)/)
  const handed = { general: 'Đã đi', number: '1/BC', submittedOn: '20/9/2024', submitReport: '1' }
  await app.submit(`/delegations/${id}/report`, { version: '1', ...handed, exchanges: 'Không có.' })
  const sheet = (await open(app, id)).text('.sheet')
  expect(sheet).toMatch(/3\. Nội dung trao đổi\s+Không có\./)
  expect(sheet).toMatch(/6\. Kinh phí\s+Không ghi\./)
})
