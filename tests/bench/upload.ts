// A file of 200 MB sent to a visit's papers: how much memory the server takes for it.
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { write } from '../../src/db/write.ts'
import { openRegister } from '../../src/open-register.ts'
import { loadPublishedRegister } from '../../src/published-register.ts'
import { addSettingValue } from '../../src/settings/queries.ts'
import { docx, pdf } from '../support/files.ts'
import { signInClerk } from './accounts.ts'
import { type Server, startPlainly, stop } from './servers.ts'

const MB = 1024 * 1024

export async function uploadTrial(megabytes = 200) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-bench-'))
  const db = openRegister(dataDir)
  loadPublishedRegister(db)
  const value = { value: '300', dayKind: null, sinceOn: null, legalBasisId: null, basis: null }
  write(db, { name: 'Bench' }, (write) =>
    addSettingValue(write, 'most_megabytes', { ...value, submissionId: undefined, version: null }),
  )
  db.$client.close()
  const server = await startPlainly(dataDir, { Cookie: signInClerk(dataDir) })
  try {
    const large = pdf(['Thư mời'], { padding: megabytes * MB })
    const bomb = docx(['Thư mời'], { 'word/media/a.png': Buffer.alloc(400 * MB) })
    for (const [name, bytes] of [
      // The first of all wakes the thread that looks into files, and its reader.
      ['first PDF, of 2 KB', pdf(['Thư mời'])],
      [`PDF of ${megabytes} MB`, large],
      ['the same again', large],
      ['docx that unpacks to 400 MB', bomb],
    ] as const)
      await trial(server, name, bytes)
  } finally {
    await stop(server)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function trial(server: Server, name: string, bytes: Buffer) {
  const { url, headers } = server
  // Whatever pages take once they have been opened is there before.
  for (let time = 0; time < 150; time++)
    for (const page of ['/delegations', '/delegations/1', '/delegations/1/documents/new'])
      await (await fetch(url + page, { headers })).text()
  const file = join(tmpdir(), `so-doan-${crypto.randomUUID()}.pdf`)
  writeFileSync(file, bytes)
  const before = memory(server)
  let most = before
  const watching = setInterval(() => (most = Math.max(most, memory(server))), 50)
  const started = performance.now()
  const status = await send(server, file)
  const seconds = (performance.now() - started) / 1000
  clearInterval(watching)
  rmSync(file)
  console.log(
    `${name}: answered ${status} after ${seconds.toFixed(1)} s; ` +
      `resident memory ${before} MB before, ${most} MB at most (${most - before} more)`,
  )
}

/** Sends a file as a browser does, from the disk; gives the status of the answer. */
function send({ url, headers }: Server, file: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  const field = (name: string, more = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
  const sent = request(`${url}/delegations/1/documents`, {
    method: 'POST',
    agent: false,
    headers: { ...headers, Origin: url, 'Content-Type': 'multipart/form-data; boundary=x' },
  })
  sent.on('error', reject)
  sent.on('response', (response) => {
    response.resume().on('end', () => resolve(response.statusCode))
  })
  sent.write(`${field('kind')}other\r\n${field('secrecy')}normal\r\n${field('file', '; filename="a.pdf"')}`)
  const read = createReadStream(file)
  read.pipe(sent, { end: false })
  read.on('end', () => sent.end('\r\n--x--\r\n'))
  return promise
}

function memory({ child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}
