import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const add = (app: App, fields: Record<string, string>) => app.submit('/admin/authorities', fields)
const offered = async (page: Promise<Awaited<ReturnType<App['visit']>>>) =>
  (await page).all('#approvalAuthority-list option').map((option) => option.getAttribute('value'))

// Two bodies, one of which took the work of the other and has been renamed since.
async function twoAuthorities(app: App) {
  await add(app, { name: 'Ban cũ', sinceOn: '2000', untilOn: '28/2/2025' })
  await add(app, { name: 'Ban mới', sinceOn: '1/3/2025' })
  await app.submit('/admin/authorities/2/renaming', {
    version: '1',
    name: 'Ban hợp nhất',
    heldFrom: '1/7/2025',
  })
}

test('the authorities offered are those there were on the day of signing, under their names of then', async () => {
  const app = startApp()
  await twoAuthorities(app)
  const signed = async (approvedOn: string) => {
    const visit = app.make.delegation({ approvedOn })
    return offered(app.visit(`/delegations/${visit}/edit`))
  }
  expect(await signed('2025-02-28')).toEqual(['Ban cũ'])
  expect(await signed('2025-03-01')).toEqual(['Ban mới'])
  expect(await signed('2025-07-01')).toEqual(['Ban hợp nhất'])
  expect(await offered(app.visit('/delegations/new'))).toEqual(['Ban hợp nhất'])
  const visit = app.make.delegation({})
  const step = { approvalNumber: '', approvedOn: '1/2/2025', approvalAuthority: '' }
  expect(await offered(app.visit(`/delegations/${visit}/approval`))).toEqual(['Ban hợp nhất'])
  expect(await offered(app.submit(`/delegations/${visit}/approval`, step))).toEqual(['Ban cũ'])
})

test('a visit keeps the authority its paper names, in the catalogue or not', async () => {
  const app = startApp()
  const signed = { approvalNumber: '1-QĐ/TW', approvedOn: '1/7/2024', version: '1' }
  const visit = app.make.delegation({})
  await app.submit(`/delegations/${visit}/approval`, { ...signed, approvalAuthority: 'Văn phòng nào đó' })
  await twoAuthorities(app)
  await app.submit('/admin/authorities/1/removal', {})
  expect((await app.visit(`/delegations/${visit}`)).text('.facts--row')).toContain('Văn phòng nào đó')
})

test('the next approval starts with who signed the last one, by the name used today, or with nobody', async () => {
  const app = startApp()
  const visit = app.make.delegation({})
  const signer = async () => (await app.visit(`/delegations/${visit}/approval`)).value('approvalAuthority')
  await twoAuthorities(app)
  app.make.delegation({ approvalAuthority: 'Nơi khác' })
  expect(await signer()).toBe('Nơi khác')
  app.make.delegation({ approvalAuthority: 'Ban mới' })
  expect(await signer()).toBe('Ban hợp nhất')
  app.make.delegation({ approvalAuthority: 'Ban cũ' })
  expect(await signer()).toBe('')
})

test('an empty catalogue says what to do, and the field is as free as before', async () => {
  const app = startApp()
  expect((await app.visit('/admin/authorities')).text('.empty')).toContain('Chưa có cơ quan nào')
  expect((await app.visit('/delegations/new')).all('#approvalAuthority[list]')).toHaveLength(0)
})

test('what cannot be kept comes back as typed', async () => {
  const app = startApp()
  await twoAuthorities(app)
  const refused = await add(app, { name: 'Ban cũ', nameEn: 'Old', sinceOn: '2020', untilOn: '2010' })
  expect([refused.status, refused.error('name'), refused.error('untilOn')]).toEqual([
    422,
    'Đã có cơ quan tên này',
    'Trước ngày bắt đầu',
  ])
  expect([refused.value('name'), refused.value('nameEn')]).toEqual(['Ban cũ', 'Old'])
})

test('another row for a former name is added without anything being kept', async () => {
  const app = startApp()
  const page = await add(app, { name: 'Ban mới', add: 'names', 'formerNames[0][name]': 'Ban cũ' })
  expect([page.status, page.value('name'), page.value('formerNames[0][name]')]).toEqual([
    200,
    'Ban mới',
    'Ban cũ',
  ])
  expect(page.all('#formerNames .row')).toHaveLength(2)
  expect((await app.visit('/admin/authorities')).all('.empty')).toHaveLength(1)
})
