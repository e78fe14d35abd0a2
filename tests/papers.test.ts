import { once } from 'node:events'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import request from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { documents } from '../src/documents/document.ts'
import { forgetIncoming, incomingIn } from '../src/documents/kept-file.ts'
import { startApp } from './support/app.ts'
import { docx, jpeg, pdf, png, xlsx } from './support/files.ts'
import { program } from './support/program.ts'
import { sendPaper } from './support/papers.ts'

const letter = () => ({ bytes: pdf(['Thư mời dự hội thảo báo chí số']), name: 'thu-moi.pdf' })
const keptFiles = (dataDir: string) =>
  globSync('files/**/*', { cwd: dataDir, withFileTypes: true }).filter((file) => file.isFile())

/** A visit with one paper, and the address of the file of it. */
async function withPaper(fields: Record<string, string> = { kind: 'invitation' }, file = letter()) {
  const app = startApp()
  const id = app.make.delegation({ title: 'Thăm Lào' })
  const at = `/delegations/${id}/documents`
  const sent = await sendPaper(app, at, fields, file)
  expect(sent.status).toBe(303)
  return { ...app, id, at, sent, file: `${at}/1/file` }
}

test('a paper stands on the visit’s page by its number as written, with its day as far as it is known', async () => {
  const { visit, id, at, sent, ...app } = await withPaper({
    kind: 'proposal',
    number: '399-QĐ/TW',
    issuedOn: '9/2024',
    issuer: 'Ban Bí thư',
    signer: 'Nguyễn Thử',
    subject: 'Về việc cử đoàn',
  })
  const page = await visit(sent.location)
  expect(page.text('.notice--done')).toContain('Đã lưu giấy tờ.')
  expect(page.text('.files li')).toMatch(
    /^Tờ trình, văn bản đề nghị 399-QĐ\/TW Về việc cử đoàn 9\/2024 · Ban Bí thư · Nguyễn Thử ?PDF, 1 KB · thu-moi\.pdf/,
  )
  expect(await sendPaper(app, at, { kind: 'invitation', number: '177/HD-HNBVN' })).toMatchObject({
    status: 303,
  })
  expect((await visit(`/delegations/${id}`)).texts('.files li')[1]).toContain(
    'Thư mời 177/HD-HNBVN chưa có tệp',
  )
})

test('a paper needs its kind, its mark of secrecy, and something to be known by', async () => {
  const app = startApp()
  const at = `/delegations/${app.make.delegation()}/documents`
  const empty = await sendPaper(app, at, { kind: '', secrecy: '', number: '1/A' })
  expect([empty.status, empty.error('kind'), empty.error('secrecy')]).toEqual([
    422,
    'Chưa chọn loại giấy tờ',
    'Chưa chọn độ mật',
  ])
  const nameless = await sendPaper(app, at, { kind: 'other' })
  expect([nameless.status, nameless.error('number')]).toEqual([
    422,
    expect.stringContaining('Ghi ít nhất số'),
  ])
  expect((await app.visit(`${at}/new`)).all('#secrecy option[selected]')).toEqual([])
})

test('a file comes down as it went up, to be kept and never opened as a page', async () => {
  for (const [bytes, name, type] of [
    [letter().bytes, 'thư mời.pdf', 'application/pdf'],
    [docx(['Xin chào']), 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [xlsx('Dự toán'), 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [png(), 'a.png', 'image/png'],
    [jpeg(), 'a.jpg', 'image/jpeg'],
  ] as const) {
    const { app, signedIn, file } = await withPaper({ kind: 'other' }, { bytes, name })
    const answer = await request(app)
      .get(file)
      .set({ Host: '127.0.0.1', ...signedIn!.headers })
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = []
        res
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => done(null, Buffer.concat(chunks)))
      })
    expect((answer.body as Buffer).equals(bytes)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename/)
    const head = await request(app)
      .head(file)
      .set({ Host: '127.0.0.1', ...signedIn!.headers })
    expect(head.headers['content-length']).toBe(String(bytes.length))
  }
})

test('the same file twice is kept once, under its hash, and nothing else stays behind', async () => {
  const { at, dataDir, db, ...app } = await withPaper()
  await sendPaper(app, at, { kind: 'other' }, letter())
  await sendPaper(app, at, { kind: 'other' }, { bytes: png(), name: 'a.png' })
  const files = keptFiles(dataDir)
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{64}$/)]),
  )
  expect(files).toHaveLength(2)
  for (const { name, parentPath } of files)
    expect(parentPath).toBe(join(dataDir, 'files', name.slice(0, 2), name.slice(2, 4)))
  expect(db.$client.prepare('select count(*) as files from stored_files').get()).toEqual({ files: 2 })
  expect(db.$client.prepare('select count(*) as papers from documents').get()).toEqual({ papers: 3 })
})

