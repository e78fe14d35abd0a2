import { expect, test } from 'vitest'
import { partnerNames, partners } from '../src/partners/partner.ts'
import { people } from '../src/people/person.ts'
import { findPersonNamed } from '../src/people/queries.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { startApp } from './support/app.ts'
import { choiceOf, clashesOf, formOf, meanwhile, rename, stored } from './support/conflicts.ts'
import { member } from './support/members.ts'

test('a step is recorded beside another’s edit, and asked about where both gave a date', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'approved', startsOn: '2024-09-14', endsOn: '2024-09-18' })
  const form = formOf(await app.visit(`/delegations/${id}/return`))
  meanwhile(app, rename(id, { note: 'Của B', headCount: 7 }))
  const clash = startApp()
  const other = clash.make.delegation({ status: 'approved', startsOn: '2024-09-14', endsOn: '2024-09-18' })
  const sent = formOf(await clash.visit(`/delegations/${other}/return`))
  meanwhile(clash, rename(other, { endsOn: '2024-09-20' }))

  const kept = await app.submit(`/delegations/${id}/return`, {
    ...form,
    endsOn: '17/9/2024',
    reason: 'Về sớm',
  })
  expect([kept.status, stored(app, id)]).toMatchObject([
    303,
    { status: 'returned', ends_on: '2024-09-17', head_count: 7 },
  ])
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain('vừa sửa: Số người đi')

  const page = await clash.submit(`/delegations/${other}/return`, { ...sent, endsOn: '17/9/2024' })
  expect(page.status).toBe(409)
  expect(clashesOf(page)[0]!.values).toEqual(['17/9/2024', '20/09/2024', '18/09/2024'])
  expect(stored(clash, other).status).toBe('approved')
  await clash.submit(`/delegations/${other}/return`, { ...formOf(page), ...choiceOf(page, 1) })
  expect(stored(clash, other)).toMatchObject({ status: 'returned', ends_on: '2024-09-20' })
})

test('a partner’s form is merged too, its other names row by row', async () => {
  const app = startApp()
  const id = app.make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
  const form = formOf(await app.visit(`/partners/${id}/edit`))
  meanwhile(app, (write) => {
    write.update(partners, id, { abbreviation: 'UPEC', nameEn: 'Union of B' })
    write.insert(partnerNames, { partnerId: id, name: 'Tên của B', kind: 'alias' })
  })
  const mine = { ...form, note: 'Ghi thêm', 'names[0][name]': 'Tên của tôi', 'names[0][kind]': 'alias' }
  const page = await app.submit(`/partners/${id}`, { ...mine, nameEn: 'Union of mine' })
  expect([page.status, clashesOf(page)]).toEqual([
    409,
    [{ about: 'Tên tiếng Anh', values: ['Union of mine', 'Union of B', '–'] }],
  ])
  const kept = await app.submit(`/partners/${id}`, formOf(page))
  expect(kept.status).toBe(303)
  expect(app.db.select().from(partners).get()).toMatchObject({
    abbreviation: 'UPEC',
    nameEn: 'Union of mine',
    note: 'Ghi thêm',
  })
  expect(
    app.db
      .select()
      .from(partnerNames)
      .all()
      .map(({ name }) => name),
  ).toEqual(['Tên của B', 'Tên của tôi'])
})

test('a partner whose other names alone were changed is no longer the one a form was opened on', async () => {
  const app = startApp()
  const id = app.make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })
  const form = formOf(await app.visit(`/partners/${id}/edit`))
  meanwhile(app, (write) => write.insert(partnerNames, { partnerId: id, name: 'UPEC', kind: 'alias' }))
  const kept = await app.submit(`/partners/${id}`, { ...form, note: 'x' })
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain('vừa sửa: Tên khác và tên cũ')
  expect(app.db.select().from(partnerNames).all()).toHaveLength(1)
})

test('a person’s form is merged too', async () => {
  const app = startApp()
  app.make.delegation({ participants: [member('Lê Minh')] })
  const id = findPersonNamed(app.db, 'Lê Minh')!
  const form = formOf(await app.visit(`/people/${id}/edit`))
  meanwhile(app, (write) => write.update(people, id, { note: 'Của B' }))
  const kept = await app.submit(`/people/${id}`, { ...form, spellings: ['Le Minh'] })
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain(
    'vừa sửa: Ghi chú. Đã giữ cả hai',
  )
  meanwhile(app, (write) => write.update(people, id, { note: 'Của B nữa' }))
  const page = await app.submit(`/people/${id}`, { ...form, note: 'Của tôi' })
  expect([page.status, page.value('note')]).toEqual([409, 'Của tôi'])
  expect(clashesOf(page)).toEqual([{ about: 'Ghi chú', values: ['Của tôi', 'Của B nữa', '–'] }])
})

test('a section of a report both wrote shows its three texts in full; the others are kept together', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const report = app.db.select().from(visitReports).get()!
  await app.submit(`/delegations/${id}/report`, { version: '1', achieved: 'Ký biên bản' })
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  meanwhile(app, (write) =>
    write.update(visitReports, report.id, { achieved: 'Ký bản ghi nhớ\n\nTrao quà', limits: 'Ít ngày' }),
  )
  const written = { achieved: 'Ký thỏa thuận\nHọp báo', strengths: 'Đón tiếp chu đáo' }
  const page = await app.submit(`/delegations/${id}/report`, { ...form, ...written })
  expect(page.status).toBe(409)
  expect(clashesOf(page)).toEqual([
    { about: 'Đã đạt', values: ['Ký thỏa thuận\nHọp báo', 'Ký bản ghi nhớ\n\nTrao quà', 'Ký biên bản'] },
  ])
  await app.submit(`/delegations/${id}/report`, { ...formOf(page), ...choiceOf(page, 1) })
  expect(app.db.select().from(visitReports).get()).toMatchObject({
    achieved: 'Ký bản ghi nhớ\n\nTrao quà',
    limits: 'Ít ngày',
    strengths: 'Đón tiếp chu đáo',
  })
})

test('a report handed in beside another’s draft has both, and the visit’s page says so', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  const general = String(form.general)
  meanwhile(app, (write) => write.update(visitReports, 1, { general, limits: 'Ít ngày', status: 'draft' }))
  const handedIn = { achieved: 'Ký biên bản', number: '1/BC', submittedOn: '1/10/2024', submitReport: '1' }
  const kept = await app.submit(`/delegations/${id}/report`, { ...form, ...handedIn })
  expect(app.db.select().from(visitReports).get()).toMatchObject({ limits: 'Ít ngày', status: 'submitted' })
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain('vừa sửa: Hạn chế')
})

test('a draft that comes after the report was handed in is shown to be copied', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const form = formOf(await app.visit(`/delegations/${id}/report`))
  meanwhile(app, (write) =>
    write.update(visitReports, 1, { status: 'submitted', number: '1/BC', submittedOn: '2024-10-01' }),
  )
  const page = await app.submit(`/delegations/${id}/report`, { ...form, limits: 'Viết dở' })
  expect([page.status, page.text('.notice--error')]).toMatchObject([409, expect.stringContaining('Viết dở')])
})
