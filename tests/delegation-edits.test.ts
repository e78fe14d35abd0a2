import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { people } from '../src/people/person.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'
import { member } from './support/members.ts'

/** The edit form of a visit as it would be sent unchanged. */
const untouched = async (app: ReturnType<typeof startApp>, id: number) =>
  formOf(await app.visit(`/delegations/${id}/edit`), '#delegation')

const everything = ({ db }: ReturnType<typeof startApp>) =>
  ['delegations', 'delegation_countries', 'delegation_partners', 'participants', 'people'].map((table) =>
    db.$client
      .prepare(`select * from ${table} order by id`)
      .all()
      .map((row) => ({ ...(row as object), version: 0 })),
  )

test('a visit saved unchanged is unchanged, namesakes and shared partner names included', async () => {
  const app = startApp()
  const partnerIds = [
    app.make.partner({ name: 'Hội Báo' }),
    app.make.partner({ name: 'Hội Báo', country: 'BE' }),
  ]
  const id = app.make.delegation({
    countries: ['BE', 'US', 'LA'],
    partnerIds,
    startsOn: '2024-09',
    headCount: 3,
    participants: [member('Nguyễn An', { role: 'head' }), member('Trần Bình', { hasTravelled: false })],
    note: 'Dòng một\n\nDòng hai',
  })
  const [first, second] = app.db.select().from(people).all()
  write(app.db, { name: 'thử' }, (write) =>
    write.update(people, second!.id, { name: first!.name, matchKey: first!.matchKey }),
  )
  const before = everything(app)
  const form = await untouched(app, id)
  // Two people of one list now have one name: told apart, they may stay.
  const rows = Object.keys(form).filter((name) => name.endsWith('[name]'))
  form[rows[1]!] = `${first!.name} (Báo Lào)`
  expect((await app.submit(`/delegations/${id}`, form)).status).toBe(303)
  const after = everything(app)
  expect(after.slice(0, 4)).toEqual(before.slice(0, 4))
  expect(after[4]).toHaveLength(2)
})

test('every published visit can be saved unchanged, in both languages, and nothing changes', async () => {
  const app = startApp({ published: true })
  const before = everything(app)
  for (const id of [1, 15, 16, 31, 44, 60, 84, 93]) {
    expect((await app.submit(`/delegations/${id}`, await untouched(app, id))).status, String(id)).toBe(303)
  }
  expect(everything(app)).toEqual(before)
})

test('a name corrected on the only visit somebody has corrects the person, and leaves nobody behind', async () => {
  const app = startApp()
  const id = app.make.delegation({ participants: [member('Nguyễn Văn Lôi')] })
  await app.submit(`/delegations/${id}`, {
    ...(await untouched(app, id)),
    'participants[0][name]': 'Nguyễn Văn Lợi',
  })
  expect(app.db.select({ name: people.name }).from(people).all()).toEqual([{ name: 'Nguyễn Văn Lợi' }])
})

test('a unit that is not there, and one person twice on a list, are refused', async () => {
  const { submit, typed } = startApp()
  expect((await submit('/delegations', typed({ unitId: '99999' }))).error('unitId')).toContain('danh sách')
  const twice = {
    'participants[0][name]': 'Trần An',
    'participants[0][role]': 'head',
    'participants[1][name]': 'trần  an',
    'participants[1][role]': 'member',
  }
  expect((await submit('/delegations', typed(twice))).error('participants-1-name')).toContain(
    'Trùng tên dòng 1',
  )
})

test('C2: a list marked complete counts by itself, whatever number was stated; an unmarked one only once it is long enough', async () => {
  const { make, db } = startApp()
  const three = [member('A An'), member('B Bình'), member('C Cường', { hasTravelled: false })]
  const tripsOf = (given: object) =>
    (
      db.$client
        .prepare('select person_trip_count n from delegations where id = ?')
        .get(make.delegation(given)) as { n: number | null }
    ).n
  expect(tripsOf({ participants: three, headCount: 9, isListComplete: true })).toBe(2)
  expect(tripsOf({ participants: three, headCount: 3 })).toBe(3)
  expect(tripsOf({ participants: three, headCount: 2 })).toBe(2)
  expect(tripsOf({ participants: three })).toBe(null)
})

