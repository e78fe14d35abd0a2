import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { checkChain } from '../src/history/chain.ts'
import { addMonths } from '../src/dates.ts'
import { eraseExpired } from '../src/identity-papers/queries.ts'
import { hasSecrecyMark } from '../src/secrecy.ts'
import { startApp } from './support/app.ts'
import { followLinks } from './support/crawl.ts'

const PASSPORT = 'C7654321'

/** A visit of one person whose passport is written down, and somebody who may read it. */
async function withPassport({ startsOn = '2026-03-02', endsOn = '2026-03-05' } = {}) {
  const app = startApp({ as: null })
  const reader = app.signIn('clerk', { mayReadIdentity: true })
  const person = {
    id: null,
    name: 'Lê Thị Thử',
    role: 'head' as const,
    post: null,
    organisation: null,
    hasTravelled: true,
  }
  const visit = app.make.delegation({
    startsOn,
    endsOn,
    status: 'returned',
    participants: [person],
    headCount: 1,
  })
  const participant = (app.db.$client.prepare('select id from participants').get() as { id: number }).id
  const path = `/delegations/${visit}/identity`
  const at = `${path}/${participant}`
  const kept = await app.submit(at, { passport: 'c 7654321', birthDate: '2/9/1975' }, reader.headers)
  expect(kept.status).toBe(303)
  return { ...app, reader, delegation: visit, participant, path, at }
}

test('a passport is masked until somebody who may asks for it, and each reading is written down', async () => {
  const { visit, submit, path, at, reader, db } = await withPassport()
  const masked = await visit(path, reader.headers)
  expect(masked.texts('.facts dd')).toEqual(['••••••••', '••/••/••••'])
  const shown = await submit(`${at}/reading`, {}, reader.headers)
  expect(shown.texts('.facts dd')).toEqual([PASSPORT, '02/09/1975'])
  expect(shown.headers['cache-control']).toBe('private, no-store')
  expect(listSecurityLog(db, { event: 'identity_read' }).rows).toHaveLength(1)
  expect(listSecurityLog(db, { event: 'identity_read' }).rows[0]).toMatchObject({ who: reader.name })
})

test('nowhere else is a trace of it: pages, twins, search, history, logs, the database itself', async () => {
  const app = await withPassport()
  await app.submit(`${app.at}/reading`, {}, app.reader.headers)
  const traces: string[] = []
  const look = ({ asked, page }: { asked: string; page: { html: string } }) => {
    if (page.html.includes(PASSPORT) || page.html.includes('02/09/1975') || page.html.includes('1975-09-02'))
      traces.push(asked)
  }
  const administrator = app.signIn('administrator')
  for (const { headers } of [app.reader, administrator]) {
    await followLinks(app, look, {
      headers,
      from: ['/', app.path, '/delegations.json', '/delegations.csv', '/history', '/people/1'],
    })
  }
  expect(traces).toEqual([])
  const found = await app.visit(`/search?q=${PASSPORT}`, administrator.headers)
  expect(found.text('.lede')).toMatch(/0 đoàn, 0 đối tác, 0 người/)
  app.db.$client.pragma('wal_checkpoint(TRUNCATE)')
  expect(readFileSync(join(app.dataDir, 'so-doan.sqlite')).includes(PASSPORT)).toBe(false)
})

test('no role brings the right along: not even an administrator is let in', async () => {
  const app = await withPassport()
  for (const role of ['viewer', 'clerk', 'approver', 'administrator'] as const) {
    const { headers } = app.signIn(role)
    expect((await app.visit(app.path, headers)).status).toBe(403)
    expect((await app.submit(`${app.at}/reading`, {}, headers)).status).toBe(403)
    expect((await app.visit(`/delegations/${app.delegation}`, headers)).html).not.toContain('/identity')
  }
})

test('what is no passport number or birth date is refused beside its field', async () => {
  const { submit, at, participant, reader } = await withPassport()
  const page = await submit(at, { passport: '<b>', birthDate: '31/02/1980' }, reader.headers)
  expect(page.status).toBe(422)
  expect(page.error(`passport-${participant}`)).toMatch(/^Ghi như trên hộ chiếu/)
  expect(page.error(`birthDate-${participant}`)).toMatch(/^Không có ngày 31\/02\/1980/)
  const future = await submit(at, { birthDate: '1/1/2090' }, reader.headers)
  expect(future.error(`birthDate-${participant}`)).toBe('Không phải ngày sinh')
})

