// A file of 200 MB sent to a visit's papers: how much memory the server takes for it, and how long others wait.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
  const before = memory(server)
  let most = before
  const measuring = { isOn: true }
  const waits: number[] = []
  const watching = (async () => {
    while (measuring.isOn) {
      const asked = performance.now()
      // What costs no memory of its own.
      await (await fetch(`${url}/readyz`)).text()
      waits.push(performance.now() - asked)
      most = Math.max(most, memory(server))
      await pause(100)
    }
  })()
  const form = new FormData()
  form.set('kind', 'other')
  form.set('secrecy', 'normal')
  form.set('file', new Blob([new Uint8Array(bytes)]), 'a.pdf')
  const started = performance.now()
  const answer = await fetch(`${url}/delegations/1/documents`, {
    method: 'POST',
    body: form,
    // A connection that was idle while the file was made may be gone.
    headers: { ...headers, Origin: url, Connection: 'close' },
    redirect: 'manual',
  })
  await answer.text()
  const seconds = (performance.now() - started) / 1000
  measuring.isOn = false
  await watching
  const wait = waits.toSorted((one, other) => one - other).at(Math.floor(waits.length * 0.99)) ?? 0
  console.log(
    `${name}: answered ${answer.status} after ${seconds.toFixed(1)} s; resident memory ${before} MB before, ` +
      `${most} MB at most (${most - before} more); others wait p99 ${wait.toFixed(0)} ms of ${waits.length}`,
  )
}

function memory({ child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}
