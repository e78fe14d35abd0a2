import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'

const member = (name: string, role: 'head' | 'member' = 'member') => ({
  id: null,
  name,
  role,
  post: null,
  organisation: null,
  hasTravelled: true,
})
const people = [member('An', 'head'), member('Bình'), member('Chi')]

for (const javaScriptEnabled of [true, false]) {
  test(`by keyboard a row goes up and keeps the focus ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, make, complaints } = await startBrowser({ javaScriptEnabled })
    await page.goto(`/delegations/${make.delegation({ participants: people })}/edit`)
    // Without script the page that comes says where the focus goes; when the browser follows is its own affair.
    const focused = page.locator(javaScriptEnabled ? ':focus' : '#participants [autofocus]')
    const up = page.getByRole('button', { name: 'Chuyển Chi lên' })
    await up.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByLabel('Họ tên, dòng 2').inputValue()).toBe('Chi')
    await expect.poll(() => focused.getAttribute('aria-label')).toBe('Chuyển Chi lên')
    const said = 'Đã chuyển Chi đến dòng 2 trên 3.'
    const told = page.locator(javaScriptEnabled ? '#said' : '[data-said]')
    await expect.poll(() => told.textContent()).toBe(said)
    await focused.press('Enter')
    await expect.poll(() => page.getByLabel('Họ tên, dòng 1').inputValue()).toBe('Chi')
    // There is no further up; down is where one goes on.
    await expect.poll(() => focused.getAttribute('aria-label')).toBe('Chuyển Chi xuống')
    await page.getByRole('button', { name: 'Lưu đoàn', exact: true }).last().click()
    await page.waitForURL(/saved=1/)
    const names = await page.locator('[aria-labelledby=participants] .main').allInnerTexts()
    expect(names).toEqual(['Chi', 'An', 'Bình'])
    expect(await page.locator('tr', { hasText: 'An' }).first().innerText()).toContain('Trưởng đoàn')
    expect(complaints).toEqual([])
  })
}

test('a row is dragged to another place by its grip, and Escape lets go of it', async () => {
  const { page, make, complaints } = await startBrowser()
  await page.goto(`/delegations/${make.delegation({ participants: people })}/edit`)
  const moves: string[] = []
  page.on('request', (sent) => void (sent.method() === 'POST' && moves.push(sent.url())))
  const middleOf = async (line: number) => {
    const grip = page.locator('.place__grip').nth(line - 1)
    // A row that has just come shows its grip a moment later.
    await grip.waitFor()
    const box = (await grip.boundingBox())!
    return [box.x + box.width / 2, box.y + box.height / 2] as const
  }
  const drag = async (from: number, to: number) => {
    const [x, y] = await middleOf(from)
    const [, end] = await middleOf(to)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, end + (to > from ? 8 : -8), { steps: 5 })
  }
  await page.locator('.place__grip').first().scrollIntoViewIfNeeded()
  await drag(1, 3)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await page.getByLabel('Họ tên, dòng 1').inputValue()).toBe('An')
  expect(moves).toEqual([])
  await drag(1, 3)
  await page.mouse.up()
  await expect.poll(() => page.getByLabel('Họ tên, dòng 3').inputValue()).toBe('An')
  expect(await page.getByLabel('Vai trò, dòng 3').inputValue()).toBe('head')
  await drag(3, 2)
  await page.mouse.up()
  await expect.poll(() => page.getByLabel('Họ tên, dòng 2').inputValue()).toBe('An')
  await expect.poll(() => page.locator('#said').textContent()).toBe('Đã chuyển An đến dòng 2 trên 3.')
  expect(moves).toHaveLength(2)
  expect(complaints).toEqual([])
})

test('a pasted list shows as rows before it is kept, with and without script', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, make } = await startBrowser({ javaScriptEnabled })
    await page.goto(`/delegations/${make.delegation()}/edit`)
    await page.getByText('Dán danh sách từ Excel hoặc Word').click()
    await page
      .getByLabel(/Mỗi dòng một người/)
      .fill('1. Ông Nguyễn An – Phó Chủ tịch Hội Nhà báo Việt Nam, Trưởng đoàn\n2. Bà Trần Bình')
    await page.getByRole('button', { name: 'Đọc danh sách' }).click()
    await expect.poll(() => page.locator('[name="participants[1][name]"]').count()).toBe(1)
    expect(await page.getByLabel('Đơn vị, dòng 1').inputValue()).toBe('Hội Nhà báo Việt Nam')
    expect(await page.locator('#participants [role=status]').innerText()).toContain('Đã đọc 2 người')
  }
})

test('nothing inside a fieldset is measured as a container: Chromium sometimes draws nothing of it', async () => {
  const { page, make } = await startBrowser()
  const id = make.delegation({ participants: people })
  for (const path of ['edit', 'checklist', 'programme/edit']) {
    await page.goto(`/delegations/${id}/${path}`)
    const measured = await page.evaluate<string[]>(`
      [...document.querySelectorAll('fieldset, fieldset *')]
        .filter((element) => getComputedStyle(element).containerType !== 'normal')
        .map((element) => element.className)`)
    expect([path, await page.locator('fieldset .ledger-box').count(), measured]).toEqual([path, 1, []])
  }
})
