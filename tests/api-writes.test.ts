import fc from 'fast-check'
import request from 'supertest'
import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { countOf, program, textOf } from './support/program.ts'

/** A visit as a program sends it at least. */
const aVisit = (more: object = {}) => ({
  direction: 'outbound',
  title: 'Thăm Lào',
  countries: ['LA'],
  startsOn: '2024-09',
  ...more,
})

test('a program writes a visit by the form’s own names, and gets its address and record', async () => {
  const app = startApp({ as: null })
  const partnerId = app.make.partner({ name: 'Hội Nhà báo Lào', country: 'LA' })
  const { send, read } = program(app)
  const kept = await send(
    '/delegations',
    aVisit({
      title: 'Trao đổi nghiệp vụ',
      countries: undefined,
      partnerIds: [partnerId],
      startsOn: '2024-09-14',
      endsOn: '2024-09-18',
      status: 'returned',
      headCount: 6,
      headName: 'Lê Minh',
      headPosition: 'Phó Chủ tịch',
      purpose: 'Ký kết',
      sourceUrl: 'https://example.org/tin',
    }),
  )
  expect(kept.status).toBe(201)
  expect(kept.location).toBe('/delegations/1')
  expect(kept.json).toMatchObject({
    id: 1,
    version: 1,
    code: 'ĐR-2024-001',
    title: 'Trao đổi nghiệp vụ',
    countries: ['LA'],
    partners: [{ id: partnerId, name: 'Hội Nhà báo Lào' }],
    unit: { id: 1, name: 'Hội Nhà báo Việt Nam' },
    head: { name: 'Lê Minh', position: 'Phó Chủ tịch' },
    headCount: 6,
    status: 'returned',
    countsAs: 'delegation_and_people',
    report: { status: 'empty' },
  })
  expect((await read('/delegations/1.json')).json).toEqual(kept.json)
})

test('the same POST again answers with the first one’s result, and makes nothing', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  const body = aVisit({ submissionId: crypto.randomUUID() })
  const answers = [await send('/delegations', body), await send('/delegations', body)]
  expect(answers.map(({ status, location, json }) => [status, location, json.id])).toEqual([
    [201, '/delegations/1', 1],
    [201, '/delegations/1', 1],
  ])
  expect(countOf(app, 'delegations')).toBe(1)
  const edit = { submissionId: crypto.randomUUID(), version: 1, note: 'Ghi thêm' }
  for (const _ of [1, 2]) {
    expect(await send('/delegations/1', edit)).toMatchObject({ status: 200, json: { version: 2 } })
  }
})

test('another body under the same number is kept nowhere, and is told what that number was kept as', async () => {
  const app = startApp({ as: null })
  const { send, read } = program(app)
  const submissionId = crypto.randomUUID()
  const [first, second] = ['Một', 'Hai'].map((title) => aVisit({ submissionId, title }))
  expect(await send('/delegations', first!)).toMatchObject({ status: 201, json: { title: 'Một' } })
  expect(await send('/delegations', second!)).toMatchObject({
    status: 409,
    json: {
      error: 'this submissionId was sent before with another body',
      location: '/delegations/1',
      kept: { id: 1, title: 'Một' },
    },
  })
  expect(countOf(app, 'delegations')).toBe(1)
  // The same in another order is the same.
  const turned = Object.fromEntries(Object.entries(first!).toReversed())
  expect(await send('/delegations', turned)).toMatchObject({ status: 201, json: { id: 1, title: 'Một' } })
  const partner = { name: 'Hội Nhà báo Cuba', kind: 'journalist_association', country: 'CU', submissionId }
  expect(await send('/partners', partner)).toMatchObject({ status: 201 })
  expect(await send('/partners', { ...partner, country: 'LA' })).toMatchObject({
    status: 409,
    json: { kept: { name: 'Hội Nhà báo Cuba', country: 'CU' } },
  })
  const { paths, components } = (await read('/openapi.json')).json as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, { content: object }> }>>
    components: { schemas: object }
  }
  const told = { 'application/json': { schema: { $ref: '#/components/schemas/SentOtherwise' } } }
  expect(paths['/delegations']!.post!.responses[409]!.content).toEqual(told)
  expect(components.schemas).toHaveProperty('SentOtherwise')
})

