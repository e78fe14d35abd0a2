import { expect, test } from 'vitest'
import { write, writeAside } from '../src/db/write.ts'
import { erasePerson } from '../src/people/erasing.ts'
import { reportDrafts } from '../src/visit-reports/report-draft.ts'
import { startApp } from './support/app.ts'
import { formOf } from './support/conflicts.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'

type App = ReturnType<typeof startApp>

const TYPING = { 'HX-Target': 'autosave' }

/** Somebody at the form of a report: what they see, and their words put by. */
async function atForm(app: App, id: number, headers: Record<string, string> = {}) {
  const page = await app.visit(`/delegations/${id}/report`, headers)
  const form = { ...formOf(page) }
  return {
    page,
    form,
    async type(words: Record<string, string>) {
      Object.assign(form, words)
      const answer = await app.submit(`/delegations/${id}/report/draft`, form, { ...headers, ...TYPING })
      if (answer.status === 200)
        form.draftRevision = answer.all('#autosave')[0]!.getAttribute('data-revision')!
      return answer
    },
  }
}

const draftsIn = (app: App) =>
  (app.db.$client.prepare('select count(*) n from report_drafts').get() as { n: number }).n
const actsIn = (app: App) =>
  (app.db.$client.prepare('select count(*) n from history_acts').get() as { n: number }).n

test('what is typed is put by without an act in history, and stands there when the page is opened again', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const writer = await atForm(app, id)
  const before = actsIn(app)
  const answer = await writer.type({ achieved: 'Ký biên bản', submittedOn: 'chưa rõ' })
  expect(answer.text('#autosave')).toMatch(/^Đã lưu \d\d:\d\d:\d\d$/)
  await writer.type({ achieved: 'Ký biên bản ghi nhớ' })
  expect(actsIn(app)).toBe(before)
  const again = await app.visit(`/delegations/${id}/report`)
  expect(again.text('#achieved')).toBe('Ký biên bản ghi nhớ')
  expect(again.value('submittedOn')).toBe('chưa rõ')
  expect((await app.visit(`/delegations/${id}.json`)).html).not.toContain('ghi nhớ')
})

test('saving makes it part of the report in one act, and nothing is left beside', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const writer = await atForm(app, id)
  await writer.type({ achieved: 'Ký biên bản' })
  await app.submit(`/delegations/${id}/report`, writer.form)
  expect(draftsIn(app)).toBe(0)
  expect(app.db.select().from(visitReports).get()).toMatchObject({ achieved: 'Ký biên bản', status: 'draft' })
})

test('words put by in a later window stay when an earlier one saves', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const [one, two] = [await atForm(app, id), await atForm(app, id)]
  await one.type({ achieved: 'Cửa sổ một' })
  const refused = await two.type({ limits: 'Cửa sổ hai' })
  expect([refused.status, refused.text('#autosave')]).toEqual([
    409,
    'Chưa lưu. Báo cáo này cũng đang được anh chị viết ở cửa sổ khác. Bấm Lưu nháp để gộp hai nơi',
  ])
  // Saving joins both: the second window’s words, and the first one’s still wait.
  await app.submit(`/delegations/${id}/report`, two.form)
  expect(draftsIn(app)).toBe(1)
  expect((await app.visit(`/delegations/${id}/report`)).text('#achieved')).toBe('Cửa sổ một')
})

test('two people type at once: each has their own words, and is told when the other saved', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const other = app.signIn('clerk', { name: 'Chị Lan' })
  const mine = await atForm(app, id)
  const theirs = await atForm(app, id, other.headers)
  await theirs.type({ limits: 'Ít ngày' })
  expect((await app.visit(`/delegations/${id}/report`)).text('main')).toContain(
    'Chị Lan cũng có phần viết dở',
  )
  await app.submit(`/delegations/${id}/report`, theirs.form, other.headers)
  const told = await mine.type({ achieved: 'Ký biên bản' })
  expect([told.status, told.text('#autosave .notice')]).toMatchObject([
    200,
    expect.stringMatching(/báo cáo đã được lưu \(Chị Lan, .*khi lưu, sổ gộp hai bản/),
  ])
  await app.submit(`/delegations/${id}/report`, mine.form)
  expect(app.db.select().from(visitReports).get()).toMatchObject({
    achieved: 'Ký biên bản',
    limits: 'Ít ngày',
  })
})

