import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addDays, today } from '../../src/dates.ts'
import { faultsOn } from '../support/axe.ts'
import { startBrowser } from '../support/browser.ts'
import { meanwhile, rename } from '../support/conflicts.ts'

const views = [
  { name: 'on a wide light screen', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  {
    name: 'on a narrow dark one',
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
  },
] as const

for (const { name, ...view } of views) {
  test(`axe finds nothing on any page, ${name}`, async () => {
    const { page, db, address, make, complaints } = await startBrowser({
      published: true,
      ...view,
      reducedMotion: 'reduce',
    })
    const post = async (path: string, sent: object) => {
      const answer = await page.request.post(path, {
        headers: { Origin: address },
        maxRedirects: 0,
        ...sent,
      })
      expect([path, answer.status()]).toEqual([path, 303])
      return answer.headers().location!
    }
    const ends = addDays(today(), -30)
    const late = make.delegation({
      status: 'returned',
      startsOn: addDays(ends, -4),
      endsOn: ends,
      headCount: 6,
      partnerIds: [1],
      participants: [
        {
          id: null,
          name: 'Nguyễn Thử',
          role: 'head',
          post: 'Chủ tịch',
          organisation: 'Hội',
          hasTravelled: true,
        },
        { id: null, name: 'Trần Thử', role: 'member', post: null, organisation: null, hasTravelled: false },
      ],
    })
    const cancelled = make.delegation({
      status: 'approved',
      startsOn: addDays(today(), 10),
      endsOn: addDays(today(), 14),
    })
    await post(`/delegations/${cancelled}/cancellation`, { form: { reason: 'Bão' } })
    const ahead = make.delegation({
      title: 'Sắp đi',
      status: 'approved',
      startsOn: addDays(today(), 5),
      endsOn: addDays(today(), 9),
    })
    await post(`/delegations/${ahead}/checklist/making`, { form: {} })
    await post(`/delegations/${ahead}/programme`, {
      form: {
        'items[0][content]': 'Hội đàm',
        'items[0][day]': '1',
        'items[0][outcome]': 'planned',
        'items[1][content]': 'Ở lại thêm',
        'items[1][day]': '9',
        'items[1][outcome]': 'added',
      },
    })
    const twice = `/delegations/${make.delegation({ title: 'Ghi hai lần', status: 'approved' })}`
    const lastActId = /name="lastActId" value="(\d+)"/.exec(
      await (await page.request.get(`${twice}/deletion`)).text(),
    )![1]!
    const deletion = await post(`${twice}/deletion`, { form: { reason: 'Ghi trùng', lastActId } })
    const ledger = readFileSync(join(import.meta.dirname, '../imports/messy-ledger.csv'))
    await post('/imports', {
      multipart: { file: { name: 'sổ.csv', mimeType: 'text/csv', buffer: ledger } },
    })
    await post(`/delegations/${late}/follow-ups`, {
      form: { content: 'Gửi dự thảo', side: 'ours', lead: 'Ban Đối ngoại', dueOn: '1/2/2026' },
    })
    const paths = [
      '/visit-reports',
      `/delegations/${late}/report/extension`,
      '/admin/mail',
      '/imports',
      '/imports/1',
      '/imports/1?verdict=all',
      '/imports/1?verdict=all&edit=6&edit=7',
      '/deletions',
      deletion,
      twice,
      '/partners/1/deletion',
      `/delegations/${ahead}/deletion`,
      '/',
      '/history',
      '/history/1',
      '/delegations?year=2024',
      '/delegations?q=khong-co-gi',
      '/delegations/new',
      `/delegations/${late}`,
      `/delegations/${late}/edit`,
      `/delegations/${late}/report`,
      `/delegations/${cancelled}`,
      `/delegations/${ahead}/cancellation`,
      `/delegations/${ahead}`,
      `/delegations/${ahead}/programme`,
      `/delegations/${ahead}/programme/edit`,
      `/delegations/${ahead}/checklist`,
      `/delegations/${ahead}/copy`,
      '/partners',
      '/partners/1',
      '/partners/1/brief',
      '/follow-ups?state=all',
      '/follow-ups/1/closing',
      `/delegations/${late}/follow-ups/new`,
      `/delegations/${late}/coverage/paste`,
      '/partners/new',
      '/countries',
      '/countries/LA',
      '/people/1',
      '/totals',
      '/totals?by=partner',
      '/totals?by=month&count=personTrips',
      '/opening-figures',
      '/opening-figures/new',
      '/contradictions?scope=all&from=2024',
      '/contradictions/acceptance?kind=unknownPeople&scope=all',
      '/search?q=lao',
      '/help',
      '/help/api',
      '/admin',
      '/admin/units',
      '/admin/units/1',
      '/admin/units/1/renaming',
      '/admin/authorities',
      '/admin/legal-bases',
      '/admin/legal-bases/new',
      '/admin/settings',
      '/admin/settings/report_days_outbound',
      '/admin/settings/report_days_outbound/new',
      '/admin/holidays',
      '/admin/checklists',
      '/admin/checklists/1',
      '/nowhere',
      '/account',
      '/account/password',
      '/account/second-factor',
      '/admin/accounts',
      '/admin/accounts/1',
      '/admin/rights',
      '/admin/security-log',
    ]
    const isNotThere: Record<string, number> = { '/nowhere': 404, [twice]: 410 }
    const found: string[] = []
    const look = async (path: string) => {
      await page.waitForLoadState()
      for (const fault of await faultsOn(page)) found.push(`${path}: ${fault}`)
    }
    for (const path of paths) {
      const status = (await page.goto(path))?.status()
      if (status !== (isNotThere[path] ?? 200)) found.push(`${path}: answers ${status}`)
      await look(path)
      const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
      if (overflow > 0) found.push(`${path}: ${overflow} px too wide`)
    }
    await page.goto('/delegations/new')
    await page.locator('.dock .btn--primary').click()
    await page.locator('.notice--error:focus').waitFor()
    await look('the form that came back')
    await page.goto(`/delegations/${late}/edit`)
    await page.fill('#title', 'Của tôi')
    meanwhile({ db }, rename(late, { title: 'Của người kia', purpose: 'Trao đổi' }))
    await page.locator('.dock .btn--primary').click()
    await page.locator('.clash').waitFor()
    await look('the form that two people sent')
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  }, 400_000)
}