test('what cannot be kept is refused by field in the form’s words, and nothing is stored', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  const refused: [sent: object, field: string, reason: RegExp][] = [
    [{ endsOn: '2023-01' }, 'endsOn', /Trước ngày bắt đầu/],
    [{ startsOn: '2024-02-31' }, 'startsOn', /Không có ngày/],
    [{ startsOn: undefined }, 'startsOn', /Chưa ghi ngày bắt đầu/],
    [{ title: '' }, 'title', /Chưa ghi/],
    [{ title: null }, 'title', /Chưa ghi/],
    [{ title: ['a'] }, 'title', /Kiểu JSON phải là string/],
    [{ direction: 'up' }, 'direction', /danh sách/],
    [{ direction: {} }, 'direction', /một giá trị/],
    [{ headCount: -1 }, 'headCount', /từ 1/],
    [{ headCount: 1.5 }, 'headCount', /số nguyên/],
    [{ headCount: true }, 'headCount', /Kiểu JSON/],
    [{ isListComplete: 'false' }, 'isListComplete', /boolean/],
    [{ countries: 'LA' }, 'countries', /array/],
    [{ countries: ['XX'] }, 'countries', /Không có nước/],
    [{ countries: [['LA']] }, 'countries.0', /Kiểu JSON/],
    [{ partnerIds: [99] }, 'partnerIds', /Không có đối tác số 99/],
    [{ unitId: 99 }, 'unitId', /danh sách/],
    [{ status: 'cancelled' }, 'status', /danh sách/],
    [{ headPosition: 'Chủ tịch' }, 'headName', /Chưa ghi/],
    [{ headName: 'x'.repeat(200) }, 'headName', /200 ký tự/],
    [{ participants: [null] }, 'participants.0', /object/],
    [
      { participants: [{ role: 'member', name: 'A', passport: '1' }] },
      'participants.0.passport',
      /trường này/,
    ],
    [{ submissionId: 'again' }, 'submissionId', /Không đọc được/],
    [{ passportNumber: 'B1234567' }, 'passportNumber', /Không có trường này/],
    [{ sourceUrl: 'javascript:alert(1)' }, 'sourceUrl', /https/],
    [{ note: 'TỐI MẬT' }, 'note', /Mật/],
  ]
  for (const [sent, field, reason] of refused) {
    const answer = await send('/delegations', aVisit(sent))
    expect([answer.status, field, Object.keys(answer.json.errors ?? {})]).toEqual([422, field, [field]])
    expect(answer.json.errors![field]![0]).toMatch(reason)
  }
  expect(countOf(app, 'delegations')).toBe(0)
  expect(countOf(app, 'submissions')).toBe(0)
})

test('C10: a program cannot write down as away or back what is still to come', async () => {
  const { send } = program(startApp({ as: null }))
  const ahead = await send('/delegations', aVisit({ startsOn: '2035-05-05', status: 'returned' }))
  expect([ahead.status, ahead.json]).toEqual([
    422,
    { errors: { startsOn: [expect.stringContaining('chưa đến')] } },
  ])
  await send('/delegations', aVisit({ status: 'returned' }))
  const moved = await send('/delegations/1', { version: 1, startsOn: '2036-01-01' })
  expect([moved.status, Object.keys(moved.json.errors as object)]).toEqual([422, ['startsOn']])
})

test('a visit that may be there already is refused with those it may be, unless it is said to be another', async () => {
  const app = startApp({ as: null })
  const partnerId = app.make.partner()
  const { send } = program(app)
  const body = aVisit({ partnerIds: [partnerId] })
  await send('/delegations', body)
  const refused = await send('/delegations', body)
  expect(refused).toMatchObject({ status: 422, json: { candidates: [{ id: 1, code: 'ĐR-2024-001' }] } })
  expect(Object.keys(refused.json.errors!)).toEqual(['notDuplicate'])
  expect((await send('/delegations', { ...body, notDuplicate: true })).status).toBe(201)
})

test('an edit keeps what was not sent, and empties what was sent as null', async () => {
  const app = startApp({ as: null })
  const partnerId = app.make.partner()
  const { send } = program(app)
  await send(
    '/delegations',
    aVisit({ partnerIds: [partnerId], headName: 'Lê Minh', note: 'x', headCount: 6 }),
  )
  const edited = await send('/delegations/1', { version: 1, title: 'Tên mới', note: null })
  expect(edited).toMatchObject({
    status: 200,
    json: {
      version: 2,
      title: 'Tên mới',
      note: null,
      headCount: 6,
      countries: ['LA'],
      partners: [{ id: partnerId }],
      head: { name: 'Lê Minh' },
      participants: [{ name: 'Lê Minh', role: 'head' }],
    },
  })
  const line = edited.json.participants![0]
  const again = await send('/delegations/1', { version: 2, headPosition: 'Chủ tịch' })
  expect(again.json.participants![0]).toMatchObject({
    id: line!.id,
    personId: line!.personId,
    post: 'Chủ tịch',
  })
  const named = await send('/delegations/1', {
    version: 3,
    participants: [
      { id: line!.id, name: 'Lê Minh', role: 'head' },
      { name: 'Trần An', role: 'member', stayedHome: true },
    ],
  })
  expect(named.json.participants).toMatchObject([
    { id: line!.id, post: null },
    { name: 'Trần An', stayedHome: true },
  ])
})

