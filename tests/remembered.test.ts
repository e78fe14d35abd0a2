import Database from 'better-sqlite3'
import { pino } from 'pino'
import request from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { startSession } from '../src/accounts/sessions.ts'
import { createApp } from '../src/app.ts'
import { remembered, rememberedCatalogue, rememberedCounts } from '../src/db/open.ts'
import { closeParts, partOf } from '../src/db/scope.ts'
import { write } from '../src/db/write.ts'
import { openRegister } from '../src/open-register.ts'
import { partners } from '../src/partners/partner.ts'
import { secretKeyIn } from '../src/secret-key.ts'
import { units } from '../src/units/unit.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const who = { name: 'Test' }

/** What is worked out again because of `act`: of the register, of a unit's part of it, of the catalogues. */
async function workedOutAgain({ db }: App, unitId: number, act: () => unknown): Promise<string[]> {
  const part = partOf(db, unitId)
  const again: string[] = []
  const readAll = () => {
    remembered(db, 'test', () => again.push('register'))
    remembered(part, 'test', () => again.push('part'))
    rememberedCounts(part, 'test', () => again.push('counts'))
    rememberedCatalogue(part, 'test', () => again.push('catalogues'))
  }
  readAll()
  again.length = 0
  await act()
  // Other programs' writes are looked for once in a turn of the event loop.
  await new Promise(setImmediate)
  readAll()
  return again
}

