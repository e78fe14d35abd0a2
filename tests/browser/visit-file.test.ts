import { expect, test } from 'vitest'
import { addDays, today, writeDate } from '../../src/dates.ts'
import { startBrowser } from '../support/browser.ts'
import { docx } from '../support/files.ts'

// One visit each way, from the plan to its accepted report and the last thing that was promised.
for (const direction of ['outbound', 'inbound'] as const) {
  const isOutbound = direction === 'outbound'
  test(`an ${direction} visit goes from its plan to an accepted report and a closed follow-up`, async () => {
    const { page, make, complaints } = await startBrowser()
    make.partner({ name: 'Hội Nhà báo Lào', country: 'LA' })
    const [first, last] = [addDays(today(), -4), addDays(today(), -1)]
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
    const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
    const step = async (verb: string) => {
      const link = page.getByRole('link', { name: verb, exact: true })
      if (!(await link.first().isVisible())) await page.getByText('Việc khác').click()
      const href = (await link.first().getAttribute('href'))!
      await link.first().click()
      await page.waitForURL(href)
    }

    // The plan.
    await page.goto(`/delegations/new?direction=${direction}`)
    await page.getByLabel('Tên đoàn', { exact: true }).fill('Trao đổi nghiệp vụ với nhà báo Lào')
    await page.getByRole('combobox', { name: 'Đối tác, ô 1' }).fill('Hội Nhà báo Lào')
    await page.getByLabel('Ngày bắt đầu', { exact: true }).fill(writeDate(first))
    await page.getByLabel(/^Ngày kết thúc/).fill(writeDate(last))
    await page.getByRole('button', { name: 'Lưu đoàn', exact: true }).last().click()
    await page.waitForURL(/\/delegations\/\d+/)
    const file = new URL(page.url()).pathname
    await follow('Ghi danh sách')
    await page.getByLabel('Họ tên, dòng 1').first().fill('Bounmy Vilay')
    await page.getByLabel('Danh sách trên đã đủ mọi người').check()
    await page.getByRole('button', { name: 'Lưu đoàn', exact: true }).last().click()
    await page.waitForURL(/saved=1/)

    // What is prepared, what is planned for each day, and the letter of invitation.
    await press('Lập việc chuẩn bị')
    await page.locator('#checklist .checklist li').first().waitFor()
    await page.goto(`${file}/programme/edit`)
    await page
      .getByLabel(/^Nội dung/)
      .first()
      .fill('Hội đàm tại trụ sở Hội')
    await press('Lưu chương trình')
    await page.waitForURL(/saved=/)
    await page.goto(`${file}/documents/new`)
    await page.getByLabel('Loại giấy tờ').selectOption('invitation')
    await page.getByLabel('Độ mật').selectOption('normal')
    await page.getByLabel('Số văn bản').fill('12/HNBL')
    await page.locator('#file').setInputFiles({
      name: 'thu-moi.docx',
      mimeType: 'application/octet-stream',
      buffer: docx(['Trân trọng kính mời đoàn nhà báo']),
    })
    await press('Lưu vào hồ sơ')
    await page.waitForURL(/saved=/)
    expect(await page.locator('.files').innerText()).toContain('12/HNBL')

    // Each step asks for what it needs, and no more.
    await step('Ghi đã trình')
    await page.locator('main form button.btn--primary').click()
    await page.waitForURL(/saved=submission/)
    await step('Ghi đã duyệt')
    await press('Ghi đã duyệt')
    expect(await page.locator('.notice--error').innerText()).toContain('3 chỗ cần sửa')
    await page.getByLabel('Số văn bản').fill(isOutbound ? '177/QĐ-HNBVN' : '88/CV-HNBVN')
    await page.getByLabel('Ngày ký').fill(writeDate(addDays(first, -10)))
    await page.getByLabel('Cơ quan ký').fill('Hội Nhà báo Việt Nam')
    await press('Ghi đã duyệt')
    await page.waitForURL(/saved=approval/)
    await step('Ghi đang đi')
    await press('Ghi đang đi')
    await page.waitForURL(/saved=departure/)
    await step('Ghi đã về')
    // A day later than was planned: why?
    await page.getByLabel('Ngày kết thúc thực tế').fill(writeDate(today()))
    await press('Ghi đã về')
    await page.getByLabel('Khác kế hoạch ở chỗ nào, vì sao').fill('Lùi chuyến bay vì bão')
    await press('Ghi đã về')
    await page.waitForURL(/saved=return/)
    expect(await page.locator('main').innerText()).toContain('Lùi chuyến bay vì bão')

    // The report: what the file knows is there, the rest is written, and what was agreed has an owner and a day.
    await follow('Viết báo cáo')
    expect(await page.getByLabel(/^1\. Thông tin chung/).inputValue()).toContain('Bounmy Vilay')
    expect(await page.locator('.sheet').first().innerText()).toContain('Hội đàm tại trụ sở Hội')
    await page.getByLabel('Đã đạt').fill('Thống nhất mỗi năm một đoàn.')
    await page.getByLabel('Đang trao đổi').fill('Bản ghi nhớ 2027–2030.')
    await page.getByRole('textbox', { name: 'Việc 1', exact: true }).fill('Gửi dự thảo bản ghi nhớ')
    await page.getByLabel('Đơn vị đầu mối').fill('Ban Đối ngoại')
    await page
      .locator('#followUps')
      .getByLabel('Hạn')
      .fill(writeDate(addDays(today(), 3)))
    await page.getByLabel('Số báo cáo').fill('15/BC-HNBVN')
    await press('Nộp báo cáo')
    await page.waitForURL(/saved=report/)
    await page.goto(`${file}/report`)
    await page.getByText('Trả lại để sửa').click()
    await page
      .locator('form[action$="/return"] textarea, form[action$="/return"] input[type="text"]')
      .first()
      .fill('Ghi rõ kinh phí')
    await press('Trả lại báo cáo')
    await page.waitForURL(/saved=/)
    await page.goto(`${file}/report`)
    expect(await page.locator('main').innerText()).toContain('Ghi rõ kinh phí')
    await page.getByLabel(/^6\. Kinh phí/).fill('Bên mời chịu ăn ở.')
    await press('Nộp lại báo cáo')
    await page.waitForURL(/saved=report/)
    await page.goto(`${file}/report`)
    await press('Duyệt báo cáo')
    await page.waitForURL(/saved=accepted/)
    expect(await page.locator('.tracker [aria-current]').innerText()).toContain('Đã báo cáo')
    const word = await page.request.get(`${file}/report.docx`)
    expect([word.status(), (await word.body()).subarray(0, 2).toString()]).toEqual([200, 'PK'])

    // What was promised wants somebody, until it is done and one can see that it was.
    await page.goto('/')
    expect(await page.locator('.todo').innerText()).toContain('Gửi dự thảo bản ghi nhớ')
    await page.goto('/follow-ups')
    await page
      .getByRole('link', { name: /Ghi kết quả/ })
      .first()
      .click()
    await page.getByLabel('Minh chứng').fill('Công văn 90/CV-HNBVN')
    await page.locator('main form button.btn--primary').click()
    await page.waitForURL(/saved=closed/)
    await page.goto('/follow-ups')
    expect(await page.locator('main').innerText()).not.toContain('Gửi dự thảo bản ghi nhớ')
    await page.goto(`/delegations?q=${encodeURIComponent('kính mời đoàn nhà báo')}&scope=all`)
    expect(await page.locator('#delegations .main a').first().innerText()).toBe(
      'Trao đổi nghiệp vụ với nhà báo Lào',
    )
    expect(complaints).toEqual([])
  })
}