test('a step taken back gives back all it changed, and a double click takes back only one', async () => {
  const { make, submit, visit, db } = startApp()
  const id = make.delegation({ headCount: 12, startsOn: '2024-09-14' })
  const stored = () =>
    db.$client
      .prepare('select status, head_count, approval_number, status_reason, ends_on from delegations')
      .get()
  await submit(`/delegations/${id}/postponement`, { startsOn: '2024-09-20', reason: 'Bão' })
  const postponed = stored()
  await submit(`/delegations/${id}/approval`, {
    approvalNumber: '2/QĐ',
    approvedOn: '1/9/2024',
    approvalAuthority: 'Hội',
  })
  await submit(`/delegations/${id}/return`, { startsOn: '20/9/2024', endsOn: '22/9/2024', headCount: '' })
  const page = await visit(`/delegations/${id}`)
  const form = { submissionId: page.value('submissionId') }
  await submit(`/delegations/${id}/step-back`, form)
  await submit(`/delegations/${id}/step-back`, form)
  expect(stored()).toMatchObject({
    status: 'approved',
    head_count: 12,
    approval_number: '2/QĐ',
    ends_on: null,
  })
  await submit(`/delegations/${id}/step-back`, { submissionId: crypto.randomUUID() })
  expect(stored()).toEqual(postponed)
})

test('a step back from an old page takes back the step that was seen, never somebody’s later one', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2024-09-14' })
  const opened = async () => {
    const page = await app.visit(`/delegations/${id}`)
    return { submissionId: page.value('submissionId'), version: page.value('version') }
  }
  await app.submit(`/delegations/${id}/submission`, {})
  const [form, second] = [await opened(), await opened()]
  // Another’s edit is no step.
  write(app.db, { name: 'Chuyên viên B' }, (write) => write.update(delegations, id, { note: 'Của B' }))
  expect((await app.submit(`/delegations/${id}/step-back`, form)).status).toBe(303)
  await app.submit(`/delegations/${id}/cancellation`, { reason: 'Trùng lịch' })
  const refused = await app.submit(`/delegations/${id}/step-back`, second)
  expect([refused.status, refused.text('.notice--warn')]).toEqual([
    409,
    expect.stringMatching(/^Chưa lùi: từ lúc anh chị mở trang, Test đã chuyển đoàn sang “hủy” lúc/),
  ])
  const status = () => app.db.$client.prepare('select status from delegations').pluck().get()
  expect(status()).toBe('cancelled')
  const meant = { submissionId: refused.value('submissionId'), version: refused.value('version') }
  await app.submit(`/delegations/${id}/step-back`, meant)
  expect(status()).toBe('planned')
})

test('a reported visit taken back has a draft again, and a submitted report takes no draft over it', async () => {
  const { make, submit, db } = startApp()
  const id = make.delegation({ status: 'returned' })
  const report = () =>
    db.$client
      .prepare(
        'select d.status, r.status report, r.number from delegations d join visit_reports r on r.delegation_id = d.id',
      )
      .get()
  await submit(`/delegations/${id}/report`, {
    version: '1',
    general: 'Đã đi',
    number: '1/BC',
    submittedOn: '1/10/2024',
    submitReport: '1',
  })
  expect((await submit(`/delegations/${id}/report`, { version: '2', general: 'Đè lên' })).status).toBe(409)
  expect((await submit(`/delegations/${id}/report/waiver`, { reason: 'Thôi' })).status).toBe(409)
  expect(report()).toEqual({ status: 'reported', report: 'submitted', number: '1/BC' })
  await submit(`/delegations/${id}/step-back`, {})
  expect(report()).toMatchObject({ status: 'returned', report: 'draft' })
})

test('nobody is away or back before the day, and a later departure may bring its own end', async () => {
  const { make, submit } = startApp()
  const id = make.delegation({
    status: 'approved',
    startsOn: addDays(today(), -3),
    endsOn: addDays(today(), -2),
  })
  const tomorrow = writeDate(addDays(today(), 1))
  expect(
    (await submit(`/delegations/${id}/departure`, { startsOn: tomorrow, endsOn: tomorrow })).error(
      'startsOn',
    ),
  ).toContain('chưa đến')
  const late = { startsOn: writeDate(today()), endsOn: writeDate(addDays(today(), 4)) }
  expect((await submit(`/delegations/${id}/departure`, late)).status).toBe(303)
  expect((await submit(`/delegations/${id}/return`, late)).error('endsOn')).toContain('chưa đến')
})

