import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'

for (const javaScriptEnabled of [true, false]) {
  test(`a year is published, a visit is changed, and the restatement is seen, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, make, complaints } = await startBrowser({ javaScriptEnabled })
    const visit = { status: 'reported' as const, startsOn: '2024-09-14', endsOn: '2024-09-18', headCount: 6 }
    const id = make.delegation({ ...visit, title: 'Thăm Lào' })
    make.delegation({ ...visit, title: 'Thăm Cuba', countries: ['CU'] })
    await page.goto('/reports/2024')
    await page.getByRole('link', { name: 'Phát hành', exact: true }).click()
    await page.getByLabel('Số báo cáo').fill('15/BC-HNBVN')
    await page.getByLabel('Ngày trên báo cáo').fill('10/1/2025')
    await page.getByLabel('Người ký').fill('Trưởng ban')
    await page.getByRole('button', { name: 'Phát hành báo cáo' }).click()
    await page.waitForURL(/saved=published/)
    expect(await page.locator('#restated').innerText()).toContain('chưa có thay đổi nào')

    await page.goto(`/delegations/${id}/edit`)
    await page.getByLabel('Số người đi').fill('9')
    await page.getByRole('button', { name: 'Lưu', exact: false }).first().click()
    await page.waitForURL(/saved=/)

    await page.goto('/reports/2024')
    const told = await page.locator('#restated').innerText()
    expect(told).toContain('ĐR-2024-001 Thăm Lào: số người 6 → 9')
    expect(told).toContain('Lượt người ra 12 → 15')
    expect(await page.locator('.sheet').first().innerText()).toContain('với 12, sau điều chỉnh 15')
    await page.locator('.sheet').first().getByRole('link', { name: '12', exact: true }).first().click()
    await page.waitForURL((url) => url.pathname !== '/reports/2024')
    expect(await page.locator('tbody tr').count()).toBe(2)
    expect(await page.locator('tfoot').innerText()).toContain('12')
    expect(await page.locator('tbody').innerText()).toContain('6')
    await page.goto('/reports')
    expect(await page.locator('.ledger--reports').innerText()).toContain('đã phát hành 12')
    expect(complaints).toEqual([])
  })
}