test('an edit of an older version is refused with what is stored, what was sent and what it was made from', async () => {
  const app = startApp({ as: null })
  const { send, read } = program(app)
  await send('/delegations', aVisit({ title: 'Bản đầu' }))
  await send('/delegations/1', { version: 1, title: 'Bản của người khác' })
  const before = (await read('/delegations/1.json')).json
  const stale = await send('/delegations/1', { version: 1, note: 'Sửa ô khác cũng vậy' })
  expect(stale).toMatchObject({
    status: 409,
    json: {
      error: 'the version is stale',
      version: 2,
      stored: { title: 'Bản của người khác', version: 2, countries: ['LA'] },
      sent: { version: 1, note: 'Sửa ô khác cũng vậy' },
      original: { title: 'Bản đầu', version: 1, startsOn: '2024-09' },
    },
  })
  expect(await send('/delegations/1', { version: 9, title: 'x' })).toMatchObject({
    status: 409,
    json: { original: null },
  })
  expect(await send('/delegations/1', { title: 'x' })).toMatchObject({ status: 422, json: { errors: {} } })
  expect((await read('/delegations/1.json')).json).toEqual(before)
})

test('a hundred edits of one version at once: one is kept, the others are told', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  await send('/delegations', aVisit())
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => send('/delegations/1', { version: 1, title: `Bản ${index}` })),
  )
  const counts = [200, 409].map((one) => answers.filter(({ status }) => status === one).length)
  expect(counts).toEqual([1, 99])
})

test('a visit moves by its steps, each an address, and back', async () => {
  const app = startApp({ as: null })
  const { send } = program(app, { role: 'approver' })
  await send('/delegations', aVisit())
  expect(
    (await send('/delegations/1', { version: 1, status: 'approved' })).json.errors!.status![0],
  ).toContain('/delegations/1/approval')
  expect((await send('/delegations/1/approval', {})).json.errors).toMatchObject({
    approvalNumber: [expect.stringMatching(/.+/)],
  })
  const paper = { approvalNumber: '177/QĐ-HNBVN', approvedOn: '2024-08-01', approvalAuthority: 'Ban' }
  expect(await send('/delegations/1/approval', { version: 1, ...paper })).toMatchObject({
    status: 200,
    json: { status: 'approved', approvalNumber: '177/QĐ-HNBVN', steps: [{}, { status: 'approved' }] },
  })
  expect((await send('/delegations/1/departure', { version: 1 })).status).toBe(409)
  expect((await send('/delegations/1/departure', {})).json).toMatchObject({ status: 'underway' })
  expect((await send('/delegations/1/approval', paper)).json.errors).toHaveProperty('step')
  expect((await send('/delegations/1/step-back', { version: 2 })).status).toBe(409)
  expect((await send('/delegations/1/step-back', {})).json).toMatchObject({ status: 'approved' })
})

test('a report is drafted and handed in', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  await send('/delegations', aVisit({ status: 'returned' }))
  const draft = await send('/delegations/1/report', { version: 1, achieved: 'Đã ký hai văn bản' })
  expect(draft.json.report).toMatchObject({
    status: 'draft',
    version: 2,
    sections: { achieved: 'Đã ký hai văn bản' },
  })
  expect((await send('/delegations/1/report', { version: 1, ongoing: 'x' })).json).toMatchObject({
    stored: { achieved: 'Đã ký hai văn bản' },
    original: { achieved: null },
  })
  const unnumbered = await send('/delegations/1/report', { version: 2, submitReport: true })
  expect(Object.keys(unnumbered.json.errors!)).toEqual(['number', 'submittedOn'])
  const handedIn = { version: 2, submitReport: true, number: '15/BC', submittedOn: '2024-10-01' }
  expect((await send('/delegations/1/report', handedIn)).json).toMatchObject({
    status: 'reported',
    report: { status: 'submitted', number: '15/BC', submittedOn: '2024-10-01', sections: { achieved: /.+/ } },
  })
  expect((await send('/delegations/1/report', { version: 3, number: '16/BC' })).status).toBe(422)
})