test('C10: a visit is neither written down nor moved as away or back before its days have come', async () => {
  const { make, submit, typed, visit } = startApp()
  const at = (status: string, startsOn: string, endsOn = '') =>
    submit('/delegations', typed({ title: `Đi ${startsOn} ${status}`, status, startsOn, endsOn }))
  const [yesterday, tomorrow] = [addDays(today(), -1), addDays(today(), 1)].map(writeDate) as [string, string]
  expect((await at('returned', '5/5/2035')).error('startsOn')).toBe(
    '05/05/2035 chưa đến, mà đoàn ở bước “đã về”. Ghi lại ngày, hoặc ghi lại bước của đoàn',
  )
  expect((await at('returned', yesterday, tomorrow)).error('endsOn')).toContain('chưa đến')
  expect((await at('underway', tomorrow)).error('startsOn')).toContain('chưa đến')
  expect((await at('underway', yesterday, tomorrow)).status).toBe(303)
  expect((await at('planned', tomorrow)).status).toBe(303)
  // What is known to the year may have come (C14).
  expect((await at('returned', today().slice(0, 4))).status).toBe(303)

  const id = make.delegation({ status: 'returned', startsOn: '2024-09-14' })
  const form = formOf(await visit(`/delegations/${id}/edit`), '#delegation')
  const moved = await submit(`/delegations/${id}`, { ...form, startsOn: '5/5/2036' })
  expect(moved.status).toBe(422)
  expect(moved.error('startsOn')).toContain('chưa đến')
  // What somebody wrote down so before is not asked about while something else is corrected.
  const odd = make.delegation({ status: 'returned', startsOn: '2036-05-05' })
  const other = formOf(await visit(`/delegations/${odd}/edit`), '#delegation')
  expect((await submit(`/delegations/${odd}`, { ...other, note: 'Xem lại ngày' })).status).toBe(303)
})

test('one submission is known at the address it was sent to, not everywhere', async () => {
  const { submit, typed, db } = startApp()
  const submissionId = crypto.randomUUID()
  const kept = await submit('/delegations', typed({ submissionId }))
  const id = /\d+/.exec(kept.location!)![0]
  await submit(`/delegations/${id}/submission`, { submissionId, happenedOn: '1/9/2024' })
  expect(db.$client.prepare('select status from delegations').get()).toEqual({ status: 'submitted' })
})

test('one list has one scope and order; what else was asked for is named', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Của Hội' })
  const page = await visit('/delegations?scope=own&scope=all&sort=title&sort=code')
  expect(page.text('.notice')).toContain('scope=all')
  expect(page.text('.notice')).toContain('sort=code')
  expect(page.texts('.chip')).toHaveLength(1)
})

test('a unit or partner that was never there is left aside; a chosen unit is told to be the scope', async () => {
  const { make, visit, db } = startApp()
  make.delegation({ title: 'Của Hội' })
  const strange = await visit('/delegations?unit=999999&partner=999999')
  expect(strange.texts('#delegations .main > a')).toEqual(['Của Hội'])
  expect(strange.text('.notice')).toBe('Không hiểu “Đơn vị: 999999”, “Đối tác: 999999” nên đã bỏ qua.')
  expect(strange.texts('.chip')).toEqual([])
  const chosen = await visit('/delegations?scope=all&unit=1')
  expect(chosen.text('.notice')).toBe('Đã chọn đơn vị thì phạm vi là đơn vị ấy, nên đã bỏ qua “scope=all”.')
  // A partner that was deleted was there: its list is its own still.
  const partner = make.partner()
  make.delegation({ title: 'Với Lào', partnerIds: [partner] })
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 2 })
  const known = await visit(`/delegations?partner=${partner}`)
  expect(known.texts('#delegations .main > a')).toEqual(['Với Lào'])
})

test('the register answers only under this machine’s own names', async () => {
  const { visit } = startApp()
  expect((await visit('/delegations', { Host: 'evil.example' })).status).toBe(421)
  expect((await visit('/delegations', { Host: 'localhost:3000' })).status).toBe(200)
})
