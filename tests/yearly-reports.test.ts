import { expect, test, vi } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { paperOf } from '../src/paper/docx.ts'
import { openingFigures } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { write } from '../src/db/write.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'
import { download, partsOf, readWorkbook } from './support/downloads.ts'
import { member } from './support/members.ts'

type App = ReturnType<typeof startApp>

const returned = { status: 'returned' as const }

/** The words of a report's Word file, paragraph by paragraph. */
async function wordsInWord(app: App, url: string) {
  const { status, body } = await download(app, url)
  expect(status).toBe(200)
  const document = partsOf(body).get('word/document.xml')!
  return document
    .split(/<\/w:p>/)
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, text]) => text!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
        .join(''),
    )
    .map(tidy)
    .filter(Boolean)
}
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()
const numbersIn = (texts: string[]) => texts.flatMap((text) => text.match(/\d[\d.,]*/g) ?? [])

/** What the sheets of a page say, cell by cell and paragraph by paragraph, without what only a screen shows. */
function wordsOnScreen(page: Awaited<ReturnType<App['visit']>>) {
  for (const mark of page.all('.sheet .screen')) mark.remove()
  const said = page.all(
    '.sheet :is(h3, h4, p:not(.sheet__sub, .sheet__top p, .sheet__sign p), caption, th, td)',
  )
  return said.map((one) => tidy(one.textContent ?? '')).filter(Boolean)
}

const formOf = async (app: App, url: string, typed: Record<string, string>, headers = {}) => {
  const form = await app.visit(`${url}/edit`, headers)
  const names = form.all('form.form [name]').map((field) => field.getAttribute('name')!)
  const values = Object.fromEntries(names.map((name) => [name, form.value(name)]))
  return { ...values, submissionId: crypto.randomUUID(), ...typed }
}

test('a report is built from the figures of its year, beside the year before', async () => {
  const { make, visit } = startApp()
  for (const [year, people] of [
    ['2023', [10, 8]],
    ['2024', [12, 6, 6]],
  ] as const)
    for (const headCount of people) make.delegation({ ...returned, startsOn: `${year}-05-02`, headCount })
  make.delegation({ ...returned, startsOn: '2024-06-01', direction: 'inbound', headCount: 4 })
  make.delegation({ startsOn: '2024-09-01', headCount: 9 })
  const page = await visit('/reports/2024')
  const said = wordsOnScreen(page)
  expect(said).toContain(
    'Năm 2024, đã cử 3 đoàn ra với 24 lượt người (Phụ lục I, cột 1 và 8); so với năm 2023, số đoàn tăng 50,0%, lượt người tăng 33,3%.',
  )
  expect(said).toContain(
    'Năm 2024, đã đón 1 đoàn vào với 4 lượt người (Phụ lục II, cột 1 và 8); không so sánh với năm 2023, vì sổ chưa ghi đoàn vào nào của kỳ ấy.',
  )
  expect(said).toContain(
    'Không tính vào các số trên: 1 đoàn còn dự kiến, đã trình hoặc đã duyệt (Phụ lục III, cột 1 và 6).',
  )
})

test('C17: 400 delegations against 696 are told as "giảm 42,5%"', async () => {
  const { db, visit } = startApp()
  fillYear(db, '2023', 696)
  fillYear(db, '2024', 400)
  const page = await visit('/reports/2024')
  expect(wordsOnScreen(page).join(' ')).toContain(
    'đã cử 400 đoàn ra với 400 lượt người (Phụ lục I, cột 1 và 8); so với năm 2023, số đoàn giảm 42,5%',
  )
})

/** So many visits of one person each, straight into the table: a form each would take its time. */
function fillYear(db: App['db'], year: string, count: number) {
  const insert = db.$client.prepare(
    `insert into delegations (code, direction, title, status, unit_id, starts_on, head_count, sort_key)
     values (?, 'outbound', 'Đoàn', 'returned', 1, ?, 1, '')`,
  )
  db.$client.transaction(() => {
    for (let number = 0; number < count; number += 1)
      insert.run(`${year}-${number}`, `${year}-03-0${1 + (number % 9)}`)
  })()
}

test('where nobody knows how many travelled, the people are a lower bound and not compared', async () => {
  const { make, visit } = startApp()
  make.delegation({ ...returned, startsOn: '2023', headCount: 3 })
  make.delegation({ ...returned, startsOn: '2024-03', headCount: 7 })
  make.delegation({ ...returned, startsOn: '2024-04' })
  const said = wordsOnScreen(await visit('/reports/2024'))
  expect(said).toContain(
    'Năm 2024, đã cử 2 đoàn ra với ít nhất 7 lượt người (Phụ lục I, cột 1 và 8); so với năm 2023, số đoàn tăng 100,0%, lượt người không so sánh vì có đoàn chưa rõ số người.',
  )
  expect(said).toContain('≥ 7')
})

