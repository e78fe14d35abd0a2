import { expect, test } from 'vitest'
import { owners, write } from '../src/db/write.ts'
import { addDays, today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'
import { formOf, meanwhile } from './support/conflicts.ts'
import { member } from './support/members.ts'

type App = ReturnType<typeof startApp>

const idOf = ({ location }: { location: string | undefined }) =>
  Number(/delegations\/(\d+)/.exec(location!)![1])
const rowsOf = (app: App, table: string, id: number) =>
  app.db.$client.prepare(`select * from "${table}" where delegation_id = ? order by 1`).all(id) as Record<
    string,
    unknown
  >[]
const stored = (app: App, id: number) =>
  app.db.$client.prepare('select * from delegations where id = ?').get(id) as Record<string, unknown>

/** A visit of which every room holds something, over and reported. */
function wholeVisit(app: App) {
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const id = app.make.delegation({
    title: 'Trao đổi thường niên',
    direction: 'inbound',
    partnerIds: [partner],
    countries: ['LA', 'KH'],
    place: 'Huế',
    startsOn: '2025-10-20',
    endsOn: '2025-10-23',
    status: 'returned',
    capacity: 'Chủ tịch Hội',
    purpose: 'Trao đổi nghiệp vụ',
    purposeKind: 'exchange',
    approvalNumber: '128/QĐ-HNBVN',
    approvedOn: '2025-09-22',
    approvalAuthority: 'Ban Bí thư',
    headCount: 2,
    isListComplete: true,
    sourceUrl: 'https://example.org/1',
    note: 'Ghi chú của năm ngoái',
    participants: [
      member('Khăm Phông', { role: 'head', post: 'Phó Chủ tịch', organisation: 'Hội Nhà báo Lào' }),
      member('Bun Thon', { hasTravelled: false }),
    ],
    hosts: [member('Nguyễn An', { role: 'interpreter' })],
  })
  write(app.db, { name: 'Test' }, (write) => {
    const put = (table: string, cells: Record<string, string | number | null>) =>
      write.raw.insert(table, { delegation_id: id, ...cells })
    const file = app.db.$client
      .prepare(
        `insert into stored_files (hash, kind, size, added_at) values (?, 'pdf', 1, '2025-10-20T00:00:00Z')`,
      )
      .run('a'.repeat(64)).lastInsertRowid
    put('documents', { kind: 'decision', number: '128/QĐ', file_id: Number(file), file_name: 'qd.pdf' })
    put('fundings', { estimate: 100, actual: 90, source: 'Ngân sách' })
    put('press_works', { permit_number: '15/GP', visa_kind: 'PV2' })
    put('report_extensions', { due_on: '2025-11-30', reason: 'Chờ bạn', granted_on: '2025-11-02' })
    put('follow_ups', { content: 'Gửi dự thảo', side: 'ours', lead: 'Ban Đối ngoại', due_on: '2025-12-01' })
    put('coverage_items', { title: 'Hội đàm' })
    put('programme_items', {
      day_number: 1,
      held_on: '2025-10-20',
      starts_at: '09:00',
      content: 'Hội đàm',
      place: 'Huế',
      met: 'Chủ tịch',
      partner_id: partner,
      outcome: 'changed',
      outcome_reason: 'Mưa',
      position: 0,
    })
    put('programme_items', { day_number: 2, content: 'Ghé thăm', outcome: 'added', position: 2 })
    put('programme_items', { day_number: 4, held_on: '2025-10-23', content: 'Tiễn đoàn', position: 1 })
    put('checklist_items', {
      title: 'Xin giấy phép',
      offset: -10,
      day_kind: 'working',
      owner: 'Chị Lan',
      state: 'done',
      done_on: '2025-10-01',
      position: 0,
    })
  })
  const [guest] = rowsOf(app, 'participants', id)
  app.db.$client
    .prepare(
      `insert into identity_papers (participant_id, passport_sealed, written_at) values (?, 'x', '2025-10-20T00:00:00Z')`,
    )
    .run(guest!.id)
  return { id, partner }
}

/** What of each table that belongs to a visit a copy has; whatever is not named here, it has nothing of. */
const copied: Record<string, (app: App, from: number, to: number) => void> = {
  delegation_countries(app, from, to) {
    const countries = (id: number) => rowsOf(app, 'delegation_countries', id).map(({ country }) => country)
    expect(countries(to)).toEqual(countries(from))
  },
  delegation_partners(app, from, to) {
    const partners = (id: number) => rowsOf(app, 'delegation_partners', id).map((row) => row.partner_id)
    expect(partners(to)).toEqual(partners(from))
  },
  // Made with every visit: its first step, and an empty report.
  status_changes(app, _from, to) {
    expect(rowsOf(app, 'status_changes', to)).toMatchObject([{ from_status: null, to_status: 'planned' }])
  },
  visit_reports(app, _from, to) {
    const [report] = rowsOf(app, 'visit_reports', to)
    const { id: _id, version: _version, delegation_id: _visit, status, ...rest } = report!
    expect([status, Object.values(rest).filter((value) => value !== null)]).toEqual(['empty', []])
  },
  checklist_items(app, _from, to) {
    expect(rowsOf(app, 'checklist_items', to)).toMatchObject([
      {
        title: 'Xin giấy phép',
        offset: -10,
        day_kind: 'working',
        owner: 'Chị Lan',
        state: 'open',
        done_on: null,
      },
    ])
  },
  programme_items(app, _from, to) {
    const kept = { starts_at: '09:00', content: 'Hội đàm', place: 'Huế', met: 'Chủ tịch', outcome: 'planned' }
    expect(rowsOf(app, 'programme_items', to)).toMatchObject([
      { ...kept, day_number: 1, outcome_reason: null },
      { day_number: 4, content: 'Tiễn đoàn' },
    ])
  },
}

test('a copy has what is the same each year, and of every other table nothing', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const form = await app.visit(`/delegations/${id}/copy`)
  expect(form.value('title')).toBe('Trao đổi thường niên')
  const kept = await app.submit(`/delegations/${id}/copy`, {
    title: 'Trao đổi năm 2027',
    startsOn: '11/2027',
  })
  const copy = idOf(kept)
  const tables = Object.keys(owners).filter((table) => owners[table]![0] === 'delegations')
  expect(tables.length).toBeGreaterThan(12)
  for (const table of tables) {
    expect([table, rowsOf(app, table, id).length]).not.toEqual([table, 0])
    if (copied[table]) copied[table](app, id, copy)
    else expect([table, rowsOf(app, table, copy)]).toEqual([table, []])
  }
  expect(stored(app, copy)).toMatchObject({
    code: 'ĐV-2027-001',
    direction: 'inbound',
    status: 'planned',
    title: 'Trao đổi năm 2027',
    starts_on: '2027-11',
    ends_on: null,
    unit_id: stored(app, id).unit_id,
    place: 'Huế',
    capacity: 'Chủ tịch Hội',
    purpose: 'Trao đổi nghiệp vụ',
    purpose_kind: 'exchange',
    head_count: null,
    is_list_complete: 0,
    approval_number: null,
    approved_on: null,
    approval_authority: null,
    status_reason: null,
    note: null,
    source_id: null,
  })
  expect(rowsOf(app, 'programme_items', copy).map(({ held_on }) => held_on)).toEqual([null, null])
})

