import { expect, test } from 'vitest'
import { addDays, today } from '../../src/dates.ts'
import { startBrowser } from '../support/browser.ts'
import { member } from '../support/members.ts'

test('no page scrolls sideways at 320 px (WCAG 1.4.10)', async () => {
  const { page } = await startBrowser({ published: true, viewport: { width: 320, height: 640 } })
  const wide: string[] = []
  for (const path of [
    '/',
    '/delegations?scope=all',
    '/delegations/new',
    '/delegations/82',
    '/partners',
    '/countries',
    '/countries/LA',
    '/imports',
    '/totals',
    '/history',
    '/deletions',
    '/follow-ups',
    '/visit-reports',
    '/opening-figures',
    '/contradictions',
    '/search?q=lao',
    '/account',
    '/help/api',
  ]) {
    const answer = await page.goto(path)
    expect([path, answer?.status()]).toEqual([path, 200])
    // What scrolls within a box of its own is no matter; what makes the page wider is.
    const { over, reaching } = await page.evaluate<{ over: number; reaching: string[] }>(`{
      const { scrollWidth, clientWidth } = document.documentElement
      const isWide = (element) => element.getBoundingClientRect().right > clientWidth + 1
      const nameOf = ({ tagName, className }) => tagName + '.' + className
      ;({ over: scrollWidth - clientWidth, reaching: [...document.body.querySelectorAll('*')].filter(isWide).map(nameOf) })
    }`)
    if (over > 0) wide.push(`${path}: ${over} px, by ${reaching.slice(0, 4).join(', ')}`)
  }
  expect(wide).toEqual([])
})

test('under a finger, what stands alone on a page is 44 px high', async () => {
  const { page } = await startBrowser({
    published: true,
    viewport: { width: 768, height: 1024 },
    hasTouch: true,
  })
  const low: string[] = []
  for (const path of [
    '/',
    '/delegations',
    '/delegations/82',
    '/partners/1',
    '/totals',
    '/contradictions',
    '/help',
  ]) {
    await page.goto(path)
    // Links in a line of text are as high as their line; a figure of a table has its cell around it.
    const found = await page.evaluate<string[]>(`{
      const standsAlone = (link) => getComputedStyle(link).display !== 'inline' && !link.closest('td, .sr')
      const heightOf = (link) => link.getBoundingClientRect().height
      const isLow = (link) => heightOf(link) > 0 && heightOf(link) < 43.5
      ;[...document.querySelectorAll('a, button, summary')].filter((link) => standsAlone(link) && isLow(link))
        .map((link) => link.textContent.trim() + ' ' + Math.round(heightOf(link)) + ' px')
    }`)
    low.push(...found.map((what) => `${path}: ${what}`))
  }
  expect(low).toEqual([])
})

test('a word of 300 letters makes no page wider', async () => {
  const { page, make, address } = await startBrowser({ published: true })
  const word = 'W'.repeat(300)
  const partner = make.partner({ name: word.slice(100), abbreviation: 'W'.repeat(30), country: 'LA' })
  const id = make.delegation({
    title: word,
    direction: 'inbound',
    status: 'underway',
    startsOn: addDays(today(), -2),
    endsOn: addDays(today(), 5),
    place: word,
    purpose: word,
    partnerIds: [partner],
    participants: [
      member(word.slice(200), { role: 'head', post: word.slice(100), organisation: word.slice(100) }),
    ],
  })
  for (const [path, form] of [
    [
      `/delegations/${id}/follow-ups`,
      { content: word, side: 'ours', lead: word.slice(100), dueOn: '1/2/2026' },
    ],
    [
      `/delegations/${id}/programme`,
      { 'items[0][content]': word, 'items[0][day]': '1', 'items[0][outcome]': 'planned' },
    ],
  ] as const) {
    const answer = await page.request.post(path, { headers: { Origin: address }, maxRedirects: 0, form })
    expect([path, answer.status()]).toEqual([path, 303])
  }
  const wide: string[] = []
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const path of [
      '/',
      '/leader',
      '/delegations',
      `/delegations/${id}`,
      `/delegations/${id}/edit`,
      `/delegations/${id}/programme`,
      `/delegations/${id}/report`,
      '/partners',
      `/partners/${partner}`,
      `/partners/${partner}/brief`,
      '/countries/LA',
      '/people/1',
      '/history',
      '/follow-ups?state=all',
      '/visit-reports',
      '/totals?by=partner',
      '/totals/grid',
      '/contradictions?scope=all',
      `/search?q=${word.slice(100)}`,
    ]) {
      await page.goto(path)
      const over = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
      if (over > 0) wide.push(`${path.slice(0, 30)} at ${width}: ${over} px`)
    }
  }
  expect(wide).toEqual([])
})