test('a year that is running is compared day for day', async () =>
  on('2026-05-10', async () => {
    const { make, visit } = startApp()
    const year = today().slice(0, 4)
    const last = String(Number(year) - 1)
    make.delegation({ ...returned, startsOn: `${year}-01-01`, headCount: 2 })
    make.delegation({ ...returned, startsOn: `${last}-01-01`, headCount: 4 })
    make.delegation({ ...returned, startsOn: `${last}-12-31`, headCount: 4 })
    const said = wordsOnScreen(await visit(`/reports/${year}`)).join('\n')
    expect(said).toContain('1 đoàn, cùng kỳ là 1 đoàn, không đổi')
    expect(said).toMatch(/2 lượt người, cùng kỳ là 4, giảm 50,0%/)
  }))

test('a running year says which visits its comparison day for day leaves out, and opens them', async () =>
  on('2026-05-10', async () => {
    const { make, visit } = startApp()
    const year = today().slice(0, 4)
    const month = addDays(today(), 1).slice(0, 7)
    make.delegation({ ...returned, startsOn: `${year}-01-01`, headCount: 2 })
    make.delegation({ ...returned, title: 'Chỉ rõ năm', startsOn: year, headCount: 3 })
    make.delegation({ ...returned, title: 'Chỉ rõ tháng', startsOn: month, headCount: 3 })
    const page = await visit(`/reports/${year}`)
    const said = wordsOnScreen(page).join('\n')
    expect(said).toContain('đã cử 3 đoàn ra với 8 lượt người')
    expect(said).toContain('Đoàn ra: 1 đoàn, cùng kỳ là 0 đoàn')
    expect(said).toContain(
      'tính cả 1 đoàn chỉ rõ năm và 1 đoàn chỉ rõ tháng (Phụ lục kèm theo, cột 1 và 13); so sánh theo ngày chỉ kể các đoàn đã rõ ngày',
    )
    for (const [knownTo, title] of [
      ['year', 'Chỉ rõ năm'],
      ['month', 'Chỉ rõ tháng'],
    ] as const) {
      const list = await visit(page.href(`.sheet a[href*="startKnownTo=${knownTo}"]`))
      expect(list.texts('#delegations tbody .main a')).toEqual([title])
    }
  }))

test('C12: a report of every unit does not claim the visits of other bodies as the Association’s', async () => {
  const { make, visit } = startApp()
  const other = make.unit({ name: 'Báo Nhân Dân', kind: 'other_body' })
  make.delegation({ ...returned, startsOn: '2024-05', headCount: 2 })
  make.delegation({ ...returned, startsOn: '2024-06', headCount: 3, unitId: other })
  const all = await visit('/reports/2024?scope=all')
  expect(wordsOnScreen(all)).toContain(
    'Năm 2024, các đơn vị ghi trong sổ đã cử 2 đoàn ra, trao đổi với 1 nước. Đây là đoàn của 2 đơn vị (Phụ lục I, cột 1 và 4; Phụ lục II, cột 1): Hội Nhà báo Việt Nam; Báo Nhân Dân.',
  )
  expect(all.text('main')).not.toContain('toàn hệ thống Hội Nhà báo Việt Nam')
  const theirs = await visit(all.href(`.sheet p a[href*="unit=${other}"]`))
  expect(theirs.texts('#delegations tbody .main a')).toHaveLength(1)
  expect(wordsOnScreen(await visit('/reports/2024'))).toContain(
    'Năm 2024, Hội Nhà báo Việt Nam đã cử 1 đoàn ra, trao đổi với 1 nước (Phụ lục kèm theo, cột 1 và 3).',
  )
})

test('C14: a visit known to the year only is in the year and told to lie in neither half', async () => {
  const { make, visit } = startApp()
  make.delegation({ ...returned, startsOn: '2024', headCount: 2 })
  make.delegation({ ...returned, startsOn: '2024-06', headCount: 3 })
  expect(wordsOnScreen(await visit('/reports/2024')).join(' ')).toContain('2 đoàn ra với 5 lượt người')
  const half = wordsOnScreen(await visit('/reports/2024-H1')).join(' ')
  expect(half).toContain('6 tháng đầu năm 2024, đã cử 1 đoàn ra với 3 lượt người')
  expect(half).toContain('Ngoài ra 1 đoàn chỉ rõ là trong năm 2024')
  expect(wordsOnScreen(await visit('/reports/2024-H2')).join(' ')).toContain('sổ chưa ghi đoàn ra nào đã đi')
})

