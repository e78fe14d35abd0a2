import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../../src/dates.ts'
import { startBrowser } from '../support/browser.ts'
import { fullPartner } from '../support/full-partner.ts'

for (const javaScriptEnabled of [true, false]) {
  test(`a follow-up is added and closed, and a list of links kept, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, make, complaints } = await startBrowser({ javaScriptEnabled })
    const id = make.delegation({ title: 'Thăm Lào', partnerIds: [make.partner()] })
    await page.goto(`/delegations/${id}`)
    await page.getByRole('link', { name: 'Thêm việc' }).click()
    await page.getByLabel('Việc tiếp theo').fill('Gửi dự thảo')
    await page.getByLabel('Đơn vị đầu mối').fill('Ban Đối ngoại')
    await page.getByLabel('Hạn').fill(writeDate(addDays(today(), -3)))
    await page.getByRole('button', { name: 'Lưu việc' }).click()
    await page.waitForURL(/saved=followUp/)
    await page.goto('/')
    await page.getByRole('link', { name: /^Việc tiếp theo: Gửi dự thảo/ }).click()
    await page.getByRole('link', { name: /^Ghi kết quả/ }).click()
    await page.getByLabel('Minh chứng').fill('Thư số 45')
    await page.getByRole('button', { name: 'Lưu kết quả' }).click()
    await page.waitForURL(/saved=closed/)

    await page.getByRole('link', { name: 'Dán danh sách đường dẫn' }).click()
    await page.getByLabel('Danh sách đường dẫn').fill('Bài đầu – https://vov.vn/a\nhttps://nhandan.vn/b')
    await page.getByRole('button', { name: 'Đọc danh sách' }).click()
    await page.getByLabel('Tên tin bài, dòng 2').fill('Bài hai')
    await page.getByRole('button', { name: 'Bỏ dòng 1' }).click()
    await page.getByLabel('Tên tin bài, dòng 2').waitFor({ state: 'detached' })
    expect(await page.getByLabel('Tên tin bài, dòng 1').inputValue()).toBe('Bài hai')
    await page.getByRole('button', { name: 'Lưu 1 tin bài' }).click()
    await page.waitForURL(/saved=coverage/)
    expect(await page.locator('section[aria-labelledby="coverage"] li').innerText()).toContain('Báo Nhân Dân')
    expect(complaints).toEqual([])
  })
}

test('a brief fits one sheet of A4, however much there is to tell', async () => {
  const { page, make, db } = await startBrowser()
  const id = fullPartner({ make, db })
  await page.goto(`/partners/${id}/brief`)
  expect(await page.locator('.brief li').count()).toBeGreaterThan(30)
  const printed = await page.pdf({ preferCSSPageSize: true })
  const pdf = await getDocumentProxy(new Uint8Array(printed))
  expect(pdf.numPages).toBe(1)
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
})
