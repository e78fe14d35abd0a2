import { expect, test } from 'vitest'
import { hashPassword } from '../src/accounts/passwords.ts'
import { setPassword } from '../src/accounts/queries.ts'
import { startSession } from '../src/accounts/sessions.ts'
import { authorities, authorityNames } from '../src/authorities/authority.ts'
import { holidays } from '../src/holidays/holiday.ts'
import { legalBases } from '../src/legal-bases/legal-basis.ts'
import { settingValues } from '../src/settings/setting-value.ts'
import { units } from '../src/units/unit.ts'
import { startApp } from './support/app.ts'
import { choiceOf, clashesOf, formOf, meanwhile } from './support/conflicts.ts'

const PASSWORD = 'bốn con trâu gặm cỏ xanh'

test('two changes of one unit are kept together, and the page says whose the other one was', async () => {
  const app = startApp()
  const id = app.make.unit({ name: 'Chi hội C', kind: 'chapter' })
  const form = formOf(await app.visit(`/admin/units/${id}`))
  meanwhile(app, (write) => write.update(units, id, { code: 'MOT' }))
  const kept = await app.submit(`/admin/units/${id}`, { ...form, nameEn: 'Chapter C' })
  expect(app.db.select().from(units).all().at(-1)).toMatchObject({ code: 'MOT', nameEn: 'Chapter C' })
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain(
    'Chuyên viên B cũng vừa sửa: Mã. Đã giữ cả hai',
  )
})

test('a clash about a unit is shown as three values to choose from, its former names row by row', async () => {
  const app = startApp()
  const id = app.make.unit({ name: 'Chi hội C', kind: 'chapter', code: 'CU' })
  const form = formOf(await app.visit(`/admin/units/${id}`))
  meanwhile(app, (write) => write.update(units, id, { code: 'MOT', kind: 'local_association' }))
  const mine = {
    ...form,
    code: 'HAI',
    'formerNames[0][id]': '',
    'formerNames[0][name]': 'Chi hội B',
    'formerNames[0][untilOn]': '2020',
  }
  const page = await app.submit(`/admin/units/${id}`, mine)
  expect([page.status, clashesOf(page)]).toEqual([409, [{ about: 'Mã', values: ['HAI', 'MOT', 'CU'] }]])
  expect(page.value('formerNames[0][name]')).toBe('Chi hội B')
  await app.submit(`/admin/units/${id}`, { ...formOf(page), ...choiceOf(page, 1) })
  expect(app.db.select().from(units).all().at(-1)).toMatchObject({ code: 'MOT', kind: 'local_association' })
})

test('whoever changed a unit in another window is not asked about it', async () => {
  const app = startApp()
  const id = app.make.unit({ name: 'Chi hội C', kind: 'chapter' })
  const form = formOf(await app.visit(`/admin/units/${id}`))
  await app.submit(`/admin/units/${id}`, { ...form, code: 'MOT' })
  const kept = await app.submit(`/admin/units/${id}`, { ...form, code: 'HAI' })
  expect(app.db.select().from(units).all().at(-1)!.code).toBe('HAI')
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain('cũng vừa sửa ở nơi khác: Mã')
})

test('a body renamed by two is asked about, and by one while another notes something is not', async () => {
  const app = startApp()
  await app.submit('/admin/authorities', { name: 'Ban cũ' })
  const form = formOf(await app.visit('/admin/authorities/1/renaming'))
  meanwhile(app, (write) => write.update(authorities, 1, { note: 'Của B' }))
  const renamed = { ...form, name: 'Ban mới', heldFrom: '3/2025' }
  expect((await app.submit('/admin/authorities/1/renaming', renamed)).status).toBe(303)
  expect(app.db.select().from(authorities).get()).toMatchObject({ name: 'Ban mới', note: 'Của B' })
  expect(app.db.select().from(authorityNames).get()).toMatchObject({ name: 'Ban cũ' })

  const again = formOf(await app.visit('/admin/authorities/1/renaming'))
  meanwhile(app, (write) => write.update(authorities, 1, { name: 'Ban của B' }))
  const page = await app.submit('/admin/authorities/1/renaming', {
    ...again,
    name: 'Ban khác',
    heldFrom: '6/2025',
  })
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [{ about: 'Tên mới', values: ['Ban khác', 'Ban của B', 'Ban mới'] }],
  ])
})

test('papers, days and settings are merged like everything else', async () => {
  const app = startApp()
  await app.submit('/admin/legal-bases', { number: '12-CT/TW', kind: 'directive' })
  const paper = formOf(await app.visit('/admin/legal-bases/1'))
  meanwhile(app, (write) => write.update(legalBases, 1, { issuer: 'Ban Bí thư', note: 'Của B' }))
  const clash = await app.submit('/admin/legal-bases/1', { ...paper, title: 'Về đối ngoại', note: 'Của tôi' })
  expect(clashesOf(clash)).toEqual([{ about: 'Ghi chú', values: ['Của tôi', 'Của B', '–'] }])
  await app.submit('/admin/legal-bases/1', formOf(clash))
  expect(app.db.select().from(legalBases).get()).toMatchObject({
    issuer: 'Ban Bí thư',
    title: 'Về đối ngoại',
    note: 'Của tôi',
  })

  const day = formOf(await app.visit('/admin/holidays/1'))
  meanwhile(app, (write) => write.update(holidays, 1, { fallsOn: '2025-09-01' }))
  await app.submit('/admin/holidays/1', { ...day, name: 'Nghỉ Quốc khánh' })
  expect(app.db.select().from(holidays).get()).toMatchObject({
    fallsOn: '2025-09-01',
    name: 'Nghỉ Quốc khánh',
  })

  await app.submit('/admin/settings/most_people', { value: '8', sinceOn: '1/7/2025' })
  const value = formOf(await app.visit('/admin/settings/most_people/1'))
  meanwhile(app, (write) => write.update(settingValues, 1, { legalBasisId: 1 }))
  const kept = await app.submit('/admin/settings/most_people/1', { ...value, value: '9' })
  expect(app.db.select().from(settingValues).get()).toMatchObject({ value: '9', legalBasisId: 1 })
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain(
    'vừa sửa: Căn cứ trong danh mục. Đã giữ cả hai',
  )
})