test('C13: what was published is reproduced with its qualifier, period and source, and never added', async () => {
  const { visit } = startApp({ published: true })
  const page = await visit('/reports/2022')
  const said = wordsOnScreen(page).join('\n')
  expect(said).toContain(
    'Số liệu đã công bố (từ 2005 đến 20/09/2022; nguồn: nguoilambao.vn): hơn 1.200 lượt người ra',
  )
  expect(said).toContain(
    'Số liệu đã công bố (từ 2005 đến 20/09/2022; nguồn: nguoilambao.vn): hơn 400 đoàn vào',
  )
  expect(said).toContain('08 hội, câu lạc bộ của 7 nước')
  const multilateral = said.slice(said.indexOf('4. Quan hệ đa phương'), said.indexOf('5. Hội nghị'))
  expect(multilateral).toMatch(/Số liệu đã công bố \(.*; nguồn: nguoilambao\.vn\): 01 tổ chức đa phương/)
  expect(said).toContain('(từ 2018 đến 20/09/2022; nguồn: nguoilambao.vn): 35 lớp bồi dưỡng')
  expect(said).toContain('Không cộng vào các số trên.')
  // Of a state on a day, only the report of that day's year tells.
  expect(wordsOnScreen(await visit('/reports/2021')).join('\n')).not.toContain('08 hội')
  expect(wordsOnScreen(await visit('/reports/2021')).join('\n')).toContain('hơn 1.200 lượt người ra')
  expect(wordsOnScreen(await visit('/reports/2025')).join('\n')).not.toContain('hơn 1.200')
  // What was published of a whole year is nothing of either half.
  expect(wordsOnScreen(await visit('/reports/2024')).join('\n')).toContain('hơn 25.000 hội viên')
  for (const half of ['H1', 'H2'])
    expect(wordsOnScreen(await visit(`/reports/2024-${half}`)).join('\n')).not.toContain('25.000')
})

test('every number of the Word file is the one on the screen', async () => {
  const app = startApp({ published: true })
  for (const period of ['2022', '2024', '2024-H2', '2025-H1']) {
    const screen = wordsOnScreen(await app.visit(`/reports/${period}?scope=all&annexes=all`))
    const word = await wordsInWord(app, `/reports/${period}.docx?scope=all`)
    const inWord = new Set(word.map((text) => text.replace(/^- /, '')))
    const missing = screen.map((text) => text.replace(/^- /, '')).filter((text) => !inWord.has(text))
    expect(missing).toEqual([])
    expect(numbersIn(screen).length).toBeGreaterThan(20)
  }
})

test('every figure leads to a list with that very figure', async () => {
  const { visit } = startApp({ published: true })
  const { json } = await visit('/reports/2024.json?scope=all')
  const figures = json.figures as unknown as { name: string; value: number; list: string | null }[]
  const lists = figures.filter(({ list }) => list?.startsWith('/delegations?'))
  expect(lists.length).toBeGreaterThan(30)
  for (const { name, value, list } of lists) {
    const { json } = await visit(list!.replace('?', '.json?'))
    const counts = json.counts as unknown as { delegations: number; personTrips: number | null }
    if (name.endsWith('delegations')) expect([name, counts.delegations]).toEqual([name, value])
    if (name.endsWith('personTrips')) expect([name, counts.personTrips]).toEqual([name, value])
  }
})

test('annexes list the rows behind the figures, and close with the same numbers', async () => {
  const { make, visit } = startApp()
  make.delegation({
    ...returned,
    title: 'Thăm Lào',
    startsOn: '2024-03-05',
    endsOn: '2024-03-09',
    headCount: 6,
    place: 'Viêng Chăn',
  })
  make.delegation({ ...returned, title: 'Thăm Cuba', startsOn: '2024-09', countries: ['CU'] })
  make.delegation({
    ...returned,
    title: 'Đi cùng đoàn khác',
    startsOn: '2024-01',
    headCount: 2,
    countsAs: 'people_only',
    countsAsReason: 'Đoàn của cơ quan khác',
  })
  const page = await visit('/reports/2024')
  const rows = page
    .all('#outbound tbody tr')
    .map((row) => [...row.children].map((cell) => tidy(cell.textContent ?? '')))
  expect(rows).toEqual([
    ['', 'Đi cùng đoàn khác', 'Lào', '', '', '', '1/2024', '2', '', '', 'Không rõ', ''],
    ['1', 'Thăm Lào', 'Lào', 'Viêng Chăn', '', '', '05–09/03/2024', '6', '', 'Chưa nộp', 'Không rõ', ''],
    ['2', 'Thăm Cuba', 'Cuba', '', '', '', '9/2024', '–', '', 'Chưa nộp', 'Không rõ', ''],
  ])
  expect(page.texts('#outbound tfoot :is(th, td)')).toEqual(['Cộng 2 đoàn', '≥ 8', '', ''])
  expect(page.text('#outbound .sheet__note')).toContain('Số liệu tính đến ngày')
})

