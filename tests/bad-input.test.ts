import request from 'supertest'
import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

const kept = (app: ReturnType<typeof startApp>) =>
  (app.db.$client.prepare('select count(*) n from delegations').get() as { n: number }).n

test('what cannot be kept is refused beside its field, and nothing is stored', async () => {
  const app = startApp()
  const refused: [fields: Record<string, unknown>, field: string, reason: RegExp][] = [
    [{ startsOn: '31/02/2024' }, 'startsOn', /Không có ngày 31\/02\/2024/],
    [{ startsOn: '14/13/2024' }, 'startsOn', /Không có ngày/],
    [{ startsOn: 'hôm qua' }, 'startsOn', /Không có ngày/],
    [{ startsOn: '1/1/1200' }, 'startsOn', /Không có ngày/],
    [{ startsOn: '08/12/2025', endsOn: '02/12/2025' }, 'endsOn', /Trước ngày bắt đầu. Có phải 02\/12\/2026/],
    [{ startsOn: '08/12/2025', endsOn: '12/11/2025' }, 'endsOn', /Có phải 12\/12\/2025/],
    [{ approvedOn: '31/4/2026' }, 'approvedOn', /^Không có ngày 31\/4\/2026. Ghi như 14\/9\/2024$/],
    [{ approvedOn: '4/2026' }, 'approvedOn', /Cần đủ ngày, tháng, năm/],
    [{ headCount: '-5' }, 'headCount', /từ 1 đến 9.999/],
    [{ headCount: '0' }, 'headCount', /từ 1 đến/],
    [{ headCount: '1e9' }, 'headCount', /số nguyên/],
    [{ headCount: '99999999' }, 'headCount', /từ 1 đến/],
    [{ title: 'x'.repeat(10_000) }, 'title', /10.000 ký tự/],
    [{ title: 'Đoàn\u0000Lào' }, 'title', /ký tự điều khiển/],
    [{ title: 'Đoàn\u0007' }, 'title', /ký tự điều khiển/],
    [{ title: '\u200B\u200D\uFEFF' }, 'title', /Chưa ghi/],
    [{ title: ['hai', 'tên'] }, 'title', /một giá trị/],
    [{ direction: 'sideways' }, 'direction', /danh sách/],
    [{ countries: 'Đại Tây Dương' }, 'countries', /Không có nước/],
    [{ countries: 'Việt Nam' }, 'countries', /nước bạn/],
    [{ partners: 'Hội không có' }, 'partners', /Chưa có đối tác/],
    [{ sourceUrl: 'javascript:alert(1)' }, 'sourceUrl', /https/],
    [{ countsAs: 'nothing' }, 'countsAsReason', /lý do/],
    [
      { 'participants[0][post]': 'Vụ trưởng', 'participants[0][role]': 'member' },
      'participants-0-name',
      /Chưa ghi/,
    ],
  ]
  for (const [fields, field, reason] of refused) {
    const page = await app.submit('/delegations', app.typed(fields))
    expect(page.status, JSON.stringify(fields).slice(0, 80)).toBe(422)
    expect(page.error(field)).toMatch(reason)
    expect(page.text('.notice--error')).toMatch(/Chưa lưu được/)
  }
  expect(kept(app)).toBe(0)
})

test('HTML that somebody types is text everywhere it is shown', async () => {
  const { submit, typed, visit } = startApp()
  const title = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&'
  const saved = await submit('/delegations', typed({ title, note: title, place: title }))
  for (const url of [
    saved.location!,
    '/delegations',
    `/search?q=${encodeURIComponent(title)}`,
    `${saved.location!.split('?')[0]}/edit`,
  ]) {
    const page = await visit(url)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).not.toContain('<img src=x')
  }
  expect((await visit(saved.location!)).text('h1')).toBe(title)
})

test('a senseless address is a 404 in the look of the house, never an error', async () => {
  const { visit } = startApp()
  for (const url of [
    '/nope',
    '/delegations/0',
    '/delegations/999',
    '/delegations/abc',
    '/delegations/1e3',
    '/delegations/1/nope',
    '/partners/999',
    '/countries/XX',
    '/people/7',
    '/delegations/99999999999999999999',
  ]) {
    const page = await visit(url)
    expect(page.status, url).toBe(404)
    expect(page.text('h1')).toBe('Không có trang này')
  }
})

test('senseless filters are left aside and named, and the list is shown', async () => {
  const { make, visit } = startApp()
  make.delegation({ title: 'Có thật' })
  const page = await visit(
    '/delegations?country=XX&year=99999&sort=price&page=zzz&from=31/02/2024&scope=moon&unit=-1&colour=red&q=%00',
  )
  expect(page.status).toBe(200)
  expect(page.texts('#delegations .main a')).toEqual(['Có thật'])
  for (const named of ['Nước: XX', 'Năm: 99999', 'sort=price', 'page=zzz', 'Từ: 31/02/2024', 'colour=red']) {
    expect(page.text('.notice')).toContain(named)
  }
})

