import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'

// A clerk brings the office's own ledger in, as they would do it, with script and without.
for (const javaScriptEnabled of [true, false]) {
  test(`the sample ledger is imported, repaired, written and taken back ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, db, complaints } = await startBrowser({ javaScriptEnabled })
    const register = () =>
      [
        'delegations',
        'delegation_countries',
        'participants',
        'people',
        'visit_reports',
        'search_entries',
      ].map((table) => db.$client.prepare(`select * from ${table} order by id`).all())
    const before = register()

    await page.goto('/imports')
    await page
      .getByLabel('Tệp sổ theo dõi')
      .setInputFiles(join(import.meta.dirname, '../imports/messy-ledger.csv'))
    await page.getByRole('button', { name: 'Đọc thử' }).click()
    await page.waitForURL(/\/imports\/\d+$/)
    expect(await page.locator('h1').innerText()).toBe('Kiểm tra trước khi ghi')
    await page.getByRole('link', { name: /^Lỗi/ }).first().click()
    const verdicts = () => page.locator('.verdict').allInnerTexts()
    await expect.poll(verdicts).toEqual(Array(5).fill('Lỗi'))

    // Two lines are repaired in place.
    const field = (line: string, name: string) =>
      page.locator(`tr:has(td:text-is("${line}")) + tr input[name$="[${name}]"]`)
    await field('42', 'endsOn').fill('29/11/2024')
    await field('95', 'startsOn').fill('19/10/2023')
    await page.getByRole('button', { name: 'Lưu chỗ đã sửa và kiểm tra lại' }).click()
    await expect.poll(verdicts).toEqual(Array(3).fill('Lỗi'))

    // One that was read without a problem is corrected too.
    await page.getByRole('link', { name: /^Mới/ }).first().click()
    await page
      .getByRole('link', { name: /^Sửa dòng / })
      .first()
      .click()
    const all = page.locator('.fix__all')
    await all.getByLabel('Chức vụ trưởng đoàn').fill('Chức vụ sửa tay')
    await page.getByRole('button', { name: 'Lưu chỗ đã sửa và kiểm tra lại' }).click()
    await all.waitFor({ state: 'detached' })
    expect(await page.locator('tbody', { hasText: 'Chức vụ sửa tay' }).count()).toBe(1)

    const button = page.getByRole('button', { name: /^Ghi \d+ đoàn vào sổ$/ })
    const written = Number(/\d+/.exec(await button.innerText())![0])
    const of2012 = page.locator('[aria-labelledby=totals] tr', { hasText: '2012' })
    expect(await of2012.innerText()).toContain('→')
    await button.click()
    const done = page.locator('.notice--done')
    await expect.poll(() => done.innerText()).toContain(`Đã ghi ${written} đoàn mới`)
    await page.goto('/totals')
    expect(await page.locator('tr', { hasText: '2012' }).first().innerText()).toContain('2')

    await page.goto('/imports')
    await page.getByRole('link', { name: 'messy-ledger.csv' }).click()
    await page.getByRole('button', { name: 'Hoàn tác cả lần nhập' }).click()
    await page.getByText('Đã hoàn tác cả lần nhập.').waitFor()
    expect(register()).toEqual(before)
    expect(complaints).toEqual([])
  })
}