test('the workbook has a sheet for each annex, with title, filter, day and total', async () =>
  on('2026-05-10', async () => {
    const app = startApp()
    app.make.delegation({
      ...returned,
      title: 'Thăm Lào',
      startsOn: '2024-03-05',
      isListComplete: true,
      participants: ['An', 'Bình'].map((name) => member(name)),
      purposeKind: 'conference',
    })
    app.make.delegation({
      ...returned,
      title: '=Lào sang',
      startsOn: '2024-04-05',
      headCount: 1200,
      direction: 'inbound',
    })
    const { body } = await download(app, '/reports/2024.xlsx')
    const { sheet, about, headings, rows, shown } = await readWorkbook(body, 'STT')
    expect(sheet.name).toBe('I. Đoàn ra')
    expect(about).toEqual([
      'Phụ lục I. Danh sách đoàn ra năm 2024',
      'DỰ THẢO: báo cáo chưa phát hành.',
      'Gồm: Hội Nhà báo Việt Nam · Năm 2024',
      'Số liệu tính đến 10/05/2026.',
      null,
    ])
    expect(headings).toEqual([
      'STT',
      'Tên đoàn',
      'Nước',
      'Nơi đến',
      'Đối tác',
      'Nội dung',
      'Thời gian',
      'Lượt người',
      'Người, theo số',
      'Báo cáo',
      'Theo kế hoạch',
      'Tin bài',
    ])
    const none = (columns: number) => Array<null>(columns).fill(null)
    expect(rows).toEqual([
      [
        1,
        'Thăm Lào',
        'Lào',
        null,
        null,
        'Hội nghị',
        new Date('2024-03-05T00:00:00Z'),
        2,
        '1–2',
        'Chưa nộp',
        'Không rõ',
        null,
      ],
      ['Cộng 1 đoàn', ...none(6), 2, 2, ...none(3)],
      [
        'Đoàn tính vào kỳ có ngày đi. Lượt người: người thực đi, mỗi chuyến một lượt. Người, theo số: mỗi người có tên trong danh sách mang một số riêng của phụ lục này, nên số người là số các số khác nhau; ô trống: danh sách chưa đủ. Số liệu tính đến ngày 10/05/2026.',
        ...none(11),
      ],
    ])
    expect(shown[1]![8]).toBe('2 người')
    const parts = partsOf(body)
    expect(
      [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name),
    ).toEqual(['I. Đoàn ra', 'II. Đoàn vào', 'III. Hội nghị, hội thảo'])
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('=Lào sang')
  }))

test("the office's own words stay when figures change, and what changed is marked until it is written down", async () => {
  const app = startApp()
  const { make, visit, submit } = app
  for (let number = 0; number < 3; number += 1)
    make.delegation({ ...returned, startsOn: '2024-05', headCount: 5 })
  const own = 'Năm qua quan hệ tiếp tục được giữ vững.\n- Việc một\n- Việc hai'
  const kept = await submit(
    '/reports/2024',
    await formOf(app, '/reports/2024', { general: own, limits: 'Còn chậm.' }),
  )
  expect(kept.status).toBe(303)
  let page = await visit(kept.location!)
  expect(page.text('[role=status]')).toContain('Đã lưu báo cáo.')
  expect(page.texts('mark')).toEqual([])
  make.delegation({ ...returned, startsOn: '2024-06', headCount: 4 })
  page = await visit('/reports/2024')
  expect(page.text('#changed')).toContain('Số đoàn ra: 4, trước là 3')
  expect(page.texts('.sheet mark')).toContain('trước là 3')
  expect(page.text('.sheet')).toContain('Năm qua quan hệ tiếp tục được giữ vững.')
  expect(await wordsInWord(app, '/reports/2024.docx')).toContain('- Việc một')
  expect((await wordsInWord(app, '/reports/2024.docx')).join(' ')).not.toContain('trước là 3')
  const noted = await submit('/reports/2024/figures', { submissionId: crypto.randomUUID() })
  page = await visit(noted.location!)
  expect(page.texts('mark')).toEqual([])
  expect(page.text('.sheet')).toContain('4 đoàn ra với 19 lượt người')
  expect(page.text('.sheet')).toContain('Còn chậm.')
  const history = await visit('/history?record=yearly_reports-1')
  expect(history.text('main')).toContain('Ghi nhận số mới')
  expect(history.text('main')).toContain('Soạn báo cáo năm 2024')
})