test('partners and people are written the same way', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  const partner = { name: 'Hội Nhà báo Lào', kind: 'journalist_association', country: 'LA' }
  const kept = await send('/partners', { ...partner, names: [{ name: 'LJA', kind: 'alias' }] })
  expect(kept).toMatchObject({
    status: 201,
    location: '/partners/1',
    json: { names: { aliases: ['LJA'] }, country: 'LA' },
  })
  expect(await send('/partners', partner)).toMatchObject({ status: 422, json: { candidates: [{ id: 1 }] } })
  expect(
    (await send('/partners', { ...partner, name: 'Khác', kind: 'embassy', country: null })).json.errors,
  ).toEqual({
    country: ['Chưa ghi nước'],
  })
  expect(await send('/partners/1', { version: 1, abbreviation: 'LJA' })).toMatchObject({
    status: 200,
    json: { version: 2, names: { abbreviation: 'LJA', aliases: ['LJA'] } },
  })
  expect((await send('/partners/1', { version: 1, note: 'x' })).json).toMatchObject({
    original: { abbreviation: null },
  })
  const visit = await send('/delegations', aVisit({ headName: 'Lê Minh' }))
  const personId = textOf(visit.json.participants![0]!.personId)
  const person = await send(`/people/${personId}`, { version: 1, spellings: ['Le Minh'], nationality: 'VN' })
  expect(person).toMatchObject({
    status: 200,
    json: { name: 'Lê Minh', spellings: ['Le Minh'], tripCount: 0 },
  })
})

test('who may not is told so in JSON: no token, one for reading, a viewer’s, another unit’s', async () => {
  const app = startApp({ as: null })
  const visit = app.make.delegation()
  const local = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const json = { 'Content-Type': 'application/json', Host: '127.0.0.1' }
  const stranger = await request(app.app)
    .post('/delegations')
    .set({ ...json, Authorization: 'Bearer sd_guess' })
    .send('{}')
  expect([stranger.status, stranger.body]).toEqual([401, { error: 'sign in, or send a token' }])
  const elsewhere = await request(app.app)
    .post('/delegations')
    .set({ ...json, Origin: 'https://evil.example' })
    .send('{}')
  expect([elsewhere.status, elsewhere.type]).toEqual([403, 'application/json'])
  // A script of the register's own page, in somebody's session.
  const { headers } = app.signIn('clerk')
  const own = { ...json, ...headers, Origin: 'http://127.0.0.1' }
  const ours = await request(app.app).post('/delegations').set(own).send(JSON.stringify(aVisit()))
  expect(ours.status).toBe(201)
  const forged = { ...own, Origin: 'https://evil.example' }
  expect(
    (await request(app.app).post('/delegations').set(forged).send(JSON.stringify(aVisit()))).status,
  ).toBe(403)
  const reading = program(app, { mayWrite: false })
  expect(await reading.send('/delegations', aVisit())).toMatchObject({
    status: 403,
    json: { error: 'this token may only read' },
  })
  expect((await program(app, { role: 'viewer' }).send('/delegations', aVisit())).json).toEqual({
    error: 'forbidden',
    needs: 'Nhập liệu',
  })
  const theirs = program(app, { unitId: local })
  expect((await theirs.send('/partners', {})).status).toBe(403)
  expect((await theirs.send(`/delegations/${visit}`, { version: 1, title: 'x' })).json).toEqual({
    error: 'not found',
  })
  expect((await theirs.read(`/delegations/${visit}.json`)).status).toBe(404)
  expect((await theirs.send('/delegations', aVisit({ unitId: 1 }))).json.errors).toHaveProperty('unitId')
  expect((await theirs.send('/delegations', aVisit())).json).toMatchObject({ unit: { id: local } })
  const clerk = program(app)
  expect((await clerk.send('/delegations', aVisit({ status: 'approved' }))).json.errors).toHaveProperty(
    'status',
  )
  expect((await clerk.send(`/delegations/${visit}/approval`, {})).status).toBe(403)
  expect(countOf(app, 'delegations')).toBe(3)
})

