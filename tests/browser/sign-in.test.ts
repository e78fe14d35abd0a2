import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { makeSetupLink } from '../../src/accounts/queries.ts'
import { startBrowser } from '../support/browser.ts'

const PASSWORD = 'bốn con trâu gặm cỏ xanh'

for (const javaScriptEnabled of [true, false]) {
  test(`the first administrator comes in, and again with a second factor, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const { page, context, db, complaints } = await startBrowser({ javaScriptEnabled, as: null })
    await page.goto(`/setup?token=${makeSetupLink(db)}`)
    await page.getByLabel('Họ tên').fill('Quản trị sổ')
    await page.getByLabel('Địa chỉ email').fill('quantri@example.vn')
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Gõ lại mật khẩu mới').fill(PASSWORD)
    await page.getByRole('button', { name: 'Tạo tài khoản và vào sổ' }).click()
    await page.waitForURL((url) => url.pathname !== '/setup')

    // The second factor comes before anything else.
    await page.goto('/delegations')
    expect(page.url()).toMatch(/\/account\/second-factor$/)
    const secret = (await page.locator('.key-text').innerText()).replaceAll(' ', '')
    const code = (periods = 0) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + periods * 30_000 })
    await page.getByLabel('Mã trong ứng dụng').fill(code())
    await page.getByLabel('Mật khẩu của anh chị').fill(PASSWORD)
    await page.getByRole('button', { name: 'Bật xác nhận hai bước' }).click()
    await expect.poll(() => page.locator('.codes li').count()).toBe(10)
    const recovery = await page.locator('.codes li').first().innerText()
    await page.getByRole('link', { name: 'Đã cất mã, vào sổ' }).click()
    await page.waitForURL('/')

    const signOut = async () => {
      await page.locator('summary.who').click()
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      await page.getByText('Đã đăng xuất.').waitFor()
    }
    const signIn = async () => {
      await page.getByLabel('Địa chỉ email').fill('quantri@example.vn')
      await page.getByLabel('Mật khẩu').fill(PASSWORD)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
    }
    await signOut()
    await page.goBack()
    expect(await page.getByRole('button', { name: 'Đăng nhập' }).count()).toBe(1)
    await page.goto('/totals?by=country')
    await signIn()
    await page.getByLabel('Mã xác nhận').fill('000000')
    await page.getByRole('button', { name: 'Xác nhận' }).click()
    await page.getByText('Mã chưa đúng').waitFor()
    // A code is taken once: this is the next one.
    await page.getByLabel('Mã xác nhận').fill(code(1))
    await page.getByRole('button', { name: 'Xác nhận' }).click()
    // Back to where they wanted to go.
    await page.waitForURL(/\/totals\?by=country$/)
    const session = (await context.cookies()).find(({ name }) => name === 'so-doan')
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', expires: -1 })

    // Without the telephone.
    await signOut()
    await signIn()
    await page.getByLabel('Mã xác nhận').fill(recovery)
    await page.getByRole('button', { name: 'Xác nhận' }).click()
    await page.waitForURL('/')
    expect(complaints).toEqual([])
  })
}