test('a country that is no longer in the tables is told', async () => {
  const app = startApp()
  const { make, submit, visit } = app
  const id = make.delegation({ ...returned, startsOn: '2024-05', headCount: 5, countries: ['CU'] })
  await submit('/reports/2024', await formOf(app, '/reports/2024', {}))
  app.db.$client
    .prepare(`update delegations set status = 'cancelled', status_reason = 'Nhầm' where id = ?`)
    .run(id)
  make.delegation({ ...returned, startsOn: '2024-05', headCount: 5, countries: ['LA'] })
  const changed = (await visit('/reports/2024')).text('#changed')
  expect(changed).toContain('Cuba: số đoàn ra: 0, trước là 1')
  expect(changed).toContain('Lào: số đoàn ra: 1, trước là 0')
})

test('two who write at once keep both, and clash only where they changed the same', async () => {
  const app = startApp()
  const { submit, visit, signIn } = app
  await submit('/reports/2024', await formOf(app, '/reports/2024', { limits: 'Đầu' }))
  const other = signIn('clerk', { name: 'Người khác' }).headers
  const mine = await formOf(app, '/reports/2024', { general: 'Của tôi' })
  const theirs = await formOf(app, '/reports/2024', { proposals: 'Của bạn' }, other)
  expect((await submit('/reports/2024', theirs, other)).status).toBe(303)
  const kept = await submit('/reports/2024', mine)
  expect(kept.status).toBe(303)
  const page = await visit(kept.location!)
  expect(page.text('.sheet')).toContain('Của tôi')
  expect(page.text('.sheet')).toContain('Của bạn')
  const late = { ...mine, submissionId: crypto.randomUUID(), proposals: 'Khác hẳn' }
  const clash = await submit('/reports/2024', late)
  expect(clash.status).toBe(409)
  expect(clash.text('.clash')).toContain('Của bạn')
})

test('a report sent twice is one, and an undo takes the words back', async () => {
  const app = startApp()
  const { submit, visit, db } = app
  const typed = await formOf(app, '/reports/2023', { general: 'Một lần' })
  const [one, other] = [await submit('/reports/2023', typed), await submit('/reports/2023', typed)]
  expect(other.location).toBe(one.location)
  expect(db.$client.prepare('select count(*) n from yearly_reports').get()).toEqual({ n: 1 })
  const act = new URL(one.location!, 'http://x').searchParams.get('act')
  await submit(`/history/${act}/undo`, {})
  expect((await visit('/reports/2023')).text('.sheet')).not.toContain('Một lần')
})

test('the first form of a report, sent again with other words, is not led to what it kept before', async () => {
  const app = startApp()
  const sent = await formOf(app, '/reports/2024', { proposals: 'Lời đầu' })
  expect((await app.submit('/reports/2024', sent)).status).toBe(303)
  const again = await app.submit('/reports/2024', { ...sent, proposals: 'Lời sau' })
  expect([again.status, again.text('.clash')]).toEqual([409, expect.stringContaining('Lời đầu')])
  expect(again.value('proposals')).toBe('Lời sau')
})

test('who only reads sees the report and writes nothing; a correspondent has their own unit’s', async () => {
  const app = startApp({ as: null })
  const { make, visit, submit, signIn } = app
  const local = make.unit({ name: 'Hội Nhà báo Lào Cai', kind: 'local_association' })
  const elsewhere = make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' })
  make.delegation({ ...returned, startsOn: '2024-03', headCount: 5 })
  make.delegation({ ...returned, startsOn: '2024-03', headCount: 7, unitId: local })
  const reader = signIn('viewer').headers
  const page = await visit('/reports/2024', reader)
  expect(page.status).toBe(200)
  expect(page.all('a[href$="/edit"]')).toEqual([])
  expect((await visit('/reports/2024/edit', reader)).status).toBe(403)
  expect((await submit('/reports/2024', { general: 'x' }, reader)).status).toBe(403)
  expect((await submit('/reports/2024/figures', {}, reader)).status).toBe(403)

  const correspondent = signIn('clerk', { unitId: local }).headers
  const theirs = await visit('/reports/2024', correspondent)
  expect(theirs.text('.sheet')).toContain('1 đoàn ra với 7 lượt người')
  expect(theirs.text('.sheet')).toContain('HỘI NHÀ BÁO LÀO CAI')
  const saved = await submit('/reports/2024', { general: 'Lời của tỉnh' }, correspondent)
  expect(saved.status).toBe(303)
  const centre = signIn('clerk').headers
  expect((await visit(`/reports/2024?unit=${local}`, centre)).text('.sheet')).toContain('Lời của tỉnh')
  expect((await visit('/reports/2024', centre)).text('.sheet')).not.toContain('Lời của tỉnh')
  const other = await visit(`/reports/2024?unit=${elsewhere}`, correspondent)
  expect(other.text('main')).toContain(`“Đơn vị: ${elsewhere}”`)
  expect((await submit(`/reports/2024?unit=${elsewhere}`, { general: 'x' }, correspondent)).status).toBe(404)
  expect(
    (await visit('/history?record=yearly_reports-1', signIn('clerk', { unitId: elsewhere }).headers)).text(
      'main',
    ),
  ).not.toContain('Soạn báo cáo')
})