test('what one account typed is never put by for another that signed in meanwhile', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const writer = await atForm(app, id)
  const other = app.signIn('clerk')
  const answer = await app.submit(
    `/delegations/${id}/report/draft`,
    { ...writer.form, achieved: 'Của tôi' },
    { ...other.headers, ...TYPING },
  )
  expect([answer.status, draftsIn(app)]).toEqual([409, 0])
})

test('the mark of a State secret is not put by', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const writer = await atForm(app, id)
  expect((await writer.type({ achieved: 'TỐI MẬT' })).status).toBe(422)
  expect(draftsIn(app)).toBe(0)
})

test('words that wait outlive a hand-in by somebody else, to be copied, and can be given up', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  await (await atForm(app, id)).type({ achieved: 'Viết dở' })
  write(app.db, { name: 'B' }, (write) =>
    write.update(visitReports, 1, { status: 'submitted', submittedOn: '2025-01-01' }),
  )
  expect((await app.visit(`/delegations/${id}/report`)).texts('.clash__text')).toContain('Viết dở')
  await app.submit(`/delegations/${id}/report/draft/removal`, {})
  expect(draftsIn(app)).toBe(0)
})

test('another unit’s report takes no draft', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const unitId = app.make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' })
  const { headers } = app.signIn('clerk', { unitId })
  expect((await app.submit(`/delegations/${id}/report/draft`, { achieved: 'x' }, headers)).status).toBe(404)
})

test('whose data is erased stands on no line of what is being typed about their visits', async () => {
  const app = startApp()
  const head = { id: null, role: 'head' as const, post: null, organisation: null, hasTravelled: true }
  const [id, another] = ['Nguyễn Thử', 'Lê Minh'].map((name) =>
    app.make.delegation({ status: 'returned', participants: [{ ...head, name }] }),
  ) as [number, number]
  const writer = await atForm(app, id)
  const general = 'Đoàn gồm:\n- Bà Nguyễn Thử, Phó Chủ tịch\n2) Lê Minh\nNguyễn Thử Nghiệm dự.'
  await writer.type({ general, signer: 'NGUYỄN THỬ', 'followUps[0][owner]': 'Nguyễn Thử' })
  await (await atForm(app, another)).type({ achieved: 'Nguyễn Thử' })
  write(app.db, { name: 'B' }, (write) => erasePerson(write, 1))
  const typed = app.db.select().from(reportDrafts).all()
  expect(typed.map(({ revision }) => revision)).toEqual([2, 1])
  const left = JSON.parse(typed[0]!.typed) as { general: string; signer: string }
  expect(left.general.replaceAll('\r', '')).toBe('Đoàn gồm:\n2) Lê Minh\nNguyễn Thử Nghiệm dự.')
  expect(left.signer).toBe('')
  expect(typed[0]!.typed).not.toMatch(/"Nguyễn Thử"/)
  // The window that was open on it writes nothing back.
  expect((await writer.type({ limits: 'Ít ngày' })).status).toBe(409)
})

test('after 90 days, words of a report that was handed in or is gone are dropped; those of one being written stay', async () => {
  const app = startApp()
  const ids = [1, 2, 3, 4].map(() => app.make.delegation({ status: 'returned' }))
  for (const id of ids) await (await atForm(app, id)).type({ achieved: 'Viết dở' })
  const page = await app.visit(`/delegations/${ids[1]}/deletion`)
  await app.submit(`/delegations/${ids[1]}/deletion`, { ...formOf(page), reason: 'Nhập nhầm' })
  const handIn = (id: number) =>
    write(app.db, { name: 'B' }, (write) =>
      write.update(visitReports, id, { status: 'submitted', submittedOn: '2025-01-01' }),
    )
  handIn(1)
  handIn(4)
  const day = 24 * 60 * 60_000
  const age = (id: number, days: number) =>
    writeAside(app.db, { name: 'B' }, (write) =>
      write.update(reportDrafts, id, { savedAt: new Date(Date.now() - days * day).toISOString() }),
    )
  for (const id of [1, 2, 3]) age(id, 91)
  age(4, 89)
  app.signIn('clerk')
  expect(
    app.db
      .select()
      .from(reportDrafts)
      .all()
      .map(({ reportId }) => reportId),
  ).toEqual([3, 4])
})
