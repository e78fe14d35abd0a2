import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'

const pages = [
  '/delegations?scope=all',
  '/delegations/82',
  '/partners',
  '/countries',
  '/totals?by=partner&from=2005',
  '/totals?at=2026-06-01',
  '/totals/grid',
  '/totals/quality',
  '/contradictions',
  '/opening-figures',
  '/visit-reports',
  '/follow-ups',
  '/reports',
  '/reports/2024',
]

/** Opens every menu of the page and tells those whose list the window does not hold. */
const menusOutside = `{
  const shown = [...document.querySelectorAll('details.menu')].filter((menu) => menu.checkVisibility())
  const outside = shown.flatMap((menu) => {
    menu.open = true
    const { left, right } = menu.querySelector('.menu__list').getBoundingClientRect()
    const isHeld = left >= 8 && right <= innerWidth - 8
    menu.open = false
    return isHeld ? [] : [menu.querySelector('summary').textContent.trim() + ' ' + left + '–' + right]
  })
  ;[shown.length, outside]
}`

test('on a phone and a tablet every menu opens inside the window, and no page is wider than it', async () => {
  const { page, context, address } = await startBrowser({ generated: 600 })
  const wrong: string[] = []
  let opened = 0
  for (const language of ['vi', 'en']) {
    await context.addCookies([{ name: 'language', value: language, url: address }])
    for (const path of pages) {
      const status = (await page.goto(path))?.status()
      if (status !== 200) wrong.push(`${path}: answers ${status}`)
      for (const width of [390, 768]) {
        await page.setViewportSize({ width, height: 844 })
        const isWide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        )
        const [menus, outside] = await page.evaluate<[number, string[]]>(menusOutside)
        if (isWide) wrong.push(`${path}, ${language}, ${width}: wider than the window`)
        wrong.push(...outside.map((menu) => `${path}, ${language}, ${width}: ${menu}`))
        opened += menus
      }
    }
  }
  expect(wrong).toEqual([])
  expect(opened).toBeGreaterThan(4 * pages.length)
})
