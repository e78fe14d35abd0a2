import { expect, test } from 'vitest'
import { today, writeDate, yearOf } from '../../src/dates.ts'
import { startBrowser } from '../support/browser.ts'

// The main walk of a clerk, a leader and a colleague, as they would do it, with script and without.
for (const javaScriptEnabled of [true, false]) {
  test(`a visit is logged, made, reported, counted and found ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, make, complaints } = await startBrowser({ javaScriptEnabled })
    make.partner({ name: 'Câu lạc bộ các nhà báo Campuchia', abbreviation: 'CCJ', country: 'KH' })
    const day = today()
    const year = yearOf(day)

    // Log an outbound visit.
    await page.goto('/')
    await page.getByRole('link', { name: 'Thêm đoàn' }).first().click()
    await page.getByLabel('Đoàn ra').check()
    await page.getByLabel('Tên đoàn', { exact: true }).fill('Trao đổi nghiệp vụ tại Phnôm Pênh')
    const partner = page.getByRole('combobox', { name: 'Đối tác, ô 1' })
    if (javaScriptEnabled) {
      await partner.pressSequentially('cau lac bo')
      await page.getByRole('option', { name: /Campuchia/ }).click()
      expect(await partner.inputValue()).toBe('Câu lạc bộ các nhà báo Campuchia')
    } else await partner.fill('cau lac bo cac nha bao campuchia')
    await page.getByLabel('Ngày bắt đầu', { exact: true }).fill(writeDate(day))
    await page.getByRole('button', { name: 'Lưu đoàn', exact: true }).last().click()
    await page.waitForURL(/\/delegations\/\d+/)
    expect(await page.locator('h1').innerText()).toBe('Trao đổi nghiệp vụ tại Phnôm Pênh')
    const code = `ĐR-${year}-001`
    expect(await page.locator('.crumb').innerText()).toContain(code)

    // Add members.
    await page.getByRole('link', { name: 'Ghi danh sách' }).click()
    await page.getByLabel('Họ tên, dòng 1').fill('Nguyễn Văn Thử')
    await page.getByLabel('Chức vụ, dòng 1').fill('Phó Chủ tịch')
    for (const line of [2, 3]) {
      await page.getByRole('button', { name: 'Thêm người', exact: true }).click()
      await page.getByLabel(`Họ tên, dòng ${line}`).fill(`Trần Thị Thử ${line}`)
    }
    await page.getByLabel('Không đi, dòng 3').check()
    await page.getByLabel('Danh sách trên đã đủ mọi người').check()
    await page.getByRole('button', { name: 'Lưu đoàn', exact: true }).last().click()
    await page.waitForURL(/saved=1/)
    expect(await page.locator('#participants').innerText()).toContain('cử 3, thực đi 2')

    // Mark returned.
    await page.getByText('Việc khác').click()
    await page.getByRole('link', { name: 'Ghi đã về' }).click()
    await page.getByLabel('Ngày kết thúc thực tế').fill(writeDate(day))
    await page.getByRole('button', { name: 'Ghi đã về' }).click()
    await page.waitForURL(/saved=return/)
    expect(await page.locator('.tracker [aria-current]').innerText()).toContain('Đã về')

    // Write its report.
    await page.getByRole('link', { name: 'Viết báo cáo' }).first().click()
    expect(await page.getByLabel('1. Thông tin chung').inputValue()).toContain(
      'Đoàn gồm 02 người do Nguyễn Văn Thử',
    )
    await page.getByLabel('Đã đạt').fill('Thống nhất trao đổi mỗi năm một đoàn.')
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click()
    expect(await page.locator('.notice--error').innerText()).toContain('số báo cáo')
    expect(await page.getByLabel('Đã đạt').inputValue()).toBe('Thống nhất trao đổi mỗi năm một đoàn.')
    await page.getByLabel('Số báo cáo').fill('15/BC-HNBVN')
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click()
    await page.waitForURL(/saved=report/)
    expect(await page.locator('.tracker [aria-current]').innerText()).toContain('Đã báo cáo')

    // See it in this year's totals, and open the number.
    await page.getByRole('link', { name: 'Số liệu', exact: true }).click()
    const figure = page.locator(
      `.ledger--years a[href*="direction=outbound"][href*="year=${year}"][href*="counted=personTrips"]`,
    )
    expect(await figure.first().innerText()).toBe('2')
    await figure.first().click()
    expect(await page.locator('#delegations .tally b').innerText()).toBe('1 đoàn · 2 lượt người')
    expect(await page.locator('#delegations .main a').innerText()).toBe('Trao đổi nghiệp vụ tại Phnôm Pênh')

    // Find the partner by country.
    await page.getByRole('link', { name: 'Đối tác', exact: true }).click()
    await page.waitForURL('/partners')
    await page.getByRole('link', { name: 'Câu lạc bộ các nhà báo Campuchia', exact: true }).click()
    expect(await page.locator('.tacc').innerText()).toContain('Trao đổi nghiệp vụ tại Phnôm Pênh')
    await page.goto('/countries/KH')
    expect(await page.locator('main').innerText()).toContain('Trao đổi nghiệp vụ tại Phnôm Pênh')
    expect(complaints).toEqual([])
  })
}

test('filters, sorting and paging change the list in place, and Back brings the old one', async () => {
  const { page, complaints } = await startBrowser({ published: true })
  await page.goto('/delegations')
  const heading = page.locator('#delegations .tally b')
  const all = await heading.innerText()
  await page.getByLabel('Nước', { exact: true }).selectOption('LA')
  await page.waitForURL(/country=LA/)
  await expect.poll(() => heading.innerText()).not.toBe(all)
  await page.getByRole('columnheader', { name: 'Đoàn', exact: true }).getByRole('link').click()
  await page.waitForURL(/sort=title/)
  await expect.poll(() => page.locator('th[aria-sort]').innerText()).toBe('Đoàn')
  // Only the list was replaced, not the page put into itself.
  expect(await page.locator('main').count()).toBe(1)
  expect(await page.locator('.tabs').count()).toBe(1)
  await page.goBack()
  await page.goBack()
  await expect.poll(() => heading.innerText()).toBe(all)
  expect(complaints).toEqual([])
})

test('the keys of the register work outside fields and stay silent inside them', async () => {
  const { page } = await startBrowser({ published: true })
  await page.goto('/')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL('**/delegations')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await page.locator('tr:focus-within').count()).toBe(1)
  expect(await page.locator('tbody tr:nth-child(3):focus-within').count()).toBe(1)
  await page.keyboard.press('/')
  await page.keyboard.type('gd t ?')
  expect(await page.locator('#find').inputValue()).toBe('gd t ?')
  await page.keyboard.press('Escape')
  for (const path of ['/partners/1', '/countries/LA']) {
    await page.goto(path)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await page.locator('main :focus').getAttribute('href'), path).toMatch(/^\/delegations\/\d+$/)
  }
})

test('the focus stays with what asked: a heading, the next filter, the field one saves from', async () => {
  const { page, make } = await startBrowser({ published: true })
  await page.goto('/delegations?country=LA&status=returned&sort=code')
  const heading = page.getByRole('columnheader', { name: 'Đoàn', exact: true }).getByRole('link')
  await heading.press('Enter')
  await page.waitForURL(/sort=title/)
  await expect.poll(() => page.locator('th[aria-sort] a:focus').innerText()).toBe('Đoàn')

  await page.locator('.chip').first().press('Enter')
  await page.waitForURL((url) => !/country=LA.*status|status.*country=LA/.test(url.search))
  expect(await page.locator('.chip:focus').count()).toBe(1)
  await page.locator('.chip').first().press('Enter')
  await page.waitForURL((url) => !/country|status/.test(url.search))
  expect(await page.locator('#delegations [role="status"]:focus').count()).toBe(1)

  const id = make.delegation({ status: 'returned' })
  await page.goto(`/delegations/${id}/report`)
  await page.getByLabel('Đã đạt').fill('Thống nhất.')
  await page.keyboard.press('ControlOrMeta+s')
  await page.waitForURL(/saved=/)
  expect(await page.locator('textarea:focus').inputValue()).toBe('Thống nhất.')
})

test('a printed dossier says what is known and what is missing, with nothing to press', async () => {
  const { page, make } = await startBrowser()
  const bare = make.delegation({ status: 'returned', headCount: null })
  const reported = make.delegation({ status: 'returned' })
  await page.goto(`/delegations/${reported}/report`)
  await page.getByLabel('Đã đạt').fill('Thống nhất.')
  await page.getByLabel('Số báo cáo').fill('1/BC')
  await page.getByRole('button', { name: 'Nộp báo cáo' }).click()
  await page.waitForURL(/saved=report/)
  await page.emulateMedia({ media: 'print' })
  for (const id of [bare, reported]) {
    await page.goto(`/delegations/${id}`)
    const pressed = await page.evaluate<string[]>(`{
      const leads = /\\/(new|edit|paste|funding|report|report\\.docx|report#decision)$/
      const isAction = (one) => one.tagName !== 'A' || leads.test(one.getAttribute('href'))
      ;[...document.querySelectorAll('main :is(a, button, summary)')]
        .filter((one) => isAction(one) && !one.closest('.missing') && one.checkVisibility())
        .map((one) => one.textContent.trim())
    }`)
    expect(pressed).toEqual([])
    expect(await page.locator('main').innerText()).toContain('Chưa ghi chương trình.')
  }
  expect(await page.locator('#report').locator('xpath=../..').innerText()).toContain('Đang chờ duyệt.')
})

test('the first view of the list is light: six requests and 100 KB at most, kept afterwards', async () => {
  const { page, context } = await startBrowser({ published: true })
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  const urls: string[] = []
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  page.on('request', (request) => urls.push(request.url()))
  await page.goto('/delegations', { waitUntil: 'networkidle' })
  expect(urls.length, urls.join('\n')).toBeLessThanOrEqual(6)
  expect(bytes).toBeLessThanOrEqual(100_000)
  expect(bytes).toBeGreaterThan(20_000)
  const before = bytes
  await page.goto('/delegations?direction=outbound', { waitUntil: 'networkidle' })
  expect(bytes - before).toBeLessThan(15_000)
})