test('papers go some months after the visit ended, and no total moves', async () => {
  const { db } = await withPassport({ startsOn: '2025-01-30', endsOn: '2025-01-31' })
  const who = { name: 'Test' }
  const totals = () => db.$client.prepare('select * from count_cells').all()
  const before = totals()
  expect(eraseExpired(db, who, '2026-01-31')).toBe(0)
  expect(eraseExpired(db, who, '2026-02-01')).toBe(1)
  expect(db.$client.prepare('select count(*) n from identity_papers').get()).toEqual({ n: 0 })
  expect(totals()).toEqual(before)
  expect([addMonths('2025-01-31', 1), addMonths('2024-02-29', 12), addMonths('2025-12-31', 2)]).toEqual([
    '2025-02-28',
    '2025-02-28',
    '2026-02-28',
  ])
})

test('a person’s data comes out whole, for that person', async () => {
  const app = await withPassport()
  const answer = await app.submit('/people/1/extract', {}, app.reader.headers)
  expect(answer.headers['content-disposition']).toBe('attachment; filename="nhan-su-1.json"')
  expect(answer.json).toMatchObject({
    name: 'Lê Thị Thử',
    trips: [{ code: 'ĐR-2026-001', passport: PASSPORT, birthDate: '1975-09-02' }],
  })
  expect(listSecurityLog(app.db, { event: 'person_exported' }).rows).toHaveLength(1)
})

test('a line taken off the list takes its papers along', async () => {
  const { db, submit, typed, delegation, reader } = await withPassport()
  await submit(`/delegations/${delegation}`, typed({ version: '1', status: 'returned' }), reader.headers)
  expect(db.$client.prepare('select count(*) n from participants').get()).toEqual({ n: 0 })
  expect(db.$client.prepare('select count(*) n from identity_papers').get()).toEqual({ n: 0 })
})

test('a person’s data goes at their request: no page tells who they were, and no total moves', async () => {
  const app = await withPassport()
  const { headers } = app.signIn('administrator')
  await app.submit(
    '/people/1',
    { name: 'Lê Thị Thử', spellings: 'Le Thi Thu', nationality: 'Việt Nam', version: '1' },
    headers,
  )
  const edited = {
    ...app.typed({ startsOn: '2/3/2026', version: '1' }),
    'participants[0][id]': '1',
    'participants[0][name]': 'Lê Thị Thử',
    'participants[0][role]': 'head',
    'participants[0][post]': 'Chức vụ riêng',
  }
  expect((await app.submit(`/delegations/${app.delegation}`, edited, headers)).status).toBe(303)
  const totals = () => app.db.$client.prepare('select * from count_cells').all()
  const before = totals()
  const unsaid = await app.submit('/people/1/erasure', { request: '' }, headers)
  expect([unsaid.status, unsaid.error('request')]).toEqual([422, 'Chưa ghi theo yêu cầu nào'])
  const erased = await app.submit('/people/1/erasure', { request: 'Đơn ngày 12/3/2026' }, headers)
  expect(erased.location).toBe('/people/1?saved=erased')
  const traces: string[] = []
  const look = ({ asked, page }: { asked: string; page: { html: string } }) => {
    if (/Lê Thị Thử|Le Thi Thu|Chức vụ riêng/.test(page.html)) traces.push(asked)
  }
  await followLinks(app, look, {
    headers,
    from: ['/', '/people/1', '/history', '/people/options?q=le', '/delegations.json'],
  })
  expect(traces).toEqual([])
  expect((await app.visit('/search?q=thi+thu', headers)).text('.lede')).toMatch(/0 đoàn, 0 đối tác, 0 người/)
  expect(totals()).toEqual(before)
  expect(app.db.$client.prepare('select count(*) n from identity_papers').get()).toEqual({ n: 0 })
  expect(checkChain(app.db).brokenAt).toBeNull()
  // It is not taken back.
  const { id } = app.db.$client.prepare('select max(id) id from history_acts').get() as { id: number }
  await app.submit(`/history/${id}/undo`, { all: '1' }, headers)
  expect((await app.visit('/people/1', headers)).html).not.toContain('Lê Thị Thử')
})

test('what bears the mark of a State secret is refused, sentences about secrets are not', async () => {
  const marked = [
    'Mật',
    'công văn số 12 (Mật)',
    'theo tài liệu tối mật',
    'tuyet mat',
    'MẬT',
    'Công văn\nTỐI MẬT\nvề đoàn',
    'Tài liệu TUYỆT MẬT',
    'Độ mật: Mật',
    '  [ MẬT ] ',
  ]
  const plain = [
    'Tập huấn bảo vệ bí mật nhà nước',
    'Mật ong Lào',
    'BÍ MẬT NHÀ NƯỚC',
    'độ mật: thường',
    'Thân mật',
  ]
  expect(marked.filter((text) => !hasSecrecyMark(text))).toEqual([])
  expect(plain.filter(hasSecrecyMark)).toEqual([])
  const { submit, typed, db } = startApp()
  const page = await submit('/delegations', typed({ note: 'TUYỆT MẬT: nội dung' }))
  expect([page.status, page.error('note')]).toEqual([422, expect.stringMatching(/^Sổ không nhận/)])
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 0 })
})
