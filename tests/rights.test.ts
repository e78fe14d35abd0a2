import { expect, test } from 'vitest'
import { roles, type Role } from '../src/accounts/account.ts'
import { listSecurityLog } from '../src/accounts/security-log.ts'
import { type Holder, holds, rightOfRoute } from '../src/rights.ts'
import { Router } from '../src/web/router.ts'
import { startApp } from './support/app.ts'
import { followLinks, isHtml } from './support/crawl.ts'

type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>

/** An address of a route, of records that are there. */
const addressOf = (path: string) =>
  path.replace(':iso2', 'LA').replace(':step', 'submission').replaceAll(/:\w+/g, '1')

/** What a guard did with a request, whatever the page behind it answered. */
/** `isOfCode`: without a half session that page leads back to where one begins. */
function outcome(page: Page, isOfCode = false): 'sign in' | 'refused' | 'let in' {
  if (
    page.status === 401 ||
    page.location?.startsWith('/sign-in?next=') ||
    (page.location === '/sign-in' && !isOfCode) ||
    page.location === '/sign-in?ended=1'
  )
    return 'sign in'
  return page.status === 403 ? 'refused' : 'let in'
}

test('every route and every role: who may is let in, nobody else is', async () => {
  const app = startApp({ as: null })
  const partner = app.make.partner()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const person = {
    id: null,
    name: 'Người đi',
    role: 'head' as const,
    post: null,
    organisation: null,
    hasTravelled: true,
  }
  const visit = app.make.delegation({ partnerIds: [partner], participants: [person], unitId: local })
  const { act } = app.db.$client
    .prepare(`select act_id act from history_changes where table_name = 'delegations' and row_id = ?`)
    .get(visit) as { act: number }
  const visitors: (Holder & { unitId: number })[] = (Object.keys(roles) as Role[]).flatMap((role) =>
    [true, false].map((isCentre) => ({
      role,
      isCentre,
      mayReadIdentity: false,
      unitId: isCentre ? 1 : local,
    })),
  )
  const wrong: string[] = []
  let asked = 0
  for (const [route, right] of Object.entries(rightOfRoute)) {
    const [method, path] = route.split(' ') as [string, string]
    // Of the acts, the one that made the visit: what made the units is the administrators'.
    const url = path.includes('/history/:id') ? addressOf(path.replace(':id', String(act))) : addressOf(path)
    const ask = (headers: Record<string, string>) =>
      method === 'GET' ? app.visit(url, headers) : app.submit(url, {}, headers)
    const out = outcome(await ask({}), path === '/sign-in/code')
    if (out !== (right === 'anyone' ? 'let in' : 'sign in')) wrong.push(`${route}, signed out: ${out}`)
    for (const visitor of visitors) {
      // A new session each: some of these addresses end it.
      const { headers } = app.signIn(visitor.role, visitor)
      const got = outcome(await ask(headers), path === '/sign-in/code')
      const expected = holds(visitor, right) ? 'let in' : 'refused'
      if (got !== expected)
        wrong.push(`${route}, ${visitor.role} ${visitor.isCentre ? 'centre' : 'unit'}: ${got}`)
      asked += 1
    }
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(400)
}, 600_000)

test('a route that declares no right ends the program', () => {
  const { get } = Router()
  expect(() => get('/nobody-said-who', () => {})).toThrow(/rights.ts does not say who may/)
})

test('addresses written otherwise are guarded all the same', async () => {
  const app = startApp({ as: null })
  const { headers } = app.signIn('clerk')
  for (const url of [
    '/ADMIN/accounts',
    '/admin/accounts/',
    '//admin/accounts',
    '/admin//accounts',
    '/%61dmin/accounts',
  ]) {
    expect([url, outcome(await app.visit(url))]).toEqual([url, 'sign in'])
    const page = await app.visit(url, headers)
    expect([url, [403, 404].includes(page.status)]).toEqual([url, true])
  }
  expect(
    (await app.visit('/delegations', { 'HX-Request': 'true', 'HX-Target': 'section#delegations' })).headers[
      'hx-redirect'
    ],
  ).toMatch(/^\/sign-in/)
})

test('what one may not do is not offered', async () => {
  const app = startApp({ as: null })
  const partner = app.make.partner()
  const person = {
    id: null,
    name: 'Người đi',
    role: 'head' as const,
    post: null,
    organisation: null,
    hasTravelled: true,
  }
  app.make.delegation({ partnerIds: [partner], participants: [person], status: 'returned' })
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  app.make.delegation({ partnerIds: [partner], participants: [person], status: 'planned', unitId: local })
  for (const holder of [
    { role: 'viewer', isCentre: true, unitId: 1 },
    { role: 'clerk', isCentre: true, unitId: 1 },
    { role: 'approver', isCentre: true, unitId: 1 },
    { role: 'clerk', isCentre: false, unitId: local },
  ] as const) {
    const { headers } = app.signIn(holder.role, holder)
    const dead: string[] = []
    const targets = new Map<string, string>()
    await followLinks(
      app,
      ({ asked, url, page }) => {
        if (page.status === 403) dead.push(asked)
        if (!isHtml(page)) return
        for (const form of page.all('form[method="post"]')) {
          targets.set(new URL(form.getAttribute('action') ?? '', `http://register${url}`).pathname, url)
          for (const button of form.querySelectorAll('button[formaction]'))
            targets.set(
              new URL(button.getAttribute('formaction') ?? '', `http://register${url}`).pathname,
              url,
            )
        }
      },
      { headers },
    )
    for (const [target, url] of targets) {
      if (/^\/sign-out|\/sessions\/end$/.test(target)) continue
      const { status } = await app.submit(target, { version: '999' }, headers)
      if (status === 403) dead.push(`POST ${target}, offered on ${url}`)
    }
    expect([holder.role, dead]).toEqual([holder.role, []])
  }
}, 600_000)

const HIDDEN = /Kế hoạch kín|Trần Giấu Tên|ghi chú riêng/

/** The centre with a visit nobody else may see, and a correspondent of a unit with a unit under it. */
function withUnits() {
  const app = startApp({ as: null })
  const partner = app.make.partner({ name: 'Hội Nhà báo Lào' })
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const under = app.make.unit({ name: 'Chi hội huyện', kind: 'chapter', parentId: local })
  const person = (name: string) => ({
    id: null,
    name,
    role: 'head' as const,
    post: null,
    organisation: null,
    hasTravelled: true,
  })
  const visit = {
    partnerIds: [partner],
    startsOn: '2024-03-01',
    endsOn: '2024-03-03',
    status: 'returned' as const,
    isListComplete: true,
  }
  const centres = app.make.delegation({
    ...visit,
    title: 'Kế hoạch kín của Trung ương',
    note: 'ghi chú riêng',
    participants: [person('Trần Giấu Tên')],
  })
  const theirs = app.make.delegation({
    ...visit,
    title: 'Đoàn của tỉnh',
    unitId: local,
    participants: [person('Lê Tỉnh')],
  })
  const beneath = app.make.delegation({
    ...visit,
    title: 'Đoàn của huyện',
    unitId: under,
    participants: [person('Vũ Huyện')],
  })
  return {
    ...app,
    partner,
    local,
    under,
    centres,
    theirs,
    beneath,
    ...app.signIn('clerk', { unitId: local }),
  }
}

test('a unit’s correspondent sees that unit’s visits and those under it, wherever they look', async () => {
  const app = withUnits()
  const { headers } = app
  const list = await app.visit('/delegations', headers)
  expect(list.texts('#delegations tbody a[href^="/delegations/"]')).toEqual(['Đoàn của tỉnh'])
  const all = await app.visit('/delegations.json?scope=all', headers)
  expect((all.json.items as unknown as { title: string }[]).map(({ title }) => title).toSorted()).toEqual([
    'Đoàn của huyện',
    'Đoàn của tỉnh',
  ])
  const totals = await app.visit('/totals.json', headers)
  expect((totals.json.total as unknown as { outbound: object }).outbound).toMatchObject({
    delegations: 1,
    personTrips: 1,
  })
  const partner = await app.visit(`/partners/${app.partner}`, headers)
  expect(partner.html).toContain('Đoàn của tỉnh')
  const seen: string[] = []
  const look = ({ asked, page }: { asked: string; page: Page }) => {
    seen.push(asked)
    expect([asked, HIDDEN.exec(page.html)?.[0]]).toEqual([asked, undefined])
  }
  await followLinks(app, look, {
    headers,
    from: [
      '/',
      '/search?q=ke+hoach',
      '/search?q=tran+giau',
      '/delegations?q=kin&scope=all',
      '/people/options?q=tran',
      '/history',
      '/delegations.csv?scope=all',
      '/partners.json',
      '/totals.csv?scope=all',
      '/delegations?unit=1',
    ],
  })
  expect(seen.length).toBeGreaterThan(40)
  expect((await app.visit('/search?q=ke+hoach', headers)).text('.lede')).toMatch(/0 đoàn/)
})

test('the ids of another unit’s records answer as if there were none', async () => {
  const app = withUnits()
  const { headers, centres } = app
  const hiddenPerson = (
    app.db.$client.prepare(`select id from people where name = 'Trần Giấu Tên'`).get() as { id: number }
  ).id
  const act = (
    app.db.$client
      .prepare(`select act_id id from history_changes where subject_table = 'delegations' and subject_id = ?`)
      .get(centres) as { id: number }
  ).id
  const nowhere = await app.visit('/delegations/999', headers)
  for (const url of [
    `/delegations/${centres}`,
    `/delegations/${centres}/edit`,
    `/delegations/${centres}/report`,
    `/delegations/${centres}/submission`,
    `/people/${hiddenPerson}`,
    `/history/${act}`,
  ]) {
    const page = await app.visit(url, headers)
    expect([url, page.status]).toEqual([url, 404])
    expect(page.html.replaceAll(url, '')).toBe(nowhere.html.replaceAll('/delegations/999', ''))
  }
  const before = app.db.$client.prepare('select * from delegations where id = ?').get(centres)
  const forged = { ...app.typed({ title: 'Đã đổi', unitId: String(app.local), version: '1' }) }
  for (const url of [
    `/delegations/${centres}`,
    `/delegations/${centres}/cancellation`,
    `/delegations/${centres}/report`,
    `/history/${act}/undo`,
  ])
    expect([url, (await app.submit(url, { ...forged, reason: 'x', all: '1' }, headers)).status]).toEqual([
      url,
      404,
    ])
  expect(app.db.$client.prepare('select * from delegations where id = ?').get(centres)).toEqual(before)
})

test('a correspondent enters visits of their own units only', async () => {
  const app = withUnits()
  const { headers } = app
  const form = await app.visit('/delegations/new', headers)
  expect(form.texts('[name="unitId"] option')).toEqual(['Hội Nhà báo tỉnh', 'Chi hội huyện'])
  const forged = await app.submit('/delegations', app.typed({ unitId: '1' }), headers)
  expect([forged.status, forged.error('unitId')]).toEqual([422, 'Chọn một mục trong danh sách'])
  const kept = await app.submit('/delegations', app.typed({ unitId: String(app.under) }), headers)
  expect(kept.status).toBe(303)
  const moved = await app.submit(
    `/delegations/${app.theirs}`,
    app.typed({ unitId: '1', version: '1' }),
    headers,
  )
  expect(moved.status).toBe(422)
  // The centre sees what they entered, by whom.
  const centre = app.signIn('clerk').headers
  expect((await app.visit('/history', centre)).html).toContain(app.name)
})

test('a refusal is written down', async () => {
  const app = startApp({ as: null })
  const { headers, name } = app.signIn('viewer')
  await app.submit('/delegations', app.typed(), headers)
  expect(listSecurityLog(app.db, { event: 'refused' }).rows).toMatchObject([
    { who: name, about: 'POST /delegations' },
  ])
})
