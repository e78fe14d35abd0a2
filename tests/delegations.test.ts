import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

test('the URL decides which delegations are listed', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Nhà báo đi Cuba', direction: 'outbound', countries: ['CU'] })
  make.delegation({ title: 'Nhà báo Lào thăm Hà Nội', direction: 'inbound' })
  const page = await visit('/delegations?direction=inbound&year=nonsense')
  expect(page.texts('#delegations .main a')).toEqual(['Nhà báo Lào thăm Hà Nội'])
  expect(page.text('.notice')).toContain('“Năm: nonsense”')
})

test('a form that cannot be kept comes back with its reason and what was typed', async () => {
  const { submit, typed, visit } = startApp()
  const page = await submit('/delegations', typed({ startsOn: '9/2024', endsOn: '31/8/2024' }))
  expect(page.status).toBe(422)
  expect(page.error('endsOn')).toContain('Trước ngày bắt đầu')
  expect(page.value('startsOn')).toBe('9/2024')
  expect(page.text('title')).toMatch(/^Lỗi:/)
  expect((await visit('/delegations')).text('.empty h2')).toBe('Sổ chưa có đoàn nào')
})

test('direction, title, country and planned start are enough to keep a visit', async () => {
  const { submit, typed, visit } = startApp()
  const kept = await submit('/delegations', typed({ startsOn: '2025' }))
  expect(kept.status).toBe(303)
  const page = await visit(kept.location!)
  expect(page.text('h1')).toBe('Thăm và làm việc tại Lào')
  expect(page.text('.crumb')).toContain('ĐR-2025-001')
  expect(page.text('.missing')).toContain('đối tác')
})

test('each of the four missing is named beside its field, and nothing is kept', async () => {
  const { submit, db } = startApp()
  const page = await submit('/delegations', { title: ' ' })
  expect(page.status).toBe(422)
  for (const field of ['direction', 'title', 'countries', 'startsOn']) expect(page.error(field)).not.toBe('')
  expect(page.all('.notice--error li').length).toBeGreaterThanOrEqual(4)
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 0 })
})

test('a form posted twice makes one record', async () => {
  const { submit, typed, db } = startApp()
  const form = typed({ submissionId: '0b8a4a9e-4d0f-4b5c-9d5e-3f4f6c1d2e3a' })
  const [first, second] = await Promise.all([submit('/delegations', form), submit('/delegations', form)])
  expect(second.location).toBe(first.location)
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 1 })
})

test('partners and countries are found without tones, by abbreviation and in any spelling', async () => {
  const { submit, typed, make, visit } = startApp()
  make.partner({ name: 'Hội Nhà báo Cuba', abbreviation: 'UPEC', country: 'CU' })
  const kept = await submit(
    '/delegations',
    typed({ partners: ['upec', 'hoi nha bao cuba'], countries: ['cu pa', ''] }),
  )
  expect(kept.status).toBe(422)
  const again = await submit(
    '/delegations',
    typed({ partners: ['upec', 'hoi nha bao cuba'], countries: [''] }),
  )
  const page = await visit(again.location!)
  expect(page.texts('.facts--row dd a')).toEqual(['Cuba', 'Hội Nhà báo Cuba'])
})

test('the own country is none that anybody goes to or comes from, typed or of a partner', async () => {
  const { submit, typed, make } = startApp()
  make.partner({ name: 'Hội Nhà báo bạn', country: 'VN' })
  for (const direction of ['outbound', 'inbound'])
    for (const countries of ['Việt Nam', 'Viet Nam', ['Lào', 'CHXHCN Việt Nam']]) {
      const page = await submit('/delegations', typed({ direction, countries }))
      expect([page.status, page.error('countries')]).toEqual([422, 'Ghi nước bạn, không ghi Việt Nam'])
    }
  const page = await submit('/delegations', typed({ countries: [''], partners: ['Hội Nhà báo bạn'] }))
  expect([page.status, page.error('countries')]).toEqual([422, 'Chưa ghi nước'])
})

test('a possible duplicate is shown and can still be kept as another visit', async () => {
  const { submit, typed, make } = startApp()
  const partner = make.partner()
  make.delegation({ title: 'Đã ghi trước', partnerIds: [partner], startsOn: '2024-09' })
  const form = typed({ partners: ['Hội Nhà báo Lào'] })
  const warned = await submit('/delegations', form)
  expect(warned.status).toBe(422)
  expect(warned.text('.notice--warn')).toContain('Đã ghi trước')
  expect((await submit('/delegations', { ...form, notDuplicate: '1' })).status).toBe(303)
})