test('a form sent twice is one paper', async () => {
  const app = startApp()
  const at = `/delegations/${app.make.delegation()}/documents`
  const fields = { kind: 'other', submissionId: crypto.randomUUID() }
  const first = await sendPaper(app, at, fields, letter())
  const second = await sendPaper(app, at, fields, letter())
  expect(second.location).toBe(first.location)
  expect(app.db.$client.prepare('select count(*) as papers from documents').get()).toEqual({ papers: 1 })
  expect(keptFiles(app.dataDir)).toHaveLength(1)
})

test('a paper that was edited or removed comes back by an undo, its file with it; history tells of both', async () => {
  const { visit, submit, at, id, file, ...app } = await withPaper({ kind: 'invitation', number: '1/A' })
  const form = await visit(`${at}/1/edit`)
  expect([form.value('number'), form.value('secrecy'), form.value('version')]).toEqual(['1/A', 'normal', '2'])
  const edited = { kind: 'invitation', number: '2/B', version: '2' }
  await sendPaper(app, `${at}/1`, edited, { bytes: docx(['Bản khác']), name: 'khac.docx' })
  const page = await visit(`/delegations/${id}`)
  expect(page.text('.files li')).toMatch(/^Thư mời 2\/B ?Word, 1 KB · khac\.docx/)
  expect(page.text('[aria-labelledby="history"]')).toContain('Số văn bản: từ “1/A” thành “2/B”')

  const removed = await submit(`${at}/1/removal`, {})
  const without = await visit(removed.location!)
  expect(without.text('.notice--done')).toContain('Đã bỏ giấy tờ')
  expect(without.texts('.files li')).toEqual([])
  expect(without.text('[aria-labelledby="history"]')).toContain('Bỏ giấy tờ: Thư mời 2/B')
  expect((await visit(file)).status).toBe(404)
  const act = /act=(\d+)/.exec(removed.location!)![1]
  await submit(`/history/${act}/undo`, {})
  expect((await visit(file)).headers['content-disposition']).toContain('khac.docx')
})

test('pressed twice, a paper is removed once, and both presses lead to its visit', async () => {
  const { visit, submit, at, id } = await withPaper()
  const form = await visit(`${at}/1/edit`)
  const submissionId = form.all('form[action$="/removal"] [name="submissionId"]')[0]?.getAttribute('value')
  const [first, second] = [
    await submit(`${at}/1/removal`, { submissionId }),
    await submit(`${at}/1/removal`, { submissionId }),
  ]
  expect(first.location).toContain(`/delegations/${id}?saved=paper-removed`)
  expect([second.status, second.location]).toEqual([303, first.location])
})

test('of two who edit a paper, what only one changed is kept, and what both changed is asked about', async () => {
  const { visit, at, id, ...app } = await withPaper({ kind: 'invitation', number: '1/A' })
  const version = (await visit(`${at}/1/edit`)).value('version')
  await sendPaper(app, `${at}/1`, { kind: 'invitation', number: '1/A', signer: 'Lê Thử', version })
  const other = app.signIn('clerk').headers
  const beside = { kind: 'invitation', number: '2/B', version }
  expect((await sendPaper(app, `${at}/1`, beside, undefined, other)).status).toBe(303)
  expect((await visit(`/delegations/${id}`)).text('.files li')).toMatch(/^Thư mời 2\/B Lê Thử/)
  const clash = await sendPaper(app, `${at}/1`, { kind: 'invitation', number: '3/C', version })
  expect(clash.status).toBe(409)
  expect(clash.html).toContain('choice[number]')
  const newest = /name="version" value="(\d+)"/.exec(clash.html)![1]!
  const chosen = { ...beside, version: newest, 'choice[number]': JSON.stringify('3/C') }
  await sendPaper(app, `${at}/1`, chosen)
  expect((await visit(`/delegations/${id}`)).text('.files li')).toContain('3/C')
})