test('a period that ends before it begins is left aside and named, wherever one may be asked for', async () => {
  const { make, visit } = startApp({ as: 'clerk' })
  make.delegation({ status: 'returned', startsOn: '2024-09-10', headCount: 4 })
  const reversed = 'from=5/2024&to=2023'
  for (const path of [
    '/delegations',
    '/totals',
    '/totals/grid',
    '/totals/quality',
    '/contradictions',
    '/follow-ups',
    '/totals?at=10/1/2025',
    '/delegations?at=10/1/2025',
  ]) {
    const page = await visit(`${path}${path.includes('?') ? '&' : '?'}${reversed}`)
    const notice = page.texts('.notice').join(' ')
    expect([path, page.status, notice]).toEqual([
      path,
      200,
      expect.stringContaining('Ngày đầu ở sau ngày cuối nên đã bỏ qua “Từ: 5/2024”, “Đến: 2023”.'),
    ])
    expect([path, notice]).toEqual([path, expect.not.stringContaining('Không hiểu')])
  }
  expect((await visit(`/delegations?${reversed}`)).all('#delegations tbody a')).not.toHaveLength(0)
  const agreed = await visit('/follow-ups?agreedFrom=2024&agreedTo=2023')
  expect(agreed.text('.notice')).toContain('“Đoàn bắt đầu từ: 2024”')
  for (const address of ['/delegations.json', '/delegations.csv', '/totals.json', '/totals.xlsx'])
    expect((await visit(`${address}?${reversed}`)).status).toBe(200)
})

test('no request, however broken, reaches a server error', async () => {
  const { app, visit } = startApp()
  const send = () =>
    request(app).post('/delegations').set('Origin', 'http://127.0.0.1').set('Host', '127.0.0.1')
  const answers = await Promise.all([
    send().type('form').send('title=%E0%A4%A'),
    send().set('Content-Type', 'image/png').send('x'),
    send().set('Content-Type', 'application/x-www-form-urlencoded; charset=klingon').send('a=b'),
    send()
      .type('form')
      .send(`title=${'x'.repeat(600_000)}`),
    send()
      .type('form')
      .send(Array.from({ length: 5000 }, (_, n) => `p${n}=1`).join('&')),
    send().type('form').send('__proto__[x]=1&constructor=2&toString=3&participants[__proto__][name]=x'),
    send(),
    request(app).get('/%E0%A4%A'),
    request(app).get('/delegations?__proto__=1&constructor=2&direction=toString'),
    request(app).trace('/'),
    request(app).put('/delegations/1').set('Origin', 'http://127.0.0.1').set('Host', '127.0.0.1'),
  ])
  for (const answer of answers) expect(answer.status).toBeLessThan(500)
  for (const direction of ['constructor', '__proto__', 'hasOwnProperty']) {
    expect((await visit(`/delegations?direction=${direction}&sort=${direction}`)).status).toBe(200)
  }
})

test('a row with only a date in it is not lost: it is handed back with its reasons, dates and all', async () => {
  const { make, submit, db } = startApp()
  const row = { 'names[0][id]': '', 'names[0][name]': '', 'names[0][kind]': 'former' }
  const typed = {
    name: 'Hội Nhà báo Lào',
    kind: 'journalist_association',
    country: 'Lào',
    ...row,
    'names[0][sinceOn]': '31/02/2010',
    'names[0][untilOn]': '1999',
  }
  const refused = await submit('/partners', typed)
  expect([refused.status, refused.error('names-0-name'), refused.error('names-0-sinceOn')]).toEqual([
    422,
    'Chưa ghi tên',
    'Không có ngày 31/02/2010. Ghi như 14/9/2024, 9/2024 hoặc 2024',
  ])
  expect([refused.value('names[0][sinceOn]'), refused.value('names[0][untilOn]')]).toEqual([
    '31/02/2010',
    '1999',
  ])

  const id = make.delegation({ status: 'returned' })
  const report = await submit(`/delegations/${id}/report`, {
    version: '1',
    'followUps[0][id]': '',
    'followUps[0][content]': '',
    'followUps[0][lead]': '',
    'followUps[0][side]': 'ours',
    'followUps[0][dueOn]': '31/02/2027',
    'followUps[0][owner]': '',
  })
  expect([report.status, report.value('followUps[0][dueOn]')]).toEqual([422, '31/02/2027'])
  expect(report.error('followUps-0-dueOn')).toContain('Không có ngày 31/02/2027')
  expect(db.$client.prepare('select count(*) from partners').pluck().get()).toBe(0)
})

test('a stored name is taken out by clearing it, whatever dates stand beside it', async () => {
  const { submit, visit, db } = startApp()
  const typed = { name: 'Hội Nhà báo Lào', kind: 'journalist_association', country: 'Lào' }
  const named = { 'names[0][name]': 'Hội cũ', 'names[0][kind]': 'former', 'names[0][untilOn]': '1999' }
  const path = (await submit('/partners', { ...typed, ...named })).location!.replace(/\?.*/, '')
  const stored = (await visit(`${path}/edit`)).value('names[0][id]')
  const cleared = { ...named, 'names[0][id]': stored, 'names[0][name]': '' }
  expect((await submit(path, { ...typed, ...cleared, version: '1' })).status).toBe(303)
  expect(db.$client.prepare('select count(*) from partner_names').pluck().get()).toBe(0)
})
