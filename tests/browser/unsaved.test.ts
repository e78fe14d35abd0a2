import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'

for (const form of ['/delegations/new', '/partners/new']) {
  test(`what was typed on ${form} is not lost without a word by turning the page into English`, async () => {
    const { page } = await startBrowser()
    const asked: string[] = []
    let isLeaving = false
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void (isLeaving ? dialog.accept() : dialog.dismiss())
    })
    const english = page.getByRole('button', { name: 'English' })
    const name = page.locator('form.form input:not([type="radio"]):visible').first()

    await page.goto(form)
    await name.click()
    await page.keyboard.type('Hội Nhà báo Cuba')
    await english.click()
    await expect.poll(() => asked).toEqual(['beforeunload'])
    expect(await name.inputValue()).toBe('Hội Nhà báo Cuba')

    // Handed back with its reasons, it is still not kept.
    await page.locator('.dock button').first().click()
    await page.locator('.notice--error').waitFor()
    expect(asked).toHaveLength(1)
    await english.click()
    await expect.poll(() => asked).toHaveLength(2)
    expect(await name.inputValue()).toBe('Hội Nhà báo Cuba')

    isLeaving = true
    await english.click()
    await page.getByRole('button', { name: 'Tiếng Việt' }).waitFor()
    expect(asked).toHaveLength(3)
  })
}

test('where nothing was typed, or it is kept, nobody is asked', async () => {
  const { page } = await startBrowser()
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await page.goto('/partners/new')
  await page.locator('#name').click()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Tiếng Việt' }).click()
  await page.getByRole('button', { name: 'English' }).waitFor()
  await page.goto('/partners/new')
  await page.locator('#name').click()
  await page.keyboard.type('Hội Nhà báo Cuba')
  await page.locator('#country').fill('Cuba')
  await page.locator('#kind').selectOption('journalist_association')
  await page.locator('.dock button').first().click()
  await page.waitForURL(/\/partners\/1\?/)
  expect(asked).toEqual([])
})