test('a paper is judged by what it is once its form has come in whole', async () => {
  const app = await withPaper({ kind: 'invitation', number: '1/A' })
  const { at, db } = app
  const version = (await app.visit(`${at}/1/edit`)).value('version')!
  await sendPaper(app, `${at}/1`, { kind: 'invitation', number: '1/A', removeFile: '1', version })
  const opened = (await app.visit(`${at}/1/edit`)).value('version')!
  const server = app.app.listen(0)
  onTestFinished(() => void server.close())
  const fields = { kind: 'invitation', number: '1/A', secrecy: 'secret', version: opened }
  const form = new Response(
    Object.entries(fields).reduce((form, [name, value]) => (form.append(name, value), form), new FormData()),
  )
  const sent = http.request({
    port: (server.address() as AddressInfo).port,
    method: 'POST',
    path: `${at}/1`,
    headers: {
      ...app.signedIn!.headers,
      Origin: 'http://127.0.0.1',
      Host: '127.0.0.1',
      'Content-Type': form.headers.get('content-type')!,
      Expect: '100-continue',
    },
  })
  sent.flushHeaders()
  // The program has begun to read the form: meanwhile the paper gets a file.
  await once(sent, 'continue')
  await sendPaper(app, `${at}/1`, { kind: 'invitation', number: '1/A', version: opened }, letter())
  sent.end(Buffer.from(await form.arrayBuffer()))
  const [answer] = (await once(sent, 'response')) as [http.IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(422)
  expect(db.$client.prepare('select secrecy from documents').get()).toEqual({ secrecy: 'normal' })
})

test('a file is dropped or put in the place of another; the paper stays', async () => {
  const { visit, at, id, dataDir, ...app } = await withPaper({ kind: 'invitation', number: '1/A' })
  await sendPaper(app, `${at}/1`, { kind: 'invitation', number: '1/A', version: '2', removeFile: '1' })
  expect((await visit(`/delegations/${id}`)).text('.files li')).toContain('chưa có tệp')
  expect(keptFiles(dataDir)).toHaveLength(1)
})

test('what a visit was approved by is the decision among its papers, never twice', async () => {
  const app = startApp()
  const approval = {
    approvalNumber: '177/QĐ-HNBVN',
    approvedOn: '2024-09-01',
    approvalAuthority: 'Ban Bí thư',
  }
  const id = app.make.delegation({ ...approval, status: 'approved' })
  const page = await app.visit(`/delegations/${id}`)
  expect(page.texts('.files li')).toEqual([
    expect.stringMatching(/177\/QĐ-HNBVN 01\/09\/2024 · Ban Bí thư ?chưa có tệp ?Thêm tệp$/),
  ])
  const form = await app.visit(page.href('.files li a'))
  const typed = Object.fromEntries(
    ['kind', 'number', 'issuedOn', 'issuer'].map((name) => [name, form.value(name)]),
  )
  expect(typed).toEqual({
    kind: 'decision',
    number: '177/QĐ-HNBVN',
    issuedOn: '01/09/2024',
    issuer: 'Ban Bí thư',
  })
  await sendPaper(app, `/delegations/${id}/documents`, typed, letter())
  const papers = (await app.visit(`/delegations/${id}`)).texts('.files li')
  expect(papers).toEqual([expect.stringContaining('thu-moi.pdf')])
})

test('a decision among the papers fills in the step that approves by it', async () => {
  const { visit, id } = await withPaper({
    kind: 'decision',
    number: '5-QĐ/TW',
    issuedOn: '1/9/2024',
    issuer: 'Ban Bí thư',
  })
  const form = await visit(`/delegations/${id}/approval`)
  expect(['approvalNumber', 'approvedOn', 'approvalAuthority'].map(form.value)).toEqual([
    '5-QĐ/TW',
    '01/09/2024',
    'Ban Bí thư',
  ])
})

test('of a secret paper the number is written down and nothing of what it says', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const at = `/delegations/${id}/documents`
  const secret = { kind: 'proposal', number: '12-CV/TW', issuedOn: '2024', secrecy: 'top_secret' }
  const refused = await sendPaper(app, at, { ...secret, subject: 'Về cử đoàn' }, letter())
  expect(refused.status).toBe(422)
  expect(refused.error('subject')).toBe('Văn bản tối mật: để trống trích yếu, chỉ ghi số và ngày')
  expect(refused.error('file')).toBe('Văn bản tối mật: sổ không nhận tệp, chỉ ghi số và ngày')
  expect(keptFiles(app.dataDir)).toEqual([])
  expect((await sendPaper(app, at, secret)).status).toBe(303)
  const page = await app.visit(`/delegations/${id}`)
  expect(page.text('.files li')).toMatch(/12-CV\/TW Tối mật ?2024 ?chỉ ghi số, không có tệp/)
  // What has its content here already does not become secret with it.
  const plain = await sendPaper(app, at, { kind: 'other', number: '3/A' }, letter())
  expect(plain.status).toBe(303)
  const turned = await sendPaper(app, `${at}/2`, {
    kind: 'other',
    number: '3/A',
    secrecy: 'secret',
    version: '3',
  })
  expect([turned.status, turned.error('file')]).toEqual([422, expect.stringContaining('không nhận tệp')])
})

