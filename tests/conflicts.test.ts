import { expect, test } from 'vitest'
import { delegations } from '../src/delegations/delegation.ts'
import { participants } from '../src/participants/participant.ts'
import { people } from '../src/people/person.ts'
import { findPersonNamed, personNamed, renamePerson } from '../src/people/queries.ts'
import { startApp } from './support/app.ts'
import { choiceOf, clashesOf, formOf, meanwhile, rename, stored } from './support/conflicts.ts'
import { member } from './support/members.ts'

test('what two people changed in different fields is kept together, and the next page says so', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Thăm Lào' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  meanwhile(app, rename(id, { purpose: 'Trao đổi nghiệp vụ', headCount: 6 }))
  const kept = await app.submit(`/delegations/${id}`, { ...form, title: 'Thăm và làm việc tại Lào' })
  expect(kept.status).toBe(303)
  expect(stored(app, id)).toMatchObject({
    title: 'Thăm và làm việc tại Lào',
    purpose: 'Trao đổi nghiệp vụ',
    head_count: 6,
  })
  expect((await app.visit(kept.location!)).texts('.notice')).toContain(
    'Trong lúc anh chị sửa, Chuyên viên B cũng vừa sửa: Số người đi, Nội dung. Đã giữ cả hai.',
  )
})

test('a field both changed comes back with its three values, who and when; nothing is stored, nothing typed is lost', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  meanwhile(app, rename(id, { title: 'Bản của B', place: 'Viêng Chăn' }))
  const before = stored(app, id)
  const page = await app.submit(`/delegations/${id}`, { ...form, title: 'Bản của tôi', note: 'Ghi thêm' })
  expect(page.status).toBe(409)
  expect(stored(app, id)).toEqual(before)
  expect(clashesOf(page)).toEqual([{ about: 'Tên đoàn', values: ['Bản của tôi', 'Bản của B', 'Bản đầu'] }])
  expect(page.text('.clash')).toMatch(/Của Chuyên viên B, lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/)
  expect(['title', 'note', 'place'].map(page.value)).toEqual(['Bản của tôi', 'Ghi thêm', 'Viêng Chăn'])
  expect(page.text('.notice--warn')).toContain('cũng vừa sửa: Nơi thăm. Phần ấy đã đưa vào các ô')
})

test('sent again with one of the three chosen, it is kept', async () => {
  for (const [whose, title] of ['Bản của tôi', 'Bản của B', 'Bản đầu'].entries()) {
    const app = startApp()
    const id = app.make.delegation({ title: 'Bản đầu' })
    const form = formOf(await app.visit(`/delegations/${id}/edit`))
    meanwhile(app, rename(id, { title: 'Bản của B' }))
    const page = await app.submit(`/delegations/${id}`, { ...form, title: 'Bản của tôi', note: 'Ghi thêm' })
    const kept = await app.submit(`/delegations/${id}`, { ...formOf(page), ...choiceOf(page, whose) })
    expect([kept.status, stored(app, id)]).toMatchObject([303, { title, note: 'Ghi thêm' }])
  }
})

test('what was chosen stays chosen when a row is added before saving', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  meanwhile(app, rename(id, { title: 'Bản của B' }))
  const page = await app.submit(`/delegations/${id}`, { ...form, title: 'Bản của tôi' })
  const again = await app.submit(`/delegations/${id}`, {
    ...formOf(page),
    ...choiceOf(page, 1),
    add: 'participants',
  })
  expect([again.status, again.value('title')]).toEqual([200, 'Bản của B'])
})

test('nobody clashes with oneself: two tabs are merged, and of one field the later save stands and is told', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  await app.submit(`/delegations/${id}`, { ...form, title: 'Thẻ một', purpose: 'Trao đổi' })
  const kept = await app.submit(`/delegations/${id}`, {
    ...form,
    submissionId: crypto.randomUUID(),
    title: 'Thẻ hai',
  })
  expect([kept.status, stored(app, id)]).toMatchObject([303, { title: 'Thẻ hai', purpose: 'Trao đổi' }])
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain(
    'Anh chị cũng vừa sửa ở nơi khác: Tên đoàn. Sổ giữ lần lưu sau',
  )
  expect((await app.visit(`/history?record=delegations-${id}`)).text('tbody')).toContain('Thẻ một')
})