test('what is taken out of a catalogue comes back by the act that its confirmation leads to', async () => {
  const app = startApp()
  await app.submit('/admin/authorities', { name: 'Ban cũ' })
  await app.submit('/admin/holidays', { fallsOn: '2/9/2025', name: 'Quốc khánh', kind: 'holiday' })
  await app.submit('/admin/legal-bases', { number: '12-CT/TW', kind: 'directive' })
  await app.submit('/admin/settings/most_people', { value: '8', sinceOn: '1/7/2025' })
  for (const room of ['authorities', 'holidays', 'legal-bases', 'settings/most_people']) {
    const { location } = await app.submit(`/admin/${room}/1/removal`, {})
    expect((await app.visit(`/admin/${room}/1`)).status, room).toBe(404)
    const act = (await app.visit(location!)).href('.notice--done a')
    expect((await app.visit(act)).text('main form button'), room).toBe('Hoàn tác')
    await app.submit(`${act}/undo`, {})
    expect((await app.visit(`/admin/${room}/1`)).status, room).toBe(200)
  }
})

/** Two administrators with passwords, and the form of a third person's account as the first opened it. */
async function atAnAccount() {
  const app = startApp({ as: null })
  const person = app.signIn('viewer', { name: 'Chuyên viên C' })
  const administrators = await Promise.all(
    ['Quản trị A', 'Quản trị B'].map(async (name) => {
      const { accountId } = app.signIn('administrator', { name })
      setPassword(app.db, { name }, accountId, await hashPassword(PASSWORD))
      // A new password ends the sessions there were.
      const token = startSession(app.db, { name }, accountId, { address: null, browser: null })
      return { Cookie: `so-doan=${token}` }
    }),
  )
  const url = `/admin/accounts/${person.accountId}`
  const [mine, theirs] = [administrators[0]!, administrators[1]!]
  const form = { ...formOf(await app.visit(url, mine)), current: PASSWORD }
  const stored = () =>
    app.db.$client.prepare('select * from accounts where id = ?').get(person.accountId) as Record<
      string,
      unknown
    >
  return { app, url, form, mine, theirs, stored }
}

test('changes of two administrators to one account are merged field by field', async () => {
  const { app, url, form, mine, theirs, stored } = await atAnAccount()
  expect((await app.submit(url, { ...form, role: 'clerk' }, theirs)).status).toBe(303)
  const kept = await app.submit(url, { ...form, email: 'moi@example.vn' }, mine)
  expect(kept.status).toBe(303)
  expect(stored()).toMatchObject({ role: 'clerk', email: 'moi@example.vn' })
  expect((await app.visit(kept.location!, mine)).texts('.notice').join()).toContain(
    'Quản trị B cũng vừa sửa: Vai trò. Đã giữ cả hai',
  )
})

test('an account that two administrators change differently is shown with three values', async () => {
  const { app, url, form, mine, theirs, stored } = await atAnAccount()
  await app.submit(url, { ...form, role: 'clerk', mayReadIdentity: '1' }, theirs)
  const page = await app.submit(url, { ...form, role: 'approver' }, mine)
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [{ about: 'Vai trò', values: ['Duyệt', 'Nhập liệu', 'Xem'] }],
  ])
  expect(page.text('.clash')).toContain('Của Quản trị B')
  expect(page.value('current')).toBe('')
  expect(stored()).toMatchObject({ role: 'clerk', version: 2 })
  const chosen = { ...formOf(page), ...choiceOf(page, 0), current: PASSWORD }
  expect((await app.submit(url, chosen, mine)).status).toBe(303)
  expect(stored()).toMatchObject({ role: 'approver', may_read_identity: 1 })
})

test('one’s own change of an account in another window is no clash; one the log does not tell is asked about', async () => {
  const { app, url, form, mine, stored } = await atAnAccount()
  await app.submit(url, { ...form, role: 'clerk' }, mine)
  const kept = await app.submit(url, { ...form, role: 'approver' }, mine)
  expect(stored().role).toBe('approver')
  expect((await app.visit(kept.location!, mine)).texts('.notice').join()).toContain('ở nơi khác: Vai trò')
  app.db.$client.exec(`update accounts set name = 'Đổi ngoài sổ', version = version + 1 where id = 1`)
  const page = await app.submit(url, { ...form, version: '3' }, mine)
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [
      { about: 'Họ tên', values: ['Chuyên viên C', 'Đổi ngoài sổ'] },
      { about: 'Vai trò', values: ['Xem', 'Duyệt'] },
    ],
  ])
})