test('a period that is none is not found; a filter that means nothing is named', async () => {
  const { visit } = startApp()
  for (const period of ['99999', '2024-H3', '1800', 'x', '2024-h1', '2024-13', '%00']) {
    expect([period, (await visit(`/reports/${period}`)).status]).toEqual([period, 404])
    expect([period, (await visit(`/reports/${period}.json`)).status]).toEqual([period, 404])
  }
  const page = await visit('/reports/2024?unit=999&scope=moon&color=red')
  expect(page.status).toBe(200)
  expect(page.text('.notice')).toContain('999')
  expect(page.text('.notice')).toContain('moon')
  expect(page.text('.notice')).toContain('color=red')
})

test('the list has the years and halves with visits, each with how far its report is', async () => {
  const app = startApp()
  const { make, visit, submit } = app
  expect((await visit('/reports')).text('main')).toContain('Chưa có đoàn nào để báo cáo')
  make.delegation({ ...returned, startsOn: '2023-08', headCount: 3 })
  await submit('/reports/2022-H1', await formOf(app, '/reports/2022-H1', { number: '15/BC-HNBVN' }))
  const page = await visit('/reports')
  const lines = page
    .all('tbody tr')
    .map((row) => [...row.children].slice(0, 3).map((cell) => tidy(cell.textContent ?? '')))
  const year = today().slice(0, 4)
  expect(lines).toEqual([
    [`Năm ${year} đang diễn ra`, 'Chưa soạn', '0'],
    ['Năm 2023', 'Chưa soạn', '1'],
    ['6 tháng cuối năm 2023', 'Chưa soạn', '1'],
    ['6 tháng đầu năm 2022', 'Đang soạn 15/BC-HNBVN', '0'],
  ])
  expect(page.href('a[href="/visit-reports"]')).toBe('/visit-reports')
})

test('the list says which day it is true of, by which rule, and how many people are named', async () => {
  const { make, visit } = startApp()
  const participants = ['An', 'Bình'].map((name) => member(name))
  for (const startsOn of ['2023-03', '2023-08'])
    make.delegation({ ...returned, startsOn, isListComplete: true, participants })
  const page = await visit('/reports')
  expect(page.text('.note.after')).toMatch(/C10.*Số liệu tính đến .* Quy tắc tính/)
  expect(page.texts('tbody tr').slice(1)).toEqual([
    expect.stringContaining('4 2 người trên 4 lượt có danh sách'),
    expect.stringContaining('2 2 người trên 2 lượt có danh sách'),
    expect.stringContaining('2 2 người trên 2 lượt có danh sách'),
  ])
  make.delegation({ ...returned, startsOn: '2022', isListComplete: true, participants: [member('Chi')] })
  const english = await visit('/reports', { Cookie: 'language=en' })
  expect(english.text('tbody tr:last-child')).toContain('1 1 person of 1 trip with a list')
  const list = await visit(page.href('tbody tr:nth-child(2) a[href*="counted=persons"]'))
  expect(list.texts('#delegations tbody .main')).toHaveLength(2)
})

test('the paper is signed and sent as it was written, and the next one begins with the same foot', async () => {
  const app = startApp()
  const foot = {
    number: '15/BC-HNBVN',
    writtenOn: '5/1/2025',
    place: 'Hà Nội',
    signedFor: 'TM. BAN THƯỜNG VỤ',
    signer: 'Nguyễn Thử',
    recipients: 'Lưu: VT',
  }
  await app.submit('/reports/2024', await formOf(app, '/reports/2024', foot))
  const word = await wordsInWord(app, '/reports/2024.docx')
  expect(word).toEqual(
    expect.arrayContaining([
      'Số: 15/BC-HNBVN',
      'Hà Nội, ngày 05 tháng 01 năm 2025',
      'TM. BAN THƯỜNG VỤ',
      'Nguyễn Thử',
      '- Lưu: VT.',
    ]),
  )
  expect((await wordsInWord(app, '/reports/2024.docx?layout=party')).join(' ')).toContain(
    'ĐẢNG CỘNG SẢN VIỆT NAM',
  )
  const next = await app.visit('/reports/2025/edit')
  expect([next.value('signer'), next.value('number')]).toEqual(['Nguyễn Thử', ''])
})