test('a body that is no JSON object, too large, or sent where none is taken, is refused in JSON', async () => {
  const app = startApp({ as: null })
  const { send, token } = program(app, { role: 'administrator' })
  const refused = async (url: string, body: unknown) => {
    const { status, type } = await send(url, body)
    return [status, type]
  }
  const json = 'application/json; charset=utf-8'
  expect(await refused('/delegations', '{"title":')).toEqual([400, json])
  expect(await refused('/delegations', '[1]')).toEqual([400, json])
  expect(await refused('/delegations', '"text"')).toEqual([400, json])
  expect(await refused('/delegations', { title: 'x'.repeat(600_000) })).toEqual([413, json])
  expect(await refused('/account/tokens', { name: 'x' })).toEqual([415, json])
  expect(await refused('/admin/units', { name: 'x' })).toEqual([415, json])
  expect(await refused('/nowhere', {})).toEqual([404, json])
  const latin = await request(app.app)
    .post('/delegations')
    .set({
      Authorization: `Bearer ${token}`,
      Host: '127.0.0.1',
      'Content-Type': 'application/json; charset=latin1',
    })
    .send('{}')
  expect(latin.status).toBe(415)
})

test('a deleted record says so, and where it can be restored', async () => {
  const app = startApp({ as: null })
  const { send, read } = program(app)
  await send('/delegations', aVisit())
  const { headers } = app.signIn('clerk')
  const form = await app.visit('/delegations/1/deletion', headers)
  await app.submit('/delegations/1/deletion', { reason: 'Nhầm', lastActId: form.value('lastActId') }, headers)
  expect(await read('/delegations/1.json')).toMatchObject({
    status: 410,
    json: { error: 'deleted', deletion: '/deletions/1.json' },
  })
  expect((await read('/deletions/1.json')).json).toMatchObject({ reason: 'Nhầm', kind: 'delegations' })
})

test('whatever is sent, nothing breaks, and only what was accepted is stored', async () => {
  const app = startApp({ as: null })
  app.make.partner()
  const { send } = program(app, { role: 'administrator' })
  await send('/delegations', aVisit({ headName: 'Lê Minh' }))
  const names =
    `title direction startsOn countries partners partnerIds participants hosts headName headPosition
    headCount unitId status version submissionId names name __proto__ constructor toString hasOwnProperty add remove
    paste choice[title] participants[0][name] spellings submitReport general kind country`.split(/\s+/)
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(1, 99, 'LA', 'outbound', '2024-09', '2024-02-31', 'a\u0000b', '\uD800', -0, 1e300, '#1'),
    fc.array(
      fc.dictionary(fc.constantFrom('id', 'name', 'role', 'kind', '__proto__'), fc.jsonValue(), {
        maxKeys: 4,
      }),
      {
        maxLength: 3,
      },
    ),
  )
  const urls = ['', '/1', '/1/submission', '/1/return', '/1/report', '/1/step-back'].map(
    (end) => `/delegations${end}`,
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...urls, '/partners', '/partners/1', '/people/1'),
      fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 }),
      fc.boolean(),
      async (url, fields, isFull) => {
        const sent = [...(isFull ? Object.entries(aVisit({ version: 1 })) : []), ...fields]
        // As text: an object literal would lose the name __proto__.
        const body = `{${sent.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`).join()}}`
        const before = countOf(app, 'delegations') + countOf(app, 'partners')
        const answer = await send(url, body)
        expect([url, body, answer.status < 500 && answer.type]).toEqual([
          url,
          body,
          'application/json; charset=utf-8',
        ])
        const added = countOf(app, 'delegations') + countOf(app, 'partners') - before
        expect([body, added]).toEqual([body, answer.status === 201 && added ? 1 : 0])
      },
    ),
    { numRuns: 400 },
  )
})

test('lists without end are refused in few words', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  const rows = Array.from({ length: 20_000 }, () => ({ name: '', role: '' }))
  const unknown = Object.fromEntries(rows.map((_, index) => [`field${index}`, 1]))
  for (const sent of [{ participants: rows }, { hosts: rows.map(() => 1) }, { countries: rows }, unknown]) {
    const { status, text } = await send('/delegations', aVisit(sent))
    expect([status, text.length < 10_000]).toEqual([422, true])
  }
  expect((await send('/delegations', aVisit({ participants: rows }))).json.errors).toEqual({
    participants: ['Nhiều nhất 300 mục'],
  })
})

test('nesting without end is refused, not followed', async () => {
  const app = startApp({ as: null })
  const { send } = program(app)
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  for (const name of ['title', 'countries', 'participants', 'unknown']) {
    const answer = await send('/delegations', `{"${name}":${deep},"submissionId":"${crypto.randomUUID()}"}`)
    expect([name, answer.status]).toEqual([name, 422])
  }
})