test('a visit typed again without a partner is asked about by its title, days and country', async () => {
  const { submit, typed } = startApp()
  await submit('/delegations', typed())
  const again = typed({ title: 'THĂM và làm việc  tại lào' })
  expect((await submit('/delegations', again)).text('.notice--warn')).toContain('Thăm và làm việc tại Lào')
  expect((await submit('/delegations', { ...again, notDuplicate: '1' })).status).toBe(303)
  for (const other of [{ title: 'Dự hội nghị' }, { countries: 'Cuba' }, { startsOn: '9/2024' }])
    expect((await submit('/delegations', typed(other))).status).toBe(303)
})

test('a kept form sent again with something else in it asks, and loses nothing', async () => {
  const { submit, typed, db } = startApp()
  const form = typed({ submissionId: '0b8a4a9e-4d0f-4b5c-9d5e-3f4f6c1d2e3a' })
  await submit('/delegations', form)
  const other = await submit('/delegations', { ...form, note: 'Đoàn thứ hai', startsOn: '20/9/2024' })
  expect(other.status).toBe(422)
  expect(other.text('.notice--warn')).toContain('ĐR-2024-001')
  expect(other.value('note')).toBe('Đoàn thứ hai')
  const { title, ...rest } = form
  const sent = { ...rest, title, submissionId: other.value('submissionId'), startsOn: '20/9/2024' }
  expect((await submit('/delegations', { ...sent, notDuplicate: '1' })).status).toBe(303)
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 2 })
})

test('member rows are added and removed without script, and nothing typed is lost', async () => {
  const { submit, typed } = startApp()
  const rows = { 'participants[0][name]': 'Người Một', 'participants[0][role]': 'head' }
  const added = await submit('/delegations', typed({ ...rows, add: 'participants' }))
  expect(added.status).toBe(200)
  expect(added.all('#participants tbody tr')).toHaveLength(2)
  expect(added.value('participants[0][name]')).toBe('Người Một')
  const removed = await submit('/delegations', typed({ ...rows, remove: 'participants.0' }))
  expect(removed.value('participants[0][name]')).toBe('')
  expect(removed.value('title')).toBe('Thăm và làm việc tại Lào')
})

test('a pasted list becomes rows with roles', async () => {
  const { submit, typed } = startApp()
  const paste = '1\tNguyễn A\tTrưởng đoàn\tPhó Chủ tịch\tHội\n2\tTrần B\tthanh vien\tPhóng viên\tBáo'
  const page = await submit('/delegations', typed({ paste, readPaste: '1' }))
  expect(page.value('participants[0][name]')).toBe('Nguyễn A')
  expect(page.value('participants[0][role]')).toBe('head')
  expect(page.value('participants[1][post]')).toBe('Phóng viên')
})

test('a pasted list is read by its headings, and what is not kept is said', async () => {
  const { submit, typed } = startApp()
  const paste = [
    'STT\tHọ và tên\tNgày sinh\tChức vụ\tVai trò\tSố hộ chiếu\tGhi chú',
    '1\tNguyễn A\t1/2/1970\tPhó Chủ tịch\tTrưởng đoàn\tC1234567\t',
    '2\tTrần B\t\tPhóng viên\t\t\tkhông đi',
  ].join('\n')
  const page = await submit('/delegations', typed({ paste, readPaste: '1' }))
  expect(page.value('participants[0][name]')).toBe('Nguyễn A')
  expect(page.value('participants[0][post]')).toBe('Phó Chủ tịch')
  expect(page.value('participants[0][role]')).toBe('head')
  expect(page.value('participants[1][name]')).toBe('Trần B')
  expect(page.all('[name="participants[1][stayedHome]"][checked]')).toHaveLength(1)
  expect(page.text('#participants [role=status]')).toContain('Đã đọc 2 người')
  expect(page.text('#participants [role=status]')).toContain('bỏ 2 ô')
  expect(page.html).not.toContain('C1234567')
})

test('a pasted list without headings may be numbered and have commas', async () => {
  const { submit, typed } = startApp()
  const paste = '1. Nguyễn A, Trưởng đoàn, Phó Chủ tịch\n2) Trần B, 3/4/1980, Phóng viên, Báo Nhân Dân'
  const page = await submit('/delegations', typed({ paste, readPaste: '1' }))
  expect(page.value('participants[0][name]')).toBe('Nguyễn A')
  expect(page.value('participants[0][role]')).toBe('head')
  expect(page.value('participants[1][name]')).toBe('Trần B')
  expect(page.value('participants[1][post]')).toBe('Phóng viên')
  expect(page.value('participants[1][organisation]')).toBe('Báo Nhân Dân')
})