test('a headed table with thousands of rows is written whole, whatever its words', async () => {
  const odd = 'A & B <c> "d"\nhai dòng'
  const rows = Array.from({ length: 1000 }, (_, index) => [
    String(index + 1),
    index === 500 ? odd : `Đoàn ${index + 1}`,
  ])
  const file = await paperOf('state', {
    bodies: { parent: null, issuing: 'Ban Đối ngoại' },
    number: null,
    place: null,
    date: null,
    kind: 'BÁO CÁO',
    subject: 'Dài',
    body: [],
    signature: { signedFor: [], signer: null },
    recipients: [],
    annexes: [
      {
        title: 'Danh sách',
        body: [
          {
            kind: 'table',
            columns: [
              { heading: 'STT', width: 1, align: 'center' },
              { heading: 'Tên', width: 3 },
            ],
            rows,
            total: [{ words: 'Cộng 1.000', span: 2 }],
          },
        ],
      },
    ],
  })
  const document = partsOf(file).get('word/document.xml')!
  const cells = [...document.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
    [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map(([, text]) => text ?? '\n').join(''),
  )
  expect(cells).toContain('Đoàn 1000')
  expect(cells).toContain('A &amp; B &lt;c&gt; &quot;d&quot;\nhai dòng')
  expect(cells).toContain('Cộng 1.000')
  expect(document.match(/<w:tr>|<w:tr /g)!.length).toBeGreaterThan(1000)
  expect(document).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
})

test('a published figure of another unit says whose it is', async () => {
  const { db, make, visit } = startApp()
  const local = make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' })
  write(db, { name: 'Test' }, (write) =>
    write.insert(openingFigures, {
      unitId: local,
      indicator: 'awards',
      startsOn: '2023',
      endsOn: '2023',
      value: 12,
      qualifier: 'exact',
      sourceId: sourceAt(write, 'https://example.org/bai', null),
      note: null,
    }),
  )
  expect(wordsOnScreen(await visit('/reports/2023?scope=all')).join(' ')).toContain(
    'Số liệu đã công bố (Hội Nhà báo Huế, 2023; nguồn: example.org): 12 lượt khen thưởng',
  )
  expect(wordsOnScreen(await visit('/reports/2023')).join(' ')).not.toContain('12 lượt khen thưởng')
})

test('40 rows cost no more statements than 1', async () => {
  const { db, make, visit } = startApp()
  const statement = Object.getPrototypeOf(db.$client.prepare('select 1')) as Record<
    'all' | 'get',
    () => unknown
  >
  const countOf = async (url: string) => {
    const all = vi.spyOn(statement, 'all')
    const get = vi.spyOn(statement, 'get')
    await visit(url)
    const count = all.mock.calls.length + get.mock.calls.length
    vi.restoreAllMocks()
    return count
  }
  const visits = { ...returned, startsOn: '2024-03', purposeKind: 'conference' as const }
  make.delegation({ ...visits, partnerIds: [make.partner()] })
  for (const url of ['/reports/2024', '/reports']) await visit(url)
  // The catalogue of partners is read anew after either.
  make.delegation({ ...visits, partnerIds: [make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })] })
  const one = [await countOf('/reports/2024'), await countOf('/reports')]
  for (let number = 0; number < 40; number += 1) {
    const partnerIds = [make.partner({ name: `Hội ${number}` })]
    make.delegation({ ...visits, partnerIds, countries: ['LA', 'TH', 'CU', 'KR'].slice(number % 4) })
    make.delegation({ ...visits, startsOn: `${1970 + number}-02` })
  }
  expect([await countOf('/reports/2024'), await countOf('/reports')]).toEqual(one)
})

test('around the paper, which is Vietnamese, a reader of English is spoken to in English', async () => {
  const app = startApp()
  const { make, submit, visit } = app
  make.delegation({ ...returned, startsOn: '2024-05', headCount: 5 })
  await submit('/reports/2024', await formOf(app, '/reports/2024', {}))
  make.delegation({ ...returned, startsOn: '2024-05', headCount: 5 })
  const page = await visit('/reports/2024', { Cookie: 'language=en' })
  expect(page.text('h1')).toBe('Report on 2024')
  expect(page.text('#changed')).toContain('Outbound delegations: 2, was 1')
  expect(page.text('#changed')).toContain('Laos: outbound delegations: 2, was 1')
  expect(page.text('.sheet[lang=vi]')).toContain('đã cử 2')
})