test('once its start is known to the day, a copy lasts as long and its programme has days', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const kept = await app.submit(`/delegations/${id}/copy`, { title: 'Năm sau', startsOn: '1/3/2027' })
  expect(stored(app, idOf(kept))).toMatchObject({ starts_on: '2027-03-01', ends_on: '2027-03-04' })
  expect((await app.visit(`/delegations/${idOf(kept)}`)).texts('.days time')).toEqual([
    '01/03 Thứ Hai',
    '04/03 Thứ Năm',
  ])
})

test('people come along where they are asked for, their posts only where those are', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const copy = async (more: object) => {
    const typed = { title: 'Năm sau', startsOn: '2027', notDuplicate: '1', ...more }
    return rowsOf(app, 'participants', idOf(await app.submit(`/delegations/${id}/copy`, typed)))
  }
  expect(await copy({})).toEqual([])
  expect(await copy({ withPosts: '1' })).toEqual([])
  const people = rowsOf(app, 'participants', id).toSorted(
    (one, other) => Number(one.person_id) - Number(other.person_id),
  )
  expect(await copy({ withPeople: '1' })).toMatchObject(
    people.map(({ person_id, side, role }) => ({
      person_id,
      side,
      role,
      post: null,
      organisation: null,
      has_travelled: 1,
    })),
  )
  expect((await copy({ withPeople: '1', withPosts: '1' }))[0]).toMatchObject({ post: 'Phó Chủ tịch' })
  // Nobody's passport comes along.
  expect(app.db.$client.prepare('select count(*) from identity_papers').pluck().get()).toBe(1)
  expect((await app.visit('/search?q=Khăm+Phông')).html).toContain('Năm sau')
  // Whose data was erased is in no new visit.
  meanwhile(app, (write) => write.raw.update('people', Number(people[0]!.person_id), { erased_on: today() }))
  expect(await copy({ withPeople: '1' })).toHaveLength(people.length - 1)
})