test('the Back button and another word is another edit; the same form twice is one', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  await app.submit(`/delegations/${id}`, { ...form, title: 'Bản hai' })
  await app.submit(`/delegations/${id}`, { ...form, title: 'Bản hai' })
  expect(stored(app, id)).toMatchObject({ title: 'Bản hai', version: 2 })
  await app.submit(`/delegations/${id}`, { ...form, title: 'Bản ba' })
  expect(stored(app, id)).toMatchObject({ title: 'Bản ba', version: 3 })
})

test('one’s own change after another’s is one’s own; another’s after one’s own is not', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const sendAs = (title: string) =>
    app.submit(`/delegations/${id}`, { ...form, submissionId: crypto.randomUUID(), title })
  await sendAs('Của tôi')
  meanwhile(app, rename(id, { title: 'Của B' }))
  expect((await sendAs('Của tôi nữa')).status).toBe(409)
  const fresh = formOf(await app.visit(`/delegations/${id}/edit`))
  await app.submit(`/delegations/${id}`, { ...fresh, title: 'Tôi đã xem' })
  expect((await sendAs('Của tôi nữa')).status).toBe(303)
})

test('a form sent twice makes one visit', async () => {
  const app = startApp()
  const form = app.typed({ submissionId: crypto.randomUUID() })
  const [one, two] = [await app.submit('/delegations', form), await app.submit('/delegations', form)]
  expect(two.location).toBe(one.location)
  expect(app.db.select().from(delegations).all()).toHaveLength(1)
})

test('people added by both are both on the list, and each column of one person is merged', async () => {
  const app = startApp()
  const id = app.make.delegation({ participants: [member('Lê An', { role: 'head' })] })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const [head] = app.db.select().from(participants).all()
  meanwhile(app, (write) => {
    write.update(participants, head!.id, { post: 'Chủ tịch' })
    write.insert(participants, {
      delegationId: id,
      position: 1,
      personId: personNamed(write, 'Trần Bình', 'VN'),
      role: 'member',
    })
  })
  const kept = await app.submit(`/delegations/${id}`, {
    ...form,
    'participants[0][organisation]': 'Hội Nhà báo',
    'participants[1][name]': 'Cao Cường',
    'participants[1][role]': 'secretary',
  })
  expect(kept.status).toBe(303)
  const page = await app.visit(`/delegations/${id}/edit`)
  const names = page.all('[name$="[name]"]').map((input) => input.getAttribute('value'))
  expect(names).toEqual(['Lê An', 'Trần Bình', 'Cao Cường'])
  expect(page.value('participants[0][post]')).toBe('Chủ tịch')
  expect(page.value('participants[0][organisation]')).toBe('Hội Nhà báo')
  expect((await app.visit(kept.location!)).texts('.notice').join()).toContain('vừa sửa: Người trong đoàn')
})

test('a person one took off the list and the other wrote on is asked about, with the whole line', async () => {
  const app = startApp()
  const id = app.make.delegation({ participants: [member('Lê An'), member('Trần Bình')] })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const [, second] = app.db.select().from(participants).all()
  meanwhile(app, (write) => write.remove(participants, second!.id))
  const page = await app.submit(`/delegations/${id}`, { ...form, 'participants[1][post]': 'Nhà báo' })
  expect(clashesOf(page)).toEqual([
    {
      about: 'Người trong đoàn: Trần Bình',
      values: ['Trần Bình, Thành viên, Nhà báo', '(không có dòng này)', 'Trần Bình, Thành viên'],
    },
  ])
  const theirs = await app.submit(`/delegations/${id}`, { ...formOf(page), ...choiceOf(page, 1) })
  expect([theirs.status, app.db.select().from(participants).all()]).toMatchObject([303, [{ position: 0 }]])
})

