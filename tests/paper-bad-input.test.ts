import { globSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { request as open } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import request from 'supertest'
import { expect, onTestFinished, test, vi } from 'vitest'
import { incomingIn } from '../src/documents/kept-file.ts'
import { startApp } from './support/app.ts'
import { docx, jpeg, oldContainer, pdf, png, zip } from './support/files.ts'
import { sendPaper } from './support/papers.ts'

// Files that are not what they say, or too much of it: each is refused with one sentence, and nothing of it stays.

const MACRO = 'application/vnd.ms-word.document.macroEnabled.main+xml'

const files: [what: string, name: string, bytes: () => Buffer, reason: RegExp][] = [
  [
    'a PDF that is HTML',
    'a.pdf',
    () => Buffer.from('<html><script>alert(1)</script>'),
    /không phải loại sổ nhận/,
  ],
  ['a PDF that begins as one', 'a.pdf', () => Buffer.from('%PDF-1.4\n<html>'), /PDF bị hỏng/],
  ['half a PDF', 'a.pdf', () => pdf(['Thư']).subarray(0, 500), /PDF bị hỏng/],
  ['a PDF with a password', 'a.pdf', () => pdf(['Thư'], { encrypted: true }), /PDF đặt mật khẩu/],
  ['nothing', 'a.pdf', () => Buffer.alloc(0), /Tệp rỗng \(0 byte\)/],
  ['a docx that is another archive', 'a.docx', () => zip({ 'x.txt': 'x' }), /Đây là tệp nén/],
  ['half a docx', 'a.docx', () => docx(['Thư']).subarray(0, 200), /bị hỏng hoặc tải lên chưa hết/],
  ['a docx with a password', 'a.docx', () => oldContainer('EncryptedPackage'), /đặt mật khẩu/],
  ['an archive with a password', 'a.docx', () => zip({ x: 'x' }, { encrypted: true }), /đặt mật khẩu/],
  ['an old .doc', 'a.doc', () => oldContainer('WordDocument'), /đời cũ \(\.doc, \.xls\)/],
  ['macros', 'a.docx', () => docx(['Thư'], { 'word/vbaProject.bin': 'x' }), /có macro/],
  ['a docm under another name', 'a.docx', () => docx(['Thư'], {}, MACRO), /có macro/],
  [
    'a bomb in a picture',
    'a.docx',
    () => docx(['Thư'], { 'word/media/a.png': Buffer.alloc(300 * 1024 * 1024) }),
    /bung ra lớn bất thường \(hơn 200 MB\)/,
  ],
  ['half a picture', 'a.png', () => png().subarray(0, 40), /Ảnh bị hỏng/],
  ['half a photograph', 'a.jpg', () => jpeg().subarray(0, 24), /Ảnh bị hỏng/],
  ['a program', 'a.pdf', () => Buffer.from('MZ\u0090\u0000'), /không phải loại sổ nhận/],
  ['a page with pictures', 'a.svg', () => Buffer.from('<svg onload="alert(1)"/>'), /không phải loại sổ nhận/],
  ['a mark in its name', '12-QD_MẬT.pdf', () => pdf(['Thư']), /không nhận nội dung đóng dấu/],
  [
    'a mark in its words',
    'a.docx',
    () => docx(['BỘ NGOẠI GIAO', 'MẬT', 'Báo cáo']),
    /không nhận nội dung đóng dấu/,
  ],
  ['a mark above its pages', 'a.docx', () => docx(['A'], marked), /không nhận nội dung đóng dấu/],
  ['a mark in a PDF', 'a.pdf', () => pdf(['TỐI MẬT', 'Báo cáo']), /không nhận nội dung đóng dấu/],
]
const marked = { 'word/header1.xml': '<w:hdr><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p></w:hdr>' }

const leftIn = (dataDir: string) =>
  globSync('files/**/*', { cwd: dataDir, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ name }) => name)

function startWithVisit() {
  const app = startApp()
  return { ...app, at: `/delegations/${app.make.delegation()}/documents` }
}

test('what is not what it says, or must not lie here, is refused with its reason, and nothing of it stays', async () => {
  const app = startWithVisit()
  for (const [what, name, bytes, reason] of files) {
    const answer = await sendPaper(app, app.at, { kind: 'other' }, { bytes: bytes(), name })
    expect([what, answer.status, answer.error('file')]).toEqual([what, 422, expect.stringMatching(reason)])
    expect([what, leftIn(app.dataDir)]).toEqual([what, []])
  }
  expect(app.db.$client.prepare('select count(*) as files from stored_files').get()).toEqual({ files: 0 })
})

test('a name is data: no folder of it, no mark that hides its end, and the ending of what it is', async () => {
  const app = startWithVisit()
  const names = [
    '../../../etc/passwd',
    'C:\\Users\\a\\thư.pdf',
    'trang.html',
    'a\u202Efdp.exe',
    ' ',
    'bao_mat.pdf',
  ]
  for (const name of names) await sendPaper(app, app.at, { kind: 'other' }, { bytes: pdf(['Thư']), name })
  const rows = app.db.$client.prepare('select file_name from documents order by id').pluck().all()
  expect(rows).toEqual(['passwd.pdf', 'thư.pdf', 'trang.html.pdf', 'afdp.exe.pdf', 'tep.pdf', 'bao_mat.pdf'])
  const [name] = leftIn(app.dataDir)
  expect([leftIn(app.dataDir).length, name]).toEqual([1, expect.stringMatching(/^[0-9a-f]{64}$/)])
})