test('a form sent with a list still to be read is not kept without it', async () => {
  const { submit, typed, visit } = startApp()
  const page = await submit('/delegations', typed({ paste: 'Nguyễn A\nTrần B' }))
  expect(page.status).toBe(200)
  expect(page.text('[role=alert]')).toContain('Chưa lưu')
  expect(page.value('participants[1][name]')).toBe('Trần B')
  expect((await visit('/delegations')).all('#delegations .main a')).toHaveLength(0)
})

test('turning a visit round gives it a number of the other run, and says so', async () => {
  const { submit, typed, make, visit } = startApp()
  const id = make.delegation()
  const kept = await submit(`/delegations/${id}`, typed({ version: '1', direction: 'inbound' }))
  expect(kept.status).toBe(303)
  const page = await visit(kept.location!)
  expect(page.text('[role=status]')).toContain('số mới')
})

test('reasons against a form are said in its order, each with its field', async () => {
  const { submit, typed } = startApp()
  const page = await submit(
    '/delegations',
    typed({ startsOn: '32/1/2024', partners: ['Hội Không Có'], headCount: 'x' }),
  )
  const said = page.texts('[aria-labelledby=errors] li')
  expect(said[0]).toContain('Đối tác: Chưa có đối tác')
  expect(said[1]).toContain('Ngày bắt đầu: ')
  expect(said[2]).toContain('Số người đi: ')
})

test('a visit goes through its life and can be taken back step by step', async () => {
  const { submit, make, visit } = startApp()
  const id = make.delegation()
  await submit(`/delegations/${id}/submission`, { happenedOn: '1/9/2024' })
  const refused = await submit(`/delegations/${id}/approval`, { approvalNumber: '177/QĐ-HNBVN' })
  expect(refused.status).toBe(422)
  expect(refused.error('approvedOn')).not.toBe('')
  await submit(`/delegations/${id}/approval`, {
    approvalNumber: '177/QĐ-HNBVN',
    approvedOn: '5/9/2024',
    approvalAuthority: 'Thường trực Hội',
  })
  await submit(`/delegations/${id}/return`, { startsOn: '14/9/2024', endsOn: '18/9/2024', headCount: '6' })
  expect((await visit(`/delegations/${id}`)).text('.tracker [aria-current]')).toContain('Đã về')
  await submit(`/delegations/${id}/step-back`, {})
  await submit(`/delegations/${id}/step-back`, {})
  expect((await visit(`/delegations/${id}`)).text('.tracker [aria-current]')).toContain('Đã trình')
})

test('C10: postponed and cancelled visits stay in the register and out of the figures', async () => {
  const { submit, make, visit } = startApp()
  const id = make.delegation({ status: 'approved', headCount: 6 })
  expect((await submit(`/delegations/${id}/cancellation`, { reason: '' })).status).toBe(422)
  await submit(`/delegations/${id}/cancellation`, { reason: 'Phía bạn xin lùi' })
  const list = await visit('/delegations')
  expect(list.text('#delegations .tally b')).toBe('1 đoàn, chưa đoàn nào được tính')
  expect(list.text('#delegations .tally')).toContain('1 đoàn hủy')
  expect((await visit(`/delegations/${id}`)).text('.notice--warn')).toContain('Phía bạn xin lùi')
  await submit(`/delegations/${id}/step-back`, {})
  await submit(`/delegations/${id}/postponement`, { startsOn: '1/2025', reason: 'Bão' })
  const postponed = await visit(`/delegations/${id}`)
  expect(postponed.text('.facts--row')).toContain('1/2025')
  await submit(`/delegations/${id}/step-back`, {})
  expect((await visit(`/delegations/${id}`)).text('.facts--row')).toContain('14/09/2024')
})

test('40 rows cost no more statements than 1', async () => {
  const { make, visit, db } = startApp()
  const partner = make.partner()
  make.delegation({ partnerIds: [partner] })
  const statements = async () => {
    let count = 0
    const prepare = db.$client.prepare.bind(db.$client)
    db.$client.prepare = (text: string) => {
      count += 1
      return prepare(text)
    }
    await visit('/delegations')
    db.$client.prepare = prepare
    return count
  }
  await visit('/delegations')
  const one = await statements()
  for (let n = 0; n < 39; n++) make.delegation({ title: `Đoàn ${n}`, partnerIds: [partner] })
  expect(await statements()).toBeLessThanOrEqual(one + 5)
})