test('a copy is one act, taken back as a whole, and a form sent twice makes one', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const submissionId = crypto.randomUUID()
  const typed = { title: 'Năm sau', startsOn: '2027', withPeople: '1', submissionId }
  const kept = await app.submit(`/delegations/${id}/copy`, typed)
  expect((await app.submit(`/delegations/${id}/copy`, typed)).location).toBe(kept.location)
  const page = await app.visit(kept.location!)
  expect(page.text('.notice--done')).toContain('Đã chép thành đoàn mới.')
  await app.submit(`/history/${/act=(\d+)/.exec(kept.location!)![1]}/undo`, {})
  expect((await app.visit(`/delegations/${idOf(kept)}`)).status).toBe(410)
  expect((await app.visit(`/delegations/${id}`)).texts('.days > li')).toHaveLength(3)
})

test('a form of a copy that comes again with another title is handed back, and makes one more', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const typed = { title: 'Năm sau', startsOn: '2027', submissionId: crypto.randomUUID() }
  const kept = await app.submit(`/delegations/${id}/copy`, typed)
  const again = await app.submit(`/delegations/${id}/copy`, {
    ...typed,
    title: 'Năm sau nữa',
    startsOn: '2028',
  })
  expect([again.status, again.value('title')]).toEqual([422, 'Năm sau nữa'])
  expect(again.href('.notice--error a')).toBe(`/delegations/${idOf(kept)}`)
  const another = await app.submit(`/delegations/${id}/copy`, formOf(again))
  expect([another.status, idOf(another)]).toEqual([303, idOf(kept) + 1])
})

test('a copy of a visit without a checklist takes the catalogue’s, and one of a plan of old has none', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2025-03-03' })
  const copy = async (startsOn: string) =>
    rowsOf(
      app,
      'checklist_items',
      idOf(await app.submit(`/delegations/${id}/copy`, { title: 'X', startsOn })),
    )
  expect(await copy(writeDate(addDays(today(), 90)))).toHaveLength(10)
  expect(await copy('2024')).toEqual([])
})

test('a copy that may be a visit there is asks first, and one outside the time of its unit is refused', async () => {
  const app = startApp()
  const { id } = wholeVisit(app)
  const page = await app.submit(`/delegations/${id}/copy`, { title: 'Nữa', startsOn: '21/10/2025' })
  expect([page.status, page.text('#duplicate')]).toEqual([422, 'Có thể trùng với đoàn đã ghi'])
  expect(page.value('title')).toBe('Nữa')
  const typed = { title: 'Nữa', startsOn: '21/10/2025', notDuplicate: '1' }
  expect((await app.submit(`/delegations/${id}/copy`, typed)).status).toBe(303)
  const unitId = app.make.unit({ name: 'Chi hội cũ', kind: 'chapter', untilOn: '2025' })
  const old = app.make.delegation({ unitId, startsOn: '2025' })
  const refused = await app.submit(`/delegations/${old}/copy`, { title: 'Nữa', startsOn: '2027' })
  expect([refused.status, refused.error('startsOn')]).toEqual([
    422,
    'Đơn vị này chỉ có đến 2025. Chọn đơn vị khác, hoặc xem lại ngày bắt đầu',
  ])
  expect((await app.submit(`/delegations/${id}/copy`, { title: '', startsOn: '' })).status).toBe(422)
})

test('only who enters data copies, and only what they see', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const typed = { title: 'X', startsOn: '2027' }
  const reader = app.signIn('viewer')
  expect((await app.submit(`/delegations/${id}/copy`, typed, reader.headers)).status).toBe(403)
  expect((await app.visit(`/delegations/${id}`, reader.headers)).html).not.toContain('/copy')
  const unitId = app.make.unit({ name: 'Hội tỉnh', kind: 'local_association' })
  const clerk = app.signIn('clerk', { unitId })
  expect((await app.submit(`/delegations/${id}/copy`, typed, clerk.headers)).status).toBe(404)
  const own = app.make.delegation({ unitId })
  const kept = await app.submit(`/delegations/${own}/copy`, typed, clerk.headers)
  expect(stored(app, idOf(kept))).toMatchObject({ unit_id: unitId })
})