test('a file beyond the limit that an office sets is refused, and what was typed comes back', async () => {
  const app = startWithVisit()
  await app.submit('/admin/settings/most_megabytes', { value: '1' })
  const large = { bytes: pdf(['Thư'], { padding: 1024 * 1024 }), name: 'a.pdf' }
  const answer = await sendPaper(app, app.at, { kind: 'other', number: '7/A' }, large)
  expect([answer.status, answer.error('file')]).toEqual([422, expect.stringMatching(/^Tệp lớn hơn 1 MB/)])
  expect(answer.html).toContain('value="7/A"')
  expect(leftIn(app.dataDir)).toEqual([])
})

test('two gigabytes are refused before they came in', async () => {
  const app = startWithVisit()
  const { sent, answer } = await sending(app, { announced: 2 * 1024 ** 3 })
  const { statusCode, text } = await answer
  sent.destroy()
  expect([statusCode, text]).toEqual([422, expect.stringContaining('Tệp lớn hơn 25 MB')])
  expect(text).toContain('value="7/A"')
  expect(leftIn(app.dataDir)).toEqual([])
})

test('of a file whose sender goes away nothing stays, and others are served on', async () => {
  const app = startWithVisit()
  const { sent, answer, received } = await sending(app, { announced: 5 * 1024 * 1024 })
  answer.catch(() => undefined)
  await received()
  sent.destroy()
  await expect.poll(() => leftIn(app.dataDir)).toEqual([])
  expect((await sendPaper(app, app.at, { kind: 'other', number: '1/A' })).status).toBe(303)
})

test('a body that is broken is refused in words', async () => {
  const app = startWithVisit()
  const end = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF'
  const bodies = [
    '',
    'nonsense',
    '--x',
    end,
    `${end}\r\n--y--`,
    '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--',
  ]
  for (const body of bodies) {
    const answer = await request(app.app)
      .post(app.at)
      .set({ Host: '127.0.0.1', Origin: 'http://127.0.0.1', ...app.signedIn!.headers })
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send(body)
    expect([body, answer.status]).toEqual([body, 422])
  }
  const boundless = await request(app.app)
    .post(app.at)
    .set({ Host: '127.0.0.1', Origin: 'http://127.0.0.1', ...app.signedIn!.headers })
    .set('Content-Type', 'multipart/form-data')
    .send('x')
  expect(boundless.status).toBe(422)
  expect(leftIn(app.dataDir)).toEqual([])
  expect(app.db.$client.prepare('select count(*) as papers from documents').get()).toEqual({ papers: 0 })
})

test('a disk that takes no file is the register’s fault: told as such and logged, and nothing is kept', async () => {
  const app = startWithVisit()
  const logged = vi.spyOn(app.log, 'error')
  const folder = incomingIn(app.dataDir)
  mkdirSync(dirname(folder), { recursive: true })
  const send = () =>
    sendPaper(app, app.at, { kind: 'other', number: '1/A' }, { bytes: pdf(['Thư']), name: 'a.pdf' })
  // No folder can be made where a file lies; and where processes are listed, nothing can be written.
  for (const spoil of [() => writeFileSync(folder, ''), () => symlinkSync('/proc', folder)]) {
    spoil()
    const { status, html } = await send()
    expect([status, html]).toEqual([500, expect.not.stringContaining('Chọn lại tệp')])
    unlinkSync(folder)
  }
  expect(logged.mock.calls.map(([, words]) => words)).toEqual(['request failed', 'request failed'])
  expect(app.db.$client.prepare('select count(*) as papers from documents').get()).toEqual({ papers: 0 })
  expect((await send()).status).toBe(303)
})

test('words that mark a secret are refused wherever they are typed', async () => {
  const app = startWithVisit()
  const answer = await sendPaper(app, app.at, { kind: 'other', number: '1/A', subject: '(TỐI MẬT) Báo cáo' })
  expect([answer.status, answer.error('subject')]).toEqual([422, expect.stringContaining('đóng dấu Mật')])
})

/** Begins to send a form with a file of which only the first megabyte ever comes. */
async function sending(
  { app, at, signedIn, dataDir }: ReturnType<typeof startWithVisit>,
  { announced }: { announced: number },
) {
  const server = app.listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await expect.poll(() => server.address()).not.toBeNull()
  const { port } = server.address() as AddressInfo
  const field = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const sent = open({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: at,
    headers: {
      ...signedIn!.headers,
      Origin: `http://127.0.0.1:${port}`,
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': announced,
    },
  })
  sent.on('error', () => undefined)
  const answer = new Promise<{ statusCode?: number; text: string }>((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ statusCode: response.statusCode, text }))
    })
  })
  sent.write(field('kind', 'other') + field('secrecy', 'normal') + field('number', '7/A'))
  sent.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n')
  sent.write(Buffer.alloc(1024 * 1024, 32))
  const received = () => expect.poll(() => leftIn(dataDir).length).toBe(1)
  return { sent, answer, received }
}