test('headings and their numbers are those of every report: a part of nothing says so, and can be written on screen', async () => {
  const app = startApp()
  app.make.delegation({ ...returned, startsOn: '2024-05', headCount: 5 })
  const page = await app.visit('/reports/2024')
  const invited = page.all('.sheet .blank.screen').map((one) => one.querySelector('a')?.getAttribute('href'))
  expect(invited).toContain('/reports/2024/edit#limits')
  const word = await wordsInWord(app, '/reports/2024.docx')
  const headings = word.filter((text) => /^(?:[IVX]+|\d+)\. /.test(text))
  expect(headings).toEqual([
    'I. TÌNH HÌNH CHUNG',
    'II. KẾT QUẢ',
    '1. Đoàn ra',
    '2. Đoàn vào',
    '3. Quan hệ song phương theo đối tác',
    '4. Quan hệ đa phương',
    '5. Hội nghị, hội thảo',
    '6. Thỏa thuận hợp tác',
    '7. Viện trợ và bồi dưỡng',
    '8. Thông tin đối ngoại',
    '9. Khen thưởng',
    'III. SO VỚI KẾ HOẠCH VÀ CÙNG KỲ',
    'IV. HẠN CHẾ, NGUYÊN NHÂN',
    'V. PHƯƠNG HƯỚNG NĂM 2025',
    'VI. KIẾN NGHỊ',
  ])
  const under = (heading: string) => word[word.indexOf(heading) + 1]
  expect(under('IV. HẠN CHẾ, NGUYÊN NHÂN')).toBe('Chưa ghi nội dung nào.')
  expect(under('4. Quan hệ đa phương')).toBe('Chưa ghi nội dung nào.')
  expect(word.join(' ')).not.toContain('Viết')
  await app.submit('/reports/2024', await formOf(app, '/reports/2024', { limits: 'Còn chậm.' }))
  const written = await wordsInWord(app, '/reports/2024.docx')
  expect(written[written.indexOf('IV. HẠN CHẾ, NGUYÊN NHÂN') + 1]).toBe('Còn chậm.')
  const reader = app.signIn('viewer').headers
  expect((await app.visit('/reports/2024', reader)).all('.sheet .blank')).toEqual([])
})

test('rows of a table do not part at the end of a sheet in Word, and its headings stand again on the next', async () => {
  const app = startApp()
  for (let month = 1; month <= 50; month += 1)
    app.make.delegation({
      ...returned,
      startsOn: `2024-${String((month % 12) + 1).padStart(2, '0')}`,
      headCount: 2,
    })
  const document = partsOf((await download(app, '/reports/2024.docx')).body).get('word/document.xml')!
  const rows = document.match(/<w:tr[ >].*?<\/w:tr>/gs)!
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.every((row) => row.includes('<w:cantSplit'))).toBe(true)
  const tables = document.match(/<w:tbl>.*?<\/w:tbl>/gs)!
  expect(
    tables.filter((table) => table.includes('STT')).every((table) => table.includes('<w:tblHeader')),
  ).toBe(true)
  expect(document.match(/w:orient="landscape"/g)).toHaveLength(1)
})

test('a figure that reports did not tell when the figures were written down is not marked as changed', async () => {
  const app = startApp()
  app.make.delegation({
    ...returned,
    startsOn: '2024-05',
    isListComplete: true,
    participants: [member('An')],
  })
  await app.submit('/reports/2024', await formOf(app, '/reports/2024', {}))
  app.db.$client.prepare(`delete from report_figures where name like 'country%.persons'`).run()
  expect((await app.visit('/reports/2024')).texts('mark')).toEqual([])
})

test('C12: a report of every unit names each body it covers, those that only published a figure among them', async () => {
  const { db, make, visit } = startApp()
  make.delegation({ ...returned, startsOn: '2023-05', headCount: 2 })
  const cluster = make.unit({ name: 'Cụm thi đua số 4', kind: 'other_body' })
  write(db, { name: 'Test' }, (write) =>
    write.insert(openingFigures, {
      unitId: cluster,
      indicator: 'activities',
      startsOn: '2023',
      endsOn: '2023',
      value: 100,
      qualifier: 'exact',
      sourceId: sourceAt(write, 'https://example.org/cum', null),
      note: null,
    }),
  )
  const page = await visit('/reports/2023?scope=all')
  expect(page.text('.sheet')).toContain(
    'Đây là đoàn của 1 đơn vị (Phụ lục I, cột 1 và 4; Phụ lục III, cột 1): Hội Nhà báo Việt Nam. Chỉ có số liệu đã công bố, sổ chưa ghi đoàn: Cụm thi đua số 4.',
  )
  const rows = page
    .all('#units tbody tr')
    .map((row) => [...row.children].map((cell) => tidy(cell.textContent)))
  expect(rows).toEqual([
    ['1', 'Hội Nhà báo Việt Nam', 'Cơ quan Trung ương Hội', '1', '0', ''],
    ['', 'Cụm thi đua số 4', 'Cơ quan khác', '', '', 'có'],
  ])
  expect((await visit('/reports/2023')).text('.sheet')).not.toContain('Cụm thi đua')
})

test('the report of a unit is of that unit, whatever scope is asked for beside it, and says so', async () => {
  const { make, visit } = startApp()
  const unit = make.unit({ name: 'Hội một', kind: 'local_association' })
  expect((await visit(`/reports?unit=${unit}&scope=all`)).text('.notice')).toBe(
    'Đã chọn đơn vị thì phạm vi là đơn vị ấy, nên đã bỏ qua “scope=all”.',
  )
})