for (const javaScriptEnabled of [true, false]) {
  test(`the Back button brings back all that was typed and makes no second visit, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const { page, db } = await startBrowser({ javaScriptEnabled })
    await page.goto('/delegations/new?direction=outbound')
    await page.locator('#title').fill('Thăm nhà báo Lào')
    await page.locator('#countries').fill('Lào')
    await page.locator('#startsOn').fill('5/5/2019')
    const save = () => page.locator('.dock button').first().click()
    await save()
    await page.waitForURL(/\/delegations\/1\?/)
    await page.goBack()
    expect(await page.locator('#title').inputValue()).toBe('Thăm nhà báo Lào')
    expect(await page.locator('#countries').inputValue()).toBe('Lào')
    await save()
    // A script knows the form again; without one the possible duplicate is shown.
    if (javaScriptEnabled) await page.waitForURL(/\/delegations\/1\?/)
    else expect(await page.locator('.notice--warn').innerText()).toContain('Thăm nhà báo Lào')
    expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 1 })
  })
}

for (const javaScriptEnabled of [true, false]) {
  test(`a visit to two countries is entered in two boxes, the typing going on in the new one, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const { page } = await startBrowser({ javaScriptEnabled })
    await page.goto('/delegations/new?direction=outbound')
    await page.locator('#title').fill('Thăm Lào và Campuchia')
    await page.locator('#countries').fill('Lào')
    // By keyboard: the suggestions may still lie over the button.
    await page.getByRole('button', { name: 'Thêm nước' }).press('Enter')
    await page.locator('#countries-2:focus').waitFor()
    await page.keyboard.type('Campuchia')
    await page.locator('#startsOn').fill('5/5/2019')
    expect(await page.locator('#countries').inputValue()).toBe('Lào')
    await page.locator('.dock button').first().click()
    await page.waitForURL(/\/delegations\/1\?/)
    expect(await page.locator('main').innerText()).toContain('Lào, Campuchia')
  })
}