test('a name corrected on the person’s page meanwhile stays corrected; one typed anew is meant', async () => {
  const app = startApp()
  const id = app.make.delegation({ participants: [member('Lê Ăn'), member('Trần Bình')] })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const namesOf = () =>
    app.db
      .select()
      .from(people)
      .all()
      .map(({ name }) => name)
  meanwhile(app, (write) => renamePerson(write, findPersonNamed(write.db, 'Lê Ăn')!, 'Lê An'))
  await app.submit(`/delegations/${id}`, { ...form, note: 'x' })
  expect(namesOf()).toEqual(['Lê An', 'Trần Bình'])
  await app.submit(`/delegations/${id}`, { ...form, note: 'x', 'participants[1][name]': 'Trần Bính' })
  expect(namesOf()).toEqual(['Lê An', 'Trần Bính'])
})

test('what is right alone and wrong together is handed back with both in it', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2024-09-14' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  meanwhile(app, rename(id, { startsOn: '2024-09-20' }))
  const page = await app.submit(`/delegations/${id}`, { ...form, endsOn: '18/9/2024' })
  expect([page.status, page.value('startsOn')]).toEqual([422, '20/09/2024'])
  expect(page.error('endsOn')).toContain('Trước ngày bắt đầu')
  expect(page.text('.notice--warn')).toContain('cũng vừa sửa: Ngày bắt đầu')
})

test('fifty saves from one opened form: none is silent, and history has every text', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const statuses: number[] = []
  for (let turn = 0; turn < 25; turn++) {
    meanwhile(app, rename(id, { title: `B ${turn}` }))
    const sent = { ...form, submissionId: crypto.randomUUID(), title: `Tôi ${turn}` }
    statuses.push((await app.submit(`/delegations/${id}`, sent)).status)
  }
  expect(new Set(statuses)).toEqual(new Set([409]))
  expect(stored(app, id)).toMatchObject({ title: 'B 24', version: 26 })
})

test('a register filled without history shows yours and theirs, without what was before', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu' })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  app.db.$client.prepare('update delegations set title = ?, version = 9 where id = ?').run('Bản lạ', id)
  const page = await app.submit(`/delegations/${id}`, { ...form, title: 'Bản của tôi' })
  expect(clashesOf(page)).toEqual([{ about: 'Tên đoàn', values: ['Bản của tôi', 'Bản lạ'] }])
  expect(page.text('.clash')).toContain('Đang ghi trong sổ')
  expect((await app.submit(`/delegations/${id}`, { ...form, version: '', title: 'x' })).status).toBe(409)
})

test('looking at what was before leaves nothing behind', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu', participants: [member('Lê An')], headCount: 4 })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  meanwhile(app, (write) => {
    rename(id, { title: 'Của B', headCount: 5 })(write)
    write.remove(participants, app.db.select().from(participants).get()!.id)
  })
  const tables = [
    'delegations',
    'participants',
    'count_cells',
    'history_acts',
    'history_changes',
    'submissions',
  ]
  const all = () => tables.map((table) => app.db.$client.prepare(`select * from ${table}`).all())
  const before = all()
  expect((await app.submit(`/delegations/${id}`, { ...form, title: 'Của tôi' })).status).toBe(409)
  expect(all()).toEqual(before)
})

test('a version counts acts: an edit of people only, and an undo, are one more', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  await app.submit(`/delegations/${id}`, { ...form, 'participants[0][name]': 'Lê An', title: 'Hai' })
  expect(stored(app, id).version).toBe(2)
  const last = app.db.$client.prepare('select max(id) id from history_acts').get() as { id: number }
  await app.submit(`/history/${last.id}/undo`, {})
  expect(stored(app, id).version).toBe(3)
})

test('values made up for a choice are only what could be typed', async () => {
  const app = startApp()
  const id = app.make.delegation({ title: 'Bản đầu', participants: [member('Lê An')] })
  const form = formOf(await app.visit(`/delegations/${id}/edit`))
  const kept = await app.submit(`/delegations/${id}`, {
    ...form,
    note: 'x',
    'choice[title]': '{"a":1}',
    'choice[version]': '"7"',
    'choice[toString]': '"x"',
    'choice[participants.1.__proto__]': '"x"',
    'choice[participants]': '[1]',
    'choice[countries]': 'no json',
  })
  expect([kept.status, stored(app, id)]).toMatchObject([303, { title: 'Bản đầu', version: 2 }])
})