test('the words of Word, Excel and PDF files lead to their visit, marked as such, and once', async () => {
  const app = startApp()
  const lao = app.make.delegation({ title: 'Thăm Lào' })
  const cuba = app.make.delegation({ title: 'Thăm Cuba, hội thảo báo chí số' })
  await sendPaper(app, `/delegations/${lao}/documents`, { kind: 'invitation' }, letter())
  await sendPaper(
    app,
    `/delegations/${lao}/documents`,
    { kind: 'other' },
    {
      bytes: docx(['Lịch trình Viêng Chăn', 'hội thảo báo chí số']),
      name: 'a.docx',
    },
  )
  const budget = { bytes: xlsx('Vé máy bay'), name: 'a.xlsx' }
  await sendPaper(app, `/delegations/${cuba}/documents`, { kind: 'budget' }, budget)
  const both = await app.visit('/search?q=hoi+thao+bao+chi')
  expect(
    both.texts('tbody tr').map((row) => [/Cuba|Lào/.exec(row)![0], row.includes('trong tệp đính kèm')]),
  ).toEqual([
    ['Cuba', false],
    ['Lào', true],
  ])
  expect(both.text('.lede')).toContain('2 đoàn')
  expect(
    (await app.visit('/delegations?q=hoi+thao+bao+chi&scope=all')).all('tbody th[scope="row"]'),
  ).toHaveLength(2)
  expect((await app.visit('/search?q=viêng+chăn')).text('tbody')).toContain('Thăm Lào')
  expect((await app.visit('/search?q=vé+máy+bay')).text('tbody')).toContain('Thăm Cuba')
  const json = (await app.visit('/search.json?q=vé+máy+bay')).json as unknown as {
    found: { delegation: number }
    delegations: { id: number; inAttachment: boolean }[]
  }
  expect([json.found.delegation, json.delegations]).toMatchObject([1, [{ id: cuba, inAttachment: true }]])
})

test('a visit is found by the number of a paper, and by neither number nor words once it is removed', async () => {
  const { visit, submit, at } = await withPaper({ kind: 'invitation', number: '177/HD-HNBVN' })
  expect((await visit('/search?q=177/hd-hnbvn')).text('tbody')).toContain('Thăm Lào')
  await submit(`${at}/1/removal`, {})
  expect((await visit('/search?q=177/hd-hnbvn')).all('tbody tr')).toEqual([])
  expect((await visit('/search?q=hội+thảo')).all('tbody tr')).toEqual([])
})

test('a picture is kept, and said to have no words', async () => {
  const { visit, sent } = await withPaper({ kind: 'other' }, { bytes: png(), name: 'anh.png' })
  expect((await visit(sent.location)).text('.notice--done')).toContain('không có chữ đọc được')
})

test('deleting a visit takes its papers out of reach; restoring brings them back', async () => {
  const { visit, submit, id, file } = await withPaper()
  const form = await visit(`/delegations/${id}/deletion`)
  expect(form.text('main')).toContain('1 giấy tờ')
  const deleted = await submit(`/delegations/${id}/deletion`, {
    reason: 'Nhầm',
    lastActId: form.value('lastActId'),
  })
  expect((await visit(file)).status).toBe(410)
  expect((await visit('/search?q=hội+thảo')).all('tbody tr')).toEqual([])
  await submit(`${deleted.location!.replace(/\?.*/, '')}/restoration`, {})
  expect((await visit(file)).status).toBe(200)
  expect((await visit('/search?q=hội+thảo')).all('tbody tr')).toHaveLength(1)
})