function startWithUnit() {
  const app = startApp()
  return { app, unitId: app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' }) }
}

test('nothing is worked out again because somebody signs in or reads', async () => {
  const { app, unitId } = startWithUnit()
  const { accountId, headers } = app.signIn('clerk', { unitId })
  const again = await workedOutAgain(app, unitId, async () => {
    startSession(app.db, who, accountId, { address: null, browser: null })
    await app.visit('/delegations', headers)
  })
  expect(again).toEqual([])
})

test('a visit that is written leaves the catalogues as they were read', async () => {
  const { app, unitId } = startWithUnit()
  expect(await workedOutAgain(app, unitId, () => app.make.delegation())).toEqual(['register', 'part'])
})

test('what is counted is counted again where a counted visit changed, and only there', async () => {
  const { app, unitId } = startWithUnit()
  const [ahead, gone] = [app.make.delegation(), app.make.delegation({ status: 'returned' })]
  const version = (id: number) =>
    app.db.$client.prepare<[number], number>('select version from delegations where id = ?').pluck().get(id)
  const edit = (id: number, fields: object) =>
    app.submit(`/delegations/${id}`, app.typed({ version: version(id), title: `Đoàn ${id}`, ...fields }))
  const member = { 'participants[0][name]': 'Lê Minh', 'participants[0][role]': 'member' }
  const remove = async () => {
    const lastActId = (await app.visit(`/delegations/${gone}/deletion`)).value('lastActId')
    return app.submit(`/delegations/${gone}/deletion`, { reason: 'Ghi trùng', lastActId })
  }
  const acts: [what: string, isCounted: boolean, act: () => unknown][] = [
    ['a visit ahead is added', false, () => app.make.delegation()],
    ['one ahead gets a list', false, () => edit(ahead, { ...member, isListComplete: '1' })],
    [
      'one ahead is cancelled',
      false,
      () => app.submit(`/delegations/${ahead}/cancellation`, { reason: 'x' }),
    ],
    ['that is taken back', false, () => app.submit(`/delegations/${ahead}/step-back`, {})],
    [
      'a report is drafted',
      false,
      () => app.submit(`/delegations/${gone}/report`, { version: 1, limits: 'x' }),
    ],
    ['a counted one is renamed', false, () => edit(gone, { title: 'Tên khác' })],
    ['a counted one gets a list', true, () => edit(gone, { ...member, isListComplete: '1', headCount: '' })],
    ['a counted one gets a country', true, () => edit(gone, { countries: ['Lào', 'Cuba'] })],
    [
      'one returns',
      true,
      () =>
        app.submit(`/delegations/${ahead}/return`, { startsOn: '1/9/2024', endsOn: '2/9/2024', reason: 'x' }),
    ],
    ['that is taken back too', true, () => app.submit(`/delegations/${ahead}/step-back`, {})],
    ['a counted one goes', true, remove],
  ]
  for (const [what, isCounted, act] of acts) {
    const again = await workedOutAgain(app, unitId, act)
    expect([what, again]).toEqual([what, isCounted ? ['register', 'part', 'counts'] : ['register', 'part']])
    const shown = async (product: App['app']) =>
      (await request(product).get('/totals').set({ Host: '127.0.0.1', Cookie: app.signedIn!.headers.Cookie }))
        .text
    expect([what, await shown(app.app)]).toEqual([what, await shown(startedAnew(app))])
  }
})

test('a catalogue that is written is read again, in every part', async () => {
  const { app, unitId } = startWithUnit()
  const again = await workedOutAgain(app, unitId, () => app.make.partner())
  expect(again).toEqual(['register', 'part', 'counts', 'catalogues'])
})

test('what another program writes is noticed, in every part', async () => {
  const { app, unitId } = startWithUnit()
  const again = await workedOutAgain(app, unitId, () => {
    const other = new Database(app.db.$client.name)
    other.exec(`update units set name_en = 'Other' where id = ${unitId}`)
    other.close()
  })
  expect(again).toEqual(['register', 'part', 'counts', 'catalogues'])
})

test('no page shows what held before a write', async () => {
  const { app, unitId } = startWithUnit()
  const partnerId = app.make.partner()
  const visit = { unitId, partnerIds: [partnerId], status: 'returned' as const }
  const id = app.make.delegation(visit)
  const readers = [app.signIn('clerk', { unitId }), app.signIn('clerk')].map(({ headers }) => headers.Cookie)
  const addresses = ['/', '/delegations', '/delegations?scope=all', `/delegations/${id}`, '/delegations/new']
  addresses.push(
    '/partners',
    `/partners/${partnerId}`,
    '/countries',
    '/totals?by=unit',
    '/totals',
    '/history',
  )

  async function pages(product: App['app']) {
    const shown: Record<string, string> = {}
    for (const [index, cookie] of readers.entries()) {
      for (const address of addresses) {
        const { text } = await request(product).get(address).set({ Host: '127.0.0.1', Cookie: cookie })
        // A form's own number is another each time.
        shown[`${address} for ${index}`] = text.replace(/name="submissionId" value="[^"]*"/, '')
      }
    }
    return shown
  }

  const one = (query: string) => app.db.$client.prepare<[], number>(query).pluck().get()
  const edit = (fields: Record<string, unknown>) => {
    const version = one(`select version from delegations where id = ${id}`)
    return app.submit(`/delegations/${id}`, app.typed({ ...fields, version }))
  }
  const writes: Record<string, () => unknown> = {
    'a visit added': () => app.make.delegation({ ...visit, countries: ['CU'], title: 'Thêm một đoàn' }),
    'a visit changed': () => edit({ unitId, title: 'Đổi tên', countries: 'Thái Lan' }),
    'a visit taken to another unit': () => edit({ countries: 'Lào' }),
    'an act undone': () => app.submit(`/history/${one('select max(id) from history_acts')}/undo`, {}),
    'a partner renamed': () =>
      write(app.db, who, (write) => write.update(partners, partnerId, { name: 'Hội mới', sortKey: 'a' })),
    'a unit renamed': () =>
      write(app.db, who, (write) => write.update(units, unitId, { name: 'Hội Nhà báo tỉnh mới' })),
  }
  for (const [what, act] of Object.entries(writes)) {
    const before = await pages(app.app)
    await act()
    const after = await pages(app.app)
    expect([what, after]).not.toEqual([what, before])
    expect([what, after]).toEqual([what, await pages(startedAnew(app))])
  }
})

/** The product over the same register, remembering nothing. */
function startedAnew({ dataDir }: App): App['app'] {
  const db = openRegister(dataDir)
  onTestFinished(() => {
    closeParts(db)
    db.$client.close()
  })
  return createApp(db, pino({ level: 'silent' }), { key: secretKeyIn(`${dataDir}/secret.key`) })
}

test('what totals leave out is told as it stands, beside figures that are remembered', async () => {
  const { make, visit, submit } = startApp()
  make.delegation({ status: 'returned', startsOn: '2025-05' })
  const id = make.delegation({ startsOn: `${new Date().getFullYear()}-12-31` })
  const leftOut = async () => (await visit('/totals')).texts('.after a[href*="leftOut="]')
  expect(await leftOut()).toEqual(['1 đoàn chưa đi', '1 đoàn chưa đi'])
  expect(
    (await submit(`/delegations/${id}/cancellation`, { reason: 'Đối tác hoãn', version: '1' })).status,
  ).toBe(303)
  expect(await leftOut()).toEqual(['1 đoàn hủy', '1 đoàn hủy'])
})
