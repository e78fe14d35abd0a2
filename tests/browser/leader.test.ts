import { expect, test } from 'vitest'
import { addDays, today } from '../../src/dates.ts'
import { startBrowser } from '../support/browser.ts'

test('a leader’s phone shows the whole page at once, full as it may be', async () => {
  const { page, context, address, make, complaints } = await startBrowser({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  for (let nth = 0; nth < 8; nth++) {
    const title = `Trao đổi nghiệp vụ với các nhà báo trẻ của nước bạn, lần thứ ${nth}`
    make.delegation({
      title,
      status: 'underway',
      startsOn: addDays(today(), -4),
      endsOn: addDays(today(), 9),
    })
    make.delegation({
      title,
      status: 'approved',
      startsOn: addDays(today(), 9),
      endsOn: addDays(today(), 20),
    })
    make.delegation({
      title,
      status: 'returned',
      direction: 'inbound',
      startsOn: addDays(today(), -90),
      endsOn: addDays(today(), -80),
      participants: [
        {
          id: null,
          name: `Khách ${nth}`,
          role: 'member',
          post: null,
          organisation: null,
          hasTravelled: true,
        },
      ],
      headCount: nth ? 1 : 3,
    })
    make.delegation({ title, status: 'planned', startsOn: addDays(today(), -9) })
  }
  for (const language of ['vi', 'en']) {
    await context.addCookies([{ name: 'language', value: language, url: address }])
    await page.goto('/leader')
    for (const [width, height] of [
      [390, 844],
      [390, 664],
      [360, 640],
    ] as const) {
      await page.setViewportSize({ width, height })
      const size = await page.evaluate(
        '[document.documentElement.scrollHeight, document.documentElement.scrollWidth]',
      )
      expect([language, size]).toEqual([language, [height, width]])
    }
  }
  expect(complaints).toEqual([])
})