test('correspondents reach the papers of their unit’s visits alone; who only reads changes nothing', async () => {
  const { visit, at, make, file, id, submit, ...app } = await withPaper()
  const unitId = make.unit({ name: 'Hội Nhà báo Hà Nội', kind: 'local_association' })
  const own = make.delegation({ unitId, title: 'Của Hà Nội' })
  const { headers } = app.signIn('clerk', { unitId })
  expect((await visit(file, headers)).status).toBe(404)
  expect((await visit('/search?q=hội+thảo', headers)).all('tbody tr')).toEqual([])
  expect((await sendPaper(app, at, { kind: 'other' }, letter(), headers)).status).toBe(404)
  expect((await visit(`/delegations/${own}/documents/1/file`, headers)).status).toBe(404)
  const sent = await sendPaper(app, `/delegations/${own}/documents`, { kind: 'other' }, letter(), headers)
  expect(sent.status).toBe(303)
  expect((await visit(`/delegations/${own}/documents/2/file`, headers)).status).toBe(200)
  expect((await visit('/search?q=hội+thảo', headers)).all('tbody tr')).toHaveLength(1)

  const reader = app.signIn('viewer').headers
  expect((await visit(file, reader)).status).toBe(200)
  expect((await visit(`/delegations/${id}`, reader)).texts('[aria-labelledby="papers"] a')).toHaveLength(1)
  expect((await visit(`${at}/new`, reader)).status).toBe(403)
  expect((await sendPaper(app, at, { kind: 'other' }, letter(), reader)).status).toBe(403)
  expect((await submit(`${at}/1/removal`, {}, reader)).status).toBe(403)
  expect((await visit(file, { Cookie: 'so-doan=none' })).status).toBe(303)
})

test('programs read which papers a visit has, and where the file of each is', async () => {
  const { id, ...app } = await withPaper({ kind: 'invitation', number: '1/A', issuedOn: '9/2024' })
  const { read } = program(app, { role: 'viewer' })
  expect((await read(`/delegations/${id}.json`)).json).toMatchObject({
    documents: [
      {
        kind: 'invitation',
        number: '1/A',
        issuedOn: '2024-09',
        secrecy: 'normal',
        file: { name: 'thu-moi.pdf', kind: 'pdf', href: `/delegations/${id}/documents/1/file` },
      },
    ],
  })
})

test('what a visit’s file lacks is named by its direction and the step it has reached', async () => {
  const { make, visit, submit, ...app } = startApp()
  const missing = async (id: number) => (await visit(`/delegations/${id}`)).text('.missing')
  const planned = make.delegation()
  expect(await missing(planned)).toContain('thư mời của phía bạn')
  expect(await missing(planned)).not.toContain('tờ trình')
  const guests = make.delegation({ direction: 'inbound', status: 'approved' })
  expect(await missing(guests)).toMatch(
    /số văn bản cử đoàn hoặc đồng ý.*thư mời đã gửi.*tờ trình, văn bản đề nghị/,
  )
  expect(await missing(guests)).not.toContain('giấy phép')
  await submit(`/delegations/${guests}/press-work`, { version: '1', visaKind: 'PV2' })
  expect(await missing(guests)).toContain('giấy phép hoạt động báo chí')
  const at = `/delegations/${guests}/documents`
  for (const kind of ['invitation', 'proposal', 'decision', 'press_permit'])
    await sendPaper(app, at, { kind, number: `1/${kind}` })
  expect(await missing(guests)).not.toMatch(/thư mời|tờ trình|văn bản|giấy phép/)
})

test('40 papers cost no more statements than 1', async () => {
  const { id, db, visit } = await withPaper()
  const address = `/delegations/${id}`
  const statements = async () => {
    let count = 0
    const prepare = db.$client.prepare.bind(db.$client)
    db.$client.prepare = (text: string) => {
      count += 1
      return prepare(text)
    }
    await visit(address)
    db.$client.prepare = prepare
    return count
  }
  await visit(address)
  await statements()
  const one = await statements()
  write(db, { name: 'Test' }, (write) => {
    for (let index = 0; index < 39; index++)
      write.insert(documents, { delegationId: id, kind: 'other', number: `${index}/A` })
  })
  expect((await visit(address)).all('.files li')).toHaveLength(40)
  expect(await statements()).toBeLessThanOrEqual(one + 5)
})

test('what was coming in when the program stopped is gone when it starts', async () => {
  const { dataDir } = await withPaper()
  writeFileSync(join(incomingIn(dataDir), 'half.part'), 'half')
  forgetIncoming(dataDir)
  expect(keptFiles(dataDir).map(({ name }) => name)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  const [file] = keptFiles(dataDir)
  expect(readFileSync(join(file!.parentPath, file!.name)).equals(letter().bytes)).toBe(true)
})
