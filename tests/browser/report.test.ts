import { chromium } from 'playwright-core'
import { expect, inject, onTestFinished, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { startBrowser } from '../support/browser.ts'
import { startServer } from '../support/server.ts'

const REPORT = '/delegations/1/report'
const isDraftAddress = /\/report\/draft$/

test('a server killed while a report is typed loses no word: what it had, it has; the rest is sent again', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const first = await startServer(app.dataDir)
  const browser = await chromium.connect(inject('browserAddress'))
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ baseURL: first.address })
  await context.addCookies([{ name: 'so-doan', value: app.signedIn!.token, url: first.address }])
  const page = await context.newPage()
  await page.goto(`/delegations/${id}/report`)
  const achieved = page.getByLabel('Đã đạt')
  const saved = () => page.locator('#autosave').innerText()

  await achieved.pressSequentially('Câu một. ')
  await expect.poll(saved).toMatch(/Đã lưu/)
  await first.kill()
  await achieved.pressSequentially('Câu hai.')
  await page.getByText('Chưa lưu, đang thử lại').waitFor()

  const second = await startServer(app.dataDir, first.port)
  await expect.poll(saved).toMatch(/Đã lưu/)
  const other = await browser.newContext({
    baseURL: first.address,
    storageState: await context.storageState(),
  })
  const again = await other.newPage()
  await again.goto(`/delegations/${id}/report`)
  expect(await again.getByLabel('Đã đạt').inputValue()).toBe('Câu một. Câu hai.')

  // The server and the page both gone at once: the browser still has the last words, and offers them.
  await second.kill()
  await achieved.pressSequentially(' Câu ba.')
  await page.close({ runBeforeUnload: false })
  await startServer(app.dataDir, first.port)
  const back = await context.newPage()
  await back.goto(`/delegations/${id}/report`)
  expect(await back.getByLabel('Đã đạt').inputValue()).toBe('Câu một. Câu hai.')
  await back.getByRole('button', { name: 'Lấy lại' }).click()
  await expect.poll(() => back.getByLabel('Đã đạt').inputValue()).toBe('Câu một. Câu hai. Câu ba.')
  expect(await back.evaluate(() => localStorage.length)).toBe(0)
})

test('what is typed is on its way within two seconds, however long one goes on', async () => {
  const { page, make } = await startBrowser()
  make.delegation({ status: 'returned' })
  await page.clock.install()
  await page.goto(REPORT)
  // From here on time goes by only when it is told to.
  await page.clock.pauseAt(Date.now() + 60_000)
  const achieved = page.getByLabel('Đã đạt')
  const revision = page.locator('[name="draftRevision"]')
  for (const words of ['Một', ' hai', ' ba']) {
    const before = await revision.inputValue()
    await achieved.pressSequentially(words)
    const answer = page.waitForResponse((one) => one.url().endsWith('/report/draft'))
    await page.clock.runFor(2000)
    expect((await answer).request().postData()).toContain(
      new URLSearchParams({ achieved: await achieved.inputValue() }).toString(),
    )
    await expect.poll(() => revision.inputValue()).not.toBe(before)
  }
})

test('words typed while an autosave is refused are on their way without another key', async () => {
  const { page, make } = await startBrowser()
  make.delegation({ status: 'returned' })
  await page.clock.install()
  await page.goto(REPORT)
  // From here on time goes by only when it is told to.
  await page.clock.pauseAt(Date.now() + 60_000)
  const achieved = page.getByLabel('Đã đạt')
  const isDraft = (one: { url: () => string }) => one.url().endsWith('/report/draft')
  // The answer is late: the page goes on being typed in.
  let answer = () => {}
  const isTyped = new Promise<void>((resolve) => (answer = resolve))
  await page.route(
    isDraftAddress,
    async (route) => {
      await isTyped
      await route.continue()
    },
    { times: 1 },
  )
  await achieved.fill('Văn bản TỐI MẬT')
  const asked = page.waitForRequest(isDraft)
  await page.clock.runFor(2000)
  await asked
  await achieved.fill('Đã ký')
  await page.clock.runFor(2000)
  const refused = page.waitForResponse(isDraft)
  answer()
  expect((await refused).status()).toBe(422)
  await page.locator('#autosave .late').waitFor()
  const next = page.waitForResponse(isDraft)
  await page.clock.runFor(2000)
  expect((await next).status()).toBe(200)
})

test('signing out sends the last words first, and leaves none in the browser', async () => {
  const { page, make, db } = await startBrowser()
  make.delegation({ status: 'returned' })
  await page.goto(REPORT)
  await page.getByLabel('Đã đạt').fill('Vừa gõ xong')
  await page.locator('summary.who').click()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL(/sign-in/)
  const { typed } = db.$client.prepare('select typed from report_drafts').get() as { typed: string }
  expect(JSON.parse(typed)).toMatchObject({ achieved: 'Vừa gõ xong' })
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('a session that ends keeps the words here, and for the same account they go on', async () => {
  const { page, make, db, context, address, signIn, signedIn } = await startBrowser()
  make.delegation({ status: 'returned' })
  await page.goto(REPORT)
  await context.clearCookies()
  await page.getByLabel('Đã đạt').fill('Gõ sau khi hết phiên')
  await page.getByText('Phiên làm việc đã hết').waitFor()
  // Somebody else at the same browser: these words are not theirs.
  const other = signIn('clerk')
  await context.addCookies([{ name: 'so-doan', value: other.token, url: address }])
  const theirs = await context.newPage()
  await theirs.goto(REPORT)
  expect(await theirs.locator('[data-kept]').isVisible()).toBe(false)
  expect(await theirs.getByLabel('Đã đạt').inputValue()).toBe('')
  await theirs.close()
  await context.addCookies([{ name: 'so-doan', value: signedIn!.token, url: address }])
  await page.getByLabel('Đã đạt').press('End')
  await page.getByLabel('Đã đạt').pressSequentially('.')
  // The words kept before may be put by first, and the full stop after them.
  const putBy = () =>
    db.$client
      .prepare('select typed from report_drafts')
      .all()
      .map((draft) => JSON.parse((draft as { typed: string }).typed) as object)
  await expect.poll(putBy).toMatchObject([{ achieved: 'Gõ sau khi hết phiên.' }])
})

test('rows are added and removed in place, and put by like the rest', async () => {
  const { page, make, db, complaints } = await startBrowser()
  make.delegation({ status: 'returned' })
  await page.goto(REPORT)
  await page.getByLabel('Việc 1', { exact: true }).last().fill('Gửi thư cảm ơn')
  await page.getByRole('button', { name: 'Thêm việc' }).click()
  await page.locator('#followUps-1-content').fill('Mời thăm lại')
  const drafts = () => JSON.stringify(db.$client.prepare('select typed from report_drafts').all())
  await expect.poll(drafts).toContain('Mời thăm lại')
  await page.getByRole('button', { name: 'Bỏ việc 1' }).click()
  await expect.poll(drafts).not.toContain('Gửi thư cảm ơn')
  // Everything is put by: the button saves it as part of the report.
  await page.locator('#followUps-0-lead').fill('Văn phòng')
  await page.locator('#followUps-0-dueOn').fill('1/12/2026')
  await expect.poll(drafts).toContain('1/12/2026')
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await page.waitForURL(/saved=1/)
  expect(await page.locator('#followUps-0-content').inputValue()).toBe('Mời thăm lại')
  expect(drafts()).toBe('[]')
  expect(complaints).toEqual([])
})