test('sorted by status, visits stand in the order of their life', async () => {
  const { make, visit } = startApp()
  for (const status of ['returned', 'planned', 'underway', 'approved'] as const)
    make.delegation({ title: status, status })
  const page = await visit('/delegations?sort=status')
  expect(page.texts('#delegations .main a')).toEqual(['planned', 'approved', 'underway', 'returned'])
})

test('visits whose report is awaited are those that came back and whose report nobody waived or handed in', async () => {
  const { make, submit, visit } = startApp()
  make.delegation({ title: 'Chưa đi', status: 'planned' })
  const waived = make.delegation({ title: 'Không theo dõi', status: 'returned' })
  make.delegation({ title: 'Chờ báo cáo', status: 'returned' })
  await submit(`/delegations/${waived}/report/waiver`, { reason: 'cũ' })
  const page = await visit('/delegations?report=awaited')
  expect(page.texts('#delegations .main a')).toEqual(['Chờ báo cáo'])
  expect(page.text('#delegations .tally b')).toContain('1 đoàn')
})

test('the line of steps tells the steps; the history beside it only what that line does not', async () => {
  const { make, submit, visit } = startApp({ as: 'approver' })
  const id = make.delegation({ startsOn: '2030-05-01', status: 'planned' })
  const history = async () => (await visit(`/delegations/${id}`)).text('[aria-labelledby=history]')
  await submit(`/delegations/${id}/submission`, { happenedOn: '1/2/2026' })
  expect((await visit(`/delegations/${id}`)).text('.tracker')).toContain('Đã trình')
  expect(await history()).not.toContain('Những bước ngoài dự kiến')
  await submit(`/delegations/${id}/postponement`, { startsOn: '6/2030', reason: 'Bạn đổi lịch' })
  expect(await history()).toMatch(/Những bước ngoài dự kiến Hoãn: Bạn đổi lịch .*trước đó 01\/05\/2030/)
  expect((await visit(`/delegations/${id}`)).all('#steps')).toHaveLength(1)
})

test('countries and partners have a box each, one more at a press; two written into one box are both read', async () => {
  const { submit, typed, visit } = startApp()
  const more = await submit('/delegations', { ...typed({ countries: 'Lào' }), add: 'countries' })
  const boxes = more.all('input[name="countries"]')
  expect(boxes.map((box) => box.getAttribute('value'))).toEqual(['Lào', ''])
  expect(boxes.map((box) => box.hasAttribute('autofocus'))).toEqual([false, true])
  expect(more.value('title')).toBe('Thăm và làm việc tại Lào')
  const part = await submit(
    '/delegations',
    { ...typed({ countries: ['Lào', 'Campuchia'] }), add: 'countries' },
    { 'HX-Target': 'div#country-boxes' },
  )
  expect(part.all('input')).toHaveLength(3)
  const partners = await submit(
    '/delegations',
    { ...typed({ partners: 'Hội Nhà báo Lào' }), add: 'partners' },
    { 'HX-Target': 'div#partner-boxes' },
  )
  expect(partners.all('input').map(({ id }) => id)).toEqual(['partners', 'partners-2'])

  const countriesOf = async (countries: string | string[]) => {
    const title = `Thăm ${String(countries)}`
    const kept = await submit('/delegations', typed({ title, countries, notDuplicate: '1' }))
    expect(kept.status).toBe(303)
    const edit = await visit(`${kept.location!.replace(/\?.*/, '')}/edit`)
    return edit.all('input[name="countries"]').map((box) => box.getAttribute('value'))
  }
  expect(await countriesOf(['Lào', 'Campuchia'])).toEqual(['Lào', 'Campuchia'])
  expect(await countriesOf('Lào, Campuchia')).toEqual(['Lào', 'Campuchia'])
  expect(await countriesOf('Lào và Thái Lan')).toEqual(['Lào', 'Thái Lan'])
  expect(await countriesOf('Trinidad và Tobago')).toHaveLength(1)
  const unknown = await submit('/delegations', typed({ countries: 'Lào, Viêng Chăn' }))
  expect(unknown.error('countries')).toBe('Không có nước “Viêng Chăn”')
  expect(unknown.all('input[name="countries"]').map((box) => box.getAttribute('value'))).toEqual(
    expect.arrayContaining(['Lào', 'Viêng Chăn']),
  )
})
